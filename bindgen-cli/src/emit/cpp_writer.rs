//! C++ text with its lines counted, so that a compiler's complaint finds what it is about.

/// Text being written.
#[derive(Clone, Debug, Default)]
pub(super) struct CppWriter {
    text: String,
    lines: u32,
}

impl CppWriter {
    /// Writes one line, or several where `text` has line breaks.
    pub(super) fn line(&mut self, text: &str) {
        self.text += text;
        self.text.push('\n');
        self.lines += 1 + text.matches('\n').count() as u32;
    }

    /// The number of the line that is written next.
    pub(super) fn next_line(&self) -> u32 {
        self.lines + 1
    }

    /// What has been written.
    pub(super) fn finish(self) -> String {
        self.text
    }
}

/// A string literal's inside: everything but plain ASCII as octal, which ends after three digits.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'"' | b'\\' => escaped.extend(['\\', byte as char]),
            b'\n' => escaped += "\\n",
            // `??` begins a trigraph in older standards.
            b'?' => escaped += "\\?",
            b' '..=b'~' => escaped.push(byte as char),
            _ => escaped += &format!("\\{byte:03o}"),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_are_plain_ascii() {
        assert_eq!(escape("a\"b\\c\n??/"), "a\\\"b\\\\c\\n\\?\\?/");
        assert_eq!(escape("é1"), "\\303\\2511");
    }

    #[test]
    fn lines_are_counted() {
        let mut writer = CppWriter::default();
        writer.line("a\nb");
        assert_eq!(writer.next_line(), 3);
        writer.line("c");
        assert_eq!(writer.finish(), "a\nb\nc\n");
    }
}
