//! Functions that a class template befriends and defines: each instance brings its own.
//!
//! clang shows them nowhere but where they are used. So the main file derives a class
//! from the instance, where the template's own words mean what they mean there, and
//! calls each friend in it.

use super::context::Lowering;
use super::plan::{FriendCall, Mention};
use crate::clang::{Cursor, CursorKind, Type};
use crate::ir::{Access, FunctionKind};

impl<'tu> Lowering<'tu> {
    /// The calls that show the friends of an instance.
    pub(super) fn friend_calls(&self, instance: Cursor<'tu>, pattern: Cursor<'tu>) -> Vec<FriendCall> {
        if !self.files.selects(pattern) {
            return Vec::new();
        }
        let arguments = instance.ty().map(|ty| ty.canonical().template_arguments()).unwrap_or_default();
        let aliases = aliases(pattern, &arguments);
        let calls = friends(pattern).into_iter().map(|friend| FriendCall {
            aliases: aliases.clone(),
            parameters: parameters(friend).join(", "),
            name: Some(friend.spelling()).filter(|name| operator(name).is_none()),
            expression: expression(friend).unwrap_or_default(),
        });
        calls.collect()
    }

    /// Lowers the friends that the main file's calls have shown.
    pub(super) fn instance_friends(&mut self, pattern: Cursor<'tu>, index: usize) {
        for (number, friend) in friends(pattern).into_iter().enumerate() {
            let Some(&caller) = self.mentions.get(&Mention::Friend(index, number)) else { continue };
            let place = friend.position();
            let is_friend = |target: Cursor<'tu>| {
                let found = target.position();
                target.kind() == CursorKind::Function
                    && found.offset == place.offset
                    && found.file.map(|file| file.name()) == place.file.map(|file| file.name())
            };
            let Some(function) = find_reference(caller, &is_friend) else { continue };
            if self.functions.contains_key(&function.canonical()) {
                continue;
            }
            let scope = self.scope_of(function);
            let id = self.at_distance(None, |lowering| {
                lowering.function(function, FunctionKind::Free, scope, Access::Public, true)
            });
            self.ir[id].hidden_friend = true;
            self.functions.insert(function.canonical(), id);
        }
    }
}

/// The functions that a class template befriends, templates left out.
fn friends(pattern: Cursor<'_>) -> Vec<Cursor<'_>> {
    let friends = pattern.children().into_iter().filter(|child| child.kind() == CursorKind::Friend);
    friends.flat_map(Cursor::children).filter(|child| child.kind() == CursorKind::Function).collect()
}

/// What the template's type parameters stand for in the instance.
fn aliases(pattern: Cursor<'_>, arguments: &[Option<Type<'_>>]) -> String {
    let parameters = pattern.children().into_iter().filter(|child| {
        matches!(
            child.kind(),
            CursorKind::TemplateTypeParameter
                | CursorKind::TemplateValueParameter
                | CursorKind::TemplateTemplateParameter
        )
    });
    let mut text = String::new();
    for (parameter, argument) in parameters.zip(arguments) {
        if let (CursorKind::TemplateTypeParameter, Some(argument)) = (parameter.kind(), argument)
            && !parameter.spelling().is_empty()
        {
            text += &format!("using {} = {}; ", parameter.spelling(), argument.canonical().spelling());
        }
    }
    text
}

fn parameter_name(parameter: Cursor<'_>, index: usize) -> String {
    let name = parameter.spelling();
    if name.is_empty() { format!("cppbind_parameter_{index}") } else { name }
}

/// The parameters as the template declares them, without default arguments.
fn parameters(friend: Cursor<'_>) -> Vec<String> {
    let declared = friend.arguments().into_iter().enumerate().map(|(index, parameter)| {
        let tokens = parameter.tokens().unwrap_or_default();
        let words = tokens.iter().map(|token| token.text.as_str()).take_while(|word| *word != "=");
        let mut text = words.collect::<Vec<_>>().join(" ");
        if parameter.spelling().is_empty() {
            text += &format!(" {}", parameter_name(parameter, index));
        }
        text
    });
    declared.collect()
}

/// The operator that a function of this name is.
fn operator(name: &str) -> Option<&str> {
    name.strip_prefix("operator")
        .filter(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_' || c == '"'))
}

/// The call of a friend with its own parameters.
fn expression(friend: Cursor<'_>) -> Option<String> {
    let forwarded: Vec<String> = friend
        .arguments()
        .into_iter()
        .enumerate()
        .map(|(index, parameter)| {
            let name = parameter_name(parameter, index);
            format!("static_cast<decltype({name})&&>({name})")
        })
        .collect();
    let name = friend.spelling();
    let Some(operator) = operator(&name) else {
        return Some(format!("{name}({})", forwarded.join(", ")));
    };
    match (operator, forwarded.as_slice()) {
        ("++" | "--", [operand, _]) => Some(format!("{operand}{operator}")),
        (_, [operand]) => Some(format!("{operator}{operand}")),
        (_, [left, right]) => Some(format!("{left} {operator} {right}")),
        _ => None,
    }
}

/// The first declaration below `cursor` that an expression names and that passes the test.
fn find_reference<'tu>(cursor: Cursor<'tu>, test: &dyn Fn(Cursor<'tu>) -> bool) -> Option<Cursor<'tu>> {
    cursor.children().into_iter().find_map(|child| {
        let named = if child.kind() == CursorKind::DeclarationReference { child.referenced() } else { None };
        named.filter(|target| test(*target)).or_else(|| find_reference(child, test))
    })
}
