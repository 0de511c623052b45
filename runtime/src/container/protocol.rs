//! The Python types that container classes derive from: a sequence, a set, a map.
//!
//! Their slots are C functions that every container class and every Python subclass inherits. The methods that
//! Python's own collections have besides (`v.pop()`, `m.items()`) are added by `cppyy_rs._containers`, and C++'s
//! methods of the same names go before them.
//!
//! May not know: what the slots do.

use std::ffi::{CStr, c_int, c_void};

use cppbind_abi::codes::ContainerKind;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyType;

use super::{Container, keyed, sequence};
use crate::instance;

/// One protocol: how its type is called, and what it does.
pub(super) struct Protocol {
    pub(super) name: &'static CStr,
    pub(super) doc: &'static CStr,
    /// What `match` statements take its objects for.
    pub(super) flags: std::ffi::c_ulong,
    pub(super) slots: &'static [(c_int, *mut c_void)],
    pub(super) methods: &'static [(&'static CStr, ffi::PyCFunction, c_int, &'static CStr)],
}

// SAFETY: constant names, and addresses of functions.
unsafe impl Sync for Protocol {}

/// The Python types: of sequences, sets and maps.
pub fn types(py: Python<'_>) -> PyResult<&[Py<PyType>; 3]> {
    static TYPES: PyOnceLock<[Py<PyType>; 3]> = PyOnceLock::new();
    TYPES.get_or_try_init(py, || {
        Ok([make(py, &sequence::PROTOCOL)?, make(py, &keyed::SET)?, make(py, &keyed::MAP)?])
    })
}

/// The Python type that the class of a container derives from.
pub fn base_of<'py>(py: Python<'py>, container: &Container) -> PyResult<&'py Bound<'py, PyType>> {
    // Adds the methods, once.
    py.import(pyo3::intern!(py, "cppyy_rs._containers"))?;
    let [sequence, set, map] = types(py)?;
    Ok(match container.kind() {
        ContainerKind::Set => set,
        ContainerKind::Map => map,
        ContainerKind::Contiguous | ContainerKind::Indexed | ContainerKind::Bits | ContainerKind::Linked => {
            sequence
        }
    }
    .bind(py))
}

pub(super) fn make(py: Python<'_>, protocol: &'static Protocol) -> PyResult<Py<PyType>> {
    let slot = |slot: c_int, function: *mut c_void| ffi::PyType_Slot { slot, pfunc: function };
    // SAFETY: all-zero ends the list.
    let end: ffi::PyMethodDef = unsafe { std::mem::zeroed() };
    let method = |(name, function, flags, doc): &(&'static CStr, ffi::PyCFunction, c_int, &'static CStr)| {
        ffi::PyMethodDef {
            ml_name: name.as_ptr(),
            ml_meth: ffi::PyMethodDefPointer { PyCFunction: *function },
            ml_flags: *flags,
            ml_doc: doc.as_ptr(),
        }
    };
    // Type objects refer to their method definitions for ever.
    let methods: &'static mut [ffi::PyMethodDef] =
        Box::leak(protocol.methods.iter().map(method).chain([end]).collect());
    let mut slots: Vec<ffi::PyType_Slot> =
        protocol.slots.iter().map(|(number, function)| slot(*number, *function)).collect();
    slots.push(slot(ffi::Py_tp_methods, methods.as_mut_ptr().cast()));
    slots.push(slot(ffi::Py_tp_doc, protocol.doc.as_ptr().cast_mut().cast()));
    // SAFETY: slots and methods have the types that CPython expects of them, as their modules say.
    unsafe { instance::subtype(py, protocol.name, protocol.flags, slots) }
}
