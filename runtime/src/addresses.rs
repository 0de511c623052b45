//! Tables by address: of classes, of proxies.
//!
//! May not know: what lies there.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// What is known by an address. Nobody chooses addresses to make them collide, so that no key has to hide how they spread.
pub(crate) type AddressMap<V> = HashMap<usize, V, BuildHasherDefault<AddressHasher>>;

/// What has an address here lies at a multiple of 16 bytes, or nearly: multiplication spreads it.
#[derive(Default)]
pub(crate) struct AddressHasher(u64);

impl Hasher for AddressHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_usize(usize::from(*byte) ^ self.0 as usize);
        }
    }

    fn write_usize(&mut self, address: usize) {
        self.0 = (address as u64 >> 3).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.0 ^= self.0 >> 32;
    }
}
