//! Python callables where C++ wants a `std::function`.
//!
//! The C++ object holds a [`held`] callable, which lives as long as any copy of it.
//! Numbers cross in place; converters are chosen once for a signature, that of the
//! class's own `operator()`.
//!
//! * [`held`]: what C++ holds, and how it is called; [`attach`]: the interpreter for threads of C++.
//! * [`upcall`]: one call; [`shown`], [`passed`], [`answer`]: arguments to Python, objects among them, results to C++.
//! * [`mod@fault`]: Python's exceptions in C++.
//!
//! May not know: which function takes the `std::function`.

mod answer;
pub(crate) mod answered;
pub(crate) mod attach;
pub(crate) mod fault;
pub(crate) mod held;
mod passed;
pub(super) mod shown;
pub(crate) mod upcall;

use std::ffi::c_void;
use std::sync::Mutex;

use cppbind_abi::codes::FunctionFlags;
use cppbind_abi::link::{CallbackOperations, PythonCallable};
use pyo3::prelude::*;

use super::caller::method;
use super::function::Function;
use crate::addresses::AddressMap;
use crate::convert::null;
use crate::instance;
use crate::registry::{self, Class};
use crate::state;
use answer::Answer;
use held::Held;
use shown::Shown;

/// A new `std::function` for a callable; null where C++ has thrown.
type Make = unsafe extern "C" fn(*const PythonCallable) -> *mut c_void;

/// What a callable is to C++.
#[derive(Debug)]
pub(crate) struct Signature {
    /// Whether it has few arguments, none of which Python changes, and a result that does not last.
    is_common: bool,
    arguments: Vec<Shown>,
    answer: Answer,
}

impl Signature {
    /// How Python is called for a C++ function; `make_result` is as `CallbackOperations::make_result`.
    pub(crate) fn of(function: &Function, make_result: *const c_void) -> PyResult<Self> {
        let own = function.signature()?;
        let arguments = (own.parameters.iter())
            .map(|parameter| Shown::of(&parameter.argument))
            .collect::<Result<Vec<_>, _>>()?;
        let answer = Answer::of(own.result.ty(), own.result.carrier(), make_result)?;
        Ok(Self {
            is_common: arguments.len() <= held::FEW
                && !answer.lasting
                && !arguments.iter().any(Shown::is_changed),
            arguments,
            answer,
        })
    }

    /// Whether few arguments are passed, none of which Python changes, and nothing in the result lasts.
    #[inline(always)]
    pub(crate) fn is_common(&self) -> bool {
        self.is_common
    }

    /// How many arguments there are.
    pub(crate) fn count(&self) -> usize {
        self.arguments.len()
    }
}

/// A specialisation of `std::function`.
#[derive(Debug)]
struct Wrapper {
    make: Make,
    signature: Signature,
}

// SAFETY: types and functions of a loaded dictionary, which stays; never changed.
unsafe impl Send for Wrapper {}
// SAFETY: as above; what is found out later is written once.
unsafe impl Sync for Wrapper {}

/// A new object of `class` that calls a Python callable, for the caller to delete; `None` where the class holds
/// no callables, or the value is none, or an object of the class already.
pub(super) fn make(class: &'static Class, value: &Bound<'_, PyAny>) -> PyResult<Option<*mut c_void>> {
    let py = value.py();
    let Some(wrapper) = wrapper(class)? else { return Ok(None) };
    let is_one = instance::class_of(value).is_some_and(|actual| actual.depth_to(class).is_some());
    if is_one || !value.is_callable() || null::is_null(value) {
        return Ok(None);
    }
    attach::watch_the_end(py)?;
    let held = Held::hand_over(value.clone().unbind(), &wrapper.signature);
    // SAFETY: the table's docs give the function this type; it takes over the reference.
    let made = unsafe { (wrapper.make)(held) };
    match state::take_thrown() {
        Some(thrown) => Err(registry::source().exception(py, thrown, None)),
        None => Ok(Some(made)),
    }
}

/// How a class is made of callables; `None` for classes that are not.
fn wrapper(class: &'static Class) -> PyResult<Option<&'static Wrapper>> {
    static KNOWN: Mutex<Option<AddressMap<Option<&'static Wrapper>>>> = Mutex::new(None);
    if class.record.callback == cppbind_abi::NONE {
        return Ok(None);
    }
    let key = std::ptr::from_ref(class) as usize;
    let known = || KNOWN.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    if let Some(found) = known().get_or_insert_default().get(&key) {
        return Ok(*found);
    }
    let made = Wrapper::new(class)?.map(|wrapper| &*Box::leak(Box::new(wrapper)));
    Ok(*known().get_or_insert_default().entry(key).or_insert(made))
}

impl Wrapper {
    fn new(class: &'static Class) -> PyResult<Option<Self>> {
        let Some(stub) = class.dictionary.stub(class.record.callback)? else { return Ok(None) };
        // SAFETY: the record's docs give the stub this type; the table is constant.
        let operations = unsafe {
            let table: unsafe extern "C" fn() -> *const CallbackOperations =
                std::mem::transmute(stub.as_ptr());
            table().as_ref()
        };
        let Some(operations) = operations.filter(|operations| !operations.make.is_null()) else {
            return Ok(None);
        };
        // Whose types no dictionary could carry cannot be called from Python either.
        let Some(set) = method(class, "operator()")? else { return Ok(None) };
        let functions = set.functions()?;
        let Some(function) = functions.iter().find(|function| function.is(FunctionFlags::METHOD)) else {
            return Ok(None);
        };
        Ok(Some(Self {
            // SAFETY: the table's docs give the function this type.
            make: unsafe { std::mem::transmute::<*const c_void, Make>(operations.make) },
            signature: Signature::of(function, operations.make_result)?,
        }))
    }
}
