//! Cycles between top-level modules.

use std::collections::{BTreeMap, BTreeSet};

use super::source::Crate;

/// Who uses whom, and a line that shows it.
type Graph = BTreeMap<String, BTreeMap<String, String>>;

/// One cycle: the lines that close it.
pub(super) fn find(package: &Crate) -> Option<Vec<String>> {
    let mut graph = Graph::new();
    for module in package.modules().into_iter().filter(|module| module != "lib") {
        for (line, used) in package.uses(&module).filter(|(_, used)| *used != module && used != "lib") {
            graph.entry(module.clone()).or_default().entry(used).or_insert_with(|| line.place());
        }
    }
    cycle(&graph)
}

fn cycle(graph: &Graph) -> Option<Vec<String>> {
    let mut done = BTreeSet::new();
    graph.keys().find_map(|module| visit(graph, module, &mut Vec::new(), &mut done))
}

fn visit<'a>(
    graph: &'a Graph,
    module: &'a str,
    path: &mut Vec<&'a str>,
    done: &mut BTreeSet<&'a str>,
) -> Option<Vec<String>> {
    if let Some(start) = path.iter().position(|visited| *visited == module) {
        let steps = path[start..].iter().copied().zip(path[start + 1..].iter().copied().chain([module]));
        return Some(
            steps.map(|(user, used)| format!("{}: {user} uses {used}", graph[user][used])).collect(),
        );
    }
    if done.contains(module) {
        return None;
    }
    path.push(module);
    let found = graph
        .get(module)
        .into_iter()
        .flat_map(BTreeMap::keys)
        .find_map(|used| visit(graph, used, path, done));
    path.pop();
    done.insert(module);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph(edges: &[(&str, &str)]) -> Graph {
        let mut graph = Graph::new();
        for (user, used) in edges {
            graph.entry((*user).to_owned()).or_default().insert((*used).to_owned(), format!("{user}.rs:1"));
        }
        graph
    }

    #[test]
    fn a_cycle_is_told_step_by_step() {
        let found = cycle(&graph(&[("a", "b"), ("b", "c"), ("c", "b")]));
        assert_eq!(found.unwrap(), ["b.rs:1: b uses c", "c.rs:1: c uses b"]);
    }

    #[test]
    fn a_diamond_is_none() {
        assert_eq!(cycle(&graph(&[("a", "b"), ("a", "c"), ("b", "d"), ("c", "d")])), None);
    }
}
