//! Closures: the objects that lambda expressions make.
//!
//! Their classes have no names. `decltype` says them all the same, of the variable that holds one and of a call that returns
//! one; they are bound with what can be done with a closure: calling and copying it.

use super::context::Lowering;
use super::names;
use crate::clang::{Cursor, CursorKind};
use crate::ir::{Access, FunctionId, FunctionKind, Origin, RecordId, Scope, TypeId, TypeKind};

/// What a closure's class is called as long as nothing names it.
pub(super) const UNNAMED: &str = "(lambda)";

impl<'tu> Lowering<'tu> {
    /// Names a closure's class after the variable that holds it.
    pub(super) fn closure_of_variable(&mut self, ty: TypeId, scope: Scope, variable: &str) {
        if let Some(closure) = self.unnamed_closure(ty)
            && self.is_nameable_scope(scope)
        {
            let cpp = format!("std::remove_const_t<decltype(::{})>", self.qualify(scope, variable));
            self.bind_closure(closure, scope, variable, cpp);
        }
    }

    /// Names a closure's class after the function that returns it.
    pub(super) fn closure_of_function(&mut self, function: FunctionId) {
        let Some(closure) = self.unnamed_closure(self.ir[function].result) else { return };
        let found = &self.ir[function];
        let scope = found.scope;
        let callable = matches!(found.kind, FunctionKind::Free | FunctionKind::Static)
            && found.access == Access::Public
            && found.selected
            && self.is_nameable_scope(scope)
            && found.parameters.iter().all(|parameter| self.is_nameable_type(parameter.ty));
        if !callable {
            return;
        }
        let parameters: Vec<String> =
            found.parameters.iter().map(|parameter| self.normal_spelling(parameter.ty)).collect();
        // Several functions may have the name.
        let shown = format!("{}({})", found.name, parameters.join(","));
        let given: Vec<String> =
            parameters.iter().map(|parameter| format!("std::declval<{parameter}>()")).collect();
        let called = match &found.template_arguments {
            Some(arguments) => format!("{}<{}>", found.name, arguments.join(", ")),
            None => found.name.clone(),
        };
        let cpp = format!("decltype(::{}({}))", self.qualify(scope, &called), given.join(", "));
        self.bind_closure(closure, scope, &shown, cpp);
    }

    fn is_nameable_scope(&self, scope: Scope) -> bool {
        match scope {
            Scope::Namespace(_) => true,
            Scope::Record(around) => self.ir[around].nameable,
        }
    }

    /// Whether generated code can write a type.
    fn is_nameable_type(&self, ty: TypeId) -> bool {
        match &self.ir[ty].kind {
            TypeKind::Builtin(_) => true,
            TypeKind::Record(record) => self.ir[*record].nameable,
            TypeKind::Enum(id) => !self.ir[*id].name.is_empty() && self.ir[*id].access == Access::Public,
            TypeKind::Pointer(inner)
            | TypeKind::LValueReference(inner)
            | TypeKind::RValueReference(inner)
            | TypeKind::Array(inner, _)
            | TypeKind::UnboundedArray(inner) => self.is_nameable_type(*inner),
            TypeKind::Function { result, parameters, .. } => {
                self.is_nameable_type(*result)
                    && parameters.iter().all(|parameter| self.is_nameable_type(*parameter))
            }
            TypeKind::Unsupported(_) => false,
        }
    }

    /// The class of a lambda expression that nothing has named yet.
    fn unnamed_closure(&self, ty: TypeId) -> Option<RecordId> {
        let TypeKind::Record(record) = self.ir[ty].kind else { return None };
        let cursor = self.record_cursors[record.0 as usize];
        (is_closure(cursor) && self.ir[record].origin == Origin::Foreign).then_some(record)
    }

    fn bind_closure(&mut self, closure: RecordId, scope: Scope, after: &str, cpp: String) {
        let prefix = self.prefix(scope);
        let record = &mut self.ir[closure];
        record.name = format!("(lambda {after})");
        record.qualified = names::join(&prefix, &record.name);
        record.cpp = cpp;
        record.scope = scope;
        record.nameable = true;
        record.origin = Origin::Selected;
        // Only the expression makes a closure; from then on it is copied.
        record.declares_constructor = true;
        let operators: Vec<Cursor<'tu>> = self.record_cursors[closure.0 as usize]
            .children()
            .into_iter()
            .filter(|child| child.kind() == CursorKind::Method && child.spelling() == "operator()")
            .collect();
        for operator in operators {
            self.at_distance(Some(0), |lowering| {
                lowering.member_function(closure, operator, Access::Public);
            });
        }
    }
}

/// Whether a class is that of a lambda expression.
pub(super) fn is_closure(cursor: Cursor<'_>) -> bool {
    cursor.kind() == CursorKind::Class && cursor.spelling().starts_with("(lambda")
}
