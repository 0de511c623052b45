//! How a run talks: diagnostics, progress, and the closing line, for people or for programs.
//!
//! May not know: what is generated, or how.

mod human;
mod json;
mod summary;

pub use human::HumanReporter;
pub use json::JsonReporter;
pub use summary::{Counts, Summary};

use crate::diagnostics::Diagnostic;
use crate::options::{MessageFormat, Messages};

/// Shows how far a stage is.
pub type Progress = Box<dyn Fn(usize, usize) + Send + Sync>;

/// Where a run tells what it does.
pub trait Reporter {
    /// Something about the input.
    fn diagnostic(&mut self, diagnostic: &Diagnostic);

    /// A stage begins, "parsing MyClass.h".
    fn stage(&mut self, name: &str);

    /// A function that shows how many steps of the stage are done, and how many there are; any thread may call it.
    fn progress(&self) -> Progress;

    /// A choice or a command, for those who ask.
    fn detail(&mut self, text: &str);

    /// The end of a successful run.
    fn summary(&mut self, summary: &Summary);
}

/// The reporter that the options ask for.
pub fn for_messages(messages: &Messages) -> Box<dyn Reporter> {
    match messages.message_format {
        MessageFormat::Human => Box::new(HumanReporter::new(messages.color, messages.verbose)),
        MessageFormat::Json => Box::new(JsonReporter::new(messages.verbose)),
    }
}
