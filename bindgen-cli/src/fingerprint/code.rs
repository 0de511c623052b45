//! What a compiler reads of a C++ file: its text without comments, and without white space that means nothing.

/// The text without comments. White space is left out but between two words and in preprocessor directives, which keep
/// a line of their own; literals stay as they are. So two texts with the same code are the same however they are
/// laid out.
pub fn code(text: &[u8]) -> Vec<u8> {
    let code = Vec::with_capacity(text.len());
    let mut reader = Reader { rest: text, code, blank: false, indented: true, directive: false };
    while reader.step() {}
    reader.code
}

struct Reader<'a> {
    rest: &'a [u8],
    code: Vec<u8>,
    /// There has been white space or a comment since the last byte of code.
    blank: bool,
    /// There has been no code since the line began.
    indented: bool,
    /// The line is a preprocessor directive.
    directive: bool,
}

impl Reader<'_> {
    /// Reads the next piece; whether there was one.
    fn step(&mut self) -> bool {
        match self.rest {
            [] => return false,
            // A line that is continued is one line.
            [b'\\', b'\n', ..] => self.skip(2),
            [b'\\', b'\r', b'\n', ..] => self.skip(3),
            [b'/', b'/', ..] => self.line_comment(),
            [b'/', b'*', ..] => {
                let end = find(&self.rest[2..], b"*/").map_or(self.rest.len(), |end| end + 4);
                self.skip(end);
                self.blank = true;
            }
            [b'\n', ..] => self.end_line(),
            [byte, ..] if byte.is_ascii_whitespace() => {
                self.skip(1);
                self.blank = true;
            }
            [b'#', ..] if self.indented => {
                if !matches!(self.code.last(), None | Some(b'\n')) {
                    self.code.push(b'\n');
                }
                self.directive = true;
                self.blank = false;
                self.copy(1);
            }
            [b'"', ..] if self.is_raw() => self.raw_string(),
            [b'"', ..] => self.literal(b'"'),
            [b'\'', ..] if !self.is_in_number() => self.literal(b'\''),
            _ => self.copy(1),
        }
        true
    }

    fn skip(&mut self, count: usize) {
        self.rest = &self.rest[count..];
    }

    /// Takes the next bytes over, behind a blank where one is needed.
    fn copy(&mut self, count: usize) {
        let (taken, rest) = self.rest.split_at(count);
        if std::mem::take(&mut self.blank) {
            // Quotes count as words: what follows a literal directly is its suffix.
            let is_word =
                |byte: u8| byte.is_ascii_alphanumeric() || !byte.is_ascii() || b"_\"'".contains(&byte);
            let words = self.code.last().is_some_and(|last| is_word(*last)) && is_word(taken[0]);
            if words || self.directive {
                self.code.push(b' ');
            }
        }
        self.indented = false;
        self.code.extend_from_slice(taken);
        self.rest = rest;
    }

    fn end_line(&mut self) {
        self.skip(1);
        self.blank = true;
        self.indented = true;
        if std::mem::take(&mut self.directive) {
            self.code.push(b'\n');
            self.blank = false;
        }
    }

    /// Up to the end of the line, which a backslash continues.
    fn line_comment(&mut self) {
        let mut end = 2;
        while end < self.rest.len() && self.rest[end] != b'\n' {
            end += match &self.rest[end..] {
                [b'\\', b'\r', b'\n', ..] => 3,
                [b'\\', _, ..] => 2,
                _ => 1,
            };
        }
        self.skip(end.min(self.rest.len()));
        self.blank = true;
    }

    /// A string or a character; one that is not ended, as in the words of an `#error`, ends with its line.
    fn literal(&mut self, quote: u8) {
        let mut end = 1;
        while end < self.rest.len() && self.rest[end] != b'\n' {
            match self.rest[end] {
                b'\\' => end += 2,
                byte if byte == quote => {
                    end += 1;
                    break;
                }
                _ => end += 1,
            }
        }
        self.copy(end.min(self.rest.len()));
    }

    fn raw_string(&mut self) {
        let open = self.rest.iter().position(|byte| *byte == b'(').unwrap_or(self.rest.len() - 1);
        let end = [b")", &self.rest[1..open.max(1)], b"\""].concat();
        let length = find(self.rest, &end).map_or(self.rest.len(), |position| position + end.len());
        self.copy(length);
    }

    /// Whether the quote that comes next begins a raw string.
    fn is_raw(&self) -> bool {
        !self.blank && [&b"R"[..], b"u8R", b"uR", b"UR", b"LR"].contains(&self.word())
    }

    /// Whether the quote that comes next stands between the digits of a number.
    fn is_in_number(&self) -> bool {
        !self.blank && self.word().first().is_some_and(u8::is_ascii_digit)
    }

    /// The word at the end of the code; a number's separators are part of it.
    fn word(&self) -> &[u8] {
        let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_' || *byte == b'\'';
        let begin = self.code.iter().rposition(|byte| !is_part(byte)).map_or(0, |position| position + 1);
        &self.code[begin..]
    }
}

fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    text.windows(wanted.len()).position(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(String::from_utf8(code(text.as_bytes())).unwrap(), expected);
    }

    #[test]
    fn comments_and_layout_mean_nothing() {
        check("int f ( int a ) ; // one\n", "int f(int a);");
        check("/** two\n lines */\nint\n  f(int/* */a);", "int f(int a);");
        check("int a; // continued \\\n int b;\nint c;", "int a;int c;");
        check("unsigned /* x */ int i\\\nj;", "unsigned int ij;");
    }

    #[test]
    fn directives_keep_their_lines_and_blanks() {
        check("int a;\n  # define F (x) /* y */ 1 // z\nint b;", "int a;\n# define F (x) 1\nint b;");
        check("#define F(x) \\\n  x\n#if 1\n", "#define F(x) x\n#if 1\n");
    }

    #[test]
    fn literals_stay_as_they_are() {
        check(r#"auto s = "// no  comment \" /*";"#, r#"auto s="// no  comment \" /*";"#);
        check(r"char c = '\''; char d = '/'; // x", r"char c='\'';char d='/';");
        check("auto n = 1'000'000; // it's", "auto n=1'000'000;");
        check("auto r = R\"x(a // \" )\" )x\"; // y", "auto r=R\"x(a // \" )\" )x\";");
        check("auto r = \"a\" s; auto t = \"a\"s;", "auto r=\"a\" s;auto t=\"a\"s;");
    }

    #[test]
    fn what_does_not_end_ends_with_the_line_or_the_file() {
        check("#error don't\nint a; // x", "#error don't\nint a;");
        check("int a; /* never", "int a;");
        check("auto r = R\"(never", "auto r=R\"(never");
        check("auto s = \"never\\", "auto s=\"never\\");
        check("// \\", "");
        check("auto r = R\"", "auto r=R\"");
    }
}
