//! The list of call shapes in; kinds, invokers and a table to find them out.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Ident, LitInt, Token, Type, braced, parenthesized};

pub(crate) fn expand(list: TokenStream) -> TokenStream {
    match syn::parse2::<List>(list).and_then(|list| list.check().map(|()| list)) {
        Ok(list) => list.definitions(),
        Err(error) => error.to_compile_error(),
    }
}

mod keyword {
    syn::custom_keyword!(arguments);
    syn::custom_keyword!(results);
    syn::custom_keyword!(function);
    syn::custom_keyword!(memory);
    syn::custom_keyword!(every);
    syn::custom_keyword!(longer);
}

struct List {
    arguments: Vec<Argument>,
    results: Vec<Outcome>,
    every: usize,
    longer: Vec<Vec<Ident>>,
}

/// A kind of argument and the words in which a stub takes it.
struct Argument {
    name: Ident,
    words: Vec<Type>,
}

/// A kind of result and what a stub returns.
struct Outcome {
    name: Ident,
    /// Whether only functions without an object have it.
    function: bool,
    /// `None`: the stub writes to memory whose address comes first.
    returned: Option<Type>,
}

/// Arguments by their places in the list.
type Arguments = Vec<usize>;

/// Bits of a key for the number of arguments, and for each kind.
const KEY_BITS: u32 = 4;
/// What fits a key of 32 bits beside the result and the number of arguments.
const MOST_ARGUMENTS: usize = 6;

impl Parse for List {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        input.parse::<keyword::arguments>()?;
        let content;
        braced!(content in input);
        let arguments = Punctuated::<Argument, Token![,]>::parse_terminated(&content)?;
        input.parse::<keyword::results>()?;
        let content;
        braced!(content in input);
        let results = Punctuated::<Outcome, Token![,]>::parse_terminated(&content)?;
        input.parse::<keyword::every>()?;
        let every = input.parse::<LitInt>()?.base10_parse()?;
        input.parse::<Token![;]>()?;
        input.parse::<keyword::longer>()?;
        let content;
        braced!(content in input);
        let longer = content.parse_terminated(argument_list, Token![,])?;
        Ok(Self {
            arguments: arguments.into_iter().collect(),
            results: results.into_iter().collect(),
            every,
            longer: longer.into_iter().collect(),
        })
    }
}

fn argument_list(input: ParseStream<'_>) -> syn::Result<Vec<Ident>> {
    let content;
    parenthesized!(content in input);
    Ok(content.parse_terminated(Ident::parse, Token![,])?.into_iter().collect())
}

impl Parse for Argument {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name = input.parse()?;
        let content;
        parenthesized!(content in input);
        let words = content.parse_terminated(Type::parse, Token![,])?.into_iter().collect();
        Ok(Self { name, words })
    }
}

impl Parse for Outcome {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let function = input.peek(keyword::function);
        if function {
            input.parse::<keyword::function>()?;
        }
        let name = input.parse()?;
        let content;
        parenthesized!(content in input);
        let returned = if content.peek(keyword::memory) {
            content.parse::<keyword::memory>()?;
            None
        } else {
            Some(content.parse()?)
        };
        Ok(Self { name, function, returned })
    }
}

impl List {
    fn check(&self) -> syn::Result<()> {
        let kinds = 1 << KEY_BITS;
        for (place, argument) in self.arguments.iter().enumerate() {
            if self.arguments[..place].iter().any(|other| other.name == argument.name) {
                return Err(syn::Error::new(argument.name.span(), "this kind of argument is listed twice"));
            }
            if place >= kinds {
                return Err(syn::Error::new(
                    argument.name.span(),
                    "more kinds of arguments than a key can tell",
                ));
            }
            if argument.words.is_empty() {
                return Err(syn::Error::new(argument.name.span(), "an argument takes at least one word"));
            }
        }
        for (place, result) in self.results.iter().enumerate() {
            if self.results[..place].iter().any(|other| other.name == result.name) {
                return Err(syn::Error::new(result.name.span(), "this kind of result is listed twice"));
            }
            if place >= kinds {
                return Err(syn::Error::new(result.name.span(), "more kinds of results than a key can tell"));
            }
        }
        for (place, names) in self.longer.iter().enumerate() {
            self.places(names)?;
            let first = names.first().map_or_else(proc_macro2::Span::call_site, Ident::span);
            if names.len() <= self.every || names.len() > MOST_ARGUMENTS {
                let text = format!("a longer list has {} to {MOST_ARGUMENTS} arguments", self.every + 1);
                return Err(syn::Error::new(first, text));
            }
            if self.longer[..place].contains(names) {
                return Err(syn::Error::new(first, "this list of arguments is there twice"));
            }
        }
        Ok(())
    }

    fn places(&self, names: &[Ident]) -> syn::Result<Arguments> {
        let place = |name: &Ident| {
            let found = self.arguments.iter().position(|argument| argument.name == *name);
            found.ok_or_else(|| syn::Error::new(name.span(), "no kind of argument has this name"))
        };
        names.iter().map(place).collect()
    }

    /// Every argument list that gets invokers, the shorter ones first.
    fn argument_lists(&self) -> Vec<Arguments> {
        let mut all: Vec<Arguments> = vec![Vec::new()];
        let mut last = all.clone();
        for _ in 0..self.every {
            let extend = |list: &Arguments| {
                let list = list.clone();
                (0..self.arguments.len()).map(move |kind| [list.as_slice(), &[kind]].concat())
            };
            last = last.iter().flat_map(extend).collect();
            all.extend(last.iter().cloned());
        }
        all.extend(self.longer.iter().filter_map(|names| self.places(names).ok()));
        all
    }

    fn definitions(&self) -> TokenStream {
        let arguments: Vec<&Ident> = self.arguments.iter().map(|argument| &argument.name).collect();
        let results: Vec<&Ident> = self.results.iter().map(|result| &result.name).collect();
        let lists = self.argument_lists();
        let mut functions = Vec::new();
        let mut rows: Vec<(u32, TokenStream, Ident)> = Vec::new();
        for list in &lists {
            for (place, result) in self.results.iter().enumerate() {
                let mut define = |method| {
                    let name = self.function_name(method, list, result);
                    if result.returned.is_none() {
                        let slower = format_ident!("{name}_elsewhere");
                        let invoker = self.invoker(&slower, method, list, result, None);
                        functions.push(quote! { #[inline(never)] #invoker });
                        functions.push(self.invoker(&name, method, list, result, Some(&slower)));
                    } else {
                        functions.push(self.invoker(&name, method, list, result, None));
                    }
                    name
                };
                let function = define(false);
                let method = if result.function {
                    quote! { ::core::option::Option::None }
                } else {
                    let method = define(true);
                    quote! { ::core::option::Option::Some(#method) }
                };
                rows.push((key(list, place), method, function));
            }
        }
        rows.sort_by_key(|(key, _, _)| *key);
        let count = rows.len();
        let keys = rows.iter().map(|(key, _, _)| key);
        let methods = rows.iter().map(|(_, method, _)| method);
        let plain = rows.iter().map(|(_, _, function)| function);
        let bits = KEY_BITS;
        let most = MOST_ARGUMENTS;
        quote! {
            /// A kind of argument for which there are invokers.
            #[derive(Clone, Copy, Debug, PartialEq, Eq)]
            pub(in crate::call) enum ArgumentKind { #(#[allow(missing_docs)] #arguments),* }

            /// A kind of result for which there are invokers.
            #[derive(Clone, Copy, Debug, PartialEq, Eq)]
            pub(in crate::call) enum ResultKind { #(#[allow(missing_docs)] #results),* }

            /// Sorted by key: the invoker of methods, that of functions without an object.
            static INVOKERS: [(u32, ::core::option::Option<Target>, Target); #count] = [#((#keys, #methods, #plain)),*];

            /// The invoker of a call shape, where it has one of its own.
            pub(in crate::call) fn find(
                method: bool,
                arguments: &[ArgumentKind],
                result: ResultKind,
            ) -> ::core::option::Option<Target> {
                if arguments.len() > #most {
                    return ::core::option::Option::None;
                }
                let mut key = (result as u32) << #bits | arguments.len() as u32;
                for (place, argument) in arguments.iter().enumerate() {
                    key |= (*argument as u32) << (#bits * (2 + place as u32));
                }
                let row = INVOKERS.binary_search_by_key(&key, |row| row.0).ok()?;
                let (_, of_method, of_function) = INVOKERS[row];
                if method { of_method } else { ::core::option::Option::Some(of_function) }
            }

            #(#functions)*
        }
    }

    fn function_name(&self, method: bool, list: &[usize], result: &Outcome) -> Ident {
        let mut name = String::from(if method { "method" } else { "function" });
        for kind in list {
            name.push('_');
            name.push_str(&self.arguments[*kind].name.to_string().to_lowercase());
        }
        format_ident!("{name}_to_{}", result.name.to_string().to_lowercase())
    }

    /// One invoker: CPython's calling convention in, the stub's out. With another
    /// one behind it, it serves only results for which there is memory at once.
    fn invoker(
        &self,
        name: &Ident,
        method: bool,
        list: &[usize],
        result: &Outcome,
        behind: Option<&Ident>,
    ) -> TokenStream {
        let Outcome { name: result_name, returned, .. } = result;
        let count = list.len();
        let miss = quote! { return miss(this, first, second, third, plan); };
        let check_count = (count > 1).then(|| quote! { if second != #count { #miss } });
        let receive = method.then(|| {
            quote! { let Some(receiver) = receiver(this, plan) else { #miss }; }
        });
        let ready = behind.map(|behind| {
            quote! {
                if !give::#result_name::is_at_once(plan) {
                    return #behind(this, first, second, third, plan);
                }
            }
        });
        let fill = format_ident!("{}", if behind.is_some() { "fill_at_once" } else { "fill" });
        let mut takes = Vec::new();
        let (mut words, mut types) = (Vec::new(), Vec::new());
        if method {
            words.push(quote! { receiver });
            types.push(quote! { *mut c_void });
        }
        for (place, kind) in list.iter().enumerate() {
            let Argument { name: kind, words: kind_words } = &self.arguments[*kind];
            let value = format_ident!("argument_{place}");
            let object = if count == 1 {
                quote! { first as *mut ffi::PyObject }
            } else {
                quote! { *(first as *const *mut ffi::PyObject).add(#place) }
            };
            takes.push(quote! {
                let Some(#value) = take::#kind::take(#object, plan, #place) else { #miss };
            });
            if let [word] = kind_words.as_slice() {
                words.push(quote! { #value });
                types.push(quote! { #word });
            } else {
                for (number, word) in kind_words.iter().enumerate() {
                    let number = syn::Index::from(number);
                    words.push(quote! { #value.#number });
                    types.push(quote! { #word });
                }
            }
        }
        let of = if method {
            quote! { receiver }
        } else {
            quote! { ::core::ptr::null_mut() }
        };
        // All other results are nobody's to end.
        let lost = (result_name == "Constructed")
            .then(|| quote! { give::Constructed::failed(result.cast(), plan); });
        let call = match returned {
            Some(returned) => quote! {
                let stub: unsafe extern "C" fn(#(#types),*) -> #returned = ::core::mem::transmute(plan.stub);
                let result = stub(#(#words),*);
                if failed(plan) {
                    #lost
                    return ::core::ptr::null_mut();
                }
                give::#result_name::give::<#method>(result, this, #of, plan)
            },
            None => quote! {
                give::#result_name::#fill(plan, |memory| {
                    let stub: unsafe extern "C" fn(*mut c_void, #(#types),*) = ::core::mem::transmute(plan.stub);
                    stub(memory, #(#words),*);
                    !failed(plan)
                })
            },
        };
        quote! {
            unsafe extern "C" fn #name(
                this: *mut ffi::PyObject,
                first: usize,
                second: usize,
                third: usize,
                plan: *const Plan,
            ) -> *mut ffi::PyObject {
                // SAFETY: the entry, or who jumps like one, passes a live plan of
                // this very shape, and what CPython has passed it: live objects, by
                // the convention of functions with so many arguments.
                unsafe {
                    let plan = &*plan;
                    #ready
                    #check_count
                    #(#takes)*
                    #receive
                    #call
                }
            }
        }
    }
}

/// The place of a shape in the table, as `find` computes it.
fn key(list: &[usize], result: usize) -> u32 {
    let mut key = (result as u32) << KEY_BITS | list.len() as u32;
    for (place, kind) in list.iter().enumerate() {
        key |= (*kind as u32) << (KEY_BITS * (2 + place as u32));
    }
    key
}
