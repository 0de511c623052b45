//! `import cppyy_rs.gbl.ns`, `from cppyy_rs.gbl.ns import X`.

use pyo3::prelude::*;
use pyo3::types::PyModule;

use super::Namespace;
use super::namespace::GLOBAL_MODULE;

/// Finds namespaces for Python's import system: an entry of `sys.meta_path`, and
/// its own loader.
#[pyclass(frozen, module = "cppyy_rs.types")]
#[derive(Debug)]
pub struct NamespaceFinder;

#[pymethods]
impl NamespaceFinder {
    #[pyo3(signature = (name, _path=None, _target=None))]
    fn find_spec<'py>(
        slf: &Bound<'py, Self>,
        name: &str,
        _path: Option<&Bound<'py, PyAny>>,
        _target: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Option<Bound<'py, PyAny>>> {
        if namespace(slf.py(), name)?.is_none() {
            return Ok(None);
        }
        let machinery = slf.py().import("importlib.machinery")?;
        machinery.getattr("ModuleSpec")?.call1((name, slf)).map(Some)
    }

    fn create_module<'py>(&self, spec: &Bound<'py, PyAny>) -> PyResult<Option<Bound<'py, PyModule>>> {
        let name: String = spec.getattr("name")?.extract()?;
        Ok(namespace(spec.py(), &name)?.map(|namespace| namespace.module(spec.py())))
    }

    #[expect(clippy::unused_self, reason = "the import system calls it on the loader")]
    fn exec_module(&self, _module: &Bound<'_, PyAny>) {}
}

/// The existing namespace that a module name means.
fn namespace(py: Python<'_>, module: &str) -> PyResult<Option<&'static Namespace>> {
    let Some(path) = module.strip_prefix(GLOBAL_MODULE).and_then(|rest| rest.strip_prefix('.')) else {
        return Ok(None);
    };
    Namespace::find_existing(py, &path.replace('.', "::"))
}
