//! The proxy object: what Python holds of a C++ object.
//!
//! * [`layout`]: the one C layout of all proxies, and their base type.
//! * [`metaclass`]: the type of proxies' classes, which knows the C++ class.
//! * [`identity`]: one proxy per address and class.
//! * [`ownership`]: making proxies, ending objects, keeping others alive.
//! * [`compare`]: equality, hash, truth and text of proxies that C++ gives none.
//!
//! May not know: conversions, calls, scopes.

mod compare;
mod identity;
mod layout;
mod metaclass;
mod ownership;

pub(crate) use compare::same_object;
pub use layout::{Instance, base_type};
pub(crate) use metaclass::{bind, define};
pub use metaclass::{class_of, class_of_type, metaclass};
pub use ownership::{
    Ownership, address_as, address_or_null_as, adopt, destroy, set_lifeline, wrap, wrap_cast,
};
