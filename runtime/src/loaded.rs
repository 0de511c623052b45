//! A loaded dictionary as Python sees it.
//!
//! May not know: how dictionaries are found.

use std::path::Path;
use std::sync::Mutex;

use cppbind_abi::records::ClassRecord;
use pyo3::prelude::*;

use crate::dictionary::Dictionary;

/// The Python objects of dictionaries so far.
static LOADED: Mutex<Vec<Py<LoadedDictionary>>> = Mutex::new(Vec::new());

/// A loaded dictionary, as `load_lib` returns it.
#[pyclass(frozen, module = "cppyy_rs", name = "Dictionary")]
#[derive(Debug)]
pub struct LoadedDictionary(&'static Dictionary);

impl LoadedDictionary {
    /// The Python object of a dictionary: one each.
    pub(crate) fn object(py: Python<'_>, dictionary: &'static Dictionary) -> PyResult<Py<Self>> {
        let mut known = LOADED.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        if let Some(loaded) = known.iter().find(|loaded| loaded.get().0 == dictionary) {
            return Ok(loaded.clone_ref(py));
        }
        let loaded = Py::new(py, Self(dictionary))?;
        known.push(loaded.clone_ref(py));
        Ok(loaded)
    }
}

#[pymethods]
impl LoadedDictionary {
    /// The file.
    #[getter]
    fn path(&self) -> &Path {
        self.0.path()
    }

    /// The dictionary's stem: `MyClass` of `libMyClassDict.so`.
    #[getter]
    fn name(&self) -> PyResult<&'static str> {
        Ok(self.0.name(self.0.header().name)?)
    }

    /// The class template specialisations that it binds.
    #[getter]
    fn specialisations(&self) -> PyResult<Vec<&'static str>> {
        let names = self.0.all::<ClassRecord>().iter().map(|class| self.0.name(class.qualified));
        let names = names.collect::<Result<Vec<_>, _>>()?;
        Ok(names.into_iter().filter(|name| name.ends_with('>')).collect())
    }

    /// By its file: another process loads it there, or where it finds it.
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("cppyy_rs._pickling")?.call_method1("reduce_dictionary", (slf,))
    }

    fn __repr__(&self) -> String {
        format!("<cppyy_rs.Dictionary '{}'>", self.0.path().display())
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Self>().is_ok_and(|other| other.get().0 == self.0)
    }

    fn __hash__(&self) -> usize {
        std::ptr::from_ref(self.0) as usize
    }
}
