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

/// Frees what [`fill`] made.
///
/// # Safety
///
/// `buffer` was filled by [`fill`] and is released once.
pub unsafe fn release(buffer: *mut ffi::Py_buffer) {
    // SAFETY: the caller's promise.
    drop(unsafe { Box::from_raw((*buffer).internal.cast::<Lent>()) });
}
