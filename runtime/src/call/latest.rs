//! What came by an address the last time: which class its object was of, by its virtual table, so that the next of the
//! same kind is known by one comparison.
//!
//! May not know: what the address is for.

use std::cell::Cell;
use std::ffi::c_void;
use std::ptr;

use crate::registry::{self, Class};
use crate::state;

/// What is remembered of the last address.
#[derive(Debug)]
pub(super) struct Latest {
    /// The virtual table that was seen last; null at first and for classes without.
    table: Cell<*const c_void>,
    /// The class that it belongs to, and where the whole object begins.
    dynamic: Cell<Option<(&'static Class, isize)>>,
    /// The generation of dictionaries in which that was so.
    generation: Cell<u64>,
}

// SAFETY: read and written by threads that are attached to the interpreter, which are one at a time. It refers to classes
// and tables of loaded dictionaries, which stay.
unsafe impl Send for Latest {}
// SAFETY: as above.
unsafe impl Sync for Latest {}

impl Latest {
    /// Nothing was seen.
    pub(super) const fn new() -> Self {
        Self { table: Cell::new(ptr::null()), dynamic: Cell::new(None), generation: Cell::new(0) }
    }

    pub(super) fn forget(&self) {
        self.table.set(ptr::null());
        self.dynamic.set(None);
        self.generation.set(0);
    }

    /// Whether an object is as the last one was.
    ///
    /// # Safety
    ///
    /// As [`Latest::most_derived`], which has been asked before.
    #[inline(always)]
    pub(super) unsafe fn is_like(&self, address: *mut c_void) -> bool {
        let table = self.table.get();
        // SAFETY: the caller's promise. A table was remembered where the class is polymorphic: its objects begin with the
        // address of their virtual table.
        table.is_null()
            || unsafe { *address.cast::<*const c_void>() } == table
                && self.generation.get() == state::generation()
    }

    /// The dynamic class of an object, and where the whole object is.
    ///
    /// # Safety
    ///
    /// The interpreter is attached; `address` points to a live object of `class`, which is the same at each call.
    #[inline]
    pub(super) unsafe fn most_derived(
        &self,
        class: &'static Class,
        address: *mut c_void,
    ) -> (&'static Class, *mut c_void) {
        // SAFETY: the caller's promise.
        unsafe {
            match self.dynamic.get() {
                Some((class, top)) if self.is_like(address) => (class, address.wrapping_byte_offset(top)),
                _ => self.first(class, address),
            }
        }
    }

    /// # Safety
    ///
    /// As [`Latest::most_derived`].
    #[cold]
    unsafe fn first(&self, class: &'static Class, address: *mut c_void) -> (&'static Class, *mut c_void) {
        // SAFETY: the caller's promise.
        let (derived, whole, table) = unsafe { registry::most_derived_and_table(class, address) };
        self.table.set(table.unwrap_or(ptr::null()));
        let top = (whole as isize).wrapping_sub(address as isize);
        self.dynamic.set(Some((derived, top)));
        self.generation.set(state::generation());
        (derived, whole)
    }
}
