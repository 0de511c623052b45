//! The attributes of overload sets on CPython's own function types.
//!
//! `Cls.m.__release_gil__ = True` is an attribute of an exact descriptor, which
//! takes none. So the types `method_descriptor` and `builtin_function_or_method`
//! get a few more getset descriptors (docs/adr/0007). They answer for functions
//! from C++ only; for all others the attributes do not exist. What the types have
//! already stays, but for `__doc__`, which users may assign: for other functions it
//! is what it was.
//!
//! May not know: what the attributes mean.

use std::ffi::{CStr, c_int, c_void};
use std::ptr;

use pyo3::exceptions::PyAttributeError;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyString};

use super::attributes::{foreign, getset, methods};
use super::native::native;
use crate::error::guarded;

/// `__doc__` of both types, as CPython has made it.
static DOCUMENTATION: PyOnceLock<[Py<PyAny>; 2]> = PyOnceLock::new();

/// The types.
fn types() -> [*mut ffi::PyTypeObject; 2] {
    [&raw mut ffi::PyMethodDescr_Type, &raw mut ffi::PyCFunction_Type]
}

/// Adds the attributes; once, when the module is imported.
pub(super) fn install(py: Python<'_>) -> PyResult<()> {
    let documentation = pyo3::intern!(py, "__doc__");
    let dicts = [dict_of(py, types()[0])?, dict_of(py, types()[1])?];
    let mut originals = Vec::new();
    for dict in &dicts {
        originals.push(dict.as_any().get_item(documentation)?.unbind());
    }
    let Ok(originals) = <[Py<PyAny>; 2]>::try_from(originals) else { return Ok(()) };
    if DOCUMENTATION.set(py, originals).is_err() {
        return Ok(());
    }
    for (class, dict) in types().into_iter().zip(dicts) {
        for definition in getset().iter_mut().filter(|definition| !definition.name.is_null()) {
            // SAFETY: names of attributes are NUL-terminated and constant.
            let name = unsafe { CStr::from_ptr(definition.name) };
            if name == c"__doc__" {
                (INNER_GET.get_or_init(|| definition.get), INNER_SET.get_or_init(|| definition.set));
                definition.get = Some(get_documentation);
                definition.set = Some(set_documentation);
            } else if dict.contains(name.to_str().unwrap_or_default())? {
                continue;
            }
            define(&dict, class, definition)?;
        }
        for (number, method) in methods().iter().enumerate().filter(|(_, method)| !method.ml_name.is_null()) {
            // Type objects refer to their definitions for ever.
            let definition = Box::leak(Box::new(ffi::PyGetSetDef {
                name: method.ml_name,
                get: Some(bound_method),
                set: None,
                doc: method.ml_doc,
                closure: number as *mut c_void,
            }));
            define(&dict, class, definition)?;
        }
        // SAFETY: a static type, whose dict has just changed.
        unsafe { ffi::PyType_Modified(class) };
    }
    Ok(())
}

/// A static type's dict, where CPython keeps it.
fn dict_of<'py>(py: Python<'py>, class: *mut ffi::PyTypeObject) -> PyResult<Bound<'py, PyDict>> {
    // SAFETY: initialised static types.
    unsafe {
        #[cfg(Py_3_12)]
        let dict = {
            unsafe extern "C" {
                /// Public since 3.12 (`Include/cpython/object.h`).
                fn PyType_GetDict(class: *mut ffi::PyTypeObject) -> *mut ffi::PyObject;
            }
            Bound::from_owned_ptr_or_err(py, PyType_GetDict(class))?
        };
        #[cfg(not(Py_3_12))]
        let dict = Bound::from_borrowed_ptr_or_err(py, (*class).tp_dict)?;
        Ok(dict.cast_into::<PyDict>()?)
    }
}

fn define(
    dict: &Bound<'_, PyDict>,
    class: *mut ffi::PyTypeObject,
    definition: &'static mut ffi::PyGetSetDef,
) -> PyResult<()> {
    let py = dict.py();
    // SAFETY: a live type and a definition that lives for ever.
    let (name, made) = unsafe {
        let name = CStr::from_ptr(definition.name);
        (name, Bound::from_owned_ptr_or_err(py, ffi::PyDescr_NewGetSet(class, definition))?)
    };
    dict.set_item(PyString::intern(py, name.to_str().unwrap_or_default()), made)
}

static INNER_GET: std::sync::OnceLock<Option<ffi::getter>> = std::sync::OnceLock::new();
static INNER_SET: std::sync::OnceLock<Option<ffi::setter>> = std::sync::OnceLock::new();

/// `__doc__`: what CPython says, unless the user has said something else.
unsafe extern "C" fn get_documentation(object: *mut ffi::PyObject, closure: *mut c_void) -> *mut ffi::PyObject {
    // SAFETY: the interpreter is attached; CPython passes a live object.
    let (py, own) = unsafe {
        let py = Python::assume_attached();
        let object = Bound::from_borrowed_ptr(py, object);
        let ours = native(&object);
        (py, (object, ours))
    };
    let (object, ours) = own;
    if ours.is_some()
        && let Some(Some(get)) = INNER_GET.get()
    {
        // SAFETY: the getter of overload sets takes such objects, too.
        return unsafe { get(object.as_ptr(), closure) };
    }
    guarded(py, ptr::null_mut(), || {
        let method = usize::from(object.get_type().as_type_ptr() == types()[1]);
        let [of_descriptors, of_functions] = DOCUMENTATION.get(py).ok_or_else(|| foreign(&object, c"__doc__"))?;
        let original = if method == 1 { of_functions } else { of_descriptors };
        original.bind(py).call_method1(pyo3::intern!(py, "__get__"), (&object,)).map(Bound::into_ptr)
    })
}

unsafe extern "C" fn set_documentation(
    object: *mut ffi::PyObject,
    value: *mut ffi::PyObject,
    closure: *mut c_void,
) -> c_int {
    // SAFETY: the interpreter is attached; CPython passes a live object.
    let (py, object) = unsafe {
        let py = Python::assume_attached();
        (py, Bound::from_borrowed_ptr(py, object))
    };
    if native(&object).is_some()
        && let Some(Some(set)) = INNER_SET.get()
    {
        // SAFETY: the setter of overload sets takes such objects, too.
        return unsafe { set(object.as_ptr(), value, closure) };
    }
    guarded(py, -1, || {
        // The words of CPython (`Objects/descrobject.c`).
        let class = object.get_type();
        Err(PyAttributeError::new_err(format!(
            "attribute '__doc__' of '{}' objects is not writable",
            class.name()?
        )))
    })
}

/// `__overload__` and `__add_overload__`, bound to the function object.
unsafe extern "C" fn bound_method(object: *mut ffi::PyObject, closure: *mut c_void) -> *mut ffi::PyObject {
    // SAFETY: the interpreter is attached; CPython passes a live object.
    let (py, object) = unsafe {
        let py = Python::assume_attached();
        (py, Bound::from_borrowed_ptr(py, object))
    };
    guarded(py, ptr::null_mut(), || {
        static METHODS: std::sync::OnceLock<usize> = std::sync::OnceLock::new();
        let first = *METHODS.get_or_init(|| methods().as_mut_ptr() as usize) as *mut ffi::PyMethodDef;
        let method = first.wrapping_add(closure as usize);
        if native(&object).is_none() {
            // SAFETY: the closure is the place of a definition, whose name is NUL-terminated.
            return Err(foreign(&object, unsafe { CStr::from_ptr((*method).ml_name) }));
        }
        // SAFETY: a definition that lives for ever, and a live object as self.
        unsafe {
            let made = ffi::PyCFunction_NewEx(method, object.as_ptr(), ptr::null_mut());
            Bound::from_owned_ptr_or_err(py, made).map(Bound::into_ptr)
        }
    })
}
