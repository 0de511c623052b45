//! What the Python modules of this package ask of the runtime; private to them.
//!
//! May not know: how any of the answers is used.

use std::ffi::{OsStr, OsString};

use cppbind_abi::codes::RebuildKind;
use cppbind_abi::handshake;
use cppbind_abi::records::{HeaderFileRecord, RebuildRecord};
use pyo3::exceptions::PyTypeError;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::PyType;

use crate::dictionary::Damaged;
use crate::state::{self, MemoryPolicy, StringPolicy};
use crate::{call, instance, scope};

/// Adds the functions to the extension module.
pub(crate) fn initialise(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(library_paths, module)?)?;
    module.add_function(wrap_pyfunction!(headers, module)?)?;
    module.add_function(wrap_pyfunction!(flags, module)?)?;
    module.add_function(wrap_pyfunction!(set_autoload, module)?)?;
    module.add_function(wrap_pyfunction!(set_standard, module)?)?;
    module.add_function(wrap_pyfunction!(standard, module)?)?;
    module.add_function(wrap_pyfunction!(set_compiler, module)?)?;
    module.add_function(wrap_pyfunction!(add_type_reducer, module)?)?;
    module.add_function(wrap_pyfunction!(argument_types, module)?)?;
    module.add_function(wrap_pyfunction!(dictionaries, module)?)?;
    module.add_function(wrap_pyfunction!(abi, module)?)?;
    module.add_function(wrap_pyfunction!(library_file, module)?)?;
    module.add_function(wrap_pyfunction!(mark_movable, module)?)?;
    module.add_function(wrap_pyfunction!(set_cppyy_mode, module)?)?;
    module.add_function(wrap_pyfunction!(set_memory_policy, module)?)?;
    module.add_function(wrap_pyfunction!(as_capsule, module)?)?;
    module.add_function(wrap_pyfunction!(pin_type, module)?)
}

/// Directories that `add_library_path` named.
#[pyfunction]
#[pyo3(name = "_library_paths")]
fn library_paths() -> Vec<std::path::PathBuf> {
    state::library_paths()
}

/// The headers that the loaded dictionaries were made from: as users spelled
/// them, and the files.
#[pyfunction]
#[pyo3(name = "_headers")]
fn headers() -> Result<Vec<&'static str>, Damaged> {
    let mut all = rebuild_lines(RebuildKind::Header)?;
    for dictionary in state::dictionaries() {
        for record in dictionary.all::<HeaderFileRecord>() {
            all.push(dictionary.name(record.path)?);
        }
    }
    Ok(all)
}

/// The compiler flags of the loaded dictionaries.
#[pyfunction]
#[pyo3(name = "_flags")]
fn flags() -> Result<Vec<&'static str>, Damaged> {
    rebuild_lines(RebuildKind::Flag)
}

fn rebuild_lines(kind: RebuildKind) -> Result<Vec<&'static str>, Damaged> {
    let mut lines = Vec::new();
    for dictionary in state::dictionaries() {
        for record in dictionary.all::<RebuildRecord>() {
            if record.kind == kind as u32 {
                lines.push(dictionary.name(record.text)?);
            }
        }
    }
    Ok(lines)
}

/// Asks `callback(qualified)` for names that no dictionary has.
#[pyfunction]
#[pyo3(name = "_set_autoload")]
fn set_autoload(callback: Option<Py<PyAny>>) {
    scope::set_autoload(callback);
}

/// Says where the package's own dictionary of the standard library lies.
#[pyfunction]
#[pyo3(name = "_set_standard")]
fn set_standard(path: std::path::PathBuf) {
    state::set_standard(path);
}

/// Where that dictionary lies.
#[pyfunction]
#[pyo3(name = "_standard")]
fn standard() -> OsString {
    state::standard().into_os_string()
}

/// Asks `find(qualified)` for names that nothing loaded has, `instantiate(specialisation)` for class template
/// specialisations, and `call(alternatives)` for those of function templates: functions of Python, for they start a compiler.
#[pyfunction]
#[pyo3(name = "_set_compiler")]
fn set_compiler(find: Py<PyAny>, instantiate: Py<PyAny>, call: Py<PyAny>) {
    scope::set_compiler(find, instantiate);
    call::set_compiler(call);
}

/// The files of the loaded dictionaries, in load order.
#[pyfunction]
#[pyo3(name = "_dictionaries")]
fn dictionaries() -> Vec<&'static OsStr> {
    state::dictionaries().into_iter().map(|dictionary| dictionary.path().as_os_str()).collect()
}

/// The versions of the dictionaries that can be loaded.
#[pyfunction]
#[pyo3(name = "_abi")]
fn abi() -> (u16, u16) {
    (handshake::ABI_MAJOR, handshake::ABI_MINOR)
}

/// The file of a library, by the handle that `ctypes.CDLL` has of it and never closes.
#[pyfunction]
#[pyo3(name = "_library_file")]
fn library_file(handle: usize) -> Option<OsString> {
    // SAFETY: private to `load_library`, which passes a handle of `dlopen`.
    unsafe { state::file_of_handle(handle as *mut std::ffi::c_void) }.map(Into::into)
}

/// Lets the next call move from an object.
#[pyfunction]
#[pyo3(name = "_move")]
fn mark_movable(object: &Bound<'_, PyAny>) -> PyResult<()> {
    let proxy = instance::Instance::from(object)
        .ok_or_else(|| PyTypeError::new_err("move: an object from C++ is expected"))?;
    if proxy.set_rvalue() {
        call::unbind_all();
    }
    Ok(())
}

/// cppyy's ways from now on: its name in modules, proxies of `std::string`.
#[pyfunction]
#[pyo3(name = "_set_cppyy_mode")]
fn set_cppyy_mode() {
    state::set_package(state::Package::Cppyy);
    state::set_string_policy(StringPolicy::Proxy);
    // What calls have bound is for the policy that was.
    call::unbind_all();
}

/// Chooses whether an object that is passed by a pointer which may change it is C++'s from then on; what was the case before.
#[pyfunction]
#[pyo3(name = "_set_memory_policy")]
fn set_memory_policy(gives: bool) -> bool {
    let before = state::memory_policy() == MemoryPolicy::Heuristics;
    state::set_memory_policy(if gives { MemoryPolicy::Heuristics } else { MemoryPolicy::Strict });
    // What calls have bound is for the policy that was.
    call::unbind_all();
    before
}

/// The C++ types that a value may be passed as where the parameter's type is deduced, best first.
#[pyfunction]
#[pyo3(name = "_argument_types")]
fn argument_types(value: &Bound<'_, PyAny>) -> PyResult<Vec<String>> {
    call::argument_types(value)
}

/// Converts results of one type to another from now on.
#[pyfunction]
#[pyo3(name = "_add_type_reducer")]
fn add_type_reducer(reducible: &str, reduced: &str) -> Result<(), Damaged> {
    call::add_type_reducer(reducible, reduced)
}

/// A capsule around an address, without a name and without a destructor.
#[pyfunction]
#[pyo3(name = "_as_capsule")]
fn as_capsule(py: Python<'_>, address: usize) -> PyResult<Bound<'_, PyAny>> {
    // SAFETY: a capsule does not look at its pointer; null is refused with an error.
    unsafe {
        let capsule = ffi::PyCapsule_New(address as *mut _, std::ptr::null(), None);
        Bound::from_owned_ptr_or_err(py, capsule)
    }
}

/// Keeps results of this class from being cast to classes that derive from it.
#[pyfunction]
fn pin_type(class: &Bound<'_, PyType>) -> PyResult<()> {
    let class = instance::class_of_type(class)
        .ok_or_else(|| PyTypeError::new_err("pin_type: a class from C++ is expected"))?;
    class.pin();
    // What calls remember of virtual tables no longer holds.
    call::unbind_all();
    Ok(())
}
