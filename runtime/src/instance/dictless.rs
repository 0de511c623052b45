//! Classes without instance dicts, as long as no object of theirs has one.
//!
//! The interpreter calls methods with fewer instructions where a class has no
//! dict offset: no object's own attribute can hide the method then. Every proxy
//! has the slot, so a class can do without the offset until the first of its
//! objects gets a dict (docs/adr/0016).
//!
//! A class without the offset is *closed*. That is right where nothing but
//! `attributes` makes dicts, which is so before 3.13: later, `object.__setattr__`
//! writes to any object, and wants the offset to be there.
//!
//! The bases of an open class are open. CPython would otherwise take the dict for
//! one that the class has added, and visit and release it besides us.

use std::mem::offset_of;
use std::sync::atomic::{AtomicBool, Ordering};

use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple, PyType};

use super::layout::Instance;
use super::{attributes, metaclass, slots};

/// Whether classes begin closed. The interpreters before 3.11 gain nothing.
const CLOSES: bool = cfg!(all(Py_3_11, not(Py_3_13)));

/// Whether the class that the metaclass is asked for next is one from C++.
static FROM_CPP: AtomicBool = AtomicBool::new(false);

/// Makes the Python class of a C++ class.
pub(crate) fn make_class<'py>(
    name: &str,
    bases: &Bound<'py, PyTuple>,
    dict: &Bound<'py, PyDict>,
) -> PyResult<Bound<'py, PyType>> {
    let metaclass = metaclass::metaclass(bases.py())?;
    let arguments = (name, bases, dict).into_pyobject(bases.py())?;
    FROM_CPP.store(true, Ordering::Relaxed);
    // Nothing runs between this call and `Deriving::of`, which takes the mark.
    let made = metaclass.call1(arguments);
    FROM_CPP.store(false, Ordering::Relaxed);
    Ok(made?.cast_into::<PyType>()?)
}

/// Closes a class from C++ that was just made.
///
/// # Safety
///
/// The interpreter must be attached; there are no objects of the class, and no
/// subclasses.
pub(super) unsafe fn close(class: *mut ffi::PyTypeObject) {
    if CLOSES {
        // SAFETY: the caller's promise. Without objects there is none with a dict,
        // and nothing has been specialised yet.
        unsafe { (*class).tp_dictoffset = 0 };
    }
}

/// Opens a class and its bases for good: an object of it gets a dict.
///
/// # Safety
///
/// The interpreter must be attached; `class` is a live class of proxies.
pub(super) unsafe fn open(mut class: *mut ffi::PyTypeObject) {
    // SAFETY: the caller's promise, and that a live class's base is one, if not null.
    unsafe {
        while CLOSES
            && !class.is_null()
            && metaclass::class_of_raw(class).is_some()
            && !slots::class_slots(class).has_dicts.replace(true)
        {
            if (*class).tp_dictoffset == 0 {
                set_offset(class, offset_of!(Instance, dict));
            }
            class = (*class).tp_base;
        }
    }
}

/// Opens the classes of a tuple, for CPython to compare their layouts with others.
///
/// # Safety
///
/// The interpreter must be attached and `classes` a live object: anything but a
/// tuple of classes is left for `type` to complain about.
pub(super) unsafe fn open_all(classes: *mut ffi::PyObject) {
    // SAFETY: the caller's promise.
    unsafe { each(classes, |class| open(class)) }
}

/// Python code derives a class. CPython looks at its bases' offsets meanwhile,
/// and would append another dict slot where there is none.
pub(super) struct Deriving(Vec<*mut ffi::PyTypeObject>);

/// Whether the class that is about to be made is one of Python's own.
pub(super) fn by_python() -> bool {
    !FROM_CPP.load(Ordering::Relaxed)
}

impl Deriving {
    /// # Safety
    ///
    /// The interpreter must be attached; `arguments` is the tuple for `type.__new__`.
    pub(super) unsafe fn of(arguments: *mut ffi::PyObject) -> Self {
        let mut opened = Vec::new();
        // SAFETY: the caller's promise: the bases come second. A class from C++ has
        // `__slots__`, which says that there is to be no slot; but where only some
        // of its bases are open, CPython adds what the first of them seems to lack.
        unsafe {
            let from_cpp = FROM_CPP.swap(false, Ordering::Relaxed);
            if CLOSES && ffi::PyTuple_Size(arguments) > 1 {
                let mut mixed = false;
                each(ffi::PyTuple_GetItem(arguments, 1), |base| {
                    mixed |= slots::class_slots(base).has_dicts.get();
                });
                if from_cpp && !mixed {
                    return Self(opened);
                }
                each(ffi::PyTuple_GetItem(arguments, 1), |base| {
                    if !slots::class_slots(base).has_dicts.get() {
                        ffi::Py_INCREF(base.cast());
                        set_offset(base, offset_of!(Instance, dict));
                        opened.push(base);
                    }
                });
            }
        }
        Self(opened)
    }

    /// The class was made, or not (null): closes what was opened, and the class too.
    ///
    /// # Safety
    ///
    /// The interpreter must be attached.
    pub(super) unsafe fn end(self, py: Python<'_>, made: *mut ffi::PyTypeObject) {
        // SAFETY: the caller's promise. Objects that got a dict meanwhile have opened
        // their classes for good. Where `__dict__` is not ours, CPython makes dicts.
        unsafe {
            let stays_open = |class| slots::class_slots(class).has_dicts.get();
            if !made.is_null() && self.0.contains(&(*made).tp_base) && !stays_open((*made).tp_base) {
                if attributes::makes_dicts(py, made) {
                    set_offset(made, 0);
                } else {
                    open((*made).tp_base);
                }
            }
            for base in self.0 {
                if !stays_open(base) {
                    set_offset(base, 0);
                }
                ffi::Py_DECREF(base.cast());
            }
        }
    }
}

/// Changes a class's offset, and ends what the interpreter has specialised for the
/// former one.
///
/// # Safety
///
/// The interpreter must be attached; `class` is a live class of proxies, whose
/// objects have a dict, or what stands for none, at any offset but 0.
unsafe fn set_offset(class: *mut ffi::PyTypeObject, offset: usize) {
    // SAFETY: the caller's promise.
    unsafe {
        (*class).tp_dictoffset = offset as ffi::Py_ssize_t;
        ffi::PyType_Modified(class);
    }
}

/// Goes through the classes of proxies in a tuple.
///
/// # Safety
///
/// As [`open_all`].
unsafe fn each(classes: *mut ffi::PyObject, mut act: impl FnMut(*mut ffi::PyTypeObject)) {
    // SAFETY: the caller's promise; whose type is the metaclass is a class.
    unsafe {
        if ffi::PyTuple_Check(classes) == 0 {
            return;
        }
        for position in 0..ffi::PyTuple_Size(classes) {
            let class: *mut ffi::PyTypeObject = ffi::PyTuple_GetItem(classes, position).cast();
            if metaclass::class_of_raw(class).is_some() {
                act(class);
            }
        }
    }
}
