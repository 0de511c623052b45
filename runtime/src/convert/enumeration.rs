//! Values of C++ enumerations.
//!
//! May not know: how Python's enums are made.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ptr;
use std::sync::Mutex;

use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyInt, PyType};

use super::kind::Kind;
use super::scalar::{Scalar, wrong_type};
use super::temporaries::Round;
use crate::addresses::AddressMap;
use crate::error::guarded;
use crate::registry::{self, Type};

/// An enumeration that a dictionary has, with its Python enum.
#[derive(Debug)]
pub struct Enumeration {
    class: Py<PyType>,
    underlying: Scalar,
    /// The enumerators that were asked for by value: other values are new objects each time, and any number of them.
    enumerators: RefCell<BTreeMap<u64, Py<PyAny>>>,
}

// SAFETY: used by threads that are attached to the interpreter, which are one at a time.
unsafe impl Send for Enumeration {}
// SAFETY: as above.
unsafe impl Sync for Enumeration {}

impl PartialEq for Enumeration {
    fn eq(&self, other: &Self) -> bool {
        ptr::eq(self, other)
    }
}

impl Enumeration {
    /// That of a type; `None` where no dictionary has it (yet).
    pub fn of(py: Python<'_>, ty: Type, underlying: Scalar) -> PyResult<Option<&'static Self>> {
        static KNOWN: Mutex<Option<AddressMap<&'static Enumeration>>> = Mutex::new(None);
        let known = || KNOWN.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        let key = ptr::from_ref(ty.record) as usize;
        if let Some(found) = known().get_or_insert_default().get(&key) {
            return Ok(Some(*found));
        }
        let name = ty.spelling()?.trim_start_matches("const ").trim_start_matches("volatile ");
        if registry::find_enum(name)?.is_none() {
            return Ok(None);
        }
        let class = registry::source().python_enum(py, name)?.unbind();
        let made = Self { class, underlying, enumerators: RefCell::default() };
        Ok(Some(known().get_or_insert_default().entry(key).or_insert_with(|| Box::leak(Box::new(made)))))
    }

    /// The enumerator of a value, if it was asked for before.
    fn known(&self, py: Python<'_>, bits: u64) -> Option<Py<PyAny>> {
        Some(self.enumerators.borrow().get(&self.value(bits))?.clone_ref(py))
    }

    /// The bits that the underlying type has: C++ leaves more of them behind.
    fn value(&self, bits: u64) -> u64 {
        bits & (u64::MAX >> (u64::BITS - 8 * self.underlying.size() as u32))
    }

    /// The member of the Python enum for a value.
    fn member(&self, py: Python<'_>, bits: u64) -> PyResult<Py<PyAny>> {
        if let Some(known) = self.known(py, bits) {
            return Ok(known);
        }
        // Enumerators are numbers, also where a character holds them.
        let number = self.underlying.as_number().to_python(py, bits)?;
        let member = self.class.bind(py).call1((number,))?;
        if !member.getattr(pyo3::intern!(py, "_name_"))?.is_none() {
            self.enumerators.borrow_mut().insert(self.value(bits), member.clone().unbind());
        }
        Ok(member.unbind())
    }

    /// The same for calls: a new reference, null with an error set.
    pub fn give(&self, bits: u64) -> *mut ffi::PyObject {
        // SAFETY: results are converted while the interpreter is attached.
        let py = unsafe { Python::assume_attached() };
        match self.known(py, bits) {
            Some(known) => known.into_ptr(),
            None => guarded(py, ptr::null_mut(), || self.member(py, bits).map(Py::into_ptr)),
        }
    }
}

/// The member of the Python enum for a value; a plain number where the
/// enumeration is not bound.
pub fn to_python(py: Python<'_>, ty: Type, underlying: Scalar, bits: u64) -> PyResult<Py<PyAny>> {
    match Enumeration::of(py, ty, underlying)? {
        Some(enumeration) => enumeration.member(py, bits),
        None => underlying.as_number().to_python(py, bits),
    }
}

/// The value for a parameter. Exact is only a value of the enumeration itself; C++ converts numbers to no enumeration, so
/// they are taken where nothing else is, and never by a conversion to a class.
pub(super) fn from_python(
    ty: Type,
    underlying: Scalar,
    value: &Bound<'_, PyAny>,
    round: Round,
) -> PyResult<u64> {
    if round != Round::Implicit {
        let referent = match Kind::of(ty)? {
            Kind::Reference(referent, _) => referent,
            _ => ty,
        };
        if let Some(enumeration) = Enumeration::of(value.py(), referent, underlying)?
            && !value.is_instance(enumeration.class.bind(value.py()))?
        {
            return Err(wrong_type(value, ty.spelling()?, "a value of the enumeration"));
        }
    }
    underlying.from_python(value, false)
}

/// Whether a value is of a C++ enumeration. To a parameter of another type it is an integer by conversion.
pub(super) fn is_enumerator(value: &Bound<'_, PyAny>) -> bool {
    let class = value.get_type();
    value.is_instance_of::<PyInt>()
        && !value.is_exact_instance_of::<PyInt>()
        && !value.is_exact_instance_of::<PyBool>()
        && class.hasattr(pyo3::intern!(value.py(), "__cpp_layout__")).unwrap_or(false)
}
