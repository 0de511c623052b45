//! The command line and the environment: the only module that reads either.
