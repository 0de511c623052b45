//! What a call's arguments need until its result is converted.
//!
//! May not know: what the kept things are for.

use std::ffi::c_void;

use pyo3::prelude::*;

use super::buffer::{Buffer, Strided};
use super::smart::Watched;
use crate::instance::Instance;

/// How far an argument may be from its parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Round {
    /// The first look at an overload set: booleans and integers are kept apart, no object is made.
    Exact,
    /// Standard conversions, but no converting constructor.
    Standard,
    /// Converting constructors may make temporaries.
    Implicit,
}

/// Objects, buffers and strings that live until the call's result is converted,
/// and what the conversion of its arguments may do.
pub struct Temporaries {
    kept: Vec<Kept>,
    /// How far arguments may be from their parameters.
    pub round: Round,
    /// Whether some argument was refused that a later round might accept.
    pub more_with_conversion: bool,
    /// Whether C++ has raised an exception while an argument was converted.
    pub raised: bool,
    /// Proxies whose address C++ may write, with the address before the call.
    handles: Vec<Py<PyAny>>,
    /// Smart pointers to which C++ may assign, or from which it may move.
    pointers: Vec<Watched>,
    /// Whether objects passed by non-const pointer belong to C++ from then on.
    pub gives_ownership: bool,
    /// Whether it is only asked what would be refused: no object changes hands.
    pub is_trial: bool,
}

#[expect(dead_code, reason = "held for their destructors")]
enum Kept {
    Python(Py<PyAny>),
    Buffer(Buffer),
    Array(Strided),
    Words(Box<[u64]>),
    Deferred(Deferred),
}

/// A function that ends a C++ temporary.
struct Deferred {
    function: unsafe extern "C" fn(*mut c_void),
    object: *mut c_void,
}

impl Drop for Deferred {
    fn drop(&mut self) {
        // SAFETY: `Temporaries::defer`'s caller vouched for the pair; it runs once.
        unsafe { (self.function)(self.object) };
    }
}

impl Temporaries {
    /// Nothing kept yet.
    pub const fn new(round: Round) -> Self {
        Self {
            kept: Vec::new(),
            round,
            more_with_conversion: false,
            raised: false,
            handles: Vec::new(),
            pointers: Vec::new(),
            gives_ownership: false,
            is_trial: false,
        }
    }

    /// For arguments that are not passed yet.
    pub const fn trial(round: Round) -> Self {
        let mut trial = Self::new(round);
        trial.is_trial = true;
        trial
    }

    /// Whether booleans and integers are kept apart.
    pub fn is_strict(&self) -> bool {
        self.round == Round::Exact
    }

    /// Keeps a Python object alive.
    pub fn keep(&mut self, object: Py<PyAny>) {
        self.kept.push(Kept::Python(object));
    }

    /// Keeps what others have kept, besides.
    pub fn adopt(&mut self, mut others: Self) {
        self.kept.append(&mut others.kept);
    }

    /// Keeps a buffer locked, and returns its address.
    pub fn keep_buffer(&mut self, buffer: Buffer) -> u64 {
        let address = buffer.address();
        self.kept.push(Kept::Buffer(buffer));
        address as u64
    }

    /// Keeps an array locked.
    pub fn keep_array(&mut self, array: Strided) {
        self.kept.push(Kept::Array(array));
    }

    /// Zeroed memory, aligned to eight bytes, that C++ may write to.
    pub fn words(&mut self, count: usize) -> *mut u64 {
        let mut words = vec![0u64; count.max(1)].into_boxed_slice();
        let address = words.as_mut_ptr();
        self.kept.push(Kept::Words(words));
        address
    }

    /// Has `function` end `object`, after all that was made later.
    ///
    /// # Safety
    ///
    /// `function` may be called with `object` once, at any later time.
    pub unsafe fn defer(&mut self, function: unsafe extern "C" fn(*mut c_void), object: *mut c_void) {
        self.kept.push(Kept::Deferred(Deferred { function, object }));
    }

    /// Notes that C++ may write the address of a proxy.
    pub fn watch(&mut self, proxy: &Bound<'_, PyAny>) {
        self.handles.push(proxy.clone().unbind());
    }

    /// Notes that C++ may assign to a smart pointer, or move from it.
    pub fn watch_pointer(&mut self, watched: Watched) {
        self.pointers.push(watched);
    }

    /// A Python object that keeps from now on what was kept here; nothing where that is nothing.
    pub fn keeper(&mut self, py: Python<'_>) -> PyResult<Option<Py<PyAny>>> {
        if self.kept.is_empty() {
            return Ok(None);
        }
        let mut temporaries = Self::new(self.round);
        temporaries.kept = std::mem::take(&mut self.kept);
        Ok(Some(Py::new(py, Keeper(temporaries))?.into_any()))
    }

    /// Tells the proxies whose address was written, and those whose objects C++ has taken.
    pub fn after_call(&mut self, py: Python<'_>) {
        for watched in self.pointers.drain(..) {
            watched.after_call();
        }
        for proxy in self.handles.drain(..) {
            if let Some(instance) = Instance::from(proxy.bind(py)) {
                instance.retarget(instance.address());
            }
        }
    }

    /// Leaves everything as it is for ever, because the call has not come to its end.
    pub fn abandon(&mut self) {
        std::mem::forget(std::mem::take(&mut self.kept));
        std::mem::forget(std::mem::take(&mut self.pointers));
        std::mem::forget(std::mem::take(&mut self.handles));
    }

    /// The Python objects kept so far, for lifelines of the result.
    pub fn objects(&self) -> impl Iterator<Item = &Py<PyAny>> {
        self.kept.iter().filter_map(|kept| match kept {
            Kept::Python(object) => Some(object),
            _ => None,
        })
    }
}

impl Drop for Temporaries {
    fn drop(&mut self) {
        for watched in self.pointers.drain(..) {
            watched.after_call();
        }
        // Last made, first ended, as in C++.
        while self.kept.pop().is_some() {}
    }
}

/// What an object refers to that was made of a call's arguments.
#[pyclass(frozen, name = "Keeper", module = "cppyy_rs.types")]
struct Keeper(#[expect(dead_code, reason = "held for its destructor")] Temporaries);

// SAFETY: nobody reaches what a keeper holds, and whoever ends it is attached to the interpreter.
unsafe impl Send for Keeper {}
// SAFETY: as above.
unsafe impl Sync for Keeper {}
