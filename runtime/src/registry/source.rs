//! What the lower layers ask of the upper ones.

use std::sync::OnceLock;

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString, PyTuple, PyType};

use super::{Class, Director};
use crate::state::OwnedThrown;

/// Makes Python classes on demand; implemented by `scope`.
pub trait ClassSource: Sync {
    /// The Python class of a C++ class, made at first use.
    fn python_class<'py>(&self, py: Python<'py>, class: &'static Class) -> PyResult<Bound<'py, PyType>>;

    /// Has the compiler bind a specialisation of a class template; nothing happens where that cannot be had.
    fn instantiate(&self, py: Python<'_>, specialisation: &str) -> PyResult<()>;

    /// The Python enum of the enumeration with this qualified name, made at first use.
    fn python_enum<'py>(&self, py: Python<'py>, qualified: &str) -> PyResult<Bound<'py, PyType>>;

    /// Constructs the C++ object of an uninitialised proxy.
    fn construct<'py>(
        &self,
        class: &'static Class,
        object: &Bound<'py, PyAny>,
        arguments: &Bound<'py, PyTuple>,
        keywords: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<()>;

    /// Assigns to a static data member through its class. `found` is what the
    /// class has under the name; false where that is no static data member.
    fn assign_static(&self, found: &Bound<'_, PyAny>, value: &Bound<'_, PyAny>) -> PyResult<bool>;

    /// A name of a class is about to get this meaning, or to lose its own: what
    /// subclasses have copied goes. Returns what takes the value's place: a free
    /// function from C++ becomes one that is bound to objects.
    fn changing<'py>(
        &self,
        class: &Bound<'py, PyType>,
        name: &Bound<'py, PyString>,
        value: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Option<Bound<'py, PyAny>>>;

    /// A class with several bases was made, or has got other bases: what it, its
    /// subclasses and its bases have copied goes, because it would come before
    /// what other bases say.
    fn joined(&self, class: &Bound<'_, PyType>) -> PyResult<()>;

    /// Python code derives a class: what it derives from instead, and what stands in the class from the start, where it
    /// can override virtual functions. Warns where C++ could not end such objects.
    fn deriving<'py>(
        &self,
        bases: &Bound<'py, PyTuple>,
        dict: &Bound<'py, PyDict>,
    ) -> PyResult<Option<(Bound<'py, PyTuple>, Bound<'py, PyDict>)>>;

    /// TypeError where an object of a director is about to be constructed, whose class does not override what it must.
    fn constructing(&self, object: &Bound<'_, PyAny>, director: &'static Director) -> PyResult<()>;

    /// An object of a director has got its C++ object, which is to find its overrides from now on.
    fn direct(&self, object: &Bound<'_, PyAny>, director: &'static Director) -> PyResult<()>;

    /// Whether a member stands for a declaration that was not bound; `dir()` leaves it out.
    fn is_hidden(&self, member: &Bound<'_, PyAny>) -> bool;

    /// The Python exception for a caught C++ one; `signature` is of the function that was called.
    fn exception(&self, py: Python<'_>, thrown: OwnedThrown, signature: Option<&str>) -> PyErr;
}

static SOURCE: OnceLock<&'static dyn ClassSource> = OnceLock::new();

/// Names the one source; done once, when the module is imported.
pub fn install(source: &'static dyn ClassSource) {
    // A second import (a subinterpreter) brings the same source again.
    let _same = SOURCE.set(source);
}

/// The source.
///
/// # Panics
///
/// Where [`install`] was not called: the module's initialisation does so first.
pub fn source() -> &'static dyn ClassSource {
    *SOURCE.get().expect("the module installs it when it is imported")
}
