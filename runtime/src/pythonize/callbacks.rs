//! The pythonizations that Python programs add (`cppyy_rs.py`), and those of the C++ class itself.

use std::sync::RwLock;

use cppbind_abi::spelling::split_scope;
use pyo3::prelude::*;
use pyo3::types::PyType;

use super::sets;
use crate::registry::Class;

/// Static functions `void(PyObject* cls, const std::string& name)` by which a class adapts itself, and its derived
/// classes; and itself alone.
const OWN: (&str, &str) = ("__cppyy_pythonize__", "__cppyy_explicit_pythonize__");

/// `cppyy_rs.py` puts its dispatcher here when the first pythonization is added.
static DISPATCHER: RwLock<Option<Py<PyAny>>> = RwLock::new(None);

/// Calls `dispatcher(cls, scope, name)` for each class made from now on.
#[pyfunction]
#[pyo3(name = "_on_class")]
pub(super) fn on_class(dispatcher: Py<PyAny>) {
    let former = {
        let mut slot = DISPATCHER.write().unwrap_or_else(|poisoned| poisoned.into_inner());
        slot.replace(dispatcher)
    };
    drop(former);
}

/// Runs the callbacks for a class that was just made.
pub(super) fn run(class: &'static Class, visible: &Bound<'_, PyType>) -> PyResult<()> {
    let py = visible.py();
    for hook in [sets::member(class, OWN.0)?, sets::own(class, OWN.1)?].into_iter().flatten() {
        if hook.is_static()? {
            hook.callable(py)?.call1((visible, class.qualified))?;
        }
    }
    let dispatcher = {
        let slot = DISPATCHER.read().unwrap_or_else(|poisoned| poisoned.into_inner());
        slot.as_ref().map(|dispatcher| dispatcher.clone_ref(py))
    };
    let Some(dispatcher) = dispatcher else { return Ok(()) };
    let (scope, name) = split_scope(class.qualified);
    dispatcher.call1(py, (visible, scope, name)).map(drop)
}
