//! An ELF shared library as the dynamic linker would lay it out, at base address 0.
//!
//! With that base, packed relative relocations (`SHT_RELR`) change nothing: their
//! words hold their values already. Of the others only those that a dictionary's own
//! tables use are applied; an address in another library becomes [`ELSEWHERE`].

use std::collections::HashMap;

use object::elf;
use object::read::elf::{ElfFile64, FileHeader, ProgramHeader};
use object::{Endianness, Object, ObjectSymbol, ObjectSymbolTable, RelocationFlags, RelocationTarget};

/// What stands where the address of another library's symbol would.
const ELSEWHERE: u64 = u64::MAX;

/// No dictionary is larger; a damaged program header must not make us reserve the machine's memory.
const LARGEST: u64 = 4 << 30;

/// Loaded segments and exported symbols.
#[derive(Debug)]
pub(super) struct Image {
    /// Segments: address and contents.
    segments: Vec<(u64, Vec<u8>)>,
    symbols: HashMap<String, u64>,
}

impl Image {
    /// Lays out a file's bytes.
    pub(super) fn of_shared_library(bytes: &[u8]) -> Result<Self, String> {
        let file = ElfFile64::<Endianness>::parse(bytes)
            .map_err(|error| format!("it is not a 64-bit ELF shared library: {error}"))?;
        let damaged = |error: object::Error| format!("its ELF structures are damaged: {error}");
        let endian = file.endian();
        if file.elf_header().e_type(endian) != elf::ET_DYN || endian != Endianness::Little {
            return Err("it is not a little-endian ELF shared library".into());
        }
        let mut segments = Vec::new();
        for header in file.elf_program_headers().iter().filter(|header| header.p_type(endian) == elf::PT_LOAD)
        {
            let data = header.data(endian, bytes).map_err(|()| "it is truncated".to_owned())?;
            let size = header.p_memsz(endian);
            if size > LARGEST || (data.len() as u64) > size {
                return Err(format!("a segment claims {size} bytes"));
            }
            let mut memory = data.to_vec();
            memory.resize(usize::try_from(size).map_err(|error| error.to_string())?, 0);
            segments.push((header.p_vaddr(endian), memory));
        }
        let mut image = Self { segments, symbols: HashMap::new() };
        for symbol in file.dynamic_symbols().filter(|symbol| symbol.is_definition()) {
            image.symbols.insert(symbol.name().map_err(damaged)?.to_owned(), symbol.address());
        }
        image.relocate(&file);
        Ok(image)
    }

    /// The address of an exported symbol.
    pub(super) fn symbol(&self, name: &str) -> Option<u64> {
        self.symbols.get(name).copied()
    }

    /// Memory; `None` where it is not all inside one segment.
    pub(super) fn bytes(&self, address: u64, length: u64) -> Option<&[u8]> {
        self.segments.iter().find_map(|(start, memory)| {
            let first = usize::try_from(address.checked_sub(*start)?).ok()?;
            memory.get(first..first.checked_add(usize::try_from(length).ok()?)?)
        })
    }

    /// An unsigned integer of at most 8 bytes.
    pub(super) fn unsigned(&self, address: u64, width: u64) -> Option<u64> {
        let bytes = self.bytes(address, width).filter(|bytes| bytes.len() <= 8)?;
        Some(bytes.iter().rev().fold(0, |value, byte| value << 8 | u64::from(*byte)))
    }

    /// A 32-bit integer.
    pub(super) fn u32(&self, address: u64) -> Option<u32> {
        self.unsigned(address, 4).and_then(|value| u32::try_from(value).ok())
    }

    fn relocate(&mut self, file: &ElfFile64<'_, Endianness>) {
        let symbols = file.dynamic_symbol_table();
        for (place, relocation) in file.dynamic_relocations().into_iter().flatten() {
            let RelocationFlags::Elf { r_type } = relocation.flags() else { continue };
            let value = match (file.elf_header().e_machine(file.endian()), r_type) {
                (elf::EM_X86_64, elf::R_X86_64_RELATIVE) | (elf::EM_AARCH64, elf::R_AARCH64_RELATIVE) => {
                    relocation.addend().cast_unsigned()
                }
                (elf::EM_X86_64, elf::R_X86_64_64 | elf::R_X86_64_GLOB_DAT)
                | (elf::EM_AARCH64, elf::R_AARCH64_ABS64 | elf::R_AARCH64_GLOB_DAT) => {
                    let RelocationTarget::Symbol(index) = relocation.target() else { continue };
                    let symbol = symbols.as_ref().and_then(|symbols| symbols.symbol_by_index(index).ok());
                    let defined = symbol.filter(|symbol| symbol.is_definition());
                    defined
                        .map_or(ELSEWHERE, |symbol| symbol.address().wrapping_add_signed(relocation.addend()))
                }
                _ => continue,
            };
            self.store(place, value);
        }
    }

    fn store(&mut self, address: u64, value: u64) {
        for (start, memory) in &mut self.segments {
            let Some(first) = address.checked_sub(*start).and_then(|first| usize::try_from(first).ok())
            else {
                continue;
            };
            if let Some(word) = first.checked_add(8).and_then(|end| memory.get_mut(first..end)) {
                word.copy_from_slice(&value.to_le_bytes());
            }
        }
    }
}
