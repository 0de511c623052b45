//! One parameter's converter: chosen once, when a function is first called.
//!
//! May not know: which overload the parameter belongs to.

use std::sync::OnceLock;

use cppbind_abi::codes::{Carrier, ParameterFlags, Qualifiers, TableKind};
use cppbind_abi::records::ParameterRecord;
use pyo3::exceptions::{PyReferenceError, PyTypeError};
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyFloat, PyInt, PyString};

use super::fast::{Ends, FastArgument};
use super::kind::{Kind, is_class_named, is_const, is_python_object};
use super::scalar::{Family, Scalar, wrong_type};
use super::temporaries::Temporaries;
use super::{buffer::Buffer, cstring, enumeration, handle, null, object, pointer, smart, text, view};
use crate::dictionary::{Damaged, Dictionary};
use crate::instance;
use crate::registry::{self, Class, Type};

/// An argument as a stub takes it: one word, and a second for text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words(pub u64, pub u64);

/// How a Python argument becomes a C++ one.
#[derive(Debug)]
pub struct Argument {
    converter: Converter,
    /// The C carrier of its words.
    pub carrier: Carrier,
    /// The parameter's type.
    pub ty: Type,
}

#[derive(Debug)]
enum Converter {
    Scalar(Scalar),
    /// `const T&` of a number whose address C++ may keep.
    Lasting(Scalar),
    Enumeration(Scalar),
    Null,
    /// `true`: C++ may keep a reference to it until the result is converted.
    Text(bool),
    /// `T*`.
    Pointer(Type),
    /// `T&` of a number.
    OutParameter(Scalar),
    /// `T*&`.
    Handle(Type),
    /// A reference to an array.
    Row(Type),
    Function(Type),
    /// `PyObject*`: the very object.
    Python,
    Object(Type, Passing, OnceLock<&'static Class>),
    Unsupported,
}

/// How a class travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Passing {
    /// `T&`.
    Reference,
    /// `const T&`, and whether what the call makes may refer to it.
    Constant { lasting: bool },
    /// `T`: copied from an object, or moved where it cannot be copied.
    Copied,
    /// `T&&`.
    RValue,
}

impl Argument {
    /// The converter of a parameter. `lasting`: the function's result may refer
    /// to what a text argument holds.
    pub fn new(
        dictionary: &'static Dictionary,
        record: &ParameterRecord,
        lasting: bool,
    ) -> Result<Self, Damaged> {
        let ty = Type::new(dictionary, record.ty)?;
        let carrier = Carrier::from_raw(record.carrier)
            .ok_or_else(|| dictionary.damaged(TableKind::Parameters, record.ty))?;
        let rvalue = ParameterFlags(record.flags).has(ParameterFlags::RVALUE);
        Ok(Self { converter: Converter::of(ty, carrier, rvalue, lasting)?, carrier, ty })
    }

    /// The converter of a parameter of this type, by value.
    pub fn of_value(ty: Type) -> Result<Self, Damaged> {
        let carrier = Carrier::from_raw(ty.record.carrier)
            .ok_or_else(|| ty.dictionary.damaged(TableKind::Types, ty.index))?;
        Ok(Self { converter: Converter::of(ty, carrier, false, false)?, carrier, ty })
    }

    /// The converter of an object that is copied, or moved where it cannot be copied.
    pub fn of_object(ty: Type) -> Result<Self, Damaged> {
        Ok(Self {
            converter: Converter::Object(ty, Passing::Copied, OnceLock::new()),
            carrier: Carrier::Pointer,
            ty,
        })
    }

    /// The converter of a parameter `const std::string&` that C++ may keep: text becomes a string, kept with the temporaries.
    pub fn of_lasting_text(ty: Type) -> Self {
        Self { converter: Converter::Text(true), carrier: Carrier::Text, ty }
    }

    /// Converts one argument.
    pub fn convert(&self, value: &Bound<'_, PyAny>, temporaries: &mut Temporaries) -> PyResult<Words> {
        if null::is_default(value) {
            return self.default(value, temporaries);
        }
        let word = match &self.converter {
            Converter::Scalar(scalar) => number(*scalar, value, temporaries)?,
            Converter::Lasting(scalar) => {
                let number = number(*scalar, value, temporaries)?;
                lasting(number, temporaries)
            }
            Converter::Enumeration(scalar) => {
                enumeration::from_python(self.ty, *scalar, value, temporaries.round).inspect_err(|_| {
                    temporaries.more_with_conversion |= temporaries.is_strict();
                })?
            }
            Converter::Null if null::is_null(value) => 0,
            Converter::Null => return Err(wrong_type(value, "std::nullptr_t", "nullptr")),
            Converter::Text(lasting) => {
                return match text::argument(value, self.ty.dictionary, *lasting, temporaries)? {
                    Some((first, second)) => Ok(Words(first, second)),
                    None => Err(wrong_type(value, self.ty.spelling()?, "str or bytes")),
                };
            }
            Converter::Pointer(pointee) => pointer::argument(*pointee, value, temporaries)?,
            Converter::OutParameter(scalar) => out_parameter(*scalar, value, temporaries)?,
            Converter::Handle(pointee) => match handle::argument(*pointee, value, temporaries)? {
                0 => return Err(PyTypeError::new_err("a reference cannot be null")),
                word => word,
            },
            Converter::Row(array) => pointer::row(*array, value, temporaries)?,
            Converter::Function(ty) => pointer::function(*ty, value)?,
            // The caller has it as long as the call takes.
            Converter::Python if value.is_exact_instance_of::<null::NullPointer>() => 0,
            Converter::Python => value.as_ptr() as u64,
            Converter::Object(ty, passing, known) => {
                let class = match known.get() {
                    Some(class) => class,
                    None => match class_for(*ty, value, temporaries)? {
                        Some(class) => known.get_or_init(|| class),
                        None => return unbound(*ty, value, temporaries),
                    },
                };
                if let Some(pointer) = smart::of(class)?
                    && let Some(word) = smart::argument(pointer, *passing, value, temporaries)?
                {
                    return Ok(Words(word, 0));
                }
                match passing {
                    Passing::Reference => object::reference(class, value, temporaries)?,
                    Passing::Constant { lasting: true } => object::value(class, value, temporaries)?,
                    Passing::Constant { lasting: false } | Passing::Copied => {
                        object::passing(class, value, temporaries)?
                    }
                    Passing::RValue => object::rvalue(class, value, temporaries)?,
                }
            }
            Converter::Unsupported => {
                return Err(PyTypeError::new_err(format!(
                    "arguments of type {} cannot be passed",
                    self.ty.spelling()?
                )));
            }
        };
        Ok(Words(word, 0))
    }

    /// Whether C++ may keep the address of the number that is passed.
    pub fn is_lasting_number(&self) -> bool {
        matches!(self.converter, Converter::Lasting(_))
    }

    /// What this parameter is to calls that convert without this converter.
    pub fn fast(&self, ends: Ends) -> Result<Option<FastArgument>, Damaged> {
        Ok(match &self.converter {
            Converter::Scalar(Scalar::Bool) => Some(FastArgument::Bool),
            Converter::Scalar(scalar) if scalar.is_floating() => Some(FastArgument::Floating(*scalar)),
            Converter::Scalar(scalar) if scalar.family() != Family::Character && !scalar.is_text() => {
                Some(FastArgument::Integer(*scalar))
            }
            Converter::Scalar(scalar) => Some(FastArgument::Character(*scalar)),
            Converter::Enumeration(scalar) if scalar.family() != Family::Bool => {
                Some(FastArgument::Enumeration(*scalar))
            }
            Converter::Text(lasting) if ends.texts || !lasting => Some(FastArgument::Text),
            Converter::Pointer(ty) => match Kind::of(*ty)? {
                Kind::Class => registry::class_of(*ty)?.map(FastArgument::Pointer),
                Kind::Scalar(Scalar::Char) if is_const(*ty) => Some(FastArgument::CharacterPointer),
                Kind::Scalar(scalar) if !cstring::is_character(scalar) => {
                    Some(FastArgument::Elements { scalar, constant: is_const(*ty) })
                }
                _ => None,
            },
            Converter::OutParameter(scalar) => {
                Some(FastArgument::Elements { scalar: *scalar, constant: false })
            }
            Converter::Object(ty, passing, _) => match registry::class_of(*ty)? {
                Some(class) if !smart::may_be(class) => {
                    let ends = match passing {
                        Passing::Constant { lasting } => ends.objects || !lasting,
                        Passing::Copied => true,
                        Passing::Reference => false,
                        Passing::RValue => return Ok(None),
                    };
                    Some(if ends && class.is_container() {
                        FastArgument::Collection(class)
                    } else {
                        FastArgument::Object(class)
                    })
                }
                Some(class) if matches!(passing, Passing::Constant { .. } | Passing::Copied) => {
                    smart::of(class)?.filter(|pointer| pointer.is_shared()).map(FastArgument::Shared)
                }
                _ => None,
            },
            _ => None,
        })
    }

    /// The type of the variable that C++ may write to, where the parameter is a non-const reference or pointer to a number,
    /// an enumerator, a pointer or a `std::string`. Characters are text with a length, not one variable.
    pub fn variable(&self) -> Result<Option<Type>, Damaged> {
        let variable = match &self.converter {
            Converter::OutParameter(_) | Converter::Handle(_) => match Kind::of(self.ty)? {
                Kind::Reference(referent, _) => referent,
                _ => return Ok(None),
            },
            Converter::Pointer(pointee) => *pointee,
            Converter::Object(ty, Passing::Reference, _) => *ty,
            _ => return Ok(None),
        };
        let is_one = match Kind::of(variable)? {
            Kind::Scalar(scalar) => {
                matches!(self.converter, Converter::OutParameter(_)) || !cstring::is_character(scalar)
            }
            Kind::Enumeration(_) | Kind::Pointer(_) => true,
            Kind::Class => is_class_named(variable, "std::string")?,
            _ => false,
        };
        Ok(Some(variable).filter(|variable| is_one && !is_const(*variable)))
    }

    /// Whether passing the value gives an object of Python's own to a smart pointer, which nobody can undo.
    pub fn takes_over(&self, value: &Bound<'_, PyAny>) -> Result<bool, Damaged> {
        let Converter::Object(ty, _, known) = &self.converter else { return Ok(false) };
        if !instance::Instance::from(value).is_some_and(instance::Instance::owned) {
            return Ok(false);
        }
        let class = match known.get() {
            Some(class) => Some(*class),
            None => registry::class_of(*ty)?,
        };
        Ok(class.is_some_and(smart::may_be))
    }

    /// Whether every value of exactly this type is refused as an exact match, so
    /// that overload resolution need not try.
    ///
    /// # Safety
    ///
    /// `class` must be a live type.
    pub unsafe fn always_refuses(&self, class: *mut ffi::PyTypeObject) -> Result<bool, Damaged> {
        // SAFETY: the caller's promise.
        unsafe {
            if null::is_default_type(class) {
                return Ok(false);
            }
            let has = |flag| ffi::PyType_HasFeature(class, flag) != 0;
            let texts = has(ffi::Py_TPFLAGS_UNICODE_SUBCLASS) || has(ffi::Py_TPFLAGS_BYTES_SUBCLASS);
            let numbers = (*class).tp_as_number;
            let index = !numbers.is_null() && (*numbers).nb_index.is_some();
            let float = index || !numbers.is_null() && (*numbers).nb_float.is_some();
            let proxy = instance::class_of_raw(class);
            Ok(match &self.converter {
                Converter::Scalar(scalar) | Converter::Lasting(scalar) => match scalar {
                    Scalar::Bool => class != &raw mut ffi::PyBool_Type,
                    scalar if scalar.is_floating() => !float,
                    scalar if scalar.family() == Family::Character || scalar.is_text() => !index && !texts,
                    _ => !index || class == &raw mut ffi::PyBool_Type,
                },
                Converter::Enumeration(_) => !index && !texts,
                Converter::Text(_) => {
                    let bytes = ffi::PyType_IsSubtype(class, &raw mut ffi::PyByteArray_Type) != 0;
                    !texts && !bytes && !proxy.map_or(Ok(false), text::is_text)?
                }
                Converter::Pointer(ty) if matches!(Kind::of(*ty)?, Kind::Class) => match proxy {
                    Some(own) => registry::class_of(*ty)?.is_some_and(|class| own.depth_to(class).is_none()),
                    // The int 0 is a null pointer.
                    None => !index && !has(ffi::Py_TPFLAGS_HEAPTYPE),
                },
                Converter::Pointer(ty) if matches!(Kind::of(*ty)?, Kind::Scalar(Scalar::Char)) => {
                    class == &raw mut ffi::PyFloat_Type || class == &raw mut ffi::PyBool_Type
                }
                Converter::Object(ty, _, _) if registry::class_of(*ty)?.is_some_and(smart::may_be) => false,
                Converter::Object(ty, _, _) => match proxy {
                    Some(own) => registry::class_of(*ty)?.is_some_and(|class| own.depth_to(class).is_none()),
                    // Classes made by Python code may cast themselves (`__cast_cpp__`).
                    None => !has(ffi::Py_TPFLAGS_HEAPTYPE),
                },
                _ => false,
            })
        }
    }

    /// `T{}`.
    fn default(&self, value: &Bound<'_, PyAny>, temporaries: &mut Temporaries) -> PyResult<Words> {
        match &self.converter {
            Converter::Scalar(_)
            | Converter::Enumeration(_)
            | Converter::Null
            | Converter::Pointer(_)
            | Converter::Function(_) => Ok(Words(0, 0)),
            Converter::Lasting(_) => Ok(Words(lasting(0, temporaries), 0)),
            Converter::Text(_) => {
                let (first, second) = text::empty();
                Ok(Words(first, second))
            }
            Converter::Object(ty, Passing::Constant { .. } | Passing::Copied | Passing::RValue, _) => {
                let class =
                    registry::class_of(*ty)?.ok_or_else(|| PyTypeError::new_err("the class is not bound"))?;
                let made = registry::source().python_class(value.py(), class)?.call0()?;
                let address = crate::instance::address_as(&made, class)?;
                temporaries.keep(made.unbind());
                Ok(Words(address as u64, 0))
            }
            _ => Err(PyTypeError::new_err(format!("{} has no default value", self.ty.spelling()?))),
        }
    }
}

impl Converter {
    fn of(ty: Type, carrier: Carrier, rvalue: bool, lasting: bool) -> Result<Self, Damaged> {
        if carrier == Carrier::Text {
            return Ok(Self::Text(lasting));
        }
        let kind = Kind::of(ty)?;
        let (referent, by_reference, double) = match kind {
            Kind::Reference(referent, double) => (referent, true, double),
            _ => (ty, false, false),
        };
        // Numbers by const reference travel by value.
        let in_place = by_reference && !double && carrier == Carrier::Pointer;
        Ok(match Kind::of(referent)? {
            Kind::Scalar(scalar) if in_place && is_constant(referent) => Self::Lasting(scalar),
            Kind::Scalar(scalar) if in_place => Self::OutParameter(scalar),
            Kind::Enumeration(scalar) if in_place => Self::OutParameter(scalar),
            Kind::Scalar(scalar) => Self::Scalar(scalar),
            Kind::Enumeration(scalar) => Self::Enumeration(scalar),
            Kind::Null => Self::Null,
            Kind::Pointer(pointee) if in_place && !super::kind::is_const(referent) => Self::Handle(pointee),
            Kind::Pointer(pointee) => match Kind::of(pointee)? {
                Kind::Function => Self::Function(pointee),
                Kind::Class if is_python_object(pointee)? => Self::Python,
                _ => Self::Pointer(pointee),
            },
            Kind::Array(element, _) if by_reference => {
                let _ = element;
                Self::Row(referent)
            }
            Kind::Array(element, _) => Self::Pointer(element),
            Kind::Function => Self::Function(referent),
            Kind::Class => {
                let constant = super::kind::is_const(referent);
                let passing = if double || rvalue {
                    Passing::RValue
                } else if by_reference && !constant {
                    Passing::Reference
                } else if by_reference {
                    Passing::Constant { lasting }
                } else {
                    Passing::Copied
                };
                Self::Object(referent, passing, OnceLock::new())
            }
            Kind::Void | Kind::Reference(..) | Kind::Opaque => Self::Unsupported,
        })
    }
}

/// Whether nothing changes an object of this type, or sees it change.
fn is_constant(ty: Type) -> bool {
    let qualifiers = Qualifiers(u32::from(ty.record.qualifiers));
    qualifiers.has(Qualifiers::CONST) && !qualifiers.has(Qualifiers::VOLATILE)
}

/// A number by value.
fn number(scalar: Scalar, value: &Bound<'_, PyAny>, temporaries: &mut Temporaries) -> PyResult<u64> {
    if temporaries.is_strict() && enumeration::is_enumerator(value) {
        temporaries.more_with_conversion = true;
        return Err(PyTypeError::new_err("an enumerator is no exact match for a number"));
    }
    scalar.from_python(value, temporaries.is_strict()).inspect_err(|_| {
        // A later round takes True for an int and 1 for a bool.
        temporaries.more_with_conversion |= temporaries.is_strict();
    })
}

/// The address of a number that is kept with the temporaries.
fn lasting(number: u64, temporaries: &mut Temporaries) -> u64 {
    let place = temporaries.words(1);
    // SAFETY: one word of the temporaries' own. x86-64 and AArch64 have the bytes of a narrower number first.
    unsafe { place.write(number) };
    place as u64
}

/// `int&`: memory that C++ can write a result to.
fn out_parameter(scalar: Scalar, value: &Bound<'_, PyAny>, temporaries: &mut Temporaries) -> PyResult<u64> {
    if let Some(address) = view::address_of(value, scalar)? {
        return if address.is_null() {
            Err(PyReferenceError::new_err("a reference cannot be null"))
        } else {
            Ok(address as u64)
        };
    }
    if let Some(buffer) = Buffer::typed(value, scalar, false)?
        && buffer.bytes() >= scalar.size()
    {
        return Ok(temporaries.keep_buffer(buffer));
    }
    let hint = match scalar {
        Scalar::Bool => "c_bool for pass-by-ref of bools",
        Scalar::Char => "c_char for pass-by-ref of chars",
        Scalar::SChar | Scalar::I8 => "c_byte for pass-by-ref of signed chars",
        Scalar::UChar | Scalar::U8 | Scalar::Char8 => "c_ubyte for pass-by-ref of unsigned chars",
        Scalar::WChar => "c_wchar for pass-by-ref of wide characters",
        Scalar::Char16 | Scalar::U16 => "c_ushort for pass-by-ref of unsigned shorts",
        Scalar::I16 => "c_short for pass-by-ref of shorts",
        Scalar::I32 => "c_int for pass-by-ref of ints",
        Scalar::Char32 | Scalar::U32 => "c_uint for pass-by-ref of unsigned ints",
        Scalar::I64 => "c_long for pass-by-ref of longs",
        Scalar::U64 => "c_ulong for pass-by-ref of unsigned longs",
        Scalar::F32 => "c_float for pass-by-ref of floats",
        Scalar::F64 => "c_double for pass-by-ref of doubles",
        Scalar::F80 => "c_longdouble for pass-by-ref of long doubles",
    };
    Err(PyTypeError::new_err(format!("use ctypes.{hint}")))
}

/// The class of a parameter. One that nothing loaded has is made for a collection of Python's, which may become an object
/// of it, and for another specialisation of its template, which may convert: an iterator where one to constant elements is
/// wanted. Other objects have their classes, and numbers and texts seldom mean one that a program has not met.
fn class_for(
    ty: Type,
    value: &Bound<'_, PyAny>,
    temporaries: &mut Temporaries,
) -> PyResult<Option<&'static Class>> {
    let class = registry::class_of(ty)?;
    if class.is_some() {
        return Ok(class);
    }
    let wanted = match instance::Instance::from(value).and_then(instance::Instance::class) {
        Some(own) => has_same_template(own, ty)?,
        None => {
            !(value.is_instance_of::<PyInt>()
                || value.is_instance_of::<PyFloat>()
                || value.is_instance_of::<PyString>()
                || null::is_null(value))
        }
    };
    if !wanted {
        return Ok(None);
    }
    if temporaries.is_strict() {
        temporaries.more_with_conversion = true;
        return Ok(None);
    }
    registry::class_on_demand(value.py(), ty)
}

/// Whether a class and a type are specialisations of one class template.
fn has_same_template(class: &Class, ty: Type) -> Result<bool, Damaged> {
    let template = |name: &'static str| Some(name.split_once('<')?.0);
    let wanted = template(ty.spelling()?.trim_start_matches("const "));
    Ok(wanted.is_some() && template(class.qualified) == wanted)
}

/// A reference to a class that no dictionary defines: only what C++ gave out.
fn unbound(ty: Type, value: &Bound<'_, PyAny>, temporaries: &mut Temporaries) -> PyResult<Words> {
    if is_class_named(ty, "std::string")? {
        return Err(PyTypeError::new_err("std::string is not bound: a reference to one cannot be made"));
    }
    match pointer::opaque_argument(ty, value, temporaries)? {
        0 => Err(PyTypeError::new_err("a reference cannot be null")),
        word => Ok(Words(word, 0)),
    }
}
