//! The invoker of shapes that have none of their own: reads what the plan says
//! about each argument, and calls through the machine's registers.
//!
//! Its conversions are those of the shapes, and more kinds; it runs over the C
//! API alone where CPython's layouts are not trusted.
//!
//! May not know: overloads.

use std::ptr::NonNull;

use pyo3::ffi;
use pyo3::prelude::*;

use super::{give, receiver, take};
use crate::call::general::{miss, thrown};
use crate::call::machine::{Arguments, Frame, Outcome, Registers};
use crate::call::plan::{Convention, Plan};
use crate::convert::caller::Refused;
use crate::convert::fast::{FastArgument, FastResult};
use crate::convert::layout;
use crate::convert::scalar::Scalar;
use crate::convert::scratch::Scratch;
use crate::convert::smart;
use crate::state;

/// What the interpreter reads.
#[derive(Debug, PartialEq)]
pub(in crate::call) struct LeanPlan {
    method: bool,
    arguments: Vec<FastArgument>,
    result: FastResult,
    constructed: bool,
    /// Whether CPython's layouts are read.
    trusted: bool,
    /// Whether all arguments travel in registers.
    registers: bool,
}

impl LeanPlan {
    pub(in crate::call) fn new(
        method: bool,
        arguments: Vec<FastArgument>,
        result: FastResult,
        constructed: bool,
    ) -> Self {
        let vectors = arguments.iter().filter(|one| matches!(one, FastArgument::Floating(_))).count();
        let texts = arguments.iter().filter(|one| matches!(one, FastArgument::Text)).count();
        let memory = matches!(result, FastResult::Text | FastResult::Value(_) | FastResult::Held(_));
        let words = arguments.len() - vectors + texts + usize::from(method) + usize::from(memory);
        let registers = Registers::fit(words, vectors);
        let trusted = layout::trusted();
        Self { method, arguments, result, constructed, trusted, registers }
    }
}

/// # Safety
///
/// As every target, with a plan that has a `LeanPlan`.
pub(in crate::call) unsafe extern "C" fn interpret(
    this: *mut ffi::PyObject,
    first: usize,
    second: usize,
    third: usize,
    plan: *const Plan,
) -> *mut ffi::PyObject {
    // SAFETY: the caller's promise.
    unsafe {
        match interpret_missed(this, first, second, &*plan) {
            Some(result) => result,
            None => miss(this, first, second, third, plan),
        }
    }
}

/// The same after another invoker: `None` where the arguments do not fit.
///
/// # Safety
///
/// As [`interpret`].
#[inline(always)]
pub(in crate::call) unsafe fn interpret_missed(
    this: *mut ffi::PyObject,
    first: usize,
    second: usize,
    plan: &Plan,
) -> Option<*mut ffi::PyObject> {
    // SAFETY: the caller's promise.
    plan.lean.get().and_then(|lean| unsafe { call(lean, this, first, second, plan) })
}

/// The result, null with an error set; `None` where the arguments do not fit.
///
/// # Safety
///
/// As [`interpret`].
#[inline]
unsafe fn call(
    lean: &LeanPlan,
    this: *mut ffi::PyObject,
    first: usize,
    second: usize,
    plan: &Plan,
) -> Option<*mut ffi::PyObject> {
    if plan.convention == Convention::Vector && second != lean.arguments.len() {
        return None;
    }
    if lean.registers {
        let mut registers = Registers::new();
        let floating = matches!(lean.result, FastResult::Scalar(scalar) if scalar.is_floating());
        // SAFETY: the caller's promise, passed on; the stub's result is where its type says.
        return unsafe {
            call_with(lean, this, first, plan, &mut registers, |registers, stub| {
                registers.call(stub, floating)
            })
        };
    }
    let mut frame = Frame::new();
    // SAFETY: the caller's promise, passed on.
    unsafe { call_with(lean, this, first, plan, &mut frame, |frame, stub| frame.call(stub)) }
}

/// Pushes, calls and converts.
///
/// # Safety
///
/// As [`interpret`]; `enter` calls the stub with what was pushed.
#[inline(always)]
unsafe fn call_with<A: Arguments>(
    lean: &LeanPlan,
    this: *mut ffi::PyObject,
    first: usize,
    plan: &Plan,
    frame: &mut A,
    enter: impl FnOnce(&A, NonNull<std::ffi::c_void>) -> Outcome,
) -> Option<*mut ffi::PyObject> {
    let stub = NonNull::new(plan.stub.cast_mut())?;
    // Given up when the result is there, which may be a part of it.
    let mut scratch = Scratch::new();
    // SAFETY: the caller's promise: so many live objects by the plan's
    // convention; the stub takes what the plan's arguments push.
    unsafe {
        let alone = first as *mut ffi::PyObject;
        let objects = match plan.convention {
            Convention::None => std::ptr::null(),
            Convention::One => &raw const alone,
            Convention::Vector | Convention::Keywords => first as *const *mut ffi::PyObject,
        };
        match lean.result {
            FastResult::Text => {
                let mut room = give::Text::room();
                frame.push_word(room.address() as u64);
                if let Err(unfit) = push(lean, this, objects, plan, frame, &mut scratch) {
                    return unfit.answer();
                }
                enter(frame, stub);
                if state::pending() && thrown(plan) {
                    room.failed();
                    return Some(std::ptr::null_mut());
                }
                Some(room.give())
            }
            FastResult::Value(_) | FastResult::Held(_) => {
                // What is held may be a part of a receiver that nothing else keeps.
                if lean.method && matches!(lean.result, FastResult::Held(_)) && ffi::Py_REFCNT(this) == 1 {
                    return None;
                }
                let Some(mut room) = give::Value::room(plan) else { return Some(std::ptr::null_mut()) };
                frame.push_word(room.address() as u64);
                if let Err(unfit) = push(lean, this, objects, plan, frame, &mut scratch) {
                    give::Value::discard(room, plan);
                    return unfit.answer();
                }
                enter(frame, stub);
                if state::pending() && thrown(plan) {
                    give::Value::failed(room, plan);
                    return Some(std::ptr::null_mut());
                }
                Some(match lean.result {
                    FastResult::Held(pointer) => give::Value::show(room, pointer),
                    _ => give::Value::give(room, this, plan),
                })
            }
            result => {
                if let Err(unfit) = push(lean, this, objects, plan, frame, &mut scratch) {
                    return unfit.answer();
                }
                let outcome = enter(frame, stub);
                if state::pending() && thrown(plan) {
                    if lean.constructed {
                        give::Constructed::failed(outcome.general as *mut _, plan);
                    }
                    return Some(std::ptr::null_mut());
                }
                if lean.constructed {
                    return Some(give::Constructed::give::<false>(
                        outcome.general as *mut _,
                        this,
                        std::ptr::null_mut(),
                        plan,
                    ));
                }
                Some(match result {
                    FastResult::Object(_) => give::Object::give::<false>(
                        outcome.general as *mut _,
                        this,
                        std::ptr::null_mut(),
                        plan,
                    ),
                    FastResult::Scalar(Scalar::I32) if lean.trusted => {
                        layout::small_int((outcome.general as i32).into())
                    }
                    FastResult::Scalar(Scalar::I64) if lean.trusted => {
                        layout::small_int(outcome.general as i64)
                    }
                    FastResult::Scalar(scalar) => number(scalar, outcome),
                    FastResult::Enumeration(enumeration) => enumeration.give(outcome.general),
                    FastResult::CharacterPointer => {
                        give::characters(lean.trusted, outcome.general as *const _)
                    }
                    _ => layout::portable::none(),
                })
            }
        }
    }
}

/// Why arguments were not pushed.
enum Unpushed {
    /// One does not fit: that is for overload resolution.
    Unfit,
    /// The conversion of one has raised, which ends the call.
    Raised(PyErr),
}

impl Unpushed {
    /// What a call comes to: null with the error set, or nothing yet.
    #[cold]
    fn answer(self) -> Option<*mut ffi::PyObject> {
        match self {
            Self::Unfit => None,
            Self::Raised(error) => {
                // SAFETY: the interpreter is attached, as in every invoker.
                error.restore(unsafe { Python::assume_attached() });
                Some(std::ptr::null_mut())
            }
        }
    }
}

/// Pushes the receiver and the arguments.
///
/// # Safety
///
/// As [`interpret`]; `objects` are as many as the plan's arguments.
#[inline]
unsafe fn push<A: Arguments>(
    lean: &LeanPlan,
    this: *mut ffi::PyObject,
    objects: *const *mut ffi::PyObject,
    plan: &Plan,
    frame: &mut A,
    scratch: &mut Scratch,
) -> Result<(), Unpushed> {
    // SAFETY: the caller's promise.
    unsafe {
        if lean.method {
            frame.push_word(receiver(this, plan).ok_or(Unpushed::Unfit)? as u64);
        }
        for (place, argument) in lean.arguments.iter().enumerate() {
            let object = *objects.add(place);
            let address = match *argument {
                FastArgument::Object(_) | FastArgument::Pointer(_) => take::Object::take(object, plan, place),
                FastArgument::Collection(class) => match take::Object::take(object, plan, place) {
                    None => match scratch.collection(class, object) {
                        Ok(made) => made,
                        Err(Refused::Unfit(_)) => None,
                        Err(Refused::Raised(error)) => return Err(Unpushed::Raised(error)),
                    },
                    address => address,
                },
                FastArgument::Elements { scalar, constant } => scratch.elements(scalar, constant, object),
                argument => {
                    push_own(lean.trusted, argument, object, frame).ok_or(Unpushed::Unfit)?;
                    continue;
                }
            };
            frame.push_word(address.ok_or(Unpushed::Unfit)? as u64);
        }
    }
    Ok(())
}

/// Pushes a value of Python's own; `None` where it does not fit, or is no such value.
///
/// # Safety
///
/// `object` must be live, and as long as what was pushed is used; CPython's layouts must be known where they are `trusted`.
#[inline(always)]
pub(in crate::call) unsafe fn push_own<A: Arguments>(
    trusted: bool,
    argument: FastArgument,
    object: *mut ffi::PyObject,
    frame: &mut A,
) -> Option<()> {
    // SAFETY: the caller's promise.
    unsafe {
        match argument {
            FastArgument::Integer(scalar) => frame.push_word(integer(trusted, scalar, object)?),
            FastArgument::Enumeration(scalar) => {
                if ffi::PyLong_Check(object) == 0 {
                    return None;
                }
                frame.push_word(take::in_range(scalar, object)?);
            }
            FastArgument::Bool => frame.push_word(take::boolean(object)?.into()),
            FastArgument::Floating(scalar) => {
                let value = float(trusted, object)?;
                let single = scalar == Scalar::F32;
                frame.push_vector(if single { u64::from((value as f32).to_bits()) } else { value.to_bits() });
            }
            FastArgument::Text => {
                let (data, size) = take::any_text(trusted, object)?;
                frame.push_word(data as u64);
                frame.push_word(size as u64);
            }
            FastArgument::CharacterPointer => frame.push_word(take::characters(trusted, object)? as u64),
            FastArgument::Character(scalar) => frame.push_word(take::character(scalar, object)?),
            FastArgument::Shared(pointer) => frame.push_word(smart::held(pointer, object)? as u64),
            FastArgument::Object(_)
            | FastArgument::Pointer(_)
            | FastArgument::Collection(_)
            | FastArgument::Elements { .. } => return None,
        }
    }
    Some(())
}

#[inline]
unsafe fn integer(trusted: bool, scalar: Scalar, object: *mut ffi::PyObject) -> Option<u64> {
    // SAFETY: a live object; the layout is asked only where it is trusted.
    unsafe {
        if matches!(scalar, Scalar::I32 | Scalar::I64)
            && trusted
            && let Some(value) = layout::compact_int(object)
        {
            return Some(value as u64);
        }
        take::integer(scalar, object)
    }
}

#[inline]
unsafe fn float(trusted: bool, object: *mut ffi::PyObject) -> Option<f64> {
    // SAFETY: a live object; the layout is asked only where it is trusted.
    unsafe {
        if trusted && let Some(value) = layout::exact_float(object) {
            return Some(value);
        }
        take::floating(object)
    }
}

/// The Python number for what a stub left in the result registers.
unsafe fn number(scalar: Scalar, outcome: Outcome) -> *mut ffi::PyObject {
    let bits = outcome.general;
    // SAFETY: the interpreter is attached, as in every invoker.
    unsafe {
        match scalar {
            Scalar::Bool => ffi::PyBool_FromLong((bits as u8).into()),
            Scalar::I8 => ffi::PyLong_FromLongLong((bits as i8).into()),
            Scalar::I16 => ffi::PyLong_FromLongLong((bits as i16).into()),
            Scalar::I32 => ffi::PyLong_FromLongLong((bits as i32).into()),
            Scalar::I64 => ffi::PyLong_FromLongLong(bits as i64),
            Scalar::U8 => ffi::PyLong_FromLongLong((bits as u8).into()),
            Scalar::U16 => ffi::PyLong_FromLongLong((bits as u16).into()),
            Scalar::U32 => ffi::PyLong_FromLongLong((bits as u32).into()),
            Scalar::U64 => ffi::PyLong_FromUnsignedLongLong(bits),
            Scalar::F32 => ffi::PyFloat_FromDouble(f32::from_bits(outcome.vector as u32).into()),
            Scalar::F64 | Scalar::F80 => ffi::PyFloat_FromDouble(f64::from_bits(outcome.vector)),
            Scalar::Char
            | Scalar::SChar
            | Scalar::UChar
            | Scalar::WChar
            | Scalar::Char8
            | Scalar::Char16
            | Scalar::Char32 => ffi::PyUnicode_FromOrdinal(scalar.code(bits) as _),
        }
    }
}
