//! The base of exception objects from C++: Python's `Exception`, and room for
//! what C++ threw.
//!
//! The layouts of a proxy and of an exception cannot be combined, so the
//! exception holds the proxy. Most programs look at the message only, so the
//! proxy of a caught object is made when it is first asked for.
//!
//! May not know: which exception belongs to which C++ class.

use std::cell::Cell;
use std::ffi::{CStr, c_int, c_void};
use std::ptr;

use pyo3::exceptions::{PyException, PyTypeError};
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyString, PyTuple, PyType};

use super::ownership::{Ownership, set_lifeline, wrap};
use crate::error::guarded;
use crate::registry::Class;
use crate::state::OwnedThrown;

/// What an exception object has behind the fields of Python's own. All-zero, as
/// CPython allocates it, is an exception without a C++ object.
#[repr(C)]
struct Room {
    /// What `what()` said; null for `None`.
    what: Cell<*mut ffi::PyObject>,
    /// The proxy; null for `None`, and as long as nobody has asked for it.
    proxy: Cell<*mut ffi::PyObject>,
    /// The object without a proxy, from `Box`; null where there is none.
    caught: Cell<*mut Caught>,
}

/// A caught C++ object of a bound class.
pub(crate) struct Caught {
    pub(crate) class: &'static Class,
    pub(crate) thrown: OwnedThrown,
}

/// Keeps a caught exception's object alive for its proxy.
#[pyclass(module = "cppyy_rs.types", frozen)]
struct Kept(#[expect(dead_code, reason = "held for its destructor")] OwnedThrown);

// SAFETY: a `std::exception_ptr` counts its references atomically, and nothing
// but its destruction happens here.
unsafe impl Send for Kept {}
// SAFETY: as above.
unsafe impl Sync for Kept {}

impl Caught {
    /// The proxy, which keeps the object alive.
    pub(crate) fn into_proxy(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        // SAFETY: the stub says that the most derived object lies there, and its
        // type is that of the class; the lifeline keeps it there.
        let proxy = unsafe { wrap(py, self.class, self.thrown.record().object, Ownership::Cpp)? };
        let proxy = proxy.into_bound(py);
        set_lifeline(&proxy, Bound::new(py, Kept(self.thrown))?.as_any())?;
        Ok(proxy)
    }
}

/// The base type of exceptions from C++, `cppyy_rs.types.ExceptionBase`.
pub fn exception_base(py: Python<'_>) -> PyResult<&Bound<'_, PyType>> {
    static TYPE: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    Ok(TYPE.get_or_try_init(py, || make_type(py))?.bind(py))
}

/// A new exception with this message, made without a call of its class, whose
/// `__init__` would construct a C++ object.
pub(crate) fn new_exception<'py>(
    class: &Bound<'py, PyType>,
    message: &str,
    what: Option<&str>,
) -> PyResult<Bound<'py, PyAny>> {
    let py = class.py();
    check(class)?;
    let arguments = PyTuple::new(py, [PyString::new(py, message)])?;
    // SAFETY: the type is a subtype of `Exception`, whose `tp_new` takes a tuple and no dict.
    let object = unsafe {
        let new = (*python_exception()).tp_new.ok_or_else(|| PyTypeError::new_err("no exceptions"))?;
        Bound::from_owned_ptr_or_err(py, new(class.as_type_ptr(), arguments.as_ptr(), ptr::null_mut()))?
    };
    // SAFETY: the object is one of a subtype of the base, as was checked above.
    let room = unsafe { room(object.as_ptr()) };
    room.what.set(what.map_or(ptr::null_mut(), |what| PyString::new(py, what).into_any().into_ptr()));
    Ok(object)
}

/// Gives a new exception the C++ object behind it.
pub(crate) fn set_caught(exception: &Bound<'_, PyAny>, caught: Caught) -> PyResult<()> {
    check(&exception.get_type())?;
    // SAFETY: as was checked above.
    let room = unsafe { room(exception.as_ptr()) };
    let earlier = room.caught.replace(Box::into_raw(Box::new(caught)));
    // SAFETY: what a room holds is from `Box::into_raw`, here.
    drop((!earlier.is_null()).then(|| unsafe { Box::from_raw(earlier) }));
    Ok(())
}

/// Objects of classes that do not derive from the base have no room.
fn check(class: &Bound<'_, PyType>) -> PyResult<()> {
    let base = exception_base(class.py())?;
    // SAFETY: two live types.
    if unsafe { ffi::PyType_IsSubtype(class.as_type_ptr(), base.as_type_ptr()) } != 0 {
        return Ok(());
    }
    Err(PyTypeError::new_err(format!("{} is no exception class from C++", class.name()?)))
}

fn python_exception() -> *mut ffi::PyTypeObject {
    // SAFETY: a static of CPython, set before any extension module is loaded.
    unsafe { ffi::PyExc_Exception.cast() }
}

/// The room of an exception.
///
/// # Safety
///
/// `object` must be a live object of a subtype of the base, as long as the result is used.
unsafe fn room<'a>(object: *mut ffi::PyObject) -> &'a Room {
    // SAFETY: the caller's promise: the type's size is that of `Exception` and of
    // the room behind it, and every subtype begins with it.
    unsafe { &*object.wrapping_byte_offset((*python_exception()).tp_basicsize).cast::<Room>() }
}

fn make_type(py: Python<'_>) -> PyResult<Py<PyType>> {
    let getset = |name: &'static CStr, get, set, doc: &'static CStr| ffi::PyGetSetDef {
        name: name.as_ptr(),
        get,
        set,
        doc: doc.as_ptr(),
        closure: ptr::null_mut(),
    };
    // Type objects refer to their getset definitions for ever.
    let getsets = Box::leak(Box::new([
        getset(
            c"__cpp_proxy__",
            Some(get_proxy),
            Some(set_proxy),
            c"The C++ object, where its class is bound.",
        ),
        getset(c"_cpp_what", Some(get_what), Some(set_what), c"What the C++ object's what() said."),
        // SAFETY: all-zero ends the list.
        unsafe { std::mem::zeroed() },
    ]));
    let slot = |slot: c_int, function: *mut c_void| ffi::PyType_Slot { slot, pfunc: function };
    let mut slots = [
        slot(ffi::Py_tp_dealloc, dealloc as *mut c_void),
        slot(ffi::Py_tp_traverse, traverse as *mut c_void),
        slot(ffi::Py_tp_clear, clear as *mut c_void),
        slot(ffi::Py_tp_getset, getsets.as_mut_ptr().cast()),
        slot(ffi::Py_tp_doc, c"A C++ exception.".as_ptr().cast_mut().cast()),
        slot(0, ptr::null_mut()),
    ];
    // SAFETY: a static type.
    let python = unsafe { (*python_exception()).tp_basicsize } as usize;
    let mut spec = ffi::PyType_Spec {
        name: c"cppyy_rs.types.ExceptionBase".as_ptr(),
        basicsize: (python + size_of::<Room>()) as c_int,
        itemsize: 0,
        flags: (ffi::Py_TPFLAGS_DEFAULT | ffi::Py_TPFLAGS_BASETYPE | ffi::Py_TPFLAGS_HAVE_GC) as _,
        slots: slots.as_mut_ptr(),
    };
    let bases = PyTuple::new(py, [py.get_type::<PyException>()])?;
    // SAFETY: the specification is complete and its slots have the types that
    // CPython expects; what it refers to later is leaked or static. A size of
    // CPython's is a multiple of a pointer's, so the room is aligned.
    unsafe {
        let made = ffi::PyType_FromSpecWithBases(&raw mut spec, bases.as_ptr());
        let made = Bound::from_owned_ptr_or_err(py, made)?;
        Ok(made.cast_into_unchecked::<PyType>().unbind())
    }
}

unsafe extern "C" fn get_proxy(object: *mut ffi::PyObject, _closure: *mut c_void) -> *mut ffi::PyObject {
    // SAFETY: a getset descriptor has checked the type; it is called with the interpreter attached.
    let (py, room) = unsafe { (Python::assume_attached(), room(object)) };
    guarded(py, ptr::null_mut(), || {
        let caught = room.caught.replace(ptr::null_mut());
        if !caught.is_null() {
            // SAFETY: from `Box::into_raw` in `set_caught`, and in the room no more.
            let caught = unsafe { Box::from_raw(caught) };
            let proxy = caught.into_proxy(py)?;
            replace(py, &room.proxy, Some(proxy));
        }
        Ok(value(py, &room.proxy))
    })
}

unsafe extern "C" fn set_proxy(
    object: *mut ffi::PyObject,
    value: *mut ffi::PyObject,
    _closure: *mut c_void,
) -> c_int {
    // SAFETY: as in `get_proxy`; `value` is null for `del`.
    let (py, room, value) = unsafe {
        let py = Python::assume_attached();
        (py, room(object), Bound::from_borrowed_ptr_or_opt(py, value))
    };
    guarded(py, -1, || {
        let caught = room.caught.replace(ptr::null_mut());
        replace(py, &room.proxy, value.filter(|value| !value.is_none()));
        // SAFETY: as in `get_proxy`.
        drop((!caught.is_null()).then(|| unsafe { Box::from_raw(caught) }));
        Ok(0)
    })
}

unsafe extern "C" fn get_what(object: *mut ffi::PyObject, _closure: *mut c_void) -> *mut ffi::PyObject {
    // SAFETY: as in `get_proxy`.
    unsafe { value(Python::assume_attached(), &room(object).what) }
}

unsafe extern "C" fn set_what(
    object: *mut ffi::PyObject,
    value: *mut ffi::PyObject,
    _closure: *mut c_void,
) -> c_int {
    // SAFETY: as in `set_proxy`.
    let (py, room, value) = unsafe {
        let py = Python::assume_attached();
        (py, room(object), Bound::from_borrowed_ptr_or_opt(py, value))
    };
    guarded(py, -1, || {
        if value.as_ref().is_some_and(|value| !value.is_none() && !value.is_instance_of::<PyString>()) {
            return Err(PyTypeError::new_err("what() gives a str"));
        }
        replace(py, &room.what, value.filter(|value| !value.is_none()));
        Ok(0)
    })
}

/// A new reference to what a field has, or to `None`.
fn value(py: Python<'_>, field: &Cell<*mut ffi::PyObject>) -> *mut ffi::PyObject {
    // SAFETY: fields hold null or a reference.
    let value = unsafe { Bound::from_borrowed_ptr_or_opt(py, field.get()) };
    value.unwrap_or_else(|| py.None().into_bound(py)).into_ptr()
}

/// Stores a reference; the earlier one goes once the field has forgotten it.
fn replace(py: Python<'_>, field: &Cell<*mut ffi::PyObject>, value: Option<Bound<'_, PyAny>>) {
    let earlier = field.replace(value.map_or(ptr::null_mut(), Bound::into_ptr));
    // SAFETY: fields hold null or a reference.
    drop(unsafe { Bound::from_owned_ptr_or_opt(py, earlier) });
}

unsafe extern "C" fn dealloc(object: *mut ffi::PyObject) {
    // SAFETY: CPython passes an object whose last reference is gone. What the room
    // holds is taken out, and released when the memory has gone, because that
    // runs C++ and Python code, which must not come across a dying exception.
    // `Exception` untracks the object and frees it. The type of an object that is
    // exactly of the base is a heap type, to which each object has a reference;
    // for subtypes, CPython sees to theirs.
    unsafe {
        let class = ffi::Py_TYPE(object);
        let exact = (*class).tp_dealloc.is_some_and(|own| ptr::fn_addr_eq(own, dealloc as ffi::destructor));
        let room = room(object);
        let (what, proxy) = (room.what.replace(ptr::null_mut()), room.proxy.replace(ptr::null_mut()));
        let caught = room.caught.replace(ptr::null_mut());
        if let Some(free) = (*python_exception()).tp_dealloc {
            free(object);
        }
        if exact {
            ffi::Py_DECREF(class.cast());
        }
        ffi::Py_XDECREF(what);
        ffi::Py_XDECREF(proxy);
        if !caught.is_null() {
            drop(Box::from_raw(caught));
        }
    }
}

unsafe extern "C" fn traverse(
    object: *mut ffi::PyObject,
    visit: ffi::visitproc,
    argument: *mut c_void,
) -> c_int {
    // SAFETY: called by the collector on a live object of a subtype of the base.
    // `subtype_traverse` leaves the type of Python's own subclasses to the base
    // where that is a heap type.
    unsafe {
        let proxy = room(object).proxy.get();
        if !proxy.is_null() {
            let stop = visit(proxy, argument);
            if stop != 0 {
                return stop;
            }
        }
        let stop = visit(ffi::Py_TYPE(object).cast(), argument);
        if stop != 0 {
            return stop;
        }
        (*python_exception()).tp_traverse.map_or(0, |general| general(object, visit, argument))
    }
}

unsafe extern "C" fn clear(object: *mut ffi::PyObject) -> c_int {
    // SAFETY: called by the collector on a live object of a subtype of the base;
    // the reference is released after the room has forgotten it.
    unsafe {
        ffi::Py_XDECREF(room(object).proxy.replace(ptr::null_mut()));
        (*python_exception()).tp_clear.map_or(0, |general| general(object))
    }
}
