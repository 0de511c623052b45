//! The library's names for Python.

mod c;

use std::cell::Cell;
use std::ffi::{CStr, CString, c_int, c_void};

use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyFloat, PyInt, PyString};

#[pyclass]
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Point {
    #[pyo3(get, set)]
    x: f64,
    #[pyo3(get, set)]
    y: f64,
}

#[pymethods]
impl Point {
    #[new]
    fn new() -> Self {
        Self { x: 0.0, y: 0.0 }
    }
}

#[pyclass]
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Color {
    #[pyo3(get, set)]
    code: c_int,
}

#[pymethods]
impl Color {
    #[new]
    fn new() -> Self {
        Self { code: 0 }
    }
}

/// A C++ object, which is deleted with its wrapper if it is the wrapper's.
#[pyclass(subclass)]
struct MyClass {
    object: *mut c_void,
    owned: bool,
}

// SAFETY: the library keeps no state of a thread, and Python's lock orders all access.
unsafe impl Send for MyClass {}
// SAFETY: as above.
unsafe impl Sync for MyClass {}

impl Drop for MyClass {
    fn drop(&mut self) {
        if self.owned {
            // SAFETY: the object came from mc_new or mc_new_derived and is deleted but here.
            unsafe { c::mc_delete(self.object) }
        }
    }
}

#[derive(IntoPyObject)]
enum Overled {
    Int(c_int),
    Double(f64),
}

/// What a C string says, which must be UTF-8.
fn utf8(text: &CStr) -> PyResult<&str> {
    text.to_str().map_err(|error| PyValueError::new_err(error.to_string()))
}

thread_local! {
    static CALLED: Cell<*const Bound<'static, PyAny>> = const { Cell::new(std::ptr::null()) };
    static RAISED: Cell<Option<PyErr>> = const { Cell::new(None) };
}

extern "C" fn called_back(number: c_int) -> c_int {
    // SAFETY: `apply` sets CALLED to what outlives the call that leads here, in this thread.
    let function = unsafe { &*CALLED.get() };
    match function.call1((number,)).and_then(|answer| answer.extract()) {
        Ok(result) => result,
        Err(error) => {
            RAISED.set(Some(error));
            0
        }
    }
}

// SAFETY, for every call of this block: `self.object` is alive as long as `self` is, for an owner deletes it in
// `drop` and a borrower is handed out by the owner; strings are NUL-terminated and outlive the call.
#[pymethods]
impl MyClass {
    #[new]
    #[pyo3(signature = (count = 0))]
    fn new(count: c_int) -> Self {
        Self { object: unsafe { c::mc_new(count) }, owned: true }
    }

    #[pyo3(name = "MyFunc")]
    fn my_func(&self) {
        unsafe { c::mc_MyFunc(self.object) }
    }

    fn add(&self, number: c_int) -> c_int {
        unsafe { c::mc_add(self.object, number) }
    }

    fn mul(&self, left: f64, right: f64) -> f64 {
        unsafe { c::mc_mul(self.object, left, right) }
    }

    fn sum5(&self, a: c_int, b: c_int, c: c_int, d: c_int, e: c_int) -> c_int {
        unsafe { c::mc_sum5(self.object, a, b, c, d, e) }
    }

    fn add5(&self, a: c_int, b: c_int, c: c_int, d: c_int, e: c_int) -> c_int {
        unsafe { c::mc_add5(self.object, a, b, c, d, e) }
    }

    #[pyo3(signature = (number, factor = 2))]
    fn scaled(&self, number: c_int, factor: c_int) -> c_int {
        unsafe { c::mc_scaled(self.object, number, factor) }
    }

    fn inline_get(&self) -> c_int {
        unsafe { c::mc_inline_get(self.object) }
    }

    fn virt(&self, number: c_int) -> c_int {
        unsafe { c::mc_virt(self.object, number) }
    }

    #[staticmethod]
    fn stat(number: c_int) -> c_int {
        c::mc_stat(number)
    }

    // Overloads are told apart by casts: deriving FromPyObject would make an exception of each alternative
    // that does not fit.
    fn overl(&self, value: &Bound<'_, PyAny>) -> PyResult<Overled> {
        if value.is_instance_of::<PyInt>() {
            Ok(Overled::Int(unsafe { c::mc_overl_int(self.object, value.extract()?) }))
        } else if value.is_instance_of::<PyFloat>() {
            Ok(Overled::Double(unsafe { c::mc_overl_double(self.object, value.extract()?) }))
        } else {
            let text: CString = value.extract()?;
            Ok(Overled::Int(unsafe { c::mc_overl_str(self.object, text.as_ptr()) }))
        }
    }

    fn pick(&self, value: &Bound<'_, PyAny>) -> PyResult<c_int> {
        if let Ok(value) = value.cast_exact::<PyBool>() {
            Ok(unsafe { c::mc_pick_bool(self.object, value.is_true().into()) })
        } else if value.is_instance_of::<PyInt>() {
            Ok(unsafe { c::mc_pick_int(self.object, value.extract()?) })
        } else if value.is_instance_of::<PyFloat>() {
            Ok(unsafe { c::mc_pick_double(self.object, value.extract()?) })
        } else if value.is_instance_of::<PyString>() {
            let text: CString = value.extract()?;
            Ok(unsafe { c::mc_pick_str(self.object, text.as_ptr()) })
        } else if let Ok(point) = value.cast::<Point>() {
            Ok(unsafe { c::mc_pick_point(self.object, &*point.try_borrow()?) })
        } else if let Ok(color) = value.cast::<Color>() {
            Ok(unsafe { c::mc_pick_color(self.object, &*color.try_borrow()?) })
        } else {
            let other: PyRef<'_, MyClass> = value.extract()?;
            Ok(unsafe { c::mc_pick_object(self.object, other.object) })
        }
    }

    fn name(&self) -> PyResult<&str> {
        utf8(unsafe { CStr::from_ptr(c::mc_name(self.object)) })
    }

    fn label(&self) -> PyResult<String> {
        let text = unsafe { c::mc_label(self.object) };
        let result = utf8(unsafe { CStr::from_ptr(text) }).map(str::to_owned);
        unsafe { c::mc_free(text.cast()) };
        result
    }

    fn set_name(&self, text: CString) {
        unsafe { c::mc_set_name(self.object, text.as_ptr()) }
    }

    fn itself(&self) -> Self {
        Self { object: unsafe { c::mc_self(self.object) }, owned: false }
    }

    fn take(&self, other: PyRef<'_, MyClass>) -> c_int {
        unsafe { c::mc_take(self.object, other.object) }
    }

    fn middle(&self) -> Point {
        unsafe { c::mc_middle(self.object) }
    }

    fn total(&self, numbers: Vec<c_int>) -> c_int {
        unsafe { c::mc_total(self.object, numbers.as_ptr(), numbers.len() as c_int) }
    }

    fn numbers(&self, size: c_int) -> Vec<c_int> {
        let mut result = vec![0; size.max(0) as usize];
        unsafe { c::mc_numbers(self.object, result.len() as c_int, result.as_mut_ptr()) };
        result
    }

    fn apply(&self, function: &Bound<'_, PyAny>, times: c_int) -> PyResult<c_int> {
        let before = CALLED.replace(std::ptr::from_ref(function).cast());
        let result = unsafe { c::mc_apply(self.object, called_back, times) };
        CALLED.set(before);
        RAISED.take().map_or(Ok(result), Err)
    }

    fn fail(&self, number: c_int) -> PyResult<c_int> {
        let mut result = 0;
        match unsafe { c::mc_fail(self.object, number, &mut result) } {
            0 => Ok(result),
            _ => Err(PyRuntimeError::new_err(utf8(unsafe { CStr::from_ptr(c::mc_error()) })?.to_owned())),
        }
    }

    #[getter]
    fn count(&self) -> c_int {
        unsafe { c::mc_get_count(self.object) }
    }

    #[setter]
    fn set_count(&self, count: c_int) {
        unsafe { c::mc_set_count(self.object, count) }
    }

    #[getter]
    fn weight(&self) -> f64 {
        unsafe { c::mc_get_weight(self.object) }
    }

    #[setter]
    fn set_weight(&self, weight: f64) {
        unsafe { c::mc_set_weight(self.object, weight) }
    }
}

#[pyclass(extends = MyClass)]
struct Derived;

#[pymethods]
impl Derived {
    #[new]
    #[pyo3(signature = (count = 0))]
    fn new(count: c_int) -> PyClassInitializer<Self> {
        // SAFETY: it only makes an object.
        let base = MyClass { object: unsafe { c::mc_new_derived(count) }, owned: true };
        PyClassInitializer::from(base).add_subclass(Self)
    }
}

#[pyfunction]
fn free_add(left: c_int, right: c_int) -> c_int {
    c::mc_free_add(left, right)
}

#[pyfunction]
fn free_dbl(number: f64) -> f64 {
    c::mc_free_dbl(number)
}

#[pymodule]
fn pyo3_mc(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add_class::<Point>()?;
    m.add_class::<Color>()?;
    m.add_class::<MyClass>()?;
    m.add_class::<Derived>()?;
    m.add_function(wrap_pyfunction!(free_add, m)?)?;
    m.add_function(wrap_pyfunction!(free_dbl, m)?)
}
