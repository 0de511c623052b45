//! How much of the thread's C stack is left.
//!
//! CPython counts its own recursion, but not what C++ and the calls into it use
//! of the stack: whoever raises Python's limit would get a crash instead of a
//! RecursionError.
//!
//! May not know: Python.

use std::cell::Cell;

/// What a call must leave for whatever C++ does, and for raising the error.
const RESERVE: usize = 256 * 1024;

thread_local! {
    /// Below this address a thread has too little stack left; 0 where that is not known yet.
    static LIMIT: Cell<usize> = const { Cell::new(0) };
}

/// Whether there is too little stack left for another call.
#[inline]
pub(super) fn is_exhausted() -> bool {
    let here = 0u8;
    let address = std::hint::black_box(&raw const here) as usize;
    LIMIT.with(|limit| {
        if limit.get() == 0 {
            limit.set(lowest().map_or(1, |lowest| lowest + RESERVE));
        }
        address < limit.get()
    })
}

/// The lowest address of the calling thread's stack.
fn lowest() -> Option<usize> {
    // SAFETY: the attributes are initialised by `pthread_getattr_np` before they
    // are read, and destroyed once.
    unsafe {
        let mut attributes: libc::pthread_attr_t = std::mem::zeroed();
        if libc::pthread_getattr_np(libc::pthread_self(), &raw mut attributes) != 0 {
            return None;
        }
        let (mut address, mut size) = (std::ptr::null_mut(), 0);
        let found = libc::pthread_attr_getstack(&raw const attributes, &raw mut address, &raw mut size) == 0;
        libc::pthread_attr_destroy(&raw mut attributes);
        found.then_some(address as usize)
    }
}

#[cfg(test)]
mod tests {
    fn descend(depth: u32) -> u32 {
        let frame = std::hint::black_box([0u8; 4096]);
        if super::is_exhausted() || depth == 100_000 {
            depth
        } else {
            descend(depth + 1).max(u32::from(frame[0]))
        }
    }

    #[test]
    fn the_end_is_seen_before_it_comes() {
        let thread = std::thread::Builder::new().stack_size(4 << 20);
        let depth = thread.spawn(|| descend(0)).unwrap().join().unwrap();
        assert!((100..1_000).contains(&depth), "{depth} frames of 4 KiB in 4 MiB");
    }
}
