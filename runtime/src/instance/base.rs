//! The base type of all proxies: what every object from C++ can do in Python.

use std::ffi::{CStr, c_int, c_void};
use std::mem::offset_of;
use std::ptr;

use cppbind_abi::NONE;
use cppbind_abi::codes::ClassFlags;
use pyo3::exceptions::PyTypeError;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyTuple, PyType};

use super::layout::Instance;
use super::{attributes, blocks, compare, dictless, lifetime, metaclass, ownership, subscript};
use crate::error::guarded;
use crate::registry::{self, Class};

/// The base type of all proxies, `cppyy_rs.types.Instance`.
pub fn base_type(py: Python<'_>) -> PyResult<&Bound<'_, PyType>> {
    static TYPE: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    let made = TYPE.get_or_try_init(py, || {
        let made = make_type(py)?;
        metaclass::set_base(made.bind(py));
        attributes::initialise(py)?;
        blocks::initialise(py)?;
        PyResult::Ok(made)
    })?;
    Ok(made.bind(py))
}

/// Whether a class is that type, if it has been made.
pub(crate) fn base_type_is(class: &Bound<'_, PyType>) -> bool {
    base_type(class.py()).is_ok_and(|base| base.is(class))
}

fn make_type(py: Python<'_>) -> PyResult<Py<PyType>> {
    let member = |name: &'static CStr, offset: usize| ffi::PyMemberDef {
        name: name.as_ptr(),
        type_code: ffi::Py_T_PYSSIZET,
        offset: offset as ffi::Py_ssize_t,
        flags: ffi::Py_READONLY,
        doc: ptr::null(),
    };
    let mut members = [
        member(c"__dictoffset__", offset_of!(Instance, dict)),
        member(c"__weaklistoffset__", offset_of!(Instance, weakrefs)),
        // SAFETY: all-zero ends the list.
        unsafe { std::mem::zeroed() },
    ];
    let getset = |name: &'static CStr, get, set, doc: &'static CStr| ffi::PyGetSetDef {
        name: name.as_ptr(),
        get,
        set,
        doc: doc.as_ptr(),
        closure: ptr::null_mut(),
    };
    // Type objects refer to their getset and method definitions for ever.
    let getsets = Box::leak(Box::new([
        getset(c"__dict__", Some(attributes::get_dict), Some(attributes::set_dict), c""),
        getset(c"__class__", Some(get_class), Some(set_class), c"the object's class"),
        getset(c"__python_owns__", Some(get_owns), Some(set_owns), c"Whether Python deletes the C++ object."),
        // SAFETY: all-zero ends the list.
        unsafe { std::mem::zeroed() },
    ]));
    let method = |name: &'static CStr, function, flags, doc: &'static CStr| ffi::PyMethodDef {
        ml_name: name.as_ptr(),
        ml_meth: ffi::PyMethodDefPointer { PyCFunction: function },
        ml_flags: flags,
        ml_doc: doc.as_ptr(),
    };
    let methods = Box::leak(Box::new([
        method(c"__destruct__", destruct, ffi::METH_NOARGS, c"Deletes the C++ object now."),
        method(c"__dir__", dir, ffi::METH_NOARGS, c"The names that Python can spell."),
        method(c"__reduce_ex__", reduce, ffi::METH_O, c"What pickling makes the object of again."),
        method(c"__copy__", copy, ffi::METH_NOARGS, c"What the C++ copy constructor makes of the object."),
        method(c"__deepcopy__", deep_copy, ffi::METH_O, c"As `__copy__`: C++ decides what is copied."),
        // SAFETY: all-zero ends the list.
        unsafe { std::mem::zeroed() },
    ]));
    let slot = |slot: c_int, function: *mut c_void| ffi::PyType_Slot { slot, pfunc: function };
    let mut slots = [
        slot(ffi::Py_tp_new, new as *mut c_void),
        slot(ffi::Py_tp_init, init as *mut c_void),
        slot(ffi::Py_tp_dealloc, lifetime::dealloc as *mut c_void),
        slot(ffi::Py_tp_traverse, lifetime::traverse as *mut c_void),
        slot(ffi::Py_tp_clear, lifetime::clear as *mut c_void),
        slot(ffi::Py_tp_setattro, attributes::set_attribute as *mut c_void),
        slot(ffi::Py_tp_repr, compare::repr as *mut c_void),
        slot(ffi::Py_tp_hash, compare::hash as *mut c_void),
        slot(ffi::Py_tp_richcompare, compare::rich_compare as *mut c_void),
        slot(ffi::Py_nb_bool, compare::truth as *mut c_void),
        slot(ffi::Py_mp_subscript, subscript::subscript as *mut c_void),
        slot(ffi::Py_tp_members, members.as_mut_ptr().cast()),
        slot(ffi::Py_tp_getset, getsets.as_mut_ptr().cast()),
        slot(ffi::Py_tp_methods, methods.as_mut_ptr().cast()),
        slot(ffi::Py_tp_doc, c"A C++ object.".as_ptr().cast_mut().cast()),
        slot(0, ptr::null_mut()),
    ];
    let mut spec = ffi::PyType_Spec {
        name: c"cppyy_rs.types.Instance".as_ptr(),
        basicsize: size_of::<Instance>() as c_int,
        itemsize: 0,
        flags: (ffi::Py_TPFLAGS_DEFAULT | ffi::Py_TPFLAGS_BASETYPE | ffi::Py_TPFLAGS_HAVE_GC) as _,
        slots: slots.as_mut_ptr(),
    };
    // SAFETY: the specification is complete and its slots have the types that
    // CPython expects; what it refers to later is leaked or static.
    unsafe {
        let made = Bound::from_owned_ptr_or_err(py, ffi::PyType_FromSpec(&raw mut spec))?;
        Ok(made.cast_into_unchecked::<PyType>().unbind())
    }
}

/// A type of proxies between the base type and classes from C++: what some of these have in common.
///
/// # Safety
///
/// Each slot must have the type that CPython expects of its number; what slots refer to stays for ever.
pub(crate) unsafe fn subtype(
    py: Python<'_>,
    name: &'static CStr,
    flags: std::ffi::c_ulong,
    mut slots: Vec<ffi::PyType_Slot>,
) -> PyResult<Py<PyType>> {
    let base = base_type(py)?;
    let slot = |slot: c_int, function: *mut c_void| ffi::PyType_Slot { slot, pfunc: function };
    slots.extend([
        slot(ffi::Py_tp_dealloc, lifetime::dealloc as *mut c_void),
        slot(ffi::Py_tp_traverse, lifetime::traverse as *mut c_void),
        slot(ffi::Py_tp_clear, lifetime::clear as *mut c_void),
        slot(0, ptr::null_mut()),
    ]);
    let flags = flags
        | (ffi::Py_TPFLAGS_DEFAULT | ffi::Py_TPFLAGS_BASETYPE | ffi::Py_TPFLAGS_HAVE_GC) as std::ffi::c_ulong;
    let mut spec = ffi::PyType_Spec {
        name: name.as_ptr(),
        basicsize: size_of::<Instance>() as c_int,
        itemsize: 0,
        flags: flags as _,
        slots: slots.as_mut_ptr(),
    };
    // SAFETY: the specification is complete, and its slots are as the caller says and those of the base type.
    unsafe {
        let bases = PyTuple::new(py, [base])?;
        let made = ffi::PyType_FromSpecWithBases(&raw mut spec, bases.as_ptr());
        let made = Bound::from_owned_ptr_or_err(py, made)?.cast_into_unchecked::<PyType>();
        // Beside a closed base, an open one would have CPython add a dict to the class of both.
        dictless::close(made.as_type_ptr());
        Ok(made.unbind())
    }
}

unsafe extern "C" fn new(
    class: *mut ffi::PyTypeObject,
    _arguments: *mut ffi::PyObject,
    _keywords: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    // SAFETY: slots are called with the interpreter attached.
    let py = unsafe { Python::assume_attached() };
    guarded(py, ptr::null_mut(), || {
        // SAFETY: `type.__call__` passes a live type; `object.__new__` checks that it is ours.
        unsafe {
            if metaclass::class_of_raw(class).is_none() {
                return Err(PyTypeError::new_err("only classes from C++ have instances"));
            }
            lifetime::allocate(py, class).map(Bound::into_ptr)
        }
    })
}

unsafe extern "C" fn init(
    object: *mut ffi::PyObject,
    arguments: *mut ffi::PyObject,
    keywords: *mut ffi::PyObject,
) -> c_int {
    // SAFETY: slots are called with the interpreter attached, on a live proxy,
    // with a tuple and a dict or null.
    let (py, object, arguments, keywords) = unsafe {
        let py = Python::assume_attached();
        (
            py,
            Bound::from_borrowed_ptr(py, object),
            Bound::from_borrowed_ptr(py, arguments).cast_into_unchecked::<PyTuple>(),
            Bound::from_borrowed_ptr_or_opt(py, keywords)
                .map(|keywords| keywords.cast_into_unchecked::<PyDict>()),
        )
    };
    guarded(py, -1, || {
        let class = metaclass::class_of(&object)
            .ok_or_else(|| PyTypeError::new_err("only classes from C++ have instances"))?;
        if let Some(director) = class.directs()
            && director.base.flags().has(ClassFlags::ABSTRACT)
            && class.record.constructors != NONE
        {
            return Err(PyTypeError::new_err(format!(
                "abstract class '{}' has no constructor of its own: call super().__init__()",
                director.base.qualified
            )));
        }
        ownership::check_uninitialised(&object)?;
        registry::source().construct(class, &object, &arguments, keywords.as_ref())?;
        Ok(0)
    })
}

unsafe extern "C" fn get_class(object: *mut ffi::PyObject, _closure: *mut c_void) -> *mut ffi::PyObject {
    // SAFETY: a getset descriptor passes a live object, which has a live type.
    unsafe {
        let class: *mut ffi::PyObject = ffi::Py_TYPE(object).cast();
        ffi::Py_INCREF(class);
        class
    }
}

/// Assigning to `__class__` is left to Python, except that an object cannot
/// become one of another C++ class: its methods would be called with an address
/// that is none of theirs.
unsafe extern "C" fn set_class(
    object: *mut ffi::PyObject,
    value: *mut ffi::PyObject,
    _closure: *mut c_void,
) -> c_int {
    // SAFETY: a getset descriptor passes a live proxy; `value` is null for `del`.
    let (py, object, value) = unsafe {
        let py = Python::assume_attached();
        (py, Bound::from_borrowed_ptr(py, object), Bound::from_borrowed_ptr_or_opt(py, value))
    };
    guarded(py, -1, || {
        let general = py.get_type::<PyAny>().getattr("__dict__")?.get_item("__class__")?;
        let Some(value) = value else {
            general.call_method1("__delete__", (object,))?;
            return Ok(0);
        };
        let is_exact = |class: &Bound<'_, PyType>| {
            metaclass::class_of_type(class)
                .is_none_or(|cpp| cpp.proxy().is_some_and(|proxy| proxy.as_ptr() == class.as_type_ptr()))
        };
        if let Ok(class) = value.cast::<PyType>()
            && (metaclass::class_of_type(class) != metaclass::class_of(&object)
                || is_exact(class)
                || is_exact(&object.get_type()))
        {
            return Err(PyTypeError::new_err(format!(
                "an object of {} cannot become one of {}",
                compare::class_name(&object),
                class.name()?
            )));
        }
        // CPython compares the layouts of both classes.
        // SAFETY: a live object has a live class; the other one is such a class too,
        // or none of proxies.
        unsafe {
            dictless::open(object.get_type().as_type_ptr());
            if let Ok(class) = value.cast::<PyType>() {
                dictless::open(class.as_type_ptr());
            }
        }
        general.call_method1("__set__", (&object, value))?;
        if let Some(director) = Instance::from(&object)
            .filter(|instance| instance.is_directed())
            .and_then(Instance::class)
            .and_then(Class::directs)
        {
            registry::source().direct(&object, director)?;
        }
        Ok(0)
    })
}

unsafe extern "C" fn get_owns(object: *mut ffi::PyObject, _closure: *mut c_void) -> *mut ffi::PyObject {
    // SAFETY: a getset descriptor has checked the type.
    unsafe { ffi::PyBool_FromLong((*object.cast::<Instance>()).owned().into()) }
}

unsafe extern "C" fn set_owns(
    object: *mut ffi::PyObject,
    value: *mut ffi::PyObject,
    _closure: *mut c_void,
) -> c_int {
    // SAFETY: a getset descriptor has checked the type; `value` is null for `del`.
    let py = unsafe { Python::assume_attached() };
    guarded(py, -1, || {
        // SAFETY: as above.
        let (instance, value) =
            unsafe { (&*object.cast::<Instance>(), Bound::from_borrowed_ptr_or_opt(py, value)) };
        let value = value.ok_or_else(|| PyTypeError::new_err("__python_owns__ cannot be deleted"))?;
        let owned = value.is_truthy()?;
        if let Some(holder) = instance.holder().filter(|_| owned) {
            let text = format!("the object is held by a {}, which deletes it", holder.class.qualified);
            return Err(PyTypeError::new_err(text));
        }
        if owned {
            instance.set_owned(true);
        } else {
            instance.release();
        }
        Ok(0)
    })
}

unsafe extern "C" fn destruct(object: *mut ffi::PyObject, _none: *mut ffi::PyObject) -> *mut ffi::PyObject {
    // SAFETY: a method descriptor has checked the type.
    let (py, object) = unsafe {
        let py = Python::assume_attached();
        (py, Bound::from_borrowed_ptr(py, object))
    };
    guarded(py, ptr::null_mut(), || {
        ownership::destroy(&object)?;
        Ok(py.None().into_ptr())
    })
}

unsafe extern "C" fn dir(object: *mut ffi::PyObject, _none: *mut ffi::PyObject) -> *mut ffi::PyObject {
    // SAFETY: a method descriptor has checked the type.
    let (py, object) = unsafe {
        let py = Python::assume_attached();
        (py, Bound::from_borrowed_ptr(py, object))
    };
    guarded(py, ptr::null_mut(), || {
        let names = py.get_type::<PyAny>().call_method1(pyo3::intern!(py, "__dir__"), (&object,))?;
        metaclass::spellable(&object.get_type(), &names).map(|names| names.into_any().into_ptr())
    })
}

/// Asks a function of `cppyy_rs._pickled_objects`, which is imported for the first object.
///
/// # Safety
///
/// The interpreter must be attached, `object` live, and `argument` live or null.
unsafe fn ask_pickling(
    function: &str,
    object: *mut ffi::PyObject,
    argument: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    // SAFETY: the caller's promise.
    let (py, object, argument) = unsafe {
        let py = Python::assume_attached();
        (py, Bound::from_borrowed_ptr(py, object), Bound::from_borrowed_ptr_or_opt(py, argument))
    };
    guarded(py, ptr::null_mut(), || {
        let function = py.import(pyo3::intern!(py, "cppyy_rs._pickled_objects"))?.getattr(function)?;
        let answer = match argument {
            Some(argument) => function.call1((object, argument))?,
            None => function.call1((object,))?,
        };
        Ok(answer.into_ptr())
    })
}

unsafe extern "C" fn reduce(object: *mut ffi::PyObject, protocol: *mut ffi::PyObject) -> *mut ffi::PyObject {
    // SAFETY: a method descriptor has checked the type, and passes a live argument.
    unsafe { ask_pickling("reduce", object, protocol) }
}

unsafe extern "C" fn copy(object: *mut ffi::PyObject, _none: *mut ffi::PyObject) -> *mut ffi::PyObject {
    // SAFETY: a method descriptor has checked the type.
    unsafe { ask_pickling("copy", object, ptr::null_mut()) }
}

unsafe extern "C" fn deep_copy(object: *mut ffi::PyObject, memo: *mut ffi::PyObject) -> *mut ffi::PyObject {
    // SAFETY: a method descriptor has checked the type, and passes a live argument.
    unsafe { ask_pickling("deep_copy", object, memo) }
}
