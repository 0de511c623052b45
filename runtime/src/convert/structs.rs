//! Arrays of structs where C++ wants a pointer to the first: structured arrays, views, containers.
//!
//! May not know: calls, which parameters want them.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;

use super::buffer::Buffer;
use super::format::{self, Format};
use super::pep3118;
use super::temporaries::{Round, Temporaries};
use super::view::View;
use crate::instance::Instance;
use crate::registry::{self, Class, Type};

/// The word for a parameter `T*` from an array of such structs; `None` for a value that is no array.
pub(super) fn argument(
    element: Type,
    constant: bool,
    value: &Bound<'_, PyAny>,
    temporaries: &mut Temporaries,
) -> PyResult<Option<u64>> {
    if let Ok(view) = value.cast::<View>() {
        let view = view.borrow();
        let (Some(wanted), Some(shown)) = (registry::class_of(element)?, registry::class_of(view.element())?)
        else {
            return Ok(None);
        };
        // The next element must be where C++ looks for it: a derived class's is not.
        if !std::ptr::eq(wanted, shown) || !constant && super::kind::is_const(view.element()) {
            return Ok(None);
        }
        temporaries.keep(value.clone().unbind());
        return Ok(Some(view.address() as u64));
    }
    // A container is not a pointer to C++: it stands for one where no function takes the container itself.
    if temporaries.round != Round::Implicit && Instance::from(value).is_some() {
        temporaries.more_with_conversion = true;
        return Ok(None);
    }
    let Some(buffer) = Buffer::of(value) else { return Ok(None) };
    let Some(class) = registry::class_of(element)? else { return Ok(None) };
    check(value.py(), element, class, &buffer)?;
    if buffer.bytes() > 0
        && !(buffer.address() as usize).is_multiple_of(class.record.alignment.max(1) as usize)
    {
        let text = format!("{}*: the array's memory is not aligned for its elements", class.qualified);
        return Err(PyTypeError::new_err(text));
    }
    if !constant && buffer.is_read_only() {
        return Err(PyTypeError::new_err(format!("{}*: the buffer is read-only", class.qualified)));
    }
    Ok(Some(temporaries.keep_buffer(buffer)))
}

/// Whether the elements of a buffer are such structs, TypeError saying why not.
pub fn check(py: Python<'_>, element: Type, class: &Class, buffer: &Buffer) -> PyResult<()> {
    let refused = |why: &str| PyTypeError::new_err(format!("{}*: {why}", class.qualified));
    let wanted = match format::of(element) {
        Ok(wanted) => wanted,
        Err(error) => return Err(refused(&error.value(py).to_string())),
    };
    if holds(&wanted, buffer) {
        return Ok(());
    }
    let (given, wanted) = (buffer.format(), wanted.text.to_string_lossy());
    Err(refused(&format!(
        "the array's elements are {given} of {} bytes, not {wanted} of {}",
        buffer.item_size(),
        class.record.size
    )))
}

/// Whether elements of a buffer have a format.
fn holds(wanted: &Format, buffer: &Buffer) -> bool {
    let count = wanted.extents.iter().product::<isize>().unsigned_abs();
    if buffer.item_size() != wanted.size * count {
        return false;
    }
    let wanted = wanted.text.to_str().unwrap_or("");
    // Ours tells all bytes.
    wanted == buffer.format()
        || pep3118::layouts(wanted)
            .next()
            .is_some_and(|wanted| pep3118::layouts(buffer.format()).any(|layout| layout == wanted))
}
