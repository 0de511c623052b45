//! How much there is behind pointers that are data members or variables.
//!
//! C++ does not say; users do, when they reshape what they see of such a pointer or assign an array to it. What they
//! have said holds for every later look at the variable, until it points elsewhere.
//!
//! May not know: how variables are found.

use std::collections::HashMap;
use std::ffi::c_void;
use std::sync::Mutex;

use pyo3::prelude::*;

use super::buffer::Buffer;
use super::kind::Kind;
use super::lvalue;
use super::view::View;
use crate::instance::{self, Instance};
use crate::registry::Type;

/// As [`lvalue::load`], of a data member or variable.
///
/// # Safety
///
/// As [`lvalue::load`].
pub unsafe fn load(
    py: Python<'_>,
    ty: Type,
    address: *mut c_void,
    owner: Option<&Bound<'_, PyAny>>,
) -> PyResult<Py<PyAny>> {
    // SAFETY: the caller's promise.
    let value = unsafe { lvalue::load(py, ty, address, owner)? };
    if let Kind::Pointer(_) = Kind::of(ty)?
        && let Ok(view) = value.bind(py).cast_exact::<View>()
    {
        let variable =
            Variable { owner: owner.map(|owner| owner.clone().unbind()), address: address as usize };
        let mut view = view.borrow_mut();
        if let Some(extents) = variable.recall(py, view.address() as usize)? {
            view.set_extents(&extents);
        }
        view.set_variable(variable);
    }
    Ok(value)
}

/// As [`lvalue::store`], to a data member or variable.
///
/// # Safety
///
/// As [`lvalue::store`].
pub unsafe fn store(
    py: Python<'_>,
    ty: Type,
    address: *mut c_void,
    value: &Bound<'_, PyAny>,
    owner: Option<&Bound<'_, PyAny>>,
) -> PyResult<()> {
    // SAFETY: the caller's promise.
    unsafe { lvalue::store(py, ty, address, value, owner)? };
    let Kind::Pointer(pointee) = Kind::of(ty)? else { return Ok(()) };
    let Some(extents) = extents_of(pointee, value)? else { return Ok(()) };
    let variable = Variable { owner: owner.map(|owner| owner.clone().unbind()), address: address as usize };
    // SAFETY: the caller's promise: the variable holds an address.
    let target = unsafe { address.cast::<usize>().read_unaligned() };
    variable.remember(py, target, extents)
}

/// The extents of what was assigned to a pointer, where it tells them.
fn extents_of(pointee: Type, value: &Bound<'_, PyAny>) -> PyResult<Option<Vec<isize>>> {
    if let Ok(view) = value.cast::<View>() {
        return Ok(view.borrow().known_extents());
    }
    if Kind::of(pointee)?.scalar().is_none() {
        return Ok(None);
    }
    Ok(Buffer::of(value).map(|buffer| buffer.extents().to_vec()).filter(|extents| !extents.is_empty()))
}

/// A variable that points to what a view shows.
#[derive(Debug)]
pub struct Variable {
    /// The object that it is a part of; none for variables of namespaces and static members.
    owner: Option<Py<PyAny>>,
    address: usize,
}

/// What is known of a variable: where it pointed when that was said, and the extents.
type Known = (usize, Vec<isize>);

/// Of variables that are no parts of objects, by their addresses.
static OF_VARIABLES: Mutex<Option<HashMap<usize, Known>>> = Mutex::new(None);

impl Variable {
    /// Keeps what a user says of the memory at `target`, to which the variable points.
    pub(super) fn remember(&self, py: Python<'_>, target: usize, extents: Vec<isize>) -> PyResult<()> {
        match self.owner(py) {
            Some(owner) => {
                let known = (target, extents).into_pyobject(py)?;
                instance::remember_of_member(&owner, self.address, known.as_any())
            }
            None => {
                let mut all = OF_VARIABLES.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
                all.get_or_insert_default().insert(self.address, (target, extents));
                Ok(())
            }
        }
    }

    /// What was said of the memory at `target`; nothing where the variable pointed elsewhere then.
    fn recall(&self, py: Python<'_>, target: usize) -> PyResult<Option<Vec<isize>>> {
        let known: Option<Known> = match self.owner(py) {
            Some(owner) => match instance::recall_of_member(&owner, self.address)? {
                Some(known) => known.extract().ok(),
                None => None,
            },
            None => {
                let all = OF_VARIABLES.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
                all.as_ref().and_then(|all| all.get(&self.address).cloned())
            }
        };
        Ok(known.filter(|(pointed, _)| *pointed == target).map(|(_, extents)| extents))
    }

    fn owner<'py>(&self, py: Python<'py>) -> Option<Bound<'py, PyAny>> {
        let owner = self.owner.as_ref()?.bind(py).clone();
        Instance::from(&owner).is_some().then_some(owner)
    }
}
