//! Function templates over containers: `template<class T> f(const std::vector<T>&)`.
//!
//! Such a template is meant for the containers that the headers themselves name, so it is bound for those of the
//! library's own classes. The main file calls it once for each, clang deduces the arguments, and the specialisation
//! that it chose is lowered as any other function. What the template does with other arguments is for C++ at run time.

use std::collections::BTreeMap;

use super::access;
use super::context::Lowering;
use super::plan::{Mention, TemplateCall};
use crate::clang::{Cursor, CursorKind, Type, TypeKind};
use crate::ir::{Access, FunctionId, FunctionKind, Origin, RecordId};

/// How many specialisations one template gets: a template that takes any container is not meant for one.
const MOST: usize = 16;

/// How clang spells a template's parameters without their names: `type-parameter-0-1`.
const PARAMETER: &str = "type-parameter-";

/// A function template that was met, and the class that it is a member of.
#[derive(Clone, Copy)]
pub(super) struct Met<'tu> {
    pub(super) record: Option<RecordId>,
    pub(super) template: Cursor<'tu>,
}

/// What the parameters of a template stand for.
type Deduced = BTreeMap<String, String>;

impl<'tu> Lowering<'tu> {
    /// Plans calls of the templates that were met, and lowers the specialisations that earlier calls have shown.
    pub(super) fn deduced_templates(&mut self) {
        for met in std::mem::take(&mut self.met_templates) {
            self.function_template_of(met);
            for (container, call) in self.template_calls(met) {
                let index = self.old_plan.calls.iter().position(|old| *old == call);
                if !self.plan.calls.contains(&call) {
                    self.plan.calls.push(call);
                }
                let caller = index.and_then(|index| self.mentions.get(&Mention::Call(index)).copied());
                if let Some(function) = caller.and_then(|caller| find_specialisation(caller, met.template)) {
                    self.deduced_function(met, function, container);
                }
            }
        }
    }

    fn deduced_function(&mut self, met: Met<'tu>, function: Cursor<'tu>, container: RecordId) {
        if self.functions.contains_key(&function.canonical()) {
            return;
        }
        // What it names is bound already: it was made of that.
        let id = self.at_distance(None, |lowering| match met.record {
            Some(record) => {
                lowering.member_function(record, function, Access::Public);
                lowering.ir[record].functions.last().copied()
            }
            None => {
                let scope = lowering.scope_of(met.template);
                Some(lowering.function(function, FunctionKind::Free, scope, Access::Public, true))
            }
        });
        if let Some(id) = id {
            self.template_defaults(id, met.template);
            self.ir[id].deduced_from = Some(self.ir[container].cpp.clone());
            self.functions.insert(function.canonical(), id);
        }
    }

    /// Default arguments stand where the template is declared, which need not be where it is defined.
    pub(super) fn template_defaults(&mut self, id: FunctionId, template: Cursor<'tu>) {
        let declared = template.children().into_iter().filter(|child| child.kind() == CursorKind::Parameter);
        for (index, argument) in declared.enumerate() {
            let Some(parameter) = self.ir[id].parameters.get(index) else { break };
            if parameter.default.is_none() {
                let default = self.default_argument(argument, parameter.ty);
                self.ir[id].parameters[index].default = default;
            }
        }
    }

    /// One call for each container that the template may be meant for.
    fn template_calls(&mut self, met: Met<'tu>) -> Vec<(RecordId, TemplateCall)> {
        let children = met.template.children();
        let types: Option<Vec<Type<'tu>>> = children
            .iter()
            .filter(|child| child.kind() == CursorKind::Parameter)
            .map(|parameter| Some(parameter.ty()?.canonical()))
            .collect();
        let (Some(types), Some(callee)) = (types, self.callee(met)) else { return Vec::new() };
        let container = types
            .iter()
            .map(|ty| referred(*ty))
            .find(|ty| is_dependent(*ty) && !ty.template_arguments().is_empty());
        let Some(container) = container else { return Vec::new() };
        let mut calls: Vec<(RecordId, TemplateCall)> = Vec::new();
        for record in (0..self.record_cursors.len() as u32).map(RecordId) {
            let candidate = self.record_cursors[record.0 as usize].ty().map(Type::canonical);
            if calls.len() < MOST
                && self.is_container_of_own(record)
                && let Some(candidate) = candidate
                && let Some(deduced) = unify(container, candidate)
                && let Some(call) = TemplateCall::new(&callee, &types, &deduced)
                && calls.iter().all(|(_, known)| *known != call)
            {
                calls.push((record, call));
            }
        }
        calls
    }

    /// The beginning of a call's expression.
    fn callee(&mut self, met: Met<'tu>) -> Option<String> {
        let name = met.template.spelling();
        let Some(record) = met.record else {
            let scope = self.scope_of(met.template);
            return Some(format!("::{}", self.qualify(scope, &name)));
        };
        let class = &self.ir[record];
        if !class.nameable || !class.complete {
            return None;
        }
        Some(match met.template.template_kind() {
            CursorKind::Constructor => format!("::new {}", class.cpp),
            CursorKind::Method => format!("static_cast<{}*>(nullptr)->{name}", class.cpp),
            _ => return None,
        })
    }

    /// Whether a class is a bound specialisation of one of the standard library's templates, and holds what is the
    /// library's own.
    fn is_container_of_own(&self, record: RecordId) -> bool {
        let class = &self.ir[record];
        let standard =
            class.specialisation_of.as_ref().is_some_and(|(template, _)| template.starts_with("std::"));
        let ty = self.record_cursors[record.0 as usize].ty().map(Type::canonical);
        standard && class.origin == Origin::Named && class.nameable && ty.is_some_and(|ty| self.holds_own(ty))
    }

    /// Whether a type is the library's, or a specialisation over such a type.
    fn holds_own(&self, ty: Type<'tu>) -> bool {
        if let Some(pointee) = ty.pointee() {
            return self.holds_own(pointee.canonical());
        }
        if ty.declaration().is_some_and(|class| self.files.selects(class) && access::is_nameable(class)) {
            return true;
        }
        ty.template_arguments().into_iter().flatten().any(|argument| self.holds_own(argument.canonical()))
    }
}

impl TemplateCall {
    fn new(callee: &str, types: &[Type<'_>], deduced: &Deduced) -> Option<Self> {
        let parameters: Vec<String> = types.iter().map(|ty| substituted(&ty.spelling(), deduced)).collect();
        // An argument that the container does not tell.
        let open = parameters.iter().any(|parameter| parameter.contains(PARAMETER));
        (!open).then(|| Self { object: None, callee: callee.to_owned(), parameters })
    }
}

/// What a reference refers to, without `const`.
fn referred(ty: Type<'_>) -> Type<'_> {
    match ty.kind() {
        TypeKind::LValueReference | TypeKind::RValueReference => ty.pointee().unwrap_or(ty),
        _ => ty,
    }
}

fn is_dependent(ty: Type<'_>) -> bool {
    ty.spelling().contains(PARAMETER)
}

/// What the parameters in a pattern must stand for so that it is the candidate. Values among the arguments are left to
/// the compiler, which does not take a call that they do not fit.
fn unify(pattern: Type<'_>, candidate: Type<'_>) -> Option<Deduced> {
    fn walk(pattern: Type<'_>, candidate: Type<'_>, deduced: &mut Deduced) -> bool {
        let (pattern, candidate) = (pattern.canonical(), candidate.canonical());
        let spelling = pattern.spelling();
        let spelling = spelling.trim_start_matches("const ");
        if !spelling.contains(PARAMETER) {
            return pattern == candidate;
        }
        if spelling.starts_with(PARAMETER)
            && pattern.template_arguments().is_empty()
            && pattern.pointee().is_none()
        {
            let meant = candidate.spelling();
            return *deduced.entry(spelling.to_owned()).or_insert_with(|| meant.clone()) == meant;
        }
        if let (TypeKind::Pointer, TypeKind::Pointer) = (pattern.kind(), candidate.kind()) {
            let pointees = pattern.pointee().zip(candidate.pointee());
            return pointees.is_some_and(|(pattern, candidate)| walk(pattern, candidate, deduced));
        }
        let (Some(template), Some(class)) = (pattern.declaration(), candidate.declaration()) else {
            return false;
        };
        let (wanted, given) = (pattern.template_arguments(), candidate.template_arguments());
        let same = class.template().is_some_and(|primary| primary.canonical() == template.canonical());
        same && wanted.len() == given.len()
            && wanted.into_iter().zip(given).all(|pair| match pair {
                (Some(wanted), Some(given)) => walk(wanted, given, deduced),
                (None, None) => true,
                _ => false,
            })
    }
    let mut deduced = Deduced::new();
    walk(pattern, candidate, &mut deduced).then_some(deduced).filter(|deduced| !deduced.is_empty())
}

/// A type's spelling with what its parameters stand for.
fn substituted(spelling: &str, deduced: &Deduced) -> String {
    let mut text = spelling.to_owned();
    // From behind: `type-parameter-0-1` begins `type-parameter-0-10`.
    for (parameter, meant) in deduced.iter().rev() {
        text = text.replace(parameter, meant);
    }
    text
}

/// The specialisation of a template that an expression below `cursor` calls.
fn find_specialisation<'tu>(cursor: Cursor<'tu>, template: Cursor<'tu>) -> Option<Cursor<'tu>> {
    cursor.children().into_iter().find_map(|child| {
        let chosen = child.referenced().filter(|function| {
            function.template().is_some_and(|pattern| pattern.canonical() == template.canonical())
        });
        chosen.or_else(|| find_specialisation(child, template))
    })
}
