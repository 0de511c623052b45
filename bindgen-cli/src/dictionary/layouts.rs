//! Where each field of a record lies, as `cppbind-abi` describes it.

use std::sync::OnceLock;

use cppbind_abi::codes::TableKind;
use cppbind_abi::layout::AbiStruct;
use cppbind_abi::records::*;

/// One record's fields.
pub(super) struct Fields {
    /// `sizeof`.
    pub(super) size: u64,
    /// Name, offset and width of each.
    pub(super) fields: Vec<(&'static str, u64, u64)>,
}

impl Fields {
    fn of<R: AbiStruct>() -> Self {
        let layout = R::cpp_layout();
        let ends = layout.members.iter().skip(1).map(|member| member.offset).chain([layout.size]);
        let fields = layout.members.iter().zip(ends);
        // A member whose Rust name is a word of C++ has an underscore there.
        // No record has padding, so a field ends where the next begins.
        let fields = fields.map(|(member, end)| {
            (member.name.trim_end_matches('_'), member.offset as u64, (end - member.offset) as u64)
        });
        Self { size: layout.size as u64, fields: fields.collect() }
    }

    /// Offset and width.
    pub(super) fn field(&self, name: &str) -> (u64, u64) {
        let found = self.fields.iter().find(|(field, ..)| *field == name);
        let (_, offset, width) = found.unwrap_or_else(|| panic!("the record has no field {name}"));
        (*offset, *width)
    }

    /// Offset alone.
    pub(super) fn offset(&self, name: &str) -> u64 {
        self.field(name).0
    }
}

/// The header.
pub(super) fn header() -> &'static Fields {
    static HEADER: OnceLock<Fields> = OnceLock::new();
    HEADER.get_or_init(Fields::of::<DictionaryHeader>)
}

/// An entry of the header's `tables`.
pub(super) fn table() -> &'static Fields {
    static TABLE: OnceLock<Fields> = OnceLock::new();
    TABLE.get_or_init(Fields::of::<Table>)
}

/// The records of a table.
///
/// # Panics
/// For the string blob, which has no records.
pub(super) fn of(kind: TableKind) -> &'static Fields {
    static LAYOUTS: OnceLock<Vec<Option<Fields>>> = OnceLock::new();
    let layouts = LAYOUTS.get_or_init(|| TableKind::ALL.iter().map(|kind| describe(*kind)).collect());
    layouts[kind as usize].as_ref().expect("the string blob has no records")
}

fn describe(kind: TableKind) -> Option<Fields> {
    Some(match kind {
        TableKind::Strings => return None,
        TableKind::Types => Fields::of::<TypeRecord>(),
        TableKind::TypeLists => Fields::of::<TypeListEntry>(),
        TableKind::Namespaces => Fields::of::<NamespaceRecord>(),
        TableKind::Usings => Fields::of::<UsingRecord>(),
        TableKind::Classes => Fields::of::<ClassRecord>(),
        TableKind::Bases => Fields::of::<BaseRecord>(),
        TableKind::OverloadSets => Fields::of::<OverloadSetRecord>(),
        TableKind::Functions => Fields::of::<FunctionRecord>(),
        TableKind::Parameters => Fields::of::<ParameterRecord>(),
        TableKind::DataMembers => Fields::of::<DataMemberRecord>(),
        TableKind::Enums => Fields::of::<EnumRecord>(),
        TableKind::Enumerators => Fields::of::<EnumeratorRecord>(),
        TableKind::Constants => Fields::of::<ConstantRecord>(),
        TableKind::Typedefs => Fields::of::<TypedefRecord>(),
        TableKind::ClassTemplates => Fields::of::<ClassTemplateRecord>(),
        TableKind::Instantiations => Fields::of::<InstantiationRecord>(),
        TableKind::Names => Fields::of::<NameRecord>(),
        TableKind::Operators => Fields::of::<OperatorRecord>(),
        TableKind::Skipped => Fields::of::<SkippedRecord>(),
        TableKind::HeaderFiles => Fields::of::<HeaderFileRecord>(),
        TableKind::Rebuild => Fields::of::<RebuildRecord>(),
        TableKind::Stubs => Fields::of::<StubRecord>(),
        TableKind::TypeInfos => Fields::of::<TypeInfoRecord>(),
        TableKind::Directors => Fields::of::<DirectorRecord>(),
        TableKind::Virtuals => Fields::of::<VirtualRecord>(),
        TableKind::Deprecations => Fields::of::<DeprecationRecord>(),
    })
}
