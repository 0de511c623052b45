//! An overload set: the functions of one name, and what users say about them.
//!
//! May not know: how one of them is chosen.

use std::cell::{Cell, Ref, RefCell};
use std::rc::Rc;

use cppbind_abi::codes::FunctionFlags;
use cppbind_abi::records::{FunctionRecord, OverloadSetRecord};
use pyo3::prelude::*;

use super::function::Function;
use crate::dictionary::{Damaged, Dictionary};
use crate::registry::Class;
use crate::state::MemoryPolicy;

/// What users say about a set; shared by everything that was selected from it.
#[derive(Default)]
pub(crate) struct Policies {
    /// `__creates__`: whether Python owns what a pointer result points at.
    pub(crate) creates: Cell<Option<bool>>,
    /// `__set_lifeline__`: whether results keep self alive.
    pub(crate) lifeline: Cell<bool>,
    /// `__release_gil__`.
    pub(crate) release_gil: Cell<bool>,
    /// `__mempolicy__`.
    pub(crate) memory: Cell<Option<MemoryPolicy>>,
    /// `__sig2exc__`: whether signals in C++ become exceptions.
    pub(crate) signals: Cell<bool>,
    /// `__useffi__`: kept for programs that set it; calls never use libffi.
    pub(crate) ffi: Cell<bool>,
    /// `__doc__`, where the user has set it.
    pub(crate) documentation: RefCell<Option<Py<PyAny>>>,
}

/// The functions of one name in one scope.
pub(crate) struct OverloadSet {
    /// The unqualified name.
    pub(crate) name: &'static str,
    /// The qualified name.
    pub(crate) qualified: &'static str,
    /// The class in which the set was found; `None` for functions of namespaces.
    pub(crate) owner: Option<&'static Class>,
    /// What users say about it.
    pub(crate) policies: Rc<Policies>,
    functions: RefCell<Rc<[&'static Function]>>,
    ranked: Cell<bool>,
    python: RefCell<Vec<Py<PyAny>>>,
}

impl OverloadSet {
    /// A set of a dictionary.
    pub(crate) fn of(
        dictionary: &'static Dictionary,
        index: u32,
        owner: Option<&'static Class>,
    ) -> Result<Self, Damaged> {
        let record = dictionary.get::<OverloadSetRecord>(index)?;
        let set = Self {
            name: dictionary.name(record.name)?,
            qualified: dictionary.name(record.qualified)?,
            owner,
            policies: Rc::default(),
            functions: RefCell::new(Rc::new([])),
            ranked: Cell::new(false),
            python: RefCell::default(),
        };
        set.extend(dictionary, index)?;
        Ok(set)
    }

    /// A set of given functions, for function pointers.
    pub(crate) fn single(name: &'static str, function: &'static Function) -> Self {
        Self {
            name,
            qualified: name,
            owner: None,
            policies: Rc::default(),
            functions: RefCell::new(Rc::new([function])),
            ranked: Cell::new(true),
            python: RefCell::default(),
        }
    }

    /// Adds another dictionary's functions of the same name; those with a
    /// declaration that is there already stay out.
    pub(crate) fn extend(&self, dictionary: &'static Dictionary, index: u32) -> Result<(), Damaged> {
        let record = dictionary.get::<OverloadSetRecord>(index)?;
        let records = dictionary.range::<FunctionRecord>(record.functions_first, record.functions_count)?;
        let mut functions = self.functions.borrow().to_vec();
        for record in records {
            let declaration = dictionary.name(record.signature)?;
            let mut known = false;
            for function in &functions {
                known |= function.dictionary != dictionary && function.declaration()? == declaration;
            }
            if !known {
                functions.push(Function::of(dictionary, record, self.owner));
            }
        }
        *self.functions.borrow_mut() = functions.into();
        self.ranked.set(false);
        Ok(())
    }

    /// The same set with some of its functions only.
    pub(crate) fn selected(&self, functions: Vec<&'static Function>) -> Self {
        Self {
            name: self.name,
            qualified: self.qualified,
            owner: self.owner,
            policies: Rc::clone(&self.policies),
            functions: RefCell::new(functions.into()),
            ranked: Cell::new(self.ranked.get()),
            python: RefCell::default(),
        }
    }

    /// Its functions, best ranked first. The list is shared, because a call may
    /// load a dictionary that extends the set.
    pub(crate) fn functions(&self) -> Result<Rc<[&'static Function]>, Damaged> {
        if !self.ranked.get() {
            let mut ranked = Vec::new();
            for function in self.functions.borrow().iter() {
                ranked.push((-function.signature()?.priority, *function));
            }
            ranked.sort_by_key(|(score, _)| *score);
            *self.functions.borrow_mut() = ranked.into_iter().map(|(_, function)| function).collect();
            self.ranked.set(true);
        }
        Ok(Rc::clone(&self.functions.borrow()))
    }

    /// Its functions in whatever order, without binding them.
    pub(crate) fn unranked(&self) -> Rc<[&'static Function]> {
        Rc::clone(&self.functions.borrow())
    }

    /// Adds a Python callable, tried after the C++ functions.
    pub(crate) fn add_python(&self, callable: Py<PyAny>) {
        self.python.borrow_mut().push(callable);
    }

    /// The Python callables.
    pub(crate) fn python(&self) -> Ref<'_, Vec<Py<PyAny>>> {
        self.python.borrow()
    }

    /// Whether every function has one of these properties.
    pub(crate) fn all(&self, flags: FunctionFlags) -> bool {
        let functions = self.functions.borrow();
        !functions.is_empty() && functions.iter().all(|function| function.is(flags))
    }

    /// Whether some function has this property.
    pub(crate) fn any(&self, flags: FunctionFlags) -> bool {
        self.functions.borrow().iter().any(|function| function.is(flags))
    }

    /// All declarations, then all documentation comments.
    pub(crate) fn documentation(&self) -> Result<String, Damaged> {
        let functions = self.functions.borrow();
        let mut lines = Vec::new();
        for function in functions.iter() {
            lines.push(function.declaration()?);
        }
        let mut comments = Vec::new();
        for function in functions.iter() {
            let comment = function.documentation()?;
            if !comment.is_empty() && !comments.contains(&comment) {
                comments.push(comment);
            }
        }
        let mut text = lines.join("\n");
        for comment in comments {
            text.push_str("\n\n");
            text.push_str(comment);
        }
        Ok(text)
    }
}
