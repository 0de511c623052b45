//! Function templates that the request calls: `ns::f<int>(int&,double)`.
//!
//! Such a call tells what is called and of which types the arguments are, and nothing about the parameters of the
//! template: the main file makes the call, clang deduces, and the specialisation that it chose is lowered as any other
//! function. A name may stand for a member, a constructor, or a function of a namespace, so the main file calls each of
//! them on a line of its own, and the first line that compiles counts.

use cppbind_abi::spelling::{split_arguments, split_scope};

use super::Request;
use super::context::Lowering;
use super::function_templates::matching;
use super::names;
use super::parse::errors_by_line;
use super::plan::{Mention, Plan, TemplateCall};
use super::skips::one_line;
use crate::clang::{Cursor, CursorKind, TranslationUnit};
use crate::ir::{Access, FunctionId, FunctionKind, Scope};

/// The type of an argument that converts to whatever a parameter is: of a Python value that tells no C++ type.
pub(super) const ANY: &str = "cppbind_any";

/// The beginning of the call of a member.
const THROUGH_OBJECT: &str = "static_cast<object*>(nullptr)->";

/// What a request's call may mean in C++.
pub(super) fn calls(request: &str) -> Vec<TemplateCall> {
    let Some((head, parameters)) = take_apart(request) else { return Vec::new() };
    let parameters: Vec<String> = split_arguments(parameters).into_iter().map(str::to_owned).collect();
    let call = |object: Option<String>, callee: String| TemplateCall {
        object,
        callee,
        parameters: parameters.clone(),
    };
    let (scope, name) = split_scope(head);
    let mut calls = Vec::new();
    if !scope.is_empty() {
        let class = format!("::{scope}");
        if split_scope(scope).1.split('<').next() == Some(name) {
            calls.push(call(Some(class), "::new object".to_owned()));
        } else {
            calls.push(call(Some(class), format!("{THROUGH_OBJECT}{name}")));
        }
    }
    calls.push(call(None, format!("::{head}")));
    // A friend that no namespace declares.
    calls.push(call(None, name.to_owned()));
    calls
}

/// What is called, and the arguments' types.
fn take_apart(request: &str) -> Option<(&str, &str)> {
    let request = request.trim();
    let close = request.strip_suffix(')')?.len();
    let open = matching(request, close, '(', ')')?;
    let head = request[..open].trim().trim_start_matches("::");
    (!head.is_empty()).then(|| (head, &request[open + 1..close]))
}

impl<'tu> Lowering<'tu> {
    /// Lowers what the request calls.
    pub(super) fn called_templates(
        &mut self,
        unit: &'tu TranslationUnit,
        request: &Request,
        plan: &Plan,
    ) -> Vec<Result<FunctionId, String>> {
        let wanted = request.calls();
        if wanted.is_empty() {
            return Vec::new();
        }
        let errors = errors_by_line(unit);
        let mut index = 0;
        let mut called = Vec::new();
        for alternatives in wanted {
            let lines: Vec<TemplateCall> = alternatives.iter().flat_map(|call| calls(call)).collect();
            let mut refusals = Vec::new();
            let mut chosen = None;
            for line in &lines {
                let number = plan.line_of_call(index);
                let error = errors.iter().find(|(line, _)| *line == number).map(|(_, message)| message);
                let mention = self.mentions.get(&Mention::Call(index)).copied();
                index += 1;
                if chosen.is_some() {
                    continue;
                }
                let class = mention.and_then(object);
                match (error, mention) {
                    (None, Some(mention)) => match self.called(line, mention, class) {
                        Ok(function) => chosen = Some(function),
                        Err(reason) => refusals.push((true, reason)),
                    },
                    // Whether the line was about what there is.
                    (Some(error), _) => {
                        refusals.push((line.object.is_none() || class.is_some(), error.clone()));
                    }
                    (None, None) => {}
                }
            }
            called.push(chosen.ok_or_else(|| {
                let reason = refusals.iter().find(|(likely, _)| *likely).or(refusals.first());
                reason.map_or_else(|| "it is no call".to_owned(), |(_, reason)| reason.clone())
            }));
        }
        called
    }

    /// The function that a line calls, lowered.
    fn called(
        &mut self,
        line: &TemplateCall,
        mention: Cursor<'tu>,
        class: Option<Cursor<'tu>>,
    ) -> Result<FunctionId, String> {
        let name = plain_name(&line.callee);
        let constructs = line.callee.starts_with("::new ");
        let Some(function) = find_callee(mention, name, constructs) else {
            return Err("nothing is called".to_owned());
        };
        // What is a member of a class template's specialisation alone has another kind of pattern.
        let template = function.template().filter(|template| template.kind() == CursorKind::FunctionTemplate);
        // Members of a class template's specialisation may have waited for this call.
        if template.is_none() && class.is_none_or(|class| class.template().is_none()) {
            return Err(format!("C++ calls {} instead", one_line(&function.pretty())));
        }
        let arguments = if template.is_some() { template_arguments(function) } else { Vec::new() };
        if let Some(open) = arguments.iter().find(|argument| argument.contains(ANY)) {
            let position = line.parameters.iter().position(|parameter| parameter == ANY).unwrap_or_default();
            return Err(match open.ends_with(ANY) {
                true => format!("nothing tells the C++ type of argument {}", position + 1),
                false => format!("the C++ type of argument {} cannot be deduced", position + 1),
            });
        }
        if let Some(&known) = self.functions.get(&function.canonical())
            && class.is_none()
        {
            // A header that specialises the template declares the function, which nobody need have selected.
            let lowered = &mut self.ir[known];
            lowered.selected = true;
            if template.is_some() {
                lowered.template_arguments.get_or_insert(arguments);
            }
            self.ir.called.push(known);
            return Ok(known);
        }
        // What its result is shall be bound as well.
        let id = self.at_distance(Some(0), |lowering| match class {
            Some(class) => {
                let record = lowering.record(class);
                let kind = match function.kind() {
                    CursorKind::Constructor => FunctionKind::Constructor,
                    CursorKind::Conversion => FunctionKind::Conversion,
                    _ if function.is_static_method() => FunctionKind::Static,
                    _ => FunctionKind::Method,
                };
                let scope = Scope::Record(record);
                let id = lowering.function(function, kind, scope, Access::Public, true);
                lowering.ir[record].functions.push(id);
                id
            }
            None => {
                let scope = lowering.scope_of(function);
                let id = lowering.function(function, FunctionKind::Free, scope, Access::Public, true);
                lowering.functions.insert(function.canonical(), id);
                id
            }
        });
        if let Some(template) = template {
            self.template_defaults(id, template);
        }
        let unqualified = class.is_none() && !line.callee.starts_with("::");
        let callee = line.callee.trim_start_matches(THROUGH_OBJECT).to_owned();
        let lowered = &mut self.ir[id];
        // Fewer arguments may not tell what the template's are.
        for parameter in lowered.parameters.iter_mut().take(line.parameters.len()) {
            parameter.default = None;
        }
        lowered.template_arguments = template.map(|_| arguments);
        lowered.hidden_friend = unqualified;
        if !constructs {
            lowered.cpp = callee;
        }
        self.ir.called.push(id);
        Ok(id)
    }
}

/// The class that a line names as that of the object.
fn object<'tu>(mention: Cursor<'tu>) -> Option<Cursor<'tu>> {
    let alias = mention.children().into_iter().find(|child| child.spelling() == "object")?;
    let class = alias.typedef_target()?.canonical().declaration()?;
    matches!(class.kind(), CursorKind::Class | CursorKind::Struct | CursorKind::Union).then_some(class)
}

/// `f` of `::ns::f<int>`; `operator<` stays as it is.
fn plain_name(callee: &str) -> &str {
    let name = split_scope(callee.trim_start_matches(THROUGH_OBJECT).trim_start_matches("::")).1;
    // The longest symbol goes first: `operator<<int>` is no operator that a program writes.
    if let Some(symbol) = name.strip_prefix(OPERATOR)
        && let Some(operator) = OPERATORS.iter().find(|operator| symbol.starts_with(**operator))
    {
        return &name[..OPERATOR.len() + operator.len()];
    }
    name.split('<').next().unwrap_or(name).trim_end()
}

const OPERATOR: &str = "operator";

const OPERATORS: &[&str] = &[
    "<<=", ">>=", "<=>", "->*", "()", "[]", "->", "<<", ">>", "<=", ">=", "==", "!=", "&&", "||", "++", "--",
    "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "+", "-", "*", "/", "%", "&", "|", "^", "~", "!", "<",
    ">", "=", ",",
];

/// The function of this name, or the constructor, that an expression below `cursor` calls first.
fn find_callee<'tu>(cursor: Cursor<'tu>, name: &str, constructs: bool) -> Option<Cursor<'tu>> {
    cursor.children().into_iter().find_map(|child| {
        let called = child.referenced().filter(|function| match function.kind() {
            CursorKind::Constructor => constructs,
            CursorKind::Function | CursorKind::Method | CursorKind::Conversion => {
                !constructs && function.spelling().split('<').next() == name.split('<').next()
            }
            _ => false,
        });
        called.or_else(|| find_callee(child, name, constructs))
    })
}

/// The template arguments of a specialisation. libclang tells none of member functions, and takes packs for one argument
/// without a type: then they are read from the declaration that it prints, where a pack has brackets of its own.
fn template_arguments(function: Cursor<'_>) -> Vec<String> {
    if let Some(arguments) = function.function_template_arguments() {
        return arguments.iter().map(|argument| names::normal(argument)).collect();
    }
    let printed = one_line(&function.pretty());
    let marker = format!("{}<", function.spelling());
    let Some(start) = printed.find(&marker).map(|found| found + marker.len()) else { return Vec::new() };
    let mut depth = 1;
    for (position, character) in printed[start..].char_indices() {
        match character {
            '<' | '(' | '[' | '{' => depth += 1,
            '>' | ')' | ']' | '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            let arguments = split_arguments(&printed[start..start + position]);
            let flat = arguments.into_iter().flat_map(|argument| {
                match argument.strip_prefix('<').and_then(|pack| pack.strip_suffix('>')) {
                    Some(pack) => split_arguments(pack),
                    None => vec![argument],
                }
            });
            return flat.map(names::normal).collect();
        }
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_may_mean_several_things() {
        let callees = |request| -> Vec<(Option<String>, String)> {
            calls(request).into_iter().map(|call| (call.object, call.callee)).collect()
        };
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(callees("f<int>(int&)"), [(None, "::f<int>".into()), (None, "f<int>".into())]);
        assert_eq!(
            callees("ns::C<int>::m<bool>(int)"),
            [
                (some("::ns::C<int>"), "static_cast<object*>(nullptr)->m<bool>".into()),
                (None, "::ns::C<int>::m<bool>".into()),
                (None, "m<bool>".into()),
            ]
        );
        assert_eq!(callees("ns::C<int>::C(int)")[0], (some("::ns::C<int>"), "::new object".into()));
        assert_eq!(calls("f(std::map<int,bool>&, int)")[0].parameters, ["std::map<int,bool>&", "int"]);
        assert!(callees("f").is_empty());
    }

    #[test]
    fn names_are_found_in_callees() {
        assert_eq!(plain_name("::ns::f<int>"), "f");
        assert_eq!(plain_name("static_cast<object*>(nullptr)->m<a::b>"), "m");
        assert_eq!(plain_name("::ns::operator<<"), "operator<<");
        assert_eq!(plain_name("::ns::operator()<int>"), "operator()");
        assert_eq!(plain_name("operator+"), "operator+");
        assert_eq!(plain_name("static_cast<object*>(nullptr)->operator->"), "operator->");
    }
}
