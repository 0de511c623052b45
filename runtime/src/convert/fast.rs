//! What a parameter or result is to calls that convert without the general
//! converters: few kinds, each with one exact Python form that needs no
//! temporary object.
//!
//! May not know: calls, which invoker serves a kind.

use super::enumeration::Enumeration;
use super::scalar::Scalar;
use crate::registry::Class;

/// A parameter whose usual arguments convert to words at once.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum FastArgument {
    /// An exact `int` in range.
    Integer(Scalar),
    /// An exact `float` or `int`.
    Floating(Scalar),
    /// `True` or `False`.
    Bool,
    /// Any `int` in range of the underlying type.
    Enumeration(Scalar),
    /// An exact `str` without a NUL or `bytes`, of which the address is passed.
    CharacterPointer,
    /// An exact `str` or `bytes`, whose bytes need to live as long as the call only.
    Text,
    /// A proxy of the class or a derived one, whose object is passed by address.
    Object(&'static Class),
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
}

impl FastArgument {
    /// The class of an object.
    pub fn class(self) -> Option<&'static Class> {
        match self {
            Self::Object(class) => Some(class),
            _ => None,
        }
    }
}
