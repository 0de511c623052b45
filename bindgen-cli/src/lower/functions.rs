//! Functions of every kind.

use super::context::Lowering;
use super::deduced_templates::Met;
use super::{docs, enums, names, traits};
use crate::clang::{Cursor, CursorKind, Reference};
use crate::ir::{Access, Function, FunctionId, FunctionKind, Parameter, RefQualifier, Scope, TypeKind};
use crate::selection::ItemKind;

impl<'tu> Lowering<'tu> {
    /// A function of a namespace of a selected file.
    pub(super) fn free_function(&mut self, cursor: Cursor<'tu>) {
        if enums::is_member(cursor) || cursor.spelling().starts_with("<deduction guide") {
            return;
        }
        let scope = self.scope_of(cursor);
        let qualified = self.qualify(scope, &cursor.spelling());
        let selected = self.wants(ItemKind::Function, &qualified, cursor);
        let distance = self.distance.filter(|_| selected);
        self.at_distance(distance, |lowering| {
            let id = lowering.namespace_function(cursor, scope, selected);
            lowering.ir[id].hidden_friend = false;
            lowering.ir[id].selected |= selected;
        });
    }

    fn namespace_function(&mut self, cursor: Cursor<'tu>, scope: Scope, selected: bool) -> FunctionId {
        let key = cursor.canonical();
        if let Some(&id) = self.functions.get(&key) {
            self.redeclared_function(id, cursor);
            return id;
        }
        let id = self.function(cursor, FunctionKind::Free, scope, Access::Public, selected);
        self.functions.insert(key, id);
        id
    }

    /// `friend` in a bound class: functions wait until it is known whether their namespace declares them.
    pub(super) fn friend(&mut self, cursor: Cursor<'tu>) {
        for child in cursor.children() {
            match child.kind() {
                CursorKind::Function if !enums::is_member(child) => self.friends.push(child),
                CursorKind::FunctionTemplate if child.is_definition() => {
                    self.function_template_of(Met { record: None, template: child });
                }
                _ => {}
            }
        }
    }

    /// Friends that no namespace declares are found through their arguments only.
    pub(super) fn hidden_friends(&mut self) {
        for cursor in std::mem::take(&mut self.friends) {
            if self.functions.contains_key(&cursor.canonical()) {
                continue;
            }
            let scope = self.scope_of(cursor);
            let qualified = self.qualify(scope, &cursor.spelling());
            if !self.wants(ItemKind::Function, &qualified, cursor) {
                continue;
            }
            let id = self.at_distance(Some(0), |lowering| lowering.namespace_function(cursor, scope, true));
            self.ir[id].hidden_friend = true;
            // A comparison may be `= default`, which libclang tells of members only.
            self.ir[id].has_body |= cursor
                .tokens()
                .is_some_and(|tokens| tokens.last().is_some_and(|last| last.text == "default"));
        }
    }

    /// A further declaration may know more: parameter names, default arguments, documentation.
    fn redeclared_function(&mut self, id: FunctionId, cursor: Cursor<'tu>) {
        for (index, argument) in cursor.arguments().into_iter().enumerate() {
            let Some(parameter) = self.ir[id].parameters.get(index) else { break };
            let (unnamed, required, ty) =
                (parameter.name.is_empty(), parameter.default.is_none(), parameter.ty);
            let default = if required { self.default_argument(argument, ty) } else { None };
            let parameter = &mut self.ir[id].parameters[index];
            if unnamed {
                parameter.name = argument.spelling();
            }
            parameter.default = parameter.default.take().or(default);
        }
        let function = &mut self.ir[id];
        function.doc = function.doc.take().or_else(|| docs::plain(&cursor.raw_comment()));
        function.has_body |= cursor.definition().is_some();
        function.deprecated = function.deprecated.take().or_else(|| cursor.deprecation());
    }

    /// A new function; the caller has made sure that it is not known.
    pub(super) fn function(
        &mut self,
        cursor: Cursor<'tu>,
        kind: FunctionKind,
        scope: Scope,
        access: Access,
        selected: bool,
    ) -> FunctionId {
        let member = kind != FunctionKind::Free;
        let result = match (kind, cursor.result_type()) {
            (FunctionKind::Constructor, _) | (_, None) => self.void(),
            (_, Some(result)) => self.at_result(cursor, result),
        };
        let mut arguments = cursor.arguments();
        let object = explicit_object(cursor, arguments.first().copied().filter(|_| member));
        if object.is_some() {
            arguments.remove(0);
        }
        let parameters = arguments
            .into_iter()
            .map(|argument| {
                let ty = match argument.ty() {
                    Some(ty) => self.parameter_type(ty),
                    None => self.void(),
                };
                let default = self.default_argument(argument, ty);
                Parameter { name: argument.spelling(), ty, default, lasting: false }
            })
            .collect();
        let name = self.function_name(cursor, kind, scope);
        let template_arguments: Option<Vec<String>> = cursor
            .function_template_arguments()
            .map(|arguments| arguments.iter().map(|argument| names::normal(argument)).collect());
        let mut cpp = if member { name.clone() } else { format!("::{}", self.qualify(scope, &name)) };
        if let Some(arguments) = &template_arguments {
            cpp += &format!("<{}>", arguments.join(", "));
        }
        let function = Function {
            cpp,
            name,
            kind,
            scope,
            introduced_from: None,
            access,
            selected,
            result,
            parameters,
            is_const: cursor.is_const_method() || object == Some(true),
            is_volatile: member && is_volatile(cursor),
            ref_qualifier: cursor.ty().and_then(|ty| ty.ref_qualifier()).map(|reference| match reference {
                Reference::LValue => RefQualifier::LValue,
                Reference::RValue => RefQualifier::RValue,
            }),
            is_virtual: cursor.is_virtual(),
            pure: cursor.is_pure_virtual(),
            is_final: cursor.is_virtual() && traits::is_final(cursor),
            noexcept: cursor.is_noexcept(),
            explicit: cursor.is_explicit(),
            deleted: cursor.is_deleted_method() || cursor.is_unavailable(),
            variadic: cursor.is_variadic(),
            copy_constructor: kind == FunctionKind::Constructor && cursor.is_copy_constructor(),
            move_constructor: kind == FunctionKind::Constructor && cursor.is_move_constructor(),
            deprecated: cursor.deprecation(),
            has_body: has_body(cursor),
            hidden_friend: false,
            deduced_from: None,
            template_arguments,
            symbol: symbol(cursor),
            doc: self.documentation(cursor),
            location: self.location(cursor),
        };
        let id = FunctionId(self.ir.functions.len() as u32);
        self.ir.functions.push(function);
        self.closure_of_function(id);
        id
    }

    fn function_name(&mut self, cursor: Cursor<'tu>, kind: FunctionKind, scope: Scope) -> String {
        match (kind, scope) {
            (FunctionKind::Constructor, Scope::Record(record)) => {
                let name = &self.ir[record].name;
                name.split_once('<').map_or(name.as_str(), |(template, _)| template).to_owned()
            }
            // Spelled out when all types are.
            (FunctionKind::Conversion, _) => {
                let target = cursor
                    .result_type()
                    .map(|ty| names::normal(&ty.canonical().spelling()))
                    .unwrap_or_default();
                format!("operator {target}")
            }
            _ => cursor.spelling(),
        }
    }

    fn at_result(&mut self, cursor: Cursor<'tu>, result: crate::clang::Type<'tu>) -> crate::ir::TypeId {
        let ty = self.ty(result);
        if let TypeKind::Unsupported(_) = self.ir[ty].kind
            && let Some(deduced) = cursor.ty().and_then(|ty| ty.canonical().result())
            && deduced != result
        {
            return self.ty(deduced);
        }
        ty
    }

    fn documentation(&self, cursor: Cursor<'tu>) -> Option<String> {
        docs::plain(&cursor.raw_comment())
            .or_else(|| cursor.definition().and_then(|definition| docs::plain(&definition.raw_comment())))
    }
}

/// Whether a function is defined in the headers, counting what instances get from their templates.
pub(super) fn has_body(cursor: Cursor<'_>) -> bool {
    if cursor.definition().is_some() || cursor.is_defaulted() {
        return true;
    }
    cursor.template().is_some_and(|pattern| pattern.definition().is_some() || pattern.is_defaulted())
}

/// Whether the first parameter of a member function is the object (`this const C& self`): whether it leaves that as it is.
fn explicit_object<'tu>(function: Cursor<'tu>, first: Option<Cursor<'tu>>) -> Option<bool> {
    let ty = first?.ty()?.canonical();
    let object = ty.pointee().unwrap_or(ty);
    let is_own = object.declaration()?.canonical() == function.semantic_parent()?.canonical();
    // The tokens of all other functions need not be looked at.
    let says_this = || first?.tokens().map(|tokens| tokens.first().is_some_and(|token| token.text == "this"));
    (is_own && says_this() == Some(true)).then(|| object == ty || object.is_const())
}

/// The linker's name of what other translation units can see.
fn symbol(cursor: Cursor<'_>) -> Option<String> {
    cursor.has_external_linkage().then(|| cursor.mangling()).filter(|symbol| !symbol.is_empty())
}

/// `volatile` member functions; libclang tells only by the type's spelling.
fn is_volatile(cursor: Cursor<'_>) -> bool {
    cursor.ty().is_some_and(|ty| {
        let spelling = ty.spelling();
        spelling
            .rsplit_once(')')
            .is_some_and(|(_, behind)| behind.split_whitespace().any(|word| word == "volatile"))
    })
}
