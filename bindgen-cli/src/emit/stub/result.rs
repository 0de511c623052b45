//! A C++ result: the C result type, the memory parameter, and the statement that hands it over.

use super::shape::{Shape, Through, pointer_to, specifier, unqualified};
use crate::analysis::StringType;
use crate::ir::{Builtin, Ir, TypeId};

/// The result of a stub.
pub(super) struct Returned {
    /// The C result type.
    pub(super) ty: String,
    /// The first parameter, where the caller gives memory.
    pub(super) memory: Option<&'static str>,
    /// Text before and behind the C++ expression.
    statement: (String, &'static str),
}

impl Returned {
    /// The statement that evaluates `expression` and returns its value.
    pub(super) fn statement(&self, expression: &str) -> String {
        format!("{}{expression}{}", self.statement.0, self.statement.1)
    }

    /// The parameters of a stub with this result.
    pub(super) fn parameters(&self, rest: impl IntoIterator<Item = String>) -> Vec<String> {
        self.memory.map(str::to_owned).into_iter().chain(rest).collect()
    }
}

/// How a result of this type is returned.
pub(super) fn returned(ir: &Ir, ty: TypeId) -> Returned {
    let by_value = |ty: String| Returned { ty, memory: None, statement: ("return ".into(), ";") };
    let into_memory = |memory, before: String, behind| Returned {
        ty: "void".into(),
        memory: Some(memory),
        statement: (before, behind),
    };
    let text = |before: &str, behind| {
        into_memory("::cppbind::TextResult* result", format!("::cppbind::text(result, {before}"), behind)
    };
    match Shape::of(ir, ty) {
        Shape::Void => Returned { ty: "void".into(), memory: None, statement: (String::new(), ";") },
        Shape::Null => by_value("void*".into()),
        Shape::Scalar(Builtin::LongDouble, _) => Returned {
            ty: "double".into(),
            memory: None,
            statement: ("return static_cast<double>(".into(), ");"),
        },
        Shape::Scalar(builtin, _) => by_value(builtin.cpp_name().into()),
        Shape::Enum(enumeration, ..) => {
            let underlying = unqualified(ir, ir[enumeration].underlying);
            let before = format!("return static_cast<{underlying}>(");
            Returned { ty: underlying, memory: None, statement: (before, ");") }
        }
        Shape::Pointer(ty, _) => by_value(specifier(ir, ty)),
        Shape::Text(StringType::String, Through::ConstReference) => text("", ");"),
        Shape::Text(StringType::String, _) => text("::new (::cppbind::storage(result)) std::string(", "));"),
        Shape::Text(StringType::View, _) => text("std::string_view(", "));"),
        Shape::Class(_, ty, _) => {
            into_memory("void* result", format!("::new (result) {}(", unqualified(ir, ty)), ");")
        }
        Shape::Reference(referent) => Returned {
            ty: pointer_to(ir, referent),
            memory: None,
            statement: ("return ::cppbind::address(".into(), ");"),
        },
    }
}
