// Enumerations beside numbers in overload sets.
#pragma once

#include <string>

namespace ranks {

enum Shape { circle, square };
enum Size { small = 7, large };
enum class Side { left, right };
enum Letter : char { a = 'a', b = 'b' };

inline std::string both(int) { return "int"; }
inline std::string both(Shape) { return "Shape"; }

inline std::string two(Shape) { return "Shape"; }
inline std::string two(Size) { return "Size"; }

inline std::string real(Shape) { return "Shape"; }
inline std::string real(double) { return "double"; }

inline std::string numbers(double) { return "double"; }
inline std::string numbers(char) { return "char"; }
inline std::string numbers(long) { return "long"; }
inline std::string numbers(int) { return "int"; }

inline std::string scoped(Side) { return "Side"; }
inline std::string scoped(int) { return "int"; }

inline std::string constant(const Shape&) { return "Shape"; }
inline std::string constant(const int&) { return "int"; }

inline std::string letters(Letter) { return "Letter"; }
inline std::string letters(char) { return "char"; }

inline int only(Shape shape) { return shape; }

/// As the values of a JSON library: of a kind, or made of anything by a template.
class Value {
    std::string made;

  public:
    Value(Shape) : made("Shape") {}
    Value(const Value&) = default;
    template <class T> Value(const T&) : made("T") {}

    const std::string& how() const { return made; }
};

/// The same where the template is explicit.
class Guarded {
    std::string made;

  public:
    Guarded(Shape) : made("Shape") {}
    Guarded(const Guarded&) = default;
    template <class T> explicit Guarded(const T&) : made("T") {}

    const std::string& how() const { return made; }
};

inline std::string how(const Value& value) { return value.how(); }
inline std::string how_guarded(const Guarded& value) { return value.how(); }

} // namespace ranks
