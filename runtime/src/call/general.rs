//! The call that serves everything: where an invoker's usual case does not hold,
//! it hands over what CPython passed, and overload resolution begins anew, with
//! every conversion and every error message.
//!
//! Also what invokers leave out of line because it is rare: exceptions, results
//! that are not known yet.
//!
//! May not know: call shapes.

use std::cell::Cell;
use std::ffi::c_void;
use std::ptr;

use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use super::arguments::Arguments;
use super::callback;
use super::construct;
use super::context::Context;
use super::function::Function;
use super::invoke::Wanted;
use super::lifelines;
use super::plan::{Convention, Plan};
use super::resolve::Call;
use crate::error::guarded;
use crate::instance;
use crate::registry;
use crate::state;

/// What CPython passed, by the convention it was passed by.
pub(super) struct Passed<'a, 'py> {
    positional: &'a [Bound<'py, PyAny>],
    names: Option<&'a Bound<'py, PyTuple>>,
    values: &'a [Bound<'py, PyAny>],
}

impl<'a, 'py> Passed<'a, 'py> {
    /// # Safety
    ///
    /// The words are what CPython passes by `convention`, and live for `'a`.
    pub(super) unsafe fn new(convention: Convention, words: &'a [usize; 3]) -> Self {
        let [first, second, third] = words;
        // SAFETY: the caller's promise. `Bound` is a transparent pointer to a live
        // object; a slice of none may lie anywhere.
        unsafe {
            let vector = |count: usize| -> &'a [Bound<'py, PyAny>] {
                if count == 0 {
                    &[]
                } else {
                    std::slice::from_raw_parts(*first as *const Bound<'py, PyAny>, count)
                }
            };
            match convention {
                Convention::None => Self { positional: &[], names: None, values: &[] },
                Convention::One => Self {
                    positional: std::slice::from_ref(&*ptr::from_ref(first).cast()),
                    names: None,
                    values: &[],
                },
                Convention::Vector => Self { positional: vector(*second), names: None, values: &[] },
                Convention::Keywords => {
                    let names: Option<&'a Bound<'py, PyTuple>> =
                        if *third == 0 { None } else { Some(&*ptr::from_ref(third).cast()) };
                    let named = names.map_or(0, |names| names.len());
                    let (positional, values) = vector(*second + named).split_at(*second);
                    Self { positional, names, values }
                }
            }
        }
    }

    /// The arguments of a vectorcall.
    ///
    /// # Safety
    ///
    /// As [`Passed::new`], by the vectorcall convention without its flag.
    pub(super) unsafe fn vectorcall(words: &'a [usize; 3]) -> Self {
        // SAFETY: the caller's promise: vectorcall passes what METH_KEYWORDS does.
        unsafe { Self::new(Convention::Keywords, words) }
    }

    /// The positional ones behind the first.
    pub(super) fn without_first(self) -> (Option<&'a Bound<'py, PyAny>>, Self) {
        match self.positional.split_first() {
            Some((first, rest)) => (Some(first), Self { positional: rest, ..self }),
            None => (None, self),
        }
    }

    pub(super) fn arguments(&self) -> Arguments<'a, 'py> {
        Arguments { positional: self.positional, keywords: self.names.map(|names| (names, self.values)) }
    }
}

/// The call of a plan whose arguments its invoker does not take.
///
/// # Safety
///
/// `plan` must be live, and the other arguments what CPython passes by its convention; a receiver must be one that the plan's
/// invoker takes.
#[cold]
pub(super) unsafe extern "C" fn miss(
    this: *mut ffi::PyObject,
    first: usize,
    second: usize,
    third: usize,
    plan: *const Plan,
) -> *mut ffi::PyObject {
    // SAFETY: the caller's promise.
    unsafe {
        if let Some(converting) = (*plan).converting
            && let Some(result) = converting(this, first, second, &*plan)
        {
            return result;
        }
        resolve(this, first, second, third, plan)
    }
}

/// The call of a plan that says nothing of the receiver.
///
/// # Safety
///
/// `plan` must be live, and the other arguments what CPython passes by its convention.
#[cold]
pub(super) unsafe extern "C" fn resolve(
    this: *mut ffi::PyObject,
    first: usize,
    second: usize,
    third: usize,
    plan: *const Plan,
) -> *mut ffi::PyObject {
    // SAFETY: the caller's promise: the interpreter is attached, plans live for ever.
    let (py, plan) = unsafe { (Python::assume_attached(), &*plan) };
    let words = [first, second, third];
    // SAFETY: the caller's promise.
    let (passed, context) = unsafe { (Passed::new(plan.convention, &words), &*plan.context) };
    // SAFETY: `this` is a live object, which the caller of the function holds.
    let receiver = unsafe { &*(&raw const this).cast::<Bound<'_, PyAny>>() };
    if context.is_constructor() {
        return construct::in_general(py, this, &passed);
    }
    call(py, context, context.is_method().then_some(receiver), &passed)
}

/// Resolves and calls; null with an error set.
pub(super) fn call<'py>(
    py: Python<'py>,
    context: &Context,
    receiver: Option<&Bound<'py, PyAny>>,
    passed: &Passed<'_, 'py>,
) -> *mut ffi::PyObject {
    guarded(py, ptr::null_mut(), || {
        let set = context.set()?;
        let call = Call { set: &set, receiver, arguments: passed.arguments(), wanted: Wanted::Value };
        call.run(py).map(Py::into_ptr)
    })
}

/// Whether this thread has an exception from C++ or from a callback, which is then
/// set as Python's; other threads may have theirs.
///
/// C++ may have gone on after a callback raised: then [`finished`] says that there is a result, for the caller to end.
#[cold]
pub(super) fn thrown(plan: &Plan) -> bool {
    // SAFETY: an invoker calls this, so the interpreter is attached.
    let py = unsafe { Python::assume_attached() };
    guarded(py, true, || match take_failure(py, plan.function) {
        Some((error, finished)) => {
            FINISHED.set(finished);
            Err(error)
        }
        None => Ok(false),
    })
}

/// The exception from C++ or from a callback that this thread has, and whether the call has a result all the same.
pub(super) fn take_failure(py: Python<'_>, function: Option<&Function>) -> Option<(PyErr, bool)> {
    if let Some(raised) = callback::take_raised() {
        // The Python error is the older one: C++ threw because of it, or not at all.
        return Some((raised, state::take_thrown().is_none()));
    }
    let thrown = state::take_thrown()?;
    let error = match function.map(Function::declaration).transpose() {
        Ok(declaration) => registry::source().exception(py, thrown, declaration),
        Err(damaged) => damaged.into(),
    };
    Some((error, false))
}

thread_local! {
    static FINISHED: Cell<bool> = const { Cell::new(false) };
}

/// Whether the call of which [`thrown`] has just said that it failed has a result all the same.
pub(super) fn finished() -> bool {
    FINISHED.get()
}

/// Whether the life of an object at an address does not hang on that of `this`:
/// nobody but the interpreter's stack holding `this`, or the address lying inside it.
///
/// # Safety
///
/// `this` must be null or a live object, and a proxy where the plan has a class.
#[inline(always)]
pub(super) unsafe fn is_unrelated(this: *mut ffi::PyObject, address: *mut c_void, plan: &Plan) -> bool {
    if plan.class.is_null() {
        return true;
    }
    // SAFETY: the caller's promise.
    unsafe {
        let start = instance::raw_place(this) as usize;
        ffi::Py_REFCNT(this) > 1 && (address as usize).wrapping_sub(start) >= plan.size
    }
}

/// An object that C++ returned by address, with everything that may be asked of
/// it: null, another class than last time, no proxy yet, a part of the receiver.
///
/// # Safety
///
/// The stub of the plan has just returned `address` when it was called with `this`.
#[cold]
pub(super) unsafe fn give_object(
    address: *mut c_void,
    this: *mut ffi::PyObject,
    plan: &Plan,
) -> *mut ffi::PyObject {
    // SAFETY: the caller's promise: the interpreter is attached.
    let py = unsafe { Python::assume_attached() };
    guarded(py, ptr::null_mut(), || {
        // SAFETY: the caller's promise: a plan without a function has no result.
        unsafe {
            let Some(class) = plan.result.class else { return Ok(py.None().into_ptr()) };
            let receiver = (!plan.class.is_null()).then(|| &*(&raw const this).cast::<Bound<'_, PyAny>>());
            let result = instance::wrap_cast(py, class, address, instance::Ownership::Cpp)?;
            // Nobody else holds a temporary, which the result may hang on.
            let bound = result.bind(py);
            let temporary =
                receiver.filter(|object| ffi::Py_REFCNT(object.as_ptr()) == 1 && lifelines::is_new(bound));
            if instance::Instance::from(bound).is_some() {
                lifelines::keep_alive(bound, temporary, receiver, Some(address as usize))?;
            }
            Ok(result.into_ptr())
        }
    })
}

/// A new object, which Python owns.
///
/// # Safety
///
/// The stub of the plan has just constructed an object of the result's class at `address`.
#[inline(always)]
pub(super) unsafe fn give_new(address: *mut c_void, plan: &Plan) -> *mut ffi::PyObject {
    let Some(class) = plan.result.class else { return ptr::null_mut() };
    match class.proxy() {
        // SAFETY: the caller's promise; a class's proxy is exact and immortal.
        Some(python) => unsafe { instance::fresh(class, python.as_ptr(), address, true) },
        // SAFETY: the caller's promise.
        None => unsafe { give_first(address, class) },
    }
}

/// The first object of a class that Python has not seen.
#[cold]
unsafe fn give_first(address: *mut c_void, class: &'static registry::Class) -> *mut ffi::PyObject {
    // SAFETY: the interpreter is attached, as in every invoker.
    let py = unsafe { Python::assume_attached() };
    guarded(py, ptr::null_mut(), || {
        // SAFETY: the caller's promise.
        unsafe { instance::wrap(py, class, address, instance::Ownership::Python) }.map(Py::into_ptr)
    })
}
