//! Out-parameters as results, where `__returns_out__` asks for them.
//!
//! Each non-const reference or pointer to a number, an enumerator, a `std::string` or a pointer that Python leaves out is
//! a variable that lives for the call, begins as zero or empty, and is returned behind the function's own result.
//!
//! May not know: other overloads.

use std::ffi::c_void;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use super::arguments::{Arguments, Source};
use super::lifelines::keep_alive;
use super::signature::{Parameter, Signature};
use crate::convert;
use crate::convert::argument::Words;
use crate::convert::kind::{Kind, is_class_named, size_of_type};
use crate::convert::temporaries::Temporaries;
use crate::convert::text;
use crate::dictionary::Damaged;
use crate::instance::{self, Instance, Ownership};
use crate::registry::{self, Type};

/// A variable that was made for a call.
struct Out {
    ty: Type,
    place: *mut c_void,
}

/// The variables of one call, in the order of their parameters.
#[derive(Default)]
pub(super) struct Outs(Vec<Out>);

/// The names of the parameters of a function that may be left out; their positions, from 1, where they have none.
pub(super) fn names(signature: &Signature) -> Result<Vec<String>, Damaged> {
    let mut names = Vec::new();
    for (position, parameter) in signature.parameters.iter().enumerate() {
        if parameter.argument.variable()?.is_some() {
            let name = parameter.name;
            names.push(if name.is_empty() { (position + 1).to_string() } else { name.to_owned() });
        }
    }
    Ok(names)
}

/// Which argument goes to which parameter where no out-parameter is given but by name; nothing where that leaves out none.
pub(super) fn place<'a, 'py>(
    arguments: &Arguments<'a, 'py>,
    signature: &Signature,
    qualified: &str,
) -> PyResult<Option<Vec<Source<'a, 'py>>>> {
    let mut left_out = Vec::with_capacity(signature.parameters.len());
    for parameter in &signature.parameters {
        left_out.push(parameter.argument.variable()?.is_some() && !arguments.names(parameter.name)?);
    }
    if !left_out.contains(&true) {
        return Ok(None);
    }
    let (given, most) = (arguments.positional.len(), left_out.iter().filter(|out| !**out).count());
    if given > most {
        let plural = if most == 1 { "" } else { "s" };
        return Err(PyTypeError::new_err(format!("takes at most {most} argument{plural} ({given} given)")));
    }
    arguments.place_around(signature, &left_out, qualified).map(Some)
}

impl Outs {
    /// Makes the variable of a parameter, and passes it.
    pub(super) fn make(&mut self, parameter: &Parameter, temporaries: &mut Temporaries) -> PyResult<Words> {
        let Some(ty) = parameter.argument.variable()? else {
            return Err(PyTypeError::new_err("the parameter is no out-parameter"));
        };
        let place = if is_class_named(ty, "std::string")? {
            let string = text::new_string(ty.dictionary, b"")?;
            // SAFETY: the string was just made for this call.
            unsafe { temporaries.defer(text::delete_string(ty.dictionary), string) };
            string
        } else {
            let size = size_of_type(ty)?.unwrap_or(0);
            temporaries.words(size.div_ceil(size_of::<u64>())).cast()
        };
        self.0.push(Out { ty, place });
        Ok(Words(place as u64, 0))
    }

    /// The function's own result, unless it is none, and the values of the variables; one alone is no tuple.
    ///
    /// `ownership` is that of objects behind pointers. One that lies inside the receiver keeps it alive.
    pub(super) fn collect(
        self,
        py: Python<'_>,
        result: Option<Py<PyAny>>,
        receiver: Option<&Bound<'_, PyAny>>,
        ownership: Ownership,
    ) -> PyResult<Py<PyAny>> {
        let mut values: Vec<Py<PyAny>> = result.into_iter().collect();
        for Out { ty, place } in self.0 {
            values.push(read(py, ty, place, receiver, ownership)?);
        }
        match <[Py<PyAny>; 1]>::try_from(values) {
            Ok([value]) => Ok(value),
            Err(values) => Ok(PyTuple::new(py, values)?.into_any().unbind()),
        }
    }
}

fn read(
    py: Python<'_>,
    ty: Type,
    place: *mut c_void,
    receiver: Option<&Bound<'_, PyAny>>,
    ownership: Ownership,
) -> PyResult<Py<PyAny>> {
    match Kind::of(ty)? {
        Kind::Class => {
            // SAFETY: the string that `make` has made, which C++ no longer changes.
            let bytes = unsafe { text::contents(ty.dictionary, place)? };
            text::from_bytes(py, ty.dictionary, bytes)
        }
        Kind::Pointer(pointee) if matches!(Kind::of(pointee)?, Kind::Class) => {
            // SAFETY: the variable is a pointer.
            let address = unsafe { place.cast::<*mut c_void>().read() };
            let Some(class) = registry::class_on_demand(py, pointee)? else {
                // SAFETY: as below.
                return unsafe { convert::load(py, ty, place, None) };
            };
            // SAFETY: C++ says that there is an object of the class, or nothing.
            let value = unsafe { instance::wrap_cast(py, class, address, ownership)? };
            if Instance::from(value.bind(py)).is_some() {
                keep_alive(value.bind(py), None, receiver, Some(address as usize))?;
            }
            Ok(value)
        }
        // SAFETY: a variable of this type, whose value needs nothing of it.
        _ => unsafe { convert::load(py, ty, place, None) },
    }
}
