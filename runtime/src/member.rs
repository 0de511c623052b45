//! Data members and variables.
//!
//! A data member is a descriptor in its class's dict. Static ones answer on the
//! class as well; assignment through the class comes by way of the metaclass.
//! Variables of namespaces have no descriptor: modules ask for them by name.
//!
//! May not know: how classes and namespaces are made.

use std::ffi::c_void;

use cppbind_abi::codes::{DataMemberFlags, TableKind};
use cppbind_abi::records::DataMemberRecord;
use pyo3::exceptions::{PyAttributeError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyType;

use crate::call::machine::Frame;
use crate::convert::kind::Kind;
use crate::convert::scalar::{Family, Scalar};
use crate::convert::{self, null};
use crate::dictionary::{Damaged, Dictionary};
use crate::instance;
use crate::registry::{Class, Type};

// The descriptor of a data member, `cppyy_rs.types.DataMember`. A doc comment
// would be the type's `__doc__`, which hides each member's own.
#[pyclass(frozen, module = "cppyy_rs.types")]
#[derive(Debug)]
pub(crate) struct DataMember {
    owner: &'static Class,
    dictionary: &'static Dictionary,
    record: &'static DataMemberRecord,
    name: &'static str,
}

/// Makes the descriptor of a class's data member.
pub fn descriptor<'py>(
    py: Python<'py>,
    dictionary: &'static Dictionary,
    index: u32,
    owner: Option<&'static Class>,
) -> PyResult<Bound<'py, PyAny>> {
    let record = dictionary.get::<DataMemberRecord>(index)?;
    let owner = owner.ok_or_else(|| dictionary.damaged(TableKind::DataMembers, index))?;
    let member = DataMember { owner, dictionary, record, name: dictionary.name(record.name)? };
    Ok(Bound::new(py, member)?.into_any())
}

/// Reads a static member or a namespace's variable.
pub fn load_static<'py>(
    py: Python<'py>,
    dictionary: &'static Dictionary,
    record: &DataMemberRecord,
) -> PyResult<Bound<'py, PyAny>> {
    let (ty, address) = variable(dictionary, record)?;
    // SAFETY: the stub has given the address of a variable of this type.
    unsafe { convert::load(py, ty, address, None).map(|value| value.into_bound(py)) }
}

/// Assigns to a static member or a namespace's variable.
pub fn store_static(
    _py: Python<'_>,
    dictionary: &'static Dictionary,
    record: &DataMemberRecord,
    value: &Bound<'_, PyAny>,
) -> PyResult<()> {
    check_assignable(record)?;
    let (ty, address) = variable(dictionary, record)?;
    // SAFETY: the stub has given the address of a variable of this type, which is not constant.
    unsafe { convert::store(value.py(), ty, address, value, None) }
}

/// A constant of a class: read through class and objects, never assigned.
#[pyclass(frozen, module = "cppyy_rs.types")]
#[derive(Debug)]
pub(crate) struct ConstantMember(Py<PyAny>);

impl ConstantMember {
    /// Makes the descriptor of a constant.
    pub(crate) fn new(value: Bound<'_, PyAny>) -> Self {
        Self(value.unbind())
    }
}

#[pymethods]
impl ConstantMember {
    fn __get__<'py>(
        &self,
        object: &Bound<'py, PyAny>,
        _class: Option<&Bound<'py, PyType>>,
    ) -> Bound<'py, PyAny> {
        self.0.bind(object.py()).clone()
    }

    fn __set__(&self, _object: &Bound<'_, PyAny>, _value: &Bound<'_, PyAny>) -> PyResult<()> {
        Err(constant_error())
    }

    fn __delete__(&self, _object: &Bound<'_, PyAny>) -> PyResult<()> {
        Err(constant_error())
    }
}

fn constant_error() -> PyErr {
    PyTypeError::new_err("assignment to const data not allowed")
}

/// Assigns through the class; false where `found` is no static data member.
pub fn assign_static(found: &Bound<'_, PyAny>, value: &Bound<'_, PyAny>) -> PyResult<bool> {
    if found.cast::<ConstantMember>().is_ok() {
        return Err(constant_error());
    }
    let Ok(member) = found.cast::<DataMember>() else { return Ok(false) };
    let member = member.get();
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

/// The address of the data member of this name in an object.
pub fn address(object: &Bound<'_, PyAny>, name: &str) -> PyResult<*mut c_void> {
    let found = object.get_type().getattr("__mro__")?;
    for class in found.try_iter()? {
        let dict = class?.getattr("__dict__")?;
        if dict.contains(name)? {
            let found = dict.get_item(name)?;
            let member = found.cast::<DataMember>()?.get();
            return if member.is_static() {
                variable(member.dictionary, member.record).map(|(_, address)| address)
            } else {
                member.variable(object).map(|(_, address)| address)
            };
        }
    }
    Err(PyAttributeError::new_err(format!("no data member {name}")))
}

impl DataMember {
    fn flags(&self) -> DataMemberFlags {
        DataMemberFlags(self.record.flags)
    }

    fn is_static(&self) -> bool {
        self.flags().has(DataMemberFlags::STATIC)
    }

    fn ty(&self) -> Result<Type, Damaged> {
        Type::new(self.dictionary, self.record.ty)
    }

    /// The member's type and its address in an object; what it refers to, where
    /// it is a reference.
    fn variable(&self, object: &Bound<'_, PyAny>) -> PyResult<(Type, *mut c_void)> {
        let start = instance::address_as(object, self.owner)?;
        let ty = self.ty()?;
        if self.flags().has(DataMemberFlags::REFERENCE)
            && let Some(getter) = self.dictionary.stub(self.record.getter)?
        {
            let mut frame = Frame::new();
            frame.push_word(start as u64);
            // SAFETY: the ABI says that a reference's getter is `void* (const C*)`.
            let referent = unsafe { frame.call(getter) }.general;
            return Ok((ty.element()?, referent as *mut c_void));
        }
        if self.record.offset >= self.owner.record.size {
            return Err(self.dictionary.damaged(TableKind::DataMembers, self.record.name).into());
        }
        Ok((ty, start.wrapping_byte_add(self.record.offset as usize)))
    }

    /// What a bit-field is, apart from its width: its type and that type's scalar.
    fn bit_field(&self) -> PyResult<(Type, Scalar)> {
        let ty = self.ty()?;
        match Kind::of(ty)? {
            Kind::Scalar(scalar) | Kind::Enumeration(scalar) if !scalar.is_floating() => Ok((ty, scalar)),
            _ => Err(self.dictionary.damaged(TableKind::DataMembers, self.record.name).into()),
        }
    }

    fn load_bits(&self, py: Python<'_>, object: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        let (ty, scalar) = self.bit_field()?;
        let getter = self
            .dictionary
            .stub(self.record.getter)?
            .ok_or_else(|| PyAttributeError::new_err(format!("{} cannot be read", self.name)))?;
        let mut frame = Frame::new();
        frame.push_word(instance::address_as(object, self.owner)? as u64);
        // SAFETY: the ABI says that the getter is `T (const C*)`.
        let bits = unsafe { frame.call(getter) }.general;
        let mut variable = [0u64; 2];
        let address: *mut c_void = variable.as_mut_ptr().cast();
        // SAFETY: the variable has room for any scalar, and holds one of this type.
        unsafe {
            scalar.write(address, bits);
            convert::load(py, ty, address, None)
        }
    }

    fn store_bits(&self, object: &Bound<'_, PyAny>, value: &Bound<'_, PyAny>) -> PyResult<()> {
        let (_, scalar) = self.bit_field()?;
        let bits = if null::is_default(value) { 0 } else { scalar.from_python(value, false)? };
        if !fits(scalar, bits, self.record.bit_width) {
            return Err(PyValueError::new_err(format!(
                "{} does not fit the {} bits of {}::{}",
                value.repr()?,
                self.record.bit_width,
                self.owner.qualified,
                self.name
            )));
        }
        let setter = self.dictionary.stub(self.record.setter)?.ok_or_else(constant_error)?;
        let mut frame = Frame::new();
        frame.push_word(instance::address_as(object, self.owner)? as u64);
        frame.push_word(bits);
        // SAFETY: the ABI says that the setter is `void (C*, T)`.
        unsafe { frame.call(setter) };
        Ok(())
    }
}

/// Whether a value of a scalar type, extended to a word, keeps its value in so many bits.
fn fits(scalar: Scalar, bits: u64, width: u32) -> bool {
    if width == 0 || width >= 64 {
        return true;
    }
    match scalar.family() {
        Family::Signed => {
            let value = bits as i64;
            value >> (width - 1) == 0 || value >> (width - 1) == -1
        }
        _ => bits >> width == 0,
    }
}

#[pymethods]
impl DataMember {
    fn __get__<'py>(
        &self,
        object: &Bound<'py, PyAny>,
        _class: Option<&Bound<'py, PyType>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let py = object.py();
        if self.is_static() {
            return load_static(py, self.dictionary, self.record);
        }
        if object.is_none() {
            return Err(PyAttributeError::new_err(format!(
                "{}::{} is a member of objects, not of the class",
                self.owner.qualified, self.name
            )));
        }
        if self.flags().has(DataMemberFlags::BIT_FIELD) {
            return self.load_bits(py, object).map(|value| value.into_bound(py));
        }
        // The object is live and of the owner's class or a derived one, and the
        // offset is the compiler's.
        let (ty, address) = self.variable(object)?;
        // SAFETY: `variable` found it in a live object.
        unsafe { convert::load(py, ty, address, Some(object)).map(|value| value.into_bound(py)) }
    }

    fn __set__(&self, object: &Bound<'_, PyAny>, value: &Bound<'_, PyAny>) -> PyResult<()> {
        if self.is_static() {
            return store_static(object.py(), self.dictionary, self.record, value);
        }
        check_assignable(self.record)?;
        if self.flags().has(DataMemberFlags::BIT_FIELD) {
            return self.store_bits(object, value);
        }
        let (ty, address) = self.variable(object)?;
        // SAFETY: as in `__get__`; the member is not constant.
        unsafe { convert::store(object.py(), ty, address, value, Some(object)) }
    }

    fn __delete__(&self, _object: &Bound<'_, PyAny>) -> PyResult<()> {
        Err(PyTypeError::new_err(format!("C++ data member {} cannot be deleted", self.name)))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> String {
        format!("<cppyy_rs.DataMember '{}' object at {:p}>", slf.get().name, slf.as_ptr())
    }

    #[getter]
    fn __name__(&self) -> &str {
        self.name
    }

    #[getter]
    fn __doc__(&self) -> Result<String, Damaged> {
        let declaration = format!("{} {}::{}", self.ty()?.spelling()?, self.owner.qualified, self.name);
        Ok(match self.dictionary.text(self.record.doc)? {
            Some(comment) if !comment.is_empty() => format!("{comment}\n{declaration}"),
            _ => declaration,
        })
    }

    /// Where the member lies in its object.
    #[getter]
    fn __offset__(&self) -> u64 {
        self.record.offset
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(scalar: Scalar, value: i64, width: u32, expected: bool) {
        assert_eq!(fits(scalar, value as u64, width), expected, "{value} in {width} bits");
    }

    #[test]
    fn bit_fields_have_ranges() {
        check(Scalar::I32, 3, 3, true);
        check(Scalar::I32, 4, 3, false);
        check(Scalar::I32, -4, 3, true);
        check(Scalar::I32, -5, 3, false);
        check(Scalar::U32, 7, 3, true);
        check(Scalar::U32, 8, 3, false);
        check(Scalar::Bool, 1, 1, true);
        check(Scalar::I64, i64::MIN, 64, true);
    }
}
