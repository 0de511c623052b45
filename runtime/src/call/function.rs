//! One C++ function, bound to its records; lives as long as the process. Overload sets that are made again, for one
//! assignment or after a dictionary has come, share the functions of the former ones.
//!
//! May not know: other overloads.

use std::collections::HashMap;
use std::ffi::c_void;
use std::ptr::{self, NonNull};
use std::sync::{Mutex, OnceLock};

use cppbind_abi::codes::FunctionFlags;
use cppbind_abi::records::FunctionRecord;

use pyo3::prelude::*;

use super::signature::{Parameter, Signature};
use crate::deprecation;
use crate::dictionary::{Damaged, Dictionary};
use crate::registry::{Class, Type};

/// A function.
#[derive(Debug)]
pub(crate) struct Function {
    /// Its properties.
    pub(crate) flags: FunctionFlags,
    /// The class of whose record it is a part, which its stub's object parameter has.
    pub(crate) class: Option<&'static Class>,
    /// The dictionary that its types refer to.
    pub(crate) dictionary: &'static Dictionary,
    source: Source,
    signature: OnceLock<Result<Signature, Damaged>>,
}

#[derive(Clone, Copy, Debug)]
enum Source {
    Record(&'static FunctionRecord),
    Pointer(Type, NonNull<c_void>),
}

// SAFETY: a source is an address of code and references to constant data.
unsafe impl Send for Function {}
// SAFETY: as above; the signature is written once.
unsafe impl Sync for Function {}

impl Function {
    /// A function of a dictionary, the same one each time.
    pub(crate) fn of(
        dictionary: &'static Dictionary,
        record: &'static FunctionRecord,
        class: Option<&'static Class>,
    ) -> &'static Self {
        static KNOWN: Mutex<Option<HashMap<(usize, usize), &'static Function>>> = Mutex::new(None);
        let key = (ptr::from_ref(record) as usize, class.map_or(0, |class| ptr::from_ref(class) as usize));
        let mut known = KNOWN.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        known.get_or_insert_default().entry(key).or_insert_with(|| {
            Box::leak(Box::new(Self {
                flags: FunctionFlags(record.flags),
                class,
                dictionary,
                source: Source::Record(record),
                signature: OnceLock::new(),
            }))
        })
    }

    /// The function behind a pointer.
    pub(crate) fn of_pointer(ty: Type, address: NonNull<c_void>) -> &'static Self {
        Box::leak(Box::new(Self {
            flags: FunctionFlags::default(),
            class: None,
            dictionary: ty.dictionary,
            source: Source::Pointer(ty, address),
            signature: OnceLock::new(),
        }))
    }

    /// How it is called.
    pub(crate) fn signature(&self) -> Result<&Signature, Damaged> {
        let signature = self.signature.get_or_init(|| match self.source {
            Source::Record(record) => Signature::of(self.dictionary, record),
            Source::Pointer(ty, address) => Signature::of_pointer(ty, address),
        });
        signature.as_ref().map_err(Clone::clone)
    }

    /// The declaration as users read it.
    pub(crate) fn declaration(&self) -> Result<&'static str, Damaged> {
        match self.source {
            Source::Record(record) => self.dictionary.name(record.signature),
            Source::Pointer(ty, _) => ty.spelling(),
        }
    }

    /// The documentation comment; empty where there is none.
    pub(crate) fn documentation(&self) -> Result<&'static str, Damaged> {
        match self.source {
            Source::Record(record) => Ok(self.dictionary.text(record.doc)?.unwrap_or("")),
            Source::Pointer(..) => Ok(""),
        }
    }

    /// Whether an object that this constructor makes may refer to what it is made of.
    pub(super) fn keeps_arguments(&self) -> Result<bool, Damaged> {
        let lasting = |parameter: &Parameter| parameter.argument.is_lasting_number();
        Ok(self.class.is_some_and(|class| class.views_text())
            || self.signature()?.parameters.iter().any(lasting))
    }

    /// Warns where it is deprecated.
    pub(super) fn warn(&self, py: Python<'_>) -> PyResult<()> {
        match self.source {
            Source::Record(record) if self.is(FunctionFlags::DEPRECATED) => {
                deprecation::warn_of(py, self.dictionary, record)
            }
            _ => Ok(()),
        }
    }

    /// Its template arguments, where it is a specialisation.
    pub(crate) fn template_arguments(&self) -> Result<Option<&'static str>, Damaged> {
        match self.source {
            Source::Record(record) => self.dictionary.text(record.template_arguments),
            Source::Pointer(..) => Ok(None),
        }
    }

    /// Whether all of `flags` are set.
    pub(crate) fn is(&self, flags: FunctionFlags) -> bool {
        self.flags.has(flags)
    }
}
