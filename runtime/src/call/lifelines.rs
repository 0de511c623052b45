//! What results keep alive, because they may be a part of it.
//!
//! May not know: how functions are called.

use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

use crate::convert::temporaries::Temporaries;
use crate::instance::{self, Instance};

/// Whether a call has just made the proxy. What had one before was there before a temporary was, so it is no part of it;
/// it would collect them otherwise.
pub(super) fn is_new(proxy: &Bound<'_, PyAny>) -> bool {
    // SAFETY: the reference count of a live object.
    unsafe { ffi::Py_REFCNT(proxy.as_ptr()) == 1 }
}

/// Keeps alive what a result may be a part of: the object that was named, or the
/// receiver, where the address that C++ returned lies inside it.
pub(super) fn keep_alive(
    result: &Bound<'_, PyAny>,
    owner: Option<&Bound<'_, PyAny>>,
    receiver: Option<&Bound<'_, PyAny>>,
    address: Option<usize>,
) -> PyResult<()> {
    if let Some(object) = owner {
        return keep(result, object);
    }
    match (receiver, address) {
        (Some(object), Some(address)) if contains(object, address) => keep(result, object),
        _ => Ok(()),
    }
}

/// Makes an object live as long as a result.
pub(super) fn keep(result: &Bound<'_, PyAny>, object: &Bound<'_, PyAny>) -> PyResult<()> {
    if result.is(object) { Ok(()) } else { instance::set_lifeline(result, object) }
}

/// Whether an address lies inside the object behind a proxy.
pub(super) fn contains(object: &Bound<'_, PyAny>, address: usize) -> bool {
    let Some(instance) = Instance::from(object) else { return false };
    let size = instance.class().map_or(0, |class| class.record.size as usize);
    let start = instance.address() as usize;
    start != 0 && address >= start && address - start < size
}

/// Makes the text that an object may refer to live as long as the object: texts, other such objects, and what was made of
/// them for the call.
pub(super) fn keep_text<'a, 'py: 'a>(
    object: &Bound<'py, PyAny>,
    given: impl Iterator<Item = &'a Bound<'py, PyAny>>,
    temporaries: &mut Temporaries,
) -> PyResult<()> {
    for given in given {
        let is_text = given.is_instance_of::<PyString>() || given.is_instance_of::<PyBytes>();
        if is_text || instance::class_of(given).is_some_and(|class| class.views_text()) {
            keep(object, given)?;
        }
    }
    match temporaries.keeper(object.py())? {
        Some(keeper) => instance::set_lifeline(object, keeper.bind(object.py())),
        None => Ok(()),
    }
}
