//! Which classes may have rows and columns of numbers.

use crate::ir::{Access, Ir, RecordId, Scope};

/// The name by which classes of matrices tell the type of their elements.
const SCALAR: &str = "Scalar";

/// Whether a class tells a type of elements as matrices do. What else it takes to be one is often inherited from classes
/// that are not bound, so the compiler decides it (`cppbind/matrix.h`).
pub fn may_be_matrix(ir: &Ir, class: RecordId) -> bool {
    let record = &ir[class];
    record.complete
        && record.nameable
        && ir.typedefs.iter().any(|alias| {
            alias.scope == Scope::Record(class) && alias.access == Access::Public && alias.name == SCALAR
        })
}
