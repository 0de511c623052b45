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
use std::sync::OnceLock;

use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};

use super::attributes::{getset, methods, refuse_foreign};
use super::native;

/// CPython's own definitions of `__doc__`, of both types.
static DOCUMENTATION: OnceLock<[Definition; 2]> = OnceLock::new();

#[derive(Clone, Copy)]
struct Definition(*const ffi::PyGetSetDef);

// SAFETY: the definitions are constants of CPython.
unsafe impl Send for Definition {}
// SAFETY: as above.
unsafe impl Sync for Definition {}

/// `PyGetSetDescrObject` (`Include/cpython/descrobject.h`).
#[repr(C)]
struct GetSetDescriptor {
    ob_base: ffi::PyObject,
    class: *mut ffi::PyTypeObject,
    name: *mut ffi::PyObject,
    qualified: *mut ffi::PyObject,
    definition: *const ffi::PyGetSetDef,
}

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
        let descriptor = dict.as_any().get_item(documentation)?;
        // SAFETY: a live object; the exact type has the layout said above.
        unsafe {
            if ffi::Py_TYPE(descriptor.as_ptr()) != &raw mut ffi::PyGetSetDescr_Type {
                return Ok(());
            }
            originals.push(Definition((*descriptor.as_ptr().cast::<GetSetDescriptor>()).definition));
        }
    }
    let Ok(originals) = <[Definition; 2]>::try_from(originals) else { return Ok(()) };
    if DOCUMENTATION.set(originals).is_err() {
        return Ok(());
    }
    for (class, dict) in types().into_iter().zip(dicts) {
        for definition in getset().iter_mut().filter(|definition| !definition.name.is_null()) {
            // SAFETY: names of attributes are NUL-terminated and constant.
            let name = unsafe { CStr::from_ptr(definition.name) };
            if name == c"__doc__" {
                INNER_GET.get_or_init(|| definition.get);
                INNER_SET.get_or_init(|| definition.set);
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

static INNER_GET: OnceLock<Option<ffi::getter>> = std::sync::OnceLock::new();
static INNER_SET: OnceLock<Option<ffi::setter>> = std::sync::OnceLock::new();

/// `__doc__`: what CPython says, unless the function is from C++.
unsafe extern "C" fn get_documentation(
    object: *mut ffi::PyObject,
    closure: *mut c_void,
) -> *mut ffi::PyObject {
    // SAFETY: the interpreter is attached; CPython passes a live object of one of
    // the types, for which its own getter was made.
    unsafe {
        if native::is_foreign(object) {
            let place = usize::from(ffi::Py_TYPE(object) == types()[1]);
            let original = DOCUMENTATION.get().and_then(|both| both[place].0.as_ref());
            return match original.and_then(|original| original.get.map(|get| (get, original.closure))) {
                Some((get, closure)) => get(object, closure),
                None => ptr::null_mut(),
            };
        }
        match INNER_GET.get() {
            Some(Some(get)) => get(object, closure),
            _ => ptr::null_mut(),
        }
    }
}

unsafe extern "C" fn set_documentation(
    object: *mut ffi::PyObject,
    value: *mut ffi::PyObject,
    closure: *mut c_void,
) -> c_int {
    // SAFETY: the interpreter is attached; CPython passes a live object.
    unsafe {
        if native::is_foreign(object) {
            // The words of CPython (`Objects/descrobject.c`).
            ffi::PyErr_Format(
                ffi::PyExc_AttributeError,
                c"attribute '__doc__' of '%s' objects is not writable".as_ptr(),
                (*ffi::Py_TYPE(object)).tp_name,
            );
            return -1;
        }
        match INNER_SET.get() {
            Some(Some(set)) => set(object, value, closure),
            _ => -1,
        }
    }
}

/// `__overload__` and `__add_overload__`, bound to the function object.
unsafe extern "C" fn bound_method(object: *mut ffi::PyObject, closure: *mut c_void) -> *mut ffi::PyObject {
    static METHODS: OnceLock<usize> = OnceLock::new();
    let first = *METHODS.get_or_init(|| Box::leak(Box::new(methods())).as_mut_ptr() as usize)
        as *mut ffi::PyMethodDef;
    let method = first.wrapping_add(closure as usize);
    // SAFETY: the interpreter is attached; CPython passes a live object. The closure
    // is the place of a definition, which lives for ever and has a name.
    unsafe {
        if refuse_foreign(object, (*method).ml_name) {
            return ptr::null_mut();
        }
        ffi::PyCFunction_NewEx(method, object, ptr::null_mut())
    }
}
