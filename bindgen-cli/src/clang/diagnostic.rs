//! What clang has to say about the input.

use std::path::PathBuf;

use clang_sys as sys;
use clang_sys::CXDiagnostic;

use super::{Position, TranslationUnit, text};
use crate::diagnostics::{Diagnostic, Place, Severity};

impl TranslationUnit {
    /// The diagnostics of the last parse, notes below what they belong to. The lines of the sources are not filled in.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        // SAFETY: the unit is alive, the indices are in range, and each diagnostic is disposed of once.
        unsafe {
            (0..sys::clang_getNumDiagnostics(self.raw()))
                .filter_map(|index| {
                    let raw = sys::clang_getDiagnostic(self.raw(), index);
                    let diagnostic = read(raw);
                    sys::clang_disposeDiagnostic(raw);
                    diagnostic
                })
                .collect()
        }
    }
}

/// # Safety
///
/// `raw` is a living diagnostic.
unsafe fn read(raw: CXDiagnostic) -> Option<Diagnostic> {
    // SAFETY: the caller's promise; a set of children lives as long as its parent and needs no disposal.
    unsafe {
        let severity = match sys::clang_getDiagnosticSeverity(raw) {
            sys::CXDiagnostic_Error | sys::CXDiagnostic_Fatal => Severity::Error,
            sys::CXDiagnostic_Warning => Severity::Warning,
            sys::CXDiagnostic_Note => Severity::Note,
            _ => return None,
        };
        let children = sys::clang_getChildDiagnostics(raw);
        let count = if children.is_null() { 0 } else { sys::clang_getNumDiagnosticsInSet(children) };
        let notes =
            (0..count).filter_map(|index| read(sys::clang_getDiagnosticInSet(children, index))).collect();
        let position = Position::of(sys::clang_getDiagnosticLocation(raw));
        let place = position.file.map(|file| Place {
            file: PathBuf::from(file.name()),
            line: position.line,
            column: position.column,
            source: None,
        });
        Some(Diagnostic {
            severity,
            message: text::take(sys::clang_getDiagnosticSpelling(raw)),
            place,
            notes,
        })
    }
}
