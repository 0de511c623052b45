//! Reading and writing C++ variables: data members, globals, array elements,
//! what references refer to.
//!
//! May not know: how variables are found, calls.

use std::collections::HashMap;
use std::ffi::{c_char, c_void};
use std::sync::Mutex;

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;

use super::kind::{Kind, is_class_named, is_const};
use super::scalar::Scalar;
use super::temporaries::{Round, Temporaries};
use super::{array, caller, cstring, enumeration, null, pointer, smart, text};
use crate::instance::{self, Ownership};
use crate::registry::{self, Type};

/// The Python view of the variable at `address`. What shares its memory (class
/// members, arrays) keeps `owner` alive.
///
/// # Safety
///
/// `address` points at a live variable of this type, which lives as long as
/// `owner`, or for ever.
pub unsafe fn load(
    py: Python<'_>,
    ty: Type,
    address: *mut c_void,
    owner: Option<&Bound<'_, PyAny>>,
) -> PyResult<Py<PyAny>> {
    // SAFETY of all reads: the caller's promise.
    match Kind::of(ty)? {
        // SAFETY: see above.
        Kind::Scalar(scalar) => scalar.to_python(py, unsafe { scalar.read(address) }),
        Kind::Enumeration(scalar) => {
            // SAFETY: see above.
            enumeration::to_python(py, ty, scalar, unsafe { scalar.read(address) })
        }
        Kind::Null => Ok(null::nullptr(py)?.clone().into_any().unbind()),
        Kind::Pointer(pointee) => {
            // SAFETY: see above.
            unsafe { pointer::to_python(py, pointee, address.cast::<*mut c_void>().read_unaligned(), owner) }
        }
        // SAFETY: see above; a reference is stored as an address.
        Kind::Reference(referent, _) => unsafe {
            load(py, referent, address.cast::<*mut c_void>().read_unaligned(), owner)
        },
        // SAFETY: see above.
        Kind::Array(element, count) => unsafe { array::load(py, element, count, address, owner) },
        // SAFETY: see above.
        Kind::Class => unsafe { load_object(py, ty, address, owner) },
        Kind::Void | Kind::Function | Kind::Opaque => {
            Err(PyTypeError::new_err(format!("a variable of type {} cannot be read", ty.spelling()?)))
        }
    }
}

/// A class-typed variable: a proxy that shares its memory.
unsafe fn load_object(
    py: Python<'_>,
    ty: Type,
    address: *mut c_void,
    owner: Option<&Bound<'_, PyAny>>,
) -> PyResult<Py<PyAny>> {
    match registry::class_on_demand(py, ty)? {
        Some(class) => {
            if let Some(pointer) = smart::of(class)? {
                // SAFETY: `load`'s promise.
                return unsafe { smart::show(py, pointer, address, owner) };
            }
            // SAFETY: `load`'s promise.
            let object = unsafe { instance::wrap(py, class, address, Ownership::Cpp)? };
            if let Some(owner) = owner
                && !owner.is(&object)
            {
                instance::set_lifeline(object.bind(py), owner)?;
            }
            Ok(object)
        }
        None if is_class_named(ty, "std::string")? => {
            // SAFETY: `load`'s promise.
            text::decode(py, unsafe { text::contents(ty.dictionary, address)? })
        }
        None => pointer::opaque(py, ty, address, owner),
    }
}

/// Assigns to the variable at `address`. A Python object whose memory C++ sees
/// from then on (a string behind a `const char*`, an array behind a pointer) is
/// kept alive by `owner`.
///
/// # Safety
///
/// As [`load`]; the variable must be writable.
pub unsafe fn store(
    py: Python<'_>,
    ty: Type,
    address: *mut c_void,
    value: &Bound<'_, PyAny>,
    owner: Option<&Bound<'_, PyAny>>,
) -> PyResult<()> {
    if is_const(ty) {
        return Err(PyTypeError::new_err("assignment to const data not allowed"));
    }
    match Kind::of(ty)? {
        Kind::Scalar(scalar) | Kind::Enumeration(scalar) => {
            let bits = if null::is_default(value) { 0 } else { scalar.from_python(value, false)? };
            // SAFETY: the caller's promise.
            unsafe { scalar.write(address, bits) };
            Ok(())
        }
        // SAFETY: the caller's promise.
        Kind::Pointer(pointee) => unsafe { store_pointer(pointee, address.cast(), value, owner) },
        // SAFETY: the caller's promise; a reference is stored as an address.
        Kind::Reference(referent, _) => unsafe {
            store(py, referent, address.cast::<*mut c_void>().read_unaligned(), value, owner)
        },
        // SAFETY: the caller's promise.
        Kind::Array(element, count) => unsafe { array::store(py, element, count, address, value, owner) },
        Kind::Class => match registry::class_of(ty)? {
            Some(class) => caller::caller().assign(class, address, value),
            None => Err(PyTypeError::new_err(format!("class {} is not bound", ty.spelling()?))),
        },
        Kind::Null if null::is_null(value) => Ok(()),
        Kind::Null | Kind::Void | Kind::Function | Kind::Opaque => {
            Err(PyTypeError::new_err(format!("a variable of type {} cannot be assigned", ty.spelling()?)))
        }
    }
}

unsafe fn store_pointer(
    pointee: Type,
    address: *mut u64,
    value: &Bound<'_, PyAny>,
    owner: Option<&Bound<'_, PyAny>>,
) -> PyResult<()> {
    let mut temporaries = Temporaries::new(Round::Standard);
    let word = if null::is_default(value) { 0 } else { pointer::argument(pointee, value, &mut temporaries)? };
    // SAFETY: `store`'s promise.
    unsafe { address.write_unaligned(word) };
    let py = value.py();
    let seen = (word != 0).then(|| value.clone());
    let kept = seen.into_iter().chain(temporaries.objects().map(|object| object.bind(py).clone()));
    match owner {
        Some(owner) => instance::keep_assigned(owner, address as usize, &kept.collect::<Vec<_>>()),
        None => {
            keep_for_global(address as usize, kept.map(Bound::unbind).collect());
            Ok(())
        }
    }
}

/// Keeps what a variable points to that is no part of an object which Python knows, until it points elsewhere.
fn keep_for_global(address: usize, kept: Vec<Py<PyAny>>) {
    static KEPT: Mutex<Option<HashMap<usize, Vec<Py<PyAny>>>>> = Mutex::new(None);
    let mut all = KEPT.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let all_kept = all.get_or_insert_default();
    let former = if kept.is_empty() { all_kept.remove(&address) } else { all_kept.insert(address, kept) };
    // What ends with it may be of any class: not while the lock is held.
    drop(all);
    drop(former);
}

/// A `char[N]` as text, up to its first NUL.
///
/// # Safety
///
/// `address` points at `count` characters.
pub(super) unsafe fn load_characters(
    py: Python<'_>,
    scalar: Scalar,
    count: usize,
    address: *const c_void,
) -> PyResult<Py<PyAny>> {
    // SAFETY: the caller's promise.
    let length = (0..count)
        .take_while(|index| unsafe { scalar.read(address.wrapping_byte_add(index * scalar.size())) } != 0)
        .count();
    // SAFETY: as above.
    unsafe { cstring::decode(py, scalar, address.cast::<c_char>(), length) }
}

/// Copies text into a `char[N]`, with a NUL where there is room for one.
///
/// # Safety
///
/// `address` points at `count` writable characters.
pub(super) unsafe fn store_characters(
    count: usize,
    address: *mut c_void,
    value: &Bound<'_, PyAny>,
) -> PyResult<bool> {
    let mut temporaries = Temporaries::new(Round::Standard);
    let Some(bytes) = text::bytes_of(value, &mut temporaries)? else { return Ok(false) };
    if bytes.len() > count {
        return Err(PyValueError::new_err(format!(
            "text of {} bytes is too long for char[{count}]",
            bytes.len()
        )));
    }
    // SAFETY: `bytes.len() <= count`, the caller's promise for the rest.
    unsafe {
        let target = address.cast::<u8>();
        std::ptr::copy_nonoverlapping(bytes.as_ptr(), target, bytes.len());
        if bytes.len() < count {
            *target.add(bytes.len()) = 0;
        }
    }
    Ok(true)
}
