#pragma once

/// What the objects of a class refer to.
namespace kept {

/// A number that becomes an `Address` lives as long as that does.
struct Address {
    Address(const double& number, int more = 0) : at(&number), more(more) {}
    Address(const volatile int& sensor) : at(nullptr), more(sensor) {}
    Address(const long double& wide) : at(nullptr), more(static_cast<int>(wide)) {}
    explicit Address(const float& number) : at(nullptr), more(static_cast<int>(number)) {}
    Address(const char& first, const char& second) : at(nullptr), more(first + second) {}
    const double* at;
    int more;
};
struct Holder {
    Holder(const int& number) : address(number) {}
    Address address;
};
/// Has no place for an address.
struct Number {
    Number(const double& number) : number(number) {}
    double number;
};

} // namespace kept
