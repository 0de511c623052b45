//! The attributes of overload sets: names, documentation, and what users say
//! about ownership, lifetimes and the interpreter lock.
//!
//! May not know: how the answers are used.

use std::ffi::{CStr, c_int, c_void};
use std::ptr;
use std::rc::Rc;

use pyo3::exceptions::{PyAttributeError, PyLookupError, PyTypeError};
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyString, PyTuple};

use super::callable::Callable;
use super::set::OverloadSet;
use super::{context, native, overload, reflected, select, signals};
use crate::error::guarded;
use crate::state::MemoryPolicy;

/// An attribute, as the closure of its getset names it.
#[derive(Clone, Copy)]
#[repr(usize)]
enum Attribute {
    Name = 1,
    QualifiedName,
    Module,
    CppName,
    Documentation,
    SelfObject,
    Creates,
    Lifeline,
    ReleaseGil,
    MemoryPolicy,
    Signals,
    Ffi,
    ReturnsOut,
}

const ALL: &[(&CStr, Attribute, bool)] = &[
    (c"__name__", Attribute::Name, false),
    (c"__qualname__", Attribute::QualifiedName, false),
    (c"__module__", Attribute::Module, false),
    (c"__cpp_name__", Attribute::CppName, false),
    (c"__doc__", Attribute::Documentation, true),
    (c"__self__", Attribute::SelfObject, false),
    (c"__creates__", Attribute::Creates, true),
    (c"__set_lifeline__", Attribute::Lifeline, true),
    (c"__release_gil__", Attribute::ReleaseGil, true),
    (c"__mempolicy__", Attribute::MemoryPolicy, true),
    (c"__sig2exc__", Attribute::Signals, true),
    (c"__useffi__", Attribute::Ffi, true),
    (c"__returns_out__", Attribute::ReturnsOut, true),
];

/// The getset definitions; type objects refer to them for ever.
pub(super) fn getset() -> &'static mut [ffi::PyGetSetDef] {
    let mut definitions: Vec<ffi::PyGetSetDef> = ALL
        .iter()
        .map(|(name, attribute, settable)| ffi::PyGetSetDef {
            name: name.as_ptr(),
            get: Some(get),
            set: settable.then_some(set),
            doc: ptr::null(),
            closure: *attribute as usize as *mut c_void,
        })
        .collect();
    // SAFETY: all-zero ends the list.
    definitions.push(unsafe { std::mem::zeroed() });
    Box::leak(definitions.into_boxed_slice())
}

/// The method definitions; a type that is made of them refers to them for ever.
pub(super) fn methods() -> [ffi::PyMethodDef; 4] {
    let method = |name: &'static CStr, function, flags, doc: &'static CStr| ffi::PyMethodDef {
        ml_name: name.as_ptr(),
        ml_meth: function,
        ml_flags: flags,
        ml_doc: doc.as_ptr(),
    };
    [
        method(
            c"__overload__",
            ffi::PyMethodDefPointer { PyCFunctionWithKeywords: choose },
            ffi::METH_VARARGS | ffi::METH_KEYWORDS,
            c"__overload__(signature, const=None): the functions with these parameter types; ':any:' is all.",
        ),
        method(
            c"__add_overload__",
            ffi::PyMethodDefPointer { PyCFunction: add },
            ffi::METH_O,
            c"Adds a Python callable, tried when no C++ function takes the arguments.",
        ),
        method(
            c"__cpp_reflex__",
            ffi::PyMethodDefPointer { PyCFunction: reflex },
            ffi::METH_VARARGS,
            c"__cpp_reflex__(request, format=OPTIMAL): what C++ knows of the function; see cppyy_rs.reflex.",
        ),
        // SAFETY: all-zero ends the list.
        unsafe { std::mem::zeroed() },
    ]
}

impl Attribute {
    /// The attribute that a getset stands for, and the functions whose it is;
    /// AttributeError for function objects that are not from C++.
    fn on<'py>(object: &Bound<'py, PyAny>, closure: *mut c_void) -> PyResult<(Self, Callable<'py>)> {
        let row = ALL.iter().find(|(_, attribute, _)| *attribute as usize == closure as usize);
        match (row, Callable::from(object)) {
            (Some((_, attribute, _)), Some(callable)) => Ok((*attribute, callable)),
            _ => Err(foreign(object, name_of(closure))),
        }
    }

    fn get<'py>(self, py: Python<'py>, callable: &Callable<'py>) -> PyResult<Bound<'py, PyAny>> {
        let set = &callable.set;
        let text = |text: &str| Ok(PyString::new(py, text).into_any());
        let boolean = |value: bool| Ok(PyBool::new(py, value).to_owned().into_any());
        let policies = &set.policies;
        match self {
            Self::Name => text(set.name),
            Self::QualifiedName => match set.owner {
                Some(owner) => text(&format!("{}.{}", owner.name()?, set.name)),
                None => text(set.name),
            },
            Self::Module => text(&module_name(set)),
            Self::CppName => text(set.qualified),
            Self::Documentation => match &*policies.documentation.borrow() {
                Some(documentation) => Ok(documentation.bind(py).clone()),
                None => text(&set.documentation()?),
            },
            Self::SelfObject => Ok(callable.receiver.clone().unwrap_or_else(|| py.None().into_bound(py))),
            Self::Creates => boolean(policies.creates.get() == Some(true)),
            Self::Lifeline => boolean(policies.lifeline.get()),
            Self::ReleaseGil => boolean(policies.release_gil.get()),
            Self::MemoryPolicy => {
                let number = match policies.memory.get() {
                    None => 0i32,
                    Some(MemoryPolicy::Heuristics) => 1,
                    Some(MemoryPolicy::Strict) => 2,
                };
                Ok(number.into_pyobject(py)?.into_any())
            }
            Self::Signals => boolean(policies.signals.get()),
            Self::Ffi => boolean(policies.ffi.get()),
            Self::ReturnsOut => boolean(policies.returns_out.get()),
        }
    }

    fn set(self, set: &OverloadSet, value: Option<&Bound<'_, PyAny>>) -> PyResult<()> {
        let policies = &set.policies;
        if let Self::Documentation = self {
            *policies.documentation.borrow_mut() = value.map(|value| value.clone().unbind());
            return Ok(());
        }
        let value = value.ok_or_else(|| PyTypeError::new_err("this attribute cannot be deleted"))?;
        if let Self::MemoryPolicy = self {
            policies.memory.set(match value.extract::<i32>()? {
                0 => None,
                1 => Some(MemoryPolicy::Heuristics),
                2 => Some(MemoryPolicy::Strict),
                _ => return Err(PyTypeError::new_err("__mempolicy__ must be a memory policy")),
            });
            return Ok(());
        }
        let on = value.is_truthy()?;
        match self {
            Self::Creates => policies.creates.set(Some(on)),
            Self::Lifeline => policies.lifeline.set(on),
            Self::ReleaseGil => policies.release_gil.set(on),
            Self::Signals => {
                if on {
                    signals::prepare()?;
                }
                policies.signals.set(on);
            }
            Self::Ffi => policies.ffi.set(on),
            Self::ReturnsOut => policies.returns_out.set(on),
            _ => return Err(PyTypeError::new_err("this attribute cannot be set")),
        }
        Ok(())
    }
}

/// The name of the attribute that a getset stands for.
fn name_of(closure: *mut c_void) -> &'static CStr {
    let row = ALL.iter().find(|(_, attribute, _)| *attribute as usize == closure as usize);
    row.map_or(c"?", |(name, _, _)| *name)
}

/// Whether an object is one of CPython's own functions, for which it then sets the
/// AttributeError.
///
/// By the C API alone: PyO3 cannot attach in a sub-interpreter, where CPython's
/// functions live as well.
///
/// # Safety
///
/// The interpreter must be attached and `object` live.
pub(super) unsafe fn refuse_foreign(object: *mut ffi::PyObject, name: *const std::ffi::c_char) -> bool {
    // SAFETY: the caller's promise; names of attributes are NUL-terminated.
    unsafe {
        if !native::is_foreign(object) {
            return false;
        }
        let class = (*ffi::Py_TYPE(object)).tp_name;
        ffi::PyErr_Format(
            ffi::PyExc_AttributeError,
            c"'%s' object has no attribute '%s'".as_ptr(),
            class,
            name,
        );
        true
    }
}

/// The error for objects that are no functions from C++.
pub(super) fn foreign(object: &Bound<'_, PyAny>, name: &CStr) -> PyErr {
    let class = object.get_type().name().map_or_else(|_| String::from("?"), |name| name.to_string());
    PyAttributeError::new_err(format!("'{class}' object has no attribute '{}'", name.to_string_lossy()))
}

/// The Python module of the scope around a set, or around its class.
pub(super) fn module_name(set: &OverloadSet) -> String {
    let scope = scope_of(set);
    let module = if scope.is_empty() { String::new() } else { format!(".{}", scope.replace("::", ".")) };
    format!("cppyy_rs.gbl{module}")
}

fn scope_of(set: &OverloadSet) -> &'static str {
    let qualified = set.owner.map_or(set.qualified, |owner| owner.qualified);
    cppbind_abi::spelling::split_scope(qualified).0
}

unsafe extern "C" fn get(object: *mut ffi::PyObject, closure: *mut c_void) -> *mut ffi::PyObject {
    // SAFETY: the interpreter is attached; CPython passes a live object.
    let (py, object) = unsafe {
        if refuse_foreign(object, name_of(closure).as_ptr()) {
            return ptr::null_mut();
        }
        let py = Python::assume_attached();
        (py, Bound::from_borrowed_ptr(py, object))
    };
    guarded(py, ptr::null_mut(), || {
        let (attribute, callable) = Attribute::on(&object, closure)?;
        attribute.get(py, &callable).map(Bound::into_ptr)
    })
}

unsafe extern "C" fn set(
    object: *mut ffi::PyObject,
    value: *mut ffi::PyObject,
    closure: *mut c_void,
) -> c_int {
    // SAFETY: the interpreter is attached; CPython passes live objects, and null
    // for the value in `del`.
    let (py, object, value) = unsafe {
        if refuse_foreign(object, name_of(closure).as_ptr()) {
            return -1;
        }
        let py = Python::assume_attached();
        (py, Bound::from_borrowed_ptr(py, object), Bound::from_borrowed_ptr_or_opt(py, value))
    };
    guarded(py, -1, || {
        let (attribute, callable) = Attribute::on(&object, closure)?;
        attribute.set(&callable.set, value.as_ref())?;
        // What users say is part of how calls were bound.
        context::unbind_all();
        Ok(0)
    })
}

/// `__overload__(signature, const=None)`.
unsafe extern "C" fn choose(
    object: *mut ffi::PyObject,
    arguments: *mut ffi::PyObject,
    keywords: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    // SAFETY: the interpreter is attached; CPython passes a live overload, a
    // tuple, and a dict or null.
    let (py, object, arguments, keywords) = unsafe {
        let py = Python::assume_attached();
        let arguments = Bound::from_borrowed_ptr(py, arguments).cast_into_unchecked::<PyTuple>();
        let keywords = Bound::from_borrowed_ptr_or_opt(py, keywords)
            .map(|keywords| keywords.cast_into_unchecked::<PyDict>());
        (py, Bound::from_borrowed_ptr(py, object), arguments, keywords)
    };
    guarded(py, ptr::null_mut(), || {
        let (signature, constant) = selection(&arguments, keywords.as_ref())?;
        let Callable { set, receiver } =
            Callable::from(&object).ok_or_else(|| foreign(&object, c"__overload__"))?;
        let chosen = select::by_signature(&set, &signature, constant)?;
        if chosen.is_empty() {
            return Err(PyLookupError::new_err(format!(
                "signature \"{signature}\" not found among the overloads of {}",
                set.qualified
            )));
        }
        overload::make(py, Rc::new(set.selected(chosen)), receiver.as_ref()).map(Bound::into_ptr)
    })
}

/// `__cpp_reflex__(request, format=OPTIMAL)`.
unsafe extern "C" fn reflex(object: *mut ffi::PyObject, arguments: *mut ffi::PyObject) -> *mut ffi::PyObject {
    // SAFETY: the interpreter is attached; CPython passes a live overload and a tuple.
    let (py, object, arguments) = unsafe {
        let py = Python::assume_attached();
        let arguments = Bound::from_borrowed_ptr(py, arguments).cast_into_unchecked::<PyTuple>();
        (py, Bound::from_borrowed_ptr(py, object), arguments)
    };
    guarded(py, ptr::null_mut(), || {
        let callable = Callable::from(&object).ok_or_else(|| foreign(&object, c"__cpp_reflex__"))?;
        reflected::reflex(&callable, py, &arguments).map(Bound::into_ptr)
    })
}

/// The arguments of `__overload__`.
fn selection(
    arguments: &Bound<'_, PyTuple>,
    keywords: Option<&Bound<'_, PyDict>>,
) -> PyResult<(String, Option<bool>)> {
    let (mut signature, mut constant) = (None, None);
    for (position, value) in arguments.iter().enumerate() {
        match position {
            0 => signature = Some(value.extract()?),
            1 => constant = value.extract()?,
            _ => return Err(PyTypeError::new_err("__overload__ takes at most 2 arguments")),
        }
    }
    for (name, value) in keywords.into_iter().flat_map(|keywords| keywords.iter()) {
        match name.extract::<&str>()? {
            "signature" => signature = Some(value.extract()?),
            "const" => constant = value.extract()?,
            other => {
                return Err(PyTypeError::new_err(format!(
                    "__overload__ got an unexpected keyword argument '{other}'"
                )));
            }
        }
    }
    let signature = signature.ok_or_else(|| PyTypeError::new_err("__overload__ needs a signature"))?;
    Ok((signature, constant))
}

unsafe extern "C" fn add(object: *mut ffi::PyObject, callable: *mut ffi::PyObject) -> *mut ffi::PyObject {
    // SAFETY: the interpreter is attached; CPython passes live objects.
    let (py, object, callable) = unsafe {
        let py = Python::assume_attached();
        (py, Bound::from_borrowed_ptr(py, object), Bound::from_borrowed_ptr(py, callable))
    };
    guarded(py, ptr::null_mut(), || {
        if !callable.is_callable() {
            return Err(PyTypeError::new_err("an overload must be callable"));
        }
        let own = Callable::from(&object).ok_or_else(|| foreign(&object, c"__add_overload__"))?;
        own.set.add_python(callable.unbind());
        context::unbind_all();
        Ok(py.None().into_ptr())
    })
}
