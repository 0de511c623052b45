//! What the lower layers ask of scopes.

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString, PyTuple, PyType};

use super::last_resort::INSTANTIATE;
use super::lazy::LazyMember;
use super::{enumeration, python_class};
use crate::registry::{Class, ClassSource, Director};
use crate::state::OwnedThrown;
use crate::{call, director, member, pythonize};

/// The source of classes that is installed when the module is imported.
pub static SCOPES: Scopes = Scopes;

/// See [`SCOPES`].
#[derive(Debug)]
pub struct Scopes;

impl ClassSource for Scopes {
    fn python_class<'py>(&self, py: Python<'py>, class: &'static Class) -> PyResult<Bound<'py, PyType>> {
        python_class(py, class)
    }

    fn instantiate(&self, py: Python<'_>, specialisation: &str) -> PyResult<()> {
        INSTANTIATE.ask(py, specialisation).map(drop)
    }

    fn python_enum<'py>(&self, py: Python<'py>, qualified: &str) -> PyResult<Bound<'py, PyType>> {
        enumeration::python_enum(py, qualified)
    }

    fn construct<'py>(
        &self,
        class: &'static Class,
        object: &Bound<'py, PyAny>,
        arguments: &Bound<'py, PyTuple>,
        keywords: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<()> {
        call::construct(object.py(), class, object, arguments, keywords)
    }

    fn assign_static(&self, found: &Bound<'_, PyAny>, value: &Bound<'_, PyAny>) -> PyResult<bool> {
        if found.cast::<LazyMember>().is_ok_and(|member| member.get().is_constant()) {
            return Err(member::constant_error());
        }
        member::assign_static(found, value)
    }

    fn changing<'py>(
        &self,
        class: &Bound<'py, PyType>,
        name: &Bound<'py, PyString>,
        value: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Option<Bound<'py, PyAny>>> {
        director::forget(class)?;
        call::forget_copies(class, name)?;
        value.map_or(Ok(None), call::as_method)
    }

    fn joined(&self, class: &Bound<'_, PyType>) -> PyResult<()> {
        director::forget(class)?;
        call::join(class)
    }

    fn deriving<'py>(
        &self,
        bases: &Bound<'py, PyTuple>,
        dict: &Bound<'py, PyDict>,
    ) -> PyResult<Option<(Bound<'py, PyTuple>, Bound<'py, PyDict>)>> {
        director::deriving(bases, dict)
    }

    fn constructing(&self, object: &Bound<'_, PyAny>, director: &'static Director) -> PyResult<()> {
        director::check_complete(object, director)
    }

    fn direct(&self, object: &Bound<'_, PyAny>, director: &'static Director) -> PyResult<()> {
        director::direct(object, director)
    }

    fn is_hidden(&self, member: &Bound<'_, PyAny>) -> bool {
        member.cast::<LazyMember>().is_ok_and(|member| member.get().is_skipped())
    }

    fn exception(&self, py: Python<'_>, thrown: OwnedThrown, signature: Option<&str>) -> PyErr {
        pythonize::raise(py, thrown, signature)
    }
}
