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

use std::ffi::c_char;
use std::mem::offset_of;
use std::ptr;

use cppbind_abi::records::{FunctionRecord, OverloadSetRecord};
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::PyString;

use super::context::{Context, Form};
use super::copies;
use super::general::{self, Passed};
use super::keywords;
use super::plan::Convention;
use crate::dictionary::{Damaged, Dictionary};
use crate::registry::Class;

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

/// The function object of an overload set, in a class (`owner` and `class`) or a
/// namespace; `None` where the runtime's own type must stand for it.
pub(super) fn make<'py>(
    py: Python<'py>,
    dictionary: &'static Dictionary,
    index: u32,
    owner: Option<(&'static Class, *mut ffi::PyTypeObject)>,
    module: Option<&str>,
) -> PyResult<Option<Bound<'py, PyAny>>> {
    if LAID_OUT.get().is_none() {
        return Ok(None);
    }
    let Some(form) = Form::of(dictionary, index, owner.map(|(class, _)| class))? else { return Ok(None) };
    let python = owner.map_or(ptr::null_mut(), |(_, python)| python);
    let class = owner.map(|(class, _)| class);
    let Some(context) = Context::make(dictionary, index, class, form, python)? else { return Ok(None) };
    if form.method {
        descriptor(py, context, python).map(Some)
    } else {
        function(py, context, module).map(Some)
    }
}

/// The name under which a class has such an object: the very string that a
/// descriptor holds.
pub(super) fn name<'py>(
    made: &Bound<'py, PyAny>,
    dictionary: &'static Dictionary,
    index: u32,
) -> PyResult<Bound<'py, PyString>> {
    // SAFETY: a live object; the exact type has the layout said above, and an
    // interned name.
    unsafe {
        if ffi::Py_TYPE(made.as_ptr()) == &raw mut ffi::PyMethodDescr_Type {
            let name = (*made.as_ptr().cast::<MethodDescriptor>()).name;
            return Ok(Bound::from_borrowed_ptr(made.py(), name).cast_into_unchecked());
        }
    }
    let record = dictionary.get::<OverloadSetRecord>(index)?;
    Ok(PyString::intern(made.py(), dictionary.name(record.name)?))
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
        (*made.as_ptr().cast::<MethodDescriptor>()).vectorcall = Some(call_descriptor);
        Ok(made)
    }
}

/// The builtin function of a context.
fn function<'py>(
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
            if ffi::Py_TYPE(this) != (*descriptor).class {
                copies::wanted(callable, this);
            } else if names.is_null()
                && let Some(words) = context.words(arguments.add(1), count - 1)
            {
                let (target, plan) = context.target();
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

/// What `__doc__` says, for CPython: declarations, then comments.
pub(super) fn documentation(
    dictionary: &'static Dictionary,
    record: &OverloadSetRecord,
) -> Result<*const c_char, Damaged> {
    let functions = dictionary.range::<FunctionRecord>(record.functions_first, record.functions_count)?;
    // Most sets are one function without a comment, whose text lies in the dictionary.
    if let [function] = functions
        && dictionary.text(function.doc)?.unwrap_or("").is_empty()
    {
        return Ok(dictionary.bytes(function.signature)?.map_or(ptr::null(), std::ffi::CStr::as_ptr));
    }
    let mut text = String::new();
    let mut comments: Vec<&str> = Vec::new();
    for function in functions {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(dictionary.name(function.signature)?);
        let comment = dictionary.text(function.doc)?.unwrap_or("");
        if !comment.is_empty() && !comments.contains(&comment) {
            comments.push(comment);
        }
    }
    for comment in comments {
        text.push_str("\n\n");
        text.push_str(comment);
    }
    let text = std::ffi::CString::new(text).unwrap_or_default();
    Ok(Box::leak(text.into_boxed_c_str()).as_ptr())
}
