//! The declarations of a dictionary file, as [`super::declared`] tells those of headers.

use cppbind_abi::NONE;
use cppbind_abi::codes::{
    BaseFlags, Carrier, ClassFlags, EnumFlags, FunctionFlags, NameKind, Qualifiers, TableKind, TypeKind,
};

use super::declaration::{Declaration, Declarations, Kind, Unbound};
use crate::dictionary::{Dictionary, Record};

/// What the headers declared when the dictionary was made.
pub(super) fn declarations(dictionary: &Dictionary) -> Declarations {
    let mut bound = Vec::new();
    for namespace in dictionary.records(TableKind::Namespaces) {
        let qualified = namespace.text("qualified");
        if !qualified.is_empty() {
            bound.push(Declaration::new(Kind::Namespace, qualified, format!("namespace {qualified}")));
        }
        scope(&namespace, &mut bound);
    }
    for class in dictionary.records(TableKind::Classes) {
        bound.push(self::class(&class));
        scope(&class, &mut bound);
    }
    for set in dictionary.records(TableKind::OverloadSets) {
        let functions = set.range(TableKind::Functions, "functions_first", "functions_count");
        bound.extend(functions.map(|function| self::function(&set, &function)));
    }
    for enumeration in dictionary.records(TableKind::Enums) {
        enumerators(&enumeration, &mut bound);
    }
    for typedef in dictionary.records(TableKind::Typedefs) {
        let (qualified, target) = (typedef.text("qualified"), spelling(&typedef, "target"));
        bound.push(Declaration::new(Kind::Typedef, qualified, format!("using {qualified} = {target}")));
    }
    for template in dictionary.records(TableKind::ClassTemplates) {
        let (qualified, parameters) = (template.text("qualified"), template.text("parameters"));
        let text = format!("template<{parameters}> {qualified}");
        bound.push(Declaration::new(Kind::Template, qualified, text));
    }
    let unbound = dictionary.records(TableKind::Skipped).map(|skipped| Unbound {
        text: skipped.text("declaration").to_owned(),
        reason: skipped.text("reason").to_owned(),
        location: None,
    });
    Declarations { bound, unbound: unbound.collect() }
}

fn class(class: &Record<'_>) -> Declaration {
    let qualified = class.text("qualified");
    let bases = class.range(TableKind::Bases, "bases_first", "bases_count").map(|base| {
        let word = if flag(&base, BaseFlags::VIRTUAL.0) { "virtual " } else { "" };
        format!("{word}{}", spelling(&base, "ty"))
    });
    let bases: Vec<_> = bases.collect();
    // The bases of a class that the compiler did not accept are not recorded.
    let detail = (!flag(class, ClassFlags::INCOMPLETE.0)).then(|| super::derived(&bases));
    Declaration::new(Kind::Class, qualified, format!("class {qualified}")).with_detail(detail)
}

fn function(set: &Record<'_>, function: &Record<'_>) -> Declaration {
    let has = |wanted: FunctionFlags| flag(function, wanted.0);
    let specifiers = super::specifiers(
        has(FunctionFlags::EXPLICIT),
        has(FunctionFlags::VIRTUAL),
        has(FunctionFlags::PURE),
    );
    let declaration = Declaration::new(Kind::Function, set.text("qualified"), function.text("signature"));
    // A template says all in its declaration.
    declaration.with_detail((!has(FunctionFlags::TEMPLATE)).then_some(specifiers))
}

fn enumerators(enumeration: &Record<'_>, bound: &mut Vec<Declaration>) {
    let qualified = enumeration.text("qualified");
    let scoped = flag(enumeration, EnumFlags::SCOPED.0);
    let text = super::enumeration(scoped, qualified, &spelling(enumeration, "underlying"));
    bound.push(Declaration::new(Kind::Enum, qualified, text));
    for enumerator in enumeration.range(TableKind::Enumerators, "enumerators_first", "enumerators_count") {
        let name = super::qualify(qualified, enumerator.text("name"));
        let text = format!("{name} = {}", enumerator.get("value") as i64);
        bound.push(Declaration::new(Kind::Enumerator, name, text));
    }
}

/// Data members, variables and constants, whose scopes know their qualified names.
fn scope(scope: &Record<'_>, bound: &mut Vec<Declaration>) {
    for name in scope.range(TableKind::Names, "names_first", "names_count") {
        let qualified = super::qualify(scope.text("qualified"), name.text("name"));
        match u8::try_from(name.get("kind")).ok().and_then(NameKind::from_raw) {
            Some(NameKind::DataMember) => {
                let Some(member) = name.follow("index", TableKind::DataMembers) else { continue };
                let text = super::variable(&spelling(&member, "ty"), &qualified, member.id("bit_width"));
                bound.push(Declaration::new(Kind::Variable, qualified, text));
            }
            Some(NameKind::Constant) => {
                let Some(constant) = name.follow("index", TableKind::Constants) else { continue };
                let text = super::variable(&spelling(&constant, "ty"), &qualified, 0);
                let declaration = Declaration::new(Kind::Variable, qualified, text);
                bound.push(declaration.with_detail(value(&constant)));
            }
            _ => {}
        }
    }
}

fn value(constant: &Record<'_>) -> String {
    if constant.id("text") != NONE {
        return format!(" = {:?}", constant.text("text"));
    }
    let carrier = constant.follow("ty", TableKind::Types).and_then(|ty| u8::try_from(ty.get("carrier")).ok());
    let is_float = matches!(carrier.and_then(Carrier::from_raw), Some(Carrier::F32 | Carrier::F64));
    let bits = constant.get("bits");
    super::constant(bits, is_float.then(|| f64::from_bits(bits)))
}

/// The spelling of a type with its qualifiers: a class or an enumeration is recorded by its own name.
fn spelling(record: &Record<'_>, field: &str) -> String {
    let Some(ty) = record.follow(field, TableKind::Types) else { return String::new() };
    let is_named = [TypeKind::Class, TypeKind::Enum].iter().any(|kind| ty.get("kind") == *kind as u64);
    let has = |qualifier: Qualifiers| is_named && ty.get("qualifiers") & u64::from(qualifier.0) != 0;
    let constant = if has(Qualifiers::CONST) { "const " } else { "" };
    let volatile = if has(Qualifiers::VOLATILE) { "volatile " } else { "" };
    format!("{constant}{volatile}{}", ty.text("spelling"))
}

fn flag(record: &Record<'_>, flag: u32) -> bool {
    record.id("flags") & flag != 0
}
