//! One [`Class`] per qualified name.

use std::collections::HashMap;
use std::ffi::c_void;
use std::ops::Deref;
use std::sync::atomic::{AtomicBool, AtomicPtr, AtomicU64, Ordering};
use std::sync::{OnceLock, RwLock};

use cppbind_abi::codes::ClassFlags;
use cppbind_abi::records::{ClassRecord, NameRecord};
use pyo3::ffi::PyTypeObject;

use super::cast::Base;
use super::director::Director;
use crate::dictionary::{Damaged, Dictionary};
use crate::state;

/// A class's own operator new and delete, as the record's docs say.
type OwnMemory = unsafe extern "C" fn(*mut c_void) -> *mut c_void;

/// A C++ class as the runtime knows it; lives as long as the process.
///
/// Its definition is reached by dereferencing: `class.record.size`. A class that
/// was only declared gets a new definition when a dictionary with a complete
/// one is loaded; the class itself stays the same.
#[derive(Debug)]
pub struct Class {
    definition: AtomicPtr<Definition>,
    /// The generation in which a better definition was last looked for.
    seen: AtomicU64,
    bases: OnceLock<Vec<Base>>,
    proxy: AtomicPtr<PyTypeObject>,
    /// The stub that ends an object, once looked for; null where there is none.
    destroy: AtomicPtr<c_void>,
    /// Whether results by value may live in their proxies.
    inline: AtomicBool,
    /// Whether results are shown as this class though their objects are of a derived one.
    pinned: AtomicBool,
    /// Whether some derived class that Python has seen holds it at another address than its own.
    shifted: AtomicBool,
    /// What it directs, where it is a director that Python code derives from.
    directs: OnceLock<Director>,
}

/// Where a class is defined.
#[derive(Debug)]
pub struct Definition {
    /// The dictionary that defines it.
    pub dictionary: &'static Dictionary,
    /// Its index there.
    pub index: u32,
    /// Its record there.
    pub record: &'static ClassRecord,
    /// Its qualified name in normal spelling.
    pub qualified: &'static str,
}

static CLASSES: RwLock<Option<HashMap<&'static str, &'static Class>>> = RwLock::new(None);

impl Deref for Class {
    type Target = Definition;

    fn deref(&self) -> &Definition {
        // SAFETY: set from `Box::leak` only, in `new` and `complete`.
        unsafe { &*self.definition.load(Ordering::Acquire) }
    }
}

impl PartialEq for Class {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Eq for Class {}

impl Definition {
    fn new(dictionary: &'static Dictionary, index: u32) -> Result<Self, Damaged> {
        let record = dictionary.get::<ClassRecord>(index)?;
        Ok(Self { dictionary, index, record, qualified: dictionary.name(record.qualified)? })
    }

    /// Whether its objects may refer to text that they were made of: they have the address of characters, and no
    /// destructor that would end what is theirs.
    pub fn views_text(&self) -> bool {
        let flags = self.flags();
        flags.has(ClassFlags::VIEWS_TEXT) && flags.has(ClassFlags::TRIVIALLY_DESTRUCTIBLE)
    }

    /// Its properties.
    pub fn flags(&self) -> ClassFlags {
        ClassFlags(self.record.flags)
    }

    /// The last component of its name, template arguments included.
    pub fn name(&self) -> Result<&'static str, Damaged> {
        self.dictionary.name(self.record.name)
    }

    /// The names that it declares, sorted.
    pub fn names(&self) -> Result<&'static [NameRecord], Damaged> {
        self.dictionary.range(self.record.names_first, self.record.names_count)
    }
}

impl Class {
    fn new(definition: Definition) -> Self {
        Self {
            definition: AtomicPtr::new(Box::into_raw(Box::new(definition))),
            seen: AtomicU64::new(0),
            bases: OnceLock::new(),
            proxy: AtomicPtr::new(std::ptr::null_mut()),
            destroy: AtomicPtr::new(std::ptr::null_mut()),
            inline: AtomicBool::new(false),
            pinned: AtomicBool::new(false),
            shifted: AtomicBool::new(false),
            directs: OnceLock::new(),
        }
    }

    /// Its direct bases, resolved at first use.
    ///
    /// A base that no dictionary defines is left out: it has no members here.
    pub fn bases(&self) -> Result<&[Base], Damaged> {
        if let Some(bases) = self.bases.get() {
            return Ok(bases);
        }
        let bases = Base::resolve(self)?;
        if self.flags().has(ClassFlags::INCOMPLETE) {
            return Ok(&[]);
        }
        Ok(self.bases.get_or_init(|| bases))
    }

    /// What the class directs, where it is a director that Python code derives from.
    #[inline]
    pub fn directs(&self) -> Option<&Director> {
        self.directs.get()
    }

    /// Says what the class directs.
    pub(super) fn set_directs(&self, director: Director) -> &Director {
        self.directs.get_or_init(|| director)
    }

    /// Ends the automatic cast from this class to derived ones.
    pub fn pin(&self) {
        self.pinned.store(true, Ordering::Relaxed);
    }

    /// Remembers that a derived class holds it at another address; true where that is new.
    pub fn shift(&self) -> bool {
        !self.shifted.swap(true, Ordering::Relaxed)
    }

    /// Whether a derived class that Python has seen holds it at another address than its own.
    pub fn is_shifted(&self) -> bool {
        self.shifted.load(Ordering::Relaxed)
    }

    /// Whether there is no automatic cast to derived classes.
    pub fn is_pinned(&self) -> bool {
        self.pinned.load(Ordering::Relaxed)
    }

    /// The Python class, once made; immortal.
    pub fn proxy(&self) -> Option<std::ptr::NonNull<PyTypeObject>> {
        std::ptr::NonNull::new(self.proxy.load(Ordering::Acquire))
    }

    /// Remembers the Python class, of which the caller gives one reference away.
    pub(crate) fn set_proxy(&self, proxy: *mut PyTypeObject) {
        self.proxy.store(proxy, Ordering::Release);
    }

    /// Finds out what [`Class::destroy_stub`] and [`Class::lives_inline`] give.
    pub(crate) fn prepare_lifetime(&self) -> Result<(), Damaged> {
        let stub = self.dictionary.stub(self.record.destroy)?;
        self.destroy.store(stub.map_or(std::ptr::null_mut(), std::ptr::NonNull::as_ptr), Ordering::Release);
        self.inline.store(stub.is_some() && self.is_movable_by_bytes(), Ordering::Release);
        Ok(())
    }

    /// Whether an object may be moved by copying its bytes, and is small: it is
    /// trivially copied and holds no address, not even its own.
    fn is_movable_by_bytes(&self) -> bool {
        let flags = self.flags();
        let needed =
            [ClassFlags::TRIVIALLY_COPYABLE, ClassFlags::TRIVIALLY_DESTRUCTIBLE, ClassFlags::SELF_CONTAINED];
        let forbidden = [ClassFlags::POLYMORPHIC, ClassFlags::VIRTUAL_BASES, ClassFlags::INCOMPLETE];
        needed.into_iter().all(|flag| flags.has(flag))
            && !forbidden.into_iter().any(|flag| flags.has(flag))
            && (1..=Self::INLINE_SIZE as u64).contains(&self.record.size)
            && (1..=Self::INLINE_ALIGNMENT as u64).contains(&self.record.alignment)
    }

    /// The most bytes that an object in its proxy has.
    pub const INLINE_SIZE: usize = 64;

    /// The strictest alignment of an object in its proxy.
    pub const INLINE_ALIGNMENT: usize = 16;

    /// Whether results by value may live in their proxies until their address is
    /// asked for. Never for classes without a Python class.
    #[inline(always)]
    pub fn lives_inline(&self) -> bool {
        self.inline.load(Ordering::Acquire)
    }

    /// Whether objects of the class or of one derived from it may live in their proxies.
    pub fn may_live_inline(&self) -> bool {
        self.flags().has(ClassFlags::TRIVIALLY_COPYABLE)
    }

    /// Memory for an object of the class, from its own operator new or the
    /// global one; `None` where there is none.
    pub fn allocate(&self) -> Result<Option<std::ptr::NonNull<c_void>>, Damaged> {
        let memory = if let Some(stub) = self.dictionary.stub(self.record.allocate)? {
            // SAFETY: the record's docs give the stub this type.
            unsafe {
                let allocate: OwnMemory = std::mem::transmute(stub.as_ptr());
                allocate(std::ptr::null_mut())
            }
        } else {
            // SAFETY: the header's docs give `allocate` this type.
            unsafe {
                let allocate: unsafe extern "C" fn(usize, usize) -> *mut c_void =
                    std::mem::transmute(self.dictionary.header().allocate);
                allocate(self.record.size as usize, self.record.alignment as usize)
            }
        };
        Ok(std::ptr::NonNull::new(memory))
    }

    /// Gives memory of [`Class::allocate`] back.
    ///
    /// # Safety
    ///
    /// `memory` came from there for this class, and holds no object.
    pub unsafe fn deallocate(&self, memory: *mut c_void) {
        match self.dictionary.stub(self.record.allocate) {
            // SAFETY: the record's docs give the stub this type; the caller's promise.
            Ok(Some(stub)) => unsafe {
                let deallocate: OwnMemory = std::mem::transmute(stub.as_ptr());
                deallocate(memory);
            },
            // SAFETY: the header's docs give `deallocate` this type; the caller's promise.
            Ok(None) => unsafe {
                let deallocate: unsafe extern "C" fn(*mut c_void, usize, usize) =
                    std::mem::transmute(self.dictionary.header().deallocate);
                deallocate(memory, self.record.size as usize, self.record.alignment as usize);
            },
            // `allocate` has found it, so it is there.
            Err(_) => {}
        }
    }

    /// What ends an object of the class and frees its memory; `None` where the
    /// class has no usable destructor, and for classes without a Python class.
    #[inline(always)]
    pub fn destroy_stub(&self) -> Option<unsafe extern "C" fn(*mut c_void)> {
        let stub = self.destroy.load(Ordering::Acquire);
        // SAFETY: the ABI says that `destroy` is `void (T*)`; null is `None`.
        unsafe { std::mem::transmute::<*mut c_void, Option<unsafe extern "C" fn(*mut c_void)>>(stub) }
    }

    /// Whether it may be one of containers, of which the dictionary tells how their elements are reached.
    pub fn is_container(&self) -> bool {
        self.record.container != cppbind_abi::NONE
    }

    /// Looks for a complete definition in dictionaries loaded since the last
    /// time; true where one was found now.
    pub(crate) fn complete(&self) -> Result<bool, Damaged> {
        let generation = state::generation();
        if !self.flags().has(ClassFlags::INCOMPLETE)
            || self.seen.swap(generation, Ordering::AcqRel) == generation
        {
            return Ok(false);
        }
        let name = self.qualified;
        for dictionary in state::dictionaries() {
            if let Some((index, record)) = dictionary.find::<ClassRecord>(name)?
                && !ClassFlags(record.flags).has(ClassFlags::INCOMPLETE)
            {
                let definition = Definition::new(dictionary, index)?;
                self.definition.store(Box::into_raw(Box::new(definition)), Ordering::Release);
                self.prepare_lifetime()?;
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// The class of a dictionary's record: the same object for every dictionary
/// that has a class of this name.
pub fn class(dictionary: &'static Dictionary, index: u32) -> Result<&'static Class, Damaged> {
    let definition = Definition::new(dictionary, index)?;
    if let Some(known) = known(definition.qualified) {
        known.complete()?;
        return Ok(known);
    }
    // The name may be in an earlier dictionary too; the search settles which wins.
    let name = definition.qualified;
    match find_class(name)? {
        Some(class) => Ok(class),
        // A table that is not sorted: the record exists, the search misses it.
        None => Ok(remember(definition)),
    }
}

/// The class of this qualified name in normal spelling. Typedefs and users'
/// spellings are `names`' business.
pub fn find_class(qualified: &str) -> Result<Option<&'static Class>, Damaged> {
    if let Some(known) = known(qualified) {
        known.complete()?;
        return Ok(Some(known));
    }
    let mut incomplete = None;
    for dictionary in state::dictionaries() {
        if let Some((index, record)) = dictionary.find::<ClassRecord>(qualified)? {
            let definition = Definition::new(dictionary, index)?;
            if !ClassFlags(record.flags).has(ClassFlags::INCOMPLETE) {
                return Ok(Some(remember(definition)));
            }
            incomplete.get_or_insert(definition);
        }
    }
    Ok(incomplete.map(|definition| {
        let class = remember(definition);
        class.seen.store(state::generation(), Ordering::Release);
        class
    }))
}

fn known(qualified: &str) -> Option<&'static Class> {
    let classes = CLASSES.read().unwrap_or_else(|poisoned| poisoned.into_inner());
    classes.as_ref()?.get(qualified).copied()
}

fn remember(definition: Definition) -> &'static Class {
    let mut classes = CLASSES.write().unwrap_or_else(|poisoned| poisoned.into_inner());
    classes
        .get_or_insert_default()
        .entry(definition.qualified)
        .or_insert_with(|| Box::leak(Box::new(Class::new(definition))))
}
