//! `typeid`: C++ run-time type information.

use cppbind_abi::records::TypeInfoRecord;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyType;

use crate::convert::type_info::TypeInfo;
use crate::instance::{self, Instance};
use crate::registry;

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
    unsafe { TypeInfo::at(address) }
}
