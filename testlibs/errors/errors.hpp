// Exceptions from everywhere that C++ may throw.
#ifndef TESTLIBS_ERRORS_HPP
#define TESTLIBS_ERRORS_HPP

#include <exception>
#include <stdexcept>
#include <string>

namespace errors {

/// An exception class of the library, with data of its own.
class Error : public std::exception {
public:
    Error(const std::string& message, int code) : m_message(message), m_code(code) {}
    const char* what() const noexcept override { return m_message.c_str(); }
    int code() const { return m_code; }

private:
    std::string m_message;
    int m_code;
};

/// Derived from it.
class SpecialError : public Error {
public:
    explicit SpecialError(const std::string& message) : Error(message, 77) {}
};

/// Derived from one of the standard's.
class RangeError : public std::out_of_range {
public:
    explicit RangeError(int index);
    int index;
};

/// No std::exception at all.
struct Failure {
    int reason = 13;
    std::string message() const { return "reason " + std::to_string(reason); }
};

/// No class that the header shows.
void throw_hidden();

void throw_runtime_error(const std::string& message);
void throw_logic_error();
void throw_out_of_range();
void throw_invalid_argument();
void throw_bad_alloc();
void throw_error(int code);
void throw_special();
void throw_range(int index);
void throw_failure();
void throw_int();
void throw_text();
/// @return 1, where it does not throw
int throw_if(bool wanted);
int never_throws() noexcept;

// Out of every kind of function.

class FromConstructor {
public:
    explicit FromConstructor(bool wanted = true);
    static int alive;
    ~FromConstructor();

private:
    struct Part {
        Part() { ++alive; }
        ~Part() { --alive; }
    } m_part;
};

class FromDestructor {
public:
    explicit FromDestructor(bool wanted = true) : wanted(wanted) {}
    ~FromDestructor() noexcept(false);
    bool wanted;
};

class FromMembers {
public:
    int method() const;
    virtual int virtual_method() const;
    virtual ~FromMembers() {}
    static int static_method();
    FromMembers operator+(const FromMembers&) const;
    int operator[](int) const;
    operator int() const;
    bool operator==(const FromMembers&) const;
};

/// Its converting constructor throws for negative numbers.
class FromConversion {
public:
    FromConversion(int value);
    int value;
};
int take_conversion(const FromConversion& conversion);

/// Copying throws.
class FromCopy {
public:
    FromCopy() {}
    FromCopy(const FromCopy&);
};
int take_copy(FromCopy copy);
FromCopy& shared_copy();
FromCopy return_copy();

/// One overload throws, the others do not fit.
int overloaded(int value);
int overloaded(const std::string& text);

}  // namespace errors

#endif
