//! Members of classes that are made when they are asked for.
//!
//! Everything of a class is in its dict from the start, so that Python's own
//! look-up finds inherited members. Nested types are there as descriptors that
//! replace themselves; declarations that were not bound, as descriptors that
//! say why.

use cppbind_abi::codes::NameKind;
use pyo3::exceptions::PyAttributeError;
use pyo3::prelude::*;

use super::lookup::Found;
use super::{entry, missing};
use crate::deprecation;
use crate::instance;
use crate::member::ConstantMember;
use crate::registry::Class;

/// A member that is not made yet.
#[pyclass(frozen, name = "LazyMember", module = "cppyy_rs.types")]
pub(super) struct LazyMember {
    found: Found,
    name: &'static str,
    owner: &'static Class,
}

impl LazyMember {
    pub(super) fn new(owner: &'static Class, name: &'static str, found: Found) -> Self {
        Self { found, name, owner }
    }

    /// Whether it stands for a declaration that was not bound.
    pub(super) fn is_skipped(&self) -> bool {
        self.found.kind == NameKind::Skipped
    }

    /// Whether it stands for an enumerator, which is never assigned.
    pub(super) fn is_constant(&self) -> bool {
        self.found.kind == NameKind::Enumerator
    }
}

#[pymethods]
impl LazyMember {
    fn __get__<'py>(
        slf: &Bound<'py, Self>,
        _object: &Bound<'py, PyAny>,
        _class: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let py = slf.py();
        let this = slf.get();
        if this.is_skipped() {
            return Err(missing::not_bound(&this.found)?);
        }
        let value = entry::value(py, &[this.found], Some(this.owner))?
            .ok_or_else(|| PyAttributeError::new_err(this.name))?;
        let class = super::python_class(py, this.owner)?;
        if this.found.kind == NameKind::Enumerator {
            let warning = entry::deprecation(&this.found)?;
            let constant = Bound::new(py, ConstantMember::new(value.clone(), warning))?;
            instance::define(&class, this.name, &constant)?;
            warning.map_or(Ok(()), |warning| deprecation::warn(py, warning))?;
        } else {
            instance::define(&class, this.name, &value)?;
        }
        Ok(value)
    }
}
