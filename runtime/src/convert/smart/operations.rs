//! The functions that a dictionary has for one class of smart pointers, with their types.
//!
//! May not know: Python.

use std::ffi::c_void;

use cppbind_abi::codes::{SmartPointerFlags, SmartPointerKind};
use cppbind_abi::link::SmartPointerOperations;

/// What ends an object.
pub(super) type End = unsafe extern "C" fn(*mut c_void);

/// Gives the functions of `SmartPointerOperations` the types that its docs tell.
macro_rules! operations {
    ($($name:ident: fn($($argument:ty),*) $(-> $result:ty)?,)*) => {
        /// What a class of smart pointers can do; see [`SmartPointerOperations`] for each.
        #[derive(Clone, Copy, Debug)]
        pub(super) struct Operations {
            pub(super) kind: SmartPointerKind,
            pub(super) flags: SmartPointerFlags,
            $(pub(super) $name: Option<unsafe extern "C" fn($($argument),*) $(-> $result)?>,)*
        }

        impl Operations {
            /// The functions of a table; `None` where it is damaged: a kind that does not exist, or
            /// functions missing that the kind says there are.
            pub(super) fn of(table: &SmartPointerOperations) -> Option<Self> {
                let operations = Self {
                    kind: SmartPointerKind::from_raw(u8::try_from(table.kind).ok()?)?,
                    flags: SmartPointerFlags(table.flags),
                    // SAFETY: the table's docs give the function this type; null is `None`.
                    $($name: unsafe {
                        std::mem::transmute::<
                            *const c_void,
                            Option<unsafe extern "C" fn($($argument),*) $(-> $result)?>,
                        >(table.$name)
                    },)*
                };
                operations.is_complete().then_some(operations)
            }
        }
    };
}

operations! {
    get: fn(*const c_void) -> *mut c_void,
    make: fn(*mut c_void, Option<End>, *mut c_void) -> *mut c_void,
    copy: fn(*const c_void) -> *mut c_void,
    relocate: fn(*mut c_void) -> *mut c_void,
    owner: fn(*const c_void) -> *mut c_void,
    owner_of: fn(*mut c_void) -> *mut c_void,
    end_owner: fn(*mut c_void),
    share: fn(*const c_void, *mut c_void) -> *mut c_void,
    release: fn(*mut c_void) -> *mut c_void,
    end: fn(*mut c_void),
}

impl Operations {
    fn is_complete(&self) -> bool {
        let shares = self.share.is_some() && self.end_owner.is_some();
        self.make.is_some()
            && self.end.is_some()
            && match self.kind {
                SmartPointerKind::Shared => {
                    shares && self.get.is_some() && self.copy.is_some() && self.owner.is_some()
                }
                SmartPointerKind::Unique => self.get.is_some(),
                SmartPointerKind::Weak => shares,
            }
    }
}
