//! One rule: a pattern on names, on files, or on both.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use cppbind_abi::spelling::normalize;
use regex::Regex;

use super::ItemKind;
use crate::diagnostics::{Diagnostic, Severity};

/// A rule that selects or excludes declarations.
#[derive(Clone, Debug)]
pub struct Rule {
    /// The kinds it is about; empty for all.
    pub(super) kinds: Vec<ItemKind>,
    /// On the whole qualified name; `None` for any.
    pub(super) name: Option<Regex>,
    /// On the whole path; `None` for any.
    pub(super) file: Option<Regex>,
    /// Reaches no further than the default selection (`link C++ all classes`).
    pub(super) in_named_headers: bool,
    /// As its author wrote it.
    pub(super) spelled: String,
    /// Shared by clones: a selection is asked through the copy in a request.
    matched: Arc<AtomicBool>,
}

impl Rule {
    /// A rule on names and files of some kinds, as spelled by its author.
    pub(super) fn new(kinds: &[ItemKind], name: Option<Regex>, file: Option<Regex>, spelled: String) -> Self {
        Self { kinds: kinds.to_vec(), name, file, in_named_headers: false, spelled, matched: Arc::default() }
    }

    /// A rule on one name in one file.
    pub fn exact(qualified: &str, file: &Path) -> Result<Self, regex::Error> {
        let whole = |text: &str| anchored(&regex::escape(text));
        let (name, path) = (whole(qualified)?, whole(&file.display().to_string())?);
        Ok(Self::new(&[], Some(name), Some(path), qualified.to_owned()))
    }

    /// Whether it may select something of a file, which is a named header or not.
    pub(super) fn reaches(&self, file: &Path, named: bool) -> bool {
        (named || !self.in_named_headers)
            && self.file.as_ref().is_none_or(|pattern| pattern.is_match(&file.display().to_string()))
    }

    /// The same, as if it had matched: nobody is warned of it.
    pub(super) fn quiet(self) -> Self {
        self.matched.store(true, Ordering::Relaxed);
        self
    }

    /// Whether it is about this declaration.
    pub(super) fn takes(&self, kind: ItemKind, qualified: &str, file: &Path) -> bool {
        let takes = (self.kinds.is_empty() || self.kinds.contains(&kind))
            && self.name.as_ref().is_none_or(|name| name.is_match(qualified))
            && self.file.as_ref().is_none_or(|pattern| pattern.is_match(&file.to_string_lossy()));
        if takes {
            self.matched.store(true, Ordering::Relaxed);
        }
        takes
    }

    /// Whether it is about everything that this file declares.
    pub(super) fn takes_whole(&self, file: &Path) -> bool {
        self.kinds.is_empty() && self.name.is_none() && self.takes(ItemKind::Type, "", file)
    }

    /// Whether it has been about any declaration yet.
    pub(super) fn matched(&self) -> bool {
        self.matched.load(Ordering::Relaxed)
    }

    /// What its author is told when it has not.
    pub(super) fn unmatched_warning(&self) -> Diagnostic {
        Diagnostic::new(Severity::Warning, format!("{} matches no declaration", self.spelled))
    }
}

/// A regular expression that must match from end to end.
pub(super) fn anchored(pattern: &str) -> Result<Regex, regex::Error> {
    // Checked alone first: `a)(b` must not become valid inside the group.
    Regex::new(pattern)?;
    Regex::new(&format!("^(?:{pattern})$"))
}

/// A C++ name, or a pattern in which `*` stands for anything.
pub(super) fn glob(pattern: &str) -> Regex {
    let parts: Vec<_> = normalize_glob(pattern).split('*').map(regex::escape).collect();
    anchored(&parts.join(".*")).expect("an escaped pattern is valid")
}

/// This C++ name and no other; pointers keep their asterisks.
pub(super) fn exact(name: &str) -> Regex {
    anchored(&regex::escape(&normalize(name))).expect("an escaped name is valid")
}

/// A path, or the end of one, in which `*` stands for anything.
pub(super) fn path_glob(pattern: &str) -> Regex {
    let parts: Vec<_> = pattern.split('*').map(regex::escape).collect();
    anchored(&format!("(?:.*/)?{}", parts.join(".*"))).expect("an escaped pattern is valid")
}

/// White space goes as in [`normalize`], which would take a `*` for a pointer.
fn normalize_glob(pattern: &str) -> String {
    pattern
        .split('*')
        .map(|part| {
            if part.ends_with("::") { normalize(part.trim_end_matches(':')) + "::" } else { normalize(part) }
        })
        .collect::<Vec<_>>()
        .join("*")
}
