//! What is in a container, in either direction.
//!
//! May not know: containers.

use std::ffi::c_void;

use pyo3::ffi;
use pyo3::prelude::*;

use super::Address;
use crate::convert::argument::Argument;
use crate::convert::in_place::{Load, Store, accessors};
use crate::convert::kind::{Kind, is_class_named};
use crate::convert::scalar::Scalar;
use crate::convert::temporaries::{Round, Temporaries};
use crate::convert::{self, layout, text};
use crate::dictionary::Damaged;
use crate::registry::{self, Type};
use crate::state::{self, StringPolicy};

/// The type of elements, or of keys or of what belongs to them.
#[derive(Debug)]
pub(super) struct Element {
    pub(super) ty: Type,
    form: Form,
    /// How numbers are read and written without a detour.
    pub(super) in_place: Option<(Load, Store)>,
    argument: Argument,
}

#[derive(Clone, Copy, Debug)]
enum Form {
    Scalar(Scalar),
    /// A `std::string`, which Python sees as `str`.
    Text,
    /// A class: passed by the address of an object.
    Object,
    /// A pointer and the like: passed by the address of a word.
    Word,
}

/// A value on its way to C++, which gets its address.
#[repr(C, align(16))]
#[derive(Default)]
pub(super) struct Cell([u64; 2]);

impl Element {
    pub(super) fn new(ty: Type) -> Result<Self, Damaged> {
        let form = match Kind::of(ty)? {
            Kind::Scalar(scalar) | Kind::Enumeration(scalar) => Form::Scalar(scalar),
            Kind::Class if is_class_named(ty, "std::string")? => Form::Text,
            Kind::Class => Form::Object,
            _ => Form::Word,
        };
        let in_place = match Kind::of(ty)? {
            Kind::Scalar(scalar) => accessors(scalar),
            _ => None,
        };
        // A view of a string does not outlive it: it is passed as the object that it is.
        let argument = match form {
            Form::Object => Argument::of_object(ty)?,
            _ => Argument::of_value(ty)?,
        };
        Ok(Self { ty, form, in_place, argument })
    }

    /// Whether Python sees a number, which copying bytes copies.
    pub(super) fn is_number(&self) -> bool {
        self.in_place.is_some()
    }

    /// Whether an object may refer to what it was made of: a class without a destructor owns nothing.
    pub(super) fn may_refer(&self) -> bool {
        let class = matches!(self.form, Form::Object).then(|| registry::class_of(self.ty).ok().flatten());
        class.flatten().is_some_and(|class| class.record.destruct == cppbind_abi::NONE)
    }

    /// Whether it is a `std::string`.
    pub(super) fn is_text(&self) -> bool {
        matches!(self.form, Form::Text)
    }

    /// The type of elements that Python's buffers may hold.
    pub(super) fn scalar(&self) -> Option<Scalar> {
        match self.form {
            Form::Scalar(scalar) => Some(scalar),
            _ => None,
        }
    }

    /// Whether Python refers to elements where they are: a small container must not live in its proxy then.
    pub(super) fn is_shared(&self) -> bool {
        matches!(self.form, Form::Object | Form::Text)
    }

    /// The Python object for an element; one that shares its memory keeps `owner` alive.
    ///
    /// # Safety
    ///
    /// `address` is that of a live object of the type, which lives as long as `owner`, or for ever.
    #[inline]
    pub(super) unsafe fn load(
        &self,
        py: Python<'_>,
        address: Address,
        owner: &Bound<'_, PyAny>,
    ) -> PyResult<Py<PyAny>> {
        if let Some((load, _)) = self.in_place {
            // SAFETY: the caller's promise.
            return unsafe { Bound::from_owned_ptr_or_err(py, load(address)) }.map(Bound::unbind);
        }
        // SAFETY: the caller's promise.
        unsafe {
            match self.form {
                Form::Text if state::string_policy() == StringPolicy::Str => {
                    text::decode(py, text::contents(self.ty.dictionary, address)?)
                }
                _ => convert::load(py, self.ty, address, Some(owner)),
            }
        }
    }

    /// Assigns to an element.
    ///
    /// # Safety
    ///
    /// As [`Element::load`].
    pub(super) unsafe fn store(
        &self,
        address: Address,
        value: &Bound<'_, PyAny>,
        owner: &Bound<'_, PyAny>,
    ) -> PyResult<()> {
        // SAFETY: the caller's promise.
        unsafe {
            if let Some((_, store)) = self.in_place
                && store(address, value.as_ptr())
            {
                return Ok(());
            }
            convert::store(value.py(), self.ty, address, value, Some(owner))
        }
    }

    /// Puts a value into its cell where that needs no memory and no code of Python's or C++'s: numbers and
    /// texts of the usual kinds. False for all others.
    ///
    /// # Safety
    ///
    /// `value` must be live, and so it must be as long as the cell is used.
    #[inline(always)]
    pub(super) unsafe fn quick(&self, value: *mut ffi::PyObject, cell: &mut Cell) -> bool {
        if let Some((_, store)) = self.in_place {
            // SAFETY: a live object; the cell has room for every number.
            return unsafe { store(cell.address(), value) };
        }
        if matches!(self.form, Form::Text) && layout::trusted() {
            // SAFETY: a live object, and the layouts are trusted.
            if let Some((bytes, length)) = unsafe { layout::ascii(value) } {
                cell.0 = [bytes as u64, length as u64];
                return true;
            }
        }
        false
    }

    /// What to pass to C++ for a value: an address that is good as long as `cell` and `temporaries` are.
    pub(super) fn pass(
        &self,
        value: &Bound<'_, PyAny>,
        cell: &mut Cell,
        temporaries: &mut Temporaries,
    ) -> PyResult<*const c_void> {
        // SAFETY: a live object, which the caller holds as long as the cell.
        if unsafe { self.quick(value.as_ptr(), cell) } {
            return Ok(cell.address());
        }
        self.convert(value, cell, temporaries)
    }

    /// The same with no more conversions than the round of `temporaries` allows.
    pub(super) fn convert(
        &self,
        value: &Bound<'_, PyAny>,
        cell: &mut Cell,
        temporaries: &mut Temporaries,
    ) -> PyResult<*const c_void> {
        let words = self.argument.convert(value, temporaries)?;
        match self.form {
            // SAFETY: the cell has room for every number.
            Form::Scalar(scalar) => unsafe { scalar.write(cell.address(), words.0) },
            Form::Object => return Ok(words.0 as *const c_void),
            Form::Text | Form::Word => cell.0 = [words.0, words.1],
        }
        Ok(cell.address())
    }
}

impl Cell {
    pub(super) fn address(&mut self) -> Address {
        self.0.as_mut_ptr().cast()
    }
}

/// What conversions of elements may do: all that arguments may.
pub(super) fn temporaries() -> Temporaries {
    Temporaries::new(Round::Implicit)
}
