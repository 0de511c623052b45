//! The `.pyi`: mypy's strict mode accepts it and a program that uses it, and finds the program's mistakes.

use std::path::PathBuf;

use crate::libclang::workspace;
use crate::project::{Project, Run};

const HEADER: &str = r#"
#include <string>
#include <vector>
#define LIMIT 7
/// The answer's home.
namespace ns {
/** A point. Quotes """ and \n stay. */
struct Point {
    double x = 0, y = 0;
    Point operator+(const Point& other) const { return {x + other.x, y + other.y}; }
    bool operator==(const Point&) const { return true; }
    double& operator[](int i) { return i ? y : x; }
    explicit operator bool() const { return x != 0; }
};
inline Point operator*(double factor, const Point& p) { return {factor * p.x, factor * p.y}; }
enum Color { Red, Green = 5, None };
enum class Mode : unsigned char { A, B };
class Base { public: virtual ~Base() {} virtual int run(int n = 3) const { return n; } static int count; };
inline int Base::count = 1;
class Derived : public Base {
public:
    Derived() {}
    Derived(const std::string& name) : name_(name) {}
    int run(int n = 3) const override { return n; }
    const char* name() const { return name_.c_str(); }
    std::vector<int> values() const { return {1, 2}; }
    const int fixed = 3;
private:
    std::string name_;
};
inline int take(const Derived& d, Color c, const char* text = "x") { return d.run(c) + text[0]; }
inline long over(long i) { return i; }
inline double over(double d) { return d; }
inline std::string over(const std::string& s) { return s; }
inline int str() { return 1; }
inline int lambda() { return 1; }
inline int import(int is) { return is; }
}
typedef ns::Point P2;
"#;

const PROGRAM: &str = r#"
from typing import TYPE_CHECKING

import cppyy_rs

cppyy_rs.load_lib("libgoodDict.so")
if TYPE_CHECKING:
    from goodDict import gbl
else:
    from cppyy_rs import gbl

p = gbl.ns.Point(1.0, y=2.0)
q: gbl.P2 = 2.0 * (p + p)
equal: bool = p == q
p[0] = 3.0
first: float = p[0] + q.x
derived = gbl.ns.Derived("name")
n: int = derived.run() + gbl.ns.Base.count + gbl.LIMIT + derived.fixed
n += gbl.ns.take(derived, gbl.ns.Red) + gbl.ns.take("name", gbl.ns.Color.Green, text="y")
name: str = derived.name()
text: str = gbl.ns.over("text")
number: float = gbl.ns.over(1.5)
base: gbl.ns.Base = derived
for value in derived.values():
    print(value, len(derived.values()))
"#;

/// mypy of the active virtual environment, else of the workspace's.
fn python() -> PathBuf {
    let environment =
        std::env::var_os("VIRTUAL_ENV").map_or_else(|| workspace().join(".venv"), PathBuf::from);
    let python = environment.join("bin/python");
    assert!(python.is_file(), "no Python with mypy: run `make venv` ({} is missing)", python.display());
    python
}

fn project() -> Project {
    let project = Project::new(&[("good.h", HEADER), ("program.py", PROGRAM)]);
    project.write("cppyy_rs.pyi", "from typing import Any\ngbl: Any\ndef load_lib(name: str) -> None: ...\n");
    project.cppbind("gen good.h --emit pyi").succeeds();
    project
}

fn mypy(project: &Project, file: &str) -> Run {
    project.run(&python(), &["-m", "mypy", "--strict", "--cache-dir=/dev/null", file])
}

#[test]
fn a_program_passes_strictly() {
    let run = mypy(&project(), "program.py");
    assert_eq!(run.code, 0, "{}", run.stdout);
}

#[test]
fn mistakes_are_found() {
    let project = project();
    for (line, expected) in [
        ("derived.run('x')", "arg-type"),
        ("derived.nothing()", "attr-defined"),
        ("derived.fixed = 4", "read-only"),
        ("gbl.ns.take(derived)", "call-arg"),
        ("gbl.ns.over(None)", "call-overload"),
        ("gbl.ns.Point(z=1.0)", "call-overload"),
        ("x: str = gbl.ns.str()", "assignment"),
    ] {
        project.write("wrong.py", format!("{PROGRAM}{line}\n"));
        let run = mypy(&project, "wrong.py");
        assert!(
            run.code == 1 && run.stdout.contains(expected),
            "{line}: expected {expected}\n{}",
            run.stdout
        );
    }
}

#[test]
fn names_that_python_keeps_are_told() {
    let stub = project().read("goodDict.pyi");
    assert!(stub.contains("# import is no Python identifier: use getattr"), "{stub}");
    assert!(stub.contains("# None is no Python identifier: use getattr"), "{stub}");
    assert!(stub.contains("def over(s: _builtins.str | bytes) -> _builtins.str: ..."), "{stub}");
}
