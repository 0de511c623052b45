//! Each shape of a list has an invoker, and no other shape has one.

mod call {
    use std::ffi::c_void;

    pub mod ffi {
        pub struct PyObject(pub i64);
    }

    pub struct Plan {
        pub stub: *const c_void,
    }

    pub type Target =
        unsafe extern "C" fn(*mut ffi::PyObject, usize, usize, usize, *const Plan) -> *mut ffi::PyObject;

    pub mod take {
        pub struct I64;

        impl I64 {
            pub unsafe fn take(object: *mut super::ffi::PyObject, _: &super::Plan, _: usize) -> Option<i64> {
                unsafe { object.as_ref() }.map(|object| object.0)
            }
        }
    }

    pub mod give {
        use super::{Plan, ffi};

        pub struct I64;

        impl I64 {
            pub unsafe fn give<const METHOD: bool>(
                result: i64,
                _: *mut ffi::PyObject,
                _: *mut std::ffi::c_void,
                _: &Plan,
            ) -> *mut ffi::PyObject {
                Box::into_raw(Box::new(ffi::PyObject(result)))
            }
        }
    }

    unsafe fn receiver(this: *mut ffi::PyObject, _: &Plan) -> Option<*mut c_void> {
        Some(this.cast())
    }

    unsafe fn miss(_: *mut ffi::PyObject, _: usize, _: usize, _: usize, _: *const Plan) -> *mut ffi::PyObject {
        std::ptr::null_mut()
    }

    fn failed(_: &Plan) -> bool {
        false
    }

    pub mod invoker {
        cppbind_macros::call_shapes! {
            arguments { I64(i64) }
            results { I64(i64) }
            every 1;
            longer { (I64, I64, I64) }
        }

        use super::*;

        pub fn check() {
            assert!(find(true, &[], ResultKind::I64).is_some());
            assert!(find(false, &[ArgumentKind::I64], ResultKind::I64).is_some());
            assert!(find(false, &[ArgumentKind::I64; 2], ResultKind::I64).is_none());
            assert!(find(false, &[ArgumentKind::I64; 7], ResultKind::I64).is_none());

            extern "C" fn weigh(a: i64, b: i64, c: i64) -> i64 {
                a + 10 * b + 100 * c
            }
            let plan = Plan { stub: weigh as *const c_void };
            let mut objects = [1, 2, 3].map(ffi::PyObject);
            let [a, b, c] = &mut objects;
            let arguments: [*mut ffi::PyObject; 3] = [a, b, c];
            let target = find(false, &[ArgumentKind::I64; 3], ResultKind::I64).unwrap();
            let call = |count| unsafe {
                target(std::ptr::null_mut(), arguments.as_ptr() as usize, count, 0, &plan)
            };
            assert_eq!(unsafe { &*call(3) }.0, 321);
            assert!(call(2).is_null());
        }
    }
}

fn main() {
    call::invoker::check();
}
