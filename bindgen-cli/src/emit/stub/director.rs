//! Directors: their definitions, and the stubs by which the runtime knows them.
//!
//! A definition is one line, so that what the compiler finds wrong with any part of it is found wrong with the
//! whole. Each virtual function asks whether Python overrides it, by its place in the list, and calls the base
//! where nobody does.

use super::function::required;
use super::shape::{Shape, Through, specifier, unqualified};
use super::{Origin, Plan, definition as stub_definition};
use crate::analysis::{Director, Otherwise, StringType, Virtual};
use crate::ir::{Function, FunctionKind, Ir, RefQualifier, Scope, TypeId};

/// Which stubs a director has.
#[derive(Clone, Debug, Default)]
pub(in crate::emit) struct DirectorStubs {
    /// Where an object refers to what Python has of it.
    pub(in crate::emit) half: Option<u32>,
    /// Of each virtual function, what makes its result.
    pub(in crate::emit) results: Vec<Option<u32>>,
}

/// Adds the stubs.
pub(super) fn stubs(plan: &mut Plan, ir: &Ir, director: &Director) -> DirectorStubs {
    let record = &ir[director.record];
    let comment = format!("overrides of {}", ir[director.base].qualified);
    let half = plan.add(Origin::Implicit, &comment, None, |name| {
        let parameters = [format!("{}* self", record.cpp)];
        let body = "return &self->cppbind_half.half;";
        stub_definition("const ::cppbind::PythonHalf**", name, &parameters, body, false)
    });
    let results = (director.virtuals.iter())
        .map(|found| {
            let ty = made_by_copying(ir, ir[found.function].result)?;
            Some(plan.add(Origin::Implicit, &comment, None, |name| {
                let parameters = ["void* memory".to_owned(), "const std::uint64_t* words".to_owned()];
                let body = format!("::cppbind::upcall::make_result<{ty}>(memory, words);");
                stub_definition("void", name, &parameters, &body, false)
            }))
        })
        .collect();
    DirectorStubs { half: Some(half), results }
}

/// The class of a result by value.
fn made_by_copying(ir: &Ir, result: TypeId) -> Option<String> {
    match Shape::of(ir, result) {
        Shape::Class(_, ty, Through::Value) => Some(unqualified(ir, ty)),
        Shape::Text(StringType::String, Through::Value) => Some("std::string".into()),
        Shape::Text(StringType::View, Through::Value) => Some("std::string_view".into()),
        _ => None,
    }
}

/// The director's definition, on one line.
pub(in crate::emit) fn definition(ir: &Ir, director: &Director) -> String {
    let base = &ir[director.base].cpp;
    let mut members = vec![
        "Director() = default;".to_owned(),
        format!(
            "template <class... A> explicit Director(::cppbind::director::Construct, A&&... cppbind_a) : \
             {base}(static_cast<A&&>(cppbind_a)...) {{}}"
        ),
        "::cppbind::director::Half cppbind_half;".to_owned(),
    ];
    if director.inherits_constructors {
        // Calls of constructor templates have clang deduce their arguments.
        let name = &ir[director.base].name;
        let name = name.split('<').next().unwrap_or(name);
        members.push(format!("using {base}::{name};"));
    }
    members.extend((0..).zip(&director.virtuals).map(|(number, found)| overriding(ir, number, *found)));
    members.extend(ir[director.record].fields.iter().map(|field| format!("using {base}::{};", field.name)));
    for (forwarder, function) in &director.forwarders {
        let (name, function) = (&ir[*forwarder].cpp, &ir[*function]);
        // One for each number of arguments that the stubs pass: only C++ knows the others' defaults.
        for count in required(function)..=function.parameters.len() {
            members.push(forwarding(ir, name, function, count));
        }
    }
    format!(
        "namespace cppbind {{ template <> class Director<{base}> final : public {base} {{ public: {} }}; }}",
        members.join(" ")
    )
}

/// One override.
fn overriding(ir: &Ir, number: u32, found: Virtual) -> String {
    let function = &ir[found.function];
    let result = specifier(ir, function.result);
    let result = if ir[function.result].cpp == unqualified(ir, function.result) {
        result
    } else {
        // A class by value may be constant, which the override must say as well.
        format!("::cppbind::Type<{}>", ir[function.result].cpp)
    };
    let (head, behind) = match function.kind {
        FunctionKind::Conversion => (format!("operator {result}"), ""),
        _ => (format!("{result} {}", function.cpp), ""),
    };
    let shown: Vec<String> = (function.parameters.iter().enumerate())
        .map(|(position, parameter)| {
            format!("::cppbind::upcall::Shown<{}> s{position}(a{position});", ir[parameter.ty].cpp)
        })
        .collect();
    let addresses: Vec<String> =
        (0..function.parameters.len()).map(|position| format!("s{position}.address(), ")).collect();
    let ty = &ir[function.result].cpp;
    let otherwise = match found.otherwise {
        Otherwise::Named => format!("return {};", call_of_base(ir, function)),
        Otherwise::Symbol => call_by_symbol(ir, function),
        Otherwise::Nothing => format!("return ::cppbind::director::nothing<{ty}>();"),
    };
    format!(
        "{head}({}){}{behind} override {{ {} void* cppbind_shown[] = {{{}nullptr}}; \
         ::cppbind::upcall::Result<{ty}> cppbind_result; \
         if (cppbind_half.overridden({number}, cppbind_shown, cppbind_result.memory())) return cppbind_result.take(); \
         {otherwise} }}",
        parameters(ir, function),
        qualifiers(function),
        shown.join(" "),
        addresses.concat(),
    )
}

/// A function by which anybody calls a protected one with so many arguments.
fn forwarding(ir: &Ir, name: &str, function: &Function, count: usize) -> String {
    let function = &Function { parameters: function.parameters[..count].to_vec(), ..function.clone() };
    let is_static = if function.kind == FunctionKind::Static { "static " } else { "" };
    format!(
        "{is_static}decltype(auto) {name}({}){} {{ return {}; }}",
        parameters(ir, function),
        qualifiers(function),
        call_of_base(ir, function)
    )
}

fn parameters(ir: &Ir, function: &Function) -> String {
    let parameters = function.parameters.iter().enumerate();
    // Any type, whatever its declarator looks like.
    let named = parameters
        .map(|(position, parameter)| format!("::cppbind::Type<{}> a{position}", ir[parameter.ty].cpp));
    named.collect::<Vec<_>>().join(", ")
}

fn qualifiers(function: &Function) -> String {
    let words = [
        (function.is_const, " const"),
        (function.is_volatile, " volatile"),
        (function.ref_qualifier == Some(RefQualifier::LValue), " &"),
        (function.ref_qualifier == Some(RefQualifier::RValue), " &&"),
        (function.noexcept, " noexcept"),
    ];
    words.into_iter().filter(|(is, _)| *is).map(|(_, word)| word).collect()
}

/// The call of a private function as the class has it that declares it: to the linker it is a function whose first parameter is the
/// object.
fn call_by_symbol(ir: &Ir, function: &Function) -> String {
    let class = match function.scope {
        Scope::Record(class) => ir[class].cpp.as_str(),
        Scope::Namespace(_) => "",
    };
    let symbol = function.symbol.as_deref().unwrap_or_default();
    let words = [(function.is_const, "const "), (function.is_volatile, "volatile ")];
    let words: String = words.into_iter().filter(|(is, _)| *is).map(|(_, word)| word).collect();
    let object = format!("{words}{class}*");
    let types =
        function.parameters.iter().map(|parameter| format!("::cppbind::Type<{}>", ir[parameter.ty].cpp));
    let types: Vec<String> = std::iter::once(object.clone()).chain(types).collect();
    // The base itself may be private: only a cast in C's way reaches it.
    let mut arguments = vec![format!("({object})this")];
    arguments.extend(passed_on(ir, function));
    format!(
        "::cppbind::Type<{}> cppbind_call_{symbol}({}) __asm__(\"{symbol}\"); return cppbind_call_{symbol}({});",
        ir[function.result].cpp,
        types.join(", "),
        arguments.join(", ")
    )
}

/// The parameters as they came.
fn passed_on(ir: &Ir, function: &Function) -> Vec<String> {
    (function.parameters.iter().enumerate())
        .map(|(position, parameter)| {
            format!("static_cast<::cppbind::Type<{}>&&>(a{position})", ir[parameter.ty].cpp)
        })
        .collect()
}

/// The call of the function as the class has it that declares it, with the parameters passed on as they came.
fn call_of_base(ir: &Ir, function: &Function) -> String {
    let class = match function.scope {
        Scope::Record(class) => ir[class].cpp.as_str(),
        Scope::Namespace(_) => "",
    };
    let arguments = passed_on(ir, function).join(", ");
    let name = match function.kind {
        FunctionKind::Conversion => format!("operator ::cppbind::Type<{}>", ir[function.result].cpp),
        _ => function.cpp.clone(),
    };
    match (function.kind, function.ref_qualifier) {
        (FunctionKind::Static, _) => format!("{class}::{name}({arguments})"),
        (_, Some(RefQualifier::RValue)) => {
            let (is_const, is_volatile) = (function.is_const, function.is_volatile);
            let words = [(is_const, "const "), (is_volatile, "volatile ")];
            let words: String = words.into_iter().filter(|(is, _)| *is).map(|(_, word)| word).collect();
            format!("static_cast<{words}{class}&&>(*this).{class}::{name}({arguments})")
        }
        _ => format!("this->{class}::{name}({arguments})"),
    }
}
