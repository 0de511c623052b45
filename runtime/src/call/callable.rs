//! The Python objects that an overload set may be: the runtime's own type, and
//! CPython's function types.
//!
//! May not know: how they are called.

use std::rc::Rc;

use pyo3::prelude::*;

use super::native;
use super::overload::Overload;
use super::set::OverloadSet;

/// An overload set, and the object that it is bound to.
pub(super) struct Callable<'py> {
    pub(super) set: Rc<OverloadSet>,
    pub(super) receiver: Option<Bound<'py, PyAny>>,
}

impl<'py> Callable<'py> {
    /// The overload set that a Python object is, if it is one.
    pub(super) fn from(object: &Bound<'py, PyAny>) -> Option<Self> {
        if let Some(overload) = Overload::from(object) {
            return Some(Self { set: overload.set(), receiver: overload.receiver(object.py()) });
        }
        let native = native::native(object)?;
        Some(Self { set: native.context.set().ok()?, receiver: native.receiver })
    }

    /// Whether it belongs to a class and has an object there.
    pub(super) fn is_method(object: &Bound<'py, PyAny>) -> Option<bool> {
        if Overload::from(object).is_some() {
            let method = super::method_type(object.py()).ok()?;
            return object.is_instance(method).ok();
        }
        native::native(object).map(|native| native.context.is_method())
    }
}

/// Whether an object calls the same C++ functions as `set`.
pub(super) fn shares_policies(object: &Bound<'_, PyAny>, set: &OverloadSet) -> bool {
    Callable::from(object).is_some_and(|callable| Rc::ptr_eq(&callable.set.policies, &set.policies))
}
