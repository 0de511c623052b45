//! Implicit conversions: a temporary made by a converting constructor.
//!
//! The constructor's own arguments are not converted implicitly in turn, so that
//! the search ends.
//!
//! May not know: which argument the temporary is for.

use cppbind_abi::codes::{ClassFlags, FunctionFlags};
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyByteArray, PyBytes, PyComplex, PyComplexMethods, PyFloat, PyList, PyString, PyTuple};

use super::arguments::Arguments;
use super::failure::Failure;
use super::function::Function;
use super::functor;
use super::invoke::{Attempt, Value, Wanted};
use super::literal;
use super::resolve::{self, Call};
use super::set::OverloadSet;
use super::templates::Meaning;
use crate::container::{self, Made, value};
use crate::convert::caller::Refused;
use crate::convert::temporaries::{Round, Temporaries};
use crate::instance::{self, Ownership};
use crate::registry::Class;

/// The arguments that a value may stand for.
struct Candidates<'py> {
    /// The value itself.
    whole: Vec<Bound<'py, PyAny>>,
    /// The items of a tuple, for any constructor.
    items: Option<Vec<Bound<'py, PyAny>>>,
    /// The items of a list, for an aggregate's members.
    members: Option<Vec<Bound<'py, PyAny>>>,
}

impl<'py> Candidates<'py> {
    fn of(class: &Class, value: &Bound<'py, PyAny>) -> Self {
        Self {
            whole: vec![value.clone()],
            items: match value.cast::<PyTuple>() {
                Ok(tuple) => Some(tuple.iter().collect()),
                Err(_) => parts_of_complex(class, value),
            },
            members: value.cast::<PyList>().ok().map(|list| list.iter().collect()),
        }
    }

    /// The argument lists to try on a constructor, best first. `T{x}` from one
    /// bare value would hide every mistake, so aggregates want several.
    fn for_constructor(&self, function: &Function) -> impl Iterator<Item = &Vec<Bound<'py, PyAny>>> {
        let aggregate = function.is(FunctionFlags::AGGREGATE);
        let members = self.members.as_ref().filter(|_| aggregate);
        let whole = Some(&self.whole).filter(|_| !aggregate);
        self.items.iter().chain(members).chain(whole)
    }
}

/// The proxy of a container that was made for a value.
fn wrap_container<'py>(py: Python<'py>, class: &'static Class, made: Made) -> PyResult<Bound<'py, PyAny>> {
    match made {
        // SAFETY: a new object of the class, for us to delete.
        Made::Own(address) => unsafe {
            instance::wrap(py, class, address, Ownership::Python).map(|made| made.into_bound(py))
        },
        // SAFETY: an object of the class, which the proxy keeps.
        Made::Backed(backed) => unsafe {
            let made = instance::wrap(py, class, backed.address, Ownership::Cpp)?.into_bound(py);
            instance::set_lifeline(&made, backed.keeper.bind(py))?;
            Ok(made)
        },
    }
}

/// The bytes of what names a file, for a `std::filesystem::path`.
fn path_text<'py>(class: &Class, value: &Bound<'py, PyAny>) -> PyResult<Option<Bound<'py, PyAny>>> {
    let names = |value: &Bound<'py, PyAny>| value.hasattr(pyo3::intern!(value.py(), "__fspath__"));
    if class.qualified != "std::filesystem::path" || !(value.is_instance_of::<PyString>() || names(value)?) {
        return Ok(None);
    }
    // As Python encodes file names: bytes that are no text survive.
    value.py().import(pyo3::intern!(value.py(), "os"))?.call_method1("fsencode", (value,)).map(Some)
}

/// The parts of Python's complex number for a `std::complex`.
fn parts_of_complex<'py>(class: &Class, value: &Bound<'py, PyAny>) -> Option<Vec<Bound<'py, PyAny>>> {
    let number = value.cast::<PyComplex>().ok().filter(|_| class.qualified.starts_with("std::complex<"))?;
    let part = |part: f64| PyFloat::new(value.py(), part).into_any();
    Some(vec![part(number.real()), part(number.imag())])
}

/// A temporary of `class` made of a value; `None` where no constructor takes it. What it may refer to is kept with the
/// others: a temporary of C++ lives until the end of the whole call, and so does what it was made of.
pub(super) fn convert<'py>(
    class: &'static Class,
    value: &Bound<'py, PyAny>,
    temporaries: &mut Temporaries,
) -> Result<Option<Bound<'py, PyAny>>, Refused> {
    let py = value.py();
    if let Some(made) = literal::construct(class, value) {
        // SAFETY: a new object of the class, for us to delete.
        let made = unsafe { instance::wrap(py, class, made?.as_ptr(), Ownership::Python)? };
        return Ok(Some(made.into_bound(py)));
    }
    if let Some(made) = functor::make(class, value).map_err(Refused::Unfit)? {
        // SAFETY: a new object of the class, for us to delete.
        let made = unsafe { instance::wrap(py, class, made, Ownership::Python)? };
        return Ok(Some(made.into_bound(py)));
    }
    if let Some(container) = container::of(class)?
        && let Some(made) = container::make(container, value, temporaries)?
    {
        return wrap_container(py, class, made).map(Some).map_err(Refused::Raised);
    }
    if let Some(matrix) = container::matrix::of(class)?
        && let Some(made) = container::matrix::make(matrix, value, temporaries)?
    {
        // SAFETY: as above.
        let made = unsafe { instance::wrap(py, class, made, Ownership::Python)? };
        return Ok(Some(made.into_bound(py)));
    }
    if value::is_compound(class)
        && let Some(made) = value::from_value(class, value)?
    {
        // SAFETY: as above.
        let made = unsafe { instance::wrap(py, class, made, Ownership::Python)? };
        return Ok(Some(made.into_bound(py)));
    }
    if class.flags().has(ClassFlags::ABSTRACT) {
        return Err(resolve::abstract_class(class.qualified).into());
    }
    let Some(set) = super::constructors(class).map_err(PyErr::from)? else { return Ok(None) };
    let copies = instance::class_of(value).is_some_and(|actual| actual.depth_to(class).is_some());
    let path = path_text(class, value).map_err(Refused::Raised)?;
    let candidates = Candidates::of(class, path.as_ref().unwrap_or(value));
    let attempt = |function: &'static Function,
                   positional: &[Bound<'py, PyAny>],
                   round,
                   temporaries: &mut Temporaries| {
        let arguments = Arguments::positional(positional);
        let attempt =
            Attempt { set: &set, function, receiver: None, arguments, round, wanted: Wanted::Value };
        let mut own = Temporaries::new(round);
        match attempt.run_keeping(py, &mut own) {
            Ok(Value::Constructed(address)) => {
                temporaries.adopt(own);
                // SAFETY: the constructor made it, for us to delete.
                let made = unsafe { instance::wrap(py, class, address, Ownership::Python)? };
                Ok(Some(made.into_bound(py)))
            }
            Ok(Value::Python(_)) | Err(Failure::Refused(_)) => Ok(None),
            Err(Failure::Raised(error)) => Err(Refused::from(error)),
        }
    };
    let functions = set.functions().map_err(PyErr::from)?;
    let converts = |function: &&'static Function| {
        let refused = function.is(FunctionFlags::EXPLICIT) || function.is(FunctionFlags::MOVE);
        !refused && function.is(FunctionFlags::COPY) == copies
    };
    for round in [Round::Exact, Round::Standard] {
        for (place, function) in functions.iter().copied().enumerate().filter(|(_, one)| converts(one)) {
            for positional in candidates.for_constructor(function) {
                if let Some(made) = attempt(function, positional, round, temporaries)? {
                    if round == Round::Exact && !has_own_conversions(class)? {
                        let earlier = functions[..place].iter().copied().filter(converts);
                        literal::remember(class, &set, (function, positional), value, earlier)?;
                    }
                    return Ok(Some(made));
                }
            }
        }
    }
    // `{1, 2}` for a class that takes any number of values.
    if candidates.items.is_some() || candidates.members.is_some() {
        for function in set.functions().map_err(PyErr::from)?.iter().copied() {
            if !function.is(FunctionFlags::EXPLICIT)
                && takes_items(function)?
                && let Some(made) = attempt(function, &candidates.whole, Round::Implicit, temporaries)?
            {
                return Ok(Some(made));
            }
        }
    }
    if let Some(constructor) = by_template(py, &set, &candidates.whole).map_err(Refused::Raised)? {
        return attempt(constructor, &candidates.whole, Round::Standard, temporaries);
    }
    // What Python has of its own is no object of C++'s yet: that a collection becomes a container is no second conversion.
    if is_collection(value) {
        for function in set.functions().map_err(PyErr::from)?.iter().copied() {
            let refused = [FunctionFlags::EXPLICIT, FunctionFlags::COPY, FunctionFlags::MOVE];
            if !refused.into_iter().any(|flag| function.is(flag))
                && let Some(taken) = collected_by(function)?.filter(|taken| *taken != class)
                && let Some(collected) = collect(taken, value, temporaries)?
            {
                temporaries.keep(collected.clone().unbind());
                if let Some(made) = attempt(function, &[collected], Round::Standard, temporaries)? {
                    return Ok(Some(made));
                }
            }
        }
    }
    Ok(None)
}

/// Whether what a value becomes is asked of others before constructors are.
fn has_own_conversions(class: &'static Class) -> PyResult<bool> {
    Ok(container::of(class)?.is_some()
        || container::matrix::of(class)?.is_some()
        || value::is_compound(class))
}

/// Whether a value is a collection of Python's own, no text.
fn is_collection(value: &Bound<'_, PyAny>) -> bool {
    let is_text = value.is_instance_of::<PyString>()
        || value.is_instance_of::<PyBytes>()
        || value.is_instance_of::<PyByteArray>();
    // SAFETY: a live object.
    let is_sized =
        unsafe { ffi::PySequence_Check(value.as_ptr()) != 0 || ffi::PyMapping_Check(value.as_ptr()) != 0 };
    is_sized && !is_text && instance::class_of(value).is_none()
}

/// The container or matrix that a constructor takes which needs nothing else.
fn collected_by(function: &Function) -> PyResult<Option<&'static Class>> {
    let signature = function.signature()?;
    let [parameter, ..] = &signature.parameters[..] else { return Ok(None) };
    if signature.required > 1 {
        return Ok(None);
    }
    let Some(class) = parameter.class()? else { return Ok(None) };
    let is_one = container::of(class)?.is_some() || container::matrix::of(class)?.is_some();
    Ok(Some(class).filter(|_| is_one))
}

/// A container or matrix with the items of a collection; `None` where they do not fit.
fn collect<'py>(
    class: &'static Class,
    value: &Bound<'py, PyAny>,
    temporaries: &mut Temporaries,
) -> Result<Option<Bound<'py, PyAny>>, Refused> {
    let py = value.py();
    let unfit = |refused: Refused| match refused {
        Refused::Unfit(_) => Ok(None),
        raised => Err(raised),
    };
    if let Some(container) = container::of(class)? {
        return match container::make(container, value, temporaries) {
            Ok(Some(made)) => wrap_container(py, class, made).map(Some).map_err(Refused::Raised),
            Ok(None) => Ok(None),
            Err(refused) => unfit(refused),
        };
    }
    let Some(matrix) = container::matrix::of(class)? else { return Ok(None) };
    match container::matrix::make(matrix, value, temporaries) {
        // SAFETY: a new object of the class, for us to delete.
        Ok(Some(made)) => unsafe {
            Ok(Some(instance::wrap(py, class, made, Ownership::Python)?.into_bound(py)))
        },
        Ok(None) => Ok(None),
        Err(refused) => unfit(refused),
    }
}

/// Whether a constructor takes a `std::initializer_list` and nothing else.
fn takes_items(function: &Function) -> PyResult<bool> {
    let [parameter] = &function.signature()?.parameters[..] else { return Ok(false) };
    Ok(parameter.class()?.is_some_and(|class| class.qualified.starts_with("std::initializer_list<")))
}

/// The converting constructor that C++ makes of a class's constructor templates for a value.
fn by_template<'py>(
    py: Python<'py>,
    set: &OverloadSet,
    value: &[Bound<'py, PyAny>],
) -> PyResult<Option<&'static Function>> {
    let Some(templates) = set.templates() else { return Ok(None) };
    let arguments = Arguments::positional(value);
    let call = Call { set, receiver: None, arguments, wanted: Wanted::Value };
    Ok(match call.deduce(py, &templates, value)?.1 {
        Meaning::Function(constructor) if !constructor.is(FunctionFlags::EXPLICIT) => Some(constructor),
        Meaning::Function(_) | Meaning::Refused(_) => None,
    })
}
