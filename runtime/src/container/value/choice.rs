//! Which of several types takes a Python value.
//!
//! May not know: how the object is made.

use cppbind_abi::codes::ValueKind;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyByteArray, PyBytes, PyFloat, PyInt, PyString};

use super::{Address, Compound, all};
use crate::convert::caller::Refused;
use crate::convert::rank;
use crate::convert::scalar::Scalar;
use crate::convert::temporaries::Round;
use crate::dictionary::Damaged;
use crate::instance;
use crate::registry::Class;

/// A new variant that holds the alternative which C++ would choose among functions that take one each: what needs
/// no conversion first, then what numbers become by themselves, then what constructors make.
pub(super) fn alternative(compound: &'static Compound, value: &Bound<'_, PyAny>) -> Result<Address, Refused> {
    let order = compound.by_rank().map_err(PyErr::from)?;
    let truth = value.is_instance_of::<PyBool>();
    let mut refused: Vec<Option<PyErr>> = order.iter().map(|_| None).collect();
    for round in [Round::Exact, Round::Standard, Round::Implicit] {
        for (place, index) in order.iter().enumerate() {
            let scalar = compound.parts[*index].element.scalar();
            // `bool` becomes `int` before it becomes `double`.
            if truth && round == Round::Exact && scalar.is_some_and(Scalar::is_floating) {
                continue;
            }
            match compound.single(*index, value, round) {
                Ok(made) => return Ok(made),
                Err(Refused::Unfit(error)) => refused[place] = Some(error),
                Err(raised) => return Err(raised),
            }
        }
    }
    let mut text = format!(
        "no alternative of {} takes a {}:",
        compound.class.qualified,
        value.get_type().name().map_err(Refused::Raised)?
    );
    for (index, error) in order.iter().zip(refused) {
        let spelling = compound.parts[*index].element.ty.spelling().map_err(PyErr::from)?;
        let why = error.map(|error| error.value(value.py()).to_string()).unwrap_or_default();
        text += &format!("\n  {spelling}: {why}");
    }
    Err(Refused::Unfit(PyTypeError::new_err(text)))
}

/// A new `std::any` that holds what C++ would deduce from a literal of the value, or an object of the value's class.
pub(super) fn stored(class: &'static Class, value: &Bound<'_, PyAny>) -> Result<Address, Refused> {
    let names = deduced(value).map_err(Refused::Unfit)?;
    let compounds = all(class).map_err(PyErr::from)?;
    for name in &names {
        for compound in &compounds {
            debug_assert_eq!(compound.kind(), ValueKind::Any);
            for (index, part) in compound.parts.iter().enumerate() {
                if part.element.ty.spelling().map_err(PyErr::from)? != name.as_str() {
                    continue;
                }
                match compound.single(index, value, Round::Standard) {
                    // A larger integer takes what this one does not.
                    Err(Refused::Unfit(_)) if names.len() > 1 => {}
                    made => return made,
                }
            }
        }
    }
    let kind = value.get_type().name().map_err(Refused::Raised)?;
    let text = match names.first() {
        Some(name) => {
            format!("no loaded dictionary can put a {name} (from a {kind}) into a {}", class.qualified)
        }
        None => format!("C++ has no type for a {kind}: a {} takes objects from C++", class.qualified),
    };
    Err(Refused::Unfit(PyTypeError::new_err(text)))
}

/// What C++ calls the type of a value, best first.
fn deduced(value: &Bound<'_, PyAny>) -> PyResult<Vec<String>> {
    if let Some(class) = instance::class_of(value) {
        return Ok(vec![class.qualified.to_owned()]);
    }
    let names: &[&str] = if value.is_instance_of::<PyBool>() {
        &["bool"]
    } else if value.is_instance_of::<PyInt>() {
        // Enumerators are integers to Python too.
        if let Some(name) = value.get_type().getattr_opt(pyo3::intern!(value.py(), "__cpp_name__"))? {
            return Ok(vec![name.extract()?]);
        }
        &["int", "long", "long long", "unsigned long", "unsigned long long"]
    } else if value.is_instance_of::<PyFloat>() {
        &["double"]
    } else if value.is_instance_of::<PyString>()
        || value.is_instance_of::<PyBytes>()
        || value.is_instance_of::<PyByteArray>()
    {
        &["std::string"]
    } else {
        &[]
    };
    Ok(names.iter().map(|name| (*name).to_owned()).collect())
}

impl Compound {
    /// The indices of the alternatives in the order in which overloads that take one each are tried.
    fn by_rank(&self) -> Result<Vec<usize>, Damaged> {
        let mut ranked = Vec::with_capacity(self.parts.len());
        for (index, part) in self.parts.iter().enumerate() {
            ranked.push((-rank::of(part.element.ty)?, index));
        }
        ranked.sort_unstable();
        Ok(ranked.into_iter().map(|(_, index)| index).collect())
    }
}
