//! Calls with keywords, where the set is one function: each value goes to its
//! parameter's place, and the call goes on as one by position.
//!
//! Names are compared as objects: the interpreter interns those in source code, as
//! ours are. Any other name, a gap that a default must fill, and whatever is wrong
//! is the general call's. A place in a program passes the same tuple of names each
//! time, so where the values of a tuple go is remembered.
//!
//! May not know: how values convert.

use std::cell::{Cell, RefCell};
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

/// Tuples of names that are remembered for a function.
const REMEMBERED: usize = 4;

/// The parameters of a set's one function.
pub(super) struct Named {
    function: &'static Function,
    names: Vec<*mut ffi::PyObject>,
    /// By the number of arguments, as far as asked for.
    plans: RefCell<Vec<(usize, Option<&'static Plan>)>>,
    remembered: [Remembered; REMEMBERED],
    /// Which is replaced next.
    next: Cell<usize>,
}

/// Where the values go that come with a tuple of names and so many arguments
/// before them.
struct Remembered {
    /// A reference, so that no other tuple can have its address; null where nothing is remembered.
    names: Cell<*mut ffi::PyObject>,
    count: Cell<usize>,
    used: Cell<usize>,
    /// Of each parameter, which of the values it gets.
    order: Cell<[u8; MOST]>,
    /// Whether the first gets the first, and so on.
    in_order: Cell<bool>,
    plan: Cell<Option<&'static Plan>>,
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
        let remembered = std::array::from_fn(|_| Remembered::default());
        Ok(Some(Self { function, names, plans: RefCell::default(), remembered, next: Cell::new(0) }))
    }

    /// Forgets the plans: something changed that they depend on.
    pub(super) fn clear(&self) {
        self.plans.borrow_mut().clear();
        for remembered in &self.remembered {
            let names = remembered.names.replace(ptr::null_mut());
            // SAFETY: plans are undone while the interpreter is attached; the reference was ours.
            unsafe { ffi::Py_XDECREF(names) };
        }
    }

    fn remember(
        &self,
        names: &Bound<'_, PyAny>,
        count: usize,
        order: [u8; MOST],
        used: usize,
        plan: &'static Plan,
    ) {
        let next = self.next.get();
        self.next.set((next + 1) % REMEMBERED);
        let remembered = &self.remembered[next];
        let earlier = remembered.names.replace(names.clone().into_ptr());
        remembered.count.set(count);
        remembered.used.set(used);
        remembered.order.set(order);
        remembered.in_order.set((0..used).all(|position| usize::from(order[position]) == position));
        remembered.plan.set(Some(plan));
        // SAFETY: the interpreter is attached, as `names` shows; the reference was ours.
        unsafe { ffi::Py_XDECREF(earlier) };
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
    // SAFETY: the caller's promise.
    unsafe {
        if context.is_method() && ffi::Py_TYPE(this) != context.initial.class {
            return None;
        }
        // Nothing is remembered while the context is not bound.
        if let Some(named) = context.named_before() {
            for remembered in &named.remembered {
                if remembered.names.get() == names && remembered.count.get() == count {
                    return remembered.call(this, arguments);
                }
            }
        }
        call_anew(py, context, this, arguments, count, names)
    }
}

impl Default for Remembered {
    fn default() -> Self {
        Self {
            names: Cell::new(ptr::null_mut()),
            count: Cell::new(0),
            used: Cell::new(0),
            order: Cell::new([0; MOST]),
            in_order: Cell::new(false),
            plan: Cell::new(None),
        }
    }
}

impl Remembered {
    /// # Safety
    ///
    /// As [`call`], with the remembered names and number of arguments.
    #[inline(always)]
    unsafe fn call(
        &self,
        this: *mut ffi::PyObject,
        arguments: *const *mut ffi::PyObject,
    ) -> Option<*mut ffi::PyObject> {
        let plan = self.plan.get()?;
        let used = self.used.get();
        // SAFETY: the caller's promise: what was found to be each parameter's value
        // is there.
        unsafe {
            if self.in_order.get() {
                return Some(enter(this, arguments, used, plan));
            }
            let order = self.order.get();
            let mut places = [ptr::null_mut(); MOST];
            for (place, value) in places.iter_mut().zip(order).take(used) {
                *place = *arguments.add(value.into());
            }
            Some(enter(this, places.as_ptr(), used, plan))
        }
    }
}

/// The call by a plan.
///
/// # Safety
///
/// `this` must be null or a live object of the plan's class; `places` are as many
/// live objects as the plan takes.
#[inline(always)]
unsafe fn enter(
    this: *mut ffi::PyObject,
    places: *const *mut ffi::PyObject,
    used: usize,
    plan: &'static Plan,
) -> *mut ffi::PyObject {
    // SAFETY: so many live objects, by the convention that the plan has for them;
    // a miss sees them in the same order.
    unsafe {
        let (first, second) = match plan.convention {
            Convention::None => (0, 0),
            Convention::One => (*places as usize, 0),
            Convention::Vector | Convention::Keywords => (places as usize, used),
        };
        (plan.invoker.get())(this, first, second, 0, plan)
    }
}

/// Finds each value's place, and remembers it.
///
/// # Safety
///
/// As [`call`].
#[cold]
unsafe fn call_anew(
    py: Python<'_>,
    context: &Context,
    this: *mut ffi::PyObject,
    arguments: *const *mut ffi::PyObject,
    count: usize,
    names: *mut ffi::PyObject,
) -> Option<*mut ffi::PyObject> {
    const EMPTY: u8 = u8::MAX;
    let named = context.named(py)?;
    if count > named.names.len() {
        return None;
    }
    let mut order = [EMPTY; MOST];
    for (position, value) in (0..count).zip(0..) {
        order[position] = value;
    }
    let mut used = count;
    // SAFETY: the caller's promise.
    let given = unsafe { ffi::PyTuple_Size(names).unsigned_abs() };
    for number in 0..given {
        // SAFETY: as above; names are items of a live tuple.
        let name = unsafe { ffi::PyTuple_GetItem(names, number as ffi::Py_ssize_t) };
        let place = named.names.iter().position(|known| *known == name)?;
        if order[place] != EMPTY {
            return None;
        }
        order[place] = u8::try_from(count + number).ok()?;
        used = used.max(place + 1);
    }
    if order[..used].contains(&EMPTY) {
        return None;
    }
    let plan = named.plan(context, used).ok().flatten()?;
    // SAFETY: the caller's promise: a live tuple, and a value for each name.
    unsafe {
        named.remember(&Bound::from_borrowed_ptr(py, names), count, order, used, plan);
        let mut places = [ptr::null_mut(); MOST];
        for (place, value) in places.iter_mut().zip(order).take(used) {
            *place = *arguments.add(value.into());
        }
        Some(enter(this, places.as_ptr(), used, plan))
    }
}
