//! Results of Python callables to C++: how each is taken, chosen once for a signature.
//!
//! May not know: callables.

use std::ffi::c_void;

use cppbind_abi::codes::{Carrier, TEXT_IS_STRING};
use pyo3::exceptions::PyTypeError;
use pyo3::ffi;
use pyo3::prelude::*;

use crate::call::failure;
use crate::convert::argument::{Argument, Words};
use crate::convert::in_place::{Store, accessors};
use crate::convert::kind::{Kind, is_class_named, is_const};
use crate::convert::scalar::{Scalar, wrong_type};
use crate::convert::temporaries::{Round, Temporaries};
use crate::registry::{self, Type};
use crate::state;

type MakeResult = unsafe extern "C" fn(*mut c_void, *const [u64; 2]);

/// How a result becomes C++'s.
#[derive(Debug)]
pub(super) struct Answer {
    /// What stores the usual results.
    quick: Option<Store>,
    form: Form,
    /// Whether C++ gets an address that must be good for a while.
    pub(super) lasting: bool,
}

#[derive(Debug)]
enum Form {
    /// `void`: whatever the callable returns is dropped.
    Nothing,
    Number(Scalar, Argument),
    /// A pointer, or a reference: an address.
    Address(Argument),
    /// `const std::string&`: the address of a string.
    String(Argument),
    /// A constant number or pointer by reference: lies in the cell of what is kept.
    Cell(Option<Scalar>, Argument),
    /// A class: made by C++.
    Object(MakeResult, Argument),
}

/// Any result of a `void` function, which is dropped.
unsafe extern "C" fn nothing(_: *mut c_void, _: *mut ffi::PyObject) -> bool {
    true
}

/// What the address that C++ got hangs on.
pub(crate) struct Kept {
    cell: [u64; 2],
    temporaries: Temporaries,
}

impl Kept {
    /// The Python objects among it.
    pub(crate) fn objects(&self) -> impl Iterator<Item = &Py<PyAny>> {
        self.temporaries.objects()
    }
}

impl Answer {
    /// How a result of this type is taken, where it is a class by a function of `CallbackOperations::make_result`; TypeError
    /// where there is no way.
    pub(super) fn of(ty: Type, carrier: Carrier, make_result: *const c_void) -> PyResult<Self> {
        let unsupported = || {
            PyTypeError::new_err(format!("a Python callable cannot return {}", ty.spelling().unwrap_or("?")))
        };
        if let Kind::Reference(referent, rvalue) = Kind::of(ty)? {
            let constant = rvalue || is_const(referent);
            let form = match Kind::of(referent)? {
                Kind::Scalar(scalar) | Kind::Enumeration(scalar) if constant => {
                    Form::Cell(Some(scalar), Argument::of_value(referent)?)
                }
                Kind::Pointer(_) | Kind::Null if constant => Form::Cell(None, Argument::of_value(referent)?),
                Kind::Class if carrier == Carrier::Text => match is_class_named(referent, "std::string")? {
                    true => Form::String(Argument::of_lasting_text(referent)),
                    false => return Err(unsupported()),
                },
                _ => Form::Address(Argument::of_value(ty)?),
            };
            return Ok(Self { quick: None, form, lasting: true });
        }
        let lasting = matches!(Kind::of(ty)?, Kind::Pointer(_)) || is_class_named(ty, "std::string_view")?;
        let quick = match Kind::of(ty)? {
            Kind::Void => Some(nothing as Store),
            Kind::Scalar(scalar) => accessors(scalar).map(|(_, store)| store),
            _ => None,
        };
        let form = match Kind::of(ty)? {
            Kind::Void => Form::Nothing,
            Kind::Scalar(scalar) | Kind::Enumeration(scalar) => Form::Number(scalar, Argument::of_value(ty)?),
            Kind::Pointer(_) | Kind::Null => Form::Address(Argument::of_value(ty)?),
            Kind::Class => {
                if make_result.is_null() {
                    return Err(unsupported());
                }
                // SAFETY: the table's docs give the function this type.
                let make = unsafe { std::mem::transmute::<*const c_void, MakeResult>(make_result) };
                let text = carrier == Carrier::Text;
                Form::Object(make, if text { Argument::of_value(ty)? } else { Argument::of_object(ty)? })
            }
            _ => return Err(unsupported()),
        };
        Ok(Self { quick, form, lasting })
    }

    /// Stores the usual results: numbers of the very type, and none at all. False for all others.
    ///
    /// # Safety
    ///
    /// `value` is live, and `result` is C++'s memory for a result of the type.
    #[inline(always)]
    pub(super) unsafe fn quick(&self, value: *mut ffi::PyObject, result: *mut c_void) -> bool {
        // SAFETY: the caller's promise.
        self.quick.is_some_and(|store| unsafe { store(result, value) })
    }

    /// Stores any result, with every conversion that an argument may have. `None` where nothing has to be kept.
    ///
    /// # Safety
    ///
    /// As [`Answer::quick`].
    pub(super) unsafe fn convert(
        &self,
        value: &Bound<'_, PyAny>,
        result: *mut c_void,
    ) -> PyResult<Option<Box<Kept>>> {
        let mut kept = Kept { cell: [0; 2], temporaries: Temporaries::new(Round::Implicit) };
        let temporaries = &mut kept.temporaries;
        // SAFETY: the caller's promise: there is room for a value of the type.
        unsafe {
            match &self.form {
                Form::Nothing => {}
                Form::Number(scalar, argument) => {
                    scalar.write(result, take(argument, value, temporaries)?.0);
                }
                Form::Object(make, argument) => {
                    let Words(first, second) = take(argument, value, temporaries)?;
                    make(result, &[first, second]);
                    if state::pending()
                        && let Some(thrown) = state::take_thrown()
                    {
                        return Err(registry::source().exception(value.py(), thrown, None));
                    }
                }
                Form::Address(argument) => {
                    let word = take(argument, value, temporaries)?.0;
                    result.cast::<u64>().write(word);
                }
                Form::String(argument) => match take(argument, value, temporaries)? {
                    Words(word, second) if second == TEXT_IS_STRING as u64 => {
                        result.cast::<u64>().write(word)
                    }
                    _ => {
                        let error = wrong_type(value, "std::string", "str, bytes or std::string");
                        return Err(failure::answer(value.py(), error));
                    }
                },
                Form::Cell(scalar, argument) => {
                    let word = take(argument, value, temporaries)?.0;
                    let mut boxed = Box::new(kept);
                    let cell: *mut c_void = boxed.cell.as_mut_ptr().cast();
                    match scalar {
                        Some(scalar) => scalar.write(cell, word),
                        None => cell.cast::<u64>().write(word),
                    }
                    result.cast::<*mut c_void>().write(cell);
                    boxed.temporaries.keep(value.clone().unbind());
                    return Ok(Some(boxed));
                }
            }
        }
        if !self.lasting {
            return Ok(None);
        }
        kept.temporaries.keep(value.clone().unbind());
        Ok(Some(Box::new(kept)))
    }
}

/// The words of a result, as if it were an argument.
fn take(argument: &Argument, value: &Bound<'_, PyAny>, temporaries: &mut Temporaries) -> PyResult<Words> {
    argument.convert(value, temporaries).map_err(|error| {
        // What C++ has thrown stays as it is.
        if temporaries.raised { error } else { failure::answer(value.py(), error) }
    })
}
