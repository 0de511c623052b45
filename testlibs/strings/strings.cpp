#include "strings.hpp"

#include <cstring>
#include <stdexcept>

namespace strings {

namespace {

std::string& shared() {
    static std::string text = "shared";
    return text;
}

}  // namespace

std::size_t length(const char* text) { return text ? std::strlen(text) : 9999; }
std::size_t length_of_string(const std::string& text) { return text.size(); }
std::size_t length_of_value(std::string text) { return text.size(); }
std::size_t length_of_view(std::string_view text) { return text.size(); }
std::size_t length_of_buffer(const char* bytes, std::size_t count) { return bytes ? count : 0; }
int code_of(char letter) { return static_cast<unsigned char>(letter); }
int wide_code(wchar_t letter) { return static_cast<int>(letter); }
unsigned code_of_utf32(char32_t letter) { return letter; }

const char* literal() { return "a literal"; }
const char* null_literal() { return nullptr; }
std::string by_value() { return "by value"; }
const std::string& by_const_reference() { return shared(); }
std::string& by_reference() { return shared(); }
std::string* by_pointer() { return &shared(); }
std::string* null_pointer() { return nullptr; }
std::string_view view() { return "a view of more"; }
char letter() { return 'x'; }
std::string with_nul() { return std::string("a\0b", 3); }
std::string utf8() { return "\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80"; }
std::string latin1() { return "caf\xe9"; }

std::string twice(const std::string& text) { return text + text; }
const std::string& same(const std::string& text) { return text; }
std::string_view tail(std::string_view text) { return text.empty() ? text : text.substr(1); }
void append(std::string& to, const std::string& what) { to += what; }
void assign_through(std::string* to) { *to = "assigned"; }

std::size_t fill(char* buffer, std::size_t size) {
    const char text[] = "filled";
    const std::size_t n = size < sizeof text ? size : sizeof text;
    std::memcpy(buffer, text, n);
    return n;
}

std::string join(const std::string& left, std::string_view middle, const char* right) {
    return left + "|" + std::string(middle) + "|" + right;
}

void refuse(const std::string& text) { throw std::invalid_argument("refused: " + text); }

std::size_t count(const char* const* texts, std::size_t n) {
    std::size_t total = 0;
    for (std::size_t i = 0; i < n; ++i) total += std::strlen(texts[i]);
    return total;
}

}  // namespace strings
