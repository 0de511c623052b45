//! For people: clang's style on standard error, and a progress line on a terminal.

use std::io::{Stderr, Write};
use std::time::Duration;

use anstream::AutoStream;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::{Progress, Reporter, Summary};
use crate::diagnostics::{Diagnostic, render_human};

/// A run that ends sooner shows no progress.
const PATIENCE: Duration = Duration::from_secs(1);

/// Writes for people.
pub struct HumanReporter {
    stream: AutoStream<Stderr>,
    progress: ProgressBar,
    /// Whether there has been a stage. Commands without one leave the terminal to others.
    staged: bool,
    verbose: bool,
}

impl HumanReporter {
    /// Writes to standard error; `auto` colours obey `NO_COLOR` and the terminal.
    pub fn new(color: clap::ColorChoice, verbose: bool) -> Self {
        let choice = match color {
            clap::ColorChoice::Auto => anstream::ColorChoice::Auto,
            clap::ColorChoice::Always => anstream::ColorChoice::Always,
            clap::ColorChoice::Never => anstream::ColorChoice::Never,
        };
        let progress = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        progress.set_style(
            ProgressStyle::with_template("{spinner} {msg} ({elapsed})").expect("a valid template"),
        );
        Self { stream: AutoStream::new(std::io::stderr(), choice), progress, staged: false, verbose }
    }

    fn write(&mut self, text: &str) {
        let stream = &mut self.stream;
        // There is nobody left to tell when standard error is closed.
        self.progress
            .suspend(|| stream.write_all(text.as_bytes()).and_then(|()| stream.flush()))
            .unwrap_or_default();
    }
}

/// indicatif draws on terminals only, so this shows nothing elsewhere.
fn show_after_patience(progress: ProgressBar) {
    std::thread::spawn(move || {
        std::thread::sleep(PATIENCE);
        if !progress.is_finished() {
            progress.set_draw_target(ProgressDrawTarget::stderr());
            progress.enable_steady_tick(Duration::from_millis(100));
        }
    });
}

impl Reporter for HumanReporter {
    fn diagnostic(&mut self, diagnostic: &Diagnostic) {
        self.write(&render_human(diagnostic));
    }

    fn stage(&mut self, name: &str) {
        self.progress.set_message(name.to_owned());
        if !std::mem::replace(&mut self.staged, true) {
            show_after_patience(self.progress.clone());
        }
        if self.verbose {
            self.write(&format!("cppbind: {name}\n"));
        }
    }

    fn progress(&self) -> Progress {
        let (progress, stage) = (self.progress.clone(), self.progress.message());
        Box::new(move |done, all| progress.set_message(format!("{stage}: {done} of {all}")))
    }

    fn detail(&mut self, text: &str) {
        if self.verbose {
            self.write(&format!("cppbind: {text}\n"));
        }
    }

    fn summary(&mut self, summary: &Summary) {
        self.progress.finish_and_clear();
        self.write(&format!("cppbind: {summary}\n"));
    }
}

impl Drop for HumanReporter {
    fn drop(&mut self) {
        self.progress.finish_and_clear();
    }
}
