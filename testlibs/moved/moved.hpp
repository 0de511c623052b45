// Parameters that take rvalues: of objects, of what converts to them, and of what cannot be copied.
#pragma once

namespace moved {

struct Source {
    explicit Source(int value) : value(value) { ++alive; }
    Source(const Source& other) : value(other.value) { ++alive; }
    Source(Source&& other) noexcept : value(other.value) {
        other.value = 0;
        ++alive;
    }
    ~Source() { --alive; }
    int value;
    static inline int alive = 0;
};

struct Target {
    Target(const Source& source) : value(source.value + 100) { ++alive; }
    Target(Source&& source) noexcept : value(source.value + 200) {
        source.value = 0;
        ++alive;
    }
    Target(const Target& other) : value(other.value) { ++alive; }
    ~Target() { --alive; }
    int value;
    static inline int alive = 0;
};

// Nothing but a move makes another one.
struct Only {
    explicit Only(int value) : value(value) {}
    Only(Only&&) = default;
    int value;
};

inline int take(Target&& target) { return target.value; }
inline int take_only(Only&& only) { return only.value; }
template <class T>
int take_any(Only&& only, T) {
    return only.value;
}

}  // namespace moved
