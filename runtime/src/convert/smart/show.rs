//! From C++ to Python: a pointer as the object that it holds.
//!
//! May not know: arguments.

use std::ffi::c_void;

use cppbind_abi::codes::SmartPointerKind;
use pyo3::prelude::*;

use super::{SmartPointer, check, holder_of, of};
use crate::dictionary::Damaged;
use crate::instance::{self, Holder, Instance, Ownership};

/// The object that a pointer holds, which is a variable of C++'s. Shared pointers are copied, so that the object lives as
/// long as its proxy; what another pointer holds lives as long as `owner`, or as C++ says. An empty pointer gives a null
/// proxy.
///
/// # Safety
///
/// `address` is that of a live pointer of the class.
pub unsafe fn show(
    py: Python<'_>,
    pointer: &'static SmartPointer,
    address: *mut c_void,
    owner: Option<&Bound<'_, PyAny>>,
) -> PyResult<Py<PyAny>> {
    // SAFETY: the caller's promise.
    unsafe {
        if pointer.operations.kind == SmartPointerKind::Weak {
            return shown_itself(py, pointer, address, Ownership::Cpp, owner);
        }
        let object = pointer.get(address);
        let proxy = instance::wrap_cast(py, pointer.element, object, Ownership::Cpp)?;
        let Some(held) = Instance::from(proxy.bind(py)).filter(|_| !object.is_null()) else {
            return Ok(proxy);
        };
        if held.is_directed() {
            // The proxy lives as long as the object does.
            return Ok(proxy);
        }
        if let Some(copy) = pointer.operations.copy {
            if !is_shared(held)? {
                let copied = copy(address);
                check(py)?;
                held.set_holder(pointer.holder(copied));
            }
            return Ok(proxy);
        }
        // A pointer of Python's own cannot hold what another one does.
        held.set_holder(Holder { pointer: address, class: pointer.class, end: None });
        if let Some(owner) = owner.filter(|owner| !owner.is(&proxy)) {
            instance::set_lifeline(proxy.bind(py), owner)?;
        }
        Ok(proxy)
    }
}

/// The object that a new pointer holds, which is Python's own from now on.
///
/// # Safety
///
/// `address` is that of a live pointer of the class, from the heap, and is the caller's.
pub unsafe fn show_new(
    py: Python<'_>,
    pointer: &'static SmartPointer,
    address: *mut c_void,
) -> PyResult<Py<PyAny>> {
    // SAFETY: the caller's promise.
    unsafe {
        if pointer.operations.kind == SmartPointerKind::Weak {
            return shown_itself(py, pointer, address, Ownership::Python, None);
        }
        let object = pointer.get(address);
        let shown = instance::wrap_cast(py, pointer.element, object, Ownership::Cpp);
        let held = match &shown {
            Ok(proxy) if !object.is_null() => Instance::from(proxy.bind(py)),
            _ => None,
        };
        match held {
            Some(held) if held.is_directed() && pointer.operations.release.is_some() => {
                pointer.give_back(held, address);
                pointer.end(address);
            }
            Some(held) if held.is_directed() => pointer.end(address),
            // One share is enough.
            Some(held) if !(pointer.operations.copy.is_some() && is_shared(held)?) => {
                held.set_holder(pointer.holder(address));
            }
            _ => pointer.end(address),
        }
        check(py)?;
        shown
    }
}

/// The pointer itself: a weak one, which holds nothing, and must not begin to because Python looks at it.
///
/// # Safety
///
/// As [`show`], or as [`show_new`] where Python is the owner.
unsafe fn shown_itself(
    py: Python<'_>,
    pointer: &'static SmartPointer,
    address: *mut c_void,
    ownership: Ownership,
    owner: Option<&Bound<'_, PyAny>>,
) -> PyResult<Py<PyAny>> {
    // SAFETY: the caller's promise.
    let proxy = unsafe { instance::wrap(py, pointer.class, address, ownership)? };
    if let Some(owner) = owner.filter(|owner| !owner.is(&proxy)) {
        instance::set_lifeline(proxy.bind(py), owner)?;
    }
    Ok(proxy)
}

/// Whether a shared pointer holds the proxy's object.
fn is_shared(instance: &Instance) -> Result<bool, Damaged> {
    Ok(holder_of(instance)?.is_some_and(|(_, pointer)| pointer.is_shared()))
}

/// Whether a smart pointer holds the object, or there is none. One that is a variable of C++'s is moved from: the object
/// does not end with the variable.
pub fn keep(object: &Bound<'_, PyAny>) -> PyResult<bool> {
    let Some(instance) = Instance::from(object) else { return Ok(false) };
    if instance.place().is_null() {
        return Ok(true);
    }
    let Some((holder, pointer)) = holder_of(instance)? else { return Ok(false) };
    if holder.end.is_none() {
        let Some(relocate) = pointer.operations.relocate else { return Ok(false) };
        // SAFETY: a holder's pointer is live.
        unsafe {
            let moved = relocate(holder.pointer);
            check(object.py())?;
            instance.set_holder(pointer.holder(moved));
        }
    }
    Ok(true)
}

/// `__smartptr__()`: the pointer that holds an object, as the object that it is itself; `None` where there is none. Of a
/// shared one, a copy.
pub fn pointer_of(object: &Bound<'_, PyAny>) -> PyResult<Option<Py<PyAny>>> {
    let py = object.py();
    let Some(instance) = Instance::from(object) else { return Ok(None) };
    if let Some(class) = instance.class()
        && of(class)?.is_some()
    {
        return Ok(Some(object.clone().unbind()));
    }
    let Some((holder, pointer)) = holder_of(instance)? else { return Ok(None) };
    // SAFETY: a holder's pointer is live as long as it is one; its end ends the proxy too.
    unsafe {
        if let Some(copy) = pointer.operations.copy {
            let copied = copy(holder.pointer);
            check(py)?;
            return instance::wrap(py, pointer.class, copied, Ownership::Python).map(Some);
        }
        let shown = instance::wrap(py, pointer.class, holder.pointer, Ownership::Cpp)?;
        instance::set_lifeline(shown.bind(py), object)?;
        Ok(Some(shown))
    }
}
