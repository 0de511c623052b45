//! The functions of the extension module.

use std::ffi::c_void;
use std::path::Path;

use pyo3::exceptions::{PyOSError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{PyString, PyType};

use crate::convert::view::View;
use crate::convert::{self, dlpack, layout, null};
use crate::instance::{self, Instance, Ownership};
use crate::loaded::LoadedDictionary;
use crate::registry::Class;
use crate::scope::{self, NamespaceFinder, Template};
use crate::{
    call, container, low_level, member, names, package, pickling, pythonize, reflection, registry, state,
    type_info,
};

/// Fills the module when it is imported.
pub(crate) fn fill(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let py = module.py();
    layout::initialise(py)?;
    registry::install(&scope::SCOPES);
    call::install(py)?;
    member::initialise(py)?;
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add("gbl", scope::global(py)?.module(py))?;
    module.add("nullptr", null::nullptr(py)?)?;
    module.add("default", null::default_value(py)?)?;
    module.add("_nullopt", null::nullopt(py)?)?;
    module.add("_types", types(py)?)?;
    module.add("_layout_trusted", layout::trusted())?;
    module.add_function(wrap_pyfunction!(load_lib, module)?)?;
    module.add_function(wrap_pyfunction!(add_library_path, module)?)?;
    module.add_function(wrap_pyfunction!(addressof, module)?)?;
    module.add_function(wrap_pyfunction!(bind_object, module)?)?;
    module.add_function(wrap_pyfunction!(sizeof, module)?)?;
    module.add_function(wrap_pyfunction!(type_info::typeid, module)?)?;
    package::initialise(module)?;
    pickling::initialise(module)?;
    reflection::initialise(module)?;
    low_level::initialise(module)?;
    pythonize::initialise(module)?;
    let finder = Bound::new(py, NamespaceFinder)?;
    py.import("sys")?.getattr("meta_path")?.call_method1("append", (finder,))?;
    Ok(())
}

/// The Python types of proxies.
fn types(py: Python<'_>) -> PyResult<Bound<'_, PyModule>> {
    let types = PyModule::new(py, "cppyy_rs._types")?;
    types.add("Instance", instance::base_type(py)?)?;
    types.add("ExceptionBase", instance::exception_base(py)?)?;
    types.add("Scope", instance::metaclass(py)?)?;
    let [sequence, set, map] = container::types(py)?;
    types.add("Sequence", sequence)?;
    types.add("Set", set)?;
    types.add("Map", map)?;
    types.add("Matrix", container::matrix::base_type(py)?)?;
    types.add("Template", py.get_type::<Template>())?;
    types.add("DataMember", member::data_member_type(py)?)?;
    types.add_function(wrap_pyfunction!(is_method, &types)?)?;
    types.add_function(wrap_pyfunction!(dlpack::dlpack, &types)?)?;
    types.add("LowLevelView", py.get_type::<View>())?;
    Ok(types)
}

/// Whether an object is a function from C++ with an object, true, or without one,
/// false; None for all other objects.
#[pyfunction]
fn is_method(object: &Bound<'_, PyAny>) -> Option<bool> {
    call::is_method(object)
}

/// Loads a dictionary made by `cppbind gen`. A name with a slash is a path;
/// another one is looked for in the directories of `add_library_path`, in the
/// current directory, and where the dynamic linker looks, as given, with `.so`,
/// and with `lib` in front. Loading one twice gives the same object.
#[pyfunction]
fn load_lib(py: Python<'_>, name: &Bound<'_, PyAny>) -> PyResult<Py<LoadedDictionary>> {
    let name: String = py.import("os")?.call_method1("fspath", (name,))?.extract()?;
    let path = state::find_library(&name)?;
    let (dictionary, new) = state::load(&path)?;
    if new {
        scope::loaded(py)?;
    }
    LoadedDictionary::object(py, dictionary)
}

/// Adds a directory where `load_lib` looks for names without a slash; OSError
/// where there is none.
#[pyfunction]
fn add_library_path(path: &str) -> PyResult<()> {
    state::add_library_path(Path::new(path)).map_err(|error| PyOSError::new_err(format!("{path}: {error}")))
}

/// The address of a C++ object, of one of its data members, or of what a view or
/// null pointer refers to.
#[pyfunction]
#[pyo3(signature = (object, field=None, byref=false))]
fn addressof(object: &Bound<'_, PyAny>, field: Option<&str>, byref: bool) -> PyResult<usize> {
    let address = match (Instance::from(object), field) {
        (Some(instance), None) if byref => instance.address_slot() as usize,
        (Some(instance), None) => instance.address() as usize,
        (Some(_), Some(field)) => member::address(object, field)? as usize,
        (None, _) if null::is_null(object) => 0,
        _ => {
            if let Ok(view) = object.cast::<View>() {
                let view = view.borrow();
                return Ok(if byref { view.address_slot() } else { view.address() } as usize);
            }
            if let Some(address) = call::function_pointer(object)? {
                return Ok(address);
            }
            return Err(PyTypeError::new_err(format!(
                "{} is not an object from C++",
                object.get_type().name()?
            )));
        }
    };
    Ok(address)
}

/// The proxy of the object at an address, seen as a class, which may be given by
/// its C++ name. `cast` goes to the most derived class, `owns` lets Python delete it.
#[pyfunction]
#[pyo3(signature = (address, cls, owns=false, cast=false))]
fn bind_object(
    py: Python<'_>,
    address: &Bound<'_, PyAny>,
    cls: &Bound<'_, PyAny>,
    owns: bool,
    cast: bool,
) -> PyResult<Py<PyAny>> {
    let class = class_argument(cls)?;
    if let Ok(python) = cls.cast::<PyType>()
        && class.directs().is_some()
    {
        return bind_directed(address, python, class, owns);
    }
    let (address, owns) = match Instance::from(address) {
        Some(instance) => {
            let owned = instance.owned();
            instance.set_owned(false);
            (instance.address(), owns || owned)
        }
        None => (raw_address(address)?, owns),
    };
    let ownership = if owns { Ownership::Python } else { Ownership::Cpp };
    // SAFETY: the user says that there is such an object; nobody else can know.
    unsafe {
        if cast {
            instance::wrap_cast(py, class, address, ownership)
        } else {
            instance::wrap(py, class, address, ownership)
        }
    }
}

/// The object at an address as one of a Python class: that which has been made as one. Nothing becomes an object of a Python class by
/// being called one, for C++ would not know of its overrides.
fn bind_directed(
    address: &Bound<'_, PyAny>,
    python: &Bound<'_, PyType>,
    class: &'static Class,
    owns: bool,
) -> PyResult<Py<PyAny>> {
    let py = address.py();
    let given = Instance::from(address);
    let found = match given.and_then(|given| Some((given, given.class()?))) {
        // SAFETY: the address of a live object of the proxy's class, or null.
        Some((given, own)) => unsafe { registry::most_derived(own, given.address()) },
        None => (class, raw_address(address)?),
    };
    let known =
        instance::known(py, found.1, found.0).filter(|known| known.is_instance(python).unwrap_or(false));
    let Some(known) = known else {
        let name = python.name()?;
        return Err(PyTypeError::new_err(format!(
            "there is no object of the Python class {name} at this address"
        )));
    };
    let owned = given.is_some_and(|given| {
        let owned = given.owned();
        given.set_owned(false);
        owned
    });
    if let Some(instance) = Instance::from(&known).filter(|_| owns || owned) {
        instance.set_owned(true);
    }
    Ok(known.unbind())
}

fn raw_address(address: &Bound<'_, PyAny>) -> PyResult<*mut c_void> {
    if null::is_null(address) {
        return Ok(std::ptr::null_mut());
    }
    if let Ok(number) = address.extract::<usize>() {
        return Ok(number as *mut c_void);
    }
    if let Some(capsuled) = convert::pointer::capsule_address(address) {
        return Ok(capsuled as *mut c_void);
    }
    addressof(address, None, false).map(|address| address as *mut c_void)
}

/// The class that a Python class or a C++ name means.
fn class_argument(class: &Bound<'_, PyAny>) -> PyResult<&'static Class> {
    if let Ok(class) = class.cast::<PyType>()
        && let Some(class) = instance::class_of_type(class)
    {
        return Ok(class);
    }
    if let Ok(name) = class.cast::<PyString>() {
        let name = name.to_str()?;
        return names::find_class(name, "")?
            .ok_or_else(|| PyTypeError::new_err(format!("no loaded dictionary has a class {name}")));
    }
    Err(PyTypeError::new_err(format!("{} is not a class from C++", class.repr()?)))
}

/// The size in bytes of a class, an object, a type given by name or a ctypes type.
#[pyfunction]
fn sizeof(of: &Bound<'_, PyAny>) -> PyResult<u64> {
    if let Some(class) = instance::class_of(of) {
        return Ok(class.record.size);
    }
    if let Ok(name) = of.cast::<PyString>()
        && let Some(size) = builtin_size(&names::canonical(name.to_str()?, "")?)
    {
        return Ok(size);
    }
    if let Ok(class) = class_argument(of) {
        return Ok(class.record.size);
    }
    of.py().import("ctypes")?.call_method1("sizeof", (of,))?.extract()
}

/// The size of a builtin type of this machine.
fn builtin_size(name: &str) -> Option<u64> {
    Some(match name {
        "bool" | "char" | "signed char" | "unsigned char" | "char8_t" => 1,
        "short" | "unsigned short" | "char16_t" => 2,
        "int" | "unsigned int" | "float" | "wchar_t" | "char32_t" => 4,
        "long" | "unsigned long" | "long long" | "unsigned long long" | "double" => 8,
        "long double" => 16,
        _ if name.ends_with('*') => 8,
        _ => return None,
    })
}
