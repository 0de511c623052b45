//! Element formats of buffers, read: what NumPy, ctypes and we ourselves say of structs, so that two of them can be
//! compared however they are spelled.
//!
//! May not know: C++ types, buffers.

use std::iter::Peekable;
use std::str::Bytes;

/// How an exporter tells where members are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Places {
    /// All bytes between members are told, as NumPy does.
    Told,
    /// Members are aligned as C++ aligns them, as with ctypes.
    Aligned,
}

/// What a number is, apart from its size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Number {
    Bool,
    Signed,
    Unsigned,
    Floating,
    Complex,
}

/// A row of numbers in an element.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Row {
    /// The names of the members that lead there.
    path: String,
    offset: usize,
    /// Arrays of arrays are one row.
    count: usize,
    number: Number,
    /// Of one number.
    size: usize,
}

/// What a format says of an element of a size.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Layout(Vec<Row>);

/// How many rows are compared: arrays of structs have some for each.
const MOST: usize = 1024;

/// What a format may mean; none for elements that C++ structs do not have.
pub(super) fn layouts(format: &str) -> impl Iterator<Item = Layout> {
    // Marks of unaligned members say that nothing is aligned by itself.
    let aligned = (!format.contains(['=', '^'])).then_some(Places::Aligned);
    let read = |places| Reader { text: format.bytes().peekable(), places }.whole();
    [Some(Places::Told), aligned].into_iter().flatten().filter_map(read).collect::<Vec<_>>().into_iter()
}

/// An element, and how much memory it takes.
struct Element {
    rows: Vec<Row>,
    size: usize,
    alignment: usize,
}

struct Reader<'a> {
    text: Peekable<Bytes<'a>>,
    places: Places,
}

impl Reader<'_> {
    fn whole(mut self) -> Option<Layout> {
        let (count, element) = self.item()?;
        (count == 1 && self.text.next().is_none()).then_some(Layout(element.rows))
    }

    fn eat(&mut self, byte: u8) -> bool {
        self.text.next_if_eq(&byte).is_some()
    }

    /// Skips marks; true where they say that bytes have another machine's order.
    fn marks(&mut self) -> bool {
        let mut swapped = false;
        while let Some(mark) = self.text.next_if(|byte| b"@=<>!^".contains(byte)) {
            swapped = matches!(mark, b'>' | b'!');
        }
        swapped
    }

    fn digits(&mut self) -> Option<usize> {
        let mut value: Option<usize> = None;
        while let Some(digit) = self.text.next_if(u8::is_ascii_digit) {
            value = Some(value.unwrap_or(0).checked_mul(10)?.checked_add(usize::from(digit - b'0'))?);
        }
        value
    }

    /// `(2,3)`, or a number that repeats; how many elements that are.
    fn count(&mut self) -> Option<usize> {
        if !self.eat(b'(') {
            return if self.text.peek()?.is_ascii_digit() { self.digits() } else { Some(1) };
        }
        let mut count = 1usize;
        loop {
            count = count.checked_mul(self.digits()?)?;
            if self.eat(b')') {
                return Some(count);
            }
            if !self.eat(b',') {
                return None;
            }
        }
    }

    /// One element with its count; marks may stand on either side of the count.
    fn item(&mut self) -> Option<(usize, Element)> {
        let before = self.marks();
        let count = self.count()?;
        let swapped = self.marks() || before;
        let element = match self.text.next()? {
            b'T' => self.members()?,
            b'Z' => {
                let part = size(self.text.next()?)?;
                single(Number::Complex, 2 * part, part)
            }
            code => {
                let size = size(code)?;
                single(number(code)?, size, size)
            }
        };
        (!swapped || element.size == 1).then_some((count, element))
    }

    fn members(&mut self) -> Option<Element> {
        if !self.eat(b'{') {
            return None;
        }
        let mut whole = Element { rows: Vec::new(), size: 0, alignment: 1 };
        loop {
            if self.eat(b'}') {
                if self.places == Places::Aligned {
                    whole.size = whole.size.checked_next_multiple_of(whole.alignment)?;
                }
                return Some(whole);
            }
            if let Some(bytes) = self.padding() {
                whole.size = whole.size.checked_add(bytes?)?;
                continue;
            }
            let (count, element) = self.item()?;
            let name = if self.eat(b':') { self.name()? } else { String::new() };
            if self.places == Places::Aligned {
                whole.size = whole.size.checked_next_multiple_of(element.alignment)?;
            }
            whole.add(&name, count, element)?;
        }
    }

    /// `4x`; the outer `None` where something else comes.
    fn padding(&mut self) -> Option<Option<usize>> {
        let mut ahead = Reader { text: self.text.clone(), places: self.places };
        ahead.marks();
        let digits = if ahead.text.peek()?.is_ascii_digit() { ahead.digits() } else { Some(1) };
        if !ahead.eat(b'x') {
            return None;
        }
        self.text = ahead.text;
        Some(digits)
    }

    fn name(&mut self) -> Option<String> {
        let mut name = Vec::new();
        loop {
            match self.text.next()? {
                b':' => return String::from_utf8(name).ok(),
                byte => name.push(byte),
            }
        }
    }
}

impl Element {
    /// A member more, behind what there is.
    fn add(&mut self, name: &str, count: usize, member: Element) -> Option<()> {
        let start = self.size;
        self.size = start.checked_add(member.size.checked_mul(count)?)?;
        self.alignment = self.alignment.max(member.alignment);
        // A single number without a name has no path.
        let is_row = matches!(&member.rows[..], [row] if row.path.is_empty());
        let copies = if is_row { 1 } else { count };
        if self.rows.len() + copies.checked_mul(member.rows.len())? > MOST {
            return None;
        }
        for copy in 0..copies {
            for row in &member.rows {
                let mut path = if copies > 1 { format!("{name}[{copy}]") } else { name.to_owned() };
                if !row.path.is_empty() {
                    path = format!("{path}.{}", row.path);
                }
                let offset = start + copy * member.size + row.offset;
                let count = if is_row { count } else { row.count };
                self.rows.push(Row { path, offset, count, ..row.clone() });
            }
        }
        Some(())
    }
}

fn single(number: Number, size: usize, alignment: usize) -> Element {
    Element { rows: vec![Row { path: String::new(), offset: 0, count: 1, number, size }], size, alignment }
}

/// C++'s `char` is as good a byte with a sign as any.
fn number(code: u8) -> Option<Number> {
    Some(match code {
        b'?' => Number::Bool,
        b'b' | b'c' | b'h' | b'i' | b'l' | b'q' | b'n' => Number::Signed,
        b'B' | b'H' | b'I' | b'L' | b'Q' | b'N' | b'P' => Number::Unsigned,
        b'f' | b'd' | b'g' => Number::Floating,
        _ => return None,
    })
}

/// The size of a number. ctypes marks native sizes as little-endian ones, so that marks tell nothing of sizes.
fn size(code: u8) -> Option<usize> {
    Some(match code {
        b'?' | b'b' | b'B' | b'c' => 1,
        b'h' | b'H' => 2,
        b'i' | b'I' | b'f' => 4,
        b'l' | b'L' | b'q' | b'Q' | b'n' | b'N' | b'd' | b'P' => 8,
        b'g' => 16,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a format may mean what another, with all bytes told, means.
    fn fits(format: &str, told: &str) -> bool {
        let wanted = layouts(told).next();
        wanted.is_some() && layouts(format).any(|layout| Some(&layout) == wanted.as_ref())
    }

    #[test]
    fn spellings_of_one_struct() {
        for (format, told) in [
            ("T{b:tag:xxxxxxxd:x:f:y:xxxx}", "T{^b:tag:7xd:x:f:y:4x}"),
            ("T{b:tag:xxxxxxx=d:x:f:y:}", "T{^b:tag:7xd:x:f:y:4x}"),
            ("T{<b:tag:<d:x:<f:y:}", "T{^b:tag:7xd:x:f:y:4x}"),
            ("T{<b:tag:7x<d:x:<f:y:4x}", "T{^b:tag:7xd:x:f:y:4x}"),
            (
                "T{T{b:tag:xxxxxxxd:x:f:y:}:at:xxxx(2,3)h:grid:}",
                "T{^T{^b:tag:7xd:x:f:y:4x}:at:(2,3)h:grid:4x}",
            ),
            ("T{=Zd:z:}", "T{^Zd:z:}"),
            ("T{2i:a:}", "T{^(2)i:a:}"),
            ("T{(2)T{i:a:d:b:}:c:}", "T{^(2)T{^i:a:4xd:b:}:c:}"),
        ] {
            assert!(fits(format, told), "{format} as {told}");
        }
    }

    #[test]
    fn others_differ() {
        for other in ["T{^i:b:}", "T{^I:a:}", "T{^4xi:a:}", "T{^(2)i:a:}", "T{^f:a:}", "i", "T{^i:a:i:b:}"] {
            assert!(!fits(other, "T{^i:a:}"), "{other}");
        }
        assert!(!fits("T{=b:tag:=d:x:}", "T{^b:tag:7xd:x:}"));
    }

    #[test]
    fn what_is_no_struct_of_numbers_is_nothing() {
        for format in [
            "T{>i:a:}",
            "T{O:a:}",
            "T{i:a",
            "T{99999999999999999999x}",
            "",
            "T{5s:a:}",
            "(2i",
            "T{(9999)T{i:a:}:b:}",
        ] {
            assert_eq!(layouts(format).count(), 0, "{format}");
        }
    }
}
