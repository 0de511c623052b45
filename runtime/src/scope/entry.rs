//! What a name record becomes in Python.

use cppbind_abi::codes::EnumFlags;
use cppbind_abi::codes::{NameKind, TableKind};
use cppbind_abi::records::{
    ClassTemplateRecord, DataMemberRecord, EnumRecord, EnumeratorRecord, NamespaceRecord, OverloadSetRecord,
    TypedefRecord,
};
use pyo3::prelude::*;

use super::lookup::Found;
use super::{Namespace, Template, constant, enumeration, shown_class, typedef};
use crate::dictionary::Damaged;
use crate::registry::{self, Class};
use crate::{call, member, names};

/// The value of what was found, all of one kind. `owner` is the class that it is
/// a member of. `None` where the kind has no value of its own.
pub(super) fn value<'py>(
    py: Python<'py>,
    found: &[Found],
    owner: Option<&'static Class>,
) -> PyResult<Option<Bound<'py, PyAny>>> {
    let Some(first) = found.first() else { return Ok(None) };
    let Found { dictionary, record, kind } = *first;
    Ok(Some(match kind {
        NameKind::Namespace => {
            let namespace = dictionary.get::<NamespaceRecord>(record.index)?;
            Namespace::get(py, dictionary.name(namespace.qualified)?)?.module(py).into_any()
        }
        NameKind::Class => shown_class(py, registry::class(dictionary, record.index)?)?.into_any(),
        NameKind::Enum => enumeration::of_record(py, dictionary, record.index)?.into_any(),
        NameKind::Typedef => typedef::value(py, dictionary, dictionary.get::<TypedefRecord>(record.index)?)?,
        NameKind::ClassTemplate => {
            let template = dictionary.get::<ClassTemplateRecord>(record.index)?;
            Template::object(py, dictionary.name(template.qualified)?)?.into_any()
        }
        NameKind::OverloadSet => {
            let set = match owner {
                Some(_) => call::overload_set(py, dictionary, record.index, owner)?,
                None => {
                    let qualified =
                        dictionary.name(dictionary.get::<OverloadSetRecord>(record.index)?.qualified)?;
                    let scope = cppbind_abi::spelling::split_scope(qualified).0;
                    call::function(py, dictionary, record.index, &super::namespace::module_name(scope))?
                }
            };
            extend(&set, &found[1..])?;
            set
        }
        NameKind::DataMember => member::descriptor(py, dictionary, record.index, owner)?,
        NameKind::Enumerator => {
            let enumerator = dictionary.get::<EnumeratorRecord>(record.index)?;
            let of = dictionary.get::<EnumRecord>(enumerator.enumeration)?;
            if EnumFlags(of.flags).has(EnumFlags::ANONYMOUS) {
                enumeration::plain_value(py, dictionary, of, enumerator)?
            } else {
                let class = enumeration::of_record(py, dictionary, enumerator.enumeration)?;
                enumeration::member(&class, dictionary.name(enumerator.name)?)?
            }
        }
        NameKind::Constant => constant::value(py, dictionary, dictionary.get(record.index)?)?,
        NameKind::Skipped => return Ok(None),
    }))
}

/// The warning of whoever reads an enumerator or a constant; functions and variables say it themselves.
pub(super) fn deprecation(found: &Found) -> Result<Option<&'static str>, Damaged> {
    let Found { dictionary, record, kind } = *found;
    match kind {
        NameKind::Enumerator => dictionary.deprecation(TableKind::Enumerators, record.index),
        NameKind::Constant => dictionary.deprecation(TableKind::Constants, record.index),
        _ => Ok(None),
    }
}

/// Adds the overloads of later dictionaries to a function that was made already.
pub(super) fn extend(function: &Bound<'_, PyAny>, sets: &[Found]) -> PyResult<()> {
    for set in sets.iter().filter(|set| set.kind == NameKind::OverloadSet) {
        call::extend(function, set.dictionary, set.record.index)?;
    }
    Ok(())
}

/// Reads a namespace's variable.
pub(super) fn load_variable<'py>(py: Python<'py>, found: &Found) -> PyResult<Bound<'py, PyAny>> {
    let record = found.dictionary.get::<DataMemberRecord>(found.record.index)?;
    member::load_static(py, found.dictionary, record)
}

/// Assigns to a namespace's variable.
pub(super) fn store_variable(py: Python<'_>, found: &Found, value: &Bound<'_, PyAny>) -> PyResult<()> {
    let record = found.dictionary.get::<DataMemberRecord>(found.record.index)?;
    member::store_static(py, found.dictionary, record, value)
}

/// What a spelling that is no plain name means in a scope: `vector<int>`, `ns::C`.
pub(super) fn spelled<'py>(py: Python<'py>, scope: &str, text: &str) -> PyResult<Option<Bound<'py, PyAny>>> {
    if !text.contains(['<', ':']) {
        return Ok(None);
    }
    if let Some(class) = names::find_class(text, scope)? {
        return shown_class(py, class).map(|class| Some(class.into_any()));
    }
    let name = names::canonical(text, scope)?;
    match registry::find_enum(&name)? {
        Some((dictionary, index, _)) => {
            enumeration::of_record(py, dictionary, index).map(|class| Some(class.into_any()))
        }
        None => Ok(None),
    }
}
