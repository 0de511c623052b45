//! What an invoker rarely calls on its way, with every register kept that it uses.
//!
//! An invoker holds CPython's arguments in registers until it knows that all of
//! them fit, because it hands them on otherwise, and the stub's result until it
//! knows that no exception is pending. A common call in between would take these
//! registers from it: it would move everything to others that are kept, whose
//! former values it had to save first, in each call of a method and not only where
//! something is unusual.
//!
//! May not know: what is called.

use std::arch::{asm, naked_asm};
use std::ffi::c_void;

use pyo3::ffi;

/// What was found out.
#[repr(C)]
pub(super) struct Found {
    /// The first word of it.
    pub(super) word: usize,
    /// The second one; where there is one word only, not 0 if that was found.
    pub(super) more: usize,
}

impl Found {
    /// Nothing that fits.
    pub(super) const NONE: Self = Self { word: 0, more: 0 };

    /// One word, or nothing.
    #[inline]
    pub(super) fn one(word: Option<usize>) -> Self {
        word.map_or(Self::NONE, |word| Self { word, more: 1 })
    }

    /// The one word.
    #[inline(always)]
    pub(super) fn only(self) -> Option<usize> {
        (self.more != 0).then_some(self.word)
    }
}

/// What is called: a conversion of an object with what the plan says of it, or
/// something else.
pub(super) type Function = unsafe extern "C" fn(object: *mut ffi::PyObject, plan: *const c_void) -> Found;

/// Calls a function.
///
/// # Safety
///
/// As the function.
#[cold]
#[inline(always)]
pub(super) unsafe fn call(function: Function, object: *mut ffi::PyObject, plan: *const c_void) -> Found {
    let (word, more);
    // SAFETY: `keeping` has its convention from here: what goes in and comes out
    // is named, and what it does not keep is. The stack is aligned for calls, as
    // for all assembly that may push.
    unsafe {
        asm!(
            "call {keeping}",
            keeping = sym keeping,
            inlateout("r11") object => word,
            inlateout("r9") plan => more,
            inlateout("r10") function => _,
            lateout("xmm8") _, lateout("xmm9") _, lateout("xmm10") _, lateout("xmm11") _,
            lateout("xmm12") _, lateout("xmm13") _, lateout("xmm14") _, lateout("xmm15") _,
            lateout("k1") _, lateout("k2") _, lateout("k3") _, lateout("k4") _,
            lateout("k5") _, lateout("k6") _, lateout("k7") _,
            lateout("st(0)") _, lateout("st(1)") _, lateout("st(2)") _, lateout("st(3)") _,
            lateout("st(4)") _, lateout("st(5)") _, lateout("st(6)") _, lateout("st(7)") _,
        );
    }
    Found { word, more }
}

/// Calls `r10` with `r11` and `r9`, and brings back what it returns there. Keeps the
/// registers in which arguments and results travel; the convention keeps the rest.
///
/// # Safety
///
/// Only [`call`] may call it. The function does not unwind: it is a C function.
#[unsafe(naked)]
unsafe extern "C" fn keeping() {
    naked_asm!(
        "push rdi",
        "push rsi",
        "push rdx",
        "push rcx",
        "push r8",
        "push rax",
        // The call finds the stack aligned: six words and the return address are eight bytes off.
        "sub rsp, 136",
        "movups [rsp], xmm0",
        "movups [rsp + 16], xmm1",
        "movups [rsp + 32], xmm2",
        "movups [rsp + 48], xmm3",
        "movups [rsp + 64], xmm4",
        "movups [rsp + 80], xmm5",
        "movups [rsp + 96], xmm6",
        "movups [rsp + 112], xmm7",
        "mov rdi, r11",
        "mov rsi, r9",
        "call r10",
        "mov r11, rax",
        "mov r9, rdx",
        "movups xmm0, [rsp]",
        "movups xmm1, [rsp + 16]",
        "movups xmm2, [rsp + 32]",
        "movups xmm3, [rsp + 48]",
        "movups xmm4, [rsp + 64]",
        "movups xmm5, [rsp + 80]",
        "movups xmm6, [rsp + 96]",
        "movups xmm7, [rsp + 112]",
        "add rsp, 136",
        "pop rax",
        "pop r8",
        "pop rcx",
        "pop rdx",
        "pop rsi",
        "pop rdi",
        "ret",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    unsafe extern "C" fn swapped(object: *mut ffi::PyObject, plan: *const c_void) -> Found {
        // SAFETY: every register that the convention lets go is lost.
        unsafe {
            asm!(
                "xorps xmm0, xmm0", "xorps xmm1, xmm1", "xorps xmm7, xmm7",
                "xor edi, edi", "xor esi, esi", "xor ecx, ecx", "xor edx, edx", "xor r8d, r8d",
                out("xmm0") _, out("xmm1") _, out("xmm7") _,
                out("rdi") _, out("rsi") _, out("rcx") _, out("rdx") _, out("r8") _,
            );
        }
        Found { word: plan as usize, more: object as usize }
    }

    #[inline(never)]
    extern "C" fn invoker(a: usize, b: usize, c: usize, d: usize, e: usize, x: f64, y: f64) -> f64 {
        // SAFETY: `swapped` reads nothing.
        let Found { word, more } = unsafe { call(swapped, a as *mut ffi::PyObject, b as *const c_void) };
        assert_eq!((word, more), (b, a));
        (a + 10 * b + 100 * c + 1000 * d + 10_000 * e) as f64 + x / 10.0 + y / 100.0
    }

    #[test]
    fn what_an_invoker_holds_stays_where_it_is() {
        assert_eq!(invoker(1, 2, 3, 4, 5, 6.0, 7.0), 54_321.67);
    }
}
