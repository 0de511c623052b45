//! Invokers: from CPython's arguments to the stub's and back.
//!
//! The frequent call shapes have one function each, made by a macro from the list
//! in `cppbind_abi::shapes`, in which the compiler has joined conversion, call
//! and result. All others share an interpreter.
//!
//! * [`take`], [`give`]: the conversions of each kind; [`aside`]: what is rarely called.
//! * [`integers`]: functions of several ints, which share invokers.
//! * [`lean`]: the interpreter.
//!
//! An invoker never fails by itself: where an argument does not fit, the object is
//! null or anything else is unusual, it leaves the call to [`general::miss`],
//! which finds out what is the matter.
//!
//! May not know: overloads, how a plan is made.

mod aside;
mod give;
mod integers;
mod lean;
mod take;

use std::ffi::c_void;
use std::ptr;

use pyo3::ffi;

use super::general::{miss, thrown};
use super::plan::{Plan, Target};
use crate::instance;
use crate::state;

pub(super) use integers::find as find_for_integers;
pub(super) use lean::{LeanPlan, interpret, interpret_missed, push_own};

cppbind_abi::call_shapes!(cppbind_macros::call_shapes);

/// Calls a function that may keep its object's address: an object that lives in
/// its proxy moves out first.
///
/// # Safety
///
/// As every target.
pub(super) unsafe extern "C" fn settled(
    this: *mut ffi::PyObject,
    first: usize,
    second: usize,
    third: usize,
    plan: *const Plan,
) -> *mut ffi::PyObject {
    // SAFETY: the caller's promise: a method's object is a live proxy.
    unsafe {
        if let Some(instance) = instance::Instance::from_raw(this) {
            instance.address();
        }
        ((*plan).inner.get())(this, first, second, third, plan)
    }
}

/// The address of a method's object as the function's class; `None` where there is none.
///
/// # Safety
///
/// `this` must be a live proxy of the plan's class.
#[inline(always)]
unsafe fn receiver(this: *mut ffi::PyObject, plan: &Plan) -> Option<*mut c_void> {
    // SAFETY: the caller's promise.
    unsafe {
        if instance::has_no_place(this) {
            return None;
        }
        Some(instance::raw_place(this).wrapping_byte_offset(plan.offset))
    }
}

/// Whether the stub that was just called has thrown, or this thread has another
/// exception, which is then set as Python's.
#[inline(always)]
fn failed(plan: &Plan) -> bool {
    unsafe extern "C" fn look(_: *mut ffi::PyObject, plan: *const c_void) -> aside::Found {
        // SAFETY: `failed` passes its plan.
        let failed = thrown(unsafe { &*plan.cast::<Plan>() });
        aside::Found { word: failed.into(), more: 0 }
    }
    // SAFETY: `look` gets what it wants.
    state::pending() && unsafe { aside::call(look, ptr::null_mut(), ptr::from_ref(plan).cast()) }.word != 0
}
