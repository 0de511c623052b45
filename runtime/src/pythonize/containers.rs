//! What classes with `size()`, `begin()` and `end()` share with Python's containers.

use pyo3::exceptions::PyIndexError;
use pyo3::prelude::*;
use pyo3::types::{PySlice, PyType};

use super::method::{define, define_variadic, with_self};
use super::sets::{self, Set, Side};
use crate::registry::{Class, class_of};
use crate::{container, instance};

/// Gives a class `__len__`, `__iter__` and `__contains__` where it has the functions for them.
pub(super) fn install(class: &'static Class, ty: &Bound<'_, PyType>) -> PyResult<()> {
    let declares = |name: &str| -> PyResult<Option<Set>> {
        match sets::own(class, name)? {
            Some(set) if set.takes(0)? => Ok(Some(set)),
            _ => Ok(None),
        }
    };
    if let Some(size) = declares("size")? {
        let callable = size.callable(ty.py())?.unbind();
        define(ty, c"__len__", 0, move |object, _| {
            Ok(callable.bind(object.py()).call1((object,))?.unbind())
        })?;
    }
    if declares("begin")?.is_some() && declares("end")?.is_some() && iterates(class)? {
        define(ty, c"__iter__", 0, |object, _| {
            let current = object.call_method0("begin")?;
            if !compares(&current)? {
                return by_index(object);
            }
            let iterator = Iterator {
                container: object.clone().unbind(),
                current: current.unbind(),
                end: object.call_method0("end")?.unbind(),
            };
            Ok(Py::new(object.py(), iterator)?.into_any())
        })?;
    }
    if sets::has_name(class, "key_type")? && sets::member(class, "count")?.is_some() {
        define(ty, c"__contains__", 1, |object, arguments| {
            let found = match object.call_method1("count", (&arguments[0],)) {
                Ok(count) => count.is_truthy()?,
                Err(error) if error.is_instance_of::<pyo3::exceptions::PyTypeError>(object.py()) => false,
                Err(error) => return Err(error),
            };
            Ok(found.into_pyobject(object.py())?.to_owned().into_any().unbind())
        })?;
    }
    if class.qualified.starts_with("std::vector<") {
        vector(ty)?;
    }
    if class.qualified.starts_with("std::pair<") {
        pair(ty)?;
    }
    Ok(())
}

/// Whether a key is there is asked of the class itself, as its dict says: nobody iterates and compares.
pub(super) fn lookup(ty: &Bound<'_, PyType>) -> PyResult<()> {
    let [_, set, map] = container::types(ty.py())?;
    let name = pyo3::intern!(ty.py(), "__contains__");
    for base in [set.bind(ty.py()), map.bind(ty.py())] {
        if ty.is_subclass(base)? {
            // The slot's own wrapper: the class keeps the C function.
            instance::define(ty, "__contains__", &base.getattr(name)?)?;
        }
    }
    Ok(())
}

/// Whether `begin()` gives an object of a class that iterates, so that it can
/// be used from here; otherwise indices serve, where there are any.
fn iterates(class: &'static Class) -> PyResult<bool> {
    let Some(begin) = sets::member(class, "begin")? else { return Ok(false) };
    for function in begin.functions()? {
        let Some(iterator) = class_of(begin.result(function)?)? else { continue };
        let comparable = sets::member(iterator, "operator==")?.is_some()
            || !sets::free(iterator, "operator==", Side::Left)?.is_empty();
        if comparable
            && sets::member(iterator, "operator++")?.is_some()
            && sets::member(iterator, "operator*")?.is_some()
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether C++ compares objects of this class; two proxies of iterators at the
/// same place are different objects to everyone else, and the end never comes.
fn compares(iterator: &Bound<'_, PyAny>) -> PyResult<bool> {
    let name = pyo3::intern!(iterator.py(), "__eq__");
    let inherited = instance::base_type(iterator.py())?.getattr(name)?;
    Ok(!iterator.get_type().getattr(name)?.is(&inherited))
}

/// A Python iterator over the indices of a sequence.
fn by_index(sequence: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
    // SAFETY: a live object; null means that an error is set.
    let iterator =
        unsafe { Bound::from_owned_ptr_or_err(sequence.py(), pyo3::ffi::PySeqIter_New(sequence.as_ptr())) };
    iterator.map(Bound::unbind)
}

/// A Python iterator over a pair of C++ iterators.
#[pyclass(module = "cppyy_rs.types")]
struct Iterator {
    /// Keeps what the iterators point into.
    container: Py<PyAny>,
    current: Py<PyAny>,
    end: Py<PyAny>,
}

#[pymethods]
impl Iterator {
    fn __iter__(iterator: PyRef<'_, Self>) -> PyRef<'_, Self> {
        iterator
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<Py<PyAny>>> {
        let current = self.current.bind(py);
        if current.eq(&self.end)? {
            return Ok(None);
        }
        let value = current.call_method0("__deref__")?;
        if instance::class_of(&value).is_some() {
            instance::set_lifeline(&value, self.container.bind(py))?;
        }
        current.call_method0("__preinc__")?;
        Ok(Some(value.unbind()))
    }
}

/// Construction from iterables, `+=` and slices.
fn vector(ty: &Bound<'_, PyType>) -> PyResult<()> {
    let constructor = ty.getattr("__init__")?.unbind();
    define_variadic(ty, c"__init__", move |object, arguments, keywords| {
        let py = object.py();
        let constructor = constructor.bind(py);
        if let ([items], None) = (arguments, keywords)
            && instance::class_of(items).is_none()
            && let Ok(items) = items.try_iter()
        {
            constructor.call1((object,))?;
            append(object, items)?;
            return Ok(py.None());
        }
        constructor.call(with_self(object, arguments)?, keywords).map(Bound::unbind)
    })?;
    define(ty, c"__iadd__", 1, |object, arguments| {
        append(object, arguments[0].try_iter()?)?;
        Ok(object.clone().unbind())
    })?;
    let item = ty.getattr("__getitem__")?.unbind();
    define(ty, c"__getitem__", 1, move |object, arguments| {
        let py = object.py();
        let Ok(slice) = arguments[0].cast::<PySlice>() else {
            return Ok(item.bind(py).call1((object, &arguments[0]))?.unbind());
        };
        let range = slice.indices(isize::try_from(object.len()?)?)?;
        let part = object.get_type().call0()?;
        let mut position = range.start;
        for _ in 0..range.slicelength {
            part.call_method1("push_back", (item.bind(py).call1((object, position))?,))?;
            position += range.step;
        }
        Ok(part.unbind())
    })
}

fn append<'py>(
    vector: &Bound<'py, PyAny>,
    items: impl std::iter::Iterator<Item = PyResult<Bound<'py, PyAny>>>,
) -> PyResult<()> {
    let push_back = vector.getattr("push_back")?;
    for item in items {
        push_back.call1((item?,))?;
    }
    Ok(())
}

/// Unpacking.
fn pair(ty: &Bound<'_, PyType>) -> PyResult<()> {
    define(ty, c"__len__", 0, |object, _| Ok(2i32.into_pyobject(object.py())?.into_any().unbind()))?;
    define(ty, c"__getitem__", 1, |object, arguments| match arguments[0].extract::<i64>()? {
        0 | -2 => Ok(object.getattr("first")?.unbind()),
        1 | -1 => Ok(object.getattr("second")?.unbind()),
        _ => Err(PyIndexError::new_err("a pair has two elements")),
    })
}
