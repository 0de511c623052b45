//! Linking, and what the linker finds no definition of.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::Request;
use super::compiler::Compiler;
use crate::error::{Error, Result};

/// What came of a link.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Linked {
    /// The library is written.
    Complete,
    /// These symbols have no definition.
    Undefined(BTreeSet<String>),
}

/// Links the objects. Whatever `dlopen` would find missing is told now.
pub(super) fn link(request: &Request<'_>, compiler: &Compiler<'_>, objects: &[PathBuf]) -> Result<Linked> {
    // Relocations of the stubs' addresses shrink to a tenth where the linker knows how; those that do not know refuse the option.
    let packed = attempt(request, compiler, objects, &["-Wl,-z,pack-relative-relocs"])?;
    let output = match packed {
        Some(output) if output.contains("pack-relative-relocs") => attempt(request, compiler, objects, &[])?,
        other => other,
    };
    let Some(output) = output else { return Ok(Linked::Complete) };
    let undefined = undefined_symbols(&output);
    if undefined.is_empty() {
        return Err(Error::Compile { message: "the linker fails".into(), output });
    }
    Ok(Linked::Undefined(undefined))
}

/// The linker's output where it failed.
fn attempt(
    request: &Request<'_>,
    compiler: &Compiler<'_>,
    objects: &[PathBuf],
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
        command.arg("-L").arg(&absolute).arg(format!("-Wl,-rpath,{}", absolute.display()));
    }
    for library in &request.libraries {
        let is_file = library.contains('/') || library.ends_with(".so") || library.ends_with(".a");
        command.arg(if is_file { library.clone() } else { format!("-l{library}") });
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
