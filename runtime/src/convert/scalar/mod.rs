//! Booleans, characters, integers and floating-point numbers: each travels in
//! one machine word and has one Python form in either direction.
//!
//! May not know: types that need a dictionary, calls.

mod extended;
mod python;

use std::ffi::{CStr, c_void};

use cppbind_abi::codes::TypeKind;

pub use python::wrong_type;

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

/// What is to be known of a scalar.
struct Facts {
    size: usize,
    family: Family,
    format: &'static CStr,
    name: &'static str,
}

const fn facts(size: usize, family: Family, format: &'static CStr, name: &'static str) -> Facts {
    Facts { size, family, format, name }
}

/// A row for each scalar, in the order of their declaration.
static FACTS: [Facts; 19] = [
    facts(1, Family::Bool, c"?", "bool"),
    facts(1, Family::Character, c"b", "char"),
    facts(1, Family::Signed, c"b", "signed char"),
    facts(1, Family::Unsigned, c"B", "unsigned char"),
    facts(4, Family::Character, c"i", "wchar_t"),
    facts(1, Family::Character, c"B", "char8_t"),
    facts(2, Family::Character, c"H", "char16_t"),
    facts(4, Family::Character, c"I", "char32_t"),
    facts(1, Family::Signed, c"b", "int8_t"),
    facts(1, Family::Unsigned, c"B", "uint8_t"),
    facts(2, Family::Signed, c"h", "short"),
    facts(2, Family::Unsigned, c"H", "unsigned short"),
    facts(4, Family::Signed, c"i", "int"),
    facts(4, Family::Unsigned, c"I", "unsigned int"),
    facts(8, Family::Signed, c"l", "long"),
    facts(8, Family::Unsigned, c"L", "unsigned long"),
    facts(4, Family::Floating, c"f", "float"),
    facts(8, Family::Floating, c"d", "double"),
    facts(16, Family::Floating, c"g", "long double"),
];

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

    /// What is to be known of it.
    const fn facts(self) -> &'static Facts {
        &FACTS[self as usize]
    }

    /// `sizeof`.
    pub const fn size(self) -> usize {
        self.facts().size
    }

    /// What kind of number it is, beside its size.
    pub const fn family(self) -> Family {
        self.facts().family
    }

    /// The struct module's format character, in native mode.
    pub const fn format(self) -> &'static CStr {
        self.facts().format
    }

    /// The C++ name, for messages.
    pub const fn name(self) -> &'static str {
        self.facts().name
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

    /// The number of such a format; `None` for others than [`Scalar::format`] gives.
    pub fn of_format(format: &CStr) -> Option<Self> {
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
}
