//! How attributes of a class's own objects are stored: a table from names to the
//! data members that are numbers.
//!
//! `tp_setattro` looks the interned name up by its address, and so does without
//! the interpreter's search through the classes. A table is made at the class's
//! first store and thrown away whenever the class or one above it changes.

use std::ffi::c_void;
use std::sync::OnceLock;

use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString, PyType};

use super::slots;
use crate::registry::Class;

/// How the layer of data members stores a number at an address; false where it did not.
pub(crate) type Store = unsafe extern "C" fn(*mut c_void, *mut ffi::PyObject) -> bool;

/// Where a data member lies, and how it is stored.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FieldAccess {
    /// The class that declares it.
    pub(crate) owner: &'static Class,
    /// Where it lies in an object of that class.
    pub(crate) offset: usize,
    /// How it is stored.
    pub(crate) store: Store,
}

/// Tells data members from other attributes.
type Access = fn(&Bound<'_, PyAny>) -> Option<FieldAccess>;

static ACCESS: OnceLock<Access> = OnceLock::new();

/// Names the function that knows data members; done once, when the module is imported.
pub(crate) fn install(access: Access) {
    // A second import brings the same function again.
    let _same = ACCESS.set(access);
}

/// A data member of the class itself: in its own objects it has one offset,
/// whichever class declares it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field {
    name: *mut ffi::PyObject,
    pub(super) offset: isize,
    pub(super) store: Store,
}

/// The table of one class, never more than half full.
#[derive(Debug)]
pub(super) struct Fields {
    places: Box<[Option<Field>]>,
    mask: usize,
    /// Keeps the names, and with them their addresses.
    names: Vec<Py<PyString>>,
}

impl Fields {
    #[inline(always)]
    fn home(&self, name: *mut ffi::PyObject) -> usize {
        // Objects are 16 bytes apart.
        (name as usize >> 4) & self.mask
    }

    /// The member of this interned name.
    #[inline(always)]
    pub(super) fn find(&self, name: *mut ffi::PyObject) -> Option<Field> {
        let mut place = self.home(name);
        loop {
            // SAFETY: places are masked, and there are `mask + 1`.
            match unsafe { self.places.get_unchecked(place) } {
                Some(field) if field.name == name => return Some(*field),
                Some(_) => place = (place + 1) & self.mask,
                None => return None,
            }
        }
    }

    fn new(fields: Vec<(Py<PyString>, isize, Store)>) -> Self {
        let capacity = (fields.len() * 2).next_power_of_two().max(2);
        let places = vec![None; capacity].into_boxed_slice();
        let mut table = Self { places, mask: capacity - 1, names: Vec::with_capacity(fields.len()) };
        for (name, offset, store) in fields {
            let mut place = table.home(name.as_ptr());
            while table.places[place].is_some() {
                place = (place + 1) & table.mask;
            }
            table.places[place] = Some(Field { name: name.as_ptr(), offset, store });
            table.names.push(name);
        }
        table
    }
}

/// The table of a class from C++, made where there is none.
///
/// # Safety
///
/// `class` must be the sealed Python class of a C++ class. The result is good
/// until Python code runs, which may change the class.
#[cold]
#[inline(never)]
pub(super) unsafe fn make<'a>(py: Python<'_>, class: *mut ffi::PyTypeObject) -> PyResult<&'a Fields> {
    // SAFETY: the caller's promise.
    let slots = unsafe { slots::class_slots(class) };
    // SAFETY: a live type.
    let class = unsafe { PyType::from_borrowed_type_ptr(py, class) };
    let fields = match slots.class.get() {
        Some(cpp) => collect(&class, cpp)?,
        None => Vec::new(),
    };
    let made = Box::leak(Box::new(Fields::new(fields)));
    slots.fields.set(made);
    Ok(made)
}

/// The members that the class's dict and those of its bases have, the nearest of each name.
fn collect(class: &Bound<'_, PyType>, cpp: &'static Class) -> PyResult<Vec<(Py<PyString>, isize, Store)>> {
    let py = class.py();
    let seen = PyDict::new(py);
    let mut fields = Vec::new();
    let Some(access) = ACCESS.get() else { return Ok(fields) };
    for base in class.mro() {
        let dict = base.getattr(pyo3::intern!(py, "__dict__"))?;
        for item in dict.call_method0(pyo3::intern!(py, "items"))?.try_iter()? {
            let (name, value): (Bound<'_, PyAny>, Bound<'_, PyAny>) = item?.extract()?;
            let Ok(name) = name.cast_into::<PyString>() else { continue };
            if seen.contains(&name)? {
                continue;
            }
            seen.set_item(&name, ())?;
            if let Some(found) = access(&value)
                && let Some(base) = cpp.offset_of(found.owner)
            {
                let offset = base + found.offset as isize;
                fields.push((PyString::intern(py, name.to_str()?).unbind(), offset, found.store));
            }
        }
    }
    Ok(fields)
}

/// Throws the tables of a class and of those derived from it away.
pub(super) fn forget(class: &Bound<'_, PyType>) -> PyResult<()> {
    // SAFETY: only instances of the metaclass come here. The table was leaked by
    // `make`; whoever found it has finished with it before Python code ran.
    unsafe {
        let slots = slots::class_slots(class.as_type_ptr());
        let fields = slots.fields.replace(std::ptr::null()).cast_mut();
        if !fields.is_null() {
            drop(Box::from_raw(fields));
        }
        if (*class.as_type_ptr()).tp_subclasses.is_null() {
            return Ok(());
        }
    }
    for derived in class.call_method0(pyo3::intern!(class.py(), "__subclasses__"))?.try_iter()? {
        forget(derived?.cast::<PyType>()?)?;
    }
    Ok(())
}
