//! What a C++ object has of Python: the proxy, and the functions by which C++ calls it.
//!
//! May not know: how classes are derived.

use std::ffi::c_void;
use std::mem::MaybeUninit;
use std::ptr;
use std::sync::Arc;
use std::sync::atomic::{AtomicPtr, Ordering};

use cppbind_abi::link::{PythonFault, PythonHalf, PythonHalfFunctions};
use pyo3::exceptions::{PyNotImplementedError, PyTypeError};
use pyo3::ffi;
use pyo3::prelude::*;

use super::described::{Described, Virtual};
use super::lookup;
use crate::call::attach::{Attached, attached, is_attached};
use crate::call::fault::{self, without_disturbing};
use crate::call::{Answered, Barrier, FEW, Seen, UpcallSignature, upcall};
use crate::error::guarded;
use crate::instance::{self, Instance, Overrides};
use crate::registry::Director;

/// The Python half of one object. Its end is that of the C++ half.
#[repr(C)]
struct Half {
    /// What C++ sees.
    shared: PythonHalf,
    /// The proxy: it lives as long, see `instance::half`.
    proxy: *mut ffi::PyObject,
    described: &'static Described,
    director: &'static Director,
    /// What `shared.overridden` points into.
    overrides: Arc<Overrides>,
    /// What it pointed into while the object was one of other Python classes: a thread of C++ may still look there.
    former: Vec<Arc<Overrides>>,
    /// The stack of its latest caller.
    stack: Seen,
}

static FUNCTIONS: PythonHalfFunctions = PythonHalfFunctions {
    call: call as *const c_void,
    copied: copied as *const c_void,
    ended: ended as *const c_void,
};

impl Half {
    fn hand_over(
        proxy: *mut ffi::PyObject,
        described: &'static Described,
        director: &'static Director,
        overrides: Arc<Overrides>,
    ) -> *const PythonHalf {
        let shared = PythonHalf { functions: (&raw const FUNCTIONS).cast(), overridden: overrides.bytes() };
        let (former, stack) = (Vec::new(), Seen::new());
        Box::into_raw(Box::new(Self { shared, proxy, described, director, overrides, former, stack })).cast()
    }
}

/// Gives a proxy's C++ object its half.
pub(super) fn begin(
    object: &Bound<'_, PyAny>,
    director: &'static Director,
    described: &'static Described,
    overrides: Arc<Overrides>,
) -> PyResult<()> {
    let address = instance::address_as(object, director.class)?;
    // SAFETY: the address of a live object of the director's class, which refers to nothing yet, or to a half of ours.
    unsafe {
        let place = director.place(address);
        let known = (*place).cast::<Half>().cast_mut();
        if known.is_null() {
            *place = Half::hand_over(object.as_ptr(), described, director, overrides);
        } else {
            // The object has become one of another Python class.
            let place = &raw mut (*known).shared.overridden;
            AtomicPtr::from_ptr(place.cast()).store(overrides.bytes().cast_mut(), Ordering::Release);
            let former = std::mem::replace(&mut (*known).overrides, overrides);
            let kept = &mut (*known).former;
            if !kept.iter().any(|kept| Arc::ptr_eq(kept, &former)) {
                kept.push(former);
            }
        }
    }
    Ok(())
}

/// `PythonHalfFunctions::call`.
unsafe extern "C" fn call(
    half: *const Half,
    number: u32,
    arguments: *const *mut c_void,
    result: *mut c_void,
    fault: *mut *const PythonFault,
) -> bool {
    // SAFETY: the caller's promise, passed on with the interpreter attached.
    unsafe {
        if is_attached() && !Barrier::is_needed() {
            return enter(half, number, arguments, result, fault);
        }
        call_rarely(half, number, arguments, result, fault)
    }
}

/// As [`call`], in a thread of C++, or where a guard against signals may have to be taken away.
#[cold]
unsafe fn call_rarely(
    half: *const Half,
    number: u32,
    arguments: *const *mut c_void,
    result: *mut c_void,
    fault: *mut *const PythonFault,
) -> bool {
    let _barrier = Barrier::raise();
    // SAFETY: the caller's promise, passed on with the interpreter attached.
    unsafe {
        if is_attached() {
            return enter(half, number, arguments, result, fault);
        }
        let Some(_taken) = Attached::take() else {
            let described = (*half).described;
            let function = described.functions.get(number as usize);
            // What C++ has of its own serves where Python can no longer be called.
            if function.is_some_and(|function| function.pure && !function.noexcept) {
                *fault = fault::interpreter_has_ended();
            }
            return false;
        };
        enter(half, number, arguments, result, fault)
    }
}

/// Calls with the interpreter attached.
///
/// # Safety
///
/// As the ABI says of `PythonHalfFunctions::call`.
#[inline(always)]
unsafe fn enter(
    half: *const Half,
    number: u32,
    arguments: *const *mut c_void,
    result: *mut c_void,
    fault: *mut *const PythonFault,
) -> bool {
    // SAFETY: the caller's promise. Descriptions live for ever, and the class as long as its object, which the call has a
    // reference to; of the half nothing is needed once Python code runs.
    unsafe {
        let described = (*half).described;
        let Some(function) = described.functions.get(number as usize) else { return false };
        let proxy = (*half).proxy;
        let found = lookup::find(ffi::Py_TYPE(proxy), function.name);
        if found.is_null() || ffi::Py_TYPE(found) != &raw mut ffi::PyFunction_Type {
            return enter_rarely(half, function, number, found, arguments, result, fault);
        }
        let offset = ffi::PyFunction_Type.tp_vectorcall_offset;
        let entry = found.byte_offset(offset).cast_const().cast();
        let target = upcall::Target { callable: found, entry, this: proxy };
        run::<true>(half, function, number, target, arguments, result, fault)
    }
}

/// As [`enter`], where the class has something else than a function, or nothing.
#[cold]
unsafe fn enter_rarely(
    half: *const Half,
    function: &'static Virtual,
    number: u32,
    found: *mut ffi::PyObject,
    arguments: *const *mut c_void,
    result: *mut c_void,
    fault: *mut *const PythonFault,
) -> bool {
    // SAFETY: as `enter`. What is found is held while it is bound.
    unsafe {
        let py = Python::assume_attached();
        let proxy = Bound::from_borrowed_ptr(py, (*half).proxy);
        if !lookup::is_pythons(py, (*half).director, function.name, found) {
            return not_overridden(half, function, number, &proxy, fault);
        }
        let found = Bound::from_borrowed_ptr(py, found);
        let bound = match (*ffi::Py_TYPE(found.as_ptr())).tp_descr_get {
            Some(get) => get(found.as_ptr(), proxy.as_ptr(), ffi::Py_TYPE(proxy.as_ptr()).cast()),
            None => found.clone().into_ptr(),
        };
        if bound.is_null() {
            return failed(py, function, upcall::raised(), proxy.as_ptr(), fault);
        }
        let bound = Bound::from_owned_ptr(py, bound);
        let target = upcall::Target { callable: bound.as_ptr(), entry: ptr::null(), this: ptr::null_mut() };
        run::<false>(half, function, number, target, arguments, result, fault)
    }
}

/// Nobody overrides the function: C++ calls its own, if there is one.
unsafe fn not_overridden(
    half: *const Half,
    function: &Virtual,
    number: u32,
    proxy: &Bound<'_, PyAny>,
    fault: *mut *const PythonFault,
) -> bool {
    let class = proxy.get_type();
    if !function.pure {
        if lookup::is_closed(&class) {
            // SAFETY: as `enter`.
            unsafe { (*half).overrides.spare(number as usize) };
        }
        return false;
    }
    let class = class.name().map_or_else(|_| "?".to_owned(), |name| name.to_string());
    // SAFETY: as `enter`.
    unsafe {
        let director = (*half).director;
        let base = director.base.qualified;
        let text =
            format!("{class} does not override {base}::{}, which is pure virtual", function.declared_name);
        PyNotImplementedError::new_err(text).restore(proxy.py());
        failed(proxy.py(), function, upcall::raised(), proxy.as_ptr(), fault)
    }
}

/// Calls what was found; `METHOD` says whether the proxy is passed.
#[inline(always)]
unsafe fn run<const METHOD: bool>(
    half: *const Half,
    function: &'static Virtual,
    number: u32,
    target: upcall::Target,
    arguments: *const *mut c_void,
    result: *mut c_void,
    fault: *mut *const PythonFault,
) -> bool {
    // SAFETY: as `enter`; the room is as large as the signature says.
    unsafe {
        let py = Python::assume_attached();
        let proxy = (*half).proxy;
        // What is reported below names the object, which the override may end.
        let _held = function.noexcept.then(|| Bound::from_borrowed_ptr(py, proxy));
        let signature = match function.signature() {
            Ok(signature) => signature,
            Err(error) => {
                error.restore(py);
                return failed(py, function, upcall::raised(), proxy, fault);
            }
        };
        let keep = |py: Python<'_>, kept| {
            let kept = Bound::new(py, Answered::new(kept))?;
            instance::keep_answer(&Bound::from_borrowed_ptr(py, proxy), number, kept.as_any())
        };
        let raised = if METHOD && signature.is_common() {
            let mut objects = [MaybeUninit::<*mut ffi::PyObject>::uninit(); FEW + 2];
            let objects = objects.as_mut_ptr().cast();
            upcall::run::<true, true>(signature, target, &(*half).stack, arguments, objects, result, keep)
        } else {
            run_with_many::<METHOD>(half, signature, target, arguments, result, keep)
        };
        if raised.is_null() { true } else { failed(py, function, raised, proxy, fault) }
    }
}

#[cold]
unsafe fn run_with_many<const METHOD: bool>(
    half: *const Half,
    signature: &UpcallSignature,
    target: upcall::Target,
    arguments: *const *mut c_void,
    result: *mut c_void,
    keep: impl FnOnce(Python<'_>, Box<upcall::Kept>) -> PyResult<()>,
) -> *const PythonFault {
    let mut objects = vec![ptr::null_mut::<ffi::PyObject>(); signature.count() + 2];
    // SAFETY: as `run`.
    unsafe {
        upcall::run::<false, METHOD>(
            signature,
            target,
            &(*half).stack,
            arguments,
            objects.as_mut_ptr(),
            result,
            keep,
        )
    }
}

/// Hands the exception of an override to C++, or to `sys.unraisablehook` where C++ must not throw.
#[cold]
unsafe fn failed(
    py: Python<'_>,
    function: &Virtual,
    raised: *const PythonFault,
    proxy: *mut ffi::PyObject,
    fault: *mut *const PythonFault,
) -> bool {
    // SAFETY: the caller gives the fault away; C++ has room for it.
    unsafe {
        if function.noexcept {
            fault::report(py, raised, proxy);
        } else {
            *fault = raised;
        }
    }
    false
}

/// `PythonHalfFunctions::copied`.
unsafe extern "C" fn copied(half: *const Half, place: *mut *const PythonHalf) -> *const PythonFault {
    let _barrier = Barrier::raise();
    let copy = |py: Python<'_>| {
        let made = guarded(py, false, || {
            // SAFETY: a live half, whose proxy lives as long; the place is that of an object which is being
            // constructed, as far from its beginning as in every object of the class.
            unsafe {
                let (director, described) = ((*half).director, (*half).described);
                let object = Bound::from_borrowed_ptr(py, (*half).proxy);
                let instance =
                    Instance::from(&object).ok_or_else(|| PyTypeError::new_err("no object from C++"))?;
                let original = instance.address();
                let distance = director.place(original).addr().wrapping_sub(original.addr());
                let address = place.cast::<c_void>().wrapping_byte_sub(distance);
                let made = instance::begin_copy(&object, instance, address)?;
                *place = Half::hand_over(made.as_ptr(), described, director, Arc::clone(&(*half).overrides));
            }
            Ok(true)
        });
        // SAFETY: an error is set, and the interpreter attached.
        if made { ptr::null() } else { unsafe { upcall::raised() } }
    };
    attached(copy).unwrap_or_else(fault::interpreter_has_ended)
}

/// `PythonHalfFunctions::ended`.
unsafe extern "C" fn ended(half: *const Half) {
    let _barrier = Barrier::raise();
    // SAFETY: the C++ object ends, and gives its half up.
    let half = unsafe { Box::from_raw(half.cast_mut()) };
    let ended = attached(|py| without_disturbing(py, || end(py, half.proxy, half.director)));
    if ended.is_none() {
        // Without an interpreter the proxy's memory is gone already; what it was told stays readable.
        std::mem::forget(half);
    }
}

/// Tells a proxy that its C++ object ends.
fn end(py: Python<'_>, proxy: *mut ffi::PyObject, director: &Director) {
    // SAFETY: the proxy lives at least as long as the half. It may be at its end itself, and then is held by nobody: it
    // was marked as deleted before.
    unsafe {
        let Some(instance) = Instance::from_raw(proxy) else { return };
        if !instance.deleted() {
            let name = pyo3::intern!(py, "__destruct__").as_ptr();
            let object = Bound::from_borrowed_ptr(py, proxy);
            if lookup::is_overridden(&object.get_type(), director, name)
                && let Err(error) = object.call_method0(pyo3::intern!(py, "__destruct__"))
            {
                error.write_unraisable(py, Some(&object));
            }
        }
        instance.end_directed();
    }
}
