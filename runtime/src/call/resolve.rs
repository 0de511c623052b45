//! Which function of a set a call means.
//!
//! Two rounds, as in cppyy: first with arguments as they are, then with implicit
//! conversions. In each the functions are tried in order of rank; the first whose
//! arguments convert is called, and its exception ends the search.
//!
//! May not know: Python's calling conventions, how one function is called.

use std::ffi::c_void;

use cppbind_abi::codes::{ClassFlags, FunctionFlags};
use pyo3::exceptions::{PyNotImplementedError, PyReferenceError, PyTypeError};
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

use super::aggregate;
use super::arguments::Arguments;
use super::callback;
use super::failure::{self, Failure, Refusal};
use super::function::Function;
use super::invoke::{Attempt, Receiver, Value, Wanted};
use super::lifelines::keep_text;
use super::refusal::Types;
use super::set::OverloadSet;
use crate::container::{self, Made, value};
use crate::convert::temporaries::{Round, Temporaries};
use crate::convert::{null, smart};
use crate::instance::{self, Instance, Ownership};
use crate::registry::{self, Class};

/// A call as Python made it: `receiver` is the object of a bound method.
#[derive(Clone, Copy)]
pub(crate) struct Call<'a, 'py> {
    pub(crate) set: &'a OverloadSet,
    pub(crate) receiver: Option<&'a Bound<'py, PyAny>>,
    pub(crate) arguments: Arguments<'a, 'py>,
    /// What becomes of the result.
    pub(crate) wanted: Wanted<'a, 'py>,
}

/// Which function a call meant.
#[derive(Clone, Copy)]
pub(crate) struct Choice {
    pub(crate) function: &'static Function,
    /// Its place in the order in which functions are tried.
    pub(crate) position: usize,
    /// The round in which its arguments fitted.
    pub(crate) round: Round,
}

impl<'a, 'py> Call<'a, 'py> {
    /// Finds the function and calls it.
    pub(crate) fn run(&self, py: Python<'py>) -> PyResult<Py<PyAny>> {
        self.resolve(py).map(|(value, _)| value)
    }

    /// Finds the function, calls it, and says which it was; nothing of a Python overload.
    pub(crate) fn resolve(&self, py: Python<'py>) -> PyResult<(Py<PyAny>, Option<Choice>)> {
        let reclaimed = self.reclaim()?;
        let resolved = self.resolve_owned(py);
        if let Some(instance) = reclaimed
            && resolved.is_err()
            && instance.owned()
        {
            instance.release();
        }
        resolved
    }

    /// Constructing a smart pointer of an object is to give it the object: one that Python has let go for that is Python's to
    /// give. The object, if it was such a one.
    fn reclaim(&self) -> PyResult<Option<&Instance>> {
        let Some(class) = self.set.owner.filter(|class| smart::may_be(class)) else { return Ok(None) };
        let given = match (self.receiver, self.arguments.positional) {
            (Some(_), [value]) | (None, [_, value]) if self.set.any(FunctionFlags::CONSTRUCTOR) => value,
            _ => return Ok(None),
        };
        let Some(pointer) = smart::of(class)? else { return Ok(None) };
        let holds = |instance: &&Instance| {
            instance.class().is_some_and(|own| own.depth_to(pointer.element()).is_some())
        };
        Ok(Instance::from(given).filter(holds).filter(|instance| instance.reclaim()))
    }

    fn resolve_owned(&self, py: Python<'py>) -> PyResult<(Py<PyAny>, Option<Choice>)> {
        if let Some(constructed) = self.construct_directed(py)? {
            return Ok((constructed, None));
        }
        if let Some(constructed) = self.construct_of_items(py)? {
            return Ok((constructed, None));
        }
        if let Some(templates) = self.set.templates()
            && !self.arguments.has_keywords()
        {
            return match self.receiver.filter(|_| self.set.owner.is_none()) {
                // A free function that was made a method: the object is its first argument.
                Some(object) => {
                    let all: Vec<_> =
                        std::iter::once(object).chain(self.arguments.positional).cloned().collect();
                    let arguments = Arguments { positional: &all, ..self.arguments };
                    Call { receiver: None, arguments, ..*self }.resolve_deduced(py, &templates)
                }
                None => self.resolve_deduced(py, &templates),
            };
        }
        self.resolve_declared(py)
    }

    /// The same among the functions that there are.
    pub(super) fn resolve_declared(&self, py: Python<'py>) -> PyResult<(Py<PyAny>, Option<Choice>)> {
        let functions = self.set.functions()?;
        let has_python = !self.set.python().is_empty();
        if let [function] = functions[..]
            && !has_python
        {
            return match self.attempt(py, function, Round::Implicit) {
                Ok(value) => Ok((value, Some(Choice { function, position: 0, round: Round::Exact }))),
                Err((Failure::Raised(error), _)) => Err(error),
                Err((Failure::Refused(refusal), _)) => Err(failure::single(py, function, refusal)),
            };
        }
        let mut refused = Vec::new();
        let types = self.types_alone();
        for round in [Round::Exact, Round::Implicit] {
            refused.clear();
            let mut more = false;
            for (position, function) in functions.iter().copied().enumerate() {
                // The next round says why.
                if round == Round::Exact && types.refused_by(function)? {
                    more = true;
                    continue;
                }
                match self.attempt(py, function, round) {
                    Ok(value) => return Ok((value, Some(Choice { function, position, round }))),
                    Err((Failure::Raised(error), _)) => return Err(error),
                    Err((Failure::Refused(refusal), possible)) => {
                        more |= possible;
                        refused.push((function, refusal));
                    }
                }
            }
            if !more {
                break;
            }
        }
        if has_python {
            return self.try_python(py, refused).map(|value| (value, None));
        }
        Err(failure::all(py, refused))
    }

    /// The types of the arguments, where they alone may tell that a function is not meant.
    pub(super) fn types_alone(&self) -> Types {
        let has_object = self.set.any(FunctionFlags::METHOD) || self.set.any(FunctionFlags::CONSTRUCTOR);
        let is_plain = self.receiver.is_some() == has_object
            && !self.arguments.has_keywords()
            && !self.set.policies.returns_out.get();
        if is_plain { Types::of(self.arguments.positional) } else { Types::unknown() }
    }

    /// Tries one function.
    pub(super) fn attempt(
        &self,
        py: Python<'py>,
        function: &'static Function,
        round: Round,
    ) -> Result<Py<PyAny>, (Failure, bool)> {
        let refuse = |error: PyErr| (Failure::Refused(error.into()), false);
        let constructor = function.is(FunctionFlags::CONSTRUCTOR);
        let mut arguments = self.arguments;
        // The object of a method, the proxy of a constructor, the first argument
        // of a free function that was made a method.
        let mut object = self.receiver;
        if object.is_none() && (constructor || function.is(FunctionFlags::METHOD)) {
            let Some((first, rest)) = arguments.positional.split_first() else {
                return Err(refuse(self.unbound(function)));
            };
            object = Some(first);
            arguments.positional = rest;
        }
        if constructor {
            let Some(object) = object else { return Err(refuse(self.unbound(function))) };
            return self.construct(py, function, object, arguments, round);
        }
        let receiver = match object {
            Some(object) if function.is(FunctionFlags::METHOD) => {
                self.check_not_pure(function, object).map_err(|error| (Failure::Raised(error), false))?;
                Some(self.receiver(function, object).map_err(refuse)?)
            }
            Some(object) if !function.is(FunctionFlags::STATIC) && self.set.owner.is_none() => {
                // A free function as a method: self is its first argument.
                let mut all = Vec::with_capacity(arguments.positional.len() + 1);
                all.push(object.clone());
                all.extend_from_slice(arguments.positional);
                let arguments = Arguments { positional: &all, ..arguments };
                let attempt = self.try_on(function, None, arguments, round);
                return attempt.run(py).map(|value| value.into_python(py));
            }
            _ => None,
        };
        if self.receiver.is_none() && receiver.is_none() && self.set.any(FunctionFlags::METHOD) {
            // A static function among methods, reached through an object.
            if let Some((first, rest)) = arguments.positional.split_first()
                && self.is_owner_instance(first)
            {
                let arguments = Arguments { positional: rest, ..arguments };
                let attempt = self.try_on(function, None, arguments, round);
                return attempt.run(py).map(|value| value.into_python(py));
            }
        }
        let result = self.try_on(function, receiver, arguments, round).run(py)?.into_python(py);
        if let Some(object) = object.filter(|_| function.is(FunctionFlags::METHOD)) {
            callback::keep(function, object, arguments.positional)
                .map_err(|error| (Failure::Raised(error), false))?;
        }
        Ok(result)
    }

    fn try_on<'b>(
        &'b self,
        function: &'static Function,
        receiver: Option<Receiver<'b, 'py>>,
        arguments: Arguments<'b, 'py>,
        round: Round,
    ) -> Attempt<'b, 'py> {
        Attempt { set: self.set, function, receiver, arguments, round, wanted: self.wanted }
    }

    fn is_owner_instance(&self, object: &Bound<'py, PyAny>) -> bool {
        match (self.set.owner, instance::class_of(object)) {
            (Some(owner), Some(class)) => class.depth_to(owner).is_some(),
            _ => false,
        }
    }

    /// The address of self as the function's class.
    fn receiver<'b>(
        &self,
        function: &Function,
        object: &'b Bound<'py, PyAny>,
    ) -> PyResult<Receiver<'b, 'py>> {
        let class = function.class.ok_or_else(|| self.unbound(function))?;
        let address = match instance::address_as(object, class) {
            Ok(address) => address,
            Err(error) if error.is_instance_of::<PyReferenceError>(object.py()) => return Err(error),
            Err(_) => return Err(self.unbound(function)),
        };
        let direct = function.is(FunctionFlags::VIRTUAL) && self.is_direct(function, object)?;
        Ok(Receiver { object: Some(object), address, direct })
    }

    /// NotImplementedError where an override calls the function that it overrides, and C++ has none: virtual dispatch would
    /// come back to the override.
    fn check_not_pure(&self, function: &Function, object: &Bound<'py, PyAny>) -> PyResult<()> {
        let is_directed = || instance::class_of(object).is_some_and(|class| class.directs().is_some());
        if !function.is(FunctionFlags::PURE) || !is_directed() {
            return Ok(());
        }
        let found = object.get_type().getattr(self.set.name);
        if found.is_ok_and(|found| !super::callable::shares_policies(&found, self.set)) {
            let text = format!("{} is pure virtual: C++ has no function to call", self.set.qualified);
            return Err(PyNotImplementedError::new_err(text));
        }
        Ok(())
    }

    /// Whether a virtual function is named rather than looked up: `Base.m(derived)`
    /// where the lookup on `derived` finds another function than Base's.
    fn is_direct(&self, function: &Function, object: &Bound<'py, PyAny>) -> PyResult<bool> {
        if !function.signature()?.has_direct()
            || instance::class_of(object) == function.class && !has_python_class(object)
        {
            return Ok(false);
        }
        let found = object.get_type().getattr(self.set.name);
        Ok(match found {
            Ok(found) => !super::callable::shares_policies(&found, self.set),
            Err(_) => false,
        })
    }

    fn unbound(&self, function: &Function) -> PyErr {
        let class = function.class.map_or("?", |class| class.qualified);
        PyTypeError::new_err(format!(
            "unbound method {} must be called with a {class} object as first argument",
            self.set.qualified
        ))
    }

    /// `Base.__init__(self, ...)` in a Python class that derives from `Base`: the object is one of the director.
    fn construct_directed(&self, py: Python<'py>) -> PyResult<Option<Py<PyAny>>> {
        let (object, positional) = match (self.receiver, self.arguments.positional) {
            (Some(object), arguments) => (object, arguments),
            (None, [object, arguments @ ..]) => (object, arguments),
            (None, []) => return Ok(None),
        };
        let Some(class) = instance::class_of(object) else { return Ok(None) };
        let Some(director) = class.directs().filter(|director| self.set.owner == Some(director.base)) else {
            return Ok(None);
        };
        if !self.set.any(FunctionFlags::CONSTRUCTOR) {
            return Ok(None);
        }
        let Some(set) = super::constructors(director.class)? else { return Ok(None) };
        let arguments = Arguments { positional, ..self.arguments };
        Call { set: &set, receiver: Some(object), arguments, wanted: Wanted::Value }.run(py).map(Some)
    }

    /// Constructs a container with the items of a Python collection, which no C++ constructor takes.
    fn construct_of_items(&self, py: Python<'py>) -> PyResult<Option<Py<PyAny>>> {
        let functions = self.set.functions()?;
        if !functions.first().is_some_and(|function| function.is(FunctionFlags::CONSTRUCTOR)) {
            return Ok(None);
        }
        let (object, arguments) = match (self.receiver, self.arguments.positional) {
            (Some(object), arguments) => (object, arguments),
            (None, [object, arguments @ ..]) => (object, arguments),
            (None, []) => return Ok(None),
        };
        let Some(class) = instance::class_of(object).filter(|_| self.arguments.keywords.is_none()) else {
            return Ok(None);
        };
        if value::is_compound(class) {
            self.check_unconstructed(object)?;
            let Some(made) = value::from_arguments(py, class, arguments)? else { return Ok(None) };
            self.adopt(object, made)?;
            return Ok(Some(py.None()));
        }
        let [items] = arguments else { return Ok(None) };
        let Some(container) = container::of(class)? else { return Ok(None) };
        self.check_unconstructed(object)?;
        match container::make(container, items, &mut Temporaries::new(Round::Implicit))? {
            Some(Made::Own(made)) => self.adopt(object, made)?,
            Some(Made::Backed(backed)) => {
                instance::adopt(object, backed.address, Ownership::Cpp)?;
                instance::set_lifeline(object, backed.keeper.bind(py))?;
            }
            None => return Ok(None),
        }
        Ok(Some(py.None()))
    }

    fn check_unconstructed(&self, object: &Bound<'py, PyAny>) -> PyResult<()> {
        match Instance::from(object) {
            Some(proxy) if !proxy.address().is_null() => {
                Err(PyReferenceError::new_err("this object was constructed already; __destruct__() it first"))
            }
            _ => Ok(()),
        }
    }

    /// Makes a new C++ object that of the proxy.
    fn adopt(&self, object: &Bound<'py, PyAny>, address: *mut c_void) -> PyResult<()> {
        let cpp = self.set.policies.creates.get() == Some(false);
        instance::adopt(object, address, if cpp { Ownership::Cpp } else { Ownership::Python })
    }

    /// Calls a constructor, whose object becomes that of the proxy.
    fn construct(
        &self,
        py: Python<'py>,
        function: &'static Function,
        object: &Bound<'py, PyAny>,
        arguments: Arguments<'_, 'py>,
        round: Round,
    ) -> Result<Py<PyAny>, (Failure, bool)> {
        let raised = |error| (Failure::Raised(error), false);
        let refuse = |error: PyErr| (Failure::Refused(error.into()), false);
        let Some(proxy) = Instance::from(object) else {
            return Err(refuse(self.unbound(function)));
        };
        let class = proxy.class();
        if class != function.class {
            return Err(refuse(self.unbound(function)));
        }
        self.check_unconstructed(object).map_err(raised)?;
        if let Some(class) = class
            && class.flags().has(ClassFlags::ABSTRACT)
        {
            return Err(raised(abstract_class(class.qualified)));
        }
        if let Some(director) = class.and_then(Class::directs) {
            registry::source().constructing(object, director).map_err(raised)?;
        }
        // C++ has not made the object yet that is passed to its own constructor.
        let itself = |argument: &Bound<'py, PyAny>| argument.is(object);
        let with_null = match arguments.positional.iter().any(itself) {
            true => Some(null_for(object, arguments.positional).map_err(raised)?),
            false => None,
        };
        let arguments = match &with_null {
            Some(positional) => Arguments { positional, ..arguments },
            None => arguments,
        };
        let (leading, later) = aggregate::split(function, arguments, self.set.qualified).map_err(refuse)?;
        let arguments = match &leading {
            Some(leading) => Arguments::positional(leading),
            None => arguments,
        };
        let mut temporaries = Temporaries::new(round);
        let called = self.try_on(function, None, arguments, round).run_keeping(py, &mut temporaries);
        match called.map_err(|failure| (failure, temporaries.more_with_conversion))? {
            Value::Constructed(address) => {
                self.adopt(object, address).map_err(raised)?;
                if function.keeps_arguments().map_err(|damaged| raised(damaged.into()))? {
                    let named = arguments.keywords.iter().flat_map(|(_, values)| *values);
                    let given = arguments.positional.iter().chain(named);
                    keep_text(object, given, &mut temporaries).map_err(raised)?;
                }
                aggregate::keep(function, object, arguments.positional).map_err(raised)?;
                callback::keep(function, object, arguments.positional).map_err(raised)?;
                aggregate::assign(object, &later).map_err(refuse)?;
                Ok(py.None())
            }
            Value::Python(value) => Ok(value),
        }
    }

    /// The Python callables that were added to the set.
    fn try_python(&self, py: Python<'py>, refused: Vec<(&'static Function, Refusal)>) -> PyResult<Py<PyAny>> {
        let keywords = PyDict::new(py);
        if let Some((names, values)) = self.arguments.keywords {
            for (name, value) in names.iter().zip(values) {
                keywords.set_item(name, value)?;
            }
        }
        let positional: Vec<&Bound<'py, PyAny>> =
            self.receiver.into_iter().chain(self.arguments.positional).collect();
        let positional = PyTuple::new(py, positional)?;
        let callables: Vec<Py<PyAny>> =
            self.set.python().iter().map(|callable| callable.clone_ref(py)).collect();
        let mut last = None;
        for callable in callables {
            match callable.call(py, positional.clone(), Some(&keywords)) {
                Ok(value) => return Ok(value),
                Err(error) if error.is_instance_of::<PyTypeError>(py) => last = Some(error),
                Err(error) => return Err(error),
            }
        }
        let error = failure::all(py, refused);
        error.set_cause(py, last);
        Err(error)
    }
}

impl Value {
    fn into_python(self, py: Python<'_>) -> Py<PyAny> {
        match self {
            Self::Python(value) => value,
            Self::Constructed(_) => py.None(),
        }
    }
}

/// Arguments with a null pointer for an object.
fn null_for<'py>(
    object: &Bound<'py, PyAny>,
    arguments: &[Bound<'py, PyAny>],
) -> PyResult<Vec<Bound<'py, PyAny>>> {
    let null = null::nullptr(object.py())?.as_any();
    Ok(arguments.iter().map(|given| if given.is(object) { null.clone() } else { given.clone() }).collect())
}

/// Whether an object's class was made by Python code, which may override methods.
fn has_python_class(object: &Bound<'_, PyAny>) -> bool {
    // SAFETY: a live object has a live type.
    let class = unsafe { ffi::Py_TYPE(object.as_ptr()) };
    instance::class_of(object).and_then(|class| class.proxy()).is_none_or(|proxy| proxy.as_ptr() != class)
}

/// The error for a class that has no objects of its own.
pub(crate) fn abstract_class(qualified: &str) -> PyErr {
    PyTypeError::new_err(format!("cannot instantiate abstract class '{qualified}'"))
}
