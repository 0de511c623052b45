//! `iter(v)`: by index where there are indices, else by a place that moves on.
//!
//! C types of their own: a step of a loop is little more than the conversion of the element.
//!
//! May not know: the other protocols.

use std::cell::{Cell, UnsafeCell};
use std::ffi::{CStr, c_int, c_void};
use std::ptr;

use cppbind_abi::codes::ContainerKind;
use pyo3::exceptions::{PyRuntimeError, PyTypeError};
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyType;

use super::operations::Cursor;
use super::place::{Place, Reach};
use super::{Address, function};
use crate::convert::in_place::Load;
use crate::error::guarded;
use crate::instance;

/// What iterating gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Show {
    /// Elements; of maps, tuples of key and value.
    Elements,
    /// The keys of a map.
    Keys,
    /// What belongs to them.
    Values,
}

/// An iterator over indices.
#[repr(C)]
struct IndexIterator {
    ob_base: ffi::PyObject,
    /// The container's proxy; null at the end.
    owner: Cell<*mut ffi::PyObject>,
    /// Of contiguous elements in bytes, else the index.
    offset: Cell<usize>,
    /// How numbers are read where the container shows in its first words where they lie; `None` for all others.
    load: Option<Load>,
    element_size: usize,
    reach: &'static Reach,
}

/// An iterator over places.
#[repr(C)]
struct CursorIterator {
    ob_base: ffi::PyObject,
    owner: Cell<*mut ffi::PyObject>,
    show: Show,
    /// How many elements there were when it began.
    size: usize,
    cursor: UnsafeCell<Cursor>,
}

/// A new iterator over a container.
pub(super) fn make(object: &Bound<'_, PyAny>, show: Show) -> PyResult<Py<PyAny>> {
    let py = object.py();
    let place = Place::of(object)?;
    let container = place.container;
    let by_index =
        matches!(container.kind(), ContainerKind::Contiguous | ContainerKind::Indexed | ContainerKind::Bits);
    let class = if by_index { index_type(py)? } else { cursor_type(py)? }.as_type_ptr();
    // SAFETY: the types' basic sizes are those of the structs, whose fields are written before anybody sees
    // the object; it is untracked until then.
    unsafe {
        if by_index {
            let reach = Reach::of(object.as_ptr()).ok_or_else(|| PyTypeError::new_err("no container"))?;
            let made = Bound::from_owned_ptr_or_err(py, _PyObject_GC_New(class))?;
            let iterator = made.as_ptr().cast::<IndexIterator>();
            (&raw mut (*iterator).owner).write(Cell::new(object.clone().into_ptr()));
            (&raw mut (*iterator).offset).write(Cell::new(0));
            let load = reach.in_place.filter(|_| reach.is_direct()).map(|(load, _)| load);
            (&raw mut (*iterator).load).write(load);
            (&raw mut (*iterator).element_size).write(reach.element_size);
            (&raw mut (*iterator).reach).write(reach);
            ffi::PyObject_GC_Track(made.as_ptr().cast());
            return Ok(made.unbind());
        }
        let begin = function(container, container.operations.begin, "iterating over")?;
        let made = Bound::from_owned_ptr_or_err(py, _PyObject_GC_New(class))?;
        let iterator = made.as_ptr().cast::<CursorIterator>();
        (&raw mut (*iterator).owner).write(Cell::new(object.clone().into_ptr()));
        (&raw mut (*iterator).show).write(show);
        (&raw mut (*iterator).size).write(place.len());
        (&raw mut (*iterator).cursor).write(UnsafeCell::new(Cursor::new()));
        begin(place.address, (*iterator).cursor.get().cast());
        ffi::PyObject_GC_Track(made.as_ptr().cast());
        Ok(made.unbind())
    }
}

unsafe extern "C" {
    fn _PyObject_GC_New(class: *mut ffi::PyTypeObject) -> *mut ffi::PyObject;
}

fn index_type(py: Python<'_>) -> PyResult<&Bound<'_, PyType>> {
    static TYPE: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    let make = || make_type(py, c"cppyy_rs.types.IndexIterator", size_of::<IndexIterator>(), next_index);
    TYPE.get_or_try_init(py, make).map(|made| made.bind(py))
}

fn cursor_type(py: Python<'_>) -> PyResult<&Bound<'_, PyType>> {
    static TYPE: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    let make = || make_type(py, c"cppyy_rs.types.CursorIterator", size_of::<CursorIterator>(), next_place);
    TYPE.get_or_try_init(py, make).map(|made| made.bind(py))
}

fn make_type(
    py: Python<'_>,
    name: &'static CStr,
    size: usize,
    next: unsafe extern "C" fn(*mut ffi::PyObject) -> *mut ffi::PyObject,
) -> PyResult<Py<PyType>> {
    let slot = |slot: c_int, function: *mut c_void| ffi::PyType_Slot { slot, pfunc: function };
    let mut slots = [
        slot(ffi::Py_tp_iter, ffi::PyObject_SelfIter as *mut c_void),
        slot(ffi::Py_tp_iternext, next as *mut c_void),
        slot(ffi::Py_tp_dealloc, dealloc as *mut c_void),
        slot(ffi::Py_tp_traverse, traverse as *mut c_void),
        slot(ffi::Py_tp_clear, clear as *mut c_void),
        slot(0, ptr::null_mut()),
    ];
    let mut spec = ffi::PyType_Spec {
        name: name.as_ptr(),
        basicsize: size as c_int,
        itemsize: 0,
        flags: (ffi::Py_TPFLAGS_DEFAULT | ffi::Py_TPFLAGS_HAVE_GC) as _,
        slots: slots.as_mut_ptr(),
    };
    // SAFETY: a complete specification, whose slots have the types that CPython expects.
    unsafe {
        let made = Bound::from_owned_ptr_or_err(py, ffi::PyType_FromSpec(&raw mut spec))?;
        Ok(made.cast_into_unchecked::<PyType>().unbind())
    }
}

/// Both kinds have their owner behind the header.
unsafe fn owner_of<'a>(object: *mut ffi::PyObject) -> &'a Cell<*mut ffi::PyObject> {
    // SAFETY: the types' functions get objects of the types.
    unsafe { &(*object.cast::<IndexIterator>()).owner }
}

unsafe extern "C" fn dealloc(object: *mut ffi::PyObject) {
    // SAFETY: an object without references, of a heap type, of which it holds one.
    unsafe {
        let class = ffi::Py_TYPE(object);
        ffi::PyObject_GC_UnTrack(object.cast());
        clear(object);
        ffi::PyObject_GC_Del(object.cast());
        ffi::Py_DECREF(class.cast());
    }
}

unsafe extern "C" fn traverse(
    object: *mut ffi::PyObject,
    visit: ffi::visitproc,
    argument: *mut c_void,
) -> c_int {
    // SAFETY: the collector passes live objects.
    unsafe {
        let owner = owner_of(object).get();
        if !owner.is_null() {
            let result = visit(owner, argument);
            if result != 0 {
                return result;
            }
        }
        visit(ffi::Py_TYPE(object).cast(), argument)
    }
}

unsafe extern "C" fn clear(object: *mut ffi::PyObject) -> c_int {
    // SAFETY: a live object of one of the types, which held its owner.
    unsafe {
        let owner = owner_of(object).replace(ptr::null_mut());
        ffi::Py_XDECREF(owner);
    }
    0
}

unsafe extern "C" fn next_index(object: *mut ffi::PyObject) -> *mut ffi::PyObject {
    // SAFETY: CPython passes a live iterator of this type; its owner is a live proxy of `reach`'s class.
    unsafe {
        let iterator = &*object.cast::<IndexIterator>();
        let owner = iterator.owner.get();
        if owner.is_null() {
            return ptr::null_mut();
        }
        let Some(load) = iterator.load else { return next_viewed(object) };
        if instance::has_no_place(owner) {
            return general_index(object);
        }
        let (first, bytes) = iterator.reach.words(owner);
        let offset = iterator.offset.get();
        if offset >= bytes {
            return end(object);
        }
        iterator.offset.set(offset + iterator.element_size);
        load(first.wrapping_byte_add(offset))
    }
}

/// Numbers one behind the other, where the container is asked where they lie.
#[inline(never)]
unsafe extern "C" fn next_viewed(object: *mut ffi::PyObject) -> *mut ffi::PyObject {
    // SAFETY: as the caller's.
    unsafe {
        let iterator = &*object.cast::<IndexIterator>();
        let (owner, reach) = (iterator.owner.get(), iterator.reach);
        if instance::has_no_place(owner) || !reach.is_contiguous() {
            return general_index(object);
        }
        let Some((load, _)) = reach.in_place else { return general_index(object) };
        let (first, bytes) = reach.span(reach.address(owner));
        let offset = iterator.offset.get();
        if offset >= bytes {
            return end(object);
        }
        iterator.offset.set(offset + iterator.element_size);
        load(first.wrapping_byte_add(offset))
    }
}

/// An iterator that has come to its end stays there, and needs its container no more.
#[cold]
#[inline(never)]
unsafe extern "C" fn end(object: *mut ffi::PyObject) -> *mut ffi::PyObject {
    // SAFETY: as the callers'.
    unsafe { clear(object) };
    // A caller that knew the answer would not jump here but call, and need a frame for that.
    std::hint::black_box(ptr::null_mut())
}

#[cold]
#[inline(never)]
unsafe extern "C" fn general_index(object: *mut ffi::PyObject) -> *mut ffi::PyObject {
    // SAFETY: as the caller's; the owner is live.
    let (py, iterator) = unsafe { (Python::assume_attached(), &*object.cast::<IndexIterator>()) };
    guarded(py, ptr::null_mut(), || {
        // SAFETY: the owner is live.
        let owner = unsafe { Bound::from_borrowed_ptr(py, iterator.owner.get()) };
        let place = Place::of(&owner)?;
        let step = if iterator.reach.is_contiguous() { iterator.element_size } else { 1 };
        let offset = iterator.offset.get();
        if offset / step < place.len() {
            iterator.offset.set(offset + step);
            return place.get(offset / step).map(Py::into_ptr);
        }
        // SAFETY: a live iterator.
        Ok(unsafe { end(object) })
    })
}

unsafe extern "C" fn next_place(object: *mut ffi::PyObject) -> *mut ffi::PyObject {
    // SAFETY: CPython passes a live iterator of this type, with the interpreter attached.
    let (py, iterator) = unsafe { (Python::assume_attached(), &*object.cast::<CursorIterator>()) };
    if iterator.owner.get().is_null() {
        return ptr::null_mut();
    }
    guarded(py, ptr::null_mut(), || {
        // SAFETY: the owner is live.
        let owner = unsafe { Bound::from_borrowed_ptr(py, iterator.owner.get()) };
        let place = Place::of(&owner)?;
        if place.len() != iterator.size {
            // Its place may be gone.
            // SAFETY: a live iterator.
            unsafe { clear(object) };
            return Err(PyRuntimeError::new_err("the C++ container changed size during iteration"));
        }
        let next = function(place.container, place.container.operations.next, "iterating over")?;
        // SAFETY: the cursor was begun on this container, which is as large as it was then.
        let element = unsafe { next(place.address, iterator.cursor.get().cast()) };
        if element.is_null() {
            // SAFETY: a live iterator.
            return Ok(unsafe { end(object) });
        }
        // SAFETY: the address of an element of the container.
        unsafe { shown(&place, element, iterator.show) }.map(Py::into_ptr)
    })
}

/// What iterating gives for an element.
///
/// # Safety
///
/// `element` is that of a live element of the container.
pub(super) unsafe fn shown(place: &Place<'_, '_>, element: Address, show: Show) -> PyResult<Py<PyAny>> {
    let container = place.container;
    let py = place.object.py();
    let load = |part: &Option<super::Element>, offset: usize| match part {
        // SAFETY: the caller's promise; a map's elements are pairs, whose first lies at their beginning.
        Some(part) => unsafe { part.load(py, element.wrapping_byte_add(offset), place.object) },
        None => Err(PyTypeError::new_err("elements without a type")),
    };
    let mapped = || load(&container.mapped, container.operations.mapped_offset);
    match (container.kind(), show) {
        (ContainerKind::Map, Show::Keys) => load(&container.key, 0),
        (ContainerKind::Map, Show::Values) => mapped(),
        (ContainerKind::Map, Show::Elements) => super::keyed::pair(py, load(&container.key, 0)?, mapped()?),
        _ => load(&container.element, 0),
    }
}
