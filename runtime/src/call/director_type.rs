//! The C++ classes that Python classes are to templates: directors.
//!
//! No header names a director. The compiler is shown the definition when a template is first made of one, as an earlier
//! snippet: what templates make of it works with objects of the dictionary's director, whose definition has the same text.
//!
//! May not know: which template asks.

use std::collections::HashSet;
use std::ptr;
use std::sync::Mutex;

use cppbind_abi::records::FunctionRecord;
use pyo3::prelude::*;

use super::function::Function;
use crate::dictionary::Damaged;
use crate::registry::{Class, Director};

/// What a template takes for objects of a class; where that is a director that the compiler cannot be shown, why not.
pub(crate) fn name(py: Python<'_>, class: &'static Class) -> PyResult<Result<&'static str, String>> {
    static SHOWN: Mutex<Option<HashSet<usize>>> = Mutex::new(None);
    let Some(director) = class.directs() else { return Ok(Ok(class.qualified)) };
    let shown = || SHOWN.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let key = ptr::from_ref(director) as usize;
    if shown().get_or_insert_default().contains(&key) {
        return Ok(Ok(class.qualified));
    }
    let base = director.base.qualified;
    let (overridden, reason): (Option<Vec<String>>, Option<String>) =
        py.import("cppyy_rs.run_time.lookup")?.call_method1("director", (base,))?.extract()?;
    let Some(overridden) = overridden else {
        let reason = reason.filter(|reason| !reason.is_empty());
        return Ok(Err(reason.unwrap_or_else(|| "there is no compiler to make a template of it".to_owned())));
    };
    if overridden != virtuals(director)? {
        // Another generator has made the dictionary, or its headers have changed: the numbers of the functions differ.
        return Ok(Err(format!(
            "its dictionary overrides other functions of {base} than one that is made now: make it again"
        )));
    }
    shown().get_or_insert_default().insert(key);
    Ok(Ok(class.qualified))
}

/// The functions that a director overrides, in the order of their numbers.
fn virtuals(director: &'static Director) -> Result<Vec<&'static str>, Damaged> {
    let dictionary = director.class.dictionary;
    let declaration = |record: u32| {
        let record = dictionary.get::<FunctionRecord>(record)?;
        Function::of(dictionary, record, Some(director.base)).declaration()
    };
    director.virtuals.iter().map(|record| declaration(record.function)).collect()
}
