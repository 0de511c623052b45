//! Gives the test binaries an rpath to the libpython that PyO3 was configured
//! for; without it they would load whichever libpython the system has.

fn main() {
    pyo3_build_config::use_pyo3_cfgs();
    pyo3_build_config::add_libpython_rpath_link_args();
}
