//! `[project]`: what installers and indexes want to know of a package besides its name.
//!
//! The keys are those of a `pyproject.toml` (<https://packaging.python.org/en/latest/specifications/pyproject-toml/>), what is
//! written those of <https://packaging.python.org/en/latest/specifications/core-metadata/>.
//!
//! May not know: what the package holds.

use std::collections::BTreeMap;
use std::path::{Component, Path};
use std::str::FromStr;

use serde::Deserialize;
use toml::{Spanned, Value};

use super::config::error_at;
use crate::diagnostics::{Diagnostic, Place, Severity};
use crate::error::{Error, Result};

/// The versions of Python that the runtime supports.
const PYTHON: &str = ">=3.9";

/// What `cppbind package` finds out by itself, or is told.
const OWN: [&str; 3] = ["name", "version", "description"];

/// The table as it stands in the file.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct Table {
    pub(super) name: Option<Spanned<String>>,
    pub(super) version: Option<Spanned<String>>,
    pub(super) description: Option<Spanned<String>>,
    readme: Option<Spanned<Value>>,
    requires_python: Option<Spanned<String>>,
    license: Option<Spanned<Value>>,
    license_files: Vec<Spanned<String>>,
    authors: Vec<Person>,
    maintainers: Vec<Person>,
    keywords: Vec<Spanned<String>>,
    classifiers: Vec<Spanned<String>>,
    urls: BTreeMap<String, Spanned<String>>,
    scripts: BTreeMap<String, Spanned<String>>,
    gui_scripts: BTreeMap<String, Spanned<String>>,
    entry_points: BTreeMap<String, BTreeMap<String, Spanned<String>>>,
    dependencies: Vec<Spanned<String>>,
    optional_dependencies: BTreeMap<String, Vec<Spanned<String>>>,
    dynamic: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Person {
    name: Option<Spanned<String>>,
    email: Option<Spanned<String>>,
}

/// What the wheel says of itself.
#[derive(Clone, Debug, Default)]
pub(super) struct Metadata {
    /// The lines of METADATA, but for the version of the format, the package's name and version, and the description's line.
    headers: String,
    /// The long description.
    body: Option<String>,
    /// Licences are told as the version 2.4 of the format does.
    names_licences: bool,
    /// Files beside METADATA.
    pub(super) files: BTreeMap<String, Vec<u8>>,
    /// What the file asks for in vain.
    pub(super) notes: Vec<Diagnostic>,
}

/// The file: its directory, and the places of its characters.
struct File<'a> {
    directory: &'a Path,
    place: &'a dyn Fn(usize) -> Place,
}

impl Table {
    /// Checks what the table says, and reads the files that it names below `directory`.
    ///
    /// # Errors
    /// A value that no metadata can hold, or a file that is not there, shown where the table names it.
    pub(super) fn read(&self, directory: &Path, place: &dyn Fn(usize) -> Place) -> Result<Metadata> {
        let file = File { directory, place };
        let mut found = Metadata::default();
        let keywords = lines(&file, &self.keywords)?;
        if !keywords.is_empty() {
            found.header("Keywords", &keywords.join(","));
        }
        found.people(&file, "Author", &self.authors)?;
        found.people(&file, "Maintainer", &self.maintainers)?;
        if let Some(license) = &self.license {
            found.licence(&file, license)?;
        }
        for pattern in &self.license_files {
            found.licence_files(&file, pattern)?;
        }
        for classifier in lines(&file, &self.classifiers)? {
            found.header("Classifier", classifier);
        }
        for (label, url) in &self.urls {
            found.header("Project-URL", &format!("{}, {}", file.text(label, url)?, file.line(url)?));
        }
        found.header("Requires-Python", &self.python(&file)?);
        for dependency in &self.dependencies {
            found.header("Requires-Dist", file.requirement(dependency)?);
        }
        for (extra, dependencies) in &self.optional_dependencies {
            found.header("Provides-Extra", extra);
            for dependency in dependencies {
                let requirement = match file.requirement(dependency)?.rsplit_once(';') {
                    Some((what, marker)) => format!("{what}; ({}) and extra == '{extra}'", marker.trim()),
                    None => format!("{}; extra == '{extra}'", file.requirement(dependency)?),
                };
                found.header("Requires-Dist", &requirement);
            }
        }
        if let Some(readme) = &self.readme {
            found.readme(&file, readme)?;
        }
        self.entry_points(&file, &mut found)?;
        for asked in self.dynamic.iter().filter(|asked| !OWN.contains(&asked.get_ref().as_str())) {
            let told = format!("cppbind does not find out `{}`: the package is without it", asked.get_ref());
            let mut note = Diagnostic::new(Severity::Warning, told);
            note.place = Some(place(asked.span().start));
            found.notes.push(note);
        }
        Ok(found)
    }

    fn python(&self, file: &File<'_>) -> Result<String> {
        let Some(said) = &self.requires_python else { return Ok(PYTHON.to_owned()) };
        let wanted = file.line(said)?;
        match pep440_rs::VersionSpecifiers::from_str(wanted) {
            Ok(wanted) if wanted.is_empty() => Ok(PYTHON.to_owned()),
            Ok(wanted) => Ok(format!("{PYTHON}, {wanted}")),
            Err(error) => Err(file.wrong(said, format!("no versions as PEP 440 wants them: {error}"))),
        }
    }

    /// <https://packaging.python.org/en/latest/specifications/entry-points/>
    fn entry_points(&self, file: &File<'_>, found: &mut Metadata) -> Result<()> {
        let own = [("console_scripts", &self.scripts), ("gui_scripts", &self.gui_scripts)];
        let others = self.entry_points.iter().map(|(group, entries)| (group.as_str(), entries));
        let mut text = String::new();
        for (group, entries) in own.into_iter().chain(others).filter(|(_, entries)| !entries.is_empty()) {
            text += &format!("[{group}]\n");
            for (name, object) in entries {
                text += &format!("{} = {}\n", file.text(name, object)?, file.line(object)?);
            }
        }
        if !text.is_empty() {
            found.files.insert("entry_points.txt".into(), text.into_bytes());
        }
        Ok(())
    }
}

impl Metadata {
    /// The lines for a package that has nothing to say.
    pub(super) fn none() -> Self {
        let mut found = Self::default();
        found.header("Requires-Python", PYTHON);
        found
    }

    /// METADATA. `summary` is the description's line, `requires` what the package needs for itself.
    pub(super) fn text(&self, name: &str, version: &str, summary: Option<&str>, requires: &str) -> String {
        let format = if self.names_licences { "2.4" } else { "2.1" };
        let mut text = format!("Metadata-Version: {format}\nName: {name}\nVersion: {version}\n");
        if let Some(summary) = summary {
            text += &format!("Summary: {summary}\n");
        }
        text += &self.headers;
        text += &format!("Requires-Dist: {requires}\n");
        if let Some(body) = &self.body {
            text += &format!("\n{body}");
        }
        text
    }

    fn header(&mut self, key: &str, value: &str) {
        self.headers += &format!("{key}: {value}\n");
    }

    /// Names by themselves, and those with an address.
    fn people(&mut self, file: &File<'_>, role: &str, people: &[Person]) -> Result<()> {
        let (mut names, mut addresses) = (Vec::new(), Vec::new());
        for person in people {
            if let Some(name) = person.name.as_ref().filter(|name| name.get_ref().contains(',')) {
                return Err(file.wrong(name, "commas separate the names of several people"));
            }
            match (&person.name, &person.email) {
                (Some(name), Some(email)) => {
                    addresses.push(format!("{} <{}>", file.line(name)?, file.line(email)?));
                }
                (None, Some(email)) => addresses.push(file.line(email)?.to_owned()),
                (Some(name), None) => names.push(file.line(name)?.to_owned()),
                (None, None) => {}
            }
        }
        for (key, values) in [(role.to_owned(), names), (format!("{role}-email"), addresses)] {
            if !values.is_empty() {
                self.header(&key, &values.join(", "));
            }
        }
        Ok(())
    }

    /// An SPDX expression; in the older form, a text or a file.
    fn licence(&mut self, file: &File<'_>, license: &Spanned<Value>) -> Result<()> {
        let table = match license.get_ref() {
            Value::String(expression) => {
                self.header("License-Expression", file.text(expression, license)?);
                self.names_licences = true;
                return Ok(());
            }
            table => table,
        };
        match (table.get("text").and_then(Value::as_str), table.get("file").and_then(Value::as_str)) {
            (Some(text), None) => {
                let folded: Vec<&str> = text.trim().lines().collect();
                self.header("License", &folded.join("\n        "));
                Ok(())
            }
            (None, Some(name)) => self.licence_file(name, file.bytes(name, license)?),
            _ => Err(file.wrong(license, "an SPDX expression, or one of `file` and `text`, is expected")),
        }
    }

    /// The files that a pattern names.
    fn licence_files(&mut self, file: &File<'_>, pattern: &Spanned<String>) -> Result<()> {
        let text = file.line(pattern)?;
        let is_below = Path::new(text).components().all(|part| matches!(part, Component::Normal(_)));
        if !is_below {
            return Err(file.wrong(pattern, "the pattern leads out of the project"));
        }
        let directory = glob::Pattern::escape(&file.directory.display().to_string());
        let whole = Path::new(&directory).join(text).display().to_string();
        let found = glob::glob(&whole).map_err(|error| file.wrong(pattern, error.to_string()))?;
        let before = self.files.len();
        for path in found.filter_map(std::result::Result::ok).filter(|path| path.is_file()) {
            let name = path.strip_prefix(file.directory).unwrap_or(&path).display().to_string();
            self.licence_file(&name, file.bytes(&name, pattern)?)?;
        }
        if self.files.len() == before {
            return Err(file.wrong(pattern, "the pattern names no file"));
        }
        Ok(())
    }

    fn licence_file(&mut self, name: &str, bytes: Vec<u8>) -> Result<()> {
        self.names_licences = true;
        if self.files.insert(format!("licenses/{name}"), bytes).is_none() {
            self.header("License-File", name);
        }
        Ok(())
    }

    fn readme(&mut self, file: &File<'_>, readme: &Spanned<Value>) -> Result<()> {
        let of_name = |name: &str| -> Result<&'static str> {
            match Path::new(name).extension().and_then(|extension| extension.to_str()) {
                Some("md") => Ok("text/markdown"),
                Some("rst") => Ok("text/x-rst"),
                Some("txt") => Ok("text/plain"),
                _ => Err(file
                    .wrong(readme, "`content-type` is missing: the file is neither .md nor .rst nor .txt")),
            }
        };
        let (content_type, text) = match readme.get_ref() {
            Value::String(name) => (of_name(name)?.to_owned(), file.string(name, readme)?),
            table => {
                let part = |key: &str| table.get(key).and_then(Value::as_str);
                let text = match (part("file"), part("text")) {
                    (Some(name), None) => file.string(name, readme)?,
                    (None, Some(text)) => text.to_owned(),
                    _ => {
                        return Err(
                            file.wrong(readme, "a file's name, or one of `file` and `text`, is expected")
                        );
                    }
                };
                let content_type = match (part("content-type"), part("file")) {
                    (Some(content_type), _) => file.text(content_type, readme)?.to_owned(),
                    (None, Some(name)) => of_name(name)?.to_owned(),
                    (None, None) => return Err(file.wrong(readme, "`content-type` is missing")),
                };
                (content_type, text)
            }
        };
        self.header("Description-Content-Type", &content_type);
        self.body = Some(text);
        Ok(())
    }
}

fn lines<'a>(file: &File<'_>, values: &'a [Spanned<String>]) -> Result<Vec<&'a str>> {
    values.iter().map(|value| file.line(value)).collect()
}

impl File<'_> {
    fn wrong<T>(&self, said: &Spanned<T>, message: impl Into<String>) -> Error {
        error_at((self.place)(said.span().start), message)
    }

    /// A value that stands on one line of the metadata.
    fn line<'a>(&self, said: &'a Spanned<String>) -> Result<&'a str> {
        self.text(said.get_ref(), said)
    }

    fn text<'a, T>(&self, text: &'a str, said: &Spanned<T>) -> Result<&'a str> {
        match text {
            _ if text.trim().is_empty() => Err(self.wrong(said, "the value is empty")),
            _ if text.contains(['\n', '\r']) => Err(self.wrong(said, "the value has more than one line")),
            _ => Ok(text),
        }
    }

    /// What another package is required by; whether there is one, only installers know.
    fn requirement<'a>(&self, said: &'a Spanned<String>) -> Result<&'a str> {
        let text = self.line(said)?;
        if text.starts_with(|first: char| first.is_ascii_alphanumeric()) {
            Ok(text)
        } else {
            Err(self.wrong(said, format!("`{text}` requires no package (PEP 508)")))
        }
    }

    fn bytes<T>(&self, name: &str, said: &Spanned<T>) -> Result<Vec<u8>> {
        std::fs::read(self.directory.join(name)).map_err(|error| self.wrong(said, format!("{name}: {error}")))
    }

    fn string<T>(&self, name: &str, said: &Spanned<T>) -> Result<String> {
        String::from_utf8(self.bytes(name, said)?)
            .map_err(|_| self.wrong(said, format!("{name} is no UTF-8")))
    }
}
