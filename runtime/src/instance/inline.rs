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

/// A proxy, and where behind it the C++ object is to be constructed; a new
/// reference, or null with an error set. Where the construction fails the
/// reference is given up: there is no destructor to run.
///
/// # Safety
///
/// The interpreter must be attached. `python` is the sealed Python class of
/// `class`, which [`Class::lives_inline`]. An object of it is constructed there
/// before Python code sees the proxy.
#[inline(always)]
pub unsafe fn fresh_inline(
    class: &'static Class,
    python: *mut ffi::PyTypeObject,
) -> (*mut ffi::PyObject, *mut c_void) {
    debug_assert!(class.lives_inline());
    // SAFETY: the caller's promise; the block has `Class::INLINE_SIZE` bytes
    // behind the proxy, at an address as aligned as `Class::INLINE_ALIGNMENT`.
    unsafe {
        let object = blocks::take_roomy(python);
        if object.is_null() {
            return (object, ptr::null_mut());
        }
        let instance = object.cast::<Instance>();
        let room: *mut c_void = instance.add(1).cast();
        (*instance).begin(EXACT | INITIALISED | OWNED | INLINE | ROOMY, attributes::no_dict());
        (*instance).set_address(room);
        (object, room)
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
