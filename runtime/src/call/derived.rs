//! Calls on objects of derived classes that reach a function of the base:
//! `super().m()`, `Base.m(derived)`.
//!
//! Where the lookup on the object would find another function, the program names
//! this one, and a virtual function is called as `Base::m`. Where it would find
//! the same, the call is one like any other.
//!
//! May not know: how values convert.

use std::cell::Cell;
use std::ptr;
use std::rc::Rc;

use cppbind_abi::codes::FunctionFlags;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::PyString;

use super::bind;
use super::context::Context;
use super::copies::_PyType_Lookup;
use super::general;
use super::native;
use super::plan::Plan;
use crate::instance;
use crate::registry::Class;

/// What a plan says of receivers of derived classes.
pub(super) struct Derived {
    /// The function's name, interned for ever.
    name: *mut ffi::PyObject,
    /// Whether it matters what the lookup would find: some function may be virtual.
    may_be_named: bool,
    /// The plan without virtual dispatch; `None` for plans of whole sets, and
    /// where there is no such stub.
    direct: Option<&'static Plan>,
    /// The last C++ class whose objects begin with one of the receiver's class.
    begins: Cell<Option<&'static Class>>,
}

impl Derived {
    fn of(py: Python<'_>, context: &Context, plan: &Plan) -> PyResult<Self> {
        let set = context.set()?;
        let name = PyString::intern(py, set.name).into_any().into_ptr();
        // A set may get more functions, a function stays what it is.
        let (may_be_named, direct) = match plan.function {
            None => (true, None),
            // A pure one that is named has nothing to be called: resolution says so.
            Some(function) if function.is(FunctionFlags::PURE) => (true, None),
            Some(function) if function.is(FunctionFlags::VIRTUAL) && function.signature()?.has_direct() => {
                let count = function.signature()?.parameters.len();
                (true, bind::direct_plan(context, &set, function, count)?)
            }
            Some(_) => (false, None),
        };
        Ok(Self { name, may_be_named, direct, begins: Cell::new(None) })
    }

    /// The plan without virtual dispatch.
    pub(super) fn direct(&self) -> Option<&'static Plan> {
        self.direct
    }

    /// Whether objects of a C++ class begin with one of the receiver's class.
    fn begins_with(&self, class: &'static Class, receiver: &'static Class) -> bool {
        if class == receiver || self.begins.get() == Some(class) {
            return true;
        }
        let begins = class.offset_to(receiver) == Some(0);
        if begins {
            self.begins.set(Some(class));
        }
        begins
    }
}

/// A call whose receiver is not exactly of the plan's class.
///
/// # Safety
///
/// As every target; `this` must be a live object of a class derived from the plan's.
pub(super) unsafe extern "C" fn call(
    this: *mut ffi::PyObject,
    first: usize,
    second: usize,
    third: usize,
    plan: *const Plan,
) -> *mut ffi::PyObject {
    // SAFETY: the caller's promise: the interpreter is attached, plans live for
    // ever. A chosen one takes the receiver, whose object begins with one of the
    // plan's class.
    unsafe {
        let chosen = choose(Python::assume_attached(), this, &*plan);
        match chosen {
            Some(plan) => (plan.invoker.get())(this, first, second, third, plan),
            None => general::resolve(this, first, second, third, plan),
        }
    }
}

/// The plan for a receiver; `None` where resolution must find out what is meant.
///
/// # Safety
///
/// `this` must be a live object of a class derived from the plan's.
unsafe fn choose<'a>(py: Python<'_>, this: *mut ffi::PyObject, plan: &'a Plan) -> Option<&'a Plan> {
    // SAFETY: a plan that an entry has belongs to a context, which lives for ever.
    let context = unsafe { plan.context.as_ref()? };
    let derived = match plan.derived.get() {
        Some(derived) => derived,
        None => {
            let made = Derived::of(py, context, plan).ok()?;
            plan.derived.get_or_init(|| made)
        }
    };
    // SAFETY: the caller's promise.
    unsafe {
        // A Python class with several bases derives from classes that its objects have no part of.
        let (class, receiver) = (instance::class_of_raw(ffi::Py_TYPE(this))?, context.receiver?);
        if !derived.begins_with(class, receiver) {
            return None;
        }
        // Whether an object that is returned is a part of the receiver, a plan
        // tells by the size of its own class.
        if class != receiver && (plan.function.is_none() || plan.result.class.is_some()) {
            return None;
        }
        if derived.may_be_named && is_named(this, derived.name, context)? {
            derived.direct
        } else {
            Some(plan)
        }
    }
}

/// Whether an object's class has something else under the name than the functions
/// of a context; `None` where that takes more than a look into the classes.
///
/// # Safety
///
/// `this` must be a live object, and the interpreter attached.
unsafe fn is_named(this: *mut ffi::PyObject, name: *mut ffi::PyObject, context: &Context) -> Option<bool> {
    // SAFETY: the caller's promise; what is found is borrowed from a live class,
    // and no code runs that could change it.
    unsafe {
        let class = ffi::Py_TYPE(this);
        if !_PyType_Lookup(ffi::Py_TYPE(class.cast()), name).is_null() {
            return None;
        }
        let found = _PyType_Lookup(class, name);
        if found.is_null() {
            return None;
        }
        if ffi::Py_TYPE(found) == &raw mut ffi::PyFunction_Type {
            return Some(true);
        }
        let other = native::descriptor_context(found)?;
        if ptr::eq(other, context) {
            return Some(false);
        }
        let (own, other) = (context.set().ok()?, other.set().ok()?);
        Some(!Rc::ptr_eq(&own.policies, &other.policies))
    }
}
