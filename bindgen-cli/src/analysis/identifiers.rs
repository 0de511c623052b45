//! What a Python declaration can be called.

/// Names that no Python declaration can have.
const KEYWORDS: [&str; 35] = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def",
    "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is",
    "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
];

/// Whether a declaration can have this name.
pub fn is_identifier(name: &str) -> bool {
    let mut characters = name.chars();
    characters.next().is_some_and(|first| first.is_alphabetic() || first == '_')
        && characters.all(|character| character.is_alphanumeric() || character == '_')
        && !KEYWORDS.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_are_no_identifiers() {
        assert!(is_identifier("begin") && is_identifier("_x1"));
        assert!(
            !is_identifier("is")
                && !is_identifier("1x")
                && !is_identifier("vector<int>")
                && !is_identifier("")
        );
    }
}
