//! Classes and types across dictionaries.
//!
//! The natural cycle of a binding runtime - the converter of `Foo*` needs class
//! `Foo`, whose methods need converters - is cut here: converters ask the
//! [`ClassSource`], which `scope` implements and installs.
//!
//! One [`Class`] per canonical name: the dictionary that was loaded first wins.
//!
//! May not know: how calls, conversions or scopes work.

use std::cell::{Cell, OnceCell};

use cppbind_abi::records::{ClassRecord, TypeRecord};
use pyo3::prelude::*;
use pyo3::types::PyType;

use crate::dictionary::{Damaged, Dictionary};

/// A C++ class as the runtime knows it; lives as long as the process.
#[derive(Debug)]
pub struct Class {
    /// The dictionary that defines it.
    pub dictionary: &'static Dictionary,
    /// Its index there.
    pub index: u32,
    /// Its record there.
    pub record: &'static ClassRecord,
    /// Its qualified name in normal spelling.
    pub qualified: &'static str,
    /// Its direct bases, resolved at first use.
    pub(crate) bases: OnceCell<Vec<Base>>,
    /// The Python class, once made; borrowed, because proxies' classes are immortal.
    pub(crate) proxy: Cell<*mut pyo3::ffi::PyTypeObject>,
}

/// A direct base of a class.
#[derive(Clone, Copy, Debug)]
pub struct Base {
    /// The base class.
    pub class: &'static Class,
    /// How an address of the derived class becomes one of the base.
    pub cast: Cast,
}

/// A conversion from derived to base.
#[derive(Clone, Copy, Debug)]
pub enum Cast {
    /// Add this many bytes.
    Offset(isize),
    /// Call this stub (virtual bases).
    Stub(unsafe extern "C" fn(*mut std::ffi::c_void) -> *mut std::ffi::c_void),
}

/// A type record together with the dictionary that its ids refer to.
#[derive(Clone, Copy, Debug)]
pub struct Type {
    /// The dictionary.
    pub dictionary: &'static Dictionary,
    /// Its index there.
    pub index: u32,
    /// Its record there.
    pub record: &'static TypeRecord,
}

impl Type {
    /// A type of a dictionary.
    pub fn new(dictionary: &'static Dictionary, index: u32) -> Result<Self, Damaged> {
        Ok(Self { dictionary, index, record: dictionary.get(index)? })
    }

    /// Pointee, referent, element, result or underlying type.
    pub fn element(&self) -> Result<Self, Damaged> {
        Self::new(self.dictionary, self.record.element)
    }

    /// The spelling.
    pub fn spelling(&self) -> Result<&'static str, Damaged> {
        self.dictionary.name(self.record.spelling)
    }
}

/// Makes Python classes on demand; implemented by `scope`.
pub trait ClassSource: Sync {
    /// The Python class of a C++ class, made at first use.
    fn python_class<'py>(&self, py: Python<'py>, class: &'static Class) -> PyResult<Bound<'py, PyType>>;

    /// The Python enum of the enumeration with this qualified name, made at first use.
    fn python_enum<'py>(&self, py: Python<'py>, qualified: &str) -> PyResult<Bound<'py, PyType>>;
}
