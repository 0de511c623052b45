//! Namespaces as modules.
//!
//! A namespace is an exact module without a `__getattr__`, because the
//! interpreter's inline caches serve nothing else: what was found once is in the
//! dict, and [`hook`] asks for the rest. Only variables are asked for each time. A namespace that has variables
//! must see assignments, so its module's class is a subclass; so is that of a
//! namespace that nobody has looked into since the last load.

use std::collections::HashMap;
use std::sync::{Mutex, RwLock};

use cppbind_abi::codes::NameKind;
use cppbind_abi::spelling::split_scope;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyCFunction, PyDict, PyList, PyModule, PyString, PyTuple};

use super::last_resort::{AUTOLOAD, Answer, FIND};
use super::lookup::{self, Part};
use super::template::Template;
use super::{declared, entry, hook, missing, typedef, watching};
use crate::deprecation;
use crate::pythonize;
use crate::state::{self, Package};

/// The package that `gbl` belongs to.
pub(super) const GLOBAL_MODULE: &str = "cppyy_rs.gbl";

/// A namespace that Python has asked for.
#[derive(Debug)]
pub struct Namespace {
    qualified: String,
    module: Py<PyModule>,
    contents: Mutex<Contents>,
}

#[derive(Debug, Default)]
struct Contents {
    generation: u64,
    parts: Vec<Part>,
    has_variables: bool,
    /// Overload sets that are in the module's dict, which later dictionaries may extend.
    functions: Vec<String>,
}

static NAMESPACES: RwLock<Option<HashMap<String, &'static Namespace>>> = RwLock::new(None);

/// The global namespace, `gbl`.
pub fn global(py: Python<'_>) -> PyResult<&'static Namespace> {
    Namespace::get(py, "")
}

/// Tells the namespaces made so far that a dictionary was loaded.
pub fn loaded(py: Python<'_>) -> PyResult<()> {
    let made: Vec<_> = {
        let all = NAMESPACES.read().unwrap_or_else(|poisoned| poisoned.into_inner());
        all.iter().flat_map(HashMap::values).copied().collect()
    };
    made.into_iter().try_for_each(|namespace| namespace.loaded(py))?;
    // From now on there is something to pickle.
    py.import(pyo3::intern!(py, "cppyy_rs._reducers"))?;
    super::class::complete_declared(py)
}

/// Loads the package's own dictionary where a name of the standard library is missed; true where it is new.
pub(super) fn load_standard(py: Python<'_>, qualified: &str) -> PyResult<bool> {
    let new = state::load_standard(qualified)?;
    if new {
        loaded(py)?;
    }
    Ok(new)
}

/// The Python module name of a C++ scope.
pub(super) fn module_name(qualified: &str) -> String {
    let package = state::package().name();
    if qualified.is_empty() {
        format!("{package}.gbl")
    } else {
        format!("{package}.gbl.{}", qualified.replace("::", "."))
    }
}

impl Namespace {
    /// The namespace of this qualified name; whether it exists is not asked.
    pub fn get(py: Python<'_>, qualified: &str) -> PyResult<&'static Self> {
        let known = {
            let all = NAMESPACES.read().unwrap_or_else(|poisoned| poisoned.into_inner());
            all.as_ref().and_then(|all| all.get(qualified).copied())
        };
        match known {
            Some(known) => Ok(known),
            None => Self::make(py, qualified),
        }
    }

    fn make(py: Python<'_>, qualified: &str) -> PyResult<&'static Self> {
        let name = module_name(qualified);
        let module = PyModule::new(py, &name)?;
        let namespace: &'static Self = Box::leak(Box::new(Self {
            qualified: qualified.to_owned(),
            module: module.clone().unbind(),
            contents: Mutex::default(),
        }));
        let dict = module.dict();
        // What the import system asks of a package; there are no files.
        dict.set_item("__path__", PyList::empty(py))?;
        dict.set_item("__cpp_name__", qualified)?;
        if state::package() == Package::Cppyy && !qualified.is_empty() {
            // cppyy's namespaces are named as its classes are.
            let (scope, last) = split_scope(qualified);
            dict.set_item("__name__", last)?;
            dict.set_item("__module__", module_name(scope))?;
        }
        hook::watch_lookups(module.as_any(), namespace);
        dict.set_item("__dir__", dir_function(py, namespace)?)?;
        namespace.watch_assignments(py, true)?;
        py.import("sys")?.getattr("modules")?.set_item(&name, &module)?;
        let mut all = NAMESPACES.write().unwrap_or_else(|poisoned| poisoned.into_inner());
        all.get_or_insert_default().insert(qualified.to_owned(), namespace);
        Ok(namespace)
    }

    /// The qualified name; empty for the global one.
    pub fn qualified(&self) -> &str {
        &self.qualified
    }

    /// The Python module.
    pub fn module<'py>(&self, py: Python<'py>) -> Bound<'py, PyModule> {
        self.module.bind(py).clone()
    }

    /// The namespace, if some dictionary has it.
    pub(crate) fn find_existing(py: Python<'_>, qualified: &str) -> PyResult<Option<&'static Self>> {
        if lookup::parts(qualified)?.is_empty() { Ok(None) } else { Self::get(py, qualified).map(Some) }
    }

    /// The parts in all dictionaries; looks for new ones after a load.
    fn parts(&self, py: Python<'_>) -> PyResult<Vec<Part>> {
        let generation = state::generation();
        let mut contents = self.contents.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        if contents.generation == generation {
            return Ok(contents.parts.clone());
        }
        let parts = lookup::parts(&self.qualified)?;
        let mut has_variables = contents.has_variables;
        for part in &parts[contents.parts.len().min(parts.len())..] {
            has_variables = has_variables
                || part.names()?.iter().any(|name| name.kind == NameKind::DataMember as u8)
                || part.record.usings_count > 0;
        }
        *contents = Contents {
            generation,
            parts: parts.clone(),
            has_variables,
            functions: std::mem::take(&mut contents.functions),
        };
        drop(contents);
        self.watch_assignments(py, has_variables)?;
        Ok(parts)
    }

    fn loaded(&self, py: Python<'_>) -> PyResult<()> {
        self.watch_assignments(py, true)?;
        let functions = {
            let contents = self.contents.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
            contents.functions.clone()
        };
        if functions.is_empty() {
            return Ok(());
        }
        let Some(dictionary) = state::dictionaries().last().copied() else { return Ok(()) };
        let Some(part) = Part::of(dictionary, &self.qualified)? else { return Ok(()) };
        let dict = self.module.bind(py).dict();
        for name in functions {
            let sets = part.find(&name)?;
            if let Some(known) = dict.get_item(&name)? {
                entry::extend(&known, &sets)?;
            }
        }
        Ok(())
    }

    /// Makes the module's class one that sees assignments, or an exact module.
    fn watch_assignments(&self, py: Python<'_>, watch: bool) -> PyResult<()> {
        watching::watch(self.module.bind(py), watch)
    }

    /// The value of a name; an AttributeError says what is near, or why a
    /// declaration was not bound.
    pub fn attribute<'py>(&'static self, py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyAny>> {
        if name.starts_with("__") && name.ends_with("__") {
            return Err(missing::no_attribute(&self.module_name(), name, &[]));
        }
        if self.qualified == "std"
            && let Some(value) = pythonize::maker(&self.module(py), name)?
        {
            self.module.bind(py).dict().set_item(name, &value)?;
            return Ok(value);
        }
        if let Some(value) = self.find(py, name)? {
            return Ok(value);
        }
        if AUTOLOAD.agrees(py, &self.qualify(name))?
            && let Some(value) = self.find(py, name)?
        {
            return Ok(value);
        }
        if load_standard(py, &self.qualified)?
            && let Some(value) = self.find(py, name)?
        {
            return Ok(value);
        }
        if let Some(value) = self.standard(py, name)? {
            self.module.bind(py).dict().set_item(name, &value)?;
            return Ok(value);
        }
        if let Some((template, arguments)) = name.strip_suffix('>').and_then(|name| name.split_once('<'))
            && let Ok(template) = self.module(py).getattr(template)
            && template.cast::<Template>().is_ok()
        {
            return template.get_item(arguments);
        }
        match FIND.answer(py, &self.qualify(name))? {
            Answer::Yes => {
                if let Some(value) = self.find(py, name)? {
                    return Ok(value);
                }
            }
            Answer::Reason(reason) => return Err(missing::not_compiled(&self.module_name(), name, &reason)),
            Answer::No => {}
        }
        Err(missing::attribute_error(&self.module_name(), name, &self.parts(py)?)?)
    }

    fn find<'py>(&'static self, py: Python<'py>, name: &str) -> PyResult<Option<Bound<'py, PyAny>>> {
        let found = lookup::find(&self.parts(py)?, name)?;
        let Some(first) = found.first() else {
            return entry::spelled(py, &self.qualified, name);
        };
        match first.kind {
            // What C++ has as a template Python may have as a function.
            NameKind::Skipped => match self.standard(py, name)? {
                Some(value) => Ok(Some(value)),
                None => Err(missing::not_bound(first)?),
            },
            NameKind::DataMember => entry::load_variable(py, first).map(Some),
            kind => {
                let declared = kind == NameKind::Class && declared::is_declared_only(first)?;
                if declared
                    && state::package() == Package::Cppyy
                    && !declared::is_handled(first)?
                    && !declared::is_referred_to(first)?
                {
                    return Err(missing::declared_only(&self.module_name(), name));
                }
                let Some(value) = entry::value(py, &found, None)? else { return Ok(None) };
                if declared {
                    // Its definition may come later.
                    return Ok(Some(value));
                }
                if let Some(warning) = entry::deprecation(first)? {
                    // Every place that reads it is told, so it is looked up each time.
                    deprecation::warn(py, warning)?;
                    return Ok(Some(value));
                }
                if kind == NameKind::OverloadSet && self.qualified == "std" {
                    if load_standard(py, &self.qualified)? {
                        return self.find(py, name);
                    }
                    add_standard(&value, name)?;
                }
                self.module.bind(py).dict().set_item(name, &value)?;
                if kind == NameKind::OverloadSet {
                    let mut contents = self.contents.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
                    contents.functions.push(name.to_owned());
                }
                Ok(Some(value))
            }
        }
    }

    /// What is there though no dictionary has it: namespace `std`, its exceptions, some of its function templates.
    fn standard<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Option<Bound<'py, PyAny>>> {
        match self.qualified.as_str() {
            "" if name == "std" => Self::get(py, name).map(|std| Some(std.module(py).into_any())),
            "" => Ok(typedef::builtin(py, name)?.map(Bound::into_any)),
            "std" if typedef::is_of_standard(name) => global(py)?.attribute(py, name).map(Some),
            "std" => match pythonize::standard_class(py, &format!("std::{name}"))? {
                Some(class) => Ok(Some(class.into_any())),
                None => pythonize::standard_function(py, name),
            },
            _ => Ok(None),
        }
    }

    /// The qualified name of something in this namespace.
    fn qualify(&self, name: &str) -> String {
        let separator = if self.qualified.is_empty() { "" } else { "::" };
        format!("{}{separator}{name}", self.qualified)
    }

    /// Assigns to a variable; false where the name is none.
    pub(super) fn assign(
        &'static self,
        py: Python<'_>,
        name: &str,
        value: &Bound<'_, PyAny>,
    ) -> PyResult<bool> {
        let found = lookup::find(&self.parts(py)?, name)?;
        match found.first() {
            Some(first) if first.kind == NameKind::DataMember => {
                entry::store_variable(py, first, value).map(|()| true)
            }
            Some(first) if matches!(first.kind, NameKind::Enumerator | NameKind::Constant) => {
                Err(PyTypeError::new_err(format!("{name} is a constant and cannot be assigned")))
            }
            _ => Ok(false),
        }
    }

    /// Every name, used or not.
    fn names<'py>(&'static self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let mut names: Vec<String> = Vec::new();
        for key in self.module.bind(py).dict().keys() {
            names.push(key.extract()?);
        }
        for part in self.parts(py)? {
            for record in part.names()? {
                let name = part.dictionary.name(record.name)?;
                let skipped = record.kind == NameKind::Skipped as u8;
                if !skipped && !name.starts_with("operator") {
                    names.push(name.to_owned());
                }
            }
        }
        names.sort_unstable();
        names.dedup();
        PyList::new(py, names)
    }

    fn module_name(&self) -> String {
        module_name(&self.qualified)
    }
}

fn dir_function<'py>(py: Python<'py>, namespace: &'static Namespace) -> PyResult<Bound<'py, PyCFunction>> {
    PyCFunction::new_closure(
        py,
        Some(c"__dir__"),
        None,
        move |arguments: &Bound<'_, PyTuple>, _keywords: Option<&Bound<'_, PyDict>>| {
            namespace.names(arguments.py()).map(Bound::unbind)
        },
    )
}

impl Namespace {
    /// The namespace whose module this is.
    pub(super) fn of_module(module: &Bound<'_, PyAny>) -> PyResult<Option<&'static Self>> {
        let dict = module.cast::<PyModule>()?.dict();
        let Some(name) = dict.get_item(pyo3::intern!(module.py(), "__cpp_name__"))? else { return Ok(None) };
        let name = name.cast_into::<PyString>()?;
        let all = NAMESPACES.read().unwrap_or_else(|poisoned| poisoned.into_inner());
        Ok(all.as_ref().and_then(|all| all.get(name.to_str().ok()?).copied()))
    }
}

/// What the package has under the name of a function of a library's dictionary in `std` serves other types than that.
fn add_standard(function: &Bound<'_, PyAny>, name: &str) -> PyResult<()> {
    match pythonize::standard_function(function.py(), name)? {
        Some(standard) if standard.is_callable() => {
            function.call_method1(pyo3::intern!(function.py(), "__add_overload__"), (standard,)).map(drop)
        }
        _ => Ok(()),
    }
}
