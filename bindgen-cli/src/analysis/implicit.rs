//! Constructors that no header declares: default, copy, move, and the
//! initialisation of aggregates by their members.
//!
//! They become ordinary functions of the [`Ir`], so that everything behind sees
//! them. Whether C++ really has them (a member may not be copyable) is left to
//! the compiler that builds the dictionary: it then leaves their stub out.

use std::collections::BTreeMap;

use super::interned::{Types, class_type};
use crate::ir::{
    Access, Builtin, DefaultArgument, DefaultValue, Field, Function, FunctionId, FunctionKind, Ir, Origin,
    Parameter, Record, RecordId, RecordKind, Scope, TypeId, TypeKind,
};

/// A constructor that no header declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub enum Implicit {
    /// Without arguments.
    Default,
    /// From a constant reference.
    Copy,
    /// From an rvalue.
    Move,
    /// From the values of the first members.
    Aggregate,
}

/// Adds the implicit constructors of all classes to be bound.
pub(super) fn declare(ir: &mut Ir) -> BTreeMap<FunctionId, Implicit> {
    let mut declared = BTreeMap::new();
    let mut types = Types::of(ir);
    let void = types.void(ir);
    for index in 0..ir.records.len() {
        let id = RecordId(index as u32);
        for base in 0..ir[id].bases.len() {
            // A base has a type record even where nothing mentions its type.
            let base = ir[id].bases[base].record;
            let ty = class_type(&ir[base], base, false);
            types.intern(ir, ty);
        }
        let record = &ir[id];
        if record.origin == Origin::Foreign || !record.complete || !record.nameable || record.is_abstract {
            continue;
        }
        let constructors: Vec<&Function> = record
            .functions
            .iter()
            .map(|function| &ir[*function])
            .filter(|function| function.kind == FunctionKind::Constructor)
            .collect();
        let copies = constructors.iter().any(|function| function.copy_constructor);
        let moves = constructors.iter().any(|function| function.move_constructor);
        let declares = record.declares_constructor;
        let elements = aggregate_elements(ir, record);
        let mut add = |ir: &mut Ir, implicit, parameters| {
            declared.insert(push(ir, id, void, implicit, parameters), implicit);
        };
        let is_aggregate = !elements.is_empty();
        // That of a pair is a template too.
        let lacks_default =
            is_pair(record) && constructors.iter().all(|function| !function.parameters.is_empty());
        if is_aggregate {
            add(ir, Implicit::Aggregate, elements);
        }
        if lacks_default || !(is_aggregate || declares) {
            add(ir, Implicit::Default, Vec::new());
        }
        if !copies {
            let reference = types.const_reference(ir, id);
            add(ir, Implicit::Copy, vec![unnamed(reference)]);
        }
        if !moves && !copies {
            let reference = types.rvalue_reference(ir, id);
            add(ir, Implicit::Move, vec![unnamed(reference)]);
        }
    }
    declared
}

fn push(
    ir: &mut Ir,
    id: RecordId,
    result: TypeId,
    implicit: Implicit,
    parameters: Vec<Parameter>,
) -> FunctionId {
    let function = FunctionId(ir.functions.len() as u32);
    let record = &mut ir[id];
    record.functions.push(function);
    let constructor = Function {
        name: class_name(&record.name).to_owned(),
        cpp: String::new(),
        kind: FunctionKind::Constructor,
        scope: Scope::Record(id),
        introduced_from: None,
        access: Access::Public,
        selected: true,
        result,
        parameters,
        is_const: false,
        is_volatile: false,
        ref_qualifier: None,
        is_virtual: false,
        pure: false,
        is_final: false,
        noexcept: false,
        explicit: false,
        deleted: false,
        variadic: false,
        copy_constructor: implicit == Implicit::Copy,
        move_constructor: implicit == Implicit::Move,
        deprecated: None,
        has_body: true,
        hidden_friend: false,
        deduced_from: None,
        template_arguments: None,
        symbol: None,
        doc: None,
        location: record.location.clone(),
    };
    ir.functions.push(constructor);
    function
}

/// The class's name without template arguments, which is what its constructors are called.
fn class_name(name: &str) -> &str {
    name.split('<').next().unwrap_or(name)
}

/// The members that may stand in a braced list, up to the first that a stub cannot take.
fn aggregate_elements(ir: &Ir, record: &Record) -> Vec<Parameter> {
    let public = record.fields.iter().all(|field| field.access == Access::Public);
    // Both constructors of a pair that take its elements may be templates; all libraries' take a braced list, of both.
    let pair = is_pair(record);
    let constructed = record.declares_constructor || record.polymorphic || !record.bases.is_empty();
    if (constructed && !pair) || !public {
        return Vec::new();
    }
    let limit = if record.kind == RecordKind::Union { 1 } else { usize::MAX };
    let element = |field: &Field| {
        let listed = !field.in_anonymous
            && !field.name.is_empty()
            && super::bindable::uncarried(ir, field.ty).is_none();
        let kind = &ir[field.ty].kind;
        let carried =
            !matches!(kind, TypeKind::Array(..) | TypeKind::UnboundedArray(_) | TypeKind::RValueReference(_));
        (listed && carried).then(|| Parameter {
            name: field.name.clone(),
            ty: field.ty,
            default: (!pair).then(|| value_of_left_out(ir, record, field)),
            lasting: false,
        })
    };
    let elements: Vec<Parameter> = record.fields.iter().take(limit).map_while(element).collect();
    if pair && elements.len() < record.fields.len() { Vec::new() } else { elements }
}

fn is_pair(record: &Record) -> bool {
    record.specialisation_of.as_ref().is_some_and(|(template, _)| template == "std::pair")
}

/// What an element is that the braced list leaves out: zero, unless the class has an initialiser for it,
/// which only a fresh object can tell.
fn value_of_left_out(ir: &Ir, record: &Record, field: &Field) -> DefaultArgument {
    if field.has_initializer {
        let class = record.cpp.trim_start_matches("::");
        return DefaultArgument { text: format!("{class}{{}}.{}", field.name), value: None };
    }
    let value = match ir[field.ty].kind {
        TypeKind::Builtin(Builtin::Float | Builtin::Double | Builtin::LongDouble) => {
            Some(DefaultValue::Float(0.))
        }
        TypeKind::Builtin(Builtin::NullPtr) | TypeKind::Pointer(_) => Some(DefaultValue::Null),
        TypeKind::Builtin(_) | TypeKind::Enum(_) => Some(DefaultValue::Unsigned(0)),
        _ => None,
    };
    DefaultArgument { text: "{}".into(), value }
}

fn unnamed(ty: TypeId) -> Parameter {
    Parameter { name: String::new(), ty, default: None, lasting: false }
}

/// Adds a constructor without arguments.
pub(super) fn default_constructor(ir: &mut Ir, id: RecordId) -> FunctionId {
    let void = Types::of(ir).void(ir);
    push(ir, id, void, Implicit::Default, Vec::new())
}

/// Makes sure that there is a record of the class's own type.
pub(super) fn intern_class(ir: &mut Ir, id: RecordId) {
    let ty = class_type(&ir[id], id, false);
    if !ir.types.iter().any(|known| known.kind == ty.kind && known.qualifiers == ty.qualifiers) {
        ir.types.push(ty);
    }
}
