//! Proxies of C++ objects whose class was derived by Python code.
//!
//! Such an object has two halves. While Python owns it, the proxy ends the C++ half; while C++ owns it, the C++ half
//! has a reference to the proxy, so that the Python half lives as long. Either way the end of the C++ half makes the
//! proxy one of a deleted object.
//!
//! May not know: how overrides are found and called.

use std::ffi::c_void;

use pyo3::exceptions::PyTypeError;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};

use super::layout::{DIRECTED, INITIALISED, Instance, KEPT, OWNED, forget};
use super::{attributes, identity, lifetime};

/// The names of what a proxy keeps alive begin so.
const LIFELINE: &str = "__lifeline_";

impl Instance {
    /// Whether C++ finds overrides by the object.
    pub fn is_directed(&self) -> bool {
        self.has(DIRECTED)
    }

    /// The C++ half has ended. With it goes its reference to the proxy, which may be the last one.
    pub(crate) fn end_directed(&self) {
        self.set_flag(DIRECTED, false);
        if !self.deleted() {
            forget(self);
            self.set_deleted();
        }
        set_kept(self, false);
    }
}

/// The object's C++ half has got its Python half, which knows the proxy.
pub(super) fn begin(instance: &Instance) {
    instance.set_flag(DIRECTED, true);
    set_kept(instance, !instance.owned());
}

/// Whether C++ has a reference to the proxy.
pub(super) fn is_kept(instance: &Instance) -> bool {
    instance.has(KEPT)
}

/// Gives C++ a reference to the proxy, or takes it away.
pub(super) fn set_kept(instance: &Instance, kept: bool) {
    if instance.has(KEPT) == kept {
        return;
    }
    instance.set_flag(KEPT, kept);
    // SAFETY: a live proxy, and whoever has one has the interpreter attached. The flag stands for one reference.
    unsafe {
        if kept {
            ffi::Py_INCREF(instance.as_object());
        } else {
            ffi::Py_DECREF(instance.as_object());
        }
    }
}

/// A proxy of the same Python class, with the same attributes, for a copy that C++ makes of its object at an address; C++
/// owns the copy. The caller gives the copy its half.
///
/// # Safety
///
/// An object of the proxy's C++ class is being constructed at `address`.
pub(crate) unsafe fn begin_copy<'py>(
    object: &Bound<'py, PyAny>,
    instance: &Instance,
    address: *mut c_void,
) -> PyResult<Bound<'py, PyAny>> {
    let py = object.py();
    let class = instance.class().ok_or_else(|| PyTypeError::new_err("no object from C++"))?;
    // SAFETY: the live class of a proxy.
    let made = unsafe { lifetime::allocate(py, object.get_type().as_type_ptr())? };
    if let Some(dict) = attributes::own_dict(instance) {
        // SAFETY: the slot of a live proxy holds a dict.
        let dict = unsafe { Bound::from_borrowed_ptr(py, dict).cast_into_unchecked::<PyDict>() };
        for (name, value) in dict.iter() {
            let is_lifeline = name.extract::<&str>().is_ok_and(|name| name.starts_with(LIFELINE));
            if !is_lifeline {
                // SAFETY: a proxy of the same class.
                let copy = unsafe { &*made.as_ptr().cast::<Instance>() };
                attributes::dict_of(&made, copy)?.set_item(name, value)?;
            }
        }
    }
    // SAFETY: a proxy of the same class; the interpreter is attached.
    unsafe {
        let copy = &*made.as_ptr().cast::<Instance>();
        copy.set_address(address);
        copy.set_flag(INITIALISED, true);
        copy.set_flag(OWNED, false);
        identity::insert(address, class, made.as_ptr());
        begin(copy);
    }
    Ok(made)
}

/// Keeps what the address in an override's latest result hangs on: where the collector sees it, since that may refer to
/// the object itself.
pub(crate) fn keep_answer(object: &Bound<'_, PyAny>, function: u32, kept: &Bound<'_, PyAny>) -> PyResult<()> {
    let Some(instance) = Instance::from(object) else { return Ok(()) };
    let name = PyString::new(object.py(), &format!("{LIFELINE}answer_{function}"));
    attributes::dict_of(object, instance)?.set_item(name, kept)
}
