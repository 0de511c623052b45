//! From a file to a checked header: ELF lengths, `dlopen`, handshake, table extents.

use std::ffi::c_void;
use std::path::Path;

use cppbind_abi::codes::TableKind;
use cppbind_abi::handshake::{self, Mismatch};
use cppbind_abi::link::RuntimeLink;
use cppbind_abi::records::DictionaryHeader;
use libloading::os::unix::{Library, RTLD_GLOBAL, RTLD_NOW};
use object::read::elf::{FileHeader, ProgramHeader};
use object::{Endianness, ReadCache, ReadRef, elf};

use super::LoadError;
use super::table;

/// Opens and checks a dictionary, and stores the runtime's link in it.
pub(super) fn open(path: &Path, link: &'static RuntimeLink) -> Result<&'static DictionaryHeader, LoadError> {
    check_file(path)?;
    // SAFETY: loading runs the initialisers of the user's C++ code; that is what
    // the user asked for. RTLD_GLOBAL, because otherwise a header's inline static
    // data would exist once per dictionary.
    let library = unsafe { Library::open(Some(path), RTLD_NOW | RTLD_GLOBAL) }.map_err(|error| {
        LoadError::Linker { path: path.to_owned(), message: linker_message(&error, path) }
    })?;
    // SAFETY: the symbol is only dereferenced after its extent was found inside
    // a loaded segment; a dictionary defines it as a `DictionaryHeader`.
    let symbol = unsafe { library.get::<*const DictionaryHeader>(cppbind_abi::SYMBOL.as_bytes()) };
    let address = match symbol {
        Ok(symbol) => symbol.into_raw().cast_const().cast::<DictionaryHeader>(),
        Err(_) => return Err(LoadError::NotADictionary { path: path.to_owned() }),
    };
    let mismatch = |mismatch| LoadError::Mismatch { path: path.to_owned(), mismatch };
    let segments = loaded_segments(address.cast());
    if !inside(&segments, address as usize, size_of::<DictionaryHeader>()) || !address.is_aligned() {
        return Err(mismatch(Mismatch::NotADictionary));
    }
    // SAFETY: the extent lies in a readable segment of a library that is leaked
    // below, and every byte pattern is a valid `DictionaryHeader`.
    let header = unsafe { &*address };
    handshake::check_version(header).map_err(mismatch)?;
    check_tables(header, &segments).map_err(|what| mismatch(Mismatch::Layout(what)))?;
    // SAFETY: `link` was found inside a segment of the library and is its own
    // writable variable, which nothing else writes.
    unsafe { *header.link = link };
    // Dictionaries stay loaded: classes, functions and strings refer into them.
    std::mem::forget(library);
    Ok(header)
}

/// The dynamic linker names the file first; our error does so already.
fn linker_message(error: &libloading::Error, path: &Path) -> String {
    let text = error.source_text();
    text.strip_prefix(&format!("{}: ", path.display())).unwrap_or(&text).to_owned()
}

trait SourceText {
    fn source_text(&self) -> String;
}

impl SourceText for libloading::Error {
    fn source_text(&self) -> String {
        std::error::Error::source(self).map_or_else(|| self.to_string(), ToString::to_string)
    }
}

/// Compares the file's length with what its ELF headers say.
fn check_file(path: &Path) -> Result<(), LoadError> {
    let file_error = |source| LoadError::File { path: path.to_owned(), source };
    let file = std::fs::File::open(path).map_err(file_error)?;
    let metadata = file.metadata().map_err(file_error)?;
    let not_a_library =
        |reason: &str| LoadError::NotALibrary { path: path.to_owned(), reason: reason.to_owned() };
    if !metadata.is_file() {
        return Err(not_a_library("it is not a regular file"));
    }
    let cache = ReadCache::new(file);
    let expected = expected_length(&cache).map_err(|reason| not_a_library(&reason))?;
    if metadata.len() < expected {
        return Err(LoadError::Truncated { path: path.to_owned(), length: metadata.len(), expected });
    }
    Ok(())
}

/// How long the file must be for its segments, which `dlopen` maps, and for its
/// section headers, which lie last: a copy that was cut short lacks them.
fn expected_length<'data>(data: impl ReadRef<'data>) -> Result<u64, String> {
    let header = elf::FileHeader64::<Endianness>::parse(data).map_err(|error| error.to_string())?;
    let endian = header.endian().map_err(|error| error.to_string())?;
    if header.e_type(endian) != elf::ET_DYN {
        return Err("its ELF header is not that of a shared library".to_owned());
    }
    let end =
        |offset: u64, size: u64| offset.checked_add(size).ok_or("its ELF headers are damaged".to_owned());
    let segments = header.program_headers(endian, data).map_err(|error| error.to_string())?;
    let sections = u64::from(header.e_shnum(endian)) * u64::from(header.e_shentsize(endian));
    let last = end(header.e_shoff(endian), sections)?;
    segments.iter().try_fold(last, |length, segment| {
        Ok(length.max(end(segment.p_offset(endian), segment.p_filesz(endian))?))
    })
}

/// Each table's record size, alignment and extent.
fn check_tables(header: &DictionaryHeader, segments: &[(usize, usize)]) -> Result<(), String> {
    if header.table_count as usize != TableKind::ALL.len() {
        return Err(format!("{} tables instead of {}", header.table_count, TableKind::ALL.len()));
    }
    for kind in TableKind::ALL {
        let table = &header.tables[*kind as usize];
        if table.count == 0 {
            continue;
        }
        let size = table::record_size(*kind);
        if table.record_size as usize != size {
            return Err(format!(
                "records of {} have {} bytes instead of {size}",
                kind.name(),
                table.record_size
            ));
        }
        let address = table.data as usize;
        if !address.is_multiple_of(table::record_alignment(*kind))
            || !inside(segments, address, table.count as usize * size)
        {
            return Err(format!("the table of {} lies outside the library", kind.name()));
        }
    }
    let link = header.link as usize;
    if !link.is_multiple_of(align_of::<*const c_void>())
        || !inside(segments, link, size_of::<*const c_void>())
    {
        return Err("the runtime's link lies outside the library".to_owned());
    }
    Ok(())
}

fn inside(segments: &[(usize, usize)], address: usize, length: usize) -> bool {
    segments.iter().any(|(start, end)| address >= *start && address <= *end && length <= end - address)
}

/// The mapped extents of the library that contains `address`.
fn loaded_segments(address: *const c_void) -> Vec<(usize, usize)> {
    struct Search {
        address: usize,
        segments: Vec<(usize, usize)>,
    }

    unsafe extern "C" fn visit(
        info: *mut libc::dl_phdr_info,
        _size: usize,
        data: *mut c_void,
    ) -> libc::c_int {
        // SAFETY: `dl_iterate_phdr` passes a valid info, and our own `Search`.
        let (info, search) = unsafe { (&*info, &mut *data.cast::<Search>()) };
        // SAFETY: the linker keeps `dlpi_phnum` headers there.
        let headers = unsafe { std::slice::from_raw_parts(info.dlpi_phdr, info.dlpi_phnum as usize) };
        let segments: Vec<_> = headers
            .iter()
            .filter(|header| header.p_type == libc::PT_LOAD)
            .map(|header| {
                let start = info.dlpi_addr as usize + header.p_vaddr as usize;
                (start, start + header.p_memsz as usize)
            })
            .collect();
        if segments.iter().any(|(start, end)| (*start..*end).contains(&search.address)) {
            search.segments = segments;
            return 1;
        }
        0
    }

    let mut search = Search { address: address as usize, segments: Vec::new() };
    // SAFETY: `visit` has the required signature and outlives nothing.
    unsafe { libc::dl_iterate_phdr(Some(visit), (&raw mut search).cast()) };
    search.segments
}
