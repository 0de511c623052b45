//! Containers that show the elements of others (`std::span`), made of what has some: arrays and containers of C++, whose
//! elements are shown where they are; lists, where C++ only reads.
//!
//! May not know: who asks for one.

use std::ffi::c_void;
use std::ptr;

use cppbind_abi::codes::{ClassFlags, ContainerKind};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;

use super::element::{Cell, Element};
use super::fill::{each, unfit};
use super::place::Place;
use super::{Address, Container, check, inherited};
use crate::convert::buffer::Buffer;
use crate::convert::caller::Refused;
use crate::convert::structs;
use crate::convert::temporaries::{Round, Temporaries};
use crate::instance;
use crate::registry;

type Borrow = unsafe extern "C" fn(Address, usize) -> Address;

impl Container {
    /// A new container that shows the elements of a value, which are kept with `temporaries`.
    pub(super) fn borrow(
        &self,
        borrow: Borrow,
        value: &Bound<'_, PyAny>,
        temporaries: &mut Temporaries,
    ) -> Result<Address, Refused> {
        let (first, count) = match self.lent(value, temporaries).map_err(Refused::Unfit)? {
            Some(lent) => lent,
            None => self.copied(value, temporaries)?,
        };
        // SAFETY: so many elements of its type, which live as long as the temporaries.
        let made = unsafe { borrow(first, count) };
        check(value.py()).map_err(Refused::Raised)?;
        if made.is_null() {
            let text = format!("a {} cannot show {count} elements", self.class.qualified);
            return Err(Refused::Unfit(PyValueError::new_err(text)));
        }
        Ok(made)
    }

    /// Where a value has such elements; `None` where it has none that could be shown.
    fn lent(
        &self,
        value: &Bound<'_, PyAny>,
        temporaries: &mut Temporaries,
    ) -> PyResult<Option<(Address, usize)>> {
        let Some(element) = &self.element else { return Ok(None) };
        if let Some(lent) = self.lent_by_container(element, value, temporaries)? {
            return Ok(Some(lent));
        }
        let Some(buffer) = Buffer::of(value).filter(|buffer| buffer.dimensions() == 1) else {
            return Ok(None);
        };
        let holds = match (element.scalar(), registry::class_of(element.ty)?) {
            (Some(scalar), _) => buffer.holds(scalar),
            (None, Some(class)) if buffer.is_structured() => {
                structs::check(value.py(), element.ty, class, &buffer)?;
                (buffer.address() as usize).is_multiple_of(class.record.alignment.max(1) as usize)
            }
            _ => false,
        };
        if !holds {
            return Ok(None);
        }
        if buffer.is_read_only() && !self.is_constant() {
            let text = format!("{}: the buffer is read-only", self.class.qualified);
            return Err(PyTypeError::new_err(text));
        }
        let count = buffer.bytes() / buffer.item_size().max(1);
        Ok(Some((temporaries.keep_buffer(buffer) as Address, count)))
    }

    /// The same of a container from C++, without a buffer: of elements that Python's buffers do not know, too.
    fn lent_by_container(
        &self,
        element: &Element,
        value: &Bound<'_, PyAny>,
        temporaries: &mut Temporaries,
    ) -> PyResult<Option<(Address, usize)>> {
        let Some(class) = instance::class_of(value) else { return Ok(None) };
        let Some((other, _)) = inherited(class)? else { return Ok(None) };
        let bare = |element: &Element| Ok::<_, PyErr>(element.ty.spelling()?.trim_start_matches("const "));
        let same = match &other.element {
            Some(theirs) => bare(theirs)? == bare(element)?,
            None => false,
        };
        let (ContainerKind::Contiguous, Some(view)) = (other.kind(), other.operations.view) else {
            return Ok(None);
        };
        if !same || other.is_constant() && !self.is_constant() {
            return Ok(None);
        }
        let place = Place::of(value)?;
        let (mut first, mut count) = (ptr::null_mut::<c_void>(), 0);
        // SAFETY: a live container, which the call's caller holds.
        unsafe { view(place.address, &raw mut first, &raw mut count) };
        temporaries.keep(value.clone().unbind());
        Ok(Some((first, count)))
    }

    /// Copies of the items of a collection, where C++ only reads them and their bytes are all that they are.
    fn copied(
        &self,
        value: &Bound<'_, PyAny>,
        temporaries: &mut Temporaries,
    ) -> Result<(Address, usize), Refused> {
        let py = value.py();
        let name = self.class.qualified;
        let refused = |why: &str| Refused::Unfit(PyTypeError::new_err(format!("{name}: {why}")));
        if !self.is_constant() {
            return Err(refused(
                "C++ may write to the elements: an array of their type or a container from C++ is expected",
            ));
        }
        let Some(element) = &self.element else { return Err(refused("elements without a type")) };
        let class = registry::class_of(element.ty).map_err(|error| Refused::Raised(error.into()))?;
        let plain = class.is_none_or(|class| {
            class.flags().has(ClassFlags::TRIVIALLY_COPYABLE) && class.record.alignment <= 8
        });
        if !plain || element.is_text() {
            return Err(refused("a container from C++ is expected"));
        }
        let size = self.operations.element_size;
        let mut bytes: Vec<u8> = Vec::new();
        each(value, |index, item| {
            let mut cell = Cell::default();
            let mut own = Temporaries::new(Round::Implicit);
            let passed = element.pass(item, &mut cell, &mut own).map_err(|error| unfit(py, index, error))?;
            // SAFETY: an element of its type, whose bytes are all that it is.
            bytes.extend_from_slice(unsafe { std::slice::from_raw_parts(passed.cast::<u8>(), size) });
            temporaries.adopt(own);
            Ok(())
        })?;
        let words = temporaries.words(bytes.len().div_ceil(8)).cast::<u8>();
        // SAFETY: room for as many bytes.
        unsafe { ptr::copy_nonoverlapping(bytes.as_ptr(), words, bytes.len()) };
        Ok((words.cast(), bytes.len() / size.max(1)))
    }
}
