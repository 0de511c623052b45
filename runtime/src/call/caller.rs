//! The calls that conversions ask for: converting constructors, assignments,
//! function pointers.
//!
//! May not know: which conversion asks.

use std::collections::HashMap;
use std::ffi::c_void;
use std::ptr::NonNull;
use std::rc::Rc;
use std::sync::Mutex;

use cppbind_abi::codes::{ClassFlags, FunctionFlags, NameKind};
use cppbind_abi::records::NameRecord;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::ffi;
use pyo3::prelude::*;

use super::arguments::Arguments;
use super::callable::Callable;
use super::callback;
use super::failure::{self, Failure};
use super::function::Function;
use super::functor::{attach, fault};
use super::implicit;
use super::invoke::{Attempt, Receiver, Wanted};
use super::literal;
use super::overload;
use super::set::OverloadSet;
use super::signals::Barrier;
use crate::addresses::AddressMap;
use crate::container::{self, value};
use crate::convert::buffer::Buffer;
use crate::convert::caller::{Caller, Refused};
use crate::convert::temporaries::{Round, Temporaries};
use crate::convert::{null, text};
use crate::instance;
use crate::registry::{self, Class, Type};

/// The one caller.
pub(super) struct Calls;

impl Caller for Calls {
    unsafe fn release(&self, object: *mut ffi::PyObject) {
        let _barrier = Barrier::raise();
        attach::attached(|py| {
            // SAFETY: the caller's reference, given up once, with the interpreter attached.
            fault::without_disturbing(py, || unsafe { ffi::Py_DECREF(object) });
        });
    }

    fn implicit<'py>(
        &self,
        class: &'static Class,
        value: &Bound<'py, PyAny>,
        temporaries: &mut Temporaries,
    ) -> Result<Option<Bound<'py, PyAny>>, Refused> {
        implicit::convert(class, value, temporaries)
    }

    fn literal(&self, class: &'static Class, value: &Bound<'_, PyAny>) -> Option<PyResult<NonNull<c_void>>> {
        literal::construct(class, value)
    }

    fn collection(
        &self,
        class: &'static Class,
        value: &Bound<'_, PyAny>,
        temporaries: &mut Temporaries,
    ) -> Result<Option<NonNull<c_void>>, Refused> {
        let Some(container) = container::of(class)? else { return Ok(None) };
        container::make_whole(container, value, temporaries)
    }

    fn assign(&self, class: &'static Class, target: *mut c_void, value: &Bound<'_, PyAny>) -> PyResult<()> {
        let py = value.py();
        if null::is_default(value) {
            let made = registry::source().python_class(py, class)?.call0()?;
            return self.assign(class, target, &made);
        }
        instance::export::check_unlocked_at(py, class, target)?;
        // SAFETY: the caller's promise: a live object of the class.
        if value::is_compound(class) && unsafe { value::assign(class, target, value)? } {
            return Ok(());
        }
        let Some(set) = assignment(class)? else { return assign_bytes(class, target, value) };
        let positional = [value.clone()];
        let arguments = Arguments::positional(&positional);
        let receiver = Some(Receiver { object: None, address: target, direct: false });
        let mut refused = Vec::new();
        for round in [Round::Exact, Round::Implicit] {
            refused.clear();
            for function in set.functions()?.iter().copied() {
                match (Attempt { set: &set, function, receiver, arguments, round, wanted: Wanted::Value })
                    .run(py)
                {
                    Ok(_) => return Ok(()),
                    Err((Failure::Raised(error), _)) => return Err(error),
                    Err((Failure::Refused(refusal), _)) => refused.push((function, refusal)),
                }
            }
        }
        if let [(function, _)] = refused[..] {
            let Some((_, refusal)) = refused.pop() else { return Ok(()) };
            return Err(failure::single(py, function, refusal));
        }
        Err(failure::all(py, refused))
    }

    fn function<'py>(&self, py: Python<'py>, ty: Type, address: *mut c_void) -> PyResult<Bound<'py, PyAny>> {
        // One object for each function and type, as for functions by name, with the policies that users give it.
        static KNOWN: Mutex<Option<HashMap<Pointer, Py<PyAny>>>> = Mutex::new(None);
        let address =
            NonNull::new(address).ok_or_else(|| PyValueError::new_err("a null function pointer"))?;
        let key = (address.as_ptr() as usize, std::ptr::from_ref(ty.record) as usize);
        let known = || KNOWN.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        if let Some(found) = known().get_or_insert_default().get(&key) {
            return Ok(found.bind(py).clone());
        }
        let function = Function::of_pointer(ty, address);
        if !function.signature()?.is_natural() {
            return Err(PyTypeError::new_err(format!(
                "a function of type {} passes objects by value: it cannot be called through a pointer",
                ty.spelling()?
            )));
        }
        let made = overload::make(py, Rc::new(OverloadSet::single(ty.spelling()?, function)), None)?;
        known().get_or_insert_default().insert(key, made.clone().unbind());
        Ok(made)
    }

    fn function_address(&self, ty: Type, value: &Bound<'_, PyAny>) -> PyResult<Option<*mut c_void>> {
        if let Some(callable) = Callable::from(value) {
            return match_overload(value.py(), ty, &callable.set).map(Some);
        }
        if let Some(buffer) = Buffer::of(value)
            && buffer.format().trim_start_matches(['<', '@', '=']).starts_with('X')
        {
            return Ok(Some(buffer.first_pointer()));
        }
        if value.is_callable() {
            return callback::address(ty, value).map(Some);
        }
        Ok(None)
    }
}

/// The addresses of a function and of the record of its type.
type Pointer = (usize, usize);

/// The stub that has the very signature of a function type, which it then is; the function itself where stubs pass objects
/// otherwise than it does.
fn match_overload(py: Python<'_>, ty: Type, set: &OverloadSet) -> PyResult<*mut c_void> {
    let Some(address) = NonNull::new(std::ptr::dangling_mut::<c_void>()) else {
        return Err(PyTypeError::new_err("no address"));
    };
    let wanted = super::signature::Signature::of_pointer(ty, address)?;
    for function in set.functions()?.iter() {
        let signature = function.signature()?;
        let free = !function.is(FunctionFlags::METHOD) && !function.is(FunctionFlags::CONSTRUCTOR);
        if !free || signature.parameters.len() != wanted.parameters.len() {
            continue;
        }
        let mut same = signature.result.ty().spelling()? == wanted.result.ty().spelling()?;
        for (own, other) in signature.parameters.iter().zip(&wanted.parameters) {
            same &= own.argument.ty.spelling()? == other.argument.ty.spelling()?;
        }
        if !same {
            continue;
        }
        if !signature.is_natural() {
            let arguments = function.template_arguments()?;
            let arguments = arguments.map(|arguments| format!("<{arguments}>")).unwrap_or_default();
            return callback::address_of_function(py, ty, &format!("{}{arguments}", set.qualified));
        }
        if let Some(stub) = signature.stub(signature.parameters.len(), false) {
            return Ok(stub.as_ptr());
        }
    }
    Err(PyTypeError::new_err(format!("no function {} has type {}", set.qualified, ty.spelling()?)))
}

/// The class's own overload set of this name.
pub(super) fn method(class: &'static Class, name: &str) -> PyResult<Option<OverloadSet>> {
    let dictionary = class.dictionary;
    let names = dictionary.range::<NameRecord>(class.record.names_first, class.record.names_count)?;
    for record in dictionary.names_called(names, name)? {
        if dictionary.kind(record)? == NameKind::OverloadSet {
            return Ok(Some(OverloadSet::of(dictionary, record.index, Some(class))?));
        }
    }
    Ok(None)
}

/// The class's own assignment operators.
fn assignment(class: &'static Class) -> PyResult<Option<Rc<OverloadSet>>> {
    struct Shared(Option<Rc<OverloadSet>>);
    // SAFETY: sets are counted, read and changed only by threads that are attached to the interpreter, which are one at a time.
    unsafe impl Send for Shared {}

    static KNOWN: Mutex<Option<AddressMap<Shared>>> = Mutex::new(None);
    let key = std::ptr::from_ref(class) as usize;
    let known = || KNOWN.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    if let Some(Shared(found)) = known().get_or_insert_default().get(&key) {
        return Ok(found.clone());
    }
    let made = method(class, "operator=")?.map(Rc::new);
    known().get_or_insert_default().insert(key, Shared(made.clone()));
    Ok(made)
}

/// Assignment where the class has no operator that a stub could call.
fn assign_bytes(class: &'static Class, target: *mut c_void, value: &Bound<'_, PyAny>) -> PyResult<()> {
    let made;
    let mut temporaries = Temporaries::new(Round::Implicit);
    let object = match instance::class_of(value) {
        Some(actual) if actual.depth_to(class).is_some() => value,
        _ => {
            made = implicit::convert(class, value, &mut temporaries)?
                .ok_or_else(|| PyTypeError::new_err(format!("a {} object is expected", class.qualified)))?;
            &made
        }
    };
    let source = instance::address_as(object, class)?;
    if source == target {
        return Ok(());
    }
    if class.flags().has(ClassFlags::TRIVIALLY_COPYABLE) {
        // SAFETY: both are objects of a class whose copies are `memcpy`.
        unsafe { std::ptr::copy(source.cast::<u8>(), target.cast::<u8>(), class.record.size as usize) };
        return Ok(());
    }
    if text::string_class()? == Some(class) {
        return Err(PyTypeError::new_err("std::string's operator= is not bound"));
    }
    Err(PyTypeError::new_err(format!("{} cannot be assigned", class.qualified)))
}
