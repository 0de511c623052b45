//! All tables, filled in one go, and how they are written.

use std::collections::{BTreeMap, HashMap};

use cppbind_abi::NONE;
use cppbind_abi::codes::TableKind;
use cppbind_abi::handshake::{ABI_MAJOR, ABI_MINOR};

use super::strings::Strings;
use super::{DictionarySource, Item};
use crate::emit::cpp_writer::CppWriter;
use crate::ir::{EnumId, FunctionId, Qualifiers, RecordId, Skipped, TypeKind};

/// One record's initialiser.
macro_rules! row {
    ($($value:expr),* $(,)?) => {
        [$($value.to_string()),*].join(", ")
    };
}
pub(super) use row;

/// A record with something that the compiler may reject.
pub(super) type LayoutRow = (Item, String);

/// The tables' rows.
pub(super) struct Tables<'a> {
    pub(super) source: &'a DictionarySource<'a>,
    pub(super) strings: Strings,
    /// The string of the dictionary's stem.
    pub(super) stem: u32,
    pub(super) class_indices: HashMap<RecordId, u32>,
    pub(super) enum_indices: HashMap<EnumId, u32>,
    /// The type of each class by value.
    pub(super) class_types: HashMap<RecordId, u32>,
    /// What has been rejected since the facts were stated.
    pub(super) late_skips: Vec<Skipped>,
    /// The first enumerator of each enumeration.
    pub(super) first_enumerators: Vec<u32>,
    pub(super) types: Vec<String>,
    pub(super) type_lists: Vec<String>,
    pub(super) namespaces: Vec<String>,
    pub(super) usings: Vec<String>,
    pub(super) classes: Vec<LayoutRow>,
    pub(super) bases: Vec<LayoutRow>,
    pub(super) sets: Vec<String>,
    pub(super) functions: Vec<String>,
    /// Where each function stands in Functions.
    pub(super) function_indices: HashMap<FunctionId, u32>,
    pub(super) parameters: Vec<String>,
    /// Where each range of Parameters begins.
    pub(super) parameter_ranges: HashMap<Vec<String>, usize>,
    pub(super) members: Vec<LayoutRow>,
    pub(super) enums: Vec<String>,
    pub(super) enumerators: Vec<String>,
    pub(super) constants: Vec<String>,
    pub(super) typedefs: Vec<String>,
    pub(super) templates: Vec<String>,
    pub(super) instantiations: Vec<String>,
    pub(super) names: Vec<String>,
    pub(super) directors: Vec<String>,
    pub(super) virtuals: Vec<String>,
    /// The warnings by table and index.
    pub(super) warnings: BTreeMap<(u8, usize), u32>,
    pub(super) deprecations: Vec<String>,
    pub(super) operators: Vec<String>,
    pub(super) skipped: Vec<String>,
    pub(super) headers: Vec<String>,
    pub(super) rebuild: Vec<String>,
    pub(super) stubs: Vec<LayoutRow>,
    pub(super) type_infos: Vec<LayoutRow>,
}

impl<'a> Tables<'a> {
    /// Fills every table.
    pub(super) fn of(source: &'a DictionarySource<'a>) -> Self {
        let facts = source.facts;
        let mut first_enumerators = Vec::new();
        let mut enumerators = 0;
        for id in &facts.enums {
            first_enumerators.push(enumerators);
            enumerators += source.ir[*id].enumerators.len() as u32;
        }
        let class_indices =
            facts.classes.iter().enumerate().map(|(index, class)| (class.id, index as u32)).collect();
        let enum_indices = facts.enums.iter().enumerate().map(|(index, id)| (*id, index as u32)).collect();
        let class_types = source.ir.types.iter().enumerate().filter_map(|(index, ty)| match ty.kind {
            TypeKind::Record(record) if ty.qualifiers == Qualifiers::default() => {
                Some((record, index as u32))
            }
            _ => None,
        });
        let mut tables = Self {
            source,
            strings: Strings::new(),
            stem: 0,
            class_indices,
            enum_indices,
            class_types: class_types.collect(),
            late_skips: source.skipped(),
            first_enumerators,
            types: Vec::new(),
            type_lists: Vec::new(),
            namespaces: Vec::new(),
            usings: Vec::new(),
            classes: Vec::new(),
            bases: Vec::new(),
            sets: Vec::new(),
            functions: Vec::new(),
            function_indices: HashMap::new(),
            parameters: Vec::new(),
            parameter_ranges: HashMap::new(),
            members: Vec::new(),
            enums: Vec::new(),
            enumerators: Vec::new(),
            constants: Vec::new(),
            typedefs: Vec::new(),
            templates: Vec::new(),
            instantiations: Vec::new(),
            names: Vec::new(),
            directors: Vec::new(),
            virtuals: Vec::new(),
            warnings: BTreeMap::new(),
            deprecations: Vec::new(),
            operators: Vec::new(),
            skipped: Vec::new(),
            headers: Vec::new(),
            rebuild: Vec::new(),
            stubs: Vec::new(),
            type_infos: Vec::new(),
        };
        tables.types();
        tables.overload_sets();
        tables.directors();
        tables.operators();
        tables.members();
        tables.enums();
        tables.constants();
        tables.typedefs();
        tables.templates();
        tables.skipped();
        tables.classes();
        tables.namespaces();
        tables.deprecations();
        tables.provenance();
        tables.stubs();
        tables
    }

    /// Remembers the warning of whoever uses a record's declaration.
    pub(super) fn warn(&mut self, table: TableKind, index: usize, warning: Option<&str>) {
        if let Some(warning) = warning {
            let text = self.strings.add(warning);
            self.warnings.insert((table as u8, index), text);
        }
    }

    /// Fills Deprecations, in order.
    fn deprecations(&mut self) {
        let rows = self.warnings.iter().map(|((table, index), text)| row!(table, index, text));
        self.deprecations = rows.collect();
    }

    fn provenance(&mut self) {
        self.stem = self.strings.add(self.source.stem());
        for header in &self.source.request.headers {
            let path = self.strings.add(&header.path);
            self.headers.push(row!(hex(header.hash), header.length, path, 0));
        }
        for (kind, text) in &self.source.request.rebuild {
            let text = self.strings.add(text);
            self.rebuild.push(row!(text, *kind as u8));
        }
    }

    fn stubs(&mut self) {
        for (number, stub) in self.source.plan.stubs.iter().enumerate() {
            let item = Item::Stub(number as u32);
            let address =
                format!("reinterpret_cast<const void*>(&{})", crate::emit::stub::name(number as u32));
            self.stubs.push((
                item,
                match &stub.condition {
                    _ if self.source.is_rejected(item) => "nullptr".into(),
                    Some(condition) => format!("({condition}) ? {address} : nullptr"),
                    None => address,
                },
            ));
        }
    }
}

/// A 64-bit constant, whatever its sign was.
pub(super) fn hex(bits: u64) -> String {
    format!("0x{bits:x}u")
}

/// How a table is called in C++: its array and its record.
fn cpp_names(kind: TableKind) -> (&'static str, &'static str) {
    match kind {
        TableKind::Strings => ("cppbind_strings", "char"),
        TableKind::Types => ("cppbind_types", "TypeRecord"),
        TableKind::TypeLists => ("cppbind_type_lists", "TypeListEntry"),
        TableKind::Namespaces => ("cppbind_namespaces", "NamespaceRecord"),
        TableKind::Usings => ("cppbind_usings", "UsingRecord"),
        TableKind::Classes => ("cppbind_classes", "ClassRecord"),
        TableKind::Bases => ("cppbind_bases", "BaseRecord"),
        TableKind::OverloadSets => ("cppbind_overload_sets", "OverloadSetRecord"),
        TableKind::Functions => ("cppbind_functions", "FunctionRecord"),
        TableKind::Parameters => ("cppbind_parameters", "ParameterRecord"),
        TableKind::DataMembers => ("cppbind_data_members", "DataMemberRecord"),
        TableKind::Enums => ("cppbind_enums", "EnumRecord"),
        TableKind::Enumerators => ("cppbind_enumerators", "EnumeratorRecord"),
        TableKind::Constants => ("cppbind_constants", "ConstantRecord"),
        TableKind::Typedefs => ("cppbind_typedefs", "TypedefRecord"),
        TableKind::ClassTemplates => ("cppbind_class_templates", "ClassTemplateRecord"),
        TableKind::Instantiations => ("cppbind_instantiations", "InstantiationRecord"),
        TableKind::Names => ("cppbind_names", "NameRecord"),
        TableKind::Operators => ("cppbind_operators", "OperatorRecord"),
        TableKind::Skipped => ("cppbind_skipped", "SkippedRecord"),
        TableKind::HeaderFiles => ("cppbind_header_files", "HeaderFileRecord"),
        TableKind::Rebuild => ("cppbind_rebuild", "RebuildRecord"),
        TableKind::Stubs => ("cppbind_stubs", "StubRecord"),
        TableKind::TypeInfos => ("cppbind_type_infos", "TypeInfoRecord"),
        TableKind::Directors => ("cppbind_directors", "DirectorRecord"),
        TableKind::Virtuals => ("cppbind_virtuals", "VirtualRecord"),
        TableKind::Deprecations => ("cppbind_deprecations", "DeprecationRecord"),
    }
}

impl Tables<'_> {
    /// The tables of integers alone.
    fn plain(&self) -> [(TableKind, &[String]); 21] {
        [
            (TableKind::Types, &self.types),
            (TableKind::TypeLists, &self.type_lists),
            (TableKind::Namespaces, &self.namespaces),
            (TableKind::Usings, &self.usings),
            (TableKind::OverloadSets, &self.sets),
            (TableKind::Functions, &self.functions),
            (TableKind::Parameters, &self.parameters),
            (TableKind::Enums, &self.enums),
            (TableKind::Enumerators, &self.enumerators),
            (TableKind::Constants, &self.constants),
            (TableKind::Typedefs, &self.typedefs),
            (TableKind::ClassTemplates, &self.templates),
            (TableKind::Instantiations, &self.instantiations),
            (TableKind::Names, &self.names),
            (TableKind::Operators, &self.operators),
            (TableKind::Skipped, &self.skipped),
            (TableKind::HeaderFiles, &self.headers),
            (TableKind::Rebuild, &self.rebuild),
            (TableKind::Directors, &self.directors),
            (TableKind::Virtuals, &self.virtuals),
            (TableKind::Deprecations, &self.deprecations),
        ]
    }

    /// The tables with something that only the compiler knows.
    fn layout(&self) -> [(TableKind, &[LayoutRow]); 5] {
        [
            (TableKind::Classes, &self.classes),
            (TableKind::Bases, &self.bases),
            (TableKind::DataMembers, &self.members),
            (TableKind::Stubs, &self.stubs),
            (TableKind::TypeInfos, &self.type_infos),
        ]
    }

    fn count(&self, kind: TableKind) -> usize {
        let plain = self.plain().into_iter().find(|(other, _)| *other == kind).map(|(_, rows)| rows.len());
        let layout = self.layout().into_iter().find(|(other, _)| *other == kind).map(|(_, rows)| rows.len());
        plain.or(layout).unwrap_or(self.strings.size() as usize)
    }
}

fn declare(writer: &mut CppWriter, kind: TableKind, count: usize) -> bool {
    let (array, record) = cpp_names(kind);
    if count > 0 && kind != TableKind::Strings {
        writer.line(&format!("extern const cppbind::{record} {array}[{count}];"));
    }
    count > 0
}

impl DictionarySource<'_> {
    /// Writes the tables of integers, the strings and the header.
    pub(super) fn write_tables(&self, writer: &mut CppWriter) {
        let tables = Tables::of(self);
        writer.line("\n#pragma GCC visibility push(hidden)\n");
        tables.strings.write(writer);
        for (kind, rows) in tables.plain() {
            let (array, record) = cpp_names(kind);
            if declare(writer, kind, rows.len()) {
                writer.line(&format!("const cppbind::{record} {array}[{}] = {{", rows.len()));
                for (index, row) in rows.iter().enumerate() {
                    writer.line(&format!("    {{{row}}}, // {index}"));
                }
                writer.line("};\n");
            }
        }
        for (kind, rows) in tables.layout() {
            declare(writer, kind, rows.len());
        }
        writer.line("\n#pragma GCC visibility pop\n");
        self.write_header(writer, &tables);
    }

    fn write_header(&self, writer: &mut CppWriter, tables: &Tables<'_>) {
        let magic: Vec<String> = cppbind_abi::handshake::MAGIC.iter().map(u8::to_string).collect();
        writer.line("extern \"C\" __attribute__((visibility(\"default\"))) const cppbind::DictionaryHeader cppbind_dictionary;");
        writer.line("const cppbind::DictionaryHeader cppbind_dictionary = {");
        writer.line(&format!(
            "    {{{}}}, {ABI_MAJOR}, {ABI_MINOR}, sizeof(cppbind::DictionaryHeader),",
            magic.join(", ")
        ));
        writer.line(&format!(
            "    {}, {}, {},",
            hex(self.request.fingerprint),
            tables.stem,
            TableKind::ALL.len()
        ));
        writer.line("    {");
        for kind in TableKind::ALL {
            let (array, record) = cpp_names(*kind);
            let record =
                if *kind == TableKind::Strings { record.to_owned() } else { format!("cppbind::{record}") };
            let count = tables.count(*kind);
            let address = if count > 0 { array } else { "nullptr" };
            writer.line(&format!("        {{{address}, {count}, sizeof({record})}}, // {}", kind.name()));
        }
        writer.line("    },");
        writer.line("    &cppbind_link,");
        for function in ["allocate", "deallocate", "string_new", "string_delete"] {
            let defined = !function.starts_with("string") || self.mentions_strings();
            let address = format!("reinterpret_cast<const void*>(&cppbind::cppbind_{function})");
            writer.line(&format!("    {},", if defined { &address } else { "nullptr" }));
        }
        writer.line("};");
    }

    /// Writes the tables with sizes, offsets and addresses, one record a line.
    pub(super) fn write_layout(&self, writer: &mut CppWriter, items: &mut Vec<(u32, Item)>) {
        let tables = Tables::of(self);
        writer.line("\n#pragma GCC visibility push(hidden)\n");
        for (kind, rows) in tables.layout() {
            let (array, record) = cpp_names(kind);
            if declare(writer, kind, rows.len()) {
                writer.line(&format!("const cppbind::{record} {array}[{}] = {{", rows.len()));
                for (index, (item, row)) in rows.iter().enumerate() {
                    items.push((writer.next_line(), *item));
                    writer.line(&format!("    {{{row}}}, // {index}"));
                }
                writer.line("};\n");
            }
        }
        writer.line("#pragma GCC visibility pop");
    }
}

/// NONE or an index, as C++ reads it.
pub(super) fn optional(index: Option<u32>) -> u32 {
    index.unwrap_or(NONE)
}
