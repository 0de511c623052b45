//! `std::string` proxies that behave like Python's strings.
//!
//! The methods are Python functions, in `cppyy_rs._text`: nearly all of them
//! hand over to `str`. What they need from here is the bytes.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyType};

use crate::container;
use crate::convert::text;
use crate::instance;
use crate::registry::Class;

/// Classes whose proxies are texts, and the function of `cppyy_rs._text` that makes them so.
const TEXTS: &[(&str, &str)] = &[("std::string", "pythonize_string"), ("std::string_view", "pythonize_view")];

/// The same for wide strings.
const WIDE: &str = "pythonize_wide";

/// Makes the proxies of a number class numbers, by a function of `cppyy_rs._complex`.
fn install_complex(class: &'static Class, ty: &Bound<'_, PyType>) -> PyResult<()> {
    if !class.qualified.starts_with("std::complex<") {
        return Ok(());
    }
    let py = ty.py();
    py.import(pyo3::intern!(py, "cppyy_rs._complex"))?.getattr("pythonize_complex")?.call1((ty,)).map(drop)
}

/// Makes the proxies of a text class behave like strings.
pub(super) fn install(class: &'static Class, ty: &Bound<'_, PyType>) -> PyResult<()> {
    install_complex(class, ty)?;
    let known = TEXTS.iter().find(|(name, _)| *name == class.qualified).map(|(_, function)| *function);
    let Some(function) = known.or(container::text(class)?.map(|_| WIDE)) else { return Ok(()) };
    let py = ty.py();
    py.import(pyo3::intern!(py, "cppyy_rs._text"))?.getattr(function)?.call1((ty,)).map(drop)
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

/// The `str` of a `std::wstring`, `u16string` or `u32string` proxy.
#[pyfunction]
#[pyo3(name = "_wide_text")]
pub(super) fn wide_text(string: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
    container::decode_text(string)?.ok_or_else(|| PyTypeError::new_err("a wide string is expected"))
}
