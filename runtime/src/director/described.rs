//! The virtual functions of one director: their names in Python, and how Python is called for them.

use std::ffi::c_void;
use std::ptr;
use std::sync::{Mutex, OnceLock};

use cppbind_abi::codes::FunctionFlags;
use cppbind_abi::records::{FunctionRecord, VirtualRecord};
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::PyString;

use crate::call::{Function, UpcallSignature};
use crate::registry::Director;

/// A director's virtual functions; lives as long as the process.
pub(super) struct Described {
    /// In the order of their numbers.
    pub(super) functions: Vec<Virtual>,
}

/// One of them.
pub(super) struct Virtual {
    /// Its Python name, interned for ever.
    pub(super) name: *mut ffi::PyObject,
    /// Its name in C++.
    pub(super) declared_name: &'static str,
    /// C++ has no function of its own to call instead.
    pub(super) pure: bool,
    /// No exception may leave it.
    pub(super) noexcept: bool,
    function: &'static Function,
    make_result: *const c_void,
    signature: OnceLock<UpcallSignature>,
}

// SAFETY: names are immortal and used with the interpreter attached only; the rest is constant, and the signature is
// written once.
unsafe impl Send for Described {}
// SAFETY: as above.
unsafe impl Sync for Described {}

impl Described {
    /// The functions of a director.
    pub(super) fn of(director: &'static Director) -> PyResult<&'static Self> {
        static KNOWN: Mutex<Vec<(usize, &'static Described)>> = Mutex::new(Vec::new());
        let key = ptr::from_ref(director) as usize;
        let known = || KNOWN.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        if let Some((_, found)) = known().iter().find(|(other, _)| *other == key) {
            return Ok(found);
        }
        let functions = director.virtuals.iter().map(|record| Virtual::of(director, record));
        let made = Self { functions: functions.collect::<PyResult<_>>()? };
        let made: &'static Self = Box::leak(Box::new(made));
        known().push((key, made));
        Ok(made)
    }
}

impl Virtual {
    fn of(director: &'static Director, record: &VirtualRecord) -> PyResult<Self> {
        let dictionary = director.class.dictionary;
        let function = dictionary.get::<FunctionRecord>(record.function)?;
        let declared_name = dictionary.name(function.name)?;
        let flags = FunctionFlags(record.flags);
        // SAFETY: what has a director is used from Python, so the interpreter is attached.
        let py = unsafe { Python::assume_attached() };
        Ok(Self {
            name: PyString::intern(py, python_name(declared_name, function.parameters_count))
                .into_any()
                .into_ptr(),
            declared_name,
            pure: flags.has(FunctionFlags::PURE),
            noexcept: flags.has(FunctionFlags::NOEXCEPT),
            make_result: dictionary
                .stub(record.make_result)?
                .map_or(ptr::null(), |stub| stub.as_ptr().cast_const()),
            function: Function::of(dictionary, function, Some(director.base)),
            signature: OnceLock::new(),
        })
    }

    /// How Python is called for it.
    #[inline(always)]
    pub(super) fn signature(&self) -> PyResult<&UpcallSignature> {
        match self.signature.get() {
            Some(known) => Ok(known),
            None => self.find_signature(),
        }
    }

    #[cold]
    fn find_signature(&self) -> PyResult<&UpcallSignature> {
        let made = UpcallSignature::of(self.function, self.make_result)?;
        Ok(self.signature.get_or_init(|| made))
    }
}

/// What Python calls a function: operators have the names of its special methods.
fn python_name(name: &'static str, parameters: u16) -> &'static str {
    crate::pythonize::special_method(name, parameters).unwrap_or(name)
}
