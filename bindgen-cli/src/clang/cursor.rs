//! Declarations, references and expressions as libclang sees them.

use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

use clang_sys as sys;
use clang_sys::CXCursor;

use super::{CursorKind, Position, TranslationUnit, Type, text};

/// A declaration, reference or expression.
#[derive(Clone, Copy)]
pub struct Cursor<'tu> {
    pub(super) raw: CXCursor,
    unit: PhantomData<&'tu TranslationUnit>,
}

impl PartialEq for Cursor<'_> {
    fn eq(&self, other: &Self) -> bool {
        // SAFETY: both cursors belong to living units.
        unsafe { sys::clang_equalCursors(self.raw, other.raw) != 0 }
    }
}

impl Eq for Cursor<'_> {}

impl Hash for Cursor<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // SAFETY: the cursor belongs to a living unit.
        unsafe { sys::clang_hashCursor(self.raw) }.hash(state);
    }
}

/// Functions of the cursor alone whose result is a cursor, possibly none.
macro_rules! related {
    ($($(#[$doc:meta])* $name:ident => $function:ident;)*) => {$(
        $(#[$doc])*
        pub fn $name(self) -> Option<Self> {
            // SAFETY: the cursor belongs to a living unit.
            Self::from_raw(unsafe { sys::$function(self.raw) })
        }
    )*};
}

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident => $function:ident;)*) => {$(
        $(#[$doc])*
        pub fn $name(self) -> String {
            // SAFETY: the cursor belongs to a living unit, and the string is new.
            text::take(unsafe { sys::$function(self.raw) })
        }
    )*};
}

macro_rules! questions {
    ($($(#[$doc:meta])* $name:ident => $function:ident;)*) => {$(
        $(#[$doc])*
        pub fn $name(self) -> bool {
            // SAFETY: the function is loaded, and the cursor belongs to a living unit.
            sys::$function::is_loaded() && unsafe { sys::$function(self.raw) as i64 != 0 }
        }
    )*};
}

impl<'tu> Cursor<'tu> {
    pub(super) fn from_raw(raw: CXCursor) -> Option<Self> {
        // SAFETY: asks for two fields of the value.
        let null = unsafe { sys::clang_Cursor_isNull(raw) != 0 || sys::clang_isInvalid(raw.kind) != 0 };
        (!null).then_some(Self { raw, unit: PhantomData })
    }

    /// What it is.
    pub fn kind(self) -> CursorKind {
        CursorKind::from_raw(self.raw.kind)
    }

    /// Where it is named.
    pub fn position(self) -> Position<'tu> {
        // SAFETY: the cursor belongs to a living unit.
        Position::of(unsafe { sys::clang_getCursorLocation(self.raw) })
    }

    /// The first declaration of the same entity.
    pub fn canonical(self) -> Self {
        // SAFETY: the cursor belongs to a living unit.
        Self::from_raw(unsafe { sys::clang_getCanonicalCursor(self.raw) }).unwrap_or(self)
    }

    related! {
        /// The definition, where there is one.
        definition => clang_getCursorDefinition;
        /// The scope that it belongs to.
        semantic_parent => clang_getCursorSemanticParent;
        /// What it is written in.
        lexical_parent => clang_getCursorLexicalParent;
        /// What a reference refers to.
        referenced => clang_getCursorReferenced;
        /// The template, or the member of a template, that it is an instance of.
        template => clang_getSpecializedCursorTemplate;
    }

    texts! {
        /// Unqualified name.
        spelling => clang_getCursorSpelling;
        /// Name with parameters.
        display_name => clang_getCursorDisplayName;
        /// The documentation comment as written.
        raw_comment => clang_Cursor_getRawCommentText;
        /// The linker's name.
        mangling => clang_Cursor_getMangling;
    }

    questions! {
        /// It is the definition itself.
        is_definition => clang_isCursorDefinition;
        /// A class, enumeration or namespace without a name, not even one from a typedef.
        is_anonymous => clang_Cursor_isAnonymous;
        /// `struct { ... };` whose members belong to the enclosing class.
        is_anonymous_record => clang_Cursor_isAnonymousRecordDecl;
        /// `inline namespace`.
        is_inline_namespace => clang_Cursor_isInlineNamespace;
        /// `enum class`.
        is_scoped_enum => clang_EnumDecl_isScoped;
        /// `const` member function.
        is_const_method => clang_CXXMethod_isConst;
        /// Static member function.
        is_static_method => clang_CXXMethod_isStatic;
        /// Virtual, also by overriding.
        is_virtual => clang_CXXMethod_isVirtual;
        /// `= 0`.
        is_pure_virtual => clang_CXXMethod_isPureVirtual;
        /// `= default`.
        is_defaulted => clang_CXXMethod_isDefaulted;
        /// `= delete`, of a member function.
        is_deleted_method => clang_CXXMethod_isDeleted;
        /// `explicit`.
        is_explicit => clang_CXXMethod_isExplicit;
        /// Copy constructor.
        is_copy_constructor => clang_CXXConstructor_isCopyConstructor;
        /// Move constructor.
        is_move_constructor => clang_CXXConstructor_isMoveConstructor;
        /// Default constructor.
        is_default_constructor => clang_CXXConstructor_isDefaultConstructor;
        /// Has a pure virtual function.
        is_abstract => clang_CXXRecord_isAbstract;
        /// `mutable`.
        is_mutable => clang_CXXField_isMutable;
        /// Bit-field.
        is_bit_field => clang_Cursor_isBitField;
        /// Inherited virtually.
        is_virtual_base => clang_isVirtualBase;
        /// C variadic function.
        is_variadic => clang_Cursor_isVariadic;
        /// clang found an error in it.
        is_invalid => clang_isInvalidDeclaration;
    }

    /// Its type.
    pub fn ty(self) -> Option<Type<'tu>> {
        // SAFETY: the cursor belongs to a living unit.
        Type::from_raw(unsafe { sys::clang_getCursorType(self.raw) })
    }

    /// A function's result.
    pub fn result_type(self) -> Option<Type<'tu>> {
        // SAFETY: the cursor belongs to a living unit.
        Type::from_raw(unsafe { sys::clang_getCursorResultType(self.raw) })
    }

    /// What a typedef stands for.
    pub fn typedef_target(self) -> Option<Type<'tu>> {
        // SAFETY: the cursor belongs to a living unit.
        Type::from_raw(unsafe { sys::clang_getTypedefDeclUnderlyingType(self.raw) })
    }

    /// An enumeration's underlying type.
    pub fn enum_type(self) -> Option<Type<'tu>> {
        // SAFETY: the cursor belongs to a living unit.
        Type::from_raw(unsafe { sys::clang_getEnumDeclIntegerType(self.raw) })
    }

    /// An enumerator's value as bits, extended as a signed or an unsigned number.
    pub fn enumerator_value(self, signed: bool) -> u64 {
        // SAFETY: the cursor belongs to a living unit.
        unsafe {
            match signed {
                true => sys::clang_getEnumConstantDeclValue(self.raw) as u64,
                false => sys::clang_getEnumConstantDeclUnsignedValue(self.raw),
            }
        }
    }

    /// The width of a bit-field.
    pub fn bit_width(self) -> Option<u32> {
        // SAFETY: the cursor belongs to a living unit.
        u32::try_from(unsafe { sys::clang_getFieldDeclBitWidth(self.raw) }).ok()
    }

    /// The parameters of a function.
    pub fn arguments(self) -> Vec<Self> {
        // SAFETY: the cursor belongs to a living unit, and the indices are in range.
        unsafe {
            let count = u32::try_from(sys::clang_Cursor_getNumArguments(self.raw)).unwrap_or(0);
            (0..count)
                .filter_map(|index| Self::from_raw(sys::clang_Cursor_getArgument(self.raw, index)))
                .collect()
        }
    }

    /// The declarations that a using-declaration or an overloaded name stands for.
    pub fn overloads(self) -> Vec<Self> {
        // SAFETY: the cursor belongs to a living unit, and the indices are in range.
        unsafe {
            let count = sys::clang_getNumOverloadedDecls(self.raw);
            (0..count)
                .filter_map(|index| Self::from_raw(sys::clang_getOverloadedDecl(self.raw, index)))
                .collect()
        }
    }

    /// Member access: `Some(true)` public, `Some(false)` protected, `None` private.
    pub fn access(self) -> Option<bool> {
        // SAFETY: the cursor belongs to a living unit.
        match unsafe { sys::clang_getCXXAccessSpecifier(self.raw) } {
            sys::CX_CXXPrivate => None,
            sys::CX_CXXProtected => Some(false),
            _ => Some(true),
        }
    }

    /// Declared `static`.
    pub fn is_static(self) -> bool {
        // SAFETY: the cursor belongs to a living unit.
        unsafe { sys::clang_Cursor_getStorageClass(self.raw) == sys::CX_SC_Static }
    }

    /// Visible to the linker from other translation units.
    pub fn has_external_linkage(self) -> bool {
        // SAFETY: the cursor belongs to a living unit.
        unsafe { sys::clang_getCursorLinkage(self.raw) == sys::CXLinkage_External }
    }

    /// What `[[deprecated]]` says; an empty text where it gives no reason.
    pub fn deprecation(self) -> Option<String> {
        // SAFETY: the cursor belongs to a living unit; the strings are written by the call, which is asked for no platforms,
        // and disposed of once.
        unsafe {
            let (mut deprecated, mut unavailable) = (0, 0);
            let (mut message, mut other) = (sys::CXString::default(), sys::CXString::default());
            sys::clang_getCursorPlatformAvailability(
                self.raw,
                &raw mut deprecated,
                &raw mut message,
                &raw mut unavailable,
                &raw mut other,
                std::ptr::null_mut(),
                0,
            );
            let (message, _) = (text::take(message), text::take(other));
            (deprecated != 0).then_some(message)
        }
    }

    /// `= delete`, of any function.
    pub fn is_unavailable(self) -> bool {
        // SAFETY: the cursor belongs to a living unit.
        unsafe { sys::clang_getCursorAvailability(self.raw) == sys::CXAvailability_NotAvailable }
    }

    /// `noexcept`, as far as clang has resolved it.
    pub fn is_noexcept(self) -> bool {
        // SAFETY: the cursor belongs to a living unit.
        let kind = unsafe { sys::clang_getCursorExceptionSpecificationType(self.raw) };
        matches!(
            kind,
            sys::CXCursor_ExceptionSpecificationKind_BasicNoexcept
                | sys::CXCursor_ExceptionSpecificationKind_DynamicNone
                | sys::CXCursor_ExceptionSpecificationKind_NoThrow
        )
    }

    /// Whether it is a specialisation of a class template, as a declaration.
    pub fn has_template_arguments(self) -> bool {
        self.ty().is_some_and(|ty| {
            // SAFETY: the type belongs to a living unit.
            unsafe { sys::clang_Type_getNumTemplateArguments(ty.raw) >= 0 }
        })
    }

    /// The arguments of a function template's specialisation as clang spells them; `None` for other functions, and
    /// where an argument is neither a type nor an integer.
    pub fn function_template_arguments(self) -> Option<Vec<String>> {
        // SAFETY: the cursor belongs to a living unit, and the indices are in range.
        unsafe {
            let count = u32::try_from(sys::clang_Cursor_getNumTemplateArguments(self.raw)).ok()?;
            (0..count)
                .map(|index| match sys::clang_Cursor_getTemplateArgumentKind(self.raw, index) {
                    sys::CXTemplateArgumentKind_Type => {
                        let ty = Type::from_raw(sys::clang_Cursor_getTemplateArgumentType(self.raw, index))?;
                        Some(ty.canonical().spelling())
                    }
                    sys::CXTemplateArgumentKind_Integral => {
                        Some(sys::clang_Cursor_getTemplateArgumentValue(self.raw, index).to_string())
                    }
                    _ => None,
                })
                .collect()
        }
    }

    /// What a template is a template of: a class, a function.
    pub fn template_kind(self) -> CursorKind {
        // SAFETY: the cursor belongs to a living unit.
        CursorKind::from_raw(unsafe { sys::clang_getTemplateCursorKind(self.raw) })
    }

    /// The declaration on one line, without bodies, as clang prints it.
    pub fn pretty(self) -> String {
        // SAFETY: the policy is made from a living cursor, used, and disposed of once.
        unsafe {
            let policy = sys::clang_getCursorPrintingPolicy(self.raw);
            for property in [sys::CXPrintingPolicy_TerseOutput, sys::CXPrintingPolicy_PolishForDeclaration] {
                sys::clang_PrintingPolicy_setProperty(policy, property, 1);
            }
            let text = text::take(sys::clang_getCursorPrettyPrinted(self.raw, policy));
            sys::clang_PrintingPolicy_dispose(policy);
            text
        }
    }
}
