//! Directors: the classes of generated code that derive from bound ones, so that Python can override virtual functions.
//!
//! A director is a class like any other to all that comes behind: it has constructors, for those of its base that a
//! derived class may call, and the base's protected members, which are public in it. Only its definition is written
//! besides, and the list of its virtual functions.

use std::collections::{BTreeMap, HashSet};

use super::bindable::{self, Verdict};
use super::implicit::{self, Implicit};
use super::spelling::signature;
use crate::ir::{
    Access, Base, Destructor, Field, Function, FunctionId, FunctionKind, FunctionTemplate,
    FunctionTemplateId, Ir, NamespaceId, Origin, Qualifiers, Record, RecordId, RecordKind, RefQualifier,
    Scope, TypeId,
};

/// A class that Python can derive from, and its director.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Director {
    /// The class.
    pub base: RecordId,
    /// The director's own record.
    pub record: RecordId,
    /// The virtual functions that it overrides.
    pub virtuals: Vec<Virtual>,
    /// Whether the base has constructor templates.
    pub inherits_constructors: bool,
    /// Its functions that call protected ones of the base, and which.
    pub forwarders: Vec<(FunctionId, FunctionId)>,
}

/// A virtual function that Python can override.
#[derive(Clone, Copy, Debug, serde::Serialize)]
pub struct Virtual {
    /// The declaration that is overridden last.
    pub function: FunctionId,
    /// How the director calls it where Python does not override it.
    pub otherwise: Otherwise,
}

/// How a director calls a function of its base.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub enum Otherwise {
    /// By its name.
    Named,
    /// By its symbol: the name is private, which the linker does not know.
    Symbol,
    /// Not at all: it is pure.
    Nothing,
}

/// Adds the directors of all classes that are to have one.
pub(super) fn declare(ir: &mut Ir, implicit: &mut BTreeMap<FunctionId, Implicit>) -> Vec<Director> {
    let mut directors = Vec::new();
    for index in 0..ir.records.len() {
        let base = RecordId(index as u32);
        if !may_derive(ir, &ir[base]) {
            continue;
        }
        let members = Members::of(ir, base);
        let virtuals = members.virtuals(ir);
        // Objects of exceptions are held by exceptions of Python, which are no proxies to derive from.
        if members.is_exception(ir) {
            continue;
        }
        if never_overridden(ir, &virtuals).is_some() {
            continue;
        }
        let virtuals = virtuals.into_iter().filter(|found| is_carried(ir, found.function)).collect();
        let constructors = constructors(ir, base, implicit);
        if constructors.is_none() {
            continue;
        }
        let record = RecordId(ir.records.len() as u32);
        let fields = members.protected_fields(ir);
        let forwarded = members.protected_functions(ir);
        let made = director_record(&ir[base], base, fields);
        ir.records.push(made);
        implicit::intern_class(ir, base);
        let mut forwarders = Vec::new();
        for (number, function) in forwarded.into_iter().enumerate() {
            let forwarder = Function {
                cpp: format!("cppbind_forward_{number}"),
                is_virtual: false,
                pure: false,
                ..member_of(&ir[function], record)
            };
            forwarders.push((push(ir, record, forwarder), function));
        }
        let constructors = constructors.unwrap_or_default();
        for template in public_templates(ir, base) {
            let made = FunctionTemplate {
                scope: Scope::Record(record),
                name: "Director".into(),
                ..ir[template].clone()
            };
            ir.function_templates.push(made);
        }
        let takes_nothing = |id: &FunctionId| implicit.get(id) == Some(&Implicit::Default);
        if !ir[base].declares_constructor && !constructors.iter().any(takes_nothing) {
            implicit.insert(implicit::default_constructor(ir, record), Implicit::Default);
        }
        for constructor in constructors {
            let made = Function {
                name: "Director".into(),
                copy_constructor: false,
                move_constructor: false,
                ..member_of(&ir[constructor], record)
            };
            match implicit.get(&constructor).copied() {
                Some(kind) => drop(implicit.insert(push(ir, record, made), kind)),
                None => drop(push(ir, record, made)),
            }
        }
        let inherits_constructors = !public_templates(ir, base).is_empty();
        directors.push(Director { base, record, virtuals, inherits_constructors, forwarders });
    }
    directors
}

/// Why there is no object of an abstract class, in Python as in C++: that no class of Python's derives from it.
pub(super) fn without_director(ir: &Ir, class: RecordId) -> String {
    let virtuals = Members::of(ir, class).virtuals(ir);
    let why = match never_overridden(ir, &virtuals) {
        Some(function) => format!(": it cannot override {}", signature(ir, &ir[function])),
        None => String::new(),
    };
    format!("its class is abstract, and no Python class can derive from it{why}")
}

/// The pure virtual function, if any, that Python cannot override.
fn never_overridden(ir: &Ir, virtuals: &[Virtual]) -> Option<FunctionId> {
    virtuals.iter().map(|found| found.function).find(|id| ir[*id].pure && !is_carried(ir, *id))
}

/// Whether a derived class of generated code can be written, as far as the declarations tell.
fn may_derive(ir: &Ir, record: &Record) -> bool {
    let standard = record.origin == Origin::Named && record.qualified.starts_with("std::");
    record.complete
        && record.polymorphic
        && !record.is_final
        && !standard
        && record.kind != RecordKind::Union
        && record.access == Access::Public
        && !record.destructor.deleted
        && record.destructor.access != Access::Private
        && matches!(bindable::record(ir, record), Verdict::Bound)
}

/// The constructors that a derived class may call; `None` where it can call none.
fn constructors(
    ir: &Ir,
    base: RecordId,
    implicit: &BTreeMap<FunctionId, Implicit>,
) -> Option<Vec<FunctionId>> {
    let is_constructor = |id: &&FunctionId| ir[**id].kind == FunctionKind::Constructor;
    let own: Vec<FunctionId> = ir[base].functions.iter().filter(is_constructor).copied().collect();
    let usable = |id: &FunctionId| {
        let function = &ir[*id];
        !function.deleted
            && function.access != Access::Private
            && is_carried(ir, *id)
            // Of those that C++ declares by itself, moving is for objects of the very class.
            && implicit.get(id).is_none_or(|kind| *kind != Implicit::Move)
    };
    let usable: Vec<FunctionId> = own.iter().filter(|id| usable(id)).copied().collect();
    // An abstract class is told nothing of by `implicit`, and yet has a default constructor for derived classes.
    let callable = !usable.is_empty() || !ir[base].declares_constructor;
    (callable || !public_templates(ir, base).is_empty()).then_some(usable)
}

/// The constructor templates of a class.
fn public_templates(ir: &Ir, class: RecordId) -> Vec<FunctionTemplateId> {
    let is_constructor = |template: &FunctionTemplate| {
        template.kind == FunctionKind::Constructor && template.scope == Scope::Record(class)
    };
    let all = (0..).map(FunctionTemplateId).zip(&ir.function_templates);
    all.filter(|(_, template)| is_constructor(template)).map(|(id, _)| id).collect()
}

fn is_carried(ir: &Ir, id: FunctionId) -> bool {
    let function = &ir[id];
    let mut types = function.parameters.iter().map(|parameter| parameter.ty).chain([function.result]);
    !function.variadic && types.all(|ty| bindable::uncarried(ir, ty).is_none())
}

/// The director's record.
fn director_record(base: &Record, id: RecordId, fields: Vec<Field>) -> Record {
    let name = format!("Director<{}>", base.qualified);
    Record {
        qualified: format!("cppbind::{name}"),
        cpp: format!("::cppbind::Director<{}>", base.cpp),
        name,
        nameable: true,
        kind: RecordKind::Class,
        origin: Origin::Selected,
        scope: Scope::Namespace(NamespaceId::GLOBAL),
        access: Access::Public,
        complete: true,
        is_final: true,
        polymorphic: true,
        holds_references: base.holds_references,
        views_text: base.views_text,
        is_abstract: false,
        bases: vec![Base { record: id, access: Access::Public, is_virtual: false }],
        fields,
        static_members: Vec::new(),
        functions: Vec::new(),
        foreign_virtuals: Vec::new(),
        destructor: Destructor { declared: false, access: Access::Public, ..base.destructor },
        declares_constructor: true,
        specialisation_of: None,
        template_types: Vec::new(),
        header_beside: None,
        deprecated: base.deprecated.clone(),
        doc: base.doc.clone(),
        location: base.location.clone(),
    }
}

/// A function of the base as one of the director.
fn member_of(function: &Function, director: RecordId) -> Function {
    Function {
        scope: Scope::Record(director),
        introduced_from: None,
        access: Access::Public,
        selected: true,
        has_body: true,
        symbol: None,
        ..function.clone()
    }
}

fn push(ir: &mut Ir, record: RecordId, function: Function) -> FunctionId {
    let id = FunctionId(ir.functions.len() as u32);
    ir.functions.push(function);
    ir[record].functions.push(id);
    id
}

/// What makes two member functions of one name the same.
type Key<'a> = (&'a str, Vec<TypeId>, Qualifiers, Option<RefQualifier>);

fn key(function: &Function) -> Key<'_> {
    let parameters = function.parameters.iter().map(|parameter| parameter.ty).collect();
    let qualifiers = Qualifiers { is_const: function.is_const, is_volatile: function.is_volatile };
    (&function.name, parameters, qualifiers, function.ref_qualifier)
}

/// The members of a class and its bases.
struct Members {
    /// The classes, derived ones before their bases, and whether a derived class reaches their members.
    classes: Vec<(RecordId, bool)>,
    /// The functions of each, and whether a derived class reaches them.
    functions: Vec<(FunctionId, bool)>,
}

impl Members {
    fn of(ir: &Ir, class: RecordId) -> Self {
        let mut members = Self { classes: Vec::new(), functions: Vec::new() };
        members.add(ir, class, true);
        members
    }

    fn add(&mut self, ir: &Ir, class: RecordId, reachable: bool) {
        if self.classes.contains(&(class, reachable)) {
            return;
        }
        self.classes.push((class, reachable));
        let record = &ir[class];
        for id in record.functions.iter().chain(&record.foreign_virtuals) {
            if ir[*id].introduced_from.is_none() && ir[*id].kind != FunctionKind::Constructor {
                self.functions.push((*id, reachable && ir[*id].access != Access::Private));
            }
        }
        for base in &record.bases {
            self.add(ir, base.record, reachable && base.access != Access::Private);
        }
    }

    fn is_exception(&self, ir: &Ir) -> bool {
        let is_it = |class: &RecordId| ir[*class].qualified == "std::exception";
        let mut declaring = self.functions.iter().filter_map(|(id, _)| match ir[*id].scope {
            Scope::Record(class) => Some(class),
            Scope::Namespace(_) => None,
        });
        self.classes.iter().any(|(class, _)| is_it(class)) || declaring.any(|class| is_it(&class))
    }

    /// The virtual functions that a derived class may override, each as it was overridden last.
    fn virtuals(&self, ir: &Ir) -> Vec<Virtual> {
        let mut found = Vec::new();
        let mut seen = HashSet::new();
        for (first, _) in &self.functions {
            let function = &ir[*first];
            if !function.is_virtual || function.kind == FunctionKind::Static || is_special(&function.name) {
                continue;
            }
            if !seen.insert(key(function)) {
                continue;
            }
            let (last, reachable) = self.overridden_last(ir, *first);
            let function = &ir[last];
            if function.is_final || function.deleted {
                continue;
            }
            let otherwise = match (function.pure, reachable) {
                (true, _) => Otherwise::Nothing,
                (false, true) => Otherwise::Named,
                (false, false) if has_symbol(ir, function) => Otherwise::Symbol,
                // What cannot be called where Python does not override it must stay as it is.
                (false, false) => continue,
            };
            found.push(Virtual { function: last, otherwise });
        }
        found
    }

    /// Of all declarations of a function, one that no other class between overrides.
    fn overridden_last(&self, ir: &Ir, function: FunctionId) -> (FunctionId, bool) {
        let wanted = key(&ir[function]);
        let same: Vec<_> = self.functions.iter().filter(|(id, _)| key(&ir[*id]) == wanted).copied().collect();
        let class = |id: FunctionId| match ir[id].scope {
            Scope::Record(class) => Some(class),
            Scope::Namespace(_) => None,
        };
        let is_overridden = |id: FunctionId| {
            same.iter().any(|(other, _)| match (class(*other), class(id)) {
                (Some(derived), Some(base)) => derived != base && derives(ir, derived, base),
                _ => false,
            })
        };
        let last = same.iter().find(|(id, _)| !is_overridden(*id));
        last.copied().unwrap_or((function, false))
    }

    /// The protected functions that derived classes may call, and the others of the same names, which those would hide.
    fn protected_functions(&self, ir: &Ir) -> Vec<FunctionId> {
        let is_plain = |id: FunctionId| {
            let function = &ir[id];
            !function.pure
                && !function.deleted
                && function.kind != FunctionKind::Conversion
                && !is_special(&function.name)
                && is_carried(ir, id)
        };
        let mut seen = HashSet::new();
        let visible: Vec<FunctionId> = (self.functions.iter())
            .filter(|(id, _)| seen.insert(key(&ir[*id])))
            .filter(|(id, reachable)| *reachable && is_plain(*id))
            .map(|(id, _)| *id)
            .collect();
        let protected: HashSet<&str> = (visible.iter().map(|id| &ir[*id]))
            .filter(|function| function.access == Access::Protected)
            .map(|function| function.name.as_str())
            .collect();
        visible.into_iter().filter(|id| protected.contains(ir[*id].name.as_str())).collect()
    }

    /// The protected data members, as public ones.
    fn protected_fields(&self, ir: &Ir) -> Vec<Field> {
        let mut seen = HashSet::new();
        let reachable = self.classes.iter().filter(|(_, reachable)| *reachable);
        let fields = reachable.flat_map(|(class, _)| &ir[*class].fields);
        fields
            .filter(|field| !field.name.is_empty() && seen.insert(field.name.as_str()))
            .filter(|field| field.access == Access::Protected && bindable::uncarried(ir, field.ty).is_none())
            .map(|field| Field { access: Access::Public, ..field.clone() })
            .collect()
    }
}

/// Whether a dictionary can call a member function by its symbol: some library exports it, or the dictionary itself has it, with
/// the table of the class's virtual functions.
fn has_symbol(ir: &Ir, function: &Function) -> bool {
    let Scope::Record(class) = function.scope else { return false };
    let class = &ir[class];
    // The table is where the first such function is defined ([vague-vtable] of the Itanium ABI). Inline functions of the class are
    // there as well, and may be hidden.
    let is_key = |id: &FunctionId| ir[*id].is_virtual && !ir[*id].pure && !ir[*id].has_body;
    let has_key = class.functions.iter().any(is_key) || class.destructor.is_elsewhere;
    function.symbol.is_some() && (!function.has_body || !has_key)
}

fn derives(ir: &Ir, derived: RecordId, base: RecordId) -> bool {
    ir[derived].bases.iter().any(|direct| direct.record == base || derives(ir, direct.record, base))
}

/// Assignment and memory are the director's own.
fn is_special(name: &str) -> bool {
    name == "operator=" || name.starts_with("operator new") || name.starts_with("operator delete")
}
