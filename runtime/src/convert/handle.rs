//! Pointers to pointers and references to pointers: `T**`, `T*&`, `void**`.
//!
//! A proxy passes the place where it keeps its address, so that C++ can fill it;
//! ctypes pointers and arrays of addresses pass their own memory.
//!
//! May not know: what the addresses point at, beyond its type.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyList, PyString, PyTuple};

use super::buffer::Buffer;
use super::kind::{Kind, is_const};
use super::scalar::{Scalar, wrong_type};
use super::temporaries::Temporaries;
use super::view::View;
use super::{cstring, null};
use crate::instance::{self, Instance};
use crate::registry::{self, Type};

/// The word for a parameter of type `pointee**` or `pointee*&`: where an address is kept.
pub(super) fn argument(
    pointee: Type,
    value: &Bound<'_, PyAny>,
    temporaries: &mut Temporaries,
) -> PyResult<u64> {
    if null::is_null(value) {
        return Ok(0);
    }
    let kind = Kind::of(pointee)?;
    if let Kind::Scalar(scalar) = kind
        && cstring::is_character(scalar)
        && (value.is_instance_of::<PyList>() || value.is_instance_of::<PyTuple>())
    {
        return strings(scalar, is_const(pointee), value, temporaries);
    }
    if let Some(word) = proxy(pointee, kind, value, temporaries)? {
        return Ok(word);
    }
    if let Ok(view) = value.cast::<View>() {
        let view = view.borrow();
        if let Kind::Pointer(inner) = Kind::of(view.element())?
            && same_pointee(pointee, inner)?
        {
            return Ok(view.address() as u64);
        }
        let is_handle = matches!(kind, Kind::Class | Kind::Opaque) && same_pointee(pointee, view.element())?;
        if matches!(kind, Kind::Void) || is_handle {
            return Ok(view.address_slot() as u64);
        }
    }
    if let Some(buffer) = Buffer::of(value)
        && buffer.item_size() == size_of::<usize>()
    {
        if buffer.holds_pointers_to_pointers() && !matches!(kind, Kind::Pointer(_) | Kind::Void) {
            let address = buffer.first_pointer() as u64;
            temporaries.keep_buffer(buffer);
            return Ok(address);
        }
        if holds_addresses_of(kind, &buffer) {
            return Ok(temporaries.keep_buffer(buffer));
        }
    }
    Err(wrong_type(value, &format!("{}**", pointee.spelling()?), "a pointer to keep the address in"))
}

/// The address slot of a proxy. For typed pointers its class must be the very
/// class, or a base at offset 0, because C++ reads and writes the slot itself.
fn proxy(
    pointee: Type,
    kind: Kind,
    value: &Bound<'_, PyAny>,
    temporaries: &mut Temporaries,
) -> PyResult<Option<u64>> {
    let Some(instance) = Instance::from(value) else { return Ok(None) };
    match kind {
        // An object that Python has is no place for just any address: it would be lost.
        Kind::Void if instance.owned() => return Ok(None),
        Kind::Void => {}
        Kind::Class => {
            let Some(class) = registry::class_of(pointee)? else { return Ok(None) };
            let address = instance::address_or_null_as(value, class)?;
            if address != instance.address() {
                return Err(PyTypeError::new_err(format!(
                    "{}**: this object's {} part has another address than the object",
                    class.qualified, class.qualified
                )));
            }
        }
        _ => return Ok(None),
    }
    instance::export::check_unlocked(value)?;
    temporaries.watch(value);
    Ok(Some(instance.address_slot() as u64))
}

fn holds_addresses_of(kind: Kind, buffer: &Buffer) -> bool {
    if buffer.holds(Scalar::I64) || buffer.holds(Scalar::U64) {
        return true;
    }
    let format = buffer.format().trim_start_matches(['<', '@', '=']);
    // An untyped pointer, as which C's callers declare what they get filled in.
    if format == "P" {
        return true;
    }
    match kind {
        Kind::Scalar(Scalar::Char) => format == "z" || buffer.holds_pointers_to(Scalar::Char),
        Kind::Scalar(Scalar::WChar) => format == "Z" || buffer.holds_pointers_to(Scalar::WChar),
        Kind::Scalar(scalar) | Kind::Enumeration(scalar) => buffer.holds_pointers_to(scalar),
        Kind::Pointer(_) | Kind::Void => buffer.holds_pointers(),
        _ => false,
    }
}

fn same_pointee(expected: Type, actual: Type) -> PyResult<bool> {
    // `uint8_t` is but another name of `unsigned char`.
    let signed = |scalar: Scalar| match scalar {
        Scalar::I8 | Scalar::SChar => Some(true),
        Scalar::U8 | Scalar::UChar => Some(false),
        _ => None,
    };
    if let (Kind::Scalar(one), Kind::Scalar(other)) = (Kind::of(expected)?, Kind::of(actual)?)
        && let (Some(one), Some(other)) = (signed(one), signed(other))
    {
        return Ok(one == other);
    }
    let bare = |ty: Type| Ok::<_, PyErr>(ty.spelling()?.trim_start_matches("const "));
    Ok(matches!(Kind::of(expected)?, Kind::Void) || bare(expected)? == bare(actual)?)
}

/// A `const char**`: an array of addresses, NULL at its end, of the strings of a
/// list or tuple.
fn strings(
    scalar: Scalar,
    constant: bool,
    value: &Bound<'_, PyAny>,
    temporaries: &mut Temporaries,
) -> PyResult<u64> {
    let length = value.len()?;
    let words = temporaries.words(length + 1);
    for (index, item) in value.try_iter()?.enumerate().take(length) {
        let item = item?;
        if !item.is_instance_of::<PyString>() && !item.is_instance_of::<PyBytes>() {
            return Err(wrong_type(&item, "char*", "str or bytes"));
        }
        let Some(word) = cstring::argument(scalar, constant, &item, temporaries)? else {
            return Err(wrong_type(&item, "char*", "str or bytes"));
        };
        temporaries.keep(item.unbind());
        // SAFETY: room for `length + 1` words, which `temporaries` keeps.
        unsafe { words.add(index).write(word) };
    }
    Ok(words as u64)
}
