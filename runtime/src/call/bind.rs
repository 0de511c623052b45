//! From an overload set to the plan by which it is called.
//!
//! A plan serves a call only where nothing but the exact types of its arguments
//! matters: each parameter and the result convert at once, no policy asks for
//! more, and the receiver's address is a fixed distance from the proxy's.
//! Whatever has no plan is called in general, which is always right.
//!
//! May not know: CPython's function objects.

use std::arch::naked_asm;
use std::ffi::c_void;
use std::mem::offset_of;
use std::ptr::NonNull;

use cppbind_abi::codes::FunctionFlags;
use pyo3::ffi;
use pyo3::prelude::*;

use super::aggregate;
use super::context::Context;
use super::derived;
use super::function::Function;
use super::invoker::{self, ArgumentKind, LeanPlan, ResultKind};
use super::kept;
use super::plan::{Convention, ExpectedResult, Plan, Target};
use super::set::OverloadSet;
use super::signals;
use crate::convert::fast::{Ends, FastArgument, FastResult};
use crate::convert::layout;
use crate::convert::scalar::Scalar;
use crate::dictionary::Damaged;
use crate::registry::Class;
use crate::state::{self, Fallback, MemoryPolicy};

/// How the calls of a set go.
pub(super) enum Way {
    /// All by one plan.
    One(&'static Plan),
    /// By the plan that a cache has for the arguments.
    Cached,
    /// By full resolution.
    General,
}

/// Whether users have said something of a set that goes beyond conversions and the call, or have added functions of Python.
pub(super) fn asks_for_more(set: &OverloadSet) -> bool {
    let policies = &set.policies;
    policies.signals.get()
        || signals::everywhere()
        || policies.returns_out.get()
        || policies.release_gil.get()
        || policies.lifeline.get()
        || policies.creates.get().is_some()
        || !set.python().is_empty()
}

/// Chooses the way of a set.
pub(super) fn choose(context: &Context, set: &OverloadSet) -> PyResult<Way> {
    if asks_for_more(set) {
        return Ok(Way::General);
    }
    let functions = set.functions()?;
    // A class is called with a vector of arguments, whatever its constructors take.
    if let [function] = functions[..]
        && !context.is_constructor()
        && set.templates().is_none()
    {
        let signature = function.signature()?;
        if signature.required == signature.parameters.len() {
            return Ok(match plan(context, set, function, signature.required)? {
                Some(plan) => Way::One(plan),
                None => Way::General,
            });
        }
    }
    Ok(Way::Cached)
}

/// The plan for calls of a function with so many arguments.
pub(super) fn plan(
    context: &Context,
    set: &OverloadSet,
    function: &'static Function,
    count: usize,
) -> PyResult<Option<&'static Plan>> {
    plan_for(context, set, function, count, false)
}

/// The same without virtual dispatch.
pub(super) fn direct_plan(
    context: &Context,
    set: &OverloadSet,
    function: &'static Function,
    count: usize,
) -> PyResult<Option<&'static Plan>> {
    plan_for(context, set, function, count, true)
}

/// A stub, and what its arguments are to calls that convert them at once.
pub(super) struct FastCall {
    pub(super) stub: NonNull<c_void>,
    pub(super) arguments: Vec<FastArgument>,
}

/// The stub for so many arguments, where each converts at once.
pub(super) fn fast_call(
    function: &Function,
    count: usize,
    direct: bool,
    ends: Ends,
) -> Result<Option<FastCall>, Damaged> {
    // Who warns is asked each time, by Python's filters.
    if function.is(FunctionFlags::DEPRECATED) {
        return Ok(None);
    }
    let signature = function.signature()?;
    let Some(stub) = signature.stub(count, direct) else { return Ok(None) };
    let mut arguments = Vec::with_capacity(count);
    for parameter in &signature.parameters[..count] {
        let Some(argument) = parameter.argument.fast(ends)? else { return Ok(None) };
        arguments.push(argument);
    }
    Ok(Some(FastCall { stub, arguments }))
}

fn plan_for(
    context: &Context,
    set: &OverloadSet,
    function: &'static Function,
    count: usize,
    direct: bool,
) -> PyResult<Option<&'static Plan>> {
    let constructed = function.is(FunctionFlags::CONSTRUCTOR);
    // What such an object is made of, or points to, is kept with it.
    if constructed && count > 0 && (function.keeps_arguments()? || aggregate::keeps_some(function)?) {
        return Ok(None);
    }
    let signature = function.signature()?;
    let result = if constructed {
        FastResult::Void
    } else {
        match Python::attach(|py| signature.result.fast(py))? {
            Some(result) => result,
            None => return Ok(None),
        }
    };
    let ends = Ends {
        // No object that is left refers to a text that was made for the call: it must not live any longer.
        texts: constructed,
        // Nor do values that are known here to objects.
        objects: !matches!(result, FastResult::Object(_)),
    };
    let Some(call) = fast_call(function, count, direct, ends)? else { return Ok(None) };
    let FastCall { stub, arguments } = call;
    let Some(offset) = receiver_offset(context, function) else { return Ok(None) };
    let gives = set.policies.memory.get().unwrap_or_else(state::memory_policy) == MemoryPolicy::Heuristics;
    if gives && arguments.iter().any(|argument| argument.class().is_some()) {
        return Ok(None);
    }
    let class = match result {
        _ if constructed => function.class,
        FastResult::Object(class) | FastResult::Value(class) => Some(class),
        FastResult::Held(pointer) => Some(pointer.class()),
        _ => None,
    };
    let shape = if constructed { Some(ResultKind::Constructed) } else { result_kind(result) };
    let method = context.is_method();
    let shaped = layout::trusted() && !state::fallback(Fallback::Shapes);
    let own = if shaped {
        let kinds: Option<Vec<ArgumentKind>> =
            arguments.iter().map(|argument| argument_kind(*argument)).collect();
        kinds.zip(shape).and_then(|(kinds, result)| invoker::find(method, &kinds, result))
    } else {
        None
    };
    let convention = match count {
        0 => Convention::None,
        1 => Convention::One,
        _ => Convention::Vector,
    };
    let python = if method { context.initial.class } else { std::ptr::null_mut() };
    // What this one leaves goes to the interpreter, whose plan is made below.
    let integers = if shaped && own.is_none() && !constructed {
        invoker::find_for_integers(method, &arguments, result)
    } else {
        None
    };
    let mut plan = Plan::of_set(convention, python, own.or(integers).unwrap_or(invoker::interpret));
    let returns_address = matches!(result, FastResult::Object(_));
    let looks_only = function.is(FunctionFlags::CONST) && !returns_address;
    if !looks_only && context.receiver.is_some_and(Class::may_live_inline) {
        plan.invoker.set(invoker::settled);
    }
    plan.stub = stub.as_ptr();
    plan.offset = offset;
    plan.size = context.receiver.map_or(0, |class| class.record.size as usize);
    plan.receiver = context.receiver;
    plan.result = ExpectedResult::of(class);
    plan.context = std::ptr::from_ref(context);
    plan.function = Some(function);
    plan.expect(&arguments);
    let collects = arguments.iter().any(|argument| matches!(argument, FastArgument::Collection(_)));
    if own.is_some() && collects {
        plan.converting = Some(invoker::interpret_missed);
    }
    if own.is_none() || collects {
        let lean = LeanPlan::new(method, arguments, result, constructed);
        plan.lean.get_or_init(|| lean);
    }
    Ok(Some(kept::keep(plan)))
}

/// From the address in a proxy of the context's class to the function's object;
/// `None` where that is no constant.
fn receiver_offset(context: &Context, function: &Function) -> Option<isize> {
    match (context.receiver, function.class) {
        (Some(receiver), Some(class)) if function.is(FunctionFlags::METHOD) => receiver.offset_to(class),
        _ => Some(0),
    }
}

fn argument_kind(argument: FastArgument) -> Option<ArgumentKind> {
    Some(match argument {
        FastArgument::Integer(Scalar::I32) => ArgumentKind::I32,
        FastArgument::Integer(Scalar::I64) => ArgumentKind::I64,
        FastArgument::Integer(Scalar::U64) => ArgumentKind::U64,
        FastArgument::Floating(Scalar::F64) => ArgumentKind::F64,
        FastArgument::Bool => ArgumentKind::Bool,
        FastArgument::Text => ArgumentKind::Text,
        FastArgument::Object(_) | FastArgument::Pointer(_) | FastArgument::Collection(_) => {
            ArgumentKind::Object
        }
        _ => return None,
    })
}

fn result_kind(result: FastResult) -> Option<ResultKind> {
    Some(match result {
        FastResult::Void => ResultKind::Void,
        FastResult::Scalar(Scalar::I32) => ResultKind::I32,
        FastResult::Scalar(Scalar::I64) => ResultKind::I64,
        FastResult::Scalar(Scalar::U64) => ResultKind::U64,
        FastResult::Scalar(Scalar::F64) => ResultKind::F64,
        FastResult::Scalar(Scalar::Bool) => ResultKind::Bool,
        FastResult::Text => ResultKind::Text,
        FastResult::Object(_) => ResultKind::Object,
        FastResult::Value(_) => ResultKind::Value,
        FastResult::Scalar(_)
        | FastResult::CharacterPointer
        | FastResult::Enumeration(_)
        | FastResult::Held(_) => return None,
    })
}

/// Whether receivers of a derived class may reach a set's entry for which its
/// plans are wrong: where some function has a direct stub for `Base.f(derived)` or is pure virtual,
/// and where a derived class has the receiver at another address.
pub(super) fn needs_guard(context: &Context, set: &OverloadSet) -> Result<bool, Damaged> {
    let Some(receiver) = context.receiver else { return Ok(false) };
    if receiver.is_shifted() {
        return Ok(true);
    }
    for function in set.functions()?.iter() {
        if function.is(FunctionFlags::VIRTUAL) && function.signature()?.has_direct()
            || function.is(FunctionFlags::PURE)
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Calls by the plan where the receiver is exactly of its class; looks at it otherwise.
///
/// # Safety
///
/// As every target.
#[unsafe(naked)]
pub(super) unsafe extern "C" fn guard(
    this: *mut ffi::PyObject,
    first: usize,
    second: usize,
    third: usize,
    plan: *const Plan,
) -> *mut ffi::PyObject {
    naked_asm!(
        "mov rax, qword ptr [r8 + {class}]",
        "cmp qword ptr [rdi + {type_of}], rax",
        "jne {derived}",
        "jmp qword ptr [r8 + {invoker}]",
        class = const offset_of!(Plan, class),
        type_of = const offset_of!(ffi::PyObject, ob_type),
        invoker = const offset_of!(Plan, invoker),
        derived = sym derived::call,
    )
}

const _: Target = guard;
