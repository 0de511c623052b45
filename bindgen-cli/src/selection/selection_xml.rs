//! genreflex's `selection.xml`.
//!
//! `<lcgdict>` holds rules, those in `<exclusion>` exclude, all others select.
//! A rule is an element named for what it selects, with `name` or `pattern`
//! (`*` stands for anything), `file_name` or `file_pattern`. Members follow
//! their class, so rules on members have no effect: they are warned of where
//! they would exclude one.

use std::path::Path;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::rule::{exact, glob, path_glob};
use super::{ItemKind, Rule, Selection, warning_at};
use crate::diagnostics::Diagnostic;
use crate::error::{Error, Result};

pub(super) fn add(selection: &mut Selection, path: &Path) -> Result<Vec<Diagnostic>> {
    let text = std::fs::read_to_string(path).map_err(Error::file(path))?;
    let mut file = SelectionFile { path, text: &text, selection, open: Vec::new(), warnings: Vec::new() };
    file.read()?;
    Ok(file.warnings)
}

/// One selection file while it is read.
struct SelectionFile<'a> {
    path: &'a Path,
    text: &'a str,
    selection: &'a mut Selection,
    /// Names of the elements around the current position.
    open: Vec<String>,
    warnings: Vec<Diagnostic>,
}

impl SelectionFile<'_> {
    fn read(&mut self) -> Result<()> {
        let mut reader = Reader::from_str(self.text);
        let mut rooted = false;
        loop {
            let start = offset(reader.buffer_position());
            let event =
                reader.read_event().map_err(|error| self.damaged(offset(reader.error_position()), &error))?;
            match event {
                Event::Start(element) => {
                    rooted |= self.enter(&element, start)?;
                    self.open.push(name_of(&element));
                }
                Event::Empty(element) => rooted |= self.enter(&element, start)?,
                Event::End(_) => {
                    self.open.pop();
                }
                Event::Eof if !self.open.is_empty() => {
                    return Err(
                        self.damaged(start, &format!("<{}> is not closed", self.open[self.open.len() - 1]))
                    );
                }
                Event::Eof if !rooted => return Err(self.damaged(0, &"there is no <lcgdict>")),
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    /// One element; whether it is the root.
    fn enter(&mut self, element: &BytesStart<'_>, start: usize) -> Result<bool> {
        let name = name_of(element);
        let Some(parent) = self.open.last() else {
            return if matches!(name.as_str(), "lcgdict" | "rootdict") {
                Ok(true)
            } else {
                Err(self.damaged(start, &format!("the root is <{name}>, not <lcgdict>")))
            };
        };
        let in_rules = matches!(parent.as_str(), "lcgdict" | "rootdict" | "selection" | "exclusion");
        let excludes = self.open.iter().any(|open| open == "exclusion");
        match (name.as_str(), kinds_of(&name)) {
            (_, Some(kinds)) if in_rules => self.rule(&name, kinds, element, start, excludes)?,
            ("selection" | "exclusion", _) => {}
            ("method" | "field", _) if excludes => {
                self.warn(start, "members follow their class and cannot be excluded alone")
            }
            ("method" | "field" | "properties" | "lcgdict" | "rootdict", _) => {}
            // Schema evolution and version rules belong to ROOT's I/O.
            ("ioread" | "read" | "version", _) => {}
            _ => self.warn(start, &format!("<{name}> is unknown")),
        }
        Ok(false)
    }

    fn rule(
        &mut self,
        element_name: &str,
        kinds: &[ItemKind],
        element: &BytesStart<'_>,
        start: usize,
        excludes: bool,
    ) -> Result<()> {
        let (mut name, mut file, mut instantiate) = (None, None, None);
        for attribute in element.attributes() {
            let attribute = attribute.map_err(|error| self.damaged(start, &error))?;
            let value = attribute.unescape_value().map_err(|error| self.damaged(start, &error))?;
            match attribute.key.as_ref() {
                b"name" | b"proto_name" => {
                    let value = value.split('(').next().unwrap_or_default();
                    name = Some(exact(value));
                    instantiate = value.contains('<').then(|| value.to_owned());
                }
                b"pattern" | b"proto_pattern" => {
                    name = Some(glob(value.split('(').next().unwrap_or_default()))
                }
                b"file_name" | b"file_pattern" => file = Some(path_glob(&value)),
                _ => {}
            }
        }
        if name.is_none() && file.is_none() {
            self.warn(start, &format!("<{element_name}> has neither name nor pattern and selects nothing"));
            return Ok(());
        }
        let line = self.text[start..].trim_start().lines().next().unwrap_or_default().trim_end();
        let mut rule = Rule::new(kinds, name, file, format!("{}: {line}", self.path.display()));
        if excludes {
            self.selection.block.push(rule);
            return Ok(());
        }
        if let Some(specialisation) = instantiate {
            self.selection.instantiate.push(cppbind_abi::spelling::normalize(&specialisation));
            rule = rule.quiet();
        }
        self.selection.allow.push(rule);
        Ok(())
    }

    fn warn(&mut self, start: usize, message: &str) {
        let start = start + self.text[start..].len() - self.text[start..].trim_start().len();
        self.warnings.push(warning_at(self.path, self.text, start, message.to_owned()));
    }

    fn damaged(&self, start: usize, why: &dyn std::fmt::Display) -> Error {
        let line = self.text[..start.min(self.text.len())].matches('\n').count() + 1;
        Error::Input(format!("{}:{line}: not a selection file: {why}", self.path.display()))
    }
}

fn name_of(element: &BytesStart<'_>) -> String {
    String::from_utf8_lossy(element.name().as_ref()).into_owned()
}

fn offset(position: u64) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}

fn kinds_of(element: &str) -> Option<&'static [ItemKind]> {
    match element {
        "class" | "struct" | "union" | "enum" | "typedef" => Some(&[ItemKind::Type]),
        "function" | "operator" => Some(&[ItemKind::Function]),
        "variable" => Some(&[ItemKind::Variable]),
        "namespace" => Some(&[ItemKind::Namespace]),
        _ => None,
    }
}
