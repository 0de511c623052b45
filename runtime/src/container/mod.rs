//! The elements of C++ containers, by Python's protocols: `len`, iteration,
//! indexing, slices, `in`, and Python's own collections where C++ wants one.
//!
//! A dictionary tells how the elements of a container class are reached (`ContainerOperations`
//! of the ABI); everything here is written once, in terms of these functions.
//!
//! * [`operations`]: the functions, with their types; [`element`]: what is in a container.
//! * [`place`]: a container and where it is, for the protocols.
//! * [`protocol`]: the Python base types of container classes; [`sequence`], [`mod@slice`], [`keyed`]: what they do.
//! * [`export`]: contiguous elements as buffers.
//! * [`mod@list`]: elements that are kept with what shows them; [`value`]: values that are made of others.
//! * [`borrow`]: those that show the elements of others, made of what has some.
//! * [`matrix`]: numbers in rows and columns, as buffers and made of them.
//! * [`iterator`]: `iter(v)`; [`fill`], [`structured`]: containers made of Python's collections; [`wide`]: those that are texts.
//!
//! May not know: calls, overloads, how classes are made.

mod borrow;
mod element;
mod export;
mod fill;
mod iterator;
mod keyed;
mod list;
pub mod matrix;
mod operations;
mod place;
mod protocol;
mod sequence;
mod slice;
mod structured;
pub mod value;
mod wide;

use std::ffi::c_void;
use std::sync::Mutex;

use cppbind_abi::codes::{ContainerFlags, ContainerKind, TableKind};
use cppbind_abi::link::ContainerOperations;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;

use crate::addresses::AddressMap;
use crate::registry::{self, Class, Type};
use crate::state;
use element::Element;
use operations::Operations;

pub use list::{Made, make, make_whole};
pub use protocol::{base_of, types};
pub use wide::{decode as decode_text, text};

/// Memory of C++ as the C functions of a container take it.
type Address = *mut c_void;

/// What ends an object and frees its memory.
type Destroy = unsafe extern "C" fn(Address);

/// A container class.
#[derive(Debug)]
pub struct Container {
    class: &'static Class,
    operations: Operations,
    /// `delete`.
    destroy: Option<Destroy>,
    /// What it holds; of `std::bitset`, whose bits have no type, nothing.
    element: Option<Element>,
    /// Of sets and maps.
    key: Option<Element>,
    /// Of maps.
    mapped: Option<Element>,
    /// Whether its elements lie between the addresses in its first two words, as in
    /// every implementation of `std::vector`: shown by an object, not taken for granted.
    direct: bool,
}

// SAFETY: types and functions of a loaded dictionary, which stays; never changed.
unsafe impl Send for Container {}
// SAFETY: as above.
unsafe impl Sync for Container {}

/// The container that a class itself is; `None` for all other classes.
pub fn of(class: &'static Class) -> PyResult<Option<&'static Container>> {
    static KNOWN: Mutex<Option<AddressMap<Option<&'static Container>>>> = Mutex::new(None);
    if !class.is_container() {
        return Ok(None);
    }
    let key = std::ptr::from_ref(class) as usize;
    let known = || KNOWN.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    if let Some(found) = known().get_or_insert_default().get(&key) {
        return Ok(*found);
    }
    let made = Container::new(class)?.map(|container| &*Box::leak(Box::new(container)));
    Ok(*known().get_or_insert_default().entry(key).or_insert(made))
}

/// The container that a class is or derives from, and where it lies in its objects.
fn inherited(class: &'static Class) -> PyResult<Option<(&'static Container, isize)>> {
    if let Some(container) = of(class)? {
        return Ok(Some((container, 0)));
    }
    for base in class.bases()? {
        if let Some((container, _)) = inherited(base.class)?
            && let Some(offset) = class.offset_to(container.class)
        {
            return Ok(Some((container, offset)));
        }
    }
    Ok(None)
}

/// How many elements an object of a class has, one behind the other; `None` where the class is no such container.
///
/// # Safety
///
/// `address` is that of a live object of the class.
pub unsafe fn contiguous_length(class: &'static Class, address: *const c_void) -> PyResult<Option<usize>> {
    let found = of(class)?.filter(|container| container.kind() == ContainerKind::Contiguous);
    // SAFETY: the caller's promise.
    Ok(found.and_then(|container| container.operations.size).map(|size| unsafe { size(address) }))
}

/// How compiled code reaches elements that lie one behind the other.
#[derive(Debug)]
pub struct Contiguous {
    /// `void (const C*, T** first, std::size_t* count)`, which does not throw.
    pub view: *const c_void,
    /// Their type.
    pub element: Type,
    /// Their size.
    pub element_size: usize,
    /// Whether they cannot be assigned.
    pub is_constant: bool,
}

/// The same of a class; `None` where it is no such container.
pub fn contiguous(class: &'static Class) -> PyResult<Option<Contiguous>> {
    let Some(container) = of(class)?.filter(|container| container.kind() == ContainerKind::Contiguous) else {
        return Ok(None);
    };
    let (Some(view), Some(element)) = (container.operations.view, registry::alias(class, "value_type")?)
    else {
        return Ok(None);
    };
    Ok(Some(Contiguous {
        view: view as *const c_void,
        element,
        element_size: container.operations.element_size,
        is_constant: container.is_constant(),
    }))
}

impl Container {
    fn new(class: &'static Class) -> PyResult<Option<Self>> {
        let dictionary = class.dictionary;
        let Some(stub) = dictionary.stub(class.record.container)? else { return Ok(None) };
        // SAFETY: the record's docs give the stub this type; the table is constant.
        let table = unsafe {
            let table: unsafe extern "C" fn() -> *const ContainerOperations =
                std::mem::transmute(stub.as_ptr());
            table().as_ref()
        };
        let damaged = || dictionary.damaged(TableKind::Classes, class.index);
        let operations = table.and_then(Operations::of).ok_or_else(damaged)?;
        let destroy = dictionary.stub(class.record.destroy)?;
        let element = |name| registry::alias(class, name)?.map(Element::new).transpose();
        let mut container = Self {
            class,
            operations,
            // SAFETY: the record's docs give the stub this type.
            destroy: destroy
                .map(|stub| unsafe { std::mem::transmute::<*mut c_void, Destroy>(stub.as_ptr()) }),
            element: element("value_type")?,
            key: element("key_type")?,
            mapped: element("mapped_type")?,
            direct: false,
        };
        let needs_key = matches!(operations.kind, ContainerKind::Set | ContainerKind::Map);
        let needs_mapped = operations.kind == ContainerKind::Map;
        // Whose types no dictionary could carry is no container to Python.
        if (container.element.is_none() && operations.kind != ContainerKind::Bits)
            || (needs_key && container.key.is_none())
            || (needs_mapped && container.mapped.is_none())
        {
            return Ok(None);
        }
        container.direct = container.shows_its_words();
        Ok(Some(container))
    }

    /// Whether an object made for the purpose has the addresses of its elements' begin and end in its
    /// first words. Asked only where making elements runs no code of anybody's.
    fn shows_its_words(&self) -> bool {
        let operations = &self.operations;
        let (Some(make), Some(resize), Some(view), Some(destroy)) =
            (operations.make, operations.resize, operations.view, self.destroy)
        else {
            return false;
        };
        let numbers = self.element.as_ref().is_some_and(|element| element.is_number());
        if !numbers || self.class.record.size < 16 {
            return false;
        }
        // SAFETY: the functions are called as their docs say, on an object of the class with at least two
        // words, which is ended before the function returns.
        unsafe {
            let probe = make();
            if probe.is_null() {
                drop(state::take_thrown());
                return false;
            }
            let mut shown = true;
            for count in [3, 1] {
                resize(probe, count);
                let (mut first, mut found) = (std::ptr::null_mut(), 0);
                view(probe, &raw mut first, &raw mut found);
                let [begin, end] = probe.cast::<[usize; 2]>().read();
                shown &= found == count
                    && begin == first as usize
                    && end == begin + count * operations.element_size;
            }
            destroy(probe);
            drop(state::take_thrown());
            shown
        }
    }

    /// How its elements are reached.
    fn kind(&self) -> ContainerKind {
        self.operations.kind
    }

    /// Whether its elements cannot be assigned.
    fn is_constant(&self) -> bool {
        self.operations.flags.has(ContainerFlags::CONSTANT)
    }

    /// Whether Python refers to elements where they are.
    fn elements_are_shared(&self) -> bool {
        self.element.as_ref().is_some_and(Element::is_shared)
    }
}

/// What C++ has thrown, as Python's error.
fn check(py: Python<'_>) -> PyResult<()> {
    if state::pending()
        && let Some(thrown) = state::take_thrown()
    {
        return Err(registry::source().exception(py, thrown, None));
    }
    Ok(())
}

/// A function that a container may lack.
fn function<T>(container: &Container, function: Option<T>, what: &str) -> PyResult<T> {
    function
        .ok_or_else(|| PyTypeError::new_err(format!("{what} a {} is impossible", container.class.qualified)))
}
