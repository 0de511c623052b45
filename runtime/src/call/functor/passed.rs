//! Objects that C++ passes by address to Python callables.
//!
//! May not know: callables.

use std::ffi::c_void;
use std::ptr;
use std::sync::OnceLock;

use pyo3::ffi;
use pyo3::prelude::*;

use crate::call::latest::Latest;
use crate::convert::{self, smart};
use crate::instance::{self, Ownership};
use crate::registry::{self, Class, Type};

/// An object of C++'s, which lives as long as C++ says.
#[derive(Debug)]
pub(in crate::call) struct Passed {
    /// What C++ declares: the class, or the pointer to it.
    ty: Type,
    pointee: Option<Type>,
    /// The class, once it is there, where proxies show its objects.
    class: OnceLock<&'static Class>,
    latest: Latest,
}

impl Passed {
    /// An object that is passed by reference.
    pub(super) fn by_reference(ty: Type) -> Self {
        Self { ty, pointee: None, class: OnceLock::new(), latest: Latest::new() }
    }

    /// One that is passed by a pointer of the type `ty`.
    pub(super) fn by_pointer(ty: Type, pointee: Type) -> Self {
        Self { ty, pointee: Some(pointee), class: OnceLock::new(), latest: Latest::new() }
    }

    /// The proxy that the object has, a new reference; null where none is known.
    ///
    /// # Safety
    ///
    /// The interpreter is attached, and `argument` is as `PythonCallable::call` says of this argument.
    #[inline]
    pub(super) unsafe fn known(&self, argument: *mut c_void) -> *mut ffi::PyObject {
        let Some(class) = self.class.get() else { return ptr::null_mut() };
        // SAFETY: the caller's promise: the object is live, and the table holds live proxies only.
        unsafe {
            let address = self.address(argument);
            if address.is_null() || class.is_pinned() {
                return ptr::null_mut();
            }
            let (class, whole) = self.latest.most_derived(class, address);
            let known = instance::identity::find(whole, class);
            ffi::Py_XINCREF(known);
            known
        }
    }

    /// The proxy that the object has, or a new one.
    ///
    /// # Safety
    ///
    /// As [`Passed::known`].
    pub(super) unsafe fn show(&self, py: Python<'_>, argument: *mut c_void) -> PyResult<Py<PyAny>> {
        // SAFETY: the caller's promise.
        unsafe {
            match self.class(py)? {
                Some(class) => instance::wrap_cast(py, class, self.address(argument), Ownership::Cpp),
                None => convert::load(py, self.ty, argument, None),
            }
        }
    }

    /// # Safety
    ///
    /// As [`Passed::known`].
    #[inline(always)]
    unsafe fn address(&self, argument: *mut c_void) -> *mut c_void {
        // SAFETY: the caller's promise: a reference's argument is the object, a pointer's has its address.
        if self.pointee.is_some() { unsafe { argument.cast::<*mut c_void>().read() } } else { argument }
    }

    /// The class of which proxies are made, once there is one; smart pointers behind pointers are shown otherwise.
    fn class(&self, py: Python<'_>) -> PyResult<Option<&'static Class>> {
        if let Some(class) = self.class.get() {
            return Ok(Some(class));
        }
        let found = match self.pointee {
            Some(pointee) => match registry::class_on_demand(py, pointee)? {
                Some(class) if smart::of(class)?.is_none() => Some(class),
                _ => None,
            },
            None => registry::class_of(self.ty)?,
        };
        Ok(found.map(|class| *self.class.get_or_init(|| class)))
    }
}
