//! One proxy per address and class: the table that C++ results are looked up in.
//!
//! It does not keep proxies alive; each removes itself when its object ends or
//! when it goes itself.

use std::collections::HashMap;
use std::ffi::c_void;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::Mutex;

use pyo3::ffi;
use pyo3::prelude::*;

use crate::registry::Class;

type Key = (usize, usize);

static PROXIES: Mutex<Option<HashMap<Key, usize, BuildHasherDefault<AddressHasher>>>> = Mutex::new(None);

/// Mixes two addresses; they come from allocators, not from adversaries.
#[derive(Default)]
struct AddressHasher(u64);

impl Hasher for AddressHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_usize((*byte).into());
        }
    }

    fn write_usize(&mut self, address: usize) {
        self.0 = (self.0.rotate_left(5) ^ (address as u64 >> 3)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}

fn key(address: *mut c_void, class: &'static Class) -> Key {
    (address as usize, std::ptr::from_ref(class) as usize)
}

/// The live proxy of the object at this address, seen as this class.
pub(super) fn find<'py>(
    py: Python<'py>,
    address: *mut c_void,
    class: &'static Class,
) -> Option<Bound<'py, PyAny>> {
    let proxies = PROXIES.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let proxy = *proxies.as_ref()?.get(&key(address, class))? as *mut ffi::PyObject;
    // SAFETY: a proxy removes itself before its memory goes, and it has
    // references until then.
    Some(unsafe { Bound::from_borrowed_ptr(py, proxy) })
}

/// Enters a proxy. A former one under the same key is of an object that C++ has
/// deleted meanwhile; it stays what it is, but is not found any more.
pub(super) fn insert(address: *mut c_void, class: &'static Class, proxy: *mut ffi::PyObject) {
    if address.is_null() {
        return;
    }
    let mut proxies = PROXIES.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    proxies.get_or_insert_default().insert(key(address, class), proxy as usize);
}

/// Removes a proxy, if it is the one entered.
pub(super) fn remove(address: *mut c_void, class: &'static Class, proxy: *mut ffi::PyObject) {
    if address.is_null() {
        return;
    }
    let mut proxies = PROXIES.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    if let Some(proxies) = proxies.as_mut()
        && proxies.get(&key(address, class)) == Some(&(proxy as usize))
    {
        proxies.remove(&key(address, class));
    }
}
