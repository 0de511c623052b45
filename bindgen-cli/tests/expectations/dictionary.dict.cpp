// ---- dictionary.tables.cpp ----
// Tables of libdictionaryDict.so.
#include "cppbind/definitions.h"

#pragma GCC visibility push(hidden)

extern const char cppbind_strings[2961];
const char cppbind_strings[2961] =
    "\0"
    "short\0"
    "unsigned int\0"
    "int\0"
    "double\0"
    "void\0"
    "dict::Base\0"
    "dict::Left\0"
    "dict::Color\0"
    "const char\0"
    "const char*\0"
    "unsigned char\0"
    "dict::Pair\0"
    "const dict::Pair&\0"
    "dict::Pair&&\0"
    "dict::Pair&\0"
    "bool\0"
    "const int\0"
    "const int&\0"
    "const long\0"
    "const long&\0"
    "long\0"
    "long&\0"
    "long double\0"
    "dict::Derived\0"
    "dict::Derived&\0"
    "const dict::Derived&\0"
    "int&\0"
    "int[3]\0"
    "int[2][3]\0"
    "const dict::Pair*\0"
    "void(int,const dict::Pair*)\0"
    "void(*)(int,const dict::Pair*)\0"
    "dict::Plain\0"
    "dict::Derived&&\0"
    "overloaded\0"
    "int dict::overloaded(int)\0"
    "int dict::overloaded(long)\0"
    "dict::overloaded\0"
    "function\0"
    "plain\0"
    "ONE\0"
    "pair\0"
    "Pair{3, 4}\0"
    "callback\0"
    "void dict::callback(void(*function)(int,const dict::Pair*), dict::Plain plain = ONE, const dict::Pair& pair = Pair{3, 4})\0"
    "dict::callback\0"
    "left\0"
    "right\0"
    "operator+\0"
    "dict::Pair dict::operator+(const dict::Pair& left, const dict::Pair& right)\0"
    "dict::operator+\0"
    "inlined\0"
    "int dict::v1::inlined()\0"
    "dict::inlined\0"
    "unnamed\0"
    "int dict::unnamed()\0"
    "dict::unnamed\0"
    "a\0"
    "b\0"
    "operator==\0"
    "bool dict::operator==(const dict::Derived& a, const dict::Derived& b)\0"
    "dict::operator==\0"
    "dict::v1::inlined\0"
    "Director\0"
    "cppbind::Director<dict::Base>::Director()\0"
    "cppbind::Director<dict::Base>::Director\0"
    "color\0"
    "Color::Red\0"
    "cppbind::Director<dict::Derived>::Director(dict::Color color = Color::Red)\0"
    "name\0"
    "n\0"
    "cppbind::Director<dict::Derived>::Director(const char* name, unsigned char n)\0"
    "cppbind::Director<dict::Derived>::Director(const dict::Derived&)\0"
    "cppbind::Director<dict::Derived>::Director\0"
    "hidden\0"
    "void cppbind::Director<dict::Derived>::hidden()\0"
    "cppbind::Director<dict::Derived>::hidden\0"
    "cppbind::Director<dict::Left>::Director()\0"
    "cppbind::Director<dict::Left>::Director\0"
    "add\0"
    "1\0"
    "value\0"
    "int dict::Base::value(int add = 1) const\0"
    "dict::Base::value\0"
    "pure\0"
    "void dict::Base::pure()\0"
    "dict::Base::pure\0"
    "Derived\0"
    "dict::Derived::Derived(dict::Color color = Color::Red)\0"
    "dict::Derived::Derived(const char* name, unsigned char n)\0"
    "dict::Derived::Derived(const dict::Derived&)\0"
    "dict::Derived::Derived(dict::Derived&&)\0"
    "dict::Derived::Derived\0"
    "int dict::Derived::value(int add) const\0"
    "dict::Derived::value\0"
    "void dict::Derived::pure()\0"
    "dict::Derived::pure\0"
    "copied\0"
    "moved\0"
    "static dict::Pair dict::Derived::pair(const dict::Pair& pair, dict::Pair copied, dict::Pair&& moved)\0"
    "dict::Derived::pair\0"
    "index\0"
    "operator[]\0"
    "dict::Pair& dict::Derived::operator[](int index)\0"
    "dict::Derived::operator[]\0"
    "operator bool\0"
    "dict::Derived::operator bool() const\0"
    "dict::Derived::operator bool\0"
    "by_value\0"
    "by_address\0"
    "wide\0"
    "reference\0"
    "const int& dict::Derived::reference(const long& by_value, long& by_address, long double wide)\0"
    "dict::Derived::reference\0"
    "first\0"
    "{}\0"
    "second\0"
    "dict::Pair{}.second\0"
    "Pair\0"
    "dict::Pair::Pair(int first = {}, double second = dict::Pair{}.second)\0"
    "dict::Pair::Pair(const dict::Pair&)\0"
    "dict::Pair::Pair(dict::Pair&&)\0"
    "dict::Pair::Pair\0"
    "count\0"
    "global\0"
    "bits\0"
    "alias\0"
    "array\0"
    "Red\0"
    "Blue\0"
    "Color\0"
    "dict\0"
    "ZERO\0"
    "Plain\0"
    "limit\0"
    "DICT_ANSWER\0"
    "Couple\0"
    "dict::Couple\0"
    "Director<dict::Base>\0"
    "cppbind::Director<dict::Base>\0"
    "Director<dict::Derived>\0"
    "cppbind::Director<dict::Derived>\0"
    "Director<dict::Left>\0"
    "cppbind::Director<dict::Left>\0"
    "Base\0"
    "Left\0"
    "Two numbers.\0"
    "v1\0"
    "dict::v1\0"
    "dictionary\0"
    ;
extern const cppbind::TypeRecord cppbind_types[36];
const cppbind::TypeRecord cppbind_types[36] = {
    {0, 1, 4294967295, 4294967295, 9, 0, 4, 0}, // 0
    {0, 7, 4294967295, 4294967295, 12, 0, 7, 0}, // 1
    {0, 20, 4294967295, 4294967295, 11, 0, 6, 0}, // 2
    {0, 24, 4294967295, 4294967295, 18, 0, 11, 0}, // 3
    {0, 31, 4294967295, 4294967295, 0, 0, 0, 0}, // 4
    {0, 36, 4294967295, 3, 26, 0, 14, 0}, // 5
    {0, 47, 4294967295, 5, 26, 0, 14, 0}, // 6
    {0, 58, 0, 0, 27, 0, 4, 0}, // 7
    {0, 70, 4294967295, 4294967295, 2, 1, 2, 0}, // 8
    {0, 81, 8, 4294967295, 21, 0, 12, 0}, // 9
    {0, 93, 4294967295, 4294967295, 4, 0, 3, 0}, // 10
    {0, 107, 4294967295, 6, 26, 0, 14, 0}, // 11
    {0, 107, 4294967295, 6, 26, 1, 14, 0}, // 12
    {0, 118, 12, 4294967295, 22, 0, 12, 0}, // 13
    {0, 136, 11, 4294967295, 23, 0, 14, 0}, // 14
    {0, 149, 11, 4294967295, 22, 0, 12, 0}, // 15
    {0, 161, 4294967295, 4294967295, 1, 0, 1, 0}, // 16
    {0, 166, 4294967295, 4294967295, 11, 1, 6, 0}, // 17
    {0, 176, 17, 4294967295, 22, 0, 6, 0}, // 18
    {0, 187, 4294967295, 4294967295, 13, 1, 8, 0}, // 19
    {0, 198, 19, 4294967295, 22, 0, 8, 0}, // 20
    {0, 210, 4294967295, 4294967295, 13, 0, 8, 0}, // 21
    {0, 215, 21, 4294967295, 22, 0, 12, 0}, // 22
    {0, 221, 4294967295, 4294967295, 19, 0, 11, 0}, // 23
    {0, 233, 4294967295, 4, 26, 0, 14, 0}, // 24
    {0, 247, 24, 4294967295, 22, 0, 12, 0}, // 25
    {0, 233, 4294967295, 4, 26, 1, 14, 0}, // 26
    {0, 262, 26, 4294967295, 22, 0, 12, 0}, // 27
    {0, 283, 2, 4294967295, 22, 0, 12, 0}, // 28
    {3, 288, 2, 4294967295, 24, 0, 12, 0}, // 29
    {2, 295, 29, 4294967295, 24, 0, 12, 0}, // 30
    {0, 305, 12, 4294967295, 21, 0, 12, 0}, // 31
    {2, 323, 4, 0, 28, 0, 12, 0}, // 32
    {0, 351, 32, 4294967295, 21, 0, 12, 0}, // 33
    {0, 382, 1, 1, 27, 0, 7, 0}, // 34
    {0, 394, 24, 4294967295, 23, 0, 14, 0}, // 35
};

extern const cppbind::TypeListEntry cppbind_type_lists[2];
const cppbind::TypeListEntry cppbind_type_lists[2] = {
    {2}, // 0
    {31}, // 1
};

extern const cppbind::NamespaceRecord cppbind_namespaces[3];
const cppbind::NamespaceRecord cppbind_namespaces[3] = {
    {0, 0, 17, 3, 0, 0, 0, 0}, // 0
    {2701, 2701, 20, 17, 0, 0, 0, 0}, // 1
    {2937, 2940, 37, 1, 0, 0, 0, 1}, // 2
};

extern const cppbind::OverloadSetRecord cppbind_overload_sets[21];
const cppbind::OverloadSetRecord cppbind_overload_sets[21] = {
    {410, 474, 0, 2}, // 0
    {526, 657, 2, 1}, // 1
    {683, 769, 3, 1}, // 2
    {785, 817, 4, 1}, // 3
    {831, 859, 5, 1}, // 4
    {877, 958, 6, 1}, // 5
    {785, 975, 7, 1}, // 6
    {993, 1044, 8, 1}, // 7
    {993, 1326, 9, 3}, // 8
    {1369, 1424, 12, 1}, // 9
    {993, 1507, 13, 1}, // 10
    {1553, 1600, 14, 1}, // 11
    {1618, 1647, 15, 1}, // 12
    {1664, 1870, 16, 4}, // 13
    {1553, 1933, 20, 1}, // 14
    {1618, 1981, 21, 1}, // 15
    {510, 2115, 22, 1}, // 16
    {2141, 2201, 23, 1}, // 17
    {2227, 2278, 24, 1}, // 18
    {2332, 2436, 25, 1}, // 19
    {2497, 2639, 26, 3}, // 20
};

extern const cppbind::FunctionRecord cppbind_functions[29];
const cppbind::FunctionRecord cppbind_functions[29] = {
    {410, 421, 0, 4294967295, 2, 0, 1, 1, 56, 4294967295, 0, 6, {0, 0, 0}}, // 0
    {410, 447, 0, 4294967295, 2, 1, 1, 1, 57, 4294967295, 32, 6, {0, 0, 0}}, // 1
    {526, 535, 0, 4294967295, 4, 2, 3, 1, 58, 4294967295, 0, 0, {0, 0, 0}}, // 2
    {683, 693, 0, 4294967295, 11, 5, 2, 2, 62, 4294967295, 256, 14, {0, 0, 0}}, // 3
    {785, 793, 0, 4294967295, 2, 7, 0, 0, 63, 4294967295, 0, 6, {0, 0, 0}}, // 4
    {831, 839, 0, 4294967295, 2, 7, 0, 0, 64, 4294967295, 0, 6, {0, 0, 0}}, // 5
    {877, 888, 0, 4294967295, 16, 7, 2, 2, 65, 4294967295, 256, 1, {0, 0, 0}}, // 6
    {785, 793, 0, 4294967295, 2, 7, 0, 0, 63, 4294967295, 0, 6, {0, 0, 0}}, // 7
    {993, 1002, 0, 4294967295, 4, 7, 0, 0, 4, 4294967295, 8, 12, {0, 0, 0}}, // 8
    {993, 1101, 0, 4294967295, 4, 9, 1, 0, 10, 4294967295, 24, 12, {0, 0, 0}}, // 9
    {993, 1183, 0, 4294967295, 4, 10, 2, 2, 12, 4294967295, 8, 12, {0, 0, 0}}, // 10
    {993, 1261, 0, 4294967295, 4, 12, 1, 1, 13, 4294967295, 8, 12, {0, 0, 0}}, // 11
    {1369, 1376, 0, 4294967295, 4, 7, 0, 0, 14, 4294967295, 4, 0, {0, 0, 0}}, // 12
    {993, 1465, 0, 4294967295, 4, 7, 0, 0, 20, 4294967295, 8, 12, {0, 0, 0}}, // 13
    {1553, 1559, 0, 4294967295, 2, 13, 1, 0, 25, 27, 69, 6, {0, 0, 0}}, // 14
    {1618, 1623, 0, 4294967295, 4, 7, 0, 0, 24, 4294967295, 196, 0, {0, 0, 0}}, // 15
    {1664, 1672, 0, 4294967295, 4, 9, 1, 0, 33, 4294967295, 24, 12, {0, 0, 0}}, // 16
    {1664, 1727, 0, 4294967295, 4, 10, 2, 2, 35, 4294967295, 8, 12, {0, 0, 0}}, // 17
    {1664, 1785, 0, 4294967295, 4, 12, 1, 1, 36, 4294967295, 2056, 12, {0, 0, 0}}, // 18
    {1664, 1830, 0, 4294967295, 4, 14, 1, 1, 37, 4294967295, 4104, 12, {0, 0, 0}}, // 19
    {1553, 1893, 0, 4294967295, 2, 15, 1, 1, 44, 45, 69, 6, {0, 0, 0}}, // 20
    {1618, 1954, 0, 4294967295, 4, 7, 0, 0, 41, 42, 68, 0, {0, 0, 0}}, // 21
    {510, 2014, 0, 4294967295, 11, 16, 3, 3, 40, 4294967295, 2, 14, {0, 0, 0}}, // 22
    {2141, 2152, 0, 4294967295, 15, 19, 1, 1, 39, 4294967295, 260, 12, {0, 0, 0}}, // 23
    {2227, 2241, 0, 4294967295, 16, 7, 0, 0, 38, 4294967295, 517, 1, {0, 0, 0}}, // 24
    {2332, 2342, 0, 4294967295, 18, 20, 3, 3, 43, 4294967295, 4, 6, {0, 0, 0}}, // 25
    {2497, 2502, 0, 4294967295, 4, 23, 2, 0, 50, 4294967295, 1032, 12, {0, 0, 0}}, // 26
    {2497, 2572, 0, 4294967295, 4, 25, 1, 1, 54, 4294967295, 2056, 12, {0, 0, 0}}, // 27
    {2497, 2608, 0, 4294967295, 4, 26, 1, 1, 55, 4294967295, 4104, 12, {0, 0, 0}}, // 28
};

extern const cppbind::ParameterRecord cppbind_parameters[27];
const cppbind::ParameterRecord cppbind_parameters[27] = {
    {0x0u, 0, 2, 4294967295, 4294967295, 0, 6, 0, 0}, // 0
    {0x0u, 0, 21, 4294967295, 4294967295, 0, 8, 0, 0}, // 1
    {0x0u, 491, 33, 4294967295, 4294967295, 0, 12, 0, 0}, // 2
    {0x1u, 500, 34, 506, 4294967295, 0, 7, 2, 0}, // 3
    {0x0u, 510, 13, 515, 61, 0, 12, 5, 0}, // 4
    {0x0u, 672, 13, 4294967295, 4294967295, 0, 12, 0, 0}, // 5
    {0x0u, 677, 13, 4294967295, 4294967295, 0, 12, 0, 0}, // 6
    {0x0u, 873, 27, 4294967295, 4294967295, 0, 12, 0, 0}, // 7
    {0x0u, 875, 27, 4294967295, 4294967295, 0, 12, 0, 0}, // 8
    {0x1u, 1084, 7, 1090, 4294967295, 0, 4, 1, 0}, // 9
    {0x0u, 1176, 9, 4294967295, 4294967295, 0, 12, 0, 0}, // 10
    {0x0u, 1181, 10, 4294967295, 4294967295, 0, 3, 0, 0}, // 11
    {0x0u, 0, 27, 4294967295, 4294967295, 0, 12, 0, 0}, // 12
    {0x1u, 1547, 2, 1551, 4294967295, 0, 6, 1, 0}, // 13
    {0x0u, 0, 35, 4294967295, 4294967295, 1, 12, 0, 0}, // 14
    {0x0u, 1547, 2, 4294967295, 4294967295, 0, 6, 0, 0}, // 15
    {0x0u, 510, 13, 4294967295, 4294967295, 0, 12, 0, 0}, // 16
    {0x0u, 2001, 11, 4294967295, 4294967295, 2, 12, 0, 0}, // 17
    {0x0u, 2008, 14, 4294967295, 4294967295, 1, 12, 0, 0}, // 18
    {0x0u, 2135, 2, 4294967295, 4294967295, 0, 6, 0, 0}, // 19
    {0x0u, 2307, 20, 4294967295, 4294967295, 0, 8, 0, 0}, // 20
    {0x0u, 2316, 22, 4294967295, 4294967295, 0, 12, 0, 0}, // 21
    {0x0u, 2327, 23, 4294967295, 4294967295, 0, 11, 0, 0}, // 22
    {0x0u, 2461, 2, 2467, 4294967295, 0, 6, 2, 0}, // 23
    {0x0u, 2470, 3, 2477, 53, 0, 11, 5, 0}, // 24
    {0x0u, 0, 13, 4294967295, 4294967295, 0, 12, 0, 0}, // 25
    {0x0u, 0, 14, 4294967295, 4294967295, 1, 12, 0, 0}, // 26
};

extern const cppbind::EnumRecord cppbind_enums[2];
const cppbind::EnumRecord cppbind_enums[2] = {
    {2695, 58, 2701, 0, 0, 0, 2, 1}, // 0
    {2711, 382, 2701, 0, 1, 2, 2, 0}, // 1
};

extern const cppbind::EnumeratorRecord cppbind_enumerators[4];
const cppbind::EnumeratorRecord cppbind_enumerators[4] = {
    {0x1u, 2686, 0, 0, 0}, // 0
    {0xfffffffffffffffeu, 2690, 0, 0, 0}, // 1
    {0x0u, 2706, 0, 1, 0}, // 2
    {0x1u, 506, 0, 1, 0}, // 3
};

extern const cppbind::ConstantRecord cppbind_constants[2];
const cppbind::ConstantRecord cppbind_constants[2] = {
    {0x7u, 2717, 17, 4294967295, 0}, // 0
    {0x2au, 2723, 2, 4294967295, 0}, // 1
};

extern const cppbind::TypedefRecord cppbind_typedefs[1];
const cppbind::TypedefRecord cppbind_typedefs[1] = {
    {2735, 2742, 11, 0}, // 0
};

extern const cppbind::NameRecord cppbind_names[38];
const cppbind::NameRecord cppbind_names[38] = {
    {1369, 9, 5, {0, 0, 0}}, // 0
    {1618, 12, 5, {0, 0, 0}}, // 1
    {1553, 11, 5, {0, 0, 0}}, // 2
    {2674, 3, 6, {0, 0, 0}}, // 3
    {2680, 5, 6, {0, 0, 0}}, // 4
    {2669, 2, 6, {0, 0, 0}}, // 5
    {1084, 4, 6, {0, 0, 0}}, // 6
    {2656, 0, 6, {0, 0, 0}}, // 7
    {2717, 0, 8, {0, 0, 0}}, // 8
    {2227, 18, 5, {0, 0, 0}}, // 9
    {2141, 17, 5, {0, 0, 0}}, // 10
    {510, 16, 5, {0, 0, 0}}, // 11
    {1618, 15, 5, {0, 0, 0}}, // 12
    {2332, 19, 5, {0, 0, 0}}, // 13
    {1553, 14, 5, {0, 0, 0}}, // 14
    {2461, 6, 6, {0, 0, 0}}, // 15
    {2470, 7, 6, {0, 0, 0}}, // 16
    {2723, 1, 8, {0, 0, 0}}, // 17
    {2701, 1, 0, {0, 0, 0}}, // 18
    {410, 0, 5, {0, 0, 0}}, // 19
    {2914, 3, 1, {0, 0, 0}}, // 20
    {2695, 0, 2, {0, 0, 0}}, // 21
    {2735, 0, 3, {0, 0, 0}}, // 22
    {1664, 4, 1, {0, 0, 0}}, // 23
    {2919, 5, 1, {0, 0, 0}}, // 24
    {506, 3, 7, {0, 0, 0}}, // 25
    {2497, 6, 1, {0, 0, 0}}, // 26
    {2711, 1, 2, {0, 0, 0}}, // 27
    {2706, 2, 7, {0, 0, 0}}, // 28
    {526, 1, 5, {0, 0, 0}}, // 29
    {2662, 1, 6, {0, 0, 0}}, // 30
    {785, 3, 5, {0, 0, 0}}, // 31
    {683, 2, 5, {0, 0, 0}}, // 32
    {877, 5, 5, {0, 0, 0}}, // 33
    {410, 0, 5, {0, 0, 0}}, // 34
    {831, 4, 5, {0, 0, 0}}, // 35
    {2937, 2, 0, {0, 0, 0}}, // 36
    {785, 6, 5, {0, 0, 0}}, // 37
};

extern const cppbind::OperatorRecord cppbind_operators[4];
const cppbind::OperatorRecord cppbind_operators[4] = {
    {233, 877, 5, 0}, // 0
    {233, 877, 5, 1}, // 1
    {107, 683, 2, 0}, // 2
    {107, 683, 2, 1}, // 3
};

extern const cppbind::DirectorRecord cppbind_directors[3];
const cppbind::DirectorRecord cppbind_directors[3] = {
    {0, 5, 0, 2}, // 0
    {2, 21, 2, 2}, // 1
    {1, 15, 4, 2}, // 2
};

extern const cppbind::VirtualRecord cppbind_virtuals[6];
const cppbind::VirtualRecord cppbind_virtuals[6] = {
    {14, 4294967295, 1, 0}, // 0
    {15, 4294967295, 128, 0}, // 1
    {14, 4294967295, 1, 0}, // 2
    {15, 4294967295, 128, 0}, // 3
    {20, 4294967295, 1, 0}, // 4
    {21, 4294967295, 0, 0}, // 5
};

extern const cppbind::ClassRecord cppbind_classes[7];
extern const cppbind::BaseRecord cppbind_bases[5];
extern const cppbind::DataMemberRecord cppbind_data_members[8];
extern const cppbind::StubRecord cppbind_stubs[71];
extern const cppbind::TypeInfoRecord cppbind_type_infos[7];

#pragma GCC visibility pop

extern "C" __attribute__((visibility("default"))) const cppbind::DictionaryHeader cppbind_dictionary;
const cppbind::DictionaryHeader cppbind_dictionary = {
    {67, 80, 80, 66, 73, 78, 68, 0}, 6, 0, sizeof(cppbind::DictionaryHeader),
    0x0u, 2949, 27,
    {
        {cppbind_strings, 2960, sizeof(char)}, // Strings
        {cppbind_types, 36, sizeof(cppbind::TypeRecord)}, // Types
        {cppbind_type_lists, 2, sizeof(cppbind::TypeListEntry)}, // TypeLists
        {cppbind_namespaces, 3, sizeof(cppbind::NamespaceRecord)}, // Namespaces
        {nullptr, 0, sizeof(cppbind::UsingRecord)}, // Usings
        {cppbind_classes, 7, sizeof(cppbind::ClassRecord)}, // Classes
        {cppbind_bases, 5, sizeof(cppbind::BaseRecord)}, // Bases
        {cppbind_overload_sets, 21, sizeof(cppbind::OverloadSetRecord)}, // OverloadSets
        {cppbind_functions, 29, sizeof(cppbind::FunctionRecord)}, // Functions
        {cppbind_parameters, 27, sizeof(cppbind::ParameterRecord)}, // Parameters
        {cppbind_data_members, 8, sizeof(cppbind::DataMemberRecord)}, // DataMembers
        {cppbind_enums, 2, sizeof(cppbind::EnumRecord)}, // Enums
        {cppbind_enumerators, 4, sizeof(cppbind::EnumeratorRecord)}, // Enumerators
        {cppbind_constants, 2, sizeof(cppbind::ConstantRecord)}, // Constants
        {cppbind_typedefs, 1, sizeof(cppbind::TypedefRecord)}, // Typedefs
        {nullptr, 0, sizeof(cppbind::ClassTemplateRecord)}, // ClassTemplates
        {nullptr, 0, sizeof(cppbind::InstantiationRecord)}, // Instantiations
        {cppbind_names, 38, sizeof(cppbind::NameRecord)}, // Names
        {cppbind_operators, 4, sizeof(cppbind::OperatorRecord)}, // Operators
        {nullptr, 0, sizeof(cppbind::SkippedRecord)}, // Skipped
        {nullptr, 0, sizeof(cppbind::HeaderFileRecord)}, // HeaderFiles
        {nullptr, 0, sizeof(cppbind::RebuildRecord)}, // Rebuild
        {cppbind_stubs, 71, sizeof(cppbind::StubRecord)}, // Stubs
        {cppbind_type_infos, 7, sizeof(cppbind::TypeInfoRecord)}, // TypeInfos
        {cppbind_directors, 3, sizeof(cppbind::DirectorRecord)}, // Directors
        {cppbind_virtuals, 6, sizeof(cppbind::VirtualRecord)}, // Virtuals
        {nullptr, 0, sizeof(cppbind::DeprecationRecord)}, // Deprecations
    },
    &cppbind_link,
    reinterpret_cast<const void*>(&cppbind::cppbind_allocate),
    reinterpret_cast<const void*>(&cppbind::cppbind_deallocate),
    nullptr,
    nullptr,
};

// ---- dictionary.layout.cpp ----
// Tables of libdictionaryDict.so with what the compiler knows: sizes, offsets, addresses.
#include "cppbind/stub.h"
#include "cppbind/director.h"

#include "dictionary.hpp"
#include <typeinfo>

#pragma GCC visibility push(hidden)
extern "C" void cppbind_stub_0();
extern "C" void cppbind_stub_1();
extern "C" void cppbind_stub_2();
extern "C" void cppbind_stub_3();
extern "C" void cppbind_stub_4();
extern "C" void cppbind_stub_5();
extern "C" void cppbind_stub_6();
extern "C" void cppbind_stub_7();
extern "C" void cppbind_stub_8();
extern "C" void cppbind_stub_9();
extern "C" void cppbind_stub_10();
extern "C" void cppbind_stub_11();
extern "C" void cppbind_stub_12();
extern "C" void cppbind_stub_13();
extern "C" void cppbind_stub_14();
extern "C" void cppbind_stub_15();
extern "C" void cppbind_stub_16();
extern "C" void cppbind_stub_17();
extern "C" void cppbind_stub_18();
extern "C" void cppbind_stub_19();
extern "C" void cppbind_stub_20();
extern "C" void cppbind_stub_21();
extern "C" void cppbind_stub_22();
extern "C" void cppbind_stub_23();
extern "C" void cppbind_stub_24();
extern "C" void cppbind_stub_25();
extern "C" void cppbind_stub_26();
extern "C" void cppbind_stub_27();
extern "C" void cppbind_stub_28();
extern "C" void cppbind_stub_29();
extern "C" void cppbind_stub_30();
extern "C" void cppbind_stub_31();
extern "C" void cppbind_stub_32();
extern "C" void cppbind_stub_33();
extern "C" void cppbind_stub_34();
extern "C" void cppbind_stub_35();
extern "C" void cppbind_stub_36();
extern "C" void cppbind_stub_37();
extern "C" void cppbind_stub_38();
extern "C" void cppbind_stub_39();
extern "C" void cppbind_stub_40();
extern "C" void cppbind_stub_41();
extern "C" void cppbind_stub_42();
extern "C" void cppbind_stub_43();
extern "C" void cppbind_stub_44();
extern "C" void cppbind_stub_45();
extern "C" void cppbind_stub_46();
extern "C" void cppbind_stub_47();
extern "C" void cppbind_stub_48();
extern "C" void cppbind_stub_49();
extern "C" void cppbind_stub_50();
extern "C" void cppbind_stub_51();
extern "C" void cppbind_stub_52();
extern "C" void cppbind_stub_53();
extern "C" void cppbind_stub_54();
extern "C" void cppbind_stub_55();
extern "C" void cppbind_stub_56();
extern "C" void cppbind_stub_57();
extern "C" void cppbind_stub_58();
extern "C" void cppbind_stub_59();
extern "C" void cppbind_stub_60();
extern "C" void cppbind_stub_61();
extern "C" void cppbind_stub_62();
extern "C" void cppbind_stub_63();
extern "C" void cppbind_stub_64();
extern "C" void cppbind_stub_65();
extern "C" void cppbind_stub_66();
extern "C" void cppbind_stub_67();
extern "C" void cppbind_stub_68();
extern "C" void cppbind_stub_69();
extern "C" void cppbind_stub_70();
#pragma GCC visibility pop

#pragma GCC visibility push(hidden)
namespace cppbind { template <> class Director<::dict::Base> final : public ::dict::Base { public: Director() = default; template <class... A> explicit Director(::cppbind::director::Construct, A&&... cppbind_a) : ::dict::Base(static_cast<A&&>(cppbind_a)...) {} ::cppbind::director::Half cppbind_half; int value(::cppbind::Type<int> a0) const override { ::cppbind::upcall::Shown<int> s0(a0); void* cppbind_shown[] = {s0.address(), nullptr}; ::cppbind::upcall::Result<int> cppbind_result; if (cppbind_half.overridden(0, cppbind_shown, cppbind_result.memory())) return cppbind_result.take(); return this->::dict::Base::value(static_cast<::cppbind::Type<int>&&>(a0)); } void pure() override {  void* cppbind_shown[] = {nullptr}; ::cppbind::upcall::Result<void> cppbind_result; if (cppbind_half.overridden(1, cppbind_shown, cppbind_result.memory())) return cppbind_result.take(); return ::cppbind::director::nothing<void>(); } }; }
namespace cppbind { template <> class Director<::dict::Left> final : public ::dict::Left { public: Director() = default; template <class... A> explicit Director(::cppbind::director::Construct, A&&... cppbind_a) : ::dict::Left(static_cast<A&&>(cppbind_a)...) {} ::cppbind::director::Half cppbind_half; int value(::cppbind::Type<int> a0) const override { ::cppbind::upcall::Shown<int> s0(a0); void* cppbind_shown[] = {s0.address(), nullptr}; ::cppbind::upcall::Result<int> cppbind_result; if (cppbind_half.overridden(0, cppbind_shown, cppbind_result.memory())) return cppbind_result.take(); return this->::dict::Base::value(static_cast<::cppbind::Type<int>&&>(a0)); } void pure() override {  void* cppbind_shown[] = {nullptr}; ::cppbind::upcall::Result<void> cppbind_result; if (cppbind_half.overridden(1, cppbind_shown, cppbind_result.memory())) return cppbind_result.take(); return ::cppbind::director::nothing<void>(); } }; }
namespace cppbind { template <> class Director<::dict::Derived> final : public ::dict::Derived { public: Director() = default; template <class... A> explicit Director(::cppbind::director::Construct, A&&... cppbind_a) : ::dict::Derived(static_cast<A&&>(cppbind_a)...) {} ::cppbind::director::Half cppbind_half; int value(::cppbind::Type<int> a0) const override { ::cppbind::upcall::Shown<int> s0(a0); void* cppbind_shown[] = {s0.address(), nullptr}; ::cppbind::upcall::Result<int> cppbind_result; if (cppbind_half.overridden(0, cppbind_shown, cppbind_result.memory())) return cppbind_result.take(); return this->::dict::Derived::value(static_cast<::cppbind::Type<int>&&>(a0)); } void pure() override {  void* cppbind_shown[] = {nullptr}; ::cppbind::upcall::Result<void> cppbind_result; if (cppbind_half.overridden(1, cppbind_shown, cppbind_result.memory())) return cppbind_result.take(); return this->::dict::Derived::pure(); } decltype(auto) cppbind_forward_0() { return this->::dict::Derived::hidden(); } }; }
#pragma GCC visibility pop

#pragma GCC visibility push(hidden)

extern const cppbind::ClassRecord cppbind_classes[7];
const cppbind::ClassRecord cppbind_classes[7] = {
    {sizeof(::cppbind::Director<::dict::Base>), alignof(::cppbind::Director<::dict::Base>), 2755, 2776, 0, 0, ::cppbind::class_flags<::cppbind::Director<::dict::Base>>() | 0, 0, 1, 0, 0, 7, 0, 1, 2, 3, 4294967295, 4294967295, 0, 4294967295, 4294967295, 4294967295, 4294967295, 4294967295, 4294967295, 4294967295, 4294967295, 4294967295}, // 0
    {sizeof(::cppbind::Director<::dict::Derived>), alignof(::cppbind::Director<::dict::Derived>), 2806, 2830, 0, 0, ::cppbind::class_flags<::cppbind::Director<::dict::Derived>>() | 10240, 1, 1, 0, 1, 8, 6, 7, 8, 9, 4294967295, 4294967295, 1, 4294967295, 4294967295, 4294967295, 4294967295, 4294967295, 4294967295, 4294967295, 4294967295, 4294967295}, // 1
    {sizeof(::cppbind::Director<::dict::Left>), alignof(::cppbind::Director<::dict::Left>), 2863, 2884, 0, 0, ::cppbind::class_flags<::cppbind::Director<::dict::Left>>() | 2048, 2, 1, 1, 0, 10, 16, 17, 18, 19, 4294967295, 4294967295, 2, 4294967295, 4294967295, 4294967295, 4294967295, 4294967295, 4294967295, 4294967295, 4294967295, 4294967295}, // 2
    {sizeof(::dict::Base), alignof(::dict::Base), 2914, 36, 2701, 0, ::cppbind::class_flags<::dict::Base>() | 1024, 3, 0, 1, 2, 4294967295, 22, 23, 4294967295, 4294967295, 4294967295, 4294967295, 3, 4294967295, 4294967295, 4294967295, 4294967295, 4294967295, 4294967295, 4294967295, 4294967295, 0}, // 3
    {sizeof(::dict::Derived), alignof(::dict::Derived), 1664, 233, 2701, 0, ::cppbind::class_flags<::dict::Derived>() | 11264, 3, 1, 3, 12, 13, 29, 30, 31, 32, 4294967295, 4294967295, 4, 4294967295, 4294967295, 4294967295, 4294967295, 4294967295, 4294967295, 4294967295, 4294967295, 2}, // 4
    {sizeof(::dict::Left), alignof(::dict::Left), 2919, 47, 2701, 0, ::cppbind::class_flags<::dict::Left>() | 3072, 4, 1, 15, 0, 4294967295, 46, 47, 4294967295, 4294967295, 4294967295, 4294967295, 5, 4294967295, 4294967295, 4294967295, 4294967295, 4294967295, 4294967295, 4294967295, 4294967295, 1}, // 5
    {sizeof(::dict::Pair), alignof(::dict::Pair), 2497, 107, 2701, 2924, ::cppbind::class_flags<::dict::Pair>() | 5120, 5, 0, 15, 2, 20, 49, 4294967295, 4294967295, 4294967295, 4294967295, 4294967295, 6, 4294967295, 4294967295, 4294967295, 4294967295, 4294967295, 4294967295, 4294967295, 4294967295, 4294967295}, // 6
};

extern const cppbind::BaseRecord cppbind_bases[5];
const cppbind::BaseRecord cppbind_bases[5] = {
    {CPPBIND_FOLD(reinterpret_cast<char*>(static_cast<::dict::Base*>(reinterpret_cast<::cppbind::Director<::dict::Base>*>(0x10000))) - reinterpret_cast<char*>(0x10000)), 5, 0, 4294967295, 0}, // 0
    {CPPBIND_FOLD(reinterpret_cast<char*>(static_cast<::dict::Derived*>(reinterpret_cast<::cppbind::Director<::dict::Derived>*>(0x10000))) - reinterpret_cast<char*>(0x10000)), 24, 0, 4294967295, 0}, // 1
    {CPPBIND_FOLD(reinterpret_cast<char*>(static_cast<::dict::Left*>(reinterpret_cast<::cppbind::Director<::dict::Left>*>(0x10000))) - reinterpret_cast<char*>(0x10000)), 6, 0, 4294967295, 0}, // 2
    {CPPBIND_FOLD(reinterpret_cast<char*>(static_cast<::dict::Left*>(reinterpret_cast<::dict::Derived*>(0x10000))) - reinterpret_cast<char*>(0x10000)), 6, 0, 4294967295, 0}, // 3
    {0, 5, 1, 48, 0}, // 4
};

extern const cppbind::DataMemberRecord cppbind_data_members[8];
const cppbind::DataMemberRecord cppbind_data_members[8] = {
    {0, 2656, 2, 0, 1, 66, 4294967295, 4294967295, 0}, // 0
    {0, 2662, 3, 0, 1, 67, 4294967295, 4294967295, 0}, // 1
    {0, 2669, 1, 0, 4, 4294967295, 68, 69, 3}, // 2
    {0, 2674, 28, 0, 8, 4294967295, 70, 4294967295, 0}, // 3
    {__builtin_offsetof(::dict::Derived, color), 1084, 7, 0, 0, 4294967295, 4294967295, 4294967295, 0}, // 4
    {__builtin_offsetof(::dict::Derived, array), 2680, 30, 0, 0, 4294967295, 4294967295, 4294967295, 0}, // 5
    {__builtin_offsetof(::dict::Pair, first), 2461, 2, 0, 0, 4294967295, 4294967295, 4294967295, 0}, // 6
    {__builtin_offsetof(::dict::Pair, second), 2470, 3, 0, 0, 4294967295, 4294967295, 4294967295, 0}, // 7
};

extern const cppbind::StubRecord cppbind_stubs[71];
const cppbind::StubRecord cppbind_stubs[71] = {
    {(std::is_destructible_v<::cppbind::Director<::dict::Base>>) ? reinterpret_cast<const void*>(&cppbind_stub_0) : nullptr}, // 0
    {(::cppbind::destructs<::cppbind::Director<::dict::Base>>) ? reinterpret_cast<const void*>(&cppbind_stub_1) : nullptr}, // 1
    {(::cppbind::copies<::cppbind::Director<::dict::Base>>) ? reinterpret_cast<const void*>(&cppbind_stub_2) : nullptr}, // 2
    {(::cppbind::moves<::cppbind::Director<::dict::Base>>) ? reinterpret_cast<const void*>(&cppbind_stub_3) : nullptr}, // 3
    {(std::is_default_constructible_v<::cppbind::Director<::dict::Base>> && std::is_destructible_v<::cppbind::Director<::dict::Base>>) ? reinterpret_cast<const void*>(&cppbind_stub_4) : nullptr}, // 4
    {reinterpret_cast<const void*>(&cppbind_stub_5)}, // 5
    {(std::is_destructible_v<::cppbind::Director<::dict::Derived>>) ? reinterpret_cast<const void*>(&cppbind_stub_6) : nullptr}, // 6
    {(::cppbind::destructs<::cppbind::Director<::dict::Derived>>) ? reinterpret_cast<const void*>(&cppbind_stub_7) : nullptr}, // 7
    {(::cppbind::copies<::cppbind::Director<::dict::Derived>>) ? reinterpret_cast<const void*>(&cppbind_stub_8) : nullptr}, // 8
    {(::cppbind::moves<::cppbind::Director<::dict::Derived>>) ? reinterpret_cast<const void*>(&cppbind_stub_9) : nullptr}, // 9
    {reinterpret_cast<const void*>(&cppbind_stub_10)}, // 10
    {reinterpret_cast<const void*>(&cppbind_stub_11)}, // 11
    {reinterpret_cast<const void*>(&cppbind_stub_12)}, // 12
    {(std::is_copy_constructible_v<::cppbind::Director<::dict::Derived>>) ? reinterpret_cast<const void*>(&cppbind_stub_13) : nullptr}, // 13
    {reinterpret_cast<const void*>(&cppbind_stub_14)}, // 14
    {reinterpret_cast<const void*>(&cppbind_stub_15)}, // 15
    {(std::is_destructible_v<::cppbind::Director<::dict::Left>>) ? reinterpret_cast<const void*>(&cppbind_stub_16) : nullptr}, // 16
    {(::cppbind::destructs<::cppbind::Director<::dict::Left>>) ? reinterpret_cast<const void*>(&cppbind_stub_17) : nullptr}, // 17
    {(::cppbind::copies<::cppbind::Director<::dict::Left>>) ? reinterpret_cast<const void*>(&cppbind_stub_18) : nullptr}, // 18
    {(::cppbind::moves<::cppbind::Director<::dict::Left>>) ? reinterpret_cast<const void*>(&cppbind_stub_19) : nullptr}, // 19
    {(std::is_default_constructible_v<::cppbind::Director<::dict::Left>> && std::is_destructible_v<::cppbind::Director<::dict::Left>>) ? reinterpret_cast<const void*>(&cppbind_stub_20) : nullptr}, // 20
    {reinterpret_cast<const void*>(&cppbind_stub_21)}, // 21
    {(std::is_destructible_v<::dict::Base>) ? reinterpret_cast<const void*>(&cppbind_stub_22) : nullptr}, // 22
    {(::cppbind::destructs<::dict::Base>) ? reinterpret_cast<const void*>(&cppbind_stub_23) : nullptr}, // 23
    {reinterpret_cast<const void*>(&cppbind_stub_24)}, // 24
    {reinterpret_cast<const void*>(&cppbind_stub_25)}, // 25
    {reinterpret_cast<const void*>(&cppbind_stub_26)}, // 26
    {reinterpret_cast<const void*>(&cppbind_stub_27)}, // 27
    {reinterpret_cast<const void*>(&cppbind_stub_28)}, // 28
    {(std::is_destructible_v<::dict::Derived>) ? reinterpret_cast<const void*>(&cppbind_stub_29) : nullptr}, // 29
    {(::cppbind::destructs<::dict::Derived>) ? reinterpret_cast<const void*>(&cppbind_stub_30) : nullptr}, // 30
    {(::cppbind::copies<::dict::Derived>) ? reinterpret_cast<const void*>(&cppbind_stub_31) : nullptr}, // 31
    {(::cppbind::moves<::dict::Derived>) ? reinterpret_cast<const void*>(&cppbind_stub_32) : nullptr}, // 32
    {reinterpret_cast<const void*>(&cppbind_stub_33)}, // 33
    {reinterpret_cast<const void*>(&cppbind_stub_34)}, // 34
    {reinterpret_cast<const void*>(&cppbind_stub_35)}, // 35
    {(std::is_copy_constructible_v<::dict::Derived>) ? reinterpret_cast<const void*>(&cppbind_stub_36) : nullptr}, // 36
    {(std::is_move_constructible_v<::dict::Derived>) ? reinterpret_cast<const void*>(&cppbind_stub_37) : nullptr}, // 37
    {reinterpret_cast<const void*>(&cppbind_stub_38)}, // 38
    {reinterpret_cast<const void*>(&cppbind_stub_39)}, // 39
    {reinterpret_cast<const void*>(&cppbind_stub_40)}, // 40
    {reinterpret_cast<const void*>(&cppbind_stub_41)}, // 41
    {reinterpret_cast<const void*>(&cppbind_stub_42)}, // 42
    {reinterpret_cast<const void*>(&cppbind_stub_43)}, // 43
    {reinterpret_cast<const void*>(&cppbind_stub_44)}, // 44
    {reinterpret_cast<const void*>(&cppbind_stub_45)}, // 45
    {(std::is_destructible_v<::dict::Left>) ? reinterpret_cast<const void*>(&cppbind_stub_46) : nullptr}, // 46
    {(::cppbind::destructs<::dict::Left>) ? reinterpret_cast<const void*>(&cppbind_stub_47) : nullptr}, // 47
    {reinterpret_cast<const void*>(&cppbind_stub_48)}, // 48
    {(std::is_destructible_v<::dict::Pair>) ? reinterpret_cast<const void*>(&cppbind_stub_49) : nullptr}, // 49
    {reinterpret_cast<const void*>(&cppbind_stub_50)}, // 50
    {reinterpret_cast<const void*>(&cppbind_stub_51)}, // 51
    {reinterpret_cast<const void*>(&cppbind_stub_52)}, // 52
    {reinterpret_cast<const void*>(&cppbind_stub_53)}, // 53
    {(std::is_copy_constructible_v<::dict::Pair>) ? reinterpret_cast<const void*>(&cppbind_stub_54) : nullptr}, // 54
    {(std::is_move_constructible_v<::dict::Pair>) ? reinterpret_cast<const void*>(&cppbind_stub_55) : nullptr}, // 55
    {reinterpret_cast<const void*>(&cppbind_stub_56)}, // 56
    {reinterpret_cast<const void*>(&cppbind_stub_57)}, // 57
    {reinterpret_cast<const void*>(&cppbind_stub_58)}, // 58
    {reinterpret_cast<const void*>(&cppbind_stub_59)}, // 59
    {reinterpret_cast<const void*>(&cppbind_stub_60)}, // 60
    {reinterpret_cast<const void*>(&cppbind_stub_61)}, // 61
    {reinterpret_cast<const void*>(&cppbind_stub_62)}, // 62
    {reinterpret_cast<const void*>(&cppbind_stub_63)}, // 63
    {reinterpret_cast<const void*>(&cppbind_stub_64)}, // 64
    {reinterpret_cast<const void*>(&cppbind_stub_65)}, // 65
    {reinterpret_cast<const void*>(&cppbind_stub_66)}, // 66
    {reinterpret_cast<const void*>(&cppbind_stub_67)}, // 67
    {reinterpret_cast<const void*>(&cppbind_stub_68)}, // 68
    {reinterpret_cast<const void*>(&cppbind_stub_69)}, // 69
    {reinterpret_cast<const void*>(&cppbind_stub_70)}, // 70
};

extern const cppbind::TypeInfoRecord cppbind_type_infos[7];
const cppbind::TypeInfoRecord cppbind_type_infos[7] = {
    {&typeid(::cppbind::Director<::dict::Base>)}, // 0
    {&typeid(::cppbind::Director<::dict::Derived>)}, // 1
    {&typeid(::cppbind::Director<::dict::Left>)}, // 2
    {&typeid(::dict::Base)}, // 3
    {&typeid(::dict::Derived)}, // 4
    {&typeid(::dict::Left)}, // 5
    {&typeid(::dict::Pair)}, // 6
};

#pragma GCC visibility pop

// ---- dictionary.stubs0.cpp ----
// Stubs of libdictionaryDict.so.
#include "cppbind/stub.h"
#include "cppbind/director.h"

#include "dictionary.hpp"

#pragma GCC visibility push(hidden)
namespace cppbind { template <> class Director<::dict::Base> final : public ::dict::Base { public: Director() = default; template <class... A> explicit Director(::cppbind::director::Construct, A&&... cppbind_a) : ::dict::Base(static_cast<A&&>(cppbind_a)...) {} ::cppbind::director::Half cppbind_half; int value(::cppbind::Type<int> a0) const override { ::cppbind::upcall::Shown<int> s0(a0); void* cppbind_shown[] = {s0.address(), nullptr}; ::cppbind::upcall::Result<int> cppbind_result; if (cppbind_half.overridden(0, cppbind_shown, cppbind_result.memory())) return cppbind_result.take(); return this->::dict::Base::value(static_cast<::cppbind::Type<int>&&>(a0)); } void pure() override {  void* cppbind_shown[] = {nullptr}; ::cppbind::upcall::Result<void> cppbind_result; if (cppbind_half.overridden(1, cppbind_shown, cppbind_result.memory())) return cppbind_result.take(); return ::cppbind::director::nothing<void>(); } }; }
namespace cppbind { template <> class Director<::dict::Left> final : public ::dict::Left { public: Director() = default; template <class... A> explicit Director(::cppbind::director::Construct, A&&... cppbind_a) : ::dict::Left(static_cast<A&&>(cppbind_a)...) {} ::cppbind::director::Half cppbind_half; int value(::cppbind::Type<int> a0) const override { ::cppbind::upcall::Shown<int> s0(a0); void* cppbind_shown[] = {s0.address(), nullptr}; ::cppbind::upcall::Result<int> cppbind_result; if (cppbind_half.overridden(0, cppbind_shown, cppbind_result.memory())) return cppbind_result.take(); return this->::dict::Base::value(static_cast<::cppbind::Type<int>&&>(a0)); } void pure() override {  void* cppbind_shown[] = {nullptr}; ::cppbind::upcall::Result<void> cppbind_result; if (cppbind_half.overridden(1, cppbind_shown, cppbind_result.memory())) return cppbind_result.take(); return ::cppbind::director::nothing<void>(); } }; }
namespace cppbind { template <> class Director<::dict::Derived> final : public ::dict::Derived { public: Director() = default; template <class... A> explicit Director(::cppbind::director::Construct, A&&... cppbind_a) : ::dict::Derived(static_cast<A&&>(cppbind_a)...) {} ::cppbind::director::Half cppbind_half; int value(::cppbind::Type<int> a0) const override { ::cppbind::upcall::Shown<int> s0(a0); void* cppbind_shown[] = {s0.address(), nullptr}; ::cppbind::upcall::Result<int> cppbind_result; if (cppbind_half.overridden(0, cppbind_shown, cppbind_result.memory())) return cppbind_result.take(); return this->::dict::Derived::value(static_cast<::cppbind::Type<int>&&>(a0)); } void pure() override {  void* cppbind_shown[] = {nullptr}; ::cppbind::upcall::Result<void> cppbind_result; if (cppbind_half.overridden(1, cppbind_shown, cppbind_result.memory())) return cppbind_result.take(); return this->::dict::Derived::pure(); } decltype(auto) cppbind_forward_0() { return this->::dict::Derived::hidden(); } }; }
#pragma GCC visibility pop

#pragma GCC visibility push(hidden)

// delete cppbind::Director<dict::Base>
extern "C" void cppbind_stub_0(::cppbind::Director<::dict::Base>* self) CPPBIND_TRY { ::cppbind::destroy(self); } CPPBIND_CATCH()

// destruct cppbind::Director<dict::Base>
extern "C" void cppbind_stub_1(::cppbind::Director<::dict::Base>* self) CPPBIND_TRY { ::cppbind::destruct(self); } CPPBIND_CATCH()

// copy cppbind::Director<dict::Base>
extern "C" void cppbind_stub_2(void* memory, const ::cppbind::Director<::dict::Base>* self) CPPBIND_TRY { ::cppbind::copy(memory, self); } CPPBIND_CATCH()

// move cppbind::Director<dict::Base>
extern "C" void cppbind_stub_3(void* memory, ::cppbind::Director<::dict::Base>* self) CPPBIND_TRY { ::cppbind::relocate(memory, self); } CPPBIND_CATCH()

// cppbind::Director<dict::Base>::Director()
extern "C" ::cppbind::Director<::dict::Base>* cppbind_stub_4() CPPBIND_TRY { return ::cppbind::default_new<::cppbind::Director<::dict::Base>>(); } CPPBIND_CATCH({})

// overrides of dict::Base
extern "C" const ::cppbind::PythonHalf** cppbind_stub_5(::cppbind::Director<::dict::Base>* self) noexcept { return &self->cppbind_half.half; }

// delete cppbind::Director<dict::Derived>
extern "C" void cppbind_stub_6(::cppbind::Director<::dict::Derived>* self) CPPBIND_TRY { ::cppbind::destroy(self); } CPPBIND_CATCH()

// destruct cppbind::Director<dict::Derived>
extern "C" void cppbind_stub_7(::cppbind::Director<::dict::Derived>* self) CPPBIND_TRY { ::cppbind::destruct(self); } CPPBIND_CATCH()

// copy cppbind::Director<dict::Derived>
extern "C" void cppbind_stub_8(void* memory, const ::cppbind::Director<::dict::Derived>* self) CPPBIND_TRY { ::cppbind::copy(memory, self); } CPPBIND_CATCH()

// move cppbind::Director<dict::Derived>
extern "C" void cppbind_stub_9(void* memory, ::cppbind::Director<::dict::Derived>* self) CPPBIND_TRY { ::cppbind::relocate(memory, self); } CPPBIND_CATCH()

// cppbind::Director<dict::Derived>::Director(dict::Color color = Color::Red)
extern "C" ::cppbind::Director<::dict::Derived>* cppbind_stub_10() CPPBIND_TRY { return new ::cppbind::Director<::dict::Derived>(::cppbind::director::Construct()); } CPPBIND_CATCH({})
extern "C" ::cppbind::Director<::dict::Derived>* cppbind_stub_11(short a0) CPPBIND_TRY { return new ::cppbind::Director<::dict::Derived>(::cppbind::director::Construct(), static_cast<::dict::Color>(a0)); } CPPBIND_CATCH({})

// cppbind::Director<dict::Derived>::Director(const char* name, unsigned char n)
extern "C" ::cppbind::Director<::dict::Derived>* cppbind_stub_12(const char* a0, unsigned char a1) CPPBIND_TRY { return new ::cppbind::Director<::dict::Derived>(::cppbind::director::Construct(), a0, a1); } CPPBIND_CATCH({})

// cppbind::Director<dict::Derived>::Director(const dict::Derived&)
extern "C" ::cppbind::Director<::dict::Derived>* cppbind_stub_13(const ::dict::Derived* a0) CPPBIND_TRY { return ::cppbind::director::copy_new<::cppbind::Director<::dict::Derived>>(*a0); } CPPBIND_CATCH({})

// void cppbind::Director<dict::Derived>::hidden()
extern "C" void cppbind_stub_14(::cppbind::Director<::dict::Derived>* self) CPPBIND_TRY { self->cppbind_forward_0(); } CPPBIND_CATCH()

// overrides of dict::Derived
extern "C" const ::cppbind::PythonHalf** cppbind_stub_15(::cppbind::Director<::dict::Derived>* self) noexcept { return &self->cppbind_half.half; }

// delete cppbind::Director<dict::Left>
extern "C" void cppbind_stub_16(::cppbind::Director<::dict::Left>* self) CPPBIND_TRY { ::cppbind::destroy(self); } CPPBIND_CATCH()

// destruct cppbind::Director<dict::Left>
extern "C" void cppbind_stub_17(::cppbind::Director<::dict::Left>* self) CPPBIND_TRY { ::cppbind::destruct(self); } CPPBIND_CATCH()

// copy cppbind::Director<dict::Left>
extern "C" void cppbind_stub_18(void* memory, const ::cppbind::Director<::dict::Left>* self) CPPBIND_TRY { ::cppbind::copy(memory, self); } CPPBIND_CATCH()

// move cppbind::Director<dict::Left>
extern "C" void cppbind_stub_19(void* memory, ::cppbind::Director<::dict::Left>* self) CPPBIND_TRY { ::cppbind::relocate(memory, self); } CPPBIND_CATCH()

// cppbind::Director<dict::Left>::Director()
extern "C" ::cppbind::Director<::dict::Left>* cppbind_stub_20() CPPBIND_TRY { return ::cppbind::default_new<::cppbind::Director<::dict::Left>>(); } CPPBIND_CATCH({})

// overrides of dict::Left
extern "C" const ::cppbind::PythonHalf** cppbind_stub_21(::cppbind::Director<::dict::Left>* self) noexcept { return &self->cppbind_half.half; }

// delete dict::Base
extern "C" void cppbind_stub_22(::dict::Base* self) CPPBIND_TRY { ::cppbind::destroy(self); } CPPBIND_CATCH()

// destruct dict::Base
extern "C" void cppbind_stub_23(::dict::Base* self) CPPBIND_TRY { ::cppbind::destruct(self); } CPPBIND_CATCH()

// void dict::Base::pure()
extern "C" void cppbind_stub_24(::dict::Base* self) CPPBIND_TRY { self->pure(); } CPPBIND_CATCH()

// int dict::Base::value(int add = 1) const
extern "C" int cppbind_stub_25(const ::dict::Base* self) CPPBIND_TRY { return self->value(); } CPPBIND_CATCH({})
extern "C" int cppbind_stub_26(const ::dict::Base* self, int a0) CPPBIND_TRY { return self->value(a0); } CPPBIND_CATCH({})
extern "C" int cppbind_stub_27(const ::dict::Base* self) CPPBIND_TRY { return self->::dict::Base::value(); } CPPBIND_CATCH({})
extern "C" int cppbind_stub_28(const ::dict::Base* self, int a0) CPPBIND_TRY { return self->::dict::Base::value(a0); } CPPBIND_CATCH({})

// delete dict::Derived
extern "C" void cppbind_stub_29(::dict::Derived* self) CPPBIND_TRY { ::cppbind::destroy(self); } CPPBIND_CATCH()

// destruct dict::Derived
extern "C" void cppbind_stub_30(::dict::Derived* self) CPPBIND_TRY { ::cppbind::destruct(self); } CPPBIND_CATCH()

// copy dict::Derived
extern "C" void cppbind_stub_31(void* memory, const ::dict::Derived* self) CPPBIND_TRY { ::cppbind::copy(memory, self); } CPPBIND_CATCH()

// move dict::Derived
extern "C" void cppbind_stub_32(void* memory, ::dict::Derived* self) CPPBIND_TRY { ::cppbind::relocate(memory, self); } CPPBIND_CATCH()

// dict::Derived::Derived(dict::Color color = Color::Red)
extern "C" ::dict::Derived* cppbind_stub_33() CPPBIND_TRY { return new ::dict::Derived(); } CPPBIND_CATCH({})
extern "C" ::dict::Derived* cppbind_stub_34(short a0) CPPBIND_TRY { return new ::dict::Derived(static_cast<::dict::Color>(a0)); } CPPBIND_CATCH({})

// dict::Derived::Derived(const char* name, unsigned char n)
extern "C" ::dict::Derived* cppbind_stub_35(const char* a0, unsigned char a1) CPPBIND_TRY { return new ::dict::Derived(a0, a1); } CPPBIND_CATCH({})

// dict::Derived::Derived(const dict::Derived&)
extern "C" ::dict::Derived* cppbind_stub_36(const ::dict::Derived* a0) CPPBIND_TRY { return ::cppbind::copy_new<::dict::Derived>(*a0); } CPPBIND_CATCH({})

// dict::Derived::Derived(dict::Derived&&)
extern "C" ::dict::Derived* cppbind_stub_37(::dict::Derived* a0) CPPBIND_TRY { return ::cppbind::move_new<::dict::Derived>(static_cast<::dict::Derived&&>(*a0)); } CPPBIND_CATCH({})

// dict::Derived::operator bool() const
extern "C" bool cppbind_stub_38(const ::dict::Derived* self) CPPBIND_TRY { using Result = bool; return self->operator Result(); } CPPBIND_CATCH({})

// dict::Pair& dict::Derived::operator[](int index)
extern "C" ::dict::Pair* cppbind_stub_39(::dict::Derived* self, int a0) CPPBIND_TRY { return ::cppbind::address(self->operator[](a0)); } CPPBIND_CATCH({})

// static dict::Pair dict::Derived::pair(const dict::Pair& pair, dict::Pair copied, dict::Pair&& moved)
extern "C" void cppbind_stub_40(void* result, const ::dict::Pair* a0, ::dict::Pair* a1, ::dict::Pair* a2) CPPBIND_TRY { ::new (result) ::dict::Pair(::dict::Derived::pair(*a0, ::cppbind::copied(a1), static_cast<::dict::Pair&&>(*a2))); } CPPBIND_CATCH()

// void dict::Derived::pure()
extern "C" void cppbind_stub_41(::dict::Derived* self) CPPBIND_TRY { self->pure(); } CPPBIND_CATCH()
extern "C" void cppbind_stub_42(::dict::Derived* self) CPPBIND_TRY { self->::dict::Derived::pure(); } CPPBIND_CATCH()

// const int& dict::Derived::reference(const long& by_value, long& by_address, long double wide)
extern "C" int cppbind_stub_43(::dict::Derived* self, long a0, long* a1, double a2) CPPBIND_TRY { return self->reference(static_cast<const long&>(a0), *a1, static_cast<long double>(a2)); } CPPBIND_CATCH({})

// int dict::Derived::value(int add) const
extern "C" int cppbind_stub_44(const ::dict::Derived* self, int a0) CPPBIND_TRY { return self->value(a0); } CPPBIND_CATCH({})
extern "C" int cppbind_stub_45(const ::dict::Derived* self, int a0) CPPBIND_TRY { return self->::dict::Derived::value(a0); } CPPBIND_CATCH({})

// delete dict::Left
extern "C" void cppbind_stub_46(::dict::Left* self) CPPBIND_TRY { ::cppbind::destroy(self); } CPPBIND_CATCH()

// destruct dict::Left
extern "C" void cppbind_stub_47(::dict::Left* self) CPPBIND_TRY { ::cppbind::destruct(self); } CPPBIND_CATCH()

// cast dict::Left
extern "C" ::dict::Base* cppbind_stub_48(::dict::Left* self) CPPBIND_TRY { return self; } CPPBIND_CATCH({})

// delete dict::Pair
extern "C" void cppbind_stub_49(::dict::Pair* self) CPPBIND_TRY { ::cppbind::destroy(self); } CPPBIND_CATCH()

// dict::Pair::Pair(int first = {}, double second = dict::Pair{}.second)
extern "C" ::dict::Pair* cppbind_stub_50() CPPBIND_TRY { return new ::dict::Pair{}; } CPPBIND_CATCH({})
extern "C" ::dict::Pair* cppbind_stub_51(int a0) CPPBIND_TRY { return new ::dict::Pair{a0}; } CPPBIND_CATCH({})
extern "C" ::dict::Pair* cppbind_stub_52(int a0, double a1) CPPBIND_TRY { return new ::dict::Pair{a0, a1}; } CPPBIND_CATCH({})

// default argument dict::Pair{}.second
namespace dict { namespace { struct cppbind_stub_53_scope : ::dict::Pair { static ::cppbind::Type<double> value() { return dict::Pair{}.second; } }; } } extern "C" double cppbind_stub_53() CPPBIND_TRY { return ::dict::cppbind_stub_53_scope::value(); } CPPBIND_CATCH({})

// dict::Pair::Pair(const dict::Pair&)
extern "C" ::dict::Pair* cppbind_stub_54(const ::dict::Pair* a0) CPPBIND_TRY { return ::cppbind::copy_new<::dict::Pair>(*a0); } CPPBIND_CATCH({})

// dict::Pair::Pair(dict::Pair&&)
extern "C" ::dict::Pair* cppbind_stub_55(::dict::Pair* a0) CPPBIND_TRY { return ::cppbind::move_new<::dict::Pair>(static_cast<::dict::Pair&&>(*a0)); } CPPBIND_CATCH({})

// int dict::overloaded(int)
extern "C" int cppbind_stub_56(int a0) CPPBIND_TRY { return (::dict::overloaded)(a0); } CPPBIND_CATCH({})

// int dict::overloaded(long)
extern "C" int cppbind_stub_57(long a0) noexcept { return (::dict::overloaded)(a0); }

// void dict::callback(void(*function)(int,const dict::Pair*), dict::Plain plain = ONE, const dict::Pair& pair = Pair{3, 4})
extern "C" void cppbind_stub_58(::cppbind::Type<void(*)(int, const ::dict::Pair*)> a0) CPPBIND_TRY { (::dict::callback)(a0); } CPPBIND_CATCH()
extern "C" void cppbind_stub_59(::cppbind::Type<void(*)(int, const ::dict::Pair*)> a0, unsigned int a1) CPPBIND_TRY { (::dict::callback)(a0, static_cast<::dict::Plain>(a1)); } CPPBIND_CATCH()
extern "C" void cppbind_stub_60(::cppbind::Type<void(*)(int, const ::dict::Pair*)> a0, unsigned int a1, const ::dict::Pair* a2) CPPBIND_TRY { (::dict::callback)(a0, static_cast<::dict::Plain>(a1), *a2); } CPPBIND_CATCH()

// default argument Pair{3, 4}
namespace dict { namespace { struct cppbind_stub_61_scope { static ::cppbind::Type<::dict::Pair> value() { return Pair{3, 4}; } }; } } extern "C" void cppbind_stub_61(void* result) CPPBIND_TRY { ::new (result) ::dict::Pair(::dict::cppbind_stub_61_scope::value()); } CPPBIND_CATCH()

// dict::Pair dict::operator+(const dict::Pair& left, const dict::Pair& right)
extern "C" void cppbind_stub_62(void* result, const ::dict::Pair* a0, const ::dict::Pair* a1) CPPBIND_TRY { ::new (result) ::dict::Pair(::dict::operator+(*a0, *a1)); } CPPBIND_CATCH()

// int dict::v1::inlined()
extern "C" int cppbind_stub_63() CPPBIND_TRY { return (::dict::inlined)(); } CPPBIND_CATCH({})

// int dict::unnamed()
extern "C" int cppbind_stub_64() CPPBIND_TRY { return (::dict::unnamed)(); } CPPBIND_CATCH({})

// bool dict::operator==(const dict::Derived& a, const dict::Derived& b)
extern "C" bool cppbind_stub_65(const ::dict::Derived* a0, const ::dict::Derived* a1) CPPBIND_TRY { return (*a0) == (*a1); } CPPBIND_CATCH({})

// dict::Derived::count
extern "C" void* cppbind_stub_66() noexcept { return ::cppbind::untyped_address(::dict::Derived::count); }

// dict::global
extern "C" void* cppbind_stub_67() noexcept { return ::cppbind::untyped_address(::dict::global); }

// dict::Derived::bits
extern "C" unsigned int cppbind_stub_68(const ::dict::Derived* self) noexcept { return self->bits; }
extern "C" void cppbind_stub_69(::dict::Derived* self, unsigned int a0) noexcept { self->bits = a0; }

// dict::Derived::alias
extern "C" void* cppbind_stub_70(const ::dict::Derived* self) noexcept { return ::cppbind::untyped_address(self->alias); }

#pragma GCC visibility pop

