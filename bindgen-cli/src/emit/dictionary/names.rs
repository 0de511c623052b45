//! Namespaces, Usings, and the names of every scope.

use cppbind_abi::codes::{NameKind, NamespaceFlags, TableKind};

use super::tables::{Tables, row};
use crate::analysis::{Entity, Name};

impl Tables<'_> {
    /// Adds a scope's names, in order; the range they have got. What has been rejected since is a skip there,
    /// or a constant where its value is known.
    pub(super) fn scope_names(&mut self, scope: &str, names: &[Name]) -> (usize, usize) {
        let first = self.names.len();
        let mut listed: Vec<(&str, NameKind, usize)> = Vec::with_capacity(names.len());
        for Name { name, entity } in names {
            let (kind, index) = match *entity {
                Entity::DataMember(index) if !self.source.has_member(index) => {
                    match self.constant_instead(index) {
                        Some(constant) => (NameKind::Constant, constant),
                        None => continue,
                    }
                }
                Entity::OverloadSet(index) if !self.source.has_overload_set(index) => continue,
                Entity::Enumerator(enumeration, place) => {
                    (NameKind::Enumerator, self.first_enumerators[enumeration] as usize + place)
                }
                Entity::Namespace(index)
                | Entity::Class(index)
                | Entity::Enum(index)
                | Entity::Typedef(index)
                | Entity::ClassTemplate(index)
                | Entity::OverloadSet(index)
                | Entity::DataMember(index)
                | Entity::Constant(index)
                | Entity::Skipped(index) => (entity.kind(), index),
            };
            listed.push((name, kind, index));
        }
        let declared = self.source.facts.skipped.len();
        for (index, skipped) in
            self.late_skips.iter().enumerate().filter(|(_, skipped)| skipped.scope == scope)
        {
            listed.push((&skipped.name, NameKind::Skipped, declared + index));
        }
        listed.sort_by_key(|(name, kind, _)| (name.as_bytes(), *kind));
        for (name, kind, index) in listed {
            let name = self.strings.add(name);
            self.names.push(row!(name, index, kind as u8, "{0, 0, 0}"));
        }
        (first, self.names.len() - first)
    }

    /// A variable without a definition, whose value the headers tell.
    fn constant_instead(&mut self, member: usize) -> Option<usize> {
        let fact = &self.source.facts.members[member];
        let value = self.source.known_value(member)?;
        self.warn(TableKind::Constants, self.constants.len(), fact.deprecation.as_deref());
        self.constant(&fact.name, fact.ty, value, &fact.doc);
        Some(self.constants.len() - 1)
    }

    /// Fills Namespaces and Usings.
    pub(super) fn namespaces(&mut self) {
        let source = self.source;
        for fact in &source.facts.namespaces {
            let namespace = &source.ir[fact.id];
            let usings_first = self.usings.len();
            for nominated in &namespace.usings {
                let nominated = self.strings.add(nominated);
                self.usings.push(row!(nominated));
            }
            let (names_first, names_count) = self.scope_names(&namespace.qualified, &fact.names);
            let strings = &mut self.strings;
            let (name, qualified) = (strings.add(&namespace.name), strings.add(&namespace.qualified));
            let doc = strings.add_doc(&namespace.doc);
            let flags = NamespaceFlags::default().with(NamespaceFlags::INLINE, namespace.inline);
            self.namespaces.push(row!(
                name,
                qualified,
                names_first,
                names_count,
                usings_first,
                namespace.usings.len(),
                doc,
                flags.0,
            ));
        }
    }
}
