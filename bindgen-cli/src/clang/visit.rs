//! Walks that libclang makes by call-back, as vectors.

use clang_sys as sys;
use clang_sys::{CXChildVisitResult, CXClientData, CXCursor, CXVisitorResult};

use super::{Cursor, Type, library};

/// The call-backs' common part.
///
/// # Safety
///
/// `data` is the address of a `Vec<CXCursor>` that nothing else uses meanwhile.
unsafe fn push(cursor: CXCursor, data: CXClientData) {
    // SAFETY: the caller's promise.
    unsafe { &mut *data.cast::<Vec<CXCursor>>() }.push(cursor);
}

extern "C" fn push_child(cursor: CXCursor, _: CXCursor, data: CXClientData) -> CXChildVisitResult {
    // SAFETY: `children` passes its own vector.
    unsafe { push(cursor, data) };
    sys::CXChildVisit_Continue
}

extern "C" fn push_member(cursor: CXCursor, data: CXClientData) -> CXVisitorResult {
    // SAFETY: the functions of `Type` below pass their own vectors.
    unsafe { push(cursor, data) };
    sys::CXVisit_Continue
}

fn collect<'tu>(walk: impl FnOnce(CXClientData)) -> Vec<Cursor<'tu>> {
    let mut found: Vec<CXCursor> = Vec::new();
    walk((&raw mut found).cast());
    found.into_iter().filter_map(Cursor::from_raw).collect()
}

impl<'tu> Cursor<'tu> {
    /// Direct children in order; implicit declarations are left out.
    pub fn children(self) -> Vec<Cursor<'tu>> {
        // SAFETY: the cursor belongs to a living unit; the call-back gets the vector it expects and cannot unwind.
        collect(|data| unsafe {
            sys::clang_visitChildren(self.raw, push_child, data);
        })
    }
}

impl<'tu> Type<'tu> {
    /// The non-static data members of a class, instantiated ones too.
    pub fn fields(self) -> Vec<Cursor<'tu>> {
        // SAFETY: as in `children`.
        collect(|data| unsafe {
            sys::clang_Type_visitFields(self.raw, push_member, data);
        })
    }

    /// The member functions of a class, implicit ones included; none where libclang cannot list them.
    pub fn methods(self) -> Vec<Cursor<'tu>> {
        // SAFETY: as in `children`; the function was looked up in the loaded library.
        collect(|data| unsafe {
            if let Some(visit) = library::visit_methods() {
                visit(self.raw, push_member, data);
            }
        })
    }

    /// The base specifiers of a class; none where libclang cannot list them.
    pub fn bases(self) -> Vec<Cursor<'tu>> {
        // SAFETY: as in `children`.
        collect(|data| unsafe {
            if sys::clang_visitCXXBaseClasses::is_loaded() {
                sys::clang_visitCXXBaseClasses(self.raw, push_member, data);
            }
        })
    }
}
