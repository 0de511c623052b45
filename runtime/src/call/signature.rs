//! How one function is called: converters, defaults and stubs, chosen when it is
//! first called.
//!
//! May not know: other overloads, Python's calling conventions.

use std::ffi::c_void;
use std::ptr::NonNull;

use cppbind_abi::NONE;
use cppbind_abi::codes::{Carrier, DefaultKind, FunctionFlags, TableKind};
use cppbind_abi::records::{FunctionRecord, ParameterRecord};

use super::rank;
use super::result::Returned;
use crate::convert::argument::Argument;
use crate::convert::kind::Kind;
use crate::convert::scalar::Scalar;
use crate::dictionary::{Damaged, Dictionary};
use crate::registry::{self, Class, Type};

/// Everything about a function that a call needs.
#[derive(Debug)]
pub(crate) struct Signature {
    /// Its parameters.
    pub(crate) parameters: Vec<Parameter>,
    /// How many have no default.
    pub(crate) required: usize,
    /// Its result.
    pub(crate) result: Returned,
    /// Where it stands among the overloads: higher is tried first.
    pub(crate) priority: i32,
    stubs: Vec<Option<NonNull<c_void>>>,
    /// The same without virtual dispatch; empty where there is none.
    direct: Vec<Option<NonNull<c_void>>>,
}

/// One parameter.
#[derive(Debug)]
pub(crate) struct Parameter {
    /// Its C++ name; empty where the header gives none.
    pub(crate) name: &'static str,
    /// Its converter.
    pub(crate) argument: Argument,
    /// What stands for it when it is left out in the middle.
    pub(crate) default: Default,
}

/// A default argument.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Default {
    /// There is none.
    None,
    /// The word itself.
    Word(u64),
    /// A stub that computes it.
    Stub(NonNull<c_void>),
    /// It can only be left out from the right.
    Unspellable,
}

impl Signature {
    /// Reads a function's records.
    pub(crate) fn of(
        dictionary: &'static Dictionary,
        record: &'static FunctionRecord,
    ) -> Result<Self, Damaged> {
        let flags = FunctionFlags(record.flags);
        let result = Type::new(dictionary, record.result)?;
        let carrier = Carrier::from_raw(record.result_carrier)
            .ok_or_else(|| dictionary.damaged(TableKind::Types, record.result))?;
        let constructor = flags.has(FunctionFlags::CONSTRUCTOR);
        let lasting = constructor || may_refer(result, carrier)?;
        let records = dictionary
            .range::<ParameterRecord>(record.parameters_first, u32::from(record.parameters_count))?;
        let required = usize::from(record.required);
        let Some(stub_count) = (records.len() + 1).checked_sub(required) else {
            return Err(dictionary.damaged(TableKind::Parameters, record.parameters_first));
        };
        let parameters = records
            .iter()
            .map(|parameter| Parameter::of(dictionary, parameter, lasting))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Self {
            priority: rank::priority(dictionary, record, &parameters)?,
            required,
            result: Returned::of(result, carrier, constructor)?,
            stubs: stubs(dictionary, record.stubs, stub_count)?,
            direct: match record.direct_stubs {
                NONE => Vec::new(),
                first => stubs(dictionary, first, stub_count)?,
            },
            parameters,
        })
    }

    /// A function behind a pointer: one address, no defaults, no names.
    pub(crate) fn of_pointer(ty: Type, address: NonNull<c_void>) -> Result<Self, Damaged> {
        let result = ty.element()?;
        let list = ty
            .dictionary
            .range::<cppbind_abi::records::TypeListEntry>(ty.record.declaration, ty.record.count as u32)?;
        let parameters = list
            .iter()
            .map(|entry| {
                let parameter = Type::new(ty.dictionary, entry.ty)?;
                let record = ParameterRecord {
                    default_bits: 0,
                    name: 0,
                    ty: entry.ty,
                    default_text: NONE,
                    default_stub: NONE,
                    flags: 0,
                    carrier: value_carrier(parameter)? as u8,
                    default_kind: DefaultKind::None as u8,
                    reserved: 0,
                };
                Parameter::of(ty.dictionary, &record, false)
            })
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Self {
            required: parameters.len(),
            result: Returned::of(result, value_carrier(result)?, false)?,
            priority: 0,
            stubs: vec![Some(address)],
            direct: Vec::new(),
            parameters,
        })
    }

    /// The stub for so many arguments.
    pub(crate) fn stub(&self, arguments: usize, direct: bool) -> Option<NonNull<c_void>> {
        let stubs = if direct && !self.direct.is_empty() { &self.direct } else { &self.stubs };
        stubs.get(arguments.checked_sub(self.required)?).copied().flatten()
    }

    /// Whether there are stubs that call without virtual dispatch.
    pub(crate) fn has_direct(&self) -> bool {
        !self.direct.is_empty()
    }

    /// Whether the stub's C signature is that of the C++ function itself, so that
    /// its address may stand for the function's.
    pub(crate) fn is_natural(&self) -> bool {
        is_natural(self.result.ty(), self.result.carrier())
            && self.parameters.iter().all(|parameter| {
                is_natural(parameter.argument.ty, parameter.argument.carrier)
                    && !matches!(Kind::of(parameter.argument.ty), Ok(Kind::Class))
            })
    }
}

/// Whether a stub passes a value as the C++ function itself does: not where the
/// stub unpacks a const reference, a string or a `long double`.
fn is_natural(ty: Type, carrier: Carrier) -> bool {
    let own = value_carrier(ty);
    !matches!(carrier, Carrier::Text | Carrier::Object)
        && own.is_ok_and(|own| own == carrier)
        && !matches!(Kind::of(ty), Ok(Kind::Scalar(Scalar::F80)))
}

impl Parameter {
    /// The class of a parameter `T`, `const T&` or `T&&`.
    pub(super) fn class(&self) -> Result<Option<&'static Class>, Damaged> {
        let ty = match Kind::of(self.argument.ty)? {
            Kind::Reference(referent, _) => referent,
            _ => self.argument.ty,
        };
        match Kind::of(ty)? {
            Kind::Class => registry::class_of(ty),
            _ => Ok(None),
        }
    }

    fn of(dictionary: &'static Dictionary, record: &ParameterRecord, lasting: bool) -> Result<Self, Damaged> {
        let argument = Argument::new(dictionary, record, lasting)?;
        let kind = DefaultKind::from_raw(record.default_kind)
            .ok_or_else(|| dictionary.damaged(TableKind::Parameters, record.name))?;
        let double = |value: f64| match argument.carrier {
            Carrier::F32 => u64::from((value as f32).to_bits()),
            _ => value.to_bits(),
        };
        let floating = matches!(argument.carrier, Carrier::F32 | Carrier::F64);
        let default = match kind {
            DefaultKind::None => Default::None,
            DefaultKind::Signed if floating => Default::Word(double(record.default_bits as i64 as f64)),
            DefaultKind::Unsigned if floating => Default::Word(double(record.default_bits as f64)),
            DefaultKind::Signed | DefaultKind::Unsigned => Default::Word(record.default_bits),
            DefaultKind::Float => Default::Word(double(f64::from_bits(record.default_bits))),
            DefaultKind::Null => Default::Word(0),
            DefaultKind::Stub => match dictionary.stub(record.default_stub)? {
                Some(stub) => Default::Stub(stub),
                None => Default::Unspellable,
            },
            DefaultKind::Unspellable => Default::Unspellable,
        };
        Ok(Self { name: dictionary.text(record.name)?.unwrap_or(""), argument, default })
    }
}

fn stubs(
    dictionary: &'static Dictionary,
    first: u32,
    count: usize,
) -> Result<Vec<Option<NonNull<c_void>>>, Damaged> {
    if first == NONE {
        return Ok(vec![None; count]);
    }
    (0..count as u32).map(|offset| dictionary.stub(first.saturating_add(offset))).collect()
}

/// Whether a result is or may hold a pointer, reference or view, so that text
/// arguments must live as long as it.
fn may_refer(result: Type, carrier: Carrier) -> Result<bool, Damaged> {
    Ok(match Kind::of(result)? {
        Kind::Void | Kind::Null | Kind::Scalar(_) | Kind::Enumeration(_) => false,
        Kind::Class => carrier == Carrier::Object || result.spelling()?.ends_with("view"),
        Kind::Reference(..) => matches!(carrier, Carrier::Pointer | Carrier::Text),
        _ => true,
    })
}

/// How a value travels in a C++ function's own signature, where that is natural C:
/// references to strings are addresses there.
fn value_carrier(ty: Type) -> Result<Carrier, Damaged> {
    Ok(match Kind::of(ty)? {
        Kind::Pointer(_) | Kind::Reference(..) | Kind::Array(..) | Kind::Function | Kind::Null => {
            Carrier::Pointer
        }
        _ => Carrier::from_raw(ty.record.carrier)
            .ok_or_else(|| ty.dictionary.damaged(TableKind::Types, ty.index))?,
    })
}
