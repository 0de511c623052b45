//! Python buffers: what `array`, NumPy, `bytes` and ctypes objects all are.
//!
//! ctypes objects are told by what their buffers say (`<i`, `&<i`, `<P`), so that
//! ctypes itself is never imported.

use std::ffi::{CStr, c_void};

use pyo3::exceptions::PyTypeError;
use pyo3::ffi;
use pyo3::prelude::*;

use super::scalar::{Family, Scalar};

/// A locked buffer whose elements may lie at any distances.
pub struct Strided(Buffer);

impl Strided {
    /// The array that an object shows; `None` where it shows none.
    pub fn of(value: &Bound<'_, PyAny>) -> Option<Self> {
        // SAFETY: a live object.
        if unsafe { ffi::PyObject_CheckBuffer(value.as_ptr()) } == 0 {
            return None;
        }
        // SAFETY: all zeroes is an empty `Py_buffer`.
        let mut view: Box<ffi::Py_buffer> = Box::new(unsafe { std::mem::zeroed() });
        let flags = ffi::PyBUF_FORMAT | ffi::PyBUF_STRIDES;
        // SAFETY: a live object and room for the answer.
        if unsafe { ffi::PyObject_GetBuffer(value.as_ptr(), &raw mut *view, flags) } != 0 {
            let _no_buffer = PyErr::take(value.py());
            return None;
        }
        Some(Self(Buffer(view)))
    }

    /// How far elements are from the next in each dimension, in bytes.
    pub fn strides(&self) -> &[isize] {
        let view = &self.0.0;
        if view.strides.is_null() {
            return &[];
        }
        // SAFETY: an exporter gives as many strides as there are dimensions.
        unsafe { std::slice::from_raw_parts(view.strides, self.0.dimensions()) }
    }
}

impl std::ops::Deref for Strided {
    type Target = Buffer;

    fn deref(&self) -> &Buffer {
        &self.0
    }
}

/// A locked, contiguous buffer.
pub struct Buffer(Box<ffi::Py_buffer>);

impl Drop for Buffer {
    fn drop(&mut self) {
        // SAFETY: filled by `PyObject_GetBuffer`, released once, and only where
        // the interpreter is attached: `Temporaries` live on a call's stack.
        unsafe { ffi::PyBuffer_Release(&raw mut *self.0) };
    }
}

impl Buffer {
    /// The buffer of an object, or that of the object behind ctypes' `byref`;
    /// `None` where it has none or none that is contiguous.
    pub fn of(value: &Bound<'_, PyAny>) -> Option<Self> {
        // SAFETY: a live object.
        if unsafe { ffi::PyObject_CheckBuffer(value.as_ptr()) } == 0 {
            return Self::behind_byref(value);
        }
        // SAFETY: all zeroes is an empty `Py_buffer`.
        let mut view: Box<ffi::Py_buffer> = Box::new(unsafe { std::mem::zeroed() });
        let flags = ffi::PyBUF_FORMAT | ffi::PyBUF_ANY_CONTIGUOUS;
        // SAFETY: a live object and room for the answer.
        if unsafe { ffi::PyObject_GetBuffer(value.as_ptr(), &raw mut *view, flags) } != 0 {
            let _no_buffer = PyErr::take(value.py());
            return None;
        }
        Some(Self(view))
    }

    /// The buffer of an object, by rows; its own error where it has none.
    pub fn exported(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        // SAFETY: all zeroes is an empty `Py_buffer`.
        let mut view: Box<ffi::Py_buffer> = Box::new(unsafe { std::mem::zeroed() });
        let flags = ffi::PyBUF_FORMAT | ffi::PyBUF_C_CONTIGUOUS;
        // SAFETY: a live object and room for the answer.
        if unsafe { ffi::PyObject_GetBuffer(value.as_ptr(), &raw mut *view, flags) } != 0 {
            return Err(PyErr::fetch(value.py()));
        }
        Ok(Self(view))
    }

    fn behind_byref(value: &Bound<'_, PyAny>) -> Option<Self> {
        // SAFETY: a live object has a live type, whose name is NUL-terminated.
        let name = unsafe { CStr::from_ptr((*ffi::Py_TYPE(value.as_ptr())).tp_name) };
        if name.to_bytes().rsplit(|byte| *byte == b'.').next() != Some(b"CArgObject") {
            return None;
        }
        Self::of(&value.getattr(pyo3::intern!(value.py(), "_obj")).ok()?)
    }

    /// How many indices an element has.
    pub fn dimensions(&self) -> usize {
        usize::try_from(self.0.ndim).unwrap_or(0)
    }

    /// The extents of its dimensions; none where the exporter did not tell.
    pub fn extents(&self) -> &[isize] {
        if self.0.shape.is_null() {
            return &[];
        }
        // SAFETY: an exporter gives as many extents as there are dimensions.
        unsafe { std::slice::from_raw_parts(self.0.shape, self.dimensions()) }
    }

    /// How its elements are read; `None` for those that are no single number.
    pub fn family(&self) -> Option<Family> {
        family(self.format())
    }

    /// Where its first element lies.
    pub fn address(&self) -> *mut c_void {
        self.0.buf
    }

    /// Its length in bytes.
    pub fn bytes(&self) -> usize {
        self.0.len.unsigned_abs()
    }

    /// The size of an element.
    pub fn item_size(&self) -> usize {
        self.0.itemsize.unsigned_abs()
    }

    /// Whether C++ may not write to it.
    pub fn is_read_only(&self) -> bool {
        self.0.readonly != 0
    }

    /// The element format as the exporter spells it.
    pub fn format(&self) -> &str {
        if self.0.format.is_null() {
            return "B";
        }
        // SAFETY: exporters give a NUL-terminated string that lives as long as the buffer.
        unsafe { CStr::from_ptr(self.0.format) }.to_str().unwrap_or("")
    }

    /// Whether an element of this format is a single number.
    pub fn is_number(format: &str) -> bool {
        family(format).is_some()
    }

    /// Whether elements are structs.
    pub fn is_structured(&self) -> bool {
        self.format().contains("T{")
    }

    /// Whether elements are addresses (ctypes pointers, `c_void_p`, `c_char_p`).
    pub fn holds_pointers(&self) -> bool {
        let format = self.format().trim_start_matches(['<', '@', '=']);
        self.item_size() == 8 && (format.starts_with(['&', 'X']) || matches!(format, "P" | "z" | "Z"))
    }

    /// Whether elements are ctypes pointers to elements of this type.
    pub fn holds_pointers_to(&self, scalar: Scalar) -> bool {
        let format = self.format().trim_start_matches(['<', '@', '=']);
        let Some(pointee) = format.strip_prefix('&') else { return false };
        self.item_size() == 8
            && family(pointee).is_some_and(|family| fits(family, scalar) && size(pointee) == scalar.size())
    }

    /// Whether it is a ctypes pointer to pointers (`POINTER(c_char_p)`).
    pub fn holds_pointers_to_pointers(&self) -> bool {
        let bare = |format: &str| format.trim_start_matches(['<', '@', '=']).to_owned();
        let Some(pointee) = bare(self.format()).strip_prefix('&').map(bare) else { return false };
        self.item_size() == 8 && (pointee.starts_with('&') || matches!(pointee.as_str(), "P" | "z" | "Z"))
    }

    /// Whether elements have exactly this type.
    pub fn holds(&self, scalar: Scalar) -> bool {
        holds_spelled(self.format(), self.item_size(), scalar)
    }

    /// The first element as an address.
    pub fn first_pointer(&self) -> *mut c_void {
        // SAFETY: `holds_pointers` was asked before: at least one 8-byte element.
        unsafe { self.address().cast::<*mut c_void>().read_unaligned() }
    }

    /// A buffer of elements of this type, writable where C++ may write to it.
    pub fn typed(value: &Bound<'_, PyAny>, scalar: Scalar, constant: bool) -> PyResult<Option<Self>> {
        let Some(buffer) = Self::of(value) else { return Ok(None) };
        if !buffer.holds(scalar) {
            return Ok(None);
        }
        if !constant && buffer.is_read_only() {
            return Err(PyTypeError::new_err(format!("{}*: the buffer is read-only", scalar.name())));
        }
        Ok(Some(buffer))
    }
}

/// Whether elements of a format and size have exactly this type.
pub(super) fn holds(format: &CStr, size: isize, scalar: Scalar) -> bool {
    format.to_str().is_ok_and(|format| holds_spelled(format, size.unsigned_abs(), scalar))
}

fn holds_spelled(format: &str, size: usize, scalar: Scalar) -> bool {
    size == scalar.size() && family(format).is_some_and(|family| fits(family, scalar))
}

/// The family of a struct-module or ctypes format of a single element.
fn family(format: &str) -> Option<Family> {
    let big_endian_only = format.starts_with(['>', '!']);
    let format = format.trim_start_matches(['@', '=', '<', '>', '!']);
    if big_endian_only && !matches!(format, "b" | "B" | "c" | "?") {
        return None;
    }
    Some(match format {
        "?" => Family::Bool,
        "c" | "u" | "w" => Family::Character,
        "b" | "h" | "i" | "l" | "q" | "n" => Family::Signed,
        "B" | "H" | "I" | "L" | "Q" | "N" => Family::Unsigned,
        "f" | "d" | "g" => Family::Floating,
        _ => return None,
    })
}

/// The size of an element behind a ctypes pointer, whose buffer does not tell it:
/// ctypes spells native sizes with a little-endian mark.
fn size(format: &str) -> usize {
    match format.trim_start_matches(['@', '=', '<']) {
        "h" | "H" => 2,
        "i" | "I" | "f" | "u" | "w" => 4,
        "l" | "L" | "q" | "Q" | "n" | "N" | "d" => 8,
        "g" => 16,
        _ => 1,
    }
}

/// Sizes being equal, whether an element of `family` may stand for the scalar.
fn fits(family: Family, scalar: Scalar) -> bool {
    match scalar {
        Scalar::Char => matches!(family, Family::Character | Family::Signed | Family::Unsigned),
        Scalar::Bool => matches!(family, Family::Bool | Family::Signed),
        Scalar::SChar | Scalar::I8 => matches!(family, Family::Character | Family::Signed),
        Scalar::UChar | Scalar::U8 | Scalar::Char8 => matches!(family, Family::Character | Family::Unsigned),
        Scalar::Char16 | Scalar::Char32 => matches!(family, Family::Character | Family::Unsigned),
        Scalar::WChar => matches!(family, Family::Character | Family::Signed),
        other => family == other.family(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(expression: &CStr, scalar: Scalar, expected: bool) {
        Python::attach(|py| {
            let value = py.eval(expression, None, None).unwrap();
            let holds = Buffer::of(&value).is_some_and(|buffer| buffer.holds(scalar));
            assert_eq!(holds, expected, "{expression:?} as {}", scalar.name());
        });
    }

    #[test]
    fn elements_match_by_size_and_family() {
        check(c"__import__('array').array('i', [1])", Scalar::I32, true);
        check(c"__import__('array').array('i', [1])", Scalar::U32, false);
        check(c"__import__('array').array('i', [1])", Scalar::F32, false);
        check(c"__import__('array').array('l', [1])", Scalar::I64, true);
        check(c"__import__('array').array('d', [1])", Scalar::F64, true);
        check(c"b'abc'", Scalar::U8, true);
        check(c"b'abc'", Scalar::Char, true);
        check(c"'abc'", Scalar::Char, false);
    }

    #[test]
    fn ctypes_objects_are_buffers() {
        check(c"__import__('ctypes').c_int(3)", Scalar::I32, true);
        check(c"__import__('ctypes').c_long(3)", Scalar::I64, true);
        check(c"__import__('ctypes').c_ulonglong(3)", Scalar::U64, true);
        check(c"__import__('ctypes').c_bool(True)", Scalar::Bool, true);
        check(c"__import__('ctypes').byref(__import__('ctypes').c_int(3))", Scalar::I32, true);
        check(c"(__import__('ctypes').c_double * 3)()", Scalar::F64, true);
        check(c"__import__('ctypes').c_float(3)", Scalar::F64, false);
    }

    #[test]
    fn ctypes_pointers_tell_their_pointee() {
        Python::attach(|py| {
            let pointer = c"__import__('ctypes').pointer(__import__('ctypes').c_int(3))";
            let value = py.eval(pointer, None, None).unwrap();
            let buffer = Buffer::of(&value).unwrap();
            assert!(buffer.holds_pointers() && buffer.holds_pointers_to(Scalar::I32));
            assert!(!buffer.holds_pointers_to(Scalar::I64) && !buffer.holds_pointers_to(Scalar::F32));
        });
    }
}
