// Strings of wide characters, and complex numbers: classes of the standard library that are values to Python.
#ifndef TESTLIBS_WIDE_HPP
#define TESTLIBS_WIDE_HPP

#include <complex>
#include <cstddef>
#include <string>

namespace wide {

std::size_t length(std::wstring text);
std::size_t length_of_reference(const std::wstring& text);
std::size_t units(const std::u16string& text);
std::size_t points(const std::u32string& text);

std::wstring twice(const std::wstring& text);
std::u16string same16(const std::u16string& text);
std::u32string same32(const std::u32string& text);
const std::wstring& kept();
std::wstring& changeable();
void append(std::wstring& to, const std::wstring& what);

/// Which of several the caller meant.
int which(const std::string& text);
int which(int number);

struct Label {
    std::wstring text = L"label";
    std::u16string short_text = u"s";
};

std::complex<double> conjugate(std::complex<double> number);
double imaginary(const std::complex<double>& number);
std::complex<float> single(const std::complex<float>& number);
std::complex<double>& changeable_number();

}  // namespace wide

#endif
