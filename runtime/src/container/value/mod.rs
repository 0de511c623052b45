//! Values that are made of others: tuples, variants, optionals, `std::any`, and the numbers of clocks.
//!
//! A dictionary tells how the objects of such a class are taken apart and made (`ValueOperations` of the ABI); what
//! the parts are, their types say.
//!
//! * [`operations`]: the functions, with their types.
//! * [`mod@make`]: objects made of Python's values; [`choice`]: which alternative takes a value.
//! * [`chrono`]: durations and points in time of Python's.
//!
//! May not know: calls, how classes are made.

mod choice;
mod chrono;
mod make;
mod operations;

use std::collections::HashMap;
use std::sync::Mutex;

use cppbind_abi::codes::{ValueFlags, ValueKind};
use cppbind_abi::link::ValueOperations;
use cppbind_abi::records::ClassRecord;
use pyo3::exceptions::{PyIndexError, PyTypeError, PyValueError};
use pyo3::prelude::*;

use super::element::Element;
use super::{Address, Destroy};
use crate::convert::kind::is_class_named;
use crate::dictionary::{Damaged, Dictionary};
use crate::instance;
use crate::registry::{self, Class, Type};
use crate::state;
use operations::Operations;

pub use make::{assign, from_arguments, from_value};

/// A class of values that are made of others.
#[derive(Debug)]
pub struct Compound {
    class: &'static Class,
    operations: Operations,
    parts: Vec<Part>,
    /// `delete`.
    destroy: Option<Destroy>,
}

/// One of the values that an object may be made of.
#[derive(Debug)]
struct Part {
    element: Element,
    /// `std::monostate`, which is `None` to Python.
    is_nothing: bool,
}

// SAFETY: types and functions of a loaded dictionary, which stays; never changed.
unsafe impl Send for Compound {}
// SAFETY: as above.
unsafe impl Sync for Compound {}

/// Where the class of a name is in the dictionaries; each may know other types.
type Key = (usize, u32);

/// The compound that a class is; `None` for all other classes.
pub fn of(class: &'static Class) -> Result<Option<&'static Compound>, Damaged> {
    in_dictionary(class, class.dictionary, class.index)
}

/// The same of each dictionary that has the class, where they differ: each knows other types that `std::any` may hold.
fn all(class: &'static Class) -> Result<Vec<&'static Compound>, Damaged> {
    let Some(own) = of(class)? else { return Ok(Vec::new()) };
    if own.operations.kind != ValueKind::Any {
        return Ok(vec![own]);
    }
    let mut found = Vec::new();
    for dictionary in state::dictionaries() {
        if let Some((index, _)) = dictionary.find::<ClassRecord>(class.qualified)? {
            found.extend(in_dictionary(class, dictionary, index)?);
        }
    }
    Ok(found)
}

fn in_dictionary(
    class: &'static Class,
    dictionary: &'static Dictionary,
    index: u32,
) -> Result<Option<&'static Compound>, Damaged> {
    static KNOWN: Mutex<Option<HashMap<Key, Option<&'static Compound>>>> = Mutex::new(None);
    let key = (std::ptr::from_ref(dictionary) as usize, index);
    let known = || KNOWN.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    if let Some(found) = known().get_or_insert_default().get(&key) {
        return Ok(*found);
    }
    let made = Compound::new(class, dictionary, index)?.map(|compound| &*Box::leak(Box::new(compound)));
    Ok(*known().get_or_insert_default().entry(key).or_insert(made))
}

impl Compound {
    fn new(
        class: &'static Class,
        dictionary: &'static Dictionary,
        index: u32,
    ) -> Result<Option<Self>, Damaged> {
        let record = dictionary.get::<ClassRecord>(index)?;
        let Some(stub) = dictionary.stub(record.value)? else { return Ok(None) };
        // SAFETY: the record's docs give the stub this type; the table is constant.
        let table = unsafe {
            let table: unsafe extern "C" fn() -> *const ValueOperations = std::mem::transmute(stub.as_ptr());
            table().as_ref()
        };
        let Some(table) = table else { return Ok(None) };
        let (operations, types) = Operations::of(dictionary, index, table)?;
        let parts = types.into_iter().map(Part::new).collect::<Result<_, _>>()?;
        let destroy = class.dictionary.stub(class.record.destroy)?;
        // SAFETY: the record's docs give the stub this type.
        let destroy = destroy.map(|stub| unsafe { std::mem::transmute::<Address, Destroy>(stub.as_ptr()) });
        Ok(Some(Self { class, operations, parts, destroy }))
    }

    /// What it is made of, and how.
    pub fn kind(&self) -> ValueKind {
        self.operations.kind
    }

    /// How many parts there are.
    pub fn count(&self) -> usize {
        self.parts.len()
    }

    /// The length of a tick in seconds, as a fraction.
    pub fn ratio(&self) -> (i64, i64) {
        self.operations.ratio
    }

    /// Whether points in time are those of the calendar.
    pub fn is_calendar(&self) -> bool {
        self.operations.flags.has(ValueFlags::CALENDAR)
    }

    /// How C++ spells the types of the parts.
    pub fn spellings(&self) -> Result<Vec<&'static str>, Damaged> {
        self.parts.iter().map(|part| part.element.ty.spelling()).collect()
    }

    /// Which part is in an object; as many as there are where none is.
    pub fn which(&self, object: &Bound<'_, PyAny>) -> PyResult<usize> {
        let address = instance::address_as(object, self.class)?;
        // SAFETY: a live object of the class.
        Ok(unsafe { (self.operations.which)(address) })
    }

    /// A part of an object, which it keeps alive.
    pub fn part(&self, object: &Bound<'_, PyAny>, index: usize) -> PyResult<Py<PyAny>> {
        let (part, address) = self.place(object, index)?;
        // SAFETY: the part is where the object says, as long as it lives.
        unsafe { part.load(object.py(), address, object) }
    }

    /// Assigns to a part of an object.
    pub fn assign(&self, object: &Bound<'_, PyAny>, index: usize, value: &Bound<'_, PyAny>) -> PyResult<()> {
        let (part, address) = self.place(object, index)?;
        // SAFETY: as above.
        unsafe { part.element.store(address, value, object) }
    }

    fn place(&self, object: &Bound<'_, PyAny>, index: usize) -> PyResult<(&Part, Address)> {
        let name = self.class.qualified;
        let Some(part) = self.parts.get(index) else {
            return Err(PyIndexError::new_err(format!("{name} has {} parts", self.parts.len())));
        };
        let address = instance::address_as(object, self.class)?;
        // SAFETY: a live object of the class.
        let place = unsafe { (self.operations.part)(address, index) };
        if place.is_null() {
            let spelling = part.element.ty.spelling()?;
            return Err(PyValueError::new_err(format!("this {name} holds no {spelling}")));
        }
        Ok((part, place))
    }
}

impl Part {
    fn new(ty: Type) -> Result<Self, Damaged> {
        Ok(Self { element: Element::new(ty)?, is_nothing: is_class_named(ty, "std::monostate")? })
    }

    /// # Safety
    ///
    /// As [`Element::load`].
    unsafe fn load(&self, py: Python<'_>, address: Address, owner: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        if self.is_nothing {
            return Ok(py.None());
        }
        // SAFETY: the caller's promise.
        unsafe { self.element.load(py, address, owner) }
    }
}

/// What a `std::any` holds, and how C++ calls its type; `None` where it holds nothing. An error where no dictionary
/// knows the type.
pub fn contents(object: &Bound<'_, PyAny>) -> PyResult<Option<(Py<PyAny>, &'static str)>> {
    let Some(class) = instance::class_of(object) else {
        return Err(PyTypeError::new_err("a std::any is expected"));
    };
    for compound in all(class)? {
        let which = compound.which(object)?;
        if which < compound.count() {
            let spelling = compound.parts[which].element.ty.spelling()?;
            return Ok(Some((compound.part(object, which)?, spelling)));
        }
    }
    Ok(None)
}

/// The compound that is the class of an object.
pub fn of_object(object: &Bound<'_, PyAny>) -> PyResult<&'static Compound> {
    let class = instance::class_of(object).or_else(|| {
        object.cast::<pyo3::types::PyType>().ok().and_then(|class| instance::class_of_type(class))
    });
    let found = match class {
        Some(class) => of(class)?,
        None => None,
    };
    found.ok_or_else(|| PyTypeError::new_err("a tuple, variant, optional, any, or a time of C++ is expected"))
}

/// The class, where it is known, that an object has whatever its address.
pub fn is_compound(class: &'static Class) -> bool {
    class.record.value != cppbind_abi::NONE
}

/// What C++ has thrown, where something was made.
fn made(py: Python<'_>, address: Address) -> PyResult<Address> {
    if state::pending()
        && let Some(thrown) = state::take_thrown()
    {
        return Err(registry::source().exception(py, thrown, None));
    }
    if address.is_null() { Err(PyTypeError::new_err("C++ cannot make this value")) } else { Ok(address) }
}
