//! The stubs of data members and variables: addresses, and access to bit-fields.

use super::argument::argument;
use super::result::returned;
use super::shape::Shape;
use super::{Origin, Plan, definition};
use crate::analysis::{Member, MemberKind};
use crate::ir::{Ir, TypeKind};

/// Which stubs a member has.
#[derive(Clone, Debug, Default)]
pub(in crate::emit) struct MemberStubs {
    /// The address of a variable.
    pub(in crate::emit) address: Option<u32>,
    /// The value of a bit-field, or the address that a reference holds.
    pub(in crate::emit) getter: Option<u32>,
    /// Assigns to a bit-field.
    pub(in crate::emit) setter: Option<u32>,
}

/// Adds a member's stubs.
pub(super) fn stubs(plan: &mut Plan, ir: &Ir, index: usize, member: &Member) -> MemberStubs {
    let origin = Origin::Member(index);
    match member.kind {
        MemberKind::Variable(id) => {
            let qualified = &ir[id].qualified;
            let global =
                if qualified.starts_with("::") { qualified.clone() } else { format!("::{qualified}") };
            let body = format!("return ::cppbind::untyped_address({global});");
            let address =
                plan.add(origin, qualified, None, |name| definition("void*", name, &[], &body, false));
            MemberStubs { address: Some(address), ..MemberStubs::default() }
        }
        MemberKind::Field(class, field) => {
            let (class, field) = (&ir[class], &ir[class].fields[field]);
            let (cpp, name) = (&class.cpp, &field.name);
            let comment = format!("{}::{name}", class.qualified);
            let is_reference =
                matches!(ir[field.ty].kind, TypeKind::LValueReference(_) | TypeKind::RValueReference(_));
            if is_reference {
                let body = format!("return ::cppbind::untyped_address(self->{name});");
                let parameters = [format!("const {cpp}* self")];
                let getter = plan
                    .add(origin, &comment, None, |stub| definition("void*", stub, &parameters, &body, false));
                return MemberStubs { getter: Some(getter), ..MemberStubs::default() };
            }
            if field.bit_width.is_none() {
                return MemberStubs::default();
            }
            let returned = returned(ir, field.ty);
            let body = returned.statement(&format!("self->{name}"));
            let parameters = [format!("const {cpp}* self")];
            let getter = plan.add(origin, &comment, None, |stub| {
                definition(&returned.ty, stub, &parameters, &body, false)
            });
            let setter = (!member.constant).then(|| {
                let value = argument(ir, Shape::of(ir, field.ty), 0);
                let parameters = [format!("{cpp}* self"), value.parameter];
                let body = format!("self->{name} = {};", value.expression);
                plan.add(origin, &comment, None, |stub| definition("void", stub, &parameters, &body, false))
            });
            MemberStubs { address: None, getter: Some(getter), setter }
        }
    }
}
