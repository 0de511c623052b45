//! The `.pyi`: mypy's strict mode accepts it and a program that uses it, and finds the program's mistakes.

use std::path::PathBuf;

use crate::libclang::workspace;
use crate::project::{Project, Run};

const HEADER: &str = r#"
#include <any>
#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <variant>
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
inline int sum(const std::vector<int>& values) { return values.empty() ? 0 : values[0]; }
inline double deep(const std::vector<std::vector<double>>& values) { return values[0][0]; }
inline int count(const std::vector<std::string>& words) { return int(words.size()); }
inline int paint(const std::vector<Color>& colors) { return int(colors.size()); }
inline int total(const std::map<std::string, int>& counts) { return int(counts.size()); }
inline std::map<std::string, std::vector<int>> groups() { return {{"a", {1}}}; }
inline bool has(const std::set<int>& values, int value) { return values.count(value) != 0; }
inline std::set<std::string> names() { return {"a"}; }
inline std::pair<int, std::string> swap(const std::pair<std::string, int>& pair) { return {pair.second, pair.first}; }
inline void change(std::vector<int>& values) { values.push_back(1); }
inline double apply(const std::function<double(const Point&, int)>& f) { return f({}, 1); }
inline void each(std::function<void(std::string)> f) { f("x"); }
inline int call(int (*f)(int)) { return f(1); }
inline std::shared_ptr<Derived> share(std::shared_ptr<Derived> d) { return d; }
inline std::vector<std::shared_ptr<Derived>> shared() { return {}; }
inline std::optional<int> maybe(const std::optional<std::string>& text) { return text ? 1 : 0; }
inline std::variant<int, std::string> either(const std::variant<double, Point>& one) { return int(one.index()); }
inline std::tuple<int, std::string> both(const std::tuple<std::string, int>& two) { return {1, std::get<0>(two)}; }
inline std::any anything(const std::any& one) { return one; }
inline std::chrono::milliseconds wait(std::chrono::milliseconds time) { return time; }
inline std::chrono::system_clock::time_point when(std::chrono::system_clock::time_point time) { return time; }
inline std::filesystem::path where(const std::filesystem::path& path) { return path; }
using Maybe = std::optional<double>;
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
import datetime
import os
import pathlib
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

# Containers and what stands for them.
values = derived.values()
last: int = values[-1] + sum(values) + gbl.ns.sum(values) + gbl.ns.sum([1, 2]) + gbl.ns.sum(range(3))
values[0:2] = (n for n in (1, 2))
values += [4]
values.append(1)
print(1 in values, values < [1, 2], memoryview(values), values[1:].capacity())
gbl.ns.change(values)
pi: float = gbl.ns.deep([[1.0], (2.5, 3.0)])
n += gbl.ns.count(["a", b"b"]) + gbl.ns.paint([gbl.ns.Red, gbl.ns.Color.Green])
n += gbl.ns.total({"a": 1}) + gbl.ns.total([("a", 1)]) + gbl.ns.total({})
groups = gbl.ns.groups()
for key, numbers in groups:
    name = key.upper()
    n += numbers[0]
groups["b"] = [1, 2]
found: int = groups["a"][0]
for key in groups.keys():
    name = key
if gbl.ns.has({1, 2}, 1):
    names: list[str] = [each.upper() for each in gbl.ns.names()]
number_of, text_of = gbl.ns.swap(("a", 1))
first_of: int = gbl.ns.swap(("a", 1)).first

# Callables and what smart pointers hold.
def measured(point: gbl.ns.Point, factor: int) -> float:
    return point.x * factor

number = gbl.ns.apply(measured) + gbl.ns.apply(lambda point, factor: point.y + factor)
gbl.ns.each(lambda word: print(word.upper()))
n += gbl.ns.call(lambda n: n + 1)
n += gbl.ns.share(derived).run() + gbl.ns.shared()[0].run()

# Values that are made of others, times and paths.
maybe = gbl.ns.maybe("text")
n += gbl.ns.maybe(None).value_or(3) + maybe.value()
if maybe and gbl.ns.Maybe(2.5).has_value():
    n += int(gbl.ns.either(2.5).index() + gbl.ns.either(p).index())
either_of, other_of = gbl.ns.both(("a", 1))
parts: list[int | str] = [either_of, other_of, *gbl.ns.both(("b", 2))]
print(gbl.ns.anything([1]).has_value(), gbl.ns.anything(gbl.ns.anything("a")))
pause = gbl.ns.wait(datetime.timedelta(seconds=2))
seconds: float = pause.total_seconds() + (pause + pause).total_seconds() + pause / datetime.timedelta(seconds=1)
later: datetime.datetime = gbl.ns.when(datetime.datetime.now()).to_datetime() + pause
print(pause < datetime.timedelta(seconds=3), gbl.ns.wait(pause).count(), later)
path: pathlib.Path = pathlib.Path(gbl.ns.where("a") / "b") / os.fspath(gbl.ns.where(pathlib.Path("c")))
"#;

/// mypy of the active virtual environment, else of the workspace's.
pub(crate) fn python() -> PathBuf {
    let environment =
        std::env::var_os("VIRTUAL_ENV").map_or_else(|| workspace().join(".venv"), PathBuf::from);
    let python = environment.join("bin/python");
    assert!(python.is_file(), "no Python with mypy: run `make venv` ({} is missing)", python.display());
    python
}

fn project() -> Project {
    let project = Project::new(&[("good.h", HEADER), ("program.py", PROGRAM)]);
    add_package_stubs(&project);
    project.cppbind("gen good.h --emit pyi").succeeds();
    project
}

/// The package as it is installed: a stub names its types of containers.
pub(crate) fn add_package_stubs(project: &Project) {
    let package = workspace().join("runtime/python/cppyy_rs");
    for stub in std::fs::read_dir(&package).expect("the package is there") {
        let stub = stub.expect("it can be read").path();
        if stub.extension().is_some_and(|extension| extension == "pyi") {
            let name = stub.file_name().expect("a file").to_string_lossy().into_owned();
            project.write(&format!("cppyy_rs/{name}"), std::fs::read(&stub).expect("it can be read"));
        }
    }
}

pub(crate) fn mypy(project: &Project, file: &str) -> Run {
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
    let mistakes = [
        ("derived.run('x')", "arg-type"),
        ("derived.nothing()", "attr-defined"),
        ("derived.fixed = 4", "read-only"),
        ("gbl.ns.take(derived)", "call-arg"),
        ("gbl.ns.over(None)", "call-overload"),
        ("gbl.ns.Point(z=1.0)", "call-overload"),
        ("x: str = gbl.ns.str()", "assignment"),
        ("gbl.ns.sum(['a'])", "list-item"),
        ("gbl.ns.sum(1)", "arg-type"),
        ("gbl.ns.deep([1.0])", "list-item"),
        ("gbl.ns.total({1: 1})", "arg-type"),
        ("gbl.ns.change([1])", "arg-type"),
        ("values[0] = 'a'", "call-overload"),
        ("values.append(None)", "arg-type"),
        ("for word in derived.values(): word.upper()", "attr-defined"),
        ("groups['c'] = ['a']", "list-item"),
        ("groups[1]", "index"),
        ("gbl.ns.swap((1, 'a'))", "arg-type"),
        ("gbl.ns.apply(lambda point: 1.0)", "arg-type"),
        ("gbl.ns.apply(lambda point, n: point.nothing)", "attr-defined"),
        ("gbl.ns.call(str)", "arg-type"),
        ("gbl.ns.share(p)", "arg-type"),
        ("gbl.ns.shared()[0].nothing()", "attr-defined"),
        ("gbl.ns.maybe(1)", "arg-type"),
        ("x2: str = maybe.value_or(1)", "assignment"),
        ("gbl.ns.either('a')", "arg-type"),
        ("gbl.ns.both((1, 1))", "arg-type"),
        ("gbl.ns.wait(2.5)", "arg-type"),
        ("gbl.ns.when(datetime.timedelta(1))", "arg-type"),
        ("gbl.ns.where(1)", "arg-type"),
        ("gbl.ns.Maybe('a')", "call-overload"),
    ];
    // One line each behind the right program, so that mypy runs once.
    let text: String = mistakes.iter().map(|(line, _)| format!("{line}\n")).collect();
    project.write("wrong.py", format!("{PROGRAM}{text}"));
    let run = mypy(&project, "wrong.py");
    assert_eq!(run.code, 1, "{}", run.stdout);
    for (index, (line, expected)) in mistakes.iter().enumerate() {
        let place = format!("wrong.py:{}: error: ", PROGRAM.lines().count() + index + 1);
        let found = run.stdout.lines().any(|told| told.starts_with(&place) && told.contains(expected));
        assert!(found, "{line}: expected {expected} at {place}\n{}", run.stdout);
    }
}

#[test]
fn names_that_python_keeps_are_told() {
    let stub = project().read("goodDict.pyi");
    assert!(stub.contains("# import is no Python identifier: use getattr"), "{stub}");
    assert!(stub.contains("# None is no Python identifier: use getattr"), "{stub}");
    assert!(stub.contains("def over(s: _builtins.str | bytes) -> _builtins.str: ..."), "{stub}");
}
