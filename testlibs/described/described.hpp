// std::type_info that C++ returns and takes.
#pragma once

#include <string>
#include <typeinfo>

namespace described {

struct Base {
    virtual ~Base() = default;
    const std::type_info& dynamic() const { return typeid(*this); }
};
struct Derived : Base {};

inline const std::type_info& of_int() { return typeid(int); }
inline const std::type_info* maybe(bool there) { return there ? &typeid(Base) : nullptr; }
inline std::string name_of(const std::type_info& info) { return info.name(); }
inline bool same(const std::type_info* one, const std::type_info* other) { return *one == *other; }

}  // namespace described
