//! The command line and the environment: the only module that reads either.
//!
//! [`Options::read`] turns both into plain data. Compilers spell some options
//! with one dash and several letters (`-isystem DIR`, `-std=c++20`), which clap
//! does not know: [`spelling`] rewrites those first.
//!
//! A leaf: may not know any other module.

mod command;
mod environment;
mod input;
mod spelling;

use std::ffi::OsString;

use clap::Parser;

pub use command::{
    CacheAction, Check, Command, Emit, Explain, Freeze, Gen, MessageFormat, Messages, Package, Serve,
};
pub use environment::Environment;
pub use input::{Input, Lists};
pub use spelling::shell_word;

/// Everything that a run is told from outside.
#[derive(Clone, Debug)]
pub struct Options {
    /// What to do.
    pub command: Command,
    /// How to talk about it.
    pub messages: Messages,
    /// Where it runs.
    pub environment: Environment,
}

impl Options {
    /// Reads the process's own arguments and environment.
    ///
    /// # Errors
    /// Usage errors, and the requests for help and version, which clap words and prints.
    pub fn read() -> Result<Self, clap::Error> {
        Self::parse(std::env::args_os(), Environment::read())
    }

    /// Reads these arguments, the program's name first.
    ///
    /// # Errors
    /// As [`Options::read`].
    pub fn parse(
        arguments: impl IntoIterator<Item = OsString>,
        environment: Environment,
    ) -> Result<Self, clap::Error> {
        let arguments: Vec<OsString> = arguments.into_iter().collect();
        let line = spelling::for_shell(&arguments);
        let is_command = |argument: &&OsString| command::NAMES.iter().any(|name| argument == name);
        let arguments = match arguments.iter().skip(1).find(is_command) {
            // A script's arguments are its own.
            Some(command) if command == "freeze" => arguments,
            _ => spelling::for_clap(arguments),
        };
        let parsed = command::CommandLine::try_parse_from(arguments)?;
        let messages = parsed.messages.clone();
        let command = match parsed.command()? {
            Command::Gen(generate) => Command::Gen(Gen { line, ..generate }),
            Command::Package(package) => Command::Package(Box::new(Package { line, ..*package })),
            other => other,
        };
        Ok(Self { command, messages, environment })
    }
}

#[cfg(test)]
mod tests;
