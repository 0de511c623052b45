//! Python callables as C++ function pointers.
//!
//! ctypes, imported when the first one is needed, makes the machine code. What
//! the callable raises is kept and raised again when the C++ function that called
//! it returns; C++ sees a zero meanwhile: the frames of ctypes and libffi lie between,
//! which have the interpreter's lock to give back, and no exception may pass them. (What
//! a `std::function` calls may throw, see [`super::functor`].) How objects are passed by value only a compiler knows: where there
//! are such, the package's Python has the code compiled.
//!
//! May not know: which function takes the pointer.

use std::cell::RefCell;
use std::collections::{HashMap, VecDeque};
use std::ffi::c_void;
use std::sync::{Arc, Mutex};

use cppbind_abi::records::TypeListEntry;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyCFunction, PyDict, PyTuple, PyWeakrefMethods, PyWeakrefReference};

use super::function::Function;
use super::functor::shown::Shown;
use super::signals::Barrier;
use crate::convert::buffer::Buffer;
use crate::convert::kind::Kind;
use crate::convert::scalar::Scalar;
use crate::instance;
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

/// The address of machine code that calls a Python callable. The code is the callable's as long as that lives, or for
/// ever where that takes no attributes. It is not freed then: C++ may have kept the address.
pub(super) fn address(ty: Type, callable: &Bound<'_, PyAny>) -> PyResult<*mut c_void> {
    let py = callable.py();
    let attribute = pyo3::intern!(py, "__cppyy_callbacks__");
    let spelling = ty.spelling()?;
    let known = callable.getattr_opt(attribute)?.and_then(|known| known.cast_into::<PyDict>().ok());
    if let Some(known) = &known
        && let Some(lease) = known.get_item(spelling)?
    {
        return code(lease.cast::<Lease>()?.get().thunk.bind(py));
    }
    let known = known.unwrap_or_else(|| PyDict::new(py));
    if callable.setattr(attribute, &known).is_err() {
        // C++ may keep the pointer, and nothing says for how long.
        let lease = Lease::make(py, ty, Target::Held(callable.clone().unbind()))?;
        let address = code(lease.thunk.bind(py));
        std::mem::forget(lease);
        return address;
    }
    let lease = Lease::make(py, ty, Target::owner(callable))?;
    let address = code(lease.thunk.bind(py));
    known.set_item(spelling, Bound::new(py, lease)?)?;
    address
}

/// Keeps the callables whose code an object was given as function pointers: it may have stored them.
pub(super) fn keep(
    function: &Function,
    object: &Bound<'_, PyAny>,
    arguments: &[Bound<'_, PyAny>],
) -> PyResult<()> {
    for (parameter, value) in function.signature()?.parameters.iter().zip(arguments) {
        if let Kind::Pointer(pointee) = Kind::of(parameter.argument.ty)?
            && matches!(Kind::of(pointee)?, Kind::Function)
            && value.hasattr(pyo3::intern!(value.py(), "__cppyy_callbacks__"))?
        {
            instance::keep_for(object, value)?;
        }
    }
    Ok(())
}

/// What a piece of code calls at the moment; nothing where that has ended.
type Slot = Arc<Mutex<Option<Target>>>;

/// A piece of code, as long as it is one callable's.
#[pyclass(frozen, module = "cppyy_rs.types")]
struct Lease {
    thunk: Py<PyAny>,
    slot: Slot,
    spelling: &'static str,
}

/// Code whose callables have ended: the latest last.
type Waiting = VecDeque<(Py<PyAny>, Slot)>;

/// By the spellings of their types.
static RETIRED: Mutex<Option<HashMap<&'static str, Waiting>>> = Mutex::new(None);

/// How many pieces of code of one type wait before the first is used again: so long, C++ that calls a function whose
/// callable has ended gets an error, where it would call another one afterwards.
const WAITING: usize = 64;

impl Lease {
    fn make(py: Python<'_>, ty: Type, target: Target) -> PyResult<Self> {
        let spelling = ty.spelling()?;
        let waiting = {
            let mut retired = RETIRED.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
            let all = retired.get_or_insert_default().entry(spelling).or_default();
            if all.len() > WAITING { all.pop_front() } else { None }
        };
        if let Some((thunk, slot)) = waiting {
            *slot.lock().unwrap_or_else(|poisoned| poisoned.into_inner()) = Some(target);
            return Ok(Self { thunk, slot, spelling });
        }
        let slot = Arc::new(Mutex::new(Some(target)));
        let thunk = make(py, ty, slot.clone())?.unbind();
        Ok(Self { thunk, slot, spelling })
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        // What ends with the target may run any code: not while something is locked.
        let target = self.slot.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).take();
        drop(target);
        let thunk = Python::attach(|py| self.thunk.clone_ref(py));
        let mut retired = RETIRED.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        retired
            .get_or_insert_default()
            .entry(self.spelling)
            .or_default()
            .push_back((thunk, self.slot.clone()));
    }
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

    fn get<'py>(slot: &Slot, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let target = {
            let target = slot.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
            match &*target {
                Some(Self::Held(callable)) => Some(callable.bind(py).clone()),
                Some(Self::Owner(reference)) => reference.bind(py).upgrade(),
                None => None,
            }
        };
        target.ok_or_else(|| {
            PyTypeError::new_err("C++ calls a function pointer whose Python callable has ended")
        })
    }
}

/// The address in a ctypes function, or that of compiled code.
fn code(thunk: &Bound<'_, PyAny>) -> PyResult<*mut c_void> {
    if let Ok(address) = thunk.extract::<usize>() {
        return Ok(address as *mut c_void);
    }
    Buffer::of(thunk)
        .map(|buffer| buffer.first_pointer())
        .ok_or_else(|| PyTypeError::new_err("ctypes made no function"))
}

fn make<'py>(py: Python<'py>, ty: Type, slot: Slot) -> PyResult<Bound<'py, PyAny>> {
    if passes_objects(ty)? {
        return compile(py, ty, slot);
    }
    let ctypes = py.import("ctypes")?;
    let class_of = |ty: Type| -> PyResult<Bound<'py, PyAny>> {
        match name(ty)? {
            Some(name) => ctypes.getattr(name),
            None => Ok(py.None().into_bound(py)),
        }
    };
    let parameters = ty.dictionary.range::<TypeListEntry>(ty.record.declaration, ty.record.count as u32)?;
    let mut signature = vec![class_of(ty.element()?)?];
    let mut references = Vec::new();
    for parameter in parameters {
        let parameter = Type::new(ty.dictionary, parameter.ty)?;
        if let Kind::Reference(..) = Kind::of(parameter)? {
            signature.push(ctypes.getattr("c_void_p")?);
            references.push(Some(Shown::of_type(parameter)?));
        } else {
            signature.push(class_of(parameter)?);
            references.push(None);
        }
    }
    let prototype = ctypes.getattr("CFUNCTYPE")?.call1(PyTuple::new(py, signature)?)?;
    let returns = !matches!(Kind::of(ty.element()?)?, Kind::Void);
    let body = move |arguments: &Bound<'_, PyTuple>, _: Option<&Bound<'_, PyDict>>| -> PyResult<Py<PyAny>> {
        let py = arguments.py();
        let _barrier = Barrier::raise();
        let called = Target::get(&slot, py).and_then(|target| call(&target, arguments, &references));
        match called {
            Ok(value) => Ok(value.unbind()),
            Err(error) => {
                keep_raised(error);
                Ok(if returns { 0i32.into_pyobject(py)?.into_any().unbind() } else { py.None() })
            }
        }
    };
    prototype.call1((PyCFunction::new_closure(py, None, None, body)?,))
}

/// Whether a function of this type takes or returns objects by value.
fn passes_objects(ty: Type) -> PyResult<bool> {
    let parameters = ty.dictionary.range::<TypeListEntry>(ty.record.declaration, ty.record.count as u32)?;
    let mut passes = matches!(Kind::of(ty.element()?)?, Kind::Class);
    for parameter in parameters {
        passes |= matches!(Kind::of(Type::new(ty.dictionary, parameter.ty)?)?, Kind::Class);
    }
    Ok(passes)
}

/// Compiled code; what the callable raises it throws.
fn compile<'py>(py: Python<'py>, ty: Type, slot: Slot) -> PyResult<Bound<'py, PyAny>> {
    let body = move |arguments: &Bound<'_, PyTuple>, _: Option<&Bound<'_, PyDict>>| -> PyResult<Py<PyAny>> {
        Target::get(&slot, arguments.py())?.call1(arguments.clone()).map(Bound::unbind)
    };
    let body = PyCFunction::new_closure(py, None, None, body)?;
    py.import("cppyy_rs.run_time.function_pointers")?.call_method1("of_callable", (ty.spelling()?, body))
}

/// The address of a C++ function for which no stub can stand.
pub(super) fn address_of_function(py: Python<'_>, ty: Type, function: &str) -> PyResult<*mut c_void> {
    let module = py.import("cppyy_rs.run_time.function_pointers")?;
    let address: usize = module.call_method1("of_function", (ty.spelling()?, function))?.extract()?;
    Ok(address as *mut c_void)
}

/// Calls with what C++ refers to in place of the addresses that ctypes has got of it.
fn call<'py>(
    target: &Bound<'py, PyAny>,
    arguments: &Bound<'py, PyTuple>,
    references: &[Option<Shown>],
) -> PyResult<Bound<'py, PyAny>> {
    if references.iter().all(Option::is_none) {
        return target.call1(arguments.clone());
    }
    let py = target.py();
    let mut objects = Vec::new();
    for (argument, reference) in arguments.iter().zip(references) {
        let address = match reference {
            Some(_) => argument.extract::<usize>()? as *mut c_void,
            None => std::ptr::null_mut(),
        };
        let shown = match reference {
            // SAFETY: C++ passes a reference for such a parameter, to a live value of its type.
            Some(shown) => unsafe { Bound::from_owned_ptr_or_err(py, shown.give(address))? },
            None => argument,
        };
        objects.push((shown, address));
    }
    let called = target.call1(PyTuple::new(py, objects.iter().map(|(shown, _)| shown))?);
    for ((object, address), reference) in objects.iter().zip(references) {
        if let Some(shown) = reference {
            // SAFETY: made of this address above; what C++ refers to outlives the call.
            unsafe { shown.take_back(object, *address) };
        }
    }
    called
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
        Kind::Scalar(scalar) | Kind::Enumeration(scalar) => Some(ctypes_class(scalar)),
        _ => {
            return Err(PyTypeError::new_err(format!(
                "a Python callback cannot take or return {}",
                ty.spelling()?
            )));
        }
    })
}

/// The ctypes class of a number.
pub(super) fn ctypes_class(scalar: Scalar) -> &'static str {
    match scalar {
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
    }
}
