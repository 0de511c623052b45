//! The C++ expression that calls a function exactly as it was declared.

use crate::ir::{Function, FunctionKind, Ir, RefQualifier, Scope};

/// How a virtual member function is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dispatch {
    /// As C++ does by default.
    Virtual,
    /// The named class's own: `self->C::f()`.
    Direct,
}

/// The call with these argument expressions.
pub(super) fn call(ir: &Ir, function: &Function, arguments: &[String], dispatch: Dispatch) -> String {
    let list = arguments.join(", ");
    match (function.kind, function.scope) {
        (FunctionKind::Constructor, Scope::Record(class)) => format!("new {}({list})", ir[class].cpp),
        (FunctionKind::Static, Scope::Record(class)) => {
            format!("{}::{}({list})", ir[class].cpp, function.cpp)
        }
        (FunctionKind::Method | FunctionKind::Conversion, Scope::Record(class)) => {
            let class = &ir[class].cpp;
            let object = match function.ref_qualifier {
                Some(RefQualifier::RValue) => {
                    format!("static_cast<{}{class}&&>(*self).", qualifiers(function))
                }
                _ => "self->".to_owned(),
            };
            let scope = if dispatch == Dispatch::Direct { format!("{class}::") } else { String::new() };
            let name =
                if function.kind == FunctionKind::Conversion { "operator Result" } else { &function.cpp };
            format!("{object}{scope}{name}({list})")
        }
        _ if function.hidden_friend => friend(function, arguments),
        _ if function.name.starts_with("operator") => format!("{}({list})", function.cpp),
        // In parentheses, lest a macro of that name is expanded.
        _ => format!("({})({list})", function.cpp),
    }
}

/// The object parameter of a member function.
pub(super) fn self_parameter(ir: &Ir, function: &Function) -> Option<String> {
    match (function.kind, function.scope) {
        (FunctionKind::Method | FunctionKind::Conversion, Scope::Record(class)) => {
            Some(format!("{}{}* self", qualifiers(function), ir[class].cpp))
        }
        _ => None,
    }
}

fn qualifiers(function: &Function) -> &'static str {
    match (function.is_const, function.is_volatile) {
        (false, false) => "",
        (true, false) => "const ",
        (false, true) => "volatile ",
        (true, true) => "const volatile ",
    }
}

/// A friend that no namespace declares is found through its arguments only.
fn friend(function: &Function, arguments: &[String]) -> String {
    let operator = function.name.strip_prefix("operator").map(str::trim);
    match (operator, arguments) {
        (Some("++" | "--"), [operand, _]) => format!("({operand}){}", operator.unwrap_or_default()),
        (Some(operator), [operand]) => format!("{operator}({operand})"),
        (Some(operator), [left, right]) => format!("({left}) {operator} ({right})"),
        _ => format!("{}({})", function.name, arguments.join(", ")),
    }
}
