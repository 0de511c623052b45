//! Namespaces, classes, enums, templates: what `gbl` shows. The only maker of
//! Python classes.
//!
//! Everything is made at first use. Nothing here runs when a dictionary is
//! loaded, except for what was already used: [`Namespace::loaded`].
//!
//! * [`namespace`]: namespaces as modules.
//! * [`watching`]: the module subclass that sees assignments.
//! * [`lookup`]: a name in a namespace, across dictionaries.
//! * [`entry`]: what a name record becomes in Python.
//! * [`class`]: C++ classes.
//! * [`enumeration`]: C++ enums.
//! * [`template`]: class templates and their specialisations; [`template_argument`]: what stands between their brackets.
//! * [`typedef`], [`constant`]: aliases and values.
//! * [`lazy`]: members of classes that are made when they are asked for.
//! * [`last_resort`]: rootmaps and the compiler, asked where nothing loaded has a name.
//! * [`missing`]: what to say of a name that is not there.
//! * [`import`]: `from cppyy_rs.gbl.ns import X`.
//!
//! May not know: how calls and conversions work, what makes a class pythonic.

mod class;
mod constant;
mod declared;
mod entry;
mod enumeration;
mod hook;
mod import;
mod last_resort;
mod lazy;
mod lookup;
mod missing;
mod namespace;
mod source;
mod template;
mod template_argument;
mod typedef;
mod watching;

pub use class::{python_class, shown_class};
pub use enumeration::python_enum;
pub use import::NamespaceFinder;
pub use last_resort::{set_autoload, set_compiler};
pub use lookup::dictionaries_of;
pub use namespace::{Namespace, global, loaded};
pub use source::SCOPES;
pub(crate) use template::Template;
pub(crate) use watching::watching_class as namespace_type;
