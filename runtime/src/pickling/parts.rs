//! What makes up the objects of a class: the elements of a container, the members of an aggregate.
//!
//! Only values count. What an object refers to is somebody else's, and nobody would own the copy.

use cppbind_abi::NONE;
use cppbind_abi::codes::{ClassFlags, DataMemberFlags, FunctionFlags, NameKind};
use cppbind_abi::records::{
    DataMemberRecord, FunctionRecord, NameRecord, OverloadSetRecord, ParameterRecord, SkippedRecord,
};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyType;

use super::class_of;
use crate::container;
use crate::convert::kind::{Kind, is_const, size_of_type};
use crate::dictionary::Damaged;
use crate::registry::{self, Class, Type};

/// Containers that only show what others hold.
const VIEWS: [&str; 3] = ["std::span", "std::initializer_list", "std::basic_string_view"];

/// Whether a class is a container whose elements are all there is to its objects; TypeError where they are not its own.
#[pyfunction]
#[pyo3(name = "_elements")]
pub(super) fn elements(python: &Bound<'_, PyType>) -> PyResult<bool> {
    let class = class_of(python)?;
    if container::of(class)?.is_none() {
        return Ok(false);
    }
    match unowned_elements(class)? {
        Some(why) => Err(PyTypeError::new_err(why)),
        None => Ok(true),
    }
}

/// Why a container's elements cannot be taken for its own.
fn unowned_elements(class: &'static Class) -> Result<Option<String>, Damaged> {
    if class.dictionary.text(class.record.template_name)?.is_some_and(|name| VIEWS.contains(&name)) {
        return Ok(Some("it shows the elements of something else".to_owned()));
    }
    for name in ["value_type", "key_type", "mapped_type"] {
        if let Some(ty) = registry::alias(class, name)?
            && let Some(why) = unowned(ty)?
        {
            return Ok(Some(format!("its elements are {why}")));
        }
    }
    Ok(None)
}

/// What a value of this type only refers to; `None` where it is a value through and through, as far as types tell.
/// Classes answer for themselves when their objects are pickled, but for those that Python takes apart.
fn unowned(ty: Type) -> Result<Option<String>, Damaged> {
    Ok(match Kind::of(ty)? {
        Kind::Pointer(_) => Some(format!("pointers ({})", ty.spelling()?)),
        Kind::Reference(..) => Some(format!("references ({})", ty.spelling()?)),
        Kind::Array(element, Some(_)) => unowned(element)?,
        Kind::Class => match registry::class_of(ty)? {
            Some(class) if is_pair(class)? => {
                let (first, second) =
                    (registry::alias(class, "first_type")?, registry::alias(class, "second_type")?);
                for part in [first, second].into_iter().flatten() {
                    if let Some(why) = unowned(part)? {
                        return Ok(Some(format!("pairs of {why}")));
                    }
                }
                None
            }
            _ => None,
        },
        Kind::Scalar(_) | Kind::Enumeration(_) => None,
        Kind::Void | Kind::Null | Kind::Array(_, None) | Kind::Function | Kind::Opaque => {
            Some(format!("no values ({})", ty.spelling()?))
        }
    })
}

fn is_pair(class: &Class) -> Result<bool, Damaged> {
    Ok(class.dictionary.text(class.record.template_name)? == Some("std::pair"))
}

/// How a member is read and set again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// By the braced list that makes the object.
    Listed,
    /// By assignment.
    Assigned,
    /// As the former, where it is null.
    Pointer,
    /// By assignment, from nested lists.
    Array,
}

impl Way {
    fn name(self) -> &'static str {
        match self {
            Self::Listed => "listed",
            Self::Assigned => "assigned",
            Self::Pointer => "pointer",
            Self::Array => "array",
        }
    }
}

/// A member with what is needed to find out whether it overlaps another one.
struct Member {
    name: &'static str,
    way: Way,
    range: Option<std::ops::Range<u64>>,
}

/// The data members of an aggregate, those of its bases first, and how each is set; None for other classes, TypeError
/// for an aggregate of which they do not tell everything.
#[pyfunction]
#[pyo3(name = "_members")]
pub(super) fn members(python: &Bound<'_, PyType>) -> PyResult<Option<Vec<(&'static str, &'static str)>>> {
    let class = class_of(python)?;
    if !class.flags().has(ClassFlags::AGGREGATE) && !is_pair(class)? {
        return Ok(None);
    }
    match collect(class)? {
        Ok(members) => Ok(Some(members.iter().map(|member| (member.name, member.way.name())).collect())),
        Err(why) => Err(PyTypeError::new_err(why)),
    }
}

/// The members, or why they are not all there is.
type Collected = Result<Vec<Member>, String>;

fn collect(class: &'static Class) -> Result<Collected, Damaged> {
    let flags = class.flags();
    if flags.has(ClassFlags::UNION) {
        return Ok(Err("nobody knows which member of a union counts".to_owned()));
    }
    let mut all: Vec<Member> = Vec::new();
    // A pair is its two members, whatever a library derives it from.
    let bases = if is_pair(class)? { &[] } else { class.bases()? };
    if bases.len() != class.record.bases_count as usize && !is_pair(class)? {
        return Ok(Err("no loaded dictionary has all of its bases".to_owned()));
    }
    for base in bases {
        if !base.class.flags().has(ClassFlags::AGGREGATE) {
            return Ok(Err(format!("its base {} is no aggregate", base.class.qualified)));
        }
        match collect(base.class)? {
            Ok(inherited) => all.extend(inherited.into_iter().map(|member| Member {
                // Only the constructor of the base itself would take it; and offsets are the base's.
                way: if member.way == Way::Listed { Way::Assigned } else { member.way },
                range: None,
                ..member
            })),
            Err(why) => return Ok(Err(why)),
        }
    }
    let listed = listed(class)?;
    let names = class.names()?;
    for name in names {
        match class.dictionary.kind(name)? {
            NameKind::Skipped => {
                if let Some(why) = unbound(class, name)? {
                    return Ok(Err(why));
                }
            }
            NameKind::DataMember => match member(class, name, &listed)? {
                Ok(Some(member)) => all.push(member),
                Ok(None) => {}
                Err(why) => return Ok(Err(why)),
            },
            _ => {}
        }
    }
    for (position, one) in all.iter().enumerate() {
        for other in &all[..position] {
            if one.name == other.name {
                return Ok(Err(format!("{} hides a member of a base", one.name)));
            }
            if let (Some(one_range), Some(other_range)) = (&one.range, &other.range)
                && one_range.start < other_range.end
                && other_range.start < one_range.end
            {
                let text = format!("{} and {} are members of one union", other.name, one.name);
                return Ok(Err(text));
            }
        }
    }
    Ok(Ok(all))
}

/// The members that the constructor of an aggregate takes.
fn listed(class: &Class) -> Result<Vec<&'static str>, Damaged> {
    let dictionary = class.dictionary;
    if class.record.constructors == NONE {
        return Ok(Vec::new());
    }
    let set = dictionary.get::<OverloadSetRecord>(class.record.constructors)?;
    for function in dictionary.range::<FunctionRecord>(set.functions_first, set.functions_count)? {
        if FunctionFlags(function.flags).has(FunctionFlags::AGGREGATE) {
            let parameters = dictionary
                .range::<ParameterRecord>(function.parameters_first, u32::from(function.parameters_count))?;
            return parameters.iter().map(|parameter| dictionary.name(parameter.name)).collect();
        }
    }
    Ok(Vec::new())
}

/// Why a declaration that was not bound leaves the object incomplete: it is a data member.
fn unbound(class: &Class, name: &NameRecord) -> Result<Option<String>, Damaged> {
    let record = class.dictionary.get::<SkippedRecord>(name.index)?;
    let text = class.dictionary.name(name.name)?;
    let declaration = class.dictionary.name(record.declaration)?;
    // Functions have parentheses behind their names, types a word in front.
    let is_function = declaration.contains(&format!("{text}("));
    let is_type =
        ["struct ", "class ", "union ", "enum ", "using ", "typedef ", "template", "friend ", "static "]
            .iter()
            .any(|word| declaration.starts_with(word));
    if is_function || is_type {
        return Ok(None);
    }
    Ok(Some(format!("its member {text} is not bound ({})", class.dictionary.name(record.reason)?)))
}

/// What a name of a class is as a part of its objects; nothing for static members.
fn member(
    class: &'static Class,
    name: &NameRecord,
    listed: &[&str],
) -> Result<Result<Option<Member>, String>, Damaged> {
    let dictionary = class.dictionary;
    let record = dictionary.get::<DataMemberRecord>(name.index)?;
    let flags = DataMemberFlags(record.flags);
    if flags.has(DataMemberFlags::STATIC) {
        return Ok(Ok(None));
    }
    let name = dictionary.name(record.name)?;
    if flags.has(DataMemberFlags::REFERENCE) {
        return Ok(Err(format!("its member {name} is a reference")));
    }
    let ty = Type::new(dictionary, record.ty)?;
    let kind = Kind::of(ty)?;
    let is_listed = listed.contains(&name);
    if (flags.has(DataMemberFlags::CONST) || is_const(ty)) && !is_listed {
        return Ok(Err(format!("its member {name} is constant")));
    }
    let way = match kind {
        Kind::Pointer(_) => Way::Pointer,
        Kind::Array(..) => match unowned(ty)? {
            Some(why) => return Ok(Err(format!("its member {name} is an array of {why}"))),
            None => Way::Array,
        },
        Kind::Scalar(_) | Kind::Enumeration(_) | Kind::Class => match unowned(ty)? {
            Some(why) => return Ok(Err(format!("its member {name} has {why}"))),
            None if is_listed => Way::Listed,
            None => Way::Assigned,
        },
        _ => return Ok(Err(format!("its member {name} is no value ({})", ty.spelling()?))),
    };
    let place = !flags.has(DataMemberFlags::BIT_FIELD);
    let size = if place { size_of_type(ty)? } else { None };
    let range = size.map(|size| record.offset..record.offset + size as u64);
    Ok(Ok(Some(Member { name, way, range })))
}
