//! What `[[deprecated]]` makes users read: the warning of a use, and a line of the documentation.

use crate::ir::{Function, FunctionKind, Ir, Record, Scope};

use super::spelling::qualify;

/// The warning of whoever uses what is called so, in the compilers' words.
pub fn warning(qualified: &str, reason: &str) -> String {
    let stop = if reason.is_empty() { "" } else { ": " };
    format!("{qualified} is deprecated{stop}{reason}")
}

/// The warning of whoever calls a function: of a deprecated class every constructor is.
pub fn of_function(ir: &Ir, function: &Function) -> Option<String> {
    let class = match function.scope {
        Scope::Record(id) => Some(named(ir, &ir[id])),
        Scope::Namespace(_) => None,
    };
    if function.kind == FunctionKind::Constructor
        && let Some(class) = class
        && let Some(reason) = &class.deprecated
    {
        return Some(warning(&class.qualified, reason));
    }
    let scope = match function.scope {
        Scope::Record(_) => class.map_or("", |class| &class.qualified),
        Scope::Namespace(id) => &ir[id].qualified,
    };
    function.deprecated.as_ref().map(|reason| warning(&qualify(scope, &function.name), reason))
}

/// The class that users name: Python derives from a director where they derive from its base.
fn named<'a>(ir: &'a Ir, record: &'a Record) -> &'a Record {
    match record.bases.first() {
        Some(base) if record.qualified.starts_with("cppbind::Director<") => &ir[base.record],
        _ => record,
    }
}

/// The documentation of a declaration, which says that it is deprecated where its comment does not.
pub fn documentation(doc: &Option<String>, deprecated: &Option<String>) -> Option<String> {
    let Some(reason) = deprecated else { return doc.clone() };
    let said = doc.as_deref().unwrap_or("");
    if said.lines().any(|line| line.trim_start().starts_with("Deprecated")) {
        return doc.clone();
    }
    let stop = if reason.is_empty() { "." } else { ": " };
    let gap = if said.is_empty() { "" } else { "\n\n" };
    Some(format!("{said}{gap}Deprecated{stop}{reason}"))
}

#[cfg(test)]
mod tests {
    use super::{documentation, warning};

    #[test]
    fn a_warning_has_the_name_and_the_reason_if_there_is_one() {
        assert_eq!(warning("ns::f", "call g"), "ns::f is deprecated: call g");
        assert_eq!(warning("ns::f", ""), "ns::f is deprecated");
    }

    #[test]
    fn a_comment_that_says_so_itself_stays() {
        let reason = Some("call g".to_owned());
        let comment = |text: &str| Some(text.to_owned());
        assert_eq!(documentation(&None, &reason), comment("Deprecated: call g"));
        assert_eq!(documentation(&comment("Adds."), &reason), comment("Adds.\n\nDeprecated: call g"));
        assert_eq!(documentation(&comment("Deprecated: no"), &reason), comment("Deprecated: no"));
        assert_eq!(documentation(&comment("Adds."), &None), comment("Adds."));
        assert_eq!(documentation(&None, &Some(String::new())), comment("Deprecated."));
    }
}
