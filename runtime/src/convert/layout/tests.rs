//! Each function against its twin over the C API.

use std::ffi::CStr;

use pyo3::ffi;
use pyo3::prelude::*;

use super::{portable, small};

/// What both ways say of a Python expression's value: the fast one may say
/// nothing, but nothing else.
#[track_caller]
fn check(expression: &CStr, is_compact: bool) {
    Python::attach(|py| {
        let value = py.eval(expression, None, None).unwrap();
        let object = value.as_ptr();
        // SAFETY: a live object; the layouts are the interpreter's that this was built for.
        unsafe {
            let fast = super::compact_int(object);
            assert_eq!(fast.is_some(), is_compact, "{expression:?}");
            assert!(fast.is_none() || fast == portable::compact_int(object), "{expression:?}");
            assert_eq!(
                super::exact_float(object).map(f64::to_bits),
                portable::exact_float(object).map(f64::to_bits)
            );
            assert_eq!(super::ascii(object), portable::ascii(object), "{expression:?}");
        }
    });
}

#[test]
fn the_layouts_are_the_interpreters() {
    Python::attach(|py| assert!(super::verify::verify(py).unwrap()));
}

#[test]
fn ints_of_one_digit_are_compact() {
    check(c"0", true);
    check(c"-1", true);
    check(c"2**30 - 1", true);
    check(c"-(2**30) + 1", true);
    check(c"2**30", false);
    check(c"-2**63", false);
    check(c"2**100", false);
    check(c"True", false);
    check(c"type('I', (int,), {})(3)", false);
}

#[test]
fn other_types_are_told_apart() {
    check(c"1.5", false);
    check(c"float('nan')", false);
    check(c"'ascii'", false);
    check(c"'\\xe9'", false);
    check(c"'\\ud800'", false);
    check(c"type('S', (str,), {})('ascii')", false);
    check(c"b'ascii'", false);
    check(c"None", false);
}

#[test]
fn unsigned_words_have_64_bits() {
    Python::attach(|py| {
        for (expression, expected) in
            [(c"2**64 - 1", Some(u64::MAX)), (c"2**64", None), (c"-1", None), (c"7", Some(7)), (c"7.0", None)]
        {
            let value = py.eval(expression, None, None).unwrap();
            // SAFETY: a live object, no error set.
            assert_eq!(unsafe { portable::exact_unsigned_slow(value.as_ptr()) }, expected);
            assert!(PyErr::take(py).is_none());
        }
    });
}

#[test]
fn new_objects_equal_the_c_apis() {
    Python::attach(|py| {
        small::fill(py).unwrap();
        for value in [i64::MIN, -6, -5, 0, 256, 257, i64::MAX] {
            // SAFETY: new references; the table is filled.
            let (fast, slow) = unsafe {
                (
                    Bound::from_owned_ptr(py, super::small_int(value)),
                    Bound::from_owned_ptr(py, ffi::PyLong_FromLongLong(value)),
                )
            };
            assert!(fast.eq(&slow).unwrap());
            assert_eq!(fast.is(&slow), (-5..=256).contains(&value));
        }
        // Every length around a word, with a byte that is no ASCII at every place.
        for length in 0..40 {
            for odd in 0..=length {
                let mut bytes = vec![b'x'; length];
                if let Some(byte) = bytes.get_mut(odd) {
                    *byte = 0xE9;
                }
                // SAFETY: new references to strings of readable bytes.
                let (fast, slow) = unsafe {
                    (
                        Bound::from_owned_ptr(py, super::new_str(bytes.as_ptr(), length)),
                        Bound::from_owned_ptr(py, portable::new_str(bytes.as_ptr(), length)),
                    )
                };
                assert!(fast.eq(&slow).unwrap());
            }
        }
    });
}
