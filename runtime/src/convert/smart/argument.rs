//! From Python to C++: an object where a smart pointer is wanted.
//!
//! What holds the object already is passed on. An object of Python's own gets a pointer first, which then is its proxy's
//! holder: where another argument is refused after all, the object is held otherwise than before, but it is not lost.
//!
//! May not know: results.

use std::ffi::c_void;

use cppbind_abi::codes::{SmartPointerFlags, SmartPointerKind};
use pyo3::exceptions::PyTypeError;
use pyo3::ffi;
use pyo3::prelude::*;

use super::{SmartPointer, check, holder_of, of};
use crate::convert::argument::Passing;
use crate::convert::temporaries::Temporaries;
use crate::convert::{caller, null};
use crate::instance::{self, Holder, Instance};

/// A pointer that C++ may have assigned to, or moved from, when the call ends.
pub struct Watched {
    proxy: Py<PyAny>,
    class: &'static SmartPointer,
    pointer: *mut c_void,
    /// What it held before the call.
    object: *mut c_void,
}

/// The word for a parameter of a smart pointer class, passed an object or null; `None` for all else.
pub(crate) fn argument(
    pointer: &'static SmartPointer,
    passing: Passing,
    value: &Bound<'_, PyAny>,
    temporaries: &mut Temporaries,
) -> PyResult<Option<u64>> {
    let py = value.py();
    if null::is_null(value) {
        return match passing {
            Passing::Reference => Ok(None),
            _ => empty(py, pointer, temporaries).map(|made| Some(made as u64)),
        };
    }
    let Some((instance, own)) = Instance::from(value).and_then(|found| Some((found, found.class()?))) else {
        return Ok(None);
    };
    if own.depth_to(pointer.element).is_none() {
        return match of(own)? {
            Some(other) if own != pointer.class => from_pointer(pointer, other, passing, value, temporaries),
            _ => Ok(None),
        };
    }
    let object = instance::address_or_null_as(value, pointer.element)?;
    if !temporaries.is_trial {
        instance.take_rvalue();
    }
    if object.is_null() {
        let made = empty(py, pointer, temporaries)?;
        if passing == Passing::Reference {
            temporaries.watch_pointer(Watched::new(value, pointer, made));
        }
        return Ok(Some(made as u64));
    }
    let word = match pointer.operations.kind {
        SmartPointerKind::Unique => unique(pointer, passing, value, instance, object, temporaries)?,
        SmartPointerKind::Shared | SmartPointerKind::Weak => {
            shared(pointer, passing, value, instance, object, temporaries)?
        }
    };
    Ok(Some(word as u64))
}

/// The same at once, where a shared pointer of the very class holds the proxy's object; `None` for all else.
///
/// # Safety
///
/// `object` must be a live object, and the interpreter attached.
pub unsafe fn held(pointer: &'static SmartPointer, object: *mut ffi::PyObject) -> Option<*mut c_void> {
    // SAFETY: the caller's promise.
    let instance = unsafe { Instance::from_raw(object)? };
    // A locked object has no address; one that may be moved from is for the converter.
    if instance.address().is_null() || instance.is_rvalue() {
        return None;
    }
    let (holder, held) = holder_of(instance).ok()??;
    (held.class == pointer.class).then_some(holder.pointer)
}

/// Has a new pointer hold an object that Python owns, for as long as the proxy lives, and others share it.
pub fn hold(pointer: &'static SmartPointer, value: &Bound<'_, PyAny>) -> PyResult<()> {
    match Instance::from(value) {
        Some(instance) if instance.owned() && pointer.operations.get.is_some() => {
            take_over(pointer, value, instance).map(drop)
        }
        _ => Err(refused(pointer, "the object is not Python's to give")),
    }
}

/// A pointer that holds nothing, for the time of the call.
fn empty(
    py: Python<'_>,
    pointer: &'static SmartPointer,
    temporaries: &mut Temporaries,
) -> PyResult<*mut c_void> {
    let null = std::ptr::null_mut();
    // SAFETY: the table's docs: null makes an empty one.
    let made = pointer.operations.make.map_or(null, |make| unsafe { make(null, None, null) });
    pointer.defer(py, made, temporaries)
}

/// A copy of a pointer of another class, as C++ converts it: shared ones from derived to base, and to weak ones.
fn from_pointer(
    pointer: &'static SmartPointer,
    other: &'static SmartPointer,
    passing: Passing,
    value: &Bound<'_, PyAny>,
    temporaries: &mut Temporaries,
) -> PyResult<Option<u64>> {
    let shares = pointer.operations.kind != SmartPointerKind::Unique;
    if passing == Passing::Reference
        || !shares
        || !other.is_shared()
        || other.element.depth_to(pointer.element).is_none()
    {
        return Ok(None);
    }
    let address = instance::address_as(value, other.class)?;
    // SAFETY: the address of a live pointer, and of the object that it holds, if any.
    unsafe {
        let Some(object) = other.element.upcast(other.get(address), pointer.element) else { return Ok(None) };
        share(value.py(), pointer, other, address, object, temporaries).map(|made| Some(made as u64))
    }
}

/// The word for a `std::shared_ptr` or a `std::weak_ptr`.
fn shared(
    pointer: &'static SmartPointer,
    passing: Passing,
    value: &Bound<'_, PyAny>,
    instance: &Instance,
    object: *mut c_void,
    temporaries: &mut Temporaries,
) -> PyResult<*mut c_void> {
    let py = value.py();
    let made = match holder_of(instance)? {
        Some((holder, held)) if held.is_shared() => {
            if held.class == pointer.class && matches!(passing, Passing::Constant { .. } | Passing::Copied) {
                return Ok(holder.pointer);
            }
            // SAFETY: a holder's pointer is live.
            unsafe { share(py, pointer, held, holder.pointer, object, temporaries)? }
        }
        Some((_, held)) => {
            return Err(refused(pointer, &format!("a {} holds the object alone", held.class.qualified)));
        }
        None if instance.owned() && instance.is_directed() => {
            share_proxy(pointer, value, instance, temporaries)?
        }
        None if instance.owned() => {
            let Some(strong) = pointer.shared()? else {
                return Err(refused(
                    pointer,
                    "no dictionary has the std::shared_ptr that would hold the object",
                ));
            };
            if temporaries.is_trial {
                return check_taking_over(strong, value, instance).map(|()| std::ptr::null_mut());
            }
            take_over(strong, value, instance)?;
            return shared(pointer, passing, value, instance, object, temporaries);
        }
        None => known_owner(py, pointer, object, temporaries)?,
    };
    if passing == Passing::Reference && pointer.operations.get.is_some() {
        temporaries.watch_pointer(Watched::new(value, pointer, made));
    }
    Ok(made)
}

/// A pointer to an object whose class overrides functions in Python, for the time of the call. The object stays Python's: the
/// pointer, and what C++ copies of it, has a reference to the proxy instead, so that both halves live as long.
fn share_proxy(
    pointer: &'static SmartPointer,
    value: &Bound<'_, PyAny>,
    instance: &Instance,
    temporaries: &mut Temporaries,
) -> PyResult<*mut c_void> {
    let py = value.py();
    let strong = match pointer.shared()? {
        Some(strong) => strong,
        None => {
            return Err(refused(pointer, "no dictionary has the std::shared_ptr that would hold the object"));
        }
    };
    let Some(make) = strong.operations.make else { return Err(refused(pointer, "it takes nothing over")) };
    if temporaries.is_trial {
        return check_taking_over(strong, value, instance).map(|()| std::ptr::null_mut());
    }
    let object = instance::address_as(value, strong.element)?;
    // SAFETY: the pointer gives the reference up when its last copy ends.
    let made = unsafe { make(object, Some(give_up_proxy), value.clone().into_ptr().cast()) };
    let made = strong.defer(py, made, temporaries)?;
    if strong.class == pointer.class {
        return Ok(made);
    }
    let object = instance::address_as(value, pointer.element)?;
    // SAFETY: the pointer lives until the call is over.
    unsafe { share(py, pointer, strong, made, object, temporaries) }
}

/// Ends a C++ object by giving up a reference to its proxy, which may be the last one. Any thread may call this.
unsafe extern "C" fn give_up_proxy(proxy: *mut c_void) {
    // SAFETY: the pointer has had the reference, and ends once.
    unsafe { caller::caller().release(proxy.cast()) };
}

/// A pointer to an object that shares what another pointer holds, for the time of the call.
///
/// # Safety
///
/// `address` is that of a live pointer of the class `held`; `object` lives as long as what it holds.
unsafe fn share(
    py: Python<'_>,
    pointer: &'static SmartPointer,
    held: &SmartPointer,
    address: *const c_void,
    object: *mut c_void,
    temporaries: &mut Temporaries,
) -> PyResult<*mut c_void> {
    // SAFETY: the caller's promise.
    unsafe {
        let owner = held.operations.owner.map_or(std::ptr::null_mut(), |owner| owner(address));
        check(py)?;
        with_owner(py, pointer, owner, object, temporaries)
    }
}

/// A pointer to an object with this owner, which ends.
///
/// # Safety
///
/// `owner` is one from the heap, and the caller's; `object` lives as long as it says.
unsafe fn with_owner(
    py: Python<'_>,
    pointer: &'static SmartPointer,
    owner: *mut c_void,
    object: *mut c_void,
    temporaries: &mut Temporaries,
) -> PyResult<*mut c_void> {
    let (Some(share), Some(end_owner)) = (pointer.operations.share, pointer.operations.end_owner) else {
        return Err(refused(pointer, "it shares nothing"));
    };
    // SAFETY: the caller's promise.
    let made = unsafe {
        let made = share(owner, object);
        end_owner(owner);
        made
    };
    pointer.defer(py, made, temporaries)
}

/// A pointer to an object of C++'s that knows the pointers that hold it.
fn known_owner(
    py: Python<'_>,
    pointer: &'static SmartPointer,
    object: *mut c_void,
    temporaries: &mut Temporaries,
) -> PyResult<*mut c_void> {
    if let Some(owner_of) = pointer.operations.owner_of {
        // SAFETY: a live object of the pointer's element class.
        unsafe {
            let owner = owner_of(object);
            check(py)?;
            if !owner.is_null() {
                return with_owner(py, pointer, owner, object, temporaries);
            }
        }
    }
    Err(refused(pointer, "the object is not Python's to give, and no std::shared_ptr is known to hold it"))
}

/// The word for a `std::unique_ptr`.
fn unique(
    pointer: &'static SmartPointer,
    passing: Passing,
    value: &Bound<'_, PyAny>,
    instance: &Instance,
    object: *mut c_void,
    temporaries: &mut Temporaries,
) -> PyResult<*mut c_void> {
    let passed = match holder_of(instance)? {
        Some((holder, held)) if held.class == pointer.class => holder.pointer,
        Some((_, held)) if held.is_shared() => {
            return Err(refused(pointer, &format!("a {} holds the object", held.class.qualified)));
        }
        _ if matches!(passing, Passing::Constant { .. }) => {
            return Err(refused(pointer, "the object is not held by one, and C++ does not take it over"));
        }
        Some((holder, held)) if temporaries.is_trial => {
            return check_converting(pointer, held, holder).map(|()| std::ptr::null_mut());
        }
        Some((holder, held)) => converted(pointer, held, holder, value, instance)?,
        None if instance.owned() && temporaries.is_trial => {
            return check_taking_over(pointer, value, instance).map(|()| std::ptr::null_mut());
        }
        None if instance.owned() => take_over(pointer, value, instance)?,
        None => return Err(refused(pointer, "the object is not Python's to give")),
    };
    if !matches!(passing, Passing::Constant { .. }) {
        temporaries.watch_pointer(Watched { object, ..Watched::new(value, pointer, passed) });
    }
    Ok(passed)
}

/// Whether a pointer to a base class can hold what one to a derived class does.
fn check_converting(
    pointer: &'static SmartPointer,
    held: &'static SmartPointer,
    holder: Holder,
) -> PyResult<()> {
    let moves = pointer.is(SmartPointerFlags::PLAIN) && held.is(SmartPointerFlags::PLAIN);
    let ends = pointer.is(SmartPointerFlags::ENDS_DERIVED) || held.element == pointer.element;
    if !moves || holder.end.is_none() || held.element.depth_to(pointer.element).is_none() {
        return Err(refused(pointer, &format!("a {} holds the object", held.class.qualified)));
    }
    if ends { Ok(()) } else { Err(no_virtual_destructor(pointer)) }
}

/// Has a pointer to a base class hold what one to a derived class does.
fn converted(
    pointer: &'static SmartPointer,
    held: &'static SmartPointer,
    holder: Holder,
    value: &Bound<'_, PyAny>,
    instance: &Instance,
) -> PyResult<*mut c_void> {
    check_converting(pointer, held, holder)?;
    let (Some(make), Some(release)) = (pointer.operations.make, held.operations.release) else {
        return Err(refused(pointer, "it takes nothing over"));
    };
    let null = std::ptr::null_mut();
    // SAFETY: a holder's pointer is live. Both pointers hold the object for the moment between the two calls, of which
    // the second cannot fail; where the first does, nothing has changed.
    unsafe {
        let object = held.element.upcast(held.get(holder.pointer), pointer.element).unwrap_or(null);
        let made = make(object, None, null);
        check(value.py())?;
        release(holder.pointer);
        instance.set_holder(pointer.holder(made));
        Ok(made)
    }
}

/// Whether a new pointer can hold an object of Python's own.
fn check_taking_over(
    pointer: &'static SmartPointer,
    value: &Bound<'_, PyAny>,
    instance: &Instance,
) -> PyResult<()> {
    let Some(own) = instance.class() else { return Err(refused(pointer, "it is no object from C++")) };
    instance::address_as(value, pointer.element)?;
    if pointer.operations.kind == SmartPointerKind::Unique {
        if !pointer.is(SmartPointerFlags::PLAIN) {
            return Err(refused(
                pointer,
                "it has a deleter of its own, which is not for objects of Python's",
            ));
        }
        if own != pointer.element && !pointer.is(SmartPointerFlags::ENDS_DERIVED) {
            return Err(no_virtual_destructor(pointer));
        }
    }
    if own.destroy_stub().is_none() {
        return Err(PyTypeError::new_err(format!("{} has no usable destructor", own.qualified)));
    }
    if pointer.operations.make.is_none() {
        return Err(refused(pointer, "it cannot take over the object"));
    }
    Ok(())
}

/// Has a new pointer hold an object of Python's own; the pointer then is the proxy's holder.
fn take_over(
    pointer: &'static SmartPointer,
    value: &Bound<'_, PyAny>,
    instance: &Instance,
) -> PyResult<*mut c_void> {
    check_taking_over(pointer, value, instance)?;
    let py = value.py();
    let object = instance::address_as(value, pointer.element)?;
    let destroy = instance.class().and_then(|own| own.destroy_stub());
    let made = match pointer.operations.make {
        // SAFETY: Python owns the object, which its class's `destroy` ends.
        Some(make) => unsafe { make(object, destroy, instance.address()) },
        None => std::ptr::null_mut(),
    };
    check(py)?;
    if made.is_null() {
        return Err(refused(pointer, "it cannot take over the object"));
    }
    instance.set_owned(false);
    // SAFETY: the pointer is new, and holds the proxy's object.
    unsafe { instance.set_holder(pointer.holder(made)) };
    Ok(made)
}

impl SmartPointer {
    /// Ends a new pointer after the call; an exception where it could not be made.
    fn defer(
        &self,
        py: Python<'_>,
        made: *mut c_void,
        temporaries: &mut Temporaries,
    ) -> PyResult<*mut c_void> {
        check(py)?;
        match self.operations.end {
            // SAFETY: the pointer is new and ours.
            Some(end) if !made.is_null() => unsafe { temporaries.defer(end, made) },
            _ => return Err(refused(self, "it cannot be made")),
        }
        Ok(made)
    }
}

impl Watched {
    fn new(proxy: &Bound<'_, PyAny>, class: &'static SmartPointer, pointer: *mut c_void) -> Self {
        // SAFETY: a live pointer of the class.
        let object = unsafe { class.get(pointer) };
        Self { proxy: proxy.clone().unbind(), class, pointer, object }
    }

    /// Tells the proxy what has become of its object.
    pub fn after_call(self) {
        // SAFETY: calls end with the interpreter attached.
        let py = unsafe { Python::assume_attached() };
        let Some(instance) = Instance::from(self.proxy.bind(py)) else { return };
        let is_holder = instance.holder().is_some_and(|holder| holder.pointer == self.pointer);
        if self.class.operations.kind == SmartPointerKind::Unique && !is_holder && !self.object.is_null() {
            // The same object was passed twice, and went with the first.
            return;
        }
        // SAFETY: the pointer lives: it is the holder, or a temporary that ends after this.
        let now = unsafe { self.class.get(self.pointer) };
        if now == self.object {
            if is_holder && instance.is_directed() {
                // C++ has left it alone. What holds an object with a half in Python would hold its own proxy by that.
                // SAFETY: a live pointer of the class, which holds the proxy's object.
                unsafe { self.class.give_back(instance, self.pointer) };
            }
            return;
        }
        if now.is_null() || instance.class() != Some(self.class.element) {
            // A proxy keeps its class, and who knows what C++ has put there.
            return instance.give_away();
        }
        // SAFETY: the pointer holds a live object of the proxy's class. Where it is a temporary, its successor keeps that.
        unsafe {
            if !is_holder {
                let take = match (self.class.operations.copy, self.class.operations.relocate) {
                    (Some(copy), _) => copy(self.pointer),
                    (None, Some(relocate)) => relocate(self.pointer),
                    (None, None) => std::ptr::null_mut(),
                };
                if take.is_null() {
                    return instance.give_away();
                }
                instance.set_holder(self.class.holder(take));
            }
            instance.reseat(now);
        }
    }
}

fn refused(pointer: &SmartPointer, why: &str) -> PyErr {
    PyTypeError::new_err(format!("cannot pass the object as a {}: {why}", pointer.class.qualified))
}

fn no_virtual_destructor(pointer: &SmartPointer) -> PyErr {
    let why = format!("{} has no virtual destructor", pointer.element.qualified);
    refused(pointer, &why)
}
