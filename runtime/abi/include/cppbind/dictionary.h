// The cppbind dictionary ABI 6.0. Generated from the crate cppbind-abi; do not edit.
// docs/dictionary-format.md explains it.
#pragma once

#include <cstddef>
#include <cstdint>

namespace cppbind {

constexpr std::uint16_t ABI_MAJOR = 6;
constexpr std::uint16_t ABI_MINOR = 0;
constexpr std::uint32_t NONE = 4294967295u;
constexpr std::size_t TEXT_IS_STRING = 18446744073709551615u;
constexpr std::size_t TEXT_IS_VIEW = 18446744073709551614u;
constexpr std::size_t CURSOR_SIZE = 64u;

// The tables of a dictionary, in the order of the header's `tables`.
namespace TableKind {
    // One blob of NUL-terminated strings; every `u32` called a string is an offset into it.
    constexpr std::uint8_t Strings = 0;
    // TypeRecord.
    constexpr std::uint8_t Types = 1;
    // TypeListEntry: parameter types of function types.
    constexpr std::uint8_t TypeLists = 2;
    // NamespaceRecord; index 0 is the global namespace.
    constexpr std::uint8_t Namespaces = 3;
    // UsingRecord.
    constexpr std::uint8_t Usings = 4;
    // ClassRecord, sorted by qualified name.
    constexpr std::uint8_t Classes = 5;
    // BaseRecord.
    constexpr std::uint8_t Bases = 6;
    // OverloadSetRecord.
    constexpr std::uint8_t OverloadSets = 7;
    // FunctionRecord; the functions of one overload set are neighbours.
    constexpr std::uint8_t Functions = 8;
    // ParameterRecord; the parameters of one function are neighbours, functions with equal ones share them.
    constexpr std::uint8_t Parameters = 9;
    // DataMemberRecord: data members and namespace-scope variables.
    constexpr std::uint8_t DataMembers = 10;
    // EnumRecord, sorted by qualified name.
    constexpr std::uint8_t Enums = 11;
    // EnumeratorRecord; the enumerators of one enum are neighbours.
    constexpr std::uint8_t Enumerators = 12;
    // ConstantRecord.
    constexpr std::uint8_t Constants = 13;
    // TypedefRecord, sorted by qualified name.
    constexpr std::uint8_t Typedefs = 14;
    // ClassTemplateRecord, sorted by qualified name.
    constexpr std::uint8_t ClassTemplates = 15;
    // InstantiationRecord; those of one template are neighbours, sorted by arguments.
    constexpr std::uint8_t Instantiations = 16;
    // NameRecord; the names of one scope are neighbours, sorted by name, then kind.
    constexpr std::uint8_t Names = 17;
    // OperatorRecord, sorted by operand.
    constexpr std::uint8_t Operators = 18;
    // SkippedRecord.
    constexpr std::uint8_t Skipped = 19;
    // HeaderFileRecord: what the dictionary was made from.
    constexpr std::uint8_t HeaderFiles = 20;
    // RebuildRecord: how to make it again.
    constexpr std::uint8_t Rebuild = 21;
    // StubRecord: the only relocated table of functions.
    constexpr std::uint8_t Stubs = 22;
    // TypeInfoRecord: the `std::type_info` of classes.
    constexpr std::uint8_t TypeInfos = 23;
    // DirectorRecord: the classes that Python can derive from.
    constexpr std::uint8_t Directors = 24;
    // VirtualRecord; those of one director are neighbours.
    constexpr std::uint8_t Virtuals = 25;
    // DeprecationRecord, sorted by table, then by index.
    constexpr std::uint8_t Deprecations = 26;
}

// What a type is, after typedefs are resolved.
namespace TypeKind {
    // `void`.
    constexpr std::uint8_t Void = 0;
    // `bool`.
    constexpr std::uint8_t Bool = 1;
    // `char`.
    constexpr std::uint8_t Char = 2;
    // `signed char`, also as `int8_t`.
    constexpr std::uint8_t SChar = 3;
    // `unsigned char`, also as `uint8_t`.
    constexpr std::uint8_t UChar = 4;
    // `wchar_t`.
    constexpr std::uint8_t WChar = 5;
    // `char8_t`.
    constexpr std::uint8_t Char8 = 6;
    // `char16_t`.
    constexpr std::uint8_t Char16 = 7;
    // `char32_t`.
    constexpr std::uint8_t Char32 = 8;
    // `short`.
    constexpr std::uint8_t Short = 9;
    // `unsigned short`.
    constexpr std::uint8_t UShort = 10;
    // `int`.
    constexpr std::uint8_t Int = 11;
    // `unsigned int`.
    constexpr std::uint8_t UInt = 12;
    // `long`.
    constexpr std::uint8_t Long = 13;
    // `unsigned long`.
    constexpr std::uint8_t ULong = 14;
    // `long long`.
    constexpr std::uint8_t LongLong = 15;
    // `unsigned long long`.
    constexpr std::uint8_t ULongLong = 16;
    // `float`.
    constexpr std::uint8_t Float = 17;
    // `double`.
    constexpr std::uint8_t Double = 18;
    // `long double`; stubs carry it as `double`.
    constexpr std::uint8_t LongDouble = 19;
    // `std::nullptr_t`.
    constexpr std::uint8_t NullPtr = 20;
    // `element*`.
    constexpr std::uint8_t Pointer = 21;
    // `element&`.
    constexpr std::uint8_t LValueReference = 22;
    // `element&&`.
    constexpr std::uint8_t RValueReference = 23;
    // `element[count]`.
    constexpr std::uint8_t Array = 24;
    // `element[]`.
    constexpr std::uint8_t UnboundedArray = 25;
    // A class, struct or union; `declaration` is its ClassRecord here, or NONE where another dictionary may define it.
    constexpr std::uint8_t Class = 26;
    // An enumeration; `declaration` is its EnumRecord here, or NONE; `element` is the underlying type.
    constexpr std::uint8_t Enum = 27;
    // A function: `element` is the result, `declaration` and `count` are a range of TypeLists.
    constexpr std::uint8_t Function = 28;
    // `std::byte`, `int8_t` and `uint8_t` seen through their typedefs: a small integer, not a character.
    constexpr std::uint8_t SmallInt = 29;
    // The unsigned one of those.
    constexpr std::uint8_t SmallUInt = 30;
    // A type that dictionaries cannot carry; its spelling tells which.
    constexpr std::uint8_t Opaque = 31;
}

// cv-qualifiers of a type.
namespace Qualifiers {
    // `const`.
    constexpr std::uint32_t CONST = 1;
    // `volatile`.
    constexpr std::uint32_t VOLATILE = 2;
}

// How a value travels in a stub's C signature.
namespace Carrier {
    // Nothing: the result of a `void` function.
    constexpr std::uint8_t Void = 0;
    // `bool`.
    constexpr std::uint8_t Bool = 1;
    // `std::int8_t`.
    constexpr std::uint8_t I8 = 2;
    // `std::uint8_t`.
    constexpr std::uint8_t U8 = 3;
    // `std::int16_t`.
    constexpr std::uint8_t I16 = 4;
    // `std::uint16_t`.
    constexpr std::uint8_t U16 = 5;
    // `std::int32_t`.
    constexpr std::uint8_t I32 = 6;
    // `std::uint32_t`.
    constexpr std::uint8_t U32 = 7;
    // `std::int64_t`.
    constexpr std::uint8_t I64 = 8;
    // `std::uint64_t`.
    constexpr std::uint8_t U64 = 9;
    // `float`.
    constexpr std::uint8_t F32 = 10;
    // `double`, also for `long double`.
    constexpr std::uint8_t F64 = 11;
    // An address: pointers, references and class parameters by value (the stub copies).
    constexpr std::uint8_t Pointer = 12;
    // As a parameter `(const char*, std::size_t)`, two C parameters, see `TEXT_IS_STRING`; as a result `cppbind::TextResult*` as first parameter.
    constexpr std::uint8_t Text = 13;
    // A class result: the stub's first parameter is memory for it, where the stub constructs it.
    constexpr std::uint8_t Object = 14;
}

// What a name in a scope is. Where one C++ name has several meanings the lower value is found first.
namespace NameKind {
    // Namespaces.
    constexpr std::uint8_t Namespace = 0;
    // Classes.
    constexpr std::uint8_t Class = 1;
    // Enums.
    constexpr std::uint8_t Enum = 2;
    // Typedefs.
    constexpr std::uint8_t Typedef = 3;
    // ClassTemplates.
    constexpr std::uint8_t ClassTemplate = 4;
    // OverloadSets.
    constexpr std::uint8_t OverloadSet = 5;
    // DataMembers: a data member in a class, a variable in a namespace.
    constexpr std::uint8_t DataMember = 6;
    // Enumerators.
    constexpr std::uint8_t Enumerator = 7;
    // Constants.
    constexpr std::uint8_t Constant = 8;
    // Skipped: exists in C++, was not bound.
    constexpr std::uint8_t Skipped = 9;
}

// What a template is of whose specialisations are named `name<arguments>`.
namespace TemplateKind {
    // Of classes.
    constexpr std::uint8_t Class = 0;
    // Of names for types.
    constexpr std::uint8_t Alias = 1;
    // Of variables.
    constexpr std::uint8_t Variable = 2;
    // Of conditions.
    constexpr std::uint8_t Concept = 3;
}

// What is known of a default argument.
namespace DefaultKind {
    // There is none.
    constexpr std::uint8_t None = 0;
    // `default_bits` is a signed integer.
    constexpr std::uint8_t Signed = 1;
    // `default_bits` is an unsigned integer or a bool.
    constexpr std::uint8_t Unsigned = 2;
    // `default_bits` are the bits of a double.
    constexpr std::uint8_t Float = 3;
    // A null pointer.
    constexpr std::uint8_t Null = 4;
    // `default_stub` computes it: a stub without parameters whose result is the parameter's type, by value.
    constexpr std::uint8_t Stub = 5;
    // It can only be left out from the right.
    constexpr std::uint8_t Unspellable = 6;
}

// Properties of a class.
namespace ClassFlags {
    // Declared, never defined in the headers: usable behind pointers only.
    constexpr std::uint32_t INCOMPLETE = 1;
    // Has a pure virtual function.
    constexpr std::uint32_t ABSTRACT = 2;
    // Has a virtual function: its objects tell their dynamic type.
    constexpr std::uint32_t POLYMORPHIC = 4;
    // Has a public virtual destructor.
    constexpr std::uint32_t VIRTUAL_DESTRUCTOR = 8;
    // A union.
    constexpr std::uint32_t UNION = 16;
    // Can be initialised from a braced list of its members.
    constexpr std::uint32_t AGGREGATE = 32;
    // Derives from `std::exception` (or is it).
    constexpr std::uint32_t EXCEPTION = 64;
    // Copies are `memcpy`.
    constexpr std::uint32_t TRIVIALLY_COPYABLE = 128;
    // Destruction does nothing.
    constexpr std::uint32_t TRIVIALLY_DESTRUCTIBLE = 256;
    // A specialisation of a class template.
    constexpr std::uint32_t SPECIALISATION = 512;
    // May be derived from: neither final nor without an accessible destructor.
    constexpr std::uint32_t INHERITABLE = 1024;
    // Has a virtual base somewhere above.
    constexpr std::uint32_t VIRTUAL_BASES = 2048;
    // All members, private ones too, are numbers, enumerators, arrays or classes of such: no object knows an address.
    constexpr std::uint32_t SELF_CONTAINED = 4096;
    // A member, perhaps a private or inherited one or one of a member, is an lvalue reference: an object refers to what
    // the call that made it was given. Ranges refer to it by their iterators.
    constexpr std::uint32_t HOLDS_REFERENCES = 8192;
    // A pair of iterators of one class: what lies between them.
    constexpr std::uint32_t RANGE = 16384;
    // A member, perhaps a private or inherited one or one of a member, is a pointer to constant characters.
    constexpr std::uint32_t VIEWS_TEXT = 32768;
}

// Properties of a base class.
namespace BaseFlags {
    // Inherited virtually: no constant offset, `cast` computes it.
    constexpr std::uint32_t VIRTUAL = 1;
    // Reachable on more than one path: there is no implicit conversion.
    constexpr std::uint32_t AMBIGUOUS = 2;
}

// Properties of a function.
namespace FunctionFlags {
    // A `const` member function.
    constexpr std::uint32_t CONST = 1;
    // A static member function.
    constexpr std::uint32_t STATIC = 2;
    // A non-static member function, operators and conversions included: the stub takes the object first.
    constexpr std::uint32_t METHOD = 4;
    // A constructor: the stub returns a new object from the heap.
    constexpr std::uint32_t CONSTRUCTOR = 8;
    // A constructor or conversion declared `explicit`.
    constexpr std::uint32_t EXPLICIT = 16;
    // Cannot throw: no pending exception need be looked for.
    constexpr std::uint32_t NOEXCEPT = 32;
    // A virtual member function.
    constexpr std::uint32_t VIRTUAL = 64;
    // A pure virtual member function.
    constexpr std::uint32_t PURE = 128;
    // An overloaded operator.
    constexpr std::uint32_t OPERATOR = 256;
    // A conversion function.
    constexpr std::uint32_t CONVERSION = 512;
    // Initialisation of an aggregate: parameters are the members, calls may stop after any of them.
    constexpr std::uint32_t AGGREGATE = 1024;
    // The copy constructor.
    constexpr std::uint32_t COPY = 2048;
    // The move constructor.
    constexpr std::uint32_t MOVE = 4096;
    // A specialisation of a function template, see `template_arguments`.
    constexpr std::uint32_t SPECIALISATION = 8192;
    // Callable on rvalues only (`&&`-qualified).
    constexpr std::uint32_t RVALUE_ONLY = 16384;
    // Declared `[[deprecated]]`, or a constructor of such a class: Deprecations has the warning.
    constexpr std::uint32_t DEPRECATED = 32768;
    // C variadic: extra arguments cannot be passed.
    constexpr std::uint32_t VARIADIC = 65536;
    // A function template, or a member that waits until it is called: it has neither records of its parameters (but their
    // counts, 65535 with a pack), nor stubs, nor a result but a reference that depends on no call. Its specialisations are
    // functions of the same set, or made at run time.
    constexpr std::uint32_t TEMPLATE = 131072;
}

// Properties of a parameter.
namespace ParameterFlags {
    // The stub moves from the object (`T&&`).
    constexpr std::uint32_t RVALUE = 1;
    // A class taken by value: the stub copies.
    constexpr std::uint32_t COPIED = 2;
}

// Properties of a data member or variable.
namespace DataMemberFlags {
    // Static member or namespace-scope variable: `address` is a stub that returns its address.
    constexpr std::uint32_t STATIC = 1;
    // Cannot be assigned.
    constexpr std::uint32_t CONST = 2;
    // A bit-field: `getter` and `setter` are stubs.
    constexpr std::uint32_t BIT_FIELD = 4;
    // Declared as a reference: `getter` returns the address it holds.
    constexpr std::uint32_t REFERENCE = 8;
    // Declared `[[deprecated]]`: Deprecations has the warning.
    constexpr std::uint32_t DEPRECATED = 16;
}

// Properties of an enumeration.
namespace EnumFlags {
    // `enum class`.
    constexpr std::uint32_t SCOPED = 1;
    // Has no name: its enumerators are constants of the enclosing scope.
    constexpr std::uint32_t ANONYMOUS = 2;
}

// Properties of a namespace.
namespace NamespaceFlags {
    // Inline: its names are listed in the enclosing namespace too.
    constexpr std::uint32_t INLINE = 1;
}

// What a line of the rebuild record is.
namespace RebuildKind {
    // A header as the user spelled it.
    constexpr std::uint8_t Header = 0;
    // A compiler flag.
    constexpr std::uint8_t Flag = 1;
    // An include directory.
    constexpr std::uint8_t IncludeDirectory = 2;
    // A C++ source compiled into the dictionary.
    constexpr std::uint8_t Source = 3;
    // A library linked to the dictionary.
    constexpr std::uint8_t Library = 4;
    // A library directory.
    constexpr std::uint8_t LibraryDirectory = 5;
    // The command that regenerates the dictionary.
    constexpr std::uint8_t Command = 6;
    // The C++ compiler.
    constexpr std::uint8_t Compiler = 7;
}

// How the elements of a container are reached.
namespace ContainerKind {
    // One behind the other: `view` tells where (`std::vector`, `std::array`, `std::span`).
    constexpr std::uint8_t Contiguous = 0;
    // By index, each somewhere: `at` (`std::deque`).
    constexpr std::uint8_t Indexed = 1;
    // By index, without an address: `get_bit`, `set_bit` (`std::vector<bool>`, `std::bitset`).
    constexpr std::uint8_t Bits = 2;
    // One after the other: `begin`, `next` (`std::list`).
    constexpr std::uint8_t Linked = 3;
    // Likewise, and by value: `find` (`std::set`, `std::unordered_multiset`).
    constexpr std::uint8_t Set = 4;
    // Likewise, pairs, and by their first: `find` (`std::map`, `std::unordered_multimap`).
    constexpr std::uint8_t Map = 5;
}

// What more is to be known of a container.
namespace ContainerFlags {
    // Its elements cannot be assigned.
    constexpr std::uint32_t CONSTANT = 1;
    // Equal elements, or elements with equal keys, may be in it more than once.
    constexpr std::uint32_t MULTIPLE = 2;
}

// Who holds the object of a smart pointer.
namespace SmartPointerKind {
    // All copies together (`std::shared_ptr`).
    constexpr std::uint8_t Shared = 0;
    // The pointer alone (`std::unique_ptr`).
    constexpr std::uint8_t Unique = 1;
    // Others (`std::weak_ptr`).
    constexpr std::uint8_t Weak = 2;
}

// What more is to be known of a smart pointer.
namespace SmartPointerFlags {
    // Objects of derived classes are ended as what they are: the destructor is virtual.
    constexpr std::uint32_t ENDS_DERIVED = 1;
    // A unique pointer that ends its object by `delete`.
    constexpr std::uint32_t PLAIN = 2;
}

// What a class of values is made of.
namespace ValueKind {
    // All of its parts (`std::tuple`).
    constexpr std::uint8_t Product = 0;
    // One of its parts (`std::variant`).
    constexpr std::uint8_t Choice = 1;
    // Its part, or nothing (`std::optional`).
    constexpr std::uint8_t Optional = 2;
    // An object of one of the types that its parts have, or of any other, or nothing (`std::any`).
    constexpr std::uint8_t Any = 3;
    // A number of ticks, its part, of a length in seconds (`std::chrono::duration`).
    constexpr std::uint8_t Duration = 4;
    // A duration, its part, since the epoch of a clock (`std::chrono::time_point`).
    constexpr std::uint8_t TimePoint = 5;
}

// What more is to be known of a class of values.
namespace ValueFlags {
    // Points in time are those of the calendar: the clock's epoch is the system's.
    constexpr std::uint32_t CALENDAR = 1;
}

// What more is to be known of a class of matrices.
namespace MatrixFlags {
    // Its elements cannot be assigned.
    constexpr std::uint32_t CONSTANT = 1;
    // Its objects may get other memory while they live.
    constexpr std::uint32_t MOVES = 2;
    // One row or one column: Python sees one dimension.
    constexpr std::uint32_t VECTOR = 4;
}

// What the runtime offers to the stubs of a dictionary.
struct RuntimeLink {
    // The runtime's own ABI version; grows at the end with minor versions.
    std::uint16_t abi_major;
    // See `abi_major`.
    std::uint16_t abi_minor;
    // `sizeof(RuntimeLink)`.
    std::uint32_t size;
    // `void (const Thrown*)`: keeps the exception that a stub has caught, for the calling thread; takes over `Thrown::exception`.
    const void* thrown;
};
static_assert(sizeof(RuntimeLink) == 16, "cppbind ABI");
static_assert(offsetof(RuntimeLink, abi_major) == 0, "cppbind ABI");
static_assert(offsetof(RuntimeLink, abi_minor) == 2, "cppbind ABI");
static_assert(offsetof(RuntimeLink, size) == 4, "cppbind ABI");
static_assert(offsetof(RuntimeLink, thrown) == 8, "cppbind ABI");

// A C++ exception that a stub has caught.
struct Thrown {
    // The `std::type_info` of the object's dynamic type.
    const void* type_info;
    // The most derived object, alive as long as `exception` is; for a thrown pointer, the pointer.
    void* object;
    // `what()` where the object is a `std::exception`; null otherwise. Alive as long as `exception` is.
    const char* what;
    // A `std::exception_ptr` on the heap.
    void* exception;
    // `void (void* exception)`: deletes it.
    const void* release;
    // `void (void* exception)`: throws it again; only for callers that are C++ frames themselves.
    const void* rethrow;
};
static_assert(sizeof(Thrown) == 48, "cppbind ABI");
static_assert(offsetof(Thrown, type_info) == 0, "cppbind ABI");
static_assert(offsetof(Thrown, object) == 8, "cppbind ABI");
static_assert(offsetof(Thrown, what) == 16, "cppbind ABI");
static_assert(offsetof(Thrown, exception) == 24, "cppbind ABI");
static_assert(offsetof(Thrown, release) == 32, "cppbind ABI");
static_assert(offsetof(Thrown, rethrow) == 40, "cppbind ABI");

// Where a stub leaves a text result.
struct TextResult {
    // The bytes; not NUL-terminated in general.
    const char* data;
    // Their count.
    std::size_t size;
    // The `std::string` that holds them: `storage`, or where a reference refers to; null for a string view.
    void* object;
    // `void (TextResult*)`: ends the string in `storage`; null where nothing needs to be done.
    const void* release;
    // Room for the string itself.
    std::uint64_t storage[8];
};
static_assert(sizeof(TextResult) == 96, "cppbind ABI");
static_assert(offsetof(TextResult, data) == 0, "cppbind ABI");
static_assert(offsetof(TextResult, size) == 8, "cppbind ABI");
static_assert(offsetof(TextResult, object) == 16, "cppbind ABI");
static_assert(offsetof(TextResult, release) == 24, "cppbind ABI");
static_assert(offsetof(TextResult, storage) == 32, "cppbind ABI");

// How the elements of one container class are reached. Null stands for what the class cannot do.
//
// `C` is the class, `T` its elements, `K` and `V` its keys and what belongs to them. An element or a key that is passed
// is the address of an object; of a `std::string`, that of the two words of a text argument. Functions may throw, as
// stubs do, unless it is said that they do not. Nobody checks indices.
struct ContainerOperations {
    // `sizeof(T)`.
    std::uint64_t element_size;
    // Where V lies in an element of a map; 0 otherwise.
    std::uint64_t mapped_offset;
    // ContainerKind.
    std::uint32_t kind;
    // ContainerFlags.
    std::uint32_t flags;
    // `std::size_t (const C*)`: how many elements; does not throw.
    const void* size;
    // `C* ()`: a new empty one.
    const void* make;
    // `void (const C*, T** first, std::size_t* count)`: where contiguous elements lie; does not throw.
    const void* view;
    // `T* (C*, std::size_t)`: an element by its index; does not throw.
    const void* at;
    // `bool (const C*, std::size_t)`: an element without an address; does not throw.
    const void* get_bit;
    // `void (C*, std::size_t, bool)`: assigns to it; does not throw.
    const void* set_bit;
    // `void (C*, std::size_t)`: so many elements, new ones being `T()`.
    const void* resize;
    // `void (C*, std::size_t first, std::size_t removed, const C* other)`: elements of another one, or of none where
    // that is null, in the place of some; elements that cannot be copied are moved.
    const void* splice;
    // `void (C*, const T*)`: one element more, a copy.
    const void* append;
    // `void (C*, T*)`: the same, moved from the argument, which is never a text.
    const void* append_moved;
    // `const T* (C*, const K*)`, of maps `V*`: the element with a key; null where there is none.
    const void* find;
    // `V* (C*, const K*)`: likewise, made where there was none.
    const void* subscript;
    // `void (C*, const K*, const V*)`: assigns, or adds where keys may be in it more than once.
    const void* set_item;
    // `std::size_t (C*, const K*)`: removes all with a key, and tells how many they were.
    const void* discard;
    // `void (C*, void* cursor)`: the place of the first element, into memory of `CURSOR_SIZE`; does not throw.
    const void* begin;
    // `T* (C*, void* cursor)`: the element at a place, which then is the next one's; null at the end. Does not throw.
    const void* next;
    // `C* (std::size_t)`: of a class that only shows elements (`std::initializer_list`), an object with room for so many
    // elements of its own, of which there are none yet. `end_backed` alone ends it.
    const void* make_backed;
    // `void (C*, const T*)`: one element more in an object of `make_backed` that has room for it: a copy, or moved from
    // the argument where it cannot be copied.
    const void* append_backed;
    // `void (C*)`: ends an object of `make_backed`, and its elements; does not throw.
    const void* end_backed;
    // `C* (T*, std::size_t)`: a new one that shows so many elements of somebody else's; null where it cannot show as many.
    const void* borrow;
};
static_assert(sizeof(ContainerOperations) == 184, "cppbind ABI");
static_assert(offsetof(ContainerOperations, element_size) == 0, "cppbind ABI");
static_assert(offsetof(ContainerOperations, mapped_offset) == 8, "cppbind ABI");
static_assert(offsetof(ContainerOperations, kind) == 16, "cppbind ABI");
static_assert(offsetof(ContainerOperations, flags) == 20, "cppbind ABI");
static_assert(offsetof(ContainerOperations, size) == 24, "cppbind ABI");
static_assert(offsetof(ContainerOperations, make) == 32, "cppbind ABI");
static_assert(offsetof(ContainerOperations, view) == 40, "cppbind ABI");
static_assert(offsetof(ContainerOperations, at) == 48, "cppbind ABI");
static_assert(offsetof(ContainerOperations, get_bit) == 56, "cppbind ABI");
static_assert(offsetof(ContainerOperations, set_bit) == 64, "cppbind ABI");
static_assert(offsetof(ContainerOperations, resize) == 72, "cppbind ABI");
static_assert(offsetof(ContainerOperations, splice) == 80, "cppbind ABI");
static_assert(offsetof(ContainerOperations, append) == 88, "cppbind ABI");
static_assert(offsetof(ContainerOperations, append_moved) == 96, "cppbind ABI");
static_assert(offsetof(ContainerOperations, find) == 104, "cppbind ABI");
static_assert(offsetof(ContainerOperations, subscript) == 112, "cppbind ABI");
static_assert(offsetof(ContainerOperations, set_item) == 120, "cppbind ABI");
static_assert(offsetof(ContainerOperations, discard) == 128, "cppbind ABI");
static_assert(offsetof(ContainerOperations, begin) == 136, "cppbind ABI");
static_assert(offsetof(ContainerOperations, next) == 144, "cppbind ABI");
static_assert(offsetof(ContainerOperations, make_backed) == 152, "cppbind ABI");
static_assert(offsetof(ContainerOperations, append_backed) == 160, "cppbind ABI");
static_assert(offsetof(ContainerOperations, end_backed) == 168, "cppbind ABI");
static_assert(offsetof(ContainerOperations, borrow) == 176, "cppbind ABI");

// Where the elements of a matrix lie.
struct MatrixMemory {
    // The first element; null where there is none.
    void* first;
    // How many rows.
    std::int64_t rows;
    // How many columns.
    std::int64_t columns;
    // How far the next row is from one, in elements.
    std::int64_t row_stride;
    // How far the next column is from one, in elements.
    std::int64_t column_stride;
};
static_assert(sizeof(MatrixMemory) == 40, "cppbind ABI");
static_assert(offsetof(MatrixMemory, first) == 0, "cppbind ABI");
static_assert(offsetof(MatrixMemory, rows) == 8, "cppbind ABI");
static_assert(offsetof(MatrixMemory, columns) == 16, "cppbind ABI");
static_assert(offsetof(MatrixMemory, row_stride) == 24, "cppbind ABI");
static_assert(offsetof(MatrixMemory, column_stride) == 32, "cppbind ABI");

// What one class of matrices can do: what has rows and columns of numbers that lie at regular distances. Null stands for
// what the class cannot do.
//
// `M` is the class, `T` its elements. Functions may throw, as stubs do, unless it is said that they do not.
struct MatrixOperations {
    // An element as PEP 3118 spells it, NUL-terminated.
    const char* format;
    // `sizeof(T)`.
    std::uint64_t element_size;
    // How many rows an object of the class has; -1 where it may have any number.
    std::int64_t rows;
    // The same of columns.
    std::int64_t columns;
    // MatrixFlags.
    std::uint32_t flags;
    // Zero.
    std::uint32_t reserved;
    // `void (const M*, MatrixMemory*)`: where the elements lie; does not throw.
    const void* memory;
    // `M* (const MatrixMemory*)`: a new one with copies of the elements, which may lie anyhow; null where it cannot have as
    // many.
    const void* make;
    // `M* (const MatrixMemory*)`: a new one that shows these very elements; null where it cannot show what lies so.
    const void* show;
};
static_assert(sizeof(MatrixOperations) == 64, "cppbind ABI");
static_assert(offsetof(MatrixOperations, format) == 0, "cppbind ABI");
static_assert(offsetof(MatrixOperations, element_size) == 8, "cppbind ABI");
static_assert(offsetof(MatrixOperations, rows) == 16, "cppbind ABI");
static_assert(offsetof(MatrixOperations, columns) == 24, "cppbind ABI");
static_assert(offsetof(MatrixOperations, flags) == 32, "cppbind ABI");
static_assert(offsetof(MatrixOperations, reserved) == 36, "cppbind ABI");
static_assert(offsetof(MatrixOperations, memory) == 40, "cppbind ABI");
static_assert(offsetof(MatrixOperations, make) == 48, "cppbind ABI");
static_assert(offsetof(MatrixOperations, show) == 56, "cppbind ABI");

// How objects are held by one class of smart pointers. Null stands for what the class cannot do.
//
// `S` is the class, `T` what it points to; an owner is a `std::shared_ptr<const volatile void>` on the heap. What functions
// return is new, on the heap, and the caller's; they may throw, as stubs do, unless it is said that they do not.
struct SmartPointerOperations {
    // SmartPointerKind.
    std::uint32_t kind;
    // SmartPointerFlags.
    std::uint32_t flags;
    // `T* (const S*)`: the object; null where there is none. Of weak pointers, nothing. Does not throw.
    const void* get;
    // `S* (T*, void (*destroy)(void*), void* whole)`: a pointer that takes over an object which no pointer holds, and that
    // ends it by `destroy(whole)`, unique ones by `delete`; an empty one for null.
    const void* make;
    // `S* (const S*)`: a copy.
    const void* copy;
    // `S* (S*)`: one that is moved from another.
    const void* relocate;
    // `void* (const S*)`: an owner of what it holds.
    const void* owner;
    // `void* (T*)`: an owner of an object that knows its pointers (`std::enable_shared_from_this`); null where it has none.
    const void* owner_of;
    // `void (void* owner)`: ends an owner.
    const void* end_owner;
    // `S* (const void* owner, T*)`: a pointer to an object, with this owner.
    const void* share;
    // `T* (S*)`: the object, which is nobody's from then on. Does not throw.
    const void* release;
    // `void (S*)`: `delete`.
    const void* end;
};
static_assert(sizeof(SmartPointerOperations) == 88, "cppbind ABI");
static_assert(offsetof(SmartPointerOperations, kind) == 0, "cppbind ABI");
static_assert(offsetof(SmartPointerOperations, flags) == 4, "cppbind ABI");
static_assert(offsetof(SmartPointerOperations, get) == 8, "cppbind ABI");
static_assert(offsetof(SmartPointerOperations, make) == 16, "cppbind ABI");
static_assert(offsetof(SmartPointerOperations, copy) == 24, "cppbind ABI");
static_assert(offsetof(SmartPointerOperations, relocate) == 32, "cppbind ABI");
static_assert(offsetof(SmartPointerOperations, owner) == 40, "cppbind ABI");
static_assert(offsetof(SmartPointerOperations, owner_of) == 48, "cppbind ABI");
static_assert(offsetof(SmartPointerOperations, end_owner) == 56, "cppbind ABI");
static_assert(offsetof(SmartPointerOperations, share) == 64, "cppbind ABI");
static_assert(offsetof(SmartPointerOperations, release) == 72, "cppbind ABI");
static_assert(offsetof(SmartPointerOperations, end) == 80, "cppbind ABI");

// How one class of values that are made of others is taken apart and made. Null stands for what the class cannot do.
//
// `C` is the class. A part is the address of an object of its type; of a `std::string` that is passed, that of the two
// words of a text argument. Functions may throw, as stubs do, unless it is said that they do not.
struct ValueOperations {
    // ValueKind.
    std::uint32_t kind;
    // ValueFlags.
    std::uint32_t flags;
    // How many parts there are.
    std::uint64_t count;
    // `const std::uint32_t*`: their types, as many indices into Types.
    const void* types;
    // The length of a tick in seconds, as a fraction; 0 where there are none.
    std::int64_t numerator;
    // See `numerator`.
    std::int64_t denominator;
    // `bool (std::size_t)`: whether a part of this index can be in a new object; does not throw.
    const void* takes;
    // `C* (std::size_t index, const void* const* parts)`: a new object, of products of all parts, of others with the one
    // of this index; for `count` an empty one, or a product of default ones, where there is such, else null.
    const void* make;
    // `void* (C*, std::size_t)`: a part where it is; null where it is not there. Does not throw.
    const void* part;
    // `std::size_t (const C*)`: which part is there; `count` where none is. Does not throw.
    const void* which;
    // `bool (C*, C* other)`: assigns another object, which is moved from; false where that is impossible.
    const void* assign;
};
static_assert(sizeof(ValueOperations) == 80, "cppbind ABI");
static_assert(offsetof(ValueOperations, kind) == 0, "cppbind ABI");
static_assert(offsetof(ValueOperations, flags) == 4, "cppbind ABI");
static_assert(offsetof(ValueOperations, count) == 8, "cppbind ABI");
static_assert(offsetof(ValueOperations, types) == 16, "cppbind ABI");
static_assert(offsetof(ValueOperations, numerator) == 24, "cppbind ABI");
static_assert(offsetof(ValueOperations, denominator) == 32, "cppbind ABI");
static_assert(offsetof(ValueOperations, takes) == 40, "cppbind ABI");
static_assert(offsetof(ValueOperations, make) == 48, "cppbind ABI");
static_assert(offsetof(ValueOperations, part) == 56, "cppbind ABI");
static_assert(offsetof(ValueOperations, which) == 64, "cppbind ABI");
static_assert(offsetof(ValueOperations, assign) == 72, "cppbind ABI");

// How a `std::function` is made of a Python callable, and how its results are.
//
// `R` is the result's type. Functions may throw, as stubs do.
struct CallbackOperations {
    // `std::function<...>* (const PythonCallable*)`: a new one that holds the callable, of which it takes over one
    // reference; an empty one for null.
    const void* make;
    // `void (void* memory, const std::uint64_t words[2])`: makes an R, where that is a class, of what a stub would be
    // passed for a parameter of that type: the address of an object, of a string class the two words of a text.
    const void* make_result;
};
static_assert(sizeof(CallbackOperations) == 16, "cppbind ABI");
static_assert(offsetof(CallbackOperations, make) == 0, "cppbind ABI");
static_assert(offsetof(CallbackOperations, make_result) == 8, "cppbind ABI");

// A Python callable that C++ holds; the runtime's own fields follow. Any thread may call these functions, with
// or without the interpreter's lock, also while the interpreter ends and after that. None of them throws.
struct PythonCallable {
    // `const PythonFault* (const PythonCallable*, void* const* arguments, void* result)`: calls it. Null where all is
    // well; else nothing is in `result`, and the fault is the caller's to release.
    //
    // An argument is the address of an object of its type, of a reference that of the referent; of a string class,
    // unless it is a reference to one that may be changed, the address of data and size. A result that is a number or
    // an address is stored, the address for a reference; one that is an object is made by `make_result`.
    const void* call;
    // `void (const PythonCallable*)`: one reference more.
    const void* retain;
    // `void (const PythonCallable*)`: one reference less.
    const void* release;
};
static_assert(sizeof(PythonCallable) == 24, "cppbind ABI");
static_assert(offsetof(PythonCallable, call) == 0, "cppbind ABI");
static_assert(offsetof(PythonCallable, retain) == 8, "cppbind ABI");
static_assert(offsetof(PythonCallable, release) == 16, "cppbind ABI");

// A Python exception on its way through C++; the runtime's own fields follow. As for callables, any thread may call
// these functions, and none throws.
struct PythonFault {
    // What `str()` says of it; NUL-terminated, alive as long as the fault.
    const char* what;
    // `void (const PythonFault*)`: one reference more.
    const void* retain;
    // `void (const PythonFault*)`: one reference less.
    const void* release;
};
static_assert(sizeof(PythonFault) == 24, "cppbind ABI");
static_assert(offsetof(PythonFault, what) == 0, "cppbind ABI");
static_assert(offsetof(PythonFault, retain) == 8, "cppbind ABI");
static_assert(offsetof(PythonFault, release) == 16, "cppbind ABI");

// What the runtime does for the C++ objects whose class has overrides in Python. Any thread may call these functions, with
// or without the interpreter's lock, also while the interpreter ends and after that. None of them throws.
struct PythonHalfFunctions {
    // `bool (const PythonHalf*, std::uint32_t function, void* const* arguments, void* result, const PythonFault** fault)`:
    // calls the override of a virtual function, whose arguments and result are those of `PythonCallable::call`. False
    // where there is none, and where it must not throw but has; then nothing is in `result`. A fault is the caller's.
    const void* call;
    // `const PythonFault* (const PythonHalf*, const PythonHalf** place)`: an object has been copied, and the copy refers to
    // its own half by `place`, where one is stored. Null where all is well.
    const void* copied;
    // `void (const PythonHalf*)`: the object ends, and with it the half.
    const void* ended;
};
static_assert(sizeof(PythonHalfFunctions) == 24, "cppbind ABI");
static_assert(offsetof(PythonHalfFunctions, call) == 0, "cppbind ABI");
static_assert(offsetof(PythonHalfFunctions, copied) == 8, "cppbind ABI");
static_assert(offsetof(PythonHalfFunctions, ended) == 16, "cppbind ABI");

// What Python has of a C++ object whose class has overrides in Python; the runtime's own fields follow.
struct PythonHalf {
    // `const PythonHalfFunctions*`.
    const void* functions;
    // `const std::uint8_t*`: a byte for each virtual function of the director. Any thread may read the address and the
    // bytes at any time, so they are read and written atomically. Zero says that the object's class does not override the
    // function: there is no need to ask.
    const void* overridden;
};
static_assert(sizeof(PythonHalf) == 16, "cppbind ABI");
static_assert(offsetof(PythonHalf, functions) == 0, "cppbind ABI");
static_assert(offsetof(PythonHalf, overridden) == 8, "cppbind ABI");

// Where a table lies.
struct Table {
    // The first record.
    const void* data;
    // How many records.
    std::uint32_t count;
    // The size of one record, which readers compare with their own.
    std::uint32_t record_size;
};
static_assert(sizeof(Table) == 16, "cppbind ABI");
static_assert(offsetof(Table, data) == 0, "cppbind ABI");
static_assert(offsetof(Table, count) == 8, "cppbind ABI");
static_assert(offsetof(Table, record_size) == 12, "cppbind ABI");

// What `cppbind_dictionary` is.
struct DictionaryHeader {
    // `CPPBIND` and a NUL.
    std::uint8_t magic[8];
    // Readers refuse another major version.
    std::uint16_t abi_major;
    // Readers refuse a newer minor version.
    std::uint16_t abi_minor;
    // `sizeof(DictionaryHeader)`.
    std::uint32_t header_size;
    // Hash of headers, flags and generator version, for `cppbind check` and caches.
    std::uint64_t fingerprint;
    // String: the dictionary's stem (`MyClass` of `libMyClassDict.so`).
    std::uint32_t name;
    // How many entries of `tables` are meaningful.
    std::uint32_t table_count;
    // The tables, in the order of `TableKind`.
    Table tables[27];
    // Where the loader stores the runtime's link, before it calls any stub.
    const RuntimeLink** link;
    // `void* (std::size_t size, std::size_t alignment)`: memory from C++'s global operator new; null when exhausted.
    const void* allocate;
    // `void (void*, std::size_t size, std::size_t alignment)`: gives it back.
    const void* deallocate;
    // `std::string* (const char*, std::size_t)`: a new string on the heap; null when memory is exhausted.
    // Null itself where no type of the dictionary is a string class.
    const void* string_new;
    // `void (std::string*)`: deletes it; null where `string_new` is.
    const void* string_delete;
};
static_assert(sizeof(DictionaryHeader) == 504, "cppbind ABI");
static_assert(offsetof(DictionaryHeader, magic) == 0, "cppbind ABI");
static_assert(offsetof(DictionaryHeader, abi_major) == 8, "cppbind ABI");
static_assert(offsetof(DictionaryHeader, abi_minor) == 10, "cppbind ABI");
static_assert(offsetof(DictionaryHeader, header_size) == 12, "cppbind ABI");
static_assert(offsetof(DictionaryHeader, fingerprint) == 16, "cppbind ABI");
static_assert(offsetof(DictionaryHeader, name) == 24, "cppbind ABI");
static_assert(offsetof(DictionaryHeader, table_count) == 28, "cppbind ABI");
static_assert(offsetof(DictionaryHeader, tables) == 32, "cppbind ABI");
static_assert(offsetof(DictionaryHeader, link) == 464, "cppbind ABI");
static_assert(offsetof(DictionaryHeader, allocate) == 472, "cppbind ABI");
static_assert(offsetof(DictionaryHeader, deallocate) == 480, "cppbind ABI");
static_assert(offsetof(DictionaryHeader, string_new) == 488, "cppbind ABI");
static_assert(offsetof(DictionaryHeader, string_delete) == 496, "cppbind ABI");

// A C++ type.
struct TypeRecord {
    // Elements of an array, parameters of a function type.
    std::uint64_t count;
    // String: the normal spelling (see `spelling`), also a class's or enum's qualified name.
    std::uint32_t spelling;
    // Type: pointee, referent, element, result or underlying type.
    std::uint32_t element;
    // Class, enum, or first TypeLists entry, as `kind` says.
    std::uint32_t declaration;
    // TypeKind.
    std::uint8_t kind;
    // Qualifiers.
    std::uint8_t qualifiers;
    // Carrier of a value of this type.
    std::uint8_t carrier;
    // Zero.
    std::uint8_t reserved;
};
static_assert(sizeof(TypeRecord) == 24, "cppbind ABI");
static_assert(offsetof(TypeRecord, count) == 0, "cppbind ABI");
static_assert(offsetof(TypeRecord, spelling) == 8, "cppbind ABI");
static_assert(offsetof(TypeRecord, element) == 12, "cppbind ABI");
static_assert(offsetof(TypeRecord, declaration) == 16, "cppbind ABI");
static_assert(offsetof(TypeRecord, kind) == 20, "cppbind ABI");
static_assert(offsetof(TypeRecord, qualifiers) == 21, "cppbind ABI");
static_assert(offsetof(TypeRecord, carrier) == 22, "cppbind ABI");
static_assert(offsetof(TypeRecord, reserved) == 23, "cppbind ABI");

// One type of a list.
struct TypeListEntry {
    // Type.
    std::uint32_t ty;
};
static_assert(sizeof(TypeListEntry) == 4, "cppbind ABI");
static_assert(offsetof(TypeListEntry, ty) == 0, "cppbind ABI");

// A namespace.
struct NamespaceRecord {
    // String: the unqualified name.
    std::uint32_t name;
    // String: the qualified name; empty for the global namespace.
    std::uint32_t qualified;
    // Its names, those of inline and unnamed namespaces inside included.
    std::uint32_t names_first;
    // Their count.
    std::uint32_t names_count;
    // Its using-directives.
    std::uint32_t usings_first;
    // Their count.
    std::uint32_t usings_count;
    // String: the documentation comment.
    std::uint32_t doc;
    // NamespaceFlags.
    std::uint32_t flags;
};
static_assert(sizeof(NamespaceRecord) == 32, "cppbind ABI");
static_assert(offsetof(NamespaceRecord, name) == 0, "cppbind ABI");
static_assert(offsetof(NamespaceRecord, qualified) == 4, "cppbind ABI");
static_assert(offsetof(NamespaceRecord, names_first) == 8, "cppbind ABI");
static_assert(offsetof(NamespaceRecord, names_count) == 12, "cppbind ABI");
static_assert(offsetof(NamespaceRecord, usings_first) == 16, "cppbind ABI");
static_assert(offsetof(NamespaceRecord, usings_count) == 20, "cppbind ABI");
static_assert(offsetof(NamespaceRecord, doc) == 24, "cppbind ABI");
static_assert(offsetof(NamespaceRecord, flags) == 28, "cppbind ABI");

// A using-directive.
struct UsingRecord {
    // String: the qualified name of the nominated namespace.
    std::uint32_t namespace_;
};
static_assert(sizeof(UsingRecord) == 4, "cppbind ABI");
static_assert(offsetof(UsingRecord, namespace_) == 0, "cppbind ABI");

// A class, struct or union.
struct ClassRecord {
    // `sizeof`; 0 where incomplete.
    std::uint64_t size;
    // `alignof`.
    std::uint64_t alignment;
    // String: the unqualified name, template arguments included.
    std::uint32_t name;
    // String: the qualified name in normal spelling.
    std::uint32_t qualified;
    // String: the enclosing scope's qualified name.
    std::uint32_t scope;
    // String: the documentation comment.
    std::uint32_t doc;
    // ClassFlags.
    std::uint32_t flags;
    // Its direct public bases, in order of declaration.
    std::uint32_t bases_first;
    // Their count.
    std::uint32_t bases_count;
    // Its names: nested types, overload sets, members.
    std::uint32_t names_first;
    // Their count.
    std::uint32_t names_count;
    // Overload set of the constructors; NONE where there is none to call.
    std::uint32_t constructors;
    // Stub `void (T*)`: `delete`.
    std::uint32_t destroy;
    // Stub `void (T*)`: the destructor alone; NONE where trivial.
    std::uint32_t destruct;
    // Stub `void (void* memory, const T*)`: copy-construct; NONE where trivial or impossible.
    std::uint32_t copy;
    // Stub `void (void* memory, T*)`: move-construct; NONE where the copy serves.
    std::uint32_t relocate;
    // Stub `void* (void* memory)`: with null, memory from the class's own operator new; otherwise gives memory without an
    // object back to its operator delete. NONE for the global ones.
    std::uint32_t allocate;
    // Stub `void (TextResult*, const T*)`: what `operator<<` prints; NONE where there is none.
    std::uint32_t print;
    // Type info of the class; NONE where incomplete.
    std::uint32_t type_info;
    // String: the template's qualified name; NONE where this is no specialisation.
    std::uint32_t template_name;
    // String: the template arguments in normal spelling, separated by `,`.
    std::uint32_t template_arguments;
    // Stub `const ContainerOperations* ()`: how the elements are reached; NONE where it is no container.
    std::uint32_t container;
    // Stub `bool (const T*, const T*)`: `==` of a specialisation, whose operator is a template as well and bound
    // nowhere else; NONE where there is none.
    std::uint32_t equal;
    // Stub `const SmartPointerOperations* ()`: how objects are held, null where Python shows the pointer itself; NONE where
    // it is no smart pointer.
    std::uint32_t smart_pointer;
    // Stub `const CallbackOperations* ()`: how it is made of a Python callable; NONE where it cannot be.
    std::uint32_t callback;
    // Stub `const ValueOperations* ()`: how it is made of its parts; NONE where it is no value of others.
    std::uint32_t value;
    // Stub `const MatrixOperations* ()`: where the elements lie in rows and columns, null where C++ finds that it is no
    // matrix; NONE where it cannot be one.
    std::uint32_t matrix;
    // Director: what Python classes derive from instead; NONE where they cannot override anything.
    std::uint32_t director;
};
static_assert(sizeof(ClassRecord) == 120, "cppbind ABI");
static_assert(offsetof(ClassRecord, size) == 0, "cppbind ABI");
static_assert(offsetof(ClassRecord, alignment) == 8, "cppbind ABI");
static_assert(offsetof(ClassRecord, name) == 16, "cppbind ABI");
static_assert(offsetof(ClassRecord, qualified) == 20, "cppbind ABI");
static_assert(offsetof(ClassRecord, scope) == 24, "cppbind ABI");
static_assert(offsetof(ClassRecord, doc) == 28, "cppbind ABI");
static_assert(offsetof(ClassRecord, flags) == 32, "cppbind ABI");
static_assert(offsetof(ClassRecord, bases_first) == 36, "cppbind ABI");
static_assert(offsetof(ClassRecord, bases_count) == 40, "cppbind ABI");
static_assert(offsetof(ClassRecord, names_first) == 44, "cppbind ABI");
static_assert(offsetof(ClassRecord, names_count) == 48, "cppbind ABI");
static_assert(offsetof(ClassRecord, constructors) == 52, "cppbind ABI");
static_assert(offsetof(ClassRecord, destroy) == 56, "cppbind ABI");
static_assert(offsetof(ClassRecord, destruct) == 60, "cppbind ABI");
static_assert(offsetof(ClassRecord, copy) == 64, "cppbind ABI");
static_assert(offsetof(ClassRecord, relocate) == 68, "cppbind ABI");
static_assert(offsetof(ClassRecord, allocate) == 72, "cppbind ABI");
static_assert(offsetof(ClassRecord, print) == 76, "cppbind ABI");
static_assert(offsetof(ClassRecord, type_info) == 80, "cppbind ABI");
static_assert(offsetof(ClassRecord, template_name) == 84, "cppbind ABI");
static_assert(offsetof(ClassRecord, template_arguments) == 88, "cppbind ABI");
static_assert(offsetof(ClassRecord, container) == 92, "cppbind ABI");
static_assert(offsetof(ClassRecord, equal) == 96, "cppbind ABI");
static_assert(offsetof(ClassRecord, smart_pointer) == 100, "cppbind ABI");
static_assert(offsetof(ClassRecord, callback) == 104, "cppbind ABI");
static_assert(offsetof(ClassRecord, value) == 108, "cppbind ABI");
static_assert(offsetof(ClassRecord, matrix) == 112, "cppbind ABI");
static_assert(offsetof(ClassRecord, director) == 116, "cppbind ABI");

// A class of C++ that calls Python: it derives from another one, whose virtual functions it overrides.
struct DirectorRecord {
    // Class: the director itself, whose one base is the class that it is for.
    std::uint32_t class_;
    // Stub `const PythonHalf** (Director*)`: where an object refers to what Python has of it.
    std::uint32_t half;
    // Its virtual functions.
    std::uint32_t virtuals_first;
    // Their count.
    std::uint32_t virtuals_count;
};
static_assert(sizeof(DirectorRecord) == 16, "cppbind ABI");
static_assert(offsetof(DirectorRecord, class_) == 0, "cppbind ABI");
static_assert(offsetof(DirectorRecord, half) == 4, "cppbind ABI");
static_assert(offsetof(DirectorRecord, virtuals_first) == 8, "cppbind ABI");
static_assert(offsetof(DirectorRecord, virtuals_count) == 12, "cppbind ABI");

// A virtual function that Python can override.
struct VirtualRecord {
    // Function: its name and its signature; the stubs, where there are any, are not for overrides.
    std::uint32_t function;
    // Stub `void (void* memory, const std::uint64_t words[2])`, as `CallbackOperations::make_result`; NONE where the
    // result is no object.
    std::uint32_t make_result;
    // FunctionFlags: those of PURE, CONST and NOEXCEPT that the declaration has.
    std::uint32_t flags;
    // Zero.
    std::uint32_t reserved;
};
static_assert(sizeof(VirtualRecord) == 16, "cppbind ABI");
static_assert(offsetof(VirtualRecord, function) == 0, "cppbind ABI");
static_assert(offsetof(VirtualRecord, make_result) == 4, "cppbind ABI");
static_assert(offsetof(VirtualRecord, flags) == 8, "cppbind ABI");
static_assert(offsetof(VirtualRecord, reserved) == 12, "cppbind ABI");

// A declaration whose use is to be warned of.
struct DeprecationRecord {
    // TableKind: Functions, DataMembers, Enumerators or Constants.
    std::uint32_t table;
    // Index into that table.
    std::uint32_t index;
    // String: the warning.
    std::uint32_t text;
};
static_assert(sizeof(DeprecationRecord) == 12, "cppbind ABI");
static_assert(offsetof(DeprecationRecord, table) == 0, "cppbind ABI");
static_assert(offsetof(DeprecationRecord, index) == 4, "cppbind ABI");
static_assert(offsetof(DeprecationRecord, text) == 8, "cppbind ABI");

// A direct base class.
struct BaseRecord {
    // Where the base lies in the derived object; 0 for virtual bases.
    std::int64_t offset;
    // Type of the base.
    std::uint32_t ty;
    // BaseFlags.
    std::uint32_t flags;
    // Stub `Base* (Derived*)` for virtual bases; NONE otherwise.
    std::uint32_t cast;
    // Zero.
    std::uint32_t reserved;
};
static_assert(sizeof(BaseRecord) == 24, "cppbind ABI");
static_assert(offsetof(BaseRecord, offset) == 0, "cppbind ABI");
static_assert(offsetof(BaseRecord, ty) == 8, "cppbind ABI");
static_assert(offsetof(BaseRecord, flags) == 12, "cppbind ABI");
static_assert(offsetof(BaseRecord, cast) == 16, "cppbind ABI");
static_assert(offsetof(BaseRecord, reserved) == 20, "cppbind ABI");

// Functions that share a name in one scope.
struct OverloadSetRecord {
    // String: the unqualified name; `operator+`, `operator bool` for operators.
    std::uint32_t name;
    // String: the qualified name.
    std::uint32_t qualified;
    // Its functions, in order of declaration, templates last.
    std::uint32_t functions_first;
    // Their count.
    std::uint32_t functions_count;
};
static_assert(sizeof(OverloadSetRecord) == 16, "cppbind ABI");
static_assert(offsetof(OverloadSetRecord, name) == 0, "cppbind ABI");
static_assert(offsetof(OverloadSetRecord, qualified) == 4, "cppbind ABI");
static_assert(offsetof(OverloadSetRecord, functions_first) == 8, "cppbind ABI");
static_assert(offsetof(OverloadSetRecord, functions_count) == 12, "cppbind ABI");

// One function.
struct FunctionRecord {
    // String: the unqualified name.
    std::uint32_t name;
    // String: the declaration as users read it, `int ns::C::f(int a, double b = 1.) const`.
    std::uint32_t signature;
    // String: the documentation comment.
    std::uint32_t doc;
    // String: template arguments in normal spelling; NONE for ordinary functions.
    std::uint32_t template_arguments;
    // Type of the result; NONE for function templates.
    std::uint32_t result;
    // First parameter.
    std::uint32_t parameters_first;
    // How many parameters.
    std::uint16_t parameters_count;
    // How many have no default.
    std::uint16_t required;
    // First of `parameters_count - required + 1` stubs: one per number of arguments, from `required` up.
    std::uint32_t stubs;
    // The same without virtual dispatch; NONE where `stubs` serve.
    std::uint32_t direct_stubs;
    // FunctionFlags.
    std::uint32_t flags;
    // Carrier of the result.
    std::uint8_t result_carrier;
    // Zero.
    std::uint8_t reserved[3];
};
static_assert(sizeof(FunctionRecord) == 44, "cppbind ABI");
static_assert(offsetof(FunctionRecord, name) == 0, "cppbind ABI");
static_assert(offsetof(FunctionRecord, signature) == 4, "cppbind ABI");
static_assert(offsetof(FunctionRecord, doc) == 8, "cppbind ABI");
static_assert(offsetof(FunctionRecord, template_arguments) == 12, "cppbind ABI");
static_assert(offsetof(FunctionRecord, result) == 16, "cppbind ABI");
static_assert(offsetof(FunctionRecord, parameters_first) == 20, "cppbind ABI");
static_assert(offsetof(FunctionRecord, parameters_count) == 24, "cppbind ABI");
static_assert(offsetof(FunctionRecord, required) == 26, "cppbind ABI");
static_assert(offsetof(FunctionRecord, stubs) == 28, "cppbind ABI");
static_assert(offsetof(FunctionRecord, direct_stubs) == 32, "cppbind ABI");
static_assert(offsetof(FunctionRecord, flags) == 36, "cppbind ABI");
static_assert(offsetof(FunctionRecord, result_carrier) == 40, "cppbind ABI");
static_assert(offsetof(FunctionRecord, reserved) == 41, "cppbind ABI");

// One parameter.
struct ParameterRecord {
    // The value of a scalar default, as `default_kind` says.
    std::uint64_t default_bits;
    // String: the name; empty where the header gives none.
    std::uint32_t name;
    // Type as declared, arrays and functions decayed to pointers.
    std::uint32_t ty;
    // String: the default argument's text; NONE without default.
    std::uint32_t default_text;
    // Stub that computes the default; NONE unless `default_kind` is Stub.
    std::uint32_t default_stub;
    // ParameterFlags.
    std::uint32_t flags;
    // Carrier.
    std::uint8_t carrier;
    // DefaultKind.
    std::uint8_t default_kind;
    // Zero.
    std::uint16_t reserved;
};
static_assert(sizeof(ParameterRecord) == 32, "cppbind ABI");
static_assert(offsetof(ParameterRecord, default_bits) == 0, "cppbind ABI");
static_assert(offsetof(ParameterRecord, name) == 8, "cppbind ABI");
static_assert(offsetof(ParameterRecord, ty) == 12, "cppbind ABI");
static_assert(offsetof(ParameterRecord, default_text) == 16, "cppbind ABI");
static_assert(offsetof(ParameterRecord, default_stub) == 20, "cppbind ABI");
static_assert(offsetof(ParameterRecord, flags) == 24, "cppbind ABI");
static_assert(offsetof(ParameterRecord, carrier) == 28, "cppbind ABI");
static_assert(offsetof(ParameterRecord, default_kind) == 29, "cppbind ABI");
static_assert(offsetof(ParameterRecord, reserved) == 30, "cppbind ABI");

// A data member, or a variable of a namespace.
struct DataMemberRecord {
    // Offset in the object; 0 for static ones and bit-fields.
    std::uint64_t offset;
    // String: the name.
    std::uint32_t name;
    // Type.
    std::uint32_t ty;
    // String: the documentation comment.
    std::uint32_t doc;
    // DataMemberFlags.
    std::uint32_t flags;
    // Stub `T* ()` of static ones; NONE otherwise.
    std::uint32_t address;
    // Stub `T (const C*)` of bit-fields; NONE otherwise.
    std::uint32_t getter;
    // Stub `void (C*, T)` of bit-fields; NONE otherwise.
    std::uint32_t setter;
    // Bits of a bit-field, for range checks; 0 otherwise.
    std::uint32_t bit_width;
};
static_assert(sizeof(DataMemberRecord) == 40, "cppbind ABI");
static_assert(offsetof(DataMemberRecord, offset) == 0, "cppbind ABI");
static_assert(offsetof(DataMemberRecord, name) == 8, "cppbind ABI");
static_assert(offsetof(DataMemberRecord, ty) == 12, "cppbind ABI");
static_assert(offsetof(DataMemberRecord, doc) == 16, "cppbind ABI");
static_assert(offsetof(DataMemberRecord, flags) == 20, "cppbind ABI");
static_assert(offsetof(DataMemberRecord, address) == 24, "cppbind ABI");
static_assert(offsetof(DataMemberRecord, getter) == 28, "cppbind ABI");
static_assert(offsetof(DataMemberRecord, setter) == 32, "cppbind ABI");
static_assert(offsetof(DataMemberRecord, bit_width) == 36, "cppbind ABI");

// An enumeration.
struct EnumRecord {
    // String: the unqualified name; empty where anonymous.
    std::uint32_t name;
    // String: the qualified name.
    std::uint32_t qualified;
    // String: the enclosing scope's qualified name.
    std::uint32_t scope;
    // String: the documentation comment.
    std::uint32_t doc;
    // Type: the underlying type.
    std::uint32_t underlying;
    // Its enumerators, in order of declaration.
    std::uint32_t enumerators_first;
    // Their count.
    std::uint32_t enumerators_count;
    // EnumFlags.
    std::uint32_t flags;
};
static_assert(sizeof(EnumRecord) == 32, "cppbind ABI");
static_assert(offsetof(EnumRecord, name) == 0, "cppbind ABI");
static_assert(offsetof(EnumRecord, qualified) == 4, "cppbind ABI");
static_assert(offsetof(EnumRecord, scope) == 8, "cppbind ABI");
static_assert(offsetof(EnumRecord, doc) == 12, "cppbind ABI");
static_assert(offsetof(EnumRecord, underlying) == 16, "cppbind ABI");
static_assert(offsetof(EnumRecord, enumerators_first) == 20, "cppbind ABI");
static_assert(offsetof(EnumRecord, enumerators_count) == 24, "cppbind ABI");
static_assert(offsetof(EnumRecord, flags) == 28, "cppbind ABI");

// One enumerator.
struct EnumeratorRecord {
    // The value, sign-extended where the underlying type is signed.
    std::uint64_t value;
    // String: the name.
    std::uint32_t name;
    // String: the documentation comment.
    std::uint32_t doc;
    // Enum it belongs to.
    std::uint32_t enumeration;
    // Zero.
    std::uint32_t reserved;
};
static_assert(sizeof(EnumeratorRecord) == 24, "cppbind ABI");
static_assert(offsetof(EnumeratorRecord, value) == 0, "cppbind ABI");
static_assert(offsetof(EnumeratorRecord, name) == 8, "cppbind ABI");
static_assert(offsetof(EnumeratorRecord, doc) == 12, "cppbind ABI");
static_assert(offsetof(EnumeratorRecord, enumeration) == 16, "cppbind ABI");
static_assert(offsetof(EnumeratorRecord, reserved) == 20, "cppbind ABI");

// A macro or variable whose value is known when the dictionary is made.
struct ConstantRecord {
    // The value: an integer as the type's carrier says, or a double's bits.
    std::uint64_t bits;
    // String: the name.
    std::uint32_t name;
    // Type; `const char*` for strings.
    std::uint32_t ty;
    // String: the value of a string constant; NONE otherwise.
    std::uint32_t text;
    // String: the documentation comment.
    std::uint32_t doc;
};
static_assert(sizeof(ConstantRecord) == 24, "cppbind ABI");
static_assert(offsetof(ConstantRecord, bits) == 0, "cppbind ABI");
static_assert(offsetof(ConstantRecord, name) == 8, "cppbind ABI");
static_assert(offsetof(ConstantRecord, ty) == 12, "cppbind ABI");
static_assert(offsetof(ConstantRecord, text) == 16, "cppbind ABI");
static_assert(offsetof(ConstantRecord, doc) == 20, "cppbind ABI");

// A typedef or alias.
struct TypedefRecord {
    // String: the unqualified name.
    std::uint32_t name;
    // String: the qualified name.
    std::uint32_t qualified;
    // Type it stands for.
    std::uint32_t target;
    // String: the documentation comment.
    std::uint32_t doc;
};
static_assert(sizeof(TypedefRecord) == 16, "cppbind ABI");
static_assert(offsetof(TypedefRecord, name) == 0, "cppbind ABI");
static_assert(offsetof(TypedefRecord, qualified) == 4, "cppbind ABI");
static_assert(offsetof(TypedefRecord, target) == 8, "cppbind ABI");
static_assert(offsetof(TypedefRecord, doc) == 12, "cppbind ABI");

// A template of classes or of what has a name as they have: `name<arguments>`.
struct ClassTemplateRecord {
    // String: the unqualified name.
    std::uint32_t name;
    // String: the qualified name.
    std::uint32_t qualified;
    // String: its parameters as declared, `typename T, int N = 3`.
    std::uint32_t parameters;
    // String: the documentation comment.
    std::uint32_t doc;
    // Its specialisations in this dictionary.
    std::uint32_t instantiations_first;
    // Their count.
    std::uint32_t instantiations_count;
    // TemplateKind.
    std::uint8_t kind;
    // Zero.
    std::uint8_t reserved[3];
};
static_assert(sizeof(ClassTemplateRecord) == 28, "cppbind ABI");
static_assert(offsetof(ClassTemplateRecord, name) == 0, "cppbind ABI");
static_assert(offsetof(ClassTemplateRecord, qualified) == 4, "cppbind ABI");
static_assert(offsetof(ClassTemplateRecord, parameters) == 8, "cppbind ABI");
static_assert(offsetof(ClassTemplateRecord, doc) == 12, "cppbind ABI");
static_assert(offsetof(ClassTemplateRecord, instantiations_first) == 16, "cppbind ABI");
static_assert(offsetof(ClassTemplateRecord, instantiations_count) == 20, "cppbind ABI");
static_assert(offsetof(ClassTemplateRecord, kind) == 24, "cppbind ABI");
static_assert(offsetof(ClassTemplateRecord, reserved) == 25, "cppbind ABI");

// A specialisation of a class template.
struct InstantiationRecord {
    // String: the arguments in normal spelling, default ones left out, separated by `,`.
    std::uint32_t arguments;
    // Class.
    std::uint32_t class_;
};
static_assert(sizeof(InstantiationRecord) == 8, "cppbind ABI");
static_assert(offsetof(InstantiationRecord, arguments) == 0, "cppbind ABI");
static_assert(offsetof(InstantiationRecord, class_) == 4, "cppbind ABI");

// A name in a scope.
struct NameRecord {
    // String: the unqualified name.
    std::uint32_t name;
    // Index into the table that `kind` names.
    std::uint32_t index;
    // NameKind.
    std::uint8_t kind;
    // Zero.
    std::uint8_t reserved[3];
};
static_assert(sizeof(NameRecord) == 12, "cppbind ABI");
static_assert(offsetof(NameRecord, name) == 0, "cppbind ABI");
static_assert(offsetof(NameRecord, index) == 4, "cppbind ABI");
static_assert(offsetof(NameRecord, kind) == 8, "cppbind ABI");
static_assert(offsetof(NameRecord, reserved) == 9, "cppbind ABI");

// An operand class of operators that are no members of it.
struct OperatorRecord {
    // String: the operand's qualified class or enum name.
    std::uint32_t operand;
    // String: the operator, `operator+`.
    std::uint32_t name;
    // Overload set.
    std::uint32_t set;
    // 0 where the class is the left or only operand of some overload, 1 where it is the right one.
    std::uint32_t side;
};
static_assert(sizeof(OperatorRecord) == 16, "cppbind ABI");
static_assert(offsetof(OperatorRecord, operand) == 0, "cppbind ABI");
static_assert(offsetof(OperatorRecord, name) == 4, "cppbind ABI");
static_assert(offsetof(OperatorRecord, set) == 8, "cppbind ABI");
static_assert(offsetof(OperatorRecord, side) == 12, "cppbind ABI");

// A declaration that was not bound.
struct SkippedRecord {
    // String: the enclosing scope's qualified name.
    std::uint32_t scope;
    // String: the unqualified name.
    std::uint32_t name;
    // String: `file:line:column`, the file as users spell it in an include.
    std::uint32_t location;
    // String: the declaration as users read it.
    std::uint32_t declaration;
    // String: why.
    std::uint32_t reason;
};
static_assert(sizeof(SkippedRecord) == 20, "cppbind ABI");
static_assert(offsetof(SkippedRecord, scope) == 0, "cppbind ABI");
static_assert(offsetof(SkippedRecord, name) == 4, "cppbind ABI");
static_assert(offsetof(SkippedRecord, location) == 8, "cppbind ABI");
static_assert(offsetof(SkippedRecord, declaration) == 12, "cppbind ABI");
static_assert(offsetof(SkippedRecord, reason) == 16, "cppbind ABI");

// A header that the dictionary was made from.
struct HeaderFileRecord {
    // Hash of its code (FNV-1a, 64 bits): its text without comments and without white space that means nothing.
    std::uint64_t hash;
    // The length of its code in bytes.
    std::uint64_t length;
    // String: its path, relative to the dictionary where it lies below or beside it.
    std::uint32_t path;
    // Zero.
    std::uint32_t reserved;
};
static_assert(sizeof(HeaderFileRecord) == 24, "cppbind ABI");
static_assert(offsetof(HeaderFileRecord, hash) == 0, "cppbind ABI");
static_assert(offsetof(HeaderFileRecord, length) == 8, "cppbind ABI");
static_assert(offsetof(HeaderFileRecord, path) == 16, "cppbind ABI");
static_assert(offsetof(HeaderFileRecord, reserved) == 20, "cppbind ABI");

// One line of the rebuild record.
struct RebuildRecord {
    // String.
    std::uint32_t text;
    // RebuildKind.
    std::uint32_t kind;
};
static_assert(sizeof(RebuildRecord) == 8, "cppbind ABI");
static_assert(offsetof(RebuildRecord, text) == 0, "cppbind ABI");
static_assert(offsetof(RebuildRecord, kind) == 4, "cppbind ABI");

// The address of a stub.
struct StubRecord {
    // Null where the C++ compiler rejected the stub.
    const void* address;
};
static_assert(sizeof(StubRecord) == 8, "cppbind ABI");
static_assert(offsetof(StubRecord, address) == 0, "cppbind ABI");

// The address of a `std::type_info`.
struct TypeInfoRecord {
    // Never null.
    const void* address;
};
static_assert(sizeof(TypeInfoRecord) == 8, "cppbind ABI");
static_assert(offsetof(TypeInfoRecord, address) == 0, "cppbind ABI");

} // namespace cppbind
