//! A further page of entries: the library's own code page, mapped once more, with
//! a fresh page of data behind it.
//!
//! libffi's static trampolines work so, too. The mapping asks for no right that
//! loading the library did not need, so it works where memory may not become
//! executable (SELinux, PR_SET_MDWE).
//!
//! May not know: what entries are for.

use std::ffi::{CStr, OsStr, c_int, c_void};
use std::fs::File;
use std::os::fd::AsRawFd;
use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;
use std::ptr;
use std::sync::OnceLock;

use super::code::{PAGE_SIZE, PER_PAGE, Slot, page};

/// Where the page lies: the file, and its offset there.
#[derive(Debug)]
struct Source {
    path: PathBuf,
    offset: libc::off_t,
}

/// Finds the library's file while its path is sure to be right; a program may
/// change its directory later.
pub(in crate::call) fn locate() {
    source();
}

fn source() -> Option<&'static Source> {
    static SOURCE: OnceLock<Option<Source>> = OnceLock::new();
    SOURCE.get_or_init(Source::find).as_ref()
}

impl Source {
    fn find() -> Option<Self> {
        let address = page().as_ptr() as usize;
        // SAFETY: only asks which page size the kernel has.
        if unsafe { libc::sysconf(libc::_SC_PAGESIZE) } != PAGE_SIZE as libc::c_long {
            return None;
        }
        // SAFETY: zero is a valid value of the plain struct that `dladdr` fills.
        let mut info: libc::Dl_info = unsafe { std::mem::zeroed() };
        // SAFETY: any address may be asked for.
        if unsafe { libc::dladdr(address as *const c_void, &raw mut info) } == 0 || info.dli_fname.is_null() {
            return None;
        }
        // SAFETY: `dladdr` gives a NUL-terminated path.
        let path = OsStr::from_bytes(unsafe { CStr::from_ptr(info.dli_fname) }.to_bytes());
        let path = PathBuf::from(path).canonicalize().ok()?;
        Some(Self { path, offset: file_offset(address)? })
    }
}

/// Where an address of a loaded library lies in its file.
fn file_offset(address: usize) -> Option<libc::off_t> {
    struct Search {
        address: usize,
        offset: Option<libc::off_t>,
    }
    unsafe extern "C" fn visit(info: *mut libc::dl_phdr_info, _size: usize, search: *mut c_void) -> c_int {
        // SAFETY: `dl_iterate_phdr` passes a library's headers, and what it was given.
        let (info, search) = unsafe { (&*info, &mut *search.cast::<Search>()) };
        // SAFETY: the linker says how many headers there are.
        let headers = unsafe { std::slice::from_raw_parts(info.dlpi_phdr, info.dlpi_phnum.into()) };
        for header in headers.iter().filter(|header| header.p_type == libc::PT_LOAD) {
            let start = (info.dlpi_addr as usize).wrapping_add(header.p_vaddr as usize);
            let distance = search.address.wrapping_sub(start);
            if distance < header.p_filesz as usize {
                search.offset = Some(header.p_offset as libc::off_t + distance as libc::off_t);
                return 1;
            }
        }
        0
    }
    let mut search = Search { address, offset: None };
    // SAFETY: `visit` gets the search back, which outlives the call.
    unsafe { libc::dl_iterate_phdr(Some(visit), (&raw mut search).cast()) };
    search.offset
}

/// A new page of code and its slots; `None` where the file is gone or has
/// changed, or the system refuses.
pub(super) fn map() -> Option<(*const c_void, &'static [Slot])> {
    let source = source()?;
    let file = File::open(&source.path).ok()?;
    // SAFETY: maps fresh memory, and then over its own mapping only. The second
    // mapping is private, and becomes ours only where it equals the library's
    // code; the file's end lies behind the page, or the library had not loaded.
    unsafe {
        let memory = libc::mmap(
            ptr::null_mut(),
            2 * PAGE_SIZE,
            libc::PROT_READ | libc::PROT_WRITE,
            libc::MAP_PRIVATE | libc::MAP_ANONYMOUS,
            -1,
            0,
        );
        if memory == libc::MAP_FAILED {
            return None;
        }
        let code = libc::mmap(
            memory,
            PAGE_SIZE,
            libc::PROT_READ | libc::PROT_EXEC,
            libc::MAP_PRIVATE | libc::MAP_FIXED,
            file.as_raw_fd(),
            source.offset,
        );
        let long_enough =
            file.metadata().is_ok_and(|data| data.len() >= source.offset.unsigned_abs() + PAGE_SIZE as u64);
        let same = code != libc::MAP_FAILED
            && long_enough
            && std::slice::from_raw_parts(code.cast::<u8>(), PAGE_SIZE) == page();
        if !same {
            libc::munmap(memory, 2 * PAGE_SIZE);
            return None;
        }
        let slots = std::slice::from_raw_parts(memory.wrapping_byte_add(PAGE_SIZE).cast::<Slot>(), PER_PAGE);
        Some((code, slots))
    }
}
