//! Directors: the classes of a dictionary that derive from bound ones, and call Python where it overrides a virtual
//! function.

use std::ffi::c_void;
use std::ptr::NonNull;

use cppbind_abi::NONE;
use cppbind_abi::codes::ClassFlags;
use cppbind_abi::link::PythonHalf;
use cppbind_abi::records::{DirectorRecord, VirtualRecord};

use super::{Class, class};
use crate::dictionary::Damaged;

/// Where an object of a director refers to what Python has of it.
type Place = *mut *const PythonHalf;

/// A director, and what it is for.
#[derive(Debug)]
pub struct Director {
    /// Its own class.
    pub class: &'static Class,
    /// The class that Python code derives from.
    pub base: &'static Class,
    /// The virtual functions that it overrides.
    pub virtuals: &'static [VirtualRecord],
    half: unsafe extern "C" fn(*mut c_void) -> Place,
}

impl Director {
    /// Where an object refers to what Python has of it.
    ///
    /// # Safety
    ///
    /// `object` is the address of a live object of the director's class.
    pub unsafe fn place(&self, object: *mut c_void) -> *mut *const PythonHalf {
        // SAFETY: the caller's promise.
        unsafe { (self.half)(object) }
    }
}

impl Class {
    /// The director for the class; `None` where Python cannot override anything of it.
    pub fn director(&'static self) -> Result<Option<&'static Director>, Damaged> {
        if self.record.director == NONE || self.flags().has(ClassFlags::INCOMPLETE) {
            return Ok(None);
        }
        let dictionary = self.dictionary;
        let record = dictionary.get::<DirectorRecord>(self.record.director)?;
        let own = class(dictionary, record.class)?;
        if let Some(known) = own.directs() {
            return Ok(Some(known));
        }
        let Some(half) = dictionary.stub(record.half)? else { return Ok(None) };
        // Another dictionary may have a director of the same name, with other functions.
        if own.flags().has(ClassFlags::INCOMPLETE) || !std::ptr::eq(own.dictionary, dictionary) {
            return Ok(None);
        }
        let virtuals = dictionary.range(record.virtuals_first, record.virtuals_count)?;
        // SAFETY: the record's docs give the stub this type.
        let half = unsafe {
            std::mem::transmute::<NonNull<c_void>, unsafe extern "C" fn(*mut c_void) -> Place>(half)
        };
        Ok(Some(own.set_directs(Director { class: own, base: self, virtuals, half })))
    }
}
