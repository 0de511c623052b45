//! Overload sets, their resolution, and the call itself.
//!
//! * [`native`], [`entry`], [`context`], [`copies`]: overload sets as CPython's own functions.
//! * [`methods`], [`description`]: those of a class, made together; what CPython is told of each.
//! * [`plan`], [`kept`], [`bind`], [`invoker`], [`dispatch`], [`refusal`], [`keywords`], [`derived`]: the fast way; [`general`]: from it to the slow one.
//! * [`construct`]: calls of classes.
//! * [`machine`]: a call of any C signature; [`stack`]: whether there is room for one.
//! * [`function`], [`signature`]: one function, bound to its records when first called.
//! * [`rank`], [`set`]: functions of one name, in the order in which they are tried.
//! * [`templates`], [`deduced`], [`mod@argument_types`], [`director_type`]: functions that are made when they are called.
//! * [`arguments`], [`invoke`], [`result`], [`reduction`]: one try: placing, converting, calling; [`aggregate`]: members by name; [`outs`]: results by way of arguments.
//! * [`resolve`], [`failure`]: which function a call means, and why it means none.
//! * [`overload`], [`callable`], [`attributes`], [`native_attributes`]: the Python object; [`select`], [`template`]: parts of it.
//! * [`caller`], [`implicit`], [`literal`], [`callback`], [`functor`]: what conversions ask for.
//!
//! May not know: scopes, operators, pythonizations.

mod aggregate;
mod argument_types;
mod arguments;
mod attributes;
mod bind;
mod callable;
mod callback;
mod caller;
mod construct;
mod context;
mod copies;
mod declared;
mod deduced;
mod defaulted;
mod derived;
mod description;
pub(crate) mod director_type;
mod dispatch;
mod entry;
mod failure;
mod function;
mod functor;
mod general;
mod implicit;
mod invoke;
mod invoker;
mod kept;
mod keywords;
mod latest;
mod lifelines;
mod literal;
pub mod machine;
mod methods;
mod native;
mod native_attributes;
mod outs;
mod overload;
mod plan;
mod rank;
mod reduction;
mod reflected;
mod refusal;
mod resolve;
mod result;
mod select;
mod set;
mod signals;
mod signature;
mod stack;
mod template;
mod templates;

use std::rc::Rc;
use std::sync::Mutex;

use cppbind_abi::NONE;
use cppbind_abi::codes::ClassFlags;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple, PyType};

use crate::addresses::AddressMap;
use crate::convert;
use crate::dictionary::{Damaged, Dictionary};
use crate::instance;
use crate::registry::Class;
use arguments::Arguments;
use callable::Callable;
use description::Source;
use invoke::Wanted;
use resolve::Call;
use set::OverloadSet;

pub(crate) use argument_types::of as argument_types;
pub(crate) use construct::install as install_constructor;
pub(crate) use context::unbind_all;
pub(crate) use copies::forget as forget_copies;
pub use declared::{copy_constructible, default_constructible, own_types, parts, select};
pub(crate) use function::Function;
pub(crate) use functor::answered::Answered;
pub(crate) use functor::held::FEW;
pub(crate) use functor::{Signature as UpcallSignature, attach, fault, upcall};
pub use methods::members;
use overload::method_type;
pub(crate) use reduction::add as add_type_reducer;
pub use reflected::{
    Reflected, deduced as deduced_function, functions as reflected_functions, has_templates,
};
pub(crate) use signals::Barrier;
pub use signals::guard_everywhere;
pub(crate) use stack::Seen;
pub use templates::set_compiler;

/// Lets conversions call, and prepares CPython's function types; done once, when
/// the module is imported.
pub fn install(py: Python<'_>) -> PyResult<()> {
    convert::caller::install(&caller::Calls);
    entry::locate();
    native::install();
    methods::initialise(py)?;
    native_attributes::install(py)
}

/// Whether an object is an overload set: `Some(true)` for a method of objects.
pub fn is_method(object: &Bound<'_, PyAny>) -> Option<bool> {
    Callable::is_method(object)
}

/// Whether an object is a function from C++, of whatever kind.
pub(crate) fn is_function(object: &Bound<'_, PyAny>) -> bool {
    Callable::is_method(object).is_some()
}

/// A free function as one that binds to objects, for a class to have as a
/// method; nothing for other values.
pub fn as_method<'py>(value: &Bound<'py, PyAny>) -> PyResult<Option<Bound<'py, PyAny>>> {
    match native::native(value) {
        Some(native) if !native.context.is_method() => {
            let set = native.context.set()?;
            if set.owner.is_some() {
                return Ok(None);
            }
            overload::make(value.py(), set, None).map(Some)
        }
        _ => Ok(None),
    }
}

/// What an overload set of a namespace is in its module.
pub fn function<'py>(
    py: Python<'py>,
    dictionary: &'static Dictionary,
    index: u32,
    module: &str,
) -> PyResult<Bound<'py, PyAny>> {
    match native::free_function(py, dictionary, index, module)? {
        Some(made) => Ok(made),
        None => {
            let set = OverloadSet::of(dictionary, index, None)?;
            set.lasts(Source { dictionary, index, owner: None });
            overload::make(py, Rc::new(set), None)
        }
    }
}

/// The Python object of an overload set: a `Method` for those of classes, a
/// `Function` for those of namespaces and for static ones.
pub fn overload_set<'py>(
    py: Python<'py>,
    dictionary: &'static Dictionary,
    index: u32,
    owner: Option<&'static Class>,
) -> PyResult<Bound<'py, PyAny>> {
    if let Some(class) = owner
        && class.record.constructors == index
        && class.dictionary == dictionary
        && let Some(set) = constructors(class)?
    {
        return overload::make(py, set, None);
    }
    let set = OverloadSet::of(dictionary, index, owner)?;
    if owner.is_some() {
        set.lasts(Source { dictionary, index, owner });
    }
    overload::make(py, Rc::new(set), None)
}

/// Adds the functions of a later dictionary to an overload set's object.
pub fn extend(overload: &Bound<'_, PyAny>, dictionary: &'static Dictionary, index: u32) -> PyResult<()> {
    let callable = Callable::from(overload).ok_or_else(|| PyTypeError::new_err("no function from C++"))?;
    callable.set.extend(dictionary, index)?;
    unbind_all();
    Ok(())
}

/// The address of a C++ function, as far as a stub can stand for it.
pub fn function_pointer(overload: &Bound<'_, PyAny>) -> PyResult<Option<usize>> {
    let Some(callable) = Callable::from(overload) else { return Ok(None) };
    for function in callable.set.functions()?.iter() {
        let signature = function.signature()?;
        if let Some(stub) = signature.stub(signature.parameters.len(), false) {
            return Ok(Some(stub.as_ptr() as usize));
        }
    }
    Ok(None)
}

/// Tells the bases of a class that was just made which of them lie at another
/// address in its objects: what they have bound must look at receivers from now on.
pub fn shift_bases(class: &'static Class) -> Result<(), Damaged> {
    fn visit(class: &'static Class, derived: &'static Class, changed: &mut bool) -> Result<(), Damaged> {
        for base in class.bases()? {
            if derived.offset_to(base.class) != Some(0) {
                *changed |= base.class.shift();
            }
            visit(base.class, derived, changed)?;
        }
        Ok(())
    }
    let mut changed = false;
    visit(class, class, &mut changed)?;
    if changed {
        unbind_all();
    }
    Ok(())
}

/// A class with several bases was made, or has got other bases. Its objects are of
/// the first C++ class; what the others have bound must look at receivers from now
/// on, and what was copied goes.
pub fn join(class: &Bound<'_, PyType>) -> PyResult<()> {
    let mut changed = false;
    if let Some(own) = instance::class_of_type(class) {
        for base in class.mro() {
            if let Some(other) = instance::class_of_type(base.cast::<PyType>()?)
                && own.offset_to(other) != Some(0)
            {
                changed |= other.shift();
            }
        }
    }
    if changed {
        unbind_all();
    }
    copies::forget_around(class)
}

/// Constructs the C++ object of an uninitialised proxy of `class`.
pub fn construct<'py>(
    py: Python<'py>,
    class: &'static Class,
    object: &Bound<'py, PyAny>,
    arguments: &Bound<'py, PyTuple>,
    keywords: Option<&Bound<'py, PyDict>>,
) -> PyResult<()> {
    let flags = class.flags();
    if flags.has(ClassFlags::ABSTRACT) {
        return Err(resolve::abstract_class(class.qualified));
    }
    let Some(set) = constructors(class)? else {
        let why = if flags.has(ClassFlags::INCOMPLETE) {
            "its definition is unknown"
        } else {
            "it has no public constructor"
        };
        return Err(PyTypeError::new_err(format!("cannot instantiate class '{}': {why}", class.qualified)));
    };
    let positional: Vec<Bound<'py, PyAny>> = arguments.iter().collect();
    let named = arguments::split(py, keywords)?;
    let keywords = named.as_ref().map(|(names, values)| (names, values.as_slice()));
    let arguments = Arguments { positional: &positional, keywords };
    Call { set: &set, receiver: Some(object), arguments, wanted: Wanted::Value }.run(py)?;
    Ok(())
}

/// Calls a function and assigns to the variable that its result refers to:
/// `v[i] = x` is `*(&v.operator[](i)) = x`.
pub fn assign_to_result<'py>(
    function: &Bound<'py, PyAny>,
    arguments: &Bound<'py, PyTuple>,
    value: &Bound<'py, PyAny>,
) -> PyResult<()> {
    let py = function.py();
    let Callable { set, receiver } =
        Callable::from(function).ok_or_else(|| PyTypeError::new_err("no function from C++"))?;
    let positional: Vec<Bound<'py, PyAny>> = arguments.iter().collect();
    let arguments = Arguments::positional(&positional);
    Call { set: &set, receiver: receiver.as_ref(), arguments, wanted: Wanted::Assignment(value) }.run(py)?;
    Ok(())
}

/// The address that a function without arguments returns of an object, whatever lies there: `end()` of pointers.
pub fn address_of_result(method: &Bound<'_, PyAny>) -> PyResult<usize> {
    let Callable { set, receiver } =
        Callable::from(method).ok_or_else(|| PyTypeError::new_err("no function from C++"))?;
    let arguments = Arguments::positional(&[]);
    let call = Call { set: &set, receiver: receiver.as_ref(), arguments, wanted: Wanted::Address };
    call.run(method.py())?.extract(method.py())
}

/// The one overload set of a class's constructors, whose policies (`__creates__`)
/// hold for every way to construct.
fn constructors(class: &'static Class) -> Result<Option<Rc<OverloadSet>>, Damaged> {
    struct Shared(Rc<OverloadSet>);
    // SAFETY: sets are counted, read and changed only by threads that are
    // attached to the interpreter, which are one at a time.
    unsafe impl Send for Shared {}

    static KNOWN: Mutex<Option<AddressMap<Shared>>> = Mutex::new(None);
    let index = class.record.constructors;
    if index == NONE {
        return Ok(None);
    }
    let key = std::ptr::from_ref(class) as usize;
    // What users say about a class holds for the Python classes that derive from it.
    let of_base = match class.directs() {
        Some(director) => constructors(director.base)?,
        None => None,
    };
    let mut known = KNOWN.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let known = known.get_or_insert_default();
    if let Some(set) = known.get(&key) {
        return Ok(Some(Rc::clone(&set.0)));
    }
    let mut set = OverloadSet::of(class.dictionary, index, Some(class))?;
    if let Some(of_base) = of_base {
        set.policies = Rc::clone(&of_base.policies);
    }
    let set = Rc::new(set);
    known.insert(key, Shared(Rc::clone(&set)));
    Ok(Some(set))
}
