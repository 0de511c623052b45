// The class of the first session: one header, one source, nothing to configure.
#ifndef TESTLIBS_MYCLASS_H
#define TESTLIBS_MYCLASS_H

class MyClass {
public:
    MyClass();

    /// Says hello on standard output and counts how often it did.
    void MyFunc();

    /// How often MyFunc was called on this object.
    int Calls() const { return m_calls; }

private:
    int m_calls;
};

#endif
