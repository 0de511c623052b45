//! Kinds of cursors and types, as far as lowering tells them apart.

use clang_sys as sys;

macro_rules! kinds {
    ($(#[doc = $doc:literal])* $name:ident from $raw:ty { $($(#[doc = $member_doc:literal])* $member:ident = $($constant:ident)|+,)* }) => {
        $(#[doc = $doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[doc = $member_doc])* $member,)*
            /// Any other, by libclang's number.
            Other($raw),
        }

        impl $name {
            pub(super) fn from_raw(raw: $raw) -> Self {
                match raw {
                    $($(sys::$constant)|+ => Self::$member,)*
                    other => Self::Other(other),
                }
            }
        }
    };
}

kinds! {
    /// What a cursor is.
    CursorKind from sys::CXCursorKind {
        /// `struct`.
        Struct = CXCursor_StructDecl,
        /// `class`.
        Class = CXCursor_ClassDecl,
        /// `union`.
        Union = CXCursor_UnionDecl,
        /// `enum`.
        Enum = CXCursor_EnumDecl,
        /// Enumerator.
        Enumerator = CXCursor_EnumConstantDecl,
        /// Non-static data member.
        Field = CXCursor_FieldDecl,
        /// Free function.
        Function = CXCursor_FunctionDecl,
        /// Variable or static data member.
        Variable = CXCursor_VarDecl,
        /// Parameter.
        Parameter = CXCursor_ParmDecl,
        /// `typedef`.
        Typedef = CXCursor_TypedefDecl,
        /// `using A = B`.
        TypeAlias = CXCursor_TypeAliasDecl,
        /// `template<...> using A = B`.
        TypeAliasTemplate = CXCursor_TypeAliasTemplateDecl,
        /// Member function.
        Method = CXCursor_CXXMethod,
        /// Constructor.
        Constructor = CXCursor_Constructor,
        /// Destructor.
        Destructor = CXCursor_Destructor,
        /// Conversion function.
        Conversion = CXCursor_ConversionFunction,
        /// Namespace.
        Namespace = CXCursor_Namespace,
        /// `namespace a = b`.
        NamespaceAlias = CXCursor_NamespaceAlias,
        /// `using namespace a`.
        UsingDirective = CXCursor_UsingDirective,
        /// `using a::b`.
        UsingDeclaration = CXCursor_UsingDeclaration,
        /// `extern "C"`.
        LinkageSpecification = CXCursor_LinkageSpec,
        /// Class template.
        ClassTemplate = CXCursor_ClassTemplate,
        /// Partial specialisation.
        PartialSpecialization = CXCursor_ClassTemplatePartialSpecialization,
        /// `{ ... }` of a function.
        CompoundStatement = CXCursor_CompoundStmt,
        /// Declarations among statements.
        DeclarationStatement = CXCursor_DeclStmt,
        /// Function template.
        FunctionTemplate = CXCursor_FunctionTemplate,
        /// `typename T`.
        TemplateTypeParameter = CXCursor_TemplateTypeParameter,
        /// `int N`.
        TemplateValueParameter = CXCursor_NonTypeTemplateParameter,
        /// `template<...> class T`.
        TemplateTemplateParameter = CXCursor_TemplateTemplateParameter,
        /// Base class.
        Base = CXCursor_CXXBaseSpecifier,
        /// `friend`.
        Friend = CXCursor_FriendDecl,
        /// `public:`.
        AccessSpecifier = CXCursor_CXXAccessSpecifier,
        /// `concept`.
        Concept = CXCursor_ConceptDecl,
        /// Something that libclang has no kind for: linkage specifications of old versions, variable templates.
        Unexposed = CXCursor_UnexposedDecl,
        /// Use of a namespace's name.
        NamespaceReference = CXCursor_NamespaceRef,
        /// Use of a template's name.
        TemplateReference = CXCursor_TemplateRef,
        /// Use of a type's name.
        TypeReference = CXCursor_TypeRef,
        /// A name that stands for an overload set.
        OverloadReference = CXCursor_OverloadedDeclRef,
        /// Expression that names a declaration.
        DeclarationReference = CXCursor_DeclRefExpr,
        /// `final`.
        FinalAttribute = CXCursor_CXXFinalAttr,
        /// The whole translation unit.
        TranslationUnit = CXCursor_TranslationUnit,
    }
}

impl CursorKind {
    /// Whether it is what one definition in a program defines: a function, a member function, a variable.
    pub fn is_function_or_variable(self) -> bool {
        matches!(
            self,
            Self::Function
                | Self::Method
                | Self::Constructor
                | Self::Destructor
                | Self::Conversion
                | Self::Variable
        )
    }
}

kinds! {
    /// What a type is.
    TypeKind from sys::CXTypeKind {
        /// `void`.
        Void = CXType_Void,
        /// `bool`.
        Bool = CXType_Bool,
        /// `char`, signed or not.
        Char = CXType_Char_S | CXType_Char_U,
        /// `signed char`.
        SChar = CXType_SChar,
        /// `unsigned char`.
        UChar = CXType_UChar,
        /// `wchar_t`.
        WChar = CXType_WChar,
        /// `char16_t`.
        Char16 = CXType_Char16,
        /// `char32_t`.
        Char32 = CXType_Char32,
        /// `short`.
        Short = CXType_Short,
        /// `unsigned short`.
        UShort = CXType_UShort,
        /// `int`.
        Int = CXType_Int,
        /// `unsigned int`.
        UInt = CXType_UInt,
        /// `long`.
        Long = CXType_Long,
        /// `unsigned long`.
        ULong = CXType_ULong,
        /// `long long`.
        LongLong = CXType_LongLong,
        /// `unsigned long long`.
        ULongLong = CXType_ULongLong,
        /// `float`.
        Float = CXType_Float,
        /// `double`.
        Double = CXType_Double,
        /// `long double`.
        LongDouble = CXType_LongDouble,
        /// `std::nullptr_t`.
        NullPtr = CXType_NullPtr,
        /// Pointer.
        Pointer = CXType_Pointer,
        /// `T&`.
        LValueReference = CXType_LValueReference,
        /// `T&&`.
        RValueReference = CXType_RValueReference,
        /// Class, struct or union.
        Record = CXType_Record,
        /// Enumeration.
        Enum = CXType_Enum,
        /// A typedef's name.
        Typedef = CXType_Typedef,
        /// `struct S`, `ns::T`.
        Elaborated = CXType_Elaborated,
        /// A type with an attribute.
        Attributed = CXType_Attributed,
        /// Function.
        Function = CXType_FunctionProto | CXType_FunctionNoProto,
        /// `T[n]`.
        Array = CXType_ConstantArray,
        /// `T[]`.
        UnboundedArray = CXType_IncompleteArray,
        /// `T C::*`.
        MemberPointer = CXType_MemberPointer,
        /// `auto`, deduced or not.
        Auto = CXType_Auto,
        /// Sugar or a dependent type.
        Unexposed = CXType_Unexposed,
    }
}
