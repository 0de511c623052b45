//! What `cppyy_rs.numba_ext` asks of the runtime: the stubs of functions with their C signatures, where the parts of
//! objects lie, and the addresses of what compiled code calls.
//!
//! Types are tuples `(kind, spelling, is_const, element, count)`, whose kind is the name of a `TypeKind`; carriers are the
//! names of a `Carrier`. Addresses are integers, 0 for what is not there.
//!
//! May not know: Numba, and how code is compiled.

mod entry_points;

use std::ffi::c_void;
use std::ptr::NonNull;

use cppbind_abi::codes::{Carrier, DataMemberFlags, TableKind, TypeKind};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple, PyType};

use crate::convert::kind::is_const;
use crate::registry::{self, Class, Type};
use crate::{call, container, instance, member, scope, state};

/// Adds the functions to the extension module.
pub(crate) fn initialise(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(functions, module)?)?;
    module.add_function(wrap_pyfunction!(has_templates, module)?)?;
    module.add_function(wrap_pyfunction!(deduce, module)?)?;
    module.add_function(wrap_pyfunction!(data_member, module)?)?;
    module.add_function(wrap_pyfunction!(class_record, module)?)?;
    module.add_function(wrap_pyfunction!(path_to_base, module)?)?;
    module.add_function(wrap_pyfunction!(class_of_type, module)?)?;
    module.add_function(wrap_pyfunction!(contiguous, module)?)?;
    module.add_function(wrap_pyfunction!(entry_points_by_name, module)?)?;
    module.add_function(wrap_pyfunction!(held_exception, module)?)
}

/// How deep types may nest: `element` of a damaged dictionary may refer to itself.
const DEEPEST: u32 = 64;

/// A type as Python reads it.
fn described<'py>(py: Python<'py>, ty: Type, depth: u32) -> PyResult<Bound<'py, PyTuple>> {
    let damaged = || ty.dictionary.damaged(TableKind::Types, ty.index);
    let kind = TypeKind::from_raw(ty.record.kind).ok_or_else(damaged)?;
    let has_element = matches!(
        kind,
        TypeKind::Pointer
            | TypeKind::LValueReference
            | TypeKind::RValueReference
            | TypeKind::Array
            | TypeKind::UnboundedArray
            | TypeKind::Enum
    );
    let element = match has_element {
        true if depth == DEEPEST => return Err(damaged().into()),
        true => Some(described(py, ty.element()?, depth + 1)?),
        false => None,
    };
    (kind.name(), ty.spelling()?, is_const(ty), element, ty.record.count).into_pyobject(py)
}

fn address(stub: Option<NonNull<c_void>>) -> usize {
    stub.map_or(0, |stub| stub.as_ptr() as usize)
}

/// A described type and its carrier.
type Carried<'py> = (Bound<'py, PyTuple>, &'static str);

/// One overload: declaration, flags, class of the object, result, parameters, and the stubs by their number.
type Overload<'py> =
    (&'static str, u32, Option<Bound<'py, PyType>>, Carried<'py>, Vec<Carried<'py>>, Vec<usize>);

/// A data member: its class, type, offset, whether it is constant, and the addresses of static members and of the stubs
/// by which references and bit-fields are read and written.
type Member<'py> = (Bound<'py, PyType>, Bound<'py, PyTuple>, u64, bool, usize, usize, usize);

/// How elements are reached: the function that tells where they lie, their type and size, and whether they are constant.
type Elements<'py> = (usize, Bound<'py, PyTuple>, usize, bool);

/// The overloads of a function from C++, best ranked first; None for other objects.
#[pyfunction]
#[pyo3(name = "_functions")]
fn functions<'py>(function: &Bound<'py, PyAny>) -> PyResult<Option<Vec<Overload<'py>>>> {
    let py = function.py();
    let carried = |(ty, carrier): (Type, Carrier)| Ok((described(py, ty, 0)?, carrier.name()));
    let Some(all) = call::reflected_functions(function)? else { return Ok(None) };
    let overloads = all.into_iter().map(|each| {
        let class = each.class.map(|class| scope::python_class(py, class)).transpose()?;
        let parameters = each.parameters.into_iter().map(carried).collect::<PyResult<Vec<_>>>()?;
        let stubs = each.stubs.into_iter().map(address).collect();
        Ok((each.declaration, each.flags.0, class, carried(each.result)?, parameters, stubs))
    });
    overloads.collect::<PyResult<_>>().map(Some)
}

/// Whether calls of a function from C++ may mean specialisations that there are not yet.
#[pyfunction]
#[pyo3(name = "_has_templates")]
fn has_templates(function: &Bound<'_, PyAny>) -> bool {
    call::has_templates(function)
}

/// The specialisation that a call with arguments of these types means.
#[pyfunction]
#[pyo3(name = "_deduce")]
fn deduce<'py>(function: &Bound<'py, PyAny>, types: Vec<String>) -> PyResult<Bound<'py, PyAny>> {
    call::deduced_function(function, types)
}

/// A data member; None for what is none.
#[pyfunction]
#[pyo3(name = "_data_member")]
fn data_member<'py>(descriptor: &Bound<'py, PyAny>) -> PyResult<Option<Member<'py>>> {
    let py = descriptor.py();
    let Some(member) = member::reflected(descriptor)? else { return Ok(None) };
    let constant = member.flags.has(DataMemberFlags::CONST) || is_const(member.ty);
    Ok(Some((
        scope::python_class(py, member.owner)?,
        described(py, member.ty, 0)?,
        member.offset,
        constant,
        member.address as usize,
        address(member.getter),
        address(member.setter),
    )))
}

fn class_from(class: &Bound<'_, PyType>) -> PyResult<&'static Class> {
    instance::class_of_type(class)
        .ok_or_else(|| PyTypeError::new_err(format!("{class} is no class from C++")))
}

/// A class: its qualified name, size, alignment and flags, the stubs that end objects in memory of somebody else and on the
/// heap, and what entry points take for it.
#[pyfunction]
#[pyo3(name = "_class_record")]
fn class_record(class: &Bound<'_, PyType>) -> PyResult<(&'static str, u64, u64, u32, usize, usize, usize)> {
    let class = class_from(class)?;
    let record = class.record;
    let destruct = class.dictionary.stub(record.destruct)?;
    let destroy = class.dictionary.stub(record.destroy)?;
    let itself = std::ptr::from_ref(class) as usize;
    Ok((
        class.qualified,
        record.size,
        record.alignment,
        record.flags,
        address(destruct),
        address(destroy),
        itself,
    ))
}

/// How many steps a base is above a class, and where it lies in its objects, where that is the same in all of them; None
/// where it is no base.
#[pyfunction]
#[pyo3(name = "_path_to_base")]
fn path_to_base(
    class: &Bound<'_, PyType>,
    base: &Bound<'_, PyType>,
) -> PyResult<Option<(u32, Option<isize>)>> {
    let (class, base) = (class_from(class)?, class_from(base)?);
    Ok(class.depth_to(base).map(|depth| (depth, class.offset_to(base))))
}

/// The Python class of a class's spelling; None where no dictionary has it and none can be made.
#[pyfunction]
#[pyo3(name = "_class_of_type")]
fn class_of_type<'py>(py: Python<'py>, spelling: &str) -> PyResult<Option<Bound<'py, PyType>>> {
    let mut found = registry::find_class(spelling)?;
    if found.is_none() && spelling.ends_with('>') {
        registry::source().instantiate(py, spelling)?;
        found = registry::find_class(spelling)?;
    }
    found.map(|class| scope::python_class(py, class)).transpose()
}

/// How the elements of a class are reached that lie one behind the other, by `void (const C*, T** first, std::size_t*
/// count)`; None for other classes.
#[pyfunction]
#[pyo3(name = "_contiguous")]
fn contiguous<'py>(class: &Bound<'py, PyType>) -> PyResult<Option<Elements<'py>>> {
    let py = class.py();
    let Some(found) = container::contiguous(class_from(class)?)? else { return Ok(None) };
    Ok(Some((found.view as usize, described(py, found.element, 0)?, found.element_size, found.is_constant)))
}

/// What compiled code calls and reads, by name.
#[pyfunction]
#[pyo3(name = "_entry_points")]
fn entry_points_by_name(py: Python<'_>) -> PyResult<Bound<'_, PyDict>> {
    let all = PyDict::new(py);
    for (name, address) in entry_points::all() {
        all.set_item(name, address as usize)?;
    }
    Ok(all)
}

/// The Python exception for what compiled code has set aside in this thread; None where that is nothing.
#[pyfunction]
#[pyo3(name = "_held_exception")]
fn held_exception(py: Python<'_>) -> Option<Bound<'_, PyAny>> {
    let thrown = state::take_held()?;
    Some(registry::source().exception(py, thrown, None).into_value(py).into_bound(py).into_any())
}
