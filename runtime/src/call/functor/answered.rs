//! What an override's latest result hangs on, as a Python object that the collector sees through.

use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::prelude::*;

use super::answer::Kept;

/// Kept among the attributes of the object whose override has answered.
#[pyclass(module = "cppyy_rs")]
pub(crate) struct Answered(Option<Box<Kept>>);

// SAFETY: what is kept is touched with the interpreter attached only.
unsafe impl Send for Answered {}
// SAFETY: as above.
unsafe impl Sync for Answered {}

impl Answered {
    pub(crate) fn new(kept: Box<Kept>) -> Self {
        Self(Some(kept))
    }
}

#[pymethods]
impl Answered {
    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        self.0.iter().flat_map(|kept| kept.objects()).try_for_each(|object| visit.call(object))
    }

    fn __clear__(&mut self) {
        self.0 = None;
    }
}
