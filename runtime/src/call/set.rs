//! An overload set: the functions of one name, and what users say about them.
//!
//! May not know: how one of them is chosen.

use std::cell::{Cell, OnceCell, Ref, RefCell};
use std::rc::Rc;

use cppbind_abi::codes::FunctionFlags;
use cppbind_abi::records::{FunctionRecord, OverloadSetRecord};
use pyo3::prelude::*;

use super::context::Context;
use super::description::Source;
use super::function::Function;
use super::outs;
use super::templates::Templates;
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
    /// `__returns_out__`: whether out-parameters that are not passed are returned.
    pub(crate) returns_out: Cell<bool>,
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
    /// Its function templates, where it has any.
    templates: RefCell<Option<Rc<Templates>>>,
    /// By which calls of Python's own function objects' substitute go, see [`OverloadSet::context`].
    context: OnceCell<Option<&'static Context>>,
    /// The record that it was made of, where it lasts as long as its class or namespace.
    lasting: Cell<Option<Source>>,
    /// The set that this one was chosen from by template arguments.
    pub(crate) chosen: Option<Chosen>,
}

/// How a set was chosen by template arguments, which calls of its templates then begin with.
#[derive(Clone)]
pub(crate) struct Chosen {
    /// From which set, which then has what is made for this one too.
    pub(crate) origin: Option<Rc<OverloadSet>>,
    /// The record that the origin was made of, where it lasts.
    pub(crate) lasting: Option<Source>,
    /// How the user has written it: `f<int>`.
    pub(crate) name: String,
    /// The arguments in normal spelling, separated by commas.
    pub(crate) arguments: String,
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
            templates: RefCell::default(),
            context: OnceCell::new(),
            lasting: Cell::new(None),
            chosen: None,
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
            templates: RefCell::default(),
            context: OnceCell::new(),
            lasting: Cell::new(None),
            chosen: None,
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
            if FunctionFlags(record.flags).has(FunctionFlags::TEMPLATE) {
                let mut templates = self.templates.borrow_mut();
                templates.get_or_insert_with(|| Templates::of(self.qualified)).add(dictionary, record)?;
                continue;
            }
            let new = Function::of(dictionary, record, self.owner);
            let mut known = false;
            for function in &functions {
                known |= std::ptr::eq(*function, new)
                    || function.dictionary != dictionary && function.declaration()? == declaration;
            }
            if !known {
                functions.push(new);
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
            templates: RefCell::default(),
            context: OnceCell::new(),
            lasting: Cell::new(None),
            chosen: None,
        }
    }

    /// The functions that begin with these template arguments, and the templates, of which calls make more.
    pub(crate) fn specialised(&self, functions: Vec<&'static Function>, chosen: Chosen) -> Self {
        let templates = RefCell::new(self.templates());
        Self { templates, chosen: Some(chosen), ..self.selected(functions) }
    }

    /// Says that it lasts: what calls of it have meant is worth remembering by the arguments' types.
    pub(super) fn lasts(&self, source: Source) {
        self.lasting.set(Some(source));
    }

    /// The same of a set that was chosen from one that lasts, and has a name of its own now.
    pub(super) fn lasts_as_its_origin(&self) {
        self.lasting.set(self.chosen.as_ref().and_then(|chosen| chosen.lasting));
    }

    /// The record that it was made of, where it lasts.
    pub(super) fn lasting(&self) -> Option<Source> {
        self.lasting.get()
    }

    /// The context that remembers what calls mean; `None` where each call is resolved anew: of sets without templates, for which
    /// CPython's own function objects stand and whose plans count on the arguments that those pass on, of sets that do not
    /// last, of constructors, which have one of their own, and of methods mixed with static functions.
    pub(super) fn context(self: &Rc<Self>) -> Option<&'static Context> {
        self.templates.borrow().as_ref()?;
        *self.context.get_or_init(|| {
            let source = self.lasting.get()?;
            let method = self.all(FunctionFlags::METHOD);
            if self.any(FunctionFlags::CONSTRUCTOR) || (self.any(FunctionFlags::METHOD) && !method) {
                return None;
            }
            let class = if method { self.owner?.proxy()?.as_ptr() } else { std::ptr::null_mut() };
            Some(Context::of_set(Rc::clone(self), source, class))
        })
    }

    /// Its function templates, where it has any.
    pub(crate) fn templates(&self) -> Option<Rc<Templates>> {
        self.templates.borrow().clone()
    }

    /// Adds a function that was made for a call.
    pub(crate) fn add(&self, function: &'static Function) {
        let mut functions = self.functions.borrow().to_vec();
        if !functions.iter().any(|known| std::ptr::eq(*known, function)) {
            functions.push(function);
            *self.functions.borrow_mut() = functions.into();
            self.ranked.set(false);
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
        let templates = self.templates();
        let mut all = functions.iter().map(|function| function.flags).collect::<Vec<_>>();
        all.extend(templates.iter().flat_map(|templates| templates.flags()));
        !all.is_empty() && all.iter().all(|has| has.has(flags))
    }

    /// Whether some function has this property.
    pub(crate) fn any(&self, flags: FunctionFlags) -> bool {
        self.functions.borrow().iter().any(|function| function.is(flags))
            || self.templates().is_some_and(|templates| templates.flags().any(|has| has.has(flags)))
    }

    /// All declarations, then all documentation comments.
    pub(crate) fn documentation(&self) -> Result<String, Damaged> {
        let functions = self.functions.borrow();
        let (mut lines, mut returned) = (Vec::new(), Vec::new());
        for function in functions.iter() {
            lines.push(function.declaration()?);
        }
        if self.policies.returns_out.get() {
            for function in functions.iter() {
                let outs = outs::names(function.signature()?)?;
                if !outs.is_empty() {
                    returned.push(format!(
                        "{}: returned where not passed: {}",
                        function.declaration()?,
                        outs.join(", ")
                    ));
                }
            }
        }
        let templates = self.templates();
        lines.extend(templates.iter().flat_map(|templates| templates.declarations()));
        let mut comments = Vec::new();
        for function in functions.iter() {
            let comment = function.documentation()?;
            if !comment.is_empty() && !comments.contains(&comment) {
                comments.push(comment);
            }
        }
        for comment in templates.iter().flat_map(|templates| templates.comments()) {
            if !comment.is_empty() && !comments.contains(&comment) {
                comments.push(comment);
            }
        }
        comments.extend(returned.iter().map(String::as_str));
        let mut text = lines.join("\n");
        for comment in comments {
            text.push_str("\n\n");
            text.push_str(comment);
        }
        Ok(text)
    }
}
