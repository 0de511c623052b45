//! What is known of a C++ type that was thrown: the Python exception of its
//! objects, and what their messages begin with. Found out once for each type.
//!
//! May not know: objects.

use std::ffi::c_void;
use std::sync::{Arc, Mutex};

use cppbind_abi::codes::ClassFlags;
use pyo3::prelude::*;
use pyo3::types::PyType;

use super::exceptions::{standard_class, visible_class};
use super::rtti;
use crate::registry::{self, Class};
use crate::state;

/// A type whose objects are thrown.
pub(super) struct ThrownType {
    class: Option<&'static Class>,
    visible: Option<Py<PyType>>,
    title: String,
    names: Vec<String>,
}

/// The types that were thrown so far, by the addresses of their `type_info`; two
/// libraries may have one each. A dictionary that is loaded later may know more of a
/// type, so what is known is found out anew then.
struct Known {
    generation: u64,
    types: Vec<(usize, Arc<ThrownType>)>,
}

static KNOWN: Mutex<Known> = Mutex::new(Known { generation: 0, types: Vec::new() });

impl ThrownType {
    /// What is known of a type.
    ///
    /// # Safety
    ///
    /// `type_info` must be null, for an unknown type, or point to a `std::type_info`.
    pub(super) unsafe fn of(py: Python<'_>, type_info: *const c_void) -> PyResult<Arc<Self>> {
        let generation = state::generation();
        let known = || KNOWN.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        {
            let known = known();
            if known.generation == generation
                && let Some((_, found)) = known.types.iter().find(|(of, _)| *of == type_info as usize)
            {
                return Ok(Arc::clone(found));
            }
        }
        // Making a class runs Python code, which may throw and come here again.
        // SAFETY: the caller's promise.
        let made = Arc::new(unsafe { Self::find_out(py, type_info)? });
        let mut known = known();
        // Dropped with the lock released: the classes may be the last references to Python's.
        let mut former = Vec::new();
        if known.generation != generation {
            known.generation = generation;
            former = std::mem::take(&mut known.types);
        }
        known.types.push((type_info as usize, Arc::clone(&made)));
        drop(known);
        drop(former);
        Ok(made)
    }

    /// # Safety
    ///
    /// As [`ThrownType::of`].
    unsafe fn find_out(py: Python<'_>, type_info: *const c_void) -> PyResult<Self> {
        let mut class = None;
        let mut visible = None;
        let mut names = Vec::new();
        let mut next = type_info;
        // From the thrown class up, as far as the bases are known.
        while !next.is_null() {
            // SAFETY: the first is the caller's, the others were read from it.
            let (name, known, base) =
                unsafe { (rtti::name(next), registry::class_of_type_info(next)?, rtti::only_base(next)) };
            if next == type_info {
                class = known;
            }
            if visible.is_none() {
                visible = match known {
                    Some(known) if known.flags().has(ClassFlags::EXCEPTION) => {
                        Some(visible_class(py, known)?)
                    }
                    Some(_) => None,
                    None => standard_class(py, &name)?,
                };
            }
            names.push(name);
            next = base;
        }
        let title = match (names.first(), &visible) {
            (Some(name), Some(visible)) if is_named(visible, name)? => visible.name()?.to_string(),
            (Some(name), _) => name.rsplit_once("::").map_or(name.as_str(), |(_, last)| last).to_owned(),
            (None, _) => "unknown type".to_owned(),
        };
        Ok(Self { class, visible: visible.map(Bound::unbind), title, names })
    }

    /// The bound class that it is.
    pub(super) fn class(&self) -> Option<&'static Class> {
        self.class
    }

    /// The exception class that users see: its own or the nearest known base's;
    /// `None` where it is no `std::exception`, as far as is known.
    pub(super) fn visible<'py>(&self, py: Python<'py>) -> Option<Bound<'py, PyType>> {
        self.visible.as_ref().map(|class| class.bind(py).clone())
    }

    /// What messages begin with.
    pub(super) fn title(&self) -> &str {
        &self.title
    }

    /// The C++ names, from the thrown class up, as far as the bases are known.
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }
}

fn is_named(visible: &Bound<'_, PyType>, name: &str) -> PyResult<bool> {
    Ok(visible.getattr("__cpp_name__")?.extract::<String>()? == name)
}
