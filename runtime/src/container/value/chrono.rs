//! Durations and points in time of Python's, as C++ counts them. What they mean is written in Python
//! (`cppyy_rs._chrono`), whose integers have room for every product.
//!
//! May not know: how the object is made.

use pyo3::prelude::*;

use super::Compound;
use crate::convert::caller::Refused;

/// How many ticks a value is: a `timedelta`, another duration of C++'s and, in a constructor's argument, a number.
/// `None` for other values.
pub(super) fn ticks<'py>(
    compound: &Compound,
    value: &Bound<'py, PyAny>,
    explicit: bool,
) -> Result<Option<Bound<'py, PyAny>>, Refused> {
    let (numerator, denominator) = compound.ratio();
    let floating = compound.parts[0].element.scalar().is_some_and(|scalar| scalar.is_floating());
    let module = value.py().import("cppyy_rs._chrono").map_err(Refused::Raised)?;
    let found = module.call_method1("ticks", (value, numerator, denominator, floating, explicit));
    given(found)
}

/// How long after the epoch a point in time is, as something that is a duration to C++; `None` for other values.
pub(super) fn since_epoch<'py>(
    compound: &Compound,
    value: &Bound<'py, PyAny>,
) -> Result<Option<Bound<'py, PyAny>>, Refused> {
    let module = value.py().import("cppyy_rs._chrono").map_err(Refused::Raised)?;
    given(module.call_method1("since_epoch", (value, compound.is_calendar(), compound.class.qualified)))
}

fn given(found: PyResult<Bound<'_, PyAny>>) -> Result<Option<Bound<'_, PyAny>>, Refused> {
    let found = found.map_err(Refused::Unfit)?;
    Ok(Some(found).filter(|found| !found.is_none()))
}
