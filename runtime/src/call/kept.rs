//! The plans that were made. They live for ever, because a call may be on its way by any of them; what undoes them
//! (a policy, a dictionary) mostly changes other functions, or is taken back later. So a function that is bound again
//! gets the plan that it had, and a program that sets a policy a million times needs no memory for it.
//!
//! May not know: why plans are made again.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Mutex;

use super::plan::Plan;

/// A plan of the table.
struct Kept(&'static Plan);

// SAFETY: plans are read and changed by threads that are attached to the interpreter, which are one at a time.
unsafe impl Send for Kept {}

/// By what hardly two plans share: the context's and the stub's addresses.
type Plans = HashMap<(usize, usize), Vec<Kept>>;

static PLANS: Mutex<Option<Plans>> = Mutex::new(None);

/// The plan, or a former one that does the same, with nothing remembered.
pub(super) fn keep(plan: Plan) -> &'static Plan {
    let key = (plan.context as usize, plan.stub as usize);
    let mut plans = PLANS.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    match plans.get_or_insert_default().entry(key) {
        Entry::Occupied(mut known) => {
            if let Some(Kept(former)) = known.get().iter().find(|Kept(former)| former.is_like(&plan)) {
                former.forget();
                return former;
            }
            let plan: &'static Plan = Box::leak(Box::new(plan));
            known.get_mut().push(Kept(plan));
            plan
        }
        Entry::Vacant(place) => {
            let plan: &'static Plan = Box::leak(Box::new(plan));
            place.insert(vec![Kept(plan)]);
            plan
        }
    }
}
