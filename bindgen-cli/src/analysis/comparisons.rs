//! The comparisons that C++20 makes of `<=>`: `a < b` where a class has only that (over.match.oper).
//!
//! They become ordinary free operators of the [`Ir`], called as operators, so that everything behind sees them. `==` is none
//! of them: where a class has it because its `<=>` is defaulted, the compiler is asked when the dictionary is built.

use std::collections::BTreeSet;

use super::interned::Types;
use crate::ir::{
    Access, Function, FunctionId, FunctionKind, Ir, NamespaceId, Parameter, RecordId, Scope, TypeId, TypeKind,
};

const ORDERINGS: [&str; 4] = ["operator<", "operator<=", "operator>", "operator>="];

/// What C++ calls an operator whose result is an ordering.
const THREE_WAY: &str = "operator<=>";

/// Adds the ordering comparisons of all classes that have `<=>` to be bound. Returns the classes.
pub(super) fn declare(ir: &mut Ir) -> BTreeSet<RecordId> {
    let mut compared = BTreeSet::new();
    let three_way: Vec<FunctionId> =
        (0..ir.functions.len() as u32).map(FunctionId).filter(|id| ir[*id].name == THREE_WAY).collect();
    if three_way.is_empty() {
        return compared;
    }
    let mut types = Types::of(ir);
    for id in three_way {
        compared.extend(classes(ir, &ir[id]));
        if !orders(ir, &ir[id]) {
            continue;
        }
        let Some(parameters) = operands(ir, &mut types, id) else { continue };
        let scope = Scope::Namespace(enclosing(ir, ir[id].scope));
        let result = types.bool(ir);
        for name in ORDERINGS {
            let comparison = Function {
                name: name.to_owned(),
                cpp: name.to_owned(),
                kind: FunctionKind::Free,
                scope,
                introduced_from: None,
                result,
                parameters: parameters.clone(),
                is_const: false,
                ref_qualifier: None,
                is_virtual: false,
                pure: false,
                is_final: false,
                has_body: true,
                hidden_friend: true,
                symbol: None,
                ..ir[id].clone()
            };
            ir.functions.push(comparison);
        }
    }
    compared
}

/// The classes whose objects a `<=>` takes.
fn classes<'a>(ir: &'a Ir, function: &'a Function) -> impl Iterator<Item = RecordId> + 'a {
    let own = match function.scope {
        Scope::Record(record) => Some(record),
        Scope::Namespace(_) => None,
    };
    let taken = function.parameters.iter().filter_map(|parameter| ir.as_record(referent(ir, parameter.ty)));
    own.into_iter().chain(taken)
}

/// Whether a function is a `<=>` of which C++ makes the comparisons.
fn orders(ir: &Ir, function: &Function) -> bool {
    let result = ir.as_record(function.result).map(|record| ir[record].qualified.as_str());
    let is_ordering =
        matches!(result, Some("std::strong_ordering" | "std::weak_ordering" | "std::partial_ordering"));
    is_ordering
        && function.selected
        && function.access == Access::Public
        && !function.deleted
        && function.template_arguments.is_none()
}

/// What is compared: of a member, the object too; `None` for a member that changes it, or that not all objects have.
fn operands(ir: &mut Ir, types: &mut Types, id: FunctionId) -> Option<Vec<Parameter>> {
    let function = &ir[id];
    let mut operands = function.parameters.clone();
    if let Scope::Record(record) = function.scope
        && function.kind == FunctionKind::Method
    {
        if !function.is_const
            || function.is_volatile
            || function.ref_qualifier.is_some()
            || !ir[record].nameable
        {
            return None;
        }
        let ty = types.const_reference(ir, record);
        operands.insert(0, Parameter { name: String::new(), ty, default: None, lasting: false });
    }
    (operands.len() == 2).then_some(operands)
}

fn enclosing(ir: &Ir, scope: Scope) -> NamespaceId {
    match scope {
        Scope::Namespace(namespace) => namespace,
        Scope::Record(record) => enclosing(ir, ir[record].scope),
    }
}

fn referent(ir: &Ir, ty: TypeId) -> TypeId {
    match ir[ty].kind {
        TypeKind::LValueReference(referent) => referent,
        _ => ty,
    }
}
