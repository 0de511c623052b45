//! The invokers of functions of several ints.
//!
//! Ints of 32 and of 64 bits travel alike, extended to a word, so that functions of
//! so many of either kind share an invoker: as many as registers take.
//!
//! May not know: overloads.

use std::ffi::c_void;
use std::mem::MaybeUninit;

use pyo3::ffi;

use super::{failed, give, interpret, receiver};
use crate::call::plan::{Plan, Target};
use crate::convert::fast::{FastArgument, FastResult};
use crate::convert::layout;
use crate::convert::scalar::Scalar;

/// General registers for arguments in the System V convention.
const REGISTERS: usize = 6;

/// What a register holds when the stub is called.
type Word = MaybeUninit<u64>;

macro_rules! invoker {
    ($name:ident, $word:ty, $result:ident) => {
        /// # Safety
        ///
        /// As every target, with the plan of a function of `COUNT` ints.
        unsafe extern "C" fn $name<const METHOD: bool, const COUNT: usize>(
            this: *mut ffi::PyObject,
            first: usize,
            second: usize,
            third: usize,
            plan: *const Plan,
        ) -> *mut ffi::PyObject {
            // SAFETY: the caller's promise: a live plan, `second` live objects at
            // `first`. The stub reads as many registers as it has arguments, whose
            // lower halves are what it takes of 32 bits.
            unsafe {
                let plan = &*plan;
                let Some(words) = words::<METHOD, COUNT>(this, first, second, plan) else {
                    return interpret(this, first, second, third, plan);
                };
                let [a, b, c, d, e, f] = words;
                let stub: unsafe extern "C" fn(Word, Word, Word, Word, Word, Word) -> $word =
                    std::mem::transmute(plan.stub);
                let result = stub(a, b, c, d, e, f);
                if failed(plan) {
                    return std::ptr::null_mut();
                }
                give::$result::give::<METHOD>(result, this, std::ptr::null_mut(), plan)
            }
        }
    };
}

invoker!(to_void, (), Void);
invoker!(to_i32, i32, I32);
invoker!(to_i64, i64, I64);

/// The receiver and the ints; `None` where one is not of the usual form.
///
/// # Safety
///
/// As the invokers.
#[inline(always)]
unsafe fn words<const METHOD: bool, const COUNT: usize>(
    this: *mut ffi::PyObject,
    first: usize,
    second: usize,
    plan: &Plan,
) -> Option<[Word; REGISTERS]> {
    const { assert!(COUNT + METHOD as usize <= REGISTERS) };
    if second != COUNT {
        return None;
    }
    let mut words = [Word::uninit(); REGISTERS];
    let objects = first as *const *mut ffi::PyObject;
    for place in 0..COUNT {
        // SAFETY: the caller's promise.
        let value = unsafe { layout::compact_int(*objects.add(place)) }?;
        words[METHOD as usize + place].write(value as u64);
    }
    if METHOD {
        // SAFETY: the caller's promise: a method's receiver is a live proxy.
        words[0].write(unsafe { receiver(this, plan) }? as u64);
    }
    Some(words)
}

/// The invoker of a function, where it takes several ints and nothing else, and
/// gives back an int or nothing. CPython's layouts are trusted.
pub(in crate::call) fn find(method: bool, arguments: &[FastArgument], result: FastResult) -> Option<Target> {
    fn counted<const METHOD: bool>(count: usize, result: FastResult) -> Option<Target> {
        macro_rules! of {
            ($count:literal) => {
                match result {
                    FastResult::Void => to_void::<METHOD, $count>,
                    FastResult::Scalar(Scalar::I32) => to_i32::<METHOD, $count>,
                    FastResult::Scalar(Scalar::I64) => to_i64::<METHOD, $count>,
                    _ => return None,
                }
            };
        }
        Some(match count {
            3 => of!(3),
            4 => of!(4),
            5 => of!(5),
            _ => return None,
        })
    }
    let wide = |one: &FastArgument| matches!(one, FastArgument::Integer(Scalar::I32 | Scalar::I64));
    if !arguments.iter().all(wide) {
        return None;
    }
    if method { counted::<true>(arguments.len(), result) } else { counted::<false>(arguments.len(), result) }
}

const _: () = assert!(size_of::<Word>() == size_of::<*mut c_void>());
