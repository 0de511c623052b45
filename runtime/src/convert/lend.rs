//! The buffer protocol's answers: memory of C++ for Python's arrays and memoryviews.
//!
//! May not know: whose memory it is, and what it takes that it stays.

use std::ffi::{CStr, CString, c_int, c_void};
use std::ptr;

use pyo3::exceptions::PyBufferError;
use pyo3::ffi;
use pyo3::prelude::*;

/// What is lent.
pub struct Memory<'a> {
    /// Where it begins; may be null where there is none.
    pub address: *mut c_void,
    /// How many of the outermost arrays, or elements, there are one behind the other.
    pub count: isize,
    /// The extents of the inner dimensions.
    pub inner: &'a [isize],
    /// The size of an element in bytes.
    pub size: usize,
    /// What an element is; as long as the borrower needs it: for ever, or it is in `kept`.
    pub format: &'a CStr,
    /// The same, where it is not for ever.
    pub kept: Option<CString>,
    /// Whether it must not be written to.
    pub read_only: bool,
}

/// What a filled buffer refers to until it is released.
struct Lent {
    /// The extents of all dimensions, then their strides: one dimension is the usual case, without memory of its own.
    one: [isize; 2],
    more: Vec<isize>,
    format: Option<CString>,
}

/// Where a buffer of nothing lies: consumers take null for memory that they are to make themselves.
#[repr(align(16))]
struct Nothing([u8; 16]);
static NOTHING: Nothing = Nothing([0; 16]);

/// Answers `PyObject_GetBuffer`.
///
/// # Safety
///
/// `buffer` points at a `Py_buffer` to fill, and `owner` at a live object, which keeps the memory as long as the
/// buffer refers to it. The interpreter is attached.
pub unsafe fn fill(
    buffer: *mut ffi::Py_buffer,
    flags: c_int,
    memory: Memory<'_>,
    owner: *mut ffi::PyObject,
) -> PyResult<()> {
    // SAFETY: the caller's promise; a failed request leaves no object behind.
    unsafe { (*buffer).obj = ptr::null_mut() };
    let wants = |flag| flags & flag == flag;
    if memory.read_only && wants(ffi::PyBUF_WRITABLE) {
        return Err(PyBufferError::new_err("the data is const"));
    }
    let rank = 1 + memory.inner.len();
    if rank > 1 && wants(ffi::PyBUF_F_CONTIGUOUS) {
        return Err(PyBufferError::new_err("C++ lays arrays out by rows, not by columns"));
    }
    let size = memory.size.cast_signed();
    let mut lent = Box::new(Lent { one: [memory.count, size], more: Vec::new(), format: memory.kept });
    if rank > 1 {
        lent.more.push(memory.count);
        lent.more.extend_from_slice(memory.inner);
        lent.more.resize(2 * rank, size);
        for dimension in (1..rank).rev() {
            lent.more[rank + dimension - 1] = lent.more[rank + dimension] * lent.more[dimension];
        }
    }
    let dimensions = if rank > 1 { &lent.more[..] } else { &lent.one[..] };
    let length = dimensions[..rank].iter().product::<isize>() * size;
    let format = lent.format.as_deref().unwrap_or(memory.format).as_ptr().cast_mut();
    let (extents, strides) = (dimensions.as_ptr().cast_mut(), dimensions[rank..].as_ptr().cast_mut());
    let unless = |given: bool, pointer| if given { pointer } else { ptr::null_mut() };
    // SAFETY: the caller's promise; `internal` keeps the arrays and the text until `release`.
    unsafe {
        let buffer = &mut *buffer;
        buffer.buf =
            if memory.address.is_null() { NOTHING.0.as_ptr().cast_mut().cast() } else { memory.address };
        buffer.len = length;
        buffer.itemsize = size;
        buffer.readonly = memory.read_only.into();
        buffer.ndim = rank as c_int;
        buffer.format = if wants(ffi::PyBUF_FORMAT) { format } else { ptr::null_mut() };
        buffer.shape = unless(wants(ffi::PyBUF_ND), extents);
        buffer.strides = unless(wants(ffi::PyBUF_STRIDES), strides);
        buffer.suboffsets = ptr::null_mut();
        buffer.internal = Box::into_raw(lent).cast();
        ffi::Py_INCREF(owner);
        buffer.obj = owner;
    }
    Ok(())
}

/// Numbers that are lent.
pub struct Numbers<'a> {
    /// Where the first is; may be null where there is none.
    pub address: *mut c_void,
    /// The size of one in bytes.
    pub size: usize,
    /// What one is; for ever.
    pub format: &'a CStr,
    /// Whether they must not be written to.
    pub read_only: bool,
}

/// Where they are.
#[derive(Clone, Debug)]
pub struct Grid {
    /// How many there are in each dimension.
    pub extents: Vec<isize>,
    /// How far the next is in each dimension, in bytes.
    pub strides: Vec<isize>,
}

impl Grid {
    /// Whether elements lie one behind the other, the dimensions in this order from inside.
    fn is_contiguous(&self, size: usize, dimensions: impl Iterator<Item = usize>) -> bool {
        let mut expected = size.cast_signed();
        let mut contiguous = true;
        for dimension in dimensions {
            contiguous &= self.extents[dimension] <= 1 || self.strides[dimension] == expected;
            expected *= self.extents[dimension];
        }
        contiguous || self.extents.contains(&0)
    }
}

/// Answers `PyObject_GetBuffer` for numbers that lie by rows, by columns, or at larger distances.
///
/// # Safety
///
/// As [`fill`].
pub unsafe fn fill_grid(
    buffer: *mut ffi::Py_buffer,
    flags: c_int,
    numbers: Numbers<'_>,
    grid: Grid,
    owner: *mut ffi::PyObject,
) -> PyResult<()> {
    // SAFETY: the caller's promise; a failed request leaves no object behind.
    unsafe { (*buffer).obj = ptr::null_mut() };
    let wants = |flag| flags & flag == flag;
    let rank = grid.extents.len();
    let by_rows = grid.is_contiguous(numbers.size, (0..rank).rev());
    let by_columns = grid.is_contiguous(numbers.size, 0..rank);
    let refused = if numbers.read_only && wants(ffi::PyBUF_WRITABLE) {
        Some("the elements are const")
    } else if !by_rows && (wants(ffi::PyBUF_C_CONTIGUOUS) || !wants(ffi::PyBUF_STRIDES)) {
        Some("the elements do not lie by rows")
    } else if !by_columns && wants(ffi::PyBUF_F_CONTIGUOUS) {
        Some("the elements do not lie by columns")
    } else if !by_rows && !by_columns && wants(ffi::PyBUF_ANY_CONTIGUOUS) {
        Some("the elements do not lie one behind the other")
    } else {
        None
    };
    if let Some(refused) = refused {
        return Err(PyBufferError::new_err(refused));
    }
    let length = grid.extents.iter().product::<isize>() * numbers.size.cast_signed();
    let mut more = grid.extents;
    more.extend_from_slice(&grid.strides);
    let lent = Box::new(Lent { one: [0; 2], more, format: None });
    let (extents, strides) = (lent.more.as_ptr().cast_mut(), lent.more[rank..].as_ptr().cast_mut());
    let unless = |given: bool, pointer| if given { pointer } else { ptr::null_mut() };
    let nothing = NOTHING.0.as_ptr().cast_mut().cast();
    // SAFETY: the caller's promise; `internal` keeps the arrays until `release`, moved or not: they are on the heap.
    unsafe {
        let buffer = &mut *buffer;
        buffer.buf = if numbers.address.is_null() { nothing } else { numbers.address };
        buffer.len = length;
        buffer.itemsize = numbers.size.cast_signed();
        buffer.readonly = numbers.read_only.into();
        buffer.ndim = rank as c_int;
        buffer.format =
            if wants(ffi::PyBUF_FORMAT) { numbers.format.as_ptr().cast_mut() } else { ptr::null_mut() };
        buffer.shape = unless(wants(ffi::PyBUF_ND), extents);
        buffer.strides = unless(wants(ffi::PyBUF_STRIDES), strides);
        buffer.suboffsets = ptr::null_mut();
        buffer.internal = Box::into_raw(lent).cast();
        ffi::Py_INCREF(owner);
        buffer.obj = owner;
    }
    Ok(())
}

/// Frees what [`fill`] or [`fill_grid`] made.
///
/// # Safety
///
/// `buffer` was filled by one of these and is released once.
pub unsafe fn release(buffer: *mut ffi::Py_buffer) {
    // SAFETY: the caller's promise.
    drop(unsafe { Box::from_raw((*buffer).internal.cast::<Lent>()) });
}
