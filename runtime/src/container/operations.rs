//! The functions that a dictionary has for one container class, with their types.
//!
//! May not know: Python.

use std::ffi::c_void;

use cppbind_abi::codes::{ContainerFlags, ContainerKind};
use cppbind_abi::link::{CURSOR_SIZE, ContainerOperations};

/// Room for a place in a container.
#[repr(C, align(8))]
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor([u8; CURSOR_SIZE]);

impl Cursor {
    /// No place yet.
    pub(super) const fn new() -> Self {
        Self([0; CURSOR_SIZE])
    }
}

/// Gives the functions of `ContainerOperations` the types that its docs tell.
macro_rules! operations {
    ($($name:ident: fn($($argument:ty),*) $(-> $result:ty)?,)*) => {
        /// What a container class can do; see [`ContainerOperations`] for each.
        #[derive(Clone, Copy, Debug)]
        pub(super) struct Operations {
            pub(super) element_size: usize,
            pub(super) mapped_offset: usize,
            pub(super) kind: ContainerKind,
            pub(super) flags: ContainerFlags,
            $(pub(super) $name: Option<unsafe extern "C" fn($($argument),*) $(-> $result)?>,)*
        }

        impl Operations {
            /// The functions of a table; `None` where it is damaged: a kind that does not exist, or
            /// functions missing that the kind says there are.
            pub(super) fn of(table: &ContainerOperations) -> Option<Self> {
                let kind = ContainerKind::from_raw(u8::try_from(table.kind).ok()?)?;
                let operations = Self {
                    element_size: usize::try_from(table.element_size).ok()?,
                    mapped_offset: usize::try_from(table.mapped_offset).ok()?,
                    kind,
                    flags: ContainerFlags(table.flags),
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
    size: fn(*const c_void) -> usize,
    make: fn() -> *mut c_void,
    view: fn(*const c_void, *mut *mut c_void, *mut usize),
    at: fn(*mut c_void, usize) -> *mut c_void,
    get_bit: fn(*const c_void, usize) -> bool,
    set_bit: fn(*mut c_void, usize, bool),
    resize: fn(*mut c_void, usize),
    splice: fn(*mut c_void, usize, usize, *const c_void),
    append: fn(*mut c_void, *const c_void),
    append_moved: fn(*mut c_void, *mut c_void),
    find: fn(*mut c_void, *const c_void) -> *mut c_void,
    subscript: fn(*mut c_void, *const c_void) -> *mut c_void,
    set_item: fn(*mut c_void, *const c_void, *const c_void),
    discard: fn(*mut c_void, *const c_void) -> usize,
    begin: fn(*mut c_void, *mut c_void),
    next: fn(*mut c_void, *mut c_void) -> *mut c_void,
    make_backed: fn(usize) -> *mut c_void,
    append_backed: fn(*mut c_void, *const c_void),
    end_backed: fn(*mut c_void),
    borrow: fn(*mut c_void, usize) -> *mut c_void,
}

impl Operations {
    fn is_complete(&self) -> bool {
        self.size.is_some()
            && match self.kind {
                ContainerKind::Contiguous => self.view.is_some(),
                ContainerKind::Indexed => self.at.is_some(),
                ContainerKind::Bits => self.get_bit.is_some() && self.set_bit.is_some(),
                ContainerKind::Linked => self.begin.is_some() && self.next.is_some(),
                ContainerKind::Set | ContainerKind::Map => {
                    self.begin.is_some() && self.next.is_some() && self.find.is_some()
                }
            }
    }
}
