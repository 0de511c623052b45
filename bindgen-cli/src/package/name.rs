//! What packages and their versions can be called.

use std::str::FromStr;

use super::config::Said;
use crate::analysis::is_identifier;
use crate::error::Result;

/// Modules that a package would hide from itself.
const TAKEN: [&str; 2] = ["cppyy_rs", "cppyy"];

/// A package's name in its forms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    /// As the user spells it.
    pub(super) distribution: String,
    /// As files are called: <https://packaging.python.org/en/latest/specifications/binary-distribution-format/>
    pub(super) escaped: String,
    /// As Python imports it.
    pub(super) module: String,
}

impl Name {
    /// The name, by <https://packaging.python.org/en/latest/specifications/name-normalization/>.
    ///
    /// # Errors
    /// It is none, or no module can be called so.
    pub(super) fn of(said: &Said) -> Result<Self> {
        let name = &said.text;
        let is_end = |character: Option<char>| character.is_some_and(|end| end.is_ascii_alphanumeric());
        let is_name = is_end(name.chars().next())
            && is_end(name.chars().last())
            && name.chars().all(|character| character.is_ascii_alphanumeric() || "-_.".contains(character));
        if !is_name {
            return Err(said.wrong(format!(
                "`{name}` is no name for a package: ASCII letters and digits, with `-`, `_` and `.` between them"
            )));
        }
        let module = name.replace(['-', '.'], "_");
        if !is_identifier(&module) {
            return Err(said.wrong(format!(
                "`{name}` is no name for a package: `{module}` is no name for a Python module"
            )));
        }
        if TAKEN.contains(&module.as_str()) {
            return Err(
                said.wrong(format!("`{name}` is no name for a package: it needs the module of that name"))
            );
        }
        let words = name.split(['-', '_', '.']).filter(|word| !word.is_empty());
        let escaped = words.collect::<Vec<_>>().join("_").to_ascii_lowercase();
        Ok(Self { distribution: name.clone(), escaped, module })
    }
}

/// A version in PEP 440's normal form.
///
/// # Errors
/// It is none.
pub(super) fn version(said: &Said) -> Result<String> {
    let version = pep440_rs::Version::from_str(&said.text).map_err(|error| {
        let why = error.to_string().replace('\n', " ");
        said.wrong(format!("`{}` is no version as PEP 440 wants it: {why}", said.text))
    })?;
    Ok(version.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Said {
        Said { text: text.into(), place: None }
    }

    #[track_caller]
    fn check(name: &str, escaped: &str, module: &str) {
        let found = Name::of(&said(name)).unwrap();
        assert_eq!((found.escaped.as_str(), found.module.as_str()), (escaped, module));
    }

    #[track_caller]
    fn check_wrong(name: &str, expected: &str) {
        let error = Name::of(&said(name)).unwrap_err();
        assert!(error.to_string().contains(expected), "{error}");
    }

    #[test]
    fn names_are_escaped_for_files_and_for_python() {
        check("mylib", "mylib", "mylib");
        check("My-Lib.core", "my_lib_core", "My_Lib_core");
        check("a__b", "a_b", "a__b");
    }

    #[test]
    fn wrong_names_are_told() {
        check_wrong("", "no name for a package");
        check_wrong("-x", "ASCII letters and digits");
        check_wrong("a b", "ASCII letters and digits");
        check_wrong("größe", "ASCII letters and digits");
        check_wrong("2d", "`2d` is no name for a Python module");
        check_wrong("class", "no name for a Python module");
        check_wrong("cppyy-rs", "it needs the module");
    }

    #[test]
    fn versions_are_normal() {
        assert_eq!(version(&said("1.0")).unwrap(), "1.0");
        assert_eq!(version(&said("v1.0-beta.2")).unwrap(), "1.0b2");
        assert_eq!(version(&said("2!1.0.post1+Local-7")).unwrap(), "2!1.0.post1+local.7");
        assert!(version(&said("one")).unwrap_err().to_string().contains("PEP 440"));
        assert!(version(&said("")).is_err());
    }
}
