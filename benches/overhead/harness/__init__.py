"""The bindings-overhead report: builds the rivals, checks, times and counts them, and writes what came out."""
