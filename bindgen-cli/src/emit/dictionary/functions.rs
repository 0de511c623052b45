//! OverloadSets, Functions, Parameters, Operators.

use cppbind_abi::NONE;
use cppbind_abi::codes::{Carrier, DefaultKind, FunctionFlags, TableKind};

use super::tables::{Tables, hex, optional, row};
use super::{DictionarySource, Item};
use crate::analysis::{Implicit, Side, deprecation_of_function, documentation, signature};
use crate::emit::stub::{parameter_carrier, parameter_flags, required, result_carrier, scalar_default};
use crate::ir::{
    DefaultValue, Function, FunctionId, FunctionKind, FunctionTemplateId, Parameter, RefQualifier, TypeId,
};

impl DictionarySource<'_> {
    /// Whether a function of the set has a stub left to call, or can be made of a template.
    pub(super) fn has_overload_set(&self, index: usize) -> bool {
        let set = &self.facts.sets[index];
        !set.templates.is_empty()
            || set.functions.iter().any(|id| {
                let function = &self.ir[*id];
                let first = self.plan.functions[id].first;
                let last = first + (function.parameters.len() - required(function)) as u32;
                (first..=last).any(|number| !self.is_rejected(Item::Stub(number)))
            })
    }
}

impl Tables<'_> {
    /// Fills OverloadSets, Functions and Parameters.
    pub(super) fn overload_sets(&mut self) {
        for set in &self.source.facts.sets {
            let first = self.functions.len();
            for id in &set.functions {
                self.function(*id);
            }
            for id in &set.templates {
                self.function_template(*id);
            }
            let (name, qualified) = (self.strings.add(&set.name), self.strings.add(&set.qualified));
            self.sets.push(row!(name, qualified, first, set.functions.len() + set.templates.len()));
        }
    }

    /// A function that is only overridden.
    pub(super) fn function_without_stubs(&mut self, id: FunctionId) -> u32 {
        let defaults = vec![None; self.source.ir[id].parameters.len()];
        self.row_of_function(id, None, &defaults, false)
    }

    fn function(&mut self, id: FunctionId) {
        let stubs = &self.source.plan.functions[&id];
        self.row_of_function(id, Some((stubs.first, stubs.direct)), &stubs.defaults, stubs.noexcept);
    }

    fn row_of_function(
        &mut self,
        id: FunctionId,
        stubs: Option<(u32, Option<u32>)>,
        defaults: &[Option<u32>],
        noexcept: bool,
    ) -> u32 {
        let source = self.source;
        let (ir, function) = (source.ir, &source.ir[id]);
        let implicit = source.facts.implicit.get(&id).copied();
        let warning = deprecation_of_function(ir, function);
        let parameters = function.parameters.iter().zip(defaults);
        let parameters =
            parameters.map(|(parameter, default_stub)| self.parameter(parameter, *default_stub)).collect();
        let parameters_first = self.shared_parameters(parameters);
        let strings = &mut self.strings;
        let (name, text) = (strings.add(&function.name), strings.add(&signature(ir, function)));
        let doc = strings.add_doc(&documentation(&function.doc, &function.deprecated));
        let arguments = function.template_arguments.as_ref().map(|arguments| arguments.join(","));
        let arguments = strings.add_optional(arguments.as_deref());
        let is_constructor = function.kind == FunctionKind::Constructor;
        let result_carrier =
            if is_constructor { Carrier::Pointer } else { result_carrier(ir, function.result) };
        self.functions.push(row!(
            name,
            text,
            doc,
            arguments,
            function.result.0,
            parameters_first,
            function.parameters.len(),
            required(function),
            optional(stubs.map(|(first, _)| first)),
            optional(stubs.and_then(|(_, direct)| direct)),
            flags(function, implicit, noexcept).with(FunctionFlags::DEPRECATED, warning.is_some()).0,
            result_carrier as u8,
            "{0, 0, 0}",
        ));
        let index = self.functions.len() as u32 - 1;
        self.warn(TableKind::Functions, index as usize, warning.as_deref());
        self.function_indices.insert(id, index);
        index
    }

    fn function_template(&mut self, id: FunctionTemplateId) {
        let template = &self.source.ir[id];
        let strings = &mut self.strings;
        let (name, text) = (strings.add(&template.name), strings.add(&template.declaration));
        let doc = strings.add_doc(&template.doc);
        let flags = kind_flags(template.kind, &template.name)
            .with(FunctionFlags::CONST, template.is_const)
            .with(FunctionFlags::TEMPLATE, true);
        let (most, carrier) = (template.most.unwrap_or(u16::MAX), Carrier::Void as u8);
        self.functions.push(row!(
            name,
            text,
            doc,
            NONE,
            optional(template.result.map(|TypeId(result)| result)),
            0,
            most,
            template.required,
            NONE,
            NONE,
            flags.0,
            carrier,
            "{0, 0, 0}",
        ));
    }

    /// Where these rows stand in Parameters: overloads aside, many functions of a library take the same.
    fn shared_parameters(&mut self, rows: Vec<String>) -> usize {
        let end = self.parameters.len();
        *self.parameter_ranges.entry(rows).or_insert_with_key(|rows| {
            self.parameters.extend(rows.iter().cloned());
            end
        })
    }

    fn parameter(&mut self, parameter: &Parameter, default_stub: Option<u32>) -> String {
        let ir = self.source.ir;
        let (kind, bits) = default_of(ir, parameter, default_stub);
        let name = self.strings.add(&parameter.name);
        let text = self.strings.add_optional(parameter.default.as_ref().map(|default| default.text.as_str()));
        let (flags, carrier) = (parameter_flags(ir, parameter.ty).0, parameter_carrier(ir, parameter) as u8);
        let TypeId(ty) = parameter.ty;
        row!(hex(bits), name, ty, text, optional(default_stub), flags, carrier, kind as u8, 0)
    }

    /// Fills Operators.
    pub(super) fn operators(&mut self) {
        for operator in &self.source.facts.operators {
            let (operand, name) = (self.strings.add(&operator.operand), self.strings.add(&operator.name));
            let side = match operator.side {
                Side::Left => 0,
                Side::Right => 1,
            };
            self.operators.push(row!(operand, name, operator.set, side));
        }
    }
}

fn default_of(ir: &crate::ir::Ir, parameter: &Parameter, stub: Option<u32>) -> (DefaultKind, u64) {
    match (&parameter.default, scalar_default(ir, parameter), stub) {
        (None, ..) => (DefaultKind::None, 0),
        (_, Some(DefaultValue::Signed(value)), _) => (DefaultKind::Signed, value as u64),
        (_, Some(DefaultValue::Unsigned(value)), _) => (DefaultKind::Unsigned, value),
        (_, Some(DefaultValue::Float(value)), _) => (DefaultKind::Float, value.to_bits()),
        (_, Some(DefaultValue::Null), _) => (DefaultKind::Null, 0),
        (_, None, Some(_)) => (DefaultKind::Stub, 0),
        (_, None, None) => (DefaultKind::Unspellable, 0),
    }
}

fn flags(function: &Function, implicit: Option<Implicit>, noexcept: bool) -> FunctionFlags {
    kind_flags(function.kind, &function.name)
        .with(FunctionFlags::CONST, function.is_const)
        .with(FunctionFlags::EXPLICIT, function.explicit)
        .with(FunctionFlags::NOEXCEPT, noexcept)
        .with(FunctionFlags::VIRTUAL, function.is_virtual)
        .with(FunctionFlags::PURE, function.pure)
        .with(FunctionFlags::AGGREGATE, implicit == Some(Implicit::Aggregate))
        .with(FunctionFlags::COPY, function.copy_constructor)
        .with(FunctionFlags::MOVE, function.move_constructor)
        .with(FunctionFlags::SPECIALISATION, function.template_arguments.is_some())
        .with(FunctionFlags::RVALUE_ONLY, function.ref_qualifier == Some(RefQualifier::RValue))
        .with(FunctionFlags::VARIADIC, function.variadic)
}

/// What follows from a function's kind and its name.
fn kind_flags(kind: FunctionKind, name: &str) -> FunctionFlags {
    FunctionFlags::default()
        .with(FunctionFlags::STATIC, kind == FunctionKind::Static)
        .with(FunctionFlags::METHOD, matches!(kind, FunctionKind::Method | FunctionKind::Conversion))
        .with(FunctionFlags::CONSTRUCTOR, kind == FunctionKind::Constructor)
        .with(FunctionFlags::CONVERSION, kind == FunctionKind::Conversion)
        .with(
            FunctionFlags::OPERATOR,
            name.strip_prefix("operator").is_some_and(|rest| {
                // A literal operator has no operands: it is called by its name.
                rest.starts_with(|next: char| next.is_ascii_punctuation() && next != '_' && next != '"')
            }),
        )
}
