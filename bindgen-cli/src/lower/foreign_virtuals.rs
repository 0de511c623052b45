//! The virtual functions of bases that are only mentioned.
//!
//! A class that Python derives from may inherit virtual functions from classes of other libraries, whose members
//! nothing else asks for.

use std::collections::HashMap;

use super::context::Lowering;
use super::{access, traits};
use crate::clang::{Cursor, CursorKind};
use crate::ir::{FunctionId, FunctionKind, Origin, RecordId, Scope};

impl<'tu> Lowering<'tu> {
    /// Tells each bound class of those that it inherits.
    pub(super) fn foreign_virtuals(&mut self) {
        let mut known = HashMap::new();
        for index in 0..self.ir.records.len() {
            let id = RecordId(index as u32);
            let record = &self.ir[id];
            if record.origin == Origin::Foreign || !record.complete || !record.polymorphic || record.is_final
            {
                continue;
            }
            let foreign: Vec<RecordId> = (record.bases.iter().map(|base| base.record))
                .filter(|base| self.ir[*base].origin == Origin::Foreign)
                .collect();
            let mut found = Vec::new();
            for base in foreign {
                let cursor = self.record_cursors[base.0 as usize];
                // What their types name is not bound for their sake.
                self.at_distance(None, |lowering| lowering.virtuals_of(cursor, &mut known, &mut found));
            }
            self.ir[id].foreign_virtuals = found;
        }
    }

    fn virtuals_of(
        &mut self,
        class: Cursor<'tu>,
        known: &mut HashMap<Cursor<'tu>, FunctionId>,
        found: &mut Vec<FunctionId>,
    ) {
        if !self.virtuals.of(class).function {
            return;
        }
        for function in traits::functions(class) {
            let kind = match function.kind() {
                CursorKind::Method => FunctionKind::Method,
                CursorKind::Conversion => FunctionKind::Conversion,
                _ => continue,
            };
            if !function.is_virtual() {
                continue;
            }
            let id = match known.get(&function.canonical()) {
                Some(id) => *id,
                None => {
                    let scope = Scope::Record(self.record(class));
                    let id = self.function(function, kind, scope, access::of(function), false);
                    known.insert(function.canonical(), id);
                    id
                }
            };
            found.push(id);
        }
        for base in traits::bases(class) {
            self.virtuals_of(base, known, found);
        }
    }
}
