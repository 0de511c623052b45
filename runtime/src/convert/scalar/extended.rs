//! The x87 extended format, which Rust has no type for.

use std::ffi::c_void;

/// # Safety
///
/// `address` points at a readable `long double`.
pub(super) unsafe fn read(address: *const c_void) -> f64 {
    let mut value = 0.0f64;
    // SAFETY: the caller's promise; both instructions balance the x87 stack.
    unsafe {
        std::arch::asm!(
            "fld tbyte ptr [{address}]", "fstp qword ptr [{value}]",
            address = in(reg) address, value = in(reg) &raw mut value,
            out("st(0)") _, out("st(1)") _, out("st(2)") _, out("st(3)") _,
            out("st(4)") _, out("st(5)") _, out("st(6)") _, out("st(7)") _,
            options(nostack)
        );
    }
    value
}

/// # Safety
///
/// `address` points at a writable `long double`.
pub(super) unsafe fn write(address: *mut c_void, value: f64) {
    // SAFETY: the caller's promise; both instructions balance the x87 stack.
    unsafe {
        std::arch::asm!(
            "fld qword ptr [{value}]", "fstp tbyte ptr [{address}]",
            address = in(reg) address, value = in(reg) &raw const value,
            out("st(0)") _, out("st(1)") _, out("st(2)") _, out("st(3)") _,
            out("st(4)") _, out("st(5)") _, out("st(6)") _, out("st(7)") _,
            options(nostack)
        );
    }
}
