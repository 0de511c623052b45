//! Function templates, and the specialisations that headers instantiate explicitly.
//!
//! clang does not show `template char f<char>(char);`, so the selected files are searched
//! for such declarations, and the main file takes the address of each.

use super::context::Lowering;
use super::deduced_templates::Met;
use super::docs;
use super::instances::referenced_declaration;
use super::plan::{FunctionInstance, Mention};
use super::skips::one_line;
use super::source_text::logical_lines;
use crate::clang::{Cursor, CursorKind};
use crate::ir::{Access, FunctionKind, FunctionTemplate, Scope};
use crate::selection::ItemKind;

impl<'tu> Lowering<'tu> {
    /// A function template of a namespace of a selected file.
    pub(super) fn function_template(&mut self, cursor: Cursor<'tu>) {
        let name = cursor.spelling();
        if super::enums::is_member(cursor) || name.starts_with("<deduction guide") {
            return;
        }
        let known = self.function_templates.entry(name).or_default();
        if known.iter().any(|known| known.canonical() == cursor.canonical()) {
            return;
        }
        known.push(cursor);
        let scope = self.scope_of(cursor);
        let qualified = self.qualify(scope, &cursor.spelling());
        if self.wants(ItemKind::Function, &qualified, cursor) {
            self.met_templates.push(Met { record: None, template: cursor });
        }
    }

    /// Lists a function template, or a member template as a member of a class: its specialisations are made when Python
    /// calls it.
    pub(super) fn function_template_of(&mut self, met: Met<'tu>) {
        let template = met.template;
        let kind = match template.template_kind() {
            CursorKind::Constructor => FunctionKind::Constructor,
            CursorKind::Conversion => {
                self.skip(
                    template,
                    "conversion function template; it has no specialisations before it is called",
                );
                return;
            }
            _ if met.record.is_none() => FunctionKind::Free,
            _ if template.is_static_method() => FunctionKind::Static,
            _ => FunctionKind::Method,
        };
        if template.is_unavailable() || template.is_deleted_method() {
            return;
        }
        let scope = match met.record {
            Some(record) => Scope::Record(record),
            None => self.scope_of(template),
        };
        let name = match (kind, scope) {
            (FunctionKind::Constructor, Scope::Record(record)) => {
                self.ir[record].declares_constructor = true;
                let name = &self.ir[record].name;
                name.split_once('<').map_or(name.as_str(), |(template, _)| template).to_owned()
            }
            _ => template.spelling(),
        };
        let location = self.location(template);
        let is_known = |known: &FunctionTemplate| known.location == location && known.scope == scope;
        if self.ir.function_templates.iter().any(is_known) {
            return;
        }
        let declaration = one_line(&template.pretty());
        let declaration = if declaration.is_empty() { template.display_name() } else { declaration };
        let is_const = template.is_const_method();
        let doc = docs::plain(&template.raw_comment());
        let (required, most) = arity(template);
        self.ir.function_templates.push(FunctionTemplate {
            name,
            kind,
            scope,
            is_const,
            required,
            most,
            result: None,
            declaration,
            doc,
            location,
        });
    }

    /// Plans the explicit instantiations of the selected files, and lowers those that the main file mentions.
    pub(super) fn function_instances(&mut self) {
        self.plan_function_instances();
        for index in 0..self.old_plan.functions.len() {
            let Some(&variable) = self.mentions.get(&Mention::Function(index)) else { continue };
            let Some(function) =
                referenced_declaration(variable).filter(|target| target.kind() == CursorKind::Function)
            else {
                continue;
            };
            if self.functions.contains_key(&function.canonical()) {
                continue;
            }
            let scope = self.scope_of(function);
            let id = self.at_distance(Some(0), |lowering| {
                lowering.function(function, FunctionKind::Free, scope, Access::Public, true)
            });
            self.functions.insert(function.canonical(), id);
        }
    }

    fn plan_function_instances(&mut self) {
        let mut files: Vec<_> = Vec::new();
        for cursor in self.function_templates.values().flatten() {
            if let Some(file) = self.files.of(*cursor)
                && !files.contains(&file.path)
            {
                files.push(file.path.clone());
            }
        }
        files.sort();
        for path in files {
            let Ok(bytes) = std::fs::read(&path) else { continue };
            for declaration in explicit_instantiations(&String::from_utf8_lossy(&bytes)) {
                for template in self.function_templates.get(&declaration.name).cloned().unwrap_or_default() {
                    let namespaces = self.namespaces_around(template);
                    let instance = FunctionInstance { namespaces, expression: declaration.expression() };
                    if !self.plan.functions.contains(&instance) {
                        self.plan.functions.push(instance);
                    }
                }
            }
        }
    }

    /// The named namespaces around a declaration, from outside.
    fn namespaces_around(&mut self, cursor: Cursor<'tu>) -> Vec<String> {
        let mut names = Vec::new();
        let mut scope = self.scope_of(cursor);
        while let Scope::Namespace(id) = scope {
            let namespace = &self.ir[id];
            if !namespace.name.is_empty() && !namespace.inline {
                names.insert(0, namespace.name.clone());
            }
            match namespace.parent {
                Some(parent) => scope = Scope::Namespace(parent),
                None => break,
            }
        }
        names
    }
}

/// How many arguments a template's functions take: at least, and at most where there is no pack.
pub(super) fn arity(template: Cursor<'_>) -> (u16, Option<u16>) {
    let (mut required, mut most) = (0, Some(0));
    for parameter in template.children().into_iter().filter(|child| child.kind() == CursorKind::Parameter) {
        let tokens = parameter.tokens().unwrap_or_default();
        let has = |text: &str| tokens.iter().any(|token| token.text == text);
        if has("...") {
            most = None;
            continue;
        }
        most = most.map(|most| most + 1);
        if !has("=") {
            required += 1;
        }
    }
    (required, most)
}

/// `template char f<char>(char);` taken apart.
#[derive(Debug, PartialEq, Eq)]
struct ExplicitInstantiation {
    result: String,
    /// The scopes that qualify the name.
    namespaces: Vec<String>,
    name: String,
    /// `<char>`, or empty where they are deduced.
    arguments: String,
    parameters: String,
}

impl ExplicitInstantiation {
    fn expression(&self) -> String {
        format!("static_cast<{} (*)({})>(&{}{})", self.result, self.parameters, self.name, self.arguments)
    }
}

/// What a request like `void ns::f<char>(char)` makes the main file mention. One that is no declaration of a function
/// becomes a line that does not compile, whose error is then told.
pub(super) fn requested(declaration: &str) -> FunctionInstance {
    let declaration = declaration.trim();
    match take_apart(declaration) {
        Some(instance) => {
            let namespaces = instance.namespaces.clone();
            FunctionInstance { namespaces, expression: instance.expression() }
        }
        None => FunctionInstance { namespaces: Vec::new(), expression: declaration.to_owned() },
    }
}

/// The explicit instantiations of functions in a source file.
fn explicit_instantiations(source: &str) -> Vec<ExplicitInstantiation> {
    let text: String = logical_lines(source)
        .into_iter()
        .map(|line| line.text)
        .filter(|line| !line.trim_start().starts_with('#'))
        .flat_map(|line| [line, "\n".to_owned()])
        .collect();
    let mut found = Vec::new();
    let mut rest = text.as_str();
    while let Some(start) = rest.find("template") {
        let whole_word =
            !rest[..start].ends_with(|character: char| character.is_alphanumeric() || character == '_');
        rest = &rest[start + "template".len()..];
        if !whole_word || !rest.starts_with(char::is_whitespace) || rest.trim_start().starts_with('<') {
            continue;
        }
        let end = rest.find(['{', ';']).unwrap_or(rest.len());
        if rest[end..].starts_with(';') {
            found.extend(take_apart(rest[..end].trim()));
        }
        rest = &rest[end..];
    }
    found
}

/// Whether a request tells its function's result, as a declaration does and a call does not.
pub(super) fn tells_result(request: &str) -> bool {
    take_apart(request.trim()).is_some()
}

fn take_apart(declaration: &str) -> Option<ExplicitInstantiation> {
    let first_word = declaration.split(|character: char| !character.is_alphanumeric()).next()?;
    if matches!(first_word, "class" | "struct" | "union") {
        return None;
    }
    let close = declaration.rfind(')')?;
    let open = matching(declaration, close, '(', ')')?;
    let mut head = declaration[..open].trim_end();
    let mut arguments = "";
    if head.ends_with('>') {
        let start = matching(head, head.len() - 1, '<', '>')?;
        arguments = &head[start..];
        head = head[..start].trim_end();
    }
    let name_start = head
        .rfind(|character: char| !character.is_alphanumeric() && !matches!(character, '_' | ':'))
        .map_or(0, |at| at + 1);
    let (result, name) = head.split_at(name_start);
    let mut namespaces: Vec<String> =
        name.split("::").filter(|part| !part.is_empty()).map(str::to_owned).collect();
    let name = namespaces.pop()?;
    if result.trim().is_empty() || name.is_empty() {
        return None;
    }
    Some(ExplicitInstantiation {
        result: result.trim().to_owned(),
        namespaces,
        name,
        arguments: arguments.to_owned(),
        parameters: parameter_types(&declaration[open + 1..close]),
    })
}

/// The position of the bracket that the one at `close` closes.
pub(super) fn matching(text: &str, close: usize, opening: char, closing: char) -> Option<usize> {
    let mut depth = 0;
    for (position, character) in text[..=close].char_indices().rev() {
        if character == closing {
            depth += 1;
        } else if character == opening {
            depth -= 1;
            if depth == 0 {
                return Some(position);
            }
        }
    }
    None
}

/// Parameter lists may stand in casts with their names.
fn parameter_types(parameters: &str) -> String {
    parameters.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_declarations() {
        let instance = requested("void std::sort(std::vector<int>::iterator, std::vector<int>::iterator)");
        assert_eq!(instance.namespaces, ["std"]);
        assert_eq!(
            instance.expression,
            "static_cast<void (*)(std::vector<int>::iterator, std::vector<int>::iterator)>(&sort)"
        );
        assert_eq!(requested("nothing()").expression, "nothing()");
    }

    #[test]
    fn explicit_instantiations_are_found() {
        let source = "template<class T> T f(T t) { return t; }\ntemplate char f<char>(char);\nextern template double\n  f(double t);\ntemplate class X<int>;\n";
        let expressions: Vec<String> =
            explicit_instantiations(source).iter().map(ExplicitInstantiation::expression).collect();
        assert_eq!(
            expressions,
            ["static_cast<char (*)(char)>(&f<char>)", "static_cast<double (*)(double t)>(&f)"]
        );
    }
}
