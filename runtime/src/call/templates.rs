//! The function templates of an overload set, and what calls of them have meant so far.
//!
//! May not know: how a call is made, how types are found.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Mutex;

use cppbind_abi::codes::FunctionFlags;
use cppbind_abi::records::{FunctionRecord, OverloadSetRecord};
use pyo3::prelude::*;

use super::function::Function;
use crate::dictionary::{Damaged, Dictionary};
use crate::registry::Class;
use crate::state;

/// The templates of one name in one scope.
#[derive(Default)]
pub(crate) struct Templates {
    all: RefCell<Vec<Template>>,
    known: RefCell<HashMap<String, Meaning>>,
}

/// One template.
#[derive(Clone, Copy)]
struct Template {
    flags: FunctionFlags,
    declaration: &'static str,
    documentation: &'static str,
}

/// What a call with arguments of certain types means.
#[derive(Clone)]
pub(super) enum Meaning {
    /// A specialisation.
    Function(&'static Function),
    /// None, in the compiler's words.
    Refused(String),
}

impl Templates {
    /// Those of a qualified name, whichever overload set asks: sets of operators are made anew with each dictionary, and
    /// what calls have meant shall outlive them.
    pub(super) fn of(qualified: &'static str) -> Rc<Self> {
        struct Shared(Rc<Templates>);
        // SAFETY: counted, read and changed only by threads that are attached to the interpreter, which are one at a time.
        unsafe impl Send for Shared {}

        static ALL: Mutex<Option<HashMap<&'static str, Shared>>> = Mutex::new(None);
        let mut all = ALL.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        let made = all.get_or_insert_default().entry(qualified).or_insert_with(|| Shared(Rc::default()));
        Rc::clone(&made.0)
    }

    /// Adds a template of a dictionary, once.
    pub(super) fn add(
        &self,
        dictionary: &'static Dictionary,
        record: &FunctionRecord,
    ) -> Result<(), Damaged> {
        let template = Template {
            flags: FunctionFlags(record.flags),
            declaration: dictionary.name(record.signature)?,
            documentation: dictionary.text(record.doc)?.unwrap_or(""),
        };
        let mut all = self.all.borrow_mut();
        if !all.iter().any(|known| known.declaration == template.declaration) {
            all.push(template);
            // What no template took, this one may take.
            self.known.borrow_mut().retain(|_, meaning| matches!(meaning, Meaning::Function(_)));
        }
        Ok(())
    }

    /// The properties of each.
    pub(super) fn flags(&self) -> impl Iterator<Item = FunctionFlags> {
        self.all.borrow().iter().map(|template| template.flags).collect::<Vec<_>>().into_iter()
    }

    /// The declarations as users read them.
    pub(super) fn declarations(&self) -> Vec<&'static str> {
        self.all.borrow().iter().map(|template| template.declaration).collect()
    }

    /// The documentation comments.
    pub(super) fn comments(&self) -> Vec<&'static str> {
        self.all.borrow().iter().map(|template| template.documentation).collect()
    }

    /// What a call is known to mean.
    pub(super) fn meaning(&self, call: &str) -> Option<Meaning> {
        self.known.borrow().get(call).cloned()
    }

    /// Remembers what a call means.
    pub(super) fn remember(&self, call: String, meaning: Meaning) {
        self.known.borrow_mut().insert(call, meaning);
    }

    /// Whether a function was made for a call: it is for the calls that mean it.
    pub(super) fn was_deduced(&self, function: &'static Function) -> bool {
        let is =
            |meaning: &Meaning| matches!(meaning, Meaning::Function(known) if std::ptr::eq(*known, function));
        self.known.borrow().values().any(is)
    }
}

static COMPILER: Mutex<Option<Py<PyAny>>> = Mutex::new(None);

/// Asks `call(alternatives)` for specialisations of function templates: it says which one the first call means that C++
/// accepts, or why none does.
pub fn set_compiler(call: Py<PyAny>) {
    *COMPILER.lock().unwrap_or_else(|poisoned| poisoned.into_inner()) = Some(call);
}

/// What the compiler says: a declaration, or why there is none; an empty reason where there is no compiler.
pub(super) fn compile(py: Python<'_>, alternatives: Vec<String>) -> PyResult<Result<String, String>> {
    // It is called without the lock: it loads a dictionary, and that may ask again.
    let compiler = {
        let compiler = COMPILER.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        compiler.as_ref().map(|compiler| compiler.clone_ref(py))
    };
    let Some(compiler) = compiler else { return Ok(Err(String::new())) };
    let (declaration, reason): (Option<String>, Option<String>) =
        compiler.bind(py).call1((alternatives,))?.extract()?;
    Ok(declaration.ok_or_else(|| reason.unwrap_or_default()))
}

/// The function of this declaration in the latest dictionary that has one.
pub(super) fn find(
    qualified: &str,
    declaration: &str,
    owner: Option<&'static Class>,
) -> Result<Option<&'static Function>, Damaged> {
    for dictionary in state::dictionaries().iter().rev() {
        for set in dictionary.all::<OverloadSetRecord>() {
            if dictionary.name(set.qualified)? != qualified {
                continue;
            }
            let records = dictionary.range::<FunctionRecord>(set.functions_first, set.functions_count)?;
            for record in records {
                if dictionary.name(record.signature)? == declaration {
                    return Ok(Some(Function::of(dictionary, record, owner)));
                }
            }
        }
    }
    Ok(None)
}
