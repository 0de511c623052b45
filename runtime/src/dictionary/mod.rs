//! A loaded dictionary: its tables, bounds-checked, and nothing else.
//!
//! * [`image`]: what is checked before and after `dlopen`.
//! * [`table`]: typed access to the records.
//!
//! Nothing here is parsed or copied at load. Dictionaries are never unloaded, so
//! everything in them is `'static`.
//!
//! May not know: Python.

mod error;
mod image;
mod table;

use std::ffi::{CStr, c_void};
use std::path::{Path, PathBuf};
use std::ptr::NonNull;

use cppbind_abi::NONE;
use cppbind_abi::codes::{NameKind, TableKind};
use cppbind_abi::records::{self, DictionaryHeader, NameRecord};

pub use error::{Damaged, LoadError};
pub use table::Record;

/// A loaded dictionary.
#[derive(Debug)]
pub struct Dictionary {
    header: &'static DictionaryHeader,
    path: PathBuf,
}

impl PartialEq for Dictionary {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.header, other.header)
    }
}

impl Eq for Dictionary {}

impl Dictionary {
    /// Loads the file and checks what can be checked without touching a table.
    ///
    /// The file's length is compared with its ELF headers first, because a
    /// truncated library dies of SIGBUS inside `dlopen`.
    pub fn open(
        path: &Path,
        link: &'static cppbind_abi::link::RuntimeLink,
    ) -> Result<&'static Self, LoadError> {
        let header = image::open(path, link)?;
        Ok(Box::leak(Box::new(Self { header, path: path.to_owned() })))
    }

    /// The file it was loaded from.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The header.
    pub fn header(&self) -> &'static DictionaryHeader {
        self.header
    }

    /// All records of one kind.
    pub fn all<R: Record>(&self) -> &'static [R] {
        table::slice(self.header)
    }

    /// One record.
    pub fn get<R: Record>(&self, index: u32) -> Result<&'static R, Damaged> {
        self.all().get(index as usize).ok_or_else(|| self.damaged(R::TABLE, index))
    }

    /// A range of records.
    pub fn range<R: Record>(&self, first: u32, count: u32) -> Result<&'static [R], Damaged> {
        let (start, end) = (first as usize, first as usize + count as usize);
        self.all().get(start..end).ok_or_else(|| self.damaged(R::TABLE, first))
    }

    /// A string; `None` for NONE.
    pub fn text(&self, offset: u32) -> Result<Option<&'static str>, Damaged> {
        Ok(match self.bytes(offset)? {
            Some(bytes) => Some(bytes.to_str().map_err(|_| self.damaged(TableKind::Strings, offset))?),
            None => None,
        })
    }

    /// A string that must be there.
    pub fn name(&self, offset: u32) -> Result<&'static str, Damaged> {
        self.text(offset)?.ok_or_else(|| self.damaged(TableKind::Strings, offset))
    }

    /// A string as C reads it; `None` for NONE.
    pub fn bytes(&self, offset: u32) -> Result<Option<&'static CStr>, Damaged> {
        if offset == NONE {
            return Ok(None);
        }
        let blob = table::strings(self.header);
        let rest = blob.get(offset as usize..).filter(|rest| !rest.is_empty());
        rest.and_then(|rest| CStr::from_bytes_until_nul(rest).ok())
            .map(Some)
            .ok_or_else(|| self.damaged(TableKind::Strings, offset))
    }

    /// A stub's address; `None` for NONE and for stubs that the C++ compiler rejected.
    pub fn stub(&self, index: u32) -> Result<Option<NonNull<c_void>>, Damaged> {
        if index == NONE {
            return Ok(None);
        }
        Ok(NonNull::new(self.get::<records::StubRecord>(index)?.address.cast_mut()))
    }

    /// The names of one scope called `name`, of any kind, in order of kind.
    pub fn names_called(
        &self,
        scope: &'static [NameRecord],
        name: &str,
    ) -> Result<&'static [NameRecord], Damaged> {
        let order = |record: &NameRecord| -> Result<std::cmp::Ordering, Damaged> {
            Ok(self.bytes(record.name)?.unwrap_or(c"").to_bytes().cmp(name.as_bytes()))
        };
        let first = partition(scope, |record| Ok(order(record)?.is_lt()))?;
        let length = partition(&scope[first..], |record| Ok(order(record)?.is_eq()))?;
        Ok(&scope[first..first + length])
    }

    /// The record of a table sorted by qualified name.
    pub fn find<R: table::Qualified>(&self, qualified: &str) -> Result<Option<(u32, &'static R)>, Damaged> {
        let all = self.all::<R>();
        let name = |record: &R| Ok::<_, Damaged>(self.bytes(record.qualified())?.unwrap_or(c"").to_bytes());
        let position = partition(all, |record| Ok(name(record)? < qualified.as_bytes()))?;
        match all.get(position) {
            Some(record) if name(record)? == qualified.as_bytes() => Ok(Some((position as u32, record))),
            _ => Ok(None),
        }
    }

    /// What a name is.
    pub fn kind(&self, name: &NameRecord) -> Result<NameKind, Damaged> {
        NameKind::from_raw(name.kind).ok_or_else(|| self.damaged(TableKind::Names, name.index))
    }

    /// The error for a record that cannot be right.
    pub fn damaged(&self, table: TableKind, index: u32) -> Damaged {
        Damaged { dictionary: self.path.clone(), table, index }
    }
}

/// `partition_point` with a predicate that may fail.
fn partition<R>(records: &[R], before: impl Fn(&R) -> Result<bool, Damaged>) -> Result<usize, Damaged> {
    let (mut low, mut high) = (0, records.len());
    while low < high {
        let middle = low + (high - low) / 2;
        if before(&records[middle])? { low = middle + 1 } else { high = middle }
    }
    Ok(low)
}
