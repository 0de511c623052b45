//! `std::type_info` objects as Python sees them.
//!
//! May not know: whose types they describe.

use std::ffi::c_void;
use std::hash::{DefaultHasher, Hash, Hasher};

use pyo3::prelude::*;

use crate::registry;

/// The C++ name of the class.
const NAME: &str = "std::type_info";

/// A `std::type_info`: of a class, an object, or one that C++ has returned.
#[pyclass(frozen, name = "type_info", module = "cppyy_rs.gbl.std")]
#[derive(Debug)]
pub struct TypeInfo {
    /// Where it is, as long as the process lives.
    address: usize,
    mangled: String,
    /// What it describes, as C++ spells it, where a dictionary knows it.
    described: Option<&'static str>,
}

#[pymethods]
impl TypeInfo {
    /// The implementation's name of the type: the mangled one.
    fn name(&self) -> &str {
        &self.mangled
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Self>().is_ok_and(|other| other.get().mangled == self.mangled)
    }

    fn __hash__(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.mangled.hash(&mut hasher);
        hasher.finish()
    }

    fn __repr__(&self) -> String {
        format!("<type_info of {}>", self.described.unwrap_or(&self.mangled))
    }

    /// `std::type_info::hash_code`, as far as it is the same for equal types.
    fn hash_code(&self) -> u64 {
        self.__hash__()
    }
}

impl TypeInfo {
    /// Describes the `std::type_info` at an address.
    ///
    /// # Safety
    ///
    /// There is one, which is never freed.
    pub unsafe fn at(address: *const c_void) -> PyResult<Self> {
        // SAFETY: the caller's promise.
        let (name, class) = unsafe { (registry::type_name(address), registry::class_of_type_info(address)?) };
        Ok(Self {
            address: address as usize,
            mangled: String::from_utf8_lossy(name).into_owned(),
            described: class.map(|class| class.qualified),
        })
    }
}

/// Whether a type, qualifiers aside, is `std::type_info`.
pub(super) fn is_type_info(spelling: &str) -> bool {
    spelling.trim_start_matches("const ") == NAME
}

/// The word for a parameter that points or refers to a `std::type_info`.
pub(super) fn argument(spelling: &str, value: &Bound<'_, PyAny>) -> Option<u64> {
    let given = value.cast::<TypeInfo>().ok().filter(|_| is_type_info(spelling))?;
    Some(given.get().address as u64)
}
