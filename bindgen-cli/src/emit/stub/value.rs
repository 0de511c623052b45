//! The stub of a class whose values are made of others.

use cppbind_abi::codes::ValueFlags;

use super::{Origin, Plan, definition};
use crate::analysis::{Compound, compound, parts};
use crate::ir::{Ir, RecordId, TypeId};

/// Adds the stub that returns the class's table of functions.
pub(super) fn stub(plan: &mut Plan, ir: &Ir, class: RecordId) -> Option<u32> {
    let record = &ir[class];
    let compound = compound(record)?;
    let types = parts(ir, record, compound);
    let cpp = &record.cpp;
    let kind = match compound {
        Compound::Product => format!("Product<{cpp}>"),
        Compound::Choice => format!("Choice<{cpp}>"),
        Compound::Optional => format!("Optional<{cpp}>"),
        Compound::Any => {
            let stored: Vec<&str> = types.iter().map(|ty| ir[*ty].cpp.as_str()).collect();
            format!("Any<{}>", [&[cpp.as_str()], stored.as_slice()].concat().join(", "))
        }
        Compound::Duration => format!("Duration<{cpp}>"),
        Compound::CalendarPoint | Compound::TimePoint => format!("TimePoint<{cpp}>"),
    };
    let more = match compound {
        Compound::Duration | Compound::TimePoint => format!(", 0, ::cppbind::value::ticks<{cpp}>()"),
        Compound::CalendarPoint => {
            let flags = ValueFlags::CALENDAR.0;
            format!(", {flags}, ::cppbind::value::ticks<{cpp}>()")
        }
        _ => String::new(),
    };
    // A list needs an element even where a tuple has none.
    let indices: Vec<String> = types.iter().map(|TypeId(ty)| ty.to_string()).chain(["0".into()]).collect();
    let body = format!(
        "static const std::uint32_t types[] = {{{}}}; \
         return ::cppbind::value::operations<::cppbind::value::{kind}>(types{more});",
        indices.join(", ")
    );
    let result = "const ::cppbind::ValueOperations*";
    Some(plan.add(Origin::Implicit, &format!("parts of {}", record.qualified), None, |name| {
        definition(result, name, &[], &body, false)
    }))
}
