//! Arguments from C++ to Python callables: how each is shown, chosen once for a signature.
//!
//! What C++ passes by value or as an rvalue is Python's own from then on; what it
//! passes by reference is C++'s, and lives as long as C++ says.
//!
//! May not know: callables.

use std::ffi::c_void;
use std::sync::OnceLock;

use cppbind_abi::codes::{Carrier, ClassFlags};
use pyo3::exceptions::PyTypeError;
use pyo3::ffi;
use pyo3::prelude::*;

use super::passed::Passed;
use crate::call::callback::ctypes_class;
use crate::convert::argument::Argument;
use crate::convert::buffer::Buffer;
use crate::convert::in_place::{Load, accessors};
use crate::convert::kind::{Kind, is_const};
use crate::convert::scalar::Scalar;
use crate::convert::{self, object, text};
use crate::dictionary::Damaged;
use crate::error::guarded;
use crate::instance::{self, Ownership};
use crate::registry::{self, Class, Type};
use crate::state::{self, Package};

/// How one argument becomes a Python object.
#[derive(Debug)]
pub(in crate::call) enum Shown {
    /// A number, read in place.
    Number(Load),
    /// A number by a reference, as an object of ctypes; whether C++ may be given another one through it.
    Slot(Scalar, bool),
    /// A string class: data and size.
    Text(Type),
    /// A class by value or by rvalue reference.
    Own(Type, OnceLock<&'static Class>),
    /// A class by reference, or by a pointer.
    Passed(Passed),
    /// All else: as a variable of the type.
    Variable(Type),
}

impl Shown {
    /// How an argument of a parameter is shown.
    pub(super) fn of(parameter: &Argument) -> Result<Self, Damaged> {
        if parameter.carrier == Carrier::Text {
            return Ok(Self::Text(parameter.ty));
        }
        Self::of_type(parameter.ty)
    }

    /// How an argument of this type is shown. What the argument's address is: that of the value, also for references.
    pub(in crate::call) fn of_type(ty: Type) -> Result<Self, Damaged> {
        let (ty, shared) = match Kind::of(ty)? {
            Kind::Reference(referent, rvalue) => (referent, !rvalue),
            _ => (ty, false),
        };
        Ok(match Kind::of(ty)? {
            // To cppyy's programs every reference to a number has a `value`.
            Kind::Scalar(scalar) if shared && (!is_const(ty) || state::package() == Package::Cppyy) => {
                Self::Slot(scalar, !is_const(ty))
            }
            Kind::Scalar(scalar) => match accessors(scalar) {
                Some((load, _)) => Self::Number(load),
                None => Self::Variable(ty),
            },
            Kind::Class if shared => Self::Passed(Passed::by_reference(ty)),
            Kind::Class => Self::Own(ty, OnceLock::new()),
            Kind::Pointer(pointee) if matches!(Kind::of(pointee)?, Kind::Class) => {
                Self::Passed(Passed::by_pointer(ty, pointee))
            }
            _ => Self::Variable(ty),
        })
    }

    /// Whether Python may have changed the argument, so that [`Shown::take_back`] is to be called.
    pub(in crate::call) fn is_changed(&self) -> bool {
        matches!(self, Self::Slot(_, true))
    }

    /// Gives C++ the value that Python has left in what it was shown.
    ///
    /// # Safety
    ///
    /// `object` is what [`Shown::give`] has made of `address`, which is as it was then.
    pub(in crate::call) unsafe fn take_back(&self, object: &Bound<'_, PyAny>, address: *mut c_void) {
        let Self::Slot(scalar, true) = self else { return };
        if let Some(buffer) = Buffer::of(object).filter(|buffer| buffer.bytes() == scalar.size()) {
            // SAFETY: the caller's promise: a number of this size is there; the buffer is the object's own copy of it.
            unsafe {
                std::ptr::copy_nonoverlapping(buffer.address().cast::<u8>(), address.cast(), scalar.size());
            }
        }
    }

    /// The Python object, a new reference; null with an error set.
    ///
    /// # Safety
    ///
    /// The interpreter is attached, and `address` is as `PythonCallable::call` says of this argument.
    #[inline(always)]
    pub(in crate::call) unsafe fn give(&self, address: *mut c_void) -> *mut ffi::PyObject {
        match self {
            // SAFETY: the caller's promise.
            Self::Number(load) => unsafe { load(address) },
            // SAFETY: the caller's promise.
            _ => unsafe { self.give_object(address) },
        }
    }

    /// As [`Shown::give`].
    #[inline(never)]
    unsafe fn give_object(&self, address: *mut c_void) -> *mut ffi::PyObject {
        // SAFETY: the caller's promise.
        unsafe {
            if let Self::Passed(passed) = self {
                let known = passed.known(address);
                if !known.is_null() {
                    return known;
                }
            }
            self.give_slowly(address)
        }
    }

    /// As [`Shown::give`].
    #[cold]
    #[inline(never)]
    unsafe fn give_slowly(&self, address: *mut c_void) -> *mut ffi::PyObject {
        // SAFETY: the caller's promise.
        let py = unsafe { Python::assume_attached() };
        // SAFETY: the caller's promise.
        guarded(py, std::ptr::null_mut(), || unsafe { self.convert(py, address) }.map(Py::into_ptr))
    }

    unsafe fn convert(&self, py: Python<'_>, address: *mut c_void) -> PyResult<Py<PyAny>> {
        // SAFETY: the caller's promise.
        unsafe {
            match self {
                Self::Number(load) => Bound::from_owned_ptr_or_err(py, load(address)).map(Bound::unbind),
                Self::Slot(scalar, _) => slot(py, *scalar, address),
                Self::Text(ty) => {
                    let [data, size] = address.cast::<[usize; 2]>().read();
                    // The data of an empty view may be null.
                    let bytes =
                        if size == 0 { &[] } else { std::slice::from_raw_parts(data as *const u8, size) };
                    text::from_bytes(py, ty.dictionary, bytes)
                }
                Self::Own(ty, known) => match class(*ty, known)? {
                    Some(class) => own(py, class, address),
                    None => Err(PyTypeError::new_err(format!("class {} is not bound", ty.spelling()?))),
                },
                Self::Passed(passed) => passed.show(py, address),
                Self::Variable(ty) => convert::load(py, *ty, address, None),
            }
        }
    }
}

/// A copy of a number, as an object of ctypes: one that shared C++'s memory could be kept longer than that is there.
///
/// # Safety
///
/// `address` points to such a number.
unsafe fn slot(py: Python<'_>, scalar: Scalar, address: *mut c_void) -> PyResult<Py<PyAny>> {
    let made = py.import("ctypes")?.getattr(ctypes_class(scalar))?.call0()?;
    if let Some(buffer) = Buffer::of(&made).filter(|buffer| buffer.bytes() == scalar.size()) {
        // SAFETY: the caller's promise; the buffer is the new object's own memory.
        unsafe {
            std::ptr::copy_nonoverlapping(address.cast::<u8>(), buffer.address().cast(), scalar.size());
        }
    }
    Ok(made.unbind())
}

fn class(ty: Type, known: &OnceLock<&'static Class>) -> PyResult<Option<&'static Class>> {
    if let Some(class) = known.get() {
        return Ok(Some(class));
    }
    Ok(registry::class_of(ty)?.map(|class| *known.get_or_init(|| class)))
}

/// An object of Python's own, moved from one of C++.
///
/// # Safety
///
/// `source` points to a live object of the class, from which its owner lets us move.
unsafe fn own(py: Python<'_>, class: &'static Class, source: *mut c_void) -> PyResult<Py<PyAny>> {
    type Construct = unsafe extern "C" fn(*mut c_void, *mut c_void);
    let stub = match class.dictionary.stub(class.record.relocate)? {
        Some(stub) => Some(stub),
        None => class.dictionary.stub(class.record.copy)?,
    };
    let trivial = class.flags().has(ClassFlags::TRIVIALLY_COPYABLE);
    if class.record.size == 0 || (stub.is_none() && !trivial) {
        return Err(PyTypeError::new_err(format!("{} cannot be moved", class.qualified)));
    }
    let memory = object::allocate(class)?;
    // SAFETY: the record's docs give both stubs this type; without one, a copy of
    // the bytes is a copy of the object.
    unsafe {
        match stub {
            Some(stub) => {
                std::mem::transmute::<*mut c_void, Construct>(stub.as_ptr())(memory, source);
                if state::pending()
                    && let Some(thrown) = state::take_thrown()
                {
                    object::deallocate(class, memory);
                    return Err(registry::source().exception(py, thrown, None));
                }
            }
            None => std::ptr::copy_nonoverlapping(
                source.cast::<u8>(),
                memory.cast::<u8>(),
                class.record.size as usize,
            ),
        }
        instance::wrap(py, class, memory, Ownership::Python)
    }
}
