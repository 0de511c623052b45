//! Policies that Python may change.

use std::sync::atomic::{AtomicU8, Ordering};

/// What a `std::string` result by value or const reference becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StringPolicy {
    /// A Python `str`.
    Str,
    /// A proxy of `std::string`, as in cppyy.
    Proxy,
}

/// Who owns an object that was passed by non-const pointer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MemoryPolicy {
    /// C++ from then on.
    Heuristics,
    /// Whoever owned it before.
    Strict,
}

/// The name under which modules present themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Package {
    /// `cppyy_rs`.
    Own,
    /// `cppyy`, after `install_as_cppyy()`.
    Cppyy,
}

impl Package {
    /// The name itself.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Own => "cppyy_rs",
            Self::Cppyy => "cppyy",
        }
    }
}

static PACKAGE: AtomicU8 = AtomicU8::new(Package::Own as u8);
static STRINGS: AtomicU8 = AtomicU8::new(StringPolicy::Str as u8);
// cppyy itself starts with its strict policy.
static MEMORY: AtomicU8 = AtomicU8::new(MemoryPolicy::Strict as u8);

/// The name under which modules made from now on present themselves.
pub fn package() -> Package {
    if PACKAGE.load(Ordering::Relaxed) == Package::Own as u8 { Package::Own } else { Package::Cppyy }
}

/// Chooses the name.
pub fn set_package(package: Package) {
    PACKAGE.store(package as u8, Ordering::Relaxed);
}

/// What strings become.
pub fn string_policy() -> StringPolicy {
    if STRINGS.load(Ordering::Relaxed) == StringPolicy::Str as u8 {
        StringPolicy::Str
    } else {
        StringPolicy::Proxy
    }
}

/// Chooses what strings become.
pub fn set_string_policy(policy: StringPolicy) {
    STRINGS.store(policy as u8, Ordering::Relaxed);
}

/// Who owns what was passed by pointer.
pub fn memory_policy() -> MemoryPolicy {
    if MEMORY.load(Ordering::Relaxed) == MemoryPolicy::Heuristics as u8 {
        MemoryPolicy::Heuristics
    } else {
        MemoryPolicy::Strict
    }
}

/// Chooses who owns what was passed by pointer.
pub fn set_memory_policy(policy: MemoryPolicy) {
    MEMORY.store(policy as u8, Ordering::Relaxed);
}
