//! Calls of sets with function templates.
//!
//! An ordinary function that takes the arguments as they are is called. Else C++ is asked which specialisation a call with
//! arguments of these types means; it is compiled, joins the set, and is what such calls mean from then on. Where no template
//! takes the arguments, ordinary functions may convert them.
//!
//! May not know: what dictionaries and compilers are.

use std::rc::Rc;

use cppbind_abi::codes::FunctionFlags;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;

use super::argument_types::{self, combinations};
use super::director_type;
use super::failure::Failure;
use super::function::Function;
use super::resolve::{Call, Choice};
use super::set::Chosen;
use super::signature::Parameter;
use super::templates::{self, Meaning, Templates};
use super::{context, template};
use crate::convert::temporaries::Round;
use crate::dictionary::Damaged;
use crate::instance;

/// Functions below take what has no better place: `void*`, and classes that are only declared.
const GREEDY: i32 = -900;

impl<'py> Call<'_, 'py> {
    /// Finds the function, or makes one, and calls it.
    pub(super) fn resolve_deduced(
        &self,
        py: Python<'py>,
        templates: &Templates,
    ) -> PyResult<(Py<PyAny>, Option<Choice>)> {
        let functions = self.set.functions()?;
        let types = self.types_alone();
        for (position, function) in functions.iter().copied().enumerate() {
            let rounds: &[Round] = match &self.set.chosen {
                // What the user has named wholly converts its arguments.
                Some(chosen) if function.template_arguments()? == Some(&*chosen.arguments) => {
                    &[Round::Exact, Round::Implicit]
                }
                Some(_) => continue,
                None if function.is(FunctionFlags::SPECIALISATION) => continue,
                None if function.signature()?.priority < GREEDY => continue,
                None if types.refused_by(function)? => continue,
                None => &[Round::Exact],
            };
            for round in rounds.iter().copied() {
                if let Some(value) = self.try_function(py, function, round)? {
                    return Ok((value, Some(Choice { function, position, round })));
                }
            }
        }
        let deducible = self.deducible()?;
        // Whether another call with arguments of the same Python types means the same.
        let told = deducible.iter().all(argument_types::is_told_by_type);
        let (key, meaning) = self.deduce(py, templates, deducible)?;
        let reason = match meaning {
            Meaning::Function(function) => match self.attempt(py, function, Round::Implicit) {
                Ok(value) => {
                    let choice = Choice { function, position: 0, round: Round::Exact };
                    return Ok((value, is_told_by_types(function, told)?.then_some(choice)));
                }
                Err((Failure::Raised(error), _)) => return Err(error),
                Err((Failure::Refused(refusal), _)) => refusal.into_error(py).value(py).to_string(),
            },
            // No compiler can tell what C++ means.
            Meaning::Refused(reason) if reason.is_empty() => {
                match self.prepared_for_bases(templates, deducible)? {
                    Some(function) => match self.try_function(py, function, Round::Exact)? {
                        Some(value) => return Ok((value, None)),
                        None => reason,
                    },
                    None => reason,
                }
            }
            Meaning::Refused(reason) => reason,
        };
        let reason = if reason.is_empty() { without_compiler(&key) } else { reason };
        if functions.is_empty() && self.set.python().is_empty() {
            return Err(PyTypeError::new_err(format!(
                "Template method resolution failed: {key} has no specialisation: {reason}"
            )));
        }
        self.resolve_declared(py).map_err(|error| {
            // Of a call that names no specialisation, what one of them says is but a reason among others.
            let deduces = self.set.chosen.is_none()
                && error.is_instance_of::<PyValueError>(py)
                && functions.iter().all(|function| function.is(FunctionFlags::SPECIALISATION));
            if !deduces && !error.is_instance_of::<PyTypeError>(py) {
                return error;
            }
            let told = format!("{}\n  {key} => Template method resolution failed: {reason}", error.value(py));
            let with_reason = PyTypeError::new_err(told);
            with_reason.set_cause(py, error.cause(py));
            with_reason
        })
    }

    /// What a call with these arguments means, and the call as C++ has it.
    pub(super) fn deduce(
        &self,
        py: Python<'py>,
        templates: &Templates,
        values: &[Bound<'py, PyAny>],
    ) -> PyResult<(String, Meaning)> {
        let mut types = values.iter().map(argument_types::of).collect::<PyResult<Vec<_>>>()?;
        if self.set.owner.is_none() && self.set.qualified.starts_with("std::") {
            // The library's functions take addresses for iterators: an object's own would begin a range of whatever lies
            // behind it.
            for of_one in types.iter_mut().filter(|of_one| of_one[0].ends_with('&')) {
                of_one.retain(|ty| !ty.ends_with('*'));
            }
        }
        self.deduce_for(py, templates, &types)
    }

    /// The same for arguments that have one of these types each.
    pub(super) fn deduce_for(
        &self,
        py: Python<'py>,
        templates: &Templates,
        types: &[Vec<String>],
    ) -> PyResult<(String, Meaning)> {
        let name = match &self.set.chosen {
            Some(chosen) => format!("{}<{}>", self.set.qualified, chosen.arguments),
            None => self.set.qualified.to_owned(),
        };
        let firsts: Vec<&str> =
            types.iter().filter_map(|of_one| of_one.first()).map(String::as_str).collect();
        let key = format!("{name}({})", firsts.join(","));
        // The constructor templates of a director are its base's.
        if let Some(owner) = self.set.owner
            && let Err(reason) = director_type::name(py, owner)?
        {
            return Ok((key, Meaning::Refused(reason)));
        }
        let meaning = self.meaning(py, templates, &key, &name, types, &firsts)?;
        Ok((key, meaning))
    }

    /// Calls a function; `None` where it does not take the arguments.
    fn try_function(
        &self,
        py: Python<'py>,
        function: &'static Function,
        round: Round,
    ) -> PyResult<Option<Py<PyAny>>> {
        match self.attempt(py, function, round) {
            Ok(value) => Ok(Some(value)),
            Err((Failure::Raised(error), _)) => Err(error),
            Err((Failure::Refused(_), _)) => Ok(None),
        }
    }

    /// The arguments of which C++ deduces: all but the object of a method.
    fn deducible(&self) -> PyResult<&[Bound<'py, PyAny>]> {
        let positional = self.arguments.positional;
        let objective = self.set.any(FunctionFlags::METHOD) || self.set.any(FunctionFlags::CONSTRUCTOR);
        if self.receiver.is_some() || !objective {
            return Ok(positional);
        }
        match (positional.split_first(), self.set.owner) {
            (Some((first, rest)), Some(owner))
                if instance::class_of(first).is_some_and(|class| class.depth_to(owner).is_some()) =>
            {
                Ok(rest)
            }
            // A static function among methods.
            _ if self.set.any(FunctionFlags::STATIC) => Ok(positional),
            (_, owner) => Err(PyTypeError::new_err(format!(
                "unbound method {} must be called with a {} object as first argument",
                self.set.qualified,
                owner.map_or("?", |owner| owner.qualified)
            ))),
        }
    }

    /// What a call means: known, there already, or found out now.
    fn meaning(
        &self,
        py: Python<'py>,
        templates: &Templates,
        key: &str,
        name: &str,
        types: &[Vec<String>],
        firsts: &[&str],
    ) -> PyResult<Meaning> {
        if let Some(known) = templates.meaning(key) {
            return Ok(known);
        }
        for function in self.set.unranked().iter().copied() {
            if is_prepared(templates, function) && takes(function, firsts, |_, _| Ok(false))? {
                templates.remember(key.to_owned(), Meaning::Function(function));
                return Ok(Meaning::Function(function));
            }
        }
        let alternatives = combinations(types).into_iter().map(|types| format!("{name}({types})")).collect();
        let meaning = match templates::compile(py, alternatives)? {
            Ok(declaration) => match self.adopt_function(&declaration)? {
                Some(function) => {
                    self.name_function(py, function)?;
                    Meaning::Function(function)
                }
                None => Meaning::Refused(format!("{declaration} is in no dictionary")),
            },
            // There may be a compiler later.
            Err(reason) if reason.is_empty() => return Ok(Meaning::Refused(reason)),
            Err(reason) => Meaning::Refused(reason),
        };
        templates.remember(key.to_owned(), meaning.clone());
        Ok(meaning)
    }

    /// The first prepared specialisation of which each parameter is what the argument is, or refers to a base of its class:
    /// a parameter that is a specialisation of a class template takes derived classes too ([temp.deduct.call]/4).
    fn prepared_for_bases(
        &self,
        templates: &Templates,
        values: &[Bound<'py, PyAny>],
    ) -> PyResult<Option<&'static Function>> {
        let types = values.iter().map(argument_types::of).collect::<PyResult<Vec<_>>>()?;
        let firsts: Vec<&str> =
            types.iter().filter_map(|of_one| of_one.first()).map(String::as_str).collect();
        let is_base = |position: usize, parameter: &Parameter| {
            let own = instance::class_of(&values[position]);
            Ok(own.zip(parameter.class()?).is_some_and(|(own, class)| own.depth_to(class).is_some()))
        };
        for function in self.set.unranked().iter().copied() {
            if is_prepared(templates, function) && takes(function, &firsts, is_base)? {
                return Ok(Some(function));
            }
        }
        Ok(None)
    }

    /// A function that was just made joins the set, and that from which this one was chosen.
    fn adopt_function(&self, declaration: &str) -> Result<Option<&'static Function>, Damaged> {
        for known in self.set.unranked().iter().copied() {
            if known.declaration()? == declaration {
                return Ok(Some(known));
            }
        }
        let Some(function) = templates::find(self.set.qualified, declaration, self.set.owner)? else {
            return Ok(None);
        };
        self.set.add(function);
        if let Some(origin) = self.set.chosen.as_ref().and_then(|chosen| chosen.origin.as_ref()) {
            origin.add(function);
        }
        // Contexts of constructors remember what they have chosen.
        context::unbind_all();
        Ok(Some(function))
    }
}

impl<'py> Call<'_, 'py> {
    /// Shows a specialisation under its own name, as the user has chosen it or with all its template arguments.
    fn name_function(&self, py: Python<'py>, function: &'static Function) -> PyResult<()> {
        if function.is(FunctionFlags::CONSTRUCTOR) {
            return Ok(());
        }
        let (functions, chosen) = match (&self.set.chosen, function.template_arguments()?) {
            (Some(chosen), _) => (self.set.unranked().to_vec(), chosen.clone()),
            (None, Some(arguments)) => {
                let name = format!("{}<{arguments}>", self.set.name);
                let (lasting, arguments) = (self.set.lasting(), arguments.to_owned());
                (vec![function], Chosen { origin: None, lasting, name, arguments })
            }
            (None, None) => return Ok(()),
        };
        template::publish(py, &Rc::new(self.set.specialised(functions, chosen)))
    }
}

/// Whether a function is a specialisation of a dictionary's own, for whoever calls it.
fn is_prepared(templates: &Templates, function: &'static Function) -> bool {
    function.is(FunctionFlags::SPECIALISATION) && !templates.was_deduced(function)
}

/// Whether a function takes exactly these types, references and constants aside; a parameter of another type takes its
/// argument where `otherwise` says so.
fn takes(
    function: &Function,
    types: &[&str],
    otherwise: impl Fn(usize, &Parameter) -> Result<bool, Damaged>,
) -> Result<bool, Damaged> {
    let signature = function.signature()?;
    if !(signature.required..=signature.parameters.len()).contains(&types.len()) {
        return Ok(false);
    }
    for (position, (parameter, given)) in signature.parameters.iter().zip(types).enumerate() {
        let wanted = parameter.argument.ty.spelling()?;
        // An lvalue that may be changed binds to no value.
        let binds = given.ends_with('&') && !given.ends_with("&&");
        if wanted.ends_with('&') && !wanted.ends_with("&&") && !wanted.starts_with("const ") && !binds {
            return Ok(false);
        }
        let bare = |ty: &str| ty.trim_end_matches('&').trim_start_matches("const ").to_owned();
        if bare(wanted) != bare(given) && !otherwise(position, parameter)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether a function that was deduced for arguments is for all of their Python types. One that binds to an lvalue is not,
/// once objects are moved from: the next one may be an rvalue.
fn is_told_by_types(function: &Function, told: bool) -> Result<bool, Damaged> {
    if !told || !instance::has_rvalues() {
        return Ok(told);
    }
    for parameter in &function.signature()?.parameters {
        let spelling = parameter.argument.ty.spelling()?;
        if spelling.ends_with('&') && !spelling.ends_with("&&") && !spelling.starts_with("const ") {
            return Ok(false);
        }
    }
    Ok(true)
}

pub(super) fn without_compiler(call: &str) -> String {
    format!(
        "it is not in any loaded dictionary; generate the dictionary with `--instantiate '{call}'` to have it"
    )
}
