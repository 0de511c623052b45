//! Entries: the 16 bytes of machine code that CPython calls.
//!
//! CPython calls a method as `function(self, arguments, ...)` and passes nothing
//! that says which method it is. An entry adds that: it loads a context into the
//! fifth argument register, which no calling convention of CPython's uses, and
//! jumps to a target that takes it from there. Context and target lie in a data
//! page, so nothing is ever writable and executable at once.
//!
//! * [`code`]: the machine code, and the pool that is part of the library.
//! * [`page`]: more pages, by mapping the library's own code page again.
//!
//! May not know: Python objects, what a context is.

mod code;
mod page;

use std::cell::Cell;
use std::ffi::c_void;
use std::sync::Mutex;

pub(super) use code::Slot;
pub(super) use page::locate;

use crate::state;

/// An entry: code to call, and the words that the code reads.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    code: *const c_void,
    slot: &'static Slot,
}

// SAFETY: an entry is addresses of code and data that live for ever; its slot
// is written by threads that are attached to the interpreter, one at a time.
unsafe impl Send for Entry {}

/// Entries that lie next to each other.
#[derive(Debug)]
struct Run {
    code: *const c_void,
    slots: &'static [Slot],
    used: usize,
}

// SAFETY: as for `Entry`.
unsafe impl Send for Run {}

#[derive(Debug)]
struct Pool {
    runs: Vec<Run>,
    /// Whether more pages cannot be had.
    closed: bool,
}

static POOL: Mutex<Option<Pool>> = Mutex::new(None);

impl Entry {
    /// A new entry; `None` where the pool of the library is used up and the
    /// system gives no further page.
    pub(super) fn allocate() -> Option<Self> {
        let mut pool = POOL.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        let pool = pool.get_or_insert_with(Pool::new);
        if pool.runs.last().is_none_or(Run::is_full) && !pool.grow() {
            return None;
        }
        let run = pool.runs.last_mut()?;
        let entry = run.entry(run.used)?;
        run.used += 1;
        Some(entry)
    }

    /// The entry with this code; `None` for all other functions.
    pub(super) fn of(code: *const c_void) -> Option<Self> {
        let pool = POOL.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        pool.as_ref()?.runs.iter().find_map(|run| {
            let distance = (code as usize).checked_sub(run.code as usize)?;
            let index = distance / code::ENTRY_SIZE;
            (distance.is_multiple_of(code::ENTRY_SIZE) && index < run.used).then(|| run.entry(index))?
        })
    }

    /// The code, for CPython to call.
    pub(super) fn code(&self) -> *const c_void {
        self.code
    }

    /// What the code reads.
    pub(super) fn slot(&self) -> &'static Slot {
        self.slot
    }
}

impl Slot {
    /// What the entry hands to its target.
    pub(super) fn context(&self) -> *const c_void {
        Cell::get(&self.context)
    }

    /// Says what the entry hands to its target, and where it jumps.
    pub(super) fn set(&self, context: *const c_void, target: *const c_void) {
        self.context.set(context);
        self.target.set(target);
    }
}

impl Pool {
    fn new() -> Self {
        let mut runs = Vec::new();
        let forced = state::fallback(state::Fallback::Entries);
        if !forced && !state::fallback(state::Fallback::StaticEntries) {
            let (code, slots) = code::library_pool();
            runs.push(Run { code, slots, used: 0 });
        }
        Self { runs, closed: forced || state::fallback(state::Fallback::Pages) }
    }

    fn grow(&mut self) -> bool {
        if self.closed {
            return false;
        }
        match page::map() {
            Some((code, slots)) => {
                self.runs.push(Run { code, slots, used: 0 });
                true
            }
            None => {
                self.closed = true;
                false
            }
        }
    }
}

impl Run {
    fn is_full(&self) -> bool {
        self.used == self.slots.len()
    }

    fn entry(&self, index: usize) -> Option<Entry> {
        let slot = self.slots.get(index)?;
        Some(Entry { code: self.code.wrapping_byte_add(index * code::ENTRY_SIZE), slot })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Function = unsafe extern "C" fn(usize, usize, usize, usize) -> usize;

    extern "C" fn weigh(a: usize, b: usize, c: usize, d: usize, context: *const usize) -> usize {
        // SAFETY: the tests' contexts are live numbers.
        a + 10 * b + 100 * c + 1000 * d + unsafe { *context }
    }

    #[track_caller]
    fn check(code: *const c_void, slot: &'static Slot) {
        let context = Box::leak(Box::new(50_000usize));
        slot.set(std::ptr::from_ref(context).cast(), weigh as *const c_void);
        // SAFETY: the entry jumps to `weigh`, which has this signature and the context besides.
        let function: Function = unsafe { std::mem::transmute(code) };
        // SAFETY: as above.
        assert_eq!(unsafe { function(1, 2, 3, 4) }, 54_321);
    }

    #[test]
    fn an_entry_adds_its_context_and_keeps_the_arguments() {
        let first = Entry::allocate().unwrap();
        let second = Entry::allocate().unwrap();
        check(first.code(), first.slot());
        check(second.code(), second.slot());
        assert_eq!(Entry::of(second.code()).unwrap().slot().context(), second.slot().context());
    }

    #[test]
    fn mapped_pages_do_the_same_from_their_first_entry_to_their_last() {
        let (code, slots) = page::map().unwrap();
        for index in [0, 1, slots.len() - 1] {
            check(code.wrapping_byte_add(index * code::ENTRY_SIZE), &slots[index]);
        }
    }

    #[test]
    fn other_functions_are_no_entries() {
        let entry = Entry::allocate().unwrap();
        assert!(Entry::of(weigh as *const c_void).is_none());
        assert!(Entry::of(entry.code().wrapping_byte_add(1)).is_none());
        assert!(Entry::of(std::ptr::null()).is_none());
    }
}
