//! The C layout of proxies.
//!
//! There is one layout, because CPython refuses `class D(A, B)` where the bases'
//! layouts differ.

use std::arch::asm;
use std::cell::Cell;
use std::ffi::c_void;
use std::mem::offset_of;
use std::ptr;
use std::sync::atomic::{AtomicBool, Ordering};

use pyo3::ffi;
use pyo3::prelude::*;

use super::{export, half, identity, inline, metaclass};
use crate::registry::Class;

/// A proxy.
#[repr(C)]
pub struct Instance {
    ob_base: ffi::PyObject,
    address: Cell<*mut c_void>,
    flags: Cell<u64>,
    pub(super) dict: Cell<*mut ffi::PyObject>,
    pub(super) weakrefs: Cell<*mut ffi::PyObject>,
}

/// Python deletes the C++ object when the proxy goes.
pub(super) const OWNED: u64 = 1;
/// The C++ object was deleted.
const DELETED: u64 = 1 << 1;
/// There is, or was, an object (or a null pointer): `__init__` was called.
pub(super) const INITIALISED: u64 = 1 << 2;
/// The object may be moved from by the next call.
const RVALUE: u64 = 1 << 3;

/// Whether any object was ever marked to be moved from.
static HAS_RVALUES: AtomicBool = AtomicBool::new(false);

/// Whether any object was ever marked to be moved from: only then do objects of one type differ as arguments.
pub fn has_rvalues() -> bool {
    HAS_RVALUES.load(Ordering::Relaxed)
}
/// The proxy's class is a C++ class, not a Python subclass of one: it holds no
/// reference to its class, and its memory is reused.
pub(super) const EXACT: u64 = 1 << 4;
/// The garbage collector knows the proxy.
pub(super) const TRACKED: u64 = 1 << 5;
/// The block has room for a small C++ object behind the proxy.
pub(super) const ROOMY: u64 = 1 << 6;
/// The C++ object lives there now. It is Python's, nobody knows its address, and
/// the identity table does not either.
pub(super) const INLINE: u64 = 1 << 7;
/// A smart pointer holds the object: see [`super::holders`].
pub(super) const HELD: u64 = 1 << 8;
/// A buffer shows the object's memory: see [`super::export`]. With a null address the object is locked.
pub(super) const EXPORTED: u64 = 1 << 9;
/// Python owned the object, and its owner has said that it does so no more.
const RELEASED: u64 = 1 << 12;
/// C++ finds the overrides of the object's class by its half: see [`super::half`].
pub(super) const DIRECTED: u64 = 1 << 10;
/// C++ owns the object, and with it a reference to the proxy.
pub(super) const KEPT: u64 = 1 << 11;

impl Instance {
    /// The proxy that a Python object is, if it is one.
    #[inline]
    pub fn from<'a>(object: &'a Bound<'_, PyAny>) -> Option<&'a Self> {
        // SAFETY: the object is live as long as the result.
        unsafe { Self::from_raw(object.as_ptr()) }
    }

    /// As [`Instance::from`].
    ///
    /// # Safety
    ///
    /// `object` must be live, as long as the result is used, and the interpreter attached.
    #[inline(always)]
    pub unsafe fn from_raw<'a>(object: *mut ffi::PyObject) -> Option<&'a Self> {
        // SAFETY: the caller's promise. An instance of a class with a C++ class,
        // or of the base type, has this layout.
        unsafe { metaclass::is_proxy(ffi::Py_TYPE(object)).then(|| &*object.cast::<Self>()) }
    }

    /// Its C++ class; `None` for a direct subclass of the base type, which has none.
    #[inline(always)]
    pub fn class(&self) -> Option<&'static Class> {
        // SAFETY: a live object has a live type.
        unsafe { metaclass::class_of_raw(ffi::Py_TYPE(self.as_object())) }
    }

    /// The object's address, which may go anywhere; null for null, deleted and
    /// uninitialised ones. An object in its proxy moves out first.
    #[inline(always)]
    pub fn address(&self) -> *mut c_void {
        if self.has(INLINE) {
            inline::settle(self);
        }
        self.place()
    }

    /// Where the object is at the moment: for looking at it and writing to it on
    /// the spot. Whoever lets the address out asks for [`Instance::address`].
    #[inline(always)]
    pub fn place(&self) -> *mut c_void {
        let place = self.address.get();
        if place.is_null() && self.has(EXPORTED) { export::locked_address(self) } else { place }
    }

    /// Whether the object must not be changed, because it might move the memory that a buffer shows.
    #[inline(always)]
    pub fn is_locked(&self) -> bool {
        self.address.get().is_null() && self.has(EXPORTED)
    }

    /// Hides the address from the short ways.
    pub(super) fn lock(&self) {
        self.address.set(ptr::null_mut());
    }

    /// Gives the address back.
    pub(super) fn unlock(&self, address: *mut c_void) {
        self.address.set(address);
    }

    /// Where the field with that is, as an offset from the proxy.
    pub const PLACE_OFFSET: usize = offset_of!(Instance, address);

    /// Whether the object still lives in its proxy.
    #[inline(always)]
    pub fn is_inline(&self) -> bool {
        self.has(INLINE)
    }

    /// Makes memory that holds nothing yet a proxy without an object.
    #[inline(always)]
    pub(super) fn begin(&self, flags: u64, dict: *mut ffi::PyObject) {
        self.address.set(ptr::null_mut());
        self.flags.set(flags);
        self.dict.set(dict);
        self.weakrefs.set(ptr::null_mut());
    }

    /// Makes a plain block that has waited a proxy of the object at an address.
    #[inline(always)]
    pub(super) fn begin_again(&self, flags: u64, address: *mut c_void) {
        self.address.set(address);
        self.flags.set(flags);
    }

    /// Gives the proxy its object (or a null pointer).
    #[inline(always)]
    pub(super) fn set_address(&self, address: *mut c_void) {
        self.address.set(address);
        self.flags.set(self.flags.get() & !DELETED | INITIALISED);
    }

    /// Stores an address without any change of ownership: `T*&` and `T**`
    /// arguments are filled so.
    #[expect(
        clippy::not_unsafe_ptr_arg_deref,
        reason = "the identity table compares addresses and never reads there"
    )]
    pub fn retarget(&self, address: *mut c_void) {
        self.set_address(address);
        if let Some(class) = self.class()
            && !address.is_null()
        {
            // SAFETY: whoever has a proxy has the interpreter attached. A proxy
            // that the new object has already stays the one to be found.
            unsafe {
                if identity::find(address, class).is_null() {
                    identity::insert(address, class, self.as_object());
                }
            }
        }
    }

    /// Where the address is stored, for `T*&` and `T**` parameters; the call is
    /// followed by [`Instance::retarget`].
    ///
    /// C++ may write there at any time from now on, and a proxy that has another
    /// address than the one it was entered under could not be removed: so it
    /// leaves the identity table. A locked object has none: ask before.
    pub fn address_slot(&self) -> *mut *mut c_void {
        let _settled = self.address();
        forget(self);
        self.address.as_ptr()
    }

    pub(super) fn set_deleted(&self) {
        self.address.set(ptr::null_mut());
        self.flags.set(self.flags.get() & !(OWNED | RVALUE | RELEASED) | DELETED);
    }

    /// Whether the C++ object was deleted.
    pub fn deleted(&self) -> bool {
        self.has(DELETED)
    }

    /// Whether there is, or was, an object or a null pointer.
    pub fn initialised(&self) -> bool {
        self.has(INITIALISED)
    }

    /// Whether Python deletes the object.
    #[inline(always)]
    pub fn owned(&self) -> bool {
        self.has(OWNED)
    }

    /// Says who deletes the object.
    pub fn set_owned(&self, owned: bool) {
        if !owned {
            // What C++ deletes has come from its allocator.
            let _settled = self.address();
        }
        self.set_flag(OWNED, owned);
        if self.has(DIRECTED) {
            half::set_kept(self, !owned);
        }
        self.set_flag(RELEASED, false);
    }

    /// Python deletes the object no more, because its owner says so: somebody else is to have it.
    pub fn release(&self) {
        let owned = self.owned();
        self.set_owned(false);
        self.set_flag(RELEASED, owned);
    }

    /// Takes a released object back, to give it to an owner that C++ can see; whether it was a released one.
    pub fn reclaim(&self) -> bool {
        let released = self.has(RELEASED) && !self.deleted();
        if released {
            self.set_owned(true);
        }
        released
    }

    /// Whether the next call may move from the object; asking ends it.
    pub fn take_rvalue(&self) -> bool {
        let rvalue = self.has(RVALUE);
        self.set_flag(RVALUE, false);
        rvalue
    }

    /// Whether the next call may move from the object.
    pub fn is_rvalue(&self) -> bool {
        self.has(RVALUE)
    }

    /// Lets the next call move from the object. True for the first object of the process: from now on what is remembered of
    /// calls by the types of objects must not hold for lvalues alone.
    #[must_use]
    pub fn set_rvalue(&self) -> bool {
        self.set_flag(RVALUE, true);
        !HAS_RVALUES.swap(true, Ordering::Relaxed)
    }

    #[inline(always)]
    pub(super) fn flags(&self) -> u64 {
        self.flags.get()
    }

    #[inline(always)]
    pub(super) fn has(&self, flag: u64) -> bool {
        self.flags.get() & flag != 0
    }

    pub(super) fn set_flag(&self, flag: u64, on: bool) {
        self.flags.set(if on { self.flags.get() | flag } else { self.flags.get() & !flag });
    }

    #[inline(always)]
    pub(super) fn as_object(&self) -> *mut ffi::PyObject {
        (&raw const self.ob_base).cast_mut()
    }
}

/// Where the object of a proxy is at the moment, as [`Instance::place`]; null for
/// null, deleted and uninitialised ones, and for locked ones.
///
/// # Safety
///
/// `object` must be a live proxy and the interpreter attached.
#[inline(always)]
pub unsafe fn raw_place(object: *mut ffi::PyObject) -> *mut c_void {
    // SAFETY: the caller's promise.
    unsafe { (*object.cast::<Instance>()).address.get() }
}

/// Whether a proxy's [`raw_place`] is null, in one instruction less than it takes
/// the compiler, which would load the address into a register of its own.
///
/// # Safety
///
/// As [`raw_place`].
#[inline(always)]
pub unsafe fn has_no_place(object: *mut ffi::PyObject) -> bool {
    // SAFETY: the caller's promise: an aligned word of a live object.
    unsafe {
        asm!(
            "cmp qword ptr [{object} + {place}], 0",
            "je {none}",
            object = in(reg) object,
            place = const Instance::PLACE_OFFSET,
            none = label { return true },
            options(readonly, nostack),
        );
    }
    false
}

/// Removes a proxy from the identity table.
pub(super) fn forget(instance: &Instance) {
    if let Some(class) = instance.class()
        && !instance.place().is_null()
    {
        // SAFETY: whoever has a proxy has the interpreter attached.
        unsafe { identity::remove(instance.place(), class, instance.as_object()) };
    }
}
