//! From derived to base.

use std::ffi::c_void;

use cppbind_abi::NONE;
use cppbind_abi::codes::{BaseFlags, TableKind};
use cppbind_abi::records::BaseRecord;

use super::{Class, Definition, Type, class_of};
use crate::dictionary::Damaged;

/// No C++ program has deeper hierarchies; a damaged dictionary may.
const DEEPEST: u32 = 256;

/// A direct base of a class.
#[derive(Clone, Copy, Debug)]
pub struct Base {
    /// The base class.
    pub class: &'static Class,
    /// How an address of the derived class becomes one of the base.
    pub cast: Cast,
    /// Whether derived objects hold this base more than once, so that C++ has no implicit conversion.
    pub ambiguous: bool,
}

/// A conversion from derived to base.
#[derive(Clone, Copy, Debug)]
pub enum Cast {
    /// Add this many bytes.
    Offset(isize),
    /// Call this stub (virtual bases).
    Stub(unsafe extern "C" fn(*mut c_void) -> *mut c_void),
}

impl Cast {
    /// The base's address; null stays null.
    ///
    /// # Safety
    ///
    /// `object` must be null or point to a live object of the derived class.
    pub unsafe fn apply(self, object: *mut c_void) -> *mut c_void {
        if object.is_null() {
            return object;
        }
        match self {
            Self::Offset(bytes) => object.wrapping_byte_offset(bytes),
            // SAFETY: the ABI gives the stub this type; the caller vouches for the object.
            Self::Stub(stub) => unsafe { stub(object) },
        }
    }
}

impl Base {
    /// The direct bases that some dictionary defines.
    pub(super) fn resolve(class: &Definition) -> Result<Vec<Self>, Damaged> {
        let dictionary = class.dictionary;
        let records = dictionary.range::<BaseRecord>(class.record.bases_first, class.record.bases_count)?;
        let mut bases = Vec::with_capacity(records.len());
        for (record, index) in records.iter().zip(class.record.bases_first..) {
            let Some(base) = class_of(Type::new(dictionary, record.ty)?)? else { continue };
            let flags = BaseFlags(record.flags);
            let cast = if record.cast != NONE {
                let stub = dictionary
                    .stub(record.cast)?
                    .ok_or_else(|| dictionary.damaged(TableKind::Bases, index))?;
                // SAFETY: the ABI says that a cast stub is `Base* (Derived*)`.
                Cast::Stub(unsafe {
                    std::mem::transmute::<*mut c_void, unsafe extern "C" fn(*mut c_void) -> *mut c_void>(
                        stub.as_ptr(),
                    )
                })
            } else if flags.has(BaseFlags::VIRTUAL) || record.offset.unsigned_abs() > class.record.size {
                return Err(dictionary.damaged(TableKind::Bases, index));
            } else {
                Cast::Offset(record.offset as isize)
            };
            bases.push(Self { class: base, cast, ambiguous: flags.has(BaseFlags::AMBIGUOUS) });
        }
        Ok(bases)
    }
}

impl Class {
    /// How many steps up `base` is: 0 for the class itself, `None` where it is no
    /// (unambiguous, public) base.
    pub fn depth_to(&self, base: &Class) -> Option<u32> {
        path(self, base, 0).map(|path| path.len() as u32)
    }

    /// Where objects of this very class have a base's part; `None` where it is no
    /// base, and where each object says (virtual bases).
    pub fn offset_of(&self, base: &Class) -> Option<isize> {
        path(self, base, 0)?.into_iter().try_fold(0, |sum: isize, cast| match cast {
            Cast::Offset(bytes) => sum.checked_add(bytes),
            Cast::Stub(_) => None,
        })
    }

    /// The address of a base within an object; `None` where it is no base.
    ///
    /// # Safety
    ///
    /// `object` must be null or point to a live object of this class.
    pub unsafe fn upcast(&self, object: *mut c_void, base: &Class) -> Option<*mut c_void> {
        if self == base {
            return Some(object);
        }
        let mut address = object;
        for cast in path(self, base, 0)? {
            // SAFETY: each step's result is an object of the next class.
            address = unsafe { cast.apply(address) };
        }
        Some(address)
    }

    /// How far a base lies from the beginning of an object; `None` where it is no
    /// base, or where that differs from object to object.
    pub fn offset_to(&self, base: &Class) -> Option<isize> {
        path(self, base, 0)?.into_iter().try_fold(0isize, |sum, cast| match cast {
            Cast::Offset(bytes) => sum.checked_add(bytes),
            Cast::Stub(_) => None,
        })
    }

    /// Checks that the classes above do not derive from each other in a circle,
    /// which only a damaged dictionary says.
    pub fn check_hierarchy(&self) -> Result<(), Damaged> {
        fn visit(class: &Class, above: &mut Vec<*const Class>) -> Result<(), Damaged> {
            let address: *const Class = class;
            if above.contains(&address) || above.len() as u32 > DEEPEST {
                return Err(class.dictionary.damaged(TableKind::Bases, class.record.bases_first));
            }
            above.push(address);
            for base in class.bases()? {
                visit(base.class, above)?;
            }
            above.pop();
            Ok(())
        }
        visit(self, &mut Vec::new())
    }
}

/// The casts from a class to its base, the shortest of several paths (they can
/// only differ in what virtual bases make equal). Damage above counts as no path.
fn path(class: &Class, base: &Class, depth: u32) -> Option<Vec<Cast>> {
    if class == base {
        return Some(Vec::new());
    }
    if depth > DEEPEST {
        return None;
    }
    let above = class.bases().ok()?.iter().filter(|above| !above.ambiguous || above.class != base);
    above
        .filter_map(|above| {
            let mut rest = path(above.class, base, depth + 1)?;
            rest.insert(0, above.cast);
            Some(rest)
        })
        .min_by_key(Vec::len)
}
