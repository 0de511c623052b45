// Text in all its C++ forms.
#ifndef TESTLIBS_STRINGS_HPP
#define TESTLIBS_STRINGS_HPP

#include <cstddef>
#include <string>
#include <string_view>

namespace strings {

// Arguments: each answers what it got.
std::size_t length(const char* text);
std::size_t length_of_string(const std::string& text);
std::size_t length_of_value(std::string text);
std::size_t length_of_view(std::string_view text);
std::size_t length_of_buffer(const char* bytes, std::size_t count);
int code_of(char letter);
int wide_code(wchar_t letter);
unsigned code_of_utf32(char32_t letter);

// Results.
const char* literal();
const char* null_literal();
std::string by_value();
const std::string& by_const_reference();
std::string& by_reference();
std::string* by_pointer();
std::string* null_pointer();
std::string_view view();
char letter();
std::string with_nul();
std::string utf8();
/// Bytes that are no UTF-8.
std::string latin1();

/// Both directions.
std::string twice(const std::string& text);
const std::string& same(const std::string& text);
std::string_view tail(std::string_view text);
void append(std::string& to, const std::string& what);
void assign_through(std::string* to);
std::size_t fill(char* buffer, std::size_t size);
/// Several at once.
std::string join(const std::string& left, std::string_view middle, const char* right);
/// The implicit std::string of a call that throws must not leak.
void refuse(const std::string& text);

std::size_t count(const char* const* texts, std::size_t n);

struct Person {
    std::string name = "Ada";
    const char* title = "Countess";
    char initials[4] = "AL";
    std::string_view motto = "poetical science";

    std::string formatted() const { return std::string(title) + " " + name; }
};

}  // namespace strings

#endif
