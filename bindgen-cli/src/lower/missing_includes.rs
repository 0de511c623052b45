//! Headers that need others before them: which header of the standard libraries declares what clang does not know.

use std::collections::HashSet;

use crate::diagnostics::{Diagnostic, Severity};

/// Headers, and what they declare in the global namespace, as C does.
const C: &[(&str, &[&str])] = &[
    ("stdio.h", &["FILE", "fpos_t"]),
    ("stddef.h", &["size_t", "ptrdiff_t", "max_align_t", "NULL"]),
    (
        "stdint.h",
        &[
            "int8_t",
            "int16_t",
            "int32_t",
            "int64_t",
            "uint8_t",
            "uint16_t",
            "uint32_t",
            "uint64_t",
            "intptr_t",
            "uintptr_t",
            "intmax_t",
            "uintmax_t",
            "int_fast8_t",
            "uint_fast8_t",
            "int_fast16_t",
            "uint_fast16_t",
            "int_fast32_t",
            "uint_fast32_t",
            "int_fast64_t",
            "uint_fast64_t",
            "int_least8_t",
            "uint_least8_t",
            "int_least16_t",
            "uint_least16_t",
            "int_least32_t",
            "uint_least32_t",
            "int_least64_t",
            "uint_least64_t",
        ],
    ),
    ("stdarg.h", &["va_list"]),
    ("time.h", &["time_t", "clock_t", "tm", "timespec"]),
    ("setjmp.h", &["jmp_buf"]),
    ("signal.h", &["sig_atomic_t", "sigset_t"]),
    ("wchar.h", &["wint_t", "mbstate_t"]),
    ("stdlib.h", &["div_t", "ldiv_t"]),
    ("locale.h", &["lconv"]),
    (
        "sys/types.h",
        &["ssize_t", "off_t", "pid_t", "uid_t", "gid_t", "mode_t", "dev_t", "ino_t", "u_char", "u_int"],
    ),
    ("sys/time.h", &["timeval"]),
    ("sys/socket.h", &["sockaddr", "socklen_t"]),
    ("pthread.h", &["pthread_t", "pthread_mutex_t", "pthread_cond_t"]),
];

/// Headers, and what they declare in namespace `std`.
const CPP: &[(&str, &[&str])] = &[
    ("string", &["string", "wstring", "u16string", "u32string", "basic_string", "to_string"]),
    ("string_view", &["string_view", "basic_string_view"]),
    ("vector", &["vector"]),
    ("map", &["map", "multimap"]),
    ("set", &["set", "multiset"]),
    ("unordered_map", &["unordered_map", "unordered_multimap"]),
    ("unordered_set", &["unordered_set", "unordered_multiset"]),
    ("list", &["list"]),
    ("forward_list", &["forward_list"]),
    ("deque", &["deque"]),
    ("queue", &["queue", "priority_queue"]),
    ("stack", &["stack"]),
    ("array", &["array"]),
    ("bitset", &["bitset"]),
    ("span", &["span"]),
    ("utility", &["pair", "move", "forward", "swap", "make_pair", "declval"]),
    ("tuple", &["tuple", "tie", "make_tuple"]),
    (
        "memory",
        &[
            "shared_ptr",
            "unique_ptr",
            "weak_ptr",
            "make_shared",
            "make_unique",
            "enable_shared_from_this",
            "allocator",
        ],
    ),
    ("functional", &["function", "bind", "hash", "less", "reference_wrapper"]),
    ("optional", &["optional", "nullopt"]),
    ("variant", &["variant", "monostate"]),
    ("any", &["any"]),
    ("complex", &["complex"]),
    ("chrono", &["chrono"]),
    ("filesystem", &["filesystem"]),
    ("iosfwd", &["ostream", "istream", "iostream"]),
    ("iostream", &["cout", "cerr", "cin", "endl"]),
    ("fstream", &["ifstream", "ofstream", "fstream"]),
    ("sstream", &["stringstream", "ostringstream", "istringstream"]),
    ("exception", &["exception", "exception_ptr"]),
    ("stdexcept", &["runtime_error", "logic_error", "invalid_argument", "out_of_range", "domain_error"]),
    ("mutex", &["mutex", "lock_guard", "unique_lock", "recursive_mutex", "once_flag"]),
    ("thread", &["thread"]),
    ("atomic", &["atomic"]),
    ("condition_variable", &["condition_variable"]),
    ("future", &["future", "promise"]),
    ("initializer_list", &["initializer_list"]),
    (
        "type_traits",
        &["enable_if", "enable_if_t", "is_same", "decay_t", "remove_reference_t", "conditional_t"],
    ),
    ("limits", &["numeric_limits"]),
    ("regex", &["regex"]),
    ("random", &["mt19937"]),
    ("cstddef", &["size_t", "ptrdiff_t", "nullptr_t", "byte"]),
    ("cstdint", &["int8_t", "int16_t", "int32_t", "int64_t", "uint8_t", "uint16_t", "uint32_t", "uint64_t"]),
    ("cstdio", &["FILE"]),
    ("cmath", &["sqrt", "pow", "abs", "sin", "cos"]),
];

/// Adds to the errors about names that the standard libraries declare a note which names the header; one for each name.
pub(super) fn note(errors: &mut [Diagnostic]) {
    let mut told = HashSet::new();
    for error in errors {
        let Some((name, header)) = header_for(error) else { continue };
        if told.insert(name.clone()) {
            let text = format!(
                "{name} is declared by <{header}>, which this header does not include: add --include {header}"
            );
            error.notes.push(Diagnostic::new(Severity::Note, text));
        }
    }
}

/// The name that an error misses, and the header that declares it.
fn header_for(error: &Diagnostic) -> Option<(String, &'static str)> {
    let message = &error.message;
    let quoted: Vec<&str> = message.split('\'').skip(1).step_by(2).collect();
    let unknown = ["unknown type name", "use of undeclared identifier", "variable has incomplete type"];
    let in_std = ["no type named", "no template named", "no member named", "no class named"];
    if unknown.iter().any(|start| message.starts_with(start)) {
        return match quoted.first()?.trim_start_matches("struct ") {
            "std" => from_std(name_behind(error)?),
            name => Some((name.to_owned(), declaring(C, name)?)),
        };
    }
    match quoted[..] {
        [name, "std", ..] if in_std.iter().any(|start| message.starts_with(start)) => from_std(name),
        _ => None,
    }
}

fn from_std(name: &str) -> Option<(String, &'static str)> {
    Some((format!("std::{name}"), declaring(CPP, name)?))
}

fn declaring(headers: &'static [(&str, &[&str])], name: &str) -> Option<&'static str> {
    headers.iter().find(|(_, names)| names.contains(&name)).map(|(header, _)| *header)
}

/// What stands behind `std::` where an error is.
fn name_behind(error: &Diagnostic) -> Option<&str> {
    let place = error.place.as_ref()?;
    let behind = place.source.as_ref()?.get((place.column as usize).checked_sub(1)?..)?;
    let name = behind.strip_prefix("std")?.trim_start().strip_prefix("::")?.trim_start();
    let end = name.find(|next: char| !next.is_alphanumeric() && next != '_').unwrap_or(name.len());
    Some(&name[..end])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Place;

    #[track_caller]
    fn check(message: &str, source: &str, column: u32, expected: Option<(&str, &str)>) {
        let mut error = Diagnostic::new(Severity::Error, message);
        let file = "a.h".into();
        error.place = Some(Place { file, line: 1, column, source: Some(source.to_owned()) });
        let found = header_for(&error);
        assert_eq!(found.as_ref().map(|(name, header)| (name.as_str(), *header)), expected);
    }

    #[test]
    fn names_of_the_standard_libraries_are_known() {
        check("unknown type name 'FILE'", "void f(FILE*);", 8, Some(("FILE", "stdio.h")));
        check(
            "unknown type name 'uint32_t'; did you mean '__uint32_t'?",
            "",
            1,
            Some(("uint32_t", "stdint.h")),
        );
        check("use of undeclared identifier 'std'", "std::string f();", 1, Some(("std::string", "string")));
        check("no template named 'vector' in namespace 'std'", "", 1, Some(("std::vector", "vector")));
        check("no type named 'string' in namespace 'std'", "", 1, Some(("std::string", "string")));
    }

    #[test]
    fn other_names_are_not() {
        check("unknown type name 'Nonsense'", "Nonsense x;", 1, None);
        check("no type named 'vector' in namespace 'mine'", "", 1, None);
        check("use of undeclared identifier 'std'", "std::nonsense f();", 1, None);
        check("expected ';' after 'FILE'", "", 1, None);
    }
}
