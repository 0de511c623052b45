//! Which argument goes to which parameter: positions, keywords, and the gaps
//! that defaults fill.
//!
//! May not know: conversions.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

use super::failure::Refusal;
use super::signature::{Default, Signature};

/// The arguments of a Python call, self not among them.
#[derive(Clone, Copy)]
pub(crate) struct Arguments<'a, 'py> {
    /// By position.
    pub(crate) positional: &'a [Bound<'py, PyAny>],
    /// Names of the keyword arguments, and their values in the same order.
    pub(crate) keywords: Option<(&'a Bound<'py, PyTuple>, &'a [Bound<'py, PyAny>])>,
}

/// What stands for a parameter.
#[derive(Clone, Copy)]
pub(crate) enum Source<'a, 'py> {
    Argument(&'a Bound<'py, PyAny>),
    Default,
    /// A variable that is made for the call, see [`super::outs`].
    Out,
}

impl<'a, 'py> Arguments<'a, 'py> {
    /// Positional arguments only.
    pub(crate) fn positional(positional: &'a [Bound<'py, PyAny>]) -> Self {
        Self { positional, keywords: None }
    }

    /// Whether arguments are given by name.
    pub(crate) fn has_keywords(&self) -> bool {
        self.keywords.is_some_and(|(_, values)| !values.is_empty())
    }

    /// Checks the number of positional arguments.
    pub(crate) fn check_count(&self, signature: &Signature) -> Result<(), Refusal> {
        let (given, most, least) = (self.positional.len(), signature.parameters.len(), signature.required);
        match given {
            _ if given > most => Err(Refusal::TooMany(most, given)),
            _ if given < least && !self.has_keywords() => Err(Refusal::TooFew(least, given)),
            _ => Ok(()),
        }
    }

    /// The source of each parameter up to the last one given, where arguments are
    /// given by name.
    pub(crate) fn place(&self, signature: &Signature, qualified: &str) -> PyResult<Vec<Source<'a, 'py>>> {
        self.place_around(signature, &[], qualified)
    }

    /// Whether an argument is given by this name.
    pub(super) fn names(&self, name: &str) -> PyResult<bool> {
        for given in self.keywords.iter().flat_map(|(names, _)| names.iter()) {
            if given.extract::<&str>()? == name {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The same where those of the first parameters that are said to be are left out: positions pass them by.
    pub(super) fn place_around(
        &self,
        signature: &Signature,
        left_out: &[bool],
        qualified: &str,
    ) -> PyResult<Vec<Source<'a, 'py>>> {
        let mut positional = self.positional.iter();
        let mut places: Vec<Option<Source<'a, 'py>>> = left_out
            .iter()
            .map(|out| if *out { Some(Source::Out) } else { positional.next().map(Source::Argument) })
            .collect();
        places.extend(positional.map(|value| Some(Source::Argument(value))));
        if let Some((names, values)) = self.keywords {
            places.resize(signature.parameters.len().max(places.len()), None);
            for (name, value) in names.iter().zip(values) {
                let name = name.extract::<String>()?;
                let found = signature.parameters.iter().position(|parameter| parameter.name == name);
                let Some(position) = found else {
                    return Err(PyTypeError::new_err(format!(
                        "{qualified} got an unexpected keyword argument '{name}'"
                    )));
                };
                if places[position].is_some() {
                    return Err(PyTypeError::new_err(format!(
                        "{qualified} got multiple values for argument '{name}'"
                    )));
                }
                places[position] = Some(Source::Argument(value));
            }
        }
        let given = places.iter().rposition(Option::is_some).map_or(0, |last| last + 1);
        let used = given.max(signature.required);
        let mut sources = Vec::with_capacity(used);
        for (position, place) in places.into_iter().take(used).enumerate() {
            sources.push(match place {
                Some(source) => source,
                None => gap(signature, position, qualified)?,
            });
        }
        Ok(sources)
    }
}

/// A parameter that is left out although a later one is given.
fn gap<'a, 'py>(signature: &Signature, position: usize, qualified: &str) -> PyResult<Source<'a, 'py>> {
    let parameter = &signature.parameters[position];
    let name =
        if parameter.name.is_empty() { (position + 1).to_string() } else { format!("'{}'", parameter.name) };
    match parameter.default {
        Default::None => {
            Err(PyTypeError::new_err(format!("{qualified} is missing a value for argument {name}")))
        }
        Default::Unspellable => Err(PyTypeError::new_err(format!(
            "{qualified}: the default of argument {name} can only be used when all arguments behind it are left out"
        ))),
        _ => Ok(Source::Default),
    }
}

/// Names, and values in the same order.
pub(crate) type Named<'py> = (Bound<'py, PyTuple>, Vec<Bound<'py, PyAny>>);

/// Keyword arguments of a dict.
pub(crate) fn split<'py>(
    py: Python<'py>,
    keywords: Option<&Bound<'py, PyDict>>,
) -> PyResult<Option<Named<'py>>> {
    match keywords.filter(|keywords| !keywords.is_empty()) {
        Some(keywords) => {
            let names = PyTuple::new(py, keywords.keys())?;
            Ok(Some((names, keywords.values().iter().collect())))
        }
        None => Ok(None),
    }
}
