//! Pointers: what Python sees of them, and what Python passes for them.
//!
//! May not know: overloads.

use std::ffi::c_void;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;

use super::buffer::Buffer;
use super::kind::{Kind, is_const};
use super::scalar::{Scalar, wrong_type};
use super::temporaries::{Round, Temporaries};
use super::type_info::{self, TypeInfo};
use super::view::{Shape, View};
use super::{caller, cstring, file, handle, null, object, smart, view};
use crate::instance::{self, Instance, Ownership};
use crate::registry::{self, Type};

/// The Python view of a pointer's value: text for characters, a proxy for
/// classes, a callable for functions, else a view of memory.
///
/// # Safety
///
/// `address` is null or points at what the type says, alive as long as `owner`,
/// or as long as C++ says.
pub unsafe fn to_python(
    py: Python<'_>,
    pointee: Type,
    address: *mut c_void,
    owner: Option<&Bound<'_, PyAny>>,
) -> PyResult<Py<PyAny>> {
    match Kind::of(pointee)? {
        Kind::Scalar(scalar) if cstring::is_character(scalar) => {
            // SAFETY: the caller's promise.
            unsafe { cstring::to_python(py, scalar, address) }
        }
        Kind::Class => match registry::class_on_demand(py, pointee)? {
            // SAFETY: the caller's promise; a smart pointer is seen as what it holds, by address as by reference.
            Some(class) => unsafe {
                match smart::of(class)?.filter(|_| !address.is_null()) {
                    Some(pointer) => smart::show(py, pointer, address, owner),
                    None => instance::wrap_cast(py, class, address, Ownership::Cpp),
                }
            },
            None => opaque(py, pointee, address, owner),
        },
        Kind::Function if address.is_null() => Ok(null::nullptr(py)?.clone().into_any().unbind()),
        Kind::Function => Ok(caller::caller().function(py, pointee, address)?.unbind()),
        Kind::Void | Kind::Opaque if address.is_null() => Ok(null::nullptr(py)?.clone().into_any().unbind()),
        Kind::Array(element, count) => {
            let count = count.and_then(|count| isize::try_from(count).ok());
            let shape = Shape::unknown().with_inner(count.unwrap_or(0));
            View::new(element, shape, address, owner).into_python(py)
        }
        _ => opaque(py, pointee, address, owner),
    }
}

/// A view of memory of unknown length.
pub(super) fn opaque(
    py: Python<'_>,
    pointee: Type,
    address: *mut c_void,
    owner: Option<&Bound<'_, PyAny>>,
) -> PyResult<Py<PyAny>> {
    if !address.is_null() && type_info::is_type_info(pointee.spelling()?) {
        // SAFETY: what C++ gives out as one lies among its constants.
        let known = unsafe { TypeInfo::at(address)? };
        return Ok(Py::new(py, known)?.into_any());
    }
    View::new(pointee, Shape::unknown(), address, owner).into_python(py)
}

/// The address that a value is as a `pointee*`. The value itself has to keep what is there: nothing is converted.
pub fn address(pointee: Type, value: &Bound<'_, PyAny>) -> PyResult<usize> {
    let mut temporaries = Temporaries::new(Round::Exact);
    argument(pointee, value, &mut temporaries).map(|word| word as usize)
}

/// The word for a parameter of type `pointee*`.
pub fn argument(pointee: Type, value: &Bound<'_, PyAny>, temporaries: &mut Temporaries) -> PyResult<u64> {
    match Kind::of(pointee)? {
        Kind::Scalar(scalar) if cstring::is_character(scalar) => {
            cstring::argument(scalar, is_const(pointee), value, temporaries)?
                .ok_or_else(|| wrong_type(value, &format!("{}*", scalar.name()), "str or bytes"))
        }
        Kind::Scalar(scalar) | Kind::Enumeration(scalar) => {
            elements(scalar, is_const(pointee), value, temporaries)
        }
        Kind::Void => any_address(value, temporaries),
        Kind::Class => object::pointer(pointee, value, temporaries),
        Kind::Pointer(inner) => handle::argument(inner, value, temporaries),
        Kind::Array(..) => row(pointee, value, temporaries),
        Kind::Function => function(pointee, value),
        Kind::Null | Kind::Reference(..) | Kind::Opaque => opaque_argument(pointee, value, temporaries),
    }
}

/// A function pointer.
pub(super) fn function(ty: Type, value: &Bound<'_, PyAny>) -> PyResult<u64> {
    if null::is_null(value) {
        return Ok(0);
    }
    match caller::caller().function_address(ty, value)? {
        Some(address) => Ok(address as u64),
        None => Err(wrong_type(value, ty.spelling()?, "a function")),
    }
}

/// A pointer to numbers: an array, a ctypes object or pointer, a view.
pub(super) fn elements(
    scalar: Scalar,
    constant: bool,
    value: &Bound<'_, PyAny>,
    temporaries: &mut Temporaries,
) -> PyResult<u64> {
    if null::is_null(value) {
        return Ok(0);
    }
    if let Some(address) = view::address_of(value, scalar)? {
        return Ok(address as u64);
    }
    // A container is not a pointer to C++: it stands for one where no function takes the container itself.
    if temporaries.round != Round::Implicit && Instance::from(value).is_some() {
        temporaries.more_with_conversion = true;
        return Err(wrong_type(
            value,
            &format!("{}*", scalar.name()),
            "an array or pointer of this very type",
        ));
    }
    if let Some(buffer) = Buffer::typed(value, scalar, constant)? {
        return Ok(temporaries.keep_buffer(buffer));
    }
    if let Some(buffer) = Buffer::of(value)
        && buffer.holds_pointers_to(scalar)
    {
        let address = buffer.first_pointer() as u64;
        temporaries.keep_buffer(buffer);
        return Ok(address);
    }
    Err(wrong_type(value, &format!("{}*", scalar.name()), "an array or pointer of this very type"))
}

/// `void*`: the address of whatever has one.
fn any_address(value: &Bound<'_, PyAny>, temporaries: &mut Temporaries) -> PyResult<u64> {
    if null::is_null(value) {
        return Ok(0);
    }
    if let Some(instance) = Instance::from(value) {
        return match instance.class() {
            Some(class) => Ok(instance::address_or_null_as(value, class)? as u64),
            None => Ok(instance.address() as u64),
        };
    }
    if let Ok(view) = value.cast::<View>() {
        return Ok(view.borrow().address() as u64);
    }
    if value.is_exact_instance_of::<pyo3::types::PyInt>() {
        return Scalar::U64.from_python(value, false);
    }
    if let Some(buffer) = Buffer::of(value) {
        if buffer.holds_pointers() && buffer.bytes() == size_of::<usize>() {
            let address = buffer.first_pointer() as u64;
            temporaries.keep_buffer(buffer);
            return Ok(address);
        }
        return Ok(temporaries.keep_buffer(buffer));
    }
    if let Some(address) = capsule_address(value) {
        return Ok(address);
    }
    Err(wrong_type(value, "void*", "an object from C++, an address or a buffer"))
}

/// The address in a capsule.
pub fn capsule_address(value: &Bound<'_, PyAny>) -> Option<u64> {
    use pyo3::ffi;
    // SAFETY: a live object; the capsule's own name is asked for.
    unsafe {
        if ffi::PyCapsule_CheckExact(value.as_ptr()) == 0 {
            return None;
        }
        let address = ffi::PyCapsule_GetPointer(value.as_ptr(), ffi::PyCapsule_GetName(value.as_ptr()));
        Some(address as u64)
    }
}

/// A pointer to arrays, `T (*)[N]`: the rows lie one behind the other.
pub(super) fn row(array: Type, value: &Bound<'_, PyAny>, temporaries: &mut Temporaries) -> PyResult<u64> {
    let mut element = array;
    while let Kind::Array(inner, _) = Kind::of(element)? {
        element = inner;
    }
    match Kind::of(element)?.scalar() {
        Some(scalar) => elements(scalar, is_const(element), value, temporaries),
        None => opaque_argument(element, value, temporaries),
    }
}

/// A pointer to something unknown: only what C++ gave out under the same name, or null.
pub(super) fn opaque_argument(
    pointee: Type,
    value: &Bound<'_, PyAny>,
    temporaries: &mut Temporaries,
) -> PyResult<u64> {
    if null::is_null(value) {
        return Ok(0);
    }
    let spelling = pointee.spelling()?;
    if let Ok(view) = value.cast::<View>() {
        let view = view.borrow();
        if view.element().spelling()?.trim_start_matches("const ") == spelling.trim_start_matches("const ") {
            temporaries.keep(value.clone().unbind());
            return Ok(view.address() as u64);
        }
    }
    if let Some(word) = type_info::argument(spelling, value) {
        return Ok(word);
    }
    if file::is_stream(spelling) {
        return file::argument(value, temporaries);
    }
    Err(PyTypeError::new_err(format!("{spelling}* expected")))
}
