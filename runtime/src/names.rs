//! C++ spellings that users type, to the names that dictionaries use.
//!
//! Dictionaries hold names in normal spelling with typedefs resolved and default
//! template arguments left out. Users write `vector<size_t>` below `std`,
//! `unsigned`, `::ns::C const&`, `std::map<int, Alias>`. [`canonical`] brings the
//! second to the first; it is asked when something is bound or looked up by
//! name, never on a call.
//!
//! May not know: Python.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::RwLock;

use cppbind_abi::records::{ClassTemplateRecord, EnumRecord, NamespaceRecord, TypedefRecord};
use cppbind_abi::spelling::{normalize, split_arguments, split_scope, split_template};

use crate::dictionary::Damaged;
use crate::registry::{self, Class, Type};
use crate::state;

/// No name nests deeper; typedefs that refer to each other in a damaged
/// dictionary do.
const DEEPEST: u32 = 64;

/// Typedefs of the standard that every C++ program has, whether or not a
/// dictionary lists them.
const STANDARD: &[(&str, &str)] = &[
    ("int8_t", "signed char"),
    ("uint8_t", "unsigned char"),
    ("int16_t", "short"),
    ("uint16_t", "unsigned short"),
    ("int32_t", "int"),
    ("uint32_t", "unsigned int"),
    ("int64_t", "long"),
    ("uint64_t", "unsigned long"),
    ("intptr_t", "long"),
    ("uintptr_t", "unsigned long"),
    ("size_t", "unsigned long"),
    ("ssize_t", "long"),
    ("ptrdiff_t", "long"),
    ("uchar", "unsigned char"),
    ("ushort", "unsigned short"),
    ("uint", "unsigned int"),
    ("ulong", "unsigned long"),
];

/// Character templates that the standard has its own names for.
const CHARACTER_TEMPLATES: &[(&str, &str)] = &[
    ("std::basic_string<char>", "std::string"),
    ("std::basic_string<wchar_t>", "std::wstring"),
    ("std::basic_string<char16_t>", "std::u16string"),
    ("std::basic_string<char32_t>", "std::u32string"),
    ("std::basic_string_view<char>", "std::string_view"),
    ("std::basic_string_view<wchar_t>", "std::wstring_view"),
    ("std::basic_ostream<char>", "std::ostream"),
    ("std::basic_istream<char>", "std::istream"),
    ("std::basic_iostream<char>", "std::iostream"),
    ("std::basic_ostringstream<char>", "std::ostringstream"),
    ("std::basic_istringstream<char>", "std::istringstream"),
    ("std::basic_stringstream<char>", "std::stringstream"),
];

/// Whether every program has a typedef of this name.
pub fn is_standard_typedef(name: &str) -> bool {
    STANDARD.iter().any(|(known, _)| *known == name)
}

/// The class that a user's spelling names within a scope; typedefs are seen through.
pub fn find_class(spelling: &str, scope: &str) -> Result<Option<&'static Class>, Damaged> {
    if let Some(class) = registry::find_class(spelling)? {
        return Ok(Some(class));
    }
    registry::find_class(&canonical(spelling, scope)?)
}

/// A type's or class's spelling as dictionaries have it: normal, names looked up
/// from `scope` outwards, typedefs resolved, default template arguments left out.
/// What cannot be found stays as it is.
pub fn canonical(spelling: &str, scope: &str) -> Result<String, Damaged> {
    resolve(&normalize(spelling), scope, 0)
}

/// What the compiler has said that specialisations mean which dictionaries have by other names: those of alias
/// templates, or with arguments that are others' words for the same.
static MEANINGS: RwLock<Option<HashMap<String, String>>> = RwLock::new(None);

/// Remembers what the specialisation `spelling`, as [`canonical`] leaves it, is called.
pub fn remember(spelling: String, name: &str) {
    if spelling != name {
        let mut all = MEANINGS.write().unwrap_or_else(|poisoned| poisoned.into_inner());
        all.get_or_insert_default().insert(spelling, name.to_owned());
    }
}

fn remembered(spelling: &str) -> Option<String> {
    let all = MEANINGS.read().unwrap_or_else(|poisoned| poisoned.into_inner());
    all.as_ref()?.get(spelling).cloned()
}

fn resolve(spelling: &str, scope: &str, depth: u32) -> Result<String, Damaged> {
    if depth > DEEPEST {
        return Ok(spelling.to_owned());
    }
    let (front, core, back) = peel(spelling);
    if core.is_empty() || core.contains('(') || is_literal(core) {
        return Ok(spelling.to_owned());
    }
    let name = match split_template(core) {
        Some((template, arguments)) => specialisation(template, arguments, scope, depth)?,
        None => plain(core, scope, depth)?.into_owned(),
    };
    // `const` in front of a typedef of a pointer makes the pointer constant.
    let const_pointer = front == "const " && name.ends_with('*');
    let resolved = if const_pointer { format!("{name}const{back}") } else { format!("{front}{name}{back}") };
    Ok(normalize(&resolved))
}

/// `const C<int>*const&` taken apart: `const `, `C<int>`, `*const&`.
fn peel(spelling: &str) -> (&str, &str, &str) {
    let start = ["const volatile ", "volatile const ", "const ", "volatile "]
        .iter()
        .find(|front| spelling.starts_with(**front))
        .map_or(0, |front| front.len());
    let mut end = spelling.len();
    loop {
        let rest = &spelling[start..end];
        let shorter = rest.trim_end_matches(['*', '&', ' ']);
        let shorter = match shorter.strip_suffix("const") {
            Some(before) if before.ends_with(['*', ' ']) => before,
            _ => shorter,
        };
        let shorter = match shorter.strip_suffix(']') {
            Some(inside) => inside.rfind('[').map_or(shorter, |open| &inside[..open]),
            None => shorter,
        };
        if shorter.len() == rest.len() {
            break;
        }
        end = start + shorter.len();
    }
    (&spelling[..start], &spelling[start..end], &spelling[end..])
}

fn is_literal(core: &str) -> bool {
    core.starts_with(|first: char| first.is_ascii_digit() || matches!(first, '-' | '\'' | '"'))
}

/// A name without template arguments of its own.
fn plain<'a>(name: &'a str, scope: &str, depth: u32) -> Result<Cow<'a, str>, Damaged> {
    for candidate in candidates(name, scope) {
        if let Some(target) = typedef(&candidate)? {
            return resolve(target, split_scope(&candidate).0, depth + 1).map(Cow::Owned);
        }
        if registry::find_class(&candidate)?.is_some() || is_enum(&candidate)? || is_namespace(&candidate)? {
            return Ok(Cow::Owned(candidate));
        }
        let bare = candidate.strip_prefix("std::").unwrap_or(&candidate);
        if let Some((_, target)) = STANDARD.iter().find(|(name, _)| *name == bare) {
            return Ok(Cow::Borrowed(target));
        }
    }
    // `Outer<size_t>::Inner`: the scope has arguments of its own.
    match split_scope(name) {
        (outer, last) if outer.contains('<') => {
            Ok(Cow::Owned(format!("{}::{last}", resolve(outer, scope, depth + 1)?)))
        }
        _ => Ok(Cow::Borrowed(name)),
    }
}

fn specialisation(template: &str, arguments: &str, scope: &str, depth: u32) -> Result<String, Damaged> {
    let mut resolved = Vec::new();
    for argument in split_arguments(arguments) {
        resolved.push(resolve(argument, scope, depth + 1)?);
    }
    for candidate in candidates(template, scope) {
        if let Some(meant) = remembered(&format!("{candidate}<{}>", resolved.join(","))) {
            return Ok(meant);
        }
        for dictionary in state::dictionaries() {
            let Some((_, record)) = dictionary.find::<ClassTemplateRecord>(&candidate)? else { continue };
            let parameters = dictionary.name(record.parameters)?;
            let shortest = without_defaults(&resolved, parameters);
            for count in (shortest..=resolved.len()).rev() {
                if count < resolved.len() && !is_default(parameters, &resolved, count, &candidate, depth)? {
                    break;
                }
                let name = format!("{candidate}<{}>", resolved[..count].join(","));
                if registry::find_class(&name)?.is_some() {
                    return Ok(folded(name));
                }
            }
            return Ok(folded(format!("{candidate}<{}>", resolved.join(","))));
        }
        let name = folded(format!("{candidate}<{}>", resolved.join(",")));
        if registry::find_class(&name)?.is_some() {
            return Ok(name);
        }
    }
    Ok(folded(format!("{template}<{}>", resolved.join(","))))
}

/// How many leading arguments cannot be left out, since their parameter has no default.
fn without_defaults(arguments: &[String], parameters: &str) -> usize {
    let parameters = split_arguments(parameters);
    // Those of a pack are all there is to tell its specialisations apart.
    if parameters.iter().any(|parameter| parameter.contains("...")) {
        return arguments.len();
    }
    let required = parameters.iter().take_while(|parameter| !parameter.contains('=')).count();
    required.min(arguments.len())
}

/// Whether the argument at `index` is what its parameter has by default.
fn is_default(
    parameters: &str,
    arguments: &[String],
    index: usize,
    template: &str,
    depth: u32,
) -> Result<bool, Damaged> {
    let parameters = split_arguments(parameters);
    let Some((_, default)) = parameters.get(index).and_then(|parameter| parameter.split_once('=')) else {
        return Ok(false);
    };
    let named: Vec<(&str, &str)> = parameters
        .iter()
        .zip(arguments)
        .filter_map(|(parameter, argument)| Some((parameter_name(parameter)?, argument.as_str())))
        .collect();
    let default = normalize(&with_arguments(default.trim(), &named));
    let default = resolve(&default, split_scope(template).0, depth + 1)?;
    // Defaults are spelled as the header has them, inside the template's own namespace.
    let bare = |text: &str| text.replace("std::", "");
    Ok(bare(&default) == bare(&arguments[index]))
}

/// The name of a parameter that is declared as `typename T = int`.
fn parameter_name(parameter: &str) -> Option<&str> {
    let declared = parameter.split_once('=').map_or(parameter, |(declared, _)| declared).trim_end();
    let start = declared.rfind(|character: char| !is_word(character)).map_or(0, |before| before + 1);
    Some(&declared[start..]).filter(|name| !name.is_empty() && start > 0)
}

/// A text with arguments in the place of parameters' names.
fn with_arguments(text: &str, named: &[(&str, &str)]) -> String {
    let mut result = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|character: char| is_word(character) != is_word(first)).unwrap_or(rest.len());
        let (word, behind) = rest.split_at(end);
        let argument = named.iter().find(|(name, _)| *name == word).map_or(word, |(_, argument)| argument);
        result.push_str(argument);
        rest = behind;
    }
    result
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

fn folded(name: String) -> String {
    let short = CHARACTER_TEMPLATES.iter().find(|(long, _)| {
        name.strip_prefix(long.strip_suffix('>').unwrap_or(long))
            .is_some_and(|rest| rest.starts_with(['>', ',']))
    });
    match short {
        Some((_, short)) => (*short).to_owned(),
        None => name,
    }
}

/// The name in the scope, in the scopes around it, and globally.
fn candidates(name: &str, scope: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut scope = scope;
    while !scope.is_empty() {
        all.push(format!("{scope}::{name}"));
        scope = split_scope(scope).0;
    }
    all.push(name.to_owned());
    all
}

/// What a typedef stands for.
pub fn typedef(qualified: &str) -> Result<Option<&'static str>, Damaged> {
    for dictionary in state::dictionaries() {
        if let Some((_, record)) = dictionary.find::<TypedefRecord>(qualified)? {
            return Type::new(dictionary, record.target)?.spelling().map(Some);
        }
    }
    Ok(None)
}

fn is_enum(qualified: &str) -> Result<bool, Damaged> {
    for dictionary in state::dictionaries() {
        if dictionary.find::<EnumRecord>(qualified)?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

fn is_namespace(qualified: &str) -> Result<bool, Damaged> {
    for dictionary in state::dictionaries() {
        for namespace in dictionary.all::<NamespaceRecord>() {
            if dictionary.name(namespace.qualified)? == qualified {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(spelling: &str, expected: &str) {
        assert_eq!(canonical(spelling, "").unwrap(), expected);
    }

    #[test]
    fn the_standards_typedefs_are_known() {
        check("std::size_t", "unsigned long");
        check("uint8_t", "unsigned char");
        check("std::vector<size_t>", "std::vector<unsigned long>");
        check("const int32_t *", "const int*");
        check("std::map<std::string, std::uint16_t const&>", "std::map<std::string,const unsigned short&>");
    }

    #[test]
    fn character_templates_have_short_names() {
        check("std::basic_string<char>", "std::string");
        check("std::basic_string<char, std::char_traits<char>, std::allocator<char>>", "std::string");
        check("std::vector<std::basic_string_view<char>>", "std::vector<std::string_view>");
        check("std::basic_string<charm>", "std::basic_string<charm>");
    }

    #[test]
    fn what_is_not_known_stays() {
        check("ns::Unknown<2, 'c'>", "ns::Unknown<2,'c'>");
        check("unsigned", "unsigned int");
        check("void (*)(int)", "void(*)(int)");
        check("int[3]", "int[3]");
    }

    #[test]
    fn declarators_are_peeled() {
        assert_eq!(peel("const C<int>*const&"), ("const ", "C<int>", "*const&"));
        assert_eq!(peel("C"), ("", "C", ""));
        assert_eq!(peel("int[2][3]"), ("", "int", "[2][3]"));
        assert_eq!(peel("myconst*"), ("", "myconst", "*"));
    }

    #[test]
    fn defaults_are_told_from_other_arguments() {
        let is = |parameters: &str, arguments: &[&str], index| {
            let arguments: Vec<String> = arguments.iter().map(|text| (*text).to_owned()).collect();
            is_default(parameters, &arguments, index, "ns::C", 0).unwrap()
        };
        assert!(is("class T, class U = T, int N = 3", &["int", "int", "3"], 2));
        assert!(is("class T, class U = T, int N = 3", &["int", "int"], 1));
        assert!(!is("class T, class U = T, int N = 3", &["int", "double"], 1));
        assert!(!is("class T, class U = T, int N = 3", &["int", "int", "4"], 2));
        let map = "typename _Key, typename _Tp, typename _Alloc = std::allocator<pair<const _Key, _Tp> >";
        assert!(is(map, &["int", "char", "std::allocator<std::pair<const int,char>>"], 2));
        assert!(!is(map, &["int", "char", "Mine<int>"], 2));
        assert!(!is("class T", &["int", "int"], 1));
    }

    #[test]
    fn names_are_looked_up_outwards() {
        assert_eq!(candidates("C", "a::b"), ["a::b::C", "a::C", "C"]);
        assert_eq!(candidates("C", ""), ["C"]);
    }
}
