//! Overload sets, their resolution, and the call itself.
pub mod machine;
mod interface;
pub use interface::{construct, extend, overload_set, raise};
