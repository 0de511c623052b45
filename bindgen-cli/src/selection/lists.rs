//! bindgen's allow and block lists.

use super::rule::anchored;
use super::{ItemKind, Rule, Selection};
use crate::error::{Error, Result};
use crate::options::Lists;

pub(super) fn add(selection: &mut Selection, lists: &Lists) -> Result<()> {
    use ItemKind::{Function, Type, Variable};
    let named: [(&str, &[String], &[ItemKind], bool); 8] = [
        ("--allowlist-type", &lists.allowlist_type, &[Type], true),
        ("--allowlist-function", &lists.allowlist_function, &[Function], true),
        ("--allowlist-var", &lists.allowlist_var, &[Variable], true),
        ("--allowlist-item", &lists.allowlist_item, &[], true),
        ("--blocklist-type", &lists.blocklist_type, &[Type], false),
        ("--blocklist-function", &lists.blocklist_function, &[Function], false),
        ("--blocklist-var", &lists.blocklist_var, &[Variable], false),
        ("--blocklist-item", &lists.blocklist_item, &[], false),
    ];
    for (option, patterns, kinds, allows) in named {
        for pattern in patterns {
            let name = Some(compile(option, pattern)?);
            push(selection, allows, Rule::new(kinds, name, None, format!("{option} '{pattern}'")));
        }
    }
    let files = [
        ("--allowlist-file", &lists.allowlist_file, true),
        ("--blocklist-file", &lists.blocklist_file, false),
    ];
    for (option, patterns, allows) in files {
        for pattern in patterns {
            let file = Some(compile(option, pattern)?);
            push(selection, allows, Rule::new(&[], None, file, format!("{option} '{pattern}'")));
        }
    }
    Ok(())
}

fn push(selection: &mut Selection, allows: bool, rule: Rule) {
    if allows { selection.allow.push(rule) } else { selection.block.push(rule) }
}

fn compile(option: &str, pattern: &str) -> Result<regex::Regex> {
    anchored(pattern)
        .map_err(|error| Error::Usage(format!("{option} '{pattern}' is no regular expression: {error}")))
}
