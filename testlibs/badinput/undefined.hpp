// Declared here and defined nowhere: cppbind says so, and says what to do.
#ifndef TESTLIBS_UNDEFINED_HPP
#define TESTLIBS_UNDEFINED_HPP

namespace undefined {

int nowhere(int value);

class Ghost {
public:
    Ghost();
    int haunt() const;
};

inline int somewhere() { return 1; }

}  // namespace undefined

#endif
