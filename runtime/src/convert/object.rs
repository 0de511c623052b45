//! Class arguments: by pointer, by reference, by value.
//!
//! May not know: which constructor makes an implicit conversion.

use std::ffi::c_void;

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyList, PyTuple};

use super::argument::Passing;
use super::caller::Refused;
use super::kind::is_const;
use super::temporaries::{Round, Temporaries};
use super::{caller, null, pointer, smart, structs};
use crate::instance::{self, Instance};
use crate::registry::{self, Class, Type};

/// The word for a parameter `T*` of a class.
pub fn pointer(pointee: Type, value: &Bound<'_, PyAny>, temporaries: &mut Temporaries) -> PyResult<u64> {
    if null::is_null(value) {
        return Ok(0);
    }
    let Some(class) = registry::class_of(pointee)? else {
        return pointer::opaque_argument(pointee, value, temporaries);
    };
    let cast;
    let object = match cast_to_cpp(value)? {
        Some(made) => {
            cast = made;
            temporaries.keep(cast.clone().unbind());
            &cast
        }
        None => value,
    };
    let address = match instance::address_or_null_as(object, class) {
        Ok(address) => address,
        Err(error) => {
            if let Some(held) = smart::of(class)?
                && let Some(word) = smart::argument(held, Passing::Reference, object, temporaries)?
            {
                return Ok(word);
            }
            let array = structs::argument(pointee, is_const(pointee), object, temporaries)?;
            return array.ok_or(error);
        }
    };
    if !is_const(pointee) {
        changeable(object, temporaries)?;
    }
    if temporaries.gives_ownership
        && !is_const(pointee)
        && let Some(instance) = Instance::from(object)
    {
        instance.set_owned(false);
    }
    Ok(address as u64)
}

/// An object that C++ may change must not show its memory to a buffer that the change would leave dangling.
fn changeable(object: &Bound<'_, PyAny>, temporaries: &mut Temporaries) -> PyResult<()> {
    let checked = instance::export::check_unlocked(object);
    // The object fits: another overload, which takes a copy, is not what was meant.
    temporaries.raised |= checked.is_err();
    checked
}

/// The word for a parameter `T&`: an object, never null, never a temporary.
pub fn reference(
    class: &'static Class,
    value: &Bound<'_, PyAny>,
    temporaries: &mut Temporaries,
) -> PyResult<u64> {
    let word = existing(class, value, temporaries)?;
    changeable(value, temporaries)?;
    Ok(word)
}

/// The word for an object that is there.
fn existing(class: &'static Class, value: &Bound<'_, PyAny>, temporaries: &mut Temporaries) -> PyResult<u64> {
    match cast_to_cpp(value)? {
        Some(made) => {
            let address = instance::address_as(&made, class)?;
            temporaries.keep(made.unbind());
            Ok(address as u64)
        }
        None => Ok(instance::address_as(value, class)? as u64),
    }
}

/// The word for `const T&` or `T`: an object, or a temporary made of the argument.
pub fn value(
    class: &'static Class,
    value: &Bound<'_, PyAny>,
    temporaries: &mut Temporaries,
) -> PyResult<u64> {
    // An error that nobody sees costs more than most conversions: it is made where they fail.
    let other = Instance::from(value).is_some_and(|instance| instance::is_unrelated(instance, class));
    if other || !may_be_cpp(value) {
        return converted(class, value, temporaries, || not_an_object(value, class));
    }
    let refused = match existing(class, value, temporaries) {
        Ok(word) => return Ok(word),
        Err(error) if error.is_instance_of::<PyTypeError>(value.py()) => error,
        Err(error) => return Err(error),
    };
    converted(class, value, temporaries, || refused)
}

/// The word for `T`, or for `const T&` where nothing refers to it afterwards: an object, or a temporary.
pub fn passing(
    class: &'static Class,
    value: &Bound<'_, PyAny>,
    temporaries: &mut Temporaries,
) -> PyResult<u64> {
    if temporaries.round != Round::Implicit {
        return self::value(class, value, temporaries);
    }
    if let Some(destroy) = class.destroy_stub()
        && let Some(made) = caller::caller().literal(class, value)
    {
        let made = made.inspect_err(|_| temporaries.raised = true)?.as_ptr();
        // SAFETY: a new object of the class that nothing else ends.
        unsafe { temporaries.defer(destroy, made) };
        return Ok(made as u64);
    }
    match collection(class, value, temporaries) {
        Ok(Some(made)) => Ok(made as u64),
        Ok(None) => self::value(class, value, temporaries),
        Err(refused) => Err(refused.note(temporaries)),
    }
}

/// A container of the class with the items of a list or tuple, without a proxy; `None` for other values and classes.
pub(super) fn collection(
    class: &'static Class,
    value: &Bound<'_, PyAny>,
    temporaries: &mut Temporaries,
) -> Result<Option<*mut c_void>, Refused> {
    let is_one = value.is_exact_instance_of::<PyList>() || value.is_exact_instance_of::<PyTuple>();
    let Some(destroy) = class.destroy_stub().filter(|_| is_one) else { return Ok(None) };
    let Some(made) = caller::caller().collection(class, value, temporaries)? else { return Ok(None) };
    // SAFETY: a new object of the class that nothing else ends.
    unsafe { temporaries.defer(destroy, made.as_ptr()) };
    Ok(Some(made.as_ptr()))
}

/// The word for `T&&`: an object that may be moved from, which is one marked by
/// `std::move`, one that nothing else refers to, or a copy.
pub fn rvalue(
    class: &'static Class,
    value: &Bound<'_, PyAny>,
    temporaries: &mut Temporaries,
) -> PyResult<u64> {
    let own = Instance::from(value)
        .filter(|instance| instance.class().is_some_and(|own| own.depth_to(class).is_some()));
    // An object of another class, moved from or not, is what a constructor makes a temporary of.
    let Some(instance) = own else {
        return converted(class, value, temporaries, || not_an_object(value, class));
    };
    // SAFETY: a live object. The caller's stack holds the one reference of a temporary.
    let unshared = unsafe { ffi::Py_REFCNT(value.as_ptr()) } == 1 && instance.owned();
    if unshared || instance.take_rvalue() {
        return reference(class, value, temporaries);
    }
    converted(class, value, temporaries, || {
        let text = "object is not an rvalue: pass a temporary, or mark it with std.move";
        PyValueError::new_err(format!("{text} (to {})", class.qualified))
    })
}

fn converted(
    class: &'static Class,
    value: &Bound<'_, PyAny>,
    temporaries: &mut Temporaries,
    refused: impl FnOnce() -> PyErr,
) -> PyResult<u64> {
    if temporaries.round != Round::Implicit {
        temporaries.more_with_conversion = true;
        return Err(refused());
    }
    let made = match cast_to_cpp(value)? {
        Some(arguments) => caller::caller().implicit(class, &arguments, temporaries),
        None => caller::caller().implicit(class, value, temporaries),
    };
    match made {
        Ok(Some(made)) => {
            let address = instance::address_as(&made, class)?;
            temporaries.keep(made.unbind());
            Ok(address as u64)
        }
        Ok(None) => Err(refused()),
        Err(refused) => Err(refused.note(temporaries)),
    }
}

/// Whether a value is an object from C++, or of a class that may say which one it stands for.
fn may_be_cpp(value: &Bound<'_, PyAny>) -> bool {
    // SAFETY: a live object has a live type. Builtin types say nothing, and those of C++ are none of them.
    unsafe { (*ffi::Py_TYPE(value.as_ptr())).tp_flags & ffi::Py_TPFLAGS_HEAPTYPE != 0 }
}

/// The error for a value that is no object from C++.
fn not_an_object(value: &Bound<'_, PyAny>, class: &Class) -> PyErr {
    match instance::address_as(value, class) {
        Err(error) => error,
        Ok(_) => PyTypeError::new_err(format!("a {} object is expected", class.qualified)),
    }
}

/// What an object of a Python class is to C++: the result of its `__cast_cpp__`;
/// the C++ exception behind a Python one.
fn cast_to_cpp<'py>(value: &Bound<'py, PyAny>) -> PyResult<Option<Bound<'py, PyAny>>> {
    if !may_be_cpp(value) || Instance::from(value).is_some() {
        return Ok(None);
    }
    let py = value.py();
    // SAFETY: a live object.
    if unsafe { ffi::PyExceptionInstance_Check(value.as_ptr()) } != 0 {
        let proxy = value.getattr_opt(pyo3::intern!(py, "__cpp_proxy__"))?;
        return Ok(proxy.filter(|proxy| !proxy.is_none()));
    }
    match value.getattr_opt(pyo3::intern!(py, "__cast_cpp__"))? {
        Some(method) => method.call0().map(Some),
        None => Ok(None),
    }
}

/// Memory for an object of the class, from its own operator new or the global one.
pub fn allocate(class: &'static Class) -> PyResult<*mut c_void> {
    match class.allocate()? {
        Some(memory) => Ok(memory.as_ptr()),
        None => Err(pyo3::exceptions::PyMemoryError::new_err(class.qualified)),
    }
}

/// Ends an object that Python has never seen, and frees its memory.
///
/// # Safety
///
/// `object` is a whole object of this class, in memory from [`allocate`] or from `new`.
pub unsafe fn end(class: &'static Class, object: *mut c_void) {
    if let Ok(Some(stub)) = class.dictionary.stub(class.record.destroy) {
        // SAFETY: the record's docs give the stub this type; the caller's promise.
        unsafe {
            let destroy: unsafe extern "C" fn(*mut c_void) = std::mem::transmute(stub.as_ptr());
            destroy(object);
        }
        instance::report_pending();
    }
}

/// Gives memory back in which no object was constructed.
///
/// # Safety
///
/// `memory` came from [`allocate`] for this class and holds no object.
pub unsafe fn deallocate(class: &'static Class, memory: *mut c_void) {
    // SAFETY: the caller's promise.
    unsafe { class.deallocate(memory) };
}
