//! The library's C functions.

use std::ffi::{c_char, c_double, c_int, c_void};

use crate::{Color, Point};

pub type Callback = extern "C" fn(c_int) -> c_int;

#[link(name = "mc_c")]
unsafe extern "C" {
    pub fn mc_new(count: c_int) -> *mut c_void;
    pub fn mc_new_derived(count: c_int) -> *mut c_void;
    pub fn mc_delete(object: *mut c_void);
    pub fn mc_MyFunc(object: *mut c_void);
    pub fn mc_add(object: *mut c_void, number: c_int) -> c_int;
    pub fn mc_mul(object: *mut c_void, left: c_double, right: c_double) -> c_double;
    pub fn mc_sum5(object: *mut c_void, a: c_int, b: c_int, c: c_int, d: c_int, e: c_int) -> c_int;
    pub fn mc_add5(object: *mut c_void, a: c_int, b: c_int, c: c_int, d: c_int, e: c_int) -> c_int;
    pub fn mc_scaled(object: *mut c_void, number: c_int, factor: c_int) -> c_int;
    pub fn mc_inline_get(object: *mut c_void) -> c_int;
    pub fn mc_virt(object: *mut c_void, number: c_int) -> c_int;
    pub safe fn mc_stat(number: c_int) -> c_int;
    pub fn mc_overl_int(object: *mut c_void, number: c_int) -> c_int;
    pub fn mc_overl_double(object: *mut c_void, number: c_double) -> c_double;
    pub fn mc_overl_str(object: *mut c_void, text: *const c_char) -> c_int;
    pub fn mc_pick_bool(object: *mut c_void, value: c_int) -> c_int;
    pub fn mc_pick_int(object: *mut c_void, value: c_int) -> c_int;
    pub fn mc_pick_double(object: *mut c_void, value: c_double) -> c_int;
    pub fn mc_pick_str(object: *mut c_void, value: *const c_char) -> c_int;
    pub fn mc_pick_point(object: *mut c_void, value: *const Point) -> c_int;
    pub fn mc_pick_color(object: *mut c_void, value: *const Color) -> c_int;
    pub fn mc_pick_object(object: *mut c_void, value: *mut c_void) -> c_int;
    pub fn mc_name(object: *mut c_void) -> *const c_char;
    pub fn mc_label(object: *mut c_void) -> *mut c_char;
    pub fn mc_free(memory: *mut c_void);
    pub fn mc_set_name(object: *mut c_void, text: *const c_char);
    pub fn mc_self(object: *mut c_void) -> *mut c_void;
    pub fn mc_take(object: *mut c_void, other: *mut c_void) -> c_int;
    pub fn mc_middle(object: *mut c_void) -> Point;
    pub fn mc_total(object: *mut c_void, numbers: *const c_int, size: c_int) -> c_int;
    pub fn mc_numbers(object: *mut c_void, size: c_int, result: *mut c_int);
    pub fn mc_apply(object: *mut c_void, function: Callback, times: c_int) -> c_int;
    pub fn mc_fail(object: *mut c_void, number: c_int, result: *mut c_int) -> c_int;
    pub safe fn mc_error() -> *const c_char;
    pub fn mc_get_count(object: *mut c_void) -> c_int;
    pub fn mc_set_count(object: *mut c_void, count: c_int);
    pub fn mc_get_weight(object: *mut c_void) -> c_double;
    pub fn mc_set_weight(object: *mut c_void, weight: c_double);
    pub safe fn mc_free_add(left: c_int, right: c_int) -> c_int;
    pub safe fn mc_free_dbl(number: c_double) -> c_double;
}
