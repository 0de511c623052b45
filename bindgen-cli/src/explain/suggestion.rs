//! The name that a mistyped one may have meant.

/// The nearest of the names, compared by their last components, where one is near enough.
pub(super) fn nearest<'a>(wanted: &str, names: &'a [String]) -> Option<&'a str> {
    let last = |name: &'a str| name.rsplit("::").next().unwrap_or(name);
    let wanted = wanted.rsplit("::").next().unwrap_or(wanted).to_lowercase();
    let allowed = 1 + wanted.chars().count() / 4;
    let distances = names.iter().map(|name| (distance(&wanted, &last(name).to_lowercase()), name.as_str()));
    distances.filter(|(distance, _)| *distance <= allowed).min().map(|(_, name)| name)
}

/// Insertions, deletions and replacements between two words.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (line, character) in left.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], line + 1);
        for (column, other) in right.iter().enumerate() {
            let replaced = diagonal + usize::from(character != *other);
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_count_single_changes() {
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("same", "same"), 0);
    }

    #[test]
    fn only_near_names_are_suggested() {
        let names = ["MyClass", "ns::Point"].map(str::to_owned);
        assert_eq!(nearest("Myclas", &names), Some("MyClass"));
        assert_eq!(nearest("ns::Piont", &names), Some("ns::Point"));
        assert_eq!(nearest("Something", &names), None);
    }
}
