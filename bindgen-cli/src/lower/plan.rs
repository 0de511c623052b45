//! What a main file mentions besides the headers, to make clang instantiate and evaluate.
//!
//! Each line stands for itself: where it does not compile, what it asks for is not
//! there.

use std::fmt::Write as _;
use std::ops::Range;

use super::Request;
use super::called_templates::{self, ANY};
use super::function_templates::requested;
use super::macros::Candidate;

/// A class whose members clang must instantiate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Instance {
    /// How C++ names it: `::std::vector<int>`.
    pub(super) cpp: String,
    /// Names of its public member types.
    pub(super) types: Vec<String>,
    /// The first enumerators of its enumerations without a name.
    pub(super) enumerators: Vec<String>,
    /// Names of its public static data members.
    pub(super) statics: Vec<String>,
    /// Names of its public functions whose results C++ deduces from their bodies.
    pub(super) deduced: Vec<String>,
    /// Calls of the functions that its template befriends.
    pub(super) friends: Vec<FriendCall>,
}

/// A call that makes clang show a friend of an instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FriendCall {
    /// `using T = int; ` for each template parameter.
    pub(super) aliases: String,
    /// The friend's parameters in the template's words.
    pub(super) parameters: String,
    /// The function's name, where the call is one of a name rather than an operator.
    pub(super) name: Option<String>,
    /// The call.
    pub(super) expression: String,
}

/// An explicit instantiation of a function template, as the header has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FunctionInstance {
    /// Names of the enclosing namespaces, from outside.
    pub(super) namespaces: Vec<String>,
    /// `static_cast<char(*)(char)>(&f<char>)`.
    pub(super) expression: String,
}

/// A call that has clang deduce a function template's arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TemplateCall {
    /// The class of what is called, where the call goes through an object or makes one.
    pub(super) object: Option<String>,
    /// What is called, up to the parenthesis.
    pub(super) callee: String,
    /// The arguments' types: lvalue references for lvalues.
    pub(super) parameters: Vec<String>,
}

/// What the main file mentions besides the headers.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Plan {
    /// Classes, those that the request names first.
    pub(super) instances: Vec<Instance>,
    /// Function templates' specialisations.
    pub(super) functions: Vec<FunctionInstance>,
    /// Calls of function templates.
    pub(super) calls: Vec<TemplateCall>,
    /// Macros that may be constants.
    pub(super) macros: Vec<Candidate>,
}

/// What a declaration of the main file stands for; indices are into the [`Plan`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Mention {
    /// An instance.
    Instance(usize),
    /// A member type of an instance.
    MemberType(usize, String),
    /// A static data member of an instance.
    StaticMember(usize, String),
    /// A friend of an instance.
    Friend(usize, usize),
    /// A function template's specialisation.
    Function(usize),
    /// A call of a function template.
    Call(usize),
    /// A macro's value.
    Macro(usize),
}

impl Plan {
    /// The plan before the first walk.
    pub(super) fn of(request: &Request) -> Self {
        let instances = request.classes().map(|name| Instance::new(named(name))).collect();
        let functions = request.functions().map(|declaration| requested(declaration)).collect();
        let calls = request.calls().iter().flatten().flat_map(|call| called_templates::calls(call)).collect();
        Self { instances, functions, calls, ..Self::default() }
    }

    /// What of the plan the request asks for, whatever the headers say.
    pub(super) fn requested(&self, request: &Request) -> Self {
        let (classes, functions) = (request.classes().count(), request.functions().count());
        let calls: usize =
            request.calls().iter().flatten().map(|call| called_templates::calls(call).len()).sum();
        Self {
            instances: self.instances[..classes].to_vec(),
            functions: self.functions[..functions].to_vec(),
            calls: self.calls[..calls].to_vec(),
            ..Self::default()
        }
    }

    /// The text of the file that mentions it all. Macros come last: what they do to the text behind them does no harm.
    pub(super) fn source(&self) -> String {
        let mut text = String::new();
        for (index, instance) in self.instances.iter().enumerate() {
            instance.write(index, &mut text);
        }
        for (index, function) in self.functions.iter().enumerate() {
            function.write(index, &mut text);
        }
        for (index, call) in self.calls.iter().enumerate() {
            call.write(index, &mut text);
        }
        for (index, candidate) in self.macros.iter().enumerate() {
            candidate.write(index, &mut text);
        }
        text
    }

    /// The lines of that text that name an instance and ask for its members.
    pub(super) fn lines_of_instance(&self, index: usize) -> Range<u32> {
        let before: usize = self.instances[..index].iter().map(Instance::line_count).sum();
        before as u32 + 1..before as u32 + 3
    }

    /// The line of that text that takes the address of a function.
    pub(super) fn line_of_function(&self, index: usize) -> u32 {
        let before: usize = self.instances.iter().map(Instance::line_count).sum();
        (before + index) as u32 + 1
    }

    /// The line of that text that makes a call.
    pub(super) fn line_of_call(&self, index: usize) -> u32 {
        self.line_of_function(self.functions.len()) + index as u32
    }
}

/// How a type begins that is an expression's: what C++ makes of a class template's name and arguments.
pub(super) const EXPRESSION: &str = "decltype(";

/// With a leading `::`.
fn named(name: &str) -> String {
    let name = name.trim();
    let complete = name.starts_with("::") || name.starts_with(EXPRESSION);
    if complete { name.to_owned() } else { format!("::{name}") }
}

const PREFIX: &str = "cppbind_mention_";

/// The namespace of functions that stand for names alone.
const NAMES: &str = "cppbind_names";

impl Mention {
    /// The name of its declaration in the main file.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Instance(index) => format!("{PREFIX}i{index}"),
            Self::MemberType(index, name) => format!("{PREFIX}t{index}_{name}"),
            Self::StaticMember(index, name) => format!("{PREFIX}s{index}_{name}"),
            Self::Friend(index, number) => format!("{PREFIX}h{index}_{number}"),
            Self::Function(index) => format!("{PREFIX}f{index}"),
            Self::Call(index) => format!("{PREFIX}c{index}"),
            Self::Macro(index) => format!("{PREFIX}m{index}"),
        }
    }

    /// The reverse of [`Mention::name`].
    pub(super) fn from_name(name: &str) -> Option<Self> {
        let rest = name.strip_prefix(PREFIX)?;
        let (kind, rest) = rest.split_at_checked(1)?;
        let (digits, member) = match rest.split_once('_') {
            Some((digits, member)) => (digits, member),
            None => (rest, ""),
        };
        let index = digits.parse().ok()?;
        Some(match kind {
            "i" => Self::Instance(index),
            "t" => Self::MemberType(index, member.to_owned()),
            "s" => Self::StaticMember(index, member.to_owned()),
            "h" => Self::Friend(index, member.parse().ok()?),
            "f" => Self::Function(index),
            "c" => Self::Call(index),
            "m" => Self::Macro(index),
            _ => return None,
        })
    }
}

impl Instance {
    /// Nothing is known of its members yet.
    pub(super) fn new(cpp: String) -> Self {
        Self { cpp, ..Self::default() }
    }

    fn line_count(&self) -> usize {
        2 + self.types.len()
            + self.enumerators.len()
            + self.statics.len()
            + self.deduced.len()
            + self.friends.len()
    }

    fn write(&self, index: usize, text: &mut String) {
        let alias = Mention::Instance(index).name();
        // `writeln!` to a String does not fail.
        let _ = writeln!(text, "using {alias} = {};", self.cpp);
        let _ = writeln!(text, "static_assert(sizeof({alias}) > 0, \"\");");
        for name in &self.types {
            let _ = writeln!(
                text,
                "using {} = {alias}::{name};",
                Mention::MemberType(index, name.clone()).name()
            );
        }
        for name in &self.enumerators {
            let _ = writeln!(
                text,
                "using {} = decltype({alias}::{name});",
                Mention::MemberType(index, name.clone()).name()
            );
        }
        for name in &self.statics {
            let _ = writeln!(
                text,
                "const auto* {} = &{alias}::{name};",
                Mention::StaticMember(index, name.clone()).name()
            );
        }
        for name in &self.deduced {
            // Only what is used is instantiated.
            let _ = writeln!(text, "static_assert(sizeof(decltype(&{alias}::{name})) > 0, \"\");");
        }
        for (number, friend) in self.friends.iter().enumerate() {
            let FriendCall { aliases, parameters, name: called, expression } = friend;
            let name = Mention::Friend(index, number).name();
            // A member of the friend's name would hide it from the search by arguments, which a using-declaration does not.
            let (declared, using) = match called {
                Some(called) => (
                    format!("namespace {NAMES} {{ struct nobody; void {called}(nobody); }} "),
                    format!("using {NAMES}::{called}; "),
                ),
                None => (String::new(), String::new()),
            };
            let _ = writeln!(
                text,
                "{declared}struct {name} : {alias} {{ {aliases}static void call({parameters}) {{ {using}{expression}; }} }};"
            );
        }
    }
}

impl FunctionInstance {
    fn write(&self, index: usize, text: &mut String) {
        for namespace in &self.namespaces {
            let _ = write!(text, "namespace {namespace} {{ ");
        }
        let _ = write!(text, "const auto {} = {};", Mention::Function(index).name(), self.expression);
        text.push_str(&" }".repeat(self.namespaces.len()));
        text.push('\n');
    }
}

impl TemplateCall {
    fn write(&self, index: usize, text: &mut String) {
        let _ = write!(text, "struct {} {{ ", Mention::Call(index).name());
        if self.parameters.iter().any(|parameter| parameter == ANY) {
            let _ = write!(text, "struct {ANY} {{ template<class T> operator T() const; }}; ");
        }
        if let Some(object) = &self.object {
            let _ = write!(text, "using object = {object}; ");
        }
        let mut declared = Vec::new();
        let mut forwarded = Vec::new();
        for (number, parameter) in self.parameters.iter().enumerate() {
            let _ = write!(text, "using t{number} = {parameter}; ");
            declared.push(format!("t{number}&& a{number}"));
            forwarded.push(format!("static_cast<t{number}&&>(a{number})"));
        }
        let (declared, forwarded) = (declared.join(", "), forwarded.join(", "));
        let _ = writeln!(text, "static void call({declared}) {{ {}({forwarded}); }} }};", self.callee);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mentions_are_found_by_name() {
        for mention in [
            Mention::Instance(3),
            Mention::MemberType(12, "value_type".into()),
            Mention::StaticMember(0, "npos".into()),
            Mention::Friend(2, 1),
            Mention::Function(7),
            Mention::Call(8),
            Mention::Macro(40),
        ] {
            assert_eq!(Mention::from_name(&mention.name()), Some(mention));
        }
        assert_eq!(Mention::from_name("cppbind_other"), None);
    }
}
