//! Parts of sequences: `v[a:b:c]`, to read, to assign, to delete.
//!
//! May not know: where slices come from.

use pyo3::exceptions::{PyMemoryError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyList, PySlice};

use super::element::temporaries;
use super::place::Place;
use super::{Address, check};
use crate::instance::{self, Instance, Ownership};

/// A new container of the class with the elements of a slice; a list where the class has a fixed size or shows the
/// elements of another.
pub(super) fn get(object: &Bound<'_, PyAny>, slice: &Bound<'_, PySlice>) -> PyResult<Py<PyAny>> {
    let py = object.py();
    let place = Place::of(object)?;
    let range = slice.indices(place.len().cast_signed())?;
    let container = place.container;
    let indices =
        (0..range.slicelength).map(|count| (range.start + count as isize * range.step).unsigned_abs());
    let operations = &container.operations;
    if let (Some(make), Some(resize), Some(get_bit), Some(set_bit)) =
        (operations.make, operations.resize, operations.get_bit, operations.set_bit)
    {
        // SAFETY: a new container, as large as it needs to be, and indices of both.
        unsafe {
            let made = made(py, make())?;
            resize(made, range.slicelength);
            check(py).inspect_err(|_| container.end(made))?;
            for (count, index) in indices.enumerate() {
                set_bit(made, count, get_bit(place.address, index));
            }
            return owned(py, &place, made);
        }
    }
    let (Some(make), Some(append)) = (operations.make, operations.append) else {
        let items = indices.map(|index| place.get(index)).collect::<PyResult<Vec<_>>>()?;
        return Ok(PyList::new(py, items)?.into_any().unbind());
    };
    // SAFETY: the ABI says what they do; no Python code runs meanwhile.
    let made = made(py, unsafe { make() })?;
    for index in indices {
        let copied = place.with_element(index, |element| {
            // SAFETY: the new container, and a live element.
            unsafe { append(made, element) };
            check(py)
        });
        if let Err(error) = copied {
            container.end(made);
            return Err(error);
        }
    }
    owned(py, &place, made)
}

fn made(py: Python<'_>, address: Address) -> PyResult<Address> {
    check(py)?;
    if address.is_null() { Err(PyMemoryError::new_err("a C++ container")) } else { Ok(address) }
}

fn owned(py: Python<'_>, place: &Place<'_, '_>, made: Address) -> PyResult<Py<PyAny>> {
    // SAFETY: a new object of the class, for Python to delete.
    unsafe { instance::wrap(py, place.container.class, made, Ownership::Python) }
}

/// Assigns the items of a collection to a slice; with a step, there must be as many.
pub(super) fn set(
    object: &Bound<'_, PyAny>,
    slice: &Bound<'_, PySlice>,
    value: &Bound<'_, PyAny>,
) -> PyResult<()> {
    let py = object.py();
    let items: Vec<_> = value.try_iter()?.collect::<PyResult<_>>()?;
    let place = Place::of(object)?;
    let range = slice.indices(place.len().cast_signed())?;
    // What a buffer shows is assigned to where it is.
    let in_place =
        Instance::from(object).is_some_and(Instance::is_locked) && items.len() == range.slicelength;
    if range.step != 1 || place.container.operations.splice.is_none() || in_place {
        if items.len() != range.slicelength {
            return Err(PyValueError::new_err(format!(
                "{} items cannot be assigned to a slice of {}",
                items.len(),
                range.slicelength
            )));
        }
        for (count, item) in items.iter().enumerate() {
            // Conversions may have run code that changed the object.
            let place = Place::of(object)?;
            place.set(place.index(range.start + count as isize * range.step)?, item)?;
        }
        return Ok(());
    }
    let container = place.container;
    let items = PyList::new(py, items)?;
    let Some(other) = super::fill::make_own(container, items.as_any(), &mut temporaries())? else {
        return Ok(());
    };
    let replaced = Place::of(object).and_then(|place| {
        let range = slice.indices(place.len().cast_signed())?;
        replace(&place, range.start.unsigned_abs(), range.slicelength, other)
    });
    container.end(other);
    replaced
}

/// Puts the elements of `other` into the place of some.
pub(super) fn replace(place: &Place<'_, '_>, first: usize, removed: usize, other: Address) -> PyResult<()> {
    place.splice(first, removed, Some(other))
}

/// Deletes the elements of a slice.
pub(super) fn delete(object: &Bound<'_, PyAny>, slice: &Bound<'_, PySlice>) -> PyResult<()> {
    let place = Place::of(object)?;
    let range = slice.indices(place.len().cast_signed())?;
    if range.step == 1 {
        return place.splice(range.start.unsigned_abs(), range.slicelength, None);
    }
    // From the last one on, so that the indices of the others stay.
    let index = |count: usize| (range.start + count as isize * range.step).unsigned_abs();
    let mut indices: Vec<usize> = (0..range.slicelength).map(index).collect();
    indices.sort_unstable();
    for index in indices.into_iter().rev() {
        place.splice(index, 1, None)?;
    }
    Ok(())
}
