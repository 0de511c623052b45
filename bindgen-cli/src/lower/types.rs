//! Types.

use super::context::Lowering;
use crate::clang::{Type as ClangType, TypeKind as ClangKind};
use crate::ir::{Builtin, Qualifiers, Type, TypeId, TypeKind};

impl<'tu> Lowering<'tu> {
    /// A type as a declaration has it. Classes that it mentions are bound as far as the current distance allows.
    pub(super) fn ty(&mut self, ty: ClangType<'tu>) -> TypeId {
        let key = ty.identity();
        let id = match self.seen_types.get(&key) {
            Some(&id) => id,
            None => {
                let id = self.lower_type(ty);
                self.seen_types.insert(key, id);
                id
            }
        };
        if self.distance.is_some() {
            self.mention(id);
        }
        id
    }

    /// A parameter's type: arrays and functions decay.
    pub(super) fn parameter_type(&mut self, ty: ClangType<'tu>) -> TypeId {
        let id = self.ty(ty);
        match self.ir[id].kind {
            TypeKind::Array(element, _) | TypeKind::UnboundedArray(element) => {
                self.intern(TypeKind::Pointer(element), Qualifiers::default())
            }
            TypeKind::Function { .. } => self.intern(TypeKind::Pointer(id), Qualifiers::default()),
            _ => id,
        }
    }

    /// `void`.
    pub(super) fn void(&mut self) -> TypeId {
        self.intern(TypeKind::Builtin(Builtin::Void), Qualifiers::default())
    }

    fn lower_type(&mut self, ty: ClangType<'tu>) -> TypeId {
        if let Some(builtin) = small_integer(ty) {
            let canonical = ty.canonical();
            let qualifiers =
                Qualifiers { is_const: canonical.is_const(), is_volatile: canonical.is_volatile() };
            return self.intern(TypeKind::Builtin(builtin), qualifiers);
        }
        let (ty, qualifiers) = desugar(ty);
        let kind = self.kind(ty);
        match kind {
            // The qualifiers of an array are its elements'.
            TypeKind::Array(element, extent) => {
                let element = self.qualified(element, qualifiers);
                self.intern(TypeKind::Array(element, extent), Qualifiers::default())
            }
            TypeKind::UnboundedArray(element) => {
                let element = self.qualified(element, qualifiers);
                self.intern(TypeKind::UnboundedArray(element), Qualifiers::default())
            }
            TypeKind::LValueReference(_) | TypeKind::RValueReference(_) | TypeKind::Function { .. } => {
                self.intern(kind, Qualifiers::default())
            }
            _ => self.intern(kind, qualifiers),
        }
    }

    fn kind(&mut self, ty: ClangType<'tu>) -> TypeKind {
        let unsupported = |reason: &str| TypeKind::Unsupported(format!("`{}` {reason}", ty.spelling()));
        match ty.kind() {
            ClangKind::Pointer => self.around(ty.pointee(), TypeKind::Pointer),
            ClangKind::LValueReference => self.around(ty.pointee(), TypeKind::LValueReference),
            ClangKind::RValueReference => self.around(ty.pointee(), TypeKind::RValueReference),
            ClangKind::Array => match ty.array_size() {
                Some(extent) => self.around(ty.element(), |element| TypeKind::Array(element, extent)),
                None => unsupported("has no extent"),
            },
            ClangKind::UnboundedArray => self.around(ty.element(), TypeKind::UnboundedArray),
            ClangKind::Record => match ty.declaration() {
                Some(declaration) if declaration.spelling() == "__va_list_tag" => {
                    TypeKind::Unsupported("`va_list` cannot be made outside C++".to_owned())
                }
                Some(declaration) => TypeKind::Record(self.record(declaration)),
                None => unsupported("has no declaration"),
            },
            ClangKind::Enum => match ty.declaration() {
                Some(declaration) => TypeKind::Enum(self.enumeration(declaration)),
                None => unsupported("has no declaration"),
            },
            ClangKind::Function => {
                let Some(result) = ty.result() else { return unsupported("has no result type") };
                if is_of_member(ty) {
                    return unsupported("is the type of a member function");
                }
                TypeKind::Function {
                    result: self.ty(result),
                    parameters: ty
                        .parameters()
                        .into_iter()
                        .map(|parameter| self.parameter_type(parameter))
                        .collect(),
                    variadic: ty.is_variadic(),
                }
            }
            ClangKind::MemberPointer => unsupported("is a pointer to member"),
            ClangKind::Auto => unsupported("is a deduced type that no call has fixed"),
            other => {
                // libclang has no kind for it, and spells its qualifiers.
                match builtin(other)
                    .or_else(|| (ty.spelling().ends_with("char8_t")).then_some(Builtin::Char8))
                {
                    Some(builtin) => TypeKind::Builtin(builtin),
                    None if ty.kind() == ClangKind::Unexposed => {
                        unsupported("depends on template parameters")
                    }
                    None => unsupported("has no equivalent in dictionaries"),
                }
            }
        }
    }

    fn around(&mut self, inner: Option<ClangType<'tu>>, kind: impl FnOnce(TypeId) -> TypeKind) -> TypeKind {
        match inner {
            Some(inner) => kind(self.ty(inner)),
            None => TypeKind::Unsupported("a pointer to nothing".to_owned()),
        }
    }

    fn qualified(&mut self, ty: TypeId, more: Qualifiers) -> TypeId {
        let Type { kind, qualifiers, .. } = self.ir[ty].clone();
        match kind {
            TypeKind::Array(element, extent) => {
                let element = self.qualified(element, more);
                self.intern(TypeKind::Array(element, extent), qualifiers)
            }
            kind => self.intern(
                kind,
                Qualifiers {
                    is_const: qualifiers.is_const || more.is_const,
                    is_volatile: qualifiers.is_volatile || more.is_volatile,
                },
            ),
        }
    }

    /// The id of a type; its spellings follow when all names are known.
    pub(super) fn intern(&mut self, kind: TypeKind, qualifiers: Qualifiers) -> TypeId {
        if let Some(&id) = self.types.get(&(kind.clone(), qualifiers)) {
            return id;
        }
        let id = TypeId(self.ir.types.len() as u32);
        self.ir.types.push(Type {
            kind: kind.clone(),
            qualifiers,
            spelling: String::new(),
            cpp: String::new(),
        });
        self.types.insert((kind, qualifiers), id);
        id
    }
}

/// Takes off typedefs and other sugar, keeping qualifiers.
fn desugar(ty: ClangType<'_>) -> (ClangType<'_>, Qualifiers) {
    let mut qualifiers = Qualifiers::default();
    let mut current = ty;
    loop {
        qualifiers.is_const |= current.is_const();
        qualifiers.is_volatile |= current.is_volatile();
        let next = match current.kind() {
            ClangKind::Typedef => current.declaration().and_then(|declaration| declaration.typedef_target()),
            ClangKind::Elaborated => current.named(),
            ClangKind::Attributed => current.modified(),
            ClangKind::Auto | ClangKind::Unexposed | ClangKind::Other(_) => Some(current.canonical()),
            _ => return (current, qualifiers),
        };
        match next {
            Some(next) if next != current => current = next,
            _ => return (current.canonical(), qualifiers),
        }
    }
}

/// Whether a function type has qualifiers behind its parameters: no function has such a type, but templates are
/// specialised with them. libclang tells only by the spelling.
fn is_of_member(ty: ClangType<'_>) -> bool {
    let spelling = ty.canonical().spelling();
    let behind = spelling.rsplit_once(')').map_or("", |(_, behind)| behind);
    ty.ref_qualifier().is_some() || behind.split_whitespace().any(|word| matches!(word, "const" | "volatile"))
}

/// `int8_t` or `uint8_t`, where the type is written so, at any depth of sugar.
fn small_integer(ty: ClangType<'_>) -> Option<Builtin> {
    let builtin = match ty.canonical().kind() {
        ClangKind::SChar => Builtin::Int8,
        ClangKind::UChar => Builtin::UInt8,
        _ => return None,
    };
    let mut current = ty;
    loop {
        let spelling = current.spelling();
        let name = spelling.rsplit([' ', ':']).next().unwrap_or_default();
        if matches!((builtin, name), (Builtin::Int8, "int8_t") | (Builtin::UInt8, "uint8_t")) {
            return Some(builtin);
        }
        let next = match current.kind() {
            ClangKind::Typedef => current.declaration().and_then(|declaration| declaration.typedef_target()),
            ClangKind::Elaborated => current.named(),
            _ => None,
        };
        current = next.filter(|next| *next != current)?;
    }
}

fn builtin(kind: ClangKind) -> Option<Builtin> {
    Some(match kind {
        ClangKind::Void => Builtin::Void,
        ClangKind::Bool => Builtin::Bool,
        ClangKind::Char => Builtin::Char,
        ClangKind::SChar => Builtin::SChar,
        ClangKind::UChar => Builtin::UChar,
        ClangKind::WChar => Builtin::WChar,
        ClangKind::Char16 => Builtin::Char16,
        ClangKind::Char32 => Builtin::Char32,
        ClangKind::Short => Builtin::Short,
        ClangKind::UShort => Builtin::UShort,
        ClangKind::Int => Builtin::Int,
        ClangKind::UInt => Builtin::UInt,
        ClangKind::Long => Builtin::Long,
        ClangKind::ULong => Builtin::ULong,
        ClangKind::LongLong => Builtin::LongLong,
        ClangKind::ULongLong => Builtin::ULongLong,
        ClangKind::Float => Builtin::Float,
        ClangKind::Double => Builtin::Double,
        ClangKind::LongDouble => Builtin::LongDouble,
        ClangKind::NullPtr => Builtin::NullPtr,
        _ => return None,
    })
}
