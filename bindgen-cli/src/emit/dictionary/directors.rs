//! Directors and Virtuals.

use cppbind_abi::NONE;
use cppbind_abi::codes::FunctionFlags;

use super::tables::{Tables, optional, row};
use super::{DictionarySource, Item};
use crate::analysis::{Director, MemberKind};
use crate::emit::cpp_writer::CppWriter;
use crate::emit::stub;
use crate::ir::{Function, Ir, Skipped};

/// A header that defines one director, for text that is to name it. Dictionaries define it as this header does, so both must
/// have read the same headers of our own: with strings as texts.
pub fn director_header(ir: &Ir, director: &Director) -> String {
    let mut writer = CppWriter::default();
    writer.line("#pragma once");
    writer.line("#include \"cppbind/text.h\"");
    writer.line("#include \"cppbind/director.h\"");
    writer.line(
        "static_assert(::cppbind::upcall::is_string<std::string>, \"upcall.h was read without text.h\");",
    );
    writer.line("#pragma GCC visibility push(hidden)");
    writer.line(&stub::director_definition(ir, director));
    writer.line("#pragma GCC visibility pop");
    writer.finish()
}

impl DictionarySource<'_> {
    /// Whether Python can derive from any class.
    pub(super) fn has_directors(&self) -> bool {
        !self.facts.directors.is_empty()
    }

    /// Whether an item is a part of a director that has been left out: then it is not missed by itself.
    pub(super) fn follows_from_director(&self, item: Item) -> bool {
        let director = match item {
            Item::Stub(number) => self.plan.stubs[number as usize].director,
            Item::Class(index) | Item::TypeInfo(index) => {
                self.facts.director_of(self.facts.classes[index as usize].id)
            }
            Item::Member(index) => match self.facts.members[index as usize].kind {
                MemberKind::Field(record, _) => self.facts.director_of(record),
                MemberKind::Variable(_) => None,
            },
            Item::Base(_) | Item::Director(_) => None,
        };
        director.is_some_and(|director| self.is_rejected(Item::Director(director as u32)))
    }

    /// What users miss where a director has been left out.
    pub(super) fn skipped_director(&self, director: usize, reason: &str) -> Skipped {
        let record = &self.ir[self.facts.directors[director].base];
        Skipped {
            scope: record.qualified.clone(),
            name: "overrides in Python".into(),
            declaration: format!("class {} with overrides in Python", record.qualified),
            reason: reason.into(),
            location: record.location.clone(),
        }
    }

    /// The director whose destructor a stub calls: where that has no definition, neither has the table of its virtual
    /// functions.
    pub(super) fn director_ended_by(&self, item: Item) -> Option<u32> {
        let Item::Stub(number) = item else { return None };
        let director = self.plan.stubs[number as usize].director?;
        let record = self.facts.directors[director].record;
        let class = self.facts.classes.iter().position(|class| class.id == record)?;
        let director = director as u32;
        (self.plan.classes[class].destroy == Some(number) && !self.is_rejected(Item::Director(director)))
            .then_some(director)
    }

    /// Leaves out everything that needs a director's definition.
    pub(super) fn reject_director(&mut self, director: usize, reason: &str) {
        let needs = |stub: &crate::emit::stub::Stub| stub.director == Some(director);
        let stubs =
            (0..).zip(&self.plan.stubs).filter(|(_, stub)| needs(stub)).map(|(number, _)| Item::Stub(number));
        let record = self.facts.directors[director].record;
        let classes = (0..).zip(&self.facts.classes).filter(|(_, class)| class.id == record);
        let classes = classes.flat_map(|(index, _)| [Item::Class(index), Item::TypeInfo(index)]);
        let is_field = |member: &crate::analysis::Member| matches!(member.kind, MemberKind::Field(of, _) if of == record);
        let members = (0..).zip(&self.facts.members).filter(|(_, member)| is_field(member));
        let members = members.map(|(index, _)| Item::Member(index));
        for item in stubs.chain(classes).chain(members).collect::<Vec<_>>() {
            self.rejected.entry(item).or_insert_with(|| reason.to_owned());
        }
    }
}

impl Tables<'_> {
    /// Fills Directors and Virtuals, and Functions with those that nothing else lists.
    pub(super) fn directors(&mut self) {
        let source = self.source;
        for (place, director) in source.facts.directors.iter().enumerate() {
            let stubs = &source.plan.directors[place];
            let first = self.virtuals.len();
            for (found, make_result) in director.virtuals.iter().zip(&stubs.results) {
                let function = match self.function_indices.get(&found.function) {
                    Some(index) => *index,
                    None => self.function_without_stubs(found.function),
                };
                let flags = flags(&source.ir[found.function]).0;
                self.virtuals.push(row!(function, optional(*make_result), flags, 0));
            }
            let class = optional(self.class_indices.get(&director.record).copied());
            self.directors.push(row!(class, optional(stubs.half), first, director.virtuals.len()));
        }
    }

    /// The director that is for a class.
    pub(super) fn director_for(&self, class: crate::ir::RecordId) -> u32 {
        let directors = &self.source.facts.directors;
        let place = directors.iter().position(|director| director.base == class);
        let is_there = |place: &u32| !self.source.is_rejected(Item::Director(*place));
        place.map(|place| place as u32).filter(is_there).unwrap_or(NONE)
    }
}

fn flags(function: &Function) -> FunctionFlags {
    FunctionFlags::default()
        .with(FunctionFlags::PURE, function.pure)
        .with(FunctionFlags::CONST, function.is_const)
        .with(FunctionFlags::NOEXCEPT, function.noexcept)
}
