//! Constant evaluation of initialisers.

use std::ffi::CStr;

use clang_sys as sys;

use super::Cursor;

/// The value of an initialiser.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A signed integer.
    Signed(i64),
    /// An unsigned integer or bool.
    Unsigned(u64),
    /// A floating-point number.
    Float(f64),
    /// A string literal.
    Text(String),
}

impl Cursor<'_> {
    /// The value of a variable's or parameter's initialiser, where it is a number or a string literal.
    pub fn evaluate(self) -> Option<Value> {
        // SAFETY: the cursor belongs to a living unit; the result is disposed of once, below.
        let result = unsafe { sys::clang_Cursor_Evaluate(self.raw) };
        if result.is_null() {
            return None;
        }
        // SAFETY: the result is alive, and each value is read according to its kind.
        unsafe {
            let value = match sys::clang_EvalResult_getKind(result) {
                sys::CXEval_Int if sys::clang_EvalResult_isUnsignedInt(result) != 0 => {
                    Some(Value::Unsigned(sys::clang_EvalResult_getAsUnsigned(result)))
                }
                sys::CXEval_Int => Some(Value::Signed(sys::clang_EvalResult_getAsLongLong(result))),
                sys::CXEval_Float => Some(Value::Float(sys::clang_EvalResult_getAsDouble(result))),
                sys::CXEval_StrLiteral => {
                    let characters = sys::clang_EvalResult_getAsStr(result);
                    (!characters.is_null())
                        .then(|| Value::Text(CStr::from_ptr(characters).to_string_lossy().into_owned()))
                }
                _ => None,
            };
            sys::clang_EvalResult_dispose(result);
            value
        }
    }
}
