//! Normal names of what clang prints.

use cppbind_abi::spelling::normalize;

/// The standard's typedefs of character templates: template, typedef, whether for every character type or
/// for `char` and `wchar_t` only.
const STANDARD: &[(&str, &str, bool)] = &[
    ("basic_string", "string", true),
    ("basic_string_view", "string_view", true),
    ("basic_ios", "ios", false),
    ("basic_streambuf", "streambuf", false),
    ("basic_ostream", "ostream", false),
    ("basic_istream", "istream", false),
    ("basic_iostream", "iostream", false),
    ("basic_stringbuf", "stringbuf", false),
    ("basic_stringstream", "stringstream", false),
    ("basic_ostringstream", "ostringstream", false),
    ("basic_istringstream", "istringstream", false),
    ("basic_filebuf", "filebuf", false),
    ("basic_fstream", "fstream", false),
    ("basic_ofstream", "ofstream", false),
    ("basic_ifstream", "ifstream", false),
];

/// Character types, the prefix of their typedefs, and whether streams have one.
const CHARACTERS: &[(&str, &str, bool)] = &[
    ("char", "", true),
    ("wchar_t", "w", true),
    ("char8_t", "u8", false),
    ("char16_t", "u16", false),
    ("char32_t", "u32", false),
];

/// clang's spelling of a canonical type or a name, in normal form.
pub(super) fn normal(spelling: &str) -> String {
    let written = spelling.replace("(anonymous namespace)::", "").replace("std::__cxx11::", "std::");
    standard_typedefs(&normalize(&written))
}

/// `std::basic_string<char>` -> `std::string`, anywhere in a normal spelling.
fn standard_typedefs(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(found) = rest.find("std::basic_") {
        let (before, behind) = rest.split_at(found);
        result += before;
        let standalone =
            !result.ends_with(|character: char| character.is_alphanumeric() || "_:".contains(character));
        match replacement(behind).filter(|_| standalone) {
            Some((typedef, length)) => {
                result += &typedef;
                rest = &behind[length..];
            }
            None => {
                result += "std::basic_";
                rest = &behind["std::basic_".len()..];
            }
        }
    }
    result + rest
}

/// The typedef for the specialisation that `text` begins with, and the specialisation's length.
fn replacement(text: &str) -> Option<(String, usize)> {
    for (template, typedef, every) in STANDARD {
        let Some(arguments) =
            text["std::".len()..].strip_prefix(template).and_then(|rest| rest.strip_prefix('<'))
        else {
            continue;
        };
        for (character, prefix, streams) in CHARACTERS {
            if (*every || *streams)
                && arguments.strip_prefix(character).is_some_and(|rest| rest.starts_with('>'))
            {
                let length = "std::".len() + template.len() + 1 + character.len() + 1;
                return Some((format!("std::{prefix}{typedef}"), length));
            }
        }
    }
    None
}

/// A qualified name.
pub(super) fn join(scope: &str, name: &str) -> String {
    if scope.is_empty() { name.to_owned() } else { format!("{scope}::{name}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(input: &str, expected: &str) {
        assert_eq!(normal(input), expected);
    }

    #[test]
    fn standard_typedefs_are_used() {
        check("std::basic_string<char>", "std::string");
        check(
            "std::map<std::basic_string<char>, std::basic_ostream<wchar_t> *>",
            "std::map<std::string,std::wostream*>",
        );
        check("std::basic_string_view<char16_t>::size_type", "std::u16string_view::size_type");
        check(
            "std::basic_string<char, std::char_traits<char>, A>",
            "std::basic_string<char,std::char_traits<char>,A>",
        );
        check("mystd::basic_string<char>", "mystd::basic_string<char>");
        check("std::__cxx11::basic_string<char>", "std::string");
    }

    #[test]
    fn unnamed_namespaces_leave_no_trace() {
        check("ns::(anonymous namespace)::A", "ns::A");
    }
}
