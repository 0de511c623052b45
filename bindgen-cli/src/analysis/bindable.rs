//! Whether a declaration can be bound, and why not.

use super::spelling::{scope_name, signature};
use crate::ir::{
    Access, Function, FunctionKind, Ir, Origin, Record, Scope, Skipped, Type, TypeId, TypeKind, Typedef,
    Variable,
};

/// What becomes of a declaration.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It is bound.
    Bound,
    /// C++ itself keeps it from users.
    Absent,
    /// A user could expect it: the reason.
    Skipped(String),
}

/// Whether a class gets a record.
pub(super) fn record(ir: &Ir, record: &Record) -> Verdict {
    if record.origin == Origin::Foreign
        || record.access != Access::Public && !record.nameable
        || inside_private(ir, record.scope)
    {
        return Verdict::Absent;
    }
    if is_implementation_detail(&record.qualified) {
        return Verdict::Absent;
    }
    if let Some(argument) = incomplete_argument(ir, record) {
        return Verdict::Skipped(format!("its template argument {argument} is declared, not defined"));
    }
    match (record.nameable, record.name.is_empty()) {
        (true, _) => Verdict::Bound,
        (false, true) => Verdict::Absent,
        (false, false) => Verdict::Skipped("C++ code outside cannot name it".into()),
    }
}

/// A class in a class that users cannot reach.
fn inside_private(ir: &Ir, scope: Scope) -> bool {
    match scope {
        Scope::Namespace(_) => false,
        Scope::Record(id) => {
            !ir[id].nameable || ir[id].origin == Origin::Foreign && ir[id].access != Access::Public
        }
    }
}

/// A class of the standard library that its users never name (`std::_Expr<...>`, `std::__nonesuch`). Iterators
/// and the references of `std::vector<bool>` have such names too, but users meet them; and `std::shared_ptr`
/// inherits its members from such classes.
fn is_implementation_detail(qualified: &str) -> bool {
    let name = qualified.split('<').next().unwrap_or(qualified);
    let Some(name) = name.strip_prefix("std::") else { return false };
    let last = name.rsplit("::").next().unwrap_or(name);
    last.starts_with('_')
        && !["iterator", "reference", "shared_ptr", "weak_ptr"].iter().any(|met| last.contains(met))
}

/// The standard library's classes cannot be instantiated with a class that the headers only declare; but for those
/// pointers that have learnt how to delete it where they were made.
fn incomplete_argument<'a>(ir: &'a Ir, record: &'a Record) -> Option<&'a str> {
    let (template, arguments) =
        record.specialisation_of.as_ref().filter(|_| record.origin == Origin::Named)?;
    let declared_only =
        |name: &&String| ir.records.iter().any(|other| other.qualified == **name && !other.complete);
    let instantiates =
        template.starts_with("std::") && !["std::shared_ptr", "std::weak_ptr"].contains(&template.as_str());
    instantiates.then(|| arguments.iter().find(declared_only)).flatten().map(String::as_str)
}

/// Whether a function gets a record.
pub(super) fn function(ir: &Ir, function: &Function) -> Verdict {
    if function.access != Access::Public || function.deleted || is_memory_operator(&function.name) {
        return Verdict::Absent;
    }
    if function.kind == FunctionKind::Free && !function.selected {
        return Verdict::Absent;
    }
    if let (FunctionKind::Constructor, Scope::Record(class)) = (function.kind, function.scope)
        && ir[class].is_abstract
    {
        return Verdict::Absent;
    }
    let parameters = function.parameters.iter().map(|parameter| parameter.ty);
    for ty in std::iter::once(function.result).chain(parameters) {
        if let TypeKind::Record(record) = ir[ir.referent(ty)].kind
            && is_implementation_detail(&ir[record].qualified)
        {
            return Verdict::Absent;
        }
        if let Some(reason) = uncarried(ir, ty).or_else(|| declared_only(ir, ty)) {
            return Verdict::Skipped(reason);
        }
    }
    Verdict::Bound
}

/// Why a stub cannot pass an object of this type: the headers only declare its class. What templates make of a declaration
/// the compiler knows better.
fn declared_only(ir: &Ir, ty: TypeId) -> Option<String> {
    let TypeKind::Record(record) = ir[ty].kind else { return None };
    let record = &ir[record];
    if record.complete || record.qualified.contains('<') {
        return None;
    }
    let class = &record.qualified;
    let remedy = record.header_beside.as_ref().map(|header| format!("; name {header} too"));
    let remedy = remedy.unwrap_or_default();
    Some(format!("{class} is passed by value, and the named headers only declare it{remedy}"))
}

/// Whether a typedef gets a record.
pub(super) fn typedef(ir: &Ir, typedef: &Typedef) -> Verdict {
    if typedef.access != Access::Public || !typedef.selected && matches!(typedef.scope, Scope::Namespace(_)) {
        return Verdict::Absent;
    }
    match unsupported(ir, typedef.target) {
        Some(reason) => Verdict::Skipped(reason),
        None => Verdict::Bound,
    }
}

/// Whether a variable or static data member gets a record.
pub(super) fn variable(ir: &Ir, variable: &Variable) -> Verdict {
    if variable.access != Access::Public
        || !variable.selected && matches!(variable.scope, Scope::Namespace(_))
    {
        return Verdict::Absent;
    }
    match unsupported(ir, variable.ty) {
        Some(reason) => Verdict::Skipped(reason),
        None => Verdict::Bound,
    }
}

/// Why a dictionary cannot describe this type.
pub(super) fn unsupported(ir: &Ir, ty: TypeId) -> Option<String> {
    ir.unsupported(ty).map(|reason| format!("its type {} cannot be carried: {reason}", ir[ty].spelling))
}

/// Why a stub cannot take or return this type: stubs must also be able to name it.
pub(super) fn uncarried(ir: &Ir, ty: TypeId) -> Option<String> {
    unsupported(ir, ty).or_else(|| {
        let hidden = unnameable(ir, ty)?;
        Some(format!("C++ code outside cannot name its type {}", hidden.spelling))
    })
}

/// The first class or enumeration of a type that generated code cannot name.
fn unnameable(ir: &Ir, ty: TypeId) -> Option<&Type> {
    match &ir[ty].kind {
        TypeKind::Record(record) => (!ir[*record].nameable).then(|| &ir[ty]),
        TypeKind::Enum(enumeration) => {
            let enumeration = &ir[*enumeration];
            let hidden = enumeration.name.is_empty() || enumeration.access != Access::Public;
            hidden.then(|| &ir[ty])
        }
        TypeKind::Pointer(inner)
        | TypeKind::LValueReference(inner)
        | TypeKind::RValueReference(inner)
        | TypeKind::Array(inner, _)
        | TypeKind::UnboundedArray(inner) => unnameable(ir, *inner),
        TypeKind::Function { result, parameters, .. } => unnameable(ir, *result)
            .or_else(|| parameters.iter().find_map(|parameter| unnameable(ir, *parameter))),
        TypeKind::Builtin(_) | TypeKind::Unsupported(_) => None,
    }
}

/// `operator new`, `operator delete`: they serve the stubs, not users.
fn is_memory_operator(name: &str) -> bool {
    name.strip_prefix("operator").is_some_and(|rest| {
        let word = rest.trim_start();
        rest.starts_with(' ')
            && ["new", "delete"]
                .iter()
                .any(|keyword| word == *keyword || word.starts_with(&format!("{keyword}[")))
    })
}

/// The skip of a function.
pub(super) fn skipped_function(ir: &Ir, function: &Function, reason: String) -> Skipped {
    Skipped {
        scope: scope_name(ir, function.scope).to_owned(),
        name: function.name.clone(),
        declaration: signature(ir, function),
        reason,
        location: function.location.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::{is_implementation_detail, is_memory_operator};

    #[test]
    fn the_standard_library_keeps_its_own_names() {
        assert!(is_implementation_detail("std::_Expr<int,double>"));
        assert!(is_implementation_detail("std::__nonesuch"));
        assert!(is_implementation_detail("std::__detail::_Hash_node<int>"));
        assert!(!is_implementation_detail("std::_Rb_tree_iterator<int>"));
        assert!(!is_implementation_detail("std::_Bit_reference"));
        assert!(!is_implementation_detail("std::__shared_ptr_access<int>"));
        assert!(!is_implementation_detail("std::vector<ns::_Mine>"));
        assert!(!is_implementation_detail("ns::_Mine"));
    }

    #[test]
    fn memory_operators_are_told_from_conversions() {
        assert!(is_memory_operator("operator new"));
        assert!(is_memory_operator("operator delete[]"));
        assert!(!is_memory_operator("operator newtype"));
        assert!(!is_memory_operator("operator+"));
        assert!(!is_memory_operator("operatornew"));
    }
}
