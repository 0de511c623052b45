//! A function's result: where C++ puts it, and what Python gets.
//!
//! May not know: arguments.

use std::ffi::c_void;

use cppbind_abi::codes::{Carrier, ClassFlags};
use cppbind_abi::link::TextResult;
use pyo3::exceptions::{PySystemError, PyTypeError};
use pyo3::prelude::*;

use super::machine::{Frame, Outcome};
use super::reduction;
use crate::container;
use crate::convert::fast::FastResult;
use crate::convert::kind::{Kind, is_const, is_python_object};
use crate::convert::scalar::Scalar;
use crate::convert::{self, layout, null, object, pointer, smart, text};
use crate::dictionary::Damaged;
use crate::instance::{self, Ownership};
use crate::registry::{self, Class, Type};
use crate::state::{self, StringPolicy};

/// How a result comes back.
#[derive(Debug)]
pub(crate) struct Returned {
    converter: Converter,
    carrier: Carrier,
    ty: Type,
}

#[derive(Clone, Copy, Debug)]
enum Converter {
    Void,
    Null,
    Scalar(Scalar),
    Enumeration(Scalar),
    Text,
    /// A class by value.
    Object,
    /// An address, and what is there.
    Pointer(Type),
    Reference(Type),
    Function(Type),
    /// `PyObject*`: a new reference, as Python's C API gives them.
    Python,
    /// A new object, which becomes that of the proxy under construction.
    Constructed,
    Unsupported,
}

/// Memory that a stub fills, made before the call.
pub(super) enum Room {
    None,
    Text(Box<TextResult>),
    Object(&'static Class, *mut c_void),
    /// A proxy with room behind it.
    Inline(Py<PyAny>),
}

impl Returned {
    pub(super) fn of(ty: Type, carrier: Carrier, constructor: bool) -> Result<Self, Damaged> {
        let converter = if constructor { Converter::Constructed } else { Converter::of(ty, carrier)? };
        Ok(Self { converter, carrier, ty })
    }

    /// The C carrier.
    pub(crate) fn carrier(&self) -> Carrier {
        self.carrier
    }

    /// The C++ type.
    pub(crate) fn ty(&self) -> Type {
        self.ty
    }

    /// What this result is to calls that convert without this converter.
    pub(super) fn fast(&self, py: Python<'_>) -> PyResult<Option<FastResult>> {
        Ok(match self.converter {
            Converter::Void => Some(FastResult::Void),
            Converter::Scalar(scalar) => Some(FastResult::Scalar(scalar)),
            Converter::Text if state::string_policy() == StringPolicy::Str && layout::trusted() => {
                Some(FastResult::Text)
            }
            Converter::Pointer(ty) => match Kind::of(ty)? {
                Kind::Class => {
                    let class = registry::class_of(ty)?;
                    class.filter(|class| !smart::may_be(class)).map(FastResult::Object)
                }
                Kind::Scalar(Scalar::Char) => Some(FastResult::CharacterPointer),
                _ => None,
            },
            Converter::Enumeration(scalar) => {
                convert::Enumeration::of(py, self.bare(), scalar)?.map(FastResult::Enumeration)
            }
            // Wide strings become texts.
            Converter::Reference(ty) if is_text(ty)? => None,
            Converter::Object if is_text(self.bare())? || is_complex(self.bare())? => None,
            Converter::Reference(ty) => {
                let class = registry::class_of(ty)?;
                class.filter(|class| !smart::may_be(class)).map(FastResult::Object)
            }
            Converter::Object => {
                let alone = registry::class_of(self.bare())?
                    .filter(|class| class.record.size > 0)
                    .filter(|class| !class.flags().has(ClassFlags::HOLDS_REFERENCES) && !class.views_text());
                match alone {
                    Some(class) if smart::may_be(class) => smart::of(class)?.map(FastResult::Held),
                    Some(class) if !reduction::is_reducible(class) => Some(FastResult::Value(class)),
                    _ => None,
                }
            }
            _ => None,
        })
    }

    /// Whether the result is an object of a class that nothing loaded has, and may be had.
    pub(super) fn is_unbound(&self) -> Result<bool, Damaged> {
        Ok(self.carrier == Carrier::Object && registry::class_of(self.bare())?.is_none())
    }

    /// Whether the result is an object that refers to what the call was given.
    pub(super) fn holds_references(&self) -> Result<bool, Damaged> {
        let class = if self.carrier == Carrier::Object { registry::class_of(self.bare())? } else { None };
        Ok(class.is_some_and(|class| class.flags().has(ClassFlags::HOLDS_REFERENCES)))
    }

    /// Whether the result is an object that may refer to text that the call was given.
    pub(super) fn views_text(&self) -> Result<bool, Damaged> {
        let class = if self.carrier == Carrier::Object { registry::class_of(self.bare())? } else { None };
        Ok(class.is_some_and(|class| class.views_text()))
    }

    /// Has that class made.
    pub(super) fn bind(&self, py: Python<'_>) -> PyResult<()> {
        registry::class_on_demand(py, self.bare()).map(drop)
    }

    /// Makes room for the result and passes its address first.
    pub(super) fn prepare(&self, py: Python<'_>, frame: &mut Frame) -> PyResult<Room> {
        match self.carrier {
            Carrier::Text => {
                let mut result = Box::new(TextResult {
                    data: std::ptr::null(),
                    size: 0,
                    object: std::ptr::null_mut(),
                    release: std::ptr::null(),
                    storage: [0; 8],
                });
                frame.push_word(&raw mut *result as u64);
                Ok(Room::Text(result))
            }
            Carrier::Object => {
                let ty = match Kind::of(self.ty)? {
                    Kind::Reference(referent, _) => referent,
                    _ => self.ty,
                };
                let class = registry::class_of(ty)?
                    .filter(|class| class.record.size > 0)
                    .ok_or_else(|| unbound(ty))?;
                if class.lives_inline()
                    && let Some(python) = class.proxy()
                {
                    // SAFETY: a class that lives inline has been prepared with its
                    // sealed Python class; the stub constructs the object before
                    // the proxy is shown.
                    let (made, memory) = unsafe { instance::fresh_inline(python.as_ptr()) };
                    // SAFETY: a new reference, or null with an error set.
                    let made = unsafe { Bound::from_owned_ptr_or_err(py, made)? };
                    frame.push_word(memory as u64);
                    return Ok(Room::Inline(made.unbind()));
                }
                let memory = object::allocate(class)?;
                frame.push_word(memory as u64);
                Ok(Room::Object(class, memory))
            }
            _ => Ok(Room::None),
        }
    }

    /// The Python object for a result. Views keep `owner` alive; `ownership` is
    /// of objects returned by pointer.
    ///
    /// # Safety
    ///
    /// `outcome` and `room` are what a call of this function has left, and no
    /// exception is pending.
    pub(super) unsafe fn convert(
        &self,
        py: Python<'_>,
        outcome: Outcome,
        room: Room,
        owner: Option<&Bound<'_, PyAny>>,
        ownership: Ownership,
    ) -> PyResult<Py<PyAny>> {
        let address = outcome.general as *mut c_void;
        match self.converter {
            Converter::Void => Ok(py.None()),
            Converter::Null => Ok(null::nullptr(py)?.clone().into_any().unbind()),
            Converter::Scalar(scalar) => scalar.to_python(py, self.bits(scalar, outcome)),
            Converter::Enumeration(scalar) => {
                convert::enumerator(py, self.bare(), scalar, self.bits(scalar, outcome))
            }
            Converter::Text => match room {
                Room::Text(mut result) => text::result(py, self.ty.dictionary, &mut result),
                _ => Err(unbound(self.ty)),
            },
            Converter::Object => {
                let made = match room {
                    // SAFETY: the stub has constructed an object there.
                    Room::Object(class, memory) => unsafe {
                        match smart::of(class)? {
                            Some(pointer) => return smart::show_new(py, pointer, memory),
                            None => instance::wrap(py, class, memory, Ownership::Python),
                        }
                    },
                    Room::Inline(made) => Ok(made),
                    _ => Err(unbound(self.ty)),
                }?;
                if is_complex(self.bare())? {
                    return Ok(made.bind(py).call_method0("__complex__")?.unbind());
                }
                // The proxy ends the string that it was made for.
                if let Some(text) = wide_text(self.bare(), made.bind(py))? {
                    return Ok(text);
                }
                match registry::class_of(self.bare())? {
                    Some(class) => reduction::reduce(class, made, py),
                    None => Ok(made),
                }
            }
            Converter::Pointer(pointee) => match (ownership, registry::class_on_demand(py, pointee)?) {
                // SAFETY: C++ returned the pointer; Python was told to own it.
                (Ownership::Python, Some(class)) => unsafe {
                    instance::wrap_cast(py, class, address, ownership)
                },
                // SAFETY: C++ returned the pointer.
                _ => unsafe { pointer::to_python(py, pointee, address, owner) },
            },
            Converter::Reference(referent) => match registry::class_on_demand(py, referent)? {
                Some(class) => {
                    // SAFETY: C++ returned the reference.
                    let made = unsafe {
                        match smart::of(class)? {
                            Some(pointer) => return smart::show(py, pointer, address, owner),
                            None => instance::wrap_cast(py, class, address, ownership)?,
                        }
                    };
                    let text = if is_const(referent) { wide_text(referent, made.bind(py))? } else { None };
                    Ok(text.unwrap_or(made))
                }
                // SAFETY: C++ returned the reference.
                None => unsafe { convert::load(py, referent, address, owner) },
            },
            // SAFETY: C++ returned the pointer.
            Converter::Function(ty) => unsafe { pointer::to_python(py, ty, address, owner) },
            // SAFETY: a function that gives Python objects away gives new references to them; null says that an error is set.
            Converter::Python => unsafe {
                Bound::from_owned_ptr_or_opt(py, address.cast()).map(Bound::unbind).ok_or_else(|| {
                    PyErr::take(py).unwrap_or_else(|| {
                        PySystemError::new_err("a null PyObject* was returned without an exception")
                    })
                })
            },
            Converter::Constructed | Converter::Unsupported => Err(PyTypeError::new_err(format!(
                "results of type {} cannot be converted",
                self.ty.spelling()?
            ))),
        }
    }

    /// Assigns to what a reference result refers to.
    ///
    /// # Safety
    ///
    /// As [`Returned::convert`].
    pub(super) unsafe fn assign(
        &self,
        outcome: Outcome,
        value: &Bound<'_, PyAny>,
        owner: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<()> {
        let Converter::Reference(referent) = self.converter else {
            return Err(PyTypeError::new_err(format!(
                "a result of type {} cannot be assigned to",
                self.ty.spelling()?
            )));
        };
        // SAFETY: C++ returned the reference.
        unsafe { convert::store(value.py(), referent, outcome.general as *mut c_void, value, owner) }
    }

    /// Whether the result is an address, so that it may lie inside an argument. What a shared pointer holds
    /// lives without the pointer.
    pub(super) fn is_address(&self) -> bool {
        match self.converter {
            Converter::Pointer(_) => true,
            Converter::Reference(ty) => !smart::is_shared(ty),
            _ => false,
        }
    }

    fn bits(&self, scalar: Scalar, outcome: Outcome) -> u64 {
        if scalar.is_floating() { outcome.vector } else { outcome.general }
    }

    /// The type without a const reference to it.
    fn bare(&self) -> Type {
        match Kind::of(self.ty) {
            Ok(Kind::Reference(referent, _)) => referent,
            _ => self.ty,
        }
    }
}

impl Converter {
    fn of(ty: Type, carrier: Carrier) -> Result<Self, Damaged> {
        match carrier {
            Carrier::Text => return Ok(Self::Text),
            Carrier::Object => return Ok(Self::Object),
            Carrier::Void => return Ok(Self::Void),
            _ => {}
        }
        let (referent, by_reference) = match Kind::of(ty)? {
            Kind::Reference(referent, _) => (referent, true),
            _ => (ty, false),
        };
        // Constant scalars and pointers by reference travel by value.
        let in_place = by_reference && carrier == Carrier::Pointer;
        Ok(match Kind::of(referent)? {
            Kind::Scalar(_) | Kind::Enumeration(_) if in_place => Self::Reference(referent),
            Kind::Pointer(_) if in_place && !is_const(referent) && !is_rvalue(ty)? => {
                Self::Reference(referent)
            }
            Kind::Scalar(scalar) => Self::Scalar(scalar),
            Kind::Enumeration(scalar) => Self::Enumeration(scalar),
            Kind::Pointer(pointee) if is_python_object(pointee)? => Self::Python,
            Kind::Pointer(pointee) => Self::Pointer(pointee),
            Kind::Null => Self::Null,
            Kind::Class | Kind::Array(..) if by_reference => Self::Reference(referent),
            Kind::Function => Self::Function(referent),
            _ => Self::Unsupported,
        })
    }
}

/// Whether Python may see a result of this type as `str`, though it is a class to the dictionary.
fn is_text(ty: Type) -> Result<bool, Damaged> {
    let is = |class| container::text(class).is_ok_and(|text| text.is_some());
    Ok(state::string_policy() == StringPolicy::Str && registry::class_of(ty)?.is_some_and(is))
}

/// Whether a result of this type is Python's complex number, which has the same parts.
fn is_complex(ty: Type) -> Result<bool, Damaged> {
    Ok(registry::class_of(ty)?.is_some_and(|class| class.qualified == "std::complex<double>"))
}

/// The `str` of a wide string, as the policy says.
fn wide_text(ty: Type, object: &Bound<'_, PyAny>) -> PyResult<Option<Py<PyAny>>> {
    if is_text(ty)? { container::decode_text(object) } else { Ok(None) }
}

fn is_rvalue(ty: Type) -> Result<bool, Damaged> {
    Ok(matches!(Kind::of(ty)?, Kind::Reference(_, true)))
}

impl Room {
    /// Ends what a call has constructed in it, where nobody may have it.
    pub(super) fn end(self) {
        match self {
            // SAFETY: the stub has filled it.
            Self::Text(mut result) => unsafe { text::release(&mut result) },
            // SAFETY: the stub has constructed an object of the class there.
            Self::Object(class, memory) => unsafe { object::end(class, memory) },
            // What lives in its proxy goes with it.
            Self::Inline(_) | Self::None => {}
        }
    }

    /// Gives the memory back after a call that constructed nothing in it.
    pub(super) fn discard(self) {
        if let Self::Object(class, memory) = self {
            // SAFETY: `prepare` allocated it, and the stub reported an exception instead of an object.
            unsafe { object::deallocate(class, memory) };
        }
    }
}

fn unbound(ty: Type) -> PyErr {
    PyTypeError::new_err(format!("class {} is not bound", ty.spelling().unwrap_or("?")))
}
