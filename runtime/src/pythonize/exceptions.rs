//! C++ exceptions as Python ones.
//!
//! The Python classes themselves are made by `cppyy_rs._exceptions`; this module
//! says which class a thrown object belongs to and gives it its proxy.

use std::ffi::{CStr, c_char, c_void};

use cppbind_abi::codes::ClassFlags;
use cppbind_abi::records::BaseRecord;
use pyo3::prelude::*;
use pyo3::types::{PyList, PyString, PyType};

use super::rtti;
use crate::instance::{self, Ownership};
use crate::registry::{self, Class, Type};
use crate::state::OwnedThrown;

/// Keeps a caught exception's object alive for its proxy.
#[pyclass(module = "cppyy_rs.types", frozen)]
struct Caught(#[expect(dead_code, reason = "held for its destructor")] OwnedThrown);

// SAFETY: a `std::exception_ptr` counts its references atomically, and nothing
// but its destruction happens here.
unsafe impl Send for Caught {}
// SAFETY: as above.
unsafe impl Sync for Caught {}

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
    let record = *thrown.record();
    let what = thrown.what();
    // SAFETY: a stub stores the type_info of what it caught.
    let class = unsafe { registry::class_of_type_info(record.type_info)? };
    // The class and its bases from the thrown one up, as far as they are known.
    let names = PyList::empty(py);
    let mut type_info = record.type_info;
    while !type_info.is_null() {
        // SAFETY: the first is the stub's, the others were read from it.
        unsafe {
            names.append(rtti::name(type_info))?;
            type_info = rtti::only_base(type_info);
        }
    }
    let value = match class {
        Some(class) => {
            // SAFETY: the stub says that the most derived object lies there; the
            // lifeline keeps it there.
            let proxy = unsafe { instance::wrap(py, class, record.object, Ownership::Cpp)? }.into_bound(py);
            instance::set_lifeline(&proxy, Bound::new(py, Caught(thrown))?.as_any())?;
            proxy
        }
        // SAFETY: as above; the exception lives until the end of this function.
        None => unsafe { builtin_value(py, record.type_info, record.object) }?,
    };
    let visible = match class {
        Some(class) if class.flags().has(ClassFlags::EXCEPTION) => visible_class(py, class)?.into_any(),
        _ => py.None().into_bound(py),
    };
    module(py)?.getattr("make")?.call1((visible, names, value, what, signature))
}

/// A thrown number or C string; None for all else that no dictionary knows.
///
/// # Safety
///
/// `object` is of the type that `type_info` describes, or, for pointers, the pointer.
unsafe fn builtin_value<'py>(
    py: Python<'py>,
    type_info: *const c_void,
    object: *mut c_void,
) -> PyResult<Bound<'py, PyAny>> {
    if type_info.is_null() || object.is_null() {
        return Ok(py.None().into_bound(py));
    }
    // SAFETY: the caller's promise; the mangled name says which type it is.
    unsafe {
        Ok(match rtti::mangled(type_info).to_bytes() {
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
            _ => py.None().into_bound(py),
        })
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
pub(crate) fn standard_class<'py>(py: Python<'py>, qualified: &str) -> PyResult<Option<Bound<'py, PyAny>>> {
    let class = module(py)?.getattr("standard")?.call1((qualified,))?;
    Ok((!class.is_none()).then_some(class))
}

fn module(py: Python<'_>) -> PyResult<Bound<'_, PyModule>> {
    py.import(pyo3::intern!(py, "cppyy_rs._exceptions"))
}
