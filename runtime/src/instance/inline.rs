//! Small results by value, which live behind their proxies.
//!
//! Nobody but the proxy knows where such an object is. The moment its address is
//! asked for (`Instance::address`) it moves to the C++ heap and stays there: what
//! C++ has once been told stays true, and C++ may delete what it is given.

use std::ffi::c_void;
use std::ptr;

use pyo3::ffi;

use super::layout::{EXACT, INITIALISED, INLINE, Instance, OWNED, ROOMY};
use super::{attributes, blocks, identity};
use crate::registry::Class;

/// The flags of a proxy whose object lives behind it and which nobody has asked
/// for anything.
pub(super) const UNTOUCHED: u64 = EXACT | INITIALISED | OWNED | INLINE | ROOMY;

/// Makes a roomy block a proxy of an object in its room.
///
/// # Safety
///
/// The block has the room, and belongs to the caller alone.
#[cold]
pub(super) unsafe fn begin(block: *mut Instance) {
    // SAFETY: the caller's promise.
    unsafe {
        (*block).begin(UNTOUCHED, attributes::no_dict());
        (*block).set_address(block.add(1).cast());
    }
}

/// A proxy, and where behind it the C++ object is to be constructed; a new
/// reference, or null with an error set. Where the construction fails the
/// reference is given up: there is no destructor to run.
///
/// # Safety
///
/// The interpreter must be attached. `python` is the sealed Python class of a
/// class that [`Class::lives_inline`]. An object of it is constructed there
/// before Python code sees the proxy.
#[inline(always)]
pub unsafe fn fresh_inline(python: *mut ffi::PyTypeObject) -> (*mut ffi::PyObject, *mut c_void) {
    // SAFETY: the caller's promise; the block has `Class::INLINE_SIZE` bytes
    // behind the proxy, at an address as aligned as `Class::INLINE_ALIGNMENT`.
    unsafe {
        let object = blocks::take_roomy(python);
        if object.is_null() {
            return (object, ptr::null_mut());
        }
        (object, object.cast::<Instance>().add(1).cast())
    }
}

/// As [`fresh_inline`], where the memory of an earlier proxy waits.
///
/// # Safety
///
/// As [`fresh_inline`].
#[inline(always)]
pub unsafe fn fresh_inline_at_once(
    python: *mut ffi::PyTypeObject,
) -> Option<(*mut ffi::PyObject, *mut c_void)> {
    // SAFETY: the caller's promise.
    unsafe {
        let object = blocks::take_waiting_roomy(python)?;
        Some((object, object.cast::<Instance>().add(1).cast()))
    }
}

/// Moves the object out of its proxy.
#[cold]
#[inline(never)]
pub(super) fn settle(instance: &Instance) {
    let Some(class) = instance.class() else { return };
    let size = class.record.size as usize;
    let Ok(Some(memory)) = class.allocate() else {
        let layout = std::alloc::Layout::from_size_align(size, Class::INLINE_ALIGNMENT);
        std::alloc::handle_alloc_error(layout.unwrap_or(std::alloc::Layout::new::<u64>()))
    };
    // SAFETY: the class is trivially copied, its objects have `size` bytes, and
    // the new memory is for one of them. Whoever has a proxy has the interpreter
    // attached. The old bytes stay as they are until the proxy goes: a C++ call
    // that reads them in another thread at the moment reads what it should.
    unsafe {
        ptr::copy_nonoverlapping(instance.place().cast::<u8>(), memory.as_ptr().cast::<u8>(), size);
        instance.set_address(memory.as_ptr());
        instance.set_flag(INLINE, false);
        identity::insert(memory.as_ptr(), class, instance.as_object());
    }
}
