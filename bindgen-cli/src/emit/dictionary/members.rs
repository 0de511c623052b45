//! DataMembers, Constants, Enums, Enumerators, Typedefs, class templates, Skipped.

use cppbind_abi::NONE;
use cppbind_abi::codes::{self, DataMemberFlags, EnumFlags, TableKind};

use super::tables::{Tables, hex, optional, row};
use super::{DictionarySource, Item};
use crate::analysis::{MemberKind, deprecation, documentation};
use crate::ir::{ConstantValue, Scope, Skipped, TemplateKind, TypeId, TypeKind};

impl DictionarySource<'_> {
    /// The qualified name of a scope.
    pub(super) fn scope_name(&self, scope: Scope) -> &str {
        match scope {
            // What stands in an inline namespace belongs to the one around it.
            Scope::Namespace(id) => match self.ir[id].parent {
                Some(parent) if self.ir[id].inline => self.scope_name(Scope::Namespace(parent)),
                _ => &self.ir[id].qualified,
            },
            Scope::Record(id) => &self.ir[id].qualified,
        }
    }

    /// The skip of a member that the compiler or the linker did not accept.
    pub(super) fn skipped_member(&self, index: usize, reason: String) -> Skipped {
        let member = &self.facts.members[index];
        let (scope, location) = match member.kind {
            MemberKind::Field(class, field) => {
                (self.ir[class].qualified.as_str(), &self.ir[class].fields[field].location)
            }
            MemberKind::Variable(id) => (self.scope_name(self.ir[id].scope), &self.ir[id].location),
        };
        let qualified =
            if scope.is_empty() { member.name.clone() } else { format!("{scope}::{}", member.name) };
        let declaration = format!("{} {qualified}", self.ir[member.ty].spelling);
        Skipped {
            scope: scope.into(),
            name: member.name.clone(),
            declaration,
            reason,
            location: location.clone(),
        }
    }

    /// The value of a constant variable, where the headers tell it.
    pub(super) fn known_value(&self, member: usize) -> Option<&ConstantValue> {
        match self.facts.members[member].kind {
            MemberKind::Variable(id) if self.facts.members[member].constant => self.ir[id].value.as_ref(),
            _ => None,
        }
    }

    /// Whether users can reach a member.
    pub(super) fn has_member(&self, index: usize) -> bool {
        let stubs = &self.plan.members[index];
        let rejected = |stub: Option<u32>| stub.is_some_and(|number| self.is_rejected(Item::Stub(number)));
        !self.is_rejected(Item::Member(index as u32)) && !rejected(stubs.address) && !rejected(stubs.getter)
    }
}

impl Tables<'_> {
    /// Fills DataMembers.
    pub(super) fn members(&mut self) {
        let source = self.source;
        for (index, member) in source.facts.members.iter().enumerate() {
            let item = Item::Member(index as u32);
            let stubs = &source.plan.members[index];
            let mut flags = DataMemberFlags::default()
                .with(DataMemberFlags::CONST, member.constant)
                .with(DataMemberFlags::DEPRECATED, member.deprecation.is_some());
            self.warn(TableKind::DataMembers, index, member.deprecation.as_deref());
            let (mut offset, mut width) = ("0".to_owned(), 0);
            match member.kind {
                MemberKind::Variable(_) => flags = flags | DataMemberFlags::STATIC,
                MemberKind::Field(class, field) => {
                    let (record, field) = (&source.ir[class], &source.ir[class].fields[field]);
                    let reference = matches!(
                        source.ir[field.ty].kind,
                        TypeKind::LValueReference(_) | TypeKind::RValueReference(_)
                    );
                    flags = flags
                        .with(DataMemberFlags::BIT_FIELD, field.bit_width.is_some())
                        .with(DataMemberFlags::REFERENCE, reference);
                    width = field.bit_width.unwrap_or(0);
                    if stubs.getter.is_none() && !source.is_rejected(item) {
                        offset = format!("__builtin_offsetof({}, {})", record.cpp, field.name);
                    }
                }
            }
            let (name, doc, TypeId(ty)) =
                (self.strings.add(&member.name), self.strings.add_doc(&member.doc), member.ty);
            let [address, getter, setter] = [stubs.address, stubs.getter, stubs.setter].map(optional);
            self.members.push((item, row!(offset, name, ty, doc, flags.0, address, getter, setter, width)));
        }
    }

    /// Fills Enums and Enumerators.
    pub(super) fn enums(&mut self) {
        let source = self.source;
        for (index, id) in source.facts.enums.iter().enumerate() {
            let enumeration = &source.ir[*id];
            let first = self.enumerators.len();
            for enumerator in &enumeration.enumerators {
                let doc = documentation(&enumerator.doc, &enumerator.deprecated);
                let (name, doc) = (self.strings.add(&enumerator.name), self.strings.add_doc(&doc));
                if let Some(reason) = &enumerator.deprecated {
                    // Those of an enumeration without a name are called as what stands around it.
                    let scope = if enumeration.name.is_empty() {
                        source.scope_name(enumeration.scope)
                    } else {
                        &enumeration.qualified
                    };
                    let stop = if scope.is_empty() { "" } else { "::" };
                    let warning = deprecation(&format!("{scope}{stop}{}", enumerator.name), reason);
                    self.warn(TableKind::Enumerators, self.enumerators.len(), Some(&warning));
                }
                self.enumerators.push(row!(hex(enumerator.value), name, doc, index, 0));
            }
            let scope = source.scope_name(enumeration.scope);
            let strings = &mut self.strings;
            let (name, qualified) = (strings.add(&enumeration.name), strings.add(&enumeration.qualified));
            let (scope, doc) = (strings.add(scope), strings.add_doc(&enumeration.doc));
            let flags = EnumFlags::default()
                .with(EnumFlags::SCOPED, enumeration.scoped)
                .with(EnumFlags::ANONYMOUS, enumeration.name.is_empty());
            let TypeId(underlying) = enumeration.underlying;
            self.enums.push(row!(
                name,
                qualified,
                scope,
                doc,
                underlying,
                first,
                enumeration.enumerators.len(),
                flags.0
            ));
        }
    }

    /// Fills Constants.
    pub(super) fn constants(&mut self) {
        for constant in &self.source.facts.constants {
            self.warn(TableKind::Constants, self.constants.len(), constant.deprecation.as_deref());
            self.constant(&constant.name, constant.ty, &constant.value, &constant.doc);
        }
    }

    pub(super) fn constant(&mut self, name: &str, ty: TypeId, value: &ConstantValue, doc: &Option<String>) {
        let (bits, text) = match value {
            ConstantValue::Signed(value) => (*value as u64, NONE),
            ConstantValue::Unsigned(value) => (*value, NONE),
            ConstantValue::Float(value) => (value.to_bits(), NONE),
            ConstantValue::Text(text) => (0, self.strings.add(text)),
        };
        let (name, doc, TypeId(ty)) = (self.strings.add(name), self.strings.add_doc(doc), ty);
        self.constants.push(row!(hex(bits), name, ty, text, doc));
    }

    /// Fills Typedefs.
    pub(super) fn typedefs(&mut self) {
        for id in &self.source.facts.typedefs {
            let typedef = &self.source.ir[*id];
            let (name, qualified) = (self.strings.add(&typedef.name), self.strings.add(&typedef.qualified));
            let (doc, TypeId(target)) = (self.strings.add_doc(&typedef.doc), typedef.target);
            self.typedefs.push(row!(name, qualified, target, doc));
        }
    }

    /// Fills ClassTemplates and Instantiations.
    pub(super) fn templates(&mut self) {
        for fact in &self.source.facts.templates {
            let template = &self.source.ir[fact.id];
            let first = self.instantiations.len();
            for (arguments, class) in &fact.instantiations {
                let arguments = self.strings.add(arguments);
                self.instantiations.push(row!(arguments, class));
            }
            let (name, qualified) = (self.strings.add(&template.name), self.strings.add(&template.qualified));
            let (parameters, doc) =
                (self.strings.add(&template.parameters), self.strings.add_doc(&template.doc));
            let (kind, count) = (template_kind(template.kind) as u8, fact.instantiations.len());
            self.templates.push(row!(name, qualified, parameters, doc, first, count, kind, "{0, 0, 0}"));
        }
    }

    /// Fills Skipped: those of the facts, then what has been rejected since.
    pub(super) fn skipped(&mut self) {
        let source = self.source;
        for skipped in source.facts.skipped.iter().chain(&self.late_skips) {
            let file = skipped.location.file.file_name().map(|name| name.to_string_lossy().into_owned());
            let place = file.map_or(String::new(), |file| {
                format!("{file}:{}:{}", skipped.location.line, skipped.location.column)
            });
            let strings = &mut self.strings;
            let (scope, name, location) =
                (strings.add(&skipped.scope), strings.add(&skipped.name), strings.add(&place));
            let (declaration, reason) = (strings.add(&skipped.declaration), strings.add(&skipped.reason));
            self.skipped.push(row!(scope, name, location, declaration, reason));
        }
    }
}

fn template_kind(kind: TemplateKind) -> codes::TemplateKind {
    match kind {
        TemplateKind::Class => codes::TemplateKind::Class,
        TemplateKind::Alias => codes::TemplateKind::Alias,
        TemplateKind::Variable => codes::TemplateKind::Variable,
        TemplateKind::Concept => codes::TemplateKind::Concept,
    }
}
