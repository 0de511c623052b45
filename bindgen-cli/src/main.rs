//! The command: reads the options, runs, exits with the run's code.

use std::panic::AssertUnwindSafe;
use std::process::ExitCode;

use cppbind::options::Options;

fn main() -> ExitCode {
    // The default message of a panic is for us; this one tells users that it is not their fault.
    std::panic::set_hook(Box::new(|panic| eprintln!("cppbind: internal error, please report it: {panic}")));
    let options = match Options::read() {
        Ok(options) => options,
        Err(error) => {
            // Help and version go to standard output; where nobody reads there is nobody to tell.
            error.print().unwrap_or_default();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let run = AssertUnwindSafe(|| cppbind::run(&options));
    ExitCode::from(std::panic::catch_unwind(run).unwrap_or(1))
}
