//! Where a thread goes on after a signal: behind the call that was guarded.
//!
//! The handler must find the guard of its thread without thread-local variables, whose memory may be allocated when
//! they are first used. So each thread that has ever made a guarded call has a slot in a list that only grows; the
//! address of a thread's control block tells whose it is.
//!
//! May not know: Python, which signals there are.

use std::arch::{asm, naked_asm};
use std::ffi::{c_int, c_void};
use std::mem::offset_of;
use std::ptr::{self, NonNull};
use std::sync::atomic::{AtomicBool, AtomicPtr, AtomicUsize, Ordering};

use super::{Signal, stack};
use crate::call::machine::{Frame, Outcome, transfer};

/// What the callee of a call must restore, as it was when the call was made.
#[repr(C)]
pub(super) struct Guard {
    /// Where the return address lies; zero where nothing is guarded.
    pub(super) rsp: u64,
    pub(super) rbx: u64,
    pub(super) rbp: u64,
    pub(super) r12: u64,
    pub(super) r13: u64,
    pub(super) r14: u64,
    pub(super) r15: u64,
    /// Modes of floating-point arithmetic, which `resume` restores itself.
    mxcsr: u32,
    x87: u16,
}

/// A thread and its innermost guard.
struct Slot {
    thread: AtomicUsize,
    guard: AtomicPtr<Guard>,
    next: *mut Slot,
}

static SLOTS: AtomicPtr<Slot> = AtomicPtr::new(ptr::null_mut());

/// Whether any call was ever guarded: callbacks need not look for guards before.
static ARMED: AtomicBool = AtomicBool::new(false);

/// What no other living thread has.
fn this_thread() -> usize {
    let block: usize;
    // SAFETY: the ABI of x86-64 has the address of the thread's control block in its first word, at fs:0.
    unsafe { asm!("mov {}, fs:0", out(reg) block, options(nostack, preserves_flags, readonly)) };
    block
}

/// The slot of this thread, if it has one. A signal handler may call it.
fn find() -> Option<&'static Slot> {
    let thread = this_thread();
    let mut slot = SLOTS.load(Ordering::Acquire);
    // SAFETY: slots are leaked when they are made, and their links never change.
    while let Some(each) = unsafe { slot.as_ref() } {
        if each.thread.load(Ordering::Relaxed) == thread {
            return Some(each);
        }
        slot = each.next;
    }
    None
}

/// The slot of this thread. That of a thread which has ended serves the next one with the same control block, so
/// that there are no more slots than threads were alive at a time.
fn own() -> &'static Slot {
    if let Some(slot) = find() {
        return slot;
    }
    let made = Box::leak(Box::new(Slot {
        thread: AtomicUsize::new(this_thread()),
        guard: AtomicPtr::new(ptr::null_mut()),
        next: SLOTS.load(Ordering::Acquire),
    }));
    while let Err(other) = SLOTS.compare_exchange(made.next, made, Ordering::AcqRel, Ordering::Acquire) {
        made.next = other;
    }
    made
}

/// The guard of this thread. A signal handler may call it.
pub(super) fn current() -> Option<NonNull<Guard>> {
    let guard = NonNull::new(find()?.guard.load(Ordering::Relaxed))?;
    // SAFETY: a guard is taken out of its slot before it goes.
    unsafe { (guard.as_ref().rsp != 0).then_some(guard) }
}

/// Calls `function` as [`Frame::call`] does; an error where a signal has ended the call.
///
/// # Safety
///
/// As [`Frame::call`]. After an error, whatever the function was given or has touched may be half done.
pub(in crate::call) unsafe fn call(frame: &Frame, function: NonNull<c_void>) -> Result<Outcome, Signal> {
    stack::provide();
    ARMED.store(true, Ordering::Relaxed);
    let slot = own();
    // SAFETY: a guard is integers.
    let mut guard: Guard = unsafe { std::mem::zeroed() };
    let mut outcome = Outcome::default();
    let outer = slot.guard.swap(&raw mut guard, Ordering::Relaxed);
    let (general, vector, stack, count) = frame.places();
    // SAFETY: the caller's promise; the frame's own places. There is one return from this call, with the registers that
    // a callee restores as they were, whether the function has returned or not: to Rust it is any foreign function.
    let signal = unsafe {
        guarded(function.as_ptr(), general, vector, stack, count, &raw mut outcome, &raw mut guard)
    };
    slot.guard.store(outer, Ordering::Relaxed);
    if signal == 0 { Ok(outcome) } else { Err(Signal(signal)) }
}

/// Keeps signals from going back behind frames of Rust and Python, which C++ has called.
#[must_use]
pub(crate) struct Barrier(Option<(&'static Slot, *mut Guard)>);

impl Barrier {
    /// Whether any thread has ever had a guard.
    #[inline(always)]
    pub(crate) fn is_needed() -> bool {
        ARMED.load(Ordering::Relaxed)
    }

    /// Until it is dropped, there is no guard in this thread.
    #[inline(always)]
    pub(crate) fn raise() -> Self {
        if Self::is_needed() { Self::take() } else { Self(None) }
    }

    #[cold]
    fn take() -> Self {
        Self(find().map(|slot| (slot, slot.guard.swap(ptr::null_mut(), Ordering::Relaxed))))
    }
}

impl Drop for Barrier {
    #[inline(always)]
    fn drop(&mut self) {
        if let Some((slot, guard)) = self.0 {
            slot.guard.store(guard, Ordering::Relaxed);
        }
    }
}

/// Fills the guard and calls [`transfer`]; zero where that returns, the signal's number where [`resume`] does.
///
/// # Safety
///
/// As [`transfer`]; `guard` is this thread's.
#[unsafe(naked)]
unsafe extern "C" fn guarded(
    function: *const c_void,
    general: *const u64,
    vector: *const u64,
    stack: *const u64,
    count: usize,
    outcome: *mut Outcome,
    guard: *mut Guard,
) -> c_int {
    naked_asm!(
        ".cfi_startproc",
        // The seventh argument lies behind the return address.
        "mov rax, [rsp + 8]",
        "mov [rax + {rbx}], rbx",
        "mov [rax + {rbp}], rbp",
        "mov [rax + {r12}], r12",
        "mov [rax + {r13}], r13",
        "mov [rax + {r14}], r14",
        "mov [rax + {r15}], r15",
        "stmxcsr [rax + {mxcsr}]",
        "fnstcw [rax + {x87}]",
        // From here on it holds.
        "mov [rax + {rsp}], rsp",
        "sub rsp, 8",
        ".cfi_adjust_cfa_offset 8",
        "call {transfer}",
        "add rsp, 8",
        ".cfi_adjust_cfa_offset -8",
        "mov rax, [rsp + 8]",
        "mov qword ptr [rax + {rsp}], 0",
        "xor eax, eax",
        "ret",
        ".cfi_endproc",
        rsp = const offset_of!(Guard, rsp),
        rbx = const offset_of!(Guard, rbx),
        rbp = const offset_of!(Guard, rbp),
        r12 = const offset_of!(Guard, r12),
        r13 = const offset_of!(Guard, r13),
        r14 = const offset_of!(Guard, r14),
        r15 = const offset_of!(Guard, r15),
        mxcsr = const offset_of!(Guard, mxcsr),
        x87 = const offset_of!(Guard, x87),
        transfer = sym transfer,
    )
}

/// Where the handler lets a thread go on: returns from [`guarded`] in its place, with the guard in rdx, the signal's number
/// in rax, and the registers of the guard. The convention wants the x87 stack empty and the direction flag clear.
#[unsafe(naked)]
pub(super) unsafe extern "C" fn resume() {
    naked_asm!(
        "fninit",
        "fldcw [rdx + {x87}]",
        "ldmxcsr [rdx + {mxcsr}]",
        "cld",
        "ret",
        mxcsr = const offset_of!(Guard, mxcsr),
        x87 = const offset_of!(Guard, x87),
    )
}
