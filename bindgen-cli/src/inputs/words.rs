//! Words of a shell command: what pkg-config prints, compile_commands.json's `command` and a dictionary's record hold.

/// Splits at white space outside quotes; a backslash quotes one character.
pub(crate) fn split(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match (character, quote) {
            ('\\', None | Some('"')) => word.get_or_insert_default().extend(characters.next()),
            (_, Some(open)) if character == open => quote = None,
            ('"' | '\'', None) => {
                quote = Some(character);
                word.get_or_insert_default();
            }
            (_, None) if character.is_whitespace() => words.extend(word.take()),
            _ => word.get_or_insert_default().push(character),
        }
    }
    words.extend(word);
    words
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn quotes_and_backslashes_keep_blanks() {
        assert_eq!(
            split(r#"a "b c" d\ e 'f "g' -DX=\"y\" """#),
            ["a", "b c", "d e", "f \"g", "-DX=\"y\"", ""]
        );
        assert_eq!(split("  \n"), [""; 0]);
    }
}
