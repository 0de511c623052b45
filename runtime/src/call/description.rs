//! What CPython's function objects say of an overload set, read from the records:
//! how it may be called, its name, its documentation.
//!
//! May not know: descriptors, contexts.

use std::ffi::{CString, c_char};

use cppbind_abi::codes::FunctionFlags;
use cppbind_abi::records::{FunctionRecord, OverloadSetRecord};
use pyo3::ffi;

use super::plan::Convention;
use crate::dictionary::{Damaged, Dictionary};
use crate::registry::Class;

/// How CPython may call a whole set, and what sort of functions it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Form {
    pub(super) convention: Convention,
    /// Whether all have an object; otherwise none has.
    pub(super) method: bool,
}

/// Where an overload set comes from.
#[derive(Clone, Copy)]
pub(super) struct Source {
    pub(super) dictionary: &'static Dictionary,
    pub(super) index: u32,
    pub(super) owner: Option<&'static Class>,
}

/// What CPython is told of a set.
pub(super) struct Description {
    pub(super) source: Source,
    pub(super) form: Form,
    /// What `__name__` says, which lives for ever; null for constructors.
    pub(super) name: *const c_char,
    /// What `__doc__` says, for CPython.
    pub(super) documentation: Documentation,
}

/// What `__doc__` says: text that lives for ever (null for constructors), or one that whoever shows it keeps so long.
pub(super) enum Documentation {
    Lasting(*const c_char),
    Made(CString),
}

impl Documentation {
    /// The text, for ever.
    pub(super) fn keep(self) -> *const c_char {
        match self {
            Self::Lasting(text) => text,
            Self::Made(text) => text.into_raw(),
        }
    }
}

impl Form {
    /// The form of a set of these functions; `None` where CPython's own function
    /// objects cannot stand for it: templates, which take subscripts, and methods
    /// mixed with static functions.
    fn of(functions: &[FunctionRecord], owned: bool) -> Option<Self> {
        let mut form: Option<Self> = None;
        for function in functions {
            let flags = FunctionFlags(function.flags);
            let method = flags.has(FunctionFlags::METHOD);
            let subscripted = flags.has(FunctionFlags::SPECIALISATION) || flags.has(FunctionFlags::TEMPLATE);
            if subscripted || method && !owned {
                return None;
            }
            let convention = match (function.required, function.parameters_count) {
                (0, 0) => Convention::None,
                (1, 1) => Convention::One,
                (required, count) if required == count => Convention::Vector,
                _ => Convention::Keywords,
            };
            form = match form {
                None => Some(Self { convention, method }),
                Some(form) if form.method != method => return None,
                Some(form) if form.convention == convention => Some(form),
                Some(form)
                    if Convention::Keywords == convention || form.convention == Convention::Keywords =>
                {
                    Some(Self { convention: Convention::Keywords, method })
                }
                Some(_) => Some(Self { convention: Convention::Vector, method }),
            };
        }
        form
    }

    /// What CPython calls it.
    pub(super) fn flags(self) -> i32 {
        match self.convention {
            Convention::None => ffi::METH_NOARGS,
            Convention::One => ffi::METH_O,
            Convention::Vector => ffi::METH_FASTCALL,
            Convention::Keywords => ffi::METH_FASTCALL | ffi::METH_KEYWORDS,
        }
    }
}

impl Description {
    /// The description of a set of a dictionary; `None` where it has no form.
    pub(super) fn of(
        dictionary: &'static Dictionary,
        index: u32,
        record: &OverloadSetRecord,
        owner: Option<&'static Class>,
    ) -> Result<Option<Self>, Damaged> {
        let functions = dictionary.range::<FunctionRecord>(record.functions_first, record.functions_count)?;
        let Some(form) = Form::of(functions, owner.is_some()) else { return Ok(None) };
        Ok(Some(Self {
            source: Source { dictionary, index, owner },
            form,
            name: dictionary.start(record.name)?,
            documentation: documentation(dictionary, functions)?,
        }))
    }
}

/// What `__doc__` says, for CPython: declarations, then comments.
fn documentation(
    dictionary: &'static Dictionary,
    functions: &[FunctionRecord],
) -> Result<Documentation, Damaged> {
    // Most sets are one function without a comment, whose text lies in the dictionary.
    if let [function] = functions
        && dictionary.is_blank(function.doc)?
    {
        return dictionary.start(function.signature).map(Documentation::Lasting);
    }
    let mut text = String::new();
    let mut comments: Vec<&str> = Vec::new();
    for function in functions {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(dictionary.name(function.signature)?);
        let comment = dictionary.text(function.doc)?.unwrap_or("");
        if !comment.is_empty() && !comments.contains(&comment) {
            comments.push(comment);
        }
    }
    for comment in comments {
        text.push_str("\n\n");
        text.push_str(comment);
    }
    Ok(Documentation::Made(CString::new(text).unwrap_or_default()))
}
