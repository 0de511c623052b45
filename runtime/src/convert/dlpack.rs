//! DLPack: memory for the array libraries that do not read Python's buffers.
//!
//! A capsule holds a tensor that holds a buffer; the tensor's deleter, which whoever took the tensor calls when it is
//! done, releases the buffer and so the object. The structures are those of DLPack 1.0 and of the versions before.
//!
//! May not know: who exports the buffer.

use std::ffi::{CStr, c_void};

use pyo3::exceptions::PyBufferError;
use pyo3::ffi;
use pyo3::prelude::*;

use super::buffer::Buffer;
use super::scalar::Family;

/// The memory is that of the processor.
const CPU: i32 = 1;
/// `DLPACK_FLAG_BITMASK_READ_ONLY`.
const READ_ONLY: u64 = 1;

#[repr(C)]
struct Tensor {
    data: *mut c_void,
    device_type: i32,
    device_id: i32,
    rank: i32,
    code: u8,
    bits: u8,
    lanes: u16,
    shape: *mut i64,
    strides: *mut i64,
    byte_offset: u64,
}

/// `DLManagedTensor`.
#[repr(C)]
struct Managed {
    tensor: Tensor,
    context: *mut c_void,
    deleter: Option<unsafe extern "C" fn(*mut Managed)>,
}

/// `DLManagedTensorVersioned`.
#[repr(C)]
struct Versioned {
    major: u32,
    minor: u32,
    context: *mut c_void,
    deleter: Option<unsafe extern "C" fn(*mut Versioned)>,
    flags: u64,
    tensor: Tensor,
}

/// What a tensor refers to.
struct Kept {
    /// Released by `end`, where the interpreter is attached.
    _buffer: Buffer,
    /// The extents, then the strides in elements.
    dimensions: Vec<i64>,
}

const NAME: &CStr = c"dltensor";
const VERSIONED_NAME: &CStr = c"dltensor_versioned";

/// The device of all memory: `(kDLCPU, 0)`.
pub const DEVICE: (i32, i32) = (CPU, 0);

/// `object.__dlpack__(...)` for an object that is a buffer.
pub fn capsule<'py>(
    object: &Bound<'py, PyAny>,
    max_version: Option<(u32, u32)>,
    device: Option<(i32, i32)>,
    copy: Option<bool>,
) -> PyResult<Bound<'py, PyAny>> {
    if device.is_some_and(|device| device != DEVICE) {
        return Err(PyBufferError::new_err(
            "the memory is the processor's, and is not copied to other devices",
        ));
    }
    if copy == Some(true) {
        return Err(PyBufferError::new_err(
            "C++ memory is shared, not copied: copy the array that is made of it",
        ));
    }
    let buffer = Buffer::exported(object)?;
    let code = match buffer.family() {
        Some(Family::Signed) => 0,
        Some(Family::Unsigned | Family::Character) => 1,
        Some(Family::Floating) if buffer.item_size() <= 8 => 2,
        Some(Family::Bool) => 6,
        _ if matches!(buffer.format(), "Zf" | "Zd") => 5,
        _ => {
            let text = format!("DLPack has no elements of the format {}", buffer.format());
            return Err(PyBufferError::new_err(text));
        }
    };
    let versioned = max_version.is_some_and(|(major, _)| major >= 1);
    let read_only = buffer.is_read_only();
    if read_only && !versioned {
        return Err(PyBufferError::new_err("the data is const, which DLPack before 1.0 cannot say"));
    }
    let mut dimensions: Vec<i64> = buffer.extents().iter().map(|extent| *extent as i64).collect();
    let rank = dimensions.len();
    dimensions.resize(2 * rank, 1);
    for dimension in (1..rank).rev() {
        dimensions[rank + dimension - 1] = dimensions[rank + dimension] * dimensions[dimension];
    }
    let (data, bits) = (buffer.address(), (buffer.item_size() * 8) as u8);
    let mut kept = Box::new(Kept { _buffer: buffer, dimensions });
    let tensor = Tensor {
        data,
        device_type: CPU,
        device_id: 0,
        rank: rank as i32,
        code,
        bits,
        lanes: 1,
        shape: kept.dimensions.as_mut_ptr(),
        strides: kept.dimensions[rank..].as_mut_ptr(),
        byte_offset: 0,
    };
    let context = Box::into_raw(kept).cast();
    // SAFETY: the capsule, or whoever takes the tensor out of it, calls the deleter once; an unmade capsule calls
    // none, and the tensor is ended here.
    unsafe {
        if versioned {
            let flags = if read_only { READ_ONLY } else { 0 };
            let managed = Box::into_raw(Box::new(Versioned {
                major: 1,
                minor: 0,
                context,
                deleter: Some(delete_versioned),
                flags,
                tensor,
            }));
            let made = ffi::PyCapsule_New(managed.cast(), VERSIONED_NAME.as_ptr(), Some(end_versioned));
            return Bound::from_owned_ptr_or_err(object.py(), made)
                .inspect_err(|_| delete_versioned(managed));
        }
        let managed = Box::into_raw(Box::new(Managed { tensor, context, deleter: Some(delete) }));
        let made = ffi::PyCapsule_New(managed.cast(), NAME.as_ptr(), Some(end));
        Bound::from_owned_ptr_or_err(object.py(), made).inspect_err(|_| delete(managed))
    }
}

/// Ends what a tensor refers to; consumers may call from any thread.
unsafe fn drop_kept(context: *mut c_void) {
    // SAFETY: a deleter's tensor has its own. An interpreter that has ended has no object to release.
    unsafe {
        if ffi::Py_IsInitialized() != 0 {
            let state = ffi::PyGILState_Ensure();
            drop(Box::from_raw(context.cast::<Kept>()));
            ffi::PyGILState_Release(state);
        }
    }
}

unsafe extern "C" fn delete(managed: *mut Managed) {
    // SAFETY: the consumer calls it once, with the tensor that it belongs to.
    unsafe { drop_kept(Box::from_raw(managed).context) };
}

unsafe extern "C" fn delete_versioned(managed: *mut Versioned) {
    // SAFETY: as above.
    unsafe { drop_kept(Box::from_raw(managed).context) };
}

/// The end of a capsule: who took the tensor has renamed it.
unsafe extern "C" fn end(capsule: *mut ffi::PyObject) {
    // SAFETY: a capsule that `capsule` made; under its first name it still has its tensor.
    unsafe {
        if ffi::PyCapsule_IsValid(capsule, NAME.as_ptr()) != 0 {
            delete(ffi::PyCapsule_GetPointer(capsule, NAME.as_ptr()).cast());
        }
    }
}

unsafe extern "C" fn end_versioned(capsule: *mut ffi::PyObject) {
    // SAFETY: as above.
    unsafe {
        if ffi::PyCapsule_IsValid(capsule, VERSIONED_NAME.as_ptr()) != 0 {
            delete_versioned(ffi::PyCapsule_GetPointer(capsule, VERSIONED_NAME.as_ptr()).cast());
        }
    }
}

/// The `__dlpack__` of a container; its keywords are those of the Python array API.
#[pyfunction]
#[pyo3(name = "dlpack", signature = (object, max_version=None, dl_device=None, copy=None))]
pub fn dlpack<'py>(
    object: &Bound<'py, PyAny>,
    max_version: Option<(u32, u32)>,
    dl_device: Option<(i32, i32)>,
    copy: Option<bool>,
) -> PyResult<Bound<'py, PyAny>> {
    capsule(object, max_version, dl_device, copy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_structures_have_the_sizes_of_the_standard() {
        assert_eq!(size_of::<Tensor>(), 48);
        assert_eq!(size_of::<Managed>(), 64);
        assert_eq!(size_of::<Versioned>(), 80);
    }
}
