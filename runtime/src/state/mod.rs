//! What the process knows: the loaded dictionaries, the settings, and the C++
//! exception that a stub has just caught.
//!
//! * [`mod@fallback`]: slower ways that the environment asks for.
//! * [`mod@load`]: dictionaries in load order, and the generation that grows with them.
//! * [`standard`]: the package's own dictionary, loaded when it is needed.
//! * [`search`]: where `load_lib` looks for a name.
//! * [`thrown`]: the pending C++ exception of each thread.
//! * [`settings`]: policies that Python may change.
//!
//! May not know: classes, proxies, calls.

mod fallback;
mod load;
mod search;
mod settings;
mod standard;
mod thrown;

pub use fallback::{Fallback, fallback};
pub use load::{dictionaries, generation, load};
pub use search::{NotFound, add_library_path, file_of_handle, find_library, library_paths};
pub use settings::{
    MemoryPolicy, Package, StringPolicy, memory_policy, package, set_memory_policy, set_package,
    set_string_policy, string_policy,
};
pub use standard::{load_standard, set_standard, standard, standard_dictionary};
pub use thrown::{
    LINK, OwnedThrown, count_pending, hold_thrown, pending, pending_address, take_held, take_thrown,
    uncount_pending,
};
