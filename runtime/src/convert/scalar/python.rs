//! Numbers, characters and booleans as Python has them: one form in either direction.
//!
//! May not know: where the values lie in memory.

use std::borrow::Cow;

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyBytes, PyFloat, PyInt, PyString};
use pyo3::{IntoPyObjectExt, ffi};

use super::Scalar;

impl Scalar {
    /// The Python object for a value; bits above the type's size are ignored.
    pub fn to_python(self, py: Python<'_>, bits: u64) -> PyResult<Py<PyAny>> {
        match self {
            Self::Bool => (bits as u8 != 0).into_py_any(py),
            Self::Char
            | Self::SChar
            | Self::UChar
            | Self::Char8
            | Self::Char16
            | Self::WChar
            | Self::Char32 => character(py, self.code(bits)),
            Self::I8 => (bits as i8).into_py_any(py),
            Self::U8 => (bits as u8).into_py_any(py),
            Self::I16 => (bits as i16).into_py_any(py),
            Self::U16 => (bits as u16).into_py_any(py),
            Self::I32 => (bits as i32).into_py_any(py),
            Self::U32 => (bits as u32).into_py_any(py),
            Self::I64 => (bits as i64).into_py_any(py),
            Self::U64 => bits.into_py_any(py),
            Self::F32 => f32::from_bits(bits as u32).into_py_any(py),
            Self::F64 | Self::F80 => f64::from_bits(bits).into_py_any(py),
        }
    }

    /// The value of a Python object, range-checked, extended to a word.
    ///
    /// `strict` keeps booleans and integers apart, as overload resolution's
    /// first round wants it.
    pub fn from_python(self, value: &Bound<'_, PyAny>, strict: bool) -> PyResult<u64> {
        match self {
            Self::Bool => boolean(value, strict),
            Self::F32 => Ok(u64::from((number(value)? as f32).to_bits())),
            Self::F64 | Self::F80 => Ok(number(value)?.to_bits()),
            Self::Char | Self::SChar => self.character(value, "char", -128, 127),
            Self::UChar | Self::Char8 => self.character(value, "unsigned char", 0, 255),
            Self::WChar => self.character(value, "wchar_t", 0, 0x0010_FFFF),
            Self::Char16 => self.character(value, "char16_t", 0, 0xFFFF),
            Self::Char32 => self.character(value, "char32_t", 0, 0x0010_FFFF),
            Self::U64 => unsigned_long(value, strict),
            Self::I8 => self.integer(value, strict, i8::MIN.into(), i8::MAX.into()),
            Self::U8 => self.integer(value, strict, 0, u8::MAX.into()),
            Self::I16 => self.integer(value, strict, i16::MIN.into(), i16::MAX.into()),
            Self::U16 => self.integer(value, strict, 0, u16::MAX.into()),
            Self::I32 => self.integer(value, strict, i32::MIN.into(), i32::MAX.into()),
            Self::U32 => self.integer(value, strict, 0, u32::MAX.into()),
            Self::I64 => self.integer(value, strict, i64::MIN, i64::MAX),
        }
    }

    /// The code of a character that a word holds; bits above the type's size are ignored.
    pub const fn code(self, bits: u64) -> u32 {
        match self.size() {
            1 => bits as u8 as u32,
            2 => bits as u16 as u32,
            _ => bits as u32,
        }
    }

    /// The value of the character that has a code in Python, extended to a word as its sign says; `None` where it has none.
    pub const fn of_code(self, code: u32) -> Option<u64> {
        match (self, code) {
            (Self::Char | Self::SChar, 0..=0xFF) => Some(code as u8 as i8 as u64),
            (Self::UChar | Self::Char8, 0..=0xFF)
            | (Self::Char16, 0..=0xFFFF)
            | (Self::WChar | Self::Char32, 0..=0x0010_FFFF) => Some(code as u64),
            _ => None,
        }
    }

    /// A character, or an integer from `low` to `high`.
    fn character(self, value: &Bound<'_, PyAny>, name: &str, low: i64, high: i64) -> PyResult<u64> {
        if let Some(code) = single_character(value, name)? {
            return self.of_code(code).ok_or_else(|| out_of_range(value, name));
        }
        let integer =
            as_index(value, false, name).map_err(|error| own_error(error, value, name, "a character"))?;
        match integer.extract::<i64>() {
            Ok(number) if (low..=high).contains(&number) => Ok(number as u64),
            _ => Err(out_of_range(&integer, name)),
        }
    }

    fn integer(self, value: &Bound<'_, PyAny>, strict: bool, low: i64, high: i64) -> PyResult<u64> {
        let integer = as_index(value, strict, self.name())?;
        let mut overflow = 0;
        // SAFETY: `integer` is a Python int.
        let number = unsafe { ffi::PyLong_AsLongLongAndOverflow(integer.as_ptr(), &raw mut overflow) };
        if overflow == 0 && (low..=high).contains(&number) {
            Ok(number as u64)
        } else {
            Err(out_of_range(&integer, self.name()))
        }
    }
}

/// The Python int behind an argument: ints themselves, others by `__index__`;
/// never a float.
fn as_index<'a, 'py>(
    value: &'a Bound<'py, PyAny>,
    strict: bool,
    name: &str,
) -> PyResult<Cow<'a, Bound<'py, PyAny>>> {
    if value.is_instance_of::<PyInt>() {
        if strict && value.is_instance_of::<PyBool>() {
            return Err(PyTypeError::new_err("a bool is no exact match for an integer"));
        }
        return Ok(Cow::Borrowed(value));
    }
    // SAFETY: a live object; null means that an error is set.
    let index = unsafe { Bound::from_owned_ptr_or_err(value.py(), ffi::PyNumber_Index(value.as_ptr())) };
    index.map(Cow::Owned).map_err(|error| own_error(error, value, name, "an integer"))
}

fn unsigned_long(value: &Bound<'_, PyAny>, strict: bool) -> PyResult<u64> {
    let integer = as_index(value, strict, "unsigned long")?;
    // SAFETY: `integer` is a Python int.
    let number = unsafe { ffi::PyLong_AsUnsignedLongLong(integer.as_ptr()) };
    if number == u64::MAX && PyErr::take(value.py()).is_some() {
        return Err(out_of_range(&integer, "unsigned long"));
    }
    Ok(number)
}

fn boolean(value: &Bound<'_, PyAny>, strict: bool) -> PyResult<u64> {
    if let Ok(boolean) = value.cast_exact::<PyBool>() {
        return Ok(u64::from(boolean.is_true()));
    }
    if strict {
        return Err(PyTypeError::new_err("only a bool is an exact match for bool"));
    }
    if !value.is_instance_of::<PyInt>() && is_numpy_bool(value) {
        return Ok(u64::from(value.is_truthy()?));
    }
    let integer = as_index(value, false, "bool")?;
    match integer.extract::<i64>() {
        Ok(number @ (0 | 1)) => Ok(number as u64),
        _ => Err(PyValueError::new_err("boolean value should be bool, or integer 1 or 0")),
    }
}

fn is_numpy_bool(value: &Bound<'_, PyAny>) -> bool {
    let class = value.get_type();
    class.module().is_ok_and(|module| module == "numpy")
        && class.name().is_ok_and(|name| name == "bool_" || name == "bool")
}

fn number(value: &Bound<'_, PyAny>) -> PyResult<f64> {
    if let Ok(float) = value.cast_exact::<PyFloat>() {
        return Ok(float.value());
    }
    // SAFETY: a live object.
    let number = unsafe { ffi::PyFloat_AsDouble(value.as_ptr()) };
    if number == -1.0
        && let Some(error) = PyErr::take(value.py())
    {
        return Err(own_error(error, value, "double", "a number"));
    }
    Ok(number)
}

/// The code of a `str` or `bytes` of length one; `None` for other types.
fn single_character(value: &Bound<'_, PyAny>, name: &str) -> PyResult<Option<u32>> {
    let length = if let Ok(text) = value.cast::<PyString>() {
        let length = text.len()?;
        if length == 1 {
            // SAFETY: a str of length one has a character at 0.
            return Ok(Some(unsafe { ffi::PyUnicode_ReadChar(text.as_ptr(), 0) }));
        }
        length
    } else if let Ok(bytes) = value.cast::<PyBytes>() {
        if let [byte] = bytes.as_bytes() {
            return Ok(Some(u32::from(*byte)));
        }
        bytes.as_bytes().len()
    } else {
        return Ok(None);
    };
    Err(PyValueError::new_err(format!("{name} expected, got string of size {length}")))
}

fn character(py: Python<'_>, code: u32) -> PyResult<Py<PyAny>> {
    // SAFETY: surrogates pass; codes beyond Unicode, as ints also those that are negative, are an error.
    unsafe { Bound::from_owned_ptr_or_err(py, ffi::PyUnicode_FromOrdinal(code as _)).map(Bound::unbind) }
}

fn out_of_range(value: &Bound<'_, PyAny>, name: &str) -> PyErr {
    match value.repr() {
        Ok(repr) => PyValueError::new_err(format!("{repr} is out of range for {name}")),
        Err(error) => error,
    }
}

/// What a value's own `__index__` or `__float__` has raised, unless that only says that it is no number.
fn own_error(error: PyErr, value: &Bound<'_, PyAny>, name: &str, expected: &str) -> PyErr {
    if error.is_instance_of::<PyTypeError>(value.py()) { wrong_type(value, name, expected) } else { error }
}

/// `TypeError` for an argument of a type that can never fit.
pub fn wrong_type(value: &Bound<'_, PyAny>, name: &str, expected: &str) -> PyErr {
    match value.get_type().qualname() {
        Ok(class) => PyTypeError::new_err(format!("{name}: expected {expected}, not {class}")),
        Err(error) => error,
    }
}

#[cfg(test)]
mod tests {
    use std::ffi::c_void;

    use super::*;

    /// The Python expression's value as C++ sees it and as Python gets it back,
    /// or the type of the error.
    #[track_caller]
    fn check(scalar: Scalar, expression: &std::ffi::CStr, expected: &str) {
        Python::attach(|py| {
            let value = py.eval(expression, None, None).unwrap();
            let outcome = match scalar.from_python(&value, false) {
                Ok(bits) => {
                    let mut memory = [0u64; 2];
                    let address: *mut c_void = memory.as_mut_ptr().cast();
                    // SAFETY: room for any scalar.
                    let bits = unsafe {
                        scalar.write(address, bits);
                        scalar.read(address)
                    };
                    scalar.to_python(py, bits).unwrap().bind(py).repr().unwrap().to_string()
                }
                Err(error) => error.get_type(py).name().unwrap().to_string(),
            };
            assert_eq!(outcome, expected, "{expression:?} as {}", scalar.name());
        });
    }

    #[test]
    fn integers_are_range_checked() {
        check(Scalar::I32, c"-2**31", "-2147483648");
        check(Scalar::I32, c"2**31", "ValueError");
        check(Scalar::U32, c"2**32 - 1", "4294967295");
        check(Scalar::U32, c"-1", "ValueError");
        check(Scalar::I64, c"2**63", "ValueError");
        check(Scalar::U64, c"2**64 - 1", "18446744073709551615");
        check(Scalar::U64, c"2**64", "ValueError");
        check(Scalar::U64, c"-1", "ValueError");
        check(Scalar::I8, c"-128", "-128");
        check(Scalar::U8, c"256", "ValueError");
        check(Scalar::I16, c"True", "1");
        check(Scalar::I32, c"1.0", "TypeError");
        check(Scalar::I32, c"'1'", "TypeError");
        check(Scalar::I32, c"None", "TypeError");
    }

    #[test]
    fn booleans_are_true_false_one_or_zero() {
        check(Scalar::Bool, c"True", "True");
        check(Scalar::Bool, c"0", "False");
        check(Scalar::Bool, c"2", "ValueError");
        check(Scalar::Bool, c"'yes'", "TypeError");
    }

    #[test]
    fn characters_are_texts_of_length_one() {
        check(Scalar::Char, c"'a'", "'a'");
        check(Scalar::Char, c"b'a'", "'a'");
        check(Scalar::Char, c"41", "')'");
        check(Scalar::Char, c"'ab'", "ValueError");
        check(Scalar::Char, c"500", "ValueError");
        check(Scalar::UChar, c"-1", "ValueError");
        check(Scalar::Char16, c"chr(0xf2)", "'\u{f2}'");
        check(Scalar::Char16, c"chr(0x1f31c)", "ValueError");
        check(Scalar::Char32, c"chr(0x1f31c)", "'\u{1f31c}'");
        check(Scalar::Char, c"1.5", "TypeError");
    }

    /// Who is called may rely on it, as code from clang does.
    #[test]
    fn characters_are_extended_as_their_sign_says() {
        Python::attach(|py| {
            let letter = 'é'.into_pyobject(py).unwrap().into_any();
            assert_eq!(Scalar::Char.from_python(&letter, false).unwrap(), -23i64 as u64);
            assert_eq!(Scalar::UChar.from_python(&letter, false).unwrap(), 0xE9);
            assert_eq!(Scalar::Char.code(-23i64 as u64), 0xE9);
        });
    }

    #[test]
    fn floats_take_any_number() {
        check(Scalar::F64, c"0.1", "0.1");
        check(Scalar::F64, c"3", "3.0");
        check(Scalar::F32, c"0.5", "0.5");
        check(Scalar::F80, c"-2.25", "-2.25");
        check(Scalar::F64, c"'1'", "TypeError");
    }

    #[test]
    fn the_first_round_keeps_booleans_and_integers_apart() {
        Python::attach(|py| {
            let truth = PyBool::new(py, true).to_owned().into_any();
            let one = 1i32.into_pyobject(py).unwrap().into_any();
            assert!(Scalar::I32.from_python(&truth, true).is_err());
            assert!(Scalar::Bool.from_python(&one, true).is_err());
            assert!(Scalar::Bool.from_python(&truth, true).is_ok());
        });
    }
}
