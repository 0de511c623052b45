//! From a proxy's memory to its end.
//!
//! Proxies of C++ classes come from blocks that earlier ones left, and hold no
//! reference to their classes, which are immortal. The garbage collector hears of them only when they get a dict: until then they refer to no Python
//! object. Objects of Python subclasses are made and freed as CPython does it.

use std::ffi::{c_int, c_void};

use pyo3::ffi;
use pyo3::prelude::*;

use super::layout::{EXACT, HELD, INITIALISED, Instance, OWNED, ROOMY, TRACKED, forget};
use super::{attributes, blocks, identity, inline, ownership, slots};
use crate::registry::Class;
use crate::state;

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
        let object = blocks::take_plain(python);
        if object.is_null() {
            return object;
        }
        let flags = EXACT | INITIALISED | if owned { OWNED } else { 0 };
        (*object.cast::<Instance>()).begin_again(flags, address);
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
        let object = blocks::take_plain(class);
        if !object.is_null() {
            (*object.cast::<Instance>()).begin_again(EXACT, std::ptr::null_mut());
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
            instance.begin(TRACKED, attributes::first_dict(py, class));
        }
        Ok(made)
    }
}

/// A proxy without an object, for a constructor to fill.
///
/// # Safety
///
/// `class` must be a live class of proxies.
pub unsafe fn uninitialised(py: Python<'_>, class: *mut ffi::PyTypeObject) -> PyResult<Bound<'_, PyAny>> {
    // SAFETY: the caller's promise.
    unsafe { allocate(py, class) }
}

/// `tp_dealloc` of the base type and of C++ classes, which those of Python
/// subclasses end with.
pub(super) unsafe extern "C" fn dealloc(object: *mut ffi::PyObject) {
    // SAFETY: CPython passes a proxy whose last reference is gone. An untouched
    // one is as it was in its block, and its object is trivially destroyed.
    unsafe {
        let instance = &*object.cast::<Instance>();
        if instance.flags() == inline::UNTOUCHED && is_known_to_nobody(instance) {
            blocks::give(&blocks::ROOMY, object.cast());
        } else {
            dealloc_elsewhere(object);
        }
    }
}

/// Whether no Python object is left that must hear of an untracked proxy's end: it
/// has no dict (CPython itself makes one, untracked, for `object.__setattr__`), no
/// weak references and no finaliser.
#[inline(always)]
unsafe fn is_known_to_nobody(instance: &Instance) -> bool {
    // SAFETY: a proxy at its end still has its class.
    unsafe {
        // Both at once: all bits are equal, and there are none.
        let dict = instance.dict.get() as usize ^ attributes::no_dict() as usize;
        dict | instance.weakrefs.get() as usize == 0
            && (*ffi::Py_TYPE(instance.as_object())).tp_finalize.is_none()
    }
}

/// The end of a proxy whose object lives elsewhere, or whom much has happened to.
#[inline(never)]
unsafe extern "C" fn dealloc_elsewhere(object: *mut ffi::PyObject) {
    // SAFETY: `dealloc`'s promise. A proxy that nobody knows is in the identity
    // table at most, which it leaves before C++ code runs. Its class is sealed, and
    // so has slots and a C++ class.
    unsafe {
        let instance = &*object.cast::<Instance>();
        let class = ffi::Py_TYPE(object);
        if instance.flags() & (EXACT | TRACKED | ROOMY | HELD) != EXACT || !is_known_to_nobody(instance) {
            return dealloc_slowly(object);
        }
        let Some(cpp) = slots::class_slots(class).class.get() else {
            return dealloc_slowly(object);
        };
        let address = instance.place();
        if !address.is_null() {
            identity::remove(address, cpp, object);
            if instance.owned()
                && let Some(destroy) = cpp.destroy_stub()
            {
                destroy(address);
                if state::pending() {
                    report();
                }
            }
        }
        blocks::give(&blocks::PLAIN, object.cast());
    }
}

/// A C function, so that its caller needs no frame to unwind through.
#[cold]
#[inline(never)]
extern "C" fn report() {
    // SAFETY: `dealloc` runs with the interpreter attached.
    ownership::report(unsafe { Python::assume_attached() });
}

#[cold]
#[inline(never)]
unsafe extern "C" fn dealloc_slowly(object: *mut ffi::PyObject) {
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
        } else if instance.has(ROOMY) {
            inline::begin(object.cast());
            blocks::give(&blocks::ROOMY, object.cast());
        } else {
            instance.begin(0, attributes::no_dict());
            blocks::give(&blocks::PLAIN, object.cast());
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
