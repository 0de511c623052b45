//! Finds the overload sets of a class and of the free operators on it.

use cppbind_abi::NONE;
use cppbind_abi::codes::{FunctionFlags, NameKind, TypeKind};
use cppbind_abi::records::{FunctionRecord, NameRecord, NamespaceRecord, OperatorRecord, OverloadSetRecord};
use cppbind_abi::spelling::split_scope;
use pyo3::prelude::*;
use pyo3::types::PyType;

use crate::call;
use crate::dictionary::{Damaged, Dictionary};
use crate::registry::{self, Class, Type};
use crate::state;

/// An overload set and the class that declares it; `None` for free functions.
#[derive(Clone, Copy)]
pub(super) struct Set {
    pub(super) dictionary: &'static Dictionary,
    pub(super) index: u32,
    pub(super) record: &'static OverloadSetRecord,
    pub(super) owner: Option<&'static Class>,
    /// `size`, `operator+`.
    pub(super) name: &'static str,
}

/// On which side of a free operator an operand stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Side {
    /// The left or only operand.
    Left,
    /// The right one.
    Right,
}

impl Set {
    fn new(
        dictionary: &'static Dictionary,
        index: u32,
        owner: Option<&'static Class>,
    ) -> Result<Self, Damaged> {
        let record: &OverloadSetRecord = dictionary.get(index)?;
        Ok(Self { dictionary, index, record, owner, name: dictionary.name(record.name)? })
    }

    /// The Python object that calls it: what the class has under the name, which
    /// is called without a detour, and whose policies are then its own.
    pub(super) fn callable<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        if let Some(class) = self.owner.and_then(Class::proxy) {
            // SAFETY: the proxies of C++ classes are live, immortal types.
            let class = unsafe { PyType::from_borrowed_type_ptr(py, class.as_ptr()) };
            let found = class.getattr(pyo3::intern!(py, "__dict__"))?.get_item(self.name);
            if let Ok(found) = found
                && call::is_method(&found) == Some(true)
            {
                return Ok(found);
            }
        }
        call::overload_set(py, self.dictionary, self.index, self.owner)
    }

    /// Its overloads, templates left out.
    pub(super) fn functions(&self) -> Result<&'static [FunctionRecord], Damaged> {
        let all = self.all()?;
        // Templates come last.
        Ok(&all[..all.iter().position(is_template).unwrap_or(all.len())])
    }

    fn all(&self) -> Result<&'static [FunctionRecord], Damaged> {
        self.dictionary.range(self.record.functions_first, self.record.functions_count)
    }

    /// The type of an overload's result.
    pub(super) fn result(&self, function: &FunctionRecord) -> Result<Type, Damaged> {
        Type::new(self.dictionary, function.result)
    }

    /// Whether some overload takes this many arguments.
    pub(super) fn takes(&self, count: u16) -> Result<bool, Damaged> {
        let fits = |function: &FunctionRecord| {
            (function.required..=function.parameters_count).contains(&count)
                && !FunctionFlags(function.flags).has(FunctionFlags::STATIC)
        };
        Ok(self.all()?.iter().any(fits))
    }

    /// Whether all overloads are static functions.
    pub(super) fn is_static(&self) -> Result<bool, Damaged> {
        Ok(self.functions()?.iter().all(|function| FunctionFlags(function.flags).has(FunctionFlags::STATIC)))
    }

    /// Whether some overload is a static function without parameters.
    pub(super) fn is_called_statically(&self) -> Result<bool, Damaged> {
        let fits = |function: &FunctionRecord| {
            function.required == 0 && FunctionFlags(function.flags).has(FunctionFlags::STATIC)
        };
        Ok(self.functions()?.iter().any(fits))
    }

    /// Whether some overload with at least `count` parameters returns a reference that can be assigned through.
    pub(super) fn assignable(&self, count: u16) -> Result<bool, Damaged> {
        // Of most templates nothing tells the result.
        for function in self.all()?.iter().filter(|function| function.result != NONE) {
            if function.parameters_count >= count && is_mutable_reference(self.result(function)?)? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

fn is_template(function: &FunctionRecord) -> bool {
    FunctionFlags(function.flags).has(FunctionFlags::TEMPLATE)
}

fn is_mutable_reference(ty: Type) -> Result<bool, Damaged> {
    if TypeKind::from_raw(ty.record.kind) != Some(TypeKind::LValueReference) {
        return Ok(false);
    }
    let element = ty.element()?;
    Ok(!cppbind_abi::codes::Qualifiers(element.record.qualifiers.into())
        .has(cppbind_abi::codes::Qualifiers::CONST))
}

/// The operators and conversions that a class itself declares: all names that
/// begin like theirs. They are looked up, because most classes have none among
/// many functions.
pub(super) fn operators(class: &'static Class) -> Result<Vec<Set>, Damaged> {
    of_names(class, class.dictionary.names_from(class.names()?, "operator")?).collect()
}

/// The overload sets of Python's special methods that a class itself declares.
pub(super) fn special(class: &'static Class) -> Result<Vec<Set>, Damaged> {
    let mut sets: Vec<Set> =
        of_names(class, class.dictionary.names_from(class.names()?, "__")?).collect::<Result<_, _>>()?;
    sets.retain(|set| set.name.len() > "____".len() && set.name.ends_with("__"));
    Ok(sets)
}

/// The overload set of this name that a class itself declares.
pub(super) fn own(class: &'static Class, name: &str) -> Result<Option<Set>, Damaged> {
    of_names(class, class.dictionary.names_called(class.names()?, name)?).next().transpose()
}

/// The overload sets among names of a class.
fn of_names(
    class: &'static Class,
    names: &'static [NameRecord],
) -> impl Iterator<Item = Result<Set, Damaged>> {
    names.iter().filter_map(move |name| match class.dictionary.kind(name) {
        Ok(NameKind::OverloadSet) => Some(Set::new(class.dictionary, name.index, Some(class))),
        Ok(_) => None,
        Err(damaged) => Some(Err(damaged)),
    })
}

/// The overload set that a member name means: the class's own, else a base's.
pub(super) fn member(class: &'static Class, name: &str) -> Result<Option<Set>, Damaged> {
    if let Some(set) = own(class, name)? {
        return Ok(Some(set));
    }
    for base in class.bases()? {
        if let Some(set) = member(base.class, name)? {
            return Ok(Some(set));
        }
    }
    Ok(None)
}

/// Whether a class or a base of it declares a type of this name.
pub(super) fn has_name(class: &'static Class, name: &str) -> Result<bool, Damaged> {
    if !class.dictionary.names_called(class.names()?, name)?.is_empty() {
        return Ok(true);
    }
    for base in class.bases()? {
        if has_name(base.class, name)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Free operators of this name on a class or a base of it, of every dictionary.
pub(super) fn free(class: &'static Class, name: &str, side: Side) -> Result<Vec<Set>, Damaged> {
    let mut sets = all_free(class, side)?;
    sets.retain(|set| set.name == name);
    for set in templates_beside(class, name)? {
        if !sets.iter().any(|known| known.dictionary == set.dictionary && known.index == set.index) {
            sets.push(set);
        }
    }
    Ok(sets)
}

/// The sets of this name with function templates in the namespaces of a class and its bases: nothing tells the operands
/// of a template, so C++ looks at them all.
pub(super) fn templates_beside(class: &'static Class, name: &str) -> Result<Vec<Set>, Damaged> {
    let mut sets = Vec::new();
    for set in beside(class, name)? {
        if set.all()?.iter().any(is_template) {
            sets.push(set);
        }
    }
    Ok(sets)
}

/// The sets of this name in the namespaces of a class and its bases, where C++ looks for operators: [basic.lookup.argdep].
pub(super) fn beside(class: &'static Class, name: &str) -> Result<Vec<Set>, Damaged> {
    let mut sets = Vec::new();
    let scope = enclosing_namespace(class)?;
    for dictionary in state::dictionaries() {
        for namespace in dictionary.all::<NamespaceRecord>() {
            if dictionary.name(namespace.qualified)? != scope {
                continue;
            }
            let names = dictionary.range(namespace.names_first, namespace.names_count)?;
            for found in dictionary.names_called(names, name)? {
                if dictionary.kind(found)? == NameKind::OverloadSet {
                    sets.push(Set::new(dictionary, found.index, None)?);
                }
            }
        }
    }
    for base in class.bases()? {
        sets.extend(beside(base.class, name)?);
    }
    Ok(sets)
}

/// The namespace that a class is declared in; an empty name for the global one.
fn enclosing_namespace(class: &'static Class) -> Result<&'static str, Damaged> {
    let mut scope = split_scope(class.qualified).0;
    // The class itself may be a member of one.
    while registry::find_class(scope)?.is_some() {
        scope = split_scope(scope).0;
    }
    Ok(scope)
}

/// The namespace that a class is declared in; `None` for the global one, whose functions are nobody's own.
pub(super) fn namespace_of(class: &'static Class) -> Result<Option<&'static str>, Damaged> {
    enclosing_namespace(class).map(|scope| Some(scope).filter(|scope| !scope.is_empty()))
}

/// All free operators on a class or a base of it, of every dictionary.
pub(super) fn all_free(class: &'static Class, side: Side) -> Result<Vec<Set>, Damaged> {
    let mut sets: Vec<Set> = Vec::new();
    collect_free(class, side, &state::dictionaries(), &mut sets)?;
    Ok(sets)
}

fn collect_free(
    class: &'static Class,
    side: Side,
    dictionaries: &[&'static Dictionary],
    sets: &mut Vec<Set>,
) -> Result<(), Damaged> {
    for dictionary in dictionaries {
        for record in operators_on(dictionary, class.qualified)? {
            let known = |set: &Set| set.dictionary == *dictionary && set.index == record.set;
            if record.side == side as u32 && !sets.iter().any(known) {
                sets.push(Set::new(dictionary, record.set, None)?);
            }
        }
    }
    for base in class.bases()? {
        collect_free(base.class, side, dictionaries, sets)?;
    }
    Ok(())
}

/// The records of one operand: the table is sorted by operand.
fn operators_on(
    dictionary: &'static Dictionary,
    operand: &str,
) -> Result<&'static [OperatorRecord], Damaged> {
    let all: &[OperatorRecord] = dictionary.all();
    let (mut first, mut end) = (0, all.len());
    while first < end {
        let middle = first + (end - first) / 2;
        if dictionary.order(all[middle].operand, operand)?.is_lt() {
            first = middle + 1
        } else {
            end = middle
        }
    }
    let mut count = 0;
    while let Some(record) = all.get(first + count)
        && dictionary.order(record.operand, operand)?.is_eq()
    {
        count += 1;
    }
    Ok(&all[first..first + count])
}
