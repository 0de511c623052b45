//! Types that results are converted from before Python sees them: expression templates, whose operands do not outlive
//! the call.
//!
//! May not know: when results are converted.

use std::collections::HashMap;
use std::sync::RwLock;
use std::sync::atomic::{AtomicBool, Ordering};

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;

use crate::dictionary::Damaged;
use crate::names;
use crate::registry::{self, Class};

/// Types by the names of those that they stand for.
static REDUCED: RwLock<Option<HashMap<String, String>>> = RwLock::new(None);

/// Whether there are any, which is all that most programs want to know.
static ANY: AtomicBool = AtomicBool::new(false);

/// Converts results of the type `reducible` to `reduced` from now on.
pub(crate) fn add(reducible: &str, reduced: &str) -> Result<(), Damaged> {
    let (reducible, reduced) = (names::canonical(reducible, "")?, names::canonical(reduced, "")?);
    let mut all = REDUCED.write().unwrap_or_else(|poisoned| poisoned.into_inner());
    all.get_or_insert_default().insert(reducible, reduced);
    ANY.store(true, Ordering::Release);
    drop(all);
    // What calls have bound is for the types that were.
    super::unbind_all();
    Ok(())
}

/// Whether results of a class are converted.
pub(super) fn is_reducible(class: &Class) -> bool {
    ANY.load(Ordering::Acquire) && reduced(class).is_some()
}

/// A result of a class as what it is to be; other results themselves.
pub(super) fn reduce(class: &Class, made: Py<PyAny>, py: Python<'_>) -> PyResult<Py<PyAny>> {
    if !ANY.load(Ordering::Acquire) {
        return Ok(made);
    }
    let Some(name) = reduced(class) else { return Ok(made) };
    let Some(reduced) = names::find_class(&name, "")? else {
        let told = format!("{} is to be reduced to {name}, which no loaded dictionary has", class.qualified);
        return Err(PyTypeError::new_err(told));
    };
    Ok(registry::source().python_class(py, reduced)?.call1((made,))?.unbind())
}

fn reduced(class: &Class) -> Option<String> {
    let all = REDUCED.read().unwrap_or_else(|poisoned| poisoned.into_inner());
    all.as_ref()?.get(class.qualified).cloned()
}
