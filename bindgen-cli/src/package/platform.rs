//! Which machines can load a package: the last part of a wheel's tag.
//!
//! A wheel may be called `manylinux_2_X` where every mainstream distribution with glibc 2.X or later can load what is
//! in it (PEP 600): it needs no library that a distribution may lack, and no symbol that glibc 2.X, or the gcc that
//! distributions had at that time, did not have.

use super::bundle::Bundled;
use super::elf::Elf;

/// Libraries that PEP 513 and its successors find on every Linux. They belong to the machine, and never go along.
const EVERYWHERE: [&str; 21] = [
    "libgcc_s.so.1",
    "libstdc++.so.6",
    "libatomic.so.1",
    "libm.so.6",
    "libmvec.so.1",
    "libanl.so.1",
    "libdl.so.2",
    "librt.so.1",
    "libc.so.6",
    "libnsl.so.1",
    "libutil.so.1",
    "libpthread.so.0",
    "libresolv.so.2",
    "libX11.so.6",
    "libXext.so.6",
    "libXrender.so.1",
    "libICE.so.6",
    "libSM.so.6",
    "libGL.so.1",
    "libgobject-2.0.so.0",
    "libglib-2.0.so.0",
];

/// What the machines of a glibc have, as auditwheel's policies tell of the distributions that came with it.
struct Policy {
    /// The minor version.
    glibc: u32,
    /// The last `GLIBCXX_3.4.`
    glibcxx: u32,
    /// The last `CXXABI_1.3.`
    cxxabi: u32,
    /// The major version of the last `GCC_`.
    gcc: u32,
}

const POLICIES: [Policy; 9] = [
    Policy { glibc: 17, glibcxx: 19, cxxabi: 7, gcc: 4 },
    Policy { glibc: 24, glibcxx: 22, cxxabi: 10, gcc: 4 },
    Policy { glibc: 27, glibcxx: 24, cxxabi: 11, gcc: 7 },
    Policy { glibc: 31, glibcxx: 28, cxxabi: 12, gcc: 7 },
    Policy { glibc: 34, glibcxx: 29, cxxabi: 13, gcc: 7 },
    Policy { glibc: 35, glibcxx: 30, cxxabi: 13, gcc: 12 },
    Policy { glibc: 36, glibcxx: 30, cxxabi: 13, gcc: 12 },
    Policy { glibc: 38, glibcxx: 30, cxxabi: 13, gcc: 12 },
    Policy { glibc: 39, glibcxx: 33, cxxabi: 15, gcc: 14 },
];

/// Relocations that glibc 2.36 was the first to know.
const RELATIVE_RELOCATIONS: &str = "GLIBC_ABI_DT_RELR";

/// Whether a library belongs to the machine.
pub(super) fn is_everywhere(name: &str) -> bool {
    EVERYWHERE.contains(&name) || name.starts_with("ld-linux")
}

/// The libraries that a file needs and a machine may lack.
pub(super) fn foreign(elf: &Elf) -> Vec<String> {
    elf.needed.iter().filter(|name| !is_everywhere(name)).cloned().collect()
}

/// The platform of a wheel with this dictionary and these libraries: `manylinux_2_34_x86_64`, or `linux_x86_64` where it
/// needs what is not on every machine.
pub(super) fn tag(dictionary: &Elf, libraries: &[Bundled], target: &str) -> String {
    let machine = target.split('-').next().unwrap_or(target);
    let files = || std::iter::once(dictionary).chain(libraries.iter().map(|library| &library.elf));
    let is_inside = |name: &String| libraries.iter().any(|library| library.name == *name);
    let complete = files().flat_map(foreign).all(|name| is_inside(&name));
    // The versions of what goes along are there with it.
    let mut versions = files().flat_map(|elf| &elf.versions).filter(|(library, _)| !is_inside(library));
    let oldest =
        versions.try_fold(POLICIES[0].glibc, |oldest, (_, version)| Some(oldest.max(glibc_with(version)?)));
    match oldest {
        // The name that pip knew first.
        Some(17) if complete && is_gnu(target) => {
            format!("manylinux_2_17_{machine}.manylinux2014_{machine}")
        }
        Some(minor) if complete && is_gnu(target) => format!("manylinux_2_{minor}_{machine}"),
        _ => format!("linux_{machine}"),
    }
}

fn is_gnu(target: &str) -> bool {
    target.rsplit('-').next().is_some_and(|abi| abi.starts_with("gnu"))
}

/// The minor version of the first glibc whose machines have this version of a symbol; `None` where that is not known.
fn glibc_with(version: &str) -> Option<u32> {
    if version == RELATIVE_RELOCATIONS {
        return Some(36);
    }
    let (family, number) = version.rsplit_once('_')?;
    let numbers: Vec<u32> = number.split('.').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let first =
        |has: &dyn Fn(&Policy) -> bool| POLICIES.iter().find(|policy| has(policy)).map(|policy| policy.glibc);
    match (family, numbers.as_slice()) {
        ("GLIBC", [2, minor, ..]) => Some(*minor),
        ("GLIBCXX", [3, 4]) | ("CXXABI", [1, 3]) => Some(0),
        ("GLIBCXX", [3, 4, patch]) => first(&|policy| policy.glibcxx >= *patch),
        ("CXXABI", [1, 3, patch]) => first(&|policy| policy.cxxabi >= *patch),
        ("GCC", [major, ..]) => first(&|policy| policy.gcc >= *major),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(needed: &[&str], versions: &[&str], inside: &[&str], expected: &str) {
        let needed: Vec<_> = needed.iter().map(|name| (*name).to_owned()).collect();
        let of_first = |version: &&str| (needed.first().cloned().unwrap_or_default(), (*version).to_owned());
        let versions = versions.iter().map(of_first).collect();
        let elf = Elf { needed, search: Vec::new(), versions };
        let bundled = |name: &&str| Bundled { name: (*name).into(), ..Bundled::default() };
        let libraries: Vec<_> = inside.iter().map(bundled).collect();
        assert_eq!(tag(&elf, &libraries, "x86_64-linux-gnu"), expected);
    }

    #[test]
    fn old_symbols_serve_old_machines() {
        let tag = "manylinux_2_17_x86_64.manylinux2014_x86_64";
        check(&["libstdc++.so.6", "libc.so.6"], &["GLIBC_2.2.5", "GLIBCXX_3.4.9", "CXXABI_1.3"], &[], tag);
        check(&[], &[], &[], tag);
    }

    #[test]
    fn the_newest_symbol_decides() {
        check(&["libc.so.6"], &["GLIBC_2.2.5", "GLIBC_2.34"], &[], "manylinux_2_34_x86_64");
        check(&["libc.so.6"], &["GLIBC_2.29"], &[], "manylinux_2_29_x86_64");
        check(&["libc.so.6"], &["GLIBC_2.14", "GLIBCXX_3.4.30"], &[], "manylinux_2_35_x86_64");
        check(&["libc.so.6"], &["GLIBC_ABI_DT_RELR"], &[], "manylinux_2_36_x86_64");
    }

    #[test]
    fn what_nobody_promises_is_this_machines() {
        check(&["libtinyxml2.so.9"], &["GLIBC_2.2.5"], &[], "linux_x86_64");
        check(&["libc.so.6"], &["GLIBCXX_3.4.99"], &[], "linux_x86_64");
        check(&["libc.so.6"], &["GLIBC_PRIVATE"], &[], "linux_x86_64");
        check(&["libc.so.6"], &["ODD_1.0"], &[], "linux_x86_64");
        assert_eq!(tag(&Elf::default(), &[], "aarch64-linux-musl"), "linux_aarch64");
    }

    #[test]
    fn what_goes_along_is_there() {
        let tag = "manylinux_2_17_x86_64.manylinux2014_x86_64";
        check(&["libtinyxml2.so.9"], &[], &["libtinyxml2.so.9"], tag);
        check(&["libz.so.1"], &["ZLIB_1.2.9"], &["libz.so.1"], tag);
    }
}
