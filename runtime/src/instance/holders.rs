//! Smart pointers that hold the objects of proxies.
//!
//! Few proxies have one, so it lies in a table beside them: a flag in the proxy says that there is an entry, and sends
//! the proxy's end the slow way. Plain proxies pay nothing.
//!
//! May not know: what kinds of smart pointers there are.

use std::ffi::c_void;
use std::sync::{LazyLock, Mutex, MutexGuard};

use super::layout::{HELD, Instance, forget};
use super::{identity, ownership};
use crate::addresses::AddressMap;
use crate::registry::Class;

/// A smart pointer that holds a proxy's object.
#[derive(Clone, Copy, Debug)]
pub struct Holder {
    /// The smart pointer.
    pub pointer: *mut c_void,
    /// Its class.
    pub class: &'static Class,
    /// What deletes it; `None` where it is C++'s own, and lives elsewhere.
    pub end: Option<unsafe extern "C" fn(*mut c_void)>,
}

// SAFETY: an address that is used with the interpreter attached only.
unsafe impl Send for Holder {}

/// By the addresses of proxies. Never locked while code of C++ or Python runs.
static HOLDERS: LazyLock<Mutex<AddressMap<Holder>>> = LazyLock::new(Mutex::default);

fn holders() -> MutexGuard<'static, AddressMap<Holder>> {
    HOLDERS.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
}

impl Instance {
    fn key(&self) -> usize {
        self.as_object() as usize
    }

    /// The smart pointer that holds the object.
    pub fn holder(&self) -> Option<Holder> {
        if !self.has(HELD) {
            return None;
        }
        holders().get(&self.key()).copied()
    }

    /// Gives the proxy the smart pointer that holds its object from now on; a former one ends.
    ///
    /// # Safety
    ///
    /// `holder.pointer` is a live object of its class, which lives as long as C++ says or, where it has an end, is
    /// for the proxy to end.
    pub unsafe fn set_holder(&self, holder: Holder) {
        self.set_flag(HELD, true);
        let former = holders().insert(self.key(), holder);
        if let Some(former) = former.filter(|former| former.pointer != holder.pointer) {
            former.finish();
        }
    }

    /// Ends the smart pointer, if there is one: with it the object may go.
    pub fn drop_holder(&self) {
        if !self.has(HELD) {
            return;
        }
        self.set_flag(HELD, false);
        let former = holders().remove(&self.key());
        if let Some(former) = former {
            former.finish();
        }
    }

    /// The object is not this proxy's any more: it was given to C++, and nobody knows how long it lives.
    pub fn give_away(&self) {
        if self.is_directed() {
            // The proxy is C++'s as well, and hears of the object's end.
            self.drop_holder();
            return self.set_owned(false);
        }
        let _settled = self.address();
        forget(self);
        self.set_deleted();
        self.drop_holder();
    }

    /// Gives the proxy another object of its class, or none: C++ has assigned to the smart pointer that held the former one.
    ///
    /// # Safety
    ///
    /// `address` is null or a live object of the proxy's class.
    pub unsafe fn reseat(&self, address: *mut c_void) {
        let _settled = self.address();
        forget(self);
        self.retarget(address);
    }
}

impl Holder {
    fn finish(self) {
        let Some(end) = self.end else { return };
        // A proxy of the pointer itself (`__smartptr__()`) must not outlive it.
        // SAFETY: whoever has a proxy has the interpreter attached; what the table holds is live.
        unsafe {
            if let Some(shown) = identity::find(self.pointer, self.class).cast::<Instance>().as_ref() {
                forget(shown);
                shown.set_deleted();
            }
            end(self.pointer);
        }
        ownership::report_pending();
    }
}
