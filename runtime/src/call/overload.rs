//! The Python object that an overload set is: `cppyy_rs.types.Function`, and its
//! subtype `Method`.
//!
//! Both are vectorcall objects. `Method` is a method descriptor to CPython, so
//! that `obj.m(x)` makes no bound object; `Function` binds only where a free
//! function was made a method, and never where it is a static method.
//!
//! May not know: how a function is chosen or called.

use std::ffi::{c_int, c_void};
use std::mem::{ManuallyDrop, offset_of};
use std::ptr;
use std::rc::Rc;

use cppbind_abi::codes::FunctionFlags;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyTuple, PyType};

use super::arguments::Arguments;
use super::invoke::Wanted;
use super::resolve::Call;
use super::set::OverloadSet;
use super::{attributes, template};
use crate::error::guarded;

/// Py_TPFLAGS_METHOD_DESCRIPTOR: calling the bound form is calling this with self first.
const METHOD_DESCRIPTOR: u64 = 1 << 17;
/// Py_TPFLAGS_HAVE_VECTORCALL.
const HAVE_VECTORCALL: u64 = 1 << 11;

/// An overload set, or one bound to an object.
#[repr(C)]
pub(super) struct Overload {
    ob_base: ffi::PyObject,
    vectorcall: Option<ffi::vectorcallfunc>,
    /// From `Rc::into_raw`.
    set: *const OverloadSet,
    /// The object that it is bound to; null where it is not.
    receiver: *mut ffi::PyObject,
}

impl Overload {
    /// The overload that a Python object is, if it is one.
    pub(super) fn from<'a>(object: &'a Bound<'_, PyAny>) -> Option<&'a Self> {
        let base = function_type(object.py()).ok()?;
        // SAFETY: both are live; instances of the type have this layout.
        unsafe {
            let found = ffi::PyType_IsSubtype(ffi::Py_TYPE(object.as_ptr()), base.as_type_ptr()) != 0;
            found.then(|| &*object.as_ptr().cast::<Self>())
        }
    }

    /// Its set.
    pub(super) fn set(&self) -> Rc<OverloadSet> {
        // SAFETY: from `Rc::into_raw`; one more count for the new owner.
        unsafe {
            Rc::increment_strong_count(self.set);
            Rc::from_raw(self.set)
        }
    }

    /// The object that it is bound to.
    pub(super) fn receiver<'py>(&self, py: Python<'py>) -> Option<Bound<'py, PyAny>> {
        // SAFETY: null or a live object.
        unsafe { Bound::from_borrowed_ptr_or_opt(py, self.receiver) }
    }
}

/// A Python object for a set, bound to `receiver` where there is one.
pub(super) fn make<'py>(
    py: Python<'py>,
    set: Rc<OverloadSet>,
    receiver: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    let class = if set.owner.is_none() || set.all(FunctionFlags::STATIC) {
        function_type(py)?
    } else {
        method_type(py)?
    };
    // SAFETY: the type has the layout of `Overload`; all fields are set before
    // anyone sees the object. The collector starts tracking in `tp_alloc`, but
    // runs only when Python objects are made.
    unsafe {
        let allocate = (*class.as_type_ptr()).tp_alloc.unwrap_or(ffi::PyType_GenericAlloc);
        let object = Bound::from_owned_ptr_or_err(py, allocate(class.as_type_ptr(), 0))?;
        let overload = object.as_ptr().cast::<Overload>();
        (*overload).vectorcall = Some(vectorcall);
        (*overload).set = Rc::into_raw(set);
        (*overload).receiver = receiver.map_or(ptr::null_mut(), |receiver| receiver.clone().into_ptr());
        Ok(object)
    }
}

/// The type of functions that CPython's own types cannot stand for.
pub(super) fn function_type(py: Python<'_>) -> PyResult<&Bound<'_, PyType>> {
    static TYPE: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    TYPE.get_or_try_init(py, || make_function_type(py)).map(|made| made.bind(py))
}

/// The same for methods of objects.
pub(super) fn method_type(py: Python<'_>) -> PyResult<&Bound<'_, PyType>> {
    static TYPE: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    TYPE.get_or_try_init(py, || make_method_type(py)).map(|made| made.bind(py))
}

fn slot(slot: c_int, function: *mut c_void) -> ffi::PyType_Slot {
    ffi::PyType_Slot { slot, pfunc: function }
}

fn flags(more: u64) -> u64 {
    ffi::Py_TPFLAGS_DEFAULT | ffi::Py_TPFLAGS_HAVE_GC | ffi::Py_TPFLAGS_BASETYPE | HAVE_VECTORCALL | more
}

fn make_function_type(py: Python<'_>) -> PyResult<Py<PyType>> {
    let mut members = [
        ffi::PyMemberDef {
            name: c"__vectorcalloffset__".as_ptr(),
            type_code: ffi::Py_T_PYSSIZET,
            offset: offset_of!(Overload, vectorcall) as ffi::Py_ssize_t,
            flags: ffi::Py_READONLY,
            doc: ptr::null(),
        },
        // SAFETY: all-zero ends the list.
        unsafe { std::mem::zeroed() },
    ];
    // No documentation: CPython would put it where the getset of that name goes.
    let mut slots = [
        slot(ffi::Py_tp_dealloc, dealloc as *mut c_void),
        slot(ffi::Py_tp_traverse, traverse as *mut c_void),
        slot(ffi::Py_tp_clear, clear as *mut c_void),
        slot(ffi::Py_tp_call, ffi::PyVectorcall_Call as *mut c_void),
        slot(ffi::Py_tp_repr, repr as *mut c_void),
        slot(ffi::Py_tp_hash, hash as *mut c_void),
        slot(ffi::Py_tp_richcompare, rich_compare as *mut c_void),
        slot(ffi::Py_tp_descr_get, bind as *mut c_void),
        slot(ffi::Py_mp_subscript, subscript as *mut c_void),
        slot(ffi::Py_tp_members, members.as_mut_ptr().cast()),
        slot(ffi::Py_tp_getset, attributes::getset().as_mut_ptr().cast()),
        slot(ffi::Py_tp_methods, Box::leak(Box::new(attributes::methods())).as_mut_ptr().cast()),
        slot(0, ptr::null_mut()),
    ];
    let mut spec = ffi::PyType_Spec {
        name: c"cppyy_rs.types.Function".as_ptr(),
        basicsize: size_of::<Overload>() as c_int,
        itemsize: 0,
        flags: flags(0) as _,
        slots: slots.as_mut_ptr(),
    };
    // SAFETY: a complete specification; what it refers to later is leaked or static.
    unsafe {
        let made = Bound::from_owned_ptr_or_err(py, ffi::PyType_FromSpec(&raw mut spec))?;
        Ok(made.cast_into_unchecked::<PyType>().unbind())
    }
}

fn make_method_type(py: Python<'_>) -> PyResult<Py<PyType>> {
    let base = function_type(py)?;
    // Slots that a subtype made by the C API does not inherit are named again.
    let mut slots = [
        slot(ffi::Py_tp_base, base.as_ptr().cast()),
        slot(ffi::Py_tp_call, ffi::PyVectorcall_Call as *mut c_void),
        slot(ffi::Py_tp_descr_get, bind as *mut c_void),
        slot(ffi::Py_tp_traverse, traverse as *mut c_void),
        slot(ffi::Py_tp_clear, clear as *mut c_void),
        slot(ffi::Py_tp_dealloc, dealloc as *mut c_void),
        // Otherwise the subtype's own `__doc__` would hide that of each overload set.
        slot(ffi::Py_tp_getset, attributes::getset().as_mut_ptr().cast()),
        slot(0, ptr::null_mut()),
    ];
    let mut spec = ffi::PyType_Spec {
        name: c"cppyy_rs.types.Method".as_ptr(),
        basicsize: size_of::<Overload>() as c_int,
        itemsize: 0,
        flags: flags(METHOD_DESCRIPTOR) as _,
        slots: slots.as_mut_ptr(),
    };
    // SAFETY: as above; `tp_vectorcall_offset` is inherited.
    unsafe {
        let made = Bound::from_owned_ptr_or_err(py, ffi::PyType_FromSpec(&raw mut spec))?;
        Ok(made.cast_into_unchecked::<PyType>().unbind())
    }
}

unsafe extern "C" fn vectorcall(
    callable: *mut ffi::PyObject,
    arguments: *const *mut ffi::PyObject,
    count: usize,
    names: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    // SAFETY: the interpreter is attached.
    let py = unsafe { Python::assume_attached() };
    if names.is_null() {
        // SAFETY: CPython passes a live overload and so many live arguments.
        let result =
            unsafe { call_remembered(callable.cast(), arguments, ffi::PyVectorcall_NARGS(count) as usize) };
        if let Some(result) = result {
            return result;
        }
    }
    guarded(py, ptr::null_mut(), || {
        // SAFETY: CPython passes a live overload; a vector of live references,
        // as many as the count and the names say, which `Bound` is transparent
        // over; and null or a tuple of names.
        let (overload, positional, names, values) = unsafe {
            let count = ffi::PyVectorcall_NARGS(count) as usize;
            let names = Bound::from_borrowed_ptr_or_opt(py, names)
                .map(|names| names.cast_into_unchecked::<PyTuple>());
            let named = names.as_ref().map_or(0, |names| names.len());
            let all: &[Bound<'_, PyAny>] = match count + named {
                0 => &[],
                all => std::slice::from_raw_parts(arguments.cast(), all),
            };
            let (positional, values) = all.split_at(count);
            (&*callable.cast::<Overload>(), positional, names, values)
        };
        let set = overload.set();
        let receiver = overload.receiver(py);
        let keywords = names.as_ref().map(|names| (names, values));
        let arguments = Arguments { positional, keywords };
        let call = Call { set: &set, receiver: receiver.as_ref(), arguments, wanted: Wanted::Value };
        call.run(py).map(Py::into_ptr)
    })
}

/// A call by what earlier ones with arguments of the same types have meant; `None` where that cannot be said: of sets that
/// remember nothing, and of objects of derived classes.
///
/// # Safety
///
/// The interpreter is attached; a live overload and so many live arguments.
unsafe fn call_remembered(
    overload: *const Overload,
    arguments: *const *mut ffi::PyObject,
    count: usize,
) -> Option<*mut ffi::PyObject> {
    // SAFETY: the caller's promise; the set is from `Rc::into_raw` and held by the overload.
    unsafe {
        let set = ManuallyDrop::new(Rc::from_raw((*overload).set));
        let context = set.context()?;
        let (this, arguments, count) = match ((*overload).receiver, context.is_method()) {
            (_, false) => (ptr::null_mut(), arguments, count),
            (receiver, true) if !receiver.is_null() => (receiver, arguments, count),
            (_, true) if count > 0 => (*arguments, arguments.add(1), count - 1),
            _ => return None,
        };
        if context.is_method() && ffi::Py_TYPE(this) != context.initial.class {
            return None;
        }
        let (target, plan) = context.target();
        Some(target(this, arguments as usize, count, 0, plan))
    }
}

/// `obj.m` makes a bound form; `Cls.m` and static methods are themselves.
unsafe extern "C" fn bind(
    descriptor: *mut ffi::PyObject,
    object: *mut ffi::PyObject,
    _class: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    // SAFETY: the interpreter is attached; CPython passes live objects or null.
    let (py, descriptor, object) = unsafe {
        let py = Python::assume_attached();
        let object = Bound::from_borrowed_ptr_or_opt(py, object);
        (py, Bound::from_borrowed_ptr(py, descriptor), object)
    };
    guarded(py, ptr::null_mut(), || {
        let (Some(overload), Some(object)) = (Overload::from(&descriptor), object) else {
            return Ok(descriptor.into_ptr());
        };
        let set = overload.set();
        let is_static = set.owner.is_some() && set.all(FunctionFlags::STATIC);
        if is_static || !overload.receiver.is_null() || object.is_none() {
            return Ok(descriptor.into_ptr());
        }
        make(py, set, Some(&object)).map(Bound::into_ptr)
    })
}

unsafe extern "C" fn subscript(object: *mut ffi::PyObject, key: *mut ffi::PyObject) -> *mut ffi::PyObject {
    // SAFETY: the interpreter is attached; CPython passes live objects.
    let (py, object, key) = unsafe {
        let py = Python::assume_attached();
        (py, Bound::from_borrowed_ptr(py, object), Bound::from_borrowed_ptr(py, key))
    };
    guarded(py, ptr::null_mut(), || template::select(&object, &key).map(Bound::into_ptr))
}

unsafe extern "C" fn dealloc(object: *mut ffi::PyObject) {
    // SAFETY: CPython passes an overload whose last reference is gone. Heap
    // types are referred to by their instances.
    unsafe {
        ffi::PyObject_GC_UnTrack(object.cast());
        let class = ffi::Py_TYPE(object);
        let overload = object.cast::<Overload>();
        ffi::Py_XDECREF(ptr::replace(&raw mut (*overload).receiver, ptr::null_mut()));
        if !(*overload).set.is_null() {
            drop(Rc::from_raw(ptr::replace(&raw mut (*overload).set, ptr::null())));
        }
        let free = (*class).tp_free.unwrap_or(ffi::PyObject_GC_Del);
        free(object.cast());
        ffi::Py_DECREF(class.cast());
    }
}

unsafe extern "C" fn traverse(
    object: *mut ffi::PyObject,
    visit: ffi::visitproc,
    argument: *mut c_void,
) -> c_int {
    // SAFETY: called by the collector on a live overload.
    unsafe {
        let receiver = (*object.cast::<Overload>()).receiver;
        if !receiver.is_null() {
            let stop = visit(receiver, argument);
            if stop != 0 {
                return stop;
            }
        }
        visit(ffi::Py_TYPE(object).cast(), argument)
    }
}

unsafe extern "C" fn clear(object: *mut ffi::PyObject) -> c_int {
    // SAFETY: called by the collector on a live overload.
    unsafe {
        let overload = object.cast::<Overload>();
        ffi::Py_XDECREF(ptr::replace(&raw mut (*overload).receiver, ptr::null_mut()));
    }
    0
}

unsafe extern "C" fn repr(object: *mut ffi::PyObject) -> *mut ffi::PyObject {
    // SAFETY: the interpreter is attached; CPython passes a live overload.
    let (py, overload) = unsafe { (Python::assume_attached(), &*object.cast::<Overload>()) };
    guarded(py, ptr::null_mut(), || {
        let text = format!("<C++ overload \"{}\" at {object:p}>", overload.set().name);
        Ok(pyo3::types::PyString::new(py, &text).into_any().into_ptr())
    })
}

unsafe extern "C" fn hash(object: *mut ffi::PyObject) -> ffi::Py_hash_t {
    // SAFETY: CPython passes a live overload.
    let overload = unsafe { &*object.cast::<Overload>() };
    let hash = (overload.set as usize >> 4) ^ (overload.receiver as usize >> 3);
    if hash == usize::MAX { 1 } else { hash as ffi::Py_hash_t }
}

/// Bound forms are equal where function and object are the same.
unsafe extern "C" fn rich_compare(
    left: *mut ffi::PyObject,
    right: *mut ffi::PyObject,
    operation: c_int,
) -> *mut ffi::PyObject {
    // SAFETY: the interpreter is attached; CPython passes live objects.
    let (py, left, right) = unsafe {
        let py = Python::assume_attached();
        (py, Bound::from_borrowed_ptr(py, left), Bound::from_borrowed_ptr(py, right))
    };
    guarded(py, ptr::null_mut(), || {
        let (Some(one), Some(two)) = (Overload::from(&left), Overload::from(&right)) else {
            return Ok(py.NotImplemented().into_ptr());
        };
        let same = one.set == two.set && one.receiver == two.receiver;
        let answer = match operation {
            ffi::Py_EQ => same,
            ffi::Py_NE => !same,
            _ => return Ok(py.NotImplemented().into_ptr()),
        };
        Ok(answer.into_pyobject(py)?.to_owned().into_any().into_ptr())
    })
}
