//! What conversions ask of calls.
//!
//! Some conversions are calls themselves (a converting constructor, an
//! assignment operator); the cycle is cut here, as `registry` cuts the one
//! between classes and conversions.
//!
//! May not know: how the questions are answered.

use std::ffi::c_void;
use std::ptr::NonNull;
use std::sync::OnceLock;

use pyo3::ffi;
use pyo3::prelude::*;

use super::temporaries::Temporaries;
use crate::registry::{Class, Type};

/// Why a conversion that runs code has given nothing.
#[derive(Debug)]
pub enum Refused {
    /// The value does not fit: another overload may take it.
    Unfit(PyErr),
    /// C++ has thrown, or the value itself has raised: that ends the call.
    Raised(PyErr),
}

impl Refused {
    /// The error, of which the others hear whether it ends the call.
    pub(super) fn note(self, temporaries: &mut Temporaries) -> PyErr {
        temporaries.raised |= matches!(self, Self::Raised(_));
        self.into()
    }
}

impl From<Refused> for PyErr {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Unfit(error) | Refused::Raised(error) => error,
        }
    }
}

impl From<PyErr> for Refused {
    fn from(error: PyErr) -> Self {
        Self::Raised(error)
    }
}

/// Conversions that need a C++ function called; implemented by `call`.
pub trait Caller: Sync {
    /// A temporary of `class` made from `value` by a converting constructor or, where it is a
    /// container, with the value's items, as a proxy that owns it; `None` where neither takes the value. What it may
    /// refer to is kept with `temporaries`.
    fn implicit<'py>(
        &self,
        class: &'static Class,
        value: &Bound<'py, PyAny>,
        temporaries: &mut Temporaries,
    ) -> Result<Option<Bound<'py, PyAny>>, Refused>;

    /// The address of a new object of `class`, for the caller to end, that a number, a text or a tuple of them stands for;
    /// `None` where [`Caller::implicit`] must look for it, or anew.
    fn literal(&self, class: &'static Class, value: &Bound<'_, PyAny>) -> Option<PyResult<NonNull<c_void>>>;

    /// The address of a new container of `class`, for the caller to end, with the items of a list or tuple; `None` where the
    /// class is none that holds its items itself. What they may refer to is kept with `temporaries`.
    fn collection(
        &self,
        class: &'static Class,
        value: &Bound<'_, PyAny>,
        temporaries: &mut Temporaries,
    ) -> Result<Option<NonNull<c_void>>, Refused>;

    /// `*target = value`, with the class's assignment operator.
    fn assign(&self, class: &'static Class, target: *mut c_void, value: &Bound<'_, PyAny>) -> PyResult<()>;

    /// A callable for the function at `address`, of the function type `ty`.
    fn function<'py>(&self, py: Python<'py>, ty: Type, address: *mut c_void) -> PyResult<Bound<'py, PyAny>>;

    /// The address of a function of type `ty` that calls `value`; `None` where
    /// `value` is nothing that C++ could call.
    fn function_address(&self, ty: Type, value: &Bound<'_, PyAny>) -> PyResult<Option<*mut c_void>>;

    /// Gives up a reference to a Python object, in whatever thread; nothing where the interpreter has ended.
    ///
    /// # Safety
    ///
    /// The reference is the caller's, and `object` live as long as there is an interpreter.
    unsafe fn release(&self, object: *mut ffi::PyObject);
}

static CALLER: OnceLock<&'static dyn Caller> = OnceLock::new();

/// Names the one caller; done once, when the module is imported.
pub fn install(caller: &'static dyn Caller) {
    // A second import (a subinterpreter) brings the same caller again.
    let _same = CALLER.set(caller);
}

/// The caller.
///
/// # Panics
///
/// Where [`install`] was not called: the module's initialisation does so first.
pub fn caller() -> &'static dyn Caller {
    *CALLER.get().expect("the module installs it when it is imported")
}
