//! Values that are made of others, times and paths: classes that Python's own values stand for.

use super::Stub;
use super::annotation::ANY;
use super::container::alternatives;
use super::function::Signature;
use crate::analysis::{Compound, compound, parts};
use crate::ir::{RecordId, TypeId};

const PATH: &str = "std::filesystem::path";

impl Stub<'_> {
    /// The Python type that such a class derives from, with what its parts are when they are read.
    pub(super) fn value_base(&self, record: RecordId) -> Option<String> {
        if self.ir[record].qualified == PATH {
            return Some("_types.Path".into());
        }
        Some(match compound(&self.ir[record])? {
            Compound::Product => match self.union_of(self.parts(record), Self::returned) {
                none if none.is_empty() => "_types.Tuple[_Any]".into(),
                parts => format!("_types.Tuple[{parts}]"),
            },
            Compound::Choice => "_types.Variant".into(),
            Compound::Optional => {
                format!("_types.Optional[{}]", self.union_of(self.parts(record), Self::returned))
            }
            Compound::Any => "_types.AnyValue".into(),
            Compound::Duration => "_types.Duration".into(),
            Compound::CalendarPoint => "_types.CalendarPoint".into(),
            Compound::TimePoint => "_types.TimePoint".into(),
        })
    }

    /// What Python has that becomes such a value.
    pub(super) fn values(&self, record: RecordId) -> Vec<String> {
        if self.ir[record].qualified == PATH {
            return vec!["_types.PathLike".into()];
        }
        let Some(compound) = compound(&self.ir[record]) else { return Vec::new() };
        let accepted = || alternatives(&self.union_of(self.parts(record), Self::accepted));
        match compound {
            Compound::Product => vec![self.tuple_of(record)],
            Compound::Choice => accepted(),
            Compound::Optional => [vec!["None".to_owned()], accepted()].concat(),
            Compound::Any => vec![self.builtin("object")],
            Compound::Duration | Compound::TimePoint => vec!["_types.timedelta".into()],
            Compound::CalendarPoint => vec!["_types.datetime".into()],
        }
    }

    /// The constructor that takes them; C++ has templates in its place.
    pub(super) fn value_constructor(&self, record: RecordId) -> Option<Signature> {
        let parameters = match compound(&self.ir[record])? {
            Compound::Product => {
                let each = |(index, part): (usize, TypeId)| format!(", arg{index}: {}", self.accepted(part));
                self.parts(record).into_iter().enumerate().map(each).collect::<String>()
            }
            Compound::Duration => format!(", count: {} | _types.timedelta", self.builtin("float")),
            _ => format!(", value: {}", self.values(record).join(" | ")),
        };
        let positional = if parameters.is_empty() { "" } else { ", /" };
        Some(Signature::of_constructor(format!("self{parameters}{positional}")))
    }

    fn parts(&self, record: RecordId) -> Vec<TypeId> {
        let record = &self.ir[record];
        compound(record).map_or_else(Vec::new, |compound| parts(self.ir, record, compound))
    }

    /// `tuple[A, B]`
    fn tuple_of(&self, record: RecordId) -> String {
        let parts: Vec<_> = self.parts(record).into_iter().map(|part| self.accepted(part)).collect();
        let parts = if parts.is_empty() { "()".to_owned() } else { parts.join(", ") };
        format!("{}[{parts}]", self.builtin("tuple"))
    }

    /// The alternatives of several types, each once.
    fn union_of(&self, types: Vec<TypeId>, annotation: fn(&Self, TypeId) -> String) -> String {
        let mut all: Vec<String> = Vec::new();
        for one in types.into_iter().flat_map(|ty| alternatives(&annotation(self, ty))) {
            if one == ANY {
                return one;
            }
            if !all.contains(&one) {
                all.push(one);
            }
        }
        all.join(" | ")
    }
}
