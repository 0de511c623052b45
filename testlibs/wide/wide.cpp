#include "wide.hpp"

namespace wide {

std::size_t length(std::wstring text) { return text.size(); }
std::size_t length_of_reference(const std::wstring& text) { return text.size(); }
std::size_t units(const std::u16string& text) { return text.size(); }
std::size_t points(const std::u32string& text) { return text.size(); }

std::wstring twice(const std::wstring& text) { return text + text; }
std::u16string same16(const std::u16string& text) { return text; }
std::u32string same32(const std::u32string& text) { return text; }

std::wstring& changeable() {
    static std::wstring text = L"kept";
    return text;
}

const std::wstring& kept() { return changeable(); }
void append(std::wstring& to, const std::wstring& what) { to += what; }

int which(const std::string&) { return 1; }
int which(int) { return 2; }

std::complex<double> conjugate(std::complex<double> number) { return std::conj(number); }
double imaginary(const std::complex<double>& number) { return number.imag(); }
std::complex<float> single(const std::complex<float>& number) { return number; }

std::complex<double>& changeable_number() {
    static std::complex<double> number(1, 2);
    return number;
}

}  // namespace wide
