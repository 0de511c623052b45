//! What classes with `size()`, `begin()` and `end()` share with Python's containers.

use std::sync::atomic::{AtomicBool, Ordering};

use cppbind_abi::codes::ClassFlags;
use pyo3::exceptions::{PyIndexError, PyTypeError};
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PySlice, PyType};

use super::method::{define, define_variadic, with_self};
use super::pointers;
use super::sets::{self, Set, Side};
use crate::convert::kind::Kind;
use crate::convert::scalar::Scalar;
use crate::registry::{self, Class, Type, class_of};
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
    } else if sets::own(class, "size")?.is_some_and(|size| size.is_called_statically().unwrap_or(false)) {
        define(ty, c"__len__", 0, |object, _| Ok(object.call_method0("size")?.unbind()))?;
    }
    if declares("begin")?.is_some()
        && declares("end")?.is_some()
        && let Some(known) = iterates(class, &mut |iterator| Ok(class_of(iterator)?))?
    {
        define(ty, c"__iter__", 0, move |object, _| {
            let py = object.py();
            let comparison = match known {
                Iterates::Over(number) => return pointers::iterate(object, number),
                Iterates::OverElements(element) => return pointers::iterate_elements(object, element),
                Iterates::By(comparison) => Some(comparison),
                Iterates::Perhaps => {
                    match iterates(class, &mut |iterator| registry::class_on_demand(py, iterator))? {
                        Some(Iterates::By(comparison)) => Some(comparison),
                        _ => None,
                    }
                }
            };
            let Some(comparison) = comparison else {
                // SAFETY: a live object; null means that an error is set.
                let by_index =
                    unsafe { Bound::from_owned_ptr_or_err(py, ffi::PySeqIter_New(object.as_ptr())) };
                return by_index.map(Bound::unbind).map_err(|_| {
                    PyTypeError::new_err(format!("{}: its begin() gives no iterator", class.qualified))
                });
            };
            let iterator = Iterator {
                container: object.clone().unbind(),
                current: object.call_method0("begin")?.unbind(),
                end: object.call_method0("end")?.unbind(),
                comparison,
                is_begun: AtomicBool::new(false),
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
    if class.flags().has(ClassFlags::RANGE) {
        range(ty)?;
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

/// How the end is told from other places.
#[derive(Clone, Copy)]
enum Comparison {
    Equal,
    Unequal,
}

/// What is known of the iterators that `begin()` gives.
#[derive(Clone, Copy)]
enum Iterates {
    /// They iterate, and compare so.
    By(Comparison),
    /// They are pointers to numbers.
    Over(Scalar),
    /// They are pointers to other elements.
    OverElements(Type),
    /// Their class is a specialisation that nothing loaded has: it is made when somebody iterates.
    Perhaps,
}

/// How the iterators compare that `begin()` gives, whose classes `find` knows; nothing where what it gives does not
/// iterate, so that indices serve, where there are any.
fn iterates(
    class: &'static Class,
    find: &mut dyn FnMut(Type) -> PyResult<Option<&'static Class>>,
) -> PyResult<Option<Iterates>> {
    let Some(begin) = sets::member(class, "begin")? else { return Ok(None) };
    let mut unknown = None;
    for function in begin.functions()? {
        if let Some(number) = pointers::number(begin.result(function)?)? {
            return Ok(Some(Iterates::Over(number)));
        }
        if let Some(element) = pointers::element(begin.result(function)?)? {
            return Ok(Some(Iterates::OverElements(element)));
        }
        let Some(ty) = iterator_type(begin.result(function)?)? else { continue };
        let Some(iterator) = find(ty)? else {
            if ty.spelling()?.ends_with('>') {
                unknown = Some(Iterates::Perhaps);
            }
            continue;
        };
        if let Some(comparison) = comparison(iterator)? {
            return Ok(Some(Iterates::By(comparison)));
        }
    }
    Ok(unknown)
}

/// How objects of a class compare that iterate; nothing where they do not.
fn comparison(iterator: &'static Class) -> PyResult<Option<Comparison>> {
    let has = |operator: &str| -> PyResult<bool> {
        Ok(sets::member(iterator, operator)?.is_some()
            || !sets::free(iterator, operator, Side::Left)?.is_empty())
    };
    if !has("operator++")? || !has("operator*")? {
        return Ok(None);
    }
    // A loop of C++ asks for `!=`, which C++20 makes of `==`. A specialisation's own `==` may be a template.
    if has("operator==")? || iterator.dictionary.stub(iterator.record.equal)?.is_some() {
        return Ok(Some(Comparison::Equal));
    }
    Ok(has("operator!=")?.then_some(Comparison::Unequal))
}

/// The type of an iterator that is returned by value or by reference; a pointer is another kind of iterator.
fn iterator_type(result: Type) -> PyResult<Option<Type>> {
    Ok(match Kind::of(result)? {
        Kind::Reference(referent, _) => Some(referent).filter(|ty| matches!(Kind::of(*ty), Ok(Kind::Class))),
        Kind::Class => Some(result),
        _ => None,
    })
}

/// A Python iterator over a pair of C++ iterators.
#[pyclass(module = "cppyy_rs.types")]
struct Iterator {
    /// Keeps what the iterators point into.
    container: Py<PyAny>,
    current: Py<PyAny>,
    end: Py<PyAny>,
    comparison: Comparison,
    /// Whether `current` has been given out. It moves on when the next one is asked for, not before: what it refers
    /// to may be a part of it.
    is_begun: AtomicBool,
}

#[pymethods]
impl Iterator {
    fn __iter__(iterator: PyRef<'_, Self>) -> PyRef<'_, Self> {
        iterator
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<Py<PyAny>>> {
        let current = self.current.bind(py);
        if self.is_begun.swap(true, Ordering::Relaxed) {
            // An iterator of the simplest kind may have one of the two only.
            let prefix = pyo3::intern!(py, "__preinc__");
            if current.hasattr(prefix)? {
                current.call_method0(prefix)?;
            } else {
                current.call_method0(pyo3::intern!(py, "__postinc__"))?;
            }
        }
        let ended = match self.comparison {
            Comparison::Equal => current.eq(&self.end)?,
            Comparison::Unequal => !current.ne(&self.end)?,
        };
        if ended {
            // As at the end of every iterator of Python: it stays there.
            self.is_begun.store(false, Ordering::Relaxed);
            return Ok(None);
        }
        let value = current.call_method0("__deref__")?;
        if instance::class_of(&value).is_some() {
            instance::set_lifeline(&value, self.container.bind(py))?;
        }
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

/// Iteration over what lies between two iterators, as `equal_range` returns them. They stay where they are: a copy of the
/// first goes along.
fn range(ty: &Bound<'_, PyType>) -> PyResult<()> {
    define(ty, c"__iter__", 0, |object, _| {
        let py = object.py();
        let (first, second) = (object.getattr("first")?, object.getattr("second")?);
        let class = instance::class_of(&first);
        let Some(comparison) = class.map(comparison).transpose()?.flatten() else {
            let text = format!("{}: its iterators cannot be compared", object.get_type().name()?);
            return Err(PyTypeError::new_err(text));
        };
        let iterator = Iterator {
            container: object.clone().unbind(),
            current: first.get_type().call1((&first,))?.unbind(),
            end: second.unbind(),
            comparison,
            is_begun: AtomicBool::new(false),
        };
        Ok(Py::new(py, iterator)?.into_any())
    })
}
