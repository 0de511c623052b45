//! Objects made of Python's values.
//!
//! May not know: who asks for one.

use std::ffi::c_void;
use std::ptr;

use cppbind_abi::codes::ValueKind;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyList, PyTuple};

use super::{Address, Compound, Part, choice, chrono, made, of};
use crate::container::element::Cell;
use crate::convert::caller::Refused;
use crate::convert::null::is_nothing;
use crate::convert::temporaries::{Round, Temporaries};
use crate::instance;
use crate::registry::{self, Class};
use crate::state;

/// What `std::monostate` is made of: an object of a class without members.
static NOTHING: u64 = 0;

/// A new object of the class for a value that stands for one, as an implicit conversion; `None` where the class is no
/// compound, and where the value is an object of the class already.
pub fn from_value(class: &'static Class, value: &Bound<'_, PyAny>) -> Result<Option<Address>, Refused> {
    let Some(compound) = compound(class, value)? else { return Ok(None) };
    match compound.kind() {
        ValueKind::Product => match compound.items(value).map_err(Refused::Unfit)? {
            Some(items) => compound.product(value.py(), &items).map(Some),
            None => Ok(None),
        },
        ValueKind::Optional if is_nothing(value) => compound.empty(value).map(Some),
        ValueKind::Optional => match compound.contained(value).map_err(Refused::Unfit)? {
            Some(None) => compound.empty(value).map(Some),
            Some(Some(part)) => compound.single(0, &part, Round::Implicit).map(Some),
            None => compound.single(0, value, Round::Implicit).map(Some),
        },
        ValueKind::Choice => choice::alternative(compound, value).map(Some),
        ValueKind::Any if is_nothing(value) => compound.empty(value).map(Some),
        ValueKind::Any => choice::stored(class, value).map(Some),
        ValueKind::Duration => match chrono::ticks(compound, value, false)? {
            Some(ticks) => compound.single(0, &ticks, Round::Standard).map(Some),
            None => Ok(None),
        },
        ValueKind::TimePoint => match chrono::since_epoch(compound, value)? {
            Some(duration) => compound.single(0, &duration, Round::Implicit).map(Some),
            None => Ok(None),
        },
    }
}

/// A new object of the class for the arguments of a constructor that C++ has as a template; `None` where its other
/// constructors may take them.
pub fn from_arguments(
    py: Python<'_>,
    class: &'static Class,
    arguments: &[Bound<'_, PyAny>],
) -> Result<Option<Address>, Refused> {
    let Some(compound) = of(class).map_err(PyErr::from)? else { return Ok(None) };
    match (compound.kind(), arguments) {
        (ValueKind::Product, []) if compound.count() != 0 => {
            compound.make(py, compound.count(), &[ptr::null()]).map(Some)
        }
        // The parts one by one; a single argument may be all of them, or an object to copy.
        (ValueKind::Product, _) if arguments.len() == compound.count() && arguments.len() != 1 => {
            compound.product(py, arguments).map(Some)
        }
        (ValueKind::Product, [value]) if compound.count() == 1 => match compound.product(py, arguments) {
            Err(Refused::Unfit(error)) => match from_value(class, value)? {
                Some(made) => Ok(Some(made)),
                None if is_one(class, value) => Ok(None),
                None => Err(Refused::Unfit(error)),
            },
            made => made.map(Some),
        },
        (ValueKind::Duration, [value]) if !is_one(class, value) => {
            match chrono::ticks(compound, value, true)? {
                Some(ticks) => compound.single(0, &ticks, Round::Standard).map(Some),
                None => Ok(None),
            }
        }
        (_, [value]) => from_value(class, value),
        _ => Ok(None),
    }
}

/// Assigns a value that stands for an object of the class to one; false where the class is no compound, and where the
/// value is none to it: an object of the class already, say.
///
/// # Safety
///
/// `target` is the address of a live object of the class.
pub unsafe fn assign(
    class: &'static Class,
    target: Address,
    value: &Bound<'_, PyAny>,
) -> Result<bool, Refused> {
    let Some(compound) = of(class).map_err(PyErr::from)? else { return Ok(false) };
    let Some(other) = from_value(class, value)? else { return Ok(false) };
    // SAFETY: the caller's promise; the other object is new, and ends here.
    let (assigned, thrown) = unsafe {
        let assigned = (compound.operations.assign)(target, other);
        let thrown = state::take_thrown();
        if let Some(destroy) = compound.destroy {
            destroy(other);
        }
        (assigned, thrown)
    };
    match thrown {
        Some(thrown) => Err(Refused::Raised(registry::source().exception(value.py(), thrown, None))),
        None if assigned => Ok(true),
        None => {
            let text = format!("a {} cannot be assigned", class.qualified);
            Err(Refused::Unfit(PyTypeError::new_err(text)))
        }
    }
}

/// The compound that a class is, where the value is no object of the class.
fn compound(class: &'static Class, value: &Bound<'_, PyAny>) -> Result<Option<&'static Compound>, Refused> {
    let compound = of(class).map_err(PyErr::from)?;
    Ok(compound.filter(|_| !is_one(class, value)))
}

fn is_one(class: &'static Class, value: &Bound<'_, PyAny>) -> bool {
    instance::class_of(value).is_some_and(|actual| actual.depth_to(class).is_some())
}

impl Compound {
    /// As many items as there are parts, of a tuple or a list, or of another tuple of C++; `None` for other values.
    fn items<'py>(&self, value: &Bound<'py, PyAny>) -> PyResult<Option<Vec<Bound<'py, PyAny>>>> {
        let items: Vec<Bound<'py, PyAny>> = if let Ok(tuple) = value.cast::<PyTuple>() {
            tuple.iter().collect()
        } else if let Ok(list) = value.cast::<PyList>() {
            list.iter().collect()
        } else if let Some(class) = instance::class_of(value)
            && (of(class)?.is_some_and(|other| other.kind() == ValueKind::Product)
                || class.qualified.starts_with("std::pair<"))
        {
            value.try_iter()?.collect::<PyResult<_>>()?
        } else {
            return Ok(None);
        };
        if items.len() == self.count() {
            return Ok(Some(items));
        }
        Err(PyTypeError::new_err(format!(
            "{} items are expected for {}, not {}",
            self.count(),
            self.class.qualified,
            items.len()
        )))
    }

    /// Of an optional of another class, what it contains; `None` for all other values.
    fn contained<'py>(&self, value: &Bound<'py, PyAny>) -> PyResult<Option<Option<Bound<'py, PyAny>>>> {
        let other = match instance::class_of(value) {
            Some(class) => of(class)?.filter(|other| other.kind() == ValueKind::Optional),
            None => None,
        };
        let Some(other) = other else { return Ok(None) };
        // An optional of optionals takes one of them as its part.
        if self.class.qualified.contains(other.class.qualified) {
            return Ok(None);
        }
        if other.which(value)? == other.count() {
            return Ok(Some(None));
        }
        Ok(Some(Some(other.part(value, 0)?.into_bound(value.py()))))
    }

    fn product(&self, py: Python<'_>, items: &[Bound<'_, PyAny>]) -> Result<Address, Refused> {
        let mut cells: Vec<Cell> = items.iter().map(|_| Cell::default()).collect();
        let mut temporaries = Temporaries::new(Round::Implicit);
        let mut passed = Vec::with_capacity(items.len());
        for (index, ((item, part), cell)) in items.iter().zip(&self.parts).zip(&mut cells).enumerate() {
            let address = part.pass(item, cell, &mut temporaries).map_err(|error| {
                if temporaries.raised {
                    return Refused::Raised(error);
                }
                let text = format!("item {index}: {}", error.value(item.py()));
                Refused::Unfit(PyErr::from_type(error.get_type(item.py()), text))
            })?;
            passed.push(address);
        }
        self.make(py, 0, &passed)
    }

    /// An object that is made of one part, if the value converts to that without more than `round` allows.
    pub(super) fn single(
        &self,
        index: usize,
        value: &Bound<'_, PyAny>,
        round: Round,
    ) -> Result<Address, Refused> {
        let mut cell = Cell::default();
        let mut temporaries = Temporaries::new(round);
        let passed = self.parts[index].pass(value, &mut cell, &mut temporaries).map_err(|error| {
            if temporaries.raised { Refused::Raised(error) } else { Refused::Unfit(error) }
        })?;
        self.make(value.py(), index, &[passed])
    }

    fn empty(&self, value: &Bound<'_, PyAny>) -> Result<Address, Refused> {
        self.make(value.py(), self.count(), &[ptr::null()])
    }

    fn make(&self, py: Python<'_>, index: usize, parts: &[*const c_void]) -> Result<Address, Refused> {
        // SAFETY: the table's docs say what they do; the addresses are those of objects of the parts' types.
        unsafe {
            if index < self.count() && !(self.operations.takes)(index) {
                let text = format!("{} can be made by C++ alone", self.class.qualified);
                return Err(Refused::Unfit(PyTypeError::new_err(text)));
            }
            made(py, (self.operations.make)(index, parts.as_ptr())).map_err(Refused::Raised)
        }
    }
}

impl Part {
    /// What to pass to C++ for a value: an address that is good as long as `cell` and `temporaries` are.
    fn pass(
        &self,
        value: &Bound<'_, PyAny>,
        cell: &mut Cell,
        temporaries: &mut Temporaries,
    ) -> PyResult<*const c_void> {
        if !self.is_nothing {
            return self.element.convert(value, cell, temporaries);
        }
        if is_nothing(value) {
            return Ok((&raw const NOTHING).cast());
        }
        Err(PyTypeError::new_err("std::monostate is None"))
    }
}
