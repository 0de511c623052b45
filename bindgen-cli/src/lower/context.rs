//! One walk over the translation unit: the state that all parts of the lowering share.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::path::{Path, PathBuf};

use super::deduced_templates::Met;
use super::files::Files;
use super::plan::{Mention, Plan};
use super::traits::Virtuals;
use super::{Instances, Request};
use crate::clang::{Cursor, CursorKind, TranslationUnit};
use crate::ir::{
    ClassTemplateId, EnumId, FunctionId, Ir, Location, Namespace, NamespaceId, Qualifiers, RecordId, TypeId,
    TypeKind, TypedefId, VariableId,
};
use crate::selection::{ItemKind, Selection};

/// What a walk yields.
pub(super) struct Walk {
    /// The declarations, with what the main file's last text made visible.
    pub(super) ir: Ir,
    /// What the main file should mention.
    pub(super) plan: Plan,
    /// What the types are called that the request names.
    pub(super) requested: BTreeMap<usize, String>,
    /// How many instances are not bound because there are too many.
    pub(super) unbound_instances: usize,
    /// For each call of the request its function, or why there is none.
    pub(super) called: Vec<Result<FunctionId, String>>,
}

/// The state of a walk. Declarations are known by their canonical cursors.
pub(super) struct Lowering<'tu> {
    pub(super) ir: Ir,
    pub(super) files: Files<'tu>,
    pub(super) selection: &'tu Selection,
    pub(super) types: HashMap<(TypeKind, Qualifiers), TypeId>,
    /// Types by clang's identity.
    pub(super) seen_types: HashMap<(usize, usize), TypeId>,
    pub(super) namespaces: HashMap<Cursor<'tu>, NamespaceId>,
    pub(super) records: HashMap<Cursor<'tu>, RecordId>,
    /// The definitions (or declarations) of `ir.records`.
    pub(super) record_cursors: Vec<Cursor<'tu>>,
    pub(super) virtuals: Virtuals<'tu>,
    pub(super) enums: HashMap<Cursor<'tu>, EnumId>,
    pub(super) functions: HashMap<Cursor<'tu>, FunctionId>,
    pub(super) variables: HashMap<Cursor<'tu>, VariableId>,
    pub(super) typedefs: HashMap<Cursor<'tu>, TypedefId>,
    pub(super) templates: HashMap<Cursor<'tu>, ClassTemplateId>,
    /// Free functions that a namespace declares only through friend declarations so far.
    pub(super) friends: Vec<Cursor<'tu>>,
    /// How far from a selected declaration the current one is; `None`: what it names is not bound for its sake.
    pub(super) distance: Option<u8>,
    /// Instances to look at, with their distances.
    pub(super) instances: VecDeque<(RecordId, u8)>,
    /// The distances of the instances that were queued.
    pub(super) instance_distance: HashMap<RecordId, u8>,
    /// What the request names, by its place there.
    pub(super) requested_types: BTreeMap<usize, TypeId>,
    /// Instances that the request names: they are bound however many there are.
    pub(super) requested: HashSet<RecordId>,
    /// Instances that those name, which are bound however many there are as well.
    pub(super) named_by_request: HashSet<RecordId>,
    /// Whether what is lowered now is such a request.
    pub(super) in_request: bool,
    /// Which instances are bound besides.
    pub(super) along: Instances,
    /// Instances that bound ones inherit members from.
    pub(super) inherited: HashSet<RecordId>,
    /// Instances whose member functions wait until they are called.
    pub(super) deferred: HashSet<RecordId>,
    /// Instances that are one too many.
    pub(super) unbound_instances: HashSet<RecordId>,
    /// Specialisations that other dictionaries bind.
    pub(super) elsewhere: &'tu HashSet<String>,
    /// What the main file's declarations beyond the headers are.
    pub(super) mentions: HashMap<Mention, Cursor<'tu>>,
    /// The plan that the main file was written from.
    pub(super) old_plan: &'tu Plan,
    /// The plan in the making.
    pub(super) plan: Plan,
    /// Function templates of selected files by unqualified name: what an explicit instantiation may mean.
    pub(super) function_templates: HashMap<String, Vec<Cursor<'tu>>>,
    /// Function templates that are bound where calls show what they are for.
    pub(super) met_templates: Vec<Met<'tu>>,
}

/// Walks over the unit. `files` are those that the headers' parse read.
pub(super) fn walk(unit: &TranslationUnit, request: &Request, plan: &Plan, files: &[PathBuf]) -> Walk {
    let mut lowering = Lowering::new(unit, request, plan);
    lowering.ir.namespaces.push(Namespace::default());
    let top = unit.cursor().map(Cursor::children).unwrap_or_default();
    let (main, headers): (Vec<_>, Vec<_>) =
        top.into_iter().partition(|cursor| lowering.files.of(*cursor).is_some_and(|file| file.is_main));
    lowering.collect_mentions(&main);
    // First come those that the user names, so that they are never one too many.
    lowering.requested_instances(request.classes().count());
    lowering.declarations(&headers);
    lowering.hidden_friends();
    lowering.function_instances();
    lowering.complete_instances();
    lowering.deduced_templates();
    let called = lowering.called_templates(unit, request, plan);
    // What their results are.
    lowering.complete_instances();
    lowering.deduced_templates();
    lowering.foreign_virtuals();
    lowering.macros(files);
    lowering.find_references();
    lowering.spell_types();
    lowering.finish(files, called)
}

impl<'tu> Lowering<'tu> {
    fn new(unit: &'tu TranslationUnit, request: &'tu Request, old_plan: &'tu Plan) -> Self {
        let plan = old_plan.requested(request);
        Self {
            ir: Ir::default(),
            files: Files::new(unit, &request.selection),
            selection: &request.selection,
            types: HashMap::new(),
            seen_types: HashMap::new(),
            namespaces: HashMap::new(),
            records: HashMap::new(),
            record_cursors: Vec::new(),
            virtuals: Virtuals::default(),
            enums: HashMap::new(),
            functions: HashMap::new(),
            variables: HashMap::new(),
            typedefs: HashMap::new(),
            templates: HashMap::new(),
            friends: Vec::new(),
            distance: None,
            instances: VecDeque::new(),
            instance_distance: HashMap::new(),
            requested_types: BTreeMap::new(),
            requested: HashSet::new(),
            named_by_request: HashSet::new(),
            in_request: false,
            along: request.along,
            inherited: HashSet::new(),
            deferred: HashSet::new(),
            unbound_instances: HashSet::new(),
            elsewhere: &request.elsewhere,
            mentions: HashMap::new(),
            old_plan,
            plan,
            function_templates: HashMap::new(),
            met_templates: Vec::new(),
        }
    }

    fn finish(mut self, files: &[PathBuf], called: Vec<Result<FunctionId, String>>) -> Walk {
        let order: HashMap<&Path, usize> =
            files.iter().enumerate().map(|(index, file)| (file.as_path(), index)).collect();
        self.ir.skipped.sort_by_key(|skip| {
            (order.get(skip.location.file.as_path()).copied(), skip.location.line, skip.location.column)
        });
        self.ir.files = files.to_vec();
        let spelled = |(index, ty): (&usize, &TypeId)| (*index, self.ir[*ty].spelling.clone());
        let requested = self.requested_types.iter().map(spelled).collect();
        let unbound_instances = self.unbound_instances.len();
        Walk { ir: self.ir, plan: self.plan, requested, unbound_instances, called }
    }

    fn collect_mentions(&mut self, cursors: &[Cursor<'tu>]) {
        for &cursor in cursors {
            if cursor.kind() == CursorKind::Namespace {
                self.collect_mentions(&cursor.children());
            } else if let Some(mention) = Mention::from_name(&cursor.spelling()) {
                self.mentions.insert(mention, cursor);
            }
        }
    }

    /// Whether the user wants this declaration of a selected file.
    pub(super) fn wants(&self, kind: ItemKind, qualified: &str, cursor: Cursor<'tu>) -> bool {
        self.files
            .of(cursor)
            .is_some_and(|file| file.selected && self.selection.wants(kind, qualified, &file.path))
    }

    /// Where a declaration stands.
    pub(super) fn location(&self, cursor: Cursor<'tu>) -> Location {
        self.files.location(cursor)
    }

    /// Runs `work` at another distance from the selected declarations.
    pub(super) fn at_distance<T>(&mut self, distance: Option<u8>, work: impl FnOnce(&mut Self) -> T) -> T {
        let previous = std::mem::replace(&mut self.distance, distance);
        let result = work(self);
        self.distance = previous;
        result
    }
}
