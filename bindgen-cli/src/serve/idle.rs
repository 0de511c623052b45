//! How many processors have nothing else to do.
//!
//! May not know: requests, what is compiled.

/// Where Linux counts the threads that run or wait for a processor; proc_stat(5).
const STATISTICS: &str = "/proc/stat";

/// How many compilers may start now without waiting for each other or for what runs already: one at least, and one where the
/// system does not tell.
pub(super) fn processors(all: usize) -> usize {
    let running = std::fs::read_to_string(STATISTICS).ok().and_then(|text| running(&text)).unwrap_or(all);
    // The thread that asks is one of them, and waits while its compilers run.
    (all + 1).saturating_sub(running).max(1)
}

/// How many threads run, in the text of the statistics.
fn running(text: &str) -> Option<usize> {
    text.lines().find_map(|line| line.strip_prefix("procs_running "))?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_running_threads_are_found_among_the_statistics() {
        assert_eq!(running("cpu  1 2 3\nprocesses 56065\nprocs_running 3\nprocs_blocked 1\n"), Some(3));
        assert_eq!(running("cpu  1 2 3\n"), None);
    }

    #[test]
    fn one_compiler_may_always_start() {
        assert_eq!(processors(1), 1);
        assert!((1..=64).contains(&processors(64)));
    }
}
