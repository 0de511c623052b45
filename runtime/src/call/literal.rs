//! Plain values of Python's own where C++ wants an object: `(1, 2)` for a point, `"a"` for a path. What the search of
//! [`implicit`](super::implicit) has found once is called again for values of the same types, without the search.
//!
//! Remembered is what types alone decide, as in [`dispatch`](super::dispatch): whatever stands before the constructor refuses
//! all values of these types. The types are Python's builtin ones, which live for ever. A value that the constructor refuses
//! after all (an int that is too large) goes through the search.
//!
//! May not know: how constructors are ranked, what becomes of the object.

use std::ffi::c_void;
use std::ptr::NonNull;
use std::sync::{Arc, Mutex};

use pyo3::ffi;
use pyo3::prelude::*;

use super::bind::{self, FastCall};
use super::function::Function;
use super::general;
use super::invoker::push_own;
use super::machine::Frame;
use super::refusal::refuses;
use super::set::OverloadSet;
use crate::addresses::AddressMap;
use crate::convert::fast::Ends;
use crate::convert::layout;
use crate::convert::object;
use crate::registry::Class;
use crate::state;

/// Items of a tuple that is remembered.
const MOST_ITEMS: usize = 8;

/// The types of a plain value: of itself, or of a tuple's items in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Types(u32);

impl Types {
    /// What the types of items follow.
    const TUPLE: Self = Self(1);
    /// What the type of a value that is no tuple follows.
    const WHOLE: Self = Self(2);

    /// Those of a value and the values that it stands for; `None` where it is no plain one.
    fn of<'a>(value: &'a Bound<'_, PyAny>) -> Option<(Self, Items<'a>)> {
        let items = Items::of(value);
        let begin = if items.of_tuple { Self::TUPLE } else { Self::WHOLE };
        if items.count > MOST_ITEMS {
            return None;
        }
        let types = items.iter().try_fold(begin, |types, item| types.and(item))?;
        Some((types, items))
    }

    /// One more type behind them.
    fn and(self, object: *mut ffi::PyObject) -> Option<Self> {
        // SAFETY: a live object; addresses of types are not read.
        let class = unsafe { ffi::Py_TYPE(object) };
        let builtin = [
            &raw mut ffi::PyLong_Type,
            &raw mut ffi::PyFloat_Type,
            &raw mut ffi::PyUnicode_Type,
            &raw mut ffi::PyBool_Type,
            &raw mut ffi::PyBytes_Type,
        ];
        let place = builtin.into_iter().position(|known| known == class)?;
        // Three bits each; none is 0, so that the first of them tells how many there are.
        Some(Self(self.0 << 3 | (place as u32 + 1)))
    }
}

/// The arguments of a constructor: a tuple's items, or the value alone.
#[derive(Clone, Copy)]
struct Items<'a> {
    first: &'a *mut ffi::PyObject,
    count: usize,
    of_tuple: bool,
}

impl<'a> Items<'a> {
    fn of(value: &'a Bound<'_, PyAny>) -> Self {
        // SAFETY: `Bound` is a transparent pointer to a live object, which is looked at as an exact tuple only if it is one.
        unsafe {
            let alone = &*std::ptr::from_ref(value).cast::<*mut ffi::PyObject>();
            if ffi::PyTuple_CheckExact(value.as_ptr()) == 0 {
                return Self { first: alone, count: 1, of_tuple: false };
            }
            let count = ffi::PyTuple_GET_SIZE(value.as_ptr()).unsigned_abs();
            let items = &raw const (*value.as_ptr().cast::<ffi::PyTupleObject>()).ob_item;
            Self { first: &*items.cast(), count, of_tuple: true }
        }
    }

    fn iter(self) -> impl Iterator<Item = *mut ffi::PyObject> + use<'a> {
        // SAFETY: so many live objects, which the value holds and nobody can take from it.
        (0..self.count).map(move |place| unsafe { *std::ptr::from_ref(self.first).add(place) })
    }
}

/// A constructor for values of given types.
struct Construction {
    function: &'static Function,
    call: FastCall,
}

/// What is known of the values of one class's objects.
#[derive(Default)]
struct Known(Vec<(Types, Option<Arc<Construction>>)>);

static KNOWN: Mutex<Option<AddressMap<Known>>> = Mutex::new(None);

// SAFETY: functions and classes are used by threads that are attached to the interpreter, which are one at a time.
unsafe impl Send for Construction {}
// SAFETY: as above.
unsafe impl Sync for Construction {}

impl Known {
    fn find(&self, types: Types) -> Option<&Option<Arc<Construction>>> {
        self.0.iter().find(|(known, _)| *known == types).map(|(_, found)| found)
    }
}

/// Does something with what is known of a class.
fn with<R>(class: &'static Class, act: impl FnOnce(&mut Known) -> R) -> R {
    let mut known = KNOWN.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    act(known.get_or_insert_default().entry(std::ptr::from_ref(class) as usize).or_default())
}

/// Forgets everything: something changed that it depends on.
pub(super) fn forget() {
    *KNOWN.lock().unwrap_or_else(|poisoned| poisoned.into_inner()) = None;
}

/// A new object of the class that a value stands for, for the caller to end; `None` where that takes the search.
pub(super) fn construct(
    class: &'static Class,
    value: &Bound<'_, PyAny>,
) -> Option<PyResult<NonNull<c_void>>> {
    let (types, items) = Types::of(value)?;
    let found = with(class, |known| known.find(types).cloned())??;
    // SAFETY: the types of the items are those for which the construction was made.
    unsafe { found.call(value.py(), class, items) }
}

/// Remembers the constructor that the search has found for a value, with the arguments that matched exactly; `earlier` are
/// those that it has asked before.
pub(super) fn remember(
    class: &'static Class,
    set: &OverloadSet,
    (chosen, arguments): (&'static Function, &[Bound<'_, PyAny>]),
    value: &Bound<'_, PyAny>,
    earlier: impl Iterator<Item = &'static Function>,
) -> PyResult<()> {
    let Some((types, items)) = Types::of(value) else { return Ok(()) };
    let as_they_are = items.iter().eq(arguments.iter().map(Bound::as_ptr));
    if !as_they_are || with(class, |known| known.find(types).is_some()) {
        return Ok(());
    }
    // SAFETY: live objects.
    let of_items: Vec<_> = items.iter().map(|item| unsafe { ffi::Py_TYPE(item) }).collect();
    // A constructor gets the items of a tuple first, then the tuple.
    let of_whole = items.of_tuple.then(|| [value.get_type_ptr()]);
    let mut decided = true;
    for function in earlier {
        decided = decided && refuses(function, &of_items)?;
        decided = decided && of_whole.as_ref().map_or(Ok(true), |whole| refuses(function, whole))?;
    }
    let made = if decided { Construction::new(set, chosen, items.count)? } else { None };
    with(class, |known| known.0.push((types, made.map(Arc::new))));
    Ok(())
}

impl Construction {
    /// What calls a constructor with so many arguments; `None` where that takes more than their conversion.
    fn new(set: &OverloadSet, function: &'static Function, count: usize) -> PyResult<Option<Self>> {
        if bind::asks_for_more(set) || function.keeps_arguments()? {
            return Ok(None);
        }
        // A temporary may refer to its texts until the end of the call that it is made for.
        let call = bind::fast_call(function, count, false, Ends { texts: false, objects: false })?;
        Ok(call.map(|call| Self { function, call }))
    }

    /// # Safety
    ///
    /// The items must be as many as the arguments, and the interpreter attached.
    unsafe fn call(
        &self,
        py: Python<'_>,
        class: &'static Class,
        items: Items<'_>,
    ) -> Option<PyResult<NonNull<c_void>>> {
        let mut frame = Frame::new();
        for (argument, item) in self.call.arguments.iter().zip(items.iter()) {
            // SAFETY: the value holds its items.
            unsafe { push_own(layout::trusted(), *argument, item, &mut frame)? };
        }
        // SAFETY: what was pushed is what the stub takes, which is a constructor's and does not unwind.
        let made = unsafe { frame.call(self.call.stub).general as *mut c_void };
        if state::pending()
            && let Some((error, finished)) = general::take_failure(py, Some(self.function))
        {
            if finished {
                // SAFETY: the constructor has just made the object, which nobody has seen.
                unsafe { object::end(class, made) };
            }
            return Some(Err(error));
        }
        NonNull::new(made).map(Ok)
    }
}
