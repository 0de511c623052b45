//! Overload sets, their resolution, and the call itself.
pub mod machine;
mod interface;
pub use interface::{assign_to_result, construct, extend, overload_set, raise};
