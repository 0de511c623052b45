//! The stubs of a package: one for each module.

use std::collections::BTreeMap;

use super::paths::{PACKAGE, Paths};
use super::python::push_docstring;
use super::scope::Home;
use super::{Stub, head, imports};
use crate::analysis::{Exposed, Facts};
use crate::ir::{Ir, Skipped};

/// The stubs by the path of their module below the package, see [`Exposed::modules`].
pub fn package(
    name: &str,
    exposed: &Exposed,
    ir: &Ir,
    facts: &Facts,
    includes: &[String],
    dropped: &[Skipped],
) -> BTreeMap<String, String> {
    let stub = Stub::new(ir, facts, Paths::assign_package(ir, facts, exposed), dropped);
    let module = |(index, below): (&usize, &String)| {
        let mut text = String::new();
        if below.is_empty() {
            text += "__version__: str\n";
        }
        let path = if below.is_empty() { PACKAGE.to_owned() } else { format!("{PACKAGE}.{below}") };
        let names: Vec<_> = exposed.shown(facts, *index).cloned().collect();
        stub.names(&mut text, "", &path, &names, Home::Module);
        if below.is_empty() {
            let hidden: Vec<_> = exposed.hidden(facts).cloned().collect();
            stub.elsewhere(&mut text, &hidden);
        }
        let mut head = head(includes);
        push_docstring(&mut head, "", ir[facts.namespaces[*index].id].doc.as_deref());
        (below.clone(), format!("{head}{}\nimport {name} as {PACKAGE}\n\n{text}", imports(&text)))
    };
    exposed.modules.iter().map(module).collect()
}
