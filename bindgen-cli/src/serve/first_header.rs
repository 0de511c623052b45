//! Which precompiled header to try first: a guess from the text that can only cost time.
//!
//! Whatever is of the standard library is named, by its namespace or by a header; macros and functions of C are what a
//! short compile tells where the guess was wrong.

use super::prelude::{BARE, CONTAINERS, LEAN};

/// Headers that hold containers, and what these are made of.
pub(super) const CONTAINER_HEADERS: &[&str] = &[
    "array",
    "cstddef",
    "cstdint",
    "deque",
    "forward_list",
    "initializer_list",
    "iterator",
    "limits",
    "list",
    "map",
    "queue",
    "set",
    "stack",
    "tuple",
    "type_traits",
    "unordered_map",
    "unordered_set",
    "utility",
    "vector",
];

/// What of `std` those headers have for certain and programs name.
const CONTAINER_NAMES: &[&str] = &[
    "allocator",
    "array",
    "deque",
    "equal_to",
    "forward_list",
    "hash",
    "initializer_list",
    "less",
    "list",
    "make_pair",
    "make_tuple",
    "map",
    "move",
    "multimap",
    "multiset",
    "pair",
    "priority_queue",
    "queue",
    "reverse_iterator",
    "set",
    "size_t",
    "stack",
    "swap",
    "tuple",
    "unordered_map",
    "unordered_multimap",
    "unordered_multiset",
    "unordered_set",
    "vector",
];

/// What a text needs of the standard library.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Need {
    Nothing,
    Containers,
    More,
}

/// The number of the header to try first for texts, where it is known whether stubs need more of our own headers than those
/// that include hardly anything.
pub(super) fn first_for<'a>(texts: impl Iterator<Item = &'a str>, is_light: bool) -> usize {
    match texts.map(need).max() {
        _ if !is_light => LEAN,
        None | Some(Need::Nothing) => BARE,
        Some(Need::Containers) => CONTAINERS,
        Some(Need::More) => LEAN,
    }
}

fn need(text: &str) -> Need {
    let included = text.split("#include").skip(1).map(|rest| {
        let name = rest.trim_start().strip_prefix('<').and_then(|rest| Some(rest.split_once('>')?.0));
        name.is_some_and(|name| CONTAINER_HEADERS.contains(&name.trim()))
    });
    let named = text.split("std").skip(1).map(|rest| {
        let end = |character: char| !character.is_ascii_alphanumeric() && character != '_';
        let name = rest.strip_prefix("::").and_then(|rest| rest.split(end).next());
        name.is_some_and(|name| CONTAINER_NAMES.contains(&name))
    });
    included
        .chain(named)
        .map(|known| if known { Need::Containers } else { Need::More })
        .max()
        .unwrap_or(Need::Nothing)
}

#[cfg(test)]
mod tests {
    use super::{Need, need};

    #[test]
    fn what_names_only_containers_needs_no_more() {
        assert_eq!(need("struct Part { int number; };"), Need::Nothing);
        assert_eq!(need("std::vector<Part>"), Need::Containers);
        assert_eq!(need("#include <map>\nstd::map<int,std::pair<int, Part>> m;"), Need::Containers);
        assert_eq!(need("__gnu_cxx::__normal_iterator<Part*,std::vector<Part>>"), Need::Containers);
        assert_eq!(need("std::map<std::string,Part>"), Need::More);
        assert_eq!(need("#include <iostream>\nstd::vector<int> v;"), Need::More);
        assert_eq!(need("#include \"part.hpp\""), Need::More);
        assert_eq!(need("using namespace std;"), Need::More);
        assert_eq!(need("std::vector_of_mine<int>"), Need::More);
    }
}
