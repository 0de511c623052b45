//! FNV-1a, 64 bits: the hash by which a dictionary remembers its headers.
//!
//! A leaf: may not know any other module.

mod code;

pub use code::code;

/// A hash in progress.
#[derive(Clone, Copy, Debug)]
pub struct Fingerprint(u64);

impl Default for Fingerprint {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fingerprint {
    /// The hash of some bytes alone.
    pub fn of(bytes: &[u8]) -> u64 {
        Self::default().with(bytes).value()
    }

    /// Takes in more bytes.
    #[must_use]
    pub fn with(self, bytes: &[u8]) -> Self {
        Self(bytes.iter().fold(self.0, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)))
    }

    /// The hash of everything so far.
    pub fn value(self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::Fingerprint;

    #[test]
    fn the_published_values_come_out() {
        assert_eq!(Fingerprint::of(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(Fingerprint::of(b"a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(Fingerprint::default().with(b"foo").with(b"bar").value(), 0x8594_4171_f739_67e8);
    }
}
