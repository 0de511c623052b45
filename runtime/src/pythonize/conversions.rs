//! Conversion functions as `bool()`, `int()`, `float()` and `str()`.

use std::ffi::CStr;

use cppbind_abi::codes::{FunctionFlags, TypeKind};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyType};

use super::method::{define, set};
use super::sets::Set;
use crate::dictionary::Damaged;
use crate::instance::Instance;

/// Gives a class the Python method of a conversion, where Python has one.
///
/// Of several (`operator int` and `operator long`) the widest should serve, so
/// sets that were installed before are replaced by wider ones only.
pub(super) fn install(class: &Bound<'_, PyType>, sets: &[Set]) -> PyResult<()> {
    // Most classes have none, and each target would ask every set again.
    let conversions: Vec<Set> =
        sets.iter().filter(|set| set.name.starts_with("operator ")).copied().collect();
    let sets = conversions.as_slice();
    for (name, kinds) in TARGETS {
        for kind in *kinds {
            if let Some(set_of_kind) = find(sets, *kind)? {
                install_one(class, name, &set_of_kind)?;
                break;
            }
        }
    }
    Ok(())
}

/// Python's methods, and the C++ types that serve each, best first.
const TARGETS: &[(&CStr, &[TypeKind])] = &[
    (c"__bool__", &[TypeKind::Bool]),
    (
        c"__int__",
        &[
            TypeKind::LongLong,
            TypeKind::Long,
            TypeKind::Int,
            TypeKind::ULongLong,
            TypeKind::ULong,
            TypeKind::UInt,
            TypeKind::Short,
            TypeKind::UShort,
            TypeKind::SmallInt,
            TypeKind::SmallUInt,
        ],
    ),
    (c"__float__", &[TypeKind::Double, TypeKind::LongDouble, TypeKind::Float]),
    (c"__str__", &[TypeKind::Pointer, TypeKind::Class]),
];

/// The conversion to a type of this kind; of pointers and classes, to C strings and strings only.
fn find(sets: &[Set], kind: TypeKind) -> Result<Option<Set>, Damaged> {
    for set in sets {
        for function in set.functions()? {
            if !FunctionFlags(function.flags).has(FunctionFlags::CONVERSION) {
                continue;
            }
            let result = set.result(function)?;
            let fits = match kind {
                TypeKind::Pointer => matches!(result.spelling()?, "char*" | "const char*"),
                TypeKind::Class => matches!(
                    result.spelling()?,
                    "std::string" | "const std::string&" | "std::string&" | "std::string_view"
                ),
                _ => TypeKind::from_raw(result.record.kind) == Some(kind),
            };
            if fits {
                return Ok(Some(*set));
            }
        }
    }
    Ok(None)
}

fn install_one(class: &Bound<'_, PyType>, name: &'static CStr, conversion: &Set) -> PyResult<()> {
    let callable = conversion.callable(class.py())?;
    if name == c"__bool__" {
        let callable = callable.unbind();
        return define(class, name, 0, move |object, _| {
            // A null pointer is false, as in C++; there is no object to ask.
            let py = object.py();
            let is_null =
                |proxy: &Instance| proxy.initialised() && !proxy.deleted() && proxy.place().is_null();
            if Instance::from(object).is_some_and(is_null) {
                return Ok(PyBool::new(py, false).to_owned().into_any().unbind());
            }
            Ok(callable.bind(py).call1((object,))?.unbind())
        });
    }
    if name != c"__str__" {
        return set(class, name, &callable);
    }
    // A string proxy is no Python string yet.
    let callable = callable.unbind();
    define(class, name, 0, move |object, _| {
        Ok(callable.bind(object.py()).call1((object,))?.str()?.into_any().unbind())
    })
}
