//! Results of one kind.
//!
//! May not know: arguments, shapes.

use std::ffi::c_void;
use std::mem::MaybeUninit;
use std::ptr;

use cppbind_abi::link::TextResult;
use pyo3::ffi;
use pyo3::prelude::*;

use crate::call::general;
use crate::call::plan::{ExpectedResult, Plan};
use crate::convert::{layout, object};
use crate::instance;
use crate::registry::{self, Class};
use crate::state;

type Given = *mut ffi::PyObject;

macro_rules! plain {
    ($($(#[doc = $doc:literal])* $name:ident($word:ty) = $convert:expr;)*) => {
        $(
            $(#[doc = $doc])*
            pub(super) struct $name;

            impl $name {
                #[inline(always)]
                pub(super) unsafe fn give(result: $word, _: *mut ffi::PyObject, _: &Plan) -> Given {
                    // SAFETY: the interpreter is attached, as in every invoker.
                    unsafe { ($convert)(result) }
                }
            }
        )*
    };
}

plain! {
    /// `None`
    Void(()) = |()| layout::none();
    /// `int`
    I32(i32) = |value: i32| layout::small_int(value.into());
    /// `long` and `long long`
    I64(i64) = |value: i64| layout::small_int(value);
    /// `unsigned long` and `unsigned long long`
    U64(u64) = |value: u64| unsigned(value);
    /// `double`
    F64(f64) = |value: f64| layout::new_float(value);
    /// `bool`
    Bool(bool) = |value: bool| layout::boolean(value);
}

/// # Safety
///
/// The interpreter is attached.
#[inline(always)]
pub(super) unsafe fn unsigned(value: u64) -> Given {
    match i64::try_from(value) {
        // SAFETY: the caller's promise.
        Ok(value) => unsafe { layout::small_int(value) },
        // SAFETY: the caller's promise.
        Err(_) => unsafe { ffi::PyLong_FromUnsignedLongLong(value) },
    }
}

/// Bytes that the stub shows, and what ends the string that holds them. Stays where
/// it is once the stub has its address: short strings lie inside.
pub(super) struct Text(MaybeUninit<TextResult>);

impl Text {
    /// # Safety
    ///
    /// None is needed; rooms of other kinds need some.
    #[inline(always)]
    pub(super) unsafe fn room(_: &Plan) -> Option<Self> {
        Some(Self(MaybeUninit::uninit()))
    }

    #[inline(always)]
    pub(super) fn address(&mut self) -> *mut c_void {
        self.0.as_mut_ptr().cast()
    }

    /// # Safety
    ///
    /// The stub has just returned without an exception.
    #[inline(always)]
    pub(super) unsafe fn give(room: &mut Self, _: *mut ffi::PyObject, _: &Plan) -> Given {
        // SAFETY: the ABI says that the stub writes every field but `storage`,
        // and that `size` bytes lie at `data` until `release`.
        unsafe {
            let result = room.0.as_mut_ptr();
            let text = layout::new_str((*result).data.cast(), (*result).size);
            if !(*result).release.is_null() {
                let release: unsafe extern "C" fn(*mut TextResult) = std::mem::transmute((*result).release);
                release(result);
            }
            text
        }
    }

    /// Nothing was constructed.
    #[inline(always)]
    pub(super) fn discard(_: Self, _: &Plan) {}
}

/// An object that C++ owns, by its address: the proxy that it has, or a new one.
pub(super) struct Object;

impl Object {
    /// # Safety
    ///
    /// The stub of the plan has just returned `address`.
    #[inline(always)]
    pub(super) unsafe fn give(address: *mut c_void, this: *mut ffi::PyObject, plan: &Plan) -> Given {
        // SAFETY: the caller's promise; the table of identities holds live proxies only.
        unsafe {
            if !address.is_null()
                && let Some((class, whole)) = plan.result.most_derived(address)
            {
                // `return *this`, which chains of calls are made of.
                if plan.receiver == Some(class) && whole == instance::raw_place(this) {
                    ffi::Py_INCREF(this);
                    return this;
                }
                let known = instance::identity::find(whole, class);
                if !known.is_null() && general::is_unrelated(this, address, plan) {
                    ffi::Py_INCREF(known);
                    return known;
                }
            }
            general::give_object(address, this, plan)
        }
    }
}

impl ExpectedResult {
    /// The dynamic class of an object and its whole address, if that is the class
    /// that was seen last.
    ///
    /// # Safety
    ///
    /// `address` must point to a live object of the expected class.
    #[inline(always)]
    unsafe fn most_derived(&self, address: *mut c_void) -> Option<(&'static Class, *mut c_void)> {
        let class = self.class?;
        let table = self.table.get();
        if table.is_null() {
            // Not polymorphic, or not asked yet.
            return self
                .dynamic
                .get()
                .map(|(class, _)| (class, address))
                .or_else(|| self.first(class, address));
        }
        // SAFETY: a table was remembered, so the class is polymorphic, and its
        // objects begin with the address of their virtual table.
        let own = unsafe { *address.cast::<*const c_void>() };
        if own != table || self.generation.get() != state::generation() {
            return self.first(class, address);
        }
        self.dynamic.get().map(|(class, top)| (class, address.wrapping_byte_offset(top)))
    }

    #[cold]
    fn first(&self, class: &'static Class, address: *mut c_void) -> Option<(&'static Class, *mut c_void)> {
        // SAFETY: `most_derived`'s promise.
        let (derived, whole, table) = unsafe { registry::most_derived_and_table(class, address) };
        self.table.set(table.unwrap_or(ptr::null()));
        self.dynamic.set(Some((derived, (whole as isize).wrapping_sub(address as isize))));
        self.generation.set(state::generation());
        Some((derived, whole))
    }
}

/// A new object, by value: behind its proxy where it may live there, else on the
/// C++ heap.
pub(super) struct Value {
    memory: *mut c_void,
    /// The proxy in which the memory lies; null where it lies on the heap.
    proxy: *mut ffi::PyObject,
}

impl Value {
    /// # Safety
    ///
    /// The interpreter is attached.
    #[inline(always)]
    pub(super) unsafe fn room(plan: &Plan) -> Option<Self> {
        let class = plan.result.class?;
        if class.lives_inline()
            && let Some(python) = class.proxy()
        {
            // SAFETY: the class may live inline, and the stub constructs an object.
            let (proxy, memory) = unsafe { instance::fresh_inline(class, python.as_ptr()) };
            return if proxy.is_null() { None } else { Some(Self { memory, proxy }) };
        }
        Self::on_heap(class)
    }

    fn on_heap(class: &'static Class) -> Option<Self> {
        match object::allocate(class) {
            Ok(memory) => Some(Self { memory, proxy: ptr::null_mut() }),
            Err(error) => {
                // SAFETY: the interpreter is attached, as in every invoker.
                error.restore(unsafe { Python::assume_attached() });
                None
            }
        }
    }

    #[inline(always)]
    pub(super) fn address(&mut self) -> *mut c_void {
        self.memory
    }

    /// # Safety
    ///
    /// The stub has just constructed an object in the room.
    #[inline(always)]
    pub(super) unsafe fn give(room: &mut Self, _: *mut ffi::PyObject, plan: &Plan) -> Given {
        if !room.proxy.is_null() {
            return room.proxy;
        }
        // SAFETY: the caller's promise: the object is Python's to delete.
        unsafe { general::give_new(room.memory, plan) }
    }

    #[cold]
    pub(super) fn discard(room: Self, plan: &Plan) {
        // SAFETY: `room` made the proxy, or allocated the memory; the stub
        // reported an exception instead of an object.
        unsafe {
            if !room.proxy.is_null() {
                ffi::Py_DECREF(room.proxy);
            } else if let Some(class) = plan.result.class {
                object::deallocate(class, room.memory);
            }
        }
    }
}

/// A new object by its address, for the proxy under construction.
pub(super) struct Constructed;

impl Constructed {
    /// # Safety
    ///
    /// The stub of the plan has just constructed the object.
    #[inline(always)]
    pub(super) unsafe fn give(address: *mut c_void, _: *mut ffi::PyObject, plan: &Plan) -> Given {
        // SAFETY: the caller's promise: the object is Python's to delete.
        unsafe { general::give_new(address, plan) }
    }
}
