//! `cppbind check` where headers have changed: which declarations are new, gone or changed.

use std::path::Path;

use cppbind::dictionary::Dictionary;

use crate::libclang::workspace;
use crate::project::{Project, Run};

const HEADER: &str = r#"#define LIMIT 10
enum Hue { red };
template <class T> struct List { const T first; volatile Hue last; T* begin; };
namespace lib {
enum class Mode { off, on = 4 };
enum { LEFT = 1, RIGHT };
using Size = unsigned long;
class Base {
public:
    virtual ~Base() = default;
    virtual int run(int times = 1) const = 0;
};
class Task : public Base {
public:
    explicit Task(int cost) : m_cost(cost) {}
    int run(int times) const { return times * m_cost; }
    static int count(const List<Task>& tasks);
    unsigned flags : 3;
    double weight;
private:
    int m_cost;
};
template <class T> T twice(T value) { return value + value; }
template <class T> struct Box { T value; };
inline Box<int> boxed(int value) { return {value}; }
int nowhere(Task task);
extern const int limit;
constexpr double ratio = 1.5;
struct Hidden;
void take(Hidden* hidden);
}
"#;

fn made() -> Project {
    let project = Project::new(&[("inc/lib.h", HEADER), ("out/.keep", "")]);
    project.cppbind("gen lib.h -Iinc -DUSED=1 -o out").succeeds();
    project
}

/// The answer of `check` when the header says something else.
fn with(project: &Project, from: &str, to: &str) -> Run {
    assert!(HEADER.contains(from), "{from}");
    project.write("inc/lib.h", HEADER.replacen(from, to, 1));
    project.cppbind("check out/liblibDict.so")
}

#[track_caller]
fn check(from: &str, to: &str, told: &str) {
    with(&made(), from, to).fails(1, told);
}

#[test]
fn comments_and_layout_may_change() {
    let project = made();
    let commented = HEADER.replace(";\n", ";   // as it was\n\n").replace("int run", "/* runs */ int\n  run");
    project.write("inc/lib.h", format!("/** A library. */\n{commented}"));
    project.cppbind("check out/liblibDict.so").succeeds().tells("its header says what it was made from");
}

#[test]
fn a_changed_declaration_is_told_where_it_stands() {
    check(
        "int run(int times) const { return times",
        "int run(int count) const { return count",
        "inc/lib.h:16:9: error: int lib::Task::run(int count) const, virtual has changed: \
         it was int lib::Task::run(int times) const, virtual\n    int run(int count)",
    );
    check("times = 1", "times = 2", "int times = 2) const, virtual, pure has changed: it was");
    check(
        "explicit Task",
        "Task",
        "lib::Task::Task(int cost) has changed: it was lib::Task::Task(int cost), explicit",
    );
    check("on = 4", "on = 5", "lib.h:5:12: error: lib::Mode::on = 5 has changed: it was lib::Mode::on = 4");
    check("RIGHT", "RIGHT = 7", "RIGHT = 7 has changed");
    check(
        "enum class Mode",
        "enum class Mode : short",
        "enum class lib::Mode : short has changed: it was enum class lib::Mode : int",
    );
    check(
        "unsigned long",
        "unsigned int",
        "using lib::Size = unsigned int has changed: it was using lib::Size = unsigned long",
    );
    check(": public Base", "", "class lib::Task has changed: it was class lib::Task : lib::Base");
    check(
        "double weight",
        "float weight",
        "float lib::Task::weight has changed: it was double lib::Task::weight",
    );
    check("flags : 3", "flags : 4", "lib::Task::flags : 4 has changed");
    check("LIMIT 10", "LIMIT 11", "LIMIT = 11 has changed: it was int LIMIT = 10");
    check("class T> T twice", "class T, int N> T twice", "twice(T value) has changed: it was");
}

#[test]
fn new_and_gone_declarations_are_told() {
    check(
        "int nowhere(",
        "int somewhere();\nint nowhere(",
        "inc/lib.h:26:5: error: int lib::somewhere() is new",
    );
    check("int nowhere(Task task);", "", "int lib::nowhere(lib::Task task) is gone");
    check("double weight;", "", "double lib::Task::weight is gone");
    check(", RIGHT", "", "is gone");
    check("struct Hidden;", "struct Hidden;\nstruct New { int a; int b(); };", "class lib::New is new");
    check(
        "boxed(int value) { return {value}; }",
        "boxed(int value) { return {value}; }\ninline Box<char> other() { return {}; }",
        "class lib::Box<char> is new",
    );
    check("void take(Hidden* hidden);", "void take(Hidden hidden);", "lib::take(");
}

#[test]
fn a_class_speaks_for_its_members() {
    let project = made();
    let run = with(&project, "struct Hidden;", "struct Hidden;\nstruct New { int a; int b(); };");
    assert!(!run.stderr.contains("New::a"), "{}", run.stderr);
}

/// A stub has compiled what is inline, and a class has the size of its private members.
#[test]
fn code_that_python_does_not_see_is_no_longer_that_of_the_dictionary() {
    check(
        "times * m_cost",
        "times + m_cost",
        "inc/lib.h has changed, though no declaration that Python sees",
    );
    check("int m_cost;", "int m_cost; int m_more;", "inline functions and layouts");
}

#[test]
fn headers_that_no_longer_parse_are_told() {
    check("int nowhere(Task task);", "int nowhere(Tsk task);", "unknown type name 'Tsk'");
}

#[test]
fn programs_read_lines() {
    let project = made();
    project.write("inc/lib.h", HEADER.replace("int nowhere(Task task);", "long nowhere(Task task);"));
    let run = project.cppbind("check out/liblibDict.so --message-format json").fails(1, "");
    let lines: Vec<serde_json::Value> =
        run.stderr.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let drift = lines.iter().find(|line| line["severity"] == "error").expect("a drift");
    assert_eq!((&drift["kind"], &drift["place"]["line"]), (&"diagnostic".into(), &26.into()), "{drift}");
    assert!(drift["message"].as_str().expect("text").starts_with("long lib::nowhere("), "{drift}");
}

/// The command is recorded so that a shell beside the dictionary can run it again.
#[test]
fn the_recorded_command_makes_the_dictionary_again() {
    let project = made();
    project.write("inc/lib.h", format!("{HEADER}int more();\n"));
    let run = project.cppbind("check out/liblibDict.so").fails(1, "int more() is new");
    let command = run.stderr.rsplit_once("make the dictionary anew: ").expect("a remedy").1.trim().to_owned();
    assert!(command.starts_with("cd "), "{command}");
    let command = command.replace("cppbind gen", &format!("{} gen", env!("CARGO_BIN_EXE_cppbind")));
    project.run(Path::new("sh"), &["-c", &format!("cd out && {command}")]).succeeds();
    project.cppbind("check out/liblibDict.so").succeeds();
}

/// Where code changes that declares nothing, nothing is new, gone or changed in any of the sample libraries.
#[test]
fn no_sample_library_drifts_by_itself() {
    for name in ["directors", "members", "templates"] {
        let home = workspace().join("testlibs").join(name);
        let header = std::fs::read_to_string(home.join(format!("{name}.hpp"))).expect("a sample library");
        let project = Project::new(&[(&format!("{name}.hpp"), &header)]);
        let source = home.join(format!("{name}.cpp"));
        let source = source.to_str().expect("its name is text");
        let include = format!("-I{}", project.path("").display());
        project.cppbind_with(&["gen", &format!("{name}.hpp"), source, &include]).succeeds();
        let library = format!("lib{name}Dict.so");
        assert!(Dictionary::open(&project.path(&library)).is_ok());
        project.write(&format!("{name}.hpp"), format!("{header}\n#define {name}_nothing\n"));
        let run =
            project.cppbind(&format!("check {library}")).fails(1, "though no declaration that Python sees");
        for word in ["is new", "is gone", "has changed: it was", "can no longer be bound", "cannot be bound"]
        {
            assert!(!run.stderr.contains(word), "{name}: {}", run.stderr);
        }
    }
}
