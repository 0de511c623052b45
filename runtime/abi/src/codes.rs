//! The enumerations and flags that records hold as plain integers.
//!
//! Each list stands once, here; Rust's `from_raw`, the C++ header and the
//! documentation expand from it. A raw value from a dictionary is untrusted, so
//! `from_raw` returns an `Option`.

/// One list of codes or flags, as the C++ header prints it.
pub struct Codes {
    /// Doc comment lines.
    pub docs: &'static [&'static str],
    /// The list's name in namespace `cppbind`.
    pub name: &'static str,
    /// The integer type that holds it in C++.
    pub repr: &'static str,
    /// Docs, name and value of each member.
    pub members: Vec<(&'static [&'static str], &'static str, u64)>,
}

macro_rules! abi_codes {
    ($(#[doc = $doc:literal])* $name:ident { $($(#[doc = $member_doc:literal])* $member:ident = $value:literal,)* }) => {
        $(#[doc = $doc])*
        #[repr(u8)]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[doc = $member_doc])* $member = $value,)* }

        impl $name {
            /// Every member, in order of value.
            pub const ALL: &'static [Self] = &[$(Self::$member),*];

            /// The member with this value; `None` for a damaged record.
            pub const fn from_raw(raw: u8) -> Option<Self> {
                match raw { $($value => Some(Self::$member),)* _ => None }
            }

            /// The member's own name.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$member => stringify!($member),)* }
            }

            /// The list as the C++ header prints it.
            pub fn codes() -> Codes {
                Codes {
                    docs: &[$($doc),*],
                    name: stringify!($name),
                    repr: "std::uint8_t",
                    members: vec![$((&[$($member_doc),*][..], stringify!($member), $value)),*],
                }
            }
        }
    };
}

macro_rules! abi_flags {
    ($(#[doc = $doc:literal])* $name:ident { $($(#[doc = $member_doc:literal])* $member:ident = $bit:literal,)* }) => {
        $(#[doc = $doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Default, Hash)]
        pub struct $name(pub u32);

        impl $name {
            $($(#[doc = $member_doc])* pub const $member: Self = Self(1 << $bit);)*

            /// Whether all bits of `flags` are set.
            pub const fn has(self, flags: Self) -> bool {
                self.0 & flags.0 == flags.0
            }

            /// Sets the bits of `flags` where `condition` holds.
            #[must_use]
            pub const fn with(self, flags: Self, condition: bool) -> Self {
                if condition { Self(self.0 | flags.0) } else { self }
            }

            /// The list as the C++ header prints it.
            pub fn codes() -> Codes {
                Codes {
                    docs: &[$($doc),*],
                    name: stringify!($name),
                    repr: "std::uint32_t",
                    members: vec![$((&[$($member_doc),*][..], stringify!($member), 1 << $bit)),*],
                }
            }
        }

        impl std::ops::BitOr for $name {
            type Output = Self;
            fn bitor(self, other: Self) -> Self {
                Self(self.0 | other.0)
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                let mut set = formatter.debug_set();
                $(if self.has(Self::$member) { set.entry(&stringify!($member)); })*
                set.finish()
            }
        }
    };
}

abi_codes! {
    /// The tables of a dictionary, in the order of the header's `tables`.
    TableKind {
        /// One blob of NUL-terminated strings; every `u32` called a string is an offset into it.
        Strings = 0,
        /// TypeRecord.
        Types = 1,
        /// TypeListEntry: parameter types of function types.
        TypeLists = 2,
        /// NamespaceRecord; index 0 is the global namespace.
        Namespaces = 3,
        /// UsingRecord.
        Usings = 4,
        /// ClassRecord, sorted by qualified name.
        Classes = 5,
        /// BaseRecord.
        Bases = 6,
        /// OverloadSetRecord.
        OverloadSets = 7,
        /// FunctionRecord; the functions of one overload set are neighbours.
        Functions = 8,
        /// ParameterRecord; the parameters of one function are neighbours, functions with equal ones share them.
        Parameters = 9,
        /// DataMemberRecord: data members and namespace-scope variables.
        DataMembers = 10,
        /// EnumRecord, sorted by qualified name.
        Enums = 11,
        /// EnumeratorRecord; the enumerators of one enum are neighbours.
        Enumerators = 12,
        /// ConstantRecord.
        Constants = 13,
        /// TypedefRecord, sorted by qualified name.
        Typedefs = 14,
        /// ClassTemplateRecord, sorted by qualified name.
        ClassTemplates = 15,
        /// InstantiationRecord; those of one template are neighbours, sorted by arguments.
        Instantiations = 16,
        /// NameRecord; the names of one scope are neighbours, sorted by name, then kind.
        Names = 17,
        /// OperatorRecord, sorted by operand.
        Operators = 18,
        /// SkippedRecord.
        Skipped = 19,
        /// HeaderFileRecord: what the dictionary was made from.
        HeaderFiles = 20,
        /// RebuildRecord: how to make it again.
        Rebuild = 21,
        /// StubRecord: the only relocated table of functions.
        Stubs = 22,
        /// TypeInfoRecord: the `std::type_info` of classes.
        TypeInfos = 23,
        /// DirectorRecord: the classes that Python can derive from.
        Directors = 24,
        /// VirtualRecord; those of one director are neighbours.
        Virtuals = 25,
        /// DeprecationRecord, sorted by table, then by index.
        Deprecations = 26,
    }
}

abi_codes! {
    /// What a type is, after typedefs are resolved.
    TypeKind {
        /// `void`.
        Void = 0,
        /// `bool`.
        Bool = 1,
        /// `char`.
        Char = 2,
        /// `signed char`, also as `int8_t`.
        SChar = 3,
        /// `unsigned char`, also as `uint8_t`.
        UChar = 4,
        /// `wchar_t`.
        WChar = 5,
        /// `char8_t`.
        Char8 = 6,
        /// `char16_t`.
        Char16 = 7,
        /// `char32_t`.
        Char32 = 8,
        /// `short`.
        Short = 9,
        /// `unsigned short`.
        UShort = 10,
        /// `int`.
        Int = 11,
        /// `unsigned int`.
        UInt = 12,
        /// `long`.
        Long = 13,
        /// `unsigned long`.
        ULong = 14,
        /// `long long`.
        LongLong = 15,
        /// `unsigned long long`.
        ULongLong = 16,
        /// `float`.
        Float = 17,
        /// `double`.
        Double = 18,
        /// `long double`; stubs carry it as `double`.
        LongDouble = 19,
        /// `std::nullptr_t`.
        NullPtr = 20,
        /// `element*`.
        Pointer = 21,
        /// `element&`.
        LValueReference = 22,
        /// `element&&`.
        RValueReference = 23,
        /// `element[count]`.
        Array = 24,
        /// `element[]`.
        UnboundedArray = 25,
        /// A class, struct or union; `declaration` is its ClassRecord here, or NONE where another dictionary may define it.
        Class = 26,
        /// An enumeration; `declaration` is its EnumRecord here, or NONE; `element` is the underlying type.
        Enum = 27,
        /// A function: `element` is the result, `declaration` and `count` are a range of TypeLists.
        Function = 28,
        /// `std::byte`, `int8_t` and `uint8_t` seen through their typedefs: a small integer, not a character.
        SmallInt = 29,
        /// The unsigned one of those.
        SmallUInt = 30,
        /// A type that dictionaries cannot carry; its spelling tells which.
        Opaque = 31,
    }
}

abi_flags! {
    /// cv-qualifiers of a type.
    Qualifiers {
        /// `const`.
        CONST = 0,
        /// `volatile`.
        VOLATILE = 1,
    }
}

abi_codes! {
    /// How a value travels in a stub's C signature.
    Carrier {
        /// Nothing: the result of a `void` function.
        Void = 0,
        /// `bool`.
        Bool = 1,
        /// `std::int8_t`.
        I8 = 2,
        /// `std::uint8_t`.
        U8 = 3,
        /// `std::int16_t`.
        I16 = 4,
        /// `std::uint16_t`.
        U16 = 5,
        /// `std::int32_t`.
        I32 = 6,
        /// `std::uint32_t`.
        U32 = 7,
        /// `std::int64_t`.
        I64 = 8,
        /// `std::uint64_t`.
        U64 = 9,
        /// `float`.
        F32 = 10,
        /// `double`, also for `long double`.
        F64 = 11,
        /// An address: pointers, references and class parameters by value (the stub copies).
        Pointer = 12,
        /// As a parameter `(const char*, std::size_t)`, two C parameters, see `TEXT_IS_STRING`; as a result `cppbind::TextResult*` as first parameter.
        Text = 13,
        /// A class result: the stub's first parameter is memory for it, where the stub constructs it.
        Object = 14,
    }
}

abi_codes! {
    /// What a name in a scope is. Where one C++ name has several meanings the lower value is found first.
    NameKind {
        /// Namespaces.
        Namespace = 0,
        /// Classes.
        Class = 1,
        /// Enums.
        Enum = 2,
        /// Typedefs.
        Typedef = 3,
        /// ClassTemplates.
        ClassTemplate = 4,
        /// OverloadSets.
        OverloadSet = 5,
        /// DataMembers: a data member in a class, a variable in a namespace.
        DataMember = 6,
        /// Enumerators.
        Enumerator = 7,
        /// Constants.
        Constant = 8,
        /// Skipped: exists in C++, was not bound.
        Skipped = 9,
    }
}

abi_codes! {
    /// What a template is of whose specialisations are named `name<arguments>`.
    TemplateKind {
        /// Of classes.
        Class = 0,
        /// Of names for types.
        Alias = 1,
        /// Of variables.
        Variable = 2,
        /// Of conditions.
        Concept = 3,
    }
}

abi_codes! {
    /// What is known of a default argument.
    DefaultKind {
        /// There is none.
        None = 0,
        /// `default_bits` is a signed integer.
        Signed = 1,
        /// `default_bits` is an unsigned integer or a bool.
        Unsigned = 2,
        /// `default_bits` are the bits of a double.
        Float = 3,
        /// A null pointer.
        Null = 4,
        /// `default_stub` computes it: a stub without parameters whose result is the parameter's type, by value.
        Stub = 5,
        /// It can only be left out from the right.
        Unspellable = 6,
    }
}

abi_flags! {
    /// Properties of a class.
    ClassFlags {
        /// Declared, never defined in the headers: usable behind pointers only.
        INCOMPLETE = 0,
        /// Has a pure virtual function.
        ABSTRACT = 1,
        /// Has a virtual function: its objects tell their dynamic type.
        POLYMORPHIC = 2,
        /// Has a public virtual destructor.
        VIRTUAL_DESTRUCTOR = 3,
        /// A union.
        UNION = 4,
        /// Can be initialised from a braced list of its members.
        AGGREGATE = 5,
        /// Derives from `std::exception` (or is it).
        EXCEPTION = 6,
        /// Copies are `memcpy`.
        TRIVIALLY_COPYABLE = 7,
        /// Destruction does nothing.
        TRIVIALLY_DESTRUCTIBLE = 8,
        /// A specialisation of a class template.
        SPECIALISATION = 9,
        /// May be derived from: neither final nor without an accessible destructor.
        INHERITABLE = 10,
        /// Has a virtual base somewhere above.
        VIRTUAL_BASES = 11,
        /// All members, private ones too, are numbers, enumerators, arrays or classes of such: no object knows an address.
        SELF_CONTAINED = 12,
        /// A member, perhaps a private or inherited one or one of a member, is an lvalue reference: an object refers to what
        /// the call that made it was given. Ranges refer to it by their iterators.
        HOLDS_REFERENCES = 13,
        /// A pair of iterators of one class: what lies between them.
        RANGE = 14,
        /// A member, perhaps a private or inherited one or one of a member, is a pointer to constant characters.
        VIEWS_TEXT = 15,
    }
}

abi_flags! {
    /// Properties of a base class.
    BaseFlags {
        /// Inherited virtually: no constant offset, `cast` computes it.
        VIRTUAL = 0,
        /// Reachable on more than one path: there is no implicit conversion.
        AMBIGUOUS = 1,
    }
}

abi_flags! {
    /// Properties of a function.
    FunctionFlags {
        /// A `const` member function.
        CONST = 0,
        /// A static member function.
        STATIC = 1,
        /// A non-static member function, operators and conversions included: the stub takes the object first.
        METHOD = 2,
        /// A constructor: the stub returns a new object from the heap.
        CONSTRUCTOR = 3,
        /// A constructor or conversion declared `explicit`.
        EXPLICIT = 4,
        /// Cannot throw: no pending exception need be looked for.
        NOEXCEPT = 5,
        /// A virtual member function.
        VIRTUAL = 6,
        /// A pure virtual member function.
        PURE = 7,
        /// An overloaded operator.
        OPERATOR = 8,
        /// A conversion function.
        CONVERSION = 9,
        /// Initialisation of an aggregate: parameters are the members, calls may stop after any of them.
        AGGREGATE = 10,
        /// The copy constructor.
        COPY = 11,
        /// The move constructor.
        MOVE = 12,
        /// A specialisation of a function template, see `template_arguments`.
        SPECIALISATION = 13,
        /// Callable on rvalues only (`&&`-qualified).
        RVALUE_ONLY = 14,
        /// Declared `[[deprecated]]`, or a constructor of such a class: Deprecations has the warning.
        DEPRECATED = 15,
        /// C variadic: extra arguments cannot be passed.
        VARIADIC = 16,
        /// A function template, or a member that waits until it is called: it has neither records of its parameters (but their
        /// counts, 65535 with a pack), nor stubs, nor a result but a reference that depends on no call. Its specialisations are
        /// functions of the same set, or made at run time.
        TEMPLATE = 17,
    }
}

abi_flags! {
    /// Properties of a parameter.
    ParameterFlags {
        /// The stub moves from the object (`T&&`).
        RVALUE = 0,
        /// A class taken by value: the stub copies.
        COPIED = 1,
    }
}

abi_flags! {
    /// Properties of a data member or variable.
    DataMemberFlags {
        /// Static member or namespace-scope variable: `address` is a stub that returns its address.
        STATIC = 0,
        /// Cannot be assigned.
        CONST = 1,
        /// A bit-field: `getter` and `setter` are stubs.
        BIT_FIELD = 2,
        /// Declared as a reference: `getter` returns the address it holds.
        REFERENCE = 3,
        /// Declared `[[deprecated]]`: Deprecations has the warning.
        DEPRECATED = 4,
    }
}

abi_flags! {
    /// Properties of an enumeration.
    EnumFlags {
        /// `enum class`.
        SCOPED = 0,
        /// Has no name: its enumerators are constants of the enclosing scope.
        ANONYMOUS = 1,
    }
}

abi_flags! {
    /// Properties of a namespace.
    NamespaceFlags {
        /// Inline: its names are listed in the enclosing namespace too.
        INLINE = 0,
    }
}

abi_codes! {
    /// How the elements of a container are reached.
    ContainerKind {
        /// One behind the other: `view` tells where (`std::vector`, `std::array`, `std::span`).
        Contiguous = 0,
        /// By index, each somewhere: `at` (`std::deque`).
        Indexed = 1,
        /// By index, without an address: `get_bit`, `set_bit` (`std::vector<bool>`, `std::bitset`).
        Bits = 2,
        /// One after the other: `begin`, `next` (`std::list`).
        Linked = 3,
        /// Likewise, and by value: `find` (`std::set`, `std::unordered_multiset`).
        Set = 4,
        /// Likewise, pairs, and by their first: `find` (`std::map`, `std::unordered_multimap`).
        Map = 5,
    }
}

abi_flags! {
    /// What more is to be known of a container.
    ContainerFlags {
        /// Its elements cannot be assigned.
        CONSTANT = 0,
        /// Equal elements, or elements with equal keys, may be in it more than once.
        MULTIPLE = 1,
    }
}

abi_flags! {
    /// What more is to be known of a class of matrices.
    MatrixFlags {
        /// Its elements cannot be assigned.
        CONSTANT = 0,
        /// Its objects may get other memory while they live.
        MOVES = 1,
        /// One row or one column: Python sees one dimension.
        VECTOR = 2,
    }
}

abi_codes! {
    /// Who holds the object of a smart pointer.
    SmartPointerKind {
        /// All copies together (`std::shared_ptr`).
        Shared = 0,
        /// The pointer alone (`std::unique_ptr`).
        Unique = 1,
        /// Others (`std::weak_ptr`).
        Weak = 2,
    }
}

abi_flags! {
    /// What more is to be known of a smart pointer.
    SmartPointerFlags {
        /// Objects of derived classes are ended as what they are: the destructor is virtual.
        ENDS_DERIVED = 0,
        /// A unique pointer that ends its object by `delete`.
        PLAIN = 1,
    }
}

abi_codes! {
    /// What a class of values is made of.
    ValueKind {
        /// All of its parts (`std::tuple`).
        Product = 0,
        /// One of its parts (`std::variant`).
        Choice = 1,
        /// Its part, or nothing (`std::optional`).
        Optional = 2,
        /// An object of one of the types that its parts have, or of any other, or nothing (`std::any`).
        Any = 3,
        /// A number of ticks, its part, of a length in seconds (`std::chrono::duration`).
        Duration = 4,
        /// A duration, its part, since the epoch of a clock (`std::chrono::time_point`).
        TimePoint = 5,
    }
}

abi_flags! {
    /// What more is to be known of a class of values.
    ValueFlags {
        /// Points in time are those of the calendar: the clock's epoch is the system's.
        CALENDAR = 0,
    }
}

abi_codes! {
    /// What a line of the rebuild record is.
    RebuildKind {
        /// A header as the user spelled it.
        Header = 0,
        /// A compiler flag.
        Flag = 1,
        /// An include directory.
        IncludeDirectory = 2,
        /// A C++ source compiled into the dictionary.
        Source = 3,
        /// A library linked to the dictionary.
        Library = 4,
        /// A library directory.
        LibraryDirectory = 5,
        /// The command that regenerates the dictionary.
        Command = 6,
        /// The C++ compiler.
        Compiler = 7,
    }
}

/// The length of a [`Carrier::Text`] argument whose pointer is a `const std::string*`.
pub const TEXT_IS_STRING: usize = usize::MAX;

/// The length of a [`Carrier::Text`] argument whose pointer is a `const std::string_view*`.
pub const TEXT_IS_VIEW: usize = usize::MAX - 1;

/// Every list, in the order in which the C++ header prints them.
pub fn all() -> Vec<Codes> {
    vec![
        TableKind::codes(),
        TypeKind::codes(),
        Qualifiers::codes(),
        Carrier::codes(),
        NameKind::codes(),
        TemplateKind::codes(),
        DefaultKind::codes(),
        ClassFlags::codes(),
        BaseFlags::codes(),
        FunctionFlags::codes(),
        ParameterFlags::codes(),
        DataMemberFlags::codes(),
        EnumFlags::codes(),
        NamespaceFlags::codes(),
        RebuildKind::codes(),
        ContainerKind::codes(),
        ContainerFlags::codes(),
        SmartPointerKind::codes(),
        SmartPointerFlags::codes(),
        ValueKind::codes(),
        ValueFlags::codes(),
        MatrixFlags::codes(),
    ]
}
