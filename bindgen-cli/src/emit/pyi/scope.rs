//! Bodies of scopes: the classes that stand for namespaces, classes and enumerations.

use std::collections::BTreeMap;

use super::Stub;
use super::function::{Binding, Signature, push_overloads};
use super::operators::{conversion, dunder, reflected};
use super::paths::{ELSEWHERE, ROOT, firsts};
use super::python::{deprecated, push_docstring};
use crate::analysis::{
    ClassFact, Constant, Entity, Member, MemberKind, Name, Side, deprecation, documentation, is_identifier,
};
use crate::ir::{ConstantValue, EnumId, FunctionId, FunctionKind, RecordId, TypedefId};

/// What the base types of containers have, whatever C++ calls it.
const PROTOCOL: [&str; 10] = [
    "__getitem__",
    "__setitem__",
    "__iadd__",
    "__eq__",
    "__ne__",
    "__lt__",
    "__le__",
    "__gt__",
    "__ge__",
    "__bool__",
];

/// One level of indentation.
const STEP: &str = "    ";

/// What a scope is to Python.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Home {
    /// A module: a namespace of a package.
    Module,
    /// A class, also one that stands for a namespace.
    Class,
}

impl Stub<'_> {
    /// The root class with everything in it.
    pub(super) fn global(&self, text: &mut String) {
        self.namespace(text, "", 0, ROOT);
    }

    fn namespace(&self, text: &mut String, indent: &str, index: usize, name: &str) {
        let namespace = &self.facts.namespaces[index];
        *text += &format!("{indent}class {name}:\n");
        let inner = format!("{indent}{STEP}");
        let start = text.len();
        push_docstring(text, &inner, self.ir[namespace.id].doc.as_deref());
        let path = self.paths.entity(Entity::Namespace(index)).unwrap_or(ROOT).to_owned();
        self.names(text, &inner, &path, &namespace.names, Home::Class);
        close(text, start, &inner);
    }

    /// The class of all that a package does not show; nothing where there is nothing.
    pub(super) fn elsewhere(&self, text: &mut String, names: &[Name]) {
        let mut body = String::new();
        self.names(&mut body, STEP, ELSEWHERE, names, Home::Class);
        if !body.is_empty() {
            *text += &format!("class {}:\n{body}", last(ELSEWHERE));
            close(text, text.len() - body.len(), STEP);
        }
    }

    fn class(&self, text: &mut String, indent: &str, class: &ClassFact, path: &str) {
        let record = &self.ir[class.id];
        let bases = self.bases(class);
        let bases = if bases.is_empty() { String::new() } else { format!("({})", bases.join(", ")) };
        let name = last(path);
        if let Some(reason) = &record.deprecated {
            *text += &format!("{indent}{}\n", deprecated(&deprecation(&record.qualified, reason)));
        }
        *text += &format!("{indent}class {name}{bases}:");
        *text += if name == record.name { "\n" } else { "  # " };
        if name != record.name {
            *text += &format!("{}\n", record.qualified);
        }
        let inner = format!("{indent}{STEP}");
        let start = text.len();
        push_docstring(text, &inner, documentation(&record.doc, &record.deprecated).as_deref());
        if let Some(set) = class.constructors {
            let functions =
                self.facts.sets[set].functions.iter().filter(|function| !self.is_dropped(**function));
            let is_container = self.container_base(class.id).is_some();
            let collections = if is_container { self.collections(class.id) } else { Vec::new() };
            let value = self.value_constructor(class.id);
            let takes_any = collections.is_empty() && value.is_none();
            let mut signatures: Vec<_> = functions
                .filter(|function| takes_any || self.is_spelled(**function))
                .map(|function| self.signature(*function, Binding::Method))
                .collect();
            if !collections.is_empty() {
                signatures.push(Signature::of_collection(&collections));
            }
            if !self.facts.sets[set].templates.is_empty() {
                signatures.push(Signature::of_constructor("self, *args: _Any".into()));
            }
            signatures.extend(value);
            self.push_set(text, &inner, "__init__", signatures, Home::Class);
        }
        self.names(text, &inner, path, &class.names, Home::Class);
        self.push_unpacking(text, &inner, class.id);
        self.protocols(text, &inner, class);
        close(text, start, &inner);
    }

    /// The bases that have stubs; one that another base derives from would make Python's order of bases impossible.
    fn bases(&self, class: &ClassFact) -> Vec<String> {
        let direct: Vec<RecordId> = class.bases.iter().map(|base| base.record).collect();
        let implied =
            |record: RecordId| direct.iter().any(|other| *other != record && self.derives(*other, record));
        let mut bases: Vec<_> = direct
            .iter()
            .filter(|base| !implied(**base))
            .filter_map(|base| self.paths.record(*base))
            .map(str::to_owned)
            .collect();
        bases.extend(self.container_base(class.id));
        bases.extend(self.value_base(class.id));
        let is_exception = self.ir[class.id].qualified == "std::exception"
            || self.ir[class.id].bases.iter().any(|base| {
                self.ir[base.record].qualified == "std::exception" && self.paths.record(base.record).is_none()
            });
        if is_exception {
            bases.push(self.builtin("Exception"));
        }
        bases
    }

    fn derives(&self, record: RecordId, from: RecordId) -> bool {
        self.ir[record].bases.iter().any(|base| base.record == from || self.derives(base.record, from))
    }

    /// What stands in a scope.
    pub(super) fn names(&self, text: &mut String, indent: &str, path: &str, names: &[Name], home: Home) {
        let mut methods: BTreeMap<String, Vec<Signature>> = BTreeMap::new();
        // mypy looks for the type of a final name among what stands before.
        let (scopes, others): (Vec<&Name>, Vec<&Name>) = firsts(names).partition(|name| {
            matches!(name.entity, Entity::Namespace(_) | Entity::Class(_) | Entity::Enum(_))
        });
        for name in scopes.into_iter().chain(others) {
            let here = self.paths.entity(name.entity).map(|found| (found, is_directly_in(found, path)));
            match (name.entity, here) {
                (Entity::Namespace(_) | Entity::Class(_) | Entity::Enum(_), None)
                | (Entity::Skipped(_), _) => {}
                (Entity::Namespace(index), Some((found, is_here))) if self.paths.is_module(index) => {
                    match (home, is_here) {
                        (Home::Module, true) => {
                            *text += &format!("from . import {name} as {name}\n", name = name.name)
                        }
                        (Home::Module, false) => *text += &format!("{} = {found}\n", name.name),
                        // It is found in the package, not among what stands elsewhere.
                        (Home::Class, _) => {}
                    }
                }
                (Entity::Namespace(index), Some((found, true))) => {
                    self.namespace(text, indent, index, last(found))
                }
                (Entity::Class(index), Some((found, true))) => {
                    self.class(text, indent, &self.facts.classes[index], found)
                }
                (Entity::Enum(index), Some((found, true))) => {
                    self.enumeration(text, indent, self.facts.enums[index], last(found))
                }
                _ if self.is_internal(path, &name.name) => {}
                // What a template's functions take and return nobody knows before they are called.
                (Entity::OverloadSet(set), _)
                    if self.facts.sets[set].functions.is_empty() && is_identifier(&name.name) =>
                {
                    *text += &format!("{indent}{}: {}\n", name.name, home.shared("_Any"));
                }
                (Entity::OverloadSet(set), _) => self.collect(&mut methods, &name.name, set),
                _ if !is_identifier(&name.name) => {
                    *text += &format!("{indent}# {} is no Python identifier: use getattr\n", name.name);
                }
                (_, Some((found, false))) => *text += &format!("{indent}{} = {found}\n", name.name),
                (Entity::Typedef(index), _) => {
                    self.typedef(text, indent, self.facts.typedefs[index], &name.name)
                }
                (Entity::ClassTemplate(_), _) => {
                    *text += &format!("{indent}{}: {}\n", name.name, home.shared("_Any"))
                }
                (Entity::DataMember(index), _) => {
                    self.member(text, indent, &name.name, &self.facts.members[index], home)
                }
                (Entity::Enumerator(index, _), _) => {
                    let ty = self
                        .paths
                        .enumeration(self.facts.enums[index])
                        .map_or_else(|| self.builtin("int"), str::to_owned);
                    *text += &format!("{indent}{}: _Final[{ty}]\n", name.name);
                }
                (Entity::Constant(index), _) => {
                    self.constant(text, indent, &name.name, &self.facts.constants[index])
                }
            }
        }
        if let Some(class) = self.facts.classes.iter().find(|class| self.paths.record(class.id) == Some(path))
        {
            self.collect_operators(&mut methods, &self.ir[class.id].qualified);
            if self.container_base(class.id).is_some() {
                // Python's protocols go before C++'s operators.
                methods.retain(|name, _| !PROTOCOL.contains(&name.as_str()));
            }
        }
        for (name, signatures) in methods {
            self.push_set(text, indent, &name, signatures, home);
        }
    }

    fn push_set(&self, text: &mut String, indent: &str, name: &str, signatures: Vec<Signature>, home: Home) {
        if is_identifier(name) {
            let staticmethod = (home == Home::Class).then(|| self.builtin("staticmethod"));
            push_overloads(text, indent, staticmethod.as_deref(), name, signatures);
        } else if !signatures.is_empty() {
            *text += &format!("{indent}# {name} is no Python identifier: use getattr\n");
        }
    }

    /// The functions of a set under their Python names; operators that Python lacks are left to `getattr`.
    fn collect(&self, methods: &mut BTreeMap<String, Vec<Signature>>, name: &str, set: usize) {
        for id in self.facts.sets[set].functions.iter().filter(|id| !self.is_dropped(**id)) {
            let function = &self.ir[*id];
            let (binding, object) = match function.kind {
                FunctionKind::Free | FunctionKind::Static => (Binding::Static, 0),
                FunctionKind::Method | FunctionKind::Constructor | FunctionKind::Conversion => {
                    (Binding::Method, 1)
                }
            };
            let signature = self.signature(*id, binding);
            let python = if function.kind == FunctionKind::Conversion {
                conversion(&self.returned(function.result)).map(str::to_owned)
            } else if !name.starts_with("operator") || is_identifier(name) {
                Some(name.to_owned())
            } else if binding == Binding::Method {
                dunder(name, function.parameters.len() + object).map(str::to_owned)
            } else {
                None
            };
            let Some(python) = python else { continue };
            if python == "__getitem__"
                && let Some(assignment) = self.assignment(*id)
            {
                methods.entry("__setitem__".into()).or_default().push(assignment);
            }
            methods.entry(python).or_default().push(signature);
        }
        for template in self.facts.sets[set].templates.iter().map(|id| &self.ir[*id]) {
            let (binding, object) = match template.kind {
                FunctionKind::Free | FunctionKind::Static => (Binding::Static, 0),
                _ => (Binding::Method, 1),
            };
            let python = if !name.starts_with("operator") || is_identifier(name) {
                Some(name)
            } else {
                dunder(name, usize::from(template.most.unwrap_or(1)) + object).filter(|_| object == 1)
            };
            if let Some(python) = python {
                methods.entry(python.to_owned()).or_default().push(Signature::of_template(binding));
            }
        }
    }

    fn collect_operators(&self, methods: &mut BTreeMap<String, Vec<Signature>>, operand: &str) {
        for operator in self.facts.operators.iter().filter(|operator| operator.operand == operand) {
            for id in self.facts.sets[operator.set].functions.iter().filter(|id| !self.is_dropped(**id)) {
                let function = &self.ir[*id];
                let Some(python) = dunder(&operator.name, function.parameters.len()) else { continue };
                let takes = |index: usize| self.is_operand(*id, index, operand);
                let added = match operator.side {
                    Side::Left if takes(0) => Some((python.to_owned(), Binding::LeftOperand)),
                    Side::Right if takes(1) && !takes(0) => {
                        reflected(python).map(|name| (name, Binding::RightOperand))
                    }
                    _ => None,
                };
                if let Some((name, binding)) = added {
                    methods.entry(name).or_default().push(self.signature(*id, binding));
                }
            }
        }
    }

    fn is_operand(&self, id: FunctionId, index: usize, operand: &str) -> bool {
        let parameter = self.ir[id].parameters.get(index);
        parameter
            .and_then(|parameter| self.ir.as_record(self.ir.innermost(parameter.ty)))
            .is_some_and(|record| self.ir[record].qualified == operand)
    }

    /// What Python's own protocols find in a class: `len()` in `size`, iteration in `begin` and `end`.
    fn protocols(&self, text: &mut String, indent: &str, class: &ClassFact) {
        if self.container_base(class.id).is_some() {
            return;
        }
        let has = |wanted: &str| {
            class
                .names
                .iter()
                .any(|name| name.name == wanted && matches!(name.entity, Entity::OverloadSet(_)))
        };
        if has("size") {
            *text += &format!("{indent}def __len__(self) -> {}: ...\n", self.builtin("int"));
        }
        if has("begin") && has("end") {
            *text += &format!("{indent}def __iter__(self) -> _Iterator[_Any]: ...\n");
        }
    }

    /// What the C++ library keeps for itself: it is bound, but no program should use it.
    fn is_internal(&self, path: &str, name: &str) -> bool {
        self.paths.is_in_library(path)
            && name.strip_prefix('_').is_some_and(|rest| {
                rest.starts_with(|first: char| first == '_' || first.is_ascii_uppercase())
            })
    }

    fn enumeration(&self, text: &mut String, indent: &str, id: EnumId, name: &str) {
        let enumeration = &self.ir[id];
        *text += &format!("{indent}class {name}(_enum.IntEnum):\n");
        let inner = format!("{indent}{STEP}");
        let start = text.len();
        push_docstring(text, &inner, enumeration.doc.as_deref());
        for enumerator in &enumeration.enumerators {
            // Python's enumerations have `name`, `value` and `mro` themselves.
            if is_identifier(&enumerator.name)
                && !matches!(enumerator.name.as_str(), "name" | "value" | "mro")
            {
                *text += &format!("{inner}{} = {}\n", enumerator.name, enumerator.value.cast_signed());
            }
        }
        close(text, start, &inner);
    }

    fn typedef(&self, text: &mut String, indent: &str, id: TypedefId, name: &str) {
        let target = self.returned(self.ir[id].target);
        let target = if target == "None" { "_Any".to_owned() } else { target };
        *text += &format!("{indent}{name}: _TypeAlias = {target}\n");
    }

    fn member(&self, text: &mut String, indent: &str, name: &str, member: &Member, home: Home) {
        let ty = self.returned(member.ty);
        match (member.kind, member.constant) {
            (MemberKind::Field(..), false) => *text += &format!("{indent}{name}: {ty}\n"),
            (MemberKind::Field(..), true) => {
                *text += &format!(
                    "{indent}@{}\n{indent}def {name}(self) -> {ty}: ...\n",
                    self.builtin("property")
                );
            }
            (MemberKind::Variable(_), false) => *text += &format!("{indent}{name}: {}\n", home.shared(&ty)),
            (MemberKind::Variable(_), true) => *text += &format!("{indent}{name}: _Final[{ty}]\n"),
        }
    }

    fn constant(&self, text: &mut String, indent: &str, name: &str, constant: &Constant) {
        let ty = match constant.value {
            ConstantValue::Text(_) => self.builtin("str"),
            ConstantValue::Signed(_) | ConstantValue::Unsigned(_) | ConstantValue::Float(_) => {
                self.returned(constant.ty)
            }
        };
        *text += &format!("{indent}{name}: _Final[{ty}]\n");
    }
}

impl Home {
    /// The annotation of what there is once.
    fn shared(self, ty: &str) -> String {
        match self {
            Self::Module => ty.to_owned(),
            Self::Class => format!("_ClassVar[{ty}]"),
        }
    }
}

/// A class body must not be empty.
fn close(text: &mut String, start: usize, indent: &str) {
    if text.len() == start || text[start..].lines().all(|line| line.trim_start().starts_with('#')) {
        *text += &format!("{indent}...\n");
    }
}

fn last(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}

fn is_directly_in(path: &str, scope: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(parent, _)| parent == scope)
}
