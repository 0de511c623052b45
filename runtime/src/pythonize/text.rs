//! `std::string` proxies that behave like Python's strings.
//!
//! The methods are Python functions, in `cppyy_rs._text`: nearly all of them
//! hand over to `str`. What they need from here is the bytes.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyType};

use crate::convert::text;
use crate::instance;
use crate::registry::Class;

/// Classes whose proxies are texts, and the function of `cppyy_rs._text` that makes them so.
const TEXTS: &[(&str, &str)] = &[("std::string", "pythonize_string"), ("std::string_view", "pythonize_view")];

/// Makes the proxies of a text class behave like strings.
pub(super) fn install(class: &'static Class, ty: &Bound<'_, PyType>) -> PyResult<()> {
    let Some((_, function)) = TEXTS.iter().find(|(name, _)| *name == class.qualified) else {
        return Ok(());
    };
    let py = ty.py();
    py.import(pyo3::intern!(py, "cppyy_rs._text"))?.getattr(*function)?.call1((ty,)).map(drop)
}

/// The bytes of a `std::string` proxy.
#[pyfunction]
#[pyo3(name = "_string_bytes")]
pub(super) fn string_bytes<'py>(string: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyBytes>> {
    let class = text::string_class()?
        .filter(|_| instance::class_of(string).is_some())
        .ok_or_else(|| PyTypeError::new_err("a std::string is expected"))?;
    let address = instance::address_as(string, class)?;
    // SAFETY: a live std::string, which is copied before anything can change it.
    let bytes = unsafe { text::contents(class.dictionary, address)? };
    Ok(PyBytes::new(string.py(), bytes))
}
