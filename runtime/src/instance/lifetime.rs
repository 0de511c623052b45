//! From a proxy's memory to its end.
//!
//! Proxies of C++ classes come from a list of blocks that earlier ones left, and
//! hold no reference to their classes, which are immortal. The garbage collector
//! hears of them only when they get a dict: until then they refer to no Python
//! object. Objects of Python subclasses are made and freed as CPython does it.

use std::cell::UnsafeCell;
use std::ffi::{c_int, c_void};
use std::ptr;

use pyo3::ffi;
use pyo3::prelude::*;

use super::layout::{EXACT, INITIALISED, Instance, OWNED, TRACKED, forget};
use super::{attributes, identity, ownership, slots};
use crate::registry::Class;
use crate::state;

unsafe extern "C" {
    fn _PyObject_GC_New(class: *mut ffi::PyTypeObject) -> *mut ffi::PyObject;
    #[cfg(py_sys_config = "Py_REF_DEBUG")]
    fn _Py_NewReference(object: *mut ffi::PyObject);
}

/// How many blocks wait for reuse: what a loop over some thousand objects
/// alternates between, and 256 KiB at most.
const KEPT: usize = 4096;

/// Blocks that were proxies, linked through their address fields.
struct Blocks {
    first: *mut Instance,
    count: usize,
}

struct Guarded(UnsafeCell<Blocks>);

// SAFETY: only `take` and `give` reach it. Their callers hold the GIL, and
// neither runs Python code.
unsafe impl Sync for Guarded {}

static BLOCKS: Guarded = Guarded(UnsafeCell::new(Blocks { first: ptr::null_mut(), count: 0 }));

/// A block for a proxy of a C++ class, with a header and nothing else; null with
/// an error set where memory is short.
#[inline(always)]
unsafe fn take(class: *mut ffi::PyTypeObject) -> *mut ffi::PyObject {
    // SAFETY: the callers hold the GIL. A block was a proxy without references,
    // of the size that all proxies have, known to nobody but this list.
    unsafe {
        let blocks = &mut *BLOCKS.0.get();
        let block = blocks.first;
        if block.is_null() {
            return make(class);
        }
        blocks.first = (*block).address().cast();
        blocks.count -= 1;
        let object: *mut ffi::PyObject = block.cast();
        (*object).ob_type = class;
        revive(object);
        object
    }
}

/// Gives a block its one reference.
///
/// # Safety
///
/// `object` must have none.
#[inline(always)]
unsafe fn revive(object: *mut ffi::PyObject) {
    // SAFETY: the caller's promise.
    unsafe {
        #[cfg(py_sys_config = "Py_REF_DEBUG")]
        _Py_NewReference(object);
        #[cfg(all(not(py_sys_config = "Py_REF_DEBUG"), Py_3_12))]
        {
            (*object).ob_refcnt.ob_refcnt = 1;
        }
        #[cfg(all(not(py_sys_config = "Py_REF_DEBUG"), not(Py_3_12)))]
        {
            (*object).ob_refcnt = 1;
        }
    }
}

#[cold]
#[inline(never)]
unsafe fn make(class: *mut ffi::PyTypeObject) -> *mut ffi::PyObject {
    // SAFETY: the class is a type with the collector's header and without items.
    // CPython counts the new object's reference to it, which proxies do not
    // have; the class has others.
    unsafe {
        let object = _PyObject_GC_New(class);
        if !object.is_null() {
            ffi::Py_DECREF(class.cast());
        }
        object
    }
}

/// Keeps the block of a proxy that is no more, or frees it.
///
/// # Safety
///
/// The proxy has the flag `EXACT`, no references, and is not tracked.
#[inline(always)]
unsafe fn give(instance: *mut Instance) {
    // SAFETY: the caller's promise, with the GIL.
    unsafe {
        let blocks = &mut *BLOCKS.0.get();
        if blocks.count >= KEPT {
            return ffi::PyObject_GC_Del(instance.cast());
        }
        (*instance).link(blocks.first);
        blocks.first = instance;
        blocks.count += 1;
    }
}

/// A proxy of a C++ class (not of a Python subclass) for an object that has none
/// yet, entered in the identity table; a new reference, or null with an error set.
///
/// # Safety
///
/// The interpreter must be attached. `python` is the sealed Python class of
/// `class`; `address` is not null and points to an object of `class`, which lives
/// as long as C++ says, and which Python may delete where `owned`.
#[inline(always)]
pub unsafe fn fresh(
    class: &'static Class,
    python: *mut ffi::PyTypeObject,
    address: *mut c_void,
    owned: bool,
) -> *mut ffi::PyObject {
    // SAFETY: the caller's promise; a block has the layout of proxies.
    unsafe {
        let object = take(python);
        if object.is_null() {
            return object;
        }
        let instance = &*object.cast::<Instance>();
        instance.begin(EXACT | INITIALISED | if owned { OWNED } else { 0 }, attributes::no_dict());
        instance.set_address(address);
        identity::insert(address, class, object);
        object
    }
}

/// `tp_alloc` of C++ classes: a proxy without an object.
pub(super) unsafe extern "C" fn allocate_exact(
    class: *mut ffi::PyTypeObject,
    _items: ffi::Py_ssize_t,
) -> *mut ffi::PyObject {
    // SAFETY: slots are called with the interpreter attached, on the class whose slot it is.
    unsafe {
        let object = take(class);
        if !object.is_null() {
            (*object.cast::<Instance>()).begin(EXACT, attributes::no_dict());
        }
        object
    }
}

/// Makes an uninitialised proxy of a Python class.
///
/// # Safety
///
/// `class` must be a live subtype of the base type.
pub(super) unsafe fn allocate(py: Python<'_>, class: *mut ffi::PyTypeObject) -> PyResult<Bound<'_, PyAny>> {
    // SAFETY: `PyType_GenericAlloc` zeroes and tracks; `allocate_exact` does
    // neither, and says so by `EXACT`.
    unsafe {
        let allocate = (*class).tp_alloc.unwrap_or(ffi::PyType_GenericAlloc);
        let made = Bound::from_owned_ptr_or_err(py, allocate(class, 0))?;
        let instance = &*made.as_ptr().cast::<Instance>();
        if !instance.has(EXACT) {
            instance.begin(TRACKED, attributes::no_dict());
        }
        Ok(made)
    }
}

/// `tp_dealloc` of the base type and of C++ classes, which those of Python
/// subclasses end with.
/// A proxy without an object, for a constructor to fill.
///
/// # Safety
///
/// `class` must be a live class of proxies.
pub unsafe fn uninitialised(py: Python<'_>, class: *mut ffi::PyTypeObject) -> PyResult<Bound<'_, PyAny>> {
    // SAFETY: the caller's promise.
    unsafe { allocate(py, class) }
}

pub(super) unsafe extern "C" fn dealloc(object: *mut ffi::PyObject) {
    // SAFETY: CPython passes a proxy whose last reference is gone. A proxy that
    // was never tracked and has no dict, weak references or finaliser is known to
    // nobody but the identity table, which it leaves before C++ code runs. Its
    // class is sealed, and so has slots and a C++ class.
    unsafe {
        let instance = &*object.cast::<Instance>();
        let class = ffi::Py_TYPE(object);
        let plain = instance.flags() & (EXACT | TRACKED) == EXACT
            && instance.weakrefs.get().is_null()
            && (*class).tp_finalize.is_none();
        let Some(cpp) = slots::class_slots(class).class.get().filter(|_| plain) else {
            return dealloc_slowly(object);
        };
        let address = instance.address();
        if !address.is_null() {
            identity::remove(address, cpp, object);
            if instance.owned()
                && let Some(destroy) = cpp.destroy_stub()
            {
                destroy(address);
                if state::pending() {
                    ownership::report(Python::assume_attached());
                }
            }
        }
        give(object.cast());
    }
}

#[cold]
#[inline(never)]
unsafe fn dealloc_slowly(object: *mut ffi::PyObject) {
    // SAFETY: `dealloc`'s promise. The finaliser may bring the object back to
    // life, and runs before anything is taken from it (a Python subclass's has
    // run already). Nobody finds the proxy once it has left the identity table,
    // so weak references' callbacks and the destructor cannot revive it.
    unsafe {
        let py = Python::assume_attached();
        let instance = &*object.cast::<Instance>();
        let class = ffi::Py_TYPE(object);
        let exact = instance.has(EXACT);
        if exact && (*class).tp_finalize.is_some() && ffi::PyObject_CallFinalizerFromDealloc(object) < 0 {
            return;
        }
        if instance.has(TRACKED) {
            ffi::PyObject_GC_UnTrack(object.cast());
        }
        forget(instance);
        if !instance.weakrefs.get().is_null() {
            ffi::PyObject_ClearWeakRefs(object);
        }
        ownership::finish(py, instance);
        if let Some(dict) = attributes::take_dict(instance) {
            ffi::Py_DECREF(dict);
        }
        if !exact {
            // The class is a heap type, to which each object has a reference.
            let free = (*class).tp_free.unwrap_or(ffi::PyObject_GC_Del);
            free(object.cast());
            ffi::Py_DECREF(class.cast());
        } else if ffi::PyObject_GC_IsFinalized(object) != 0 {
            // The mark stays with the block: the next proxy would not be finalised.
            ffi::PyObject_GC_Del(object.cast());
        } else {
            give(object.cast());
        }
    }
}

pub(super) unsafe extern "C" fn traverse(
    object: *mut ffi::PyObject,
    visit: ffi::visitproc,
    argument: *mut c_void,
) -> c_int {
    // SAFETY: called by the collector on a live proxy.
    unsafe {
        let instance = &*object.cast::<Instance>();
        if let Some(dict) = attributes::own_dict(instance) {
            let stop = visit(dict, argument);
            if stop != 0 {
                return stop;
            }
        }
        if instance.has(EXACT) {
            return 0;
        }
        // `subtype_traverse` leaves the type of Python's own subclasses to the
        // base where that is a heap type.
        visit(ffi::Py_TYPE(object).cast(), argument)
    }
}

pub(super) unsafe extern "C" fn clear(object: *mut ffi::PyObject) -> c_int {
    // SAFETY: called by the collector on a live proxy; the slot's reference is
    // released after the slot has forgotten it.
    unsafe {
        if let Some(dict) = attributes::take_dict(&*object.cast::<Instance>()) {
            ffi::Py_DECREF(dict);
        }
    }
    0
}
