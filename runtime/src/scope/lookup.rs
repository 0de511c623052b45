//! A name in a namespace, across dictionaries.

use cppbind_abi::NONE;
use cppbind_abi::codes::{FunctionFlags, NameKind};
use cppbind_abi::records::{FunctionRecord, NameRecord, NamespaceRecord, OverloadSetRecord, UsingRecord};

use crate::dictionary::{Damaged, Dictionary};
use crate::state;

/// What one dictionary has of a namespace.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    pub(super) dictionary: &'static Dictionary,
    pub(super) record: &'static NamespaceRecord,
}

/// One meaning of a name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub(super) dictionary: &'static Dictionary,
    pub(super) record: &'static NameRecord,
    pub(super) kind: NameKind,
}

impl Part {
    /// A dictionary's part of the namespace, if it has one.
    pub(super) fn of(dictionary: &'static Dictionary, qualified: &str) -> Result<Option<Self>, Damaged> {
        let all = dictionary.all::<NamespaceRecord>();
        if qualified.is_empty() {
            return Ok(all.first().map(|record| Self { dictionary, record }));
        }
        for record in all {
            if dictionary.name(record.qualified)? == qualified {
                return Ok(Some(Self { dictionary, record }));
            }
        }
        Ok(None)
    }

    /// The names, sorted.
    pub(super) fn names(&self) -> Result<&'static [NameRecord], Damaged> {
        self.dictionary.range(self.record.names_first, self.record.names_count)
    }

    /// The meanings of a name.
    pub(super) fn find(&self, name: &str) -> Result<Vec<Found>, Damaged> {
        found(self.dictionary, self.names()?, name)
    }

    /// The namespaces that using-directives nominate.
    pub(super) fn usings(&self) -> Result<Vec<&'static str>, Damaged> {
        let records =
            self.dictionary.range::<UsingRecord>(self.record.usings_first, self.record.usings_count)?;
        records.iter().map(|using| self.dictionary.name(using.namespace)).collect()
    }
}

/// The meanings of a name among a scope's names.
pub(super) fn found(
    dictionary: &'static Dictionary,
    names: &'static [NameRecord],
    name: &str,
) -> Result<Vec<Found>, Damaged> {
    all(dictionary, dictionary.names_called(names, name)?)
}

/// Records of one name as its meanings.
pub(super) fn all(
    dictionary: &'static Dictionary,
    records: &'static [NameRecord],
) -> Result<Vec<Found>, Damaged> {
    let found = |record| Ok(Found { dictionary, record, kind: dictionary.kind(record)? });
    records.iter().map(found).collect()
}

/// What of one dictionary's meanings of a name counts: the first kind, unless that
/// is an overload set of which the C++ compiler has rejected every function.
pub(super) fn first_meaning(found: &[Found]) -> Result<Option<Found>, Damaged> {
    let Some(first) = found.first().copied() else { return Ok(None) };
    if first.kind == NameKind::OverloadSet
        && let Some(skipped) = found.iter().find(|other| other.kind == NameKind::Skipped)
        && !is_callable(first)?
    {
        return Ok(Some(*skipped));
    }
    Ok(Some(first))
}

/// Whether any function of an overload set has a stub, or is made when it is called.
fn is_callable(set: Found) -> Result<bool, Damaged> {
    let dictionary = set.dictionary;
    let set = dictionary.get::<OverloadSetRecord>(set.record.index)?;
    for function in dictionary.range::<FunctionRecord>(set.functions_first, set.functions_count)? {
        if FunctionFlags(function.flags).has(FunctionFlags::TEMPLATE) {
            return Ok(true);
        }
        let defaults = function.parameters_count.saturating_sub(function.required);
        for number in 0..=u32::from(defaults) {
            if function.stubs != NONE && dictionary.stub(function.stubs.saturating_add(number))?.is_some() {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// The parts of a namespace in all loaded dictionaries.
pub(super) fn parts(qualified: &str) -> Result<Vec<Part>, Damaged> {
    let mut parts = Vec::new();
    for dictionary in state::dictionaries() {
        parts.extend(Part::of(dictionary, qualified)?);
    }
    Ok(parts)
}

/// The meanings of a name in a namespace: of all kinds that it has the one that
/// C++ finds first, in each dictionary that has it. Where the namespace itself
/// says nothing, those nominated by its using-directives are asked.
pub(super) fn find(parts: &[Part], name: &str) -> Result<Vec<Found>, Damaged> {
    let mut visited = Vec::new();
    let mut level = parts.to_vec();
    loop {
        let mut all = Vec::new();
        for part in &level {
            all.extend(first_meaning(&part.find(name)?)?);
        }
        if let Some(first) = all.iter().map(|found| found.kind).min() {
            all.retain(|found| found.kind == first);
            return Ok(all);
        }
        let mut next = Vec::new();
        for part in &level {
            for nominated in part.usings()? {
                if !visited.contains(&nominated) {
                    visited.push(nominated);
                    next.extend(self::parts(nominated)?);
                }
            }
        }
        if next.is_empty() {
            return Ok(all);
        }
        level = next;
    }
}

/// The dictionaries that have a namespace, or a name in it.
pub fn dictionaries_of(namespace: &str, name: Option<&str>) -> Result<Vec<&'static Dictionary>, Damaged> {
    let parts = parts(namespace)?;
    match name {
        None => Ok(parts.iter().map(|part| part.dictionary).collect()),
        Some(name) => Ok(find(&parts, name)?.iter().map(|found| found.dictionary).collect()),
    }
}
