//! The wheel: an archive with the package and what installers want to know of it, the same bytes for the same contents.
//!
//! <https://packaging.python.org/en/latest/specifications/binary-distribution-format/>

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use flate2::Compression;
use flate2::write::DeflateEncoder;
use rawzip::time::UtcDateTime;
use rawzip::{CompressionMethod, ZipArchiveWriter};
use sha2::{Digest, Sha256};

use super::project::Project;
use crate::error::{Error, Result};
use crate::options::Environment;

/// The first moment that archives can tell: 1980-01-01.
const EPOCH: i64 = 315_532_800;

/// The version of the runtime that came with this generator knows the packages that it makes.
const RUNTIME: &str = concat!("cppyy_rs>=", env!("CARGO_PKG_VERSION"));

/// Writes the wheel; its path as the user would name it.
///
/// # Errors
/// The directory or the file cannot be written.
pub(super) fn write(
    project: &Project,
    platform: &str,
    mut files: BTreeMap<String, Vec<u8>>,
    output: &Path,
    environment: &Environment,
) -> Result<PathBuf> {
    let stem = format!("{}-{}", project.name.escaped, project.version);
    let information = format!("{stem}.dist-info");
    let about = &project.metadata;
    let text =
        about.text(&project.name.distribution, &project.version, project.description.as_deref(), RUNTIME);
    files.insert(format!("{information}/METADATA"), text.into_bytes());
    files.extend(about.files.iter().map(|(name, bytes)| (format!("{information}/{name}"), bytes.clone())));
    files.insert(format!("{information}/WHEEL"), wheel(platform).into_bytes());
    let record = format!("{information}/RECORD");
    let record_text = record_of(&files, &record);

    let name = output.join(format!("{stem}-py3-none-{platform}.whl"));
    let directory = environment.directory.join(output);
    std::fs::create_dir_all(&directory).map_err(Error::file(&directory))?;
    let path = environment.directory.join(&name);
    // The specification asks for the metadata last.
    let (inside, own): (Vec<_>, Vec<_>) = files.iter().partition(|(name, _)| name.starts_with(&information));
    let own = own.into_iter().chain(inside).map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
    let archive = archive(own.chain([(record.as_str(), record_text.as_bytes())]))
        .map_err(|error| Error::file(&path)(std::io::Error::other(error)))?;
    // Whoever installs at this moment finds the old wheel or the new one.
    let mut file = tempfile::NamedTempFile::new_in(&directory).map_err(Error::file(&directory))?;
    file.write_all(&archive).map_err(Error::file(&path))?;
    readable(file.as_file()).map_err(Error::file(&path))?;
    file.persist(&path).map_err(|error| Error::file(&path)(error.error))?;
    Ok(name)
}

/// Temporary files are their owner's alone.
fn readable(file: &std::fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;

    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

/// How to install it. A dictionary is no pure Python, though it serves every one.
fn wheel(platform: &str) -> String {
    let tags: String = platform.split('.').map(|platform| format!("Tag: py3-none-{platform}\n")).collect();
    format!(
        "Wheel-Version: 1.0\nGenerator: cppbind {}\nRoot-Is-Purelib: false\n{tags}",
        env!("CARGO_PKG_VERSION")
    )
}

/// The files with their hashes and sizes; no file can hold its own.
fn record_of(files: &BTreeMap<String, Vec<u8>>, record: &str) -> String {
    let line = |(name, bytes): (&String, &Vec<u8>)| {
        let hash = URL_SAFE_NO_PAD.encode(Sha256::digest(bytes));
        format!("{},sha256={hash},{}\n", field(name), bytes.len())
    };
    files.iter().map(line).collect::<String>() + &format!("{},,\n", field(record))
}

/// A field of a CSV file: the names of libraries may have anything in them.
fn field(name: &str) -> String {
    if name.contains([',', '"', '\n']) {
        format!("\"{}\"", name.replace('"', "\"\""))
    } else {
        name.to_owned()
    }
}

fn archive<'a>(
    files: impl Iterator<Item = (&'a str, &'a [u8])>,
) -> std::result::Result<Vec<u8>, rawzip::Error> {
    let mut bytes = Vec::new();
    let mut archive = ZipArchiveWriter::new(&mut bytes);
    for (name, contents) in files {
        let is_library = name.contains(".so");
        let (mut entry, config) = archive
            .new_file(name)
            .compression_method(CompressionMethod::DEFLATE)
            .last_modified(UtcDateTime::from_unix(EPOCH))
            .unix_permissions(if is_library { 0o100_755 } else { 0o100_644 })
            .start()?;
        let mut data = config.wrap(DeflateEncoder::new(&mut entry, Compression::default()));
        data.write_all(contents)?;
        let (encoder, descriptor) = data.finish()?;
        encoder.finish()?;
        entry.finish(descriptor)?;
    }
    archive.finish()?;
    Ok(bytes)
}
