//! Which classes are values that are made of others.

use std::collections::HashSet;

use crate::ir::{Access, Builtin, Ir, Origin, Record, RecordId, RecordKind, TypeId, TypeKind};

/// How the values of a class are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compound {
    /// Of all parts: `std::tuple`.
    Product,
    /// Of one of them: `std::variant`.
    Choice,
    /// Of its part, or of nothing: `std::optional`.
    Optional,
    /// Of anything: `std::any`.
    Any,
    /// Of a number: `std::chrono::duration`.
    Duration,
    /// Of a duration: `std::chrono::time_point`, here of the system's clock.
    CalendarPoint,
    /// The same of another clock.
    TimePoint,
}

const SYSTEM_CLOCK: &str = "std::chrono::system_clock";

/// How the values of a class are made of others; `None` for all other classes.
pub fn compound(record: &Record) -> Option<Compound> {
    if !record.complete || record.kind == RecordKind::Union {
        return None;
    }
    let Some((template, arguments)) = &record.specialisation_of else {
        return (record.qualified == "std::any").then_some(Compound::Any);
    };
    Some(match template.as_str() {
        "std::tuple" => Compound::Product,
        "std::variant" => Compound::Choice,
        "std::optional" => Compound::Optional,
        "std::chrono::duration" => Compound::Duration,
        "std::chrono::time_point" if arguments.first().is_some_and(|clock| clock == SYSTEM_CLOCK) => {
            Compound::CalendarPoint
        }
        "std::chrono::time_point" => Compound::TimePoint,
        _ => return None,
    })
}

/// The types of a compound's parts, references seen through.
pub fn parts(ir: &Ir, record: &Record, compound: Compound) -> Vec<TypeId> {
    let types = || record.template_types.iter().map(|ty| ir.referent(*ty));
    match compound {
        Compound::Product | Compound::Choice => types().collect(),
        Compound::Optional | Compound::Duration => types().take(1).collect(),
        Compound::TimePoint | Compound::CalendarPoint => types().skip(1).take(1).collect(),
        Compound::Any => storable(ir),
    }
}

/// The types that the dictionary can put into a `std::any`: numbers, strings, its library's own classes, and containers
/// of the former two. C++ cannot be asked of all others: a container of what cannot be copied claims that it can be.
fn storable(ir: &Ir) -> Vec<TypeId> {
    let is_stored = |id: &TypeId| {
        let ty = &ir[*id];
        if ty.qualifiers.is_const || ty.qualifiers.is_volatile {
            return false;
        }
        match ty.kind {
            TypeKind::Builtin(builtin) => !matches!(builtin, Builtin::Void | Builtin::NullPtr),
            TypeKind::Enum(enumeration) => {
                let enumeration = &ir[enumeration];
                enumeration.selected && !enumeration.name.is_empty() && enumeration.access == Access::Public
            }
            TypeKind::Record(record) => is_stored_class(ir, record),
            _ => false,
        }
    };
    // `int8_t` and `signed char` are two types to Python and one to C++.
    let mut seen = HashSet::new();
    let types = (0..ir.types.len() as u32).map(TypeId).filter(is_stored);
    types.filter(|id| seen.insert(stored_name(ir, *id))).collect()
}

/// What C++ calls a type; small integers have two names in the IR.
fn stored_name(ir: &Ir, ty: TypeId) -> &str {
    match ir[ty].kind {
        TypeKind::Builtin(Builtin::Int8) => Builtin::SChar.cpp_name(),
        TypeKind::Builtin(Builtin::UInt8) => Builtin::UChar.cpp_name(),
        TypeKind::Builtin(builtin) => builtin.cpp_name(),
        _ => &ir[ty].cpp,
    }
}

fn is_stored_class(ir: &Ir, id: RecordId) -> bool {
    let record = &ir[id];
    if !record.complete || !record.nameable || record.is_abstract || record.access != Access::Public {
        return false;
    }
    match &record.specialisation_of {
        None => record.origin == Origin::Selected,
        Some(_) if record.qualified == "std::string" => true,
        Some((_, arguments)) => {
            let plain = |argument: &String| argument == "std::string" || is_builtin(ir, argument);
            super::is_container(record) && record.origin != Origin::Foreign && arguments.iter().all(plain)
        }
    }
}

fn is_builtin(ir: &Ir, spelling: &str) -> bool {
    ir.types.iter().any(|ty| ty.spelling == spelling && matches!(ty.kind, TypeKind::Builtin(_)))
}
