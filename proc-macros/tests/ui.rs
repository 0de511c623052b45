//! What the macros accept, and the words and places of what they refuse.
//!
//! `TRYBUILD=overwrite cargo test -p cppbind-macros` blesses the `.stderr` files.

#[test]
fn ui() {
    let cases = trybuild::TestCases::new();
    cases.pass("tests/ui/pass/*.rs");
    cases.compile_fail("tests/ui/fail/*.rs");
}
