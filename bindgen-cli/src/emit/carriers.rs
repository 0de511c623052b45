//! How a function's values travel, for those who explain dictionaries.

use cppbind_abi::codes::Carrier;

use super::stub::{parameter_carrier, result_carrier};
use crate::ir::{Function, FunctionKind, Ir};

/// The carriers of one function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carriers {
    /// Of each parameter.
    pub parameters: Vec<Carrier>,
    /// Of the result; a constructor's is the new object's address.
    pub result: Carrier,
}

/// The carriers as the function's stubs have them.
pub fn of_function(ir: &Ir, function: &Function) -> Carriers {
    let parameters = function.parameters.iter().map(|parameter| parameter_carrier(ir, parameter)).collect();
    let result = match function.kind {
        FunctionKind::Constructor => Carrier::Pointer,
        _ => result_carrier(ir, function.result),
    };
    Carriers { parameters, result }
}
