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

use std::cmp::Ordering;
use std::ffi::{CStr, c_char, c_void};
use std::path::{Path, PathBuf};
use std::ptr::{self, NonNull};

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

    /// The index of a record of this dictionary.
    pub fn index_of<R: Record>(&self, record: &R) -> Option<u32> {
        let all = self.all::<R>();
        let distance = (ptr::from_ref(record) as usize).checked_sub(all.as_ptr() as usize)?;
        let index = distance / size_of::<R>();
        (index < all.len()).then_some(index as u32)
    }

    /// The warning of whoever uses the declaration of a record; `None` where it is not deprecated.
    pub fn deprecation(&self, table: TableKind, index: u32) -> Result<Option<&'static str>, Damaged> {
        let all = self.all::<records::DeprecationRecord>();
        let key = (table as u32, index);
        match all.binary_search_by_key(&key, |record| (record.table, record.index)) {
            Ok(found) => self.text(all[found].text),
            Err(_) => Ok(None),
        }
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
        let start = self.start(offset)?;
        // SAFETY: null for NONE; else a string of the blob, which ends in it and lives for ever.
        Ok((!start.is_null()).then(|| unsafe { CStr::from_ptr(start) }))
    }

    /// Where a string begins that C will read; null for NONE. Its end is not looked
    /// for: it has one, because the blob ends in NUL.
    pub fn start(&self, offset: u32) -> Result<*const c_char, Damaged> {
        if offset == NONE {
            return Ok(ptr::null());
        }
        match table::strings(self.header) {
            blob @ [.., 0] if (offset as usize) < blob.len() => Ok(blob[offset as usize..].as_ptr().cast()),
            _ => Err(self.damaged(TableKind::Strings, offset)),
        }
    }

    /// Whether a string is NONE or empty.
    pub fn is_blank(&self, offset: u32) -> Result<bool, Damaged> {
        let blob = table::strings(self.header);
        match blob.get(offset as usize) {
            _ if offset == NONE => Ok(true),
            Some(first) => Ok(*first == 0),
            None => Err(self.damaged(TableKind::Strings, offset)),
        }
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
        if name.contains('\0') {
            return Ok(&[]);
        }
        let first = partition(scope, |record| Ok(self.order(record.name, name)?.is_lt()))?;
        let rest = &scope[first..];
        let mut length = 0;
        // A name has few kinds.
        while let Some(record) = rest.get(length)
            && self.order(record.name, name)?.is_eq()
        {
            length += 1;
        }
        Ok(&rest[..length])
    }

    /// The names of one scope that begin with `prefix`.
    pub fn names_from(
        &self,
        scope: &'static [NameRecord],
        prefix: &str,
    ) -> Result<&'static [NameRecord], Damaged> {
        let first = partition(scope, |record| Ok(self.order(record.name, prefix)?.is_lt()))?;
        let rest = &scope[first..];
        let length = partition(rest, |record| Ok(self.tail(record.name)?.starts_with(prefix.as_bytes())))?;
        Ok(&rest[..length])
    }

    /// The blob from a string on.
    fn tail(&self, offset: u32) -> Result<&'static [u8], Damaged> {
        table::strings(self.header)
            .get(offset as usize..)
            .ok_or_else(|| self.damaged(TableKind::Strings, offset))
    }

    /// How a string of the blob compares with a text without NULs, byte by byte.
    pub fn order(&self, offset: u32, text: &str) -> Result<Ordering, Damaged> {
        let tail = self.tail(offset)?;
        let common = tail.len().min(text.len());
        // The NUL at the end of a shorter string comes before whatever the text has there.
        let order = tail[..common].cmp(text.as_bytes());
        Ok(order.then_with(|| if tail.get(common) == Some(&0) { Ordering::Equal } else { Ordering::Greater }))
    }

    /// The record of a table sorted by qualified name.
    pub fn find<R: table::Qualified>(&self, qualified: &str) -> Result<Option<(u32, &'static R)>, Damaged> {
        if qualified.contains('\0') {
            return Ok(None);
        }
        let all = self.all::<R>();
        let order = |record: &R| self.order(record.qualified(), qualified);
        let position = partition(all, |record| Ok(order(record)?.is_lt()))?;
        match all.get(position) {
            Some(record) if order(record)?.is_eq() => Ok(Some((position as u32, record))),
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
