//! Overload sets, their resolution, and the call itself.
pub mod machine;
