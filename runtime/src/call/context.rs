//! The state behind one Python function object: which overload set it calls, and
//! by which plan.
//!
//! Nothing is looked up when a class is made. The first call binds: it reads the
//! records, makes the plan and says to the entry where to jump from then on.
//! What users say later (`__release_gil__`, a dictionary with more overloads)
//! undoes that, and the next call binds again.
//!
//! May not know: how descriptors are made, CPython's own types.

use std::cell::{Cell, OnceCell};
use std::ffi::c_void;
use std::mem::MaybeUninit;
use std::rc::Rc;
use std::sync::Mutex;

use pyo3::ffi;
use pyo3::prelude::*;

use super::description::{Description, Documentation, Form, Source};
use super::dispatch::Cache;
use super::entry::Entry;
use super::general;
use super::keywords::Named;
use super::plan::{Convention, Plan, Target};
use super::set::OverloadSet;
use super::{bind, dispatch, literal};
use crate::dictionary::{Damaged, Dictionary};
use crate::error::guarded;
use crate::registry::Class;

/// What a function object calls. Lives as long as the process, because CPython
/// refers to the definition inside from bound objects that may outlive all else.
#[repr(C)]
pub(crate) struct Context {
    /// What calls go through until they are bound, and where no plan serves all of them.
    pub(super) initial: Plan,
    /// CPython's description of the function.
    pub(super) definition: ffi::PyMethodDef,
    /// The machine code of the definition; `None` where CPython's own function objects do not stand for the set.
    pub(super) entry: Option<Entry>,
    /// Whether it calls constructors, for a class.
    constructs: bool,
    /// Where the overload set comes from.
    source: Source,
    set: OnceCell<Rc<OverloadSet>>,
    /// The class of receivers: that of the set, or one derived from it.
    pub(super) receiver: Option<&'static Class>,
    /// Whether it was copied from a base class.
    pub(super) copied: bool,
    /// What overloads were chosen lately.
    cache: OnceCell<Box<Cache>>,
    /// Whether receivers must be looked at before a plan is used.
    guarded: Cell<bool>,
    /// The parameters' names, where calls by name need no resolution.
    named: OnceCell<Option<Named>>,
    /// Whether calls go by plans, once that is known.
    planned: Cell<Option<bool>>,
    /// The plan in use, where one serves every call.
    bound: Cell<Option<&'static Plan>>,
}

/// All contexts, to undo what was bound.
static ALL: Mutex<Vec<&'static Context>> = Mutex::new(Vec::new());

/// Remembers contexts that were made.
pub(super) fn register(contexts: impl IntoIterator<Item = &'static Context>) {
    ALL.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).extend(contexts);
}

// SAFETY: contexts are read and changed by threads that are attached to the
// interpreter, which are one at a time.
unsafe impl Sync for Context {}
// SAFETY: as above.
unsafe impl Send for Context {}

impl Context {
    /// A context in its place, for receivers of `class` where the set has methods.
    /// Whoever makes it tells [`register`].
    pub(super) fn make(
        place: &'static mut MaybeUninit<Self>,
        entry: Entry,
        description: Description,
        class: *mut ffi::PyTypeObject,
    ) -> &'static Self {
        let owner = description.source.owner;
        Self::new(place, Some(entry), description, owner, class, false)
    }

    /// The same functions for receivers of another class.
    pub(super) fn copy(
        &self,
        class: *mut ffi::PyTypeObject,
        receiver: &'static Class,
    ) -> Result<Option<&'static Self>, Damaged> {
        let Some(entry) = Entry::allocate() else { return Ok(None) };
        let description = Description {
            source: self.source,
            form: Form { convention: self.initial.convention, method: self.is_method() },
            name: self.definition.ml_name,
            documentation: Documentation::Lasting(self.definition.ml_doc),
        };
        let copy = Self::new(Self::place(), Some(entry), description, Some(receiver), class, true);
        register([copy]);
        let set = self.set()?;
        copy.set.get_or_init(|| set);
        Ok(Some(copy))
    }

    /// The context of a class's constructors.
    pub(super) fn of_constructors(
        dictionary: &'static Dictionary,
        index: u32,
        class: &'static Class,
        set: Rc<OverloadSet>,
    ) -> &'static Self {
        let description = Description {
            source: Source { dictionary, index, owner: Some(class) },
            form: Form { convention: Convention::Keywords, method: false },
            name: std::ptr::null(),
            documentation: Documentation::Lasting(std::ptr::null()),
        };
        let place = Self::place();
        let context = Self::write(place, None, description, None, std::ptr::null_mut(), false);
        context.constructs = true;
        Self::begin(context, set)
    }

    /// The context of a set for which the runtime's own type stands: methods for objects of exactly `class`, or functions
    /// without an object.
    pub(super) fn of_set(
        set: Rc<OverloadSet>,
        source: Source,
        class: *mut ffi::PyTypeObject,
    ) -> &'static Self {
        let description = Description {
            source,
            form: Form { convention: Convention::Keywords, method: !class.is_null() },
            name: std::ptr::null(),
            documentation: Documentation::Lasting(std::ptr::null()),
        };
        let context = Self::write(Self::place(), None, description, source.owner, class, false);
        Self::begin(context, set)
    }

    /// The beginning of a context's life that has a set already.
    fn begin(context: &'static mut Self, set: Rc<OverloadSet>) -> &'static Self {
        let context: &'static Self = context;
        register([context]);
        context.set.get_or_init(|| set);
        context.use_plan(None);
        context
    }

    /// Room for a context that lies by itself.
    pub(super) fn place() -> &'static mut MaybeUninit<Self> {
        Box::leak(Box::new_uninit())
    }

    fn new(
        place: &'static mut MaybeUninit<Self>,
        entry: Option<Entry>,
        description: Description,
        receiver: Option<&'static Class>,
        class: *mut ffi::PyTypeObject,
        copied: bool,
    ) -> &'static Self {
        let context: &'static Self = Self::write(place, entry, description, receiver, class, copied);
        context.use_plan(None);
        context
    }

    fn write(
        place: &'static mut MaybeUninit<Self>,
        entry: Option<Entry>,
        description: Description,
        receiver: Option<&'static Class>,
        class: *mut ffi::PyTypeObject,
        copied: bool,
    ) -> &'static mut Self {
        let form = description.form;
        let code = entry.map_or(std::ptr::null(), |entry| entry.code());
        let context = place.write(Self {
            initial: Plan::of_set(
                form.convention,
                if form.method { class } else { std::ptr::null_mut() },
                bind_and_call,
            ),
            definition: ffi::PyMethodDef {
                ml_name: description.name,
                // SAFETY: the entry follows the convention that the flags say; null is `None`.
                ml_meth: unsafe { std::mem::transmute::<*const c_void, ffi::PyMethodDefPointer>(code) },
                ml_flags: form.flags(),
                ml_doc: description.documentation.keep(),
            },
            entry,
            constructs: false,
            source: description.source,
            set: OnceCell::new(),
            receiver: form.method.then_some(receiver).flatten(),
            copied,
            cache: OnceCell::new(),
            guarded: Cell::new(false),
            named: OnceCell::new(),
            planned: Cell::new(None),
            bound: Cell::new(None),
        });
        context.initial.context = std::ptr::from_ref(context);
        context
    }

    /// The context of an entry's code.
    pub(super) fn of_code(code: *const c_void) -> Option<&'static Self> {
        let plan = Entry::of(code)?.slot().context().cast::<Plan>();
        // SAFETY: entries in use hold plans, which live for ever and name their context.
        unsafe { plan.as_ref()?.context.as_ref() }
    }

    /// The context of CPython's description of a function, if it is one of ours.
    ///
    /// # Safety
    ///
    /// `definition` must point to a live definition.
    pub(super) unsafe fn of_definition(definition: *const ffi::PyMethodDef) -> Option<&'static Self> {
        // SAFETY: the caller's promise; the union holds a function pointer, whatever its type.
        let code =
            unsafe { std::mem::transmute::<ffi::PyMethodDefPointer, *const c_void>((*definition).ml_meth) };
        Self::of_code(code).filter(|context| std::ptr::eq(&raw const context.definition, definition))
    }

    /// The overload set, made when first asked for.
    pub(super) fn set(&self) -> Result<Rc<OverloadSet>, Damaged> {
        if let Some(set) = self.set.get() {
            return Ok(Rc::clone(set));
        }
        let Source { dictionary, index, owner } = self.source;
        let set = Rc::new(OverloadSet::of(dictionary, index, owner)?);
        Ok(Rc::clone(self.set.get_or_init(|| set)))
    }

    /// Whether its functions have an object.
    pub(super) fn is_method(&self) -> bool {
        self.receiver.is_some()
    }

    /// Whether it calls constructors, for a class.
    pub(super) fn is_constructor(&self) -> bool {
        self.constructs
    }

    /// Where a call goes now, and by which plan.
    pub(super) fn target(&self) -> (Target, &Plan) {
        let plan = self.bound.get().unwrap_or(&self.initial);
        (if self.guarded.get() { bind::guard } else { plan.invoker.get() }, plan)
    }

    /// Binds, where that was not done yet; false where it cannot be done.
    pub(super) fn is_ready(&self) -> bool {
        self.planned.get().is_some() || self.bind().is_ok()
    }

    /// The parameters' names, where a call by name may go by a plan.
    pub(super) fn named(&self, py: Python<'_>) -> Option<&Named> {
        if !self.is_ready() {
            return None;
        }
        if self.planned.get() != Some(true) || self.is_constructor() {
            return None;
        }
        if self.named.get().is_none() {
            let named = Named::of(py, &*self.set().ok()?).ok()?;
            self.named.get_or_init(|| named);
        }
        // A later dictionary may have brought more functions.
        self.named.get()?.as_ref().filter(|_| self.set().is_ok_and(|set| set.unranked().len() == 1))
    }

    /// As [`Context::named`], as far as known: what it remembers holds while the
    /// context is bound, and is forgotten when that ends.
    #[inline(always)]
    pub(super) fn named_before(&self) -> Option<&Named> {
        self.named.get()?.as_ref()
    }

    /// Lets the next call look at everything again.
    pub(super) fn unbind(&self) {
        if let Some(cache) = self.cache.get() {
            cache.clear();
        }
        self.guarded.set(false);
        self.planned.set(None);
        if let Some(Some(named)) = self.named.get() {
            named.clear();
        }
        self.initial.invoker.set(bind_and_call);
        self.use_plan(None);
    }

    /// Calls go by this plan, or by the initial one.
    fn use_plan(&self, plan: Option<&'static Plan>) {
        self.bound.set(plan);
        let Some(entry) = self.entry else { return };
        let (target, plan) = self.target();
        entry.slot().set(std::ptr::from_ref(plan).cast(), target as *const c_void);
    }

    /// Makes plans, as far as there are any for this set.
    fn bind(&self) -> PyResult<()> {
        let set = self.set()?;
        let way = bind::choose(self, &set)?;
        self.guarded.set(!matches!(way, bind::Way::General) && bind::needs_guard(self, &set)?);
        self.planned.set(Some(!matches!(way, bind::Way::General)));
        match way {
            bind::Way::One(plan) => self.use_plan(Some(plan)),
            bind::Way::Cached => {
                let cache = self.cache.get_or_init(Box::default);
                self.initial.cache.set(std::ptr::from_ref(&**cache));
                self.initial.invoker.set(dispatch::dispatcher(self.initial.convention));
                self.use_plan(None);
            }
            bind::Way::General => {
                self.initial.invoker.set(general::miss);
                self.use_plan(None);
            }
        }
        Ok(())
    }
}

/// Undoes every binding: something changed that plans depend on.
pub(crate) fn unbind_all() {
    let all = ALL.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).clone();
    for context in all {
        context.unbind();
    }
    literal::forget();
}

/// The first call: binds, then calls.
unsafe extern "C" fn bind_and_call(
    this: *mut ffi::PyObject,
    first: usize,
    second: usize,
    third: usize,
    plan: *const Plan,
) -> *mut ffi::PyObject {
    // SAFETY: an entry passes a live plan; the interpreter is attached.
    let (py, context) = unsafe { (Python::assume_attached(), &*(*plan).context) };
    let bound = guarded(py, false, || context.bind().map(|()| true));
    if !bound {
        return std::ptr::null_mut();
    }
    let (target, plan) = context.target();
    // SAFETY: what CPython passed is passed on, with the plan that is in use now.
    unsafe { target(this, first, second, third, plan) }
}
