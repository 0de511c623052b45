//! The subclass of `module` that sees assignments.

use std::ffi::c_int;
use std::ptr;

use pyo3::exceptions::PyTypeError;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyModule, PyString, PyType};

use super::namespace::Namespace;
use crate::error::guarded;

/// Makes the module's class the one that sees assignments, or `module` itself.
pub(super) fn watch(module: &Bound<'_, PyModule>, watch: bool) -> PyResult<()> {
    let py = module.py();
    let class = if watch { watching_class(py)?.clone() } else { py.get_type::<PyModule>() };
    if module.get_type().is(&class) {
        return Ok(());
    }
    let name = pyo3::intern!(py, "__class__");
    // The generic function: the class's own is about C++ names.
    // SAFETY: live objects; `object` checks that the layouts agree.
    if unsafe { ffi::PyObject_GenericSetAttr(module.as_ptr(), name.as_ptr(), class.as_ptr()) } != 0 {
        return Err(PyErr::fetch(py));
    }
    Ok(())
}

/// The subclass.
pub(crate) fn watching_class(py: Python<'_>) -> PyResult<&Bound<'_, PyType>> {
    static TYPE: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    TYPE.get_or_try_init(py, || make(py)).map(|made| made.bind(py))
}

fn make(py: Python<'_>) -> PyResult<Py<PyType>> {
    let mut slots = [
        ffi::PyType_Slot { slot: ffi::Py_tp_base, pfunc: py.get_type::<PyModule>().as_ptr().cast() },
        ffi::PyType_Slot { slot: ffi::Py_tp_call, pfunc: call as *mut _ },
        ffi::PyType_Slot { slot: ffi::Py_tp_setattro, pfunc: set_attribute as *mut _ },
        ffi::PyType_Slot { slot: 0, pfunc: ptr::null_mut() },
    ];
    let mut spec = ffi::PyType_Spec {
        name: c"cppyy_rs.types.Namespace".as_ptr(),
        basicsize: 0,
        itemsize: 0,
        flags: ffi::Py_TPFLAGS_DEFAULT as _,
        slots: slots.as_mut_ptr(),
    };
    // SAFETY: a complete specification of a subclass without fields.
    unsafe {
        let made = Bound::from_owned_ptr_or_err(py, ffi::PyType_FromSpec(&raw mut spec))?;
        Ok(made.cast_into_unchecked::<PyType>().unbind())
    }
}

/// Refuses, in words.
unsafe extern "C" fn call(
    module: *mut ffi::PyObject,
    _arguments: *mut ffi::PyObject,
    _keywords: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    // SAFETY: slots are called with the interpreter attached, on a live object.
    let (py, module) = unsafe {
        let py = Python::assume_attached();
        (py, Bound::from_borrowed_ptr(py, module))
    };
    guarded(py, ptr::null_mut(), || {
        let name = module.getattr(pyo3::intern!(py, "__name__"))?;
        Err(PyTypeError::new_err(format!("{name} is a C++ namespace, which cannot be called")))
    })
}

unsafe extern "C" fn set_attribute(
    module: *mut ffi::PyObject,
    name: *mut ffi::PyObject,
    value: *mut ffi::PyObject,
) -> c_int {
    // SAFETY: slots are called with the interpreter attached; `value` is null for `del`.
    let (py, module_object, name_object, new_value) = unsafe {
        let py = Python::assume_attached();
        (
            py,
            Bound::from_borrowed_ptr(py, module),
            Bound::from_borrowed_ptr(py, name),
            Bound::from_borrowed_ptr_or_opt(py, value),
        )
    };
    guarded(py, -1, || {
        if let (Some(value), Ok(name)) = (&new_value, name_object.cast::<PyString>())
            && let Some(namespace) = Namespace::of_module(&module_object)?
            && namespace.assign(py, name.to_str()?, value)?
        {
            return Ok(0);
        }
        // SAFETY: the generic function, for the object that CPython passed.
        if unsafe { ffi::PyObject_GenericSetAttr(module, name, value) } == 0 {
            return Ok(0);
        }
        Err(PyErr::fetch(py))
    })
}
