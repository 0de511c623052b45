//! Python callables as C++ function pointers.
//!
//! ctypes, imported when the first one is needed, makes the machine code. What
//! the callable raises is kept and raised again when the C++ function that called
//! it returns; C++ sees a zero meanwhile: the frames of ctypes and libffi lie between,
//! which have the interpreter's lock to give back, and no exception may pass them. (What
//! a `std::function` calls may throw, see [`super::functor`].)
//!
//! May not know: which function takes the pointer.

use std::cell::RefCell;
use std::ffi::c_void;

use cppbind_abi::records::TypeListEntry;
use pyo3::exceptions::{PyReferenceError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{PyCFunction, PyDict, PyTuple, PyWeakrefMethods, PyWeakrefReference};

use super::signals::Barrier;
use crate::convert::buffer::Buffer;
use crate::convert::kind::Kind;
use crate::convert::scalar::Scalar;
use crate::registry::Type;
use crate::state;

thread_local! {
    static RAISED: RefCell<Option<PyErr>> = const { RefCell::new(None) };
}

/// What a callback of this thread has raised.
#[inline]
pub(super) fn take_raised() -> Option<PyErr> {
    if !state::pending() {
        return None;
    }
    let raised = RAISED.with(|slot| slot.borrow_mut().take());
    if raised.is_some() {
        state::uncount_pending();
    }
    raised
}

/// The call of C++ that is on its way ends with it, whichever function that is and however it is called.
fn keep_raised(error: PyErr) {
    let earlier = RAISED.with(|slot| slot.borrow_mut().replace(error));
    if earlier.is_none() {
        state::count_pending();
    }
}

/// The address of machine code that calls a Python callable. The code lives as
/// long as the callable, or for ever where that takes no attributes.
pub(super) fn address(ty: Type, callable: &Bound<'_, PyAny>) -> PyResult<*mut c_void> {
    let py = callable.py();
    let attribute = pyo3::intern!(py, "__cppyy_callbacks__");
    let spelling = ty.spelling()?;
    let known = callable.getattr_opt(attribute)?.and_then(|known| known.cast_into::<PyDict>().ok());
    if let Some(known) = &known
        && let Some(thunk) = known.get_item(spelling)?
    {
        return code(&thunk);
    }
    let known = known.unwrap_or_else(|| PyDict::new(py));
    if callable.setattr(attribute, &known).is_err() {
        // C++ may keep the pointer, and nothing says for how long.
        let thunk = make(ty, callable, Target::Held(callable.clone().unbind()))?;
        let address = code(&thunk);
        std::mem::forget(thunk);
        return address;
    }
    let thunk = make(ty, callable, Target::owner(callable))?;
    known.set_item(spelling, &thunk)?;
    code(&thunk)
}

/// What a piece of code calls. The collector does not see into ctypes' code: where the
/// callable has its code among its attributes, it would never end if the code held it.
enum Target {
    Held(Py<PyAny>),
    Owner(Py<PyWeakrefReference>),
}

impl Target {
    /// Of code that is an attribute of the callable.
    fn owner(callable: &Bound<'_, PyAny>) -> Self {
        match PyWeakrefReference::new(callable) {
            Ok(reference) => Self::Owner(reference.unbind()),
            Err(_) => Self::Held(callable.clone().unbind()),
        }
    }

    fn get<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        match self {
            Self::Held(callable) => Ok(callable.bind(py).clone()),
            Self::Owner(reference) => reference.bind(py).upgrade().ok_or_else(|| {
                PyReferenceError::new_err("C++ calls a function pointer whose Python callable has ended")
            }),
        }
    }
}

/// The address in a ctypes function.
fn code(thunk: &Bound<'_, PyAny>) -> PyResult<*mut c_void> {
    Buffer::of(thunk)
        .map(|buffer| buffer.first_pointer())
        .ok_or_else(|| PyTypeError::new_err("ctypes made no function"))
}

fn make<'py>(ty: Type, callable: &Bound<'py, PyAny>, target: Target) -> PyResult<Bound<'py, PyAny>> {
    let py = callable.py();
    let ctypes = py.import("ctypes")?;
    let class_of = |ty: Type| -> PyResult<Bound<'py, PyAny>> {
        match name(ty)? {
            Some(name) => ctypes.getattr(name),
            None => Ok(py.None().into_bound(py)),
        }
    };
    let parameters = ty.dictionary.range::<TypeListEntry>(ty.record.declaration, ty.record.count as u32)?;
    let mut signature = vec![class_of(ty.element()?)?];
    for parameter in parameters {
        signature.push(class_of(Type::new(ty.dictionary, parameter.ty)?)?);
    }
    let prototype = ctypes.getattr("CFUNCTYPE")?.call1(PyTuple::new(py, signature)?)?;
    let returns = !matches!(Kind::of(ty.element()?)?, Kind::Void);
    let body = move |arguments: &Bound<'_, PyTuple>, _: Option<&Bound<'_, PyDict>>| -> PyResult<Py<PyAny>> {
        let py = arguments.py();
        let _barrier = Barrier::raise();
        match target.get(py).and_then(|target| target.call1(arguments.clone())) {
            Ok(value) => Ok(value.unbind()),
            Err(error) => {
                keep_raised(error);
                Ok(if returns { 0i32.into_pyobject(py)?.into_any().unbind() } else { py.None() })
            }
        }
    };
    prototype.call1((PyCFunction::new_closure(py, None, None, body)?,))
}

/// The ctypes class of a callback's parameter or result; `None` for `void`.
fn name(ty: Type) -> PyResult<Option<&'static str>> {
    let kind = match Kind::of(ty)? {
        Kind::Pointer(pointee) if matches!(Kind::of(pointee)?, Kind::Scalar(Scalar::Char)) => {
            return Ok(Some("c_char_p"));
        }
        Kind::Pointer(_) => return Ok(Some("c_void_p")),
        other => other,
    };
    Ok(match kind {
        Kind::Void => None,
        Kind::Scalar(scalar) | Kind::Enumeration(scalar) => Some(match scalar {
            Scalar::Bool => "c_bool",
            Scalar::Char => "c_char",
            Scalar::SChar | Scalar::I8 => "c_int8",
            Scalar::UChar | Scalar::Char8 | Scalar::U8 => "c_uint8",
            Scalar::WChar => "c_wchar",
            Scalar::I16 => "c_int16",
            Scalar::Char16 | Scalar::U16 => "c_uint16",
            Scalar::I32 => "c_int32",
            Scalar::Char32 | Scalar::U32 => "c_uint32",
            Scalar::I64 => "c_int64",
            Scalar::U64 => "c_uint64",
            Scalar::F32 => "c_float",
            Scalar::F64 => "c_double",
            Scalar::F80 => "c_longdouble",
        }),
        _ => {
            return Err(PyTypeError::new_err(format!(
                "a Python callback cannot take or return {}",
                ty.spelling()?
            )));
        }
    })
}
