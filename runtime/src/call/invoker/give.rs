//! Results of one kind.
//!
//! May not know: arguments, shapes.

use std::ffi::{CStr, c_char, c_void};
use std::mem::MaybeUninit;
use std::ptr;

use cppbind_abi::link::TextResult;
use pyo3::ffi;
use pyo3::prelude::*;

use super::aside::{self, Found};
use crate::call::general;
use crate::call::plan::{ExpectedResult, Plan};
use crate::convert::smart::{self, SmartPointer};
use crate::convert::{layout, object, text};
use crate::error::guarded;
use crate::instance;
use crate::registry::Class;

type Given = *mut ffi::PyObject;

macro_rules! plain {
    ($($(#[doc = $doc:literal])* $name:ident($word:ty) = $convert:expr;)*) => {
        $(
            $(#[doc = $doc])*
            pub(super) struct $name;

            impl $name {
                #[inline(always)]
                pub(super) unsafe fn give<const METHOD: bool>(
                    result: $word,
                    _: *mut ffi::PyObject,
                    _: *mut c_void,
                    _: &Plan,
                ) -> Given {
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

/// A new `str` of the characters up to a NUL; `''` for null.
///
/// # Safety
///
/// `address` is null or that of characters that end with a NUL; the interpreter is attached, and CPython's layouts are known
/// where they are `trusted`.
pub(super) unsafe fn characters(trusted: bool, address: *const c_char) -> Given {
    // SAFETY: the caller's promise.
    unsafe {
        let characters = if address.is_null() { c"" } else { CStr::from_ptr(address) };
        let (bytes, length) = (characters.as_ptr().cast(), characters.count_bytes());
        if trusted { layout::new_str(bytes, length) } else { layout::portable::new_str(bytes, length) }
    }
}

/// Bytes that the stub shows, and what ends the string that holds them.
pub(super) struct Text(MaybeUninit<TextResult>);

impl Text {
    /// Room on the stack.
    #[inline(always)]
    pub(super) fn room() -> Self {
        Self(MaybeUninit::uninit())
    }

    #[inline(always)]
    pub(super) fn address(&mut self) -> *mut c_void {
        self.0.as_mut_ptr().cast()
    }

    /// The text, once, where it was written: a string's address is its own, and a copy
    /// would have to wait for what the stub has just stored.
    ///
    /// # Safety
    ///
    /// The stub has just returned without an exception.
    #[inline(always)]
    pub(super) unsafe fn give(&mut self) -> Given {
        // SAFETY: the ABI says that the stub writes every field but `storage`,
        // and that `size` bytes lie at `data` until `release`.
        unsafe {
            let result = self.0.as_mut_ptr();
            let text = layout::new_str((*result).data.cast(), (*result).size);
            if !(*result).release.is_null() {
                let release: unsafe extern "C" fn(*mut TextResult) = std::mem::transmute((*result).release);
                release(result);
            }
            text
        }
    }

    /// Ends the string of a call that failed, if it came to that.
    #[cold]
    pub(super) fn failed(&mut self) {
        if general::finished() {
            // SAFETY: the stub has filled the room.
            unsafe { text::release(&mut *self.0.as_mut_ptr()) };
        }
    }

    /// Whether the room is there at once: it is on the stack.
    #[inline(always)]
    pub(super) fn is_at_once(_: &Plan) -> bool {
        true
    }

    /// The text that `construct` writes to the room it is given; null where it
    /// says that it has not.
    ///
    /// # Safety
    ///
    /// `construct` calls the plan's stub.
    #[inline(always)]
    pub(super) unsafe fn fill_at_once(_: &Plan, construct: impl Fn(*mut c_void) -> bool) -> Given {
        let mut room = Self::room();
        if !construct(room.address()) {
            room.failed();
            return ptr::null_mut();
        }
        // SAFETY: the stub has just returned without an exception.
        unsafe { room.give() }
    }

    /// As [`Text::fill_at_once`].
    ///
    /// # Safety
    ///
    /// As [`Text::fill_at_once`].
    #[inline(always)]
    pub(super) unsafe fn fill(plan: &Plan, construct: impl Fn(*mut c_void) -> bool) -> Given {
        // SAFETY: the caller's promise.
        unsafe { Self::fill_at_once(plan, construct) }
    }
}

/// An object that C++ owns, by its address: the proxy that it has, or a new one.
pub(super) struct Object;

impl Object {
    /// # Safety
    ///
    /// The stub of the plan has just returned `address`, for the proxy `this`, whose
    /// object it got as `receiver`, where the function is a `METHOD`.
    #[inline(always)]
    pub(super) unsafe fn give<const METHOD: bool>(
        address: *mut c_void,
        this: *mut ffi::PyObject,
        receiver: *mut c_void,
        plan: &Plan,
    ) -> Given {
        // SAFETY: the caller's promise.
        unsafe {
            // `return *this`, which chains of calls are made of.
            if METHOD && plan.result.is_receiver(address, receiver) {
                ffi::Py_INCREF(this);
                return this;
            }
            give_elsewhere(address, this, plan)
        }
    }
}

/// The proxy of an object, which may still be the receiver, seen for the first time.
///
/// # Safety
///
/// As [`Object::give`].
#[inline(never)]
unsafe extern "C" fn give_elsewhere(address: *mut c_void, this: *mut ffi::PyObject, plan: &Plan) -> Given {
    // SAFETY: the caller's promise; the table of identities holds live proxies only,
    // and the plan of a function without an object has no receiver's class.
    unsafe {
        if !address.is_null()
            && let Some(class) = plan.result.class
        {
            let (class, whole) = plan.result.latest.most_derived(class, address);
            let same = plan.receiver == Some(class);
            let distance = (whole as usize).wrapping_sub(address as usize);
            plan.result.to_receiver.set(if same {
                distance.wrapping_add_signed(plan.offset)
            } else {
                ExpectedResult::NEVER
            });
            if same && whole == instance::raw_place(this) {
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

impl ExpectedResult {
    /// Whether the object at an address is the receiver's: of exactly its class, at
    /// its place. `false` may only mean that nobody has looked yet.
    ///
    /// # Safety
    ///
    /// `address` must be null or point to a live object of the expected class;
    /// `receiver` points to an object: it is not null, nor are the bytes before it.
    #[inline(always)]
    unsafe fn is_receiver(&self, address: *mut c_void, receiver: *mut c_void) -> bool {
        (address as usize).wrapping_add(self.to_receiver.get()) == receiver as usize
            // SAFETY: the caller's promise. Null is no object's distance from any; this one was found when an object's
            // class was asked for.
            && unsafe { self.latest.is_like(address) }
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
    pub(super) unsafe fn room(plan: &Plan) -> Option<Self> {
        let class = plan.result.class?;
        if class.lives_inline()
            && let Some(python) = class.proxy()
        {
            plan.result.inline.set(python.as_ptr());
            // SAFETY: the class may live inline, and the stub constructs an object.
            let (proxy, memory) = unsafe { instance::fresh_inline(python.as_ptr()) };
            return if proxy.is_null() { None } else { Some(Self { memory, proxy }) };
        }
        Self::on_heap(class)
    }

    /// Whether results are known to live in their proxies.
    #[inline(always)]
    pub(super) fn is_at_once(plan: &Plan) -> bool {
        !plan.result.inline.get().is_null()
    }

    /// The proxy of the object that `construct` makes behind it; null where it says
    /// that it has not, or where memory is short.
    ///
    /// # Safety
    ///
    /// The interpreter is attached, the plan's results [are known](Value::is_at_once)
    /// to live there, and `construct` calls the plan's stub.
    #[inline(always)]
    pub(super) unsafe fn fill_at_once(plan: &Plan, construct: impl Fn(*mut c_void) -> bool) -> Given {
        unsafe extern "C" fn fresh(_: *mut ffi::PyObject, plan: *const c_void) -> Found {
            // SAFETY: `fill_at_once` passes its plan, with the interpreter attached.
            let (proxy, memory) =
                unsafe { instance::fresh_inline((*plan.cast::<Plan>()).result.inline.get()) };
            Found { word: proxy as usize, more: memory as usize }
        }
        // SAFETY: the caller's promise: `room` has found that the class lives inline,
        // which it does for ever.
        unsafe {
            let waiting = instance::fresh_inline_at_once(plan.result.inline.get());
            let (proxy, memory) = waiting.unwrap_or_else(|| {
                let found = aside::call(fresh, ptr::null_mut(), ptr::from_ref(plan).cast());
                (found.word as *mut ffi::PyObject, found.more as *mut c_void)
            });
            if proxy.is_null() || construct(memory) {
                return proxy;
            }
            ffi::Py_DECREF(proxy);
            ptr::null_mut()
        }
    }

    /// The object that `construct` makes in the memory it is given; null where it
    /// says that it has not, or where memory is short.
    ///
    /// # Safety
    ///
    /// The interpreter is attached; `construct` calls the plan's stub.
    #[inline(always)]
    pub(super) unsafe fn fill(plan: &Plan, construct: impl Fn(*mut c_void) -> bool) -> Given {
        // SAFETY: the caller's promise.
        unsafe {
            let Some(room) = Self::room(plan) else { return ptr::null_mut() };
            if construct(room.memory) {
                return Self::give(room, ptr::null_mut(), plan);
            }
            Self::failed(room, plan);
            ptr::null_mut()
        }
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
    pub(super) unsafe fn give(room: Self, _: *mut ffi::PyObject, plan: &Plan) -> Given {
        if !room.proxy.is_null() {
            return room.proxy;
        }
        // SAFETY: the caller's promise: the object is Python's to delete.
        unsafe { general::give_new(room.memory, plan) }
    }

    /// The object that the pointer holds which was constructed in the room.
    ///
    /// # Safety
    ///
    /// The stub has just constructed a pointer of the class in the room.
    pub(super) unsafe fn show(room: Self, pointer: &'static SmartPointer) -> Given {
        // SAFETY: the interpreter is attached, as in every invoker.
        let py = unsafe { Python::assume_attached() };
        guarded(py, ptr::null_mut(), || {
            // SAFETY: the caller's promise.
            unsafe { smart::show_new(py, pointer, room.memory) }.map(Py::into_ptr)
        })
    }

    /// Ends the object of a call that failed, if it came to that.
    #[cold]
    pub(super) fn failed(room: Self, plan: &Plan) {
        match plan.result.class {
            // SAFETY: the stub has constructed an object in the memory, which nobody has seen.
            Some(class) if general::finished() && room.proxy.is_null() => unsafe {
                object::end(class, room.memory);
            },
            // What lives in its proxy has no destructor.
            _ => Self::discard(room, plan),
        }
    }

    /// Gives room back in which nothing was constructed.
    #[cold]
    pub(super) fn discard(room: Self, plan: &Plan) {
        // SAFETY: `room` made the proxy, or allocated the memory; there is no object.
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
    /// Ends the object of a call that failed, if it came to that.
    ///
    /// # Safety
    ///
    /// The stub of the plan, a constructor, has just returned `address`.
    #[cold]
    pub(super) unsafe fn failed(address: *mut c_void, plan: &Plan) {
        if general::finished()
            && let Some(class) = plan.result.class
        {
            // SAFETY: the caller's promise: nobody else has seen the object.
            unsafe { object::end(class, address) };
        }
    }

    /// # Safety
    ///
    /// The stub of the plan has just constructed the object.
    #[inline(always)]
    pub(super) unsafe fn give<const METHOD: bool>(
        address: *mut c_void,
        _: *mut ffi::PyObject,
        _: *mut c_void,
        plan: &Plan,
    ) -> Given {
        // SAFETY: the caller's promise: the object is Python's to delete.
        unsafe { general::give_new(address, plan) }
    }
}
