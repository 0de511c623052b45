// Classes that tests adapt from Python, each bound for the first time by its own test.
#ifndef TESTLIBS_PYTHONIZED_HPP
#define TESTLIBS_PYTHONIZED_HPP

namespace pythonized {

struct Table {
    int size() const { return 6; }
};

struct Other {};

/// Getters, setters and names to be changed.
class Ready {
public:
    int get_number() const { return 42; }
    int GetSize() const { return m_size; }
    void SetSize(int size) { m_size = size; }
    const char* OldName() const { return "old"; }
    int offset = 8;

private:
    int m_size = 0;
};

/// Methods that have the names of Python's own.
struct Named {
    const char* __repr__() const { return "repr"; }
    const char* __str__() const;
};

}  // namespace pythonized

#endif
