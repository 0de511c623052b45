//! `include/cppbind/dictionary.h`: the ABI as C++ reads it.
//!
//! The file is checked in so that other readers of dictionaries need no Rust;
//! a test fails when it is not what [`text`] prints (bless it with
//! `CPPBIND_BLESS=1 cargo test -p cppbind-abi`).

use crate::codes::{self, TEXT_IS_STRING, TEXT_IS_VIEW};
use crate::handshake::{ABI_MAJOR, ABI_MINOR};
use crate::layout::{AbiStruct, push_docs};
use crate::{NONE, link, records};

/// The header as checked in, for generators to paste into a dictionary's source.
pub const CHECKED_IN: &str = include_str!("../include/cppbind/dictionary.h");

/// The header as the records of this crate require it.
pub fn text() -> String {
    let mut text = format!(
        "// The cppbind dictionary ABI {ABI_MAJOR}.{ABI_MINOR}. Generated from the crate cppbind-abi; do not edit.\n\
         // docs/dictionary-format.md explains it.\n\
         #pragma once\n\n\
         #include <cstddef>\n#include <cstdint>\n\n\
         namespace cppbind {{\n\n\
         constexpr std::uint16_t ABI_MAJOR = {ABI_MAJOR};\n\
         constexpr std::uint16_t ABI_MINOR = {ABI_MINOR};\n\
         constexpr std::uint32_t NONE = {NONE}u;\n\
         constexpr std::size_t TEXT_IS_STRING = {TEXT_IS_STRING}u;\n\
         constexpr std::size_t TEXT_IS_VIEW = {TEXT_IS_VIEW}u;\n\
         constexpr std::size_t CURSOR_SIZE = {CURSOR_SIZE}u;\n\n",
        CURSOR_SIZE = link::CURSOR_SIZE,
    );
    for list in codes::all() {
        push_docs(&mut text, "", list.docs);
        text += &format!("namespace {} {{\n", list.name);
        for (docs, name, value) in &list.members {
            push_docs(&mut text, "    ", docs);
            text += &format!("    constexpr {} {name} = {value};\n", list.repr);
        }
        text += "}\n\n";
    }
    for layout in layouts() {
        text += &layout.to_cpp();
        text += "\n";
    }
    text += "} // namespace cppbind\n";
    text
}

fn layouts() -> Vec<crate::layout::Layout> {
    macro_rules! layouts {
        ($($record:ty),* $(,)?) => { vec![$(<$record>::cpp_layout()),*] };
    }
    layouts![
        link::RuntimeLink,
        link::Thrown,
        link::TextResult,
        link::ContainerOperations,
        link::MatrixMemory,
        link::MatrixOperations,
        link::SmartPointerOperations,
        link::ValueOperations,
        link::CallbackOperations,
        link::PythonCallable,
        link::PythonFault,
        link::PythonHalfFunctions,
        link::PythonHalf,
        records::Table,
        records::DictionaryHeader,
        records::TypeRecord,
        records::TypeListEntry,
        records::NamespaceRecord,
        records::UsingRecord,
        records::ClassRecord,
        records::DirectorRecord,
        records::VirtualRecord,
        records::DeprecationRecord,
        records::BaseRecord,
        records::OverloadSetRecord,
        records::FunctionRecord,
        records::ParameterRecord,
        records::DataMemberRecord,
        records::EnumRecord,
        records::EnumeratorRecord,
        records::ConstantRecord,
        records::TypedefRecord,
        records::ClassTemplateRecord,
        records::InstantiationRecord,
        records::NameRecord,
        records::OperatorRecord,
        records::SkippedRecord,
        records::HeaderFileRecord,
        records::RebuildRecord,
        records::StubRecord,
        records::TypeInfoRecord,
    ]
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_checked_in_header_is_current() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("include/cppbind/dictionary.h");
        if std::env::var_os("CPPBIND_BLESS").is_some() {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, super::text()).unwrap();
        }
        assert!(
            std::fs::read_to_string(&path).unwrap() == super::text(),
            "run CPPBIND_BLESS=1 cargo test -p cppbind-abi"
        );
    }
}
