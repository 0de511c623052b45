//! Facts that follow from the declarations: what is bindable, overload sets, names in order.
//!
//! May not know: clang, emission.
