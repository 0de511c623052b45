//! Instances of class templates: which are bound, and their members.
//!
//! clang instantiates a class when something needs its size, and shows an instance's
//! members by its type only. So the main file mentions each instance and its member
//! types; the members that have no type of their own come from the template.

use std::collections::HashSet;

use super::context::Lowering;
use super::plan::{Instance, Mention};
use super::records::is_explicit_specialization;
use super::{Instances, access};
use crate::clang::{Cursor, CursorKind, TypeKind as ClangKind};
use crate::ir::{Access, FunctionKind, Origin, RecordId, TypeId, TypeKind};
use crate::selection::ItemKind;

/// How far from a selected declaration an instance is bound.
const FARTHEST: u8 = 2;

/// The same where more can be asked for later: what only an instance mentions, its iterators above all, is compiled when
/// Python gets an object of it.
const NEAR: u8 = 1;

/// The member type that a container's elements have: Python iterates over them without asking for a class.
const ELEMENT: &str = "value_type";

/// How many instances are bound at most: expression templates name each other without end.
const MOST: usize = 250;

/// After how many functions no further instance is bound that nobody has requested: a library of
/// expression templates would otherwise take the C++ compiler a quarter of an hour.
const MOST_FUNCTIONS: usize = 3000;

/// The same where more can be asked for later.
const FEW_FUNCTIONS: usize = 400;

/// Templates whose instances are of no use outside C++.
const INTERNAL: &[&str] = &[
    "std::allocator",
    "std::allocator_traits",
    "std::char_traits",
    "std::iterator",
    "std::move_iterator",
    "std::istreambuf_iterator",
    "std::ostreambuf_iterator",
    "std::fpos",
    "std::less",
    "std::greater",
    "std::equal_to",
    "std::hash",
    "std::default_delete",
    "std::integral_constant",
    "std::_Node_handle",
    "std::_Node_insert_return",
];

/// Every container has two classes of these, which few programs want: they are bound of those that a request names.
const REVERSE_ITERATOR: &str = "std::reverse_iterator";

/// The class of what is written between braces.
const INITIALIZER_LIST: &str = "std::initializer_list";

/// Classes of the standard library that are no templates, but are bound where a library's headers name them, as
/// instances are: what makes and shows them depends on the library's own types, or is Python's anyway.
const VOCABULARY: &[&str] = &["std::any", "std::filesystem::path"];

impl<'tu> Lowering<'tu> {
    /// A bound declaration mentions a type: an instance behind it is bound too.
    pub(super) fn mention(&mut self, ty: TypeId) {
        let Some(distance) = self.distance else { return };
        match self.ir[self.ir.innermost(ty)].kind.clone() {
            TypeKind::Record(record) => self.want_instance(record, distance + 1),
            TypeKind::Function { result, parameters, .. } => {
                self.mention(result);
                for parameter in parameters {
                    self.mention(parameter);
                }
            }
            _ => {}
        }
    }

    /// Queues an instance that may be bound at this distance.
    pub(super) fn want_instance(&mut self, record: RecordId, distance: u8) {
        let cursor = self.record_cursors[record.0 as usize];
        let known = self.instance_distance.get(&record).is_some_and(|known| *known <= distance);
        if known
            || distance > self.farthest()
            || self.ir[record].origin != Origin::Foreign
            || (cursor.template().is_none() && !VOCABULARY.contains(&self.ir[record].qualified.as_str()))
        {
            return;
        }
        if self.elsewhere.contains(&self.ir[record].qualified) {
            return;
        }
        if let Some((template, _)) = &self.ir[record].specialisation_of
            && !self.requested.contains(&record)
            && (INTERNAL.contains(&template.as_str()) || (template == REVERSE_ITERATOR && !self.in_request))
        {
            return;
        }
        let file = cursor.template().and_then(|template| self.files.of(template));
        if file
            .is_some_and(|file| self.selection.blocks(ItemKind::Type, &self.ir[record].qualified, &file.path))
        {
            return;
        }
        if self.instance_distance.len() >= MOST + self.named_by_request.len()
            && !self.in_request
            && !self.instance_distance.contains_key(&record)
        {
            self.unbound_instances.insert(record);
            return;
        }
        self.instance_distance.insert(record, distance);
        if self.in_request {
            self.named_by_request.insert(record);
        }
        self.instances.push_back((record, distance));
        let arguments = cursor.ty().map(|ty| ty.canonical().template_arguments()).unwrap_or_default();
        for argument in arguments.into_iter().flatten() {
            self.at_distance(Some(distance - 1), |lowering| lowering.ty(argument));
        }
    }

    fn farthest(&self) -> u8 {
        match self.along {
            Instances::All => FARTHEST,
            Instances::Few => NEAR,
        }
    }

    /// The instances that the request names.
    pub(super) fn requested_instances(&mut self, count: usize) {
        self.in_request = true;
        for index in 0..count {
            let target =
                self.mentions.get(&Mention::Instance(index)).and_then(|alias| alias.typedef_target());
            let Some(target) = target.map(|target| target.canonical()) else { continue };
            let ty = self.at_distance(None, |lowering| lowering.ty(target));
            self.requested_types.insert(index, ty);
            // What an alias template names need not be a class.
            if let TypeKind::Record(record) = self.ir[ty].kind {
                self.requested.insert(record);
                self.want_instance(record, 1);
            }
        }
        self.in_request = false;
    }

    /// Binds the instances in the queue, and those that they name.
    pub(super) fn complete_instances(&mut self) {
        let mut functions = 0;
        let mut shown = HashSet::new();
        while let Some((record, distance)) = self.instances.pop_front() {
            if self.ir[record].origin != Origin::Foreign || !self.ir[record].nameable {
                continue;
            }
            let requested = self.requested.contains(&record);
            let (counted, spared, most) = match self.along {
                Instances::All => {
                    let counted = !requested && !self.named_by_request.contains(&record);
                    (counted, !counted, MOST_FUNCTIONS)
                }
                Instances::Few => (true, requested, FEW_FUNCTIONS),
            };
            // No class is bound without what it inherits, unless there are too many classes.
            let spared = spared || self.inherited.contains(&record);
            self.in_request = requested;
            let cursor = self.record_cursors[record.0 as usize];
            let template = cursor.template();
            // One instance shows what a template of the library's own can do, however many others come before it.
            let first = template.is_some_and(|template| {
                self.files.selects(template) && !shown.contains(&template.canonical())
            });
            if functions >= most && !spared && !(first && self.along == Instances::All) {
                self.unbound_instances.insert(record);
                continue;
            }
            let Some(pattern) = template else {
                self.class_of_vocabulary(record, distance);
                continue;
            };
            let index = self.plan_instance(record, pattern);
            if !self.ir[record].complete {
                continue;
            }
            shown.insert(pattern.canonical());
            self.ir[record].origin = Origin::Named;
            self.add_instantiation(record);
            let has = if self.along == Instances::Few { self.defer_many(record, cursor) } else { 0 };
            if is_explicit_specialization(cursor) {
                let children = cursor.children();
                self.at_distance(Some(distance), |lowering| lowering.members(record, &children));
            } else {
                self.instance_members(record, pattern, index, distance);
            }
            if counted {
                functions += has.max(self.ir[record].functions.len());
            }
        }
        self.in_request = false;
    }

    /// Binds a class that is no instance.
    fn class_of_vocabulary(&mut self, record: RecordId, distance: u8) {
        if self.ir[record].complete {
            self.ir[record].origin = Origin::Named;
            let children = self.record_cursors[record.0 as usize].children();
            self.at_distance(Some(distance), |lowering| lowering.members(record, &children));
        }
    }

    /// Puts the instance into the plan; its index in the plan that the main file was written from.
    fn plan_instance(&mut self, record: RecordId, pattern: Cursor<'tu>) -> Option<usize> {
        let cpp = self.ir[record].cpp.clone();
        let mut instance = Instance::new(cpp);
        let own = self.files.selects(pattern);
        for child in pattern.definition().unwrap_or(pattern).children() {
            if access::of(child) != Access::Public {
                continue;
            }
            if let Some(enumerator) = first_of_unnamed(child) {
                instance.enumerators.push(enumerator);
                continue;
            }
            let name = child.spelling();
            // Such names are the standard library's own, but for those of who writes them all the same.
            if name.is_empty() || (name.starts_with('_') && !own) || instance.types.contains(&name) {
                continue;
            }
            match child.kind() {
                CursorKind::UsingDeclaration if names_type(child) => instance.types.push(name),
                CursorKind::Typedef | CursorKind::TypeAlias => instance.types.push(name),
                CursorKind::Struct | CursorKind::Class | CursorKind::Union | CursorKind::Enum
                    if !child.is_anonymous() =>
                {
                    instance.types.push(name);
                }
                CursorKind::Variable => instance.statics.push(name),
                CursorKind::Method if is_deduced(child) => instance.deduced.push(name),
                _ => {}
            }
        }
        let cursor = self.record_cursors[record.0 as usize];
        instance.friends = self.friend_calls(cursor, pattern.definition().unwrap_or(pattern));
        let index = self.old_plan.instances.iter().position(|old| old.cpp == instance.cpp);
        match self.plan.instances.iter_mut().find(|known| known.cpp == instance.cpp) {
            Some(known) => *known = instance,
            None => self.plan.instances.push(instance),
        }
        index
    }

    fn instance_members(
        &mut self,
        record: RecordId,
        pattern: Cursor<'tu>,
        index: Option<usize>,
        distance: u8,
    ) {
        let cursor = self.record_cursors[record.0 as usize];
        let Some(ty) = cursor.ty().map(|ty| ty.canonical()) else { return };
        let own = self.files.selects(pattern);
        let queued = self.instances.len();
        for base in ty.bases() {
            // A base is as near as the class itself: its functions are the class's.
            self.at_distance(Some(distance - 1), |lowering| lowering.base(record, base));
        }
        self.defer_inherited(record);
        // And it comes next, so that no class is bound without what it inherits.
        let bases = self.instances.split_off(queued);
        for base in bases.into_iter().rev() {
            self.instances.push_front(base);
        }
        for field in ty.fields() {
            let access = access::of(field);
            let distance = Some(distance).filter(|_| access == Access::Public);
            self.at_distance(distance, |lowering| lowering.field(record, field, access, false));
        }
        let place = cursor.position().offset;
        for function in ty.methods() {
            // Implicit functions stand where the class is named.
            if function.position().offset == place {
                continue;
            }
            let access = access::of(function);
            let special = matches!(function.kind(), CursorKind::Constructor | CursorKind::Destructor);
            // What Python classes may override, or have to.
            let overridable = self.requested.contains(&record) && function.is_virtual();
            if access == Access::Public || own || special || overridable {
                self.instance_function(record, function, access, distance);
            }
        }
        if let Some(index) = index {
            self.instance_types(record, pattern, index, distance);
            self.instance_statics(record, index);
            self.instance_friends(pattern.definition().unwrap_or(pattern), index);
        }
        self.instance_templates(record, pattern.definition().unwrap_or(pattern), own);
    }

    /// An instance's functions name the results that they return by value.
    fn instance_function(&mut self, record: RecordId, function: Cursor<'tu>, access: Access, distance: u8) {
        if self.defers(record, function) {
            return self.deferred_function(record, function, access);
        }
        let before = self.ir[record].functions.len();
        self.at_distance(None, |lowering| lowering.member_function(record, function, access));
        self.lists_of(record, before, distance);
        if access != Access::Private
            && let Some(&id) = self.ir[record].functions.get(before)
            && self.ir[id].kind != FunctionKind::Constructor
            && let Some(class) = self.ir.as_record(self.ir[id].result)
        {
            self.want_instance(class, distance + 1);
        }
    }

    /// What is written between braces has no other way in than by its class; the standard library's containers take any
    /// collection of Python's.
    fn lists_of(&mut self, record: RecordId, first: usize, distance: u8) {
        if self.ir[record].qualified.starts_with("std::") {
            return;
        }
        let functions = self.ir[record].functions[first..].to_vec();
        let types: Vec<TypeId> = functions
            .iter()
            .flat_map(|function| self.ir[*function].parameters.iter().map(|parameter| parameter.ty))
            .collect();
        for ty in types {
            if let TypeKind::Record(list) = self.ir[self.ir.innermost(ty)].kind
                && self.ir[list].specialisation_of.as_ref().is_some_and(|(name, _)| name == INITIALIZER_LIST)
            {
                self.want_instance(list, distance + 1);
            }
        }
    }

    fn instance_types(&mut self, record: RecordId, pattern: Cursor<'tu>, index: usize, distance: u8) {
        let library = self.is_of_library(record);
        for child in pattern.definition().unwrap_or(pattern).children() {
            let name = first_of_unnamed(child).unwrap_or_else(|| child.spelling());
            let mention = Mention::MemberType(index, name);
            let Some(target) = self.mentions.get(&mention).and_then(|alias| alias.typedef_target()) else {
                continue;
            };
            match child.kind() {
                CursorKind::Typedef | CursorKind::TypeAlias | CursorKind::UsingDeclaration => {
                    // Elements are as near as what holds them, where nothing else of it comes along.
                    let is_element = self.along == Instances::Few && child.spelling() == ELEMENT;
                    let distance = if is_element { distance - 1 } else { distance };
                    self.at_distance(Some(distance), |lowering| {
                        lowering.member_typedef(child, record, target)
                    });
                }
                CursorKind::Enum => {
                    if let Some(declaration) = target.canonical().declaration() {
                        self.member_enum(declaration);
                    }
                }
                CursorKind::Struct | CursorKind::Class | CursorKind::Union
                    if self.files.selects(child) || (self.along == Instances::Few && !library) =>
                {
                    if let Some(declaration) = target.canonical().declaration() {
                        let nested = self.record(declaration);
                        self.want_instance(nested, distance);
                    }
                }
                _ => {}
            }
        }
    }

    fn instance_statics(&mut self, record: RecordId, index: usize) {
        let statics = self.old_plan.instances[index].statics.clone();
        for name in statics {
            let Some(&pointer) = self.mentions.get(&Mention::StaticMember(index, name)) else { continue };
            if let Some(variable) =
                referenced_declaration(pointer).filter(|target| target.kind() == CursorKind::Variable)
            {
                self.at_distance(None, |lowering| lowering.static_member(variable, record));
            }
        }
    }
}

/// Whether a function's result is whatever its body returns.
fn is_deduced(function: Cursor<'_>) -> bool {
    function.ty().and_then(|ty| ty.result()).is_some_and(|result| result.kind() == ClangKind::Auto)
}

/// The first enumerator of an enumeration without a name, by which its type is known.
fn first_of_unnamed(cursor: Cursor<'_>) -> Option<String> {
    let unnamed = cursor.kind() == CursorKind::Enum && cursor.is_anonymous();
    let first = unnamed.then(|| cursor.children().into_iter().next())??;
    Some(first.spelling()).filter(|name| !name.is_empty() && !name.starts_with('_'))
}

/// Whether a using-declaration in a template brings in a type: `using typename Base::type;`.
fn names_type(using: Cursor<'_>) -> bool {
    using.pretty().starts_with("using typename")
}

/// The declaration that an initialiser names last.
pub(super) fn referenced_declaration(cursor: Cursor<'_>) -> Option<Cursor<'_>> {
    cursor.children().into_iter().rev().find_map(|child| match child.kind() {
        CursorKind::DeclarationReference => child.referenced(),
        CursorKind::TypeReference | CursorKind::TemplateReference | CursorKind::NamespaceReference => None,
        _ => referenced_declaration(child),
    })
}
