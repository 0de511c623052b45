//! What passes between a dictionary's stubs and the runtime at run time.

use std::ffi::{c_char, c_void};

use cppbind_macros::abi_struct;

/// What the runtime offers to the stubs of a dictionary.
#[abi_struct]
pub struct RuntimeLink {
    /// The runtime's own ABI version; grows at the end with minor versions.
    pub abi_major: u16,
    /// See `abi_major`.
    pub abi_minor: u16,
    /// `sizeof(RuntimeLink)`.
    pub size: u32,
    /// `void (const Thrown*)`: keeps the exception that a stub has caught, for the calling thread; takes over `Thrown::exception`.
    pub thrown: *const c_void,
}

// SAFETY: a link is constant data with addresses of functions.
unsafe impl Sync for RuntimeLink {}

/// A C++ exception that a stub has caught.
#[abi_struct]
pub struct Thrown {
    /// The `std::type_info` of the object's dynamic type.
    pub type_info: *const c_void,
    /// The most derived object, alive as long as `exception` is; for a thrown pointer, the pointer.
    pub object: *mut c_void,
    /// `what()` where the object is a `std::exception`; null otherwise. Alive as long as `exception` is.
    pub what: *const c_char,
    /// A `std::exception_ptr` on the heap.
    pub exception: *mut c_void,
    /// `void (void* exception)`: deletes it.
    pub release: *const c_void,
    /// `void (void* exception)`: throws it again; only for callers that are C++ frames themselves.
    pub rethrow: *const c_void,
}

/// Where a stub leaves a text result.
#[abi_struct]
pub struct TextResult {
    /// The bytes; not NUL-terminated in general.
    pub data: *const c_char,
    /// Their count.
    pub size: usize,
    /// The `std::string` that holds them: `storage`, or where a reference refers to; null for a string view.
    pub object: *mut c_void,
    /// `void (TextResult*)`: ends the string in `storage`; null where nothing needs to be done.
    pub release: *const c_void,
    /// Room for the string itself.
    pub storage: [u64; 8],
}

/// The room for a place in a container, aligned to 8 bytes.
pub const CURSOR_SIZE: usize = 64;

/// How the elements of one container class are reached. Null stands for what the class cannot do.
///
/// `C` is the class, `T` its elements, `K` and `V` its keys and what belongs to them. An element or a key that is passed
/// is the address of an object; of a `std::string`, that of the two words of a text argument. Functions may throw, as
/// stubs do, unless it is said that they do not. Nobody checks indices.
#[abi_struct]
pub struct ContainerOperations {
    /// `sizeof(T)`.
    pub element_size: u64,
    /// Where V lies in an element of a map; 0 otherwise.
    pub mapped_offset: u64,
    /// ContainerKind.
    pub kind: u32,
    /// ContainerFlags.
    pub flags: u32,
    /// `std::size_t (const C*)`: how many elements; does not throw.
    pub size: *const c_void,
    /// `C* ()`: a new empty one.
    pub make: *const c_void,
    /// `void (const C*, T** first, std::size_t* count)`: where contiguous elements lie; does not throw.
    pub view: *const c_void,
    /// `T* (C*, std::size_t)`: an element by its index; does not throw.
    pub at: *const c_void,
    /// `bool (const C*, std::size_t)`: an element without an address; does not throw.
    pub get_bit: *const c_void,
    /// `void (C*, std::size_t, bool)`: assigns to it; does not throw.
    pub set_bit: *const c_void,
    /// `void (C*, std::size_t)`: so many elements, new ones being `T()`.
    pub resize: *const c_void,
    /// `void (C*, std::size_t first, std::size_t removed, const C* other)`: elements of another one, or of none where
    /// that is null, in the place of some; elements that cannot be copied are moved.
    pub splice: *const c_void,
    /// `void (C*, const T*)`: one element more, a copy.
    pub append: *const c_void,
    /// `void (C*, T*)`: the same, moved from the argument, which is never a text.
    pub append_moved: *const c_void,
    /// `const T* (C*, const K*)`, of maps `V*`: the element with a key; null where there is none.
    pub find: *const c_void,
    /// `V* (C*, const K*)`: likewise, made where there was none.
    pub subscript: *const c_void,
    /// `void (C*, const K*, const V*)`: assigns, or adds where keys may be in it more than once.
    pub set_item: *const c_void,
    /// `std::size_t (C*, const K*)`: removes all with a key, and tells how many they were.
    pub discard: *const c_void,
    /// `void (C*, void* cursor)`: the place of the first element, into memory of `CURSOR_SIZE`; does not throw.
    pub begin: *const c_void,
    /// `T* (C*, void* cursor)`: the element at a place, which then is the next one's; null at the end. Does not throw.
    pub next: *const c_void,
    /// `C* (std::size_t)`: of a class that only shows elements (`std::initializer_list`), an object with room for so many
    /// elements of its own, of which there are none yet. `end_backed` alone ends it.
    pub make_backed: *const c_void,
    /// `void (C*, const T*)`: one element more in an object of `make_backed` that has room for it: a copy, or moved from
    /// the argument where it cannot be copied.
    pub append_backed: *const c_void,
    /// `void (C*)`: ends an object of `make_backed`, and its elements; does not throw.
    pub end_backed: *const c_void,
    /// `C* (T*, std::size_t)`: a new one that shows so many elements of somebody else's; null where it cannot show as many.
    pub borrow: *const c_void,
}

// SAFETY: addresses of functions.
unsafe impl Sync for ContainerOperations {}

/// Where the elements of a matrix lie.
#[abi_struct]
pub struct MatrixMemory {
    /// The first element; null where there is none.
    pub first: *mut c_void,
    /// How many rows.
    pub rows: i64,
    /// How many columns.
    pub columns: i64,
    /// How far the next row is from one, in elements.
    pub row_stride: i64,
    /// How far the next column is from one, in elements.
    pub column_stride: i64,
}

/// What one class of matrices can do: what has rows and columns of numbers that lie at regular distances. Null stands for
/// what the class cannot do.
///
/// `M` is the class, `T` its elements. Functions may throw, as stubs do, unless it is said that they do not.
#[abi_struct]
pub struct MatrixOperations {
    /// An element as PEP 3118 spells it, NUL-terminated.
    pub format: *const c_char,
    /// `sizeof(T)`.
    pub element_size: u64,
    /// How many rows an object of the class has; -1 where it may have any number.
    pub rows: i64,
    /// The same of columns.
    pub columns: i64,
    /// MatrixFlags.
    pub flags: u32,
    /// Zero.
    pub reserved: u32,
    /// `void (const M*, MatrixMemory*)`: where the elements lie; does not throw.
    pub memory: *const c_void,
    /// `M* (const MatrixMemory*)`: a new one with copies of the elements, which may lie anyhow; null where it cannot have as
    /// many.
    pub make: *const c_void,
    /// `M* (const MatrixMemory*)`: a new one that shows these very elements; null where it cannot show what lies so.
    pub show: *const c_void,
}

// SAFETY: addresses of functions, and a constant text.
unsafe impl Sync for MatrixOperations {}

/// How objects are held by one class of smart pointers. Null stands for what the class cannot do.
///
/// `S` is the class, `T` what it points to; an owner is a `std::shared_ptr<const volatile void>` on the heap. What functions
/// return is new, on the heap, and the caller's; they may throw, as stubs do, unless it is said that they do not.
#[abi_struct]
pub struct SmartPointerOperations {
    /// SmartPointerKind.
    pub kind: u32,
    /// SmartPointerFlags.
    pub flags: u32,
    /// `T* (const S*)`: the object; null where there is none. Of weak pointers, nothing. Does not throw.
    pub get: *const c_void,
    /// `S* (T*, void (*destroy)(void*), void* whole)`: a pointer that takes over an object which no pointer holds, and that
    /// ends it by `destroy(whole)`, unique ones by `delete`; an empty one for null.
    pub make: *const c_void,
    /// `S* (const S*)`: a copy.
    pub copy: *const c_void,
    /// `S* (S*)`: one that is moved from another.
    pub relocate: *const c_void,
    /// `void* (const S*)`: an owner of what it holds.
    pub owner: *const c_void,
    /// `void* (T*)`: an owner of an object that knows its pointers (`std::enable_shared_from_this`); null where it has none.
    pub owner_of: *const c_void,
    /// `void (void* owner)`: ends an owner.
    pub end_owner: *const c_void,
    /// `S* (const void* owner, T*)`: a pointer to an object, with this owner.
    pub share: *const c_void,
    /// `T* (S*)`: the object, which is nobody's from then on. Does not throw.
    pub release: *const c_void,
    /// `void (S*)`: `delete`.
    pub end: *const c_void,
}

// SAFETY: addresses of functions.
unsafe impl Sync for SmartPointerOperations {}

/// How one class of values that are made of others is taken apart and made. Null stands for what the class cannot do.
///
/// `C` is the class. A part is the address of an object of its type; of a `std::string` that is passed, that of the two
/// words of a text argument. Functions may throw, as stubs do, unless it is said that they do not.
#[abi_struct]
pub struct ValueOperations {
    /// ValueKind.
    pub kind: u32,
    /// ValueFlags.
    pub flags: u32,
    /// How many parts there are.
    pub count: u64,
    /// `const std::uint32_t*`: their types, as many indices into Types.
    pub types: *const c_void,
    /// The length of a tick in seconds, as a fraction; 0 where there are none.
    pub numerator: i64,
    /// See `numerator`.
    pub denominator: i64,
    /// `bool (std::size_t)`: whether a part of this index can be in a new object; does not throw.
    pub takes: *const c_void,
    /// `C* (std::size_t index, const void* const* parts)`: a new object, of products of all parts, of others with the one
    /// of this index; for `count` an empty one, or a product of default ones, where there is such, else null.
    pub make: *const c_void,
    /// `void* (C*, std::size_t)`: a part where it is; null where it is not there. Does not throw.
    pub part: *const c_void,
    /// `std::size_t (const C*)`: which part is there; `count` where none is. Does not throw.
    pub which: *const c_void,
    /// `bool (C*, C* other)`: assigns another object, which is moved from; false where that is impossible.
    pub assign: *const c_void,
}

// SAFETY: addresses of functions and of constants.
unsafe impl Sync for ValueOperations {}

/// How a `std::function` is made of a Python callable, and how its results are.
///
/// `R` is the result's type. Functions may throw, as stubs do.
#[abi_struct]
pub struct CallbackOperations {
    /// `std::function<...>* (const PythonCallable*)`: a new one that holds the callable, of which it takes over one
    /// reference; an empty one for null.
    pub make: *const c_void,
    /// `void (void* memory, const std::uint64_t words[2])`: makes an R, where that is a class, of what a stub would be
    /// passed for a parameter of that type: the address of an object, of a string class the two words of a text.
    pub make_result: *const c_void,
}

// SAFETY: addresses of functions.
unsafe impl Sync for CallbackOperations {}

/// A Python callable that C++ holds; the runtime's own fields follow. Any thread may call these functions, with
/// or without the interpreter's lock, also while the interpreter ends and after that. None of them throws.
#[abi_struct]
pub struct PythonCallable {
    /// `const PythonFault* (const PythonCallable*, void* const* arguments, void* result)`: calls it. Null where all is
    /// well; else nothing is in `result`, and the fault is the caller's to release.
    ///
    /// An argument is the address of an object of its type, of a reference that of the referent; of a string class,
    /// unless it is a reference to one that may be changed, the address of data and size. A result that is a number or
    /// an address is stored, the address for a reference; one that is an object is made by `make_result`.
    pub call: *const c_void,
    /// `void (const PythonCallable*)`: one reference more.
    pub retain: *const c_void,
    /// `void (const PythonCallable*)`: one reference less.
    pub release: *const c_void,
}

/// A Python exception on its way through C++; the runtime's own fields follow. As for callables, any thread may call
/// these functions, and none throws.
#[abi_struct]
pub struct PythonFault {
    /// What `str()` says of it; NUL-terminated, alive as long as the fault.
    pub what: *const c_char,
    /// `void (const PythonFault*)`: one reference more.
    pub retain: *const c_void,
    /// `void (const PythonFault*)`: one reference less.
    pub release: *const c_void,
}

/// What the runtime does for the C++ objects whose class has overrides in Python. Any thread may call these functions, with
/// or without the interpreter's lock, also while the interpreter ends and after that. None of them throws.
#[abi_struct]
pub struct PythonHalfFunctions {
    /// `bool (const PythonHalf*, std::uint32_t function, void* const* arguments, void* result, const PythonFault** fault)`:
    /// calls the override of a virtual function, whose arguments and result are those of `PythonCallable::call`. False
    /// where there is none, and where it must not throw but has; then nothing is in `result`. A fault is the caller's.
    pub call: *const c_void,
    /// `const PythonFault* (const PythonHalf*, const PythonHalf** place)`: an object has been copied, and the copy refers to
    /// its own half by `place`, where one is stored. Null where all is well.
    pub copied: *const c_void,
    /// `void (const PythonHalf*)`: the object ends, and with it the half.
    pub ended: *const c_void,
}

// SAFETY: addresses of functions.
unsafe impl Sync for PythonHalfFunctions {}

/// What Python has of a C++ object whose class has overrides in Python; the runtime's own fields follow.
#[abi_struct]
pub struct PythonHalf {
    /// `const PythonHalfFunctions*`.
    pub functions: *const c_void,
    /// `const std::uint8_t*`: a byte for each virtual function of the director. Any thread may read the address and the
    /// bytes at any time, so they are read and written atomically. Zero says that the object's class does not override the
    /// function: there is no need to ask.
    pub overridden: *const c_void,
}
