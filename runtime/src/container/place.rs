//! A container and where it is, as each function of a protocol finds them.
//!
//! May not know: what the protocols do.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::mem::MaybeUninit;
use std::ptr;
use std::sync::Mutex;

use cppbind_abi::codes::ContainerKind;
use pyo3::exceptions::{PyIndexError, PyTypeError};
use pyo3::ffi;
use pyo3::prelude::*;

use super::element::Cell;
use super::fill::Target;
use super::{Address, Container, check, function, inherited};
use crate::convert::format::Format;
use crate::convert::in_place::{Load, Store};
use crate::convert::layout;
use crate::instance::{self, Instance};
use crate::registry::Class;

type View = unsafe extern "C" fn(*const std::ffi::c_void, *mut Address, *mut usize);

/// How the objects of one C++ class, and of the Python classes that derive from it, are containers: what the shortest
/// way to an element needs.
pub(super) struct Reach {
    pub(super) container: &'static Container,
    /// Where the container lies in objects of the class.
    offset: isize,
    pub(super) element_size: usize,
    /// How its numbers are read and written.
    pub(super) in_place: Option<(Load, Store)>,
    direct: bool,
    view: Option<View>,
    /// What a buffer says of its elements, once asked for.
    pub(super) format: OnceCell<Format>,
    /// Of sets and maps.
    pub(super) keys: QuickKeys,
}

/// How the keys of a set or map go to C++ that need no conversion, and what is done with them then.
pub(super) struct QuickKeys {
    /// How keys that are numbers are written.
    store: Option<Store>,
    /// Whether keys are strings, and CPython's own are known well enough to be read.
    text: bool,
    /// Asked for each key that was [put](QuickKeys::put): none is where the container does not look for keys.
    pub(super) find: Find,
    /// `operator[]`, where what belongs to the keys is a number, and how that is read.
    pub(super) subscript: Option<(Find, Load)>,
}

/// A function of a container and a key.
pub(super) type Find = unsafe extern "C" fn(Address, *const std::ffi::c_void) -> Address;

impl QuickKeys {
    /// No key needs no conversion.
    const NONE: Self = Self { store: None, text: false, find: nowhere, subscript: None };

    fn of(container: &Container) -> Self {
        let (Some(key), Some(find)) = (&container.key, container.operations.find) else { return Self::NONE };
        let mapped = container.mapped.as_ref().and_then(|mapped| mapped.in_place);
        Self {
            store: key.in_place.map(|(_, store)| store),
            text: key.is_text() && layout::trusted(),
            find,
            subscript: container.operations.subscript.zip(mapped.map(|(load, _)| load)),
        }
    }

    /// Puts a key into its cell; false where that takes a conversion.
    ///
    /// # Safety
    ///
    /// `key` must be live, and so it must be as long as the cell is used, and the interpreter attached.
    #[inline(always)]
    pub(super) unsafe fn put(&self, key: *mut ffi::PyObject, cell: &mut MaybeUninit<Cell>) -> bool {
        // SAFETY: the caller's promise; a cell has room for every number and for the two words of a text.
        unsafe {
            if self.text {
                let Some((bytes, length)) = layout::ascii(key) else { return false };
                cell.as_mut_ptr().cast::<[u64; 2]>().write([bytes as u64, length as u64]);
                return true;
            }
            self.store.is_some_and(|store| store(cell.as_mut_ptr().cast(), key))
        }
    }
}

/// What finds no key.
unsafe extern "C" fn nowhere(_container: Address, _key: *const std::ffi::c_void) -> Address {
    ptr::null_mut()
}

impl Reach {
    /// What the objects of a Python class are; `None` with an error set where they are no containers.
    ///
    /// # Safety
    ///
    /// `object` must be a live proxy, and the interpreter attached.
    #[inline(always)]
    pub(super) unsafe fn of<'a>(object: *mut ffi::PyObject) -> Option<&'a Self> {
        // SAFETY: the caller's promise; reaches live for ever.
        unsafe {
            let class = ffi::Py_TYPE(object);
            match instance::class_slots(class).container.get().cast::<Self>().as_ref() {
                Some(reach) => Some(reach),
                None => Self::find(class),
            }
        }
    }

    #[cold]
    unsafe fn find<'a>(class: *mut ffi::PyTypeObject) -> Option<&'a Self> {
        // SAFETY: the caller's promise.
        let (py, slots) = unsafe { (Python::assume_attached(), instance::class_slots(class)) };
        let found = slots.class.get().map_or(Ok(None), |class| Self::of_class(class));
        match found {
            Ok(Some(reach)) => {
                slots.container.set(ptr::from_ref(reach).cast());
                Some(reach)
            }
            Ok(None) => {
                PyTypeError::new_err("this object is no C++ container").restore(py);
                None
            }
            Err(error) => {
                error.restore(py);
                None
            }
        }
    }

    /// The one of a C++ class: Python classes that derive from it come and go.
    fn of_class(class: &'static Class) -> PyResult<Option<&'static Self>> {
        struct Shared(&'static Reach);
        // SAFETY: used by threads that are attached to the interpreter, which are one at a time.
        unsafe impl Send for Shared {}

        static KNOWN: Mutex<Option<HashMap<usize, Shared>>> = Mutex::new(None);
        let Some((container, offset)) = inherited(class)? else { return Ok(None) };
        let mut known = KNOWN.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        let shared =
            known.get_or_insert_default().entry(ptr::from_ref(class) as usize).or_insert_with(|| {
                Shared(Box::leak(Box::new(Self {
                    container,
                    offset,
                    element_size: container.operations.element_size,
                    in_place: container.element.as_ref().and_then(|element| element.in_place),
                    direct: container.direct,
                    view: container.operations.view,
                    keys: QuickKeys::of(container),
                    format: OnceCell::new(),
                })))
            });
        Ok(Some(shared.0))
    }

    /// Whether the container's first words tell where its elements begin and end.
    pub(super) fn is_direct(&self) -> bool {
        self.direct
    }

    /// These words, as [`Reach::span`].
    ///
    /// # Safety
    ///
    /// As [`Reach::of`], for the proxy of a live container that [is direct](Reach::is_direct).
    #[inline(always)]
    pub(super) unsafe fn words(&self, object: *mut ffi::PyObject) -> (Address, usize) {
        // SAFETY: the caller's promise; what `direct` means was shown by an object.
        unsafe {
            let [begin, end] = self.placed(object).cast::<[usize; 2]>().read();
            (begin as Address, end - begin)
        }
    }

    /// Whether elements lie one behind the other.
    #[inline(always)]
    pub(super) fn is_contiguous(&self) -> bool {
        self.view.is_some()
    }

    /// Where the container of a proxy is at the moment; null for null and deleted ones.
    ///
    /// # Safety
    ///
    /// As [`Reach::of`], for the proxy that it was found for.
    #[inline(always)]
    pub(super) unsafe fn address(&self, object: *mut ffi::PyObject) -> Address {
        // SAFETY: the caller's promise.
        self.within(unsafe { instance::raw_place(object) })
    }

    /// As [`Reach::address`], of a proxy that [has a place](instance::has_no_place): null need not be asked for again.
    ///
    /// # Safety
    ///
    /// As [`Reach::of`], for the proxy that it was found for.
    #[inline(always)]
    pub(super) unsafe fn placed(&self, object: *mut ffi::PyObject) -> Address {
        // SAFETY: the caller's promise.
        unsafe { instance::raw_place(object).wrapping_byte_offset(self.offset) }
    }

    /// Where the container of an object of the class at an address is; of null, null.
    #[inline(always)]
    pub(super) fn within(&self, object: Address) -> Address {
        if object.is_null() { object } else { object.wrapping_byte_offset(self.offset) }
    }

    /// Where contiguous elements begin, and how many bytes they are.
    ///
    /// # Safety
    ///
    /// `address` is that of a live container of this class, a contiguous one.
    #[inline(always)]
    pub(super) unsafe fn span(&self, address: Address) -> (Address, usize) {
        // SAFETY: the caller's promise; what `direct` means was shown by an object.
        unsafe {
            if self.direct {
                let [begin, end] = address.cast::<[usize; 2]>().read();
                return (begin as Address, end - begin);
            }
            self.viewed(address)
        }
    }

    #[cold]
    #[inline(never)]
    unsafe fn viewed(&self, address: Address) -> (Address, usize) {
        let (mut first, mut count) = (ptr::null_mut(), 0);
        if let Some(view) = self.view {
            // SAFETY: the caller's promise.
            unsafe { view(address, &raw mut first, &raw mut count) };
        }
        (first, count * self.element_size)
    }
}

/// A container in use. Whatever runs Python code meanwhile (conversions do) may change or end it: then it is found anew.
#[derive(Clone, Copy)]
pub(super) struct Place<'a, 'py> {
    pub(super) object: &'a Bound<'py, PyAny>,
    pub(super) container: &'static Container,
    pub(super) address: Address,
    reach: &'static Reach,
}

impl<'a, 'py> Place<'a, 'py> {
    /// The container of a proxy; ReferenceError where there is none (any more).
    pub(super) fn of(object: &'a Bound<'py, PyAny>) -> PyResult<Self> {
        let no_container = || PyTypeError::new_err("no C++ container");
        if instance::class_of(object).is_none() {
            return Err(no_container());
        }
        // SAFETY: a live proxy of a C++ class.
        let Some(reach) = (unsafe { Reach::of(object.as_ptr()) }) else {
            return Err(PyErr::take(object.py()).unwrap_or_else(no_container));
        };
        let container = reach.container;
        // What refers to elements must not see them move from their proxy.
        if container.elements_are_shared()
            && let Some(instance) = Instance::from(object)
        {
            let _settled = instance.address();
        }
        let address = instance::place_or_null_as(object, container.class)?;
        if address.is_null() {
            let text = format!("this {} object is a null pointer", container.class.qualified);
            return Err(pyo3::exceptions::PyReferenceError::new_err(text));
        }
        Ok(Self { object, container, address, reach })
    }

    fn py(&self) -> Python<'py> {
        self.object.py()
    }

    /// How many elements it has.
    pub(super) fn len(&self) -> usize {
        // SAFETY: a live container, and `size` is there for all of them.
        self.container.operations.size.map_or(0, |size| unsafe { size(self.address) })
    }

    /// The element at an index below [`Place::len`], where elements have addresses.
    fn element_at(&self, index: usize) -> PyResult<Address> {
        let operations = &self.container.operations;
        // SAFETY: a live container, and an index that its caller has checked.
        unsafe {
            if operations.kind == ContainerKind::Contiguous {
                let (first, bytes) = self.reach.span(self.address);
                let offset = index * operations.element_size;
                return if offset < bytes {
                    Ok(first.wrapping_byte_add(offset))
                } else {
                    Err(self.outside(index))
                };
            }
            let at = function(self.container, operations.at, "indexing")?;
            Ok(at(self.address, index))
        }
    }

    /// The Python object for the element at an index below [`Place::len`].
    pub(super) fn get(&self, index: usize) -> PyResult<Py<PyAny>> {
        let operations = &self.container.operations;
        if let Some(get_bit) = operations.get_bit {
            // SAFETY: a live container, and an index that its caller has checked.
            let bit = unsafe { get_bit(self.address, index) };
            return Ok(bit.into_pyobject(self.py())?.to_owned().into_any().unbind());
        }
        let address = self.element_at(index)?;
        match &self.container.element {
            // SAFETY: the address of an element, which the object holds.
            Some(element) => unsafe { element.load(self.py(), address, self.object) },
            None => Err(PyTypeError::new_err("elements without a type")),
        }
    }

    /// Assigns to the element at an index below [`Place::len`].
    pub(super) fn set(&self, index: usize, value: &Bound<'py, PyAny>) -> PyResult<()> {
        self.check_assignable()?;
        let operations = &self.container.operations;
        if let Some(set_bit) = operations.set_bit {
            let bit = crate::convert::scalar::Scalar::Bool.from_python(value, false)? != 0;
            // Conversions may have run code that shortens it.
            let place = Self::of(self.object)?;
            place.check_index(index)?;
            // SAFETY: a live container, and an index that was checked.
            unsafe { set_bit(place.address, index, bit) };
            return Ok(());
        }
        let Some(element) = &self.container.element else {
            return Err(PyTypeError::new_err("elements without a type"));
        };
        let mut cell = super::element::Cell::default();
        // SAFETY: a live object.
        if !element.is_number() || unsafe { element.quick(value.as_ptr(), &mut cell) } {
            let address = self.element_at(index)?;
            // SAFETY: the address of an element.
            unsafe { element.store(address, value, self.object)? };
            return check(self.py());
        }
        // A number that takes a conversion: code that may shorten the container.
        let mut temporaries = super::element::temporaries();
        let bits = element.pass(value, &mut cell, &mut temporaries)?;
        let place = Self::of(self.object)?;
        place.check_index(index)?;
        let address = place.element_at(index)?;
        // SAFETY: an element, and a number of its type.
        unsafe {
            ptr::copy_nonoverlapping(bits.cast::<u8>(), address.cast::<u8>(), operations.element_size);
        }
        Ok(())
    }

    /// TypeError for a container whose elements are constants.
    pub(super) fn check_assignable(&self) -> PyResult<()> {
        if self.container.is_constant() {
            let text = format!("elements of {} are constants", self.container.class.qualified);
            return Err(PyTypeError::new_err(text));
        }
        Ok(())
    }

    fn check_index(&self, index: usize) -> PyResult<()> {
        if index < self.len() { Ok(()) } else { Err(self.outside(index)) }
    }

    /// The place that a Python index means.
    pub(super) fn index(&self, index: isize) -> PyResult<usize> {
        let length = self.len();
        let place = if index < 0 { index.checked_add_unsigned(length) } else { Some(index) };
        match place.map(usize::try_from) {
            Some(Ok(place)) if place < length => Ok(place),
            _ => Err(self.outside(index)),
        }
    }

    fn outside(&self, index: impl std::fmt::Display) -> PyErr {
        PyIndexError::new_err(format!("index {index} is out of range for size {}", self.len()))
    }

    /// Puts the elements of another container of the class, or none, in the place of some.
    pub(super) fn splice(&self, first: usize, removed: usize, other: Option<Address>) -> PyResult<()> {
        let what = if other.is_some() { "inserting into" } else { "deleting from" };
        let splice = function(self.container, self.container.operations.splice, what)?;
        instance::export::check_unlocked(self.object)?;
        // SAFETY: a live container, a range of it, and another live container of its class or null.
        unsafe { splice(self.address, first, removed, other.unwrap_or(ptr::null_mut())) };
        check(self.py())
    }

    /// Calls a function with the address of the element at an index below [`Place::len`].
    pub(super) fn with_element<R>(
        &self,
        index: usize,
        call: impl FnOnce(Address) -> PyResult<R>,
    ) -> PyResult<R> {
        call(self.element_at(index)?)
    }

    /// One element more.
    pub(super) fn add(&self, item: &Bound<'py, PyAny>) -> PyResult<()> {
        function(self.container, self.container.operations.append, "adding to")?;
        Ok(self.container.append(Target::Seen(self.object), 0, item)?)
    }

    /// Assigns to what belongs to a key, or adds it.
    pub(super) fn set_item(&self, key: &Bound<'py, PyAny>, value: &Bound<'py, PyAny>) -> PyResult<()> {
        Ok(self.container.set_item(Target::Seen(self.object), 0, key, value)?)
    }
}
