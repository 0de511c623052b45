//! `LowLevelView`: C++ memory of builtin types, pointers or objects as a Python
//! sequence and buffer.
//!
//! - `shape`: dimensions.
//! - `elements`: where each element is, and how it is read.
//! - `protocol`: what Python asks of a view.
//!
//! May not know: where the memory came from.

mod elements;
mod protocol;
mod shape;

use std::ffi::c_void;
use std::sync::atomic::{AtomicUsize, Ordering};

use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;

use super::extents::Variable;
use super::kind::Kind;
use super::scalar::Scalar;
use crate::dictionary::Damaged;
use crate::registry::Type;

pub use shape::Shape;

/// A view of C++ memory.
#[pyclass(name = "LowLevelView", module = "cppyy_rs.types", weakref)]
#[derive(Debug)]
pub struct View {
    address: AtomicUsize,
    element: Type,
    shape: Shape,
    /// The extents of the arrays that the elements point to, where a user has said so: a pointer to pointers is also
    /// how C++ has matrices.
    pointees: Vec<isize>,
    /// The variable that points here.
    variable: Option<Variable>,
    owner: Option<Py<PyAny>>,
    #[pyo3(get, set, name = "__python_owns__")]
    python_owns: bool,
    /// Whether the memory is from `new[]` (as against `malloc`), for who frees it.
    #[pyo3(get, name = "__cpp_array__")]
    cpp_array: bool,
    /// What gives the memory back that the view owns; called with its address.
    release: Option<Py<PyAny>>,
}

impl Drop for View {
    fn drop(&mut self) {
        let address = self.address() as usize;
        if !self.python_owns || address == 0 {
            return;
        }
        let Some(release) = self.release.take() else { return };
        Python::attach(|py| {
            // A view may go while an exception is on its way, which is nothing that Python code may be called with.
            let earlier = PyErr::take(py);
            if let Err(error) = release.call1(py, (address,)) {
                error.write_unraisable(py, None);
            }
            if let Some(earlier) = earlier {
                earlier.restore(py);
            }
        });
    }
}

impl View {
    /// A view of memory that lives as long as `owner`, or as long as C++ says.
    pub fn new(element: Type, shape: Shape, address: *mut c_void, owner: Option<&Bound<'_, PyAny>>) -> Self {
        Self {
            address: AtomicUsize::new(address as usize),
            element,
            shape,
            pointees: Vec::new(),
            variable: None,
            owner: owner.map(|owner| owner.clone().unbind()),
            python_owns: false,
            cpp_array: true,
            release: None,
        }
    }

    /// The same for memory that was allocated for it: by `new[]`, or else by `malloc`. With `release`, the view
    /// gives it back by that.
    #[must_use]
    pub fn of_memory(mut self, cpp_array: bool, release: Option<Py<PyAny>>) -> Self {
        self.cpp_array = cpp_array;
        self.python_owns = release.is_some();
        self.release = release;
        self
    }

    /// Says how many elements there are, which the pointer does not know.
    pub fn set_length(&mut self, length: usize) {
        self.shape = Shape::of(vec![length.cast_signed()]);
    }

    /// The C++ type of the address of its first element; `None` where that is an array, of more dimensions.
    pub fn pointer_spelling(&self) -> Result<Option<String>, Damaged> {
        if self.shape.dimensions() > 1 {
            return Ok(None);
        }
        Ok(Some(format!("{}*", self.element.spelling()?)))
    }

    /// Says what points here, so that it can be told what users say of the memory.
    pub(super) fn set_variable(&mut self, variable: Variable) {
        self.variable = Some(variable);
    }

    /// Takes over extents: those of its own dimensions, then those of what its elements point to. False where they do
    /// not fit.
    pub(super) fn set_extents(&mut self, extents: &[isize]) -> bool {
        let fits = if self.shape.is_known() {
            extents.len() == self.shape.dimensions() + self.pointees.len()
        } else {
            !extents.is_empty()
        };
        if !fits {
            return false;
        }
        // The inner dimensions of a pointer to pointers are those of what its elements point to.
        let own = if self.shape.is_known() {
            self.shape.dimensions()
        } else {
            extents.len() - self.depth().min(extents.len() - 1)
        };
        self.pointees = extents[own..].to_vec();
        self.shape = Shape::of(extents[..own].to_vec());
        true
    }

    /// All extents, where they are known.
    pub(super) fn known_extents(&self) -> Option<Vec<isize>> {
        self.shape.is_known().then(|| [self.shape.extents(1), self.pointees.clone()].concat())
    }

    /// How many pointers there are to follow from an element on.
    fn depth(&self) -> usize {
        let (mut depth, mut element) = (0, self.element);
        while let Ok(Kind::Pointer(pointee)) = Kind::of(element) {
            depth += 1;
            element = pointee;
        }
        depth
    }

    fn remember(&self, py: Python<'_>) -> PyResult<()> {
        match (&self.variable, self.known_extents()) {
            (Some(variable), Some(extents)) => variable.remember(py, self.address() as usize, extents),
            _ => Ok(()),
        }
    }

    /// Makes it a null pointer: its memory was given back.
    pub fn forget(&mut self) {
        self.address.store(0, Ordering::Relaxed);
    }

    /// As a Python object.
    pub fn into_python(self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        self.into_py_any(py)
    }

    /// Where the memory is; null for a null pointer.
    pub fn address(&self) -> *mut c_void {
        self.address.load(Ordering::Relaxed) as *mut c_void
    }

    /// Where the address itself is kept, for `void**` parameters.
    pub fn address_slot(&self) -> *mut c_void {
        self.address.as_ptr().cast()
    }

    /// The type of its elements.
    pub fn element(&self) -> Type {
        self.element
    }
}

/// The address of a view of elements of this type; `None` for other objects and elements.
pub fn address_of(value: &Bound<'_, PyAny>, scalar: Scalar) -> PyResult<Option<*mut c_void>> {
    let Ok(view) = value.cast::<View>() else { return Ok(None) };
    let view = view.borrow();
    let same = view
        .scalar()?
        .is_some_and(|own| own == scalar || (own.size() == scalar.size() && own.family() == scalar.family()));
    Ok(same.then(|| view.address()))
}
