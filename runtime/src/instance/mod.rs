//! The proxy object: what Python holds of a C++ object.
//!
//! * [`layout`]: the one C layout of all proxies.
//! * [`base`]: their base type; [`attributes`]: what Python stores in them;
//!   [`dictless`]: classes none of whose objects has attributes.
//! * [`metaclass`]: the type of proxies' classes; [`slots`]: what a class knows;
//!   [`fields`]: how it stores data members.
//! * [`lifetime`]: from the first reference to the last; [`blocks`]: memory;
//!   [`inline`]: small C++ objects behind their proxies.
//! * [`identity`]: one proxy per address and class.
//! * [`holders`]: smart pointers that hold their objects.
//! * [`half`]: proxies of objects that call Python.
//! * [`ownership`]: making proxies, ending objects, keeping others alive.
//! * [`overrides`]: what C++ knows of the functions that a class overrides.
//! * [`export`]: objects whose memory buffers show.
//! * [`exception`]: the base of exceptions from C++, which hold proxies.
//! * [`compare`]: equality, hash, truth and text of proxies that C++ gives none; [`subscript`]: the neighbours of objects.
//!
//! May not know: conversions, calls, scopes.

mod attributes;
mod base;
mod blocks;
mod compare;
mod dictless;
mod exception;
pub mod export;
mod fields;
mod half;
mod holders;
pub mod identity;
mod inline;
mod layout;
mod lifetime;
mod metaclass;
mod overrides;
mod ownership;
mod slots;
mod subscript;

pub use base::base_type;
pub(crate) use base::{base_type_is, subtype};
pub(crate) use compare::same_object;
pub(crate) use dictless::make_class;
pub use exception::exception_base;
pub(crate) use exception::{Caught, new_exception, set_caught};
pub(crate) use fields::{FieldAccess, install as install_fields};
pub(crate) use half::{begin_copy, keep_answer};
pub use holders::Holder;
pub use inline::{fresh_inline, fresh_inline_at_once};
pub use layout::{Instance, has_no_place, has_rvalues, raw_place};
pub use lifetime::{fresh, uninitialised};
pub(crate) use metaclass::{bind, define, define_all, untrack_members};
pub use metaclass::{class_of, class_of_raw, class_of_type, metaclass};
pub use overrides::{Overrides, overrides, set_overrides};
pub(crate) use ownership::report_pending;
pub use ownership::{
    Ownership, address_as, address_or_null_as, adopt, destroy, is_unrelated, keep_assigned, keep_for, known,
    lifelines, place_or_null_as, recall_of_member, remember_of_member, set_lifeline, wrap, wrap_cast,
};
pub use slots::{ClassSlots, class_slots};
