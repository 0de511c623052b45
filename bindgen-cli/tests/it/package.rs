//! `cppbind package`: what is in a wheel, what its stubs say, and what is told of wrong projects.

use std::path::Path;

use crate::project::{Project, Run};
use crate::type_stubs::{add_package_stubs, mypy, python};

const HEADER: &str = r#"
#include <string>
#include <vector>
/// Points and what can be done with them.
namespace geo {
/// A point.
struct Point {
    double x = 0, y = 0;
    Point operator+(const Point& other) const { return {x + other.x, y + other.y}; }
};
enum class Unit { Metre, Foot };
template<class T> struct Box { T held; };
inline double scale = 1;
const int limit = 7;
/// The sum.
inline double sum(const std::vector<double>& values) { double all = 0; for (double each : values) all += each; return all; }
inline Box<int> boxed(int n) { return {n}; }
inline std::vector<Point> points() { return {{1, 2}}; }
Point origin(Unit unit = Unit::Metre);
int origin(const std::string& name);
namespace inner {
/// Further in.
struct Segment { Point from, to; Unit unit = Unit::Foot; };
inline Segment between(const Point& a, const Point& b) { return {a, b, Unit::Metre}; }
namespace deepest { inline int depth() { return 2; } }
}
namespace shortcut = inner::deepest;
}
"#;

const SOURCE: &str = "#include \"geo.h\"\nnamespace geo { Point origin(Unit) { return {}; } int origin(const std::string&) { return 1; } }\n";

/// Reads a wheel as installers do, with nothing of ours: prints the files, fails where RECORD does not fit them.
const INSPECT: &str = r#"
import base64, csv, hashlib, io, sys, zipfile
wheel = zipfile.ZipFile(sys.argv[1])
assert wheel.testzip() is None
names = wheel.namelist()
record = next(name for name in names if name.endswith(".dist-info/RECORD"))
assert names[-1] == record and len(set(names)) == len(names)
lines = list(csv.reader(io.StringIO(wheel.read(record).decode())))
assert sorted(line[0] for line in lines) == sorted(names)
for name, hashed, size in lines:
    if name == record:
        assert (hashed, size) == ("", "")
        continue
    data = wheel.read(name)
    digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
    assert (hashed, size) == ("sha256=" + digest, str(len(data))), name
for entry in wheel.infolist():
    assert entry.date_time == (1980, 1, 1, 0, 0, 0), entry
    print(entry.filename)
"#;

fn geo() -> Project {
    Project::new(&[("geo.h", HEADER), ("geo.cpp", SOURCE), ("inspect_wheel.py", INSPECT)])
}

/// The same without the standard library, of which the compiler has most of the work.
fn small() -> Project {
    Project::new(&[
        ("geo.h", "namespace geo { struct Point { double x; }; int origin(); }\n"),
        ("geo.cpp", "#include \"geo.h\"\nnamespace geo { int origin() { return 0; } }\n"),
        ("inspect_wheel.py", INSPECT),
    ])
}

/// The one wheel of `dist`.
fn wheel(project: &Project) -> String {
    let entries = std::fs::read_dir(project.path("dist")).expect("a directory was written");
    let mut names: Vec<_> =
        entries.map(|entry| entry.expect("it can be read").file_name().into_string().unwrap()).collect();
    assert_eq!(names.len(), 1, "{names:?}");
    names.remove(0)
}

fn inspect(project: &Project) -> Run {
    project.run(&python(), &["inspect_wheel.py", &format!("dist/{}", wheel(project))])
}

/// A file of the wheel.
fn read(project: &Project, name: &str) -> String {
    let program =
        "import sys, zipfile; sys.stdout.write(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]).decode())";
    project.run(&python(), &["-c", program, &format!("dist/{}", wheel(project)), name]).succeeds().stdout
}

/// Installs the wheel into the directory itself.
fn install(project: &Project) {
    let program = "import sys, zipfile; zipfile.ZipFile(sys.argv[1]).extractall()";
    project.run(&python(), &["-c", program, &format!("dist/{}", wheel(project))]).succeeds();
}

#[test]
fn a_wheel_holds_a_package_for_every_python() {
    let project = geo();
    project
        .cppbind("package --name geo-metry --version 1.0-rc.1 --description Geometry. geo.h geo.cpp")
        .succeeds()
        .tells("wrote dist/geo_metry-1.0rc1-py3-none-manylinux_2_");
    let files = inspect(&project).succeeds().stdout;
    let expected = "geo_metry/__init__.py\ngeo_metry/__init__.pyi\n\
        geo_metry/inner/__init__.py\ngeo_metry/inner/__init__.pyi\n\
        geo_metry/inner/deepest/__init__.py\ngeo_metry/inner/deepest/__init__.pyi\n\
        geo_metry/libgeo_metryDict.so\ngeo_metry/py.typed\n\
        geo_metry-1.0rc1.dist-info/METADATA\ngeo_metry-1.0rc1.dist-info/WHEEL\ngeo_metry-1.0rc1.dist-info/RECORD\n";
    assert_eq!(files, expected);
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(
        read(&project, "geo_metry-1.0rc1.dist-info/METADATA"),
        format!(
            "Metadata-Version: 2.1\nName: geo-metry\nVersion: 1.0rc1\nSummary: Geometry.\n\
             Requires-Python: >=3.9\nRequires-Dist: cppyy_rs>={version}\n"
        )
    );
    let tags = read(&project, "geo_metry-1.0rc1.dist-info/WHEEL");
    assert!(tags.contains("Root-Is-Purelib: false\nTag: py3-none-manylinux_2_"), "{tags}");
    let module = read(&project, "geo_metry/__init__.py");
    assert!(module.contains("\"\"\"Points and what can be done with them.\"\"\""), "{module}");
    assert!(module.contains("_packages.show(__name__, \"geo\", modules=[\"inner\"])"), "{module}");
}

#[test]
fn the_same_input_gives_the_same_wheel() {
    let project = small();
    let bytes = || {
        project.cppbind("package --name geo --version 1.0 geo.h geo.cpp").succeeds();
        std::fs::read(project.path("dist").join(wheel(&project))).expect("it can be read")
    };
    assert!(bytes() == bytes());
}

#[test]
fn nothing_of_this_machine_is_in_the_wheel() {
    let project = small();
    project.write("inc/other.h", "namespace geo { inline int other() { return 1; } }\n");
    project.cppbind("package --name geo --version 1.0 geo.h geo.cpp other.h -Iinc -Linc").succeeds();
    install(&project);
    let here = project.path("").display().to_string();
    let here = here.trim_end_matches('/').as_bytes();
    for file in ["geo/libgeoDict.so", "geo/__init__.py", "geo/__init__.pyi"] {
        let bytes = std::fs::read(project.path(file)).expect("it was installed");
        assert!(!bytes.windows(here.len()).any(|window| window == here), "{file}");
    }
}

const PROGRAM: &str = "\
import geo
import geo.inner.deepest
from geo import Point, Unit, inner, points, sum
from geo.inner import Segment

here: Point = Point() + geo.origin()
number: int = geo.origin('name') + geo.limit + geo.inner.deepest.depth() + inner.deepest.depth() + geo.shortcut.depth()
far: Segment = inner.between(here, points()[0])
unit: Unit = far.unit
total: float = sum([1.0, 2]) + far.to.x + geo.scale
geo.scale = 2.0
held: int = geo.boxed(3).held
geo.points().append(here)
";

#[test]
fn programs_that_use_the_package_pass_strictly() {
    let project = geo();
    project.write("program.py", PROGRAM);
    project.cppbind("package --name geo --version 1.0 geo.h geo.cpp").succeeds();
    install(&project);
    add_package_stubs(&project);
    let run = mypy(&project, "program.py");
    assert_eq!(run.code, 0, "{}", run.stdout);
    let mistakes = [
        ("Point(1, 2, 3)", "call-overload"),
        ("geo.nothing()", "attr-defined"),
        ("geo.limit = 3", "final name"),
        ("geo.scale = 'x'", "assignment"),
        ("inner.between(1, here)", "arg-type"),
        ("from geo.inner import nonsense", "attr-defined"),
        ("x: str = geo.origin()", "assignment"),
        ("geo.points().append(1)", "arg-type"),
    ];
    let text: String = mistakes.iter().map(|(line, _)| format!("{line}\n")).collect();
    project.write("wrong.py", format!("{PROGRAM}{text}"));
    let run = mypy(&project, "wrong.py");
    for (index, (line, expected)) in mistakes.iter().enumerate() {
        let place = format!("wrong.py:{}: error: ", PROGRAM.lines().count() + index + 1);
        let found = run.stdout.lines().any(|told| told.starts_with(&place) && told.contains(expected));
        assert!(found, "{line}: expected {expected} at {place}\n{}", run.stdout);
    }
}

#[test]
fn stubs_of_a_package_are_right_by_themselves() {
    let project = geo();
    project.cppbind("package --name geo --version 1.0 geo.h geo.cpp").succeeds();
    install(&project);
    add_package_stubs(&project);
    for stub in ["geo/__init__.pyi", "geo/inner/__init__.pyi", "geo/inner/deepest/__init__.pyi"] {
        let run = mypy(&project, stub);
        assert_eq!(run.code, 0, "{stub}\n{}", run.stdout);
    }
    let stub = project.read("geo/__init__.pyi");
    for part in [
        "class Point:\n    \"\"\"A point.\"\"\"",
        "def sum(",
        "    \"\"\"The sum.\"\"\"",
        "from . import inner as inner\n",
    ] {
        assert!(stub.contains(part), "{part}\n{stub}");
    }
    let inner = project.read("geo/inner/__init__.pyi");
    assert!(
        inner.contains("def between(a: _package.Point, b: _package.Point) -> _package.inner.Segment"),
        "{inner}"
    );
}

#[test]
fn without_one_namespace_the_global_one_is_shown_without_the_standard_library() {
    let header = "#include <vector>\nnamespace one { struct A {}; }\nnamespace two { struct B {}; }\n\
        struct C { std::vector<int> values; };\ninline int f() { return 1; }\n";
    let project = Project::new(&[("mixed.h", header)]);
    project.cppbind("package --name mixed --version 1 mixed.h").succeeds();
    let module = read(&project, "mixed/__init__.py");
    let shown =
        "_packages.show(__name__, \"\", modules=[\"one\", \"two\"], names=[\"C\", \"f\", \"one\", \"two\"])";
    assert!(module.contains(shown), "{module}");
    let stub = read(&project, "mixed/__init__.pyi");
    assert!(stub.contains("\nclass C:\n") && stub.contains("\nclass _elsewhere:\n    class "), "{stub}");
    assert!(read(&project, "mixed/one/__init__.pyi").contains("\nclass A:\n"));
}

#[test]
fn a_namespace_can_be_chosen() {
    let header =
        "namespace one { struct A {}; namespace deep { struct B {}; } }\nnamespace two {}\nstruct C {};\n";
    let project = Project::new(&[("mixed.h", header)]);
    project.cppbind("package --name mixed --version 1 --namespace one::deep mixed.h").succeeds();
    assert!(read(&project, "mixed/__init__.pyi").contains("\nclass B:\n"));
    project
        .cppbind("package --name mixed --version 1 --namespace three mixed.h")
        .fails(2, "the headers declare no namespace `three`; they declare one, one::deep");
    // What the default leaves out is told.
    project
        .cppbind("package --name mixed --version 1 mixed.h")
        .succeeds()
        .tells("warning: the package shows the namespace `one`, so not C (an empty namespace shows all)");
}

const CONFIG: &str = "name = \"geo\"\nversion = \"1.0\"\nheaders = [\"geo.h\"]\nsources = [\"geo.cpp\"]\n";

#[test]
fn a_file_says_the_same_as_the_command_line() {
    let project = small();
    project.write("cppbind.toml", CONFIG);
    project.cppbind("package").succeeds().tells("wrote dist/geo-1.0-py3-none-");
    project.cppbind("package --version 2.0 -o out").succeeds().tells("wrote out/geo-2.0-py3-none-");
    project.write("sub/.keep", "");
    project.write(
        "sub/pyproject.toml",
        "[project]\nname = \"geo\"\nversion = \"3.0\"\n[tool.cppbind]\nheaders = [\"geo.h\"]\nsources = [\"../geo.cpp\"]\ninclude-dirs = [\"..\"]\nstandard = \"c++20\"\n",
    );
    project
        .cppbind("package --config sub/pyproject.toml -o out")
        .succeeds()
        .tells("wrote out/geo-3.0-py3-none-");
}

#[test]
fn every_key_reaches_its_option() {
    let project = Project::new(&[
        (
            "inc/a.h",
            "#if VALUE != 3 || __cplusplus < 202002L || !defined(PRE)\n#error flags\n#endif\nnamespace a { struct Kept {}; struct Gone {}; int f(); template<class T> struct Box { T t; }; }\n",
        ),
        ("pre.h", "#define PRE\n"),
        ("f.cpp", "namespace a { int f() { return 1; } }\n"),
        (
            "cppbind.toml",
            "name = \"a\"\nversion = \"1\"\nnamespace = \"a\"\nheaders = [\"a.h\"]\nsources = [\"f.cpp\"]\n\
             include-dirs = [\"inc\"]\ndefines = [\"VALUE=3\"]\nstandard = \"c++20\"\nforced-includes = [\"pre.h\"]\n\
             libraries = [\"m\"]\nlibrary-dirs = [\"lib\"]\nflags = [\"-DMORE\"]\ninstantiate = [\"a::Box<int>\"]\n\
             blocklist-type = [\"a::Gone\"]\n",
        ),
    ]);
    project.cppbind("package").succeeds();
    let stub = read(&project, "a/__init__.pyi");
    assert!(
        stub.contains("class Kept") && !stub.contains("Gone") && stub.contains("class Box_int"),
        "{stub}"
    );
}

#[track_caller]
fn check_config(text: &str, expected: &str) {
    let project = small();
    project.write("cppbind.toml", text);
    project.cppbind("package").fails(1, expected);
    assert!(!project.path("dist").exists());
}

#[test]
fn wrong_files_are_shown_where_they_are_wrong() {
    check_config(
        &format!("{CONFIG}hedaers = []\n"),
        "cppbind.toml:5:1: error: unknown key `hedaers`\nhedaers = []\n^\ncppbind: note: the keys are name, version,",
    );
    check_config(&CONFIG.replace("[\"geo.h\"]", "3"), "cppbind.toml:3:11: error: invalid type: integer `3`");
    check_config("name = geo\n", "cppbind.toml:1:8: error: ");
    check_config(
        &CONFIG.replace("\"1.0\"", "\"one\""),
        "cppbind.toml:2:11: error: `one` is no version as PEP 440 wants it",
    );
    check_config(
        &CONFIG.replace("\"geo\"", "\"2geo\""),
        "cppbind.toml:1:8: error: `2geo` is no name for a package",
    );
    check_config(&CONFIG.replace("name", "description"), "cppbind.toml:1:1: error: the package has no name");
    check_config("name = \"geo\"\nversion = \"1\"\n", "cppbind.toml:1:1: error: no header is named");
    check_config(
        &format!("{CONFIG}namespace = \"other\"\n"),
        "cppbind.toml:5:13: error: the headers declare no namespace `other`; they declare geo",
    );
    check_config(&CONFIG.replace("geo.h", "no.h"), "header not found: no.h");
}

#[test]
fn wrong_usage_is_2() {
    let project = small();
    project
        .cppbind("package")
        .fails(2, "neither a cppbind.toml here nor a pyproject.toml with [tool.cppbind]");
    project.cppbind("package geo.h").fails(2, "the package has no name (--name NAME)");
    project.cppbind("package --name a/b geo.h").fails(2, "`a/b` is no name for a package");
    project.cppbind("package --name geo --version x geo.h").fails(2, "PEP 440");
    project.cppbind("package --config no.toml").fails(1, "no.toml");
    project.write("pyproject.toml", "[project]\nname = \"geo\"\n");
    project.cppbind("package").fails(2, "neither");
    project.cppbind("package --config pyproject.toml").fails(1, "pyproject.toml has no [tool.cppbind]");
    project.write("pyproject.toml", "[project]\nname = \"geo\"\n[tool.cppbind]\nx = 1\n");
    project.cppbind("package").fails(1, "pyproject.toml:4:1: error: unknown key `x`");
}

#[test]
fn help_is_for_people() {
    let run = small().cppbind("package --help").succeeds();
    for part in ["--bundle", "--namespace <NAMESPACE>", "-isystem", "name = \"mylib\"", "[tool.cppbind]"] {
        assert!(run.stdout.contains(part), "{part}\n{}", run.stdout);
    }
}

const PROJECT: &str = r#"[project]
name = "geo"
version = "1.0"
description = "Geometry."
readme = "README.md"
requires-python = ">=3.10"
license = "MIT OR Apache-2.0"
license-files = ["LICENSE-*", "third/COPYING"]
authors = [{ name = "Ada" }, { name = "Bob", email = "bob@x.org" }, { email = "c@x.org" }]
maintainers = [{ name = "Dan" }]
keywords = ["points", "planes"]
classifiers = ["Programming Language :: C++"]
dependencies = ["numpy>=1.20", "tomli; python_version < '3.11'"]
dynamic = ["version", "entry-points"]
[project.urls]
Home = "https://x.org"
[project.scripts]
origin = "geo:origin"
[project.optional-dependencies]
plot = ["matplotlib", "pillow; os_name == 'posix'"]
[tool.cppbind]
headers = ["geo.h"]
sources = ["geo.cpp"]
"#;

fn with_project() -> Project {
    let project = small();
    for (name, text) in [
        ("pyproject.toml", PROJECT),
        ("README.md", "# Geometry\n\nPoints.\n"),
        ("LICENSE-MIT", "mit\n"),
        ("LICENSE-APACHE", "apache\n"),
        ("third/COPYING", "third\n"),
    ] {
        project.write(name, text);
    }
    project
}

#[test]
fn the_project_table_is_what_installers_read() {
    let project = with_project();
    project.cppbind("package").succeeds().tells(
        "pyproject.toml:14:23: warning: cppbind does not find out `entry-points`: the package is without it",
    );
    let version = env!("CARGO_PKG_VERSION");
    let expected = format!(
        "Metadata-Version: 2.4\nName: geo\nVersion: 1.0\nSummary: Geometry.\nKeywords: points,planes\nAuthor: Ada\n\
         Author-email: Bob <bob@x.org>, c@x.org\nMaintainer: Dan\nLicense-Expression: MIT OR Apache-2.0\n\
         License-File: LICENSE-APACHE\nLicense-File: LICENSE-MIT\nLicense-File: third/COPYING\n\
         Classifier: Programming Language :: C++\nProject-URL: Home, https://x.org\nRequires-Python: >=3.9, >=3.10\n\
         Requires-Dist: numpy>=1.20\nRequires-Dist: tomli; python_version < '3.11'\nProvides-Extra: plot\n\
         Requires-Dist: matplotlib; extra == 'plot'\nRequires-Dist: pillow; (os_name == 'posix') and extra == 'plot'\n\
         Description-Content-Type: text/markdown\nRequires-Dist: cppyy_rs>={version}\n\n# Geometry\n\nPoints.\n"
    );
    let information = "geo-1.0.dist-info";
    assert_eq!(read(&project, &format!("{information}/METADATA")), expected);
    assert_eq!(
        read(&project, &format!("{information}/entry_points.txt")),
        "[console_scripts]\norigin = geo:origin\n"
    );
    assert_eq!(read(&project, &format!("{information}/licenses/third/COPYING")), "third\n");
    inspect(&project).succeeds();
}

#[test]
fn a_file_of_its_own_has_the_same_table() {
    let project = small();
    project.write(
        "cppbind.toml",
        format!(
            "{CONFIG}[project]\nlicense = {{ text = \"One line.\\nAnother.\" }}\n\
             readme = {{ text = \"Geometry\", content-type = \"text/plain\" }}\nentry-points.tools.a = \"geo:origin\"\n"
        ),
    );
    project.cppbind("package").succeeds();
    let text = read(&project, "geo-1.0.dist-info/METADATA");
    assert!(text.starts_with("Metadata-Version: 2.1\n"), "{text}");
    assert!(text.contains("License: One line.\n        Another.\nRequires-Python: >=3.9\n"), "{text}");
    assert!(text.ends_with("\n\nGeometry"), "{text}");
    assert_eq!(read(&project, "geo-1.0.dist-info/entry_points.txt"), "[tools]\na = geo:origin\n");
}

#[track_caller]
fn check_project(from: &str, to: &str, expected: &str) {
    let project = with_project();
    assert!(PROJECT.contains(from), "{from}");
    project.write("pyproject.toml", PROJECT.replace(from, to));
    project.cppbind("package").fails(1, expected);
    assert!(!project.path("dist").exists());
}

#[test]
fn wrong_metadata_is_shown_where_it_stands() {
    check_project("keywords", "keyword", "pyproject.toml:11:1: error: unknown key `keyword`");
    check_project("\">=3.10\"", "\"3.10\"", "pyproject.toml:6:19: error: no versions as PEP 440 wants them");
    check_project("\"README.md\"", "\"NO.md\"", "pyproject.toml:5:10: error: NO.md: No such file");
    check_project("\"README.md\"", "\"geo.h\"", "pyproject.toml:5:10: error: `content-type` is missing");
    check_project("LICENSE-*", "NOTICE*", "pyproject.toml:8:18: error: the pattern names no file");
    check_project("LICENSE-*", "../*", "pyproject.toml:8:18: error: the pattern leads out of the project");
    check_project("\"MIT OR Apache-2.0\"", "3", "pyproject.toml:7:11: error: an SPDX expression, or one of");
    check_project("\"points\"", "\"a\\nb\"", "pyproject.toml:11:13: error: the value has more than one line");
    check_project("\"numpy>=1.20\"", "\">=1\"", "pyproject.toml:13:17: error: `>=1` requires no package");
    check_project("\"https://x.org\"", "\"\"", "pyproject.toml:16:8: error: the value is empty");
    check_project("\"Ada\"", "\"Ada, Countess\"", "pyproject.toml:9:21: error: commas separate the names");
    check_project("email = \"c@x.org\"", "mail = \"c\"", "pyproject.toml:9:");
    check_project(
        "[tool.cppbind]\n",
        "[tool.cppbind]\nproject.name = \"x\"\n",
        "`project` is a table beside [tool.cppbind]",
    );
}

/// A library that needs another one; neither says its name but by its file where `soname` is empty.
fn libraries(project: &Project, soname: bool) {
    project.write("low.cpp", "int low() { return 40; }\n");
    project.write("high.cpp", "int low(); int high() { return low() + 2; }\n");
    project.write("high.h", "namespace h { inline int x = 1; }\nint high();\n");
    project.write("lib/.keep", "");
    let build = |arguments: &[&str]| {
        let all = [&["-shared", "-fPIC"], arguments].concat();
        project.run(Path::new("c++"), &all).succeeds();
    };
    let (low, high) = if soname {
        ("-Wl,-soname,liblow.so.1", "-Wl,-soname,libhigh.so.2")
    } else {
        ("-Wl,--build-id", "-Wl,--build-id")
    };
    build(&["low.cpp", low, "-o", "lib/liblow.so.1"]);
    std::os::unix::fs::symlink("liblow.so.1", project.path("lib/liblow.so")).expect("a link");
    build(&["high.cpp", high, "-o", "lib/libhigh.so.2", "-Llib", "-llow"]);
    std::os::unix::fs::symlink("libhigh.so.2", project.path("lib/libhigh.so")).expect("a link");
}

/// Loads the installed dictionary with nothing but the loader, and fails where a library is missing.
const LOAD: &str = "import ctypes, sys; ctypes.CDLL(sys.argv[1], mode=2)";

#[test]
fn a_bundle_loads_where_nobody_has_the_library() {
    for soname in [true, false] {
        let project = Project::new(&[]);
        libraries(&project, soname);
        project
            .cppbind("package --name high --version 1 --bundle --namespace h high.h -Llib -lhigh")
            .succeeds();
        install(&project);
        let names: &[&str] =
            if soname { &["libhigh.so.2", "liblow.so.1"] } else { &["libhigh.so", "liblow.so"] };
        for name in names {
            assert!(project.path("high").join(name).is_file(), "{name}");
        }
        std::fs::remove_dir_all(project.path("lib")).expect("it can be removed");
        project.run(&python(), &["-c", LOAD, "high/libhighDict.so"]).succeeds();
        assert!(wheel(&project).contains("manylinux_2_"), "{}", wheel(&project));
    }
}

#[test]
fn without_a_bundle_the_machine_must_have_the_library() {
    let project = Project::new(&[]);
    libraries(&project, true);
    project
        .cppbind("package --name high --version 1 --namespace h high.h -Llib -lhigh")
        .succeeds()
        .tells("note: the package needs libhigh.so.2 where it is installed");
    assert!(wheel(&project).ends_with("-py3-none-linux_x86_64.whl"), "{}", wheel(&project));
    install(&project);
    assert!(!project.path("high/libhigh.so.2").exists());
    project.run(&python(), &["-c", LOAD, "high/libhighDict.so"]).fails(1, "libhigh.so.2");
    let lib = project.path("lib");
    let project = project.with("LD_LIBRARY_PATH", lib);
    project.run(&python(), &["-c", LOAD, "high/libhighDict.so"]).succeeds();
}

#[test]
fn a_library_that_is_not_there_to_take_along_is_named() {
    let project = Project::new(&[]);
    libraries(&project, true);
    std::fs::rename(project.path("lib/liblow.so.1"), project.path("liblow.so.1")).expect("it can be moved");
    project
        .cppbind("package --name high --version 1 --bundle --namespace h high.h -Llib -lhigh -- -Wl,--allow-shlib-undefined -Wl,-rpath-link,.")
        .fails(1, "liblow.so.1, which the package needs, was not found to take along");
}
