//! Contiguous elements as buffers: what `memoryview(v)` and `numpy.asarray(v)` ask for.
//!
//! A container that can grow is locked while there are buffers of it, and so are the containers that hold it. What
//! C++ does to it without being asked from Python, nobody here can know.
//!
//! May not know: what a lock forbids.

use std::ffi::c_int;
use std::ptr;

use pyo3::exceptions::PyBufferError;
use pyo3::ffi;
use pyo3::prelude::*;

use super::place::{Place, Reach};
use super::sequence::attached;
use super::{Container, inherited};
use crate::convert::format::{self, Format};
use crate::convert::lend::{self, Memory};
use crate::error::guarded;
use crate::instance::{self, Instance, export};

impl Reach {
    /// What a buffer says of the elements, for the first time.
    #[cold]
    fn find_format(&self) -> PyResult<&Format> {
        let format = self.container.element_format()?;
        Ok(self.format.get_or_init(|| format))
    }
}

impl Container {
    /// What a buffer says of the elements.
    fn element_format(&self) -> PyResult<Format> {
        let name = self.class.qualified;
        if self.operations.get_bit.is_some() {
            return Err(PyBufferError::new_err(format!("a {name} is no buffer: bits have no addresses")));
        }
        let (Some(element), Some(_)) = (&self.element, self.operations.view) else {
            let text = format!("a {name} is no buffer: its elements do not lie one behind the other");
            return Err(PyBufferError::new_err(text));
        };
        let mut format = format::of(element.ty)?;
        let bytes = format.size * format.extents.iter().product::<isize>().unsigned_abs();
        if bytes != self.operations.element_size {
            return Err(PyBufferError::new_err(format!(
                "a {name} is no buffer: the size of its elements is unknown"
            )));
        }
        format.read_only |= self.is_constant();
        Ok(format)
    }

    /// Whether it may move or end its elements while it lives.
    fn moves_elements(&self) -> bool {
        let operations = &self.operations;
        operations.resize.is_some() || operations.splice.is_some() || operations.discard.is_some()
    }
}

pub(super) unsafe extern "C" fn get_buffer(
    object: *mut ffi::PyObject,
    buffer: *mut ffi::Py_buffer,
    flags: c_int,
) -> c_int {
    // SAFETY: CPython passes a live object of the type, and room for the answer.
    unsafe {
        (*buffer).obj = ptr::null_mut();
        let (py, instance) = (Python::assume_attached(), Instance::from_raw(object));
        let Some((instance, reach)) = instance.zip(Reach::of(object)) else {
            let missing = || PyErr::new::<PyBufferError, _>("no C++ container");
            PyErr::take(py).unwrap_or_else(missing).restore(py);
            return -1;
        };
        // An object in its proxy moves out before anybody asks where its elements are.
        let address = reach.within(instance.address());
        if address.is_null() {
            let nowhere = || PyBufferError::new_err("no C++ object");
            return guarded(py, -1, || Place::of(attached(&object).1).and_then(|_| Err(nowhere())));
        }
        let known = reach.format.get();
        let Some(format) = known.or_else(|| guarded(py, None, || reach.find_format().map(Some))) else {
            return -1;
        };
        let (first, bytes) = reach.span(address);
        let memory = Memory {
            address: first,
            count: (bytes / reach.element_size.max(1)).cast_signed(),
            inner: &format.extents,
            size: format.size,
            format: &format.text,
            kept: None,
            read_only: format.read_only,
        };
        if let Err(error) = lend::fill(buffer, flags, memory, object) {
            error.restore(py);
            return -1;
        }
        keep(attached(&object).1, instance, reach.container.moves_elements());
        0
    }
}

pub(super) unsafe extern "C" fn release_buffer(object: *mut ffi::PyObject, buffer: *mut ffi::Py_buffer) {
    // SAFETY: CPython passes the live object that filled the buffer, once for each.
    unsafe {
        lend::release(buffer);
        if let Some(instance) = Instance::from_raw(object) {
            let_go(Python::assume_attached(), instance);
        }
    }
}

/// Keeps an object as it is, and those that it is a part of, until [`let_go`].
pub(super) fn keep(object: &Bound<'_, PyAny>, instance: &Instance, moves: bool) {
    if !export::export(object.py(), instance, moves) {
        return;
    }
    let holders = instance::lifelines(object);
    for holder in &holders {
        if let Some(instance) = Instance::from(holder) {
            let container = instance.class().and_then(|class| inherited(class).ok().flatten());
            keep(holder, instance, container.is_some_and(|(container, _)| container.moves_elements()));
        }
    }
    export::set_holders(instance, holders);
}

/// Undoes one [`keep`].
fn let_go(py: Python<'_>, instance: &Instance) {
    let holders = export::release(py, instance);
    if holders.is_empty() {
        return;
    }
    // What a reference is given back to may end: PyO3 has to know that it may end now.
    guarded(py, (), || {
        for holder in holders {
            if let Some(instance) = Instance::from(holder.bind(py)) {
                let_go(py, instance);
            }
        }
        Ok(())
    });
}
