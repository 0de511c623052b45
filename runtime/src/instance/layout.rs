//! The C layout of proxies and the slots of their base type.
//!
//! There is one layout, because CPython refuses `class D(A, B)` where the bases'
//! layouts differ.

use std::cell::Cell;
use std::ffi::{c_int, c_void};
use std::mem::offset_of;
use std::ptr;

use pyo3::exceptions::PyTypeError;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyTuple, PyType};

use super::{compare, identity, metaclass, ownership};
use crate::error::guarded;
use crate::registry::{self, Class};

/// A proxy.
#[repr(C)]
pub struct Instance {
    ob_base: ffi::PyObject,
    address: Cell<*mut c_void>,
    flags: Cell<u64>,
    dict: Cell<*mut ffi::PyObject>,
    weakrefs: Cell<*mut ffi::PyObject>,
}

/// Python deletes the C++ object when the proxy goes.
const OWNED: u64 = 1;
/// The C++ object was deleted.
const DELETED: u64 = 1 << 1;
/// There is, or was, an object (or a null pointer): `__init__` was called.
const INITIALISED: u64 = 1 << 2;
/// The object may be moved from by the next call.
const RVALUE: u64 = 1 << 3;

impl Instance {
    /// The proxy that a Python object is, if it is one.
    pub fn from<'a>(object: &'a Bound<'_, PyAny>) -> Option<&'a Self> {
        let base = base_type(object.py()).ok()?;
        // SAFETY: both are live; an instance of the base type has this layout.
        unsafe {
            let found = ffi::PyType_IsSubtype(ffi::Py_TYPE(object.as_ptr()), base.as_type_ptr()) != 0;
            found.then(|| &*object.as_ptr().cast::<Self>())
        }
    }

    /// Its C++ class; `None` for a direct subclass of the base type, which has none.
    pub fn class(&self) -> Option<&'static Class> {
        // SAFETY: a live object has a live type.
        unsafe { metaclass::class_of_raw(ffi::Py_TYPE((&raw const self.ob_base).cast_mut())) }
    }

    /// The object's address; null for null, deleted and uninitialised ones.
    pub fn address(&self) -> *mut c_void {
        self.address.get()
    }

    /// Gives the proxy its object (or a null pointer).
    pub(super) fn set_address(&self, address: *mut c_void) {
        self.address.set(address);
        self.flags.set(self.flags.get() & !DELETED | INITIALISED);
    }

    /// Stores an address without any change of ownership: `T*&` and `T**`
    /// arguments are filled so.
    pub fn retarget(&self, address: *mut c_void) {
        self.set_address(address);
    }

    /// Where the address is stored, for `T*&` and `T**` parameters; a call that
    /// wrote there is followed by [`Instance::retarget`] with the new value.
    pub fn address_slot(&self) -> *mut *mut c_void {
        self.address.as_ptr()
    }

    pub(super) fn set_deleted(&self) {
        self.address.set(ptr::null_mut());
        self.flags.set(self.flags.get() & !(OWNED | RVALUE) | DELETED);
    }

    /// Whether the C++ object was deleted.
    pub fn deleted(&self) -> bool {
        self.flags.get() & DELETED != 0
    }

    /// Whether there is, or was, an object or a null pointer.
    pub fn initialised(&self) -> bool {
        self.flags.get() & INITIALISED != 0
    }

    /// Whether Python deletes the object.
    pub fn owned(&self) -> bool {
        self.flags.get() & OWNED != 0
    }

    /// Says who deletes the object.
    pub fn set_owned(&self, owned: bool) {
        self.set_flag(OWNED, owned);
    }

    /// Whether the next call may move from the object; asking ends it.
    pub fn take_rvalue(&self) -> bool {
        let rvalue = self.flags.get() & RVALUE != 0;
        self.set_flag(RVALUE, false);
        rvalue
    }

    /// Lets the next call move from the object.
    pub fn set_rvalue(&self) {
        self.set_flag(RVALUE, true);
    }

    fn set_flag(&self, flag: u64, on: bool) {
        self.flags.set(if on { self.flags.get() | flag } else { self.flags.get() & !flag });
    }

    pub(super) fn as_object(&self) -> *mut ffi::PyObject {
        (&raw const self.ob_base).cast_mut()
    }
}

/// The base type of all proxies, `cppyy_rs.types.Instance`.
pub fn base_type(py: Python<'_>) -> PyResult<&Bound<'_, PyType>> {
    static TYPE: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    TYPE.get_or_try_init(py, || make_type(py)).map(|made| made.bind(py))
}

fn make_type(py: Python<'_>) -> PyResult<Py<PyType>> {
    let member = |name: &'static std::ffi::CStr, offset: usize| ffi::PyMemberDef {
        name: name.as_ptr(),
        type_code: ffi::Py_T_PYSSIZET,
        offset: offset as ffi::Py_ssize_t,
        flags: ffi::Py_READONLY,
        doc: ptr::null(),
    };
    let mut members = [
        member(c"__dictoffset__", offset_of!(Instance, dict)),
        member(c"__weaklistoffset__", offset_of!(Instance, weakrefs)),
        // SAFETY: all-zero ends the list.
        unsafe { std::mem::zeroed() },
    ];
    let getset = |name: &'static std::ffi::CStr, get, set, doc: &'static std::ffi::CStr| ffi::PyGetSetDef {
        name: name.as_ptr(),
        get,
        set,
        doc: doc.as_ptr(),
        closure: ptr::null_mut(),
    };
    // Type objects refer to their getset and method definitions for ever.
    let getsets = Box::leak(Box::new([
        getset(c"__dict__", Some(ffi::PyObject_GenericGetDict), Some(ffi::PyObject_GenericSetDict), c""),
        getset(c"__python_owns__", Some(get_owns), Some(set_owns), c"Whether Python deletes the C++ object."),
        // SAFETY: all-zero ends the list.
        unsafe { std::mem::zeroed() },
    ]));
    let method = |name: &'static std::ffi::CStr, function, flags, doc: &'static std::ffi::CStr| {
        ffi::PyMethodDef { ml_name: name.as_ptr(), ml_meth: function, ml_flags: flags, ml_doc: doc.as_ptr() }
    };
    let methods = Box::leak(Box::new([
        method(
            c"__destruct__",
            ffi::PyMethodDefPointer { PyCFunction: destruct },
            ffi::METH_NOARGS,
            c"Deletes the C++ object now.",
        ),
        method(
            c"__dir__",
            ffi::PyMethodDefPointer { PyCFunction: dir },
            ffi::METH_NOARGS,
            c"The names that Python can spell.",
        ),
        method(
            c"__reduce_ex__",
            ffi::PyMethodDefPointer { PyCFunction: refuse_pickle },
            ffi::METH_O,
            c"C++ objects cannot be pickled.",
        ),
        // SAFETY: all-zero ends the list.
        unsafe { std::mem::zeroed() },
    ]));
    let slot = |slot: c_int, function: *mut c_void| ffi::PyType_Slot { slot, pfunc: function };
    let mut slots = [
        slot(ffi::Py_tp_new, new as *mut c_void),
        slot(ffi::Py_tp_init, init as *mut c_void),
        slot(ffi::Py_tp_dealloc, dealloc as *mut c_void),
        slot(ffi::Py_tp_traverse, traverse as *mut c_void),
        slot(ffi::Py_tp_clear, clear as *mut c_void),
        slot(ffi::Py_tp_repr, compare::repr as *mut c_void),
        slot(ffi::Py_tp_hash, compare::hash as *mut c_void),
        slot(ffi::Py_tp_richcompare, compare::rich_compare as *mut c_void),
        slot(ffi::Py_nb_bool, compare::truth as *mut c_void),
        slot(ffi::Py_tp_members, members.as_mut_ptr().cast()),
        slot(ffi::Py_tp_getset, getsets.as_mut_ptr().cast()),
        slot(ffi::Py_tp_methods, methods.as_mut_ptr().cast()),
        slot(ffi::Py_tp_doc, c"A C++ object.".as_ptr().cast_mut().cast()),
        slot(0, ptr::null_mut()),
    ];
    let mut spec = ffi::PyType_Spec {
        name: c"cppyy_rs.types.Instance".as_ptr(),
        basicsize: size_of::<Instance>() as c_int,
        itemsize: 0,
        flags: (ffi::Py_TPFLAGS_DEFAULT | ffi::Py_TPFLAGS_BASETYPE | ffi::Py_TPFLAGS_HAVE_GC) as _,
        slots: slots.as_mut_ptr(),
    };
    // SAFETY: the specification is complete and its slots have the types that
    // CPython expects; what it refers to later is leaked or static.
    unsafe {
        let made = Bound::from_owned_ptr_or_err(py, ffi::PyType_FromSpec(&raw mut spec))?;
        Ok(made.cast_into_unchecked::<PyType>().unbind())
    }
}

/// Makes an uninitialised proxy of a Python class.
///
/// # Safety
///
/// `class` must be a live subtype of the base type.
pub(super) unsafe fn allocate(py: Python<'_>, class: *mut ffi::PyTypeObject) -> PyResult<Bound<'_, PyAny>> {
    // SAFETY: `tp_alloc` zeroes: no address, no flags, no dict, no weak references.
    unsafe {
        let allocate = (*class).tp_alloc.unwrap_or(ffi::PyType_GenericAlloc);
        Bound::from_owned_ptr_or_err(py, allocate(class, 0))
    }
}

unsafe extern "C" fn new(
    class: *mut ffi::PyTypeObject,
    _arguments: *mut ffi::PyObject,
    _keywords: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    // SAFETY: slots are called with the interpreter attached.
    let py = unsafe { Python::assume_attached() };
    guarded(py, ptr::null_mut(), || {
        // SAFETY: `type.__call__` passes a live type; `object.__new__` checks that it is ours.
        unsafe {
            if metaclass::class_of_raw(class).is_none() {
                return Err(PyTypeError::new_err("only classes from C++ have instances"));
            }
            allocate(py, class).map(Bound::into_ptr)
        }
    })
}

unsafe extern "C" fn init(
    object: *mut ffi::PyObject,
    arguments: *mut ffi::PyObject,
    keywords: *mut ffi::PyObject,
) -> c_int {
    // SAFETY: slots are called with the interpreter attached, on a live proxy,
    // with a tuple and a dict or null.
    let (py, object, arguments, keywords) = unsafe {
        let py = Python::assume_attached();
        (
            py,
            Bound::from_borrowed_ptr(py, object),
            Bound::from_borrowed_ptr(py, arguments).cast_into_unchecked::<PyTuple>(),
            Bound::from_borrowed_ptr_or_opt(py, keywords)
                .map(|keywords| keywords.cast_into_unchecked::<PyDict>()),
        )
    };
    guarded(py, -1, || {
        let class = metaclass::class_of(&object)
            .ok_or_else(|| PyTypeError::new_err("only classes from C++ have instances"))?;
        ownership::check_uninitialised(&object)?;
        registry::source().construct(class, &object, &arguments, keywords.as_ref())?;
        Ok(0)
    })
}

unsafe extern "C" fn dealloc(object: *mut ffi::PyObject) {
    // SAFETY: CPython passes a proxy whose last reference is gone. It is
    // untracked before anything can run, and its memory freed last. The type is
    // a heap type, so each instance holds a reference to it.
    unsafe {
        ffi::PyObject_GC_UnTrack(object.cast());
        let py = Python::assume_attached();
        let class = ffi::Py_TYPE(object);
        let instance = &*object.cast::<Instance>();
        if !instance.weakrefs.get().is_null() {
            ffi::PyObject_ClearWeakRefs(object);
        }
        ownership::finish(py, instance);
        let dict = instance.dict.replace(ptr::null_mut());
        ffi::Py_XDECREF(dict);
        let free = (*class).tp_free.unwrap_or(ffi::PyObject_GC_Del);
        free(object.cast());
        ffi::Py_DECREF(class.cast());
    }
}

unsafe extern "C" fn traverse(
    object: *mut ffi::PyObject,
    visit: ffi::visitproc,
    argument: *mut c_void,
) -> c_int {
    // SAFETY: called by the collector on a live proxy.
    unsafe {
        let instance = &*object.cast::<Instance>();
        let dict = instance.dict.get();
        if !dict.is_null() {
            let stop = visit(dict, argument);
            if stop != 0 {
                return stop;
            }
        }
        // `subtype_traverse` visits the type of Python's own subclasses since 3.9 only
        // where the base does not; the base is ours, a heap type.
        visit(ffi::Py_TYPE(object).cast(), argument)
    }
}

unsafe extern "C" fn clear(object: *mut ffi::PyObject) -> c_int {
    // SAFETY: called by the collector on a live proxy.
    unsafe {
        let instance = &*object.cast::<Instance>();
        ffi::Py_XDECREF(instance.dict.replace(ptr::null_mut()));
    }
    0
}

unsafe extern "C" fn get_owns(object: *mut ffi::PyObject, _closure: *mut c_void) -> *mut ffi::PyObject {
    // SAFETY: a getset descriptor has checked the type.
    unsafe { ffi::PyBool_FromLong((*object.cast::<Instance>()).owned().into()) }
}

unsafe extern "C" fn set_owns(
    object: *mut ffi::PyObject,
    value: *mut ffi::PyObject,
    _closure: *mut c_void,
) -> c_int {
    // SAFETY: a getset descriptor has checked the type; `value` is null for `del`.
    let py = unsafe { Python::assume_attached() };
    guarded(py, -1, || {
        // SAFETY: as above.
        let (instance, value) =
            unsafe { (&*object.cast::<Instance>(), Bound::from_borrowed_ptr_or_opt(py, value)) };
        let value = value.ok_or_else(|| PyTypeError::new_err("__python_owns__ cannot be deleted"))?;
        instance.set_owned(value.is_truthy()?);
        Ok(0)
    })
}

unsafe extern "C" fn destruct(object: *mut ffi::PyObject, _none: *mut ffi::PyObject) -> *mut ffi::PyObject {
    // SAFETY: a method descriptor has checked the type.
    let (py, object) = unsafe {
        let py = Python::assume_attached();
        (py, Bound::from_borrowed_ptr(py, object))
    };
    guarded(py, ptr::null_mut(), || {
        ownership::destroy(&object)?;
        Ok(py.None().into_ptr())
    })
}

unsafe extern "C" fn dir(object: *mut ffi::PyObject, _none: *mut ffi::PyObject) -> *mut ffi::PyObject {
    // SAFETY: a method descriptor has checked the type.
    let (py, object) = unsafe {
        let py = Python::assume_attached();
        (py, Bound::from_borrowed_ptr(py, object))
    };
    guarded(py, ptr::null_mut(), || {
        let names = py.get_type::<PyAny>().call_method1(pyo3::intern!(py, "__dir__"), (&object,))?;
        metaclass::spellable(&object.get_type(), &names).map(|names| names.into_any().into_ptr())
    })
}

unsafe extern "C" fn refuse_pickle(
    object: *mut ffi::PyObject,
    _protocol: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    // SAFETY: a method descriptor has checked the type.
    let (py, object) = unsafe {
        let py = Python::assume_attached();
        (py, Bound::from_borrowed_ptr(py, object))
    };
    guarded(py, ptr::null_mut(), || {
        Err(PyTypeError::new_err(format!("cannot pickle '{}' object", compare::class_name(&object))))
    })
}

/// Removes a proxy from the identity table.
pub(super) fn forget(instance: &Instance) {
    if let Some(class) = instance.class() {
        identity::remove(instance.address(), class, instance.as_object());
    }
}
