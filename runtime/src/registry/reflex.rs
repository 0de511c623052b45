//! What `__cpp_reflex__` is asked, by cppyy's numbers, and what types are in its answers.
//!
//! May not know: functions, data members.

use cppbind_abi::codes::TypeKind;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyFloat, PyInt, PyString, PyTuple};

use super::{Class, Type, class_name, class_of, source};

/// What is asked for; `cppyy_rs.reflex` has the same numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Request {
    /// Whether a scope is a namespace.
    IsNamespace = 1,
    /// Whether a class is an aggregate.
    IsAggregate = 2,
    /// Where a data member lies in its object.
    Offset = 3,
    /// What a function returns.
    ReturnType = 4,
    /// What a data member is.
    Type = 5,
}

/// What a type is in the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Its Python class where it is a class or an enumeration, else its spelling.
    Optimal = 1,
    /// What its values are in Python.
    AsType = 2,
    /// Its spelling.
    AsString = 3,
}

impl Request {
    const ALL: [Self; 5] = [Self::IsNamespace, Self::IsAggregate, Self::Offset, Self::ReturnType, Self::Type];

    /// The arguments `(request, format=OPTIMAL)`.
    pub fn of(arguments: &Bound<'_, PyTuple>) -> PyResult<(Self, Format)> {
        let (request, format): (u32, u32) = match arguments.len() {
            1 => (arguments.get_item(0)?.extract()?, Format::Optimal as u32),
            2 => arguments.extract()?,
            _ => return Err(PyTypeError::new_err("__cpp_reflex__ takes a request and perhaps a format")),
        };
        let request = Self::ALL
            .into_iter()
            .find(|known| *known as u32 == request)
            .ok_or_else(|| PyValueError::new_err(format!("{request} is no reflection request")))?;
        let format = [Format::Optimal, Format::AsType, Format::AsString]
            .into_iter()
            .find(|known| *known as u32 == format)
            .ok_or_else(|| PyValueError::new_err(format!("{format} is no reflection format")))?;
        Ok((request, format))
    }

    /// The error where this request has no answer.
    pub fn refused(self, of: &str) -> PyErr {
        PyValueError::new_err(format!("{of} does not answer the reflection request {self:?}"))
    }
}

/// A class in this format.
pub fn class_in<'py>(py: Python<'py>, class: &'static Class, format: Format) -> PyResult<Bound<'py, PyAny>> {
    match format {
        Format::AsString => Ok(PyString::new(py, class.qualified).into_any()),
        Format::Optimal | Format::AsType => Ok(source().python_class(py, class)?.into_any()),
    }
}

/// A type in this format.
pub fn type_in<'py>(py: Python<'py>, ty: Type, format: Format) -> PyResult<Bound<'py, PyAny>> {
    let spelling = ty.spelling()?;
    if format == Format::AsString {
        return Ok(PyString::new(py, spelling).into_any());
    }
    let kind = TypeKind::from_raw(ty.record.kind);
    match kind {
        Some(TypeKind::Class) => {
            if let Some(class) = class_of(ty)? {
                return class_in(py, class, format);
            }
        }
        Some(TypeKind::Enum) => return Ok(source().python_enum(py, class_name(spelling))?.into_any()),
        _ => {}
    }
    if format == Format::Optimal {
        return Ok(PyString::new(py, spelling).into_any());
    }
    as_builtin(py, kind).ok_or_else(|| PyTypeError::new_err(format!("{spelling} has no type in Python")))
}

/// What builtin values are in Python.
fn as_builtin(py: Python<'_>, kind: Option<TypeKind>) -> Option<Bound<'_, PyAny>> {
    use TypeKind::{
        Bool, Char, Char8, Char16, Char32, Double, Float, Int, Long, LongDouble, LongLong, SChar, Short,
        SmallInt, SmallUInt, UChar, UInt, ULong, ULongLong, UShort, Void, WChar,
    };
    Some(match kind? {
        Void => py.None().into_bound(py).get_type().into_any(),
        Bool => py.get_type::<PyBool>().into_any(),
        Char | SChar | UChar | WChar | Char8 | Char16 | Char32 => py.get_type::<PyString>().into_any(),
        Short | UShort | Int | UInt | Long | ULong | LongLong | ULongLong | SmallInt | SmallUInt => {
            py.get_type::<PyInt>().into_any()
        }
        Float | Double | LongDouble => py.get_type::<PyFloat>().into_any(),
        _ => return None,
    })
}
