//! The handler of the signals: sends a thread to its guard, or asks whoever handled the signal before.
//!
//! Everything here runs, or may run, in a signal handler: nothing allocates, nothing locks.
//!
//! May not know: Python, calls.

use std::ffi::{c_int, c_void};
use std::io;
use std::ptr;
use std::sync::atomic::{AtomicPtr, Ordering};

use libc::{sigaction, siginfo_t, ucontext_t};

use super::guard::{self, resume};

/// What ends a process where C++ went wrong, and who handled it before.
static SIGNALS: [(c_int, AtomicPtr<sigaction>); 4] = [
    (libc::SIGSEGV, AtomicPtr::new(ptr::null_mut())),
    (libc::SIGBUS, AtomicPtr::new(ptr::null_mut())),
    (libc::SIGILL, AtomicPtr::new(ptr::null_mut())),
    (libc::SIGABRT, AtomicPtr::new(ptr::null_mut())),
];

/// Installs the handler for signals that have another one.
pub(super) fn install() -> io::Result<()> {
    let own = handle as *const () as usize;
    for (number, before) in &SIGNALS {
        // SAFETY: zeroed masks and flags are valid; the handler has the signature that SA_SIGINFO asks for, and the
        // record of the earlier one is leaked, because a handler may be reading it.
        unsafe {
            let mut found: sigaction = std::mem::zeroed();
            if sigaction(*number, ptr::null(), &raw mut found) != 0 {
                return Err(io::Error::last_os_error());
            }
            if found.sa_sigaction == own {
                continue;
            }
            before.store(Box::into_raw(Box::new(found)), Ordering::Release);
            let mut new: sigaction = std::mem::zeroed();
            new.sa_sigaction = own;
            new.sa_flags = libc::SA_SIGINFO | libc::SA_ONSTACK;
            libc::sigemptyset(&raw mut new.sa_mask);
            if sigaction(*number, &raw const new, ptr::null_mut()) != 0 {
                return Err(io::Error::last_os_error());
            }
        }
    }
    Ok(())
}

/// The handler.
unsafe extern "C" fn handle(number: c_int, info: *mut siginfo_t, context: *mut c_void) {
    // SAFETY: the kernel passes records of its own, which it reads again when the handler returns.
    unsafe {
        match guard::current() {
            Some(guard) if !is_from_outside(info) => {
                let guard = guard.as_ptr();
                let registers = &mut (*context.cast::<ucontext_t>()).uc_mcontext.gregs;
                for (register, value) in [
                    (libc::REG_RSP, (*guard).rsp),
                    (libc::REG_RBX, (*guard).rbx),
                    (libc::REG_RBP, (*guard).rbp),
                    (libc::REG_R12, (*guard).r12),
                    (libc::REG_R13, (*guard).r13),
                    (libc::REG_R14, (*guard).r14),
                    (libc::REG_R15, (*guard).r15),
                    (libc::REG_RAX, number as u64),
                    (libc::REG_RDX, guard as u64),
                    (libc::REG_RIP, resume as *const () as u64),
                ] {
                    registers[register as usize] = value.cast_signed();
                }
                // The guard holds once: `resume` is nothing that could be guarded.
                (*guard).rsp = 0;
            }
            _ => pass_on(number, info, context),
        }
    }
}

/// Whether another process has sent the signal: it has nothing to do with what C++ does just now.
unsafe fn is_from_outside(info: *const siginfo_t) -> bool {
    // SAFETY: the kernel's record; signals that were sent tell by whom.
    unsafe { (*info).si_code <= 0 && (*info).si_pid() != libc::getpid() }
}

/// Leaves the signal to whoever handled it before.
unsafe fn pass_on(number: c_int, info: *mut siginfo_t, context: *mut c_void) {
    let before = SIGNALS.iter().find(|(each, _)| *each == number);
    // SAFETY: what was installed before, called as its flags say; records stay.
    unsafe {
        let before = before.and_then(|(_, before)| before.load(Ordering::Acquire).as_ref());
        let (handler, flags) =
            before.map_or((libc::SIG_DFL, 0), |before| (before.sa_sigaction, before.sa_flags));
        if handler == libc::SIG_DFL || handler == libc::SIG_IGN {
            // The instruction that went wrong does so again, and what was sent is sent again, now for good.
            libc::signal(number, libc::SIG_DFL);
            if (*info).si_code <= 0 {
                libc::raise(number);
            }
        } else if flags & libc::SA_SIGINFO != 0 {
            let handler: unsafe extern "C" fn(c_int, *mut siginfo_t, *mut c_void) =
                std::mem::transmute(handler);
            handler(number, info, context);
        } else {
            let handler: unsafe extern "C" fn(c_int) = std::mem::transmute(handler);
            handler(number);
        }
    }
}
