//! `typeid`: C++ run-time type information.

use cppbind_abi::records::TypeInfoRecord;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyType;

use crate::instance::{self, Instance};
use crate::registry::{self, Class};

/// The `std::type_info` of a class.
#[pyclass(frozen, name = "type_info", module = "cppyy_rs.gbl.std")]
#[derive(Debug)]
pub struct TypeInfo {
    class: &'static Class,
    mangled: String,
}

#[pymethods]
impl TypeInfo {
    /// The implementation's name of the type: the mangled one.
    fn name(&self) -> &str {
        &self.mangled
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Self>().is_ok_and(|other| other.get().mangled == self.mangled)
    }

    fn __hash__(&self) -> usize {
        std::ptr::from_ref(self.class) as usize
    }

    fn __repr__(&self) -> String {
        format!("<type_info of {}>", self.class.qualified)
    }

    /// `std::type_info::hash_code`, as far as it is the same for equal types.
    fn hash_code(&self) -> usize {
        self.__hash__()
    }
}

/// The type information of a class, or of an object's most derived bound class.
#[pyfunction]
pub(crate) fn typeid(of: &Bound<'_, PyAny>) -> PyResult<TypeInfo> {
    let class = match (of.cast::<PyType>(), Instance::from(of)) {
        (Ok(class), _) => instance::class_of_type(class),
        (_, Some(instance)) => instance.class().map(|class| {
            // SAFETY: a proxy holds null or the address of a live object of its class.
            unsafe { registry::most_derived(class, instance.address()).0 }
        }),
        _ => None,
    };
    let class =
        class.ok_or_else(|| PyTypeError::new_err("typeid: a class or object from C++ is expected"))?;
    let no_info = || PyTypeError::new_err(format!("{} has no type information", class.qualified));
    if class.record.type_info == cppbind_abi::NONE {
        return Err(no_info());
    }
    let address = class.dictionary.get::<TypeInfoRecord>(class.record.type_info)?.address;
    if address.is_null() {
        return Err(no_info());
    }
    // SAFETY: the ABI says that the table holds addresses of `std::type_info`.
    let name = unsafe { registry::type_name(address) };
    Ok(TypeInfo { class, mangled: String::from_utf8_lossy(name).into_owned() })
}
