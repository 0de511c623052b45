//! The machine code of entries.
//!
//! Two kinds of pages, with the same code but for the distance to the data: a
//! page that is only ever mapped again elsewhere, whose data lie one page behind
//! it, and the library's own pool, whose data are the library's.
//!
//! May not know: where further pages come from.

use std::arch::global_asm;
use std::cell::Cell;
use std::ffi::c_void;

/// Bytes of one entry.
pub(super) const ENTRY_SIZE: usize = 16;
/// Bytes of a page of code, and of the page of slots behind it.
pub(super) const PAGE_SIZE: usize = 4096;
/// Entries of a page.
pub(super) const PER_PAGE: usize = PAGE_SIZE / ENTRY_SIZE;
/// Entries of the library's own pool.
const POOL: usize = 4 * PER_PAGE;

/// What an entry's code reads: as long as the code, so that both count alike.
#[repr(C)]
#[derive(Debug)]
pub(in crate::call) struct Slot {
    pub(super) context: Cell<*const c_void>,
    pub(super) target: Cell<*const c_void>,
}

const _: () = assert!(size_of::<Slot>() == ENTRY_SIZE);

// SAFETY: slots are read and written by threads that are attached to the
// interpreter, which are one at a time; the machine code reads aligned words.
unsafe impl Sync for Slot {}

// `r8` is the fifth argument register of the System V convention. Both
// instructions address relative to the next one, 7 and 13 bytes into the entry.
global_asm!(
    ".pushsection .text.cppyy_rs_entries,\"ax\",@progbits",
    ".balign {page}",
    ".globl cppyy_rs_entry_page",
    ".hidden cppyy_rs_entry_page",
    "cppyy_rs_entry_page:",
    ".rept {per_page}",
    "mov r8, qword ptr [rip + {context}]",
    "jmp qword ptr [rip + {target}]",
    ".balign {entry}, 0xcc",
    ".endr",
    ".globl cppyy_rs_entry_pool",
    ".hidden cppyy_rs_entry_pool",
    "cppyy_rs_entry_pool:",
    ".set cppyy_rs_entry_offset, 0",
    ".rept {pool}",
    "mov r8, qword ptr [rip + cppyy_rs_entry_slots + cppyy_rs_entry_offset]",
    "jmp qword ptr [rip + cppyy_rs_entry_slots + cppyy_rs_entry_offset + 8]",
    ".balign {entry}, 0xcc",
    ".set cppyy_rs_entry_offset, cppyy_rs_entry_offset + {entry}",
    ".endr",
    ".popsection",
    ".pushsection .bss.cppyy_rs_entries,\"aw\",@nobits",
    ".balign 64",
    ".globl cppyy_rs_entry_slots",
    ".hidden cppyy_rs_entry_slots",
    "cppyy_rs_entry_slots:",
    ".zero {pool} * {entry}",
    ".popsection",
    page = const PAGE_SIZE,
    per_page = const PER_PAGE,
    pool = const POOL,
    entry = const ENTRY_SIZE,
    context = const PAGE_SIZE - 7,
    target = const PAGE_SIZE + 8 - 13,
);

unsafe extern "C" {
    static cppyy_rs_entry_page: [u8; PAGE_SIZE];
    static cppyy_rs_entry_pool: [u8; POOL * ENTRY_SIZE];
    static cppyy_rs_entry_slots: [Slot; POOL];
}

/// The page to be mapped again.
pub(super) fn page() -> &'static [u8; PAGE_SIZE] {
    // SAFETY: defined above, constant.
    unsafe { &cppyy_rs_entry_page }
}

/// The pool that needs no mapping: its code and its slots.
pub(super) fn library_pool() -> (*const c_void, &'static [Slot]) {
    // SAFETY: defined above; all-zero is a slot.
    unsafe { ((&raw const cppyy_rs_entry_pool).cast(), &cppyy_rs_entry_slots) }
}
