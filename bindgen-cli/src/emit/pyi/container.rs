//! Containers, pairs and callables: classes that Python's own values stand for.

use super::Stub;
use super::annotation::ANY;
use crate::analysis::{ClassFact, Entity, Protocol, container_protocol, is_range};
use crate::ir::{Record, RecordId, TypeId, TypeKind};

/// What is in a container, by Python's protocols.
enum Elements {
    /// Of sequences and sets.
    Values(&'static str, TypeId),
    /// Of maps.
    Pairs(TypeId, TypeId),
    /// Of `std::bitset`, which has no type for them.
    Bits,
}

impl Stub<'_> {
    /// The elements of a container; `None` for other classes, and where the dictionary does not name their types.
    fn elements(&self, record: RecordId) -> Option<Elements> {
        let protocol = container_protocol(&self.ir[record])?;
        if self.ir[record].specialisation_of.as_ref().is_some_and(|(template, _)| template == "std::bitset") {
            return Some(Elements::Bits);
        }
        let class = self.facts.classes.iter().find(|class| class.id == record)?;
        Some(match protocol {
            Protocol::Sequence => Elements::Values("Sequence", self.alias(class, "value_type")?),
            Protocol::Set => Elements::Values("Set", self.alias(class, "value_type")?),
            Protocol::Map => {
                Elements::Pairs(self.alias(class, "key_type")?, self.alias(class, "mapped_type")?)
            }
        })
    }

    /// What a typedef of a class stands for.
    fn alias(&self, class: &ClassFact, name: &str) -> Option<TypeId> {
        class.names.iter().filter(|candidate| candidate.name == name).find_map(|name| match name.entity {
            Entity::Typedef(index) => Some(self.ir[self.facts.typedefs[index]].target),
            _ => None,
        })
    }

    /// The Python type that a container derives from: what its elements are when they are read, and, where that
    /// is more, what may be assigned to them.
    pub(super) fn container_base(&self, record: RecordId) -> Option<String> {
        let mut read = Vec::new();
        let mut written = Vec::new();
        let name = match self.elements(record)? {
            Elements::Bits => return Some(format!("_types.Sequence[{}]", self.builtin("bool"))),
            Elements::Values(name, element) => {
                read.push(self.returned(element));
                written.push(self.accepted(element));
                name
            }
            Elements::Pairs(key, value) => {
                read.extend([self.returned(key), self.returned(value)]);
                written.extend([self.accepted(key), self.accepted(value)]);
                "Map"
            }
        };
        if read != written {
            read.extend(written);
        }
        Some(format!("_types.{name}[{}]", read.join(", ")))
    }

    /// The Python collections that become a container, or a pair.
    pub(super) fn collections(&self, record: RecordId) -> Vec<String> {
        if let Some((first, second)) = pair(&self.ir[record]) {
            return vec![format!(
                "{}[{}, {}]",
                self.builtin("tuple"),
                self.accepted(first),
                self.accepted(second)
            )];
        }
        match self.elements(record) {
            None => Vec::new(),
            Some(Elements::Bits) => vec![format!("_Iterable[{}]", self.builtin("bool"))],
            Some(Elements::Values(_, element)) => vec![format!("_Iterable[{}]", self.accepted(element))],
            Some(Elements::Pairs(key, value)) => {
                let (key, value) = (self.accepted(key), self.accepted(value));
                vec![
                    format!("_types.SupportsItems[{key}, {value}]"),
                    format!("_Iterable[{}[{key}, {value}]]", self.builtin("tuple")),
                ]
            }
        }
    }

    /// Unpacking of pairs.
    pub(super) fn push_unpacking(&self, text: &mut String, indent: &str, record: RecordId) {
        let Some((first, second)) = pair(&self.ir[record]) else { return };
        let mut elements = vec![self.returned(first), self.returned(second)];
        elements.dedup();
        let (element, int) = (elements.join(" | "), self.builtin("int"));
        *text += &format!("{indent}def __len__(self) -> {int}: ...\n");
        *text += &format!("{indent}def __getitem__(self, index: {int}, /) -> {element}: ...\n");
        // What lies between two iterators nobody has spelled.
        let item = if is_range(self.ir, &self.ir[record]) { ANY } else { &element };
        *text += &format!("{indent}def __iter__(self) -> _Iterator[{item}]: ...\n");
    }

    /// What C++ calls as a function of this type: Python gets arguments as it gets results, and gives its result
    /// as it gives arguments.
    pub(super) fn callable(&self, function: TypeId) -> String {
        match &self.ir[function].kind {
            TypeKind::Function { result, parameters, variadic: false } => {
                let parameters: Vec<_> =
                    parameters.iter().map(|parameter| self.returned(*parameter)).collect();
                // Nobody looks at the result of a function without one.
                let result = match self.accepted(*result) {
                    nothing if nothing == "None" => self.builtin("object"),
                    result => result,
                };
                format!("_Callable[[{}], {result}]", parameters.join(", "))
            }
            _ => format!("_Callable[..., {ANY}]"),
        }
    }

    /// What stands for a `std::function`.
    pub(super) fn wrapped_callable(&self, record: RecordId) -> String {
        let spelled = self.ir[record].specialisation_of.as_ref().and_then(|(_, arguments)| arguments.first());
        let is_it = |ty: &crate::ir::Type| {
            matches!(ty.kind, TypeKind::Function { .. }) && Some(&ty.spelling) == spelled
        };
        match self.ir.types.iter().position(is_it) {
            Some(index) => self.callable(TypeId(index as u32)),
            None => format!("_Callable[..., {ANY}]"),
        }
    }
}

/// The elements of a `std::pair`.
fn pair(record: &Record) -> Option<(TypeId, TypeId)> {
    let (template, _) = record.specialisation_of.as_ref()?;
    match record.fields.as_slice() {
        [first, second] if template == "std::pair" => Some((first.ty, second.ty)),
        _ => None,
    }
}

/// The alternatives of an annotation: `A | B[C | D]` has two.
pub(super) fn alternatives(annotation: &str) -> Vec<String> {
    let mut all = vec![String::new()];
    let mut depth = 0;
    for word in annotation.split(' ') {
        if word == "|" && depth == 0 {
            all.push(String::new());
            continue;
        }
        depth += word.matches('[').count();
        depth -= word.matches(']').count();
        if let Some(last) = all.last_mut() {
            if !last.is_empty() {
                last.push(' ');
            }
            last.push_str(word);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::alternatives;

    #[test]
    fn brackets_keep_alternatives_together() {
        assert_eq!(alternatives("A | B[C | D, E] | None"), ["A", "B[C | D, E]", "None"]);
        assert_eq!(alternatives("_Callable[[int], str | int]"), ["_Callable[[int], str | int]"]);
    }
}
