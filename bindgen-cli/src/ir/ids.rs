//! Ids: typed indices into the vectors of [`super::Ir`].

macro_rules! ids {
    ($($(#[$doc:meta])* $id:ident => $field:ident: $item:ty),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
        pub struct $id(pub u32);

        impl std::ops::Index<$id> for super::Ir {
            type Output = $item;
            fn index(&self, id: $id) -> &$item {
                &self.$field[id.0 as usize]
            }
        }

        impl std::ops::IndexMut<$id> for super::Ir {
            fn index_mut(&mut self, id: $id) -> &mut $item {
                &mut self.$field[id.0 as usize]
            }
        }
    )*};
}

ids! {
    /// A namespace.
    NamespaceId => namespaces: super::Namespace,
    /// A class, struct or union.
    RecordId => records: super::Record,
    /// An enumeration.
    EnumId => enums: super::Enum,
    /// A function.
    FunctionId => functions: super::Function,
    /// A variable or static data member.
    VariableId => variables: super::Variable,
    /// A typedef.
    TypedefId => typedefs: super::Typedef,
    /// A class template.
    ClassTemplateId => class_templates: super::ClassTemplate,
    /// A function template.
    FunctionTemplateId => function_templates: super::FunctionTemplate,
    /// A type.
    TypeId => types: super::Type,
}

impl NamespaceId {
    /// The global namespace.
    pub const GLOBAL: Self = Self(0);
}

/// Where a declaration stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
pub enum Scope {
    /// In a namespace. Members of inline and unnamed namespaces stand here under those namespaces' own ids.
    Namespace(NamespaceId),
    /// In a class.
    Record(RecordId),
}
