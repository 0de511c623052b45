//! Functions: parameters, overloads, docstrings.

use super::Stub;
use super::annotation::ANY;
use super::python::{deprecated, push_docstring};
use crate::analysis::{deprecation_of_function, documentation, is_identifier};
use crate::ir::{FunctionId, Parameter};

/// How a function stands in its stub class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Binding {
    /// Takes the object first.
    Method,
    /// Takes no object: static members, functions of namespaces.
    Static,
    /// An operator outside its class: the first parameter is the object.
    LeftOperand,
    /// As before, the second parameter is the object.
    RightOperand,
}

/// One signature of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Signature {
    binding: Binding,
    parameters: String,
    result: String,
    doc: Option<String>,
    /// The warning of whoever calls it.
    deprecation: Option<String>,
}

impl Signature {
    /// A constructor that takes Python's collections.
    pub(super) fn of_collection(collections: &[String]) -> Self {
        Self::of_constructor(format!("self, items: {}, /", collections.join(" | ")))
    }

    /// The functions of a template: nobody knows what they take.
    pub(super) fn of_template(binding: Binding) -> Self {
        let object = if binding == Binding::Static { "" } else { "self, " };
        Self {
            binding,
            parameters: format!("{object}*args: _Any"),
            result: "_Any".into(),
            doc: None,
            deprecation: None,
        }
    }

    /// A constructor that Python has and C++ does not spell.
    pub(super) fn of_constructor(parameters: String) -> Self {
        Self { binding: Binding::Method, parameters, result: "None".into(), doc: None, deprecation: None }
    }
}

impl Stub<'_> {
    /// Whether stubs know the types of all arguments that a function needs: an allocator that could be anything
    /// would hide that a collection has the wrong elements.
    pub(super) fn is_spelled(&self, id: FunctionId) -> bool {
        let needed = self.ir[id].parameters.iter().filter(|parameter| parameter.default.is_none());
        needed.into_iter().all(|parameter| self.accepted(parameter.ty) != ANY)
    }

    /// The signature of a function; constructors return nothing.
    pub(super) fn signature(&self, id: FunctionId, binding: Binding) -> Signature {
        let function = &self.ir[id];
        let parameters = match binding {
            Binding::Method | Binding::Static => &function.parameters[..],
            Binding::LeftOperand => &function.parameters[1..],
            Binding::RightOperand => &function.parameters[..1],
        };
        Signature {
            binding,
            parameters: self.parameters(
                parameters,
                binding,
                function.copy_constructor || function.move_constructor,
            ),
            result: self.returned(function.result),
            doc: documentation(&function.doc, &function.deprecated),
            // Of a deprecated class the class itself says so.
            deprecation: function
                .deprecated
                .as_ref()
                .and_then(|_| deprecation_of_function(self.ir, function)),
        }
    }

    /// The signature of a function that assigns to what `operator[]` refers to, where it can.
    pub(super) fn assignment(&self, id: FunctionId) -> Option<Signature> {
        let function = &self.ir[id];
        let crate::ir::TypeKind::LValueReference(element) = self.ir[function.result].kind else {
            return None;
        };
        let (index, writable) = (function.parameters.first()?, !self.ir[element].qualifiers.is_const);
        let parameters =
            format!("self, index: {}, value: {}, /", self.accepted(index.ty), self.accepted(element));
        writable.then(|| Signature {
            binding: Binding::Method,
            parameters,
            result: "None".into(),
            doc: None,
            deprecation: None,
        })
    }

    fn parameters(&self, parameters: &[Parameter], binding: Binding, copies: bool) -> String {
        let mut parts = Vec::new();
        if binding != Binding::Static {
            parts.push("self".to_owned());
        }
        // Up to the last parameter that no keyword can name, arguments are positional. The parameters of a pack
        // share one name.
        let is_keyword = |index: usize| {
            let name = &parameters[index].name;
            can_be_keyword(name) && parameters.iter().filter(|other| other.name == *name).count() == 1
        };
        let positional =
            (0..parameters.len()).rev().find(|index| !is_keyword(*index)).map_or(0, |last| last + 1);
        for (index, parameter) in parameters.iter().enumerate() {
            let name = if is_keyword(index) { parameter.name.clone() } else { format!("arg{index}") };
            let default = if parameter.default.is_some() { " = ..." } else { "" };
            // Conversions are the other constructors' own.
            let ty = if copies { self.returned(parameter.ty) } else { self.accepted(parameter.ty) };
            parts.push(format!("{name}: {ty}{default}"));
            if index + 1 == positional {
                parts.push("/".to_owned());
            }
        }
        parts.join(", ")
    }
}

/// Writes a name with its signatures; those that look alike to Python stand once. Functions of modules have no
/// `staticmethod`.
pub(super) fn push_overloads(
    text: &mut String,
    indent: &str,
    staticmethod: Option<&str>,
    name: &str,
    signatures: Vec<Signature>,
) {
    let mut unique: Vec<Signature> = Vec::new();
    for signature in signatures {
        if !unique
            .iter()
            .any(|other| (other.binding, &other.parameters) == (signature.binding, &signature.parameters))
        {
            unique.push(signature);
        }
    }
    for signature in &unique {
        if unique.len() > 1 {
            *text += &format!("{indent}@_overload\n");
        }
        if let Some(warning) = &signature.deprecation {
            *text += &format!("{indent}{}\n", deprecated(warning));
        }
        if let Some(staticmethod) = staticmethod.filter(|_| signature.binding == Binding::Static) {
            *text += &format!("{indent}@{staticmethod}\n");
        }
        *text += &format!("{indent}def {name}({}) -> {}:", signature.parameters, signature.result);
        let mut doc = String::new();
        push_docstring(&mut doc, &format!("{indent}    "), signature.doc.as_deref());
        *text += &if doc.is_empty() { " ...\n".to_owned() } else { format!("\n{doc}") };
    }
}

/// Whether an argument can be passed by this C++ name.
fn can_be_keyword(name: &str) -> bool {
    is_identifier(name) && name != "self"
}
