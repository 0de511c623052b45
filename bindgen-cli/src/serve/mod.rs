//! `cppbind serve`: C++ at run time, for one Python process that this is the child of.
//!
//! Requests come as lines of JSON on standard input, answers go to standard output
//! ([`message`]). A request holds all that it depends on, so a child that was killed is
//! replaced by a new one that knows as much. [`prelude`] keeps the standard library's
//! headers precompiled, [`snippet`] parses what a user wrote, [`merge`] rewrites it so that
//! later snippets can include it, [`statements`] tells declarations from statements, [`make`]
//! turns all that into a dictionary, and [`store`] puts it where every process finds it.
//!
//! The child dies with its parent: the end of standard input ends it at once, whatever it does.
//!
//! May not know: Python, how dictionaries are loaded.

mod director;
mod first_header;
mod idle;
mod lock;
mod make;
mod merge;
mod message;
mod prelude;
mod rebuild;
mod redefined;
mod snippet;
mod statements;
mod store;
mod tools;

use std::io::{BufRead, Write};
use std::panic::AssertUnwindSafe;
use std::sync::mpsc;

pub use merge::mergeable;

use crate::cache;
use crate::diagnostics::{Diagnostic, Severity, render_human};
use crate::error::{Error, Result};
use crate::options::{Environment, Serve};
use message::{Answer, Cause, Request};
use tools::Tools;

/// How many results are made before the cache is pruned again.
const BETWEEN_PRUNINGS: usize = 32;

/// What compilers say where nothing can be written, in the language that they are run in.
const NO_ROOM: [&str; 4] =
    ["No space left on device", "Disk quota exceeded", "File too large", "File size limit exceeded"];

/// What they say where it is their fault, or where the system has killed them.
const BROKEN: [&str; 2] = ["internal compiler error", "signal terminated program"];

/// Answers requests until the parent closes its end.
///
/// # Errors
/// The answers cannot be written.
pub fn serve(options: &Serve, environment: &Environment) -> Result<()> {
    let limit = cache::limit(environment)?;
    let (sender, receiver) = mpsc::channel();
    let scratch = options.scratch.clone();
    std::thread::spawn(move || {
        for line in std::io::stdin().lock().lines() {
            let Ok(line) = line else { break };
            if sender.send(line).is_err() {
                break;
            }
        }
        // Nobody waits for an answer any more. A compiler that still runs ends by itself, for what it reads and writes is
        // gone; the result in the making is swept away later.
        if let Some(scratch) = scratch {
            std::fs::remove_dir_all(scratch).unwrap_or_default();
        }
        #[expect(clippy::disallowed_methods, reason = "main waits for a compile whose result nobody wants")]
        std::process::exit(0);
    });
    let mut tools = None;
    let mut made = 0_usize;
    for line in receiver {
        let answer = answer(&line, environment, &mut tools);
        say(&answer)?;
        if matches!(answer, Answer::Made) {
            // Whoever waits for an answer has it by now. A cache that cannot be made smaller still serves.
            if made.is_multiple_of(BETWEEN_PRUNINGS) {
                cache::prune(&environment.cache, limit).unwrap_or_default();
            }
            made += 1;
        }
    }
    Ok(())
}

/// Writes one line.
fn say(answer: &Answer) -> Result<()> {
    let mut line = serde_json::to_string(answer)
        .map_err(|error| Error::Input(format!("an answer cannot be written as JSON: {error}")))?;
    line.push('\n');
    let mut out = std::io::stdout().lock();
    out.write_all(line.as_bytes()).and_then(|()| out.flush()).map_err(Error::file("standard output"))
}

/// Does what a line asks for. A panic ends the request, not the child.
fn answer(line: &str, environment: &Environment, tools: &mut Option<Tools>) -> Answer {
    let request: Request = match serde_json::from_str(line) {
        Ok(request) => request,
        Err(error) => {
            return Answer::failed(Cause::Tool, format!("the request is not understood: {error}"));
        }
    };
    let work = AssertUnwindSafe(|| {
        if tools.as_ref().is_none_or(|tools| !tools.serve(&request)) {
            *tools = Some(Tools::find(&request, environment)?);
        }
        let Some(tools) = tools else { unreachable!("they were found above") };
        make::make(&request, tools, environment)
    });
    match std::panic::catch_unwind(work) {
        Ok(Ok(())) => Answer::Made,
        Ok(Err(error)) => failure(&error),
        Err(_) => Answer::failed(Cause::Tool, "cppbind: internal error, please report it".to_owned()),
    }
}

fn failure(error: &Error) -> Answer {
    let cause = match error {
        Error::Compile { output, .. } | Error::Link { output, .. }
            if NO_ROOM.iter().any(|words| output.contains(words)) =>
        {
            Cause::File
        }
        Error::Compile { output, .. } | Error::Link { output, .. }
            if BROKEN.iter().any(|words| output.contains(words)) =>
        {
            Cause::Tool
        }
        Error::Link { .. } => Cause::Link,
        Error::Parse(_) | Error::Compile { .. } | Error::Specialisation(_) => Cause::Code,
        Error::HeaderNotFound { .. } => Cause::Header,
        Error::File { .. } => Cause::File,
        _ => Cause::Tool,
    };
    let text = match error {
        Error::Parse(diagnostics) => diagnostics.iter().map(plain).collect(),
        Error::Compile { output, .. } | Error::Link { output, .. } if !output.is_empty() => {
            format!("{error}\n{output}")
        }
        _ => error.to_string(),
    };
    Answer::failed(cause, text)
}

/// A diagnostic as clang prints it, without colours.
fn plain(diagnostic: &Diagnostic) -> String {
    anstream::adapter::strip_str(&render_human(diagnostic)).to_string()
}

/// The warnings among diagnostics, as text.
fn warnings(diagnostics: &[Diagnostic]) -> Vec<String> {
    diagnostics.iter().filter(|told| told.severity == Severity::Warning).map(plain).collect()
}
