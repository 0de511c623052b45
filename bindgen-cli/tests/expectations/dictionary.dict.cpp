// ---- dictionary.tables.cpp ----
// Tables of libdictionaryDict.so.
#include "cppbind/definitions.h"

#pragma GCC visibility push(hidden)

extern const char cppbind_strings[2272];
const char cppbind_strings[2272] =
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
    "add\0"
    "1\0"
    "value\0"
    "int dict::Base::value(int add = 1) const\0"
    "dict::Base::value\0"
    "pure\0"
    "void dict::Base::pure()\0"
    "dict::Base::pure\0"
    "color\0"
    "Color::Red\0"
    "Derived\0"
    "dict::Derived::Derived(dict::Color color = Color::Red)\0"
    "name\0"
    "n\0"
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
    {0, 36, 4294967295, 0, 26, 0, 14, 0}, // 5
    {0, 47, 4294967295, 2, 26, 0, 14, 0}, // 6
    {0, 58, 0, 0, 27, 0, 4, 0}, // 7
    {0, 70, 4294967295, 4294967295, 2, 1, 2, 0}, // 8
    {0, 81, 8, 4294967295, 21, 0, 12, 0}, // 9
    {0, 93, 4294967295, 4294967295, 4, 0, 3, 0}, // 10
    {0, 107, 4294967295, 3, 26, 0, 14, 0}, // 11
    {0, 107, 4294967295, 3, 26, 1, 14, 0}, // 12
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
    {0, 233, 4294967295, 1, 26, 0, 14, 0}, // 24
    {0, 247, 24, 4294967295, 22, 0, 12, 0}, // 25
    {0, 233, 4294967295, 1, 26, 1, 14, 0}, // 26
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
    {0, 0, 16, 3, 0, 0, 0, 0}, // 0
    {2171, 2171, 19, 17, 0, 0, 0, 0}, // 1
    {2248, 2251, 36, 1, 0, 0, 0, 1}, // 2
};

extern const cppbind::OverloadSetRecord cppbind_overload_sets[17];
const cppbind::OverloadSetRecord cppbind_overload_sets[17] = {
    {410, 474, 0, 2}, // 0
    {526, 657, 2, 1}, // 1
    {683, 769, 3, 1}, // 2
    {785, 817, 4, 1}, // 3
    {831, 859, 5, 1}, // 4
    {877, 958, 6, 1}, // 5
    {785, 975, 7, 1}, // 6
    {999, 1046, 8, 1}, // 7
    {1064, 1093, 9, 1}, // 8
    {1127, 1340, 10, 4}, // 9
    {999, 1403, 14, 1}, // 10
    {1064, 1451, 15, 1}, // 11
    {510, 1585, 16, 1}, // 12
    {1611, 1671, 17, 1}, // 13
    {1697, 1748, 18, 1}, // 14
    {1802, 1906, 19, 1}, // 15
    {1967, 2109, 20, 3}, // 16
};

extern const cppbind::FunctionRecord cppbind_functions[23];
const cppbind::FunctionRecord cppbind_functions[23] = {
    {410, 421, 0, 4294967295, 2, 0, 1, 1, 34, 4294967295, 0, 6, {0, 0, 0}}, // 0
    {410, 447, 0, 4294967295, 2, 1, 1, 1, 35, 4294967295, 32, 6, {0, 0, 0}}, // 1
    {526, 535, 0, 4294967295, 4, 2, 3, 1, 36, 4294967295, 0, 0, {0, 0, 0}}, // 2
    {683, 693, 0, 4294967295, 11, 5, 2, 2, 40, 4294967295, 256, 14, {0, 0, 0}}, // 3
    {785, 793, 0, 4294967295, 2, 7, 0, 0, 41, 4294967295, 0, 6, {0, 0, 0}}, // 4
    {831, 839, 0, 4294967295, 2, 7, 0, 0, 42, 4294967295, 0, 6, {0, 0, 0}}, // 5
    {877, 888, 0, 4294967295, 16, 7, 2, 2, 43, 4294967295, 256, 1, {0, 0, 0}}, // 6
    {785, 793, 0, 4294967295, 2, 7, 0, 0, 41, 4294967295, 0, 6, {0, 0, 0}}, // 7
    {999, 1005, 0, 4294967295, 2, 9, 1, 0, 3, 5, 69, 6, {0, 0, 0}}, // 8
    {1064, 1069, 0, 4294967295, 4, 7, 0, 0, 2, 4294967295, 196, 0, {0, 0, 0}}, // 9
    {1127, 1135, 0, 4294967295, 4, 10, 1, 0, 11, 4294967295, 24, 12, {0, 0, 0}}, // 10
    {1127, 1197, 0, 4294967295, 4, 11, 2, 2, 13, 4294967295, 8, 12, {0, 0, 0}}, // 11
    {1127, 1255, 0, 4294967295, 4, 13, 1, 1, 14, 4294967295, 2056, 12, {0, 0, 0}}, // 12
    {1127, 1300, 0, 4294967295, 4, 14, 1, 1, 15, 4294967295, 4104, 12, {0, 0, 0}}, // 13
    {999, 1363, 0, 4294967295, 2, 15, 1, 1, 22, 23, 69, 6, {0, 0, 0}}, // 14
    {1064, 1424, 0, 4294967295, 4, 7, 0, 0, 19, 20, 68, 0, {0, 0, 0}}, // 15
    {510, 1484, 0, 4294967295, 11, 16, 3, 3, 18, 4294967295, 2, 14, {0, 0, 0}}, // 16
    {1611, 1622, 0, 4294967295, 15, 19, 1, 1, 17, 4294967295, 260, 12, {0, 0, 0}}, // 17
    {1697, 1711, 0, 4294967295, 16, 7, 0, 0, 16, 4294967295, 517, 1, {0, 0, 0}}, // 18
    {1802, 1812, 0, 4294967295, 18, 20, 3, 3, 21, 4294967295, 4, 6, {0, 0, 0}}, // 19
    {1967, 1972, 0, 4294967295, 4, 23, 2, 0, 28, 4294967295, 1032, 12, {0, 0, 0}}, // 20
    {1967, 2042, 0, 4294967295, 4, 25, 1, 1, 32, 4294967295, 2056, 12, {0, 0, 0}}, // 21
    {1967, 2078, 0, 4294967295, 4, 26, 1, 1, 33, 4294967295, 4104, 12, {0, 0, 0}}, // 22
};

extern const cppbind::ParameterRecord cppbind_parameters[27];
const cppbind::ParameterRecord cppbind_parameters[27] = {
    {0x0u, 0, 2, 4294967295, 4294967295, 0, 6, 0, 0}, // 0
    {0x0u, 0, 21, 4294967295, 4294967295, 0, 8, 0, 0}, // 1
    {0x0u, 491, 33, 4294967295, 4294967295, 0, 12, 0, 0}, // 2
    {0x1u, 500, 34, 506, 4294967295, 0, 7, 2, 0}, // 3
    {0x0u, 510, 13, 515, 39, 0, 12, 5, 0}, // 4
    {0x0u, 672, 13, 4294967295, 4294967295, 0, 12, 0, 0}, // 5
    {0x0u, 677, 13, 4294967295, 4294967295, 0, 12, 0, 0}, // 6
    {0x0u, 873, 27, 4294967295, 4294967295, 0, 12, 0, 0}, // 7
    {0x0u, 875, 27, 4294967295, 4294967295, 0, 12, 0, 0}, // 8
    {0x1u, 993, 2, 997, 4294967295, 0, 6, 1, 0}, // 9
    {0x1u, 1110, 7, 1116, 4294967295, 0, 4, 1, 0}, // 10
    {0x0u, 1190, 9, 4294967295, 4294967295, 0, 12, 0, 0}, // 11
    {0x0u, 1195, 10, 4294967295, 4294967295, 0, 3, 0, 0}, // 12
    {0x0u, 0, 27, 4294967295, 4294967295, 0, 12, 0, 0}, // 13
    {0x0u, 0, 35, 4294967295, 4294967295, 1, 12, 0, 0}, // 14
    {0x0u, 993, 2, 4294967295, 4294967295, 0, 6, 0, 0}, // 15
    {0x0u, 510, 13, 4294967295, 4294967295, 0, 12, 0, 0}, // 16
    {0x0u, 1471, 11, 4294967295, 4294967295, 2, 12, 0, 0}, // 17
    {0x0u, 1478, 14, 4294967295, 4294967295, 1, 12, 0, 0}, // 18
    {0x0u, 1605, 2, 4294967295, 4294967295, 0, 6, 0, 0}, // 19
    {0x0u, 1777, 20, 4294967295, 4294967295, 0, 8, 0, 0}, // 20
    {0x0u, 1786, 22, 4294967295, 4294967295, 0, 12, 0, 0}, // 21
    {0x0u, 1797, 23, 4294967295, 4294967295, 0, 11, 0, 0}, // 22
    {0x0u, 1931, 2, 1937, 4294967295, 0, 6, 2, 0}, // 23
    {0x0u, 1940, 3, 1947, 31, 0, 11, 5, 0}, // 24
    {0x0u, 0, 13, 4294967295, 4294967295, 0, 12, 0, 0}, // 25
    {0x0u, 0, 14, 4294967295, 4294967295, 1, 12, 0, 0}, // 26
};

extern const cppbind::EnumRecord cppbind_enums[2];
const cppbind::EnumRecord cppbind_enums[2] = {
    {2165, 58, 2171, 0, 0, 0, 2, 1}, // 0
    {2181, 382, 2171, 0, 1, 2, 2, 0}, // 1
};

extern const cppbind::EnumeratorRecord cppbind_enumerators[4];
const cppbind::EnumeratorRecord cppbind_enumerators[4] = {
    {0x1u, 2156, 0, 0, 0}, // 0
    {0xfffffffffffffffeu, 2160, 0, 0, 0}, // 1
    {0x0u, 2176, 0, 1, 0}, // 2
    {0x1u, 506, 0, 1, 0}, // 3
};

extern const cppbind::ConstantRecord cppbind_constants[2];
const cppbind::ConstantRecord cppbind_constants[2] = {
    {0x7u, 2187, 17, 4294967295, 0}, // 0
    {0x2au, 2193, 2, 4294967295, 0}, // 1
};

extern const cppbind::TypedefRecord cppbind_typedefs[1];
const cppbind::TypedefRecord cppbind_typedefs[1] = {
    {2205, 2212, 11, 0}, // 0
};

extern const cppbind::NameRecord cppbind_names[37];
const cppbind::NameRecord cppbind_names[37] = {
    {1064, 8, 5, {0, 0, 0}}, // 0
    {999, 7, 5, {0, 0, 0}}, // 1
    {2144, 3, 6, {0, 0, 0}}, // 2
    {2150, 5, 6, {0, 0, 0}}, // 3
    {2139, 2, 6, {0, 0, 0}}, // 4
    {1110, 4, 6, {0, 0, 0}}, // 5
    {2126, 0, 6, {0, 0, 0}}, // 6
    {2187, 0, 8, {0, 0, 0}}, // 7
    {1697, 14, 5, {0, 0, 0}}, // 8
    {1611, 13, 5, {0, 0, 0}}, // 9
    {510, 12, 5, {0, 0, 0}}, // 10
    {1064, 11, 5, {0, 0, 0}}, // 11
    {1802, 15, 5, {0, 0, 0}}, // 12
    {999, 10, 5, {0, 0, 0}}, // 13
    {1931, 6, 6, {0, 0, 0}}, // 14
    {1940, 7, 6, {0, 0, 0}}, // 15
    {2193, 1, 8, {0, 0, 0}}, // 16
    {2171, 1, 0, {0, 0, 0}}, // 17
    {410, 0, 5, {0, 0, 0}}, // 18
    {2225, 0, 1, {0, 0, 0}}, // 19
    {2165, 0, 2, {0, 0, 0}}, // 20
    {2205, 0, 3, {0, 0, 0}}, // 21
    {1127, 1, 1, {0, 0, 0}}, // 22
    {2230, 2, 1, {0, 0, 0}}, // 23
    {506, 3, 7, {0, 0, 0}}, // 24
    {1967, 3, 1, {0, 0, 0}}, // 25
    {2181, 1, 2, {0, 0, 0}}, // 26
    {2176, 2, 7, {0, 0, 0}}, // 27
    {526, 1, 5, {0, 0, 0}}, // 28
    {2132, 1, 6, {0, 0, 0}}, // 29
    {785, 3, 5, {0, 0, 0}}, // 30
    {683, 2, 5, {0, 0, 0}}, // 31
    {877, 5, 5, {0, 0, 0}}, // 32
    {410, 0, 5, {0, 0, 0}}, // 33
    {831, 4, 5, {0, 0, 0}}, // 34
    {2248, 2, 0, {0, 0, 0}}, // 35
    {785, 6, 5, {0, 0, 0}}, // 36
};

extern const cppbind::OperatorRecord cppbind_operators[4];
const cppbind::OperatorRecord cppbind_operators[4] = {
    {233, 877, 5, 0}, // 0
    {233, 877, 5, 1}, // 1
    {107, 683, 2, 0}, // 2
    {107, 683, 2, 1}, // 3
};

extern const cppbind::ClassRecord cppbind_classes[4];
extern const cppbind::BaseRecord cppbind_bases[2];
extern const cppbind::DataMemberRecord cppbind_data_members[8];
extern const cppbind::StubRecord cppbind_stubs[49];
extern const cppbind::TypeInfoRecord cppbind_type_infos[4];

#pragma GCC visibility pop

extern "C" __attribute__((visibility("default"))) const cppbind::DictionaryHeader cppbind_dictionary;
const cppbind::DictionaryHeader cppbind_dictionary = {
    {67, 80, 80, 66, 73, 78, 68, 0}, 3, 0, sizeof(cppbind::DictionaryHeader),
    0x0u, 2260, 24,
    {
        {cppbind_strings, 2271, sizeof(char)}, // Strings
        {cppbind_types, 36, sizeof(cppbind::TypeRecord)}, // Types
        {cppbind_type_lists, 2, sizeof(cppbind::TypeListEntry)}, // TypeLists
        {cppbind_namespaces, 3, sizeof(cppbind::NamespaceRecord)}, // Namespaces
        {nullptr, 0, sizeof(cppbind::UsingRecord)}, // Usings
        {cppbind_classes, 4, sizeof(cppbind::ClassRecord)}, // Classes
        {cppbind_bases, 2, sizeof(cppbind::BaseRecord)}, // Bases
        {cppbind_overload_sets, 17, sizeof(cppbind::OverloadSetRecord)}, // OverloadSets
        {cppbind_functions, 23, sizeof(cppbind::FunctionRecord)}, // Functions
        {cppbind_parameters, 27, sizeof(cppbind::ParameterRecord)}, // Parameters
        {cppbind_data_members, 8, sizeof(cppbind::DataMemberRecord)}, // DataMembers
        {cppbind_enums, 2, sizeof(cppbind::EnumRecord)}, // Enums
        {cppbind_enumerators, 4, sizeof(cppbind::EnumeratorRecord)}, // Enumerators
        {cppbind_constants, 2, sizeof(cppbind::ConstantRecord)}, // Constants
        {cppbind_typedefs, 1, sizeof(cppbind::TypedefRecord)}, // Typedefs
        {nullptr, 0, sizeof(cppbind::ClassTemplateRecord)}, // ClassTemplates
        {nullptr, 0, sizeof(cppbind::InstantiationRecord)}, // Instantiations
        {cppbind_names, 37, sizeof(cppbind::NameRecord)}, // Names
        {cppbind_operators, 4, sizeof(cppbind::OperatorRecord)}, // Operators
        {nullptr, 0, sizeof(cppbind::SkippedRecord)}, // Skipped
        {nullptr, 0, sizeof(cppbind::HeaderFileRecord)}, // HeaderFiles
        {nullptr, 0, sizeof(cppbind::RebuildRecord)}, // Rebuild
        {cppbind_stubs, 49, sizeof(cppbind::StubRecord)}, // Stubs
        {cppbind_type_infos, 4, sizeof(cppbind::TypeInfoRecord)}, // TypeInfos
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
#pragma GCC visibility pop

#pragma GCC visibility push(hidden)

extern const cppbind::ClassRecord cppbind_classes[4];
const cppbind::ClassRecord cppbind_classes[4] = {
    {sizeof(::dict::Base), alignof(::dict::Base), 2225, 36, 2171, 0, ::cppbind::class_flags<::dict::Base>() | 1024, 0, 0, 0, 2, 4294967295, 0, 1, 4294967295, 4294967295, 4294967295, 4294967295, 0, 4294967295, 4294967295, 4294967295, 4294967295, 4294967295, 4294967295, 4294967295, 4294967295, 0}, // 0
    {sizeof(::dict::Derived), alignof(::dict::Derived), 1127, 233, 2171, 0, ::cppbind::class_flags<::dict::Derived>() | 3072, 0, 1, 2, 12, 9, 7, 8, 9, 10, 4294967295, 4294967295, 1, 4294967295, 4294967295, 4294967295, 4294967295, 4294967295, 4294967295, 4294967295, 4294967295, 0}, // 1
    {sizeof(::dict::Left), alignof(::dict::Left), 2230, 47, 2171, 0, ::cppbind::class_flags<::dict::Left>() | 3072, 1, 1, 14, 0, 4294967295, 24, 25, 4294967295, 4294967295, 4294967295, 4294967295, 2, 4294967295, 4294967295, 4294967295, 4294967295, 4294967295, 4294967295, 4294967295, 4294967295, 0}, // 2
    {sizeof(::dict::Pair), alignof(::dict::Pair), 1967, 107, 2171, 2235, ::cppbind::class_flags<::dict::Pair>() | 5120, 2, 0, 14, 2, 16, 27, 4294967295, 4294967295, 4294967295, 4294967295, 4294967295, 3, 4294967295, 4294967295, 4294967295, 4294967295, 4294967295, 4294967295, 4294967295, 4294967295, 0}, // 3
};

extern const cppbind::BaseRecord cppbind_bases[2];
const cppbind::BaseRecord cppbind_bases[2] = {
    {CPPBIND_FOLD(reinterpret_cast<char*>(static_cast<::dict::Left*>(reinterpret_cast<::dict::Derived*>(0x10000))) - reinterpret_cast<char*>(0x10000)), 6, 0, 4294967295, 0}, // 0
    {0, 5, 1, 26, 0}, // 1
};

extern const cppbind::DataMemberRecord cppbind_data_members[8];
const cppbind::DataMemberRecord cppbind_data_members[8] = {
    {0, 2126, 2, 0, 1, 44, 4294967295, 4294967295, 0}, // 0
    {0, 2132, 3, 0, 1, 45, 4294967295, 4294967295, 0}, // 1
    {0, 2139, 1, 0, 4, 4294967295, 46, 47, 3}, // 2
    {0, 2144, 28, 0, 8, 4294967295, 48, 4294967295, 0}, // 3
    {__builtin_offsetof(::dict::Derived, color), 1110, 7, 0, 0, 4294967295, 4294967295, 4294967295, 0}, // 4
    {__builtin_offsetof(::dict::Derived, array), 2150, 30, 0, 0, 4294967295, 4294967295, 4294967295, 0}, // 5
    {__builtin_offsetof(::dict::Pair, first), 1931, 2, 0, 0, 4294967295, 4294967295, 4294967295, 0}, // 6
    {__builtin_offsetof(::dict::Pair, second), 1940, 3, 0, 0, 4294967295, 4294967295, 4294967295, 0}, // 7
};

extern const cppbind::StubRecord cppbind_stubs[49];
const cppbind::StubRecord cppbind_stubs[49] = {
    {(std::is_destructible_v<::dict::Base>) ? reinterpret_cast<const void*>(&cppbind_stub_0) : nullptr}, // 0
    {(::cppbind::destructs<::dict::Base>) ? reinterpret_cast<const void*>(&cppbind_stub_1) : nullptr}, // 1
    {reinterpret_cast<const void*>(&cppbind_stub_2)}, // 2
    {reinterpret_cast<const void*>(&cppbind_stub_3)}, // 3
    {reinterpret_cast<const void*>(&cppbind_stub_4)}, // 4
    {reinterpret_cast<const void*>(&cppbind_stub_5)}, // 5
    {reinterpret_cast<const void*>(&cppbind_stub_6)}, // 6
    {(std::is_destructible_v<::dict::Derived>) ? reinterpret_cast<const void*>(&cppbind_stub_7) : nullptr}, // 7
    {(::cppbind::destructs<::dict::Derived>) ? reinterpret_cast<const void*>(&cppbind_stub_8) : nullptr}, // 8
    {(::cppbind::copies<::dict::Derived>) ? reinterpret_cast<const void*>(&cppbind_stub_9) : nullptr}, // 9
    {(::cppbind::moves<::dict::Derived>) ? reinterpret_cast<const void*>(&cppbind_stub_10) : nullptr}, // 10
    {reinterpret_cast<const void*>(&cppbind_stub_11)}, // 11
    {reinterpret_cast<const void*>(&cppbind_stub_12)}, // 12
    {reinterpret_cast<const void*>(&cppbind_stub_13)}, // 13
    {(std::is_copy_constructible_v<::dict::Derived>) ? reinterpret_cast<const void*>(&cppbind_stub_14) : nullptr}, // 14
    {(std::is_move_constructible_v<::dict::Derived>) ? reinterpret_cast<const void*>(&cppbind_stub_15) : nullptr}, // 15
    {reinterpret_cast<const void*>(&cppbind_stub_16)}, // 16
    {reinterpret_cast<const void*>(&cppbind_stub_17)}, // 17
    {reinterpret_cast<const void*>(&cppbind_stub_18)}, // 18
    {reinterpret_cast<const void*>(&cppbind_stub_19)}, // 19
    {reinterpret_cast<const void*>(&cppbind_stub_20)}, // 20
    {reinterpret_cast<const void*>(&cppbind_stub_21)}, // 21
    {reinterpret_cast<const void*>(&cppbind_stub_22)}, // 22
    {reinterpret_cast<const void*>(&cppbind_stub_23)}, // 23
    {(std::is_destructible_v<::dict::Left>) ? reinterpret_cast<const void*>(&cppbind_stub_24) : nullptr}, // 24
    {(::cppbind::destructs<::dict::Left>) ? reinterpret_cast<const void*>(&cppbind_stub_25) : nullptr}, // 25
    {reinterpret_cast<const void*>(&cppbind_stub_26)}, // 26
    {(std::is_destructible_v<::dict::Pair>) ? reinterpret_cast<const void*>(&cppbind_stub_27) : nullptr}, // 27
    {reinterpret_cast<const void*>(&cppbind_stub_28)}, // 28
    {reinterpret_cast<const void*>(&cppbind_stub_29)}, // 29
    {reinterpret_cast<const void*>(&cppbind_stub_30)}, // 30
    {reinterpret_cast<const void*>(&cppbind_stub_31)}, // 31
    {(std::is_copy_constructible_v<::dict::Pair>) ? reinterpret_cast<const void*>(&cppbind_stub_32) : nullptr}, // 32
    {(std::is_move_constructible_v<::dict::Pair>) ? reinterpret_cast<const void*>(&cppbind_stub_33) : nullptr}, // 33
    {reinterpret_cast<const void*>(&cppbind_stub_34)}, // 34
    {reinterpret_cast<const void*>(&cppbind_stub_35)}, // 35
    {reinterpret_cast<const void*>(&cppbind_stub_36)}, // 36
    {reinterpret_cast<const void*>(&cppbind_stub_37)}, // 37
    {reinterpret_cast<const void*>(&cppbind_stub_38)}, // 38
    {reinterpret_cast<const void*>(&cppbind_stub_39)}, // 39
    {reinterpret_cast<const void*>(&cppbind_stub_40)}, // 40
    {reinterpret_cast<const void*>(&cppbind_stub_41)}, // 41
    {reinterpret_cast<const void*>(&cppbind_stub_42)}, // 42
    {reinterpret_cast<const void*>(&cppbind_stub_43)}, // 43
    {reinterpret_cast<const void*>(&cppbind_stub_44)}, // 44
    {reinterpret_cast<const void*>(&cppbind_stub_45)}, // 45
    {reinterpret_cast<const void*>(&cppbind_stub_46)}, // 46
    {reinterpret_cast<const void*>(&cppbind_stub_47)}, // 47
    {reinterpret_cast<const void*>(&cppbind_stub_48)}, // 48
};

extern const cppbind::TypeInfoRecord cppbind_type_infos[4];
const cppbind::TypeInfoRecord cppbind_type_infos[4] = {
    {&typeid(::dict::Base)}, // 0
    {&typeid(::dict::Derived)}, // 1
    {&typeid(::dict::Left)}, // 2
    {&typeid(::dict::Pair)}, // 3
};

#pragma GCC visibility pop

// ---- dictionary.stubs0.cpp ----
// Stubs of libdictionaryDict.so.
#include "cppbind/stub.h"

#include "dictionary.hpp"

#pragma GCC visibility push(hidden)

// delete dict::Base
extern "C" void cppbind_stub_0(::dict::Base* self) CPPBIND_TRY { ::cppbind::destroy(self); } CPPBIND_CATCH()

// destruct dict::Base
extern "C" void cppbind_stub_1(::dict::Base* self) CPPBIND_TRY { ::cppbind::destruct(self); } CPPBIND_CATCH()

// void dict::Base::pure()
extern "C" void cppbind_stub_2(::dict::Base* self) CPPBIND_TRY { self->pure(); } CPPBIND_CATCH()

// int dict::Base::value(int add = 1) const
extern "C" int cppbind_stub_3(const ::dict::Base* self) CPPBIND_TRY { return self->value(); } CPPBIND_CATCH({})
extern "C" int cppbind_stub_4(const ::dict::Base* self, int a0) CPPBIND_TRY { return self->value(a0); } CPPBIND_CATCH({})
extern "C" int cppbind_stub_5(const ::dict::Base* self) CPPBIND_TRY { return self->::dict::Base::value(); } CPPBIND_CATCH({})
extern "C" int cppbind_stub_6(const ::dict::Base* self, int a0) CPPBIND_TRY { return self->::dict::Base::value(a0); } CPPBIND_CATCH({})

// delete dict::Derived
extern "C" void cppbind_stub_7(::dict::Derived* self) CPPBIND_TRY { ::cppbind::destroy(self); } CPPBIND_CATCH()

// destruct dict::Derived
extern "C" void cppbind_stub_8(::dict::Derived* self) CPPBIND_TRY { ::cppbind::destruct(self); } CPPBIND_CATCH()

// copy dict::Derived
extern "C" void cppbind_stub_9(void* memory, const ::dict::Derived* self) CPPBIND_TRY { ::cppbind::copy(memory, self); } CPPBIND_CATCH()

// move dict::Derived
extern "C" void cppbind_stub_10(void* memory, ::dict::Derived* self) CPPBIND_TRY { ::cppbind::relocate(memory, self); } CPPBIND_CATCH()

// dict::Derived::Derived(dict::Color color = Color::Red)
extern "C" ::dict::Derived* cppbind_stub_11() CPPBIND_TRY { return new ::dict::Derived(); } CPPBIND_CATCH({})
extern "C" ::dict::Derived* cppbind_stub_12(short a0) CPPBIND_TRY { return new ::dict::Derived(static_cast<::dict::Color>(a0)); } CPPBIND_CATCH({})

// dict::Derived::Derived(const char* name, unsigned char n)
extern "C" ::dict::Derived* cppbind_stub_13(const char* a0, unsigned char a1) CPPBIND_TRY { return new ::dict::Derived(a0, a1); } CPPBIND_CATCH({})

// dict::Derived::Derived(const dict::Derived&)
extern "C" ::dict::Derived* cppbind_stub_14(const ::dict::Derived* a0) CPPBIND_TRY { return ::cppbind::copy_new<::dict::Derived>(*a0); } CPPBIND_CATCH({})

// dict::Derived::Derived(dict::Derived&&)
extern "C" ::dict::Derived* cppbind_stub_15(::dict::Derived* a0) CPPBIND_TRY { return ::cppbind::move_new<::dict::Derived>(static_cast<::dict::Derived&&>(*a0)); } CPPBIND_CATCH({})

// dict::Derived::operator bool() const
extern "C" bool cppbind_stub_16(const ::dict::Derived* self) CPPBIND_TRY { using Result = bool; return self->operator Result(); } CPPBIND_CATCH({})

// dict::Pair& dict::Derived::operator[](int index)
extern "C" ::dict::Pair* cppbind_stub_17(::dict::Derived* self, int a0) CPPBIND_TRY { return ::cppbind::address(self->operator[](a0)); } CPPBIND_CATCH({})

// static dict::Pair dict::Derived::pair(const dict::Pair& pair, dict::Pair copied, dict::Pair&& moved)
extern "C" void cppbind_stub_18(void* result, const ::dict::Pair* a0, ::dict::Pair* a1, ::dict::Pair* a2) CPPBIND_TRY { ::new (result) ::dict::Pair(::dict::Derived::pair(*a0, ::cppbind::copied(a1), static_cast<::dict::Pair&&>(*a2))); } CPPBIND_CATCH()

// void dict::Derived::pure()
extern "C" void cppbind_stub_19(::dict::Derived* self) CPPBIND_TRY { self->pure(); } CPPBIND_CATCH()
extern "C" void cppbind_stub_20(::dict::Derived* self) CPPBIND_TRY { self->::dict::Derived::pure(); } CPPBIND_CATCH()

// const int& dict::Derived::reference(const long& by_value, long& by_address, long double wide)
extern "C" int cppbind_stub_21(::dict::Derived* self, long a0, long* a1, double a2) CPPBIND_TRY { return self->reference(static_cast<const long&>(a0), *a1, static_cast<long double>(a2)); } CPPBIND_CATCH({})

// int dict::Derived::value(int add) const
extern "C" int cppbind_stub_22(const ::dict::Derived* self, int a0) CPPBIND_TRY { return self->value(a0); } CPPBIND_CATCH({})
extern "C" int cppbind_stub_23(const ::dict::Derived* self, int a0) CPPBIND_TRY { return self->::dict::Derived::value(a0); } CPPBIND_CATCH({})

// delete dict::Left
extern "C" void cppbind_stub_24(::dict::Left* self) CPPBIND_TRY { ::cppbind::destroy(self); } CPPBIND_CATCH()

// destruct dict::Left
extern "C" void cppbind_stub_25(::dict::Left* self) CPPBIND_TRY { ::cppbind::destruct(self); } CPPBIND_CATCH()

// cast dict::Left
extern "C" ::dict::Base* cppbind_stub_26(::dict::Left* self) CPPBIND_TRY { return self; } CPPBIND_CATCH({})

// delete dict::Pair
extern "C" void cppbind_stub_27(::dict::Pair* self) CPPBIND_TRY { ::cppbind::destroy(self); } CPPBIND_CATCH()

// dict::Pair::Pair(int first = {}, double second = dict::Pair{}.second)
extern "C" ::dict::Pair* cppbind_stub_28() CPPBIND_TRY { return new ::dict::Pair{}; } CPPBIND_CATCH({})
extern "C" ::dict::Pair* cppbind_stub_29(int a0) CPPBIND_TRY { return new ::dict::Pair{a0}; } CPPBIND_CATCH({})
extern "C" ::dict::Pair* cppbind_stub_30(int a0, double a1) CPPBIND_TRY { return new ::dict::Pair{a0, a1}; } CPPBIND_CATCH({})

// default argument dict::Pair{}.second
namespace dict { namespace { struct cppbind_stub_31_scope : ::dict::Pair { static ::cppbind::Type<double> value() { return dict::Pair{}.second; } }; } } extern "C" double cppbind_stub_31() CPPBIND_TRY { return ::dict::cppbind_stub_31_scope::value(); } CPPBIND_CATCH({})

// dict::Pair::Pair(const dict::Pair&)
extern "C" ::dict::Pair* cppbind_stub_32(const ::dict::Pair* a0) CPPBIND_TRY { return ::cppbind::copy_new<::dict::Pair>(*a0); } CPPBIND_CATCH({})

// dict::Pair::Pair(dict::Pair&&)
extern "C" ::dict::Pair* cppbind_stub_33(::dict::Pair* a0) CPPBIND_TRY { return ::cppbind::move_new<::dict::Pair>(static_cast<::dict::Pair&&>(*a0)); } CPPBIND_CATCH({})

// int dict::overloaded(int)
extern "C" int cppbind_stub_34(int a0) CPPBIND_TRY { return (::dict::overloaded)(a0); } CPPBIND_CATCH({})

// int dict::overloaded(long)
extern "C" int cppbind_stub_35(long a0) noexcept { return (::dict::overloaded)(a0); }

// void dict::callback(void(*function)(int,const dict::Pair*), dict::Plain plain = ONE, const dict::Pair& pair = Pair{3, 4})
extern "C" void cppbind_stub_36(::cppbind::Type<void(*)(int, const ::dict::Pair*)> a0) CPPBIND_TRY { (::dict::callback)(a0); } CPPBIND_CATCH()
extern "C" void cppbind_stub_37(::cppbind::Type<void(*)(int, const ::dict::Pair*)> a0, unsigned int a1) CPPBIND_TRY { (::dict::callback)(a0, static_cast<::dict::Plain>(a1)); } CPPBIND_CATCH()
extern "C" void cppbind_stub_38(::cppbind::Type<void(*)(int, const ::dict::Pair*)> a0, unsigned int a1, const ::dict::Pair* a2) CPPBIND_TRY { (::dict::callback)(a0, static_cast<::dict::Plain>(a1), *a2); } CPPBIND_CATCH()

// default argument Pair{3, 4}
namespace dict { namespace { struct cppbind_stub_39_scope { static ::cppbind::Type<::dict::Pair> value() { return Pair{3, 4}; } }; } } extern "C" void cppbind_stub_39(void* result) CPPBIND_TRY { ::new (result) ::dict::Pair(::dict::cppbind_stub_39_scope::value()); } CPPBIND_CATCH()

// dict::Pair dict::operator+(const dict::Pair& left, const dict::Pair& right)
extern "C" void cppbind_stub_40(void* result, const ::dict::Pair* a0, const ::dict::Pair* a1) CPPBIND_TRY { ::new (result) ::dict::Pair(::dict::operator+(*a0, *a1)); } CPPBIND_CATCH()

// int dict::v1::inlined()
extern "C" int cppbind_stub_41() CPPBIND_TRY { return (::dict::inlined)(); } CPPBIND_CATCH({})

// int dict::unnamed()
extern "C" int cppbind_stub_42() CPPBIND_TRY { return (::dict::unnamed)(); } CPPBIND_CATCH({})

// bool dict::operator==(const dict::Derived& a, const dict::Derived& b)
extern "C" bool cppbind_stub_43(const ::dict::Derived* a0, const ::dict::Derived* a1) CPPBIND_TRY { return (*a0) == (*a1); } CPPBIND_CATCH({})

// dict::Derived::count
extern "C" void* cppbind_stub_44() noexcept { return ::cppbind::untyped_address(::dict::Derived::count); }

// dict::global
extern "C" void* cppbind_stub_45() noexcept { return ::cppbind::untyped_address(::dict::global); }

// dict::Derived::bits
extern "C" unsigned int cppbind_stub_46(const ::dict::Derived* self) noexcept { return self->bits; }
extern "C" void cppbind_stub_47(::dict::Derived* self, unsigned int a0) noexcept { self->bits = a0; }

// dict::Derived::alias
extern "C" void* cppbind_stub_48(const ::dict::Derived* self) noexcept { return ::cppbind::untyped_address(self->alias); }

#pragma GCC visibility pop

