//! What Python's buffers say of their elements: the struct module's formats, with PEP 3118's additions for structs,
//! nested arrays and complex numbers, which NumPy reads as dtypes.
//!
//! May not know: where elements are.

use std::ffi::{CStr, CString};

use cppbind_abi::codes::{ClassFlags, DataMemberFlags, NameKind};
use cppbind_abi::records::{DataMemberRecord, NameRecord};
use pyo3::exceptions::PyBufferError;
use pyo3::prelude::*;

use super::kind::{Kind, is_class_named, is_const};
use super::scalar::Scalar;
use crate::registry::{self, Class, Type};

/// An element of a buffer.
#[derive(Clone, Debug)]
pub struct Format {
    /// The element as PEP 3118 spells it.
    pub text: CString,
    /// The size of one element in bytes.
    pub size: usize,
    /// The extents of the arrays that the elements lie in, the outermost first.
    pub extents: Vec<isize>,
    /// Whether an element, or a part of it, cannot be assigned.
    pub read_only: bool,
}

/// The format of memory of a type; BufferError for types that are more than their bytes, or that dictionaries do
/// not describe.
pub fn of(ty: Type) -> PyResult<Format> {
    let (mut element, mut extents) = (ty, Vec::new());
    let mut read_only = is_const(ty);
    while let Some((inner, count)) = row(element)? {
        extents.push(count);
        element = inner;
        read_only |= is_const(element);
    }
    if let Kind::Scalar(scalar) | Kind::Enumeration(scalar) = Kind::of(element)? {
        let size = scalar.size();
        return Ok(Format { text: scalar.format().to_owned(), size, extents, read_only });
    }
    if let Some((text, size)) = complex(element)? {
        return Ok(Format { text: text.to_owned(), size, extents, read_only });
    }
    let class =
        registry::class_of(element)?.ok_or_else(|| refused(element, "it is no number and no struct"))?;
    // Without the alignment that is implied otherwise: what lies between members is told by itself.
    let mut text = String::from("T{^");
    let mut members = Members { read_only: &mut read_only, text: &mut text };
    let end = members.add(element, class, 0, 0)?;
    if end == 0 {
        return Err(refused(element, "none of its members is known"));
    }
    pad(&mut text, end, class.record.size as usize);
    text.push('}');
    let text = CString::new(text).map_err(|_| refused(element, "a name in it has a NUL"))?;
    Ok(Format { text, size: class.record.size as usize, extents, read_only })
}

/// The type and number of the elements of an array, C's or the standard library's.
fn row(ty: Type) -> PyResult<Option<(Type, isize)>> {
    match Kind::of(ty)? {
        Kind::Array(element, Some(count)) => Ok(isize::try_from(count).ok().map(|count| (element, count))),
        Kind::Class => {
            let Some(class) =
                registry::class_of(ty)?.filter(|class| class.qualified.starts_with("std::array<"))
            else {
                return Ok(None);
            };
            let Some(element) = registry::alias(class, "value_type")? else { return Ok(None) };
            let size = super::kind::size_of_type(element)?.filter(|size| *size > 0);
            // An array of none has a size all the same.
            let count = size.map(|size| class.record.size as usize / size);
            Ok(count
                .filter(|_| !class.qualified.ends_with(",0>"))
                .map(|count| (element, count.cast_signed())))
        }
        _ => Ok(None),
    }
}

/// Complex numbers, which C++ lays out as two numbers, the real part first.
fn complex(ty: Type) -> PyResult<Option<(&'static CStr, usize)>> {
    for (name, text, size) in [
        ("std::complex<float>", c"Zf", 8),
        ("std::complex<double>", c"Zd", 16),
        ("std::complex<long double>", c"Zg", 32),
    ] {
        if is_class_named(ty, name)? {
            return Ok(Some((text, size)));
        }
    }
    Ok(None)
}

/// The members of a struct, written one after the other.
struct Members<'a> {
    text: &'a mut String,
    read_only: &'a mut bool,
}

impl Members<'_> {
    /// Adds those of a class that lies at `start`, of which `end` is what was told so far; returns the new end.
    fn add(&mut self, whole: Type, class: &'static Class, start: usize, mut end: usize) -> PyResult<usize> {
        let flags = class.flags();
        if flags.has(ClassFlags::INCOMPLETE) {
            return Err(refused(whole, "it is declared only"));
        }
        if !flags.has(ClassFlags::TRIVIALLY_COPYABLE)
            || flags.has(ClassFlags::POLYMORPHIC)
            || flags.has(ClassFlags::VIRTUAL_BASES)
        {
            return Err(refused(whole, "copying its bytes does not copy it"));
        }
        if flags.has(ClassFlags::UNION) {
            return Err(refused(whole, "members of unions share their bytes"));
        }
        for base in class.bases()? {
            let Some(offset) = class.offset_to(base.class) else {
                return Err(refused(whole, "a base has no fixed place"));
            };
            end = self.add(whole, base.class, start + offset.unsigned_abs(), end)?;
        }
        let mut members = data_members(class)?;
        members.sort_by_key(|(_, member)| member.offset);
        for (name, member) in members {
            if DataMemberFlags(member.flags).has(DataMemberFlags::BIT_FIELD)
                || DataMemberFlags(member.flags).has(DataMemberFlags::REFERENCE)
            {
                return Err(refused(whole, &format!("its member {name} has no bytes of its own")));
            }
            let ty = Type::new(class.dictionary, member.ty)?;
            let at = start + member.offset as usize;
            if at < end {
                return Err(refused(whole, &format!("its member {name} shares bytes with another one")));
            }
            pad(self.text, end, at);
            *self.read_only |= DataMemberFlags(member.flags).has(DataMemberFlags::CONST);
            end = at + self.member(whole, name, ty)?;
        }
        Ok(end)
    }

    /// Adds one member; returns its size.
    fn member(&mut self, whole: Type, name: &str, ty: Type) -> PyResult<usize> {
        // Addresses are shown as integers.
        let (format, size) = if matches!(Kind::of(ty)?, Kind::Pointer(_) | Kind::Null) {
            *self.read_only |= is_const(ty);
            (
                Format {
                    text: Scalar::U64.format().to_owned(),
                    size: 8,
                    extents: Vec::new(),
                    read_only: false,
                },
                8,
            )
        } else {
            let format = of(ty).map_err(|_| refused(whole, &format!("its member {name} is none")))?;
            let count = format.extents.iter().product::<isize>().unsigned_abs();
            let size = format.size * count;
            (format, size)
        };
        *self.read_only |= format.read_only;
        if !format.extents.is_empty() {
            let extents: Vec<String> = format.extents.iter().map(isize::to_string).collect();
            self.text.push_str(&format!("({})", extents.join(",")));
        }
        self.text.push_str(&format!("{}:{name}:", format.text.to_string_lossy()));
        Ok(size)
    }
}

/// The non-static data members that a class declares itself.
fn data_members(class: &'static Class) -> PyResult<Vec<(&'static str, &'static DataMemberRecord)>> {
    let mut members = Vec::new();
    for record in class.names()? {
        let record: &NameRecord = record;
        if class.dictionary.kind(record)? == NameKind::DataMember {
            let member = class.dictionary.get::<DataMemberRecord>(record.index)?;
            if !DataMemberFlags(member.flags).has(DataMemberFlags::STATIC) {
                members.push((class.dictionary.name(member.name)?, member));
            }
        }
    }
    Ok(members)
}

fn pad(text: &mut String, from: usize, to: usize) {
    match to.saturating_sub(from) {
        0 => {}
        1 => text.push('x'),
        bytes => text.push_str(&format!("{bytes}x")),
    }
}

fn refused(ty: Type, why: &str) -> PyErr {
    let spelling = ty.spelling().unwrap_or("?");
    PyBufferError::new_err(format!("a {spelling} is no element of a buffer: {why}"))
}
