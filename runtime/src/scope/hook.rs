//! Where a namespace's module asks for names that it does not have yet.
//!
//! A function `__getattr__` in the module (PEP 562) would do, but the interpreter's
//! inline caches leave every module alone that has one, found names included
//! (`specialize_module_load_attr` in CPython's `Python/specialize.c`), which costs
//! a call through a namespace as much again as the call itself. So the slot that
//! looks `__getattr__` up asks us after it: modules that are no namespaces have
//! their answer by then (docs/adr/0013).
//!
//! May not know: what names mean.

use std::collections::HashMap;
use std::sync::{OnceLock, RwLock};

use pyo3::exceptions::PyAttributeError;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::PyString;

use super::namespace::Namespace;
use crate::error::guarded;

static ORIGINAL: OnceLock<ffi::getattrofunc> = OnceLock::new();
/// Namespaces by their modules, which are immortal.
static MODULES: RwLock<Option<HashMap<usize, &'static Namespace>>> = RwLock::new(None);

/// Lets a namespace's module ask the namespace.
pub(super) fn watch_lookups(module: &Bound<'_, PyAny>, namespace: &'static Namespace) {
    ORIGINAL.get_or_init(|| {
        // SAFETY: the static type `module`, initialised before any extension is
        // loaded; the interpreter is attached.
        unsafe {
            let class = &raw mut ffi::PyModule_Type;
            let original = (*class).tp_getattro.unwrap_or(ffi::PyObject_GenericGetAttr);
            (*class).tp_getattro = Some(get_attribute);
            original
        }
    });
    let mut modules = MODULES.write().unwrap_or_else(|poisoned| poisoned.into_inner());
    modules.get_or_insert_default().insert(module.as_ptr() as usize, namespace);
}

/// `module.__getattribute__`, then the namespace.
unsafe extern "C" fn get_attribute(
    module: *mut ffi::PyObject,
    name: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    let Some(original) = ORIGINAL.get() else { return std::ptr::null_mut() };
    // SAFETY: CPython's own function gets what CPython passed.
    let found = unsafe { original(module, name) };
    if !found.is_null() {
        return found;
    }
    let namespace = {
        let modules = MODULES.read().unwrap_or_else(|poisoned| poisoned.into_inner());
        modules.as_ref().and_then(|modules| modules.get(&(module as usize)).copied())
    };
    let Some(namespace) = namespace else { return found };
    // SAFETY: the interpreter is attached; a live object.
    let (py, name) = unsafe {
        let py = Python::assume_attached();
        (py, Bound::from_borrowed_ptr(py, name))
    };
    guarded(py, std::ptr::null_mut(), || {
        let error = PyErr::fetch(py);
        match name.cast::<PyString>() {
            Ok(name) if error.is_instance_of::<PyAttributeError>(py) => {
                namespace.attribute(py, name.to_str()?).map(Bound::into_ptr)
            }
            _ => Err(error),
        }
    })
}
