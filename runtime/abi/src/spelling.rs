//! The normal form of C++ names and types.
//!
//! Dictionaries store names in it and users' spellings are brought to it, so
//! that `std::map<int, std::vector<double> >`, `map<int,vector<double>>` below
//! `std`, and `unsigned` against `unsigned int` compare as bytes. Rules:
//! no white space but one blank between two words; builtin integer types by
//! their full names in the order `unsigned long long`; east `const` becomes west
//! for the outermost name (`int const&` is `const int&`); a leading `::` and
//! elaborations (`struct`, `class`, `enum`, `typename`) are dropped.

/// Brings a C++ name or type to normal form. Text that is no C++ name comes
/// back with white space normalised and nothing else changed.
pub fn normalize(text: &str) -> String {
    let tokens = fold_builtins(tokenize(text));
    join(&tokens)
}

/// Splits template arguments at top-level commas: `int,std::map<a,b>` has two.
pub fn split_arguments(arguments: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut start) = (0i32, 0);
    for (position, character) in arguments.char_indices() {
        match character {
            '<' | '(' | '[' | '{' => depth += 1,
            '>' | ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(arguments[start..position].trim());
                start = position + 1;
            }
            _ => {}
        }
    }
    let last = arguments[start..].trim();
    if !(parts.is_empty() && last.is_empty()) {
        parts.push(last);
    }
    parts
}

/// `ns::C<a::B>::D` split into `ns::C<a::B>` and `D`; the scope is empty for
/// names of the global namespace.
pub fn split_scope(qualified: &str) -> (&str, &str) {
    let bytes = qualified.as_bytes();
    let mut depth = 0i32;
    let mut cut = None;
    let mut position = 0;
    while position < bytes.len() {
        match bytes[position] {
            b'<' | b'(' => depth += 1,
            b'>' | b')' => depth -= 1,
            b':' if depth == 0 && bytes.get(position + 1) == Some(&b':') => {
                cut = Some(position);
                position += 1;
            }
            _ => {}
        }
        position += 1;
    }
    match cut {
        Some(position) => (&qualified[..position], &qualified[position + 2..]),
        None => ("", qualified),
    }
}

/// `ns::C<int,2>` split into `ns::C` and `int,2`; `None` where the last
/// component has no template arguments.
pub fn split_template(qualified: &str) -> Option<(&str, &str)> {
    let inside = qualified.strip_suffix('>')?;
    let mut depth = 1i32;
    for (position, character) in inside.char_indices().rev() {
        match character {
            '>' => depth += 1,
            '<' => {
                depth -= 1;
                if depth == 0 {
                    return Some((&inside[..position], &inside[position + 1..]));
                }
            }
            _ => {}
        }
    }
    None
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_' || character == '$'
}

fn tokenize(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let end = if is_word(first) {
            rest.find(|character| !is_word(character)).unwrap_or(rest.len())
        } else if rest.starts_with("::") {
            2
        } else {
            first.len_utf8()
        };
        tokens.push(&rest[..end]);
        rest = rest[end..].trim_start();
    }
    tokens
}

/// Drops elaborations and leading `::`, puts builtin integers in order and
/// `const` in front.
fn fold_builtins(tokens: Vec<&str>) -> Vec<String> {
    let mut folded: Vec<String> = Vec::new();
    // Where the current type's specifiers began, for `int const` -> `const int`.
    let mut starts = vec![0];
    let mut position = 0;
    while position < tokens.len() {
        let token = tokens[position];
        match token {
            "struct" | "class" | "enum" | "typename" | "union" => {}
            "::" if folded.last().is_none_or(|last| !is_name_end(last)) => {}
            "<" | "(" => {
                folded.push(token.to_owned());
                starts.push(folded.len());
            }
            ">" | ")" => {
                folded.push(token.to_owned());
                if starts.len() > 1 {
                    starts.pop();
                }
            }
            "," => {
                folded.push(token.to_owned());
                *starts.last_mut().expect("never empty") = folded.len();
            }
            "const" | "volatile" => {
                let start = *starts.last().expect("never empty");
                let behind_name = folded.len() > start
                    && !folded[start..].iter().any(|part| matches!(part.as_str(), "*" | "&" | "["));
                if behind_name
                    && folded[start..].iter().all(|part| part != token)
                    && !in_function_suffix(&folded, start)
                {
                    folded.insert(start, token.to_owned());
                } else if !behind_name || folded[start..].iter().all(|part| part != token) {
                    folded.push(token.to_owned());
                }
            }
            _ if is_integer_word(token) => {
                let end = position
                    + tokens[position..]
                        .iter()
                        .take_while(|word| is_integer_word(word) || **word == "const")
                        .count();
                let words: Vec<&str> =
                    tokens[position..end].iter().copied().filter(|word| *word != "const").collect();
                if words.len() < end - position && folded.last().is_none_or(|last| last != "const") {
                    folded.push("const".to_owned());
                }
                folded.extend(integer_name(&words));
                position = end;
                continue;
            }
            _ => folded.push(token.to_owned()),
        }
        position += 1;
    }
    folded
}

/// `f() const`: behind a parameter list `const` belongs to the function.
fn in_function_suffix(folded: &[String], start: usize) -> bool {
    folded[start..].last().is_some_and(|part| part == ")")
}

fn is_name_end(token: &str) -> bool {
    token == ">" || token.chars().next().is_some_and(is_word) && !matches!(token, "const" | "volatile")
}

fn is_integer_word(token: &str) -> bool {
    matches!(token, "unsigned" | "signed" | "short" | "long" | "int" | "char")
}

fn integer_name(words: &[&str]) -> Vec<String> {
    let count = |word: &str| words.iter().filter(|other| **other == word).count();
    let unsigned = count("unsigned") > 0;
    let base: &[&str] = if count("char") > 0 {
        if count("signed") > 0 { &["signed", "char"] } else { &["char"] }
    } else if count("short") > 0 {
        &["short"]
    } else {
        match count("long") {
            0 => &["int"],
            1 => &["long"],
            _ => &["long", "long"],
        }
    };
    let sign = unsigned.then_some("unsigned");
    sign.into_iter().chain(base.iter().copied()).map(str::to_owned).collect()
}

fn join(tokens: &[String]) -> String {
    let mut text = String::new();
    for token in tokens {
        let words =
            text.chars().next_back().is_some_and(is_word) && token.chars().next().is_some_and(is_word);
        let const_after = token == "const" && text.ends_with([')', '*', '&', '>']);
        if words || (const_after && text.ends_with(')')) {
            text.push(' ');
        }
        text += token;
        // `const` behind `>`: `vector<int> const` was moved in front already.
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(input: &str, expected: &str) {
        assert_eq!(normalize(input), expected);
        assert_eq!(normalize(expected), expected, "the normal form is stable");
    }

    #[test]
    fn white_space_goes() {
        check(" std :: map < int , std::vector< double > > ", "std::map<int,std::vector<double>>");
        check("unsigned   char", "unsigned char");
        check("const char *", "const char*");
        check("void (*)(int, double)", "void(*)(int,double)");
    }

    #[test]
    fn builtin_integers_have_one_name() {
        check("unsigned", "unsigned int");
        check("long unsigned int", "unsigned long");
        check("long long int", "long long");
        check("short int", "short");
        check("signed", "int");
        check("long double", "long double");
        check("std::vector<unsigned>", "std::vector<unsigned int>");
    }

    #[test]
    fn const_goes_west() {
        check("int const &", "const int&");
        check("std::vector<int> const&", "const std::vector<int>&");
        check("int const * const", "const int*const");
        check("char *const", "char*const");
        check("std::map<int const,T const*>", "std::map<const int,const T*>");
        check("const unsigned", "const unsigned int");
        check("unsigned const", "const unsigned int");
    }

    #[test]
    fn elaborations_go() {
        check("struct ::ns::A", "ns::A");
        check("std::vector<class ::A>", "std::vector<A>");
        check("enum E", "E");
    }

    #[test]
    fn names_are_split() {
        assert_eq!(split_scope("a::B<c::D>::E"), ("a::B<c::D>", "E"));
        assert_eq!(split_scope("B<c::D>"), ("", "B<c::D>"));
        assert_eq!(split_template("a::B<int,C<2>>"), Some(("a::B", "int,C<2>")));
        assert_eq!(split_template("a::B"), None);
        assert_eq!(split_arguments("int,std::map<a,b>, 3"), ["int", "std::map<a,b>", "3"]);
        assert_eq!(split_arguments(""), Vec::<&str>::new());
    }
}
