//! `operator<<` as `str()`.

use std::ffi::c_void;

use cppbind_abi::link::TextResult;
use pyo3::prelude::*;
use pyo3::types::PyType;

use super::exceptions;
use super::method::define;
use crate::convert::text;
use crate::instance;
use crate::registry::Class;
use crate::state;

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
