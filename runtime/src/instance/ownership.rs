//! Making proxies, ending C++ objects, keeping others alive.

use std::ffi::c_void;

use pyo3::PyErrArguments;
use pyo3::exceptions::{PyReferenceError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString, PyType};

use super::{Instance, attributes, export, half, identity, layout, lifetime, metaclass};
use crate::registry::{self, Class};
use crate::state;

/// Who deletes a C++ object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ownership {
    /// Python, with the proxy.
    Python,
    /// C++, or a part of another object.
    Cpp,
}

/// The proxy of the object at an address: the one there is, or a new one. A null
/// pointer gets a proxy of its own, which is false and raises when it is used.
///
/// # Safety
///
/// `address` must be null or point to an object of `class` that lives as long
/// as C++ says, and that Python may delete where `ownership` is its.
pub unsafe fn wrap(
    py: Python<'_>,
    class: &'static Class,
    address: *mut c_void,
    ownership: Ownership,
) -> PyResult<Py<PyAny>> {
    if !address.is_null()
        && let Some(known) = known(py, address, class)
    {
        if ownership == Ownership::Python
            && let Some(instance) = Instance::from(&known)
            && instance.holder().is_none()
        {
            instance.set_owned(true);
        }
        return Ok(known.unbind());
    }
    let python = match class.proxy() {
        Some(python) => python.as_ptr(),
        None => registry::source().python_class(py, class)?.as_type_ptr(),
    };
    // SAFETY: the Python classes of C++ classes are sealed when they are made,
    // subtypes of the base type, and immortal; the rest is the caller's promise.
    unsafe {
        if address.is_null() {
            let proxy = lifetime::allocate(py, python)?;
            adopt(&proxy, address, ownership)?;
            return Ok(proxy.unbind());
        }
        let proxy = lifetime::fresh(class, python, address, ownership == Ownership::Python);
        Bound::from_owned_ptr_or_err(py, proxy).map(Bound::unbind)
    }
}

/// The proxy of the object of a class at an address, where there is one.
#[expect(
    clippy::not_unsafe_ptr_arg_deref,
    reason = "the identity table compares addresses and never reads there"
)]
pub fn known<'py>(py: Python<'py>, address: *mut c_void, class: &'static Class) -> Option<Bound<'py, PyAny>> {
    // SAFETY: the interpreter is attached, and what the table holds is live: a proxy removes itself before its memory goes.
    unsafe { Bound::from_borrowed_ptr_or_opt(py, identity::find(address, class)) }
}

/// As [`wrap`], for the most derived bound class of a polymorphic object.
///
/// # Safety
///
/// As [`wrap`]; `address` must point to a live object.
pub unsafe fn wrap_cast(
    py: Python<'_>,
    class: &'static Class,
    address: *mut c_void,
    ownership: Ownership,
) -> PyResult<Py<PyAny>> {
    // SAFETY: the caller's promise.
    unsafe {
        let (class, address) = registry::most_derived(class, address);
        wrap(py, class, address, ownership)
    }
}

/// Gives an uninitialised proxy its object; the constructor's last step.
#[expect(
    clippy::not_unsafe_ptr_arg_deref,
    reason = "the identity table compares addresses and never reads there"
)]
pub fn adopt(object: &Bound<'_, PyAny>, address: *mut c_void, ownership: Ownership) -> PyResult<()> {
    let instance = proxy(object)?;
    layout::forget(instance);
    instance.set_address(address);
    instance.set_owned(ownership == Ownership::Python && !address.is_null());
    if let Some(class) = instance.class()
        && !address.is_null()
    {
        // SAFETY: the interpreter is attached.
        unsafe { identity::insert(address, class, object.as_ptr()) };
        if let Some(director) = class.directs() {
            registry::source().direct(object, director)?;
            half::begin(instance);
        }
    }
    Ok(())
}

/// The address of the object as one of `class`, itself or a base of the proxy's
/// class: ReferenceError for a deleted, uninitialised or null object, TypeError
/// for an unrelated one.
pub fn address_as(object: &Bound<'_, PyAny>, class: &Class) -> PyResult<*mut c_void> {
    let address = address_or_null_as(object, class)?;
    if address.is_null() {
        return Err(PyReferenceError::new_err(format!("this {} object is a null pointer", class.qualified)));
    }
    Ok(address)
}

/// As [`address_as`], but a null object has a null address.
pub fn address_or_null_as(object: &Bound<'_, PyAny>, class: &Class) -> PyResult<*mut c_void> {
    if let Some(instance) = Instance::from(object) {
        let _settled = instance.address();
    }
    place_or_null_as(object, class)
}

/// As [`address_or_null_as`], for an address that goes nowhere: self of a `const`
/// method whose result is no address.
pub fn place_or_null_as(object: &Bound<'_, PyAny>, class: &Class) -> PyResult<*mut c_void> {
    let unrelated =
        || PyTypeError::new_err(Unrelated { wanted: class.qualified, given: object.get_type().unbind() });
    let instance = Instance::from(object).ok_or_else(unrelated)?;
    let own = instance.class().ok_or_else(unrelated)?;
    let shown = own.directs().map_or(own.qualified, |director| director.base.qualified);
    if instance.deleted() {
        return Err(PyReferenceError::new_err(format!("this {} object was deleted or given away", shown)));
    }
    if !instance.initialised() {
        return Err(PyReferenceError::new_err(format!(
            "this {} object was not constructed: its class's __init__ did not call super().__init__()",
            shown
        )));
    }
    // SAFETY: a proxy's address is null or that of a live object of its class,
    // as far as C++ tells; the promise was made to `wrap`.
    unsafe { own.upcast(instance.place(), class) }.ok_or_else(unrelated)
}

/// Whether a proxy's object is there, and can be none of a class: [`address_as`] would say that another one is expected.
pub fn is_unrelated(instance: &Instance, class: &Class) -> bool {
    let there = !instance.deleted() && instance.initialised();
    there && instance.class().is_some_and(|own| own.depth_to(class).is_none())
}

/// That an object of another class is expected, in words that most callers never read.
struct Unrelated {
    wanted: &'static str,
    given: Py<PyType>,
}

impl PyErrArguments for Unrelated {
    fn arguments(self, py: Python<'_>) -> Py<PyAny> {
        let given = super::compare::type_name(self.given.bind(py));
        PyString::new(py, &format!("a {} object is expected, not {given}", self.wanted)).into_any().unbind()
    }
}

/// Keeps what a proxy's object lies in, or refers to, alive as long as the proxy lives.
///
/// Not where C++ keeps the proxy: what its object lies in would then keep itself. Such a proxy hears of its object's end.
pub fn set_lifeline(object: &Bound<'_, PyAny>, kept: &Bound<'_, PyAny>) -> PyResult<()> {
    match Instance::from(object) {
        Some(instance) if half::is_kept(instance) => Ok(()),
        _ => keep_for(object, kept),
    }
}

/// Keeps `kept` alive as long as the proxy lives.
pub fn keep_for(object: &Bound<'_, PyAny>, kept: &Bound<'_, PyAny>) -> PyResult<()> {
    let dict = match Instance::from(object) {
        Some(instance) => attributes::dict_of(object, instance)?,
        None => object.getattr(pyo3::intern!(object.py(), "__dict__"))?.cast_into::<PyDict>()?,
    };
    dict.set_item(format!("__lifeline_{:x}", kept.as_ptr() as usize), kept)
}

/// Keeps what was assigned to a variable alive as long as the proxy lives. A variable that is a part of the proxy's
/// object lets go of what it had before; others may have moved meanwhile, so that theirs stays.
pub fn keep_assigned(object: &Bound<'_, PyAny>, variable: usize, kept: &[Bound<'_, PyAny>]) -> PyResult<()> {
    let instance = proxy(object)?;
    let size = instance.class().map_or(0, |class| class.record.size as usize);
    let offset = variable.wrapping_sub(instance.place() as usize);
    if offset >= size {
        return kept.iter().try_for_each(|kept| keep_for(object, kept));
    }
    let mut number = 0;
    loop {
        let name = PyString::new(object.py(), &format!("__lifeline_{offset}_{number}"));
        match kept.get(number) {
            Some(kept) => attributes::dict_of(object, instance)?.set_item(name, kept)?,
            None => {
                let Some(dict) = attributes::own_dict(instance) else { return Ok(()) };
                // SAFETY: the slot of a live proxy holds a dict.
                let dict =
                    unsafe { Bound::from_borrowed_ptr(object.py(), dict).cast_into_unchecked::<PyDict>() };
                if !dict.contains(&name)? {
                    return Ok(());
                }
                dict.del_item(name)?;
            }
        }
        number += 1;
    }
}

/// Keeps what is known of a member of the proxy's object; nothing where the variable is no part of that, and may have
/// another place tomorrow.
pub fn remember_of_member(
    object: &Bound<'_, PyAny>,
    variable: usize,
    known: &Bound<'_, PyAny>,
) -> PyResult<()> {
    let instance = proxy(object)?;
    match name_of_member(object, instance, variable) {
        Some(name) => attributes::dict_of(object, instance)?.set_item(name, known),
        None => Ok(()),
    }
}

/// What [`remember_of_member`] has kept.
pub fn recall_of_member<'py>(
    object: &Bound<'py, PyAny>,
    variable: usize,
) -> PyResult<Option<Bound<'py, PyAny>>> {
    let instance = proxy(object)?;
    let Some(dict) = attributes::own_dict(instance) else { return Ok(None) };
    let Some(name) = name_of_member(object, instance, variable) else { return Ok(None) };
    // SAFETY: the slot of a live proxy holds a dict.
    let dict = unsafe { Bound::from_borrowed_ptr(object.py(), dict).cast_into_unchecked::<PyDict>() };
    dict.get_item(name)
}

/// The name among the proxy's attributes for what is known of a member, like those of what it keeps alive.
fn name_of_member<'py>(
    object: &Bound<'py, PyAny>,
    instance: &Instance,
    variable: usize,
) -> Option<Bound<'py, PyString>> {
    let size = instance.class().map_or(0, |class| class.record.size as usize);
    let offset = variable.wrapping_sub(instance.place() as usize);
    (offset < size).then(|| PyString::new(object.py(), &format!("__lifeline_{offset}_extents")))
}

/// What the proxy keeps alive.
pub fn lifelines<'py>(object: &Bound<'py, PyAny>) -> Vec<Bound<'py, PyAny>> {
    // SAFETY: the slot of a live proxy holds a dict.
    let dict = Instance::from(object)
        .and_then(attributes::own_dict)
        .map(|dict| unsafe { Bound::from_borrowed_ptr(object.py(), dict).cast_into_unchecked::<PyDict>() });
    let is_lifeline =
        |key: &Bound<'_, PyAny>| key.extract::<&str>().is_ok_and(|key| key.starts_with("__lifeline_"));
    dict.map_or_else(Vec::new, |dict| {
        dict.iter().filter(|(key, _)| is_lifeline(key)).map(|(_, kept)| kept).collect()
    })
}

/// Deletes the C++ object now. Deleting it twice, and deleting a null or
/// uninitialised object, is a ReferenceError.
pub fn destroy(object: &Bound<'_, PyAny>) -> PyResult<()> {
    let py = object.py();
    let instance = proxy(object)?;
    let class = instance.class().ok_or_else(|| PyTypeError::new_err("no object from C++"))?;
    address_as(object, class)?;
    export::check_unexported(object)?;
    if let Some(holder) = instance.holder() {
        if holder.end.is_none() {
            return Err(PyTypeError::new_err(format!(
                "the object is held by a {} of C++, which ends it",
                holder.class.qualified
            )));
        }
        if !instance.owned() {
            instance.give_away();
            return Ok(());
        }
    }
    if class.destroy_stub().is_none() {
        return Err(PyTypeError::new_err(format!("{} has no usable destructor", class.qualified)));
    }
    delete(instance, class);
    match state::take_thrown() {
        Some(thrown) => Err(registry::source().exception(py, thrown, None)),
        None => Ok(()),
    }
}

/// Deletes what a proxy without references owns. Errors go to `sys.unraisablehook`.
pub(super) fn finish(py: Python<'_>, instance: &Instance) {
    instance.drop_holder();
    if instance.owned()
        && !instance.is_inline()
        && !instance.place().is_null()
        && let Some(class) = instance.class()
    {
        delete(instance, class);
        if state::pending() {
            report(py);
        }
    }
}

/// Tells of the exception that a destructor threw, if there is one.
pub(crate) fn report_pending() {
    if state::pending() {
        // SAFETY: proxies change with the interpreter attached only.
        report(unsafe { Python::assume_attached() });
    }
}

/// Tells of the exception that a destructor threw while a proxy went.
#[cold]
pub(super) fn report(py: Python<'_>) {
    let Some(thrown) = state::take_thrown() else { return };
    // A proxy may go while an exception is on its way; the destructor's own
    // must not be mixed up with it.
    let earlier = PyErr::take(py);
    registry::source().exception(py, thrown, None).write_unraisable(py, None);
    if let Some(earlier) = earlier {
        earlier.restore(py);
    }
}

fn delete(instance: &Instance, class: &'static Class) {
    let address = instance.address();
    layout::forget(instance);
    instance.set_deleted();
    if let Some(destroy) = class.destroy_stub() {
        // SAFETY: the address was that of a live object of the class, and no
        // proxy refers to it any more.
        unsafe { destroy(address) };
    }
}

/// A live object cannot be constructed again.
pub(super) fn check_uninitialised(object: &Bound<'_, PyAny>) -> PyResult<()> {
    if proxy(object)?.place().is_null() {
        return Ok(());
    }
    Err(PyReferenceError::new_err("this object was constructed already; __destruct__() it first"))
}

fn proxy<'a>(object: &'a Bound<'_, PyAny>) -> PyResult<&'a Instance> {
    Instance::from(object)
        .filter(|_| metaclass::class_of(object).is_some())
        .ok_or_else(|| PyTypeError::new_err("no object from C++"))
}
