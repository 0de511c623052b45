//! Stubs that compute a default argument.
//!
//! The expression is written where the function is declared, so the stub opens
//! the same namespaces, and a class derived from the function's own where it is
//! a member. What even that cannot reach (a private name, a final class) the
//! compiler rejects, and the argument can then only be left out from the right.

use super::result::returned;
use super::shape::{Shape, unqualified};
use super::{Origin, Plan, definition};
use crate::ir::{Function, Ir, NamespaceId, Scope, TypeId};

/// Adds the stub of one parameter's default.
pub(super) fn stub(plan: &mut Plan, ir: &Ir, function: &Function, ty: TypeId, text: &str) -> u32 {
    let value = match Shape::of(ir, ty) {
        Shape::Reference(referent) => match ir.as_record(referent) {
            Some(_) if ir[referent].qualifiers.is_const => referent,
            _ => ty,
        },
        Shape::Class(_, inner, _) | Shape::Enum(_, inner, _) | Shape::Pointer(inner, _) => inner,
        _ => ir.referent(ty),
    };
    let spelled = if value == ty {
        format!("::cppbind::Type<{}>", ir[ty].cpp)
    } else {
        format!("::cppbind::Type<{}>", unqualified(ir, value))
    };
    let (before, behind, path) = enclosing(ir, function.scope);
    plan.add(Origin::Implicit, &format!("default argument {text}"), None, |name| {
        let base = match function.scope {
            Scope::Record(class) => format!(" : {}", ir[class].cpp),
            Scope::Namespace(_) => String::new(),
        };
        let scope = format!("{name}_scope");
        let returned = returned(ir, value);
        let body = returned.statement(&format!("{path}::{scope}::value()"));
        let stub = definition(&returned.ty, name, &returned.parameters([]), &body, true);
        format!("{before}namespace {{ struct {scope}{base} {{ static {spelled} value() {{ return {text}; }} }}; }}{behind} {stub}")
    })
}

/// The namespaces around a scope: opened, closed again, and as a qualifier.
fn enclosing(ir: &Ir, scope: Scope) -> (String, String, String) {
    let mut id = Some(namespace_of(ir, scope));
    let (mut before, mut behind, mut path) = (String::new(), String::new(), String::new());
    while let Some(namespace) = id.map(|id| &ir[id]).filter(|namespace| namespace.parent.is_some()) {
        let word = if namespace.inline { "inline namespace" } else { "namespace" };
        before = format!("{word} {} {{ {before}", namespace.name);
        behind += " }";
        if !namespace.unnamed {
            path = format!("::{}{path}", namespace.name);
        }
        id = namespace.parent;
    }
    (before, behind, path)
}

fn namespace_of(ir: &Ir, scope: Scope) -> NamespaceId {
    match scope {
        Scope::Namespace(id) => id,
        Scope::Record(record) => namespace_of(ir, ir[record].scope),
    }
}
