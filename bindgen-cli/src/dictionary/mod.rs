//! Dictionary files, read without loading them: no code of theirs ever runs here.
//!
//! [`image`] lays the file out as the dynamic linker would, [`Dictionary`] reads
//! its records by the layouts that `cppbind-abi` describes, [`validate`] tests
//! every id, offset and range.
//!
//! May not know: clang, ir, emission.

mod image;
mod layouts;
mod validate;

use std::path::{Path, PathBuf};

use cppbind_abi::codes::TableKind;
use cppbind_abi::handshake::{self, Mismatch};
use cppbind_abi::records::{DictionaryHeader, TABLE_COUNT, Table};

pub use validate::validate;

use crate::error::{Error, Result};
use image::Image;

/// A dictionary whose magic, version and table extents are right.
#[derive(Debug)]
pub struct Dictionary {
    /// The file.
    pub path: PathBuf,
    image: Image,
    header: u64,
    /// Address and count of each table, in the order of `TableKind`.
    tables: Vec<(u64, u32)>,
}

impl Dictionary {
    /// Reads a file.
    ///
    /// # Errors
    /// It cannot be read, is no dictionary, is of another ABI version, or is damaged so that no table can be read.
    pub fn open(path: &Path) -> Result<Self> {
        let bytes = std::fs::read(path).map_err(Error::file(path))?;
        let wrong = |why: String| Error::Input(format!("{}: {why}", path.display()));
        let image = Image::of_shared_library(&bytes).map_err(wrong)?;
        let header = image.symbol(cppbind_abi::SYMBOL).ok_or_else(|| {
            wrong(format!("it is not a cppbind dictionary (no symbol {})", cppbind_abi::SYMBOL))
        })?;
        let mut dictionary = Self { path: path.to_owned(), image, header, tables: Vec::new() };
        dictionary.shake_hands().map_err(|mismatch| wrong(mismatch.to_string()))?;
        dictionary.tables =
            dictionary.read_tables().map_err(|what| wrong(Mismatch::Layout(what).to_string()))?;
        Ok(dictionary)
    }

    /// The dictionary's stem.
    pub fn name(&self) -> &str {
        self.string(self.header_field("name")).unwrap_or_default()
    }

    /// How many records a table has; bytes for the string blob.
    pub fn count(&self, table: TableKind) -> u32 {
        self.tables[table as usize].1
    }

    /// The records of a table.
    pub fn records(&self, table: TableKind) -> impl Iterator<Item = Record<'_>> {
        (0..self.count(table)).filter_map(move |index| self.record(table, index))
    }

    /// One record; `None` beyond the table's end.
    pub fn record(&self, table: TableKind, index: u32) -> Option<Record<'_>> {
        let (address, count) = self.tables[table as usize];
        let layout = layouts::of(table);
        let address = (index < count).then(|| address + u64::from(index) * layout.size)?;
        Some(Record { dictionary: self, table, index, address })
    }

    /// A string of the blob; `None` where the offset lies outside or the text is no UTF-8.
    pub fn string(&self, offset: u32) -> Option<&str> {
        let (address, count) = self.tables[TableKind::Strings as usize];
        let blob = self.image.bytes(address, u64::from(count))?;
        let text = blob.get(offset as usize..)?;
        let end = text.iter().position(|byte| *byte == 0)?;
        std::str::from_utf8(&text[..end]).ok()
    }

    /// Magic and versions, judged as every loader judges them.
    fn shake_hands(&self) -> std::result::Result<(), Mismatch> {
        let magic = self.image.bytes(self.header, 8).ok_or(Mismatch::NotADictionary)?;
        // Only what the handshake reads is filled in; a file has no addresses to offer.
        let header = DictionaryHeader {
            magic: magic.try_into().map_err(|_| Mismatch::NotADictionary)?,
            abi_major: self.short_header_field("abi_major"),
            abi_minor: self.short_header_field("abi_minor"),
            header_size: self.header_field("header_size"),
            fingerprint: 0,
            name: 0,
            table_count: 0,
            tables: [Table { data: std::ptr::null(), count: 0, record_size: 0 }; TABLE_COUNT],
            link: std::ptr::null_mut(),
            allocate: std::ptr::null(),
            deallocate: std::ptr::null(),
            string_new: std::ptr::null(),
            string_delete: std::ptr::null(),
        };
        handshake::check_version(&header)
    }

    fn read_tables(&self) -> std::result::Result<Vec<(u64, u32)>, String> {
        let meaningful = self.header_field("table_count");
        if (meaningful as usize) < TABLE_COUNT {
            return Err(format!("it has {meaningful} tables instead of {TABLE_COUNT}"));
        }
        let first = self.header + layouts::header().offset("tables");
        TableKind::ALL.iter().map(|kind| self.read_table(*kind, first)).collect()
    }

    fn read_table(&self, kind: TableKind, first: u64) -> std::result::Result<(u64, u32), String> {
        let layout = layouts::table();
        let table = first + u64::from(kind as u8) * layout.size;
        let damaged = |what: &str| format!("table {}: {what}", kind.name());
        let address = self
            .image
            .unsigned(table + layout.offset("data"), 8)
            .ok_or_else(|| damaged("the header ends early"))?;
        let count =
            self.image.u32(table + layout.offset("count")).ok_or_else(|| damaged("the header ends early"))?;
        let size = self
            .image
            .u32(table + layout.offset("record_size"))
            .ok_or_else(|| damaged("the header ends early"))?;
        let expected = if kind == TableKind::Strings { 1 } else { layouts::of(kind).size };
        if u64::from(size) != expected {
            return Err(damaged(&format!("its records have {size} bytes instead of {expected}")));
        }
        if count > 0 && self.image.bytes(address, u64::from(count) * expected).is_none() {
            return Err(damaged(&format!("its {count} records lie outside the file")));
        }
        Ok((address, count))
    }

    fn header_field(&self, name: &str) -> u32 {
        self.image.u32(self.header + layouts::header().offset(name)).unwrap_or_default()
    }

    fn short_header_field(&self, name: &str) -> u16 {
        let value = self.image.unsigned(self.header + layouts::header().offset(name), 2);
        value.and_then(|value| u16::try_from(value).ok()).unwrap_or_default()
    }
}

/// One record of a table; its fields are read by their names.
#[derive(Clone, Copy, Debug)]
pub struct Record<'a> {
    dictionary: &'a Dictionary,
    /// The table.
    pub table: TableKind,
    /// Its place in the table.
    pub index: u32,
    address: u64,
}

impl<'a> Record<'a> {
    /// An unsigned field of any width.
    ///
    /// # Panics
    /// The record has no such field.
    pub fn get(&self, field: &str) -> u64 {
        let layout = layouts::of(self.table);
        let (offset, width) = layout.field(field);
        // `open` has found the table inside the image.
        self.dictionary.image.unsigned(self.address + offset, width).unwrap_or_default()
    }

    /// A field of at most 32 bits: an id, an offset, a count or a code.
    ///
    /// # Panics
    /// The record has no such field, or a wider one.
    pub fn id(&self, field: &str) -> u32 {
        u32::try_from(self.get(field)).expect("the field has at most 32 bits")
    }

    /// A string field; empty where it refers to nothing or is damaged.
    pub fn text(&self, field: &str) -> &'a str {
        self.dictionary.string(self.id(field)).unwrap_or_default()
    }

    /// The records of `table` from `first` on, `count` of them.
    pub fn range(
        &self,
        table: TableKind,
        first: &str,
        count: &str,
    ) -> impl Iterator<Item = Record<'a>> + use<'a> {
        let (dictionary, first) = (self.dictionary, self.id(first));
        // A damaged count may claim four billion records.
        let count = self.id(count).min(dictionary.count(table).saturating_sub(first));
        (first..first + count).filter_map(move |index| dictionary.record(table, index))
    }

    /// A record of any table of the same dictionary.
    pub fn sibling(&self, table: TableKind, index: u32) -> Option<Record<'a>> {
        self.dictionary.record(table, index)
    }

    /// The record that a field refers to.
    pub fn follow(&self, field: &str, table: TableKind) -> Option<Record<'a>> {
        self.dictionary.record(table, self.id(field))
    }
}
