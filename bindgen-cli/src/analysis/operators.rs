//! Operators that are no members, found by the classes they take.

use std::collections::HashMap;

use super::facts::{Operator, Side};
use crate::ir::{FunctionId, Ir, RecordId, TypeId, TypeKind};

/// The operators among the free functions of the given overload sets, sorted and each once.
pub(super) fn by_operand(ir: &Ir, sets: &[(usize, &[FunctionId])]) -> Vec<Operator> {
    let mut operators = Vec::new();
    for (set, functions) in sets {
        for function in functions.iter().map(|id| &ir[*id]) {
            for (parameter, side) in function.parameters.iter().zip([Side::Left, Side::Right]) {
                if let Some(operand) = operand(ir, parameter.ty) {
                    let operand = operand.to_owned();
                    operators.push(Operator { operand, name: function.name.clone(), set: *set, side });
                }
            }
        }
    }
    operators.sort();
    operators.dedup();
    operators
}

/// The class or enumeration behind a value or reference.
fn operand(ir: &Ir, ty: TypeId) -> Option<&str> {
    match ir[ty].kind {
        TypeKind::LValueReference(inner) | TypeKind::RValueReference(inner) => operand(ir, inner),
        TypeKind::Record(record) => Some(&ir[record].qualified),
        TypeKind::Enum(enumeration) => Some(&ir[enumeration].qualified),
        _ => None,
    }
}

/// Classes with a printing operator among these functions: `std::ostream& operator<<(std::ostream&, const C&)`.
pub(super) fn printed(ir: &Ir, functions: impl Iterator<Item = FunctionId>) -> HashMap<RecordId, FunctionId> {
    let prints = |id: FunctionId| {
        let function = &ir[id];
        let [stream, value] = function.parameters.as_slice() else { return None };
        let TypeKind::LValueReference(stream) = ir[stream.ty].kind else { return None };
        let value = match ir[value.ty].kind {
            TypeKind::LValueReference(inner) if ir[inner].qualifiers.is_const => inner,
            _ => value.ty,
        };
        let is_stream = function.name == "operator<<" && operand(ir, stream) == Some("std::ostream");
        is_stream.then(|| ir.as_record(value)).flatten().map(|record| (record, id))
    };
    functions.filter_map(prints).collect()
}
