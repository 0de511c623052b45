//! How one function is called fast: everything that an invoker reads, made when
//! the function is first called.
//!
//! A plan is what an entry hands to its invoker, so what every call reads comes
//! first, each word where one load finds it.
//!
//! May not know: how values are converted.

use std::cell::{Cell, OnceCell};
use std::ffi::c_void;
use std::ptr;

use pyo3::ffi;

use super::context::Context;
use super::derived::Derived;
use super::dispatch::Cache;
use super::function::Function;
use super::invoker::LeanPlan;
use super::latest::Latest;
use crate::convert::fast::FastArgument;
use crate::registry::Class;

/// What an entry jumps to. The words are what CPython passes, by the convention
/// of the function's flags; see [`Convention`].
pub(super) type Target = unsafe extern "C" fn(
    this: *mut ffi::PyObject,
    first: usize,
    second: usize,
    third: usize,
    plan: *const Plan,
) -> *mut ffi::PyObject;

/// A [`Target`] that makes some calls only: `None` where the arguments do not fit it.
pub(super) type Converting = unsafe fn(
    this: *mut ffi::PyObject,
    first: usize,
    second: usize,
    plan: &Plan,
) -> Option<*mut ffi::PyObject>;

/// Which words CPython passes behind `self` (`Include/methodobject.h`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Convention {
    /// METH_NOARGS: nothing that means anything.
    None,
    /// METH_O: the one argument.
    One,
    /// METH_FASTCALL: a vector and its length.
    Vector,
    /// METH_FASTCALL | METH_KEYWORDS: also the names of the last arguments, or null.
    Keywords,
}

/// How a function is called.
#[repr(C)]
pub(super) struct Plan {
    /// The stub, which takes exactly the arguments of the plan's shape.
    pub(super) stub: *const c_void,
    /// From the receiver's class to the function's.
    pub(super) offset: isize,
    /// What arguments are expected to be.
    pub(super) parameters: *const Expected,
    /// The class of receivers that need no second look; null for functions without an object.
    pub(super) class: *mut ffi::PyTypeObject,
    /// Where calls of such receivers go.
    pub(super) invoker: Cell<Target>,
    /// Where calls go from an invoker that only makes the receiver ready.
    pub(super) inner: Cell<Target>,
    /// What overloads were chosen lately; null in plans of one function.
    pub(super) cache: Cell<*const Cache>,
    /// The C++ class of receivers of exactly the plan's class.
    pub(super) receiver: Option<&'static Class>,
    /// Bytes of the receiver's object.
    pub(super) size: usize,
    /// The class of a result, where that is an object.
    pub(super) result: ExpectedResult,
    /// What the overload set's object is.
    pub(super) context: *const Context,
    /// Which words reach the invoker.
    pub(super) convention: Convention,
    /// The function; `None` in the plan of a whole set.
    pub(super) function: Option<&'static Function>,
    /// For the interpreter, of shapes that have no invoker of their own, and of what the invoker leaves.
    pub(super) lean: OnceCell<LeanPlan>,
    /// What may make the call where the invoker leaves it, before overloads are resolved.
    pub(super) converting: Option<Converting>,
    /// For receivers of derived classes, where those must be looked at.
    pub(super) derived: OnceCell<Derived>,
    expected: Vec<Expected>,
}

/// What an argument is expected to be.
#[derive(Debug)]
pub(super) struct Expected {
    /// The exact Python class that needs no second look.
    pub(super) python: Cell<*mut ffi::PyTypeObject>,
    /// Its C++ class.
    pub(super) class: Option<&'static Class>,
    /// Whether null is one, too.
    pub(super) nullable: bool,
}

/// What a result is expected to be, and what it was the last time.
#[derive(Debug)]
pub(super) struct ExpectedResult {
    /// The static class.
    pub(super) class: Option<&'static Class>,
    /// From a returned address to what the stub got as the receiver's, where the last
    /// object was of exactly its class; [`ExpectedResult::NEVER`] otherwise.
    pub(super) to_receiver: Cell<usize>,
    /// The Python class of results that live in their proxies; null for others, and
    /// until the first has shown it.
    pub(super) inline: Cell<*mut ffi::PyTypeObject>,
    /// What the last object was.
    pub(super) latest: Latest,
}

impl Plan {
    /// The plan of a set: nothing but where calls go.
    pub(super) fn of_set(convention: Convention, class: *mut ffi::PyTypeObject, invoker: Target) -> Self {
        Self {
            stub: ptr::null(),
            offset: 0,
            parameters: ptr::null(),
            class,
            invoker: Cell::new(invoker),
            inner: Cell::new(invoker),
            cache: Cell::new(ptr::null()),
            receiver: None,
            size: 0,
            result: ExpectedResult::of(None),
            context: ptr::null(),
            convention,
            function: None,
            lean: OnceCell::new(),
            converting: None,
            derived: OnceCell::new(),
            expected: Vec::new(),
        }
    }

    /// Whether calls by either do the same, whatever the two have seen so far.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        let same_class = |one: Option<&Class>, other: Option<&Class>| {
            one.map(ptr::from_ref::<Class>) == other.map(ptr::from_ref::<Class>)
        };
        let expected =
            self.expected.iter().map(|one| one.class).zip(other.expected.iter().map(|one| one.class));
        self.stub == other.stub
            && self.offset == other.offset
            && self.class == other.class
            && ptr::fn_addr_eq(self.invoker.get(), other.invoker.get())
            && ptr::fn_addr_eq(self.inner.get(), other.inner.get())
            && self.cache.get() == other.cache.get()
            && same_class(self.receiver, other.receiver)
            && self.size == other.size
            && same_class(self.result.class, other.result.class)
            && self.context == other.context
            && self.convention == other.convention
            && self.function.map(ptr::from_ref::<Function>) == other.function.map(ptr::from_ref::<Function>)
            && self.lean.get() == other.lean.get()
            && self.expected.len() == other.expected.len()
            && expected.into_iter().all(|(one, other)| same_class(one, other))
    }

    /// Forgets what calls have seen of results, and the plan without virtual dispatch does too.
    pub(super) fn forget(&self) {
        self.result.forget();
        if let Some(direct) = self.derived.get().and_then(Derived::direct) {
            direct.result.forget();
        }
    }

    /// Says what arguments are expected to be.
    pub(super) fn expect(&mut self, arguments: &[FastArgument]) {
        self.expected = arguments
            .iter()
            .map(|argument| {
                let class = argument.class();
                let python = class
                    .filter(|class| !class.may_live_inline())
                    .and_then(Class::proxy)
                    .map_or(ptr::null_mut(), |proxy| proxy.as_ptr());
                let nullable = matches!(argument, FastArgument::Pointer(_));
                Expected { python: Cell::new(python), class, nullable }
            })
            .collect();
        self.parameters = self.expected.as_ptr();
    }

    /// What one argument is expected to be.
    ///
    /// # Safety
    ///
    /// The plan's shape must have an argument at this place.
    #[inline(always)]
    pub(super) unsafe fn expected(&self, place: usize) -> &Expected {
        // SAFETY: the caller's promise; the vector is never changed once the plan is in use.
        unsafe { &*self.parameters.add(place) }
    }
}

impl ExpectedResult {
    /// A distance to an address that no object has: the upper half of the address
    /// space is the system's.
    pub(super) const NEVER: usize = 1 << (usize::BITS - 1);

    pub(super) fn of(class: Option<&'static Class>) -> Self {
        Self {
            class,
            to_receiver: Cell::new(Self::NEVER),
            inline: Cell::new(ptr::null_mut()),
            latest: Latest::new(),
        }
    }

    /// Nothing was seen.
    fn forget(&self) {
        self.to_receiver.set(Self::NEVER);
        self.inline.set(ptr::null_mut());
        self.latest.forget();
    }
}
