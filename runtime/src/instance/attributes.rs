//! Attributes that Python gives to C++ objects: the instance dict, which is made
//! at the first store, and the store itself.
//!
//! CPython makes instance dicts too, but would not tell the garbage collector
//! about their objects: proxies are tracked only from then on.
//!
//! On 3.11 the interpreter's fast method calls want a dict to be there. All
//! proxies share an empty one until they get their own; it is never written,
//! visited or released through a proxy. Every store on 3.11 comes here therefore,
//! also for Python subclasses (`tp_setattro` is inherited; `object.__setattr__`
//! refuses to jump over it).

use std::ffi::{c_int, c_void};
use std::ptr;
use std::sync::atomic::{AtomicPtr, Ordering};

use pyo3::exceptions::{PyAttributeError, PyTypeError};
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use super::layout::{EXACT, Instance, TRACKED};
use super::{dictless, fields, slots};
use crate::error::guarded;

unsafe extern "C" {
    /// Exported by every CPython to 3.13, and what `PyObject_GenericSetAttr` uses.
    fn _PyType_Lookup(class: *mut ffi::PyTypeObject, name: *mut ffi::PyObject) -> *mut ffi::PyObject;
}

/// The dict of proxies without attributes; null where none is needed.
static SHARED: AtomicPtr<ffi::PyObject> = AtomicPtr::new(ptr::null_mut());

/// Whether proxies without attributes share a dict.
pub(super) const SHARES_DICT: bool = cfg!(all(Py_3_11, not(Py_3_12)));

/// Makes the shared dict, where there is to be one.
pub(super) fn initialise(py: Python<'_>) -> PyResult<()> {
    if SHARES_DICT && SHARED.load(Ordering::Relaxed).is_null() {
        let dict = PyDict::new(py);
        // The collector would only lose time on it.
        // SAFETY: a live, tracked dict.
        unsafe { ffi::PyObject_GC_UnTrack(dict.as_ptr().cast()) };
        SHARED.store(dict.into_any().into_ptr(), Ordering::Relaxed);
    }
    Ok(())
}

/// What the dict slot of a proxy without attributes holds.
#[inline(always)]
pub(super) fn no_dict() -> *mut ffi::PyObject {
    if SHARES_DICT { SHARED.load(Ordering::Relaxed) } else { ptr::null_mut() }
}

/// What the dict slot of an object of a Python subclass begins with. Where another
/// class's `__dict__` comes before ours, CPython writes to the slot itself, and
/// must find it empty.
pub(super) fn first_dict(py: Python<'_>, class: *mut ffi::PyTypeObject) -> *mut ffi::PyObject {
    if SHARES_DICT && makes_dicts(py, class) { no_dict() } else { ptr::null_mut() }
}

/// Whether the dicts of a class's objects are made here only: `__dict__` is ours.
pub(super) fn makes_dicts(py: Python<'_>, class: *mut ffi::PyTypeObject) -> bool {
    let name = pyo3::intern!(py, "__dict__");
    // SAFETY: live classes; what the lookup returns is only compared.
    super::base_type(py).is_ok_and(|base| unsafe {
        _PyType_Lookup(class, name.as_ptr()) == _PyType_Lookup(base.as_type_ptr(), name.as_ptr())
    })
}

/// The proxy's own dict, if it has one.
#[inline(always)]
pub(super) fn own_dict(instance: &Instance) -> Option<*mut ffi::PyObject> {
    let dict = instance.dict.get();
    (dict != no_dict() && !dict.is_null()).then_some(dict)
}

/// The proxy's own dict, borrowed; made where there is none, null with an error
/// set where that fails.
///
/// # Safety
///
/// The interpreter must be attached and the proxy live.
unsafe fn make_dict(instance: &Instance) -> *mut ffi::PyObject {
    if let Some(dict) = own_dict(instance) {
        return dict;
    }
    // SAFETY: the caller's promise; the slot takes over the new reference.
    unsafe {
        let dict = ffi::PyDict_New();
        if !dict.is_null() {
            put_dict(instance, dict);
        }
        dict
    }
}

/// Gives the proxy a dict of its own, whose reference is given away.
///
/// # Safety
///
/// As [`make_dict`].
unsafe fn put_dict(instance: &Instance, dict: *mut ffi::PyObject) {
    let earlier = own_dict(instance);
    // SAFETY: a live object has a live type.
    unsafe { dictless::open(ffi::Py_TYPE(instance.as_object())) };
    instance.dict.set(dict);
    if !instance.has(TRACKED) {
        instance.set_flag(TRACKED, true);
        // SAFETY: a live object with a collector's header, not tracked yet.
        unsafe { ffi::PyObject_GC_Track(instance.as_object().cast()) };
    }
    // SAFETY: the slot's reference, which is the slot's no more.
    unsafe { ffi::Py_XDECREF(earlier.unwrap_or(ptr::null_mut())) };
}

/// Forgets the proxy's own dict, and gives it to the caller with its reference.
pub(super) fn take_dict(instance: &Instance) -> Option<*mut ffi::PyObject> {
    let dict = own_dict(instance);
    instance.dict.set(no_dict());
    dict
}

/// The proxy's own dict, made where there is none.
pub(super) fn dict_of<'py>(object: &Bound<'py, PyAny>, instance: &Instance) -> PyResult<Bound<'py, PyDict>> {
    // SAFETY: the object is the proxy; the dict slot holds a dict.
    unsafe {
        let dict = make_dict(instance);
        let dict = Bound::from_borrowed_ptr_or_err(object.py(), dict)?;
        Ok(dict.cast_into_unchecked())
    }
}

pub(super) unsafe extern "C" fn get_dict(
    object: *mut ffi::PyObject,
    _closure: *mut c_void,
) -> *mut ffi::PyObject {
    // SAFETY: a getset descriptor has checked the type.
    unsafe {
        let dict = make_dict(&*object.cast::<Instance>());
        ffi::Py_XINCREF(dict);
        dict
    }
}

pub(super) unsafe extern "C" fn set_dict(
    object: *mut ffi::PyObject,
    value: *mut ffi::PyObject,
    _closure: *mut c_void,
) -> c_int {
    // SAFETY: a getset descriptor has checked the type; `value` is null for `del`.
    let (py, value) = unsafe {
        let py = Python::assume_attached();
        (py, Bound::from_borrowed_ptr_or_opt(py, value))
    };
    guarded(py, -1, || {
        let value = value.ok_or_else(|| PyTypeError::new_err("cannot delete __dict__"))?;
        let dict = value
            .cast_into::<PyDict>()
            .map_err(|_| PyTypeError::new_err("__dict__ must be set to a dictionary"))?;
        // SAFETY: as above; the reference is given to the slot.
        unsafe { put_dict(&*object.cast::<Instance>(), dict.into_any().into_ptr()) };
        Ok(0)
    })
}

/// `tp_setattro`: descriptors first, then the object's own dict.
pub(super) unsafe extern "C" fn set_attribute(
    object: *mut ffi::PyObject,
    name: *mut ffi::PyObject,
    value: *mut ffi::PyObject,
) -> c_int {
    // SAFETY: slots are called with the interpreter attached, on a live proxy;
    // `value` is null for `del`. The class of an exact proxy is sealed: it has
    // slots, and its objects have the fields of its table. What the field's store
    // needs is copied from the table, which may go when Python code runs.
    unsafe {
        let instance = &*object.cast::<Instance>();
        if instance.has(EXACT) && !value.is_null() {
            let table = slots::class_slots(ffi::Py_TYPE(object)).fields.get();
            if let Some(table) = table.as_ref() {
                let address = instance.place();
                if let Some(field) = table.find(name)
                    && !address.is_null()
                    && (field.store)(address.byte_offset(field.offset), value)
                {
                    return 0;
                }
            } else if let Err(error) = fields::make(Python::assume_attached(), ffi::Py_TYPE(object)) {
                error.restore(Python::assume_attached());
                return -1;
            }
        }
        store(object, name, value)
    }
}

/// As `PyObject_GenericSetAttr`, which it calls once there is a dict to write to.
///
/// # Safety
///
/// The interpreter must be attached; all are live, `value` may be null.
unsafe fn store(object: *mut ffi::PyObject, name: *mut ffi::PyObject, value: *mut ffi::PyObject) -> c_int {
    // SAFETY: the caller's promise. `_PyType_Lookup` is asked for names that are
    // strings only, and the descriptor is held while it works.
    unsafe {
        let instance = &*object.cast::<Instance>();
        if own_dict(instance).is_none() && ffi::PyUnicode_Check(name) != 0 {
            let descriptor = _PyType_Lookup(ffi::Py_TYPE(object), name);
            if !descriptor.is_null()
                && let Some(set) = (*ffi::Py_TYPE(descriptor)).tp_descr_set
            {
                ffi::Py_INCREF(descriptor);
                let result = set(descriptor, object, value);
                ffi::Py_DECREF(descriptor);
                return result;
            }
            if value.is_null() {
                return missing(object, name, !descriptor.is_null());
            }
            if make_dict(instance).is_null() {
                return -1;
            }
        }
        ffi::PyObject_GenericSetAttr(object, name, value)
    }
}

/// The error for deleting what an object does not have.
#[cold]
unsafe fn missing(object: *mut ffi::PyObject, name: *mut ffi::PyObject, readable: bool) -> c_int {
    // SAFETY: `store`'s promise.
    let (py, object, name) = unsafe {
        let py = Python::assume_attached();
        (py, Bound::from_borrowed_ptr(py, object), Bound::from_borrowed_ptr(py, name))
    };
    guarded(py, -1, || {
        let class = object.get_type();
        let class = class.name()?;
        Err(PyAttributeError::new_err(if readable {
            format!("'{class}' object attribute '{name}' is read-only")
        } else {
            format!("'{class}' object has no attribute '{name}'")
        }))
    })
}
