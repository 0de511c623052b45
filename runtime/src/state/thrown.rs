//! The C++ exception that a stub has caught and that nobody has looked at yet.

use std::arch::asm;
use std::borrow::Cow;
use std::cell::RefCell;
use std::ffi::{CStr, c_void};
use std::sync::atomic::{AtomicUsize, Ordering};

use cppbind_abi::handshake::{ABI_MAJOR, ABI_MINOR};
use cppbind_abi::link::{RuntimeLink, Thrown};

/// What every dictionary is given when it is loaded.
pub static LINK: RuntimeLink = RuntimeLink {
    abi_major: ABI_MAJOR,
    abi_minor: ABI_MINOR,
    size: size_of::<RuntimeLink>() as u32,
    thrown: keep as *const c_void,
};

/// Exceptions pending in any thread, C++'s and those of callbacks: zero is what nearly every call sees.
static PENDING: AtomicUsize = AtomicUsize::new(0);

thread_local! {
    static THROWN: RefCell<Option<OwnedThrown>> = const { RefCell::new(None) };
    /// What compiled code has looked at and carries on to whoever called it.
    static HELD: RefCell<Option<OwnedThrown>> = const { RefCell::new(None) };
}

/// Whether some thread has a pending exception; [`take_thrown`] tells whether it is this one, and C++'s.
///
/// Every call ends with this. The compiler loads an atomic before it compares; the
/// machine can do both at once.
#[inline(always)]
pub fn pending() -> bool {
    // SAFETY: an aligned read of a live word, which is atomic on this machine.
    unsafe {
        asm!(
            "cmp qword ptr [rip + {pending}], 0",
            "jne {some}",
            pending = sym PENDING,
            some = label { return true },
            options(readonly, nostack),
        );
    }
    false
}

/// Counts an exception that C++ did not throw, until [`uncount_pending`].
pub fn count_pending() {
    PENDING.fetch_add(1, Ordering::Relaxed);
}

/// Undoes one [`count_pending`].
pub fn uncount_pending() {
    PENDING.fetch_sub(1, Ordering::Relaxed);
}

/// The calling thread's pending exception.
pub fn take_thrown() -> Option<OwnedThrown> {
    let thrown = THROWN.with(|slot| slot.borrow_mut().take());
    if thrown.is_some() {
        PENDING.fetch_sub(1, Ordering::Relaxed);
    }
    thrown
}

/// Where [`pending`] looks, for machine code that does the same: zero says that no thread has an exception.
pub fn pending_address() -> *const c_void {
    PENDING.as_ptr().cast()
}

/// Sets the calling thread's pending exception aside, in the place of one that was there; false where there is none. It
/// is pending no more: compiled code that has seen it raises an error of its own, on the way of which there may be
/// further calls, and which may never arrive in Python.
pub fn hold_thrown() -> bool {
    let Some(thrown) = take_thrown() else { return false };
    let earlier = HELD.with(|slot| slot.borrow_mut().replace(thrown));
    // Its destructor is C++ code that may come back to this function.
    drop(earlier);
    true
}

/// The exception that the calling thread has set aside.
pub fn take_held() -> Option<OwnedThrown> {
    HELD.with(|slot| slot.borrow_mut().take())
}

/// A caught C++ exception; the C++ object lives as long as this does.
#[derive(Debug)]
pub struct OwnedThrown(Thrown);

impl OwnedThrown {
    /// The record, for its addresses.
    pub fn record(&self) -> &Thrown {
        &self.0
    }

    /// What `what()` said, where the object is a `std::exception`.
    pub fn what(&self) -> Option<Cow<'_, str>> {
        // SAFETY: a stub stores null or a NUL-terminated string that lives as
        // long as the exception does.
        (!self.0.what.is_null()).then(|| unsafe { CStr::from_ptr(self.0.what) }.to_string_lossy())
    }
}

impl Drop for OwnedThrown {
    fn drop(&mut self) {
        if self.0.release.is_null() {
            return;
        }
        // SAFETY: the ABI says that `release` is `void (void* exception)`; it is
        // called once, by the only owner.
        unsafe {
            let release: unsafe extern "C" fn(*mut c_void) = std::mem::transmute(self.0.release);
            release(self.0.exception);
        }
    }
}

/// `RuntimeLink::thrown`: called by a stub in its catch clause.
extern "C" fn keep(thrown: *const Thrown) {
    // SAFETY: the stub passes its own record, and hands over `exception`.
    let thrown = OwnedThrown(unsafe { *thrown });
    let earlier = THROWN.with(|slot| slot.borrow_mut().replace(thrown));
    if earlier.is_none() {
        PENDING.fetch_add(1, Ordering::Relaxed);
    }
    // An earlier one that nobody took is dropped here, outside the borrow: its
    // destructor is C++ code that may come back to this function.
    drop(earlier);
}

#[cfg(test)]
mod tests {
    use super::*;

    static RELEASED: AtomicUsize = AtomicUsize::new(0);

    extern "C" fn release(_exception: *mut c_void) {
        RELEASED.fetch_add(1, Ordering::Relaxed);
    }

    #[test]
    fn what_is_set_aside_is_pending_no_more() {
        assert!(!hold_thrown());
        let thrown = Thrown {
            type_info: std::ptr::null(),
            object: std::ptr::null_mut(),
            what: c"aside".as_ptr(),
            exception: std::ptr::null_mut(),
            release: std::ptr::null(),
            rethrow: std::ptr::null(),
        };
        keep(&thrown);
        assert!(hold_thrown());
        assert!(take_thrown().is_none());
        assert_eq!(take_held().unwrap().what().as_deref(), Some("aside"));
        assert!(take_held().is_none());
    }

    #[test]
    fn the_latest_exception_is_kept_and_each_is_released_once() {
        let thrown = |what: &'static CStr| Thrown {
            type_info: std::ptr::null(),
            object: std::ptr::null_mut(),
            what: what.as_ptr(),
            exception: std::ptr::null_mut(),
            release: release as *const c_void,
            rethrow: std::ptr::null(),
        };
        assert!(take_thrown().is_none());
        keep(&thrown(c"first"));
        keep(&thrown(c"second"));
        assert!(pending());
        assert_eq!(RELEASED.load(Ordering::Relaxed), 1);
        assert_eq!(take_thrown().unwrap().what().as_deref(), Some("second"));
        assert_eq!(RELEASED.load(Ordering::Relaxed), 2);
        assert!(take_thrown().is_none());
    }
}
