//! What is to be packaged: the command line, the file, and the rules for both.

use std::path::{Path, PathBuf};

use super::config::{CPPBIND, Config, PYPROJECT, Said, error_at};
use super::metadata::Metadata;
use super::name::{self, Name};
use crate::analysis::Exposed;
use crate::diagnostics::{Diagnostic, Severity};
use crate::error::{Error, Result};
use crate::generate::Front;
use crate::options::{Environment, Input, Package};
use crate::reporter::Reporter;

/// The version where nobody names one.
const NO_VERSION: &str = "0.0.0";

/// What is to be packaged.
#[derive(Clone, Debug)]
pub(super) struct Project {
    pub(super) name: Name,
    pub(super) version: String,
    pub(super) description: Option<String>,
    pub(super) metadata: Metadata,
    /// The namespace to show, where the user has chosen one.
    namespace: Option<Said>,
    pub(super) bundle: bool,
    /// Headers and sources.
    pub(super) files: Vec<String>,
    pub(super) input: Input,
    /// The project's directory, from the working directory.
    pub(super) directory: PathBuf,
    /// What was chosen without being asked for.
    pub(super) notes: Vec<Diagnostic>,
}

impl Project {
    /// Reads the file, where one is wanted, and adds the command line.
    ///
    /// # Errors
    /// Something is missing, unknown or wrong; it is shown where it stands.
    pub(super) fn read(options: &Package, environment: &Environment) -> Result<Self> {
        let (config, directory) = match find(options, environment)? {
            Some((config, directory)) => (Some(config), directory),
            None => (None, PathBuf::new()),
        };
        let from_line = |value: &Option<String>| value.clone().map(|text| Said { text, place: None });
        let from_file =
            |part: fn(&Config) -> &Option<Said>| config.as_ref().and_then(|config| part(config).clone());
        let missing = |what: &str, option: &str| match &config {
            Some(config) => error_at(config.start.clone(), what),
            None => Error::Usage(format!("{what} ({option})")),
        };

        let name = from_line(&options.name).or_else(|| from_file(|config| &config.name));
        let name = Name::of(&name.ok_or_else(|| missing("the package has no name", "--name NAME"))?)?;
        let mut notes = Vec::new();
        let version = match from_line(&options.version).or_else(|| from_file(|config| &config.version)) {
            Some(said) => name::version(&said)?,
            None => {
                let told = format!("the package's version is {NO_VERSION} (--version names another)");
                notes.push(Diagnostic::new(Severity::Note, told));
                NO_VERSION.to_owned()
            }
        };
        let description = from_line(&options.description).or_else(|| from_file(|config| &config.description));
        if let Some(wrong) = description.as_ref().filter(|said| said.text.contains(['\n', '\r'])) {
            return Err(wrong.wrong("the description has more than one line"));
        }
        let namespace = from_line(&options.namespace).or_else(|| from_file(|config| &config.namespace));
        let bundle = options.bundle || config.as_ref().is_some_and(|config| config.bundle);

        let mut files = config.as_ref().map_or_else(Vec::new, |config| config.files.clone());
        files.extend(options.files.iter().cloned());
        if files.is_empty() {
            return Err(missing("no header is named", "HEADER..."));
        }
        let (input, metadata) = match config {
            Some(config) => (merged(config.input, &options.input), config.metadata),
            None => (options.input.clone(), Metadata::none()),
        };
        notes.extend(metadata.notes.iter().cloned());
        let description = description.map(|said| said.text);
        Ok(Self { name, version, description, metadata, namespace, bundle, files, input, directory, notes })
    }

    /// The namespace that the package shows.
    ///
    /// # Errors
    /// The headers declare no such namespace.
    pub(super) fn exposed(&self, front: &Front, reporter: &mut dyn Reporter) -> Result<Exposed> {
        let (ir, facts) = (&front.ir, &front.facts);
        let exposed = match &self.namespace {
            Some(said) => {
                let wanted = said.text.trim_start_matches("::");
                Exposed::named(ir, facts, wanted).ok_or_else(|| {
                    let candidates = Exposed::candidates(ir, facts);
                    let there = match candidates.as_slice() {
                        [] => "they declare none".to_owned(),
                        some => format!("they declare {}", some.join(", ")),
                    };
                    said.wrong(format!("the headers declare no namespace `{wanted}`; {there}"))
                })?
            }
            None => Exposed::by_default(ir, facts)
                .ok_or_else(|| Error::Input("the headers declare nothing".to_owned()))?,
        };
        let left_out = exposed.left_out(ir, facts);
        if self.namespace.is_none() && !left_out.is_empty() {
            const TOLD: usize = 5;
            let shown = &ir[facts.namespaces[exposed.namespace].id].qualified;
            let mut named: Vec<_> = left_out.iter().take(TOLD).cloned().collect();
            if left_out.len() > TOLD {
                named.push(format!("{} more", left_out.len() - TOLD));
            }
            let told = format!(
                "the package shows the namespace `{shown}`, so not {} (an empty namespace shows all)",
                named.join(", ")
            );
            reporter.diagnostic(&Diagnostic::new(Severity::Warning, told));
        }
        Ok(exposed)
    }
}

/// The file and the way to its directory; `None` where the command line names the headers, and so says all.
fn find(options: &Package, environment: &Environment) -> Result<Option<(Config, PathBuf)>> {
    let read = |name: &Path| {
        let directory = name.parent().unwrap_or(Path::new("")).to_owned();
        let config = Config::read(&environment.directory.join(name), name)?;
        Ok::<_, Error>(config.map(|mut config| {
            config.relocate(&directory, &environment.directory);
            (config, directory)
        }))
    };
    if let Some(named) = &options.config {
        let no_table = || Error::Input(format!("{} has no [tool.cppbind]", named.display()));
        return read(named)?.ok_or_else(no_table).map(Some);
    }
    if !options.files.is_empty() {
        return Ok(None);
    }
    for name in [CPPBIND, PYPROJECT] {
        if environment.directory.join(name).is_file()
            && let Some(found) = read(Path::new(name))?
        {
            return Ok(Some(found));
        }
    }
    Err(Error::Usage(format!(
        "no header is named, and there is neither a {CPPBIND} here nor a {PYPROJECT} with [tool.cppbind]"
    )))
}

/// What the file says, with what the command line says besides.
fn merged(mut file: Input, line: &Input) -> Input {
    fn extend<T: Clone>(list: &mut Vec<T>, more: &[T]) {
        list.extend(more.iter().cloned());
    }
    extend(&mut file.include_directories, &line.include_directories);
    extend(&mut file.system_directories, &line.system_directories);
    extend(&mut file.quote_directories, &line.quote_directories);
    extend(&mut file.after_directories, &line.after_directories);
    extend(&mut file.defines, &line.defines);
    extend(&mut file.undefines, &line.undefines);
    extend(&mut file.forced_includes, &line.forced_includes);
    extend(&mut file.libraries, &line.libraries);
    extend(&mut file.library_directories, &line.library_directories);
    extend(&mut file.pkg_config, &line.pkg_config);
    extend(&mut file.flags, &line.flags);
    extend(&mut file.selection, &line.selection);
    extend(&mut file.instantiate, &line.instantiate);
    file.standard = line.standard.clone().or(file.standard);
    file.build_directory = line.build_directory.clone().or(file.build_directory);
    let (lists, more) = (&mut file.lists, &line.lists);
    extend(&mut lists.allowlist_type, &more.allowlist_type);
    extend(&mut lists.allowlist_function, &more.allowlist_function);
    extend(&mut lists.allowlist_var, &more.allowlist_var);
    extend(&mut lists.allowlist_item, &more.allowlist_item);
    extend(&mut lists.allowlist_file, &more.allowlist_file);
    extend(&mut lists.blocklist_type, &more.blocklist_type);
    extend(&mut lists.blocklist_function, &more.blocklist_function);
    extend(&mut lists.blocklist_var, &more.blocklist_var);
    extend(&mut lists.blocklist_item, &more.blocklist_item);
    extend(&mut lists.blocklist_file, &more.blocklist_file);
    file
}
