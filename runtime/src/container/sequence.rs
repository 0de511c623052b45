//! Sequences: `len(v)`, `v[i]`, `v[i] = x`, `x in v`, `v += items`, comparison with lists.
//!
//! May not know: slices in detail.

use std::ffi::{c_int, c_void};
use std::ptr;

use pyo3::exceptions::PyTypeError;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyList, PySlice, PyTuple};

use super::element::temporaries;
use super::iterator::{self, Show};
use super::place::{Place, Reach};
use super::protocol::Protocol;
use super::{export, fill, function, slice};
use crate::convert::layout;
use crate::error::guarded;
use crate::instance;

pub(super) static PROTOCOL: Protocol = Protocol {
    name: c"cppyy_rs.types.Sequence",
    doc: c"A C++ container whose elements have an order.",
    flags: SEQUENCE,
    slots: &[
        (ffi::Py_mp_length, length as *mut c_void),
        (ffi::Py_sq_length, length as *mut c_void),
        (ffi::Py_mp_subscript, subscript as *mut c_void),
        (ffi::Py_mp_ass_subscript, assign_subscript as *mut c_void),
        (ffi::Py_sq_item, item as *mut c_void),
        (ffi::Py_sq_ass_item, assign_item as *mut c_void),
        (ffi::Py_tp_iter, iterate as *mut c_void),
        (ffi::Py_nb_inplace_add, add_in_place as *mut c_void),
        (ffi::Py_tp_richcompare, compare as *mut c_void),
        (ffi::Py_tp_hash, hash as *mut c_void),
        (ffi::Py_bf_getbuffer, export::get_buffer as *mut c_void),
        (ffi::Py_bf_releasebuffer, export::release_buffer as *mut c_void),
    ],
    methods: &[
        (c"append", append, ffi::METH_O, c"Adds an element at the end."),
        (c"extend", extend, ffi::METH_O, c"Adds the elements of an iterable at the end."),
    ],
};

/// `Py_TPFLAGS_SEQUENCE` (PEP 634), which CPython 3.9 does not know.
const SEQUENCE: std::ffi::c_ulong = if cfg!(Py_3_10) { 1 << 5 } else { 0 };

/// What slots get, as PyO3 sees it.
///
/// # Safety
///
/// A slot's arguments: live objects, with the interpreter attached.
pub(super) unsafe fn attached<'py>(object: &*mut ffi::PyObject) -> (Python<'py>, &Bound<'py, PyAny>) {
    // SAFETY: the caller's promise; `Bound` is a transparent pointer to a live object.
    unsafe { (Python::assume_attached(), &*ptr::from_ref(object).cast()) }
}

pub(super) unsafe extern "C" fn length(object: *mut ffi::PyObject) -> ffi::Py_ssize_t {
    // SAFETY: CPython passes a live object of the type.
    unsafe {
        if let Some(reach) = Reach::of(object) {
            let address = reach.address(object);
            if let Some(size) = reach.container.operations.size
                && !address.is_null()
            {
                return size(address).cast_signed();
            }
        }
        ffi::PyErr_Clear();
        let (py, object) = attached(&object);
        guarded(py, -1, || Ok(Place::of(object)?.len().cast_signed()))
    }
}

pub(super) unsafe extern "C" fn iterate(object: *mut ffi::PyObject) -> *mut ffi::PyObject {
    // SAFETY: CPython passes a live object of the type.
    let (py, object) = unsafe { attached(&object) };
    guarded(py, ptr::null_mut(), || iterator::make(object, Show::Elements).map(Py::into_ptr))
}

/// Where the element with an index lies that is exactly an `int`, of contiguous numbers; null for all else.
#[inline(always)]
unsafe fn quick_element(
    object: *mut ffi::PyObject,
    key: *mut ffi::PyObject,
) -> (*mut c_void, Option<&'static Reach>) {
    // SAFETY: as the callers'.
    unsafe {
        let Some(reach) = Reach::of(object) else { return (ptr::null_mut(), None) };
        let address = reach.address(object);
        if address.is_null() || reach.in_place.is_none() || !reach.is_contiguous() || !layout::trusted() {
            return (ptr::null_mut(), Some(reach));
        }
        let Some(index) = layout::compact_int(key) else { return (ptr::null_mut(), Some(reach)) };
        let (first, bytes) = reach.span(address);
        // A digit has 30 bits, an element at most 16 bytes: no overflow.
        let mut offset = index.wrapping_mul(reach.element_size as i64);
        if offset < 0 {
            offset += bytes as i64;
        }
        let inside = (offset as u64) < bytes as u64;
        (if inside { first.wrapping_byte_offset(offset as isize) } else { ptr::null_mut() }, Some(reach))
    }
}

unsafe extern "C" fn subscript(object: *mut ffi::PyObject, key: *mut ffi::PyObject) -> *mut ffi::PyObject {
    // SAFETY: CPython passes live objects, the first of the type.
    unsafe {
        if let (element, Some(reach)) = quick_element(object, key)
            && !element.is_null()
            && let Some((load, _)) = reach.in_place
        {
            return load(element);
        }
    }
    // SAFETY: as above.
    unsafe { subscript_in_general(object, key) }
}

#[cold]
#[inline(never)]
unsafe extern "C" fn subscript_in_general(
    object: *mut ffi::PyObject,
    key: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    // SAFETY: as the caller's.
    unsafe {
        ffi::PyErr_Clear();
        let (py, object) = attached(&object);
        let (_, key) = attached(&key);
        guarded(py, ptr::null_mut(), || {
            if let Ok(range) = key.cast::<PySlice>() {
                return slice::get(object, range).map(Py::into_ptr);
            }
            let index = index_of(key)?;
            let place = Place::of(object)?;
            place.get(place.index(index)?).map(Py::into_ptr)
        })
    }
}

unsafe extern "C" fn assign_subscript(
    object: *mut ffi::PyObject,
    key: *mut ffi::PyObject,
    value: *mut ffi::PyObject,
) -> c_int {
    // SAFETY: CPython passes live objects, the first of the type, or a null value to delete.
    unsafe {
        if let (element, Some(reach)) = quick_element(object, key)
            && !element.is_null()
            && !value.is_null()
            && !reach.container.is_constant()
            && let Some((_, store)) = reach.in_place
            && store(element, value)
        {
            return 0;
        }
    }
    // SAFETY: as above.
    unsafe { assign_subscript_in_general(object, key, value) }
}

#[cold]
#[inline(never)]
unsafe extern "C" fn assign_subscript_in_general(
    object: *mut ffi::PyObject,
    key: *mut ffi::PyObject,
    value: *mut ffi::PyObject,
) -> c_int {
    // SAFETY: as the caller's.
    unsafe {
        ffi::PyErr_Clear();
        let (py, object) = attached(&object);
        let (_, key) = attached(&key);
        guarded(py, -1, || {
            let value = Bound::from_borrowed_ptr_or_opt(py, value);
            if let Ok(range) = key.cast::<PySlice>() {
                match value {
                    Some(value) => slice::set(object, range, &value)?,
                    None => slice::delete(object, range)?,
                }
                return Ok(0);
            }
            assign(object, index_of(key)?, value.as_ref())?;
            Ok(0)
        })
    }
}

fn assign<'py>(object: &Bound<'py, PyAny>, index: isize, value: Option<&Bound<'py, PyAny>>) -> PyResult<()> {
    let place = Place::of(object)?;
    let index = place.index(index)?;
    match value {
        Some(value) => place.set(index, value),
        None => place.splice(index, 1, None),
    }
}

unsafe extern "C" fn item(object: *mut ffi::PyObject, index: ffi::Py_ssize_t) -> *mut ffi::PyObject {
    // SAFETY: CPython passes a live object of the type; it has added the length to negative indices.
    let (py, object) = unsafe { attached(&object) };
    guarded(py, ptr::null_mut(), || {
        let place = Place::of(object)?;
        place.get(place.index(index)?).map(Py::into_ptr)
    })
}

unsafe extern "C" fn assign_item(
    object: *mut ffi::PyObject,
    index: ffi::Py_ssize_t,
    value: *mut ffi::PyObject,
) -> c_int {
    // SAFETY: as `item`; null to delete.
    let (py, object) = unsafe { attached(&object) };
    guarded(py, -1, || {
        // SAFETY: a live object or null.
        let value = unsafe { Bound::from_borrowed_ptr_or_opt(py, value) };
        assign(object, index, value.as_ref())?;
        Ok(0)
    })
}

/// A Python index: anything that is an integer.
fn index_of(key: &Bound<'_, PyAny>) -> PyResult<isize> {
    // SAFETY: live objects.
    unsafe {
        if ffi::PyIndex_Check(key.as_ptr()) == 0 {
            let text = format!("indices must be integers or slices, not {}", key.get_type().name()?);
            return Err(PyTypeError::new_err(text));
        }
        let index = ffi::PyNumber_AsSsize_t(key.as_ptr(), ffi::PyExc_IndexError);
        match PyErr::take(key.py()) {
            Some(error) if index == -1 => Err(error),
            _ => Ok(index),
        }
    }
}

/// `v += items`. A class that derives from a container may have an operator of its own, which goes before.
unsafe extern "C" fn add_in_place(
    object: *mut ffi::PyObject,
    items: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    // SAFETY: CPython passes live objects, the first of the type.
    let (py, object, items) = unsafe {
        let (py, object) = attached(&object);
        (py, object, attached(&items).1)
    };
    guarded(py, ptr::null_mut(), || {
        let own = Place::of(object)?.container.class;
        if instance::class_of(object) != Some(own) {
            let name = pyo3::intern!(py, "__iadd__");
            let operator = instance::base_type(py)?.getattr(name)?.call1((object, items));
            match operator {
                Ok(result) if !result.is(py.NotImplemented()) => return Ok(result.into_ptr()),
                Err(error) if !error.is_instance_of::<PyTypeError>(py) => return Err(error),
                _ => {}
            }
        }
        extend_by(object, items)?;
        Ok(object.clone().into_ptr())
    })
}

unsafe extern "C" fn append(object: *mut ffi::PyObject, item: *mut ffi::PyObject) -> *mut ffi::PyObject {
    // SAFETY: a method descriptor has checked the type.
    let (py, object, item) = unsafe {
        let (py, object) = attached(&object);
        (py, object, attached(&item).1)
    };
    guarded(py, ptr::null_mut(), || {
        extend_by(object, PyTuple::new(py, [item])?.as_any())?;
        Ok(py.None().into_ptr())
    })
}

unsafe extern "C" fn extend(object: *mut ffi::PyObject, items: *mut ffi::PyObject) -> *mut ffi::PyObject {
    // SAFETY: a method descriptor has checked the type.
    let (py, object, items) = unsafe {
        let (py, object) = attached(&object);
        (py, object, attached(&items).1)
    };
    guarded(py, ptr::null_mut(), || {
        extend_by(object, items)?;
        Ok(py.None().into_ptr())
    })
}

/// Adds elements at the end; where one of them does not fit, those before it, as lists do with what iterators give
/// before they fail.
fn extend_by(object: &Bound<'_, PyAny>, items: &Bound<'_, PyAny>) -> PyResult<()> {
    let container = Place::of(object)?.container;
    function(container, container.operations.make, "extending")?;
    // The elements of the object itself, or of another one of its class.
    if let Ok(other) = Place::of(items)
        && other.container.class == container.class
    {
        let copy = PyList::new(items.py(), items.try_iter()?.collect::<PyResult<Vec<_>>>()?)?;
        return extend_by(object, copy.as_any());
    }
    let begun = fill::begin(container, items, &mut temporaries())?;
    let Some(fill::Begun { made, fitted }) = begun else {
        let text =
            format!("a {} cannot be extended by {}", container.class.qualified, items.get_type().name()?);
        return Err(PyTypeError::new_err(text));
    };
    // What was converted may have run code that changed the object: it is found only now.
    let appended = Place::of(object).and_then(|place| slice::replace(&place, place.len(), 0, made));
    container.end(made);
    appended.and(fitted.map_err(PyErr::from))
}

/// As a list, with lists and with containers of the same class, whose operators are templates that no
/// dictionary names; as a tuple with tuples. All else is C++'s own comparison.
unsafe extern "C" fn compare(
    object: *mut ffi::PyObject,
    other: *mut ffi::PyObject,
    operation: c_int,
) -> *mut ffi::PyObject {
    // SAFETY: CPython passes live objects, the first of the type.
    let (py, object, other) = unsafe {
        let (py, object) = attached(&object);
        (py, object, attached(&other).1)
    };
    guarded(py, ptr::null_mut(), || {
        let equality = matches!(operation, ffi::Py_EQ | ffi::Py_NE);
        // SAFETY: live objects.
        unsafe {
            let list = |object: &Bound<'_, PyAny>| {
                Bound::from_owned_ptr_or_err(py, ffi::PySequence_List(object.as_ptr()))
            };
            let (own, other) = if are_alike(object, other)? {
                (list(object)?, list(other)?)
            } else if equality && other.is_instance_of::<PyList>() {
                (list(object)?, other.clone())
            } else if equality && other.is_instance_of::<PyTuple>() {
                let tuple = ffi::PySequence_Tuple(object.as_ptr());
                (Bound::from_owned_ptr_or_err(py, tuple)?, other.clone())
            } else {
                return in_cpp(object, other, operation).map(Bound::into_ptr);
            };
            let result = ffi::PyObject_RichCompare(own.as_ptr(), other.as_ptr(), operation);
            Bound::from_owned_ptr_or_err(py, result).map(Bound::into_ptr)
        }
    })
}

/// Whether both are containers of one class, and not of one that derives from it: that may have operators of its own.
pub(super) fn are_alike(object: &Bound<'_, PyAny>, other: &Bound<'_, PyAny>) -> PyResult<bool> {
    match (instance::class_of(object), instance::class_of(other)) {
        (Some(own), Some(class)) if own == class => Ok(super::of(own)?.is_some()),
        _ => Ok(false),
    }
}

/// The comparison of all proxies, which looks for C++'s operators.
pub(super) fn in_cpp<'py>(
    object: &Bound<'py, PyAny>,
    other: &Bound<'py, PyAny>,
    operation: c_int,
) -> PyResult<Bound<'py, PyAny>> {
    let py = object.py();
    let name = match operation {
        ffi::Py_LT => pyo3::intern!(py, "__lt__"),
        ffi::Py_LE => pyo3::intern!(py, "__le__"),
        ffi::Py_EQ => pyo3::intern!(py, "__eq__"),
        ffi::Py_NE => pyo3::intern!(py, "__ne__"),
        ffi::Py_GT => pyo3::intern!(py, "__gt__"),
        _ => pyo3::intern!(py, "__ge__"),
    };
    instance::base_type(py)?.getattr(name)?.call1((object, other))
}

/// The hash of all proxies: C++'s, or that of the address.
pub(super) unsafe extern "C" fn hash(object: *mut ffi::PyObject) -> ffi::Py_hash_t {
    // SAFETY: CPython passes a live object of the type.
    let (py, object) = unsafe { attached(&object) };
    guarded(py, -1, || {
        let hash = instance::base_type(py)?.getattr(pyo3::intern!(py, "__hash__"))?;
        hash.call1((object,))?.extract::<ffi::Py_hash_t>()
    })
}
