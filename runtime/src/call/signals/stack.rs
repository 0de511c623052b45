//! The stack of the handler: an endless recursion of C++ leaves none of the thread's own.
//!
//! May not know: what the handler does.

use std::ffi::c_void;
use std::ptr;

/// What a handler and the one before it may need, beside what the kernel stores.
const SIZE: usize = 128 * 1024;

/// Memory for handlers of one thread, given back when it ends.
struct Alternate(*mut c_void);

thread_local! {
    static STACK: Option<Alternate> = Alternate::make();
}

/// Sees to it that the thread has a stack for handlers.
pub(super) fn provide() {
    STACK.with(|_| ());
}

impl Alternate {
    /// None where the thread has one already, or where there is no memory: then a handler runs on the thread's own.
    fn make() -> Option<Self> {
        // SAFETY: the kernel fills the record; the memory is the mapping's, and stays until the stack is disabled.
        unsafe {
            let mut known: libc::stack_t = std::mem::zeroed();
            if libc::sigaltstack(ptr::null(), &raw mut known) != 0 || known.ss_flags & libc::SS_DISABLE == 0 {
                return None;
            }
            let kind = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_STACK;
            let access = libc::PROT_READ | libc::PROT_WRITE;
            let memory = libc::mmap(ptr::null_mut(), SIZE, access, kind, -1, 0);
            if memory == libc::MAP_FAILED {
                return None;
            }
            let made = Self(memory);
            let stack = libc::stack_t { ss_sp: memory, ss_flags: 0, ss_size: SIZE };
            (libc::sigaltstack(&raw const stack, ptr::null_mut()) == 0).then_some(made)
        }
    }
}

impl Drop for Alternate {
    fn drop(&mut self) {
        // SAFETY: the mapping is this object's; no handler runs while a thread's variables end, and none finds the
        // stack afterwards, unless somebody has put another one in its place.
        unsafe {
            let mut known: libc::stack_t = std::mem::zeroed();
            if libc::sigaltstack(ptr::null(), &raw mut known) == 0 && known.ss_sp == self.0 {
                let none = libc::stack_t { ss_sp: ptr::null_mut(), ss_flags: libc::SS_DISABLE, ss_size: 0 };
                libc::sigaltstack(&raw const none, ptr::null_mut());
            }
            libc::munmap(self.0, SIZE);
        }
    }
}
