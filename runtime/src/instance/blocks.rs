//! Memory of proxies of C++ classes, which is used again: two lists of blocks
//! that earlier ones left, with and without room for an object behind the proxy.
//!
//! Blocks are what CPython allocates for the collector's objects, so any of them
//! can be given back. Such proxies hold no reference to their classes.
//!
//! What waits is a proxy but for its class and its one reference: the dict slot
//! and the weak references are as in a new one, and in a roomy block so are flags
//! and address. So nobody writes what was there already when the last proxy died.

use std::cell::UnsafeCell;
use std::ffi::c_int;
use std::ptr;
use std::sync::atomic::{AtomicPtr, Ordering};

use pyo3::ffi;
use pyo3::prelude::*;

use super::layout::Instance;
use super::{attributes, inline};
use crate::registry::Class;

unsafe extern "C" {
    fn _PyObject_GC_New(class: *mut ffi::PyTypeObject) -> *mut ffi::PyObject;
    fn _PyObject_GC_NewVar(class: *mut ffi::PyTypeObject, items: ffi::Py_ssize_t) -> *mut ffi::PyObject;
    #[cfg(py_sys_config = "Py_REF_DEBUG")]
    fn _Py_NewReference(object: *mut ffi::PyObject);
}

/// How many blocks of a list wait for reuse: what a loop over some thousand
/// objects alternates between, half a megabyte at most.
const KEPT: usize = 4096;

/// The alignment that every block has, and what it is a multiple of.
const UNIT: usize = 16;

const _: () = assert!(size_of::<Instance>().is_multiple_of(UNIT) && Class::INLINE_ALIGNMENT <= UNIT);
const _: () = assert!(Class::INLINE_SIZE.is_multiple_of(UNIT));

/// Blocks that were proxies, linked through their reference counts.
struct Blocks {
    first: *mut Instance,
    /// How many more may wait.
    places: usize,
}

/// A list of blocks of one size.
pub(super) struct List(UnsafeCell<Blocks>);

// SAFETY: only `take` and `give` reach the blocks. Their callers hold the GIL,
// and neither runs Python code while it has the reference.
unsafe impl Sync for List {}

impl List {
    const fn new() -> Self {
        Self(UnsafeCell::new(Blocks { first: ptr::null_mut(), places: KEPT }))
    }
}

/// Blocks of a proxy's size.
pub(super) static PLAIN: List = List::new();

/// Blocks with `Class::INLINE_SIZE` more bytes.
pub(super) static ROOMY: List = List::new();

/// The type whose objects have the size of roomy blocks.
static ROOMY_TYPE: AtomicPtr<ffi::PyTypeObject> = AtomicPtr::new(ptr::null_mut());

/// Makes the type whose objects have the size of roomy blocks.
pub(super) fn initialise(py: Python<'_>) -> PyResult<()> {
    if !ROOMY_TYPE.load(Ordering::Relaxed).is_null() {
        return Ok(());
    }
    let slot = |slot: c_int, function| ffi::PyType_Slot { slot, pfunc: function };
    let mut slots = [
        // Never called: no object keeps this type.
        slot(ffi::Py_tp_traverse, super::lifetime::traverse as *mut std::ffi::c_void),
        slot(0, ptr::null_mut()),
    ];
    let mut spec = ffi::PyType_Spec {
        name: c"cppyy_rs._types.Block".as_ptr(),
        basicsize: size_of::<Instance>() as c_int,
        itemsize: UNIT as c_int,
        flags: (ffi::Py_TPFLAGS_DEFAULT | ffi::Py_TPFLAGS_HAVE_GC) as _,
        slots: slots.as_mut_ptr(),
    };
    // SAFETY: a complete specification. The type is kept for ever.
    let made = unsafe { Bound::from_owned_ptr_or_err(py, ffi::PyType_FromSpec(&raw mut spec))? };
    ROOMY_TYPE.store(made.into_ptr().cast(), Ordering::Relaxed);
    Ok(())
}

/// A plain block for a proxy of a class: flags and address are still to be set;
/// null with an error set where memory is short.
///
/// # Safety
///
/// The interpreter must be attached; `class` is sealed.
#[inline(always)]
pub(super) unsafe fn take_plain(class: *mut ffi::PyTypeObject) -> *mut ffi::PyObject {
    // SAFETY: the caller's promise.
    unsafe { take(&PLAIN, class).unwrap_or_else(|| make_plain(class)) }
}

/// A roomy block for a proxy of a class, which is complete but for the object in
/// its room; null with an error set where memory is short.
///
/// # Safety
///
/// As [`take_plain`].
#[inline(always)]
pub(super) unsafe fn take_roomy(class: *mut ffi::PyTypeObject) -> *mut ffi::PyObject {
    // SAFETY: the caller's promise.
    unsafe { take(&ROOMY, class).unwrap_or_else(|| make_roomy(class)) }
}

/// As [`take_roomy`], where a block waits.
///
/// # Safety
///
/// As [`take_plain`].
#[inline(always)]
pub(super) unsafe fn take_waiting_roomy(class: *mut ffi::PyTypeObject) -> Option<*mut ffi::PyObject> {
    // SAFETY: the caller's promise.
    unsafe { take(&ROOMY, class) }
}

#[inline(always)]
unsafe fn take(list: &List, class: *mut ffi::PyTypeObject) -> Option<*mut ffi::PyObject> {
    // SAFETY: the callers hold the GIL. A block was a proxy without references,
    // of the list's size, known to nobody but the list.
    unsafe {
        let blocks = &mut *list.0.get();
        let block = blocks.first;
        if block.is_null() {
            return None;
        }
        let object: *mut ffi::PyObject = block.cast();
        blocks.first = *link(object);
        blocks.places += 1;
        (*object).ob_type = class;
        revive(object);
        Some(object)
    }
}

/// Where a waiting block names the next one.
#[inline(always)]
unsafe fn link(object: *mut ffi::PyObject) -> *mut *mut Instance {
    const { assert!(size_of::<ffi::Py_ssize_t>() == size_of::<*mut Instance>()) };
    // SAFETY: a place inside the block; since 3.12 the field is a union of that size.
    unsafe { (&raw mut (*object).ob_refcnt).cast() }
}

/// Gives a block its one reference.
#[inline(always)]
unsafe fn revive(object: *mut ffi::PyObject) {
    // SAFETY: the block has no reference, so nobody counts on another number.
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
unsafe extern "C" fn make_plain(class: *mut ffi::PyTypeObject) -> *mut ffi::PyObject {
    // SAFETY: the class is a type with the collector's header and without items.
    // CPython counts the new object's reference to it, which proxies do not
    // have; the class has others.
    unsafe {
        let object = _PyObject_GC_New(class);
        if !object.is_null() {
            ffi::Py_DECREF(class.cast());
            (*object.cast::<Instance>()).begin(0, attributes::no_dict());
        }
        object
    }
}

#[cold]
#[inline(never)]
unsafe extern "C" fn make_roomy(class: *mut ffi::PyTypeObject) -> *mut ffi::PyObject {
    let larger = ROOMY_TYPE.load(Ordering::Relaxed);
    // SAFETY: `initialise` has made the type. What CPython writes behind the
    // header, the number of items, is where the proxy's address will be. The type
    // changes before anybody sees the object; the reference counted is taken back.
    unsafe {
        let object = _PyObject_GC_NewVar(larger, (Class::INLINE_SIZE / UNIT) as ffi::Py_ssize_t);
        if !object.is_null() {
            (*object).ob_type = class;
            ffi::Py_DECREF(larger.cast());
            inline::begin(object.cast());
        }
        object
    }
}

/// Keeps the block of a proxy that is no more, or frees it.
///
/// # Safety
///
/// The interpreter must be attached. The proxy was made from a block of this
/// list's size, has no references, is not tracked, and is what a waiting block is.
#[inline(always)]
pub(super) unsafe fn give(list: &List, instance: *mut Instance) {
    // SAFETY: the caller's promise, with the GIL.
    unsafe {
        let blocks = &mut *list.0.get();
        // Counted down before it is looked at: one instruction for both.
        let (places, full) = blocks.places.overflowing_sub(1);
        blocks.places = places;
        if full {
            blocks.places = 0;
            return ffi::PyObject_GC_Del(instance.cast());
        }
        *link(instance.cast()) = blocks.first;
        blocks.first = instance;
    }
}
