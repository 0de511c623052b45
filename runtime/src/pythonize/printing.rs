//! `operator<<` as `str()`.

use std::ffi::c_void;

use cppbind_abi::link::TextResult;
use pyo3::prelude::*;
use pyo3::types::PyType;

use super::exceptions;
use super::method::define;
use super::operators::{Attempt, attempt};
use super::sets;
use crate::convert::text;
use crate::instance;
use crate::registry::Class;
use crate::state;

/// Gives the base class of all proxies a `__str__` for what a template prints: `template<class D> std::ostream&
/// operator<<(std::ostream&, const Base<D>&)`. It is looked for when somebody prints, and made then.
pub(super) fn install_for_templates(base: &Bound<'_, PyType>) -> PyResult<()> {
    define(base, c"__str__", 0, |object, _| {
        let py = object.py();
        if let Some(class) = instance::class_of(object)
            && !instance::address_or_null_as(object, class)?.is_null()
        {
            let operators = sets::templates_beside(class, "operator<<")?;
            if !operators.is_empty() {
                let operators = operators.iter().map(|set| set.callable(py).map(Bound::unbind));
                let operators = operators.collect::<PyResult<Vec<_>>>()?;
                let stream =
                    py.import("cppyy_rs")?.getattr("gbl")?.getattr("std")?.call_method0("stringstream")?;
                if let Attempt::Done(printed) = attempt(&operators, &[&stream, object]) {
                    printed?;
                    return Ok(stream.call_method0("str")?.str()?.into_any().unbind());
                }
            }
        }
        Ok(object.repr()?.into_any().unbind())
    })
}

/// Gives a class `__str__` where its dictionary can print its objects.
pub(super) fn install(class: &'static Class, ty: &Bound<'_, PyType>) -> PyResult<()> {
    let Some(stub) = class.dictionary.stub(class.record.print)? else { return Ok(()) };
    // SAFETY: the ABI says that a print stub is `void (TextResult*, const T*)`.
    let print: unsafe extern "C" fn(*mut TextResult, *const c_void) =
        unsafe { std::mem::transmute(stub.as_ptr()) };
    define(ty, c"__str__", 0, move |object, _| {
        let py = object.py();
        let address = instance::address_or_null_as(object, class)?;
        if address.is_null() {
            return Ok(object.repr()?.into_any().unbind());
        }
        // SAFETY: integers and addresses may all be zero.
        let mut result: TextResult = unsafe { std::mem::zeroed() };
        // SAFETY: the object is alive and of this class.
        unsafe { print(&raw mut result, address) };
        if state::pending()
            && let Some(thrown) = state::take_thrown()
        {
            return Err(exceptions::raise(py, thrown, None));
        }
        let bytes = if result.size == 0 {
            &[]
        } else {
            // SAFETY: the stub says that `size` bytes lie there until the release.
            unsafe { std::slice::from_raw_parts(result.data.cast::<u8>(), result.size) }
        };
        let printed = text::decode(py, bytes);
        if !result.release.is_null() {
            // SAFETY: the record's docs give `release` this type; it is called once.
            unsafe {
                let release: unsafe extern "C" fn(*mut TextResult) = std::mem::transmute(result.release);
                release(&raw mut result);
            }
        }
        printed
    })
}
