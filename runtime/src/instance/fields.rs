//! How attributes of a class's own objects are stored.

/// A class's table of data members.
#[derive(Debug)]
pub(super) struct Fields;
