//! Linking, and what the linker finds no definition of.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use object::read::{Object, ObjectSymbol};

use super::compiler::Compiler;
use super::{Destination, Request};
use crate::error::{Error, Result};

/// What came of a link.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Linked {
    /// The library is written.
    Complete,
    /// These symbols have no definition.
    Undefined(BTreeSet<String>),
}

/// Linkers that are faster than GNU ld, the fastest first.
const FAST: [&str; 3] = ["mold", "lld", "gold"];

/// The first of them with which the compiler can link.
pub(super) fn fast(compiler: &Compiler<'_>, directory: &Path) -> Result<Option<String>> {
    let source = directory.join("linked.cpp");
    std::fs::write(&source, "#include <new>\nvoid* linked() { return new int; }\n")
        .map_err(Error::file(&source))?;
    for name in FAST {
        let option = format!("-fuse-ld={name}");
        let mut command = compiler.command();
        command.args(["-shared", "-fPIC", "-Wl,-z,defs", "-Wl,--no-demangle", &option, "-o"]);
        command.arg(directory.join("linked.so")).arg(&source);
        if command.output().is_ok_and(|output| output.status.success()) {
            return Ok(Some(option));
        }
    }
    Ok(None)
}

/// Links the objects. Whatever `dlopen` would find missing is told now.
pub(super) fn link(request: &Request<'_>, compiler: &Compiler<'_>, objects: &[PathBuf]) -> Result<Linked> {
    match link_with(request, compiler, objects, &[])? {
        // Most need nothing of what is loaded, and are not tied to where it lies.
        Linked::Undefined(_) if !request.loaded.is_empty() => {
            link_with(request, compiler, objects, &request.loaded)
        }
        linked => Ok(linked),
    }
}

fn link_with(
    request: &Request<'_>,
    compiler: &Compiler<'_>,
    objects: &[PathBuf],
    loaded: &[PathBuf],
) -> Result<Linked> {
    // What the libraries of a library define only GNU ld takes.
    if let Some(fast) = request.linker.as_ref().filter(|_| loaded.is_empty()) {
        let Some(output) = attempt(request, compiler, objects, loaded, &[fast])? else {
            return Ok(Linked::Complete);
        };
        let undefined = undefined_symbols(&output);
        if !undefined.is_empty() {
            return link_without(undefined, request, compiler, objects, loaded);
        }
        // What it cannot do, the compiler's own may.
    }
    if request.destination != Destination::Here {
        // Packed relocations would need glibc 2.36 there.
        let output = attempt(request, compiler, objects, loaded, &["-Wl,-s"])?;
        return told(output, request, compiler, objects, loaded);
    }
    // Relocations of the stubs' addresses shrink to a tenth where the linker knows how; those that do not know refuse the option.
    let packed = attempt(request, compiler, objects, loaded, &["-Wl,-z,pack-relative-relocs"])?;
    let output = match packed {
        Some(output) if output.contains("pack-relative-relocs") => {
            attempt(request, compiler, objects, loaded, &[])?
        }
        other => other,
    };
    told(output, request, compiler, objects, loaded)
}

/// What the linker's output means.
fn told(
    output: Option<String>,
    request: &Request<'_>,
    compiler: &Compiler<'_>,
    objects: &[PathBuf],
    loaded: &[PathBuf],
) -> Result<Linked> {
    let Some(output) = output else { return Ok(Linked::Complete) };
    let undefined = undefined_symbols(&output);
    if undefined.is_empty() {
        return Err(Error::Link { message: "the linker fails".into(), output });
    }
    link_without(undefined, request, compiler, objects, loaded)
}

/// Links though these symbols are missing, where the process that will load the library has them all.
fn link_without(
    mut undefined: BTreeSet<String>,
    request: &Request<'_>,
    compiler: &Compiler<'_>,
    objects: &[PathBuf],
    loaded: &[PathBuf],
) -> Result<Linked> {
    for path in &request.process {
        let exported = exported_symbols(path)?;
        undefined.retain(|symbol| !exported.contains(symbol));
    }
    if !undefined.is_empty() {
        return Ok(Linked::Undefined(undefined));
    }
    // What linkers take for an executable cannot be linked with; who loads the library has it.
    match attempt(request, compiler, objects, loaded, &["-Wl,--unresolved-symbols=ignore-in-object-files"])? {
        None => Ok(Linked::Complete),
        Some(output) => Err(Error::Link { message: "the linker fails".into(), output }),
    }
}

/// The symbols that an executable or a shared library has for others.
pub fn exported_symbols(path: &Path) -> Result<BTreeSet<String>> {
    let data = std::fs::read(path).map_err(Error::file(path))?;
    let file = object::File::parse(&*data)
        .map_err(|error| Error::Input(format!("{} cannot be read: {error}", path.display())))?;
    let defined = file.dynamic_symbols().filter(|symbol| symbol.is_definition());
    Ok(defined.filter_map(|symbol| Some(symbol.name().ok()?.to_owned())).collect())
}

/// The linker's output where it failed.
fn attempt(
    request: &Request<'_>,
    compiler: &Compiler<'_>,
    objects: &[PathBuf],
    loaded: &[PathBuf],
    options: &[&str],
) -> Result<Option<String>> {
    let mut command = compiler.command();
    command
        .args(["-shared", "-Wl,-z,defs", "-Wl,--no-demangle"])
        .args(options)
        .arg("-o")
        .arg(&request.output)
        .args(objects);
    for directory in &request.library_directories {
        let absolute = std::path::absolute(directory).map_err(Error::file(directory))?;
        command.arg("-L").arg(&absolute);
        if request.destination == Destination::Here {
            command.arg(format!("-Wl,-rpath,{}", absolute.display()));
        }
    }
    if request.destination == Destination::WithLibraries {
        // Of the two tags, this one also serves the libraries of the libraries.
        command.args(["-Wl,--disable-new-dtags", "-Wl,-rpath,$ORIGIN"]);
    }
    for library in &request.libraries {
        let is_file = library.contains('/') || library.ends_with(".so") || library.ends_with(".a");
        match Path::new(library).parent().zip(Path::new(library).file_name()) {
            // A library that does not say its name is known by the one it is linked by, which must be no path elsewhere.
            Some((directory, name)) if library.contains('/') && request.destination != Destination::Here => {
                command.arg("-L").arg(directory).arg(format!("-l:{}", name.display()));
            }
            _ if is_file => _ = command.arg(library),
            _ => _ = command.arg(format!("-l{library}")),
        }
    }
    if !loaded.is_empty() {
        // A definition in a library's own libraries counts as well, which linkers must be told.
        command.arg("-Wl,--push-state,--no-as-needed,--copy-dt-needed-entries");
        command.args(loaded).arg("-Wl,--pop-state");
    }
    let output = command.output().map_err(|error| {
        Error::Compiler(format!("cannot run the C++ compiler {}: {error}", request.compiler.display()))
    })?;
    let failed = !output.status.success();
    Ok(failed.then(|| String::from_utf8_lossy(&output.stderr).into_owned()))
}

/// The symbols in the messages of GNU ld, gold, lld and mold.
fn undefined_symbols(output: &str) -> BTreeSet<String> {
    let quotes: &[char] = &['`', '\'', '"', '\u{2018}', '\u{2019}'];
    let symbol = |line: &str| {
        let (_, rest) = ["undefined reference to ", "undefined references to ", "undefined symbol: "]
            .iter()
            .find_map(|text| line.split_once(text))?;
        let symbol = rest.trim_start_matches(quotes).split(quotes).next()?.trim();
        (!symbol.is_empty()).then(|| symbol.to_owned())
    };
    output.lines().filter_map(symbol).collect()
}

#[cfg(test)]
mod tests {
    use super::undefined_symbols;

    #[test]
    fn symbols_are_read_from_every_linker() {
        let output = "/usr/bin/ld: X.o: in function `cppbind_stub_1':\n\
                      X.cpp:(.text+0x5): undefined reference to `_ZN1A1fEv'\n\
                      /usr/bin/ld: X.o:(.data.rel.ro+0x0): undefined reference to `_ZTI1A'\n\
                      X.cpp:(.text+0x9): more undefined references to `_ZN1A1fEv' follow\n\
                      ld.lld: error: undefined symbol: _ZN1B1gEv\n\
                      >>> referenced by X.cpp\n\
                      collect2: error: ld returned 1 exit status\n";
        let expected = ["_ZN1A1fEv", "_ZN1B1gEv", "_ZTI1A"];
        assert_eq!(undefined_symbols(output).iter().collect::<Vec<_>>(), expected);
    }
}
