//! Options as compilers spell them, rewritten for clap.
//!
//! Compilers have options with one dash and more than one letter. clap would
//! read `-isystem` as `-i -s -y ...`, so each of the few that `cppbind` takes is
//! given its second dash here; nothing behind `--` is touched.

use std::ffi::{OsStr, OsString};

/// Options whose value is the next argument or follows directly.
const WITH_DIRECTORY: [&str; 3] = ["isystem", "iquote", "idirafter"];

/// Rewrites `-std=X`, `-include X`, `-isystem X`, `-isystemX` and the like to clap's spelling.
pub(super) fn for_clap(arguments: impl IntoIterator<Item = OsString>) -> Vec<OsString> {
    let mut passed_through = false;
    arguments
        .into_iter()
        .map(|argument| {
            passed_through |= argument == "--";
            if passed_through { argument } else { rewrite(&argument).unwrap_or(argument) }
        })
        .collect()
}

/// The command line as a shell would read it, the program by its own name.
pub(super) fn for_shell(arguments: &[OsString]) -> String {
    let quoted = arguments.iter().skip(1).map(|argument| shell_word(&argument.to_string_lossy()));
    std::iter::once("cppbind".to_owned()).chain(quoted).collect::<Vec<_>>().join(" ")
}

/// A word as a shell reads it, in quotes where it needs them.
pub fn shell_word(word: &str) -> String {
    let plain = |character: char| character.is_alphanumeric() || "_-./=:+,@%".contains(character);
    let is_plain = !word.is_empty() && word.chars().all(plain);
    if is_plain { word.to_owned() } else { format!("'{}'", word.replace('\'', r"'\''")) }
}

fn rewrite(argument: &OsStr) -> Option<OsString> {
    let word = argument.to_str()?.strip_prefix('-')?;
    if word == "include" || word.starts_with("std=") || WITH_DIRECTORY.contains(&word) {
        return Some(format!("--{word}").into());
    }
    WITH_DIRECTORY
        .iter()
        .find_map(|option| Some(format!("--{option}={}", word.strip_prefix(option)?)))
        .map(OsString::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(input: &str, expected: &str) {
        let arguments = for_clap(input.split(' ').map(OsString::from));
        let joined: Vec<_> = arguments.iter().map(|argument| argument.to_str().unwrap()).collect();
        assert_eq!(joined.join(" "), expected);
    }

    #[test]
    fn long_options_with_one_dash_get_their_second() {
        check("gen a.h -std=c++20 -isystem /x", "gen a.h --std=c++20 --isystem /x");
        check("gen a.h -include b.h -iquote q", "gen a.h --include b.h --iquote q");
    }

    #[test]
    fn a_directory_may_follow_directly() {
        check("gen a.h -isystem/x -idirafter./y", "gen a.h --isystem=/x --idirafter=./y");
    }

    #[test]
    fn shells_read_the_line_again() {
        let arguments =
            ["/x/cppbind", "gen", "a.h", "--instantiate", "std::vector<A>", "-DX='1'"].map(OsString::from);
        assert_eq!(for_shell(&arguments), r"cppbind gen a.h --instantiate 'std::vector<A>' '-DX='\''1'\'''");
    }

    #[test]
    fn all_else_stays() {
        check("gen a.h -Ix -I x -DY=1 -lz -o out", "gen a.h -Ix -I x -DY=1 -lz -o out");
        check("gen a.h -- -std=c++11 -isystem /x", "gen a.h -- -std=c++11 -isystem /x");
    }
}
