//! Data members and variables.
//!
//! A data member is a descriptor in its class's dict. Static ones answer on the
//! class as well; assignment through the class comes by way of the metaclass.
//! Variables of namespaces have no descriptor: modules ask for them by name.
//!
//! * `variable`: the member in C++, and its value by the general converters;
//!   [`bits`]: bit-fields.
//! * [`descriptor`]: the Python type, which reads and writes scalars itself.
//! * `constant`: constants.
//!
//! May not know: how classes and namespaces are made.

mod bits;
mod constant;
mod descriptor;
mod variable;

use std::ffi::c_void;
use std::ptr::NonNull;

use cppbind_abi::codes::{DataMemberFlags, TableKind};
use cppbind_abi::records::DataMemberRecord;
use pyo3::exceptions::{PyAttributeError, PyTypeError};
use pyo3::prelude::*;

use crate::call::machine::Frame;
use crate::convert;
use crate::deprecation;
use crate::dictionary::Dictionary;
use crate::registry::{Class, Type};
use variable::Variable;

pub(crate) use constant::ConstantMember;
pub(crate) use descriptor::{data_member_type, initialise};

/// Makes the descriptor of a class's data member.
pub fn descriptor<'py>(
    py: Python<'py>,
    dictionary: &'static Dictionary,
    index: u32,
    owner: Option<&'static Class>,
) -> PyResult<Bound<'py, PyAny>> {
    let record = dictionary.get::<DataMemberRecord>(index)?;
    let owner = owner.ok_or_else(|| dictionary.damaged(TableKind::DataMembers, index))?;
    let name = dictionary.name(record.name)?;
    descriptor::make(py, Variable { owner, dictionary, record, name })
}

/// Reads a static member or a namespace's variable.
pub fn load_static<'py>(
    py: Python<'py>,
    dictionary: &'static Dictionary,
    record: &'static DataMemberRecord,
) -> PyResult<Bound<'py, PyAny>> {
    warn(py, dictionary, record)?;
    let (ty, address) = variable(dictionary, record)?;
    // SAFETY: the stub has given the address of a variable of this type.
    unsafe { convert::extents::load(py, ty, address, None).map(|value| value.into_bound(py)) }
}

/// Assigns to a static member or a namespace's variable.
pub fn store_static(
    py: Python<'_>,
    dictionary: &'static Dictionary,
    record: &'static DataMemberRecord,
    value: &Bound<'_, PyAny>,
) -> PyResult<()> {
    check_assignable(record)?;
    warn(py, dictionary, record)?;
    let (ty, address) = variable(dictionary, record)?;
    // SAFETY: the stub has given the address of a variable of this type, which is not constant.
    unsafe { convert::extents::store(value.py(), ty, address, value, None) }
}

/// Warns where a member is deprecated.
fn warn(py: Python<'_>, dictionary: &'static Dictionary, record: &'static DataMemberRecord) -> PyResult<()> {
    if DataMemberFlags(record.flags).has(DataMemberFlags::DEPRECATED) {
        deprecation::warn_of(py, dictionary, record)?;
    }
    Ok(())
}

/// What assigning to a constant raises.
pub fn constant_error() -> PyErr {
    PyTypeError::new_err("assignment to const data not allowed")
}

/// Assigns through the class; false where `found` is no static data member.
pub fn assign_static(found: &Bound<'_, PyAny>, value: &Bound<'_, PyAny>) -> PyResult<bool> {
    if found.cast::<ConstantMember>().is_ok() {
        return Err(constant_error());
    }
    let Some(member) = descriptor::variable_of(found) else { return Ok(false) };
    // Assigning Python's own attributes over a member is how classes are pythonized.
    if !member.is_static() || is_descriptor(value) {
        return Ok(false);
    }
    store_static(value.py(), member.dictionary, member.record, value).map(|()| true)
}

/// Whether the value is a property or another data member, which replaces the member.
fn is_descriptor(value: &Bound<'_, PyAny>) -> bool {
    let class = value.get_type();
    class.hasattr(pyo3::intern!(value.py(), "__set__")).unwrap_or(false)
}

fn check_assignable(record: &DataMemberRecord) -> PyResult<()> {
    if DataMemberFlags(record.flags).has(DataMemberFlags::CONST) {
        return Err(constant_error());
    }
    Ok(())
}

/// Type and address of a variable.
fn variable(dictionary: &'static Dictionary, record: &DataMemberRecord) -> PyResult<(Type, *mut c_void)> {
    let ty = Type::new(dictionary, record.ty)?;
    let Some(stub) = dictionary.stub(record.address)? else {
        return Err(PyAttributeError::new_err(format!(
            "{} cannot be reached: the C++ compiler rejected its stub",
            dictionary.name(record.name)?
        )));
    };
    // SAFETY: the ABI says that the stub is `T* ()`.
    let address = unsafe { Frame::new().call(stub) }.general as *mut c_void;
    if address.is_null() {
        return Err(PyAttributeError::new_err(format!("{} has no address", dictionary.name(record.name)?)));
    }
    Ok((ty, address))
}

/// A data member, as compiled code reaches it.
#[derive(Debug)]
pub struct Reflected {
    /// The class of whose objects it is a part.
    pub owner: &'static Class,
    /// Its type.
    pub ty: Type,
    /// Its properties.
    pub flags: DataMemberFlags,
    /// Where it lies in an object.
    pub offset: u64,
    /// Where a static one is; null for others.
    pub address: *mut c_void,
    /// What reads a reference or a bit-field.
    pub getter: Option<NonNull<c_void>>,
    /// What writes a bit-field.
    pub setter: Option<NonNull<c_void>>,
}

/// The data member that a Python object describes; `None` for other objects.
pub fn reflected(object: &Bound<'_, PyAny>) -> PyResult<Option<Reflected>> {
    let Some(member) = descriptor::variable_of(object) else { return Ok(None) };
    let (dictionary, record) = (member.dictionary, member.record);
    let outside = record.offset >= member.owner.record.size && !member.is_static();
    if outside {
        return Err(dictionary.damaged(TableKind::DataMembers, record.name).into());
    }
    Ok(Some(Reflected {
        owner: member.owner,
        ty: member.ty()?,
        flags: member.flags(),
        offset: record.offset,
        address: if member.is_static() { variable(dictionary, record)?.1 } else { std::ptr::null_mut() },
        getter: dictionary.stub(record.getter)?,
        setter: dictionary.stub(record.setter)?,
    }))
}

/// The address of the data member of this name in an object.
pub fn address(object: &Bound<'_, PyAny>, name: &str) -> PyResult<*mut c_void> {
    let found = object.get_type().getattr("__mro__")?;
    for class in found.try_iter()? {
        let dict = class?.getattr("__dict__")?;
        if dict.contains(name)? {
            let found = dict.get_item(name)?;
            let Some(member) = descriptor::variable_of(&found) else { break };
            return if member.is_static() {
                variable(member.dictionary, member.record).map(|(_, address)| address)
            } else {
                member.place(object).map(|(_, address)| address)
            };
        }
    }
    Err(PyAttributeError::new_err(format!("no data member {name}")))
}
