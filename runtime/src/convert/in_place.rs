//! Numbers in C++ memory, members and elements, read and written in place.
//!
//! One function per C++ type and direction, chosen when a class is made. A
//! function for writing says whether it took the value: what it does not know
//! well (other Python types, values out of range) goes to the general
//! converters, which convert or raise.
//!
//! May not know: whose memory it is.

use std::ffi::c_void;

use pyo3::ffi;

use super::layout::{self, portable};
use super::scalar::Scalar;

/// Makes the Python object for the value at an address: a new reference, or null
/// with an error set. (C functions, which never unwind: the descriptor jumps to them.)
pub type Load = unsafe extern "C" fn(*const c_void) -> *mut ffi::PyObject;

/// Stores a Python object's value at an address; false where it did not.
pub type Store = unsafe extern "C" fn(*mut c_void, *mut ffi::PyObject) -> bool;

/// The functions of a C++ type over one way to see Python objects.
macro_rules! accessors {
    ($through:ident) => {
        /// How a number of this type is read and written; `None` for the types
        /// whose Python form is no number.
        pub(super) const fn of(scalar: Scalar) -> Option<(Load, Store)> {
            Some(match scalar {
                Scalar::Bool => (load_bool, store_bool),
                Scalar::I8 => (load_integer::<i8>, store_integer::<i8>),
                Scalar::U8 => (load_integer::<u8>, store_integer::<u8>),
                Scalar::I16 => (load_integer::<i16>, store_integer::<i16>),
                Scalar::U16 => (load_integer::<u16>, store_integer::<u16>),
                Scalar::I32 => (load_integer::<i32>, store_integer::<i32>),
                Scalar::U32 => (load_integer::<u32>, store_integer::<u32>),
                Scalar::I64 => (load_integer::<i64>, store_integer::<i64>),
                Scalar::U64 => (load_unsigned, store_unsigned),
                Scalar::F32 => (load_float, store_float),
                Scalar::F64 => (load_double, store_double),
                _ => return None,
            })
        }

        unsafe extern "C" fn load_bool(address: *const c_void) -> *mut ffi::PyObject {
            // SAFETY: the caller's promise: a readable number of this type.
            unsafe { $through::boolean(address.cast::<u8>().read() != 0) }
        }

        unsafe extern "C" fn store_bool(address: *mut c_void, value: *mut ffi::PyObject) -> bool {
            // SAFETY: the caller's promise: a writable number of this type, a live object.
            unsafe {
                let truth = value == ffi::Py_True();
                let known = truth || value == ffi::Py_False();
                if known {
                    address.cast::<u8>().write(truth.into());
                }
                known
            }
        }

        unsafe extern "C" fn load_integer<T: Into<i64>>(address: *const c_void) -> *mut ffi::PyObject {
            // SAFETY: as above; packed classes' members may be unaligned.
            unsafe { $through::small_int(address.cast::<T>().read_unaligned().into()) }
        }

        unsafe extern "C" fn store_integer<T: TryFrom<i64>>(
            address: *mut c_void,
            value: *mut ffi::PyObject,
        ) -> bool {
            // SAFETY: as above.
            unsafe {
                let Some(integer) = $through::compact_int(value) else { return false };
                let Ok(integer) = T::try_from(integer) else { return false };
                address.cast::<T>().write_unaligned(integer);
                true
            }
        }

        unsafe extern "C" fn load_unsigned(address: *const c_void) -> *mut ffi::PyObject {
            // SAFETY: as above.
            unsafe {
                let value = address.cast::<u64>().read_unaligned();
                match i64::try_from(value) {
                    Ok(value) => $through::small_int(value),
                    Err(_) => ffi::PyLong_FromUnsignedLongLong(value),
                }
            }
        }

        unsafe extern "C" fn store_unsigned(address: *mut c_void, value: *mut ffi::PyObject) -> bool {
            // SAFETY: as above.
            unsafe { store_integer::<u64>(address, value) }
        }

        unsafe extern "C" fn load_double(address: *const c_void) -> *mut ffi::PyObject {
            // SAFETY: as above.
            unsafe { portable::new_float(address.cast::<f64>().read_unaligned()) }
        }

        unsafe extern "C" fn store_double(address: *mut c_void, value: *mut ffi::PyObject) -> bool {
            // SAFETY: as above.
            unsafe {
                let Some(number) = $through::exact_float(value) else { return false };
                address.cast::<f64>().write_unaligned(number);
                true
            }
        }

        unsafe extern "C" fn load_float(address: *const c_void) -> *mut ffi::PyObject {
            // SAFETY: as above.
            unsafe { portable::new_float(address.cast::<f32>().read_unaligned().into()) }
        }

        unsafe extern "C" fn store_float(address: *mut c_void, value: *mut ffi::PyObject) -> bool {
            // SAFETY: as above.
            unsafe {
                let Some(number) = $through::exact_float(value) else { return false };
                address.cast::<f32>().write_unaligned(number as f32);
                true
            }
        }
    };
}

mod direct {
    use super::*;
    accessors!(layout);
}

mod indirect {
    use super::*;
    accessors!(portable);
}

/// How a number of this type is read and written without the general converters.
pub fn accessors(scalar: Scalar) -> Option<(Load, Store)> {
    if layout::trusted() { direct::of(scalar) } else { indirect::of(scalar) }
}
