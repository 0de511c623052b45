//! Default arguments.

use super::context::Lowering;
use super::enums::is_signed;
use super::skips::one_line;
use crate::clang::{Cursor, CursorKind, Token, Value};
use crate::ir::{DefaultArgument, DefaultValue, TypeId, TypeKind};

impl<'tu> Lowering<'tu> {
    /// The default argument of a parameter.
    pub(super) fn default_argument(&self, parameter: Cursor<'tu>, ty: TypeId) -> Option<DefaultArgument> {
        let text = match parameter.tokens() {
            Some(tokens) => text_behind_equals(&tokens)?,
            // The parameter comes from a macro: clang prints what it became.
            None => behind_equals(&one_line(&parameter.pretty()))?,
        };
        let value = self.default_value(parameter, ty, &text);
        Some(DefaultArgument { text, value })
    }

    fn default_value(&self, parameter: Cursor<'tu>, ty: TypeId, text: &str) -> Option<DefaultValue> {
        let value_type = match self.ir[ty].kind {
            TypeKind::LValueReference(inner) | TypeKind::RValueReference(inner) => inner,
            _ => ty,
        };
        match self.ir[value_type].kind {
            TypeKind::Pointer(_) => is_null(text).then_some(DefaultValue::Null),
            TypeKind::Builtin(_) if !takes_addresses(text) => match parameter.evaluate()? {
                Value::Signed(value) => Some(DefaultValue::Signed(value)),
                Value::Unsigned(value) => Some(DefaultValue::Unsigned(value)),
                Value::Float(value) => Some(DefaultValue::Float(value)),
                Value::Text(_) => None,
            },
            TypeKind::Enum(enumeration) => match parameter.evaluate() {
                Some(Value::Signed(value)) => Some(DefaultValue::Signed(value)),
                Some(Value::Unsigned(value)) => Some(DefaultValue::Unsigned(value)),
                // clang does not evaluate scoped enumerations.
                _ => {
                    let name = text.rsplit("::").next()?.trim();
                    let signed = is_signed(&self.ir[self.ir[enumeration].underlying].kind);
                    named_enumerator(parameter, name).map(|enumerator| {
                        match enumerator.enumerator_value(signed) {
                            value if signed => DefaultValue::Signed(value as i64),
                            value => DefaultValue::Unsigned(value),
                        }
                    })
                }
            },
            _ => None,
        }
    }
}

/// The enumerator that an expression consists of.
fn named_enumerator<'tu>(parameter: Cursor<'tu>, name: &str) -> Option<Cursor<'tu>> {
    parameter
        .children()
        .into_iter()
        .filter(|child| child.kind() == CursorKind::DeclarationReference)
        .filter_map(Cursor::referenced)
        .find(|target| target.kind() == CursorKind::Enumerator && target.spelling() == name)
}

fn is_null(text: &str) -> bool {
    let inner = text.trim_matches(['(', ')', ' ']);
    matches!(inner, "nullptr" | "0" | "NULL" | "__null" | "0L" | "nullptr_t{}" | "{}")
        || text.starts_with('(') && text.ends_with(")0")
        || text.starts_with('(') && text.ends_with(") 0")
}

/// clang's evaluation takes the address of something for a number where it is cast to one.
fn takes_addresses(text: &str) -> bool {
    text.contains("reinterpret_cast") || text.replace("&&", "").contains('&')
}

fn text_behind_equals(tokens: &[Token]) -> Option<String> {
    let mut depth = 0;
    let equals = tokens.iter().position(|token| {
        match token.text.as_str() {
            "(" | "[" | "{" | "<" => depth += 1,
            ")" | "]" | "}" | ">" => depth -= 1,
            ">>" => depth -= 2,
            _ => {}
        }
        depth <= 0 && token.text == "="
    })?;
    let mut text = String::new();
    for token in &tokens[equals + 1..] {
        if token.spaced && !text.is_empty() {
            text.push(' ');
        }
        text += &token.text;
    }
    (!text.is_empty()).then_some(text)
}

fn behind_equals(declaration: &str) -> Option<String> {
    declaration.split_once(" = ").map(|(_, text)| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<Token> {
        text.split(' ').map(|word| Token { text: word.to_owned(), spaced: false, offset: 0 }).collect()
    }

    #[test]
    fn the_text_behind_the_equals_sign() {
        assert_eq!(text_behind_equals(&tokens("int a = f ( 1 , 2 )")).as_deref(), Some("f(1,2)"));
        assert_eq!(text_behind_equals(&tokens("enable_if < ( a == b ) > t = { }")).as_deref(), Some("{}"));
        assert_eq!(text_behind_equals(&tokens("int a")), None);
    }

    #[test]
    fn null_pointers() {
        for text in ["nullptr", "0", "NULL", "(void *)0", "__null"] {
            assert!(is_null(text), "{text}");
        }
        assert!(!is_null("10"));
        assert!(!is_null("f(0)"));
    }
}
