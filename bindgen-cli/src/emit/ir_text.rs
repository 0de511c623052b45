//! The IR as people read it: what `--emit ir` prints and snapshots compare.
//!
//! Only what is bound is listed, and files by their names alone, so that the text
//! does not depend on where the headers lie.

use std::fmt::Write as _;

use crate::ir::{
    Access, ConstantValue, DefaultValue, Enum, Field, Function, FunctionKind, Ir, Location, NamespaceId,
    Origin, Record, RecordKind, RefQualifier, Scope, TemplateKind, TypeId, Typedef, Variable,
};

/// The listing.
pub fn ir_text(ir: &Ir) -> String {
    let mut writer = Writer { ir, text: String::new() };
    writer.namespaces();
    writer.enums();
    writer.records();
    writer.functions();
    writer.variables();
    writer.typedefs();
    writer.templates();
    writer.macros();
    writer.skipped();
    writer.text
}

struct Writer<'ir> {
    ir: &'ir Ir,
    text: String,
}

impl<'ir> Writer<'ir> {
    fn line(&mut self, indent: usize, line: &str) {
        // `writeln!` to a String does not fail.
        let _ = writeln!(self.text, "{:indent$}{line}", "", indent = indent * 2);
    }

    fn doc(&mut self, indent: usize, doc: Option<&str>) {
        for line in doc.unwrap_or_default().lines() {
            self.line(indent, format!("/// {line}").trim_end());
        }
    }

    fn namespaces(&mut self) {
        for (index, namespace) in self.ir.namespaces.iter().enumerate() {
            let details =
                namespace.usings.len() + namespace.aliases.len() + namespace.using_declarations.len();
            if details == 0 && (namespace.parent.is_none() || !self.has_selected(NamespaceId(index as u32))) {
                continue;
            }
            let name = if namespace.parent.is_none() { "::" } else { &namespace.qualified };
            let words = [(namespace.inline, "inline "), (namespace.unnamed, "unnamed ")];
            self.doc(0, namespace.doc.as_deref());
            self.line(0, &format!("{}namespace {name}", flags(&words)));
            for using in &namespace.usings {
                self.line(1, &format!("using namespace {using}"));
            }
            for (alias, target) in &namespace.aliases {
                self.line(1, &format!("namespace {alias} = {target}"));
            }
            for (name, target) in &namespace.using_declarations {
                self.line(1, &format!("using {name} = {target}"));
            }
        }
    }

    /// Whether something selected stands in the namespace itself.
    fn has_selected(&self, id: NamespaceId) -> bool {
        let here = Scope::Namespace(id);
        let Ir { records, enums, functions, variables, typedefs, class_templates, .. } = self.ir;
        records.iter().any(|item| item.scope == here && item.origin == Origin::Selected)
            || enums.iter().any(|item| item.scope == here && item.selected)
            || functions.iter().any(|item| item.scope == here && item.selected)
            || variables.iter().any(|item| item.scope == here && item.selected)
            || typedefs.iter().any(|item| item.scope == here && item.selected)
            || class_templates.iter().any(|item| item.scope == here && item.selected)
    }

    fn enums(&mut self) {
        for item in self.ir.enums.iter().filter(|item| item.selected) {
            let Enum { qualified, scoped, access, .. } = item;
            let keyword = if *scoped { "enum class" } else { "enum" };
            self.doc(0, item.doc.as_deref());
            let underlying = self.ty(item.underlying);
            self.line(
                0,
                &format!(
                    "{}{keyword} {qualified} : {underlying}  {}",
                    access_word(*access),
                    place(&item.location)
                ),
            );
            for enumerator in &item.enumerators {
                let value = if underlying.starts_with("unsigned") || underlying == "bool" {
                    enumerator.value.to_string()
                } else {
                    (enumerator.value as i64).to_string()
                };
                self.doc(1, enumerator.doc.as_deref());
                self.line(1, &format!("{} = {value}{}", enumerator.name, deprecated(&enumerator.deprecated)));
            }
        }
    }

    fn records(&mut self) {
        for record in self.ir.records.iter().filter(|record| record.origin != Origin::Foreign) {
            self.record(record);
        }
    }

    fn record(&mut self, record: &Record) {
        let keyword = match record.kind {
            RecordKind::Struct => "struct",
            RecordKind::Class => "class",
            RecordKind::Union => "union",
        };
        let bases: Vec<String> = record
            .bases
            .iter()
            .map(|base| {
                let words = flags(&[(base.is_virtual, "virtual ")]);
                format!("{}{words}{}", access_word_always(base.access), self.ir[base.record].qualified)
            })
            .collect();
        let bases = if bases.is_empty() { String::new() } else { format!(" : {}", bases.join(", ")) };
        let notes = [
            (record.origin == Origin::Named, "named "),
            (!record.complete, "incomplete "),
            (record.is_final, "final "),
            (record.polymorphic, "polymorphic "),
            (record.is_abstract, "abstract "),
            (!record.nameable, "unnameable "),
            (record.declares_constructor, "constructors "),
        ];
        self.doc(0, record.doc.as_deref());
        let deprecated = deprecated(&record.deprecated);
        let head = format!("{}{keyword} {}{bases}{deprecated}", access_word(record.access), record.qualified);
        // Instances stand in other libraries' headers, whose lines are not ours.
        let place = if record.origin == Origin::Selected { place(&record.location) } else { String::new() };
        self.line(0, format!("{head}  {}{place}", flags(&notes)).trim_end());
        if record.cpp != format!("::{}", record.qualified) {
            self.line(1, &format!("spelled {}", record.cpp));
        }
        let destructor = record.destructor;
        if destructor.access != Access::Public || destructor.deleted || destructor.is_virtual {
            let words = flags(&[(destructor.is_virtual, "virtual "), (destructor.deleted, "deleted ")]);
            self.line(1, format!("{}{words}destructor", access_word(destructor.access)).trim_end());
        }
        for field in &record.fields {
            self.field(field);
        }
        for id in &record.static_members {
            let variable = &self.ir[*id];
            self.variable(1, &variable.name, variable);
        }
        for id in &record.functions {
            let function = &self.ir[*id];
            self.function(1, &function.name, function);
        }
    }

    fn field(&mut self, field: &Field) {
        let mut line = format!("{}{} {}", access_word(field.access), self.ty(field.ty), field.name);
        if let Some(width) = field.bit_width {
            line += &format!(" : {width}");
        }
        let notes = [
            (field.mutable, " mutable"),
            (field.has_initializer, " initialised"),
            (field.in_anonymous, " in-anonymous"),
        ];
        self.doc(1, field.doc.as_deref());
        self.line(1, &format!("{line}{}{}", flags(&notes), deprecated(&field.deprecated)));
    }

    fn functions(&mut self) {
        for function in self
            .ir
            .functions
            .iter()
            .filter(|function| function.selected && function.kind == FunctionKind::Free)
        {
            self.function(0, function.cpp.trim_start_matches(':'), function);
        }
    }

    fn function(&mut self, indent: usize, name: &str, function: &Function) {
        let mut parameters: Vec<String> = function
            .parameters
            .iter()
            .map(|parameter| {
                let mut text = self.ty(parameter.ty).to_owned();
                if !parameter.name.is_empty() {
                    text += &format!(" {}", parameter.name);
                }
                if let Some(default) = &parameter.default {
                    text += &format!(" = {}", default.text);
                    text += &default
                        .value
                        .as_ref()
                        .map(|value| format!(" [{}]", default_value(value)))
                        .unwrap_or_default();
                }
                if parameter.lasting {
                    text += " [lasting]";
                }
                text
            })
            .collect();
        if function.variadic {
            parameters.push("...".to_owned());
        }
        let result = match function.kind {
            FunctionKind::Constructor | FunctionKind::Conversion => String::new(),
            _ => format!("{} ", self.ty(function.result)),
        };
        let words = flags(&[
            (function.explicit, "explicit "),
            (function.kind == FunctionKind::Static, "static "),
            (function.is_virtual, "virtual "),
        ]);
        let behind = flags(&[
            (function.is_const, " const"),
            (function.is_volatile, " volatile"),
            (function.ref_qualifier == Some(RefQualifier::LValue), " &"),
            (function.ref_qualifier == Some(RefQualifier::RValue), " &&"),
            (function.noexcept, " noexcept"),
            (function.is_final, " final"),
            (function.pure, " = 0"),
            (function.deleted, " = delete"),
            (function.has_body, " {}"),
        ]);
        let mut notes = flags(&[
            (function.copy_constructor, " copy"),
            (function.move_constructor, " move"),
            (function.hidden_friend, " hidden-friend"),
        ]);
        notes += &deprecated(&function.deprecated);
        if let Some(base) = function.introduced_from {
            notes += &format!(" from {}", self.ir[base].qualified);
        }
        if !function.has_body && !function.pure && !function.deleted {
            notes += &function.symbol.as_ref().map(|symbol| format!(" {symbol}")).unwrap_or_default();
        }
        let notes = if notes.is_empty() { notes } else { format!("  //{notes}") };
        self.doc(indent, function.doc.as_deref());
        let access = access_word(function.access);
        self.line(
            indent,
            &format!("{access}{words}{result}{name}({}){behind}{notes}", parameters.join(", ")),
        );
    }

    fn variables(&mut self) {
        let free = |variable: &&Variable| variable.selected && matches!(variable.scope, Scope::Namespace(_));
        for variable in self.ir.variables.iter().filter(free) {
            self.variable(0, &variable.qualified, variable);
        }
    }

    fn variable(&mut self, indent: usize, name: &str, variable: &Variable) {
        let value =
            variable.value.as_ref().map(|value| format!(" = {}", constant(value))).unwrap_or_default();
        let notes = if variable.defined {
            "  // defined".to_owned()
        } else {
            variable.symbol.as_ref().map(|symbol| format!("  // {symbol}")).unwrap_or_default()
        };
        let keyword = if indent > 0 { "static " } else { "variable " };
        self.doc(indent, variable.doc.as_deref());
        let access = access_word(variable.access);
        let deprecated = deprecated(&variable.deprecated);
        self.line(
            indent,
            &format!("{access}{keyword}{} {name}{value}{notes}{deprecated}", self.ty(variable.ty)),
        );
    }

    fn typedefs(&mut self) {
        for typedef in self.ir.typedefs.iter().filter(|typedef| typedef.selected) {
            let Typedef { qualified, target, access, .. } = typedef;
            self.doc(0, typedef.doc.as_deref());
            self.line(0, &format!("{}typedef {qualified} = {}", access_word(*access), self.ty(*target)));
        }
    }

    fn templates(&mut self) {
        for template in &self.ir.class_templates {
            let word = if template.selected { "" } else { "other " };
            self.doc(0, template.doc.as_deref());
            let kind = match template.kind {
                TemplateKind::Class => "",
                TemplateKind::Alias => "alias ",
                TemplateKind::Variable => "variable ",
                TemplateKind::Concept => "concept ",
            };
            self.line(0, &format!("{word}{kind}template {}<{}>", template.qualified, template.parameters));
            for instantiation in &template.instantiations {
                self.line(1, &self.ir[instantiation.record].qualified);
            }
        }
        for template in &self.ir.function_templates {
            let scope = match template.scope {
                Scope::Namespace(id) => &self.ir[id].qualified,
                Scope::Record(id) => &self.ir[id].qualified,
            };
            let scope = if scope.is_empty() { String::new() } else { format!(" in {scope}") };
            self.doc(0, template.doc.as_deref());
            self.line(0, &format!("function {}{scope}  {}", template.declaration, place(&template.location)));
        }
    }

    fn macros(&mut self) {
        for item in &self.ir.macros {
            self.line(0, &format!("macro {} = {} : {}", item.name, constant(&item.value), self.ty(item.ty)));
        }
    }

    fn skipped(&mut self) {
        for skip in &self.ir.skipped {
            let scope = if skip.scope.is_empty() { String::new() } else { format!(" in {}", skip.scope) };
            self.line(
                0,
                &format!("skipped {}{scope}: {}  {}", skip.declaration, skip.reason, place(&skip.location)),
            );
        }
    }

    fn ty(&self, id: TypeId) -> &'ir str {
        &self.ir[id].spelling
    }
}

/// What an attribute says, with its reason if it has one.
fn deprecated(reason: &Option<String>) -> String {
    match reason.as_deref() {
        None => String::new(),
        Some("") => " deprecated".to_owned(),
        Some(reason) => format!(" deprecated({reason:?})"),
    }
}

fn flags(words: &[(bool, &str)]) -> String {
    words.iter().filter(|(set, _)| *set).map(|(_, word)| *word).collect()
}

fn access_word(access: Access) -> &'static str {
    if access == Access::Public { "" } else { access_word_always(access) }
}

fn access_word_always(access: Access) -> &'static str {
    match access {
        Access::Public => "public ",
        Access::Protected => "protected ",
        Access::Private => "private ",
    }
}

fn place(location: &Location) -> String {
    let name = location.file.file_name().unwrap_or_default().to_string_lossy();
    format!("@{name}:{}", location.line)
}

fn constant(value: &ConstantValue) -> String {
    match value {
        ConstantValue::Signed(value) => value.to_string(),
        ConstantValue::Unsigned(value) => format!("{value}u"),
        ConstantValue::Float(value) => format!("{value:?}"),
        ConstantValue::Text(value) => format!("{value:?}"),
    }
}

fn default_value(value: &DefaultValue) -> String {
    match value {
        DefaultValue::Signed(value) => value.to_string(),
        DefaultValue::Unsigned(value) => format!("{value}u"),
        DefaultValue::Float(value) => format!("{value:?}"),
        DefaultValue::Null => "null".to_owned(),
    }
}
