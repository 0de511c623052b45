//! `std::wstring` and its kin: containers of characters that are texts to Python.
//!
//! May not know: who asks for a text.

use std::ffi::c_void;
use std::ptr;

use cppbind_abi::codes::ContainerKind;
use pyo3::prelude::*;

use super::element::Element;
use super::{Container, of};
use crate::convert::cstring;
use crate::convert::scalar::Scalar;
use crate::instance;
use crate::registry::Class;

/// The strings of the standard library whose characters are not `char`.
const CLASSES: [&str; 4] = ["std::wstring", "std::u8string", "std::u16string", "std::u32string"];

/// The container that a wide string is; `None` for all other classes.
pub fn text(class: &'static Class) -> PyResult<Option<&'static Container>> {
    if !CLASSES.contains(&class.qualified) {
        return Ok(None);
    }
    Ok(of(class)?.filter(|container| container.characters().is_some()))
}

/// The `str` of a wide string; `None` where the object is none, or is a null pointer.
pub fn decode(object: &Bound<'_, PyAny>) -> PyResult<Option<Py<PyAny>>> {
    for class in instance::class_of(object).into_iter().flat_map(|class| [Some(class), base(class)]).flatten()
    {
        if let Some(container) = text(class)? {
            let address = instance::address_as(object, class)?;
            // SAFETY: a live object of the class.
            return unsafe { container.decode(object.py(), address) }.map(Some);
        }
    }
    Ok(None)
}

/// What a class that Python sees as a wide string derives from.
fn base(class: &'static Class) -> Option<&'static Class> {
    let bases = class.bases().ok()?;
    bases.iter().map(|base| base.class).find(|base| CLASSES.contains(&base.qualified))
}

impl Container {
    /// The characters of a text; `None` for containers of other elements, `std::vector<wchar_t>` too.
    pub(super) fn characters(&self) -> Option<Scalar> {
        let is_text = CLASSES.contains(&self.class.qualified) && self.kind() == ContainerKind::Contiguous;
        self.element.as_ref().filter(|_| is_text).and_then(Element::scalar)
    }

    /// The `str` of a text.
    ///
    /// # Safety
    ///
    /// `address` is that of a live object of the class, which [`text`] has found to be one.
    pub unsafe fn decode(&self, py: Python<'_>, address: *const c_void) -> PyResult<Py<PyAny>> {
        let (Some(scalar), Some(view)) = (self.characters(), self.operations.view) else {
            return Err(pyo3::exceptions::PyTypeError::new_err("no text"));
        };
        let (mut first, mut count) = (ptr::null_mut(), 0);
        // SAFETY: the caller's promise; `view` tells where so many characters are.
        unsafe {
            view(address, &raw mut first, &raw mut count);
            cstring::decode(py, scalar, first.cast(), count)
        }
    }
}
