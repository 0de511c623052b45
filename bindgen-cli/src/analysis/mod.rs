//! Facts that follow from the declarations: what is bindable, overload sets, names in order.
//!
//! [`analyze`] first completes the [`Ir`] by the constructors and comparisons that C++ declares
//! by itself, then decides what is bound. What a user could expect but does not
//! get is a [`crate::ir::Skipped`] with its reason; what C++ itself forbids (a deleted or
//! private function) is silently absent.
//!
//! May not know: clang, emission.

mod bases;
mod bindable;
mod callbacks;
mod comparisons;
mod compounds;
mod containers;
mod containment;
mod deprecation;
mod directors;
mod exposed;
mod facts;
mod functions;
mod identifiers;
mod implicit;
mod interned;
mod matrices;
mod members;
mod names;
mod operators;
mod overloads;
mod ranges;
mod smart_pointers;
mod special_members;
mod spelling;
mod types;
mod using_declarations;
mod values;

pub use callbacks::is_function_wrapper;
pub use compounds::{Compound, compound, parts};
pub use containers::{Protocol, container_protocol, is_container, is_wide_string};
pub use deprecation::{documentation, of_function as deprecation_of_function, warning as deprecation};
pub use directors::{Director, Otherwise, Virtual};
pub use exposed::Exposed;
pub use facts::{
    BaseFact, ClassFact, Constant, Entity, Facts, Member, MemberKind, Name, NamespaceFact, Operator,
    OverloadSet, Side, TemplateFact,
};
pub use identifiers::is_identifier;
pub use implicit::Implicit;
pub use matrices::may_be_matrix;
pub use ranges::is_range;
pub use smart_pointers::{held_class, is_smart_pointer};
pub use special_members::{is_plainly_trivial, may_allocate};
pub use spelling::{scope_name, signature};
pub use values::{StringType, string_type};

use crate::ir::Ir;

/// Completes `ir` by implicit constructors, comparisons and directors, and states what is bound.
pub fn analyze(ir: &mut Ir) -> Facts {
    let three_way = comparisons::declare(ir);
    let mut implicit = implicit::declare(ir);
    let directors = directors::declare(ir, &mut implicit);
    Facts { three_way, ..names::assemble(ir, implicit, directors) }
}
