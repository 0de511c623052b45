//! Typedefs and aliases.

use std::ffi::c_void;

use cppbind_abi::codes::{Carrier, TypeKind};
use cppbind_abi::records::TypedefRecord;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyCFunction, PyDict, PyFloat, PyInt, PyString, PyTuple, PyType};

use super::namespace::{global, module_name};
use super::{enumeration, shown_class};
use crate::convert;
use crate::convert::kind::Kind;
use crate::convert::scalar::Scalar;
use crate::convert::view::{Shape, View};
use crate::dictionary::Dictionary;
use crate::instance::{self, Ownership};
use crate::names;
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
    if let Some(class) = registry::class_on_demand(py, target)? {
        return shown_class(py, class).map(Bound::into_any);
    }
    let spelling = target.spelling()?;
    if TypeKind::from_raw(target.record.kind) == Some(TypeKind::Enum)
        && registry::find_enum(spelling)?.is_some()
    {
        return enumeration::python_enum(py, spelling).map(Bound::into_any);
    }
    let qualified = dictionary.name(typedef.qualified)?;
    let module = module_name(split_scope(qualified).0);
    let name = dictionary.name(typedef.name)?;
    match Kind::of(target)? {
        Kind::Scalar(Scalar::Bool) => truth_value(py, name, &module, qualified),
        // To Python a pointer is the object, so its type is called as the object's class; C++'s name tells them apart.
        Kind::Pointer(pointee) => match registry::class_of(pointee)? {
            Some(class) => pointer(py, class.name()?, &module, spelling, pointee),
            None => pointer(py, name, &module, spelling, pointee),
        },
        Kind::Class | Kind::Opaque if Carrier::from_raw(target.record.carrier) != Some(Carrier::Text) => {
            without_class(py, name, &module, spelling)
        }
        _ => number(py, name, &module, spelling, base(py, target)),
    }
}

/// A Python type that stands for a C++ type that is no class.
fn number<'py>(
    py: Python<'py>,
    name: &str,
    module: &str,
    spelling: &str,
    base: Bound<'py, PyType>,
) -> PyResult<Bound<'py, PyAny>> {
    py.get_type::<PyType>().call1((name, (base,), attributes(py, module, spelling)?))
}

/// The same for a name of a class that no dictionary has: C++'s name alone, of which nothing can be made.
fn without_class<'py>(
    py: Python<'py>,
    name: &str,
    module: &str,
    spelling: &str,
) -> PyResult<Bound<'py, PyAny>> {
    let dict = attributes(py, module, spelling)?;
    let refusal = format!("no dictionary has the class {spelling}, which {name} is a name of");
    let refuse = move |_: &Bound<'_, PyTuple>, _: Option<&Bound<'_, PyDict>>| -> PyResult<()> {
        Err(PyTypeError::new_err(refusal.clone()))
    };
    dict.set_item("__new__", PyCFunction::new_closure(py, Some(c"__new__"), None, refuse)?)?;
    py.get_type::<PyType>().call1((name, (py.get_type::<PyAny>(),), dict))
}

fn attributes<'py>(py: Python<'py>, module: &str, spelling: &str) -> PyResult<Bound<'py, PyDict>> {
    let dict = PyDict::new(py);
    dict.set_item("__slots__", ())?;
    dict.set_item("__module__", module)?;
    dict.set_item("__cpp_name__", spelling)?;
    Ok(dict)
}

/// The same for a name of `bool`, whose values are Python's own two.
fn truth_value<'py>(
    py: Python<'py>,
    name: &str,
    module: &str,
    spelling: &str,
) -> PyResult<Bound<'py, PyAny>> {
    let dict = attributes(py, module, spelling)?;
    dict.set_item(
        "__new__",
        value_maker(py, |value| {
            Ok(value.is_truthy()?.into_pyobject(value.py())?.to_owned().into_any().unbind())
        })?,
    )?;
    py.get_type::<PyType>().call1((name, (py.get_type::<PyInt>(),), dict))
}

/// The same for a name of a pointer type, whose values are what pointers are: null proxies of classes, and views, which
/// C++ can fill through a `T**`.
fn pointer<'py>(
    py: Python<'py>,
    name: &str,
    module: &str,
    spelling: &str,
    pointee: Type,
) -> PyResult<Bound<'py, PyAny>> {
    let dict = attributes(py, module, spelling)?;
    if !matches!(Kind::of(pointee)?, Kind::Function) {
        let make = value_maker(py, move |value| {
            let py = value.py();
            let address = match value.extract::<usize>() {
                Ok(address) => address,
                Err(_) => convert::pointer::address(pointee, value)?,
            };
            match registry::class_of(pointee)? {
                // SAFETY: as by a cast in C++, the caller says what is there.
                Some(class) => unsafe { instance::wrap(py, class, address as *mut c_void, Ownership::Cpp) },
                None => {
                    let owner = (address != 0).then_some(value);
                    View::new(pointee, Shape::unknown(), address as *mut c_void, owner).into_python(py)
                }
            }
        })?;
        dict.set_item("__new__", make)?;
    }
    py.get_type::<PyType>().call1((name, (py.get_type::<PyAny>(),), dict))
}

/// A `__new__` that makes a value of at most one other, and no object of the class.
fn value_maker<'py>(
    py: Python<'py>,
    make: impl Fn(&Bound<'_, PyAny>) -> PyResult<Py<PyAny>> + Send + Sync + 'static,
) -> PyResult<Bound<'py, PyCFunction>> {
    PyCFunction::new_closure(
        py,
        Some(c"__new__"),
        None,
        move |arguments: &Bound<'_, PyTuple>, _: Option<&Bound<'_, PyDict>>| -> PyResult<Py<PyAny>> {
            match arguments.len() {
                1 => make(PyInt::new(arguments.py(), 0).as_any()),
                2 => make(&arguments.get_item(1)?),
                given => {
                    Err(PyTypeError::new_err(format!("at most one value is expected, not {}", given - 1)))
                }
            }
        },
    )
}

/// Whether namespace `std` has a typedef of this name that every program has.
pub(super) fn is_of_standard(name: &str) -> bool {
    name.ends_with("_t") && names::is_standard_typedef(name) && name != "ssize_t"
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

/// The Python type for a C++ type in normal spelling; `None` for a class or enumeration that no dictionary has.
pub(super) fn named<'py>(py: Python<'py>, spelling: &str) -> PyResult<Option<Bound<'py, PyAny>>> {
    if let Some(class) = registry::find_class(spelling)? {
        return shown_class(py, class).map(|class| Some(class.into_any()));
    }
    if registry::find_enum(spelling)?.is_some() {
        return enumeration::python_enum(py, spelling).map(|class| Some(class.into_any()));
    }
    let compound = spelling.ends_with(['*', '&', ']', ')']) || spelling.starts_with("const ");
    if compound {
        return number(py, spelling, &module_name(""), spelling, py.get_type::<PyAny>()).map(Some);
    }
    // The same as `gbl.int`.
    if builtin(py, spelling)?.is_some() {
        global(py)?.module(py).getattr(spelling).map(Some)
    } else {
        Ok(None)
    }
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
