#include "errors.hpp"

#include <new>

namespace errors {

namespace {

class Hidden : public Error {
public:
    Hidden() : Error("hidden", 99) {}
};

}  // namespace

RangeError::RangeError(int index) : std::out_of_range("index " + std::to_string(index)), index(index) {}

void throw_hidden() { throw Hidden(); }
void throw_runtime_error(const std::string& message) { throw std::runtime_error(message); }
void throw_logic_error() { throw std::logic_error("illogical"); }
void throw_out_of_range() { throw std::out_of_range("too far"); }
void throw_invalid_argument() { throw std::invalid_argument("no good"); }
void throw_bad_alloc() { throw std::bad_alloc(); }
void throw_error(int code) { throw Error("library error", code); }
void throw_special() { throw SpecialError("special"); }
void throw_range(int index) { throw RangeError(index); }
void throw_failure() { throw Failure(); }
void throw_int() { throw 42; }
void throw_text() { throw "just text"; }

int throw_if(bool wanted) {
    if (wanted) throw std::runtime_error("wanted");
    return 1;
}

int never_throws() noexcept { return 2; }

int FromConstructor::alive = 0;

FromConstructor::FromConstructor(bool wanted) {
    if (wanted) throw Error("in constructor", 1);
}

FromConstructor::~FromConstructor() {}

FromDestructor::~FromDestructor() noexcept(false) {
    if (wanted) throw Error("in destructor", 2);
}

int FromMembers::method() const { throw Error("in method", 3); }
int FromMembers::virtual_method() const { throw Error("in virtual method", 4); }
int FromMembers::static_method() { throw Error("in static method", 5); }
FromMembers FromMembers::operator+(const FromMembers&) const { throw Error("in operator+", 6); }
int FromMembers::operator[](int) const { throw Error("in operator[]", 7); }
FromMembers::operator int() const { throw Error("in conversion", 8); }
bool FromMembers::operator==(const FromMembers&) const { throw Error("in operator==", 9); }

FromConversion::FromConversion(int value) : value(value) {
    if (value < 0) throw Error("in converting constructor", 10);
}

int take_conversion(const FromConversion& conversion) { return conversion.value; }

FromCopy::FromCopy(const FromCopy&) { throw Error("in copy", 11); }

int take_copy(FromCopy) { return 1; }

FromCopy& shared_copy() {
    static FromCopy shared;
    return shared;
}

FromCopy return_copy() {
    const FromCopy& shared = shared_copy();
    return shared;
}

int overloaded(int value) {
    if (value < 0) throw Error("negative", 12);
    return value;
}

int overloaded(const std::string& text) { return static_cast<int>(text.size()); }

}  // namespace errors
