//! Overloads chosen by the user: `f.__overload__('int, const ns::C&')`.
//!
//! May not know: arguments, Python objects.

use cppbind_abi::codes::FunctionFlags;
use cppbind_abi::spelling;

use super::function::Function;
use super::set::OverloadSet;
use crate::dictionary::Damaged;

/// The functions whose parameter types are those of the signature; all for
/// `:any:`. White space and parameter names do not matter.
pub(super) fn by_signature(
    set: &OverloadSet,
    signature: &str,
    constant: Option<bool>,
) -> Result<Vec<&'static Function>, Damaged> {
    let wanted = signature.trim();
    let wanted = wanted.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')).unwrap_or(wanted);
    let any = wanted == ":any:";
    let wanted: Vec<String> =
        spelling::split_arguments(wanted).into_iter().map(spelling::normalize).collect();
    let mut chosen = Vec::new();
    for function in set.unranked().iter().copied() {
        let fits_const = constant.is_none_or(|constant| function.is(FunctionFlags::CONST) == constant);
        if fits_const && (any || takes(function, &wanted)?) {
            chosen.push(function);
        }
    }
    Ok(chosen)
}

fn takes(function: &Function, wanted: &[String]) -> Result<bool, Damaged> {
    let signature = function.signature()?;
    if signature.parameters.len() != wanted.len() {
        return Ok(false);
    }
    for (parameter, wanted) in signature.parameters.iter().zip(wanted) {
        if !is_spelled(parameter.argument.ty.spelling()?, parameter.name, wanted) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether a user's words mean a type, alone or followed by the parameter's name. A parameter that is itself `const`
/// is no other parameter to those who call (C++ [dcl.fct]/5).
fn is_spelled(spelling: &str, name: &str, wanted: &str) -> bool {
    let spelling = unqualified(spelling);
    if spelling == unqualified(wanted) {
        return true;
    }
    let Some(ty) = wanted.strip_suffix(name).filter(|_| !name.is_empty()) else { return false };
    unqualified(ty.trim_end()) == spelling
}

/// A type without the `const` of the object itself: `const int` and `T*const`, but not `const T&`.
fn unqualified(ty: &str) -> &str {
    if let Some(pointer) = ty.strip_suffix("*const") {
        return &ty[..pointer.len() + 1];
    }
    let is_object =
        !ty.ends_with(['*', '&']) && !ty.contains("(*)") && !ty.contains("(&)") && !ty.ends_with(']');
    ty.strip_prefix("const ").filter(|_| is_object).unwrap_or(ty)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(spelling: &str, name: &str, wanted: &str, expected: bool) {
        assert_eq!(is_spelled(spelling, name, &cppbind_abi::spelling::normalize(wanted)), expected);
    }

    #[test]
    fn parameter_names_and_white_space_do_not_matter() {
        check("int", "a", "int", true);
        check("int", "a", "int a", true);
        check("int", "a", "int b", false);
        check("const ns::C&", "c", "const ns::C & c", true);
        check("a_overload*", "", "a_overload *", true);
        check("unsigned int", "", "unsigned", true);
    }

    #[test]
    fn a_const_parameter_is_found_as_one_that_is_not() {
        check("const int", "i", "int", true);
        check("ns::E", "e", "const ns::E", true);
        check("ns::E", "e", "const ns::E e", true);
        check("char*const", "p", "char*", true);
        check("const int&", "i", "int&", false);
        check("const char*", "s", "char*", false);
        check("const int(&)[3]", "a", "int(&)[3]", false);
    }
}
