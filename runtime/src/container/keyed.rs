//! Sets and maps: `k in m`, `m[k]`, `m[k] = v`, `del m[k]`.
//!
//! May not know: the methods that Python's collections have besides.

use std::ffi::{CStr, c_int, c_void};
use std::mem::MaybeUninit;
use std::ptr;

use cppbind_abi::codes::{ContainerFlags, ContainerKind};
use pyo3::exceptions::{PyKeyError, PyTypeError};
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PySet, PyType};

use super::element::{Cell, Element, temporaries};
use super::iterator::{self, Show};
use super::place::{Place, Reach};
use super::protocol::Protocol;
use super::sequence::{are_alike, attached, hash, in_cpp, iterate, length};
use super::{Address, Container, check, function};
use crate::error::guarded;
use crate::instance::export;
use crate::{instance, state};

/// `Py_TPFLAGS_MAPPING` (PEP 634), which CPython 3.9 does not know.
const MAPPING: std::ffi::c_ulong = if cfg!(Py_3_10) { 1 << 6 } else { 0 };

pub(super) static SET: Protocol = Protocol {
    name: c"cppyy_rs.types.Set",
    doc: c"A C++ container whose elements are found by their values.",
    flags: 0,
    slots: &[
        (ffi::Py_sq_length, length as *mut c_void),
        (ffi::Py_sq_contains, contains as *mut c_void),
        (ffi::Py_tp_iter, iterate as *mut c_void),
        (ffi::Py_tp_richcompare, compare as *mut c_void),
        (ffi::Py_tp_hash, hash as *mut c_void),
    ],
    methods: &[
        (c"add", add, ffi::METH_O, c"Adds an element."),
        (c"discard", discard, ffi::METH_O, c"Removes an element, if it is there."),
    ],
};

pub(super) static MAP: Protocol = Protocol {
    name: c"cppyy_rs.types.Map",
    doc: c"A C++ container of keys and what belongs to them.",
    flags: MAPPING,
    slots: &[
        (ffi::Py_mp_length, length as *mut c_void),
        (ffi::Py_mp_subscript, subscript as *mut c_void),
        (ffi::Py_mp_ass_subscript, assign_subscript as *mut c_void),
        (ffi::Py_sq_contains, contains as *mut c_void),
        (ffi::Py_tp_iter, iterate as *mut c_void),
        (ffi::Py_tp_richcompare, compare as *mut c_void),
        (ffi::Py_tp_hash, hash as *mut c_void),
    ],
    methods: &[
        (
            c"_find",
            find,
            ffi::METH_O,
            c"What belongs to a key, alone in a tuple; an empty one where the key is not there.",
        ),
        (c"_keys", iterate_keys, ffi::METH_NOARGS, c"An iterator over the keys."),
        (c"_values", iterate_values, ffi::METH_NOARGS, c"An iterator over what belongs to the keys."),
    ],
};

/// Calls one of a container's functions with a key.
fn with_key<R>(
    place: &Place<'_, '_>,
    key: &Bound<'_, PyAny>,
    call: impl FnOnce(&Place<'_, '_>, *const c_void) -> R,
) -> PyResult<R> {
    let Some(element) = &place.container.key else { return Err(PyTypeError::new_err("keys without a type")) };
    let (mut cell, mut kept) = (Cell::default(), temporaries());
    let passed = element.pass(key, &mut cell, &mut kept)?;
    // Conversions may have run code that ended the object.
    let place = Place::of(place.object)?;
    let result = call(&place, passed);
    check(key.py())?;
    Ok(result)
}

/// The address of the element, or of what belongs to the key; null where there is none.
fn found(place: &Place<'_, '_>, key: &Bound<'_, PyAny>) -> PyResult<Address> {
    let find = function(place.container, place.container.operations.find, "looking into")?;
    // SAFETY: a live container, and a key that lives as long as the call.
    with_key(place, key, |place, key| unsafe { find(place.address, key) })
}

unsafe extern "C" fn contains(object: *mut ffi::PyObject, key: *mut ffi::PyObject) -> c_int {
    // SAFETY: CPython passes live objects, the first of the type.
    unsafe {
        let mut cell = MaybeUninit::uninit();
        if let Some(reach) = Reach::of(object)
            && !instance::has_no_place(object)
            && reach.keys.put(key, &mut cell)
        {
            let found = (reach.keys.find)(reach.placed(object), cell.as_ptr().cast());
            if !state::pending() {
                return (!found.is_null()).into();
            }
        }
        contains_in_general(object, key)
    }
}

#[cold]
#[inline(never)]
unsafe extern "C" fn contains_in_general(object: *mut ffi::PyObject, key: *mut ffi::PyObject) -> c_int {
    // SAFETY: as the caller's.
    unsafe {
        ffi::PyErr_Clear();
        let (py, object) = attached(&object);
        let (_, key) = attached(&key);
        guarded(py, -1, || {
            check(py)?;
            match found(&Place::of(object)?, key) {
                Ok(found) => Ok((!found.is_null()).into()),
                // What cannot be a key is not in it.
                Err(error) if is_unfit(py, &error) => Ok(0),
                Err(error) => Err(error),
            }
        })
    }
}

/// Whether the error is that a value does not convert.
fn is_unfit(py: Python<'_>, error: &PyErr) -> bool {
    use pyo3::exceptions::{PyOverflowError, PyValueError};
    error.is_instance_of::<PyTypeError>(py)
        || error.is_instance_of::<PyValueError>(py)
        || error.is_instance_of::<PyOverflowError>(py)
}

fn mapped(container: &Container) -> PyResult<&Element> {
    container.mapped.as_ref().ok_or_else(|| PyTypeError::new_err("no map"))
}

/// `m[k]`. As in C++, a key that is not there gets a value where the class has such an operator.
unsafe extern "C" fn subscript(object: *mut ffi::PyObject, key: *mut ffi::PyObject) -> *mut ffi::PyObject {
    // SAFETY: CPython passes live objects, the first of the type.
    unsafe {
        let mut cell = MaybeUninit::uninit();
        if let Some(reach) = Reach::of(object)
            && let Some((subscript, load)) = reach.keys.subscript
            && !instance::has_no_place(object)
            && reach.keys.put(key, &mut cell)
        {
            let found = subscript(reach.placed(object), cell.as_ptr().cast());
            if !found.is_null() {
                return load(found);
            }
        }
        subscript_in_general(object, key)
    }
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
            check(py)?;
            let place = Place::of(object)?;
            let address = match place.container.operations.subscript {
                Some(subscript) => with_key(&place, key, |place, key| subscript(place.address, key))?,
                None => found(&place, key)?,
            };
            if address.is_null() {
                return Err(PyKeyError::new_err(key.clone().unbind()));
            }
            mapped(place.container)?.load(py, address, object).map(Py::into_ptr)
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
        let mut cell = MaybeUninit::uninit();
        if !value.is_null()
            && let Some(reach) = Reach::of(object)
            && let Some(set_item) = reach.container.operations.set_item
            && let Some(mapped) = &reach.container.mapped
            && !instance::has_no_place(object)
            && reach.keys.put(key, &mut cell)
        {
            let mut value_cell = Cell::default();
            if mapped.quick(value, &mut value_cell) {
                set_item(reach.placed(object), cell.as_ptr().cast(), value_cell.address());
                if !state::pending() {
                    return 0;
                }
            }
        }
        assign_subscript_in_general(object, key, value)
    }
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
            check(py)?;
            let place = Place::of(object)?;
            match Bound::from_borrowed_ptr_or_opt(py, value) {
                Some(value) => place.set_item(key, &value)?,
                None if removed(&place, key)? == 0 => return Err(PyKeyError::new_err(key.clone().unbind())),
                None => {}
            }
            Ok(0)
        })
    }
}

/// Removes all elements with a key, and tells how many they were.
fn removed(place: &Place<'_, '_>, key: &Bound<'_, PyAny>) -> PyResult<usize> {
    let discard = function(place.container, place.container.operations.discard, "deleting from")?;
    export::check_unlocked(place.object)?;
    // SAFETY: a live container, and a key that lives as long as the call.
    with_key(place, key, |place, key| unsafe { discard(place.address, key) })
}

unsafe extern "C" fn add(object: *mut ffi::PyObject, item: *mut ffi::PyObject) -> *mut ffi::PyObject {
    // SAFETY: a method descriptor has checked the type.
    let (py, object, item) = unsafe {
        let (py, object) = attached(&object);
        (py, object, attached(&item).1)
    };
    guarded(py, ptr::null_mut(), || {
        Place::of(object)?.add(item)?;
        Ok(py.None().into_ptr())
    })
}

unsafe extern "C" fn discard(object: *mut ffi::PyObject, item: *mut ffi::PyObject) -> *mut ffi::PyObject {
    // SAFETY: a method descriptor has checked the type.
    let (py, object, item) = unsafe {
        let (py, object) = attached(&object);
        (py, object, attached(&item).1)
    };
    guarded(py, ptr::null_mut(), || match removed(&Place::of(object)?, item) {
        Err(error) if !is_unfit(py, &error) => Err(error),
        _ => Ok(py.None().into_ptr()),
    })
}

unsafe extern "C" fn find(object: *mut ffi::PyObject, key: *mut ffi::PyObject) -> *mut ffi::PyObject {
    // SAFETY: a method descriptor has checked the type.
    let (py, object, key) = unsafe {
        let (py, object) = attached(&object);
        (py, object, attached(&key).1)
    };
    guarded(py, ptr::null_mut(), || {
        let place = Place::of(object)?;
        let address = match found(&place, key) {
            Ok(address) => address,
            Err(error) if is_unfit(py, &error) => ptr::null_mut(),
            Err(error) => return Err(error),
        };
        if address.is_null() {
            return Ok(pyo3::types::PyTuple::empty(py).into_ptr());
        }
        // SAFETY: the address of what belongs to the key.
        let value = unsafe { mapped(place.container)?.load(py, address, object)? };
        Ok(pyo3::types::PyTuple::new(py, [value])?.into_ptr())
    })
}

unsafe extern "C" fn iterate_keys(
    object: *mut ffi::PyObject,
    _none: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    // SAFETY: a method descriptor has checked the type.
    let (py, object) = unsafe { attached(&object) };
    guarded(py, ptr::null_mut(), || iterator::make(object, Show::Keys).map(Py::into_ptr))
}

unsafe extern "C" fn iterate_values(
    object: *mut ffi::PyObject,
    _none: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    // SAFETY: a method descriptor has checked the type.
    let (py, object) = unsafe { attached(&object) };
    guarded(py, ptr::null_mut(), || iterator::make(object, Show::Values).map(Py::into_ptr))
}

/// Equal to a dict or a set with equal elements, and to a container of the same class; all else is C++'s own comparison.
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
        let (own, other) = if equality && are_alike(object, other)? {
            (collected(object)?, collected(other)?)
        } else if equality && (other.is_instance_of::<PyDict>() || is_set(other)) {
            (collected(object)?, other.clone())
        } else {
            return in_cpp(object, other, operation).map(Bound::into_ptr);
        };
        // SAFETY: live objects.
        unsafe {
            let result = ffi::PyObject_RichCompare(own.as_ptr(), other.as_ptr(), operation);
            Bound::from_owned_ptr_or_err(py, result).map(Bound::into_ptr)
        }
    })
}

fn is_set(object: &Bound<'_, PyAny>) -> bool {
    // SAFETY: a live object.
    unsafe { ffi::PyAnySet_Check(object.as_ptr()) != 0 }
}

/// The elements as Python's collection of the kind; those that may be in it more than once as what counts them.
fn collected<'py>(object: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let py = object.py();
    let container = Place::of(object)?.container;
    let items = object.try_iter()?;
    if container.operations.flags.has(ContainerFlags::MULTIPLE) {
        return py.import("collections")?.getattr("Counter")?.call1((items,));
    }
    if container.kind() == ContainerKind::Map {
        let dict = PyDict::new(py);
        for item in items {
            let item = item?;
            dict.set_item(item.get_item(0)?, item.get_item(1)?)?;
        }
        return Ok(dict.into_any());
    }
    Ok(PySet::new(py, items.collect::<PyResult<Vec<_>>>()?)?.into_any())
}

/// A key and what belongs to it: a tuple whose items are also called `first` and `second`.
pub(super) fn pair(py: Python<'_>, key: Py<PyAny>, value: Py<PyAny>) -> PyResult<Py<PyAny>> {
    static TYPE: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    let class = TYPE.get_or_try_init(py, || pair_type(py))?;
    // SAFETY: a struct sequence type with two fields, each of which is set once.
    unsafe {
        let made = Bound::from_owned_ptr_or_err(py, ffi::PyStructSequence_New(class.as_ptr().cast()))?;
        ffi::PyStructSequence_SetItem(made.as_ptr(), 0, key.into_ptr());
        ffi::PyStructSequence_SetItem(made.as_ptr(), 1, value.into_ptr());
        Ok(made.unbind())
    }
}

fn pair_type(py: Python<'_>) -> PyResult<Py<PyType>> {
    let field = |name: &'static CStr, doc: &'static CStr| ffi::PyStructSequence_Field {
        name: name.as_ptr(),
        doc: doc.as_ptr(),
    };
    let mut fields = [
        field(c"first", c"the key"),
        field(c"second", c"what belongs to it"),
        ffi::PyStructSequence_Field { name: ptr::null(), doc: ptr::null() },
    ];
    let mut description = ffi::PyStructSequence_Desc {
        name: c"cppyy_rs.types.Item".as_ptr(),
        doc: c"An element of a C++ map.".as_ptr(),
        fields: fields.as_mut_ptr(),
        n_in_sequence: 2,
    };
    // SAFETY: a complete description, whose texts are static.
    unsafe {
        let made = ffi::PyStructSequence_NewType(&raw mut description);
        Ok(Bound::from_owned_ptr_or_err(py, made.cast())?.cast_into_unchecked::<PyType>().unbind())
    }
}
