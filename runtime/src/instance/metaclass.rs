//! `CPPScope`, the type of proxies' classes.
//!
//! It is a subclass of `type` with a few more words (`slots`). Only
//! `tp_setattro` differs in behaviour, for static data members: reading needs no
//! help, because descriptors in a class's dict answer for it. `tp_getattro`
//! stays `type`'s own, which the interpreter's inline caches insist on.
//!
//! Classes from C++ are immutable types to CPython and cannot be written but
//! here; Python code notices nothing of that.

use std::ffi::{CStr, c_int, c_void};
use std::ptr;
use std::sync::atomic::{AtomicPtr, Ordering};

use cppbind_abi::codes::ClassFlags;
use pyo3::exceptions::PyTypeError;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBool, PyDict, PyList, PyString, PyTuple, PyType};

use super::layout::Instance;
use super::{dictless, fields, lifetime, overrides, slots};
use crate::error::guarded;
use crate::registry::reflex::Request;
use crate::registry::{self, Class};

/// The metaclass as a bare pointer, for tests on the way of every call.
static METACLASS: AtomicPtr<ffi::PyTypeObject> = AtomicPtr::new(ptr::null_mut());

/// The base type of all proxies, likewise.
static BASE: AtomicPtr<ffi::PyTypeObject> = AtomicPtr::new(ptr::null_mut());

/// Tells which type the base of all proxies is.
pub(super) fn set_base(base: &Bound<'_, PyType>) {
    BASE.store(base.as_type_ptr(), Ordering::Release);
}

/// The metaclass.
pub fn metaclass(py: Python<'_>) -> PyResult<&Bound<'_, PyType>> {
    static TYPE: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    let made = TYPE.get_or_try_init(py, || {
        slots::check()?;
        let made = make_type(py)?;
        METACLASS.store(made.bind(py).as_type_ptr(), Ordering::Release);
        PyResult::Ok(made)
    })?;
    Ok(made.bind(py))
}

/// The C++ class whose proxy, or whose Python subclass's instance, this is.
pub fn class_of(object: &Bound<'_, PyAny>) -> Option<&'static Class> {
    // SAFETY: a live object has a live type.
    unsafe { class_of_raw(ffi::Py_TYPE(object.as_ptr())) }
}

/// The C++ class that a Python class stands for or derives from.
pub fn class_of_type(class: &Bound<'_, PyType>) -> Option<&'static Class> {
    // SAFETY: the type is live.
    unsafe { class_of_raw(class.as_type_ptr()) }
}

/// The C++ class that any Python class stands for or derives from.
///
/// # Safety
///
/// `class` must be a live type and the interpreter attached.
#[inline(always)]
pub unsafe fn class_of_raw(class: *mut ffi::PyTypeObject) -> Option<&'static Class> {
    let metaclass = METACLASS.load(Ordering::Relaxed);
    // SAFETY: the caller's promise; the slots are there once the metaclass is right.
    unsafe {
        let of = ffi::Py_TYPE(class.cast());
        if of != metaclass && !is_derived_metaclass(of) {
            return None;
        }
        slots::class_slots(class).class.get()
    }
}

/// Whether a class's objects are proxies.
///
/// # Safety
///
/// As [`class_of_raw`].
#[inline(always)]
pub(super) unsafe fn is_proxy(class: *mut ffi::PyTypeObject) -> bool {
    // SAFETY: the caller's promise. A class has a C++ class where it is made from
    // it, or derives from one that has: either way from the base type.
    unsafe {
        class_of_raw(class).is_some() || {
            let base = BASE.load(Ordering::Relaxed);
            !base.is_null() && ffi::PyType_IsSubtype(class, base) != 0
        }
    }
}

/// Whether a metaclass is one that Python code has derived from ours.
#[cold]
unsafe fn is_derived_metaclass(of: *mut ffi::PyTypeObject) -> bool {
    let metaclass = METACLASS.load(Ordering::Relaxed);
    // SAFETY: `class_of_raw`'s promise: both are live types.
    !metaclass.is_null() && unsafe { ffi::PyType_IsSubtype(of, metaclass) != 0 }
}

/// Says which C++ class a Python class stands for, and seals it: its objects
/// live and die as `lifetime` says, and only this module changes it.
pub(crate) fn bind(python: &Bound<'_, PyType>, class: &'static Class) -> PyResult<()> {
    if !python.is_instance(metaclass(python.py())?)? {
        return Err(PyTypeError::new_err("not a class from C++"));
    }
    class.prepare_lifetime()?;
    let made = python.as_type_ptr();
    // SAFETY: an instance of the metaclass has the slots. No object of the class
    // exists yet: it was made a moment ago, and `new` refuses until it has a C++
    // class. Its objects have the base type's size, because it has no `__slots__`.
    unsafe {
        if (*made).tp_basicsize as usize != size_of::<Instance>() {
            return Err(PyTypeError::new_err("a class from C++ cannot have slots"));
        }
        slots::class_slots(made).class.set(Some(class));
        (*made).tp_alloc = Some(lifetime::allocate_exact);
        (*made).tp_dealloc = Some(lifetime::dealloc);
        (*made).tp_traverse = Some(lifetime::traverse);
        (*made).tp_clear = Some(lifetime::clear);
        #[cfg(Py_3_10)]
        {
            // What the interpreter's fast constructor calls ask for.
            (*made).tp_flags |= ffi::Py_TPFLAGS_IMMUTABLETYPE;
        }
        dictless::close(made);
        ffi::PyType_Modified(made);
    }
    Ok(())
}

/// `type.__setattr__`, also for sealed classes.
///
/// # Safety
///
/// The interpreter must be attached; `class` is a live instance of the metaclass,
/// `name` live, `value` live or null.
unsafe fn set_in_type(
    class: *mut ffi::PyObject,
    name: *mut ffi::PyObject,
    value: *mut ffi::PyObject,
) -> c_int {
    // SAFETY: the caller's promise; `type` always has `tp_setattro`. The flag is
    // back before anybody else can ask for it, unless setting runs Python code
    // (a replaced attribute's end), which may find the class mutable: no harm.
    unsafe {
        let Some(set) = (*python_type()).tp_setattro else { return -1 };
        #[cfg(Py_3_10)]
        {
            let class: *mut ffi::PyTypeObject = class.cast();
            let sealed = (*class).tp_flags & ffi::Py_TPFLAGS_IMMUTABLETYPE;
            (*class).tp_flags &= !sealed;
            let result = set(class.cast(), name, value);
            (*class).tp_flags |= sealed;
            result
        }
        #[cfg(not(Py_3_10))]
        set(class, name, value)
    }
}

/// Puts a value into a class's dict, as `type.__setattr__` does: what the name
/// means in C++ is not asked.
pub(crate) fn define(class: &Bound<'_, PyType>, name: &str, value: &Bound<'_, PyAny>) -> PyResult<()> {
    let name = PyString::intern(class.py(), name);
    // SAFETY: all are live objects; only classes from C++ are defined so.
    if unsafe { set_in_type(class.as_ptr(), name.as_ptr(), value.as_ptr()) } != 0 {
        return Err(PyErr::fetch(class.py()));
    }
    replaced(class, name.to_str()?)
}

/// Puts many values into a class's dict at once. What Python itself asks a class
/// for (`__len__`) must go through [`define`], which fills the type's slots.
pub(crate) fn define_all(
    class: &Bound<'_, PyType>,
    values: &[(&'static CStr, Bound<'_, PyString>, Bound<'_, PyAny>)],
) -> PyResult<()> {
    // SAFETY: heap types hold their dict in the type; nothing else holds the
    // dict's contents, which is said at the end.
    let dict = unsafe {
        Bound::from_borrowed_ptr(class.py(), (*class.as_type_ptr()).tp_dict).cast_into_unchecked::<PyDict>()
    };
    for (text, name, value) in values {
        if text.to_bytes().starts_with(b"__") {
            define(class, name.to_str()?, value)?;
        } else {
            dict.set_item(name, value)?;
        }
    }
    // SAFETY: a live type.
    unsafe { ffi::PyType_Modified(class.as_type_ptr()) };
    Ok(())
}

/// Tells the collector to leave the dict of a class from C++ alone, until something
/// is put into it: the class lives for ever, and so does what the dict holds.
pub(crate) fn untrack_members(class: &Bound<'_, PyType>) {
    // SAFETY: a live class, with its dict. An untracked dict is one that the
    // collector need not look into; CPython tracks it when it gets another value.
    unsafe { ffi::PyObject_GC_UnTrack((*class.as_type_ptr()).tp_dict.cast()) };
}

/// `type`, whose slots are filled in before any extension is loaded.
fn python_type() -> *const ffi::PyTypeObject {
    &raw const ffi::PyType_Type
}

fn make_type(py: Python<'_>) -> PyResult<Py<PyType>> {
    // Type objects refer to their method definitions for ever.
    let methods = Box::leak(Box::new([
        ffi::PyMethodDef {
            ml_name: c"__dir__".as_ptr(),
            ml_meth: ffi::PyMethodDefPointer { PyCFunction: dir },
            ml_flags: ffi::METH_NOARGS,
            ml_doc: c"The names that Python can spell.".as_ptr(),
        },
        ffi::PyMethodDef {
            ml_name: c"__cpp_reflex__".as_ptr(),
            ml_meth: ffi::PyMethodDefPointer { PyCFunction: reflex },
            ml_flags: ffi::METH_VARARGS,
            ml_doc: c"__cpp_reflex__(request): what C++ knows of the class; see cppyy_rs.reflex.".as_ptr(),
        },
        // SAFETY: all-zero ends the list.
        unsafe { std::mem::zeroed() },
    ]));
    let slot = |slot: c_int, function: *mut c_void| ffi::PyType_Slot { slot, pfunc: function };
    let mut slots = [
        slot(ffi::Py_tp_base, (&raw mut ffi::PyType_Type).cast()),
        slot(ffi::Py_tp_new, new as *mut c_void),
        slot(ffi::Py_tp_setattro, set_attribute as *mut c_void),
        slot(ffi::Py_tp_repr, repr as *mut c_void),
        slot(ffi::Py_tp_methods, methods.as_mut_ptr().cast()),
        slot(ffi::Py_tp_doc, c"The type of classes from C++.".as_ptr().cast_mut().cast()),
        slot(0, ptr::null_mut()),
    ];
    let mut spec = ffi::PyType_Spec {
        name: c"cppyy_rs.types.Scope".as_ptr(),
        basicsize: slots::metaclass_size() as c_int,
        itemsize: 0,
        flags: (ffi::Py_TPFLAGS_DEFAULT | ffi::Py_TPFLAGS_BASETYPE) as _,
        slots: slots.as_mut_ptr(),
    };
    // SAFETY: a complete specification; item size, traversal and clearing are
    // inherited from `type`.
    unsafe {
        let made = Bound::from_owned_ptr_or_err(py, ffi::PyType_FromSpec(&raw mut spec))?;
        let made = made.cast_into_unchecked::<PyType>();
        // Heap types inherit this from 3.12 on only: calls of a class go to the
        // class's own `tp_vectorcall`, where it has one.
        (*made.as_type_ptr()).tp_flags |= ffi::Py_TPFLAGS_HAVE_VECTORCALL;
        (*made.as_type_ptr()).tp_dealloc = Some(dealloc);
        Ok(made.unbind())
    }
}

/// `__cpp_reflex__(request)`.
unsafe extern "C" fn reflex(class: *mut ffi::PyObject, arguments: *mut ffi::PyObject) -> *mut ffi::PyObject {
    // SAFETY: a method descriptor has checked the type; CPython passes a tuple.
    let (py, class, arguments) = unsafe {
        let py = Python::assume_attached();
        let arguments = Bound::from_borrowed_ptr(py, arguments).cast_into_unchecked::<PyTuple>();
        (py, Bound::from_borrowed_ptr(py, class).cast_into_unchecked::<PyType>(), arguments)
    };
    guarded(py, ptr::null_mut(), || {
        let is_aggregate =
            class_of_type(&class).is_some_and(|class| class.flags().has(ClassFlags::AGGREGATE));
        let answer = match Request::of(&arguments)? {
            (Request::IsNamespace, _) => false,
            (Request::IsAggregate, _) => is_aggregate,
            (request, _) => return Err(request.refused(class.name()?.to_str()?)),
        };
        Ok(PyBool::new(py, answer).to_owned().into_any().into_ptr())
    })
}

/// The end of a class that Python code has made.
unsafe extern "C" fn dealloc(class: *mut ffi::PyObject) {
    // SAFETY: CPython passes a class without references, which has the words. `type` frees it, and leaves the reference
    // to the metaclass, a heap type, to whose slot this is; those of derived metaclasses count on that.
    unsafe {
        overrides::end(class.cast());
        let metaclass = ffi::Py_TYPE(class);
        if let Some(dealloc) = (*python_type()).tp_dealloc {
            dealloc(class);
            ffi::Py_DECREF(metaclass.cast());
        }
    }
}

/// Makes a class as `type` does; a Python subclass stands for its base's C++ class.
unsafe extern "C" fn new(
    metaclass: *mut ffi::PyTypeObject,
    arguments: *mut ffi::PyObject,
    keywords: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    // SAFETY: slots are called with the interpreter attached, with a tuple and
    // a dict or null, which are passed on. `type` always has `tp_new`.
    unsafe {
        let Some(make) = (*python_type()).tp_new else { return ptr::null_mut() };
        let by_python = dictless::by_python();
        let py = Python::assume_attached();
        let mut instead = None;
        if by_python && !guarded(py, false, || deriving(py, arguments, &mut instead)) {
            return ptr::null_mut();
        }
        let arguments = instead.as_ref().map_or(arguments, Bound::as_ptr);
        let deriving = dictless::Deriving::of(arguments);
        let made = make(metaclass, arguments, keywords);
        if made.is_null() || ffi::PyType_IsSubtype(ffi::Py_TYPE(made), metaclass) == 0 {
            deriving.end(Python::assume_attached(), ptr::null_mut());
            return made;
        }
        let class: *mut ffi::PyTypeObject = made.cast();
        deriving.end(Python::assume_attached(), class);
        let bases = (*class).tp_bases;
        for position in 0..ffi::PyTuple_Size(bases) {
            if let Some(found) = class_of_raw(ffi::PyTuple_GetItem(bases, position).cast()) {
                slots::class_slots(class).class.set(Some(found));
                break;
            }
        }
        let complete = guarded(py, false, || {
            if ffi::PyTuple_Size(bases) > 1 {
                registry::source().joined(&PyType::from_borrowed_type_ptr(py, class))?;
            }
            if by_python {
                // What pickles classes by value looks for the metaclass in the modules that are there already.
                py.import(pyo3::intern!(py, "cppyy_rs.types"))?;
            }
            Ok(true)
        });
        if !complete {
            ffi::Py_DECREF(made);
            return ptr::null_mut();
        }
        made
    }
}

/// The arguments for `type.__new__` instead of those of Python code, where it derives from what can be overridden.
unsafe fn deriving<'py>(
    py: Python<'py>,
    arguments: *mut ffi::PyObject,
    instead: &mut Option<Bound<'py, PyTuple>>,
) -> PyResult<bool> {
    // SAFETY: the caller passes a live tuple, which is left as it is.
    let arguments = unsafe { Bound::from_borrowed_ptr(py, arguments).cast_into_unchecked::<PyTuple>() };
    // Anything else is for `type` to complain about.
    let Ok((name, bases, dict)) =
        arguments.extract::<(Bound<'py, PyAny>, Bound<'py, PyTuple>, Bound<'py, PyDict>)>()
    else {
        return Ok(true);
    };
    if let Some((bases, dict)) = registry::source().deriving(&bases, &dict)? {
        *instead = Some((name, bases, dict).into_pyobject(py)?);
    }
    Ok(true)
}

unsafe extern "C" fn set_attribute(
    class: *mut ffi::PyObject,
    name: *mut ffi::PyObject,
    value: *mut ffi::PyObject,
) -> c_int {
    // SAFETY: slots are called with the interpreter attached; `value` is null for `del`.
    let py = unsafe { Python::assume_attached() };
    guarded(py, -1, || {
        // SAFETY: as above; CPython checks that `name` is a string only later.
        let (class_object, name_object, new_value) = unsafe {
            (
                Bound::from_borrowed_ptr(py, class).cast_into_unchecked::<PyType>(),
                Bound::from_borrowed_ptr(py, name),
                Bound::from_borrowed_ptr_or_opt(py, value),
            )
        };
        if let (Ok(name), Some(value)) = (name_object.cast::<PyString>(), &new_value)
            && let Some(found) = look_up(&class_object, name)?
            && registry::source().assign_static(&found, value)?
        {
            return Ok(0);
        }
        let mut instead = None;
        let rebased = name_object.cast::<PyString>().is_ok_and(|name| name == "__bases__");
        if rebased && is_sealed(&class_object) {
            return Err(PyTypeError::new_err("the bases of a class from C++ are C++'s"));
        }
        if rebased {
            // SAFETY: as above.
            unsafe {
                dictless::open(class.cast());
                new_value.iter().for_each(|bases| dictless::open_all(bases.as_ptr()));
            }
        }
        if let Ok(name) = name_object.cast::<PyString>() {
            instead = registry::source().changing(&class_object, name, new_value.as_ref())?;
        }
        let value = instead.as_ref().map_or(value, Bound::as_ptr);
        // SAFETY: as above; the slot is the metaclass's.
        if unsafe { set_in_type(class, name, value) } != 0 {
            return Err(PyErr::fetch(py));
        }
        if rebased {
            registry::source().joined(&class_object)?;
        }
        replaced(&class_object, name_object.cast::<PyString>()?.to_str()?)?;
        Ok(0)
    })
}

/// Whether a class is a C++ class itself, not a Python subclass of one.
fn is_sealed(class: &Bound<'_, PyType>) -> bool {
    // SAFETY: a live type.
    class_of_type(class).and_then(Class::proxy).is_some_and(|proxy| proxy.as_ptr() == class.as_type_ptr())
}

/// A class has got another attribute of this name.
fn replaced(class: &Bound<'_, PyType>, name: &str) -> PyResult<()> {
    // The base type has no table, and hides no data member.
    if class_of_type(class).is_some() {
        fields::forget(class)?;
    }
    if name == "__init__" || name == "__new__" { construct_in_python(class) } else { Ok(()) }
}

/// Ends the direct construction of a class's objects: `type.__call__` asks the
/// `__new__` and `__init__` that Python code has given to the class or a base.
fn construct_in_python(class: &Bound<'_, PyType>) -> PyResult<()> {
    // SAFETY: a live type; without `tp_vectorcall` CPython takes `tp_call`.
    unsafe { (*class.as_type_ptr()).tp_vectorcall = None };
    for derived in class.call_method0(pyo3::intern!(class.py(), "__subclasses__"))?.try_iter()? {
        construct_in_python(derived?.cast::<PyType>()?)?;
    }
    Ok(())
}

/// What the class's dict or one of its bases' has under the name, unbound.
fn look_up<'py>(
    class: &Bound<'py, PyType>,
    name: &Bound<'py, PyString>,
) -> PyResult<Option<Bound<'py, PyAny>>> {
    for base in class.mro() {
        let dict = base.getattr(pyo3::intern!(class.py(), "__dict__"))?;
        if dict.contains(name)? {
            return dict.get_item(name).map(Some);
        }
    }
    Ok(None)
}

/// `<class cppyy_rs.gbl.ns.C at 0x...>`; Python's own subclasses look as usual.
unsafe extern "C" fn repr(class: *mut ffi::PyObject) -> *mut ffi::PyObject {
    // SAFETY: slots are called with the interpreter attached, on a live class.
    let (py, class) = unsafe {
        let py = Python::assume_attached();
        (py, Bound::from_borrowed_ptr(py, class).cast_into_unchecked::<PyType>())
    };
    guarded(py, ptr::null_mut(), || {
        let module = class.getattr(pyo3::intern!(py, "__module__"))?;
        let name = class.getattr(pyo3::intern!(py, "__qualname__"))?;
        let text = format!("<class {module}.{name} at {:p}>", class.as_ptr());
        Ok(PyString::new(py, &text).into_any().into_ptr())
    })
}

unsafe extern "C" fn dir(class: *mut ffi::PyObject, _none: *mut ffi::PyObject) -> *mut ffi::PyObject {
    // SAFETY: a method descriptor has checked the type.
    let (py, class) = unsafe {
        let py = Python::assume_attached();
        (py, Bound::from_borrowed_ptr(py, class).cast_into_unchecked::<PyType>())
    };
    guarded(py, ptr::null_mut(), || {
        let names = py.get_type::<PyType>().call_method1(pyo3::intern!(py, "__dir__"), (&class,))?;
        spellable(&class, &names).map(|names| names.into_any().into_ptr())
    })
}

/// Leaves out operators, and declarations that were not bound.
pub(super) fn spellable<'py>(
    class: &Bound<'py, PyType>,
    names: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyList>> {
    let kept = PyList::empty(class.py());
    for name in names.try_iter()? {
        let name = name?.cast_into::<PyString>()?;
        let text = name.to_str()?;
        let operator =
            text.starts_with("operator") && text.contains(|c: char| !c.is_alphanumeric() && c != '_');
        let hidden = match look_up(class, &name)? {
            Some(member) => registry::source().is_hidden(&member),
            None => false,
        };
        if !operator && !hidden {
            kept.append(name)?;
        }
    }
    Ok(kept)
}
