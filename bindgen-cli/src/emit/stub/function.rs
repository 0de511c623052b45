//! The stubs of a function: one per number of arguments, virtual and direct ones.

use super::argument::{Argument, argument, needs_catch};
use super::call::{Dispatch, call, self_parameter};
use super::result::returned;
use super::shape::Shape;
use super::{Origin, Plan, default, definition};
use crate::analysis::{Facts, Implicit, signature};
use crate::ir::{DefaultValue, Function, FunctionId, FunctionKind, Ir, Parameter, Scope};

/// Which stubs a function has.
#[derive(Clone, Debug, Default)]
pub(in crate::emit) struct FunctionStubs {
    /// The one with the fewest arguments.
    pub(in crate::emit) first: u32,
    /// The same without virtual dispatch.
    pub(in crate::emit) direct: Option<u32>,
    /// Of each parameter, what computes its default.
    pub(in crate::emit) defaults: Vec<Option<u32>>,
    /// None of them can throw.
    pub(in crate::emit) noexcept: bool,
}

/// How many parameters have no default.
pub(in crate::emit) fn required(function: &Function) -> usize {
    function.parameters.iter().rposition(|parameter| parameter.default.is_none()).map_or(0, |last| last + 1)
}

/// Adds a function's stubs, once.
pub(super) fn stubs(plan: &mut Plan, ir: &Ir, facts: &Facts, id: FunctionId) {
    if plan.functions.contains_key(&id) {
        return;
    }
    let function = &ir[id];
    let implicit = facts.implicit.get(&id).copied();
    let catches = !function.noexcept
        || function.kind == FunctionKind::Constructor
        || function
            .parameters
            .iter()
            .any(|parameter| parameter.default.is_some() || needs_catch(ir, parameter.ty));
    let is_directors =
        facts.directors.iter().any(|director| function.scope == Scope::Record(director.record));
    let writer = Writer { ir, id, function, implicit, catches, is_directors };
    let first = writer.arities(plan, Dispatch::Virtual);
    let direct = (function.is_virtual && !function.pure && function.kind != FunctionKind::Constructor)
        .then(|| writer.arities(plan, Dispatch::Direct));
    // What stands for an argument in the middle is said where the base is declared.
    let defaults = (function.parameters.iter())
        .map(|parameter| if is_directors { None } else { writer.default(plan, parameter) })
        .collect();
    plan.functions.insert(id, FunctionStubs { first, direct, defaults, noexcept: !catches });
}

struct Writer<'a> {
    ir: &'a Ir,
    id: FunctionId,
    function: &'a Function,
    implicit: Option<Implicit>,
    catches: bool,
    /// A member of a director, which passes its arguments on to its base.
    is_directors: bool,
}

impl Writer<'_> {
    /// One stub per number of arguments; the number of the first.
    fn arities(&self, plan: &mut Plan, dispatch: Dispatch) -> u32 {
        let first = plan.stubs.len() as u32;
        let comment = signature(self.ir, self.function);
        let origin = if self.implicit.is_some() { Origin::Implicit } else { Origin::Function(self.id) };
        for count in required(self.function)..=self.function.parameters.len() {
            plan.add(origin, &comment, self.condition(), |name| self.stub(name, count, dispatch));
        }
        first
    }

    fn stub(&self, name: &str, count: usize, dispatch: Dispatch) -> String {
        let (ir, function) = (self.ir, self.function);
        let (parameters, expressions): (Vec<String>, Vec<String>) =
            (function.parameters.iter().take(count).enumerate())
                .map(|(position, parameter)| {
                    let shape = Shape::of_parameter(ir, parameter);
                    let Argument { parameter, expression } = argument(ir, shape, position);
                    (parameter, expression)
                })
                .unzip();
        if let (FunctionKind::Constructor, Scope::Record(class)) = (function.kind, function.scope) {
            let class = &ir[class].cpp;
            let body = match self.implicit {
                Some(Implicit::Default) => format!("return ::cppbind::default_new<{class}>();"),
                Some(Implicit::Copy) if self.is_directors => {
                    format!("return ::cppbind::director::copy_new<{class}>({});", expressions.join(", "))
                }
                Some(Implicit::Copy) => {
                    format!("return ::cppbind::copy_new<{class}>({});", expressions.join(", "))
                }
                Some(Implicit::Move) => {
                    format!("return ::cppbind::move_new<{class}>({});", expressions.join(", "))
                }
                Some(Implicit::Aggregate) => format!("return new {class}{{{}}};", expressions.join(", ")),
                None if self.is_directors => {
                    let construct = ["::cppbind::director::Construct()".to_owned()];
                    let expressions = [&construct, expressions.as_slice()].concat();
                    format!("return {};", call(ir, function, &expressions, dispatch))
                }
                None => format!("return {};", call(ir, function, &expressions, dispatch)),
            };
            return definition(&format!("{class}*"), name, &parameters, &body, self.catches);
        }
        let returned = returned(ir, function.result);
        let parameters = returned.parameters(self_parameter(ir, function).into_iter().chain(parameters));
        let mut body = returned.statement(&call(ir, function, &expressions, dispatch));
        if function.kind == FunctionKind::Conversion {
            body = format!("using Result = {}; {body}", ir[function.result].cpp);
        }
        definition(&returned.ty, name, &parameters, &body, self.catches)
    }

    /// Whether the compiler has an implicit constructor.
    fn condition(&self) -> Option<String> {
        let Scope::Record(class) = self.function.scope else { return None };
        let class = &self.ir[class].cpp;
        match self.implicit? {
            Implicit::Default => {
                Some(format!("std::is_default_constructible_v<{class}> && std::is_destructible_v<{class}>"))
            }
            Implicit::Copy => Some(format!("std::is_copy_constructible_v<{class}>")),
            Implicit::Move => Some(format!("std::is_move_constructible_v<{class}>")),
            Implicit::Aggregate => None,
        }
    }

    fn default(&self, plan: &mut Plan, parameter: &Parameter) -> Option<u32> {
        let default = parameter.default.as_ref()?;
        let known = scalar_default(self.ir, parameter).is_some();
        (!known && !names_template_parameter(&default.text))
            .then(|| default::stub(plan, self.ir, self.function, parameter.ty, &default.text))
    }
}

/// A default argument that a dictionary stores as a value.
pub(in crate::emit) fn scalar_default(ir: &Ir, parameter: &Parameter) -> Option<DefaultValue> {
    let default = parameter.default.as_ref()?;
    // Default arguments of templates are not instantiated, so clang evaluates none of them.
    let literal = || default.text.parse().ok().map(DefaultValue::Signed);
    let value = default.value.clone().or_else(literal)?;
    match (Shape::of(ir, parameter.ty), value) {
        (
            Shape::Pointer(..) | Shape::Null,
            DefaultValue::Null | DefaultValue::Signed(0) | DefaultValue::Unsigned(0),
        ) => Some(DefaultValue::Null),
        (Shape::Pointer(..) | Shape::Null, _) | (_, DefaultValue::Null) => None,
        (Shape::Scalar(..) | Shape::Enum(..), value) => Some(value),
        _ => None,
    }
}

/// The standard library's template parameters (`_Alloc()`) mean nothing outside their template.
fn names_template_parameter(text: &str) -> bool {
    let reserved =
        |word: &str| word.starts_with('_') && word[1..].starts_with(|next: char| next.is_ascii_uppercase());
    text.split(|character: char| !character.is_alphanumeric() && character != '_').any(reserved)
}
