//! Sources as the rules see them: lines of code without comments and strings, and the modules that they use.

use std::path::{Path, PathBuf};

/// One crate's sources.
pub(super) struct Crate {
    pub(super) name: String,
    pub(super) files: Vec<File>,
}

/// One file.
pub(super) struct File {
    /// From the crate's `src`.
    pub(super) path: PathBuf,
    lines: Vec<Line>,
    /// The crate's modules that the file uses, and where.
    uses: Vec<(usize, String)>,
}

/// One line of code.
pub(super) struct Line {
    /// The top-level module.
    pub(super) module: String,
    pub(super) code: String,
    path: PathBuf,
    number: usize,
}

impl Crate {
    pub(super) fn read(package: &Path) -> Self {
        let source = package.join("src");
        let mut paths = Vec::new();
        collect(&source, &mut paths);
        paths.sort();
        assert!(!paths.is_empty(), "{} has sources", package.display());
        let files = paths.iter().map(|path| {
            let text = std::fs::read_to_string(path).expect("sources are text");
            File::of(path.strip_prefix(&source).expect("it lies in src"), path, &text)
        });
        Self { name: package.display().to_string(), files: files.collect() }
    }

    pub(super) fn lines(&self) -> impl Iterator<Item = &Line> {
        self.files.iter().flat_map(|file| &file.lines)
    }

    /// Top-level modules; `lib` stands for the crate's root.
    pub(super) fn modules(&self) -> Vec<String> {
        let mut modules: Vec<String> = self.files.iter().map(|file| module_of(&file.path)).collect();
        modules.dedup();
        modules
    }

    /// What a top-level module uses of the crate: the line and the other module.
    pub(super) fn uses<'a>(&'a self, module: &str) -> impl Iterator<Item = (&'a Line, String)> + use<'a> {
        let modules = self.modules();
        let files: Vec<&File> = self.files.iter().filter(|file| module_of(&file.path) == module).collect();
        let uses = files
            .into_iter()
            .flat_map(|file| file.uses.iter().map(move |(line, used)| (&file.lines[*line], used.clone())));
        uses.filter(move |(_, used)| modules.contains(used))
    }
}

impl File {
    fn of(path: &Path, full: &Path, text: &str) -> Self {
        let module = module_of(path);
        let code = code_of(text);
        let lines = code.lines().enumerate().map(|(index, line)| Line {
            module: module.clone(),
            code: line.to_owned(),
            path: full.to_owned(),
            number: index + 1,
        });
        Self { path: path.to_owned(), lines: lines.collect(), uses: uses_in(&code, depth_of(path)) }
    }

    pub(super) fn components(&self) -> impl Iterator<Item = String> {
        self.path
            .with_extension("")
            .components()
            .map(|part| part.as_os_str().to_string_lossy().into_owned())
            .collect::<Vec<_>>()
            .into_iter()
    }
}

impl Line {
    pub(super) fn place(&self) -> String {
        format!("{}:{}", self.path.display(), self.number)
    }

    pub(super) fn is_in(&self, file: &str) -> bool {
        self.path.ends_with(file)
    }

    pub(super) fn has_word(&self, word: &str) -> bool {
        words(&self.code).any(|(_, found)| found == word)
    }

    /// `env::var` but not `env::var_os`.
    pub(super) fn has_path(&self, path: &str) -> bool {
        let ends = |position: usize| !self.code[position + path.len()..].starts_with(is_word);
        let begins = |position: usize| !self.code[..position].ends_with(is_word);
        self.code.match_indices(path).any(|(position, _)| begins(position) && ends(position))
    }

    /// The name behind `mod`.
    pub(super) fn declared_module(&self) -> Option<&str> {
        let mut words = words(&self.code).map(|(_, word)| word).skip_while(|word| *word != "mod");
        words.nth(1)
    }
}

/// The dependencies of a manifest, those of tests and build scripts left out.
pub(super) fn dependencies(manifest: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(manifest).expect("the manifest is text");
    let mut section = "";
    let mut found = Vec::new();
    for line in text.lines().map(str::trim) {
        if let Some(header) = line.strip_prefix('[') {
            section = header.trim_end_matches(']');
        } else if section == "dependencies" || section.ends_with(".dependencies") {
            let name = line.split(['=', '.', ' ']).next().unwrap_or_default();
            if !name.is_empty() && !name.starts_with('#') {
                found.push(name.to_owned());
            }
        }
    }
    found
}

/// The modules that `crate::` and chains of `super::` up to the root lead to, with the indices of their lines.
fn uses_in(code: &str, depth: usize) -> Vec<(usize, String)> {
    let to_root = "super::".repeat(depth);
    let mut uses = Vec::new();
    for root in ["crate::", &to_root] {
        for (position, _) in code.match_indices(root).filter(|_| !root.is_empty()) {
            let longer = code[..position].ends_with("::")
                || code[..position].ends_with(is_word)
                || code[position + root.len()..].starts_with("super::");
            if longer {
                continue;
            }
            let line = code[..position].matches('\n').count();
            uses.extend(
                heads(&code[position + root.len()..]).into_iter().map(|(offset, name)| (line + offset, name)),
            );
        }
    }
    uses
}

/// The first names of what stands behind a root: one, or several in braces; with their distances in lines.
fn heads(rest: &str) -> Vec<(usize, String)> {
    if !rest.starts_with('{') {
        return words(rest)
            .next()
            .filter(|(position, _)| *position == 0)
            .map(|(_, word)| (0, word.to_owned()))
            .into_iter()
            .collect();
    }
    let (mut depth, mut lines, mut expected) = (0, 0, false);
    let mut heads = Vec::new();
    for (position, character) in rest.char_indices() {
        match character {
            '{' => {
                depth += 1;
                expected = depth == 1;
            }
            '}' => {
                depth -= 1;
                if depth == 0 {
                    break;
                }
            }
            ',' if depth == 1 => expected = true,
            '\n' => lines += 1,
            _ if expected && is_word(character) => {
                heads.extend(words(&rest[position..]).next().map(|(_, word)| (lines, word.to_owned())));
                expected = false;
            }
            _ => {}
        }
    }
    heads
}

/// The text without comments and the insides of strings; lines stay lines.
fn code_of(text: &str) -> String {
    let mut code = String::new();
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let skipped = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if let Some(raw) = raw_string(rest) {
            raw
        } else if character == '"' {
            string(rest)
        } else if rest.starts_with("'\"'") || rest.starts_with("'\\") {
            rest[2..].find('\'').map_or(rest.len(), |end| end + 3)
        } else {
            0
        };
        if skipped == 0 {
            code.push(character);
            rest = &rest[character.len_utf8()..];
        } else {
            code.extend(rest[..skipped].chars().filter(|skipped| *skipped == '\n'));
            rest = &rest[skipped..];
        }
    }
    code
}

fn string(text: &str) -> usize {
    let mut escaped = false;
    let end = text.char_indices().skip(1).find(|(_, character)| {
        let ends = *character == '"' && !escaped;
        escaped = *character == '\\' && !escaped;
        ends
    });
    end.map_or(text.len(), |(position, _)| position + 1)
}

fn raw_string(text: &str) -> Option<usize> {
    let hashes = text.strip_prefix('r')?.chars().take_while(|character| *character == '#').count();
    let body = text[1 + hashes..].strip_prefix('"')?;
    let close = format!("\"{}", "#".repeat(hashes));
    Some(body.find(&close).map_or(text.len(), |end| 2 + hashes + end + close.len()))
}

fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let starts = text
        .char_indices()
        .filter(|(position, character)| is_word(*character) && !text[..*position].ends_with(is_word));
    starts.map(|(position, _)| {
        (position, text[position..].split(|character| !is_word(character)).next().unwrap_or_default())
    })
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// `clang` for `clang/cursor.rs`, `check` for `check.rs`, `lib` for the crate's root.
fn module_of(path: &Path) -> String {
    let first = path.components().next().expect("a path has components");
    let name = Path::new(first.as_os_str()).file_stem().unwrap_or_default().to_string_lossy().into_owned();
    if name == "main" { "lib".to_owned() } else { name }
}

/// How many `super::` lead to the root.
fn depth_of(path: &Path) -> usize {
    let components = path.components().count();
    let is_root = matches!(path.to_str(), Some("lib.rs" | "main.rs"));
    let is_folder = path.file_name().is_some_and(|name| name == "mod.rs");
    if is_root { 0 } else { components - usize::from(is_folder) }
}

fn collect(directory: &Path, paths: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(directory).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            paths.push(path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, text: &str, expected: &[(usize, &str)]) {
        let file = File::of(Path::new(path), Path::new(path), text);
        let uses: Vec<_> = file.uses.iter().map(|(line, used)| (line + 1, used.as_str())).collect();
        assert_eq!(uses, expected);
    }

    #[test]
    fn uses_are_found_with_their_lines() {
        check("a.rs", "use crate::b::C;\nfn f() { crate::d::g() }", &[(1, "b"), (2, "d")]);
        check("a.rs", "use crate::{\n    b::{C, D},\n    e,\n};", &[(2, "b"), (3, "e")]);
    }

    #[test]
    fn supers_lead_to_the_root() {
        check("a.rs", "use super::b;", &[(1, "b")]);
        check("a/mod.rs", "use super::b;", &[(1, "b")]);
        check("a/x.rs", "use super::b;\nuse super::super::c;", &[(2, "c")]);
    }

    #[test]
    fn comments_and_strings_are_no_code() {
        check(
            "a.rs",
            "// crate::b\nlet x = \"crate::c\\\"crate::d\"; /* crate::e */\nlet y = r#\"crate::f\"#;",
            &[],
        );
        let code = code_of("'\"' unsafe // unsafe");
        assert_eq!(code.trim(), "unsafe");
    }

    #[test]
    fn words_are_whole() {
        let line =
            |code: &str| Line { module: String::new(), code: code.into(), path: PathBuf::new(), number: 1 };
        assert!(line("unsafe {").has_word("unsafe") && !line("unsafe_op").has_word("unsafe"));
        assert!(
            line("std::env::var(x)").has_path("env::var") && !line("env::var_os(x)").has_path("env::var")
        );
        assert_eq!(line("pub(crate) mod utils;").declared_module(), Some("utils"));
    }
}
