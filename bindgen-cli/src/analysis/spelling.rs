//! Declarations as users read them.

use crate::ir::{Function, FunctionKind, Ir, Scope};

/// The qualified name of a scope; empty for the global namespace.
pub fn scope_name(ir: &Ir, scope: Scope) -> &str {
    match scope {
        Scope::Namespace(id) => &ir[id].qualified,
        Scope::Record(id) => &ir[id].qualified,
    }
}

/// `scope::name`.
pub(super) fn qualify(scope: &str, name: &str) -> String {
    if scope.is_empty() { name.to_owned() } else { format!("{scope}::{name}") }
}

/// `int ns::C::f(int a, double b = 1.) const`.
pub fn signature(ir: &Ir, function: &Function) -> String {
    let result = match function.kind {
        FunctionKind::Constructor | FunctionKind::Conversion => String::new(),
        FunctionKind::Static => format!("static {} ", ir[function.result].spelling),
        FunctionKind::Free | FunctionKind::Method => format!("{} ", ir[function.result].spelling),
    };
    let name = qualify(scope_name(ir, function.scope), &function.name);
    let arguments = function
        .template_arguments
        .as_ref()
        .map_or(String::new(), |arguments| format!("<{}>", arguments.join(",")));
    let mut parameters: Vec<String> = function
        .parameters
        .iter()
        .map(|parameter| {
            let declared = declare(&ir[parameter.ty].spelling, &parameter.name);
            match &parameter.default {
                Some(default) => format!("{declared} = {}", default.text),
                None => declared,
            }
        })
        .collect();
    if function.variadic {
        parameters.push("...".into());
    }
    let suffix = if function.is_const { " const" } else { "" };
    format!("{result}{name}{arguments}({}){suffix}", parameters.join(", "))
}

/// A variable of a type: the name stands inside the parentheses of `void(*)(int)`.
pub(super) fn declare(ty: &str, name: &str) -> String {
    if name.is_empty() {
        return ty.to_owned();
    }
    for inside in ["(*", "(&"] {
        if let Some(position) = ty.find(&format!("{inside})")) {
            let cut = position + inside.len();
            return format!("{}{name}{}", &ty[..cut], &ty[cut..]);
        }
    }
    match ty.find('[') {
        Some(position) if !ty.contains('<') => format!("{} {name}{}", &ty[..position], &ty[position..]),
        _ => format!("{ty} {name}"),
    }
}

#[cfg(test)]
mod tests {
    use super::declare;

    #[test]
    fn a_name_stands_where_the_declarator_has_it() {
        assert_eq!(declare("const std::string&", "s"), "const std::string& s");
        assert_eq!(declare("void(*)(int)", "f"), "void(*f)(int)");
        assert_eq!(declare("int(&)[3]", "a"), "int(&a)[3]");
        assert_eq!(declare("int[3]", "a"), "int a[3]");
        assert_eq!(declare("int", ""), "int");
    }
}
