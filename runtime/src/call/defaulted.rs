//! Default arguments that a call leaves out between others: constants, and what a stub computes.
//!
//! May not know: what else is passed.

use std::ffi::c_void;
use std::ptr::NonNull;

use cppbind_abi::codes::Carrier;
use cppbind_abi::link::TextResult;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;

use super::machine::Frame;
use super::signature::{Default, Parameter};
use crate::convert::argument::Words;
use crate::convert::object;
use crate::convert::temporaries::Temporaries;
use crate::instance::{self, Ownership};
use crate::registry;
use crate::state;

/// The words of a default argument.
pub(super) fn fill(py: Python<'_>, parameter: &Parameter, temporaries: &mut Temporaries) -> PyResult<Words> {
    match parameter.default {
        Default::Word(word) => Ok(Words(word, 0)),
        Default::Stub(stub) => computed(py, parameter, stub, temporaries),
        Default::None | Default::Unspellable => Err(PyTypeError::new_err("a value is missing")),
    }
}

/// Calls the stub of a default argument: its result is the parameter's type, by value.
fn computed(
    py: Python<'_>,
    parameter: &Parameter,
    stub: NonNull<c_void>,
    temporaries: &mut Temporaries,
) -> PyResult<Words> {
    unsafe extern "C" fn release(result: *mut c_void) {
        // SAFETY: deferred below, with a live `TextResult` from `Box`.
        unsafe {
            let result = Box::from_raw(result.cast::<TextResult>());
            if !result.release.is_null() {
                let release: unsafe extern "C" fn(*const TextResult) = std::mem::transmute(result.release);
                release(&raw const *result);
            }
        }
    }

    let mut frame = Frame::new();
    let carrier = parameter.argument.carrier;
    let class = if carrier == Carrier::Pointer { parameter.class()? } else { None };
    let mut text = None;
    let mut memory = None;
    if carrier == Carrier::Text {
        let result = Box::into_raw(Box::new(TextResult {
            data: std::ptr::null(),
            size: 0,
            object: std::ptr::null_mut(),
            release: std::ptr::null(),
            storage: [0; 8],
        }));
        frame.push_word(result as u64);
        // SAFETY: `release` ends what was just boxed, once.
        unsafe { temporaries.defer(release, result.cast()) };
        text = Some(result);
    } else if let Some(class) = class {
        let room = object::allocate(class)?;
        frame.push_word(room as u64);
        memory = Some((class, room));
    }
    // SAFETY: the ABI gives the stub no parameter but its result's memory.
    let outcome = unsafe { frame.call(stub) };
    if let Some(thrown) = state::take_thrown() {
        if let Some((class, room)) = memory {
            // SAFETY: nothing was constructed there.
            unsafe { object::deallocate(class, room) };
        }
        return Err(registry::source().exception(py, thrown, None));
    }
    if let Some(result) = text {
        // SAFETY: the stub has filled it; it lives as long as `temporaries`.
        let result = unsafe { &*result };
        return Ok(Words(result.data as u64, result.size as u64));
    }
    if let Some((class, room)) = memory {
        // SAFETY: the stub has constructed an object there, which is ours.
        let made = unsafe { instance::wrap(py, class, room, Ownership::Python)? };
        temporaries.keep(made);
        return Ok(Words(room as u64, 0));
    }
    let word = if matches!(carrier, Carrier::F32 | Carrier::F64) { outcome.vector } else { outcome.general };
    Ok(Words(extend(carrier, word), 0))
}

/// Clears or extends the bits above a narrow result, as an argument needs them.
fn extend(carrier: Carrier, word: u64) -> u64 {
    match carrier {
        Carrier::Bool | Carrier::U8 => u64::from(word as u8),
        Carrier::I8 => word as i8 as u64,
        Carrier::I16 => word as i16 as u64,
        Carrier::U16 => u64::from(word as u16),
        Carrier::I32 => word as i32 as u64,
        Carrier::U32 => u64::from(word as u32),
        _ => word,
    }
}
