//! One Rust record in; the record, its padding check and its C++ text out.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::spanned::Spanned;
use syn::{Attribute, Expr, Fields, ItemStruct, Meta, PointerMutability, Type};

pub(crate) fn expand(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let record = match syn::parse2::<ItemStruct>(item) {
        Ok(record) => record,
        Err(error) => return error.to_compile_error(),
    };
    let mut errors = Errors::default();
    if !arguments.is_empty() {
        errors.push(arguments.span(), "abi_struct takes no arguments");
    }
    if !record.generics.params.is_empty() {
        errors.push(record.generics.span(), "an ABI record cannot be generic: C++ sees one layout");
    }
    let fields = named_fields(&record, &mut errors);
    match errors.into_compile_error() {
        Some(error) => quote! { #record #error },
        None => definition(&record, &fields),
    }
}

/// What C++ needs to know of one field: `{cpp} {name}{suffix};`.
struct Field {
    name: syn::Ident,
    ty: Type,
    cpp: CppType,
    docs: Vec<String>,
}

/// A C++ declarator split around the member's name.
struct CppType {
    /// The part before the name: an expression, since other records name themselves.
    base: TokenStream,
    /// `*`s between base and name.
    pointers: String,
    /// Array extents behind the name: expressions of type usize.
    extents: Vec<Expr>,
}

fn named_fields(record: &ItemStruct, errors: &mut Errors) -> Vec<Field> {
    let Fields::Named(named) = &record.fields else {
        errors.push(record.fields.span(), "an ABI record has named fields: C++ refers to them by name");
        return Vec::new();
    };
    let mut fields = Vec::new();
    for field in &named.named {
        let Some(name) = field.ident.clone() else { continue };
        match cpp_type(&field.ty) {
            Ok(cpp) => fields.push(Field { name, ty: field.ty.clone(), cpp, docs: doc_lines(&field.attrs) }),
            Err(error) => errors.0.push(error),
        }
    }
    fields
}

fn cpp_type(ty: &Type) -> syn::Result<CppType> {
    match ty {
        Type::Array(array) => {
            let mut cpp = cpp_type(&array.elem)?;
            cpp.extents.insert(0, array.len.clone());
            Ok(cpp)
        }
        Type::Ptr(pointer) => {
            let pointee = cpp_type(&pointer.elem)?;
            if !pointee.extents.is_empty() {
                return Err(syn::Error::new(pointer.span(), "a pointer to an array has no ABI spelling"));
            }
            let base = pointee.base;
            let base = match (&pointer.mutability, pointee.pointers.is_empty()) {
                (PointerMutability::Const(_), true) => quote! { ::std::format!("const {}", #base) },
                _ => base,
            };
            Ok(CppType { base, pointers: format!("{}*", pointee.pointers), extents: Vec::new() })
        }
        Type::Path(path) => path_type(path),
        other => Err(syn::Error::new(
            other.span(),
            "not an ABI type: use fixed-size integers, arrays, records or pointers",
        )),
    }
}

fn path_type(path: &syn::TypePath) -> syn::Result<CppType> {
    let name = match path.path.segments.last() {
        Some(segment) if segment.arguments.is_empty() => segment.ident.to_string(),
        _ => return Err(syn::Error::new(path.span(), "an ABI type has no generic arguments")),
    };
    let primitive = match name.as_str() {
        "u8" => "std::uint8_t",
        "u16" => "std::uint16_t",
        "u32" => "std::uint32_t",
        "u64" => "std::uint64_t",
        "i32" => "std::int32_t",
        "i64" => "std::int64_t",
        "usize" => "std::size_t",
        "c_void" => "void",
        "c_char" => "char",
        "i8" | "i16" | "isize" | "bool" | "char" | "f32" | "f64" | "u128" | "i128" | "str" | "String" => {
            return Err(syn::Error::new(
                path.span(),
                format!("`{name}` is not an ABI type: records hold u8, u16, u32, u64, i32, i64 and usize"),
            ));
        }
        _ => "",
    };
    let base = if primitive.is_empty() {
        quote! { <#path as crate::layout::AbiType>::cpp_name().to_string() }
    } else {
        quote! { #primitive.to_string() }
    };
    Ok(CppType { base, pointers: String::new(), extents: Vec::new() })
}

fn doc_lines(attributes: &[Attribute]) -> Vec<String> {
    let text = |attribute: &Attribute| match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            Expr::Lit(literal) => match &literal.lit {
                syn::Lit::Str(text) => Some(text.value().trim().to_owned()),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    };
    attributes.iter().filter_map(text).collect()
}

/// The member's name in C++: a name that is a keyword only there gets an underscore.
fn cpp_member_name(name: &str) -> String {
    match name {
        "class" | "namespace" | "operator" | "template" | "default" | "delete" | "new" => format!("{name}_"),
        _ => name.to_owned(),
    }
}

fn definition(record: &ItemStruct, fields: &[Field]) -> TokenStream {
    let name = &record.ident;
    let spelled = name.to_string();
    let docs = doc_lines(&record.attrs);
    let types = fields.iter().map(|field| &field.ty);
    let members = fields.iter().map(|field| {
        let Field { name, cpp: CppType { base, pointers, extents }, docs, .. } = field;
        let spelled = cpp_member_name(&name.to_string());
        quote! {
            crate::layout::Member {
                docs: &[#(#docs),*],
                declarator: ::std::format!(
                    "{}{} {}{}", #base, #pointers, #spelled,
                    [#((#extents) as usize),*].iter().map(|extent: &usize| ::std::format!("[{extent}]")).collect::<::std::string::String>()
                ),
                name: #spelled,
                offset: ::core::mem::offset_of!(Self, #name),
            }
        }
    });
    let padding = format!("{spelled} has implicit padding: name the gap as a reserved field");
    quote! {
        #[repr(C)]
        #[derive(Clone, Copy, Debug)]
        #record

        const _: () = assert!(0 #(+ ::core::mem::size_of::<#types>())* == ::core::mem::size_of::<#name>(), #padding);

        impl crate::layout::AbiType for #name {
            fn cpp_name() -> &'static str {
                #spelled
            }
        }

        impl crate::layout::AbiStruct for #name {
            fn cpp_layout() -> crate::layout::Layout {
                crate::layout::Layout {
                    docs: &[#(#docs),*],
                    name: #spelled,
                    size: ::core::mem::size_of::<Self>(),
                    members: ::std::vec![#(#members),*],
                }
            }
        }
    }
}

/// Errors gathered so that one compilation shows them all.
#[derive(Default)]
struct Errors(Vec<syn::Error>);

impl Errors {
    fn push(&mut self, span: proc_macro2::Span, message: impl std::fmt::Display) {
        self.0.push(syn::Error::new(span, message));
    }

    fn into_compile_error(self) -> Option<TokenStream> {
        let all = self.0.into_iter().reduce(|mut all, error| {
            all.combine(error);
            all
        })?;
        Some(all.to_compile_error().into_token_stream())
    }
}
