//! Typed access to a dictionary's tables.

use cppbind_abi::codes::TableKind;
use cppbind_abi::records::*;

/// A record type and the table that holds it.
///
/// # Safety
///
/// `TABLE` must be the table whose records have this type: slices are made from
/// its address.
pub unsafe trait Record: Copy + 'static {
    /// Its table.
    const TABLE: TableKind;
}

/// A record of a table that is sorted by qualified name.
pub trait Qualified: Record {
    /// The string offset of the qualified name.
    fn qualified(&self) -> u32;
}

macro_rules! records {
    ($($record:ty => $table:ident),* $(,)?) => {
        $(
            // SAFETY: docs of `TableKind` and `image::check_tables` pair the two.
            unsafe impl Record for $record {
                const TABLE: TableKind = TableKind::$table;
            }
        )*

        /// The size of one record of each table, in the order of `TableKind`; strings are bytes.
        pub(super) fn record_size(table: TableKind) -> usize {
            match table {
                TableKind::Strings => 1,
                $(TableKind::$table => size_of::<$record>(),)*
            }
        }

        /// The alignment that each table's address must have.
        pub(super) fn record_alignment(table: TableKind) -> usize {
            match table {
                TableKind::Strings => 1,
                $(TableKind::$table => align_of::<$record>(),)*
            }
        }
    };
}

records! {
    TypeRecord => Types,
    TypeListEntry => TypeLists,
    NamespaceRecord => Namespaces,
    UsingRecord => Usings,
    ClassRecord => Classes,
    BaseRecord => Bases,
    OverloadSetRecord => OverloadSets,
    FunctionRecord => Functions,
    ParameterRecord => Parameters,
    DataMemberRecord => DataMembers,
    EnumRecord => Enums,
    EnumeratorRecord => Enumerators,
    ConstantRecord => Constants,
    TypedefRecord => Typedefs,
    ClassTemplateRecord => ClassTemplates,
    InstantiationRecord => Instantiations,
    DirectorRecord => Directors,
    VirtualRecord => Virtuals,
    DeprecationRecord => Deprecations,
    NameRecord => Names,
    OperatorRecord => Operators,
    SkippedRecord => Skipped,
    HeaderFileRecord => HeaderFiles,
    RebuildRecord => Rebuild,
    StubRecord => Stubs,
    TypeInfoRecord => TypeInfos,
}

macro_rules! qualified {
    ($($record:ty),*) => {$(
        impl Qualified for $record {
            fn qualified(&self) -> u32 {
                self.qualified
            }
        }
    )*};
}

qualified!(ClassRecord, EnumRecord, TypedefRecord, ClassTemplateRecord);

/// All records of one table.
pub(super) fn slice<R: Record>(header: &'static DictionaryHeader) -> &'static [R] {
    let table = &header.tables[R::TABLE as usize];
    if table.count == 0 {
        return &[];
    }
    // SAFETY: `image::check_tables` has compared the record size and the
    // alignment and has found address and extent inside the loaded library,
    // which is never unloaded; the pages are constant.
    unsafe { std::slice::from_raw_parts(table.data.cast::<R>(), table.count as usize) }
}

/// The string blob.
pub(super) fn strings(header: &'static DictionaryHeader) -> &'static [u8] {
    let table = &header.tables[TableKind::Strings as usize];
    if table.count == 0 {
        return &[];
    }
    // SAFETY: as in `slice`; every byte pattern is a `u8`.
    unsafe { std::slice::from_raw_parts(table.data.cast::<u8>(), table.count as usize) }
}
