//! The files of a dictionary's source, and which of their lines belong to what.

use std::collections::HashSet;
use std::ops::Range;

use cppbind_abi::header::CHECKED_IN;

use super::DictionarySource;
use crate::analysis::string_type;
use crate::emit::cpp_writer::CppWriter;
use crate::emit::stub::{self, Origin};
use crate::ir::TypeId;

/// How many stubs a file may have at least: enough to share the cost of the headers, few enough to compile in parallel.
const STUBS_PER_FILE: usize = 500;

/// Each file reads all headers again, and large libraries spend their time on that: QuantLib's take 22 s of a file with 500
/// stubs, which take 4 s. So a file has as many stubs as take about as long as its headers do: one for so many bytes.
const HEADER_BYTES_PER_STUB: u64 = 8_000;

/// A header of our own: its name and its text.
type SupportHeader = (&'static str, &'static str);

/// A header of the folder `include/`.
macro_rules! support_header {
    ($name:literal) => {
        ($name, include_str!(concat!("../include/", $name)))
    };
}

/// What stubs are written in terms of.
const STUB: SupportHeader = support_header!("cppbind/stub.h");

/// The same for strings.
const TEXT: SupportHeader = support_header!("cppbind/text.h");

/// What passes the runtime's objects on.
const PASSED: SupportHeader = support_header!("cppbind/passed.h");

/// What braced lists are made of.
const LIST: SupportHeader = support_header!("cppbind/list.h");

/// The same as stub.h for containers.
const CONTAINER: SupportHeader = support_header!("cppbind/container.h");

/// The same for matrices.
const MATRIX: SupportHeader = support_header!("cppbind/matrix.h");

/// The same for smart pointers.
const SMART_POINTER: SupportHeader = support_header!("cppbind/smart_pointer.h");

/// The same for classes that hold any callable.
const CALLBACK: SupportHeader = support_header!("cppbind/callback.h");

/// What passes between C++ and the Python callables that it calls.
const UPCALL: SupportHeader = support_header!("cppbind/upcall.h");

/// The same for classes that Python can derive from.
const DIRECTOR: SupportHeader = support_header!("cppbind/director.h");

/// The same for values that are made of others.
const VALUE: SupportHeader = support_header!("cppbind/value.h");

/// What a dictionary defines once.
const DEFINITIONS: SupportHeader = support_header!("cppbind/definitions.h");

/// The same for strings.
const TEXT_DEFINITIONS: SupportHeader = support_header!("cppbind/text_definitions.h");

/// The same for printing.
const PRINT_DEFINITIONS: SupportHeader = support_header!("cppbind/print_definitions.h");

/// Every header of our own, by name, in an order in which each comes after those that it includes.
pub fn support_headers() -> Vec<(&'static str, &'static str)> {
    let dictionary = ("cppbind/dictionary.h", CHECKED_IN);
    let stubs = [dictionary, STUB, TEXT, PASSED, LIST, CONTAINER, MATRIX, SMART_POINTER];
    [&stubs[..], &[UPCALL, CALLBACK, DIRECTOR, VALUE], &[DEFINITIONS, TEXT_DEFINITIONS, PRINT_DEFINITIONS]]
        .concat()
}

/// Something that the compiler may reject without the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Item {
    /// A stub, by number.
    Stub(u32),
    /// A class's size and properties, by index.
    Class(u32),
    /// A base's offset, by its place in the table.
    Base(u32),
    /// A data member's offset, by index.
    Member(u32),
    /// A class's type info, by the class's index.
    TypeInfo(u32),
    /// The definition of a class that Python derives from, by its place among the directors.
    Director(u32),
}

/// One file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Its name, without directory.
    pub name: String,
    /// Its text.
    pub text: String,
    /// Which lines belong to an item: line and item, sorted by line.
    pub items: Vec<(u32, Item)>,
}

impl SourceFile {
    /// What stands on a line.
    pub fn item(&self, line: u32) -> Option<Item> {
        let index = self.items.binary_search_by_key(&line, |(line, _)| *line).ok()?;
        Some(self.items[index].1)
    }
}

impl SourceFile {
    /// The same file with some of its items alone; the others' lines are empty.
    pub fn only(&self, kept: &[Item]) -> Self {
        let kept: std::collections::HashSet<Item> = kept.iter().copied().collect();
        let stays = |line: u32| self.item(line).is_none_or(|item| kept.contains(&item));
        let line = |(number, line)| if stays(number) { line } else { "" };
        let text = (1..).zip(self.text.lines()).flat_map(|numbered| [line(numbered), "\n"]).collect();
        let items = self.items.iter().copied().filter(|(_, item)| kept.contains(item)).collect();
        Self { name: self.name.clone(), text, items }
    }
}

impl DictionarySource<'_> {
    /// The headers of our own that the files include, by name; none comes before one that it includes itself.
    pub fn support_headers(&self) -> Vec<(&'static str, &'static str)> {
        let mut headers = vec![("cppbind/dictionary.h", CHECKED_IN), STUB];
        headers.extend((self.mentions_strings() || self.prints()).then_some(TEXT));
        headers.extend((self.has_containers() || self.has_values()).then_some(PASSED));
        headers.extend(self.has_containers().then_some(LIST));
        headers.extend(self.has_containers().then_some(CONTAINER));
        headers.extend(self.has_matrices().then_some(MATRIX));
        headers.extend(self.has_smart_pointers().then_some(SMART_POINTER));
        headers.extend((self.has_callbacks() || self.has_directors()).then_some(UPCALL));
        headers.extend(self.has_callbacks().then_some(CALLBACK));
        headers.extend(self.has_directors().then_some(DIRECTOR));
        headers.extend(self.has_values().then_some(VALUE));
        headers.extend(self.definitions());
        headers
    }

    /// What the file of the tables defines. Strings and streams are expensive to compile, so only those
    /// dictionaries have their functions that can come to use them.
    fn definitions(&self) -> Vec<SupportHeader> {
        let mut headers = vec![DEFINITIONS];
        headers.extend(self.mentions_strings().then_some(TEXT_DEFINITIONS));
        headers.extend(self.prints().then_some(PRINT_DEFINITIONS));
        headers
    }

    /// Whether a string class is among the types.
    pub(super) fn mentions_strings(&self) -> bool {
        (0..self.ir.types.len() as u32).any(|ty| string_type(self.ir, TypeId(ty)).is_some())
    }

    /// Whether there are classes whose elements Python's protocols reach.
    fn has_containers(&self) -> bool {
        self.plan.classes.iter().any(|class| class.container.is_some())
    }

    /// Whether there are classes of values that are made of others.
    fn has_values(&self) -> bool {
        self.plan.classes.iter().any(|class| class.value.is_some())
    }

    /// Whether there are classes that may have rows and columns.
    fn has_matrices(&self) -> bool {
        self.plan.classes.iter().any(|class| class.matrix.is_some())
    }

    /// Whether there are classes by which objects are held.
    fn has_smart_pointers(&self) -> bool {
        self.plan.classes.iter().any(|class| class.smart_pointer.is_some())
    }

    /// Whether there are classes that Python callables can stand for.
    fn has_callbacks(&self) -> bool {
        self.plan.classes.iter().any(|class| class.callback.is_some())
    }

    /// Whether there are stubs that print.
    fn prints(&self) -> bool {
        self.plan.classes.iter().any(|class| class.print.is_some())
    }

    /// All files to compile: tables, layout, stubs.
    pub fn files(&self) -> Vec<SourceFile> {
        let mut files = vec![self.tables_file(), self.layout_file()];
        files.extend((0..self.stub_file_count()).map(|index| self.stub_file(index)));
        files
    }

    /// All of it as one file beside the headers of our own: where there is little, to read the headers once is
    /// cheaper than to compile two files side by side.
    pub fn whole_file(&self) -> SourceFile {
        self.file_of_tables_and(|_| true)
    }

    /// All of it as two files to compile side by side, which take about as long: what Python's protocols need of each
    /// class, with the tables, and what the headers declare.
    pub fn halves(&self) -> Vec<SourceFile> {
        let implicit = |number: usize| self.plan.stubs[number].origin == Origin::Implicit;
        let mut declared = self.file_of_stubs(self.numbers().filter(|number| !implicit(*number)));
        declared.name = format!("{}.declared.cpp", self.stem());
        vec![self.file_of_tables_and(implicit), declared]
    }

    fn numbers(&self) -> Range<usize> {
        0..self.plan.stubs.len()
    }

    /// The tables, and some of the stubs that stand in them.
    fn file_of_tables_and(&self, has: impl Fn(usize) -> bool) -> SourceFile {
        let mut writer = CppWriter::default();
        let mut items = Vec::new();
        writer.line(&format!("// lib{}Dict.so.", self.stem()));
        self.definitions().into_iter().for_each(|header| include(&mut writer, header));
        self.write_includes(&mut writer);
        writer.line("#include <typeinfo>");
        self.declare_stubs(&mut writer, self.numbers().filter(|number| !has(*number)));
        self.write_directors(&mut writer, &mut items, |_| true);
        self.write_stubs(&mut writer, &mut items, self.numbers().filter(|number| has(*number)));
        self.write_layout(&mut writer, &mut items);
        self.write_tables(&mut writer);
        SourceFile { name: format!("{}.cpp", self.stem()), text: writer.finish(), items }
    }

    fn stub_file_count(&self) -> usize {
        stub_files(self.plan.stubs.len(), self.request.header_bytes)
    }

    /// One file of stubs; all have as many, so that compilers that start together end together.
    fn stub_file(&self, index: usize) -> SourceFile {
        let (stubs, files) = (self.plan.stubs.len(), self.stub_file_count());
        let mut file = self.file_of_stubs(index * stubs / files..(index + 1) * stubs / files);
        file.name = format!("{}.stubs{index}.cpp", self.stem());
        file
    }

    fn file_of_stubs(&self, stubs: impl Iterator<Item = usize>) -> SourceFile {
        let mut writer = CppWriter::default();
        let mut items = Vec::new();
        let stubs: Vec<usize> = stubs.collect();
        let directors: HashSet<usize> =
            stubs.iter().filter_map(|stub| self.plan.stubs[*stub].director).collect();
        let needs = |director: usize| directors.contains(&director);
        writer.line(&format!("// Stubs of lib{}Dict.so.", self.stem()));
        self.write_includes(&mut writer);
        self.write_directors(&mut writer, &mut items, needs);
        self.write_stubs(&mut writer, &mut items, stubs.iter().copied());
        SourceFile { name: String::new(), text: writer.finish(), items }
    }

    /// The whole source as one file that needs nothing but the user's headers.
    pub fn single_file(&self) -> String {
        let mut writer = CppWriter::default();
        writer.line(&format!("// The source of lib{}Dict.so.", self.stem()));
        for (_, text) in self.support_headers() {
            for line in
                text.lines().filter(|line| *line != "#pragma once" && !line.starts_with("#include \""))
            {
                writer.line(line);
            }
        }
        // The compilers that build dictionaries know these offsets; users build this file with warnings on.
        writer.line("#pragma GCC diagnostic ignored \"-Winvalid-offsetof\"");
        self.write_user_includes(&mut writer);
        let mut items = Vec::new();
        self.write_directors(&mut writer, &mut items, |_| true);
        self.write_stubs(&mut writer, &mut items, 0..self.plan.stubs.len());
        self.write_layout(&mut writer, &mut items);
        self.write_tables(&mut writer);
        writer.finish()
    }

    fn tables_file(&self) -> SourceFile {
        let mut writer = CppWriter::default();
        writer.line(&format!("// Tables of lib{}Dict.so.", self.stem()));
        self.definitions().into_iter().for_each(|header| include(&mut writer, header));
        self.write_tables(&mut writer);
        SourceFile { name: format!("{}.tables.cpp", self.stem()), text: writer.finish(), items: Vec::new() }
    }

    fn layout_file(&self) -> SourceFile {
        let mut writer = CppWriter::default();
        let mut items = Vec::new();
        writer.line(&format!(
            "// Tables of lib{}Dict.so with what the compiler knows: sizes, offsets, addresses.",
            self.stem()
        ));
        self.write_includes(&mut writer);
        writer.line("#include <typeinfo>");
        self.declare_stubs(&mut writer, self.numbers());
        self.write_directors(&mut writer, &mut items, |_| true);
        self.write_layout(&mut writer, &mut items);
        SourceFile { name: format!("{}.layout.cpp", self.stem()), text: writer.finish(), items }
    }

    /// Stubs that another file defines.
    fn declare_stubs(&self, writer: &mut CppWriter, numbers: impl Iterator<Item = usize>) {
        let mut numbers = numbers.peekable();
        if numbers.peek().is_none() {
            return;
        }
        writer.line("\n#pragma GCC visibility push(hidden)");
        for number in numbers.map(|number| number as u32) {
            if !self.is_rejected(Item::Stub(number)) {
                writer.line(&format!("extern \"C\" void {}();", stub::name(number)));
            }
        }
        writer.line("#pragma GCC visibility pop");
    }

    /// What stubs need, then the user's headers.
    fn write_includes(&self, writer: &mut CppWriter) {
        include(writer, if self.mentions_strings() { TEXT } else { STUB });
        if self.has_containers() {
            include(writer, CONTAINER);
        }
        if self.has_matrices() {
            include(writer, MATRIX);
        }
        if self.has_smart_pointers() {
            include(writer, SMART_POINTER);
        }
        if self.has_callbacks() {
            include(writer, CALLBACK);
        }
        if self.has_directors() {
            include(writer, DIRECTOR);
        }
        if self.has_values() {
            include(writer, VALUE);
        }
        self.write_user_includes(writer);
    }

    fn write_user_includes(&self, writer: &mut CppWriter) {
        writer.line("");
        for include in &self.request.includes {
            writer.line(&format!("#include {include}"));
        }
    }

    /// The definitions of directors, each on a line of its own.
    fn write_directors(
        &self,
        writer: &mut CppWriter,
        items: &mut Vec<(u32, Item)>,
        wanted: impl Fn(usize) -> bool,
    ) {
        let mut wanted = (self.facts.directors.iter().enumerate())
            .filter(|(place, _)| wanted(*place) && !self.is_rejected(Item::Director(*place as u32)))
            .peekable();
        if wanted.peek().is_none() {
            return;
        }
        writer.line("\n#pragma GCC visibility push(hidden)");
        for (place, director) in wanted {
            items.push((writer.next_line(), Item::Director(place as u32)));
            writer.line(&stub::director_definition(self.ir, director));
        }
        writer.line("#pragma GCC visibility pop");
    }

    fn write_stubs(
        &self,
        writer: &mut CppWriter,
        items: &mut Vec<(u32, Item)>,
        numbers: impl Iterator<Item = usize>,
    ) {
        writer.line("\n#pragma GCC visibility push(hidden)");
        let mut comment = "";
        for number in numbers {
            let item = Item::Stub(number as u32);
            if self.is_rejected(item) {
                continue;
            }
            let stub = &self.plan.stubs[number];
            if stub.comment != comment {
                comment = &stub.comment;
                writer.line(&format!("\n// {comment}"));
            }
            items.push((writer.next_line(), item));
            writer.line(&stub.text);
        }
        writer.line("\n#pragma GCC visibility pop");
    }
}

/// Into how many files the stubs go, where each reads so many bytes of headers.
fn stub_files(stubs: usize, header_bytes: u64) -> usize {
    let worth_reading = usize::try_from(header_bytes / HEADER_BYTES_PER_STUB).unwrap_or(usize::MAX);
    stubs.div_ceil(worth_reading.max(STUBS_PER_FILE))
}

fn include(writer: &mut CppWriter, (name, _): SupportHeader) {
    writer.line(&format!("#include \"{name}\""));
}

#[cfg(test)]
mod tests {
    use super::stub_files;

    #[test]
    fn files_are_as_large_as_their_headers_are_expensive() {
        assert_eq!(stub_files(2_000, 1_700_000), 4, "the standard library's containers");
        assert_eq!(stub_files(48_374, 19_900_000), 20, "QuantLib");
        assert_eq!(stub_files(100, 19_900_000), 1);
    }
}
