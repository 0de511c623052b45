//! What a data member is in C++: where it lies, and its value by way of the
//! general converters.

use std::ffi::c_void;

use cppbind_abi::codes::{DataMemberFlags, TableKind};
use cppbind_abi::records::DataMemberRecord;
use pyo3::exceptions::PyAttributeError;
use pyo3::prelude::*;

use super::{check_assignable, load_static, store_static, warn};
use crate::call::machine::Frame;
use crate::convert;
use crate::dictionary::{Damaged, Dictionary};
use crate::instance;
use crate::registry::{Class, Type};

/// A data member of a class, static or not.
#[derive(Debug)]
pub(super) struct Variable {
    pub(super) owner: &'static Class,
    pub(super) dictionary: &'static Dictionary,
    pub(super) record: &'static DataMemberRecord,
    pub(super) name: &'static str,
}

impl Variable {
    pub(super) fn flags(&self) -> DataMemberFlags {
        DataMemberFlags(self.record.flags)
    }

    pub(super) fn is_static(&self) -> bool {
        self.flags().has(DataMemberFlags::STATIC)
    }

    pub(super) fn ty(&self) -> Result<Type, Damaged> {
        Type::new(self.dictionary, self.record.ty)
    }

    /// The member's type and its address in an object; what it refers to, where
    /// it is a reference.
    pub(super) fn place(&self, object: &Bound<'_, PyAny>) -> PyResult<(Type, *mut c_void)> {
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

    /// The value in an object, or of a static member.
    pub(super) fn load<'py>(
        &self,
        py: Python<'py>,
        object: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        if self.is_static() {
            return load_static(py, self.dictionary, self.record);
        }
        let Some(object) = object.filter(|object| !object.is_none()) else {
            return Err(PyAttributeError::new_err(format!(
                "{}::{} is a member of objects, not of the class",
                self.owner.qualified, self.name
            )));
        };
        warn(py, self.dictionary, self.record)?;
        if self.flags().has(DataMemberFlags::BIT_FIELD) {
            return self.load_bits(py, object).map(|value| value.into_bound(py));
        }
        // The object is live and of the owner's class or a derived one, and the
        // offset is the compiler's.
        let (ty, address) = self.place(object)?;
        // SAFETY: `place` found it in a live object.
        unsafe { convert::extents::load(py, ty, address, Some(object)).map(|value| value.into_bound(py)) }
    }

    /// Assigns to the member of an object, or to a static member.
    pub(super) fn store(&self, object: &Bound<'_, PyAny>, value: &Bound<'_, PyAny>) -> PyResult<()> {
        if self.is_static() {
            return store_static(object.py(), self.dictionary, self.record, value);
        }
        check_assignable(self.record)?;
        warn(object.py(), self.dictionary, self.record)?;
        if self.flags().has(DataMemberFlags::BIT_FIELD) {
            return self.store_bits(object, value);
        }
        let (ty, address) = self.place(object)?;
        // SAFETY: as in `load`; the member is not constant.
        unsafe { convert::extents::store(object.py(), ty, address, value, Some(object)) }
    }

    /// The header's comment, then the declaration.
    pub(super) fn documentation(&self) -> Result<String, Damaged> {
        let declaration = format!("{} {}::{}", self.ty()?.spelling()?, self.owner.qualified, self.name);
        Ok(match self.dictionary.text(self.record.doc)? {
            Some(comment) if !comment.is_empty() => format!("{comment}\n{declaration}"),
            _ => declaration,
        })
    }
}
