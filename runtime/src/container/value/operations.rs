//! The functions that a dictionary has for one class of values that are made of others, with their types.
//!
//! May not know: Python.

use std::ffi::c_void;

use cppbind_abi::codes::{TableKind, ValueFlags, ValueKind};
use cppbind_abi::link::ValueOperations;

use crate::dictionary::{Damaged, Dictionary};
use crate::registry::Type;

/// What a class can do; see [`ValueOperations`] for each.
#[derive(Clone, Copy, Debug)]
pub(super) struct Operations {
    pub(super) kind: ValueKind,
    pub(super) flags: ValueFlags,
    /// The length of a tick in seconds.
    pub(super) ratio: (i64, i64),
    pub(super) takes: unsafe extern "C" fn(usize) -> bool,
    pub(super) make: unsafe extern "C" fn(usize, *const *const c_void) -> *mut c_void,
    pub(super) part: unsafe extern "C" fn(*mut c_void, usize) -> *mut c_void,
    pub(super) which: unsafe extern "C" fn(*const c_void) -> usize,
    pub(super) assign: unsafe extern "C" fn(*mut c_void, *mut c_void) -> bool,
}

impl Operations {
    /// The functions of a table, and the types of the parts.
    pub(super) fn of(
        dictionary: &'static Dictionary,
        class: u32,
        table: &ValueOperations,
    ) -> Result<(Self, Vec<Type>), Damaged> {
        let damaged = || dictionary.damaged(TableKind::Classes, class);
        let functions = [table.takes, table.make, table.part, table.which, table.assign];
        if functions.iter().any(|function| function.is_null()) || table.types.is_null() {
            return Err(damaged());
        }
        let kind = u8::try_from(table.kind).ok().and_then(ValueKind::from_raw).ok_or_else(damaged)?;
        let count = usize::try_from(table.count).map_err(|_| damaged())?;
        // SAFETY: the table's docs give the functions these types; none is null.
        let operations = unsafe {
            Self {
                kind,
                flags: ValueFlags(table.flags),
                ratio: (table.numerator, table.denominator),
                takes: std::mem::transmute::<*const c_void, unsafe extern "C" fn(usize) -> bool>(table.takes),
                make: std::mem::transmute::<
                    *const c_void,
                    unsafe extern "C" fn(usize, *const *const c_void) -> *mut c_void,
                >(table.make),
                part: std::mem::transmute::<
                    *const c_void,
                    unsafe extern "C" fn(*mut c_void, usize) -> *mut c_void,
                >(table.part),
                which: std::mem::transmute::<*const c_void, unsafe extern "C" fn(*const c_void) -> usize>(
                    table.which,
                ),
                assign: std::mem::transmute::<
                    *const c_void,
                    unsafe extern "C" fn(*mut c_void, *mut c_void) -> bool,
                >(table.assign),
            }
        };
        // SAFETY: the table's docs: as many indices, which are constants of the dictionary.
        let indices = unsafe { std::slice::from_raw_parts(table.types.cast::<u32>(), count) };
        let types = indices.iter().map(|index| Type::new(dictionary, *index)).collect::<Result<_, _>>()?;
        Ok((operations, types))
    }
}
