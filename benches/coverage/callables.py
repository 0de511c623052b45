"""The public callables of a library's headers, and which of them a generator can bind without being asked for a template.

The independent side of the coverage figures: it parses with libclang's own Python bindings and shares
nothing with cppbind. A callable is *closable* where its signature names only types that are known
when the headers have been read:

- S1: builtins, `void*`, strings, enums, the library's own classes, by value, pointer or reference;
- S2: besides, concrete types of the standard library;
- S2T: besides, concrete specialisations of the library's own class templates;
- S2X: besides, function pointers, `T**`, references to arrays, member pointers, C variadics, other libraries' types;
- S3n: the callable is a member of a class template of which the library's headers name a specialisation.

What remains (S3) is a template itself, or a member of a template that nobody has named yet: an open
set, which only calls can close.
"""

import ctypes
import os
import re
import subprocess
from typing import NamedTuple

from clang import cindex
from clang.cindex import AccessSpecifier, AvailabilityKind, CursorKind, TypeKind

S1, S2, S2T, S2X, S3 = range(1, 6)
SETS = {S1: "S1", S2: "S2", S2T: "S2T", S2X: "S2X", S3: "S3"}

# Namespaces that libraries keep to themselves.
_DETAIL = re.compile(
    r"(detail|details|internal|impl|_impl|__\w*|private_|priv|aux|aux_|\w*_detail|\w*_internal|\w*_impl|internals?_?\w*)", re.I
)
_STANDARD = {"std", "__gnu_cxx", "__cxxabiv1"}
# What a specialisation of the standard library has as its defaults says nothing about whether it can be bound.
_PASSED_OVER = {"allocator", "less", "char_traits", "hash", "equal_to", "default_delete", "greater"}

_BUILTINS = {
    getattr(TypeKind, name)
    for name in (
        "VOID BOOL CHAR_U UCHAR CHAR16 CHAR32 USHORT UINT ULONG ULONGLONG UINT128 CHAR_S SCHAR WCHAR SHORT INT LONG LONGLONG "
        "INT128 FLOAT DOUBLE LONGDOUBLE NULLPTR FLOAT128"
    ).split()
}
_CHARS = {TypeKind.CHAR_S, TypeKind.CHAR_U}
_FUNCTION_TYPES = {TypeKind.FUNCTIONPROTO, TypeKind.FUNCTIONNOPROTO}
_ARRAYS = {TypeKind.CONSTANTARRAY, TypeKind.INCOMPLETEARRAY, TypeKind.VARIABLEARRAY, TypeKind.DEPENDENTSIZEDARRAY}
_POINTERS = {TypeKind.POINTER, TypeKind.LVALUEREFERENCE, TypeKind.RVALUEREFERENCE}
_TEMPLATES = {CursorKind.CLASS_TEMPLATE, CursorKind.CLASS_TEMPLATE_PARTIAL_SPECIALIZATION}
_CLASSES = {CursorKind.CLASS_DECL, CursorKind.STRUCT_DECL, CursorKind.UNION_DECL} | _TEMPLATES
_FUNCTIONS = {
    CursorKind.FUNCTION_DECL,
    CursorKind.CXX_METHOD,
    CursorKind.CONSTRUCTOR,
    CursorKind.CONVERSION_FUNCTION,
    CursorKind.FUNCTION_TEMPLATE,
    CursorKind.DESTRUCTOR,
}


class Callable(NamedTuple):
    """One public function, method or constructor as its header declares it."""

    scope: str  # qualified name of the namespace or class, without template arguments
    name: str
    type: str  # as clang spells it
    place: tuple  # file, line, column
    level: str  # "S1" to "S3", or "S3n"

    @property
    def closable(self):
        """Whether its stub can be made without a template argument that only a call would tell."""
        return self.level != "S3"


class Context(NamedTuple):
    """Where the walk stands."""

    below_namespace: bool = False
    record: object = None  # the cursor of the enclosing class
    template: str = ""  # USR of the outermost enclosing class template
    specialisation: bool = False  # the enclosing class is an explicit specialisation
    friend: bool = False


def callables(headers, flags=(), own=(), not_own=(), standard="c++17"):
    """All callables of a library, in the order of its headers.

    `own` are its folders and files (none: the folders of the headers, and headers that lie among everybody's
    alone), `not_own` what is left out of them. Raises RuntimeError where the headers do not parse.
    """
    search = _search_list(standard)
    flags = [flag for flag in flags if not flag.startswith("-l")]
    options = ["-x", "c++", f"-std={standard}", "-nostdinc", "-nostdinc++"]
    options += [word for folder in search for word in ("-isystem", folder)] + flags
    source = "".join(f"#include <{header}>\n" for header in headers)
    unit = cindex.Index.create().parse("callables.cpp", args=options, unsaved_files=[("callables.cpp", source)])
    errors = [str(each) for each in unit.diagnostics if each.severity >= cindex.Diagnostic.Error]
    if errors:
        raise RuntimeError(errors[0])
    own = own or _beside(headers, [flag[2:] for flag in flags if flag.startswith("-I")] + search)
    walk = _Walk([os.path.realpath(each) for each in own], [os.path.realpath(each) for each in not_own])
    walk.children(unit.cursor, Context())
    return walk.finish()


def _search_list(standard):
    """Where g++ looks for headers, with clang's own headers for gcc's."""
    said = subprocess.run(["g++", f"-std={standard}", "-E", "-x", "c++", "-v", os.devnull], capture_output=True, text=True, check=True).stderr
    listed = re.search(r"search starts here:\n(.*?)End of search", said, re.S).group(1)
    folders = [line.strip() for line in listed.splitlines() if line.strip().startswith("/")]
    ours = os.path.join(os.path.dirname(cindex.__file__), "native", "resource", "include")
    return [ours if "/lib/gcc/" in folder else folder for folder in folders]


def _beside(headers, search):
    """A header's folder belongs to the library, unless everybody's headers lie there."""
    shared = {"/usr/include", "/usr/local/include", "/usr/include/x86_64-linux-gnu"}
    own = []
    for header in headers:
        found = next(path for path in (os.path.join(folder, header) for folder in search) if os.path.exists(path))
        path = os.path.realpath(found)
        own.append(path if os.path.dirname(path) in shared else os.path.dirname(path))
    return own


class _Walk:
    """Collects callables, and the specialisations that the headers name on the way."""

    def __init__(self, own, not_own):
        self.prefixes = own, not_own
        self.files = {}
        self.seen = set()
        self.named = set()  # USRs of the class templates of which a specialisation is named
        self.dependent = False  # inside of a template, where types may name its parameters
        self.found = []  # (Callable with its level as a number, template or "", is a template itself)

    def finish(self):
        result = []
        for found, template, is_template in self.found:
            named = found.level == S3 and not is_template and template in self.named
            result.append(found._replace(level="S3n" if named else SETS[found.level]))
        return result

    # Whose a declaration is.

    def own(self, cursor):
        file = cursor.location.file
        if file is None:
            return False
        if file.name not in self.files:
            path = os.path.realpath(file.name)
            below = [any(path == each or path.startswith(each.rstrip("/") + "/") for each in prefixes) for prefixes in self.prefixes]
            self.files[file.name] = below[0] and not below[1]
        return self.files[file.name]

    # Declarations.

    def children(self, cursor, context):
        for child in cursor.get_children():
            self.declaration(child, context)

    def declaration(self, cursor, context):
        kind = cursor.kind
        if not self.own(cursor):
            return
        if kind == CursorKind.NAMESPACE:
            if cursor.spelling and not _DETAIL.fullmatch(cursor.spelling):
                self.children(cursor, context._replace(below_namespace=True))
        elif kind in (CursorKind.LINKAGE_SPEC, CursorKind.UNEXPOSED_DECL):
            self.children(cursor, context)
        elif context.record is not None and cursor.access_specifier in (AccessSpecifier.PRIVATE, AccessSpecifier.PROTECTED):
            return
        elif kind in _CLASSES:
            self.record(cursor, context)
        elif kind in _FUNCTIONS:
            self.function(cursor, context)
        elif kind == CursorKind.FRIEND_DECL:
            for friend in cursor.get_children():
                if friend.kind in (CursorKind.FUNCTION_DECL, CursorKind.FUNCTION_TEMPLATE) and friend.is_definition():
                    self.function(friend, context._replace(friend=True))
        elif kind in (CursorKind.TYPEDEF_DECL, CursorKind.TYPE_ALIAS_DECL):
            self.typedef(cursor, context)
        elif kind == CursorKind.FIELD_DECL:
            self.level(cursor.type)
        elif kind == CursorKind.VAR_DECL and self.first(cursor):
            if context.record is not None or cursor.semantic_parent.kind not in _CLASSES:
                self.level(cursor.type)

    def first(self, cursor):
        """Whether a declaration has not been met before."""
        usr = cursor.get_usr()
        return usr not in self.seen and not self.seen.add(usr)

    def record(self, cursor, context):
        if not cursor.is_definition() or not self.first(cursor):
            return
        template = cursor.kind in _TEMPLATES
        outside = self.dependent
        self.dependent = template or bool(context.template)
        for base in cursor.get_children():
            if base.kind == CursorKind.CXX_BASE_SPECIFIER:
                declared = base.type.get_canonical().get_declaration()
                if declared.kind in _CLASSES and not _standard(declared) and self.own(declared) and _specialised(declared):
                    self.name(declared, base.type.get_canonical())
        inside = Context(
            below_namespace=True,
            record=cursor,
            template=context.template or (cursor.get_usr() if template else ""),
            specialisation=_specialised(cursor) is not None,
        )
        self.children(cursor, inside)
        self.dependent = outside

    def typedef(self, cursor, context):
        if not self.first(cursor) or context.template:
            return
        target = cursor.underlying_typedef_type.get_canonical()
        while target.kind in (TypeKind.POINTER, TypeKind.LVALUEREFERENCE):
            target = target.get_pointee().get_canonical()
        declared = target.get_declaration()
        if declared.kind in _CLASSES and target.get_num_template_arguments() > 0 and self.own(declared):
            self.name(declared, target)

    def function(self, cursor, context):
        member = context.record is not None and not context.friend
        if context.record is None and cursor.semantic_parent is not None and cursor.semantic_parent.kind in _CLASSES:
            return  # a definition outside of its class
        if not self.first(cursor) or cursor.kind == CursorKind.DESTRUCTOR or cursor.availability == AvailabilityKind.NOT_AVAILABLE:
            return
        template = cursor.kind == CursorKind.FUNCTION_TEMPLATE
        own_name = cursor.spelling.split("<")[0]
        constructor = cursor.kind == CursorKind.CONSTRUCTOR or (
            template and member and own_name == context.record.spelling.split("<")[0]
        )
        outside = self.dependent
        self.dependent = outside or template
        level = S1
        if cursor.type.kind == TypeKind.FUNCTIONPROTO:
            for each in cursor.type.argument_types():
                level = max(level, self.level(each))
            if cursor.type.is_function_variadic():
                level = max(level, S2X)
        if not constructor:
            level = max(level, self.level(cursor.type.get_result()))
        self.dependent = outside
        if template or context.template:
            level = S3
        elif member and context.specialisation:
            level = max(level, S2T)
        found = Callable("::".join(_scope(cursor)), cursor.spelling, cursor.type.spelling, _place(cursor), level)
        self.found.append((found, context.template, template))

    # Types.

    def level(self, written):
        """The first of the sets S1 to S3 that a type belongs to."""
        ty = written.get_canonical()
        if ty.kind in _BUILTINS:
            return S1
        if ty.kind == TypeKind.ENUM:
            declared = ty.get_declaration()
            return S1 if self.own(declared) else S2 if _standard(declared) else S2X
        if ty.kind in _POINTERS:
            return self.pointee(ty.get_pointee().get_canonical())
        if ty.kind in (TypeKind.CONSTANTARRAY, TypeKind.INCOMPLETEARRAY):
            return self.level(ty.element_type)
        if ty.kind == TypeKind.RECORD or (ty.kind == TypeKind.UNEXPOSED and ty.get_declaration().kind in _CLASSES):
            return self.class_level(ty)
        return S3 if ty.kind in (TypeKind.UNEXPOSED, TypeKind.DEPENDENT) else S2X

    def pointee(self, ty):
        if ty.kind in _FUNCTION_TYPES:
            return S2X
        if ty.kind in _BUILTINS:
            return S1
        if ty.kind in _ARRAYS:
            return max(S2X, self.level(ty.element_type))
        if ty.kind == TypeKind.ENUM:
            return self.level(ty)
        if ty.kind in (TypeKind.RECORD, TypeKind.UNEXPOSED):
            return self.class_level(ty)
        return max(S2X, self.level(ty))

    def class_level(self, ty):
        declared = ty.get_declaration()
        if declared.kind == CursorKind.NO_DECL_FOUND:
            return S3
        arguments = [ty.get_template_argument_type(index) for index in range(max(0, ty.get_num_template_arguments()))]
        arguments = [each for each in arguments if each.kind != TypeKind.INVALID]
        if declared.spelling == "__va_list_tag":
            return S2X
        if self.own(declared):
            if ty.get_num_template_arguments() > 0 or _specialised(declared):
                self.name(declared, ty)
                return max([S2T, *map(self.level, arguments)])
            return self.member_class(declared)
        if not _standard(declared):
            return S2X
        if declared.spelling == "basic_string_view":
            return S1
        if declared.spelling == "basic_string":
            return S1 if arguments and arguments[0].get_canonical().kind in _CHARS else S2
        return max([S2, *(self.argument(each) for each in arguments)])

    def argument(self, written):
        """The level of a standard class's template argument."""
        ty = written.get_canonical()
        declared = ty.get_declaration()
        if declared.kind != CursorKind.NO_DECL_FOUND and _standard(declared) and declared.spelling in _PASSED_OVER:
            return S1
        if ty.kind == TypeKind.FUNCTIONPROTO:
            return max(map(self.level, [*ty.argument_types(), ty.get_result()]))
        return self.level(written)

    def member_class(self, declared):
        """The level of the library's own class: S2T where it is a member of a specialisation."""
        level = S1
        parent = declared.semantic_parent
        named = False
        while parent is not None and parent.kind in _CLASSES:
            template = _specialised(parent)
            if parent.kind in _TEMPLATES or template:
                level = S2T
            if template and not named:
                self.named.add(template.get_usr())
                named = True
            parent = parent.semantic_parent
        return level

    def name(self, declared, ty):
        """Remembers that a specialisation is named, where its arguments are no parameters of a template."""
        template = _specialised(declared)
        if template and "type-parameter-" not in ty.spelling and not (self.dependent and _depends(ty)):
            self.named.add(template.get_usr())


def _specialised(cursor):
    """The class template that a cursor is a specialisation of, or None."""
    template = cindex.conf.lib.clang_getSpecializedCursorTemplate(cursor)
    if template is None or template.is_null() or template.kind != CursorKind.CLASS_TEMPLATE:
        return None
    return template


def _standard(cursor):
    names = _scope(cursor)
    return bool(names) and names[0] in _STANDARD


def _scope(cursor):
    names = []
    parent = cursor.semantic_parent
    while parent is not None and parent.kind != CursorKind.TRANSLATION_UNIT:
        if parent.kind not in (CursorKind.LINKAGE_SPEC, CursorKind.UNEXPOSED_DECL):
            names.append(parent.spelling)
        parent = parent.semantic_parent
    return names[::-1]


def _depends(written):
    """Whether a type names a template's parameter."""
    ty = written.get_canonical()
    if ty.kind == TypeKind.DEPENDENT:
        return True
    if ty.kind == TypeKind.UNEXPOSED and ty.get_declaration().kind == CursorKind.NO_DECL_FOUND:
        return True
    if ty.kind in _POINTERS:
        return _depends(ty.get_pointee())
    arguments = (ty.get_template_argument_type(index) for index in range(max(0, ty.get_num_template_arguments())))
    return any(_depends(each) for each in arguments if each.kind != TypeKind.INVALID)


def _place(cursor):
    """Where the name is written, as cppbind tells places: of what a macro was given as an argument, that argument's."""
    file, line, column = cindex.c_object_p(), ctypes.c_uint(), ctypes.c_uint()
    library = cindex.conf.lib
    library.clang_getFileLocation(
        cursor.location, ctypes.byref(file), ctypes.byref(line), ctypes.byref(column), ctypes.byref(ctypes.c_uint())
    )
    return os.path.realpath(cindex.File(file).name), line.value, column.value
