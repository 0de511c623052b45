//! How much of the thread's stack is left.
//!
//! The interpreter counts nested calls, not bytes; a recursion through C++ takes
//! more of the stack at each step than the interpreter reckons with.
//!
//! May not know: what is being called.

use std::hint::black_box;

/// What unwinding a Python exception and reporting it may need.
const RESERVE: usize = 512 * 1024;

/// Whether it is time for a RecursionError.
#[inline]
pub(super) fn nearly_exhausted() -> bool {
    thread_local! {
        static LOWEST: usize = lowest_usable();
    }
    let here = 0u8;
    let address = black_box(&raw const here) as usize;
    LOWEST.with(|lowest| address < *lowest)
}

/// The lowest address of the thread's stack that a call may still use; 0 where
/// the system does not tell.
fn lowest_usable() -> usize {
    // SAFETY: the attributes are initialised by `pthread_getattr_np`, read only
    // where it succeeded, and destroyed then.
    unsafe {
        let mut attributes: libc::pthread_attr_t = std::mem::zeroed();
        if libc::pthread_getattr_np(libc::pthread_self(), &raw mut attributes) != 0 {
            return 0;
        }
        let (mut start, mut size) = (std::ptr::null_mut(), 0);
        let told = libc::pthread_attr_getstack(&raw const attributes, &raw mut start, &raw mut size) == 0;
        libc::pthread_attr_destroy(&raw mut attributes);
        // A thread with a tiny stack keeps half of it.
        if told { start as usize + RESERVE.min(size / 2) } else { 0 }
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
