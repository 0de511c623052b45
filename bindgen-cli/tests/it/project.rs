//! A directory with a user's files, and the command run in it.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::libclang::libclang;

/// A user's directory.
pub(crate) struct Project {
    directory: tempfile::TempDir,
    variables: Vec<(&'static str, PathBuf)>,
}

/// What a run left.
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Project {
    /// Files with their texts.
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let directory = tempfile::tempdir().expect("there is room for temporary files");
        let project = Self { directory, variables: vec![("LIBCLANG_PATH", libclang())] };
        for (name, text) in files {
            project.write(name, text);
        }
        project
    }

    /// Sets an environment variable of the runs.
    pub(crate) fn with(mut self, variable: &'static str, value: impl Into<PathBuf>) -> Self {
        self.variables.retain(|(name, _)| *name != variable);
        self.variables.push((variable, value.into()));
        self
    }

    pub(crate) fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("a file has a directory")).expect("it can be made");
        std::fs::write(path, text).expect("it can be written");
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.directory.path().canonicalize().expect("it exists").join(name)
    }

    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Runs `cppbind` with these words.
    pub(crate) fn cppbind(&self, words: &str) -> Run {
        self.cppbind_with(&words.split_whitespace().collect::<Vec<_>>())
    }

    /// Runs `cppbind` with these arguments.
    pub(crate) fn cppbind_with(&self, arguments: &[&str]) -> Run {
        self.run(Path::new(env!("CARGO_BIN_EXE_cppbind")), arguments)
    }

    pub(crate) fn run(&self, program: &Path, arguments: &[&str]) -> Run {
        let mut command = Command::new(program);
        command
            .args(arguments)
            .current_dir(self.path(""))
            .env_remove("CXX")
            .env("NO_COLOR", "1")
            .env("LC_ALL", "C");
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        let output = command.output().unwrap_or_else(|error| panic!("{}: {error}", program.display()));
        Run {
            code: output.status.code().expect("it ends by itself"),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

impl Run {
    /// It succeeded.
    #[track_caller]
    pub(crate) fn succeeds(self) -> Self {
        assert_eq!(self.code, 0, "{}", self.stderr);
        self
    }

    /// It ended with this code and told this on standard error.
    #[track_caller]
    pub(crate) fn fails(self, code: i32, told: &str) -> Self {
        assert!(
            self.code == code && self.stderr.contains(told),
            "exit code {}, expected {code} and `{told}`:\n{}",
            self.code,
            self.stderr
        );
        assert!(!self.stderr.contains("internal error"), "{}", self.stderr);
        self
    }

    /// It told this on standard error.
    #[track_caller]
    pub(crate) fn tells(self, told: &str) -> Self {
        assert!(self.stderr.contains(told), "expected `{told}`:\n{}", self.stderr);
        self
    }

    /// It printed this on standard output.
    #[track_caller]
    pub(crate) fn prints(self, printed: &str) -> Self {
        assert!(self.stdout.contains(printed), "expected `{printed}`:\n{}", self.stdout);
        self
    }
}
