use super::*;

fn parse(line: &str) -> Result<Options, clap::Error> {
    Options::parse(line.split(' ').map(OsString::from), Environment::default())
}

#[track_caller]
fn parse_gen(line: &str) -> Gen {
    match parse(line).expect("a valid command line").command {
        Command::Gen(generate) => generate,
        other => panic!("expected gen, found {other:?}"),
    }
}

#[track_caller]
fn check_usage(line: &str, expected: &str) {
    let error = parse(line).expect_err("a usage error");
    assert_eq!(error.exit_code(), 2);
    assert!(error.to_string().contains(expected), "{error}");
}

#[test]
fn compiler_spelling_is_understood() {
    let generate = parse_gen(
        "cppbind gen a.h a.cpp -Iinc -I inc2 -isystem sys -DX=1 -UY -std=c++20 -include pre.h -lz -Llib",
    );
    assert_eq!(generate.files, ["a.h", "a.cpp"]);
    let input = generate.input;
    assert_eq!(input.include_directories, ["inc", "inc2"].map(std::path::PathBuf::from));
    assert_eq!(input.system_directories, ["sys"].map(std::path::PathBuf::from));
    assert_eq!((input.defines, input.undefines), (vec!["X=1".to_owned()], vec!["Y".to_owned()]));
    assert_eq!(input.standard.as_deref(), Some("c++20"));
    assert_eq!(input.forced_includes, ["pre.h"]);
    assert_eq!(input.libraries, ["z"]);
    assert_eq!(input.library_directories, ["lib"].map(std::path::PathBuf::from));
}

#[test]
fn flags_follow_two_dashes() {
    let generate = parse_gen("cppbind gen a.h -- -fopenmp -std=c++11");
    assert_eq!(generate.files, ["a.h"]);
    assert_eq!(generate.input.flags, ["-fopenmp", "-std=c++11"]);
}

#[test]
fn what_is_emitted_defaults_to_the_dictionary() {
    assert_eq!(parse_gen("cppbind gen a.h").emit, Emit::Dictionary);
    assert_eq!(parse_gen("cppbind gen a.h --emit report").emit, Emit::Report);
}

#[test]
fn a_package_takes_a_version_and_what_gen_takes() {
    let line = "cppbind package --name a --version 1.0 a.h a.cpp -isystem sys -std=c++20 -lz --bundle -o out";
    let Command::Package(package) = parse(line).expect("a valid command line").command else {
        panic!("it is package")
    };
    assert_eq!((package.name.as_deref(), package.version.as_deref()), (Some("a"), Some("1.0")));
    assert_eq!(package.files, ["a.h", "a.cpp"]);
    assert_eq!(package.input.system_directories, [std::path::PathBuf::from("sys")]);
    assert_eq!(package.input.standard.as_deref(), Some("c++20"));
    assert!(package.bundle);
    assert_eq!(package.line, line);
}

#[test]
fn wrong_usage_is_exit_code_2() {
    check_usage("cppbind", "Usage");
    check_usage("cppbind -v", "no sub-command is named");
    check_usage("cppbind --cmake-dir doctor", "--cmake-dir cannot be used with a sub-command");
    check_usage("cppbind gen", "HEADER|SOURCE");
    check_usage("cppbind gen a.h --emit nonsense", "dictionary, source, ir, pyi, report");
    check_usage("cppbind gen a.h --jobs 0", "0");
    check_usage("cppbind explain f", "HEADER");
    check_usage("cppbind explain f a.h --dict d.so", "cannot be used with");
    check_usage("cppbind check", "DICTIONARY");
}

#[test]
fn a_frozen_script_s_arguments_are_its_own() {
    let line = "cppbind -v freeze --add -o out app.py -v -std=c++20 -isystem x -- gen --add";
    let options = parse(line).expect("a valid command line");
    assert!(options.messages.verbose);
    let Command::Freeze(freeze) = options.command else { panic!("it is freeze") };
    assert!(freeze.add);
    assert_eq!(freeze.output.as_deref(), Some(std::path::Path::new("out")));
    assert_eq!(freeze.command, ["app.py", "-v", "-std=c++20", "-isystem", "x", "--", "gen", "--add"]);
    check_usage("cppbind freeze --add", "SCRIPT");
}

#[test]
fn an_option_asks_for_the_directory_of_cmake() {
    assert!(matches!(parse("cppbind --cmake-dir").expect("it is valid").command, Command::CmakeDir));
}
