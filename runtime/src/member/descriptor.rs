//! `cppyy_rs.types.DataMember`, the Python type of data members.
//!
//! A C type of its own rather than a pyclass, because reading a member is little
//! more than the conversion: the object's class is compared, and the value read.

use std::cell::Cell;
use std::ffi::{CStr, c_int, c_void};
use std::ptr;

use cppbind_abi::codes::DataMemberFlags;
use pyo3::exceptions::PyTypeError;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyTuple, PyType};

use super::variable::Variable;
use crate::convert::in_place::{Load, Store, accessors};
use crate::convert::kind::{Kind, is_const};
use crate::error::guarded;
use crate::instance::{self, FieldAccess, Instance};
use crate::registry::Class;
use crate::registry::reflex::{self, Request};

/// The descriptor of a data member.
#[repr(C)]
struct DataMember {
    ob_base: ffi::PyObject,
    /// The owner's Python class, once seen: its own objects need no other test.
    exact: Cell<*mut ffi::PyTypeObject>,
    /// Where the member lies in an object of the owner.
    offset: usize,
    /// How to read it in place; what is null reads by the general converters.
    load: Option<Load>,
    store: Option<Store>,
    /// The derived class that was met last, and where its objects have the owner's part.
    derived: Cell<Option<(&'static Class, isize)>>,
    variable: Variable,
}

static TYPE: PyOnceLock<Py<PyType>> = PyOnceLock::new();

/// The type.
pub(crate) fn data_member_type(py: Python<'_>) -> PyResult<&Bound<'_, PyType>> {
    TYPE.get_or_try_init(py, || make_type(py)).map(|made| made.bind(py))
}

/// Lets `instance` find out about data members when it stores attributes.
pub(crate) fn initialise(py: Python<'_>) -> PyResult<()> {
    data_member_type(py)?;
    instance::install_fields(access);
    Ok(())
}

/// Makes the descriptor of a data member.
pub(super) fn make(py: Python<'_>, variable: Variable) -> PyResult<Bound<'_, PyAny>> {
    let in_place = in_place(&variable)?;
    let class = data_member_type(py)?.as_type_ptr();
    // SAFETY: the type's basic size is that of `DataMember`, whose fields are
    // written before anybody sees the object, and need no end.
    unsafe {
        let made = Bound::from_owned_ptr_or_err(py, ffi::PyType_GenericAlloc(class, 0))?;
        let member = made.as_ptr().cast::<DataMember>();
        (&raw mut (*member).exact).write(Cell::new(ptr::null_mut()));
        (&raw mut (*member).offset).write(variable.record.offset as usize);
        (&raw mut (*member).load).write(in_place.map(|(load, _)| load));
        let writable =
            !DataMemberFlags(variable.record.flags).has(DataMemberFlags::CONST) && !is_const(variable.ty()?);
        (&raw mut (*member).store).write(in_place.filter(|_| writable).map(|(_, store)| store));
        (&raw mut (*member).derived).write(Cell::new(None));
        (&raw mut (*member).variable).write(variable);
        Ok(made)
    }
}

/// How the member is read and written in place, if it is a number in its object.
fn in_place(variable: &Variable) -> PyResult<Option<(Load, Store)>> {
    let flags = variable.flags();
    let elsewhere = [
        DataMemberFlags::STATIC,
        DataMemberFlags::BIT_FIELD,
        DataMemberFlags::REFERENCE,
        DataMemberFlags::DEPRECATED,
    ];
    if elsewhere.into_iter().any(|flag| flags.has(flag)) {
        return Ok(None);
    }
    let Kind::Scalar(scalar) = Kind::of(variable.ty()?)? else { return Ok(None) };
    let end = variable.record.offset.checked_add(scalar.size() as u64);
    let inside = end.is_some_and(|end| end <= variable.owner.record.size);
    Ok(accessors(scalar).filter(|_| inside))
}

/// The data member that an object describes.
pub(super) fn variable_of<'a>(object: &'a Bound<'_, PyAny>) -> Option<&'a Variable> {
    member_of(object).map(|member| &member.variable)
}

fn member_of<'a>(object: &'a Bound<'_, PyAny>) -> Option<&'a DataMember> {
    let class = TYPE.get(object.py())?.as_ptr().cast();
    // SAFETY: the type cannot be subclassed; its objects have this layout.
    unsafe { (ffi::Py_TYPE(object.as_ptr()) == class).then(|| &*object.as_ptr().cast::<DataMember>()) }
}

/// What `instance` asks of an attribute: where and how to store it.
fn access(object: &Bound<'_, PyAny>) -> Option<FieldAccess> {
    let member = member_of(object)?;
    Some(FieldAccess { owner: member.variable.owner, offset: member.offset, store: member.store? })
}

impl DataMember {
    /// The member's address in a live object of the owner's or a derived class;
    /// null where only the general way knows (virtual bases, errors).
    ///
    /// # Safety
    ///
    /// `object` must be live and the interpreter attached.
    #[inline]
    unsafe fn address_in(&self, object: *mut ffi::PyObject) -> *mut c_void {
        // SAFETY: the caller's promise.
        unsafe {
            let class = ffi::Py_TYPE(object);
            let (Some(proxy), Some(cpp)) = (Instance::from_raw(object), instance::class_of_raw(class)) else {
                return ptr::null_mut();
            };
            let base = if cpp == self.variable.owner {
                if cpp.proxy().is_some_and(|python| python.as_ptr() == class) {
                    self.exact.set(class);
                }
                0
            } else {
                match self.derived.get() {
                    Some((derived, base)) if derived == cpp => base,
                    _ => {
                        let Some(base) = cpp.offset_of(self.variable.owner) else { return ptr::null_mut() };
                        self.derived.set(Some((cpp, base)));
                        base
                    }
                }
            };
            let address = proxy.place();
            if address.is_null() {
                return address;
            }
            address.wrapping_byte_offset(base).wrapping_byte_add(self.offset)
        }
    }
}

unsafe extern "C" fn get(
    descriptor: *mut ffi::PyObject,
    object: *mut ffi::PyObject,
    _class: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    // SAFETY: the slot is called on a live descriptor. The object is live or
    // null; one of the very class in `exact` is a proxy, whose address is null or
    // that of a live object of the owner, in which the member has this offset.
    unsafe {
        let member = &*descriptor.cast::<DataMember>();
        if !object.is_null()
            && ffi::Py_TYPE(object) == member.exact.get()
            && let Some(load) = member.load
        {
            let address = (*object.cast::<Instance>()).place();
            if !address.is_null() {
                return load(address.byte_add(member.offset));
            }
        }
        get_slowly(member, object)
    }
}

#[inline(never)]
unsafe extern "C" fn get_slowly(member: &DataMember, object: *mut ffi::PyObject) -> *mut ffi::PyObject {
    // SAFETY: as `get`.
    unsafe {
        if let (false, Some(load)) = (object.is_null(), member.load) {
            let address = member.address_in(object);
            if !address.is_null() {
                return load(address);
            }
        }
        let py = Python::assume_attached();
        let object = Bound::from_borrowed_ptr_or_opt(py, object);
        guarded(py, ptr::null_mut(), || member.variable.load(py, object.as_ref()).map(Bound::into_ptr))
    }
}

unsafe extern "C" fn set(
    descriptor: *mut ffi::PyObject,
    object: *mut ffi::PyObject,
    value: *mut ffi::PyObject,
) -> c_int {
    // SAFETY: the slot is called on a live descriptor and object; `value` is null for `del`.
    unsafe {
        let member = &*descriptor.cast::<DataMember>();
        if let (false, Some(store)) = (value.is_null(), member.store) {
            let address = member.address_in(object);
            if !address.is_null() && store(address, value) {
                return 0;
            }
        }
        let py = Python::assume_attached();
        let object = Bound::from_borrowed_ptr(py, object);
        let value = Bound::from_borrowed_ptr_or_opt(py, value);
        guarded(py, -1, || match value {
            Some(value) => member.variable.store(&object, &value).map(|()| 0),
            None => Err(PyTypeError::new_err(format!(
                "C++ data member {} cannot be deleted",
                member.variable.name
            ))),
        })
    }
}

unsafe extern "C" fn repr(object: *mut ffi::PyObject) -> *mut ffi::PyObject {
    // SAFETY: the slot is called on a live descriptor.
    let member = unsafe { &*object.cast::<DataMember>() };
    text(|| Ok(format!("<cppyy_rs.DataMember '{}' object at {object:p}>", member.variable.name)))
}

unsafe extern "C" fn name(object: *mut ffi::PyObject, _closure: *mut c_void) -> *mut ffi::PyObject {
    // SAFETY: a getset descriptor has checked the type.
    let member = unsafe { &*object.cast::<DataMember>() };
    text(|| Ok(member.variable.name.to_owned()))
}

unsafe extern "C" fn documentation(object: *mut ffi::PyObject, _closure: *mut c_void) -> *mut ffi::PyObject {
    // SAFETY: a getset descriptor has checked the type.
    let member = unsafe { &*object.cast::<DataMember>() };
    text(|| Ok(member.variable.documentation()?))
}

/// Where the member lies in its object.
unsafe extern "C" fn offset(object: *mut ffi::PyObject, _closure: *mut c_void) -> *mut ffi::PyObject {
    // SAFETY: a getset descriptor has checked the type.
    unsafe { ffi::PyLong_FromSize_t((*object.cast::<DataMember>()).offset) }
}

/// A new `str`, or null with the error set.
fn text(make: impl FnOnce() -> PyResult<String>) -> *mut ffi::PyObject {
    // SAFETY: slots are called with the interpreter attached.
    let py = unsafe { Python::assume_attached() };
    guarded(py, ptr::null_mut(), || Ok(make()?.into_pyobject(py)?.into_any().into_ptr()))
}

unsafe extern "C" fn dealloc(object: *mut ffi::PyObject) {
    // SAFETY: CPython passes a descriptor without references. Its fields need no
    // end; the type is a heap type, to which it has a reference.
    unsafe {
        let class = ffi::Py_TYPE(object);
        ffi::PyObject_Free(object.cast());
        ffi::Py_DECREF(class.cast());
    }
}

/// `__cpp_reflex__(request, format=OPTIMAL)`.
unsafe extern "C" fn reflex(object: *mut ffi::PyObject, arguments: *mut ffi::PyObject) -> *mut ffi::PyObject {
    // SAFETY: a method descriptor has checked the type; CPython passes a tuple.
    let (py, member, arguments) = unsafe {
        let py = Python::assume_attached();
        let arguments = Bound::from_borrowed_ptr(py, arguments).cast_into_unchecked::<PyTuple>();
        (py, &*object.cast::<DataMember>(), arguments)
    };
    guarded(py, ptr::null_mut(), || match Request::of(&arguments)? {
        (Request::Type, format) => reflex::type_in(py, member.variable.ty()?, format).map(Bound::into_ptr),
        (Request::Offset, _) => Ok(member.offset.into_pyobject(py)?.into_any().into_ptr()),
        (request, _) => Err(request.refused(member.variable.name)),
    })
}

fn make_type(py: Python<'_>) -> PyResult<Py<PyType>> {
    // Type objects refer to their method definitions for ever.
    let methods = Box::leak(Box::new([
        ffi::PyMethodDef {
            ml_name: c"__cpp_reflex__".as_ptr(),
            ml_meth: ffi::PyMethodDefPointer { PyCFunction: reflex },
            ml_flags: ffi::METH_VARARGS,
            ml_doc:
                c"__cpp_reflex__(request, format=OPTIMAL): what C++ knows of the member; see cppyy_rs.reflex."
                    .as_ptr(),
        },
        // SAFETY: all-zero ends the list.
        unsafe { std::mem::zeroed() },
    ]));
    let getset = |name: &'static CStr, get: ffi::getter| ffi::PyGetSetDef {
        name: name.as_ptr(),
        get: Some(get),
        set: None,
        doc: ptr::null(),
        closure: ptr::null_mut(),
    };
    // Type objects refer to their getset definitions for ever.
    let getsets = Box::leak(Box::new([
        getset(c"__name__", name),
        // The type has no documentation of its own, which would hide each member's.
        getset(c"__doc__", documentation),
        getset(c"__offset__", offset),
        // SAFETY: all-zero ends the list.
        unsafe { std::mem::zeroed() },
    ]));
    let slot = |slot: c_int, function: *mut c_void| ffi::PyType_Slot { slot, pfunc: function };
    let mut slots = [
        slot(ffi::Py_tp_descr_get, get as *mut c_void),
        slot(ffi::Py_tp_descr_set, set as *mut c_void),
        slot(ffi::Py_tp_repr, repr as *mut c_void),
        slot(ffi::Py_tp_dealloc, dealloc as *mut c_void),
        slot(ffi::Py_tp_getset, getsets.as_mut_ptr().cast()),
        slot(ffi::Py_tp_methods, methods.as_mut_ptr().cast()),
        slot(0, ptr::null_mut()),
    ];
    let mut spec = ffi::PyType_Spec {
        name: c"cppyy_rs.types.DataMember".as_ptr(),
        basicsize: size_of::<DataMember>() as c_int,
        itemsize: 0,
        flags: ffi::Py_TPFLAGS_DEFAULT as _,
        slots: slots.as_mut_ptr(),
    };
    // SAFETY: a complete specification; what it refers to later is leaked. Nobody
    // but `make` makes objects: the type has no constructor.
    unsafe {
        let made = Bound::from_owned_ptr_or_err(py, ffi::PyType_FromSpec(&raw mut spec))?;
        let made = made.cast_into_unchecked::<PyType>();
        (*made.as_type_ptr()).tp_new = None;
        ffi::PyType_Modified(made.as_type_ptr());
        Ok(made.unbind())
    }
}
