//! Classes and types across dictionaries.
//!
//! The natural cycle of a binding runtime - the converter of `Foo*` needs class
//! `Foo`, whose methods need converters - is cut here: converters ask the
//! [`ClassSource`], which `scope` implements and installs.
//!
//! * [`mod@class`]: one [`Class`] per qualified name; the dictionary loaded first wins.
//! * [`cast`]: from derived to base, bounded and free of cycles.
//! * [`director`]: the classes by which Python overrides virtual functions.
//! * [`dynamic`]: the most derived bound class of a polymorphic object.
//! * [`reflex`]: what `__cpp_reflex__` is asked, and types in its answers.
//! * [`mod@source`]: the trait.
//!
//! May not know: how calls, conversions or scopes work.

mod cast;
mod class;
mod director;
mod dynamic;
pub mod reflex;
mod source;

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError, RwLock};

use cppbind_abi::NONE;
use cppbind_abi::codes::{NameKind, TypeKind};
use cppbind_abi::records::{EnumRecord, NameRecord, TypeRecord, TypedefRecord};
use pyo3::prelude::*;

use crate::addresses::AddressMap;
use crate::dictionary::{Damaged, Dictionary};
use crate::state;

pub use cast::{Base, Cast};
pub use class::{Class, Definition, class, find_class};
pub use director::Director;
pub(crate) use dynamic::type_name;
pub use dynamic::{class_of_type_info, most_derived, most_derived_and_table};
pub use source::{ClassSource, install, source};

/// A type record together with the dictionary that its ids refer to.
#[derive(Clone, Copy, Debug)]
pub struct Type {
    /// The dictionary.
    pub dictionary: &'static Dictionary,
    /// Its index there.
    pub index: u32,
    /// Its record there.
    pub record: &'static TypeRecord,
}

impl Type {
    /// A type of a dictionary.
    pub fn new(dictionary: &'static Dictionary, index: u32) -> Result<Self, Damaged> {
        Ok(Self { dictionary, index, record: dictionary.get(index)? })
    }

    /// Pointee, referent, element, result or underlying type.
    pub fn element(&self) -> Result<Self, Damaged> {
        Self::new(self.dictionary, self.record.element)
    }

    /// The spelling.
    pub fn spelling(&self) -> Result<&'static str, Damaged> {
        self.dictionary.name(self.record.spelling)
    }
}

/// The class that a type of kind `Class` names; `None` where no loaded
/// dictionary has it, and for types of other kinds.
pub fn class_of(ty: Type) -> Result<Option<&'static Class>, Damaged> {
    if TypeKind::from_raw(ty.record.kind) != Some(TypeKind::Class) {
        return Ok(None);
    }
    static KNOWN: RwLock<Option<AddressMap<&'static Class>>> = RwLock::new(None);
    let key = std::ptr::from_ref(ty.record) as usize;
    let known = KNOWN
        .read()
        .unwrap_or_else(PoisonError::into_inner)
        .as_ref()
        .and_then(|known| known.get(&key).copied());
    if let Some(class) = known {
        class.complete()?;
        return Ok(Some(class));
    }
    let found = match ty.record.declaration {
        NONE => find_class(class_name(ty.spelling()?))?,
        declaration => Some(class(ty.dictionary, declaration)?),
    };
    // What is not there today may be brought by another dictionary.
    if let Some(class) = found {
        KNOWN.write().unwrap_or_else(PoisonError::into_inner).get_or_insert_default().insert(key, class);
    }
    Ok(found)
}

/// The same, where a specialisation of a class template that nothing loaded has is compiled now: dictionaries that are
/// made at run time name more of them than they bind. One that cannot be had is asked for once for each dictionary.
pub fn class_on_demand(py: Python<'_>, ty: Type) -> PyResult<Option<&'static Class>> {
    static REFUSED: Mutex<BTreeSet<(u64, &str)>> = Mutex::new(BTreeSet::new());
    if let Some(class) = class_of(ty)? {
        return Ok(Some(class));
    }
    let name = class_name(ty.spelling()?);
    if TypeKind::from_raw(ty.record.kind) != Some(TypeKind::Class) || !name.ends_with('>') {
        return Ok(None);
    }
    let refused = (state::generation(), name);
    if REFUSED.lock().unwrap_or_else(PoisonError::into_inner).contains(&refused) {
        return Ok(None);
    }
    source().instantiate(py, name)?;
    let class = class_of(ty)?;
    if class.is_none() {
        REFUSED.lock().unwrap_or_else(PoisonError::into_inner).insert(refused);
    }
    Ok(class)
}

/// A type's spelling without its qualifiers, which is what a class is called.
fn class_name(spelling: &str) -> &str {
    let mut name = spelling;
    while let Some(rest) = name.strip_prefix("const ").or_else(|| name.strip_prefix("volatile ")) {
        name = rest;
    }
    name
}

/// What a class's own typedef of this name stands for.
pub fn alias(class: &Class, name: &str) -> Result<Option<Type>, Damaged> {
    let dictionary = class.dictionary;
    let names = dictionary.range::<NameRecord>(class.record.names_first, class.record.names_count)?;
    for record in dictionary.names_called(names, name)? {
        if dictionary.kind(record)? == NameKind::Typedef {
            let typedef = dictionary.get::<TypedefRecord>(record.index)?;
            return Type::new(dictionary, typedef.target).map(Some);
        }
    }
    Ok(None)
}

/// The enumeration of this qualified name, in the first dictionary that has it.
pub fn find_enum(
    qualified: &str,
) -> Result<Option<(&'static Dictionary, u32, &'static EnumRecord)>, Damaged> {
    for dictionary in state::dictionaries() {
        if let Some((index, record)) = dictionary.find::<EnumRecord>(qualified)? {
            return Ok(Some((dictionary, index, record)));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    #[test]
    fn qualifiers_are_no_part_of_a_name() {
        assert_eq!(super::class_name("const ns::C<const int>"), "ns::C<const int>");
        assert_eq!(super::class_name("const volatile C"), "C");
        assert_eq!(super::class_name("constant"), "constant");
    }
}
