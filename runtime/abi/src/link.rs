//! What passes between a dictionary's stubs and the runtime at run time.

use std::ffi::{c_char, c_void};

use cppbind_macros::abi_struct;

/// What the runtime offers to the stubs of a dictionary.
#[abi_struct]
pub struct RuntimeLink {
    /// The runtime's own ABI version; grows at the end with minor versions.
    pub abi_major: u16,
    /// See `abi_major`.
    pub abi_minor: u16,
    /// `sizeof(RuntimeLink)`.
    pub size: u32,
    /// `void (const Thrown*)`: keeps the exception that a stub has caught, for the calling thread; takes over `Thrown::exception`.
    pub thrown: *const c_void,
}

// SAFETY: a link is constant data with addresses of functions.
unsafe impl Sync for RuntimeLink {}

/// A C++ exception that a stub has caught.
#[abi_struct]
pub struct Thrown {
    /// The `std::type_info` of the object's dynamic type.
    pub type_info: *const c_void,
    /// The most derived object, alive as long as `exception` is; for a thrown pointer, the pointer.
    pub object: *mut c_void,
    /// `what()` where the object is a `std::exception`; null otherwise. Alive as long as `exception` is.
    pub what: *const c_char,
    /// A `std::exception_ptr` on the heap.
    pub exception: *mut c_void,
    /// `void (void* exception)`: deletes it.
    pub release: *const c_void,
    /// `void (void* exception)`: throws it again; only for callers that are C++ frames themselves.
    pub rethrow: *const c_void,
}

/// Where a stub leaves a text result.
#[abi_struct]
pub struct TextResult {
    /// The bytes; not NUL-terminated in general.
    pub data: *const c_char,
    /// Their count.
    pub size: usize,
    /// The `std::string` that holds them: `storage`, or where a reference refers to; null for a string view.
    pub object: *mut c_void,
    /// `void (TextResult*)`: ends the string in `storage`; null where nothing needs to be done.
    pub release: *const c_void,
    /// Room for the string itself.
    pub storage: [u64; 8],
}
