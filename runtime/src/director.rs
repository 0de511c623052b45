//! The room for Python classes that override C++ virtual functions.
//!
//! Today a Python class may derive from a bound one and add to it; C++ does not
//! call back into it. What will stand here: the table of C functions that a
//! dictionary's directors call, and the look-up of overrides when a class is
//! made or changed (section 8 of the design).
//!
//! May not know: how proxies' own methods are called.
