//! A Python callable that C++ holds, and calls from any thread.
//!
//! May not know: in which C++ object it is.

use std::cell::UnsafeCell;
use std::ffi::c_void;
use std::mem::MaybeUninit;
use std::ptr;
use std::sync::atomic::{AtomicUsize, Ordering, fence};

use cppbind_abi::link::{PythonCallable, PythonFault};
use pyo3::ffi;
use pyo3::prelude::*;

use super::Signature;
use super::answer::Kept;
use super::attach::{Attached, attached, is_attached};
use super::fault::{self, without_disturbing};
use super::upcall::{self, Target};
use crate::call::signals::Barrier;
use crate::call::stack::Seen;

/// So many arguments need no memory of their own.
pub(crate) const FEW: usize = 8;

/// What C++ refers to.
#[repr(C)]
pub(super) struct Held {
    /// What C++ sees.
    shared: PythonCallable,
    references: AtomicUsize,
    target: Py<PyAny>,
    /// Where the target has the address of its vectorcall; null where it has none, or where its class may change.
    entry: *const ffi::vectorcallfunc,
    signature: &'static Signature,
    /// The stack of its latest caller. Touched with the interpreter attached only, as what is below.
    stack: Seen,
    /// What the address in the latest result hangs on.
    kept: UnsafeCell<Option<Box<Kept>>>,
}

impl Held {
    /// A callable with one reference, for C++.
    pub(super) fn hand_over(target: Py<PyAny>, signature: &'static Signature) -> *const PythonCallable {
        let shared = PythonCallable {
            call: call as *const c_void,
            retain: retain as *const c_void,
            release: release as *const c_void,
        };
        Box::into_raw(Box::new(Self {
            shared,
            references: AtomicUsize::new(1),
            entry: fixed_entry(&target),
            target,
            signature,
            stack: Seen::new(),
            kept: UnsafeCell::new(None),
        }))
        .cast()
    }
}

/// `PythonCallable::retain`.
unsafe extern "C" fn retain(held: *const Held) {
    // SAFETY: the caller has a reference.
    unsafe { (*held).references.fetch_add(1, Ordering::Relaxed) };
}

/// `PythonCallable::release`.
pub(super) unsafe extern "C" fn release(held: *const Held) {
    // SAFETY: the caller has a reference, and gives it up; the last one ends the callable.
    unsafe {
        if (*held).references.fetch_sub(1, Ordering::Release) != 1 {
            return;
        }
        fence(Ordering::Acquire);
        let _barrier = Barrier::raise();
        let held = Box::from_raw(held.cast_mut());
        let mut parts = Some((held.target, held.kept));
        attached(|py| without_disturbing(py, || drop(parts.take())));
        // Without an interpreter the memory of Python objects is gone already.
        std::mem::forget(parts);
    }
}

/// `PythonCallable::call`.
unsafe extern "C" fn call(
    held: *const Held,
    arguments: *const *mut c_void,
    result: *mut c_void,
) -> *const PythonFault {
    // SAFETY: the caller's promise, passed on with the interpreter attached.
    unsafe {
        if is_attached() && !Barrier::is_needed() {
            return enter(held, arguments, result);
        }
        call_rarely(held, arguments, result)
    }
}

/// As [`call`], in a thread of C++, or where a guard against signals may have to be taken away.
///
/// # Safety
///
/// As the ABI says of `PythonCallable::call`.
#[cold]
unsafe fn call_rarely(
    held: *const Held,
    arguments: *const *mut c_void,
    result: *mut c_void,
) -> *const PythonFault {
    let _barrier = Barrier::raise();
    // SAFETY: the caller's promise, passed on with the interpreter attached.
    unsafe {
        if is_attached() {
            return enter(held, arguments, result);
        }
        let Some(_taken) = Attached::take() else { return fault::interpreter_has_ended() };
        enter(held, arguments, result)
    }
}

/// Calls with the interpreter attached.
///
/// # Safety
///
/// As the ABI says of `PythonCallable::call`.
#[inline(always)]
unsafe fn enter(held: *const Held, arguments: *const *mut c_void, result: *mut c_void) -> *const PythonFault {
    // SAFETY: the caller's promise. The signature stays, whatever becomes of the callable.
    unsafe {
        let signature = (*held).signature;
        if !signature.is_common {
            return enter_rarely(held, arguments, result);
        }
        // The word in front is the callee's.
        let mut objects = [MaybeUninit::<*mut ffi::PyObject>::uninit(); FEW + 2];
        run::<true>(held, signature, arguments, objects.as_mut_ptr().cast(), result)
    }
}

/// As [`enter`], with many arguments, or a result that lasts.
#[cold]
unsafe fn enter_rarely(
    held: *const Held,
    arguments: *const *mut c_void,
    result: *mut c_void,
) -> *const PythonFault {
    // SAFETY: the caller's promise. The callable stays until its result is kept in it.
    unsafe {
        let signature = (*held).signature;
        let mut objects = vec![ptr::null_mut::<ffi::PyObject>(); signature.arguments.len() + 2];
        retain(held);
        let fault = run::<false>(held, signature, arguments, objects.as_mut_ptr(), result);
        release(held);
        fault
    }
}

/// Calls with room for the arguments, one more in front of them, and one behind; `COMMON` is what the signature says.
///
/// # Safety
///
/// As [`enter`].
#[inline(always)]
unsafe fn run<const COMMON: bool>(
    held: *const Held,
    signature: &'static Signature,
    arguments: *const *mut c_void,
    objects: *mut *mut ffi::PyObject,
    result: *mut c_void,
) -> *const PythonFault {
    // SAFETY: the caller's promise; the callable stays until its result is kept in it, where something lasts. What an
    // address hangs on stays until the next result, or until C++ forgets the callable. With the interpreter attached
    // nobody else touches it; the former goes when that is done, since its end may run any code.
    unsafe {
        let target =
            Target { callable: (*held).target.as_ptr(), entry: (*held).entry, this: ptr::null_mut() };
        let keep = |_: Python<'_>, kept| {
            let former = (*(*held).kept.get()).replace(kept);
            drop(former);
            Ok(())
        };
        upcall::run::<COMMON, false>(signature, target, &(*held).stack, arguments, objects, result, keep)
    }
}

/// Where `PyObject_Vectorcall` would find what it calls, and then look whether the callable has kept to the rules. The objects
/// of static types (functions, methods, builtin functions) never change their class; those of Python classes may, so they
/// are asked each time. A function may get another vectorcall, so its address is read each time.
fn fixed_entry(target: &Py<PyAny>) -> *const ffi::vectorcallfunc {
    // SAFETY: a live object; a type with the flag says where its objects have the function's address.
    unsafe {
        let class = ffi::Py_TYPE(target.as_ptr());
        let has = |flag| ffi::PyType_HasFeature(class, flag) != 0;
        if !has(ffi::Py_TPFLAGS_HAVE_VECTORCALL) || has(ffi::Py_TPFLAGS_HEAPTYPE) {
            return ptr::null();
        }
        let place = target.as_ptr().byte_offset((*class).tp_vectorcall_offset);
        let place = place.cast_const().cast::<Option<ffi::vectorcallfunc>>();
        // One that takes a tuple has none, and never gets one.
        if (*place).is_some() { place.cast() } else { ptr::null() }
    }
}
