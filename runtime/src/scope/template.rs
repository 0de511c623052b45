//! Class templates and their specialisations; alias and variable templates and concepts, which are indexed alike.

use std::collections::HashMap;
use std::sync::RwLock;

use cppbind_abi::codes::TemplateKind;
use cppbind_abi::records::{ClassTemplateRecord, InstantiationRecord};
use cppbind_abi::spelling::split_scope;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString, PyTuple};

use super::last_resort::INSTANTIATE;
use super::namespace::load_standard;
use super::{shown_class, template_argument, typedef};
use crate::dictionary::{Damaged, Dictionary};
use crate::registry::Class;
use crate::{names, state};

/// How many specialisations an error names.
const NAMED: usize = 8;

// A template; brackets or a call with types make a class of it. A doc
// comment would be the type's `__doc__`, which hides each template's own.
#[pyclass(frozen, module = "cppyy_rs.types")]
#[derive(Debug)]
pub(crate) struct Template {
    qualified: &'static str,
}

static TEMPLATES: RwLock<Option<HashMap<&'static str, Py<Template>>>> = RwLock::new(None);

impl Template {
    /// The template of this qualified name: one object per name.
    pub(crate) fn object<'py>(py: Python<'py>, qualified: &'static str) -> PyResult<Bound<'py, Self>> {
        let known = {
            let all = TEMPLATES.read().unwrap_or_else(|poisoned| poisoned.into_inner());
            all.as_ref().and_then(|all| all.get(qualified)).map(|known| known.bind(py).clone())
        };
        if let Some(known) = known {
            return Ok(known);
        }
        let made = Bound::new(py, Self { qualified })?;
        let mut all = TEMPLATES.write().unwrap_or_else(|poisoned| poisoned.into_inner());
        all.get_or_insert_default().insert(qualified, made.clone().unbind());
        Ok(made)
    }

    fn class(&self, arguments: &str) -> Result<Option<&'static Class>, Damaged> {
        let scope = split_scope(self.qualified).0;
        names::find_class(&format!("{}<{arguments}>", self.qualified), scope)
    }

    /// What the first dictionary that has it says.
    fn record(&self) -> Result<Option<(&'static Dictionary, &'static ClassTemplateRecord)>, Damaged> {
        for dictionary in state::dictionaries() {
            if let Some((_, record)) = dictionary.find::<ClassTemplateRecord>(self.qualified)? {
                return Ok(Some((dictionary, record)));
            }
        }
        Ok(None)
    }

    fn kind(&self) -> Result<TemplateKind, Damaged> {
        let kind = self.record()?.and_then(|(_, record)| TemplateKind::from_raw(record.kind));
        Ok(kind.unwrap_or(TemplateKind::Class))
    }

    /// The type that it is with these arguments: what dictionaries have, else what the compiler makes of it.
    fn specialisation<'py>(&self, py: Python<'py>, arguments: &str) -> PyResult<Bound<'py, PyAny>> {
        let class = match self.class(arguments)? {
            None if load_standard(py, self.qualified)? => self.class(arguments)?,
            class => class,
        };
        if let Some(class) = class {
            return shown_class(py, class).map(Bound::into_any);
        }
        let spelling = format!("{}<{arguments}>", self.qualified);
        let named = names::canonical(&spelling, split_scope(self.qualified).0)?;
        if let Some(known) = typedef::named(py, &named)?.filter(|_| !named.contains('<')) {
            return Ok(known);
        }
        // An empty reason where there is no compiler.
        let answer = INSTANTIATE.ask(py, &spelling)?;
        let (name, reason): (Option<String>, Option<String>) = match answer {
            Some(answer) => answer.extract()?,
            None => (None, None),
        };
        if let Some(name) = name {
            names::remember(named, &name);
            if let Some(found) = typedef::named(py, &name)? {
                return Ok(found);
            }
        }
        Err(self.no_specialisation(arguments, reason.as_deref()))
    }

    /// The object and its attribute that are a variable of this template.
    fn variable<'py>(
        &self,
        py: Python<'py>,
        arguments: &str,
        kind: TemplateKind,
    ) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyString>)> {
        let spelling = format!("{}<{arguments}>", self.qualified);
        py.import("cppyy_rs.run_time.lookup")?
            .call_method1("variable", (spelling, kind == TemplateKind::Concept))?
            .extract()
    }

    /// What there is, and how there could be more.
    fn no_specialisation(&self, arguments: &str, reason: Option<&str>) -> PyErr {
        if let Some(reason) = reason.filter(|reason| !reason.is_empty()) {
            let told = format!("{}<{arguments}> cannot be instantiated: {reason}", self.qualified);
            return PyTypeError::new_err(told);
        }
        let known = self.instantiations().unwrap_or_default();
        let mut text = format!("{}<{arguments}> is not in any loaded dictionary", self.qualified);
        if !known.is_empty() {
            let shown: Vec<String> =
                known.iter().take(NAMED).map(|known| format!("{}<{known}>", self.qualified)).collect();
            let more = if known.len() > NAMED { ", ..." } else { "" };
            text += &format!("; there are {}{more}", shown.join(", "));
        }
        text += &format!(
            "; generate the dictionary with `--instantiate '{}<{arguments}>'` to have it",
            self.qualified
        );
        PyTypeError::new_err(text)
    }

    /// The arguments of all specialisations.
    fn instantiations(&self) -> Result<Vec<&'static str>, Damaged> {
        let mut all = Vec::new();
        for dictionary in state::dictionaries() {
            let Some((_, record)) = dictionary.find::<ClassTemplateRecord>(self.qualified)? else { continue };
            let range = dictionary
                .range::<InstantiationRecord>(record.instantiations_first, record.instantiations_count)?;
            for instantiation in range {
                all.push(dictionary.name(instantiation.arguments)?);
            }
        }
        all.sort_unstable();
        all.dedup();
        Ok(all)
    }
}

#[pymethods]
impl Template {
    fn __getitem__<'py>(&self, arguments: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let py = arguments.py();
        let text = template_argument::list(self.qualified, arguments)?;
        match self.kind()? {
            TemplateKind::Class | TemplateKind::Alias => self.specialisation(py, &text),
            kind => {
                let (of, name) = self.variable(py, &text, kind)?;
                of.getattr(name)
            }
        }
    }

    fn __setitem__(&self, arguments: &Bound<'_, PyAny>, value: &Bound<'_, PyAny>) -> PyResult<()> {
        let py = arguments.py();
        match self.kind()? {
            kind @ TemplateKind::Variable => {
                let text = template_argument::list(self.qualified, arguments)?;
                let (of, name) = self.variable(py, &text, kind)?;
                of.setattr(name, value)
            }
            _ => Err(PyTypeError::new_err(format!("{} is no template of variables", self.qualified))),
        }
    }

    #[pyo3(signature = (*arguments, **keywords))]
    fn __call__<'py>(
        slf: &Bound<'py, Self>,
        arguments: &Bound<'py, PyTuple>,
        keywords: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let py = slf.py();
        let this = slf.get();
        let parameters = match this.record()? {
            Some((dictionary, record)) => dictionary.name(record.parameters)?,
            None => "",
        };
        // `std.vector(int)` is `std.vector[int]`; all else are a constructor's arguments, which tell the template's.
        if !arguments.is_empty() && keywords.is_none() && template_argument::may_be(parameters, arguments) {
            let found = this.__getitem__(arguments.as_any());
            let texts = arguments.iter().any(|argument| argument.is_instance_of::<PyString>());
            match found {
                Err(error) if texts && error.is_instance_of::<PyTypeError>(py) => {
                    // A text that names no type may be a value.
                    return deduce(slf, arguments, keywords).map_err(|_| error);
                }
                found => return found,
            }
        }
        deduce(slf, arguments, keywords)
    }

    fn __repr__(slf: &Bound<'_, Self>) -> String {
        format!("<cppyy_rs.Template '{}' object at {:p}>", slf.get().qualified, slf.as_ptr())
    }

    #[getter]
    fn __cpp_name__(&self) -> &str {
        self.qualified
    }

    #[getter]
    fn __name__(&self) -> &str {
        split_scope(self.qualified).1
    }

    #[getter]
    fn __doc__(&self) -> Result<Option<String>, Damaged> {
        let Some((dictionary, record)) = self.record()? else { return Ok(None) };
        let parameters = dictionary.name(record.parameters)?;
        let keyword = match self.kind()? {
            TemplateKind::Class => "class",
            TemplateKind::Alias => "using",
            TemplateKind::Variable => "auto",
            TemplateKind::Concept => "concept",
        };
        let mut text = format!("template<{parameters}> {keyword} {}", self.qualified);
        if let Some(comment) = dictionary.text(record.doc)? {
            text = format!("{comment}\n{text}");
        }
        Ok(Some(text))
    }
}

/// The object that C++ makes of a template's name and arguments (class template argument deduction).
fn deduce<'py>(
    template: &Bound<'py, Template>,
    arguments: &Bound<'py, PyTuple>,
    keywords: Option<&Bound<'py, PyDict>>,
) -> PyResult<Bound<'py, PyAny>> {
    let py = template.py();
    py.import("cppyy_rs._deduction")?.call_method1("construct", (template, arguments, keywords))
}
