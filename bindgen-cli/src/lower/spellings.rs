//! The spellings of types, made when the names of all classes are known.
//!
//! A private class gets its accessible alias late, so no type is spelled before
//! the walk ends.

use cppbind_abi::spelling::normalize;

use super::context::Lowering;
use crate::ir::{Builtin, Function, FunctionKind, Ir, Qualifiers, TypeId, TypeKind};

/// For whom a type is spelled.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reader {
    /// Users, and dictionaries: the normal spelling.
    User,
    /// The C++ compiler, from any scope.
    Compiler,
}

impl Lowering<'_> {
    /// The normal spelling of a type whose classes are known.
    pub(super) fn normal_spelling(&self, ty: TypeId) -> String {
        normalize(&declare(&self.ir, ty, "", Reader::User))
    }

    /// Fills in the spellings of all types, and of what is called by a type's name.
    pub(super) fn spell_types(&mut self) {
        for index in 0..self.ir.types.len() {
            let id = TypeId(index as u32);
            let spelling = self.normal_spelling(id);
            let cpp = declare(&self.ir, id, "", Reader::Compiler);
            let ty = &mut self.ir.types[index];
            ty.spelling = spelling;
            ty.cpp = cpp;
        }
        for index in 0..self.ir.functions.len() {
            if self.ir.functions[index].kind == FunctionKind::Conversion {
                let target = &self.ir[self.ir.functions[index].result];
                let (name, cpp) =
                    (format!("operator {}", target.spelling), format!("operator {}", target.cpp));
                self.ir.functions[index].name = name;
                self.ir.functions[index].cpp = cpp;
            }
        }
    }
}

/// C++'s declaration of `declarator` with the type; a type-id where it is empty.
fn declare(ir: &Ir, id: TypeId, declarator: &str, reader: Reader) -> String {
    let ty = &ir[id];
    let qualifiers = ty.qualifiers;
    let indirect = |inner: TypeId, symbol: &str| {
        let mut text = symbol.to_owned();
        if qualifiers.is_const {
            text += " const";
        }
        if qualifiers.is_volatile {
            text += " volatile";
        }
        if text.len() > symbol.len() && declarator.starts_with(|character: char| character.is_alphanumeric())
        {
            text.push(' ');
        }
        text += declarator;
        if matches!(
            ir[inner].kind,
            TypeKind::Array(..) | TypeKind::UnboundedArray(_) | TypeKind::Function { .. }
        ) {
            text = format!("({text})");
        }
        declare(ir, inner, &text, reader)
    };
    match &ty.kind {
        TypeKind::Pointer(inner) => indirect(*inner, "*"),
        TypeKind::LValueReference(inner) => indirect(*inner, "&"),
        TypeKind::RValueReference(inner) => indirect(*inner, "&&"),
        TypeKind::Array(element, extent) => declare(ir, *element, &format!("{declarator}[{extent}]"), reader),
        TypeKind::UnboundedArray(element) => declare(ir, *element, &format!("{declarator}[]"), reader),
        TypeKind::Function { result, parameters, variadic } => {
            let mut list: Vec<String> =
                parameters.iter().map(|parameter| declare(ir, *parameter, "", reader)).collect();
            if *variadic {
                list.push("...".to_owned());
            }
            declare(ir, *result, &format!("{declarator}({})", list.join(", ")), reader)
        }
        TypeKind::Builtin(builtin) => simple(builtin_name(*builtin, reader), qualifiers, declarator),
        TypeKind::Record(record) => {
            let record = &ir[*record];
            simple(
                if reader == Reader::User { &record.qualified } else { &record.cpp },
                qualifiers,
                declarator,
            )
        }
        TypeKind::Enum(id) => match reader {
            Reader::User => simple(&ir[*id].qualified, qualifiers, declarator),
            Reader::Compiler => simple(&enum_cpp(ir, *id), qualifiers, declarator),
        },
        TypeKind::Unsupported(reason) => {
            let name = reason.split('`').nth(1).unwrap_or(reason);
            simple(name, qualifiers, declarator)
        }
    }
}

/// An enumeration in generated code; one without a name is its first enumerator's type.
fn enum_cpp(ir: &Ir, id: crate::ir::EnumId) -> String {
    let enumeration = &ir[id];
    if !enumeration.name.is_empty() {
        // A function of the same name hides the type ([basic.scope.hiding]).
        let hides =
            |function: &Function| function.scope == enumeration.scope && function.name == enumeration.name;
        let keyword = if ir.functions.iter().any(hides) { "enum " } else { "" };
        return format!("{keyword}::{}", enumeration.qualified);
    }
    let scope = enumeration.qualified.rsplit_once("::").map_or("", |(scope, _)| scope);
    let first = enumeration.enumerators.first().map_or("", |first| &first.name);
    let separator = if scope.is_empty() { "" } else { "::" };
    format!("decltype(::{scope}{separator}{first})")
}

fn simple(name: &str, qualifiers: Qualifiers, declarator: &str) -> String {
    let mut text = String::new();
    if qualifiers.is_const {
        text += "const ";
    }
    if qualifiers.is_volatile {
        text += "volatile ";
    }
    text += name;
    if declarator.starts_with(|character: char| character.is_alphanumeric()) {
        text.push(' ');
    }
    text + declarator
}

/// The name of a builtin type: readers see `int8_t` and `std::nullptr_t`, which the compiler may not know without their headers.
fn builtin_name(builtin: Builtin, reader: Reader) -> &'static str {
    match (builtin, reader) {
        (Builtin::NullPtr, Reader::Compiler) => "decltype(nullptr)",
        (_, Reader::Compiler) => builtin.cpp_name(),
        (Builtin::Int8, _) => "int8_t",
        (Builtin::UInt8, _) => "uint8_t",
        _ => builtin.cpp_name(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::Type;

    fn push(ir: &mut Ir, kind: TypeKind, is_const: bool) -> TypeId {
        let qualifiers = Qualifiers { is_const, is_volatile: false };
        ir.types.push(Type { kind, qualifiers, spelling: String::new(), cpp: String::new() });
        TypeId(ir.types.len() as u32 - 1)
    }

    #[test]
    fn declarators_nest() {
        let mut ir = Ir::default();
        let int = push(&mut ir, TypeKind::Builtin(Builtin::Int), false);
        let text = push(&mut ir, TypeKind::Builtin(Builtin::Char), true);
        let text_pointer = push(&mut ir, TypeKind::Pointer(text), true);
        let array = push(&mut ir, TypeKind::Array(text_pointer, 3), false);
        let to_array = push(&mut ir, TypeKind::LValueReference(array), false);
        let function = push(
            &mut ir,
            TypeKind::Function { result: int, parameters: vec![text_pointer, to_array], variadic: true },
            false,
        );
        let callback = push(&mut ir, TypeKind::Pointer(function), false);
        let spelled = |id| declare(&ir, id, "", Reader::Compiler);
        assert_eq!(spelled(text_pointer), "const char* const");
        assert_eq!(spelled(array), "const char* const[3]");
        assert_eq!(spelled(to_array), "const char* const(&)[3]");
        assert_eq!(spelled(callback), "int(*)(const char* const, const char* const(&)[3], ...)");
    }
}
