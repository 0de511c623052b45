//! Smart pointers: Python sees the objects that they hold.
//!
//! A dictionary tells how the pointers of a class are made, copied and asked (`SmartPointerOperations` of the ABI);
//! everything here is written once, in terms of these functions. The pointer that holds a proxy's object lies beside the
//! proxy (`instance::Holder`), which has the object's class and address: calls do not know the difference.
//!
//! * [`operations`]: the functions, with their types.
//! * [`show`](mod@show): pointers from C++; [`mod@argument`]: objects that C++ wants held.
//!
//! May not know: overload sets, how pointers are constructed by their own constructors.

mod argument;
mod operations;
mod show;

use std::ffi::c_void;
use std::sync::Mutex;

use cppbind_abi::NONE;
use cppbind_abi::codes::{SmartPointerFlags, SmartPointerKind, TableKind};
use cppbind_abi::link::SmartPointerOperations;
use pyo3::prelude::*;

use crate::addresses::AddressMap;
use crate::dictionary::Damaged;
use crate::instance::{Holder, Instance};
use crate::registry::{self, Class, Type};
use crate::state;
use operations::Operations;

pub(crate) use argument::argument;
pub use argument::{Watched, held, hold};
pub use show::{keep, pointer_of, show, show_new};

/// A class of smart pointers whose objects Python sees.
#[derive(Debug)]
pub struct SmartPointer {
    class: &'static Class,
    /// The class of what it points to, without `const`.
    element: &'static Class,
    operations: Operations,
}

/// Each class has one.
impl PartialEq for SmartPointer {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

/// Whether a class may be one of smart pointers, which is all that calls without conversions want to know.
pub fn may_be(class: &'static Class) -> bool {
    class.record.smart_pointer != NONE
}

/// Whether a type is that of pointers that share what they hold.
pub fn is_shared(ty: Type) -> bool {
    let found = registry::class_of(ty).and_then(|class| class.map_or(Ok(None), of));
    matches!(found, Ok(Some(pointer)) if pointer.is_shared())
}

/// The smart pointers that a class is of; `None` for other classes, and where Python knows no class of what they hold.
pub fn of(class: &'static Class) -> Result<Option<&'static SmartPointer>, Damaged> {
    static KNOWN: Mutex<Option<AddressMap<&'static SmartPointer>>> = Mutex::new(None);
    if !may_be(class) {
        return Ok(None);
    }
    let key = std::ptr::from_ref(class) as usize;
    let known = || KNOWN.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    if let Some(found) = known().get_or_insert_default().get(&key) {
        return Ok(Some(*found));
    }
    // What is none today may be one when another dictionary brings the class of what it holds.
    let Some(made) = SmartPointer::new(class)? else { return Ok(None) };
    Ok(Some(known().get_or_insert_default().entry(key).or_insert_with(|| Box::leak(Box::new(made)))))
}

impl SmartPointer {
    /// The class of the pointers.
    pub fn class(&self) -> &'static Class {
        self.class
    }

    /// The class of what it points to.
    pub fn element(&self) -> &'static Class {
        self.element
    }

    /// Whether its objects share what they hold, as `std::shared_ptr` does.
    pub fn is_shared(&self) -> bool {
        self.operations.kind == SmartPointerKind::Shared
    }

    fn new(class: &'static Class) -> Result<Option<Self>, Damaged> {
        let dictionary = class.dictionary;
        let Some(stub) = dictionary.stub(class.record.smart_pointer)? else { return Ok(None) };
        // SAFETY: the record's docs give the stub this type; the table is constant.
        let table = unsafe {
            let table: unsafe extern "C" fn() -> *const SmartPointerOperations =
                std::mem::transmute(stub.as_ptr());
            table().as_ref()
        };
        let Some(table) = table else { return Ok(None) };
        let operations =
            Operations::of(table).ok_or_else(|| dictionary.damaged(TableKind::Classes, class.index))?;
        let Some(arguments) = dictionary.text(class.record.template_arguments)? else { return Ok(None) };
        let element = first_argument(arguments);
        let element = element.strip_prefix("const ").unwrap_or(element);
        let Some(element) = registry::find_class(element)? else { return Ok(None) };
        Ok(Some(Self { class, element, operations }))
    }

    fn is(&self, flag: SmartPointerFlags) -> bool {
        self.operations.flags.has(flag)
    }

    /// The object that a pointer of the class holds.
    ///
    /// # Safety
    ///
    /// `pointer` is a live one.
    unsafe fn get(&self, pointer: *const c_void) -> *mut c_void {
        // SAFETY: the caller's promise.
        self.operations.get.map_or(std::ptr::null_mut(), |get| unsafe { get(pointer) })
    }

    /// Deletes a pointer of the class.
    ///
    /// # Safety
    ///
    /// `pointer` is a live one from the heap, which nobody uses any more.
    unsafe fn end(&self, pointer: *mut c_void) {
        if let Some(end) = self.operations.end {
            // SAFETY: the caller's promise.
            unsafe { end(pointer) };
        }
    }

    /// Takes an object with a half in Python from a pointer, for its proxy to own.
    ///
    /// # Safety
    ///
    /// `pointer` is a live one, which holds the proxy's object.
    unsafe fn give_back(&self, instance: &Instance, pointer: *mut c_void) {
        let Some(release) = self.operations.release else { return };
        // SAFETY: the caller's promise.
        unsafe { release(pointer) };
        instance.drop_holder();
        instance.set_owned(true);
    }

    /// A holder that ends the pointer.
    fn holder(&self, pointer: *mut c_void) -> Holder {
        Holder { pointer, class: self.class, end: self.operations.end }
    }

    /// The smart pointers that hold the same objects all together.
    fn shared(&'static self) -> Result<Option<&'static Self>, Damaged> {
        if self.is_shared() {
            return Ok(Some(self));
        }
        let Some(arguments) = self.class.dictionary.text(self.class.record.template_arguments)? else {
            return Ok(None);
        };
        match registry::find_class(&format!("std::shared_ptr<{}>", first_argument(arguments)))? {
            Some(class) => of(class),
            None => Ok(None),
        }
    }
}

/// The pointer that holds a proxy's object, if it still does: C++ may have assigned to it, or to the proxy.
fn holder_of(instance: &Instance) -> Result<Option<(Holder, &'static SmartPointer)>, Damaged> {
    let (Some(holder), Some(class)) = (instance.holder(), instance.class()) else { return Ok(None) };
    let Some(pointer) = of(holder.class)? else { return Ok(None) };
    // SAFETY: a holder's pointer is live, and so is the object of a proxy.
    let same =
        unsafe { class.upcast(instance.place(), pointer.element) == Some(pointer.get(holder.pointer)) };
    Ok(same.then_some((holder, pointer)))
}

/// What C++ has thrown, as Python's error.
fn check(py: Python<'_>) -> PyResult<()> {
    if state::pending()
        && let Some(thrown) = state::take_thrown()
    {
        return Err(registry::source().exception(py, thrown, None));
    }
    Ok(())
}

/// The first of several template arguments.
fn first_argument(arguments: &str) -> &str {
    let mut depth = 0;
    for (place, character) in arguments.char_indices() {
        match character {
            '<' | '(' | '[' | '{' => depth += 1,
            '>' | ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => return &arguments[..place],
            _ => {}
        }
    }
    arguments
}

#[cfg(test)]
mod tests {
    use super::first_argument;

    #[test]
    fn the_first_argument_ends_at_a_comma_of_its_own() {
        assert_eq!(first_argument("T"), "T");
        assert_eq!(first_argument("ns::T<int,char>,std::default_delete<ns::T<int,char>>"), "ns::T<int,char>");
        assert_eq!(first_argument("std::function<void(int,int)>,D"), "std::function<void(int,int)>");
    }
}
