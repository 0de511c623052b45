//! Matrices: rows and columns of numbers at regular distances, which Python sees as buffers and makes of them.
//!
//! C++ decides which classes are matrices, and tells by one table of functions a class where the elements lie
//! (`MatrixOperations` of the ABI). A buffer of a matrix that may get other memory locks it, as one of a container does.
//!
//! * [`make`]: matrices made of Python's arrays and lists.
//!
//! May not know: any library's names, calls.

mod make;

use std::ffi::{CStr, c_int, c_void};
use std::ptr;
use std::sync::Mutex;

use cppbind_abi::codes::{MatrixFlags, TableKind};
use cppbind_abi::link::{MatrixMemory, MatrixOperations};
use pyo3::exceptions::PyBufferError;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyType;

use super::protocol::{self, Protocol};
use super::sequence::attached;
use super::{Address, export};
use crate::addresses::AddressMap;
use crate::convert::lend::{self, Grid};
use crate::error::guarded;
use crate::instance::{self, Instance};
use crate::registry::Class;

pub use make::make;

type Memory = unsafe extern "C" fn(*const c_void, *mut MatrixMemory);
type Make = unsafe extern "C" fn(*const MatrixMemory) -> Address;

/// A class of matrices.
#[derive(Debug)]
pub struct Matrix {
    class: &'static Class,
    format: &'static CStr,
    element_size: usize,
    /// -1 where objects may have any number.
    rows: i64,
    columns: i64,
    flags: MatrixFlags,
    memory: Memory,
    make: Option<Make>,
    show: Option<Make>,
}

/// The matrix that a class itself is; `None` for all other classes.
pub fn of(class: &'static Class) -> PyResult<Option<&'static Matrix>> {
    static KNOWN: Mutex<Option<AddressMap<Option<&'static Matrix>>>> = Mutex::new(None);
    if class.record.matrix == cppbind_abi::NONE {
        return Ok(None);
    }
    let known = || KNOWN.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let key = ptr::from_ref(class) as usize;
    if let Some(found) = known().get_or_insert_default().get(&key) {
        return Ok(*found);
    }
    let made = Matrix::new(class)?.map(|matrix| &*Box::leak(Box::new(matrix)));
    Ok(*known().get_or_insert_default().entry(key).or_insert(made))
}

/// The matrix that a class is or derives from.
pub fn inherited(class: &'static Class) -> PyResult<Option<&'static Matrix>> {
    if let Some(matrix) = of(class)? {
        return Ok(Some(matrix));
    }
    for base in class.bases()? {
        if let Some(matrix) = inherited(base.class)? {
            return Ok(Some(matrix));
        }
    }
    Ok(None)
}

/// The Python type that classes of matrices derive from.
pub fn base_type(py: Python<'_>) -> PyResult<&Bound<'_, PyType>> {
    static TYPE: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    Ok(TYPE.get_or_try_init(py, || protocol::make(py, &PROTOCOL))?.bind(py))
}

static PROTOCOL: Protocol = Protocol {
    name: c"cppyy_rs.types.Matrix",
    doc: c"A C++ matrix or vector, whose elements Python's buffers show.",
    flags: 0,
    slots: &[
        (ffi::Py_bf_getbuffer, get_buffer as *mut c_void),
        (ffi::Py_bf_releasebuffer, export::release_buffer as *mut c_void),
    ],
    methods: &[],
};

impl Matrix {
    fn new(class: &'static Class) -> PyResult<Option<Self>> {
        let dictionary = class.dictionary;
        let Some(stub) = dictionary.stub(class.record.matrix)? else { return Ok(None) };
        // SAFETY: the record's docs give the stub this type; the table is constant.
        let table = unsafe {
            let table: unsafe extern "C" fn() -> *const MatrixOperations = std::mem::transmute(stub.as_ptr());
            table().as_ref()
        };
        let Some(table) = table else { return Ok(None) };
        if table.format.is_null() || table.memory.is_null() || table.element_size == 0 {
            return Err(dictionary.damaged(TableKind::Classes, class.index).into());
        }
        // SAFETY: the table's docs give text and functions these types; null is `None`.
        let (format, memory, make, show) = unsafe {
            (
                CStr::from_ptr(table.format),
                std::mem::transmute::<*const c_void, Memory>(table.memory),
                std::mem::transmute::<*const c_void, Option<Make>>(table.make),
                std::mem::transmute::<*const c_void, Option<Make>>(table.show),
            )
        };
        Ok(Some(Self {
            class,
            format,
            element_size: table.element_size as usize,
            rows: table.rows,
            columns: table.columns,
            flags: MatrixFlags(table.flags),
            memory,
            make,
            show,
        }))
    }

    /// Where the elements of an object lie.
    ///
    /// # Safety
    ///
    /// `object` is a live object of the class.
    unsafe fn grid(&self, object: Address) -> (Address, Grid) {
        let mut memory = nowhere();
        // SAFETY: the caller's promise, and room for the answer.
        unsafe { (self.memory)(object, &raw mut memory) };
        let size = self.element_size as isize;
        let (rows, columns) = (memory.rows as isize, memory.columns as isize);
        let (down, across) = (memory.row_stride as isize * size, memory.column_stride as isize * size);
        let grid = if !self.flags.has(MatrixFlags::VECTOR) {
            Grid { extents: vec![rows, columns], strides: vec![down, across] }
        } else if self.columns == 1 {
            Grid { extents: vec![rows], strides: vec![down] }
        } else {
            Grid { extents: vec![columns], strides: vec![across] }
        };
        (memory.first, grid)
    }
}

fn nowhere() -> MatrixMemory {
    MatrixMemory { first: ptr::null_mut(), rows: 0, columns: 0, row_stride: 0, column_stride: 0 }
}

unsafe extern "C" fn get_buffer(
    object: *mut ffi::PyObject,
    buffer: *mut ffi::Py_buffer,
    flags: c_int,
) -> c_int {
    // SAFETY: CPython passes a live object of the type, and room for the answer.
    unsafe {
        (*buffer).obj = ptr::null_mut();
        let (py, bound) = attached(&object);
        guarded(py, -1, || {
            let missing = || PyBufferError::new_err("no C++ matrix");
            let instance = Instance::from(bound).ok_or_else(missing)?;
            let class = instance.class().ok_or_else(missing)?;
            let matrix = inherited(class)?.ok_or_else(missing)?;
            // An object in its proxy moves out before anybody asks where its elements are.
            let address = instance::address_as(bound, matrix.class)?;
            // SAFETY: a live object, of which the matrix is a part.
            let (first, grid) = matrix.grid(address);
            let lent = lend::Numbers {
                address: first,
                size: matrix.element_size,
                format: matrix.format,
                read_only: matrix.flags.has(MatrixFlags::CONSTANT),
            };
            // SAFETY: room for the answer; the object keeps the memory, and is kept as it is from here on.
            lend::fill_grid(buffer, flags, lent, grid, object)?;
            export::keep(bound, instance, matrix.flags.has(MatrixFlags::MOVES));
            Ok(0)
        })
    }
}
