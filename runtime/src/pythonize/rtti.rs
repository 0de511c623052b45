//! What a thrown object's `std::type_info` tells about classes that no
//! dictionary binds: names, and bases one above the other.
//!
//! The Itanium C++ ABI lays `type_info` out as virtual table, name; a class with
//! one public base has a third word, the base's `type_info`.

use std::ffi::{CStr, CString, c_char, c_int, c_void};

/// The C++ name of a type, `std::out_of_range`; the mangled one where it cannot be told.
///
/// # Safety
///
/// `type_info` must point to a `std::type_info`.
pub(super) unsafe fn name(type_info: *const c_void) -> String {
    // SAFETY: passed on.
    let mangled = unsafe { mangled(type_info) };
    demangle(mangled).unwrap_or_else(|| mangled.to_string_lossy().into_owned())
}

/// The mangled name: `i` for int, `PKc` for a C string, `St12out_of_range`.
///
/// # Safety
///
/// As [`name`].
pub(super) unsafe fn mangled(type_info: *const c_void) -> &'static CStr {
    // SAFETY: the second word of a type_info is its name, which is never freed.
    let name = unsafe { CStr::from_ptr(*type_info.cast::<*const c_char>().add(1)) };
    // A leading `*` only says that names are to be compared by address.
    match name.to_bytes_with_nul().strip_prefix(b"*") {
        Some(rest) => CStr::from_bytes_with_nul(rest).unwrap_or(name),
        None => name,
    }
}

/// The `type_info` of the only base of a class; null where it has none or several.
///
/// # Safety
///
/// As [`name`].
pub(super) unsafe fn only_base(type_info: *const c_void) -> *const c_void {
    let table = symbol(c"_ZTVN10__cxxabiv120__si_class_type_infoE");
    // SAFETY: a type_info begins with the address point of its class's virtual
    // table, two words into it; only that class has a third word.
    unsafe {
        let words = type_info.cast::<*const c_void>();
        if table.is_null() || *words != table.wrapping_byte_add(2 * size_of::<usize>()) {
            return std::ptr::null();
        }
        *words.add(2)
    }
}

/// A symbol of the C++ library, which is in the process since the first dictionary was loaded.
fn symbol(name: &CStr) -> *const c_void {
    // SAFETY: a NUL-terminated name.
    unsafe { libc::dlsym(libc::RTLD_DEFAULT, name.as_ptr()) }
}

fn demangle(mangled: &CStr) -> Option<String> {
    type Demangle = unsafe extern "C" fn(*const c_char, *mut c_char, *mut usize, *mut c_int) -> *mut c_char;
    let function = symbol(c"__cxa_demangle");
    if function.is_null() {
        return None;
    }
    // SAFETY: the ABI gives the function this type; with null for the buffer it
    // returns memory from malloc, or null.
    unsafe {
        let demangle: Demangle = std::mem::transmute(function);
        let mut status = 0;
        let text = demangle(mangled.as_ptr(), std::ptr::null_mut(), std::ptr::null_mut(), &raw mut status);
        if text.is_null() {
            return None;
        }
        let name = CString::from(CStr::from_ptr(text)).into_string().ok();
        libc::free(text.cast());
        name
    }
}
