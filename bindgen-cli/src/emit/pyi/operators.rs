//! C++ operators under their Python names.

/// The method that Python calls for a C++ operator with so many operands, the object included; `None` where
/// Python has no such operator.
pub(super) fn dunder(operator: &str, operands: usize) -> Option<&'static str> {
    let symbol = operator.strip_prefix("operator")?;
    Some(match (symbol, operands) {
        ("()", _) => "__call__",
        ("[]", 2) => "__getitem__",
        ("+", 1) => "__pos__",
        ("-", 1) => "__neg__",
        ("~", 1) => "__invert__",
        ("*", 1) => "__deref__",
        ("->", 1) => "__follow__",
        ("++", 1) => "__preinc__",
        ("++", 2) => "__postinc__",
        ("--", 1) => "__predec__",
        ("--", 2) => "__postdec__",
        ("=", 2) => "__assign__",
        (_, 2) => BINARY.iter().find(|(cpp, _)| *cpp == symbol)?.1,
        _ => return None,
    })
}

/// The method of the right operand: `__radd__` for `__add__`; `None` where there is none.
pub(super) fn reflected(dunder: &str) -> Option<String> {
    let word = dunder.strip_prefix("__")?.strip_suffix("__")?;
    let has_reflection = matches!(
        word,
        "add" | "sub" | "mul" | "truediv" | "mod" | "and" | "or" | "xor" | "lshift" | "rshift"
    );
    has_reflection.then(|| format!("__r{word}__"))
}

/// The method for a conversion to a type with this annotation.
pub(super) fn conversion(annotation: &str) -> Option<&'static str> {
    match annotation.trim_start_matches("_builtins.") {
        "bool" => Some("__bool__"),
        "int" => Some("__int__"),
        "float" => Some("__float__"),
        "str" => Some("__str__"),
        _ => None,
    }
}

const BINARY: [(&str, &str); 26] = [
    ("+", "__add__"),
    ("-", "__sub__"),
    ("*", "__mul__"),
    ("/", "__truediv__"),
    ("%", "__mod__"),
    ("&", "__and__"),
    ("|", "__or__"),
    ("^", "__xor__"),
    ("<<", "__lshift__"),
    (">>", "__rshift__"),
    ("==", "__eq__"),
    ("!=", "__ne__"),
    ("<", "__lt__"),
    ("<=", "__le__"),
    (">", "__gt__"),
    (">=", "__ge__"),
    ("+=", "__iadd__"),
    ("-=", "__isub__"),
    ("*=", "__imul__"),
    ("/=", "__itruediv__"),
    ("%=", "__imod__"),
    ("&=", "__iand__"),
    ("|=", "__ior__"),
    ("^=", "__ixor__"),
    ("<<=", "__ilshift__"),
    (">>=", "__irshift__"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_have_python_names() {
        assert_eq!(dunder("operator-", 1), Some("__neg__"));
        assert_eq!(dunder("operator-", 2), Some("__sub__"));
        assert_eq!(dunder("operator()", 4), Some("__call__"));
        assert_eq!(dunder("operator&&", 2), None);
        assert_eq!(dunder("size", 1), None);
    }

    #[test]
    fn right_operands_have_reflected_ones() {
        assert_eq!(reflected("__mul__").as_deref(), Some("__rmul__"));
        assert_eq!(reflected("__eq__"), None);
        assert_eq!(reflected("__iadd__"), None);
    }
}
