//! The call of one function with arguments that are tried on it.
//!
//! The general invoker: every carrier, any number of arguments. Invokers that
//! are monomorphised for one shape will stand beside it.
//!
//! May not know: other overloads.

use std::ffi::c_void;
use std::ptr::NonNull;

use cppbind_abi::codes::{Carrier, FunctionFlags};
use pyo3::exceptions::{PyRecursionError, PyTypeError};
use pyo3::ffi;
use pyo3::prelude::*;

use super::arguments::{Arguments, Source};
use super::callback;
use super::defaulted::fill;
use super::failure::{self, Failure, Refusal};
use super::function::Function;
use super::lifelines::{contains, is_new, keep, keep_alive, keep_text};
use super::machine::{Frame, Outcome};
use super::outs::{self, Outs};
use super::result::Room;
use super::set::OverloadSet;
use super::signals::{self, Signal};
use super::signature::{Parameter, Signature};
use super::stack;
use crate::container::{self, matrix};
use crate::convert::argument::Words;
use crate::convert::kind::Kind;
use crate::convert::object;
use crate::convert::temporaries::{Round, Temporaries};
use crate::convert::view::View;
use crate::instance::{self, Instance, Ownership};
use crate::registry;
use crate::state::{self, MemoryPolicy};

/// The object of a method call.
#[derive(Clone, Copy)]
pub(crate) struct Receiver<'a, 'py> {
    /// The proxy; `None` where only the address is known.
    pub(crate) object: Option<&'a Bound<'py, PyAny>>,
    /// The object as the class of the function's record.
    pub(crate) address: *mut c_void,
    /// Whether virtual functions are called directly.
    pub(crate) direct: bool,
}

/// One try.
pub(crate) struct Attempt<'a, 'py> {
    pub(crate) set: &'a OverloadSet,
    pub(crate) function: &'static Function,
    pub(crate) receiver: Option<Receiver<'a, 'py>>,
    pub(crate) arguments: Arguments<'a, 'py>,
    pub(crate) round: Round,
    /// What becomes of the result.
    pub(crate) wanted: Wanted<'a, 'py>,
}

/// What becomes of a call's result.
#[derive(Clone, Copy)]
pub(crate) enum Wanted<'a, 'py> {
    /// It is converted.
    Value,
    /// This is assigned to the variable that it refers to.
    Assignment(&'a Bound<'py, PyAny>),
    /// The address that it is, whatever lies there, as a Python number.
    Address,
}

/// What a successful call has left.
pub(crate) enum Value {
    /// A Python object.
    Python(Py<PyAny>),
    /// A new C++ object.
    Constructed(*mut c_void),
}

impl<'py> Attempt<'_, 'py> {
    /// Converts the arguments, calls, and converts the result. The flag of the
    /// error tells whether a later round might succeed.
    pub(crate) fn run(&self, py: Python<'py>) -> Result<Value, (Failure, bool)> {
        let mut temporaries = Temporaries::new(self.round);
        let called = self.run_keeping(py, &mut temporaries);
        called.map_err(|failure| (failure, temporaries.more_with_conversion))
    }

    /// Where out-parameters are returned: first with those that no name is given for left out, then with all arguments.
    fn call_without_outs(&self, py: Python<'py>, temporaries: &mut Temporaries) -> Result<Value, Failure> {
        let signature = self.function.signature()?;
        let refusal = match outs::place(&self.arguments, signature, self.set.qualified) {
            Ok(Some(sources)) => match self.call(py, Some(&sources), temporaries) {
                Err(Failure::Refused(refusal)) => refusal,
                called => return called,
            },
            Ok(None) => return self.call(py, None, temporaries),
            Err(error) => error.into(),
        };
        match self.call(py, None, temporaries) {
            Err(Failure::Refused(_)) => {
                Err(Failure::Refused(failure::without_outs(py, refusal, &outs::names(signature)?).into()))
            }
            called => called,
        }
    }

    /// The same with what the arguments need in the caller's keeping: a constructed object may refer to it.
    pub(crate) fn run_keeping(
        &self,
        py: Python<'py>,
        temporaries: &mut Temporaries,
    ) -> Result<Value, Failure> {
        temporaries.gives_ownership =
            self.set.policies.memory.get().unwrap_or_else(state::memory_policy) == MemoryPolicy::Heuristics;
        if self.set.policies.returns_out.get() && !self.function.is(FunctionFlags::CONSTRUCTOR) {
            return self.call_without_outs(py, temporaries);
        }
        self.call(py, None, temporaries)
    }

    /// `placed` says which argument goes where, if that is known already.
    fn call(
        &self,
        py: Python<'py>,
        placed: Option<&[Source<'_, 'py>]>,
        temporaries: &mut Temporaries,
    ) -> Result<Value, Failure> {
        let signature = self.function.signature()?;
        if placed.is_none() {
            self.arguments.check_count(signature).map_err(refused)?;
        }
        if signature.result.is_unbound().map_err(refused)? {
            // The compiler is not asked for the sake of a function that does not take the arguments.
            let trial = &mut Temporaries::trial(self.round);
            self.push_arguments(py, signature, placed, &mut Frame::new(), &mut Outs::default(), trial)
                .map_err(Failure::Refused)?;
            signature.result.bind(py).map_err(refused)?;
        }
        let mut frame = Frame::new();
        let room = signature.result.prepare(py, &mut frame).map_err(refused)?;
        let mut outs = Outs::default();
        let count = match self.push_arguments(py, signature, placed, &mut frame, &mut outs, temporaries) {
            Ok(count) => count,
            Err(refusal) => {
                room.discard();
                return Err(if temporaries.raised {
                    Failure::Raised(refusal.into_error(py))
                } else {
                    Failure::Refused(refusal)
                });
            }
        };
        if let Err(error) = self.check_receiver() {
            room.discard();
            return Err(Failure::Raised(error));
        }
        let direct = self.receiver.is_some_and(|receiver| receiver.direct);
        let Some(stub) = signature.stub(count, direct) else {
            room.discard();
            return Err(refused(PyTypeError::new_err(format!(
                "the C++ compiler rejected the call with {count} arguments"
            ))));
        };
        let (outcome, raised) = match self.enter(py, stub, &frame) {
            Ok(Ok(entered)) => entered,
            Ok(Err(signal)) => {
                // Nobody knows in what state the call has left what it was lent: none of it is ended.
                temporaries.abandon();
                return Err(Failure::Raised(signal.exception(py)));
            }
            Err(error) => {
                temporaries.after_call(py);
                room.discard();
                return Err(Failure::Raised(error));
            }
        };
        if let Some(error) = raised {
            // The Python error is the older one: C++ threw because of it, or not at all.
            let finished = state::take_thrown().is_none();
            temporaries.after_call(py);
            if finished {
                self.end(outcome, room);
            } else {
                room.discard();
            }
            return Err(Failure::Raised(error));
        }
        // Objects that the call has left to end may throw on their own.
        let may_throw = !self.function.is(FunctionFlags::NOEXCEPT);
        let thrown = if may_throw && state::pending() { state::take_thrown() } else { None };
        temporaries.after_call(py);
        if let Some(thrown) = thrown {
            room.discard();
            let signature = self.function.declaration()?;
            return Err(Failure::Raised(registry::source().exception(py, thrown, Some(signature))));
        }
        if self.function.is(FunctionFlags::CONSTRUCTOR) {
            return Ok(Value::Constructed(outcome.general as *mut c_void));
        }
        let result = self.convert(py, signature, outcome, room, temporaries).map_err(Failure::Raised)?;
        if placed.is_none() {
            return Ok(Value::Python(result));
        }
        let is_void = matches!(Kind::of(signature.result.ty()), Ok(Kind::Void));
        let receiver = self.receiver.and_then(|receiver| receiver.object);
        let values = outs.collect(py, (!is_void).then_some(result), receiver, self.ownership());
        values.map(Value::Python).map_err(Failure::Raised)
    }

    /// Ends what a call has left that nobody may have.
    fn end(&self, outcome: Outcome, room: Room) {
        match self.function.class {
            // SAFETY: the constructor has just made the object.
            Some(class) if self.function.is(FunctionFlags::CONSTRUCTOR) => unsafe {
                object::end(class, outcome.general as *mut c_void);
            },
            _ => room.end(),
        }
    }

    /// BufferError where the call might move memory of the object that a buffer shows.
    fn check_receiver(&self) -> PyResult<()> {
        match self.receiver.and_then(|receiver| receiver.object) {
            Some(object) if !self.keeps_memory() => instance::export::check_unlocked(object),
            _ => Ok(()),
        }
    }

    /// Whether a method leaves the elements of its object where they are: those that promise it by `const`,
    /// and those of the standard library and of matrices that only reach elements.
    fn keeps_memory(&self) -> bool {
        const REACHING: [&str; 9] =
            ["at", "back", "begin", "data", "end", "front", "operator[]", "rbegin", "rend"];
        const REACHING_IN_MATRICES: [&str; 4] = ["coeffRef", "data", "operator()", "operator[]"];
        let is_matrix = |object: &Bound<'_, PyAny>| {
            let class = instance::class_of(object);
            class.is_some_and(|class| matrix::inherited(class).is_ok_and(|matrix| matrix.is_some()))
        };
        self.function.is(FunctionFlags::CONST)
            || self.function.class.is_some_and(|class| class.qualified.starts_with("std::"))
                && REACHING.contains(&self.set.name)
            || REACHING_IN_MATRICES.contains(&self.set.name)
                && self.receiver.and_then(|receiver| receiver.object).is_some_and(is_matrix)
    }

    /// Pushes self and the arguments; returns how many arguments there are,
    /// defaults in gaps included.
    fn push_arguments(
        &self,
        py: Python<'py>,
        signature: &Signature,
        placed: Option<&[Source<'_, 'py>]>,
        frame: &mut Frame,
        outs: &mut Outs,
        temporaries: &mut Temporaries,
    ) -> Result<usize, Refusal> {
        if let Some(receiver) = self.receiver {
            frame.push_word(receiver.address as u64);
        }
        if self.takes_over(signature)? {
            return self.push_carefully(py, signature, placed, frame, outs, temporaries);
        }
        if placed.is_none() && !self.arguments.has_keywords() {
            for ((position, value), parameter) in
                self.arguments.positional.iter().enumerate().zip(&signature.parameters)
            {
                let words = convert(position, parameter, value, temporaries)?;
                push(frame, parameter.argument.carrier, words);
            }
            return Ok(self.arguments.positional.len());
        }
        let sources = self.sources(signature, placed)?;
        for ((position, source), parameter) in sources.iter().enumerate().zip(&signature.parameters) {
            let words = match source {
                Source::Argument(value) => convert(position, parameter, value, temporaries)?,
                Source::Default => fill(py, parameter, temporaries)?,
                Source::Out => outs.make(parameter, temporaries)?,
            };
            push(frame, parameter.argument.carrier, words);
        }
        Ok(sources.len())
    }

    /// Which argument goes to which parameter.
    fn sources<'a>(
        &'a self,
        signature: &Signature,
        placed: Option<&[Source<'a, 'py>]>,
    ) -> PyResult<Vec<Source<'a, 'py>>> {
        match placed {
            Some(sources) => Ok(sources.to_vec()),
            None => self.arguments.place(signature, self.set.qualified),
        }
    }

    /// Whose objects behind pointers are that come back.
    fn ownership(&self) -> Ownership {
        match self.set.policies.creates.get() {
            Some(true) => Ownership::Python,
            _ => Ownership::Cpp,
        }
    }

    /// Whether one of several arguments belongs to C++ once it is converted: no overload could have it after that.
    fn takes_over(&self, signature: &Signature) -> PyResult<bool> {
        let arguments = &self.arguments;
        let named = arguments.keywords.map_or(0, |(_, values)| values.len());
        if arguments.positional.len() + named < 2 {
            return Ok(false);
        }
        for parameter in &signature.parameters {
            let values =
                arguments.positional.iter().chain(arguments.keywords.iter().flat_map(|(_, values)| *values));
            for value in values {
                if parameter.argument.takes_over(value)? {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// As [`Self::push_arguments`], but what C++ takes over is converted last, when nothing can be refused any more.
    fn push_carefully(
        &self,
        py: Python<'py>,
        signature: &Signature,
        placed: Option<&[Source<'_, 'py>]>,
        frame: &mut Frame,
        outs: &mut Outs,
        temporaries: &mut Temporaries,
    ) -> Result<usize, Refusal> {
        let sources = self.sources(signature, placed)?;
        let mut words: Vec<Option<Words>> = vec![None; sources.len()];
        let mut taken = Vec::new();
        for (position, (source, parameter)) in sources.iter().zip(&signature.parameters).enumerate() {
            words[position] = match source {
                Source::Argument(value) if parameter.argument.takes_over(value)? => {
                    taken.push((position, parameter, value));
                    None
                }
                Source::Argument(value) => Some(convert(position, parameter, value, temporaries)?),
                Source::Default => Some(fill(py, parameter, temporaries)?),
                Source::Out => Some(outs.make(parameter, temporaries)?),
            };
        }
        for (position, parameter, value) in &taken {
            convert(*position, parameter, value, &mut Temporaries::trial(self.round))?;
        }
        for (position, parameter, value) in taken {
            words[position] = Some(convert(position, parameter, value, temporaries)?);
        }
        for (words, parameter) in words.into_iter().flatten().zip(&signature.parameters) {
            push(frame, parameter.argument.carrier, words);
        }
        Ok(sources.len())
    }

    /// Calls the stub, of a deprecated function with a warning, guarded against endless recursion, and against signals
    /// where that is asked for; takes what a callback has raised meanwhile.
    fn enter(
        &self,
        py: Python<'py>,
        stub: NonNull<c_void>,
        frame: &Frame,
    ) -> PyResult<Result<(Outcome, Option<PyErr>), Signal>> {
        self.function.warn(py)?;
        enter_recursive_call(py)?;
        let guarded = self.set.policies.signals.get() || signals::everywhere();
        // SAFETY: stubs do not unwind, and the frame holds what the signature says.
        let call = || unsafe { if guarded { signals::call(frame, stub) } else { Ok(frame.call(stub)) } };
        let outcome = if self.set.policies.release_gil.get() {
            // SAFETY: between the two calls no Python object is touched.
            unsafe {
                let thread = ffi::PyEval_SaveThread();
                let outcome = call();
                ffi::PyEval_RestoreThread(thread);
                outcome
            }
        } else {
            call()
        };
        // SAFETY: entered above.
        unsafe { ffi::Py_LeaveRecursiveCall() };
        // A Python callback may have left an exception behind.
        let raised = callback::take_raised().or_else(|| PyErr::take(py));
        Ok(outcome.map(|outcome| (outcome, raised)))
    }

    /// How many elements `data()` of a container shows; a pointer alone does not tell.
    fn elements_shown(&self) -> PyResult<Option<usize>> {
        match (self.receiver, self.function.class) {
            (Some(receiver), Some(class)) if self.set.name == "data" => {
                // SAFETY: the address of a live object of the function's class.
                unsafe { container::contiguous_length(class, receiver.address) }
            }
            _ => Ok(None),
        }
    }

    fn convert(
        &self,
        py: Python<'py>,
        signature: &Signature,
        outcome: Outcome,
        room: Room,
        temporaries: &mut Temporaries,
    ) -> PyResult<Py<PyAny>> {
        let policies = &self.set.policies;
        let receiver = self.receiver.and_then(|receiver| receiver.object);
        let creates = policies.creates.get() == Some(true);
        let ownership = self.ownership();
        // SAFETY: the reference count of a live object. A temporary has no other
        // reference than the interpreter's own.
        let temporary = receiver.filter(|object| unsafe { ffi::Py_REFCNT(object.as_ptr()) } == 1);
        let elements = self.elements_shown()?;
        let named = receiver.filter(|_| policies.lifeline.get() || elements.is_some());
        let owner = named.or(temporary);
        match self.wanted {
            Wanted::Value => {}
            Wanted::Assignment(value) => {
                // SAFETY: the stub has just returned without an exception.
                unsafe { signature.result.assign(outcome, value, receiver)? };
                return Ok(py.None());
            }
            Wanted::Address if signature.result.is_address() => {
                return Ok(outcome.general.into_pyobject(py)?.into_any().unbind());
            }
            Wanted::Address => {
                room.end();
                return Err(PyTypeError::new_err(format!("{} returns no address", self.set.qualified)));
            }
        }
        // SAFETY: the stub has just returned without an exception.
        let result = unsafe { signature.result.convert(py, outcome, room, owner, ownership)? };
        let bound = result.bind(py);
        if let (Some(length), Ok(view)) = (elements, bound.cast::<View>()) {
            view.borrow_mut().set_length(length);
        }
        if creates && matches!(Kind::of(signature.result.ty())?, Kind::Class) {
            return Ok(result);
        }
        if Instance::from(bound).is_some() {
            let address = signature.result.is_address().then_some(outcome.general as usize);
            if signature.result.holds_references()? {
                self.keep_given(bound, receiver, temporaries)?;
            }
            keep_alive(bound, named.or_else(|| temporary.filter(|_| is_new(bound))), receiver, address)?;
            if signature.result.is_address() {
                // A new result may also be a part of what a temporary alone owns: C++ would use it before that ends.
                let is_new = is_new(bound);
                for temporary in temporaries.objects() {
                    let temporary = temporary.bind(py);
                    if is_new || contains(temporary, outcome.general as usize) {
                        keep(bound, temporary)?;
                    }
                }
            }
            if signature.result.views_text()? {
                keep_text(bound, self.given(receiver), temporaries)?;
            }
        }
        Ok(result)
    }

    /// All objects that the call was given.
    fn given<'a>(
        &'a self,
        receiver: Option<&'a Bound<'py, PyAny>>,
    ) -> impl Iterator<Item = &'a Bound<'py, PyAny>> {
        let named = self.arguments.keywords.iter().flat_map(|(_, values)| *values);
        receiver.into_iter().chain(self.arguments.positional).chain(named)
    }

    /// An object that refers to what it was made of keeps that alive: in C++ both mostly end with the same statement, and
    /// in Python each with its last name.
    fn keep_given(
        &self,
        result: &Bound<'py, PyAny>,
        receiver: Option<&Bound<'py, PyAny>>,
        temporaries: &Temporaries,
    ) -> PyResult<()> {
        for object in self.given(receiver).filter(|object| Instance::from(object).is_some()) {
            keep(result, object)?;
        }
        for temporary in temporaries.objects() {
            keep(result, temporary.bind(result.py()))?;
        }
        Ok(())
    }
}

fn convert(
    position: usize,
    parameter: &Parameter,
    value: &Bound<'_, PyAny>,
    temporaries: &mut Temporaries,
) -> Result<Words, Refusal> {
    parameter.argument.convert(value, temporaries).map_err(|error| {
        // What C++ has thrown stays as it is.
        if temporaries.raised { error.into() } else { Refusal::Argument(position, error) }
    })
}

fn refused(why: impl Into<Refusal>) -> Failure {
    Failure::Refused(why.into())
}

/// Counts a call of C++ as one level of recursion, and makes sure that there is
/// one more, for the first frame of a callback: an error there has no Python
/// caller to go to.
fn enter_recursive_call(py: Python<'_>) -> PyResult<()> {
    const WHERE: *const std::ffi::c_char = c" in a call of C++".as_ptr();
    if stack::nearly_exhausted() {
        return Err(PyRecursionError::new_err("the stack is nearly exhausted in a call of C++"));
    }
    // SAFETY: the interpreter is attached; each entry has its leave, the first in `enter`.
    unsafe {
        if ffi::Py_EnterRecursiveCall(WHERE) != 0 {
            return Err(PyErr::fetch(py));
        }
        let spare = ffi::Py_EnterRecursiveCall(WHERE);
        ffi::Py_LeaveRecursiveCall();
        if spare != 0 {
            return Err(PyErr::fetch(py));
        }
    }
    Ok(())
}

/// Passes the words of one argument as its carrier says.
pub(super) fn push(frame: &mut Frame, carrier: Carrier, words: Words) {
    match carrier {
        Carrier::F32 | Carrier::F64 => frame.push_vector(words.0),
        Carrier::Text => {
            frame.push_word(words.0);
            frame.push_word(words.1);
        }
        _ => frame.push_word(words.0),
    }
}
