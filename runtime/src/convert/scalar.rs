//! Booleans, characters, integers and floating-point numbers: each travels in
//! one machine word and has one Python form in either direction.
//!
//! May not know: types that need a dictionary, calls.

use std::ffi::c_void;

use cppbind_abi::codes::TypeKind;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyBytes, PyFloat, PyInt, PyString};
use pyo3::{IntoPyObjectExt, ffi};

/// A builtin type that fits a machine word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the C++ type of its name")]
pub enum Scalar {
    Bool,
    Char,
    SChar,
    UChar,
    WChar,
    Char8,
    Char16,
    Char32,
    /// `int8_t` seen through its typedef.
    I8,
    /// `uint8_t` or `std::byte`.
    U8,
    I16,
    U16,
    I32,
    U32,
    I64,
    U64,
    F32,
    F64,
    /// `long double`: a double in registers, 80 bits in 16 bytes in memory.
    F80,
}

/// How an element of a Python buffer is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Family {
    Bool,
    Character,
    Signed,
    Unsigned,
    Floating,
}

impl Scalar {
    /// The scalar of a builtin type; `None` for all other types.
    pub const fn of(kind: TypeKind) -> Option<Self> {
        Some(match kind {
            TypeKind::Bool => Self::Bool,
            TypeKind::Char => Self::Char,
            TypeKind::SChar => Self::SChar,
            TypeKind::UChar => Self::UChar,
            TypeKind::WChar => Self::WChar,
            TypeKind::Char8 => Self::Char8,
            TypeKind::Char16 => Self::Char16,
            TypeKind::Char32 => Self::Char32,
            TypeKind::SmallInt => Self::I8,
            TypeKind::SmallUInt => Self::U8,
            TypeKind::Short => Self::I16,
            TypeKind::UShort => Self::U16,
            TypeKind::Int => Self::I32,
            TypeKind::UInt => Self::U32,
            TypeKind::Long | TypeKind::LongLong => Self::I64,
            TypeKind::ULong | TypeKind::ULongLong => Self::U64,
            TypeKind::Float => Self::F32,
            TypeKind::Double => Self::F64,
            TypeKind::LongDouble => Self::F80,
            _ => return None,
        })
    }

    /// `sizeof`.
    pub const fn size(self) -> usize {
        match self {
            Self::Bool | Self::Char | Self::SChar | Self::UChar | Self::Char8 | Self::I8 | Self::U8 => 1,
            Self::Char16 | Self::I16 | Self::U16 => 2,
            Self::WChar | Self::Char32 | Self::I32 | Self::U32 | Self::F32 => 4,
            Self::I64 | Self::U64 | Self::F64 => 8,
            Self::F80 => 16,
        }
    }

    /// What kind of number it is, beside its size.
    pub const fn family(self) -> Family {
        match self {
            Self::Bool => Family::Bool,
            Self::Char | Self::WChar | Self::Char8 | Self::Char16 | Self::Char32 => Family::Character,
            Self::SChar | Self::I8 | Self::I16 | Self::I32 | Self::I64 => Family::Signed,
            Self::UChar | Self::U8 | Self::U16 | Self::U32 | Self::U64 => Family::Unsigned,
            Self::F32 | Self::F64 | Self::F80 => Family::Floating,
        }
    }

    /// Whether its Python form is a character though its family is a number's.
    pub const fn is_text(self) -> bool {
        matches!(self, Self::SChar | Self::UChar)
    }

    /// Whether it travels in vector registers.
    pub const fn is_floating(self) -> bool {
        matches!(self, Self::F32 | Self::F64 | Self::F80)
    }

    /// The same as an array element: small characters are numbers there.
    pub const fn as_element(self) -> Self {
        match self {
            Self::SChar => Self::I8,
            Self::UChar => Self::U8,
            other => other,
        }
    }

    /// The integer type of the same values, for enumerations.
    pub const fn as_number(self) -> Self {
        match self {
            Self::Char | Self::SChar => Self::I8,
            Self::UChar | Self::Char8 => Self::U8,
            Self::Char16 => Self::U16,
            Self::WChar => Self::I32,
            Self::Char32 => Self::U32,
            other => other,
        }
    }

    /// The struct module's format character, in native mode.
    pub const fn format(self) -> &'static std::ffi::CStr {
        match self {
            Self::Bool => c"?",
            Self::Char | Self::SChar | Self::I8 => c"b",
            Self::UChar | Self::Char8 | Self::U8 => c"B",
            Self::I16 => c"h",
            Self::Char16 | Self::U16 => c"H",
            Self::I32 | Self::WChar => c"i",
            Self::Char32 | Self::U32 => c"I",
            Self::I64 => c"l",
            Self::U64 => c"L",
            Self::F32 => c"f",
            Self::F64 => c"d",
            Self::F80 => c"g",
        }
    }

    /// The number of such a format; `None` for others than [`Scalar::format`] gives.
    pub fn of_format(format: &std::ffi::CStr) -> Option<Self> {
        let all = [
            Self::Bool,
            Self::I8,
            Self::U8,
            Self::I16,
            Self::U16,
            Self::I32,
            Self::U32,
            Self::I64,
            Self::U64,
            Self::F32,
            Self::F64,
            Self::F80,
        ];
        all.into_iter().find(|scalar| scalar.format() == format)
    }

    /// Reads a value from memory, extended to a word.
    ///
    /// # Safety
    ///
    /// `address` points at a readable value of this type, aligned or not.
    pub unsafe fn read(self, address: *const c_void) -> u64 {
        // SAFETY: the caller's promise; every bit pattern is an integer.
        unsafe {
            match self {
                Self::Bool | Self::UChar | Self::Char8 | Self::U8 => {
                    u64::from(address.cast::<u8>().read_unaligned())
                }
                Self::Char | Self::SChar | Self::I8 => address.cast::<i8>().read_unaligned() as u64,
                Self::I16 => address.cast::<i16>().read_unaligned() as u64,
                Self::Char16 | Self::U16 => u64::from(address.cast::<u16>().read_unaligned()),
                Self::I32 | Self::WChar => address.cast::<i32>().read_unaligned() as u64,
                Self::Char32 | Self::U32 | Self::F32 => u64::from(address.cast::<u32>().read_unaligned()),
                Self::I64 | Self::U64 | Self::F64 => address.cast::<u64>().read_unaligned(),
                Self::F80 => extended::read(address).to_bits(),
            }
        }
    }

    /// Writes the low part of a word to memory.
    ///
    /// # Safety
    ///
    /// `address` points at a writable value of this type, aligned or not.
    pub unsafe fn write(self, address: *mut c_void, bits: u64) {
        // SAFETY: the caller's promise.
        unsafe {
            match self.size() {
                1 => address.cast::<u8>().write_unaligned(bits as u8),
                2 => address.cast::<u16>().write_unaligned(bits as u16),
                4 => address.cast::<u32>().write_unaligned(bits as u32),
                8 => address.cast::<u64>().write_unaligned(bits),
                _ => extended::write(address, f64::from_bits(bits)),
            }
        }
    }

    /// The Python object for a value; bits above the type's size are ignored.
    pub fn to_python(self, py: Python<'_>, bits: u64) -> PyResult<Py<PyAny>> {
        match self {
            Self::Bool => (bits as u8 != 0).into_py_any(py),
            Self::Char | Self::SChar | Self::UChar | Self::Char8 => character(py, u32::from(bits as u8)),
            Self::Char16 => character(py, u32::from(bits as u16)),
            Self::WChar | Self::Char32 => character(py, bits as u32),
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
            Self::Char | Self::SChar => small_character(value, "char", -128, 127),
            Self::UChar | Self::Char8 => small_character(value, "unsigned char", 0, 255),
            Self::WChar => wide_character(value, "wchar_t", 0x0010_FFFF),
            Self::Char16 => wide_character(value, "char16_t", 0xFFFF),
            Self::Char32 => wide_character(value, "char32_t", 0x0010_FFFF),
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

    /// The C++ name, for messages.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bool => "bool",
            Self::Char => "char",
            Self::SChar => "signed char",
            Self::UChar => "unsigned char",
            Self::WChar => "wchar_t",
            Self::Char8 => "char8_t",
            Self::Char16 => "char16_t",
            Self::Char32 => "char32_t",
            Self::I8 => "int8_t",
            Self::U8 => "uint8_t",
            Self::I16 => "short",
            Self::U16 => "unsigned short",
            Self::I32 => "int",
            Self::U32 => "unsigned int",
            Self::I64 => "long",
            Self::U64 => "unsigned long",
            Self::F32 => "float",
            Self::F64 => "double",
            Self::F80 => "long double",
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
) -> PyResult<std::borrow::Cow<'a, Bound<'py, PyAny>>> {
    use std::borrow::Cow;
    if value.is_instance_of::<PyInt>() {
        if strict && value.is_instance_of::<PyBool>() {
            return Err(PyTypeError::new_err("a bool is no exact match for an integer"));
        }
        return Ok(Cow::Borrowed(value));
    }
    // SAFETY: a live object; null means that an error is set.
    let index = unsafe { Bound::from_owned_ptr_or_err(value.py(), ffi::PyNumber_Index(value.as_ptr())) };
    index.map(Cow::Owned).map_err(|_| wrong_type(value, name, "an integer"))
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
        return Err(if error.is_instance_of::<PyTypeError>(value.py()) {
            wrong_type(value, "double", "a number")
        } else {
            error
        });
    }
    Ok(number)
}

fn small_character(value: &Bound<'_, PyAny>, name: &str, low: i64, high: i64) -> PyResult<u64> {
    if let Some(code) = single_character(value, name)? {
        return if code <= 0xFF { Ok(u64::from(code)) } else { Err(out_of_range(value, name)) };
    }
    let integer = as_index(value, false, name).map_err(|_| wrong_type(value, name, "a character"))?;
    match integer.extract::<i64>() {
        Ok(number) if (low..=high).contains(&number) => Ok(number as u64),
        _ => Err(out_of_range(&integer, name)),
    }
}

fn wide_character(value: &Bound<'_, PyAny>, name: &str, high: u32) -> PyResult<u64> {
    if let Some(code) = single_character(value, name)? {
        return if code <= high { Ok(u64::from(code)) } else { Err(out_of_range(value, name)) };
    }
    let integer = as_index(value, false, name).map_err(|_| wrong_type(value, name, "a character"))?;
    match integer.extract::<i64>() {
        Ok(number) if (0..=i64::from(high)).contains(&number) => Ok(number as u64),
        _ => Err(out_of_range(&integer, name)),
    }
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
    let text = code.to_ne_bytes();
    // SAFETY: one UTF-32 unit; surrogates pass, codes beyond Unicode are an error.
    let character = unsafe {
        Bound::from_owned_ptr_or_err(
            py,
            ffi::PyUnicode_FromKindAndData(ffi::PyUnicode_4BYTE_KIND as _, text.as_ptr().cast(), 1),
        )
    };
    character.map(Bound::unbind)
}

fn out_of_range(value: &Bound<'_, PyAny>, name: &str) -> PyErr {
    match value.repr() {
        Ok(repr) => PyValueError::new_err(format!("{repr} is out of range for {name}")),
        Err(error) => error,
    }
}

/// `TypeError` for an argument of a type that can never fit.
pub fn wrong_type(value: &Bound<'_, PyAny>, name: &str, expected: &str) -> PyErr {
    match value.get_type().qualname() {
        Ok(class) => PyTypeError::new_err(format!("{name}: expected {expected}, not {class}")),
        Err(error) => error,
    }
}

/// The x87 extended format, which Rust has no type for.
mod extended {
    use std::ffi::c_void;

    /// # Safety
    ///
    /// `address` points at a readable `long double`.
    pub(super) unsafe fn read(address: *const c_void) -> f64 {
        let mut value = 0.0f64;
        // SAFETY: the caller's promise; both instructions balance the x87 stack.
        unsafe {
            std::arch::asm!(
                "fld tbyte ptr [{address}]", "fstp qword ptr [{value}]",
                address = in(reg) address, value = in(reg) &raw mut value,
                out("st(0)") _, out("st(1)") _, out("st(2)") _, out("st(3)") _,
                out("st(4)") _, out("st(5)") _, out("st(6)") _, out("st(7)") _,
                options(nostack)
            );
        }
        value
    }

    /// # Safety
    ///
    /// `address` points at a writable `long double`.
    pub(super) unsafe fn write(address: *mut c_void, value: f64) {
        // SAFETY: the caller's promise; both instructions balance the x87 stack.
        unsafe {
            std::arch::asm!(
                "fld qword ptr [{value}]", "fstp tbyte ptr [{address}]",
                address = in(reg) address, value = in(reg) &raw const value,
                out("st(0)") _, out("st(1)") _, out("st(2)") _, out("st(3)") _,
                out("st(4)") _, out("st(5)") _, out("st(6)") _, out("st(7)") _,
                options(nostack)
            );
        }
    }
}

#[cfg(test)]
mod tests {
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
