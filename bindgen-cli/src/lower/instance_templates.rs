//! Function templates among the members and friends of instances of class templates.

use super::access;
use super::context::Lowering;
use super::deduced_templates::Met;
use crate::clang::{Cursor, CursorKind};
use crate::ir::{Access, RecordId};

impl<'tu> Lowering<'tu> {
    /// The function templates among an instance's members and friends. Those of the standard library's classes are many,
    /// and most are further overloads for arguments that Python has no use for.
    pub(super) fn instance_templates(&mut self, record: RecordId, pattern: Cursor<'tu>, own: bool) {
        let all = own || !self.is_of_library(record);
        for child in pattern.children() {
            match child.kind() {
                CursorKind::FunctionTemplate
                    if access::of(child) == Access::Public
                        && (all || self.is_of_use(record, pattern, child)) =>
                {
                    self.function_template_of(Met { record: Some(record), template: child });
                }
                CursorKind::Friend if all => {
                    let templates = child.children().into_iter();
                    for template in templates.filter(|child| child.kind() == CursorKind::FunctionTemplate) {
                        self.function_template_of(Met { record: None, template });
                    }
                }
                _ => {}
            }
        }
    }

    /// Whether an instance is the standard library's.
    pub(super) fn is_of_library(&self, record: RecordId) -> bool {
        ["std::", "__gnu_cxx::"].iter().any(|scope| self.ir[record].qualified.starts_with(scope))
    }

    /// Whether a member template of the standard library's is a container's and called by a name of its own,
    /// `emplace_back`, or makes iterators to constant elements of others. What other classes have, Python has its own
    /// ways for.
    fn is_of_use(&self, record: RecordId, pattern: Cursor<'tu>, template: Cursor<'tu>) -> bool {
        match template.template_kind() {
            CursorKind::Constructor => pattern.spelling().ends_with("_iterator"),
            CursorKind::Method => {
                let name = template.spelling();
                let mut functions = self.ir[record].functions.iter();
                is_container(pattern)
                    && functions.all(|function| self.ir[*function].name != name)
                    && !name.starts_with('_')
            }
            _ => false,
        }
    }
}

fn is_container(pattern: Cursor<'_>) -> bool {
    pattern.children().into_iter().any(|member| {
        matches!(member.kind(), CursorKind::Typedef | CursorKind::TypeAlias)
            && member.spelling() == "size_type"
    })
}
