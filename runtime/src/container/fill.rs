//! C++ containers made of Python's collections.
//!
//! May not know: who asks for one.

use std::ptr;

use cppbind_abi::codes::ContainerKind;
use pyo3::exceptions::{PyMemoryError, PyTypeError, PyValueError};
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyByteArray, PyBytes, PyDict, PyList, PyString, PyTuple};

use super::element::{Cell, Element, temporaries};
use super::place::Place;
use super::{Address, Container, check, function};
use crate::convert::buffer::Buffer;
use crate::convert::caller::Refused;
use crate::convert::cstring;
use crate::convert::scalar::Scalar;
use crate::convert::temporaries::Temporaries;
use crate::instance;

/// A new container of the class that holds the elements of a Python collection; `None` where the value is none to this
/// class: a text, a number, an object from C++ that is no container. What its elements may refer to is kept with `temporaries`.
pub(super) fn make_own(
    container: &'static Container,
    value: &Bound<'_, PyAny>,
    temporaries: &mut Temporaries,
) -> Result<Option<Address>, Refused> {
    match begin(container, value, temporaries)? {
        Some(Begun { made, fitted: Ok(()) }) => Ok(Some(made)),
        Some(Begun { made, fitted: Err(refused) }) => {
            container.end(made);
            Err(refused)
        }
        None => Ok(None),
    }
}

/// A new container, for the caller to end.
pub(super) struct Begun {
    pub(super) made: Address,
    /// Why not all elements are in it.
    pub(super) fitted: Result<(), Refused>,
}

/// A new container with the elements of a Python collection, or with those before the first that did not fit, and why.
pub(super) fn begin(
    container: &'static Container,
    value: &Bound<'_, PyAny>,
    temporaries: &mut Temporaries,
) -> Result<Option<Begun>, Refused> {
    if !container.takes(value).map_err(Refused::Unfit)? {
        return Ok(None);
    }
    if let Some(borrow) = container.operations.borrow {
        let made = container.borrow(borrow, value, temporaries)?;
        return Ok(Some(Begun { made, fitted: Ok(()) }));
    }
    let Some(make) = container.operations.make else { return Ok(None) };
    // SAFETY: the ABI says what it does.
    let made = unsafe { make() };
    check(value.py()).map_err(Refused::Raised)?;
    if made.is_null() {
        return Err(Refused::Raised(PyMemoryError::new_err(container.class.qualified)));
    }
    Ok(Some(Begun { made, fitted: container.extend(made, value, temporaries) }))
}

/// The container to change.
#[derive(Clone, Copy)]
pub(super) enum Target<'a, 'py> {
    /// One that nothing else reaches.
    Hidden(Address),
    /// That of a proxy: conversions may run code that ends it, so it is found after them.
    Seen(&'a Bound<'py, PyAny>),
}

impl Target<'_, '_> {
    fn address(self) -> Result<Address, Refused> {
        match self {
            Self::Hidden(address) => Ok(address),
            Self::Seen(object) => instance::export::check_unlocked(object)
                .and_then(|()| Place::of(object))
                .map(|place| place.address)
                .map_err(Refused::Raised),
        }
    }
}

impl Container {
    /// Whether a Python value is a collection that may become such a container.
    pub(super) fn takes(&self, value: &Bound<'_, PyAny>) -> PyResult<bool> {
        if value.is_instance_of::<PyList>() || value.is_instance_of::<PyTuple>() {
            return Ok(true);
        }
        if value.is_instance_of::<PyString>() {
            return Ok(self.characters().is_some());
        }
        if value.is_instance_of::<PyBytes>() || value.is_instance_of::<PyByteArray>() {
            let scalar = self.element.as_ref().and_then(Element::scalar);
            return Ok(scalar.is_some_and(|scalar| scalar.size() == 1));
        }
        if value.is_instance_of::<PyDict>() {
            return Ok(self.kind() == ContainerKind::Map);
        }
        if let Some(class) = instance::class_of(value) {
            // A container of another class gives its elements; one of this class is passed as it is.
            return Ok(class.depth_to(self.class).is_none() && super::inherited(class)?.is_some());
        }
        // SAFETY: a live object has a live type.
        unsafe {
            let class = ffi::Py_TYPE(value.as_ptr());
            Ok((*class).tp_iter.is_some() || ffi::PySequence_Check(value.as_ptr()) != 0)
        }
    }

    /// Ends a container of [`make`] that nobody has seen.
    pub(super) fn end(&self, made: Address) {
        if let Some(destroy) = self.destroy {
            // SAFETY: made for the purpose, ended once.
            unsafe { destroy(made) };
        }
        drop(crate::state::take_thrown());
    }

    /// Adds the elements of a Python collection to a container that nothing else reaches.
    pub(super) fn extend(
        &self,
        target: Address,
        value: &Bound<'_, PyAny>,
        kept: &mut Temporaries,
    ) -> Result<(), Refused> {
        let sequence = !matches!(self.kind(), ContainerKind::Set | ContainerKind::Map);
        if sequence
            && let Some(element) = &self.element
            && (element.is_number() || self.characters().is_some())
            && self.operations.resize.is_some()
            && self.operations.view.is_some()
        {
            return self.extend_numbers(target, element, value);
        }
        if self.kind() == ContainerKind::Map {
            return self.extend_map(target, value);
        }
        if sequence && self.extend_structs(target, value)? {
            return Ok(());
        }
        if self.operations.append.is_some() || self.operations.append_moved.is_some() {
            let refers = self.element.as_ref().is_some_and(Element::may_refer);
            return each(value, |index, item| {
                let mut own = temporaries();
                self.append_keeping(Target::Hidden(target), index, item, &mut own)?;
                if refers {
                    kept.adopt(own);
                }
                Ok(())
            });
        }
        self.fill_fixed(target, value)
    }

    /// Numbers one behind the other, without a call of C++ for each.
    fn extend_numbers(
        &self,
        target: Address,
        element: &Element,
        value: &Bound<'_, PyAny>,
    ) -> Result<(), Refused> {
        let py = value.py();
        if let Some(characters) = self.characters()
            && value.is_instance_of::<PyString>()
        {
            let encoded = cstring::encode(characters, value).map_err(Refused::Unfit)?;
            let units = encoded.as_bytes();
            let first = self.grow(py, target, units.len() / characters.size())?;
            // SAFETY: the room for as many characters.
            unsafe { ptr::copy_nonoverlapping(units.as_ptr(), first.cast(), units.len()) };
            return Ok(());
        }
        if let Some(scalar) = element.scalar()
            && let Some(buffer) = Buffer::of(value)
            && buffer.dimensions() == 1
            && buffer.holds(scalar)
        {
            let first = self.grow(py, target, buffer.bytes() / buffer.item_size().max(1))?;
            // SAFETY: the room for as many elements of this size.
            unsafe { ptr::copy_nonoverlapping(buffer.address().cast::<u8>(), first.cast(), buffer.bytes()) };
            return Ok(());
        }
        // Conversions may run code that changes a list, but nobody can change the container.
        let items = match value.cast_exact::<PyList>() {
            Ok(list) => list.len(),
            Err(_) => match value.cast_exact::<PyTuple>() {
                Ok(tuple) => tuple.len(),
                Err(_) => return each(value, |index, item| self.append(Target::Hidden(target), index, item)),
            },
        };
        let first = self.grow(py, target, items)?;
        let fitted = self.fill_numbers(element, value, items, first);
        if let Err((index, refused)) = fitted {
            // The elements that were not reached go.
            let (Some(size), Some(resize)) = (self.operations.size, self.operations.resize) else {
                return Err(refused);
            };
            // SAFETY: a live container that nothing else reaches, which has grown by so many.
            unsafe { resize(target, size(target) - items + index) };
            check(py).map_err(Refused::Raised)?;
            return Err(refused);
        }
        Ok(())
    }

    /// Converts the items of a list or a tuple into the room for as many numbers; fails with the index of the first that
    /// does not fit.
    fn fill_numbers(
        &self,
        element: &Element,
        value: &Bound<'_, PyAny>,
        items: usize,
        first: Address,
    ) -> Result<(), (usize, Refused)> {
        let py = value.py();
        let mut place = first.cast::<u8>();
        for index in 0..items {
            // SAFETY: an exact list or tuple; a list may have become shorter, which the second test finds.
            // The item is held while it is converted.
            let item = unsafe {
                let item = if ffi::PyList_CheckExact(value.as_ptr()) == 0 {
                    ffi::PyTuple_GET_ITEM(value.as_ptr(), index.cast_signed())
                } else if index.cast_signed() < ffi::PyList_GET_SIZE(value.as_ptr()) {
                    ffi::PyList_GET_ITEM(value.as_ptr(), index.cast_signed())
                } else {
                    let shorter =
                        pyo3::exceptions::PyRuntimeError::new_err("list changed size during conversion");
                    return Err((index, Refused::Raised(shorter)));
                };
                // SAFETY: the room for this element, a live item.
                if let Some((_, store)) = element.in_place
                    && store(place.cast(), item)
                {
                    place = place.add(self.operations.element_size);
                    continue;
                }
                Bound::from_borrowed_ptr(py, item)
            };
            let mut cell = Cell::default();
            let mut temporaries = temporaries();
            let bits = element.pass(&item, &mut cell, &mut temporaries);
            let bits = bits.map_err(|error| (index, unfit(py, index, error)))?;
            // SAFETY: the room for this element, and a number of its type.
            unsafe {
                ptr::copy_nonoverlapping(bits.cast::<u8>(), place, self.operations.element_size);
                place = place.add(self.operations.element_size);
            }
        }
        Ok(())
    }

    /// So many more elements; where the first of them lies.
    pub(super) fn grow(&self, py: Python<'_>, target: Address, more: usize) -> Result<Address, Refused> {
        let (Some(size), Some(resize), Some(view)) =
            (self.operations.size, self.operations.resize, self.operations.view)
        else {
            return Err(Refused::Unfit(PyTypeError::new_err("this container cannot grow")));
        };
        // SAFETY: a live container that nothing else reaches.
        unsafe {
            let old = size(target);
            resize(target, old + more);
            check(py).map_err(Refused::Raised)?;
            let (mut first, mut count) = (ptr::null_mut(), 0);
            view(target, &raw mut first, &raw mut count);
            debug_assert_eq!(count, old + more);
            Ok(first.wrapping_byte_add(old * self.operations.element_size))
        }
    }

    /// One element more, a copy of what a Python object is to C++.
    pub(super) fn append(
        &self,
        target: Target<'_, '_>,
        index: usize,
        item: &Bound<'_, PyAny>,
    ) -> Result<(), Refused> {
        self.append_keeping(target, index, item, &mut temporaries())
    }

    /// The same with what the element may refer to in the caller's keeping.
    fn append_keeping(
        &self,
        target: Target<'_, '_>,
        index: usize,
        item: &Bound<'_, PyAny>,
        kept: &mut Temporaries,
    ) -> Result<(), Refused> {
        let py = item.py();
        let Some(element) = &self.element else {
            return Err(Refused::Unfit(PyTypeError::new_err("elements without a type")));
        };
        let mut cell = Cell::default();
        let passed = element
            .pass(item, &mut cell, kept)
            .map_err(|error| if kept.raised { Refused::Raised(error) } else { unfit(py, index, error) })?;
        let target = target.address()?;
        // SAFETY: a live container, and an element's address that is good until `kept` goes.
        unsafe {
            match (self.operations.append, self.operations.append_moved) {
                (Some(append), _) => append(target, passed),
                (None, Some(append_moved)) => append_moved(target, passed.cast_mut()),
                (None, None) => {}
            }
        }
        check(py).map_err(Refused::Raised)
    }

    fn extend_map(&self, target: Address, value: &Bound<'_, PyAny>) -> Result<(), Refused> {
        if let Ok(dict) = value.cast::<PyDict>() {
            return each(dict.items().as_any(), |index, item| {
                let item = item.cast::<PyTuple>().map_err(|error| unfit(item.py(), index, error.into()))?;
                let (key, value) = (item.get_item(0), item.get_item(1));
                match (key, value) {
                    (Ok(key), Ok(value)) => self.set_item(Target::Hidden(target), index, &key, &value),
                    (Err(error), _) | (_, Err(error)) => Err(unfit(item.py(), index, error)),
                }
            });
        }
        each(value, |index, item| {
            let pair = || -> PyResult<(Bound<'_, PyAny>, Bound<'_, PyAny>)> {
                match &item.try_iter()?.collect::<PyResult<Vec<_>>>()?[..] {
                    [key, value] => Ok((key.clone(), value.clone())),
                    items => {
                        let text = format!("a key and a value are expected, not {} items", items.len());
                        Err(PyTypeError::new_err(text))
                    }
                }
            };
            let (key, value) = pair().map_err(|error| unfit(item.py(), index, error))?;
            self.set_item(Target::Hidden(target), index, &key, &value)
        })
    }

    /// Assigns to what belongs to a key, or adds it.
    pub(super) fn set_item(
        &self,
        target: Target<'_, '_>,
        index: usize,
        key: &Bound<'_, PyAny>,
        value: &Bound<'_, PyAny>,
    ) -> Result<(), Refused> {
        let py = key.py();
        let set_item = function(self, self.operations.set_item, "assigning to").map_err(Refused::Unfit)?;
        let (Some(own_key), Some(mapped)) = (&self.key, &self.mapped) else {
            return Err(Refused::Unfit(PyTypeError::new_err("no map")));
        };
        let (mut key_cell, mut value_cell) = (Cell::default(), Cell::default());
        let mut kept = temporaries();
        let passed = own_key
            .pass(key, &mut key_cell, &mut kept)
            .and_then(|key| Ok((key, mapped.pass(value, &mut value_cell, &mut kept)?)));
        let (key, value) = passed
            .map_err(|error| if kept.raised { Refused::Raised(error) } else { unfit(py, index, error) })?;
        let target = target.address()?;
        // SAFETY: a live container, and addresses that are good until `kept` goes.
        unsafe { set_item(target, key, value) };
        check(py).map_err(Refused::Raised)
    }

    /// The elements of a container whose size is part of its class.
    fn fill_fixed(&self, target: Address, value: &Bound<'_, PyAny>) -> Result<(), Refused> {
        let size = self.operations.size.map_or(0, |size| {
            // SAFETY: a live container.
            unsafe { size(target) }
        });
        each(value, |index, item| {
            let py = item.py();
            if index >= size {
                let text = format!("too many items for {}", self.class.qualified);
                return Err(Refused::Unfit(PyValueError::new_err(text)));
            }
            let unfit = |error| unfit(py, index, error);
            if let Some(set_bit) = self.operations.set_bit {
                let bit = Scalar::Bool.from_python(item, false).map_err(unfit)? != 0;
                // SAFETY: a live container, and an index that was checked.
                unsafe { set_bit(target, index, bit) };
                return Ok(());
            }
            let (Some(element), Some(view)) = (&self.element, self.operations.view) else {
                let text = format!("a {} cannot be filled", self.class.qualified);
                return Err(Refused::Unfit(PyTypeError::new_err(text)));
            };
            if self.is_constant() {
                let text = format!("elements of {} are constants", self.class.qualified);
                return Err(Refused::Unfit(PyTypeError::new_err(text)));
            }
            let (mut first, mut count) = (ptr::null_mut(), 0);
            // SAFETY: a live container, which is as large as it was.
            unsafe {
                view(target, &raw mut first, &raw mut count);
                let address = first.wrapping_byte_add(index * self.operations.element_size);
                // What a pointer in it points to lives as long as the one who made the container says.
                element.store(address, item, item).map_err(unfit)?;
            }
            check(py).map_err(Refused::Raised)
        })
    }
}

/// Calls `add` with each item and its number.
pub(super) fn each<'py>(
    value: &Bound<'py, PyAny>,
    mut add: impl FnMut(usize, &Bound<'py, PyAny>) -> Result<(), Refused>,
) -> Result<(), Refused> {
    let items = value.try_iter().map_err(Refused::Unfit)?;
    for (index, item) in items.enumerate() {
        add(index, &item.map_err(Refused::Raised)?)?;
    }
    Ok(())
}

/// The error of an item, which says which it is.
pub(super) fn unfit(py: Python<'_>, index: usize, error: PyErr) -> Refused {
    let text = format!("item {index}: {}", error.value(py));
    let told = PyErr::from_type(error.get_type(py), text);
    told.set_cause(py, error.cause(py));
    Refused::Unfit(told)
}
