//! The records of a dictionary's tables.
//!
//! Words used for fields: a *string* is an offset into the string blob; a
//! *type*, *class*, *function*... is an index into the table of that name;
//! `x_first`/`x_count` is a range of a table. [`crate::NONE`] refers to nothing.
//! Sizes and offsets are bytes and come from the C++ compiler that built the
//! dictionary, never from libclang. Nothing here is trusted by a reader: an
//! index is bounds-checked where it is used.

use std::ffi::c_void;

use cppbind_macros::abi_struct;

use crate::link::RuntimeLink;

/// How many tables a header of this version has.
pub const TABLE_COUNT: usize = crate::codes::TableKind::ALL.len();

/// Where a table lies.
#[abi_struct]
pub struct Table {
    /// The first record.
    pub data: *const c_void,
    /// How many records.
    pub count: u32,
    /// The size of one record, which readers compare with their own.
    pub record_size: u32,
}

/// What `cppbind_dictionary` is.
#[abi_struct]
pub struct DictionaryHeader {
    /// `CPPBIND` and a NUL.
    pub magic: [u8; 8],
    /// Readers refuse another major version.
    pub abi_major: u16,
    /// Readers refuse a newer minor version.
    pub abi_minor: u16,
    /// `sizeof(DictionaryHeader)`.
    pub header_size: u32,
    /// Hash of headers, flags and generator version, for `cppbind check` and caches.
    pub fingerprint: u64,
    /// String: the dictionary's stem (`MyClass` of `libMyClassDict.so`).
    pub name: u32,
    /// How many entries of `tables` are meaningful.
    pub table_count: u32,
    /// The tables, in the order of `TableKind`.
    pub tables: [Table; TABLE_COUNT],
    /// Where the loader stores the runtime's link, before it calls any stub.
    pub link: *mut *const RuntimeLink,
    /// `void* (std::size_t size, std::size_t alignment)`: memory from C++'s global operator new; null when exhausted.
    pub allocate: *const c_void,
    /// `void (void*, std::size_t size, std::size_t alignment)`: gives it back.
    pub deallocate: *const c_void,
    /// `std::string* (const char*, std::size_t)`: a new string on the heap; null when memory is exhausted.
    /// Null itself where no type of the dictionary is a string class.
    pub string_new: *const c_void,
    /// `void (std::string*)`: deletes it; null where `string_new` is.
    pub string_delete: *const c_void,
}

// SAFETY: a header is constant data of a loaded library; `link`, its only
// writable target, is written once by the loader, before any stub runs.
unsafe impl Sync for DictionaryHeader {}

/// A C++ type.
#[abi_struct]
pub struct TypeRecord {
    /// Elements of an array, parameters of a function type.
    pub count: u64,
    /// String: the normal spelling (see `spelling`), also a class's or enum's qualified name.
    pub spelling: u32,
    /// Type: pointee, referent, element, result or underlying type.
    pub element: u32,
    /// Class, enum, or first TypeLists entry, as `kind` says.
    pub declaration: u32,
    /// TypeKind.
    pub kind: u8,
    /// Qualifiers.
    pub qualifiers: u8,
    /// Carrier of a value of this type.
    pub carrier: u8,
    /// Zero.
    pub reserved: u8,
}

/// One type of a list.
#[abi_struct]
pub struct TypeListEntry {
    /// Type.
    pub ty: u32,
}

/// A namespace.
#[abi_struct]
pub struct NamespaceRecord {
    /// String: the unqualified name.
    pub name: u32,
    /// String: the qualified name; empty for the global namespace.
    pub qualified: u32,
    /// Its names, those of inline and unnamed namespaces inside included.
    pub names_first: u32,
    /// Their count.
    pub names_count: u32,
    /// Its using-directives.
    pub usings_first: u32,
    /// Their count.
    pub usings_count: u32,
    /// String: the documentation comment.
    pub doc: u32,
    /// NamespaceFlags.
    pub flags: u32,
}

/// A using-directive.
#[abi_struct]
pub struct UsingRecord {
    /// String: the qualified name of the nominated namespace.
    pub namespace: u32,
}

/// A class, struct or union.
#[abi_struct]
pub struct ClassRecord {
    /// `sizeof`; 0 where incomplete.
    pub size: u64,
    /// `alignof`.
    pub alignment: u64,
    /// String: the unqualified name, template arguments included.
    pub name: u32,
    /// String: the qualified name in normal spelling.
    pub qualified: u32,
    /// String: the enclosing scope's qualified name.
    pub scope: u32,
    /// String: the documentation comment.
    pub doc: u32,
    /// ClassFlags.
    pub flags: u32,
    /// Its direct public bases, in order of declaration.
    pub bases_first: u32,
    /// Their count.
    pub bases_count: u32,
    /// Its names: nested types, overload sets, members.
    pub names_first: u32,
    /// Their count.
    pub names_count: u32,
    /// Overload set of the constructors; NONE where there is none to call.
    pub constructors: u32,
    /// Stub `void (T*)`: `delete`.
    pub destroy: u32,
    /// Stub `void (T*)`: the destructor alone; NONE where trivial.
    pub destruct: u32,
    /// Stub `void (void* memory, const T*)`: copy-construct; NONE where trivial or impossible.
    pub copy: u32,
    /// Stub `void (void* memory, T*)`: move-construct; NONE where the copy serves.
    pub relocate: u32,
    /// Stub `void* (void* memory)`: with null, memory from the class's own operator new; otherwise gives memory without an
    /// object back to its operator delete. NONE for the global ones.
    pub allocate: u32,
    /// Stub `void (TextResult*, const T*)`: what `operator<<` prints; NONE where there is none.
    pub print: u32,
    /// Type info of the class; NONE where incomplete.
    pub type_info: u32,
    /// String: the template's qualified name; NONE where this is no specialisation.
    pub template_name: u32,
    /// String: the template arguments in normal spelling, separated by `,`.
    pub template_arguments: u32,
    /// Stub `const ContainerOperations* ()`: how the elements are reached; NONE where it is no container.
    pub container: u32,
    /// Stub `bool (const T*, const T*)`: `==` of a specialisation, whose operator is a template as well and bound
    /// nowhere else; NONE where there is none.
    pub equal: u32,
    /// Stub `const SmartPointerOperations* ()`: how objects are held, null where Python shows the pointer itself; NONE where
    /// it is no smart pointer.
    pub smart_pointer: u32,
    /// Stub `const CallbackOperations* ()`: how it is made of a Python callable; NONE where it cannot be.
    pub callback: u32,
    /// Stub `const ValueOperations* ()`: how it is made of its parts; NONE where it is no value of others.
    pub value: u32,
    /// Stub `const MatrixOperations* ()`: where the elements lie in rows and columns, null where C++ finds that it is no
    /// matrix; NONE where it cannot be one.
    pub matrix: u32,
    /// Director: what Python classes derive from instead; NONE where they cannot override anything.
    pub director: u32,
}

/// A class of C++ that calls Python: it derives from another one, whose virtual functions it overrides.
#[abi_struct]
pub struct DirectorRecord {
    /// Class: the director itself, whose one base is the class that it is for.
    pub class: u32,
    /// Stub `const PythonHalf** (Director*)`: where an object refers to what Python has of it.
    pub half: u32,
    /// Its virtual functions.
    pub virtuals_first: u32,
    /// Their count.
    pub virtuals_count: u32,
}

/// A virtual function that Python can override.
#[abi_struct]
pub struct VirtualRecord {
    /// Function: its name and its signature; the stubs, where there are any, are not for overrides.
    pub function: u32,
    /// Stub `void (void* memory, const std::uint64_t words[2])`, as `CallbackOperations::make_result`; NONE where the
    /// result is no object.
    pub make_result: u32,
    /// FunctionFlags: those of PURE, CONST and NOEXCEPT that the declaration has.
    pub flags: u32,
    /// Zero.
    pub reserved: u32,
}

/// A direct base class.
#[abi_struct]
pub struct BaseRecord {
    /// Where the base lies in the derived object; 0 for virtual bases.
    pub offset: i64,
    /// Type of the base.
    pub ty: u32,
    /// BaseFlags.
    pub flags: u32,
    /// Stub `Base* (Derived*)` for virtual bases; NONE otherwise.
    pub cast: u32,
    /// Zero.
    pub reserved: u32,
}

/// Functions that share a name in one scope.
#[abi_struct]
pub struct OverloadSetRecord {
    /// String: the unqualified name; `operator+`, `operator bool` for operators.
    pub name: u32,
    /// String: the qualified name.
    pub qualified: u32,
    /// Its functions, in order of declaration, templates last.
    pub functions_first: u32,
    /// Their count.
    pub functions_count: u32,
}

/// One function.
#[abi_struct]
pub struct FunctionRecord {
    /// String: the unqualified name.
    pub name: u32,
    /// String: the declaration as users read it, `int ns::C::f(int a, double b = 1.) const`.
    pub signature: u32,
    /// String: the documentation comment.
    pub doc: u32,
    /// String: template arguments in normal spelling; NONE for ordinary functions.
    pub template_arguments: u32,
    /// Type of the result; NONE for function templates.
    pub result: u32,
    /// First parameter.
    pub parameters_first: u32,
    /// How many parameters.
    pub parameters_count: u16,
    /// How many have no default.
    pub required: u16,
    /// First of `parameters_count - required + 1` stubs: one per number of arguments, from `required` up.
    pub stubs: u32,
    /// The same without virtual dispatch; NONE where `stubs` serve.
    pub direct_stubs: u32,
    /// FunctionFlags.
    pub flags: u32,
    /// Carrier of the result.
    pub result_carrier: u8,
    /// Zero.
    pub reserved: [u8; 3],
}

/// One parameter.
#[abi_struct]
pub struct ParameterRecord {
    /// The value of a scalar default, as `default_kind` says.
    pub default_bits: u64,
    /// String: the name; empty where the header gives none.
    pub name: u32,
    /// Type as declared, arrays and functions decayed to pointers.
    pub ty: u32,
    /// String: the default argument's text; NONE without default.
    pub default_text: u32,
    /// Stub that computes the default; NONE unless `default_kind` is Stub.
    pub default_stub: u32,
    /// ParameterFlags.
    pub flags: u32,
    /// Carrier.
    pub carrier: u8,
    /// DefaultKind.
    pub default_kind: u8,
    /// Zero.
    pub reserved: u16,
}

/// A data member, or a variable of a namespace.
#[abi_struct]
pub struct DataMemberRecord {
    /// Offset in the object; 0 for static ones and bit-fields.
    pub offset: u64,
    /// String: the name.
    pub name: u32,
    /// Type.
    pub ty: u32,
    /// String: the documentation comment.
    pub doc: u32,
    /// DataMemberFlags.
    pub flags: u32,
    /// Stub `T* ()` of static ones; NONE otherwise.
    pub address: u32,
    /// Stub `T (const C*)` of bit-fields; NONE otherwise.
    pub getter: u32,
    /// Stub `void (C*, T)` of bit-fields; NONE otherwise.
    pub setter: u32,
    /// Bits of a bit-field, for range checks; 0 otherwise.
    pub bit_width: u32,
}

/// An enumeration.
#[abi_struct]
pub struct EnumRecord {
    /// String: the unqualified name; empty where anonymous.
    pub name: u32,
    /// String: the qualified name.
    pub qualified: u32,
    /// String: the enclosing scope's qualified name.
    pub scope: u32,
    /// String: the documentation comment.
    pub doc: u32,
    /// Type: the underlying type.
    pub underlying: u32,
    /// Its enumerators, in order of declaration.
    pub enumerators_first: u32,
    /// Their count.
    pub enumerators_count: u32,
    /// EnumFlags.
    pub flags: u32,
}

/// One enumerator.
#[abi_struct]
pub struct EnumeratorRecord {
    /// The value, sign-extended where the underlying type is signed.
    pub value: u64,
    /// String: the name.
    pub name: u32,
    /// String: the documentation comment.
    pub doc: u32,
    /// Enum it belongs to.
    pub enumeration: u32,
    /// Zero.
    pub reserved: u32,
}

/// A macro or variable whose value is known when the dictionary is made.
#[abi_struct]
pub struct ConstantRecord {
    /// The value: an integer as the type's carrier says, or a double's bits.
    pub bits: u64,
    /// String: the name.
    pub name: u32,
    /// Type; `const char*` for strings.
    pub ty: u32,
    /// String: the value of a string constant; NONE otherwise.
    pub text: u32,
    /// String: the documentation comment.
    pub doc: u32,
}

/// A typedef or alias.
#[abi_struct]
pub struct TypedefRecord {
    /// String: the unqualified name.
    pub name: u32,
    /// String: the qualified name.
    pub qualified: u32,
    /// Type it stands for.
    pub target: u32,
    /// String: the documentation comment.
    pub doc: u32,
}

/// A template of classes or of what has a name as they have: `name<arguments>`.
#[abi_struct]
pub struct ClassTemplateRecord {
    /// String: the unqualified name.
    pub name: u32,
    /// String: the qualified name.
    pub qualified: u32,
    /// String: its parameters as declared, `typename T, int N = 3`.
    pub parameters: u32,
    /// String: the documentation comment.
    pub doc: u32,
    /// Its specialisations in this dictionary.
    pub instantiations_first: u32,
    /// Their count.
    pub instantiations_count: u32,
    /// TemplateKind.
    pub kind: u8,
    /// Zero.
    pub reserved: [u8; 3],
}

/// A specialisation of a class template.
#[abi_struct]
pub struct InstantiationRecord {
    /// String: the arguments in normal spelling, default ones left out, separated by `,`.
    pub arguments: u32,
    /// Class.
    pub class: u32,
}

/// A name in a scope.
#[abi_struct]
pub struct NameRecord {
    /// String: the unqualified name.
    pub name: u32,
    /// Index into the table that `kind` names.
    pub index: u32,
    /// NameKind.
    pub kind: u8,
    /// Zero.
    pub reserved: [u8; 3],
}

/// An operand class of operators that are no members of it.
#[abi_struct]
pub struct OperatorRecord {
    /// String: the operand's qualified class or enum name.
    pub operand: u32,
    /// String: the operator, `operator+`.
    pub name: u32,
    /// Overload set.
    pub set: u32,
    /// 0 where the class is the left or only operand of some overload, 1 where it is the right one.
    pub side: u32,
}

/// A declaration that was not bound.
#[abi_struct]
pub struct SkippedRecord {
    /// String: the enclosing scope's qualified name.
    pub scope: u32,
    /// String: the unqualified name.
    pub name: u32,
    /// String: `file:line:column`, the file as users spell it in an include.
    pub location: u32,
    /// String: the declaration as users read it.
    pub declaration: u32,
    /// String: why.
    pub reason: u32,
}

/// A declaration whose use is to be warned of.
#[abi_struct]
pub struct DeprecationRecord {
    /// TableKind: Functions, DataMembers, Enumerators or Constants.
    pub table: u32,
    /// Index into that table.
    pub index: u32,
    /// String: the warning.
    pub text: u32,
}

/// A header that the dictionary was made from.
#[abi_struct]
pub struct HeaderFileRecord {
    /// Hash of its code (FNV-1a, 64 bits): its text without comments and without white space that means nothing.
    pub hash: u64,
    /// The length of its code in bytes.
    pub length: u64,
    /// String: its path, relative to the dictionary where it lies below or beside it.
    pub path: u32,
    /// Zero.
    pub reserved: u32,
}

/// One line of the rebuild record.
#[abi_struct]
pub struct RebuildRecord {
    /// String.
    pub text: u32,
    /// RebuildKind.
    pub kind: u32,
}

/// The address of a stub.
#[abi_struct]
pub struct StubRecord {
    /// Null where the C++ compiler rejected the stub.
    pub address: *const c_void,
}

/// The address of a `std::type_info`.
#[abi_struct]
pub struct TypeInfoRecord {
    /// Never null.
    pub address: *const c_void,
}
