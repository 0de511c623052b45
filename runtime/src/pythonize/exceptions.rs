//! C++ exceptions as Python ones.
//!
//! The Python classes themselves are made by `cppyy_rs._exceptions`; raising one
//! whose class is known calls no Python code.

use std::borrow::Cow;
use std::ffi::{CStr, c_char, c_void};

use cppbind_abi::codes::ClassFlags;
use cppbind_abi::records::BaseRecord;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyList, PyString, PyType};

use super::rtti;
use super::thrown::ThrownType;
use crate::call::fault;
use crate::instance::{self, Caught};
use crate::registry::{self, Class, Type};
use crate::state::OwnedThrown;

/// The Python exception for a caught C++ one. `signature` is of the function that was called.
pub(crate) fn raise(py: Python<'_>, thrown: OwnedThrown, signature: Option<&str>) -> PyErr {
    match convert(py, thrown, signature) {
        Ok(error) => PyErr::from_value(error),
        Err(error) => error,
    }
}

fn convert<'py>(
    py: Python<'py>,
    thrown: OwnedThrown,
    signature: Option<&str>,
) -> PyResult<Bound<'py, PyAny>> {
    let record = thrown.record();
    // SAFETY: a stub stores the type_info of what it caught; an object whose class has this name is one.
    unsafe {
        if !record.type_info.is_null() && rtti::mangled(record.type_info) == fault::CLASS {
            return Err(fault::behind(py, record.object));
        }
    }
    // SAFETY: a stub stores the type_info of what it caught.
    let kind = unsafe { ThrownType::of(py, thrown.record().type_info)? };
    let what = thrown.what();
    let visible = match kind.visible(py) {
        None if what.is_some() => standard_class(py, ROOT)?,
        visible => visible,
    };
    // What a program sees of an object that is no exception to Python.
    let value = match (&visible, kind.class()) {
        // SAFETY: the stub's promise; the exception lives until the end of this function.
        (None, None) => unsafe { builtin_value(py, thrown.record().type_info, thrown.record().object) }?,
        _ => None,
    };
    let text = match (&what, &value) {
        (Some(what), _) => Cow::Borrowed(&**what),
        (None, Some(value)) => Cow::Owned(value.str()?.to_cow()?.into_owned()),
        (None, None) => Cow::Borrowed("unhandled C++ exception"),
    };
    let title = kind.title();
    let message = match signature {
        Some(signature) => [signature, " =>\n    ", title, ": ", &text].concat(),
        None => [title, ": ", &text].concat(),
    };
    if let Some(replacement) = replacement(py, &kind, visible.as_ref())? {
        return replacement.call1((message,));
    }
    let Some(visible) = visible else {
        let error = module(py)?.getattr("CppException")?.call1((message,))?;
        let value = match kind.class() {
            Some(class) => Some(Caught { class, thrown }.into_proxy(py)?),
            None => value,
        };
        error.setattr("value", value)?;
        return Ok(error);
    };
    let error = instance::new_exception(&visible, &message, what.as_deref())?;
    if let Some(class) = kind.class() {
        drop(what);
        instance::set_caught(&error, Caught { class, thrown })?;
    }
    Ok(error)
}

/// What a program wants raised instead of exceptions of this type.
fn replacement<'py>(
    py: Python<'py>,
    kind: &ThrownType,
    visible: Option<&Bound<'py, PyType>>,
) -> PyResult<Option<Bound<'py, PyAny>>> {
    static MAPPED: PyOnceLock<Py<PyDict>> = PyOnceLock::new();
    let mapped = MAPPED.get_or_try_init(py, || {
        PyResult::Ok(module(py)?.getattr("_mapped")?.cast_into::<PyDict>()?.unbind())
    })?;
    if mapped.bind(py).is_empty() {
        return Ok(None);
    }
    let found = module(py)?.getattr("replacement")?.call1((kind.names(), visible))?;
    Ok((!found.is_none()).then_some(found))
}

/// A thrown number or C string; nothing for all else that no dictionary knows.
///
/// # Safety
///
/// `object` is of the type that `type_info` describes, or, for pointers, the pointer.
unsafe fn builtin_value<'py>(
    py: Python<'py>,
    type_info: *const c_void,
    object: *mut c_void,
) -> PyResult<Option<Bound<'py, PyAny>>> {
    if type_info.is_null() || object.is_null() {
        return Ok(None);
    }
    // SAFETY: the caller's promise; the mangled name says which type it is.
    unsafe {
        Ok(Some(match rtti::mangled(type_info).to_bytes() {
            b"i" => (*object.cast::<i32>()).into_pyobject(py)?.into_any(),
            b"j" => (*object.cast::<u32>()).into_pyobject(py)?.into_any(),
            b"l" | b"x" => (*object.cast::<i64>()).into_pyobject(py)?.into_any(),
            b"m" | b"y" => (*object.cast::<u64>()).into_pyobject(py)?.into_any(),
            b"d" => (*object.cast::<f64>()).into_pyobject(py)?.into_any(),
            b"f" => f64::from(*object.cast::<f32>()).into_pyobject(py)?.into_any(),
            b"b" => (*object.cast::<u8>() != 0).into_pyobject(py)?.to_owned().into_any(),
            b"PKc" | b"Pc" => {
                let text = CStr::from_ptr(object.cast::<c_char>()).to_string_lossy();
                PyString::new(py, &text).into_any()
            }
            _ => return Ok(None),
        }))
    }
}

/// What all bound exception classes derive from.
const ROOT: &str = "std::exception";

/// The exception class that users see for a class derived from `std::exception`.
pub(crate) fn visible_class<'py>(py: Python<'py>, class: &'static Class) -> PyResult<Bound<'py, PyType>> {
    let module = module(py)?;
    if let Ok(known) = module.getattr("CLASSES")?.get_item(class.qualified) {
        return Ok(known.cast_into()?);
    }
    let bases = PyList::empty(py);
    let records = class.dictionary.range::<BaseRecord>(class.record.bases_first, class.record.bases_count)?;
    for record in records {
        let base = Type::new(class.dictionary, record.ty)?;
        match registry::class_of(base)? {
            Some(base) if base.flags().has(ClassFlags::EXCEPTION) => {
                bases.append(visible_class(py, base)?)?
            }
            Some(_) => {}
            None => {
                if let Some(base) = standard_class(py, base.spelling()?)? {
                    bases.append(base)?;
                }
            }
        }
    }
    // Where none is known, it derives from the root by way of classes that no dictionary binds.
    if bases.is_empty()
        && class.qualified != ROOT
        && let Some(root) = standard_class(py, ROOT)?
    {
        bases.append(root)?;
    }
    let proxy = registry::source().python_class(py, class)?;
    Ok(module.getattr("bind")?.call1((class.qualified, proxy, bases))?.cast_into()?)
}

/// A standard exception class that no dictionary binds; `None` for any other name.
pub(crate) fn standard_class<'py>(py: Python<'py>, qualified: &str) -> PyResult<Option<Bound<'py, PyType>>> {
    let class = module(py)?.getattr("standard")?.call1((qualified,))?;
    if class.is_none() { Ok(None) } else { Ok(Some(class.cast_into()?)) }
}

fn module(py: Python<'_>) -> PyResult<Bound<'_, PyModule>> {
    py.import(pyo3::intern!(py, "cppyy_rs._exceptions"))
}
