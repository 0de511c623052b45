//! Values of C++ enumerations.
//!
//! May not know: how Python's enums are made.

use pyo3::prelude::*;
use pyo3::types::{PyBool, PyInt, PyType};

use super::kind::Kind;
use super::scalar::{Scalar, wrong_type};
use super::temporaries::Round;
use crate::registry::{self, Type};

/// The member of the Python enum for a value; a plain number where the
/// enumeration is not bound.
pub fn to_python(py: Python<'_>, ty: Type, underlying: Scalar, bits: u64) -> PyResult<Py<PyAny>> {
    // Enumerators are numbers, also where a character holds them.
    let number = underlying.as_number().to_python(py, bits)?;
    match bound(py, ty)? {
        Some(enumeration) => Ok(enumeration.call1((number,))?.unbind()),
        None => Ok(number),
    }
}

/// The value for a parameter. Exact is only a value of the enumeration itself; C++ converts numbers to no enumeration, so
/// they are taken where nothing else is, and never by a conversion to a class.
pub(super) fn from_python(
    ty: Type,
    underlying: Scalar,
    value: &Bound<'_, PyAny>,
    round: Round,
) -> PyResult<u64> {
    if round != Round::Implicit {
        let referent = match Kind::of(ty)? {
            Kind::Reference(referent, _) => referent,
            _ => ty,
        };
        if let Some(enumeration) = bound(value.py(), referent)?
            && !value.is_instance(&enumeration)?
        {
            return Err(wrong_type(value, ty.spelling()?, "a value of the enumeration"));
        }
    }
    underlying.from_python(value, false)
}

/// Whether a value is of a C++ enumeration. To a parameter of another type it is an integer by conversion.
pub(super) fn is_enumerator(value: &Bound<'_, PyAny>) -> bool {
    let class = value.get_type();
    value.is_instance_of::<PyInt>()
        && !value.is_exact_instance_of::<PyInt>()
        && !value.is_exact_instance_of::<PyBool>()
        && class.hasattr(pyo3::intern!(value.py(), "__cpp_layout__")).unwrap_or(false)
}

/// The Python enum of an enumeration that a dictionary has.
fn bound<'py>(py: Python<'py>, ty: Type) -> PyResult<Option<Bound<'py, PyType>>> {
    let name = ty.spelling()?.trim_start_matches("const ").trim_start_matches("volatile ");
    if registry::find_enum(name)?.is_none() {
        return Ok(None);
    }
    registry::source().python_enum(py, name).map(Some)
}
