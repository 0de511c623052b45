//! Typedefs and aliases.

use cppbind_abi::codes::{Carrier, TypeKind};
use cppbind_abi::records::TypedefRecord;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyFloat, PyInt, PyString, PyType};

use super::namespace::module_name;
use super::{enumeration, python_class};
use crate::dictionary::Dictionary;
use crate::registry::{self, Type};
use cppbind_abi::spelling::{normalize, split_scope};

/// What the name of a typedef means: the class or enum itself; for other types a
/// Python type that converts like the C++ one and knows its C++ name, to be used
/// as a template argument.
pub(super) fn value<'py>(
    py: Python<'py>,
    dictionary: &'static Dictionary,
    typedef: &TypedefRecord,
) -> PyResult<Bound<'py, PyAny>> {
    let target = Type::new(dictionary, typedef.target)?;
    if let Some(class) = registry::class_of(target)? {
        return python_class(py, class).map(Bound::into_any);
    }
    let spelling = target.spelling()?;
    if TypeKind::from_raw(target.record.kind) == Some(TypeKind::Enum)
        && registry::find_enum(spelling)?.is_some()
    {
        return enumeration::python_enum(py, spelling).map(Bound::into_any);
    }
    let module = module_name(split_scope(dictionary.name(typedef.qualified)?).0);
    number(py, dictionary.name(typedef.name)?, &module, spelling, base(py, target))
}

/// A Python type that stands for a C++ type that is no class.
fn number<'py>(
    py: Python<'py>,
    name: &str,
    module: &str,
    spelling: &str,
    base: Bound<'py, PyType>,
) -> PyResult<Bound<'py, PyAny>> {
    let dict = PyDict::new(py);
    dict.set_item("__slots__", ())?;
    dict.set_item("__module__", module)?;
    dict.set_item("__cpp_name__", spelling)?;
    py.get_type::<PyType>().call1((name, (base,), dict))
}

/// What the name of a builtin type means, `unsigned short` among them; `None` for all other names.
pub(super) fn builtin<'py>(py: Python<'py>, name: &str) -> PyResult<Option<Bound<'py, PyAny>>> {
    let spelling = normalize(name);
    let base = match spelling.as_str() {
        "bool" | "short" | "unsigned short" | "int" | "unsigned int" | "long" | "unsigned long"
        | "long long" | "unsigned long long" => py.get_type::<PyInt>(),
        "float" | "double" | "long double" => py.get_type::<PyFloat>(),
        "char" | "signed char" | "unsigned char" | "wchar_t" | "char8_t" | "char16_t" | "char32_t" => {
            py.get_type::<PyString>()
        }
        _ => return Ok(None),
    };
    number(py, name, &module_name(""), &spelling, base).map(Some)
}

/// The Python type of values of a type that is no class.
fn base(py: Python<'_>, ty: Type) -> Bound<'_, PyType> {
    match TypeKind::from_raw(ty.record.kind) {
        // `bool` itself cannot be derived from.
        Some(TypeKind::Bool) => py.get_type::<PyInt>(),
        Some(
            TypeKind::Char
            | TypeKind::SChar
            | TypeKind::UChar
            | TypeKind::WChar
            | TypeKind::Char8
            | TypeKind::Char16
            | TypeKind::Char32,
        ) => py.get_type::<PyString>(),
        _ => match Carrier::from_raw(ty.record.carrier) {
            Some(Carrier::F32 | Carrier::F64) => py.get_type::<PyFloat>(),
            Some(Carrier::Text) => py.get_type::<PyString>(),
            Some(Carrier::Pointer | Carrier::Object | Carrier::Void) | None => py.get_type::<PyAny>(),
            Some(_) => py.get_type::<PyInt>(),
        },
    }
}
