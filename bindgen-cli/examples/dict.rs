use cppbind::{analysis, compile, emit, lower, options, selection, toolchain};
use std::path::PathBuf;
fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (mut includes, mut flags, mut sources, mut libs, mut dirs, mut emit_only) =
        (vec![], vec![], vec![], vec![], vec![], false);
    let mut out = PathBuf::from("/tmp/emit-scratch/out");
    let mut roots = vec![];
    let mut files = vec![];
    let mut stem = None;
    for a in &args {
        if a == "--source" {
            emit_only = true
        } else if let Some(l) = a.strip_prefix("-l") {
            libs.push(l.to_string())
        } else if let Some(l) = a.strip_prefix("-L") {
            dirs.push(PathBuf::from(l))
        } else if let Some(l) = a.strip_prefix("--root=") {
            roots.push(PathBuf::from(l))
        } else if let Some(l) = a.strip_prefix("--out=") {
            out = PathBuf::from(l)
        } else if let Some(l) = a.strip_prefix("--stem=") {
            stem = Some(l.to_string())
        } else if a.starts_with('-') {
            flags.push(a.clone())
        } else if a.ends_with(".cpp") || a.ends_with(".cxx") || a.ends_with(".cc") {
            sources.push(PathBuf::from(a))
        } else {
            let p = std::fs::canonicalize(a).unwrap();
            stem.get_or_insert(p.file_stem().unwrap().to_string_lossy().into_owned());
            includes.push(format!("\"{}\"", p.display()));
            files.push(p);
        }
    }
    if !flags.iter().any(|f| f.starts_with("-std")) {
        flags.push("-std=gnu++17".into())
    }
    let stem = stem.unwrap();
    let env = options::Environment {
        path: std::env::var_os("PATH").unwrap(),
        directory: std::env::current_dir().unwrap(),
        libclang_path: Some("/work/main/.venv/lib/python3.11/site-packages/clang/native/libclang.so".into()),
        processors: 2,
        ..Default::default()
    };
    let tools = toolchain::Toolchain::find(&env, &flags).unwrap();
    let mut arguments = tools.clang_arguments();
    arguments.extend(flags.clone());
    let request = lower::Request {
        libclang: tools.libclang.clone(),
        includes: includes.clone(),
        arguments,
        selection: selection::Selection { roots, files, ..Default::default() },
        instantiate: vec![],
    };
    let mut lowered = match lower::lower(&request) {
        Ok(l) => l,
        Err(e) => {
            eprintln!("{e}\n{e:#?}");
            std::process::exit(1)
        }
    };
    let facts = analysis::analyze(&mut lowered.ir);
    let source = emit::dictionary::emit(
        &lowered.ir,
        &facts,
        &emit::dictionary::Request { stem: stem.clone(), includes, ..Default::default() },
    );
    if emit_only {
        print!("{}", source.single_file());
        return;
    }
    eprintln!(
        "{} classes, {} sets, {} stubs, {} skipped",
        facts.classes.len(),
        facts.sets.len(),
        source.stub_count(),
        facts.skipped.len()
    );
    std::fs::create_dir_all(&out).unwrap();
    let result = compile::compile(compile::Request {
        source,
        compiler: tools.compiler,
        flags,
        sources,
        libraries: libs,
        library_directories: dirs,
        output: out.join(format!("lib{stem}Dict.so")),
        jobs: 2,
        progress: &|_, _| {},
    });
    match result {
        Ok(o) => {
            eprintln!("{} rejected, {} undefined", o.rejected.len(), o.undefined.len());
            if std::env::var_os("V").is_some() {
                for r in &o.rejected {
                    eprintln!("  R {}: {}", r.declaration, r.reason)
                }
                for s in &facts.skipped {
                    eprintln!("  S {}: {}", s.declaration, s.reason)
                }
            }
        }
        Err(cppbind::error::Error::Compile { message, output }) => {
            eprintln!("{message}\n{}", &output.chars().take(3000).collect::<String>());
            std::process::exit(1)
        }
        Err(e) => {
            eprintln!("{e:?}");
            std::process::exit(1)
        }
    }
}
