//! CPython 3.10: `Include/longintrepr.h` and `Include/cpython/unicodeobject.h`.

use pyo3::ffi;

/// `struct _longobject`: the sign is that of `ob_size`, whose absolute value counts digits.
#[repr(C)]
struct Int {
    ob_base: ffi::PyVarObject,
    ob_digit: u32,
}

/// The value of an int of one digit or none.
///
/// # Safety
///
/// `object` must be a live int.
#[inline(always)]
pub(super) unsafe fn one_digit(object: *mut ffi::PyObject) -> Option<i64> {
    // SAFETY: every int has room for a digit; one without digits is zero
    // whatever lies there, because its size is the factor.
    unsafe {
        let int = object.cast::<Int>();
        let size = (*int).ob_base.ob_size;
        (-1..=1).contains(&size).then(|| size as i64 * i64::from((*int).ob_digit))
    }
}

/// `PyASCIIObject`, up to the data that follow it in a compact ASCII `str`.
#[repr(C)]
pub(super) struct AsciiHeader {
    ob_base: ffi::PyObject,
    pub(super) length: ffi::Py_ssize_t,
    hash: ffi::Py_hash_t,
    pub(super) state: u32,
    wstr: *mut libc::wchar_t,
}

/// The bits `compact` and `ascii` of `state`, behind `interned:2` and `kind:3`.
pub(super) const COMPACT_ASCII: u32 = 0b11 << 5;

/// Whether small ints, `None`, `True` and `False` ignore their reference counts.
pub(super) const IMMORTAL_SINGLETONS: bool = false;
