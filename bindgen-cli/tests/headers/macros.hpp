// Macros: constants are bound, everything else is not.
#ifndef MACROS_HPP
#define MACROS_HPP
#define ANSWER 42
#define NEGATIVE (-3)
#define UNSIGNED (1u << 31)
#define BIG 0xFFFFFFFFFFFFFFFFull
#define RATIO 1.5
#define FLOAT 2.5f
#define FLAG true
#define LETTER 'x'
#define NAME "cpp" "bind"
#define DERIVED (ANSWER + OFFSET)
#define OFFSET 8
#define MULTI \
    (1 + \
     2)
#define CALLS square(3)
#define ENUMERATOR Second
#define EMPTY
#define FUNCTION(x) ((x) + 1)
#define TYPE unsigned int
#define OPEN namespace opened {
#define NESTED OPEN
#define UNKNOWN not_declared
#define NOT_CONSTANT counter
#define GONE 1
#undef GONE
#if 0
#define INACTIVE 1
#endif
/* #define COMMENTED 1 */
#define TWICE 1
#undef TWICE
#define TWICE 2
enum Values { First = 1, Second };
extern int counter;
constexpr int square(int x) { return x * x; }
#endif
