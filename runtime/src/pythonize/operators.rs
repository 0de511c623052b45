//! C++ operators as Python's, on the base class of all proxies.
//!
//! One method per Python operator serves every class: it asks which overload
//! sets C++ would look at for its operands - members first, then free operators,
//! those of dictionaries loaded later included - and remembers the answer.

use std::ffi::CStr;
use std::sync::{Arc, Mutex};

use pyo3::exceptions::{PyAttributeError, PyNotImplementedError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::PyType;

use super::method::define;
use super::sets::{self, Side};
use super::special;
use crate::addresses::AddressMap;
use crate::instance;
use crate::registry::Class;
use crate::state;

/// A binary operator: C++'s name, Python's methods.
struct Binary(&'static str, &'static CStr, &'static CStr);

const BINARY: &[Binary] = &[
    Binary("operator+", c"__add__", c"__radd__"),
    Binary("operator-", c"__sub__", c"__rsub__"),
    Binary("operator*", c"__mul__", c"__rmul__"),
    Binary("operator/", c"__truediv__", c"__rtruediv__"),
    Binary("operator%", c"__mod__", c"__rmod__"),
    Binary("operator&", c"__and__", c"__rand__"),
    Binary("operator|", c"__or__", c"__ror__"),
    Binary("operator^", c"__xor__", c"__rxor__"),
    Binary("operator<<", c"__lshift__", c"__rlshift__"),
    Binary("operator>>", c"__rshift__", c"__rrshift__"),
];

const IN_PLACE: &[(&str, &CStr)] = &[
    ("operator+=", c"__iadd__"),
    ("operator-=", c"__isub__"),
    ("operator*=", c"__imul__"),
    ("operator/=", c"__itruediv__"),
    ("operator%=", c"__imod__"),
    ("operator&=", c"__iand__"),
    ("operator|=", c"__ior__"),
    ("operator^=", c"__ixor__"),
    ("operator<<=", c"__ilshift__"),
    ("operator>>=", c"__irshift__"),
];

const UNARY: &[(&str, &CStr)] =
    &[("operator-", c"__neg__"), ("operator+", c"__pos__"), ("operator~", c"__invert__")];

/// Those that this module does not define, where one method stands for one operator.
const OTHERS: &[(&str, u16, &CStr)] = &[
    ("operator==", 1, c"__eq__"),
    ("operator!=", 1, c"__ne__"),
    ("operator<", 1, c"__lt__"),
    ("operator>", 1, c"__gt__"),
    ("operator<=", 1, c"__le__"),
    ("operator>=", 1, c"__ge__"),
    ("operator[]", 1, c"__getitem__"),
    ("operator bool", 0, c"__bool__"),
    ("operator int", 0, c"__int__"),
    ("operator long", 0, c"__int__"),
    ("operator double", 0, c"__float__"),
];

/// What a Python class defines to override a virtual operator with so many parameters.
pub(crate) fn special_method(operator: &str, parameters: u16) -> Option<&'static str> {
    let binary = BINARY.iter().map(|Binary(name, forward, _)| (*name, 1, *forward));
    let in_place = IN_PLACE.iter().map(|(name, method)| (*name, 1, *method));
    let unary = UNARY.iter().map(|(name, method)| (*name, 0, *method));
    let all = binary.chain(in_place).chain(unary).chain(OTHERS.iter().copied()).chain(special::direct());
    let is_it = |(name, arity, _): &(&str, u16, &CStr)| {
        *name == operator && (*arity == parameters || *arity == special::ANY)
    };
    all.into_iter().find(is_it).and_then(|(.., method)| method.to_str().ok())
}

/// Gives the base class of all proxies its operators.
pub(super) fn install(base: &Bound<'_, PyType>) -> PyResult<()> {
    for Binary(operator, forward, reflected) in BINARY {
        let reflected_name = reflected.to_str().expect("ASCII");
        define(base, forward, 1, move |left, arguments| {
            binary(operator, reflected_name, left, &arguments[0])
        })?;
        define(base, reflected, 1, move |right, arguments| {
            let mut error = None;
            for found in [candidates(right, operator, Side::Right)?, beside(right, operator)?] {
                match attempt(&found, &[&arguments[0], right]) {
                    Attempt::Done(result) => return result,
                    Attempt::Failed(failure) => error = error.or(Some(failure)),
                    Attempt::NoCandidate => {}
                }
            }
            Err(error.unwrap_or_else(|| missing(operator, &arguments[0], Some(right))))
        })?;
    }
    for (operator, name) in IN_PLACE {
        define(base, name, 1, move |left, arguments| in_place(operator, left, &arguments[0]))?;
    }
    for (operator, name) in UNARY {
        define(base, name, 0, move |operand, _| {
            let found = candidates(operand, operator, Side::Left)?;
            match attempt(&found, &[operand]) {
                Attempt::Done(result) => result,
                // A set of binary operators only has no candidate for one operand.
                Attempt::Failed(_) | Attempt::NoCandidate => Err(missing(operator, operand, None)),
            }
        })?;
    }
    Ok(())
}

fn binary(
    operator: &'static str,
    reflected: &str,
    left: &Bound<'_, PyAny>,
    right: &Bound<'_, PyAny>,
) -> PyResult<Py<PyAny>> {
    let mut error = None;
    let mut tried = |found: &[Py<PyAny>]| match attempt(found, &[left, right]) {
        Attempt::Done(result) => Some(result),
        Attempt::Failed(failure) => {
            error.get_or_insert(failure);
            None
        }
        Attempt::NoCandidate => None,
    };
    let of_left = candidates(left, operator, Side::Left)?;
    if of_left.len() > 1
        && let Some(result) = tried(&of_both(left, right, operator)?)
    {
        return result;
    }
    if let Some(result) = tried(&of_left) {
        return result;
    }
    if let Some(result) = tried(&candidates(right, operator, Side::Right)?) {
        return result;
    }
    // The right operand's own Python operator; between proxies there is nothing more to ask.
    if instance::class_of(right).is_none()
        && let Ok(method) = right.get_type().getattr(reflected)
    {
        let result = method.call1((right, left))?;
        if !result.is(right.py().NotImplemented()) {
            return Ok(result.unbind());
        }
    }
    if let Some(result) = tried(&unbound(left, right, operator)?) {
        return result;
    }
    Err(error.unwrap_or_else(|| missing(operator, left, Some(right))))
}

/// Falls back to the plain operator where there is no assigning one.
fn in_place(
    operator: &'static str,
    left: &Bound<'_, PyAny>,
    right: &Bound<'_, PyAny>,
) -> PyResult<Py<PyAny>> {
    let found = candidates(left, operator, Side::Left)?;
    match attempt(&found, &[left, right]) {
        // C++ returns the object itself by convention; the proxy is it.
        Attempt::Done(result) => result.map(|_| left.clone().unbind()),
        Attempt::Failed(error) => Err(error),
        Attempt::NoCandidate => Ok(left.py().NotImplemented()),
    }
}

/// What became of calling candidates one after the other.
pub(super) enum Attempt {
    /// One took the arguments; its result or what it threw.
    Done(PyResult<Py<PyAny>>),
    /// None took the arguments; what the first said.
    Failed(PyErr),
    /// There was none.
    NoCandidate,
}

/// Calls candidates until one takes the arguments. A TypeError is how an
/// overload set refuses them.
pub(super) fn attempt(candidates: &[Py<PyAny>], arguments: &[&Bound<'_, PyAny>]) -> Attempt {
    let py = arguments[0].py();
    let mut refusal = None;
    for candidate in candidates {
        let called = match arguments {
            [operand] => candidate.bind(py).call1((operand,)),
            [left, right] => candidate.bind(py).call1((left, right)),
            _ => unreachable!("operators have one or two operands"),
        };
        match called {
            Err(error) if error.is_instance_of::<PyTypeError>(py) => refusal = refusal.or(Some(error)),
            done => return Attempt::Done(done.map(Bound::unbind)),
        }
    }
    refusal.map_or(Attempt::NoCandidate, Attempt::Failed)
}

/// The overload sets that C++ would look at for an operator with this operand.
pub(super) fn candidates(
    operand: &Bound<'_, PyAny>,
    operator: &'static str,
    side: Side,
) -> PyResult<Arc<[Py<PyAny>]>> {
    match instance::class_of(operand) {
        Some(class) => of_class(operand.py(), class, operator, Among::Side(side)),
        None => Ok(Arc::new([])),
    }
}

/// The free operators of an operand's namespace: they may take it by a conversion.
pub(super) fn beside(operand: &Bound<'_, PyAny>, operator: &'static str) -> PyResult<Arc<[Py<PyAny>]>> {
    match instance::class_of(operand) {
        Some(class) => of_class(operand.py(), class, operator, Among::Beside),
        None => Ok(Arc::new([])),
    }
}

/// The free operators on the classes of both operands: C++ prefers them to members that take the right one by a
/// conversion, as `std::ostream` takes every address as a `const void*`.
fn of_both(
    left: &Bound<'_, PyAny>,
    right: &Bound<'_, PyAny>,
    operator: &'static str,
) -> PyResult<Arc<[Py<PyAny>]>> {
    let (Some(left), Some(right), py) = (instance::class_of(left), instance::class_of(right), left.py())
    else {
        return Ok(Arc::new([]));
    };
    remembered((address(left), operator, Among::Both(address(right))), || {
        let of_right = sets::free(right, operator, Side::Right)?;
        let mut found = sets::free(left, operator, Side::Left)?;
        found.retain(|set| {
            of_right.iter().any(|other| other.dictionary == set.dictionary && other.index == set.index)
        });
        found.iter().map(|set| Ok(set.callable(py)?.unbind())).collect()
    })
}

/// The operators of the operands' namespaces that no dictionary has, as those of the standard library that are templates:
/// looking a name up in a namespace binds it, where C++ has it.
fn unbound<'py>(
    left: &Bound<'py, PyAny>,
    right: &Bound<'py, PyAny>,
    operator: &str,
) -> PyResult<Vec<Py<PyAny>>> {
    let py = left.py();
    let mut found: Vec<Py<PyAny>> = Vec::new();
    for operand in [left, right] {
        let Some(class) = instance::class_of(operand) else { continue };
        let Some(namespace) = sets::namespace_of(class)? else { continue };
        let module = py.import(pyo3::intern!(py, "cppyy_rs"))?.getattr(pyo3::intern!(py, "gbl"))?;
        let module = namespace.split("::").try_fold(module, |scope, name| scope.getattr(name));
        let set = match module.and_then(|module| module.getattr(operator)) {
            Ok(set) => set,
            Err(error) if error.is_instance_of::<PyAttributeError>(py) => continue,
            Err(error) => return Err(error),
        };
        if !found.iter().any(|known| known.is(&set)) {
            found.push(set.unbind());
        }
    }
    Ok(found)
}

/// Which of the operators that take an operand of a class.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Among {
    /// Those with the operand on a side; on the left the class's own too.
    Side(Side),
    /// Those of its namespace: a conversion may make it an operand of them.
    Beside,
    /// The free ones with one of this class, by its address, on the right.
    Both(usize),
}

/// A class by its address, an operator, and which are asked for.
type Key = (usize, &'static str, Among);

struct Known {
    generation: u64,
    /// Those of each class, which are few.
    classes: AddressMap<Vec<OfClass>>,
}

/// The overload sets of an operator of a class.
struct OfClass {
    operator: &'static str,
    among: Among,
    sets: Arc<[Py<PyAny>]>,
}

impl Known {
    fn find(&self, (class, operator, among): Key) -> Option<&Arc<[Py<PyAny>]>> {
        // Names are compared by where they are: one that is in two places is remembered twice.
        let is_it = |one: &&OfClass| std::ptr::eq(one.operator, operator) && one.among == among;
        self.classes.get(&class)?.iter().find(is_it).map(|found| &found.sets)
    }
}

static KNOWN: Mutex<Option<Known>> = Mutex::new(None);

fn address(class: &'static Class) -> usize {
    std::ptr::from_ref(class).addr()
}

fn of_class(
    py: Python<'_>,
    class: &'static Class,
    operator: &'static str,
    among: Among,
) -> PyResult<Arc<[Py<PyAny>]>> {
    remembered((address(class), operator, among), || {
        let mut found = Vec::new();
        if among == Among::Side(Side::Left)
            && let Some(set) = sets::member(class, operator)?
        {
            found.push(set.callable(py)?.unbind());
        }
        let free = match among {
            Among::Side(side) => sets::free(class, operator, side)?,
            Among::Beside | Among::Both(_) => sets::beside(class, operator)?,
        };
        for set in free {
            found.push(set.callable(py)?.unbind());
        }
        Ok(found)
    })
}

/// What is known for a key as long as no dictionary is loaded, found once.
fn remembered(key: Key, find: impl FnOnce() -> PyResult<Vec<Py<PyAny>>>) -> PyResult<Arc<[Py<PyAny>]>> {
    let generation = state::generation();
    {
        let known = KNOWN.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        if let Some(known) = known.as_ref().filter(|known| known.generation == generation)
            && let Some(sets) = known.find(key)
        {
            return Ok(sets.clone());
        }
    }
    let found: Arc<[Py<PyAny>]> = find()?.into();
    let mut known = KNOWN.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let known = known.get_or_insert_with(|| Known { generation, classes: AddressMap::default() });
    // What an older generation held is dropped with the lock released: not
    // needed here, because callables run no Python code when they die.
    if known.generation != generation {
        *known = Known { generation, classes: AddressMap::default() };
    }
    let (class, operator, among) = key;
    known.classes.entry(class).or_default().push(OfClass { operator, among, sets: found.clone() });
    Ok(found)
}

/// C++ has no such operator for these operands.
pub(super) fn missing(operator: &str, left: &Bound<'_, PyAny>, right: Option<&Bound<'_, PyAny>>) -> PyErr {
    let name = |operand: &Bound<'_, PyAny>| match instance::class_of(operand) {
        Some(class) => class.qualified.to_owned(),
        None => operand.get_type().name().map_or_else(|_| "?".to_owned(), |name| name.to_string()),
    };
    let operands = match right {
        Some(right) => format!("{}, {}", name(left), name(right)),
        None => name(left),
    };
    PyNotImplementedError::new_err(format!("no {operator} takes ({operands})"))
}

/// The free operators of this name whose right operand is of a class or a base of it.
pub(crate) fn free_operators<'py>(
    py: Python<'py>,
    class: &'static Class,
    operator: &str,
) -> PyResult<Vec<Bound<'py, PyAny>>> {
    sets::free(class, operator, Side::Right)?.iter().map(|set| set.callable(py)).collect()
}
