//! How many elements a view has in each dimension.
//!
//! May not know: what the elements are.

/// The extents of a view. The first may be unknown: C++ gave a bare pointer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    extents: Vec<isize>,
    known: bool,
}

impl Shape {
    /// One dimension of unknown extent.
    pub fn unknown() -> Self {
        Self { extents: vec![0], known: false }
    }

    /// One dimension.
    pub fn known(extent: isize) -> Self {
        Self { extents: vec![extent], known: true }
    }

    /// All dimensions.
    pub fn of(extents: Vec<isize>) -> Self {
        Self { extents, known: true }
    }

    /// The same with one more dimension inside.
    #[must_use]
    pub fn with_inner(mut self, extent: isize) -> Self {
        self.extents.push(extent);
        self
    }

    /// How many dimensions.
    pub fn dimensions(&self) -> usize {
        self.extents.len()
    }

    /// Whether the first extent is known.
    pub fn is_known(&self) -> bool {
        self.known
    }

    /// How many elements lie in one step of the first dimension.
    pub fn stride(&self) -> usize {
        self.extents[1..].iter().map(|extent| extent.unsigned_abs()).product()
    }

    /// The first extent; a large one, bounded by 2 GiB of memory, where it is unknown.
    pub fn length(&self, element_size: usize) -> usize {
        if self.known {
            return self.extents[0].unsigned_abs();
        }
        i32::MAX as usize / (element_size * self.stride()).max(1)
    }

    /// All extents, the first as [`Shape::length`] gives it.
    pub fn extents(&self, element_size: usize) -> Vec<isize> {
        let mut extents = self.extents.clone();
        extents[0] = self.length(element_size) as isize;
        extents
    }

    /// What one step of the first dimension holds; `None` for single elements.
    pub fn inner(&self) -> Option<Self> {
        (self.extents.len() > 1).then(|| Self { extents: self.extents[1..].to_vec(), known: true })
    }

    /// Sets the first extent.
    pub fn resize(&mut self, extent: isize) {
        self.extents[0] = extent;
        self.known = true;
    }
}
