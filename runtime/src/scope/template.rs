//! Class templates and their specialisations.

use std::collections::HashMap;
use std::sync::RwLock;

use cppbind_abi::records::{ClassTemplateRecord, InstantiationRecord};
use cppbind_abi::spelling::split_scope;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFloat, PyFrozenSet, PyInt, PyList, PySet, PyString, PyTuple, PyType};

use super::last_resort::INSTANTIATE;
use super::namespace::load_standard;
use super::{enumeration, shown_class};
use crate::dictionary::Damaged;
use crate::registry::Class;
use crate::{instance, names, state};

/// How many specialisations an error names.
const NAMED: usize = 8;

// A class template; brackets or a call with types make a class of it. A doc
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
    fn __getitem__<'py>(&self, arguments: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyType>> {
        let py = arguments.py();
        let arguments = match arguments.cast::<PyTuple>() {
            Ok(several) => several.clone(),
            Err(_) => PyTuple::new(py, [arguments])?,
        };
        let mut texts = Vec::new();
        for argument in arguments.iter() {
            texts.push(argument_text(&argument)?);
        }
        let text = texts.join(",");
        let class = match self.class(&text)? {
            None if load_standard(py, self.qualified)? => self.class(&text)?,
            class => class,
        };
        if let Some(class) = class {
            return shown_class(py, class);
        }
        // The answer is nothing, or why it cannot be compiled; an empty reason where there is no compiler.
        let reason = INSTANTIATE.ask(py, &format!("{}<{text}>", self.qualified))?;
        let reason = reason.filter(|reason| !reason.is_none());
        match self.class(&text)? {
            Some(class) => shown_class(py, class),
            None => {
                let reason: Option<String> = reason.map(|reason| reason.extract()).transpose()?;
                Err(self.no_specialisation(&text, reason.as_deref()))
            }
        }
    }

    #[pyo3(signature = (*arguments))]
    fn __call__<'py>(&self, arguments: &Bound<'py, PyTuple>) -> PyResult<Bound<'py, PyAny>> {
        // As `std::vector v{1, 2}` in C++17: the items tell what of.
        if let Ok(items) = arguments.get_item(0)
            && arguments.len() == 1
            && let Some(deduced) = deduce(&items)?
        {
            return self.__getitem__(&deduced)?.call1((items,));
        }
        self.__getitem__(arguments.as_any()).map(Bound::into_any)
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
        for dictionary in state::dictionaries() {
            if let Some((_, record)) = dictionary.find::<ClassTemplateRecord>(self.qualified)? {
                let parameters = dictionary.name(record.parameters)?;
                let mut text = format!("template<{parameters}> class {}", self.qualified);
                if let Some(comment) = dictionary.text(record.doc)? {
                    text = format!("{comment}\n{text}");
                }
                return Ok(Some(text));
            }
        }
        Ok(None)
    }
}

/// The template arguments of a container for a Python collection: of its first item, or key and value; nothing for
/// other values, and for empty collections, which do not tell.
fn deduce<'py>(items: &Bound<'py, PyAny>) -> PyResult<Option<Bound<'py, PyAny>>> {
    let py = items.py();
    if let Ok(dict) = items.cast::<PyDict>() {
        let Some((key, value)) = dict.iter().next() else { return Ok(None) };
        let arguments = [element_type(&key)?, element_type(&value)?];
        return Ok(Some(PyTuple::new(py, arguments)?.into_any()));
    }
    // A tuple of types is what brackets take as well.
    let collection = items.is_instance_of::<PyList>()
        || items.is_instance_of::<PySet>()
        || items.is_instance_of::<PyFrozenSet>()
        || items.is_instance_of::<PyTuple>();
    if !collection {
        return Ok(None);
    }
    match items.try_iter()?.next() {
        Some(first) if !first.as_ref().is_ok_and(|first| first.is_instance_of::<PyType>()) => {
            element_type(&first?).map(Some)
        }
        _ => Ok(None),
    }
}

/// The C++ type that a Python value is an element of: `double` of a `float`, as literals in C++.
fn element_type<'py>(value: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let py = value.py();
    if value.is_exact_instance_of::<PyFloat>() {
        return Ok(PyString::new(py, "double").into_any());
    }
    Ok(value.get_type().into_any())
}

/// How C++ spells a template argument given from Python.
pub(super) fn argument_text(argument: &Bound<'_, PyAny>) -> PyResult<String> {
    let py = argument.py();
    if let Ok(text) = argument.cast::<PyString>() {
        return Ok(text.to_str()?.to_owned());
    }
    if let Ok(class) = argument.cast::<PyType>() {
        if let Some(class) = instance::class_of_type(class) {
            return Ok(class.qualified.to_owned());
        }
        if let Ok(name) = class.getattr(pyo3::intern!(py, "__cpp_name__")) {
            return name.extract();
        }
        let builtin = [
            (py.get_type::<PyInt>(), "int"),
            (py.get_type::<PyFloat>(), "float"),
            (py.get_type::<PyBool>(), "bool"),
            (py.get_type::<PyString>(), "std::string"),
            (py.get_type::<pyo3::types::PyComplex>(), "std::complex<double>"),
        ];
        if let Some((_, name)) = builtin.iter().find(|(builtin, _)| builtin.is(class)) {
            return Ok((*name).to_owned());
        }
        return Err(PyTypeError::new_err(format!("{} is not a C++ type", class.name()?)));
    }
    if let Ok(truth) = argument.cast::<PyBool>() {
        return Ok(if truth.is_true() { "true" } else { "false" }.to_owned());
    }
    if argument.is_instance_of::<PyInt>() {
        if let Some(name) = enumeration::cpp_name(argument)? {
            return Ok(name);
        }
        return Ok(argument.str()?.to_str()?.to_owned());
    }
    if let Ok(template) = argument.cast::<Template>() {
        return Ok(template.get().qualified.to_owned());
    }
    Err(PyTypeError::new_err(format!(
        "a template argument is a type, a C++ name or a number, not {}",
        argument.get_type().name()?
    )))
}
