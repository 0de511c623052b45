// Does not parse: cppbind shows clang's diagnostics and ends with 1.
#ifndef TESTLIBS_BROKEN_HPP
#define TESTLIBS_BROKEN_HPP

namespace broken {

class Incomplete {
    NoSuchType member;
    int missing_semicolon()
};

}  // namespace broken

#endif
