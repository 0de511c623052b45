//! What a shared library asks of the machine that loads it.

use std::path::Path;

use object::Endianness;
use object::elf::{DT_NEEDED, DT_RPATH, DT_RUNPATH, FileHeader64};
use object::read::elf::FileHeader;

use crate::error::{Error, Result};

/// A shared library's dynamic section, as far as packages care.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Elf {
    /// The libraries that it needs, by the names that the loader looks for.
    pub(super) needed: Vec<String>,
    /// Where it tells the loader to look.
    pub(super) search: Vec<String>,
    /// The versions of symbols that it needs, by library: `GLIBC_2.34` of `libc.so.6`.
    pub(super) versions: Vec<(String, String)>,
}

impl Elf {
    /// Reads a file.
    ///
    /// # Errors
    /// It cannot be read, or is no shared library of a 64-bit machine.
    pub(super) fn read(path: &Path) -> Result<Self> {
        Self::parse(&std::fs::read(path).map_err(Error::file(path))?)
            .map_err(|error| Error::Input(format!("{} is no shared library: {error}", path.display())))
    }

    /// Reads a file's bytes.
    pub(super) fn parse(data: &[u8]) -> object::Result<Self> {
        let header = FileHeader64::<Endianness>::parse(data)?;
        let endian = header.endian()?;
        let sections = header.sections(endian, data)?;
        let dynamic = sections.dynamic_table(endian, data)?;
        let mut elf = Self::default();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        for entry in dynamic.iter() {
            match entry.tag {
                DT_NEEDED => elf.needed.push(text(dynamic.string(entry)?)),
                DT_RPATH | DT_RUNPATH => {
                    elf.search.extend(text(dynamic.string(entry)?).split(':').map(str::to_owned));
                }
                _ => {}
            }
        }
        if let Some((mut needs, link)) = sections.gnu_verneed(endian, data)? {
            let strings = sections.strings(endian, data, link)?;
            while let Some((library, mut versions)) = needs.next()? {
                let library = text(library.file(endian, strings)?);
                while let Some(version) = versions.next()? {
                    elf.versions.push((library.clone(), text(version.name(endian, strings)?)));
                }
            }
        }
        Ok(elf)
    }
}
