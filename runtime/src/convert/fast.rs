//! What a parameter or result is to calls that convert without the general
//! converters: few kinds, each with one exact Python form that needs no
//! temporary object.
//!
//! May not know: calls, which invoker serves a kind.

use super::enumeration::Enumeration;
use super::scalar::Scalar;
use super::smart::SmartPointer;
use crate::registry::Class;

/// What nothing refers to any more when the call is over, whatever the function's signature says.
#[derive(Clone, Copy, Debug)]
pub struct Ends {
    /// The texts that it was given.
    pub texts: bool,
    /// The objects that were made for it.
    pub objects: bool,
}

/// A parameter whose usual arguments convert to words at once.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum FastArgument {
    /// An exact `int` in range.
    Integer(Scalar),
    /// An exact `float` or `int`.
    Floating(Scalar),
    /// `True` or `False`.
    Bool,
    /// An exact `str` or `bytes` of one character.
    Character(Scalar),
    /// Any `int` in range of the underlying type.
    Enumeration(Scalar),
    /// An exact `str` without a NUL or `bytes`, of which the address is passed.
    CharacterPointer,
    /// An exact `str` or `bytes`, whose bytes need to live as long as the call only.
    Text,
    /// A buffer of numbers of this very type, of which the address is passed while it is locked.
    Elements {
        /// The type of a number.
        scalar: Scalar,
        /// Whether C++ only reads them.
        constant: bool,
    },
    /// A proxy of the class or a derived one, whose object is passed by address.
    Object(&'static Class),
    /// The same, or null.
    Pointer(&'static Class),
    /// The same, or an exact `list` or `tuple` of which a container is made for the call.
    Collection(&'static Class),
    /// A proxy whose object such a pointer holds already, which is passed by address.
    Shared(&'static SmartPointer),
}

/// A result that becomes a Python object without memory of its own.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum FastResult {
    /// `None`.
    Void,
    /// A number or boolean.
    Scalar(Scalar),
    /// A `str`.
    Text,
    /// A `str` of the characters up to a NUL; `''` for null.
    CharacterPointer,
    /// A member of a Python enum.
    Enumeration(&'static Enumeration),
    /// The proxy of an object that C++ owns, by address.
    Object(&'static Class),
    /// A new object, constructed in memory that the stub is given.
    Value(&'static Class),
    /// The object that a new smart pointer holds, which is constructed so.
    Held(&'static SmartPointer),
}

impl FastArgument {
    /// The class of an object.
    pub fn class(self) -> Option<&'static Class> {
        match self {
            Self::Object(class) | Self::Pointer(class) | Self::Collection(class) => Some(class),
            _ => None,
        }
    }
}
