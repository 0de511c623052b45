//! A C++ parameter: its C parameters, and the expression that C++ is given.

use cppbind_abi::codes::ParameterFlags;

use super::shape::{Shape, Through, pointer_to, specifier, unqualified};
use crate::analysis::StringType;
use crate::ir::{Builtin, Ir, TypeId};

/// One argument of a stub.
pub(super) struct Argument {
    /// `int a0`, `const char* a0, std::size_t n0`.
    pub(super) parameter: String,
    /// An expression of exactly the declared type and value category, so that overload resolution finds the declared function.
    pub(super) expression: String,
}

/// The argument at a position.
pub(super) fn argument(ir: &Ir, shape: Shape, position: usize) -> Argument {
    let name = format!("a{position}");
    let (parameter, expression) = match shape {
        Shape::Void | Shape::Null => ("void*".to_owned(), "nullptr".to_owned()),
        Shape::Scalar(Builtin::LongDouble, _) => {
            (format!("double {name}"), format!("static_cast<long double>({name})"))
        }
        Shape::Scalar(builtin, through) => {
            let ty = builtin.cpp_name();
            let expression = match through {
                Through::Value => name.clone(),
                Through::ConstReference => format!("static_cast<const {ty}&>({name})"),
                Through::RValue => format!("static_cast<{ty}&&>({name})"),
            };
            (format!("{ty} {name}"), expression)
        }
        Shape::Enum(enumeration, ty, _) => {
            let underlying = unqualified(ir, ir[enumeration].underlying);
            (format!("{underlying} {name}"), format!("static_cast<{}>({name})", unqualified(ir, ty)))
        }
        Shape::Pointer(ty, through) => {
            let expression = match through {
                Through::Value => name.clone(),
                Through::ConstReference => format!("std::as_const({name})"),
                Through::RValue => format!("std::move({name})"),
            };
            (format!("{} {name}", specifier(ir, ty)), expression)
        }
        Shape::Text(string, through) => {
            let how = match (string, through) {
                (StringType::View, _) => "view",
                (StringType::String, Through::ConstReference) => "reference",
                (StringType::String, _) => "value",
            };
            (
                format!("const char* {name}, std::size_t n{position}"),
                format!("::cppbind::Text({name}, n{position}).{how}()"),
            )
        }
        Shape::Class(_, ty, Through::RValue) => {
            (format!("{} {name}", pointer_to(ir, ty)), format!("static_cast<{}&&>(*{name})", ir[ty].cpp))
        }
        Shape::Class(_, ty, _) => {
            (format!("{} {name}", unqualified(ir, ty) + "*"), format!("::cppbind::copied({name})"))
        }
        Shape::Reference(referent) => (format!("{} {name}", pointer_to(ir, referent)), format!("*{name}")),
    };
    Argument { parameter, expression }
}

/// Whether making the argument can throw, whatever the function itself promises.
pub(in crate::emit) fn needs_catch(ir: &Ir, ty: TypeId) -> bool {
    matches!(Shape::of(ir, ty), Shape::Text(StringType::String, _) | Shape::Class(_, _, Through::Value))
}

/// The dictionary's flags of a parameter.
pub(in crate::emit) fn flags(ir: &Ir, ty: TypeId) -> ParameterFlags {
    match Shape::of(ir, ty) {
        Shape::Class(_, _, Through::RValue) => ParameterFlags::RVALUE,
        Shape::Class(_, _, Through::Value) => ParameterFlags::COPIED,
        _ => ParameterFlags::default(),
    }
}
