//! The most derived bound class of a polymorphic object, from its C++ run-time
//! type information (Itanium ABI).
//!
//! Two libraries may have their own copy of a class's `type_info`, so names are
//! compared, not addresses; the answer is remembered per virtual table.

use std::collections::HashMap;
use std::ffi::{CStr, c_char, c_void};
use std::sync::RwLock;

use cppbind_abi::NONE;
use cppbind_abi::codes::ClassFlags;
use cppbind_abi::records::{ClassRecord, TypeInfoRecord};

use super::{Class, class};
use crate::dictionary::{Damaged, Dictionary};
use crate::state;

/// What a virtual table says: the bound class and where the whole object begins.
#[derive(Clone, Copy)]
struct Dynamic {
    class: Option<&'static Class>,
    offset_to_top: isize,
}

#[derive(Default)]
struct Known {
    generation: u64,
    by_table: HashMap<usize, Dynamic>,
    by_name: HashMap<&'static [u8], (&'static Dictionary, u32)>,
    dictionaries: usize,
}

static KNOWN: RwLock<Option<Known>> = RwLock::new(None);

/// The most derived bound class of the object and the address of that part;
/// what was given where the class is not polymorphic or nothing better is bound.
///
/// # Safety
///
/// `object` must be null or point to a live object of `class`.
pub unsafe fn most_derived(class: &'static Class, object: *mut c_void) -> (&'static Class, *mut c_void) {
    // SAFETY: the caller's promise.
    let (class, object, _) = unsafe { most_derived_and_table(class, object) };
    (class, object)
}

/// As [`most_derived`], and the virtual table that said so, where one did: for
/// each object of `class` with the same table the answer is the same.
///
/// # Safety
///
/// As [`most_derived`].
pub unsafe fn most_derived_and_table(
    class: &'static Class,
    object: *mut c_void,
) -> (&'static Class, *mut c_void, Option<*const c_void>) {
    if object.is_null() || !class.flags().has(ClassFlags::POLYMORPHIC) || class.is_pinned() {
        return (class, object, None);
    }
    // SAFETY: a polymorphic object begins with the address of its virtual table.
    let table = unsafe { *object.cast::<*const isize>() };
    if table.is_null() {
        return (class, object, None);
    }
    // SAFETY: before a virtual table's address point lie the `type_info` and the
    // offset to the whole object.
    let dynamic = unsafe { remembered(table) };
    match dynamic.class {
        Some(derived) if derived != class && derived.depth_to(class).is_some() => {
            (derived, object.wrapping_byte_offset(dynamic.offset_to_top), Some(table.cast()))
        }
        _ => (class, object, Some(table.cast())),
    }
}

/// The bound class that a `std::type_info` describes.
///
/// # Safety
///
/// `type_info` must be null or point to a `std::type_info`.
pub unsafe fn class_of_type_info(type_info: *const c_void) -> Result<Option<&'static Class>, Damaged> {
    if type_info.is_null() {
        return Ok(None);
    }
    // SAFETY: passed on.
    let name = unsafe { type_name(type_info) };
    let mut known = KNOWN.write().unwrap_or_else(|poisoned| poisoned.into_inner());
    let known = known.get_or_insert_default();
    known.catch_up()?;
    match known.by_name.get(name) {
        Some(&(dictionary, index)) => class(dictionary, index).map(Some),
        None => Ok(None),
    }
}

/// # Safety
///
/// `table` must be the address point of a virtual table.
unsafe fn remembered(table: *const isize) -> Dynamic {
    let generation = state::generation();
    {
        let known = KNOWN.read().unwrap_or_else(|poisoned| poisoned.into_inner());
        if let Some(known) = known.as_ref().filter(|known| known.generation == generation)
            && let Some(dynamic) = known.by_table.get(&(table as usize))
        {
            return *dynamic;
        }
    }
    // SAFETY: the caller's promise; see `most_derived`.
    let (offset_to_top, type_info) = unsafe { (*table.sub(2), *table.sub(1) as *const c_void) };
    // Damage means that the dynamic type is not known; the static one serves.
    // SAFETY: read from a virtual table; null under -fno-rtti.
    let class = unsafe { class_of_type_info(type_info) }.ok().flatten();
    let dynamic = Dynamic { class, offset_to_top };
    let mut known = KNOWN.write().unwrap_or_else(|poisoned| poisoned.into_inner());
    let known = known.get_or_insert_default();
    if known.generation != generation {
        known.generation = generation;
        known.by_table.clear();
    }
    known.by_table.insert(table as usize, dynamic);
    dynamic
}

impl Known {
    /// Reads the type infos of dictionaries loaded since the last time.
    fn catch_up(&mut self) -> Result<(), Damaged> {
        for dictionary in state::dictionaries().into_iter().skip(self.dictionaries) {
            self.dictionaries += 1;
            for (record, index) in dictionary.all::<ClassRecord>().iter().zip(0..) {
                if record.type_info == NONE {
                    continue;
                }
                let address = dictionary.get::<TypeInfoRecord>(record.type_info)?.address;
                if address.is_null() {
                    continue;
                }
                // SAFETY: the ABI says that the table holds addresses of `std::type_info`.
                let name = unsafe { type_name(address) };
                self.by_name.entry(name).or_insert((dictionary, index));
            }
        }
        Ok(())
    }
}

/// The mangled name in a `std::type_info`: its second word. A leading `*` only
/// says that names are to be compared by address.
///
/// # Safety
///
/// `type_info` must point to a `std::type_info`; its name is never freed.
pub(crate) unsafe fn type_name(type_info: *const c_void) -> &'static [u8] {
    // SAFETY: libstdc++ and libc++ lay it out so: virtual table, name.
    let name = unsafe { CStr::from_ptr(*type_info.cast::<*const c_char>().add(1)) }.to_bytes();
    name.strip_prefix(b"*").unwrap_or(name)
}
