//! Declarations that are listed instead of lowered.

use super::context::Lowering;
use crate::clang::Cursor;
use crate::ir::Skipped;

impl<'tu> Lowering<'tu> {
    /// Lists a declaration of a selected file that is not lowered.
    pub(super) fn skip(&mut self, cursor: Cursor<'tu>, reason: &str) {
        let scope = self.scope_of(cursor);
        let scope = self.prefix(scope);
        let name = cursor.spelling();
        if name.starts_with("<deduction guide") {
            return;
        }
        let location = self.location(cursor);
        if self
            .ir
            .skipped
            .iter()
            .any(|known| known.location == location && known.name == name && known.scope == scope)
        {
            return;
        }
        let declaration = one_line(&cursor.pretty());
        let declaration = if declaration.is_empty() { cursor.display_name() } else { declaration };
        self.ir.skipped.push(Skipped { scope, name, declaration, reason: reason.to_owned(), location });
    }
}

/// White space folded, so that the text is one line.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
