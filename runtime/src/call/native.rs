//! Overload sets as CPython's own function objects.
//!
//! Methods are exact `method_descriptor`s, static and free functions exact
//! `builtin_function_or_method`s, because those alone are what CPython's
//! interpreter calls without a detour. Both have a field for their vectorcall
//! function, which the interpreter's fast ways do not read: it is ours, and gets
//! the calls that they leave, with keywords, with a wrong number of arguments, or
//! on an object of a derived class.
//!
//! May not know: plans, how calls are resolved.

use std::mem::offset_of;
use std::ptr;

use cppbind_abi::records::OverloadSetRecord;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::PyString;

use super::context::{self, Context};
use super::copies;
use super::derived;
use super::description::Description;
use super::entry::Entry;
use super::general::{self, Passed};
use super::keywords;
use super::plan::Convention;
use crate::dictionary::Dictionary;

/// `PyMethodDescrObject` (`Include/cpython/descrobject.h`), whose last field PyO3 leaves out.
#[repr(C)]
pub(super) struct MethodDescriptor {
    ob_base: ffi::PyObject,
    pub(super) class: *mut ffi::PyTypeObject,
    pub(super) name: *mut ffi::PyObject,
    qualified: *mut ffi::PyObject,
    pub(super) definition: *mut ffi::PyMethodDef,
    vectorcall: Option<ffi::vectorcallfunc>,
}

/// `PyCFunctionObject` (`Include/cpython/methodobject.h`).
#[repr(C)]
pub(super) struct Builtin {
    ob_base: ffi::PyObject,
    pub(super) definition: *mut ffi::PyMethodDef,
    pub(super) receiver: *mut ffi::PyObject,
    module: *mut ffi::PyObject,
    weak_references: *mut ffi::PyObject,
    vectorcall: Option<ffi::vectorcallfunc>,
}

/// The flag of a vectorcall's argument count.
const OFFSET: usize = 1 << (usize::BITS - 1);

/// Gives CPython's binding of descriptors our vectorcall, and checks that CPython
/// lays both objects out as said above; the module's initialisation calls it.
pub(super) fn install() {
    // SAFETY: the types are initialised statics; `tp_vectorcall_offset` says
    // where CPython itself finds the field. The slot is changed while the
    // interpreter is attached, before any descriptor of ours exists.
    unsafe {
        let descriptors = &raw mut ffi::PyMethodDescr_Type;
        let functions = &raw const ffi::PyCFunction_Type;
        let as_laid_out = (*descriptors).tp_vectorcall_offset
            == offset_of!(MethodDescriptor, vectorcall) as isize
            && (*functions).tp_vectorcall_offset == offset_of!(Builtin, vectorcall) as isize;
        if as_laid_out
            && let Some(original) = (*descriptors).tp_descr_get
            && !ptr::fn_addr_eq(original, bind as ffi::descrgetfunc)
        {
            ORIGINAL.set(original).ok();
            (*descriptors).tp_descr_get = Some(bind);
            LAID_OUT.set(()).ok();
        }
    }
}

static ORIGINAL: std::sync::OnceLock<ffi::descrgetfunc> = std::sync::OnceLock::new();
static LAID_OUT: std::sync::OnceLock<()> = std::sync::OnceLock::new();

/// Whether CPython's own function objects can be ours.
pub(super) fn usable() -> bool {
    LAID_OUT.get().is_some()
}

/// The function object of an overload set of a namespace; `None` where the
/// runtime's own type must stand for it.
pub(super) fn free_function<'py>(
    py: Python<'py>,
    dictionary: &'static Dictionary,
    index: u32,
    module: &str,
) -> PyResult<Option<Bound<'py, PyAny>>> {
    if !usable() {
        return Ok(None);
    }
    let record = dictionary.get::<OverloadSetRecord>(index)?;
    let Some(description) = Description::of(dictionary, index, record, None)? else { return Ok(None) };
    let Some(entry) = Entry::allocate() else { return Ok(None) };
    let context = Context::make(Context::place(), entry, description, ptr::null_mut());
    context::register([context]);
    function(py, context, Some(module)).map(Some)
}

/// The descriptor of a context, for objects of a class.
pub(super) fn descriptor<'py>(
    py: Python<'py>,
    context: &'static Context,
    class: *mut ffi::PyTypeObject,
) -> PyResult<Bound<'py, PyAny>> {
    // SAFETY: a live class and a definition that lives for ever; the layout was
    // checked in `install`.
    unsafe {
        let made = ffi::PyDescr_NewMethod(class, (&raw const context.definition).cast_mut());
        let made = Bound::from_owned_ptr_or_err(py, made)?;
        set_vectorcall(&made);
        Ok(made)
    }
}

/// Lets calls that CPython does not make itself come to us.
///
/// # Safety
///
/// A descriptor whose definition is a context's.
pub(super) unsafe fn set_vectorcall(descriptor: &Bound<'_, PyAny>) {
    // SAFETY: the caller's promise; the layout was checked in `install`.
    unsafe { (*descriptor.as_ptr().cast::<MethodDescriptor>()).vectorcall = Some(call_descriptor) };
}

impl MethodDescriptor {
    /// A descriptor as `PyDescr_NewMethod` makes it, but without a vectorcall function.
    pub(super) fn new(
        class: *mut ffi::PyTypeObject,
        name: *mut ffi::PyObject,
        definition: *const ffi::PyMethodDef,
    ) -> Self {
        Self {
            ob_base: ffi::PyObject { ob_type: &raw mut ffi::PyMethodDescr_Type, ..ffi::PyObject_HEAD_INIT },
            class,
            name,
            qualified: ptr::null_mut(),
            definition: definition.cast_mut(),
            vectorcall: None,
        }
    }

    /// Whether two descriptors say the same, counts of references and vectorcalls aside.
    ///
    /// # Safety
    ///
    /// Live descriptors.
    pub(super) unsafe fn same(one: *mut ffi::PyObject, other: *mut ffi::PyObject) -> bool {
        // SAFETY: the caller's promise.
        let (one, other) = unsafe { (&*one.cast::<Self>(), &*other.cast::<Self>()) };
        one.ob_base.ob_type == other.ob_base.ob_type
            && one.class == other.class
            && one.name == other.name
            && one.qualified == other.qualified
            && one.definition == other.definition
    }
}

/// The builtin function of a context.
pub(super) fn function<'py>(
    py: Python<'py>,
    context: &'static Context,
    module: Option<&str>,
) -> PyResult<Bound<'py, PyAny>> {
    let module = module.map(|module| PyString::intern(py, module));
    // SAFETY: as above; a null self, and a module's name or null.
    unsafe {
        let made = ffi::PyCFunction_NewEx(
            (&raw const context.definition).cast_mut(),
            ptr::null_mut(),
            module.as_ref().map_or(ptr::null_mut(), |module| module.as_ptr()),
        );
        let made = Bound::from_owned_ptr_or_err(py, made)?;
        (*made.as_ptr().cast::<Builtin>()).vectorcall = Some(call_function);
        Ok(made)
    }
}

/// What an object of one of CPython's function types is to us.
pub(super) struct Native<'py> {
    pub(super) context: &'static Context,
    /// The object that a bound method is bound to.
    pub(super) receiver: Option<Bound<'py, PyAny>>,
}

/// The context behind a descriptor, a function or a bound method, if it is ours.
pub(super) fn native<'py>(object: &Bound<'py, PyAny>) -> Option<Native<'py>> {
    // SAFETY: a live object; the exact types have the layouts said above.
    unsafe {
        let class = ffi::Py_TYPE(object.as_ptr());
        if class == &raw mut ffi::PyMethodDescr_Type {
            let definition = (*object.as_ptr().cast::<MethodDescriptor>()).definition;
            return Context::of_definition(definition).map(|context| Native { context, receiver: None });
        }
        if class == &raw mut ffi::PyCFunction_Type {
            let builtin = object.as_ptr().cast::<Builtin>();
            let context = Context::of_definition((*builtin).definition)?;
            let receiver = Bound::from_borrowed_ptr_or_opt(object.py(), (*builtin).receiver);
            return Some(Native { context, receiver });
        }
    }
    None
}

/// The context behind a method descriptor, if it is ours.
///
/// # Safety
///
/// The interpreter must be attached and `object` live.
pub(super) unsafe fn descriptor_context(object: *mut ffi::PyObject) -> Option<&'static Context> {
    // SAFETY: the caller's promise; the exact type has the layout said above.
    unsafe {
        if ffi::Py_TYPE(object) != &raw mut ffi::PyMethodDescr_Type {
            return None;
        }
        Context::of_definition((*object.cast::<MethodDescriptor>()).definition)
    }
}

/// Whether an object is a function of CPython's types that is not from C++.
///
/// # Safety
///
/// The interpreter must be attached and `object` live.
pub(super) unsafe fn is_foreign(object: *mut ffi::PyObject) -> bool {
    // SAFETY: the caller's promise; the exact types have the layouts said above.
    unsafe {
        let class = ffi::Py_TYPE(object);
        let definition = if class == &raw mut ffi::PyMethodDescr_Type {
            (*object.cast::<MethodDescriptor>()).definition
        } else if class == &raw mut ffi::PyCFunction_Type {
            (*object.cast::<Builtin>()).definition
        } else {
            return false;
        };
        Context::of_definition(definition).is_none()
    }
}

/// `method_descriptor.__get__`: as CPython's own, and bound methods of ours take
/// keywords.
unsafe extern "C" fn bind(
    descriptor: *mut ffi::PyObject,
    object: *mut ffi::PyObject,
    class: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    let Some(original) = ORIGINAL.get() else { return ptr::null_mut() };
    // SAFETY: CPython's own function gets what CPython passed. A descriptor with
    // our vectorcall was made here, so what it was bound to is a builtin.
    unsafe {
        let bound = original(descriptor, object, class);
        let ours = (*descriptor.cast::<MethodDescriptor>())
            .vectorcall
            .is_some_and(|own| ptr::fn_addr_eq(own, call_descriptor as ffi::vectorcallfunc));
        if ours && !bound.is_null() && ffi::Py_TYPE(bound) == &raw mut ffi::PyCFunction_Type {
            (*bound.cast::<Builtin>()).vectorcall = Some(call_function);
        }
        bound
    }
}

/// A call that CPython does not make itself: of a descriptor, self among the arguments.
unsafe extern "C" fn call_descriptor(
    callable: *mut ffi::PyObject,
    arguments: *const *mut ffi::PyObject,
    count: usize,
    names: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    let count = count & !OFFSET;
    // SAFETY: CPython passes a live descriptor of ours, whose definition is a
    // context's, and so many live arguments.
    unsafe {
        let descriptor = callable.cast::<MethodDescriptor>();
        let context = context_of((*descriptor).definition);
        if count > 0 {
            let this = *arguments;
            let class = ffi::Py_TYPE(this);
            let exact = class == (*descriptor).class;
            if !exact {
                copies::wanted(callable, this);
            }
            if names.is_null()
                && (exact || ffi::PyType_IsSubtype(class, (*descriptor).class) != 0 && context.is_ready())
                && let Some(words) = context.words(arguments.add(1), count - 1)
            {
                let (target, plan) = context.target();
                let target = if exact { target } else { derived::call };
                return target(this, words[0], words[1], 0, plan);
            }
        }
        let py = Python::assume_attached();
        if count > 0
            && !names.is_null()
            && let Some(result) = keywords::call(py, context, *arguments, arguments.add(1), count - 1, names)
        {
            return result;
        }
        let words = [arguments as usize, count, names as usize];
        let (this, passed) = Passed::vectorcall(&words).without_first();
        general::call(py, context, this, &passed)
    }
}

/// A call that CPython does not make itself: of a function or a bound method.
unsafe extern "C" fn call_function(
    callable: *mut ffi::PyObject,
    arguments: *const *mut ffi::PyObject,
    count: usize,
    names: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    let count = count & !OFFSET;
    // SAFETY: CPython passes a live function of ours, whose definition is a
    // context's, and so many live arguments.
    unsafe {
        let builtin = callable.cast::<Builtin>();
        let context = context_of((*builtin).definition);
        let this = (*builtin).receiver;
        if names.is_null()
            && let Some(words) = context.words(arguments, count)
        {
            let (target, plan) = context.target();
            return target(this, words[0], words[1], 0, plan);
        }
        let py = Python::assume_attached();
        if !names.is_null()
            && let Some(result) = keywords::call(py, context, this, arguments, count, names)
        {
            return result;
        }
        let words = [arguments as usize, count, names as usize];
        let passed = Passed::vectorcall(&words);
        let receiver =
            context.is_method().then(|| &*(&raw const (*builtin).receiver).cast::<Bound<'_, PyAny>>());
        general::call(py, context, receiver, &passed)
    }
}

/// The context that a definition lies in.
///
/// # Safety
///
/// `definition` must be a context's.
unsafe fn context_of(definition: *const ffi::PyMethodDef) -> &'static Context {
    // SAFETY: the caller's promise; contexts live for ever.
    unsafe { &*definition.wrapping_byte_sub(offset_of!(Context, definition)).cast::<Context>() }
}

impl Context {
    /// What a target of this context is passed for so many positional arguments;
    /// `None` where CPython would not call it.
    ///
    /// # Safety
    ///
    /// `arguments` must be so many live objects.
    unsafe fn words(&self, arguments: *const *mut ffi::PyObject, count: usize) -> Option<[usize; 2]> {
        match (self.initial.convention, count) {
            (Convention::None, 0) => Some([0, 0]),
            // SAFETY: the caller's promise.
            (Convention::One, 1) => Some([unsafe { *arguments } as usize, 0]),
            (Convention::Vector | Convention::Keywords, _) => Some([arguments as usize, count]),
            _ => None,
        }
    }
}
