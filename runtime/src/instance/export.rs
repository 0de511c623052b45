//! Objects whose memory Python's buffers show.
//!
//! While there is such a buffer nothing may delete the object, and an object that might move the memory is
//! *locked*: the word of its proxy that holds the address is null. The short ways of calls and protocols take
//! null for an object that they do not know, and leave it to the general ways, which ask here where it really
//! is and whether what they are about to do is allowed. So nobody pays for a lock who meets none.
//!
//! May not know: buffers, containers.

use std::cell::UnsafeCell;
use std::ffi::c_void;
use std::ptr;

use pyo3::exceptions::PyBufferError;
use pyo3::prelude::*;

use super::layout::{EXPORTED, Instance};
use super::{compare, identity};
use crate::addresses::AddressMap;
use crate::registry::Class;

/// What is known of an object with exports.
struct Export {
    /// Where the object is.
    address: *mut c_void,
    /// How many have not been released.
    count: usize,
    /// What has to stay as it is as long as this one.
    holders: Vec<Py<PyAny>>,
}

/// By the address of the proxy.
struct Guarded(UnsafeCell<Option<AddressMap<Export>>>);

// SAFETY: only `with` reaches the table. Its callers hold the GIL, and what they do there runs no Python code.
unsafe impl Sync for Guarded {}

static EXPORTS: Guarded = Guarded(UnsafeCell::new(None));

/// The table, for a function that neither runs Python code nor asks for it again.
fn with<R>(_py: Python<'_>, work: impl FnOnce(&mut AddressMap<Export>) -> R) -> R {
    // SAFETY: the GIL guards the table, and `work` is one of this module's few lines.
    work(unsafe { (*EXPORTS.0.get()).get_or_insert_default() })
}

/// One export more of an object, which is not null; with `locks` it is locked until the last one is released.
/// Returns whether it is the only one. The caller keeps the proxy alive as long.
pub fn export(py: Python<'_>, instance: &Instance, locks: bool) -> bool {
    // An object in its proxy moves out: its memory stays where it is from now on.
    let address = instance.address();
    let key = ptr::from_ref(instance) as usize;
    let count = with(py, |exports| {
        let export = exports.entry(key).or_insert(Export { address, count: 0, holders: Vec::new() });
        export.count += 1;
        export.count
    });
    instance.set_flag(EXPORTED, true);
    if locks {
        instance.lock();
    }
    count == 1
}

/// Remembers with the exports of an object what [`release`] gives back with the last of them.
pub fn set_holders(instance: &Instance, holders: Vec<Bound<'_, PyAny>>) {
    let Some(py) = holders.first().map(|holder| holder.py()) else { return };
    let holders = holders.into_iter().map(Bound::unbind).collect();
    let key = ptr::from_ref(instance) as usize;
    with(py, |exports| {
        if let Some(export) = exports.get_mut(&key) {
            export.holders = holders;
        }
    });
}

/// One export less; with the last one, what was remembered with them.
pub fn release(py: Python<'_>, instance: &Instance) -> Vec<Py<PyAny>> {
    let key = ptr::from_ref(instance) as usize;
    let ended = with(py, |exports| {
        let export = exports.get_mut(&key)?;
        export.count -= 1;
        if export.count > 0 { None } else { exports.remove(&key) }
    });
    let Some(export) = ended else { return Vec::new() };
    instance.set_flag(EXPORTED, false);
    instance.unlock(export.address);
    export.holders
}

/// Where a locked object is.
#[cold]
#[inline(never)]
pub(super) fn locked_address(instance: &Instance) -> *mut c_void {
    // SAFETY: whoever has a proxy has the interpreter attached.
    let py = unsafe { Python::assume_attached() };
    let key = ptr::from_ref(instance) as usize;
    with(py, |exports| exports.get(&key).map_or(ptr::null_mut(), |export| export.address))
}

/// BufferError for a locked object, which is about to be changed.
pub fn check_unlocked(object: &Bound<'_, PyAny>) -> PyResult<()> {
    match Instance::from(object) {
        Some(instance) if instance.is_locked() => Err(refusal(object)),
        _ => Ok(()),
    }
}

/// As [`check_unlocked`], for the object of a class at an address.
#[expect(
    clippy::not_unsafe_ptr_arg_deref,
    reason = "the identity table compares addresses and never reads there"
)]
pub fn check_unlocked_at(py: Python<'_>, class: &'static Class, address: *mut c_void) -> PyResult<()> {
    // SAFETY: the interpreter is attached, and what the table holds is live.
    let known = unsafe { Bound::from_borrowed_ptr_or_opt(py, identity::find(address, class)) };
    known.map_or(Ok(()), |object| check_unlocked(&object))
}

/// BufferError for an object with exports, which is about to be deleted.
pub(super) fn check_unexported(object: &Bound<'_, PyAny>) -> PyResult<()> {
    match Instance::from(object) {
        Some(instance) if instance.has(EXPORTED) => Err(refusal(object)),
        _ => Ok(()),
    }
}

fn refusal(object: &Bound<'_, PyAny>) -> PyErr {
    PyBufferError::new_err(format!(
        "existing exports of data: this {} object shows its memory to a buffer (an array, a memoryview), and what \
         may move or free it has to wait until the buffer is released",
        compare::class_name(object)
    ))
}
