//! `cppbind explain`: how a declaration is bound, or why it is not.
//!
//! [`declared`] answers from headers, [`recorded`] from a dictionary file.
//!
//! May not know: clang.

mod declared;
mod recorded;
mod suggestion;

use std::io::Write;

use cppbind_abi::codes::Carrier;
use cppbind_abi::spelling::{normalize, split_arguments, split_scope, split_template};

use crate::diagnostics::{Diagnostic, Severity};
use crate::dictionary::Dictionary;
use crate::error::Result;
use crate::generate::Front;
use crate::options::{Environment, Explain};
use crate::reporter::Reporter;

/// Prints what is known of a name; whether anything is.
///
/// # Errors
/// The headers or the dictionary cannot be read.
pub fn explain(options: &Explain, environment: &Environment, reporter: &mut dyn Reporter) -> Result<bool> {
    let wanted = normalize(&options.name);
    let (answers, names) = match &options.dict {
        Some(path) => recorded::explain(&Dictionary::open(&environment.directory.join(path))?, &wanted),
        None => {
            let front = Front::read(&options.files, &options.input, environment, reporter)?;
            declared::explain(&front.ir, &front.facts, &wanted)
        }
    };
    if answers.is_empty() {
        let near = suggestion::nearest(&wanted, &names)
            .map_or(String::new(), |near| format!("; did you mean {near}?"));
        let told = format!("nothing is declared as {wanted}{near}");
        reporter.diagnostic(&Diagnostic::new(Severity::Error, told));
        return Ok(false);
    }
    // A reader that has read enough closes the pipe.
    std::io::stdout().lock().write_all(answers.join("\n").as_bytes()).unwrap_or_default();
    Ok(true)
}

/// Whether a qualified name is the wanted one, or ends with it.
fn is_meant(qualified: &str, wanted: &str) -> bool {
    qualified == wanted || qualified.strip_suffix(wanted).is_some_and(|scope| scope.ends_with("::"))
}

/// How Python spells a qualified name: `gbl.std.vector['int'].size`.
fn python_name(qualified: &str) -> String {
    let (scope, name) = split_scope(qualified);
    let scope = if scope.is_empty() { "gbl".to_owned() } else { python_name(scope) };
    match split_template(name) {
        Some((template, arguments)) => {
            let quoted: Vec<_> =
                split_arguments(arguments).iter().map(|argument| format!("'{argument}'")).collect();
            format!("{scope}.{template}[{}]", quoted.join(", "))
        }
        None => format!("{scope}.{name}"),
    }
}

/// How a value travels, for readers.
fn carried(carrier: Carrier) -> &'static str {
    match carrier {
        Carrier::Void => "nothing",
        Carrier::Bool => "a bool",
        Carrier::I8 => "an 8-bit integer",
        Carrier::U8 => "an unsigned 8-bit integer",
        Carrier::I16 => "a 16-bit integer",
        Carrier::U16 => "an unsigned 16-bit integer",
        Carrier::I32 => "a 32-bit integer",
        Carrier::U32 => "an unsigned 32-bit integer",
        Carrier::I64 => "a 64-bit integer",
        Carrier::U64 => "an unsigned 64-bit integer",
        Carrier::F32 => "a float",
        Carrier::F64 => "a double",
        Carrier::Pointer => "an address",
        Carrier::Text => "text and its length",
        Carrier::Object => "an object in the caller's memory",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_may_be_the_end_of_a_qualified_one() {
        assert!(
            is_meant("ns::C::f", "ns::C::f") && is_meant("ns::C::f", "C::f") && is_meant("ns::C::f", "f")
        );
        assert!(!is_meant("ns::C::off", "f") && !is_meant("f", "ns::f"));
    }

    #[test]
    fn python_spells_scopes_with_dots_and_arguments_with_brackets() {
        assert_eq!(python_name("ns::C::f"), "gbl.ns.C.f");
        assert_eq!(python_name("std::map<int,ns::A>::size"), "gbl.std.map['int', 'ns::A'].size");
    }
}
