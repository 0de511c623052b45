//! A declaration in words that a dictionary and its headers have in common.

use std::collections::{HashMap, HashSet};

use crate::ir::Location;

/// What kind of thing is declared. Declarations of a kind that share a qualified name are overloads of one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Namespace,
    Class,
    Function,
    Variable,
    Enum,
    Enumerator,
    Typedef,
    Template,
}

/// One declaration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Declaration {
    pub(super) kind: Kind,
    /// The qualified name.
    pub(super) name: String,
    /// The declaration as users read it.
    pub(super) text: String,
    /// What belongs to it that one side may not know: bases, values. It is compared where both do.
    pub(super) detail: Option<String>,
    /// Where it is declared; a dictionary does not say.
    pub(super) location: Option<Location>,
}

impl Declaration {
    pub(super) fn new(kind: Kind, name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { kind, name: name.into(), text: text.into(), detail: None, location: None }
    }

    /// With what one side may not know.
    pub(super) fn with_detail(self, detail: impl Into<Option<String>>) -> Self {
        Self { detail: detail.into(), ..self }
    }

    /// With its place.
    pub(super) fn at(self, location: Option<&Location>) -> Self {
        Self { location: location.cloned(), ..self }
    }

    /// The text with all that is known.
    pub(super) fn full(&self) -> String {
        let detail = self.detail.as_deref().unwrap_or_default();
        format!("{}{detail}", self.text)
    }

    fn says(&self, other: &Self) -> bool {
        let details = self.detail.iter().zip(&other.detail).all(|(own, other)| own == other);
        self.text == other.text && details
    }
}

/// A declaration that is not bound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unbound {
    /// The declaration as users read it.
    pub(super) text: String,
    /// Why.
    pub(super) reason: String,
    /// Where it is declared; a dictionary does not say.
    pub(super) location: Option<Location>,
}

/// All that one side declares.
#[derive(Clone, Debug, Default)]
pub(super) struct Declarations {
    pub(super) bound: Vec<Declaration>,
    pub(super) unbound: Vec<Unbound>,
}

/// A difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Drift<'a> {
    New(&'a Declaration),
    /// As it was.
    Gone(&'a Declaration),
    /// As it was, and as it is.
    Changed(&'a Declaration, &'a Declaration),
    /// As it was, and why it cannot be bound now.
    NoLongerBound(&'a Declaration, &'a Unbound),
    NewUnbound(&'a Unbound),
}

/// What has become of the recorded declarations: first what is there now, in the order of the headers, then what is gone.
pub(super) fn drifts<'a>(recorded: &'a Declarations, declared: &'a Declarations) -> Vec<Drift<'a>> {
    let mut old = by_name(&recorded.bound);
    let known: HashSet<&str> = recorded.unbound.iter().map(|unbound| unbound.text.as_str()).collect();
    let mut fresh = Vec::new();
    for (key, mut now) in by_name(&declared.bound).into_groups() {
        let before = old.groups.get_mut(&key);
        if let Some(before) = before {
            now.retain(|declaration| {
                let same = before.iter().position(|old| old.says(declaration));
                same.map(|place| before.remove(place)).is_none()
            });
        }
        // What only the compiler or the linker did not accept is declared all the same.
        now.retain(|declaration| !known.contains(declaration.text.as_str()));
        fresh.push((key, now));
    }

    let mut drifts = Vec::new();
    for (key, now) in fresh {
        let mut before = old.groups.remove(&key).unwrap_or_default().into_iter();
        for declaration in now {
            drifts.push(match before.next() {
                Some(old) => Drift::Changed(old, declaration),
                None => Drift::New(declaration),
            });
        }
        old.groups.insert(key, before.collect());
    }
    let unbound: HashMap<&str, &Unbound> =
        declared.unbound.iter().map(|unbound| (unbound.text.as_str(), unbound)).collect();
    let mut told = HashSet::new();
    for declaration in old.into_groups().flat_map(|(_, gone)| gone) {
        drifts.push(match unbound.get(declaration.text.as_str()) {
            Some(unbound) => {
                told.insert(unbound.text.as_str());
                Drift::NoLongerBound(declaration, unbound)
            }
            None => Drift::Gone(declaration),
        });
    }
    let new = declared.unbound.iter().filter(|unbound| !known.contains(unbound.text.as_str()));
    drifts.extend(new.filter(|unbound| told.insert(unbound.text.as_str())).map(Drift::NewUnbound));
    without_members(drifts)
}

type Key<'a> = (Kind, &'a str);

/// Declarations by their names, the names in order of first appearance.
struct Groups<'a> {
    order: Vec<Key<'a>>,
    groups: HashMap<Key<'a>, Vec<&'a Declaration>>,
}

impl<'a> Groups<'a> {
    fn into_groups(mut self) -> impl Iterator<Item = (Key<'a>, Vec<&'a Declaration>)> {
        self.order.into_iter().filter_map(move |key| Some((key, self.groups.remove(&key)?)))
    }
}

/// Each declaration once: inline namespaces show theirs in the enclosing one too.
fn by_name(declarations: &[Declaration]) -> Groups<'_> {
    let mut found = Groups { order: Vec::new(), groups: HashMap::new() };
    for declaration in declarations {
        let key = (declaration.kind, declaration.name.as_str());
        let group = found.groups.entry(key).or_insert_with(|| {
            found.order.push(key);
            Vec::new()
        });
        if !group.iter().any(|other| other.text == declaration.text) {
            group.push(declaration);
        }
    }
    found
}

/// A scope that is new or gone speaks for all that is in it.
fn without_members(drifts: Vec<Drift<'_>>) -> Vec<Drift<'_>> {
    let is_scope = |kind| matches!(kind, Kind::Namespace | Kind::Class | Kind::Enum);
    let scopes: HashSet<(bool, String)> = drifts
        .iter()
        .filter_map(|drift| match drift {
            Drift::New(scope) if is_scope(scope.kind) => Some((true, scope.name.clone())),
            Drift::Gone(scope) if is_scope(scope.kind) => Some((false, scope.name.clone())),
            _ => None,
        })
        .collect();
    let is_inside = |new: bool, name: &str| {
        let ends = name.match_indices("::").map(|(end, _)| end);
        ends.into_iter().any(|end| scopes.contains(&(new, name[..end].to_owned())))
    };
    let mut drifts = drifts;
    drifts.retain(|drift| match drift {
        Drift::New(declaration) => !is_inside(true, &declaration.name),
        Drift::Gone(declaration) => !is_inside(false, &declaration.name),
        _ => true,
    });
    drifts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn declarations(bound: &[(Kind, &str, &str)], unbound: &[&str]) -> Declarations {
        let unbound = unbound.iter().map(|text| Unbound {
            text: (*text).into(),
            reason: "of its type".into(),
            location: None,
        });
        Declarations {
            bound: bound.iter().map(|(kind, name, text)| Declaration::new(*kind, *name, *text)).collect(),
            unbound: unbound.collect(),
        }
    }

    #[track_caller]
    fn check(recorded: &Declarations, declared: &Declarations, expected: &[&str]) {
        let told = drifts(recorded, declared).into_iter().map(|drift| match drift {
            Drift::New(now) => format!("+ {}", now.text),
            Drift::Gone(old) => format!("- {}", old.text),
            Drift::Changed(old, now) => format!("{} -> {}", old.text, now.text),
            Drift::NoLongerBound(old, why) => format!("! {}: {}", old.text, why.reason),
            Drift::NewUnbound(new) => format!("? {}", new.text),
        });
        assert_eq!(told.collect::<Vec<_>>(), expected);
    }

    const F: (Kind, &str, &str) = (Kind::Function, "f", "void f()");
    const F_INT: (Kind, &str, &str) = (Kind::Function, "f", "void f(int)");
    const F_LONG: (Kind, &str, &str) = (Kind::Function, "f", "void f(long)");

    #[test]
    fn overloads_are_told_apart() {
        check(&declarations(&[F, F_INT], &[]), &declarations(&[F_INT, F], &[]), &[]);
        check(
            &declarations(&[F, F_INT], &[]),
            &declarations(&[F, F_LONG], &[]),
            &["void f(int) -> void f(long)"],
        );
        check(&declarations(&[F], &[]), &declarations(&[F, F_LONG], &[]), &["+ void f(long)"]);
        check(&declarations(&[F, F_LONG], &[]), &declarations(&[F], &[]), &["- void f(long)"]);
    }

    #[test]
    fn a_scope_speaks_for_its_members() {
        let class = [(Kind::Class, "A", "class A"), (Kind::Function, "A::f", "void A::f()"), F];
        check(&declarations(&[F], &[]), &declarations(&class, &[]), &["+ class A"]);
        check(&declarations(&class, &[]), &declarations(&[F], &[]), &["- class A"]);
        check(&declarations(&class, &[]), &declarations(&[class[0], F], &[]), &["- void A::f()"]);
    }

    #[test]
    fn what_the_compiler_rejected_is_still_declared() {
        check(&declarations(&[], &["void f()"]), &declarations(&[F], &[]), &[]);
        check(&declarations(&[F], &[]), &declarations(&[], &["void f()"]), &["! void f(): of its type"]);
        check(&declarations(&[], &[]), &declarations(&[], &["void f()"]), &["? void f()"]);
        check(&declarations(&[], &["void f()"]), &declarations(&[], &[]), &[]);
    }

    #[test]
    fn what_one_side_does_not_know_is_not_compared() {
        let one = |detail: Option<&str>| Declarations {
            bound: vec![
                Declaration::new(Kind::Variable, "a", "int a").with_detail(detail.map(str::to_owned)),
            ],
            unbound: Vec::new(),
        };
        check(&one(Some(" = 1")), &one(None), &[]);
        check(&one(Some(" = 1")), &one(Some(" = 2")), &["int a -> int a"]);
    }
}
