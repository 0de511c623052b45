//! What `cppyy_rs.ll` asks of the runtime: views of memory by type names, and casts of objects.
//!
//! May not know: how any of the answers is used.

use std::ffi::c_void;

use cppbind_abi::codes::ClassFlags;
use pyo3::exceptions::{PyReferenceError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::PyType;

use crate::convert::kind::size_of_type;
use crate::convert::view::{Shape, View};
use crate::instance::{self, Instance, Ownership};
use crate::registry::{self, Class, Type};
use crate::{call, names, scope, state};

/// Adds the functions to the extension module.
pub(crate) fn initialise(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(canonical, module)?)?;
    module.add_function(wrap_pyfunction!(size_of_element, module)?)?;
    module.add_function(wrap_pyfunction!(is_its_bytes, module)?)?;
    module.add_function(wrap_pyfunction!(view, module)?)?;
    module.add_function(wrap_pyfunction!(forget, module)?)?;
    module.add_function(wrap_pyfunction!(static_cast, module)?)?;
    module.add_function(wrap_pyfunction!(guard_everywhere, module)?)?;
    module.add_function(wrap_pyfunction!(load_standard, module)?)
}

/// A type's spelling as dictionaries have it: typedefs are resolved.
#[pyfunction]
#[pyo3(name = "_canonical")]
fn canonical(spelling: &str) -> PyResult<String> {
    Ok(names::canonical(spelling, "")?)
}

/// The size of an element of this type.
#[pyfunction]
#[pyo3(name = "_size_of_element")]
fn size_of_element(spelling: &str) -> PyResult<usize> {
    let ty = type_called(spelling)?;
    size_of_type(ty)?.ok_or_else(|| PyTypeError::new_err(format!("the size of {spelling} is unknown")))
}

/// Whether objects of this class are no more than their bytes, so that an array of them needs no constructors for its
/// copies and no destructors, and C++ hides no count before it; aligned as `new[]` does by itself.
#[pyfunction]
#[pyo3(name = "_is_its_bytes")]
fn is_its_bytes(spelling: &str) -> PyResult<bool> {
    let class = registry::class_of(type_called(spelling)?)?;
    Ok(class.is_some_and(|class| {
        class.flags().has(ClassFlags::TRIVIALLY_COPYABLE) && class.record.alignment <= 16
    }))
}

/// A view of the elements at an address, of unknown number where none is given. What `release` is called with when
/// the view owns its memory is the address; without it the memory is from `malloc`, or C++'s own.
#[pyfunction]
#[pyo3(name = "_view", signature = (spelling, address, count=None, cpp_array=true, release=None))]
fn view(
    py: Python<'_>,
    spelling: &str,
    address: usize,
    count: Option<usize>,
    cpp_array: bool,
    release: Option<Py<PyAny>>,
) -> PyResult<Py<PyAny>> {
    let shape = match count {
        Some(count) => Shape::known(isize::try_from(count)?),
        None => Shape::unknown(),
    };
    let view = View::new(type_called(spelling)?, shape, address as *mut c_void, None);
    view.of_memory(cpp_array, release).into_python(py)
}

/// Makes a view null, because its memory was given back.
#[pyfunction]
#[pyo3(name = "_forget")]
fn forget(view: &Bound<'_, View>) {
    view.borrow_mut().forget();
}

/// Loads the package's dictionary of the standard library, which has functions for memory.
#[pyfunction]
#[pyo3(name = "_load_standard")]
fn load_standard(py: Python<'_>) -> PyResult<()> {
    if state::load_standard("std")? { scope::loaded(py) } else { Ok(()) }
}

/// The type of this spelling, in the first dictionary that knows it.
fn type_called(spelling: &str) -> PyResult<Type> {
    let name = names::canonical(spelling, "")?;
    for dictionary in state::dictionaries() {
        for (index, record) in dictionary.all::<cppbind_abi::records::TypeRecord>().iter().enumerate() {
            if dictionary.name(record.spelling)? == name {
                return Ok(Type::new(dictionary, index as u32)?);
            }
        }
    }
    Err(PyTypeError::new_err(format!("no loaded dictionary knows the type {spelling}")))
}

/// `static_cast<T*>`: to a base, or down to a class that derives from the object's, which C++ believes the caller.
#[pyfunction]
#[pyo3(name = "_static_cast")]
fn static_cast(object: &Bound<'_, PyAny>, class: &Bound<'_, PyType>) -> PyResult<Py<PyAny>> {
    let py = object.py();
    let of = |what: &str| PyTypeError::new_err(format!("static_cast: {what}"));
    let target = instance::class_of_type(class).ok_or_else(|| of("the target is no class from C++"))?;
    let (Some(own), Some(proxy)) = (instance::class_of(object), Instance::from(object)) else {
        return Err(of("an object from C++ is expected"));
    };
    let address = if own.depth_to(target).is_some() {
        instance::address_or_null_as(object, target)?
    } else {
        down(own, target, proxy.address())?
    };
    // SAFETY: as in C++, the caller says that the object is one of the target; what it is not, nobody can know.
    let made = unsafe { instance::wrap(py, target, address, Ownership::Cpp)? };
    if !made.is(object) && !address.is_null() {
        instance::set_lifeline(made.bind(py), object)?;
    }
    Ok(made)
}

/// Where the derived object begins whose base's part lies at an address.
fn down(base: &Class, derived: &Class, address: *mut c_void) -> PyResult<*mut c_void> {
    if derived.depth_to(base).is_none() {
        let text = format!("static_cast: {} and {} are not related", base.qualified, derived.qualified);
        return Err(PyTypeError::new_err(text));
    }
    let offset = derived.offset_to(base).ok_or_else(|| {
        PyTypeError::new_err(format!("static_cast: {} is a virtual base; use dynamic_cast", base.qualified))
    })?;
    if address.is_null() {
        return Err(PyReferenceError::new_err("static_cast: a null pointer"));
    }
    Ok(address.wrapping_byte_offset(-offset))
}

/// Turns signals in all calls into exceptions, or in none but those that ask for it; returns what was the case before.
#[pyfunction]
#[pyo3(name = "_signals_as_exception")]
fn guard_everywhere(enable: bool) -> PyResult<bool> {
    call::guard_everywhere(enable)
}
