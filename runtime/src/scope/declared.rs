//! Classes that the headers declare and do not define.

use cppbind_abi::codes::ClassFlags;
use cppbind_abi::records::{TypeRecord, TypedefRecord};

use super::lookup::Found;
use crate::convert::kind::Kind;
use crate::dictionary::Damaged;
use crate::registry::{self, Type};
use crate::state;

/// Whether no dictionary has the definition of a class.
pub(super) fn is_declared_only(found: &Found) -> Result<bool, Damaged> {
    let class = registry::class(found.dictionary, found.record.index)?;
    Ok(class.flags().has(ClassFlags::INCOMPLETE))
}

/// Whether functions take or give objects of a class by reference: then there are objects, and to overloads a null pointer is one.
pub(super) fn is_referred_to(found: &Found) -> Result<bool, Damaged> {
    let class = registry::class(found.dictionary, found.record.index)?;
    for dictionary in state::dictionaries() {
        for number in 0..dictionary.all::<TypeRecord>().len() {
            if let Kind::Reference(referent, _) = Kind::of(Type::new(dictionary, number as u32)?)?
                && registry::class_of(referent)? == Some(class)
            {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// Whether the headers have a name for pointers to a class: then it is an opaque handle's.
pub(super) fn is_handled(found: &Found) -> Result<bool, Damaged> {
    let class = registry::class(found.dictionary, found.record.index)?;
    for dictionary in state::dictionaries() {
        for typedef in dictionary.all::<TypedefRecord>() {
            if let Kind::Pointer(pointee) = Kind::of(Type::new(dictionary, typedef.target)?)?
                && registry::class_of(pointee)? == Some(class)
            {
                return Ok(true);
            }
        }
    }
    Ok(false)
}
