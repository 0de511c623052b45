//! Copies of descriptors in derived classes.
//!
//! The interpreter calls a descriptor without a detour only where the object's
//! class is exactly the one that the descriptor was made for. So the first call
//! through an inherited descriptor copies what the class inherits into the class
//! itself, each for objects of this class. Copies stand for what they were copied
//! from: assigning to a class removes those of its subclasses, which come again
//! when they are wanted.
//!
//! May not know: how calls are resolved.

use std::ptr;

use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString, PyType};

use super::native::{self, MethodDescriptor, native};
use crate::instance;

unsafe extern "C" {
    /// What a name means in a class; borrowed, null where nothing. CPython's own
    /// attribute lookup, exported since 2.x.
    pub(super) fn _PyType_Lookup(
        class: *mut ffi::PyTypeObject,
        name: *mut ffi::PyObject,
    ) -> *mut ffi::PyObject;
}

/// A descriptor was called with an object of another class than its own: gives
/// that class its copies, if the descriptor is what it has inherited.
///
/// # Safety
///
/// `descriptor` must be a live method descriptor of ours, `object` a live object.
#[cold]
pub(super) unsafe fn wanted(descriptor: *mut ffi::PyObject, object: *mut ffi::PyObject) {
    // SAFETY: the caller's promise: the interpreter is attached.
    let py = unsafe { Python::assume_attached() };
    // SAFETY: a live object has a live class, and a descriptor a name.
    let inherited = unsafe {
        let class = ffi::Py_TYPE(object);
        _PyType_Lookup(class, (*descriptor.cast::<MethodDescriptor>()).name) == descriptor
    };
    if inherited {
        // SAFETY: as above.
        let class = unsafe { PyType::from_borrowed_type_ptr(py, ffi::Py_TYPE(object)) };
        if let Err(error) = install(&class) {
            // The call itself does not depend on copies.
            error.write_unraisable(py, Some(class.as_any()));
        }
    }
}

/// Copies every descriptor that a class inherits, where its subclasses would
/// still find what they find without.
fn install(class: &Bound<'_, PyType>) -> PyResult<()> {
    let py = class.py();
    let Some(receiver) = instance::class_of_type(class) else { return Ok(()) };
    let subclasses = all_subclasses(class)?;
    let own = dict_of(class);
    let mut changed = false;
    for base in class.mro().iter().skip(1) {
        let base = base.cast_into::<PyType>()?;
        if instance::class_of_type(&base).is_none() {
            // What comes behind a class that is not ours may be hidden by it later.
            break;
        }
        for (name, value) in dict_of(&base).iter() {
            let Ok(name) = name.cast_into::<PyString>() else { continue };
            if own.contains(&name)? || !is_descriptor(&value) {
                continue;
            }
            // SAFETY: a live class and a live name.
            let found =
                |class: &Bound<'_, PyType>| unsafe { _PyType_Lookup(class.as_type_ptr(), name.as_ptr()) };
            let unchanged = |class: &Bound<'_, PyType>| ptr::eq(found(class), value.as_ptr());
            if !unchanged(class)
                || !subclasses.iter().all(|below| unchanged(below) || shadows(below, class, &name))
            {
                continue;
            }
            let Some(original) = native(&value) else { continue };
            let Some(copy) = original.context.copy(class.as_type_ptr(), receiver)? else { return Ok(()) };
            own.set_item(&name, native::descriptor(py, copy, class.as_type_ptr())?)?;
            changed = true;
        }
    }
    if changed {
        // SAFETY: a live class, whose dict has just changed.
        unsafe { ffi::PyType_Modified(class.as_type_ptr()) };
    }
    Ok(())
}

/// Whether a class below has the name before it comes to `class`.
fn shadows(below: &Bound<'_, PyType>, class: &Bound<'_, PyType>, name: &Bound<'_, PyString>) -> bool {
    for base in below.mro().iter() {
        if base.is(class) {
            return false;
        }
        let dict = base.getattr(pyo3::intern!(name.py(), "__dict__"));
        if dict.and_then(|dict| dict.contains(name)).unwrap_or(false) {
            return true;
        }
    }
    true
}

/// Removes the copies of a name from a class and its subclasses, before the name
/// gets or loses a meaning there.
pub(crate) fn forget(class: &Bound<'_, PyType>, name: &Bound<'_, PyString>) -> PyResult<()> {
    let mut classes = all_subclasses(class)?;
    classes.push(class.clone());
    for class in classes {
        let dict = dict_of(&class);
        if let Some(value) = dict.get_item(name)?
            && is_copy(&value)
        {
            dict.del_item(name)?;
            // SAFETY: a live class, whose dict has just changed.
            unsafe { ffi::PyType_Modified(class.as_type_ptr()) };
        }
    }
    Ok(())
}

/// Removes all copies from a class whose bases are new, from its subclasses and
/// its bases: a copy would come before what another base says.
pub(crate) fn forget_around(class: &Bound<'_, PyType>) -> PyResult<()> {
    let mut around = all_subclasses(class)?;
    for base in class.mro().iter() {
        around.push(base.cast_into::<PyType>()?);
    }
    for base in around {
        if instance::class_of_type(&base).is_none() {
            continue;
        }
        let dict = dict_of(&base);
        let copies: Vec<_> = dict.iter().filter(|(_, value)| is_copy(value)).map(|(name, _)| name).collect();
        if copies.is_empty() {
            continue;
        }
        for name in copies {
            dict.del_item(name)?;
        }
        // SAFETY: a live class, whose dict has just changed.
        unsafe { ffi::PyType_Modified(base.as_type_ptr()) };
    }
    Ok(())
}

fn is_descriptor(value: &Bound<'_, PyAny>) -> bool {
    // SAFETY: a live object.
    let class = unsafe { ffi::Py_TYPE(value.as_ptr()) };
    class == &raw mut ffi::PyMethodDescr_Type && native(value).is_some()
}

fn is_copy(value: &Bound<'_, PyAny>) -> bool {
    is_descriptor(value) && native(value).is_some_and(|native| native.context.copied)
}

/// The dict itself, not the proxy that Python sees.
fn dict_of<'py>(class: &Bound<'py, PyType>) -> Bound<'py, PyDict> {
    // SAFETY: heap types, which all classes here are, hold their dict in the type.
    unsafe {
        Bound::from_borrowed_ptr(class.py(), (*class.as_type_ptr()).tp_dict).cast_into_unchecked::<PyDict>()
    }
}

/// Every class below.
fn all_subclasses<'py>(class: &Bound<'py, PyType>) -> PyResult<Vec<Bound<'py, PyType>>> {
    let mut found: Vec<Bound<'py, PyType>> = Vec::new();
    let mut next = vec![class.clone()];
    while let Some(class) = next.pop() {
        for below in class.call_method0(pyo3::intern!(class.py(), "__subclasses__"))?.try_iter()? {
            let below = below?.cast_into::<PyType>()?;
            if !found.iter().any(|known| known.is(&below)) {
                found.push(below.clone());
                next.push(below);
            }
        }
    }
    Ok(found)
}
