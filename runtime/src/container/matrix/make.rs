//! Matrices made of Python's arrays and lists, and those that show an array's memory.
//!
//! Shapes are checked here: libraries of matrices end the process where they are wrong.
//!
//! May not know: who asks for one.

use std::ffi::c_void;
use std::ptr;

use cppbind_abi::codes::MatrixFlags;
use cppbind_abi::link::MatrixMemory;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyList, PyTuple};

use super::super::{Address, check};
use super::{Make, Matrix};
use crate::convert::buffer::{Buffer, Strided};
use crate::convert::caller::Refused;
use crate::convert::scalar::Scalar;
use crate::convert::temporaries::Temporaries;
use crate::instance;

impl Matrix {
    /// What C++ is told of an array with extents and strides in bytes; the error names the shape where it has none that
    /// objects of the class have.
    fn memory(&self, first: Address, extents: &[isize], strides: &[isize]) -> PyResult<MatrixMemory> {
        let name = self.class.qualified;
        let step = |stride: isize| -> PyResult<i64> {
            let size = self.element_size as isize;
            let whole = (stride % size == 0).then_some((stride / size) as i64);
            whole.ok_or_else(|| {
                PyTypeError::new_err(format!("{name}: the array's strides are no whole elements"))
            })
        };
        let memory = match (extents, strides, self.flags.has(MatrixFlags::VECTOR)) {
            ([rows, columns], [down, across], false) => MatrixMemory {
                first,
                rows: *rows as i64,
                columns: *columns as i64,
                row_stride: step(*down)?,
                column_stride: step(*across)?,
            },
            ([count], [stride], true) => {
                let (count, stride) = (*count as i64, step(*stride)?);
                if self.columns == 1 {
                    MatrixMemory {
                        first,
                        rows: count,
                        columns: 1,
                        row_stride: stride,
                        column_stride: stride * count,
                    }
                } else {
                    MatrixMemory {
                        first,
                        rows: 1,
                        columns: count,
                        row_stride: stride * count,
                        column_stride: stride,
                    }
                }
            }
            _ => return Err(self.misshapen(extents)),
        };
        let fits = |fixed: i64, given: i64| fixed < 0 || fixed == given;
        if !fits(self.rows, memory.rows) || !fits(self.columns, memory.columns) {
            return Err(self.misshapen(extents));
        }
        Ok(memory)
    }

    fn misshapen(&self, extents: &[isize]) -> PyErr {
        let extent = |fixed: i64, any: &str| if fixed < 0 { any.to_owned() } else { fixed.to_string() };
        let wanted = if !self.flags.has(MatrixFlags::VECTOR) {
            format!("({}, {})", extent(self.rows, "rows"), extent(self.columns, "columns"))
        } else {
            format!("({},)", extent(if self.columns == 1 { self.rows } else { self.columns }, "size"))
        };
        let given: Vec<String> = extents.iter().map(isize::to_string).collect();
        let given =
            if given.len() == 1 { format!("({},)", given[0]) } else { format!("({})", given.join(", ")) };
        PyValueError::new_err(format!(
            "{}: an array of shape {wanted} is expected, not {given}",
            self.class.qualified
        ))
    }

    /// A new matrix of an array, which shows its memory where the class is made to, and copies it otherwise.
    fn of_array(
        &self,
        py: Python<'_>,
        array: Strided,
        temporaries: &mut Temporaries,
    ) -> Result<Address, Refused> {
        let name = self.class.qualified;
        let unfit = |why: String| Refused::Unfit(PyTypeError::new_err(format!("{name}: {why}")));
        // A complex number is aligned as its parts are.
        let parts = if self.format.to_bytes().starts_with(b"Z") { 2 } else { 1 };
        if array.bytes() > 0 && !(array.address() as usize).is_multiple_of(self.element_size / parts) {
            return Err(unfit("the array's memory is not aligned for its elements".to_owned()));
        }
        let memory =
            self.memory(array.address(), array.extents(), array.strides()).map_err(Refused::Unfit)?;
        let constant = self.flags.has(MatrixFlags::CONSTANT);
        if let Some(show) = self.show {
            if array.is_read_only() && !constant {
                return Err(unfit("the array is read-only, and C++ may write to it".to_owned()));
            }
            // SAFETY: the memory of a buffer that is kept as long as the matrix is.
            let shown = unsafe { show(&raw const memory) };
            check(py).map_err(Refused::Raised)?;
            if shown.is_null() && constant {
                return self.show_copy(py, show, &memory, temporaries);
            }
            if shown.is_null() {
                let why = "elements of the array do not lie as C++ wants them: try numpy.asfortranarray, or \
                           numpy.ascontiguousarray where the matrix lies by rows";
                return Err(unfit(why.to_owned()));
            }
            temporaries.keep_array(array);
            return Ok(shown);
        }
        self.copy(py, &memory)
    }

    /// A matrix that shows copies of the elements, by columns or by rows as it wants them: what C++ only reads.
    fn show_copy(
        &self,
        py: Python<'_>,
        show: Make,
        memory: &MatrixMemory,
        temporaries: &mut Temporaries,
    ) -> Result<Address, Refused> {
        let (rows, columns, size) =
            (memory.rows.unsigned_abs() as usize, memory.columns.unsigned_abs() as usize, self.element_size);
        for (row_stride, column_stride) in [(1, memory.rows), (memory.columns, 1)] {
            let first = temporaries.words((rows * columns * size).div_ceil(8)).cast::<u8>();
            let place = |strides: (i64, i64), row: usize, column: usize| {
                (row as i64 * strides.0 + column as i64 * strides.1) as isize * size as isize
            };
            for (row, column) in (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column))) {
                let (from, to) = ((memory.row_stride, memory.column_stride), (row_stride, column_stride));
                // SAFETY: elements of the array that `memory` tells of, and room for as many.
                unsafe {
                    let element = memory.first.cast::<u8>().offset(place(from, row, column));
                    ptr::copy_nonoverlapping(element, first.offset(place(to, row, column)), size);
                }
            }
            let packed = MatrixMemory { first: first.cast(), row_stride, column_stride, ..*memory };
            // SAFETY: memory that lives until the call has ended.
            let shown = unsafe { show(&raw const packed) };
            check(py).map_err(Refused::Raised)?;
            if !shown.is_null() {
                return Ok(shown);
            }
        }
        let text = format!("{}: elements cannot lie as C++ wants them", self.class.qualified);
        Err(Refused::Unfit(PyTypeError::new_err(text)))
    }

    fn copy(&self, py: Python<'_>, memory: &MatrixMemory) -> Result<Address, Refused> {
        let name = self.class.qualified;
        let make = self.make.ok_or_else(|| {
            Refused::Unfit(PyTypeError::new_err(format!("a {name} cannot be made of an array")))
        })?;
        // SAFETY: as many elements of its type as it is told.
        let made = unsafe { make(ptr::from_ref(memory)) };
        check(py).map_err(Refused::Raised)?;
        if made.is_null() {
            return Err(Refused::Unfit(PyValueError::new_err(format!("{name}: the shape does not fit"))));
        }
        Ok(made)
    }

    /// A new matrix of lists of numbers, or of an array of numbers of another type, which are converted one by one.
    fn of_items(
        &self,
        value: &Bound<'_, PyAny>,
        temporaries: &mut Temporaries,
    ) -> Result<Option<Address>, Refused> {
        let Some(scalar) = Scalar::of_format(self.format).filter(|_| self.takes_copies()) else {
            return Ok(None);
        };
        let rows: Vec<Bound<'_, PyAny>> =
            value.try_iter().and_then(Iterator::collect).map_err(Refused::Unfit)?;
        let (mut cells, mut columns) = (Vec::new(), None);
        let mut add = |item: &Bound<'_, PyAny>| -> Result<(), Refused> {
            cells.push(scalar.from_python(item, false).map_err(Refused::Unfit)?);
            Ok(())
        };
        let vector = self.flags.has(MatrixFlags::VECTOR);
        for row in &rows {
            if vector {
                add(row)?;
                continue;
            }
            let mut count = 0isize;
            for item in row.try_iter().map_err(Refused::Unfit)? {
                add(&item.map_err(Refused::Raised)?)?;
                count += 1;
            }
            if *columns.get_or_insert(count) != count {
                let text = format!("{}: rows of different lengths", self.class.qualified);
                return Err(Refused::Unfit(PyValueError::new_err(text)));
            }
        }
        let size = self.element_size;
        let mut bytes = vec![0u128; (cells.len() * size).div_ceil(16).max(1)];
        for (index, bits) in cells.iter().enumerate() {
            // SAFETY: room for as many elements, each a number of the type.
            unsafe {
                scalar.write(bytes.as_mut_ptr().cast::<c_void>().wrapping_byte_add(index * size), *bits)
            };
        }
        let count = rows.len() as isize;
        let across = columns.unwrap_or(0);
        let (extents, strides) = if vector {
            (vec![count], vec![size as isize])
        } else {
            (vec![count, across], vec![across * size as isize, size as isize])
        };
        let memory = self.memory(bytes.as_mut_ptr().cast(), &extents, &strides).map_err(Refused::Unfit)?;
        match self.show {
            Some(show) => self.show_copy(value.py(), show, &memory, temporaries).map(Some),
            None => self.copy(value.py(), &memory).map(Some),
        }
    }

    /// Whether C++ does not mean the very elements of the argument.
    fn takes_copies(&self) -> bool {
        self.make.is_some() || self.show.is_some() && self.flags.has(MatrixFlags::CONSTANT)
    }
}

/// A new matrix of the class with the elements of a Python array or list; `None` where the value is neither. What it shows
/// is kept with `temporaries`.
pub fn make(
    matrix: &'static Matrix,
    value: &Bound<'_, PyAny>,
    temporaries: &mut Temporaries,
) -> Result<Option<Address>, Refused> {
    let own = instance::class_of(value);
    if own.is_some_and(|class| class.depth_to(matrix.class).is_some()) {
        return Ok(None);
    }
    let lists = value.is_instance_of::<PyList>() || value.is_instance_of::<PyTuple>();
    if !lists && let Some(array) = Strided::of(value) {
        if array.format() == matrix.format.to_str().unwrap_or("") && array.item_size() == matrix.element_size
        {
            return matrix.of_array(value.py(), array, temporaries).map(Some);
        }
        if Buffer::is_number(array.format()) && matrix.takes_copies() {
            return matrix.of_items(value, temporaries);
        }
        let text = format!(
            "{}: the array's elements are {}, not {}",
            matrix.class.qualified,
            array.format(),
            matrix.format.to_string_lossy()
        );
        return Err(Refused::Unfit(PyTypeError::new_err(text)));
    }
    if lists { matrix.of_items(value, temporaries) } else { Ok(None) }
}
