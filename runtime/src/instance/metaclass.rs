//! `CPPScope`, the type of proxies' classes.
//!
//! It is a subclass of `type` with one more word: the C++ class. Only
//! `tp_setattro` differs in behaviour, for static data members: reading needs no
//! help, because descriptors in a class's dict answer for it. `tp_getattro`
//! stays `type`'s own, which the interpreter's inline caches insist on.

use std::ffi::{c_int, c_void};
use std::ptr;
use std::sync::atomic::{AtomicPtr, Ordering};

use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyList, PyString, PyType};

use crate::error::guarded;
use crate::registry::{self, Class};

/// The metaclass as a bare pointer, for tests on the way of every call.
static METACLASS: AtomicPtr<ffi::PyTypeObject> = AtomicPtr::new(ptr::null_mut());

/// The metaclass.
pub fn metaclass(py: Python<'_>) -> PyResult<&Bound<'_, PyType>> {
    static TYPE: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    let made = TYPE.get_or_try_init(py, || {
        let made = make_type(py)?;
        METACLASS.store(made.bind(py).as_type_ptr(), Ordering::Release);
        PyResult::Ok(made)
    })?;
    Ok(made.bind(py))
}

/// The C++ class whose proxy, or whose Python subclass's instance, this is.
pub fn class_of(object: &Bound<'_, PyAny>) -> Option<&'static Class> {
    // SAFETY: a live object has a live type.
    unsafe { class_of_raw(ffi::Py_TYPE(object.as_ptr())) }
}

/// The C++ class that a Python class stands for or derives from.
pub fn class_of_type(class: &Bound<'_, PyType>) -> Option<&'static Class> {
    // SAFETY: the type is live.
    unsafe { class_of_raw(class.as_type_ptr()) }
}

/// # Safety
///
/// `class` must be a live type.
pub(super) unsafe fn class_of_raw(class: *mut ffi::PyTypeObject) -> Option<&'static Class> {
    let metaclass = METACLASS.load(Ordering::Acquire);
    // SAFETY: both are live types. Instances of the metaclass are at least
    // `basic_size` bytes, so the slot is there; it holds null or a class.
    unsafe {
        let of = ffi::Py_TYPE(class.cast());
        if metaclass.is_null() || of != metaclass && ffi::PyType_IsSubtype(of, metaclass) == 0 {
            return None;
        }
        (*slot(class)).as_ref()
    }
}

/// Says which C++ class a Python class stands for.
pub(crate) fn bind(python: &Bound<'_, PyType>, class: &'static Class) -> PyResult<()> {
    if !python.is_instance(metaclass(python.py())?)? {
        return Err(pyo3::exceptions::PyTypeError::new_err("not a class from C++"));
    }
    // SAFETY: an instance of the metaclass has the slot.
    unsafe { *slot(python.as_type_ptr()) = class };
    Ok(())
}

/// Puts a value into a class's dict, as `type.__setattr__` does: what the name
/// means in C++ is not asked.
pub(crate) fn define(class: &Bound<'_, PyType>, name: &str, value: &Bound<'_, PyAny>) -> PyResult<()> {
    let name = PyString::intern(class.py(), name);
    // SAFETY: `type` always has `tp_setattro`; all are live objects.
    unsafe {
        match (*python_type()).tp_setattro {
            Some(set) if set(class.as_ptr(), name.as_ptr(), value.as_ptr()) == 0 => Ok(()),
            _ => Err(PyErr::fetch(class.py())),
        }
    }
}

/// `type`, whose slots are filled in before any extension is loaded.
fn python_type() -> *const ffi::PyTypeObject {
    &raw const ffi::PyType_Type
}

/// Where `type`'s own fields end.
fn slot_offset() -> usize {
    // SAFETY: `type` is a static, initialised type.
    let size = unsafe { (*python_type()).tp_basicsize } as usize;
    size.next_multiple_of(align_of::<*const Class>())
}

/// # Safety
///
/// `class` must be an instance of the metaclass.
unsafe fn slot(class: *mut ffi::PyTypeObject) -> *mut *const Class {
    class.wrapping_byte_add(slot_offset()).cast()
}

fn make_type(py: Python<'_>) -> PyResult<Py<PyType>> {
    // Type objects refer to their method definitions for ever.
    let methods = Box::leak(Box::new([
        ffi::PyMethodDef {
            ml_name: c"__dir__".as_ptr(),
            ml_meth: ffi::PyMethodDefPointer { PyCFunction: dir },
            ml_flags: ffi::METH_NOARGS,
            ml_doc: c"The names that Python can spell.".as_ptr(),
        },
        // SAFETY: all-zero ends the list.
        unsafe { std::mem::zeroed() },
    ]));
    let slot = |slot: c_int, function: *mut c_void| ffi::PyType_Slot { slot, pfunc: function };
    let mut slots = [
        slot(ffi::Py_tp_base, (&raw mut ffi::PyType_Type).cast()),
        slot(ffi::Py_tp_new, new as *mut c_void),
        slot(ffi::Py_tp_setattro, set_attribute as *mut c_void),
        slot(ffi::Py_tp_repr, repr as *mut c_void),
        slot(ffi::Py_tp_methods, methods.as_mut_ptr().cast()),
        slot(ffi::Py_tp_doc, c"The type of classes from C++.".as_ptr().cast_mut().cast()),
        slot(0, ptr::null_mut()),
    ];
    let mut spec = ffi::PyType_Spec {
        name: c"cppyy_rs.types.Scope".as_ptr(),
        basicsize: (slot_offset() + size_of::<*const Class>()) as c_int,
        itemsize: 0,
        flags: (ffi::Py_TPFLAGS_DEFAULT | ffi::Py_TPFLAGS_BASETYPE) as _,
        slots: slots.as_mut_ptr(),
    };
    // SAFETY: a complete specification; item size, traversal and clearing are
    // inherited from `type`.
    unsafe {
        let made = Bound::from_owned_ptr_or_err(py, ffi::PyType_FromSpec(&raw mut spec))?;
        Ok(made.cast_into_unchecked::<PyType>().unbind())
    }
}

/// Makes a class as `type` does; a Python subclass stands for its base's C++ class.
unsafe extern "C" fn new(
    metaclass: *mut ffi::PyTypeObject,
    arguments: *mut ffi::PyObject,
    keywords: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    // SAFETY: slots are called with the interpreter attached, with a tuple and
    // a dict or null, which are passed on. `type` always has `tp_new`.
    unsafe {
        let Some(make) = (*python_type()).tp_new else { return ptr::null_mut() };
        let made = make(metaclass, arguments, keywords);
        if made.is_null() || ffi::PyType_IsSubtype(ffi::Py_TYPE(made), metaclass) == 0 {
            return made;
        }
        let class: *mut ffi::PyTypeObject = made.cast();
        let bases = (*class).tp_bases;
        for position in 0..ffi::PyTuple_Size(bases) {
            if let Some(found) = class_of_raw(ffi::PyTuple_GetItem(bases, position).cast()) {
                *slot(class) = found;
                break;
            }
        }
        made
    }
}

unsafe extern "C" fn set_attribute(
    class: *mut ffi::PyObject,
    name: *mut ffi::PyObject,
    value: *mut ffi::PyObject,
) -> c_int {
    // SAFETY: slots are called with the interpreter attached; `value` is null for `del`.
    let py = unsafe { Python::assume_attached() };
    guarded(py, -1, || {
        // SAFETY: as above; CPython checks that `name` is a string only later.
        let (class_object, name_object, new_value) = unsafe {
            (
                Bound::from_borrowed_ptr(py, class).cast_into_unchecked::<PyType>(),
                Bound::from_borrowed_ptr(py, name),
                Bound::from_borrowed_ptr_or_opt(py, value),
            )
        };
        if let (Ok(name), Some(value)) = (name_object.cast::<PyString>(), new_value)
            && let Some(found) = look_up(&class_object, name)?
            && registry::source().assign_static(&found, &value)?
        {
            return Ok(0);
        }
        // SAFETY: `type` always has `tp_setattro`.
        unsafe {
            match (*python_type()).tp_setattro {
                Some(set) if set(class, name, value) == 0 => Ok(0),
                _ => Err(PyErr::fetch(py)),
            }
        }
    })
}

/// What the class's dict or one of its bases' has under the name, unbound.
fn look_up<'py>(
    class: &Bound<'py, PyType>,
    name: &Bound<'py, PyString>,
) -> PyResult<Option<Bound<'py, PyAny>>> {
    for base in class.mro() {
        let dict = base.getattr(pyo3::intern!(class.py(), "__dict__"))?;
        if dict.contains(name)? {
            return dict.get_item(name).map(Some);
        }
    }
    Ok(None)
}

/// `<class cppyy_rs.gbl.ns.C at 0x...>`; Python's own subclasses look as usual.
unsafe extern "C" fn repr(class: *mut ffi::PyObject) -> *mut ffi::PyObject {
    // SAFETY: slots are called with the interpreter attached, on a live class.
    let (py, class) = unsafe {
        let py = Python::assume_attached();
        (py, Bound::from_borrowed_ptr(py, class).cast_into_unchecked::<PyType>())
    };
    guarded(py, ptr::null_mut(), || {
        let module = class.getattr(pyo3::intern!(py, "__module__"))?;
        let name = class.getattr(pyo3::intern!(py, "__qualname__"))?;
        let text = format!("<class {module}.{name} at {:p}>", class.as_ptr());
        Ok(PyString::new(py, &text).into_any().into_ptr())
    })
}

unsafe extern "C" fn dir(class: *mut ffi::PyObject, _none: *mut ffi::PyObject) -> *mut ffi::PyObject {
    // SAFETY: a method descriptor has checked the type.
    let (py, class) = unsafe {
        let py = Python::assume_attached();
        (py, Bound::from_borrowed_ptr(py, class).cast_into_unchecked::<PyType>())
    };
    guarded(py, ptr::null_mut(), || {
        let names = py.get_type::<PyType>().call_method1(pyo3::intern!(py, "__dir__"), (&class,))?;
        spellable(&class, &names).map(|names| names.into_any().into_ptr())
    })
}

/// Leaves out operators, and declarations that were not bound.
pub(super) fn spellable<'py>(
    class: &Bound<'py, PyType>,
    names: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyList>> {
    let kept = PyList::empty(class.py());
    for name in names.try_iter()? {
        let name = name?.cast_into::<PyString>()?;
        let text = name.to_str()?;
        let operator =
            text.starts_with("operator") && text.contains(|c: char| !c.is_alphanumeric() && c != '_');
        let hidden = match look_up(class, &name)? {
            Some(member) => registry::source().is_hidden(&member),
            None => false,
        };
        if !operator && !hidden {
            kept.append(name)?;
        }
    }
    Ok(kept)
}
