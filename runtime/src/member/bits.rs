//! Bit-fields, which have no address: stubs of the dictionary read and write them.

use std::ffi::c_void;

use cppbind_abi::codes::TableKind;
use pyo3::exceptions::{PyAttributeError, PyValueError};
use pyo3::prelude::*;

use super::constant_error;
use super::variable::Variable;
use crate::call::machine::Frame;
use crate::convert::kind::Kind;
use crate::convert::scalar::{Family, Scalar};
use crate::convert::{self, null};
use crate::instance;
use crate::registry::Type;

impl Variable {
    /// What a bit-field is, apart from its width: its type and that type's scalar.
    fn bit_field(&self) -> PyResult<(Type, Scalar)> {
        let ty = self.ty()?;
        match Kind::of(ty)? {
            Kind::Scalar(scalar) | Kind::Enumeration(scalar) if !scalar.is_floating() => Ok((ty, scalar)),
            _ => Err(self.dictionary.damaged(TableKind::DataMembers, self.record.name).into()),
        }
    }

    pub(super) fn load_bits(&self, py: Python<'_>, object: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
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

    pub(super) fn store_bits(&self, object: &Bound<'_, PyAny>, value: &Bound<'_, PyAny>) -> PyResult<()> {
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
