//! How a record describes itself to C++; implemented by `#[abi_struct]` and
//! `abi_codes!`, read by [`crate::header`].

/// A type with a name in namespace `cppbind`.
pub trait AbiType {
    /// The name in namespace `cppbind`.
    fn cpp_name() -> &'static str;
}

/// A record whose layout both languages must agree on.
pub trait AbiStruct: AbiType + Copy {
    /// The record as C++ must lay it out.
    fn cpp_layout() -> Layout;
}

/// One record's layout.
pub struct Layout {
    /// Doc comment lines of the record.
    pub docs: &'static [&'static str],
    /// The record's name.
    pub name: &'static str,
    /// `sizeof`.
    pub size: usize,
    /// Its members in order.
    pub members: Vec<Member>,
}

/// One member of a record.
pub struct Member {
    /// Doc comment lines of the member.
    pub docs: &'static [&'static str],
    /// Type and name as C++ declares them, without the semicolon.
    pub declarator: String,
    /// The name alone, for `offsetof`.
    pub name: &'static str,
    /// `offsetof`.
    pub offset: usize,
}

impl Layout {
    /// The C++ definition with its `static_assert`s.
    pub fn to_cpp(&self) -> String {
        let mut text = String::new();
        push_docs(&mut text, "", self.docs);
        text += &format!("struct {} {{\n", self.name);
        for member in &self.members {
            push_docs(&mut text, "    ", member.docs);
            text += &format!("    {};\n", member.declarator);
        }
        text += "};\n";
        text += &format!("static_assert(sizeof({}) == {}, \"cppbind ABI\");\n", self.name, self.size);
        for member in &self.members {
            text += &format!(
                "static_assert(offsetof({}, {}) == {}, \"cppbind ABI\");\n",
                self.name, member.name, member.offset
            );
        }
        text
    }
}

pub(crate) fn push_docs(text: &mut String, indent: &str, docs: &[&str]) {
    for line in docs {
        let line = format!("{indent}// {}", line.trim());
        *text += line.trim_end();
        *text += "\n";
    }
}
