//! `compile_commands.json`: the flags that a build gives to a header, or to a source that goes with it.

use std::path::{Path, PathBuf};

use super::words;
use crate::error::{Error, Result};

/// One command of a build.
#[derive(serde::Deserialize)]
struct Entry {
    directory: PathBuf,
    file: PathBuf,
    arguments: Option<Vec<String>>,
    command: Option<String>,
}

/// The flags of a header, and the file that the build gives them to.
pub(super) struct Found {
    /// The flags that matter for reading headers, paths absolute.
    pub(super) flags: Vec<String>,
    /// The header, or the source.
    pub(super) file: PathBuf,
}

/// The flags for `header`, as named on the command line, in a build directory.
pub(super) fn flags(build_directory: &Path, header: &Path) -> Result<Found> {
    let is_file = build_directory.is_file();
    let path =
        if is_file { build_directory.to_owned() } else { build_directory.join("compile_commands.json") };
    let text = std::fs::read_to_string(&path).map_err(Error::file(&path))?;
    let entries: Vec<Entry> = serde_json::from_str(&text)
        .map_err(|error| Error::Input(format!("{}: not a compilation database: {error}", path.display())))?;
    let best = entries
        .iter()
        .max_by_key(|entry| kinship(&entry.directory.join(&entry.file), header))
        .ok_or_else(|| Error::Input(format!("{}: the compilation database is empty", path.display())))?;
    let arguments = match (&best.arguments, &best.command) {
        (Some(arguments), _) => arguments.clone(),
        (None, Some(command)) => words::split(command),
        (None, None) => {
            let file = best.file.display();
            return Err(Error::Input(format!(
                "{}: {file} has neither arguments nor command",
                path.display()
            )));
        }
    };
    Ok(Found { flags: for_headers(&arguments, &best.directory), file: best.file.clone() })
}

/// How near a built file is to a header: the header itself, its source, else the length of the common path.
fn kinship(file: &Path, header: &Path) -> (bool, bool, usize) {
    let common = file.components().zip(header.components()).take_while(|(left, right)| left == right).count();
    (file == header, file.file_stem() == header.file_stem(), common)
}

/// Those flags that change how a header reads; outputs, warnings, optimisation and visibility are the build's own.
fn for_headers(arguments: &[String], directory: &Path) -> Vec<String> {
    const PATHS: [&str; 6] = ["-isystem", "-iquote", "-idirafter", "-imacros", "-include", "-I"];
    const PREFIXES: [&str; 8] = ["-D", "-U", "-std=", "-m", "-pthread", "-stdlib=", "--sysroot=", "-f"];
    const DROPPED: [&str; 6] = ["-fvisibility", "-flto", "-fmodule", "-fdiagnostics", "-fcolor", "-fdeps"];
    let mut kept = Vec::new();
    let mut rest = arguments.iter().skip(1);
    while let Some(argument) = rest.next() {
        let value = |attached: &str, rest: &mut dyn Iterator<Item = &String>| {
            if attached.is_empty() { rest.next().cloned().unwrap_or_default() } else { attached.to_owned() }
        };
        if let Some((option, attached)) =
            PATHS.iter().find_map(|option| Some((*option, argument.strip_prefix(option)?)))
        {
            let path = value(attached, &mut rest);
            let absolute = directory.join(&path);
            // `-include config.h` may also mean a file of the search path.
            let searched = option == "-include" && !absolute.exists();
            kept.extend([option.to_owned(), if searched { path } else { absolute.display().to_string() }]);
        } else if argument == "-D" || argument == "-U" {
            kept.push(argument.clone() + &value("", &mut rest));
        } else if argument == "-o" || argument == "-MF" || argument == "-MT" || argument == "-MQ" {
            rest.next();
        } else if PREFIXES.iter().any(|prefix| argument.starts_with(prefix))
            && !DROPPED.iter().any(|prefix| argument.starts_with(prefix))
        {
            kept.push(argument.clone());
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn build(text: &str) -> tempfile::TempDir {
        let directory = tempfile::tempdir().unwrap();
        std::fs::write(directory.path().join("compile_commands.json"), text).unwrap();
        directory
    }

    #[track_caller]
    fn check(header: &str, expected: &[&str]) {
        let directory = build(
            r#"[
            {"directory": "/p/build", "file": "../src/a.cpp", "command": "c++ -I../inc -DA=\"x y\" -O2 -c ../src/a.cpp -o -Dodd"},
            {"directory": "/p/build", "file": "/p/src/b.cpp",
             "arguments": ["c++", "-isystem", "sys", "-D", "B", "-std=c++20", "-fvisibility=hidden", "-fno-rtti", "-Wall"]}
            ]"#,
        );
        assert_eq!(flags(directory.path(), Path::new(header)).unwrap().flags, expected);
    }

    #[track_caller]
    fn check_wrong(text: &str, expected: &str) {
        let directory = build(text);
        let error = flags(directory.path(), Path::new("/p/a.h")).err().expect("an error").to_string();
        assert!(error.contains(expected), "{error}");
    }

    #[test]
    fn the_source_of_the_same_stem_gives_its_flags() {
        check("/p/inc/a.h", &["-I", "/p/build/../inc", "-DA=x y"]);
        check("/p/inc/b.h", &["-isystem", "/p/build/sys", "-DB", "-std=c++20", "-fno-rtti"]);
    }

    #[test]
    fn without_one_the_nearest_source_does() {
        check("/p/src/other.h", &["-isystem", "/p/build/sys", "-DB", "-std=c++20", "-fno-rtti"]);
    }

    #[test]
    fn a_wrong_database_is_named() {
        check_wrong("{", "compile_commands.json: not a compilation database");
        check_wrong("[]", "the compilation database is empty");
        check_wrong(r#"[{"directory": "/", "file": "a.cpp"}]"#, "neither arguments nor command");
        let error = flags(Path::new("/nowhere"), Path::new("/p/a.h")).err().unwrap().to_string();
        assert!(error.starts_with("/nowhere/compile_commands.json: "), "{error}");
    }
}
