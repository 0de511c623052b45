//! Overloads by the types of the arguments: what resolution has chosen once is
//! chosen again for arguments of the same types, without asking the candidates.
//!
//! A choice is remembered only where it depends on types alone: every candidate
//! that stands before the chosen one must refuse each value of these types. An
//! argument that the chosen function then refuses after all (an int that is too
//! large) goes through full resolution, as every call did before.
//!
//! May not know: how functions are ranked, how values convert.

use std::cell::{Cell, RefCell};
use std::ptr;

use pyo3::ffi;
use pyo3::prelude::*;

use super::bind;
use super::context::Context;
use super::function::Function;
use super::general::{self, Passed};
use super::invoke::Wanted;
use super::keywords;
use super::plan::{Convention, Plan, Target};
use super::refusal;
use super::resolve::{Call, Choice};
use crate::convert::temporaries::Round;
use crate::error::guarded;
use crate::instance;

/// Rows of a cache: enough for the sets that real headers have.
const ROWS: usize = 8;
/// Arguments whose types a row holds; calls with more are not remembered.
const MOST_TYPES: usize = 4;

type TypePointer = *mut ffi::PyTypeObject;

/// What was chosen lately.
#[derive(Default)]
pub(super) struct Cache {
    rows: [Row; ROWS],
    /// The row that is replaced next, once all are in use.
    next: Cell<usize>,
    plans: RefCell<Vec<(*const Function, usize, Option<&'static Plan>)>>,
}

/// The types of the arguments, and the plan for them.
struct Row {
    types: [Cell<TypePointer>; MOST_TYPES],
    /// One more than the arguments there are; 0 in a row that is not in use.
    used: Cell<usize>,
    /// How many of the types count: none where there is one function only.
    compared: Cell<usize>,
    plan: Cell<*const Plan>,
}

impl Default for Row {
    fn default() -> Self {
        Self {
            types: [const { Cell::new(ptr::null_mut()) }; MOST_TYPES],
            used: Cell::new(0),
            compared: Cell::new(0),
            plan: Cell::new(ptr::null()),
        }
    }
}

/// The target that dispatches calls of this convention.
pub(super) fn dispatcher(convention: Convention) -> Target {
    match convention {
        Convention::None => none,
        Convention::One => one,
        Convention::Vector => vector,
        Convention::Keywords => by_name,
    }
}

/// Where an exact type begins to look; types lie 16 bytes apart at least.
#[inline(always)]
fn place(class: TypePointer) -> usize {
    let address = class as usize;
    ((address >> 4) ^ (address >> 9)) % ROWS
}

impl Cache {
    /// Forgets everything, types and plans.
    pub(super) fn clear(&self) {
        for row in &self.rows {
            row.used.set(0);
            row.types[0].set(ptr::null_mut());
        }
        self.plans.borrow_mut().clear();
    }

    /// The plan for one argument of this type.
    #[inline(always)]
    fn for_one(&self, class: TypePointer) -> Option<&'static Plan> {
        let row = &self.rows[place(class)];
        if row.types[0].get() == class {
            // SAFETY: rows in use hold plans, which live for ever.
            return unsafe { row.plan.get().as_ref() };
        }
        self.for_one_elsewhere(class)
    }

    #[inline(never)]
    fn for_one_elsewhere(&self, class: TypePointer) -> Option<&'static Plan> {
        let found = self.rows.iter().find(|row| row.types[0].get() == class)?;
        // SAFETY: rows in use hold plans, which live for ever.
        unsafe { found.plan.get().as_ref() }
    }

    /// The plan for several arguments.
    ///
    /// # Safety
    ///
    /// `arguments` must be so many live objects.
    #[inline(always)]
    unsafe fn for_several(
        &self,
        arguments: *const *mut ffi::PyObject,
        count: usize,
    ) -> Option<&'static Plan> {
        'rows: for row in &self.rows {
            if row.used.get() != count + 1 {
                continue;
            }
            for (position, class) in row.types.iter().enumerate().take(row.compared.get()) {
                // SAFETY: the caller's promise.
                if unsafe { ffi::Py_TYPE(*arguments.add(position)) } != class.get() {
                    continue 'rows;
                }
            }
            // SAFETY: rows in use hold plans, which live for ever.
            return unsafe { row.plan.get().as_ref() };
        }
        None
    }

    /// Remembers a choice.
    fn insert(&self, count: usize, types: &[TypePointer], plan: &'static Plan) {
        let free = |row: &Row| row.used.get() == 0;
        let home = types.first().map_or(0, |class| place(*class));
        let row = if free(&self.rows[home]) {
            home
        } else if let Some(found) = self.rows.iter().position(free) {
            found
        } else {
            let next = self.next.get();
            self.next.set((next + 1) % ROWS);
            next
        };
        let row = &self.rows[row];
        for (slot, class) in row.types.iter().zip(types) {
            slot.set(*class);
        }
        row.used.set(count + 1);
        row.compared.set(types.len());
        row.plan.set(ptr::from_ref(plan));
    }

    /// The plan of a candidate, made once.
    fn plan(
        &self,
        context: &Context,
        call: &Call<'_, '_>,
        function: &'static Function,
        count: usize,
    ) -> PyResult<Option<&'static Plan>> {
        let known = self
            .plans
            .borrow()
            .iter()
            .find(|(of, with, _)| ptr::eq(*of, function) && *with == count)
            .copied();
        if let Some((_, _, plan)) = known {
            return Ok(plan);
        }
        let plan = bind::plan(context, call.set, function, count)?;
        self.plans.borrow_mut().push((ptr::from_ref(function), count, plan));
        Ok(plan)
    }
}

/// # Safety
///
/// As every target, with the initial plan of a context that has a cache.
unsafe extern "C" fn one(
    this: *mut ffi::PyObject,
    first: usize,
    second: usize,
    third: usize,
    plan: *const Plan,
) -> *mut ffi::PyObject {
    // SAFETY: the caller's promise; a cached plan takes one argument by METH_O.
    unsafe {
        let cache = &*(*plan).cache.get();
        match cache.for_one(ffi::Py_TYPE(first as *mut ffi::PyObject)) {
            Some(chosen) => (chosen.invoker.get())(this, first, second, third, chosen),
            None => resolve(this, first, second, third, plan),
        }
    }
}

/// # Safety
///
/// As [`one`].
unsafe extern "C" fn none(
    this: *mut ffi::PyObject,
    first: usize,
    second: usize,
    third: usize,
    plan: *const Plan,
) -> *mut ffi::PyObject {
    // SAFETY: the caller's promise; a cached plan takes nothing.
    unsafe {
        let cache = &*(*plan).cache.get();
        match cache.for_several(ptr::null(), 0) {
            Some(chosen) => (chosen.invoker.get())(this, 0, 0, 0, chosen),
            None => resolve(this, first, second, third, plan),
        }
    }
}

/// # Safety
///
/// As [`one`].
unsafe extern "C" fn vector(
    this: *mut ffi::PyObject,
    first: usize,
    second: usize,
    third: usize,
    plan: *const Plan,
) -> *mut ffi::PyObject {
    // SAFETY: the caller's promise; a cached plan takes one argument by METH_O,
    // several as a vector, none not at all.
    unsafe {
        let cache = &*(*plan).cache.get();
        let arguments = first as *const *mut ffi::PyObject;
        match cache.for_several(arguments, second) {
            Some(chosen) => {
                let first = if second == 1 { *arguments as usize } else { first };
                (chosen.invoker.get())(this, first, second, 0, chosen)
            }
            None => resolve(this, first, second, third, plan),
        }
    }
}

/// # Safety
///
/// As [`one`].
unsafe extern "C" fn by_name(
    this: *mut ffi::PyObject,
    first: usize,
    second: usize,
    third: usize,
    plan: *const Plan,
) -> *mut ffi::PyObject {
    // SAFETY: the caller's promise; without names the arguments are a vector.
    unsafe {
        if third == 0 {
            vector(this, first, second, third, plan)
        } else {
            named(this, first, second, third, plan)
        }
    }
}

/// # Safety
///
/// As [`one`], with names of the last arguments.
#[cold]
unsafe extern "C" fn named(
    this: *mut ffi::PyObject,
    first: usize,
    second: usize,
    third: usize,
    plan: *const Plan,
) -> *mut ffi::PyObject {
    // SAFETY: the caller's promise: the interpreter is attached.
    unsafe {
        let context = &*(*plan).context;
        let (arguments, names) = (first as *const *mut ffi::PyObject, third as *mut ffi::PyObject);
        match keywords::call(Python::assume_attached(), context, this, arguments, second, names) {
            Some(result) => result,
            None => general::miss(this, first, second, third, plan),
        }
    }
}

/// Full resolution, of which the result is remembered where that is right.
///
/// # Safety
///
/// As [`one`].
#[cold]
unsafe extern "C" fn resolve(
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
    guarded(py, ptr::null_mut(), || {
        let set = context.set()?;
        let arguments = passed.arguments();
        let types: Vec<TypePointer> = arguments
            .positional
            .iter()
            // SAFETY: live objects.
            .map(|value| unsafe { ffi::Py_TYPE(value.as_ptr()) })
            .collect();
        let made;
        let receiver = if context.is_constructor() {
            // SAFETY: a constructor's context is called with its class.
            made = unsafe { instance::uninitialised(py, receiver.as_ptr().cast())? };
            Some(&made)
        } else {
            context.is_method().then_some(receiver)
        };
        let call = Call { set: &set, receiver, arguments, wanted: Wanted::Value };
        let (value, choice) = call.resolve(py)?;
        let functions = set.functions()?;
        let alone = functions.len() == 1 && set.templates().is_none();
        if let Some(Choice { function, position, round }) = choice
            && (alone || round == Round::Exact)
            && !arguments.has_keywords()
            // SAFETY: the initial plan of a dispatched context has a cache.
            && let Some(cache) = unsafe { plan.cache.get().as_ref() }
        {
            let compared = if alone { &[] } else { types.as_slice() };
            let mut decided = compared.len() <= MOST_TYPES;
            for earlier in &functions[..position] {
                decided = decided && refusal::refuses(earlier, &types)?;
            }
            if decided && let Some(plan) = cache.plan(context, &call, function, types.len())? {
                cache.insert(types.len(), compared, plan);
            }
        }
        match receiver {
            Some(made) if context.is_constructor() => Ok(made.clone().into_ptr()),
            _ => Ok(value.into_ptr()),
        }
    })
}
