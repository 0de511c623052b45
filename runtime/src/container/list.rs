//! `std::initializer_list`: elements that C++ sees, and somebody else keeps.
//!
//! May not know: who asks for one.

use std::ffi::{CStr, c_void};
use std::ptr::NonNull;

use pyo3::exceptions::PyMemoryError;
use pyo3::ffi;
use pyo3::prelude::*;

use super::element::{Cell, temporaries};
use super::fill::{self, each, unfit};
use super::{Address, Container, check, function};
use crate::convert::caller::Refused;
use crate::convert::temporaries::Temporaries;

/// Ends a list of `make_backed`.
type End = unsafe extern "C" fn(Address);

const CAPSULE: &CStr = c"cppyy_rs.elements";

/// A container that was made for a Python value.
pub enum Made {
    /// The caller's, to delete.
    Own(Address),
    /// What a Python object keeps.
    Backed(Backed),
}

/// A new container of the class with the elements of a Python collection; `None` where the value is none
/// to this class: a text, a number, an object from C++ that is no container. What its elements may refer to is kept with
/// `temporaries`.
pub fn make(
    container: &'static Container,
    value: &Bound<'_, PyAny>,
    temporaries: &mut Temporaries,
) -> Result<Option<Made>, Refused> {
    if container.is_backed() {
        let takes = container.takes(value).map_err(Refused::Unfit)?;
        return if takes {
            container.make_backed(value).map(|made| Some(Made::Backed(made)))
        } else {
            Ok(None)
        };
    }
    Ok(fill::make_own(container, value, temporaries)?.map(Made::Own))
}

/// The same, of a class that holds its elements itself.
pub fn make_whole(
    container: &'static Container,
    value: &Bound<'_, PyAny>,
    temporaries: &mut Temporaries,
) -> Result<Option<NonNull<c_void>>, Refused> {
    if container.is_backed() {
        return Ok(None);
    }
    Ok(fill::make_own(container, value, temporaries)?.and_then(NonNull::new))
}

/// A list of a Python collection's items, and the Python object that keeps them.
pub struct Backed {
    /// The list.
    pub address: Address,
    /// Ends the list and its elements when it ends itself.
    pub keeper: Py<PyAny>,
}

impl Container {
    /// Whether it only shows elements, but can be made with some of its own.
    pub(super) fn is_backed(&self) -> bool {
        let operations = &self.operations;
        operations.make_backed.is_some()
            && operations.append_backed.is_some()
            && operations.end_backed.is_some()
    }

    /// A list with the items of a Python collection.
    pub(super) fn make_backed(&self, value: &Bound<'_, PyAny>) -> Result<Backed, Refused> {
        let py = value.py();
        let unable = "making";
        let make = function(self, self.operations.make_backed, unable).map_err(Refused::Unfit)?;
        let append = function(self, self.operations.append_backed, unable).map_err(Refused::Unfit)?;
        let end = function(self, self.operations.end_backed, unable).map_err(Refused::Unfit)?;
        let element = function(self, self.element.as_ref(), unable).map_err(Refused::Unfit)?;
        // The number must be known before: elements do not move.
        let mut items = Vec::new();
        each(value, |_, item| {
            items.push(item.clone());
            Ok(())
        })?;
        // SAFETY: the ABI says what it does.
        let address = unsafe { make(items.len()) };
        check(py).map_err(Refused::Raised)?;
        if address.is_null() {
            return Err(Refused::Raised(PyMemoryError::new_err(self.class.qualified)));
        }
        let keeper = keeper(py, address, end).map_err(Refused::Raised)?;
        for (index, item) in items.iter().enumerate() {
            let mut cell = Cell::default();
            let mut kept = temporaries();
            let passed = element.pass(item, &mut cell, &mut kept).map_err(|error| {
                if kept.raised { Refused::Raised(error) } else { unfit(py, index, error) }
            })?;
            // SAFETY: there is room for as many as there are items; the address is good until `kept` goes.
            unsafe { append(address, passed) };
            check(py).map_err(Refused::Raised)?;
        }
        Ok(Backed { address, keeper })
    }
}

/// A Python object that ends a list with itself.
fn keeper(py: Python<'_>, address: Address, end: End) -> PyResult<Py<PyAny>> {
    // SAFETY: the address is not null; the function outlives every object, as its dictionary does.
    unsafe {
        let made = ffi::PyCapsule_New(address, CAPSULE.as_ptr(), Some(end_kept));
        let made = match Bound::from_owned_ptr_or_err(py, made) {
            Ok(made) => made,
            Err(error) => {
                end(address);
                return Err(error);
            }
        };
        // The one error that is possible is that of another type.
        if ffi::PyCapsule_SetContext(made.as_ptr(), end as *mut c_void) != 0 {
            return Err(PyErr::fetch(py));
        }
        Ok(made.unbind())
    }
}

unsafe extern "C" fn end_kept(capsule: *mut ffi::PyObject) {
    // SAFETY: CPython passes a capsule of `keeper`, once; its context is a function of this type.
    unsafe {
        let address = ffi::PyCapsule_GetPointer(capsule, CAPSULE.as_ptr());
        let end = ffi::PyCapsule_GetContext(capsule);
        if !end.is_null() {
            std::mem::transmute::<*mut c_void, End>(end)(address);
        }
    }
}
