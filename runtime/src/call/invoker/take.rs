//! Arguments of one kind: the exact type first, by its layout; then, out of
//! line, what else fits at once. Everything else is the general call's.
//!
//! May not know: results, shapes.

use std::ffi::c_void;
use std::ptr;

use pyo3::ffi;
use pyo3::prelude::*;

use super::aside::{self, Found};
use crate::call::plan::{Expected, Plan};
use crate::convert::layout;
use crate::convert::null;
use crate::convert::scalar::Scalar;
use crate::instance;

/// Integers of at least 32 bits: one digit of Python's fits each of them.
macro_rules! integer {
    ($name:ident, $word:ty, $scalar:expr, $fits:expr) => {
        #[doc = concat!("`", stringify!($word), "`")]
        pub(super) struct $name;

        impl $name {
            /// # Safety
            ///
            /// `object` must be a live object.
            #[inline(always)]
            pub(super) unsafe fn take(object: *mut ffi::PyObject, _: &Plan, _: usize) -> Option<$word> {
                // SAFETY: the caller's promise.
                match unsafe { layout::compact_int(object) } {
                    Some(value) if $fits(value) => Some(value as $word),
                    _ => {
                        unsafe extern "C" fn aside(object: *mut ffi::PyObject, _: *const c_void) -> Found {
                            // SAFETY: a live object.
                            Found::one(unsafe { integer($scalar, object) }.map(|bits| bits as usize))
                        }
                        // SAFETY: as above.
                        unsafe { aside::call(aside, object, ptr::null()) }.only().map(|bits| bits as $word)
                    }
                }
            }
        }
    };
}

integer!(I32, i32, Scalar::I32, |_: i64| true);
integer!(I64, i64, Scalar::I64, |_: i64| true);
integer!(U64, u64, Scalar::U64, |value: i64| value >= 0);

/// `double`
pub(super) struct F64;

impl F64 {
    /// # Safety
    ///
    /// `object` must be a live object.
    #[inline(always)]
    pub(super) unsafe fn take(object: *mut ffi::PyObject, _: &Plan, _: usize) -> Option<f64> {
        // SAFETY: the caller's promise.
        match unsafe { layout::exact_float(object) } {
            Some(value) => Some(value),
            None => {
                unsafe extern "C" fn aside(object: *mut ffi::PyObject, _: *const c_void) -> Found {
                    // SAFETY: a live object.
                    Found::one(unsafe { floating(object) }.map(|value| value.to_bits() as usize))
                }
                // SAFETY: as above.
                unsafe { aside::call(aside, object, ptr::null()) }
                    .only()
                    .map(|bits| f64::from_bits(bits as u64))
            }
        }
    }
}

/// `bool`
pub(super) struct Bool;

impl Bool {
    /// # Safety
    ///
    /// `object` must be a live object.
    #[inline(always)]
    pub(super) unsafe fn take(object: *mut ffi::PyObject, _: &Plan, _: usize) -> Option<bool> {
        boolean(object)
    }
}

/// Bytes and their count.
pub(super) struct Text;

impl Text {
    /// # Safety
    ///
    /// `object` must be a live object; the bytes live as long as it does.
    #[inline(always)]
    pub(super) unsafe fn take(object: *mut ffi::PyObject, _: &Plan, _: usize) -> Option<(*const u8, usize)> {
        // SAFETY: the caller's promise.
        match unsafe { layout::ascii(object) } {
            Some(text) => Some(text),
            None => {
                unsafe extern "C" fn aside(object: *mut ffi::PyObject, _: *const c_void) -> Found {
                    // SAFETY: a live object.
                    match unsafe { text(object) } {
                        Some((data, size)) => Found { word: data as usize, more: size },
                        None => Found::NONE,
                    }
                }
                // SAFETY: as above. Bytes lie nowhere but behind an address.
                let found = unsafe { aside::call(aside, object, ptr::null()) };
                (found.word != 0).then_some((found.word as *const u8, found.more))
            }
        }
    }
}

/// The address of an object.
pub(super) struct Object;

impl Object {
    /// # Safety
    ///
    /// `object` must be a live object, and the plan must expect an object at this place.
    #[inline(always)]
    pub(super) unsafe fn take(object: *mut ffi::PyObject, plan: &Plan, place: usize) -> Option<*mut c_void> {
        // SAFETY: the caller's promise; an object of a class that is exactly one
        // of ours has the layout of proxies.
        unsafe {
            let expected = plan.expected(place);
            if ffi::Py_TYPE(object) == expected.python.get() {
                let address = instance::raw_place(object);
                return if address.is_null() { None } else { Some(address) };
            }
            unsafe extern "C" fn aside(object: *mut ffi::PyObject, expected: *const c_void) -> Found {
                // SAFETY: a live object, and what the plan expects.
                let found = unsafe { self::object(&*expected.cast::<Expected>(), object) };
                Found::one(found.map(|address| address as usize))
            }
            let found = aside::call(aside, object, ptr::from_ref(expected).cast());
            found.only().map(|address| address as *mut c_void)
        }
    }
}

/// `True` and `False`, nothing else.
#[inline(always)]
pub(super) fn boolean(object: *mut ffi::PyObject) -> Option<bool> {
    // SAFETY: both are addresses of immortal objects, which are not read.
    unsafe {
        if object == ffi::Py_True() {
            Some(true)
        } else if object == ffi::Py_False() {
            Some(false)
        } else {
            None
        }
    }
}

/// An exact int, range-checked, extended to a word.
///
/// # Safety
///
/// `object` must be a live object.
#[cold]
pub(super) unsafe fn integer(scalar: Scalar, object: *mut ffi::PyObject) -> Option<u64> {
    // SAFETY: the caller's promise.
    unsafe {
        if ffi::PyLong_CheckExact(object) == 0 {
            return None;
        }
        in_range(scalar, object)
    }
}

/// An int of any class, range-checked, extended to a word.
///
/// # Safety
///
/// `object` must be a live int.
pub(super) unsafe fn in_range(scalar: Scalar, object: *mut ffi::PyObject) -> Option<u64> {
    let (low, high) = match scalar {
        Scalar::Bool => (0, 1),
        Scalar::I8 | Scalar::Char | Scalar::SChar => (i8::MIN.into(), i8::MAX.into()),
        Scalar::U8 | Scalar::UChar | Scalar::Char8 => (0, u8::MAX.into()),
        Scalar::I16 => (i16::MIN.into(), i16::MAX.into()),
        Scalar::U16 | Scalar::Char16 => (0, u16::MAX.into()),
        Scalar::I32 | Scalar::WChar => (i32::MIN.into(), i32::MAX.into()),
        Scalar::U32 | Scalar::Char32 => (0, u32::MAX.into()),
        Scalar::I64 => (i64::MIN, i64::MAX),
        Scalar::U64 => (0, i64::MAX),
        Scalar::F32 | Scalar::F64 | Scalar::F80 => return None,
    };
    let mut overflow = 0;
    // SAFETY: the caller's promise: no error is raised for ints.
    let number = unsafe { ffi::PyLong_AsLongLongAndOverflow(object, &raw mut overflow) };
    if overflow == 0 {
        return (low..=high).contains(&number).then_some(number as u64);
    }
    if scalar != Scalar::U64 || overflow < 0 {
        return None;
    }
    // SAFETY: as above; where the number is too large, the error is the only one and cleared.
    unsafe {
        let number = ffi::PyLong_AsUnsignedLongLong(object);
        if number == u64::MAX && !ffi::PyErr_Occurred().is_null() {
            ffi::PyErr_Clear();
            return None;
        }
        Some(number)
    }
}

/// An exact float or int.
///
/// # Safety
///
/// `object` must be a live object.
#[cold]
pub(super) unsafe fn floating(object: *mut ffi::PyObject) -> Option<f64> {
    // SAFETY: the caller's promise; an int that is too large raises, which is cleared.
    unsafe {
        if ffi::PyFloat_CheckExact(object) != 0 {
            return Some(ffi::PyFloat_AsDouble(object));
        }
        if ffi::PyLong_CheckExact(object) == 0 {
            return None;
        }
        let number = ffi::PyLong_AsDouble(object);
        if number == -1.0 && !ffi::PyErr_Occurred().is_null() {
            ffi::PyErr_Clear();
            return None;
        }
        Some(number)
    }
}

/// An exact str whose UTF-8 CPython keeps, or bytes.
///
/// # Safety
///
/// `object` must be a live object; the bytes live as long as it does.
#[cold]
pub(super) unsafe fn text(object: *mut ffi::PyObject) -> Option<(*const u8, usize)> {
    // SAFETY: the caller's promise; lone surrogates raise, which is cleared: the
    // general call escapes them.
    unsafe {
        if ffi::PyUnicode_CheckExact(object) != 0 {
            let mut length = 0;
            let utf8 = ffi::PyUnicode_AsUTF8AndSize(object, &raw mut length);
            if utf8.is_null() {
                ffi::PyErr_Clear();
                return None;
            }
            return Some((utf8.cast(), length.unsigned_abs()));
        }
        if ffi::PyBytes_CheckExact(object) != 0 {
            let data = ffi::PyBytes_AsString(object);
            return Some((data.cast(), ffi::PyBytes_Size(object).unsigned_abs()));
        }
    }
    None
}

/// The same, at once where the layout says that it is ASCII.
///
/// # Safety
///
/// As [`text`]; CPython's layouts must be known where they are `trusted`.
#[inline(always)]
pub(super) unsafe fn any_text(trusted: bool, object: *mut ffi::PyObject) -> Option<(*const u8, usize)> {
    // SAFETY: the caller's promise.
    unsafe {
        let own = if trusted { layout::ascii(object) } else { None };
        own.or_else(|| text(object))
    }
}

/// The address of characters that end with a NUL, as CPython's do: those of a `str` that has no other NUL, which would cut it
/// off, or of `bytes`, which may be data.
///
/// # Safety
///
/// As [`any_text`].
#[inline]
pub(super) unsafe fn characters(trusted: bool, object: *mut ffi::PyObject) -> Option<*const u8> {
    // SAFETY: the caller's promise; the characters belong to the object.
    unsafe {
        let (data, size) = any_text(trusted, object)?;
        let is_cut =
            ffi::PyUnicode_CheckExact(object) != 0 && std::slice::from_raw_parts(data, size).contains(&0);
        (!is_cut).then_some(data)
    }
}

/// The value of a character: an exact str or bytes of length one.
///
/// # Safety
///
/// `object` must be a live object.
#[cold]
pub(super) unsafe fn character(scalar: Scalar, object: *mut ffi::PyObject) -> Option<u64> {
    // SAFETY: the caller's promise; a str of length one has a character at 0.
    unsafe {
        let code = if ffi::PyUnicode_CheckExact(object) != 0 {
            (ffi::PyUnicode_GetLength(object) == 1).then(|| ffi::PyUnicode_ReadChar(object, 0))
        } else if ffi::PyBytes_CheckExact(object) != 0 {
            (ffi::PyBytes_Size(object) == 1).then(|| u32::from(*ffi::PyBytes_AsString(object).cast::<u8>()))
        } else {
            None
        };
        scalar.of_code(code?)
    }
}

/// A proxy of a derived class, or of a class that Python had not seen when the
/// plan was made; null, where that may be passed.
///
/// # Safety
///
/// `object` must be a live object.
#[cold]
pub(super) unsafe fn object(expected: &Expected, object: *mut ffi::PyObject) -> Option<*mut c_void> {
    let class = expected.class?;
    // Where objects may live in their proxies, each is asked to move out.
    if !class.may_live_inline()
        && let Some(proxy) = class.proxy()
    {
        expected.python.set(proxy.as_ptr());
    }
    // SAFETY: the caller's promise; a proxy's address is null or that of a live
    // object of its class, as far as C++ tells.
    unsafe {
        let Some(own) = instance::class_of_raw(ffi::Py_TYPE(object)) else {
            let value = Borrowed::from_ptr(Python::assume_attached(), object);
            return (expected.nullable && null::is_null(&value)).then_some(ptr::null_mut());
        };
        let proxy = instance::Instance::from_raw(object)?;
        // Whether a locked object may be passed is for the general call to say.
        let address = if proxy.is_locked() { return None } else { proxy.address() };
        if address.is_null() { None } else { own.upcast(address, class) }
    }
}
