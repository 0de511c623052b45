//! The string blob: every text once, offset 0 the empty one.

use std::collections::HashMap;

use crate::emit::cpp_writer::{CppWriter, escape};

/// Texts and their offsets.
#[derive(Debug)]
pub(super) struct Strings {
    offsets: HashMap<String, u32>,
    order: Vec<String>,
    size: u32,
}

impl Strings {
    pub(super) fn new() -> Self {
        Self { offsets: HashMap::from([(String::new(), 0)]), order: vec![String::new()], size: 1 }
    }

    /// The offset of a text, which is added where it is new. A NUL in it would end it early and is dropped.
    pub(super) fn add(&mut self, text: &str) -> u32 {
        if let Some(offset) = self.offsets.get(text) {
            return *offset;
        }
        let offset = self.size;
        let clean: String = text.chars().filter(|character| *character != '\0').collect();
        self.size += clean.len() as u32 + 1;
        self.order.push(clean);
        self.offsets.insert(text.to_owned(), offset);
        offset
    }

    /// The offset of a text, or NONE.
    pub(super) fn add_optional(&mut self, text: Option<&str>) -> u32 {
        text.map_or(cppbind_abi::NONE, |text| self.add(text))
    }

    /// The offset of a documentation comment; the empty string where there is none.
    pub(super) fn add_doc(&mut self, doc: &Option<String>) -> u32 {
        self.add(doc.as_deref().unwrap_or_default())
    }

    /// How many bytes the blob has.
    pub(super) fn size(&self) -> u32 {
        self.size
    }

    /// The definition of the blob.
    pub(super) fn write(&self, writer: &mut CppWriter) {
        writer.line(&format!("extern const char cppbind_strings[{}];", self.size + 1));
        writer.line(&format!("const char cppbind_strings[{}] =", self.size + 1));
        for text in &self.order {
            writer.line(&format!("    \"{}\\0\"", escape(text)));
        }
        writer.line("    ;");
    }
}
