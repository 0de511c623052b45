//! Vectors of structs made of NumPy's structured arrays.
//!
//! May not know: who asks for one.

use std::ptr;

use cppbind_abi::codes::ClassFlags;
use pyo3::prelude::*;
use pyo3::types::{PyList, PyTuple};

use super::{Address, Container};
use crate::convert::buffer::Buffer;
use crate::convert::caller::Refused;
use crate::convert::structs;
use crate::registry::{self, Class};

impl Container {
    /// Structs of a structured array, of which C++ copies nothing but bytes. False for all other values.
    pub(super) fn extend_structs(&self, target: Address, value: &Bound<'_, PyAny>) -> Result<bool, Refused> {
        let py = value.py();
        let plain = |class: &&Class| class.flags().has(ClassFlags::TRIVIALLY_COPYABLE);
        let (Some(element), true) =
            (&self.element, self.operations.resize.is_some() && self.operations.view.is_some())
        else {
            return Ok(false);
        };
        let class =
            registry::class_of(element.ty).map_err(|error| Refused::Raised(error.into()))?.filter(plain);
        let is_list = value.is_exact_instance_of::<PyList>() || value.is_exact_instance_of::<PyTuple>();
        let Some(class) = class.filter(|_| !is_list) else { return Ok(false) };
        let Some(buffer) =
            Buffer::of(value).filter(|buffer| buffer.dimensions() == 1 && buffer.is_structured())
        else {
            return Ok(false);
        };
        structs::check(py, element.ty, class, &buffer).map_err(Refused::Unfit)?;
        let first = self.grow(py, target, buffer.bytes() / buffer.item_size().max(1))?;
        // SAFETY: the room for as many elements of this size, whose bytes are all that they are.
        unsafe { ptr::copy_nonoverlapping(buffer.address().cast::<u8>(), first.cast(), buffer.bytes()) };
        Ok(true)
    }
}
