//! Calls with keywords, where the set is one function: each value goes to its
//! parameter's place, and the call goes on as one by position.
//!
//! Names are compared as objects: the interpreter interns those in source code, as
//! ours are. Any other name, a gap that a default must fill, and whatever is wrong
//! is the general call's.
//!
//! May not know: how values convert.

use std::cell::RefCell;
use std::ptr;

use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::PyString;

use super::bind;
use super::context::Context;
use super::function::Function;
use super::plan::{Convention, Plan};
use super::set::OverloadSet;

/// Parameters that a call by name may have.
const MOST: usize = 8;

/// The parameters of a set's one function.
pub(super) struct Named {
    function: &'static Function,
    names: Vec<*mut ffi::PyObject>,
    /// By the number of arguments, as far as asked for.
    plans: RefCell<Vec<(usize, Option<&'static Plan>)>>,
}

impl Named {
    /// The names; `None` where the set is not one function of few parameters that
    /// all have names.
    pub(super) fn of(py: Python<'_>, set: &OverloadSet) -> PyResult<Option<Self>> {
        let functions = set.functions()?;
        let [function] = functions[..] else { return Ok(None) };
        let signature = function.signature()?;
        if signature.parameters.len() > MOST || signature.parameters.iter().any(|one| one.name.is_empty()) {
            return Ok(None);
        }
        // Interned for ever, like the contexts that compare them.
        let intern = |name: &str| PyString::intern(py, name).into_any().into_ptr();
        let names = signature.parameters.iter().map(|parameter| intern(parameter.name)).collect();
        Ok(Some(Self { function, names, plans: RefCell::default() }))
    }

    /// Forgets the plans: something changed that they depend on.
    pub(super) fn clear(&self) {
        self.plans.borrow_mut().clear();
    }

    fn plan(&self, context: &Context, count: usize) -> PyResult<Option<&'static Plan>> {
        let known = self.plans.borrow().iter().find(|(of, _)| *of == count).map(|(_, plan)| *plan);
        if let Some(known) = known {
            return Ok(known);
        }
        let plan = bind::plan(context, &*context.set()?, self.function, count)?;
        self.plans.borrow_mut().push((count, plan));
        Ok(plan)
    }
}

/// The result of a call with names, null with an error set; `None` where it is
/// left to the general call.
///
/// # Safety
///
/// `this` must be null or a live object; `arguments` are `count` live objects and
/// behind them as many as the live tuple `names` has.
pub(super) unsafe fn call(
    py: Python<'_>,
    context: &Context,
    this: *mut ffi::PyObject,
    arguments: *const *mut ffi::PyObject,
    count: usize,
    names: *mut ffi::PyObject,
) -> Option<*mut ffi::PyObject> {
    let named = context.named(py)?;
    let mut places = [ptr::null_mut(); MOST];
    let mut used = count;
    // SAFETY: the caller's promise; names are items of a live tuple.
    let (values, given) = unsafe {
        if count > named.names.len() || context.is_method() && ffi::Py_TYPE(this) != context.initial.class {
            return None;
        }
        for (position, place) in places.iter_mut().enumerate().take(count) {
            *place = *arguments.add(position);
        }
        (arguments.add(count), ffi::PyTuple_Size(names).unsigned_abs())
    };
    for number in 0..given {
        // SAFETY: as above.
        let (name, value) =
            unsafe { (ffi::PyTuple_GetItem(names, number as ffi::Py_ssize_t), *values.add(number)) };
        let place = named.names.iter().position(|known| *known == name)?;
        if !places[place].is_null() {
            return None;
        }
        places[place] = value;
        used = used.max(place + 1);
    }
    if places[..used].iter().any(|value| value.is_null()) {
        return None;
    }
    let plan = named.plan(context, used).ok().flatten()?;
    // SAFETY: so many live objects, by the convention that the plan has for them;
    // a miss sees them in the same order.
    unsafe {
        let (first, second) = match plan.convention {
            Convention::None => (0, 0),
            Convention::One => (places[0] as usize, 0),
            Convention::Vector | Convention::Keywords => (places.as_ptr() as usize, used),
        };
        Some((plan.invoker.get())(this, first, second, 0, plan))
    }
}
