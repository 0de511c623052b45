//! How much of the thread's stack is left.
//!
//! The interpreter counts nested calls, not bytes; a recursion through C++ takes
//! more of the stack at each step than the interpreter reckons with.
//!
//! May not know: what is being called.

use std::cell::Cell;
use std::hint::black_box;
use std::ops::Range;

/// What unwinding a Python exception and reporting it may need.
const RESERVE: usize = 512 * 1024;

/// Whether it is time for a RecursionError.
#[inline]
pub(super) fn nearly_exhausted() -> bool {
    let address = here();
    USABLE.with(|usable| address < usable.start)
}

/// Where the stack is, roughly.
#[inline(always)]
fn here() -> usize {
    let here = 0u8;
    black_box(&raw const here) as usize
}

thread_local! {
    static USABLE: Range<usize> = usable();
}

/// The part of some thread's stack that was seen last, for callers who come often: an address in it
/// needs no look at the thread's own variables.
#[derive(Debug)]
pub(crate) struct Seen {
    start: Cell<usize>,
    size: Cell<usize>,
}

impl Seen {
    /// None yet.
    pub(crate) const fn new() -> Self {
        Self { start: Cell::new(0), size: Cell::new(0) }
    }

    /// As [`nearly_exhausted`].
    #[inline(always)]
    pub(crate) fn nearly_exhausted(&self) -> bool {
        here().wrapping_sub(self.start.get()) >= self.size.get() && self.look()
    }

    #[cold]
    fn look(&self) -> bool {
        USABLE.with(|usable| {
            self.start.set(usable.start);
            self.size.set(usable.end.saturating_sub(usable.start));
        });
        nearly_exhausted()
    }
}

/// The addresses of the thread's stack that a call may still use; none where the system does not tell.
fn usable() -> Range<usize> {
    // SAFETY: the attributes are initialised by `pthread_getattr_np`, read only
    // where it succeeded, and destroyed then.
    unsafe {
        let mut attributes: libc::pthread_attr_t = std::mem::zeroed();
        if libc::pthread_getattr_np(libc::pthread_self(), &raw mut attributes) != 0 {
            return 0..0;
        }
        let (mut start, mut size) = (std::ptr::null_mut(), 0);
        let told = libc::pthread_attr_getstack(&raw const attributes, &raw mut start, &raw mut size) == 0;
        libc::pthread_attr_destroy(&raw mut attributes);
        // A thread with a tiny stack keeps half of it.
        if told { start as usize + RESERVE.min(size / 2)..start as usize + size } else { 0..0 }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_deep_recursion_is_seen_before_the_stack_ends() {
        fn recurse(depth: usize) -> usize {
            let room = std::hint::black_box([depth; 512]);
            if super::nearly_exhausted() { room[0] } else { recurse(depth + 1) }
        }
        let small = std::thread::Builder::new().stack_size(4 << 20);
        let depth = small.spawn(|| recurse(0)).unwrap().join().unwrap();
        assert!(depth > 100, "{depth}");
    }
}
