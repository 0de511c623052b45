//! What the macros accept, and the words in which they refuse the rest.
//!
//! A refusal's text is part of the interface: run with `TRYBUILD=overwrite` to
//! bless a change and read the difference.

#[test]
fn ui() {
    let cases = trybuild::TestCases::new();
    cases.pass("tests/ui/accepted.rs");
    cases.compile_fail("tests/ui/refused_*.rs");
}
