//! The stubs of a class itself: delete, destroy, copy, move, allocate, print, casts to virtual bases.

use std::path::Path;

use super::{Origin, Plan, definition};
use crate::analysis::{
    ClassFact, Facts, is_container, is_function_wrapper, is_plainly_trivial, is_smart_pointer, may_allocate,
    may_be_matrix,
};
use crate::ir::{self, Ir};

/// Which stubs a class has; the compiler may still leave some out.
#[derive(Clone, Debug, Default)]
pub(in crate::emit) struct ClassStubs {
    /// `delete`.
    pub(in crate::emit) destroy: Option<u32>,
    /// The destructor alone.
    pub(in crate::emit) destruct: Option<u32>,
    /// The copy constructor, into memory.
    pub(in crate::emit) copy: Option<u32>,
    /// The move constructor, into memory.
    pub(in crate::emit) relocate: Option<u32>,
    /// The class's own operator new.
    pub(in crate::emit) allocate: Option<u32>,
    /// `operator<<`.
    pub(in crate::emit) print: Option<u32>,
    /// How its elements are reached.
    pub(in crate::emit) container: Option<u32>,
    /// `==`.
    pub(in crate::emit) equal: Option<u32>,
    /// How objects are held by it.
    pub(in crate::emit) smart_pointer: Option<u32>,
    /// How it is made of a Python callable.
    pub(in crate::emit) callback: Option<u32>,
    /// How it is made of its parts.
    pub(in crate::emit) value: Option<u32>,
    /// How its elements lie in rows and columns.
    pub(in crate::emit) matrix: Option<u32>,
    /// Of each base, the cast to it where it is virtual.
    pub(in crate::emit) casts: Vec<Option<u32>>,
}

/// Whether the headers know `std::ostream`. Only a standard header may declare it, and where none does there can be
/// no `operator<<` that prints a class.
pub(super) fn knows_streams(ir: &Ir) -> bool {
    let declares = |file: &Path| file.file_stem().is_some_and(|name| name == "iosfwd" || name == "ostream");
    ir.files.iter().any(|file| declares(file))
}

/// Adds a class's own stubs.
pub(super) fn stubs(plan: &mut Plan, ir: &Ir, facts: &Facts, class: &ClassFact, streams: bool) -> ClassStubs {
    let record = &ir[class.id];
    if !record.complete {
        return ClassStubs::default();
    }
    let cpp = &record.cpp;
    let mut add = |what: &str, result: &str, parameters: &[&str], condition: String, body: String| {
        let parameters: Vec<String> =
            parameters.iter().map(|parameter| parameter.replace('%', cpp)).collect();
        let condition = (!condition.is_empty()).then(|| format!("{condition}<{cpp}>"));
        plan.add(Origin::Implicit, &format!("{what} {}", record.qualified), condition, |name| {
            definition(result, name, &parameters, &body, true)
        })
    };
    let trait_of = |name: &str| name.to_owned();
    let destructible = !record.destructor.deleted && record.destructor.access == ir::Access::Public;
    let trivial = is_plainly_trivial(ir, facts, class.id);
    let destroy = destructible.then(|| {
        add(
            "delete",
            "void",
            &["%* self"],
            trait_of("std::is_destructible_v"),
            "::cppbind::destroy(self);".into(),
        )
    });
    let destruct = (destructible && !trivial).then(|| {
        add(
            "destruct",
            "void",
            &["%* self"],
            trait_of("::cppbind::destructs"),
            "::cppbind::destruct(self);".into(),
        )
    });
    let copy = (!record.is_abstract && !trivial).then(|| {
        add(
            "copy",
            "void",
            &["void* memory", "const %* self"],
            trait_of("::cppbind::copies"),
            "::cppbind::copy(memory, self);".into(),
        )
    });
    let relocate = (!record.is_abstract && !trivial).then(|| {
        add(
            "move",
            "void",
            &["void* memory", "%* self"],
            trait_of("::cppbind::moves"),
            "::cppbind::relocate(memory, self);".into(),
        )
    });
    let allocate = (!record.is_abstract && may_allocate(ir, class.id)).then(|| {
        add(
            "allocate",
            "void*",
            &["void* memory"],
            trait_of("::cppbind::has_operator_new"),
            format!("return ::cppbind::allocate<{cpp}>(memory);"),
        )
    });
    let print = if class.printed {
        let into = format!(
            "[](std::ostream& stream, const void* it) {{ stream << *static_cast<const {cpp}*>(it); }}"
        );
        let body = format!("::cppbind::print(result, self, {into});");
        Some(add("print", "void", &["::cppbind::TextResult* result", "const %* self"], String::new(), body))
    } else if streams && (record.origin == ir::Origin::Selected || !record.qualified.starts_with("std::")) {
        let parameters = ["::cppbind::TextResult* result", "const %* self"];
        Some(add(
            "print",
            "void",
            &parameters,
            trait_of("::cppbind::printable"),
            "::cppbind::print_into(result, self);".into(),
        ))
    } else {
        None
    };
    let casts = (class.bases.iter())
        .map(|base| {
            let to = &ir[base.record].cpp;
            (base.is_virtual && !base.ambiguous)
                .then(|| add("cast", &format!("{to}*"), &["%* self"], String::new(), "return self;".into()))
        })
        .collect();
    // Operators of the specialisations that headers name are templates, which nothing else instantiates.
    let is_instance = record.origin == ir::Origin::Named && !is_container(record);
    // So is no `==` that comes with a `<=>`: no header declares it.
    let equal = (is_instance || facts.three_way.contains(&class.id)).then(|| {
        add(
            "compare",
            "bool",
            &["const %* self", "const %* other"],
            trait_of("::cppbind::has_equality"),
            "return ::cppbind::equal(self, other);".into(),
        )
    });
    let container = is_container(record).then(|| {
        let result = "const ::cppbind::ContainerOperations*";
        let body = format!("return ::cppbind::container::operations<{cpp}>();");
        plan.add(Origin::Implicit, &format!("elements of {}", record.qualified), None, |name| {
            definition(result, name, &[], &body, false)
        })
    });
    let smart_pointer = is_smart_pointer(record).then(|| {
        let result = "const ::cppbind::SmartPointerOperations*";
        let body = format!("return ::cppbind::smart::operations<{cpp}>();");
        plan.add(Origin::Implicit, &format!("objects held by {}", record.qualified), None, |name| {
            definition(result, name, &[], &body, false)
        })
    });
    let callback = is_function_wrapper(record).then(|| {
        let result = "const ::cppbind::CallbackOperations*";
        let body = format!("return ::cppbind::callback::Specialisation<{cpp}>::operations();");
        plan.add(Origin::Implicit, &format!("callables as {}", record.qualified), None, |name| {
            definition(result, name, &[], &body, false)
        })
    });
    let matrix = may_be_matrix(ir, class.id).then(|| {
        let result = "const ::cppbind::MatrixOperations*";
        let body = format!("return ::cppbind::matrix::operations<{cpp}>();");
        plan.add(Origin::Implicit, &format!("rows and columns of {}", record.qualified), None, |name| {
            definition(result, name, &[], &body, false)
        })
    });
    ClassStubs {
        destroy,
        destruct,
        copy,
        relocate,
        allocate,
        print,
        container,
        equal,
        smart_pointer,
        callback,
        value: super::value::stub(plan, ir, class.id),
        matrix,
        casts,
    }
}
