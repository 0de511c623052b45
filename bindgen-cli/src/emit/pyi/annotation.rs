//! C++ types as Python annotations: what a parameter accepts, what a result is.

use super::Stub;
use super::container::alternatives;
use crate::analysis::{held_class, is_function_wrapper, is_wide_string, string_type};
use crate::ir::{Builtin, FunctionId, RecordId, TypeId, TypeKind};

/// Where no narrower type can be told.
pub(super) const ANY: &str = "_Any";

impl Stub<'_> {
    /// What a parameter of this type accepts.
    pub(super) fn accepted(&self, ty: TypeId) -> String {
        match self.ir[ty].kind {
            TypeKind::Builtin(builtin) => self.accepted_builtin(builtin),
            TypeKind::Enum(id) => match self.paths.enumeration(id) {
                Some(path) => format!("{path} | {}", self.builtin("int")),
                None => self.builtin("int"),
            },
            TypeKind::Record(_) if string_type(self.ir, ty).is_some() => self.text(),
            TypeKind::Record(record) => self.accepted_record(record, true),
            TypeKind::LValueReference(inner) if !self.ir[inner].qualifiers.is_const => {
                match self.ir[inner].kind {
                    TypeKind::Record(record) if string_type(self.ir, inner).is_none() => {
                        self.accepted_record(record, false)
                    }
                    _ => ANY.to_owned(),
                }
            }
            TypeKind::LValueReference(inner) | TypeKind::RValueReference(inner) => self.accepted(inner),
            TypeKind::Pointer(inner) => self.accepted_pointer(inner),
            TypeKind::Array(..)
            | TypeKind::UnboundedArray(_)
            | TypeKind::Function { .. }
            | TypeKind::Unsupported(_) => ANY.to_owned(),
        }
    }

    /// What a result, or a variable that is read, is.
    pub(super) fn returned(&self, ty: TypeId) -> String {
        match self.ir[ty].kind {
            TypeKind::Builtin(builtin) => self.returned_builtin(builtin),
            TypeKind::Enum(id) => {
                self.paths.enumeration(id).map_or_else(|| self.builtin("int"), str::to_owned)
            }
            TypeKind::Record(_) if string_type(self.ir, ty).is_some() => self.builtin("str"),
            TypeKind::Record(record) if is_wide_string(&self.ir[record]) => self.builtin("str"),
            TypeKind::Record(record) => {
                let shown = held_class(self.ir, record).filter(|held| held.is_owned);
                self.record_annotation(shown.map_or(record, |held| held.class))
            }
            TypeKind::LValueReference(inner)
                if !self.ir[inner].qualifiers.is_const && string_type(self.ir, inner).is_some() =>
            {
                ANY.to_owned()
            }
            TypeKind::LValueReference(inner)
                if !self.ir[inner].qualifiers.is_const && self.is_wide(inner) =>
            {
                ANY.to_owned()
            }
            TypeKind::LValueReference(inner) | TypeKind::RValueReference(inner) => self.returned(inner),
            TypeKind::Pointer(inner) if self.is_text(inner) => self.builtin("str"),
            TypeKind::Pointer(inner) => self
                .ir
                .as_record(inner)
                .map_or_else(|| ANY.to_owned(), |record| self.record_annotation(record)),
            TypeKind::Array(..)
            | TypeKind::UnboundedArray(_)
            | TypeKind::Function { .. }
            | TypeKind::Unsupported(_) => ANY.to_owned(),
        }
    }

    fn is_wide(&self, ty: TypeId) -> bool {
        self.ir.as_record(ty).is_some_and(|record| is_wide_string(&self.ir[record]))
    }

    fn record_annotation(&self, record: RecordId) -> String {
        self.paths.record(record).unwrap_or(ANY).to_owned()
    }

    fn text(&self) -> String {
        format!("{} | {}", self.builtin("str"), self.builtin("bytes"))
    }

    /// `const char*`
    fn is_text(&self, pointee: TypeId) -> bool {
        let pointee = &self.ir[pointee];
        pointee.kind == TypeKind::Builtin(Builtin::Char) && pointee.qualifiers.is_const
    }

    /// A class, and where C++ makes a temporary, what its converting constructors take.
    fn accepted_record(&self, record: RecordId, converts: bool) -> String {
        let mut accepted = vec![self.record_annotation(record)];
        if let Some(held) = held_class(self.ir, record) {
            // Pointers are in namespace std, of which stubs know little, and few users have one.
            accepted = vec![self.record_annotation(held.class)];
        }
        let class = self.facts.classes.iter().find(|class| class.id == record).filter(|_| converts);
        let constructors =
            class.and_then(|class| class.constructors).map_or(&[][..], |set| &self.facts.sets[set].functions);
        for ty in constructors.iter().filter_map(|id| self.converted_from(*id)) {
            accepted.extend(alternatives(&self.accepted(ty)));
        }
        if converts && is_function_wrapper(&self.ir[record]) {
            accepted.push(self.wrapped_callable(record));
        }
        if converts && is_wide_string(&self.ir[record]) {
            accepted.push(self.builtin("str"));
        }
        if converts {
            accepted.extend(self.collections(record));
            accepted.extend(self.values(record));
        }
        let mut unique: Vec<String> = Vec::new();
        for one in accepted {
            if one == ANY {
                return ANY.to_owned();
            }
            if !unique.contains(&one) {
                unique.push(one);
            }
        }
        unique.join(" | ")
    }

    /// What a converting constructor takes, unless that is a class: C++ makes one temporary, not a chain.
    fn converted_from(&self, constructor: FunctionId) -> Option<TypeId> {
        let function = &self.ir[constructor];
        let [first, rest @ ..] = function.parameters.as_slice() else { return None };
        let converts = !function.explicit && !self.facts.implicit.contains_key(&constructor);
        let innermost = self.ir.innermost(first.ty);
        let is_class = self.ir.as_record(innermost).is_some() && string_type(self.ir, innermost).is_none();
        let alone = rest.iter().all(|parameter| parameter.default.is_some());
        (converts && alone && !is_class).then_some(first.ty)
    }

    fn accepted_pointer(&self, inner: TypeId) -> String {
        if self.is_text(inner) {
            return format!("{} | None", self.text());
        }
        match self.ir[inner].kind {
            TypeKind::Record(record) => match self.paths.record(record) {
                Some(path) => format!("{path} | None"),
                None => ANY.to_owned(),
            },
            TypeKind::Function { .. } => format!("{} | None", self.callable(inner)),
            _ => ANY.to_owned(),
        }
    }

    fn accepted_builtin(&self, builtin: Builtin) -> String {
        match (builtin, self.returned_builtin(builtin)) {
            // A character is a string of length 1, or its code.
            (_, text) if text == self.builtin("str") => format!("{text} | {}", self.builtin("int")),
            (_, other) => other,
        }
    }

    fn returned_builtin(&self, builtin: Builtin) -> String {
        match builtin {
            Builtin::Void | Builtin::NullPtr => "None".to_owned(),
            Builtin::Bool => self.builtin("bool"),
            Builtin::Char
            | Builtin::SChar
            | Builtin::UChar
            | Builtin::WChar
            | Builtin::Char8
            | Builtin::Char16
            | Builtin::Char32 => self.builtin("str"),
            Builtin::Float | Builtin::Double | Builtin::LongDouble => self.builtin("float"),
            Builtin::Int8
            | Builtin::UInt8
            | Builtin::Short
            | Builtin::UShort
            | Builtin::Int
            | Builtin::UInt
            | Builtin::Long
            | Builtin::ULong
            | Builtin::LongLong
            | Builtin::ULongLong => self.builtin("int"),
        }
    }
}
