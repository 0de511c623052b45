//! One proxy per address and class: the table that C++ results are looked up in.
//!
//! It does not keep proxies alive; each removes itself when its object ends or
//! when it goes itself. Open addressing with linear probes, never more than half
//! full; removal shifts back what follows, so there are no tombstones and a miss
//! ends at the first gap.

use std::alloc::{Layout, alloc_zeroed, dealloc, handle_alloc_error};
use std::cell::UnsafeCell;
use std::ffi::c_void;
use std::ptr;

use pyo3::ffi;

use crate::registry::Class;

#[cfg(Py_GIL_DISABLED)]
compile_error!("the identity table is guarded by the GIL; free-threaded CPython is not supported yet");

/// A place in the table; without a proxy it is a gap. All zeros are a gap.
#[repr(C)]
#[derive(Clone, Copy)]
struct Entry {
    address: usize,
    class: usize,
    proxy: *mut ffi::PyObject,
}

const GAP: Entry = Entry { address: 0, class: 0, proxy: ptr::null_mut() };

/// What the first real table has room for, twice over.
const SMALLEST: usize = 512;

struct Table {
    /// `mask + 1` entries, a power of two.
    entries: *mut Entry,
    mask: usize,
    /// Hashes are used from the top: what remains after this shift is a place.
    shift: u32,
    count: usize,
}

/// What an empty table points at; it is read, and never written, because the
/// first insertion finds it more than half full.
#[repr(transparent)]
struct Gaps([Entry; 2]);

// SAFETY: never written; the pointers in it are null.
unsafe impl Sync for Gaps {}

static NO_ENTRIES: Gaps = Gaps([GAP; 2]);

impl Table {
    const fn new() -> Self {
        Self { entries: NO_ENTRIES.0.as_ptr().cast_mut(), mask: 1, shift: 63, count: 0 }
    }

    /// Where the search for a key begins. Multiplication mixes upwards, which is
    /// why the class comes in rotated and the result is taken from the top.
    #[inline(always)]
    fn home(&self, address: usize, class: usize) -> usize {
        let key = (address as u64) ^ (class as u64).rotate_left(32);
        (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> self.shift) as usize
    }

    #[inline(always)]
    fn entry(&self, place: usize) -> *mut Entry {
        self.entries.wrapping_add(place)
    }

    /// The key's place, or the gap where it would be.
    #[inline(always)]
    fn place(&self, address: usize, class: usize) -> usize {
        let mut place = self.home(address, class);
        loop {
            // SAFETY: places are at most `mask`, and there are `mask + 1` entries.
            let entry = unsafe { &*self.entry(place) };
            if entry.address == address && entry.class == class || entry.proxy.is_null() {
                return place;
            }
            place = (place + 1) & self.mask;
        }
    }

    #[inline(always)]
    fn find(&self, address: usize, class: usize) -> *mut ffi::PyObject {
        // SAFETY: `place` gives a place of the table.
        unsafe { (*self.entry(self.place(address, class))).proxy }
    }

    #[inline(always)]
    fn insert(&mut self, address: usize, class: usize, proxy: *mut ffi::PyObject) {
        if (self.count + 1) * 2 > self.mask {
            self.grow();
        }
        let place = self.place(address, class);
        // SAFETY: a place of the table, which is not `NO_ENTRIES` any more.
        unsafe {
            self.count += usize::from((*self.entry(place)).proxy.is_null());
            *self.entry(place) = Entry { address, class, proxy };
        }
    }

    /// Removes a proxy, which is not null.
    #[inline(always)]
    fn remove(&mut self, address: usize, class: usize, proxy: *mut ffi::PyObject) {
        let place = self.place(address, class);
        // SAFETY: a place of the table.
        if unsafe { (*self.entry(place)).proxy } == proxy {
            self.close(place);
        }
    }

    /// Empties a place, and moves up what had to give way to its entry.
    #[inline(always)]
    fn close(&mut self, mut hole: usize) {
        self.count -= 1;
        let mut place = hole;
        // SAFETY: all places are masked; the table holds an entry, so it is not
        // `NO_ENTRIES`, and it has gaps, so the loop ends.
        unsafe {
            loop {
                place = (place + 1) & self.mask;
                let entry = *self.entry(place);
                if entry.proxy.is_null() {
                    *self.entry(hole) = GAP;
                    return;
                }
                // An entry may not move to before its home.
                let home = self.home(entry.address, entry.class);
                if place.wrapping_sub(home) & self.mask >= place.wrapping_sub(hole) & self.mask {
                    *self.entry(hole) = entry;
                    hole = place;
                }
            }
        }
    }

    /// A C function, which does not unwind: what calls it needs no frame for that.
    #[cold]
    #[inline(never)]
    extern "C" fn grow(&mut self) {
        let (old, old_mask) = (self.entries, self.mask);
        let capacity = ((old_mask + 1) * 2).max(SMALLEST);
        let layout = Self::layout(capacity);
        // SAFETY: the layout is not empty, and zeros are gaps.
        let entries = unsafe { alloc_zeroed(layout) }.cast::<Entry>();
        if entries.is_null() {
            handle_alloc_error(layout);
        }
        self.entries = entries;
        self.mask = capacity - 1;
        self.shift = 64 - capacity.trailing_zeros();
        for place in 0..=old_mask {
            // SAFETY: a place of the old table; the new one has gaps enough.
            unsafe {
                let entry = *old.add(place);
                if !entry.proxy.is_null() {
                    *self.entry(self.place(entry.address, entry.class)) = entry;
                }
            }
        }
        if old_mask + 1 >= SMALLEST {
            // SAFETY: a table of this size was allocated here with this layout.
            unsafe { dealloc(old.cast(), Self::layout(old_mask + 1)) };
        }
    }

    fn layout(capacity: usize) -> Layout {
        // Half of the address space cannot be exceeded by entries that have been filled.
        Layout::array::<Entry>(capacity).unwrap_or_else(|_| handle_alloc_error(Layout::new::<Entry>()))
    }
}

/// The process's table.
struct Guarded(UnsafeCell<Table>);

// SAFETY: only the functions below reach the table. Their callers hold the GIL,
// and none of them runs Python code or calls itself while it has the reference.
unsafe impl Sync for Guarded {}

static PROXIES: Guarded = Guarded(UnsafeCell::new(Table::new()));

/// The live proxy of the object at this address, seen as this class; a borrowed
/// reference, or null where there is none.
///
/// # Safety
///
/// The interpreter must be attached.
#[inline(always)]
pub unsafe fn find(address: *mut c_void, class: &'static Class) -> *mut ffi::PyObject {
    // SAFETY: the GIL guards the table.
    unsafe { (*PROXIES.0.get()).find(address as usize, ptr::from_ref(class) as usize) }
}

/// Enters a proxy. A former one under the same key is of an object that C++ has
/// deleted meanwhile; it stays what it is, but is not found any more.
///
/// # Safety
///
/// The interpreter must be attached. The proxy calls [`remove`] before its memory goes.
#[inline(always)]
pub unsafe fn insert(address: *mut c_void, class: &'static Class, proxy: *mut ffi::PyObject) {
    // SAFETY: the GIL guards the table.
    unsafe { (*PROXIES.0.get()).insert(address as usize, ptr::from_ref(class) as usize, proxy) };
}

/// Removes a proxy, if it is the one entered.
///
/// # Safety
///
/// The interpreter must be attached.
#[inline(always)]
pub unsafe fn remove(address: *mut c_void, class: &'static Class, proxy: *mut ffi::PyObject) {
    // SAFETY: the GIL guards the table.
    unsafe { (*PROXIES.0.get()).remove(address as usize, ptr::from_ref(class) as usize, proxy) };
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    /// A reproducible sequence; xorshift is random enough to find holes.
    struct Random(u64);

    impl Random {
        fn below(&mut self, limit: u64) -> usize {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            (self.0 % limit) as usize
        }
    }

    /// Does the same to a table and to a map, and compares after every step what
    /// a key finds, and at the end what all find.
    #[track_caller]
    fn check(seed: u64, addresses: u64, stride: usize, classes: u64, steps: u32) {
        let mut random = Random(seed);
        let (mut table, mut map) = (Table::new(), HashMap::new());
        for step in 1..=steps {
            let address = (1 + random.below(addresses)) * stride;
            let class = 0x5000_0000 + random.below(classes) * 152;
            let proxy = step as usize as *mut ffi::PyObject;
            match random.below(5) {
                0 | 1 => {
                    table.insert(address, class, proxy);
                    map.insert((address, class), proxy);
                }
                2 | 3 => {
                    if let Some(known) = map.remove(&(address, class)) {
                        table.remove(address, class, known);
                    }
                }
                // What is not there, or is another one, is not removed.
                _ => table.remove(address, class, usize::MAX as *mut ffi::PyObject),
            }
            let expected = map.get(&(address, class)).copied().unwrap_or(ptr::null_mut());
            assert_eq!(table.find(address, class), expected);
            assert_eq!(table.count, map.len());
        }
        for (&(address, class), &proxy) in &map {
            assert_eq!(table.find(address, class), proxy);
            assert!(table.find(address, class + 1).is_null());
        }
    }

    #[test]
    fn a_table_is_a_map() {
        check(1, 8, 16, 2, 2000);
        check(2, 300, 16, 1, 50_000);
        check(3, 300, 64, 5, 50_000);
        check(4, 5000, 4096, 3, 100_000);
        check(5, 5000, 1, 1, 100_000);
    }

    #[test]
    fn an_empty_table_finds_nothing() {
        let mut table = Table::new();
        assert!(table.find(16, 32).is_null());
        table.remove(16, 32, ptr::dangling_mut());
        assert_eq!(table.count, 0);
    }
}
