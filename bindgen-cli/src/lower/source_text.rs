//! The text of selected files, as far as clang keeps none of it: macros and explicit instantiations.

/// A logical line of the source: continuations joined, comments blanked.
pub(super) struct Line {
    /// Number of its first physical line, from 1.
    pub(super) number: u32,
    /// Text.
    pub(super) text: String,
}

/// Splits a source file into logical lines without comments. String and character literals are kept.
pub(super) fn logical_lines(source: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut text = String::new();
    let (mut number, mut first) = (1, 1);
    let mut characters = source.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' if characters.peek() == Some(&'\n') => {
                characters.next();
                number += 1;
            }
            '\\' if characters.peek() == Some(&'\r') => {
                characters.next();
                characters.next();
                number += 1;
            }
            '\n' => {
                lines.push(Line { number: first, text: std::mem::take(&mut text) });
                number += 1;
                first = number;
            }
            '/' if characters.peek() == Some(&'/') => {
                while characters.next_if(|next| *next != '\n').is_some() {}
            }
            '/' if characters.peek() == Some(&'*') => {
                characters.next();
                let mut previous = ' ';
                for next in characters.by_ref() {
                    if next == '\n' {
                        number += 1;
                    }
                    if previous == '*' && next == '/' {
                        break;
                    }
                    previous = next;
                }
                text.push(' ');
            }
            quote @ ('"' | '\'') => {
                let digit_separator =
                    quote == '\'' && text.ends_with(|last: char| last.is_ascii_alphanumeric());
                text.push(quote);
                if digit_separator {
                    continue;
                }
                while let Some(next) = characters.next_if(|next| *next != '\n') {
                    text.push(next);
                    if next == '\\' {
                        text.extend(characters.next_if(|next| *next != '\n'));
                    } else if next == quote {
                        break;
                    }
                }
            }
            other => text.push(other),
        }
    }
    if !text.is_empty() {
        lines.push(Line { number: first, text });
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_continuations() {
        let lines = logical_lines("#define A \\\n  1 // one\nb /* x\ny */ c\nd \"/* no */\"\n");
        let texts: Vec<(u32, &str)> = lines.iter().map(|line| (line.number, line.text.as_str())).collect();
        assert_eq!(texts, [(1, "#define A   1 "), (3, "b   c"), (5, "d \"/* no */\"")]);
    }
}
