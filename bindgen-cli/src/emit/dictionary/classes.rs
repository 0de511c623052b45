//! Classes and Bases: what the compiler knows of them is left to expressions.

use cppbind_abi::NONE;
use cppbind_abi::codes::{BaseFlags, ClassFlags};

use super::Item;
use super::tables::{Tables, optional, row};
use crate::analysis::{BaseFact, ClassFact, documentation, is_range};
use crate::ir::{Ir, Record};

impl Tables<'_> {
    /// Fills Classes, Bases, TypeInfos and the names of classes.
    pub(super) fn classes(&mut self) {
        let source = self.source;
        let ir = source.ir;
        for (index, class) in source.facts.classes.iter().enumerate() {
            let record = &source.ir[class.id];
            let complete = record.complete && !source.is_rejected(Item::Class(index as u32));
            let bases_first = self.bases.len();
            for (place, base) in class.bases.iter().enumerate().filter(|_| complete) {
                self.base(index, record, place, base);
            }
            let bases_count = self.bases.len() - bases_first;
            let (names_first, names_count) = self.scope_names(&record.qualified, &class.names);
            let (size, alignment, flags) = if complete {
                let cpp = &record.cpp;
                let flags = format!("::cppbind::class_flags<{cpp}>() | {}", known_flags(ir, class, record).0);
                (format!("sizeof({cpp})"), format!("alignof({cpp})"), flags)
            } else {
                (
                    "0".into(),
                    "0".into(),
                    known_flags(ir, class, record).with(ClassFlags::INCOMPLETE, true).0.to_string(),
                )
            };
            let scope = source.scope_name(record.scope);
            let strings = &mut self.strings;
            let (name, qualified) = (strings.add(&record.name), strings.add(&record.qualified));
            let (scope, doc) =
                (strings.add(scope), strings.add_doc(&documentation(&record.doc, &record.deprecated)));
            let (template_name, template_arguments) = match &record.specialisation_of {
                Some((template, arguments)) => (strings.add(template), strings.add(&arguments.join(","))),
                None => (NONE, NONE),
            };
            let constructors = class.constructors.map_or(NONE, |set| set as u32);
            let stubs = &source.plan.classes[index];
            let [
                destroy,
                destruct,
                copy,
                relocate,
                allocate,
                print,
                container,
                equal,
                smart_pointer,
                callback,
                value,
                matrix,
            ] = [
                stubs.destroy,
                stubs.destruct,
                stubs.copy,
                stubs.relocate,
                stubs.allocate,
                stubs.print,
                stubs.container,
                stubs.equal,
                stubs.smart_pointer,
                stubs.callback,
                stubs.value,
                stubs.matrix,
            ]
            .map(optional);
            let director = self.director_for(class.id);
            let type_info = self.type_info(index, record, complete);
            let row = row!(
                size,
                alignment,
                name,
                qualified,
                scope,
                doc,
                flags,
                bases_first,
                bases_count,
                names_first,
                names_count,
                constructors,
                destroy,
                destruct,
                copy,
                relocate,
                allocate,
                print,
                type_info,
                template_name,
                template_arguments,
                container,
                equal,
                smart_pointer,
                callback,
                value,
                matrix,
                director,
            );
            self.classes.push((Item::Class(index as u32), row));
        }
    }

    fn base(&mut self, class: usize, record: &Record, place: usize, base: &BaseFact) {
        let source = self.source;
        let item = Item::Base(self.bases.len() as u32);
        let unreachable = base.ambiguous || source.is_rejected(item);
        let offset = if base.is_virtual || unreachable {
            "0".to_owned()
        } else {
            let (derived, to) = (&record.cpp, &source.ir[base.record].cpp);
            // Any address but null does: null stays null in a cast.
            format!(
                "CPPBIND_FOLD(reinterpret_cast<char*>(static_cast<{to}*>(reinterpret_cast<{derived}*>(0x10000))) - \
                 reinterpret_cast<char*>(0x10000))"
            )
        };
        let flags = BaseFlags::default()
            .with(BaseFlags::VIRTUAL, base.is_virtual)
            .with(BaseFlags::AMBIGUOUS, unreachable);
        let cast = optional(source.plan.classes[class].casts.get(place).copied().flatten());
        let ty = optional(self.class_types.get(&base.record).copied());
        self.bases.push((item, row!(offset, ty, flags.0, cast, 0)));
    }

    fn type_info(&mut self, class: usize, record: &Record, complete: bool) -> u32 {
        let item = Item::TypeInfo(class as u32);
        if !complete || self.source.is_rejected(item) {
            return NONE;
        }
        self.type_infos.push((item, format!("&typeid({})", record.cpp)));
        self.type_infos.len() as u32 - 1
    }
}

/// The flags that follow from the declaration; the compiler adds its own.
fn known_flags(ir: &Ir, class: &ClassFact, record: &Record) -> ClassFlags {
    let is_range = is_range(ir, record);
    ClassFlags::default()
        .with(ClassFlags::SPECIALISATION, record.specialisation_of.is_some())
        .with(ClassFlags::INHERITABLE, class.inheritable)
        .with(ClassFlags::VIRTUAL_BASES, class.virtual_bases)
        .with(ClassFlags::SELF_CONTAINED, class.self_contained)
        .with(ClassFlags::HOLDS_REFERENCES, record.holds_references || is_range)
        .with(ClassFlags::RANGE, is_range)
        .with(ClassFlags::VIEWS_TEXT, record.views_text)
}
