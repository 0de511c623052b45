//! The overload sets of a class as Python has them, made together when the class is.
//!
//! A class from C++ lives for ever (docs/adr/0010), and the descriptors that it is
//! made with are not freed before it: they lie in one block with their contexts,
//! and the collector does not know them, because they refer to nothing that could
//! ever be garbage. `PyDescr_NewMethod`, which makes all other descriptors, would
//! allocate and track each and look its name up once more.
//!
//! May not know: how calls are made, what else a class has.

use std::ffi::CStr;
use std::mem::MaybeUninit;
use std::ptr;
use std::sync::OnceLock;

use cppbind_abi::records::OverloadSetRecord;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyString, PyType};

use super::context::{self, Context};
use super::description::Description;
use super::entry::Entry;
use super::native::{self, MethodDescriptor};
use crate::convert::layout;
use crate::dictionary::Dictionary;
use crate::registry::Class;
use crate::state;

/// A member of a class: its name, also as Python has it, and its value.
pub(super) type Member<'py> = (&'static CStr, Bound<'py, PyString>, Bound<'py, PyAny>);

/// Overload sets of a dictionary, by their indices, as members of a class that was just made.
pub fn members<'py>(
    python: &Bound<'py, PyType>,
    class: &'static Class,
    dictionary: &'static Dictionary,
    sets: &[u32],
) -> PyResult<Vec<Member<'py>>> {
    let py = python.py();
    let mut described = Vec::with_capacity(sets.len());
    for &index in sets {
        let record = dictionary.get::<OverloadSetRecord>(index)?;
        let description =
            if native::usable() { Description::of(dictionary, index, record, Some(class))? } else { None };
        described.push((index, record, description));
    }
    let mut block = Block::new(described.iter().filter(|(.., description)| description.is_some()).count());
    let mut members = Vec::with_capacity(sets.len());
    for (index, record, description) in described {
        let text = dictionary.bytes(record.name)?.unwrap_or_default();
        let name = new_name(py, text)?;
        let value = match description {
            Some(description) => block.function(python, description, &name)?,
            None => None,
        };
        let value = match value {
            Some(value) => value,
            None => super::overload_set(py, dictionary, index, Some(class))?,
        };
        members.push((text, name, value));
    }
    context::register(std::mem::take(&mut block.contexts));
    Ok(members)
}

/// A name as a string of its own. Keys of a class's dict need not be interned:
/// `type()` takes those of the dict that it gets as they are. Another string of the
/// same text finds them by one comparison more, before the interpreter's caches
/// remember what was found; interning would look up every name of a library in the
/// table of all strings, and most are never used.
fn new_name<'py>(py: Python<'py>, text: &CStr) -> PyResult<Bound<'py, PyString>> {
    let (bytes, length) = (text.as_ptr().cast(), text.count_bytes());
    // SAFETY: the bytes are those of the text; the function that wants the layouts
    // trusted is called only then. Both give a new `str`, or null with an error set.
    unsafe {
        let made = if layout::trusted() {
            layout::new_str(bytes, length)
        } else {
            layout::portable::new_str(bytes, length)
        };
        Ok(Bound::from_owned_ptr_or_err(py, made)?.cast_into_unchecked())
    }
}

/// The descriptors of one class and their contexts, which live for ever once there is one.
struct Block {
    places: *mut [Place],
    used: usize,
    contexts: Vec<&'static Context>,
}

impl Drop for Block {
    fn drop(&mut self) {
        if self.used == 0 {
            // SAFETY: from `Block::new`, and nobody has got a place of it.
            drop(unsafe { Box::from_raw(self.places) });
        }
    }
}

/// Where a descriptor and its context lie.
#[repr(C, align(16))]
struct Place {
    /// `PyGC_Head` (`Include/internal/pycore_gc.h`), which CPython expects in front
    /// of the object; zeros are an object that is not tracked.
    collector: MaybeUninit<[usize; 2]>,
    descriptor: MaybeUninit<MethodDescriptor>,
    context: MaybeUninit<Context>,
}

impl Place {
    /// Makes a descriptor as `PyDescr_NewMethod` does, which is never freed. It has
    /// no vectorcall function yet.
    ///
    /// # Safety
    ///
    /// Descriptors must be [`VERIFIED`], or nobody else may see this one. `definition`
    /// must live for ever, and `class` as long as the descriptor may be used.
    unsafe fn descriptor<'py>(
        py: Python<'py>,
        place: *mut Self,
        class: *mut ffi::PyTypeObject,
        definition: *const ffi::PyMethodDef,
        name: &Bound<'py, PyString>,
    ) -> Bound<'py, PyAny> {
        // SAFETY: the place is ours alone. What is written is a live object with one
        // reference, which nobody gives back; those to the class and to the name are
        // the descriptor's, taken for ever.
        unsafe {
            (&raw mut (*place).collector).write(MaybeUninit::zeroed());
            let descriptor = (&raw mut (*place).descriptor).cast::<MethodDescriptor>();
            ffi::Py_INCREF(class.cast());
            descriptor.write(MethodDescriptor::new(class, name.clone().into_ptr(), definition));
            Bound::from_borrowed_ptr(py, descriptor.cast())
        }
    }
}

impl Block {
    fn new(count: usize) -> Self {
        // SAFETY: every field of a place may be uninitialised.
        let places = unsafe { Box::<[Place]>::new_uninit_slice(count).assume_init() };
        Self { places: Box::into_raw(places), used: 0, contexts: Vec::with_capacity(count) }
    }

    /// A place that nobody has yet.
    fn place(&mut self) -> Option<*mut Place> {
        if self.used == self.places.len() {
            return None;
        }
        // SAFETY: inside the block.
        let place = unsafe { self.places.cast::<Place>().add(self.used) };
        self.used += 1;
        Some(place)
    }

    /// The function object of a set in a class; `None` where there is no entry to be had.
    fn function<'py>(
        &mut self,
        python: &Bound<'py, PyType>,
        description: Description,
        name: &Bound<'py, PyString>,
    ) -> PyResult<Option<Bound<'py, PyAny>>> {
        let py = python.py();
        let class = python.as_type_ptr();
        let Some(entry) = Entry::allocate() else { return Ok(None) };
        let Some(place) = self.place() else { return Ok(None) };
        // SAFETY: a place that nobody else has, of a block that lives for ever now.
        let room = unsafe { &mut (*place).context };
        let method = description.form.method;
        let context = Context::make(room, entry, description, class);
        self.contexts.push(context);
        if !method {
            return native::function(py, context, None).map(Some);
        }
        if !VERIFIED.get().copied().unwrap_or(false) {
            return native::descriptor(py, context, class).map(Some);
        }
        // SAFETY: the context lives for ever, as the classes of C++ do.
        unsafe {
            let made = Place::descriptor(py, place, class, &raw const context.definition, name);
            native::set_vectorcall(&made);
            Ok(Some(made))
        }
    }
}

/// Whether descriptors may be made here.
static VERIFIED: OnceLock<bool> = OnceLock::new();

/// Decides whether descriptors are made here or by CPython; the module's
/// initialisation calls it.
pub(super) fn initialise(py: Python<'_>) -> PyResult<()> {
    if VERIFIED.get().is_none() {
        let verified = !state::fallback(state::Fallback::Descriptors) && verify(py)?;
        // A second import finds the same.
        VERIFIED.get_or_init(|| verified);
    }
    Ok(())
}

/// Whether a descriptor that is made here is, word for word, what CPython makes.
fn verify(py: Python<'_>) -> PyResult<bool> {
    // The collector's words are elsewhere in builds without the lock.
    if cfg!(Py_GIL_DISABLED) || !native::usable() {
        return Ok(false);
    }
    unsafe extern "C" fn nothing(_: *mut ffi::PyObject, _: *mut ffi::PyObject) -> *mut ffi::PyObject {
        ptr::null_mut()
    }
    let mut definition = ffi::PyMethodDef {
        ml_name: c"descriptor".as_ptr(),
        ml_meth: ffi::PyMethodDefPointer { PyCFunction: nothing },
        ml_flags: ffi::METH_NOARGS,
        ml_doc: ptr::null(),
    };
    let class = &raw mut ffi::PyBaseObject_Type;
    // SAFETY: every field may be uninitialised.
    let mut place = unsafe { Box::<Place>::new_uninit().assume_init() };
    // SAFETY: a static type and a definition that lives until both descriptors are gone.
    // CPython's own has the collector's words in front, and is tracked again before it
    // dies. Ours is seen by nobody else; its memory goes with one reference that nobody
    // has any more, and the references that it took are given back.
    unsafe {
        let theirs = Bound::from_owned_ptr_or_err(py, ffi::PyDescr_NewMethod(class, &raw mut definition))?;
        let name = (*theirs.as_ptr().cast::<MethodDescriptor>()).name;
        let name = Bound::from_borrowed_ptr(py, name).cast_into::<PyString>()?;
        let ours = Place::descriptor(py, &raw mut *place, class, &raw const definition, &name);
        let words = |object: &Bound<'_, PyAny>| object.as_ptr().cast::<[usize; 2]>().sub(1).read();
        let tracked = ffi::PyObject_GC_IsTracked(theirs.as_ptr()) != 0 && words(&theirs)[0] != 0;
        ffi::PyObject_GC_UnTrack(theirs.as_ptr().cast());
        let collector = words(&theirs) == words(&ours) && ffi::PyObject_GC_IsTracked(ours.as_ptr()) == 0;
        ffi::PyObject_GC_Track(theirs.as_ptr().cast());
        let of = &raw const ffi::PyMethodDescr_Type;
        let size = (*of).tp_basicsize as usize == size_of::<MethodDescriptor>() && (*of).tp_itemsize == 0;
        let same = MethodDescriptor::same(theirs.as_ptr(), ours.as_ptr());
        drop(ours);
        ffi::Py_DECREF(class.cast());
        ffi::Py_DECREF(name.as_ptr());
        Ok(tracked && collector && size && same)
    }
}
