// Strings as arguments and results, for the stubs of dictionaries that mention a string class. Such
// headers have included <string> themselves, so it costs nothing here.
#pragma once

#define CPPBIND_TEXT

#include "stub.h"

#include <string>
#include <string_view>

#pragma GCC visibility push(hidden)

namespace cppbind {

// A text argument: bytes, or an existing std::string or std::string_view, as the length says.
class Text {
  public:
    Text(const char* data, std::size_t size) noexcept : data(data), size(size) {}
    Text(const Text&) = delete;
    Text& operator=(const Text&) = delete;
    ~Text() {
        if (owned)
            own.~basic_string();
    }

    std::string_view view() const noexcept {
        if (size == TEXT_IS_STRING)
            return *reinterpret_cast<const std::string*>(data);
        if (size == TEXT_IS_VIEW)
            return *reinterpret_cast<const std::string_view*>(data);
        return {data, size};
    }

    std::string value() const { return std::string(view()); }

    // The caller's own string where it passes one, else one that lives as long as this argument.
    const std::string& reference() {
        if (size == TEXT_IS_STRING)
            return *reinterpret_cast<const std::string*>(data);
        ::new (static_cast<void*>(&own)) std::string(view());
        owned = true;
        return own;
    }

  private:
    const char* data;
    std::size_t size;
    bool owned = false;
    union {
        std::string own;
    };
};

inline void release_text(TextResult* result) {
    reinterpret_cast<std::string*>(result->storage)->~basic_string();
}

// Where a string result is constructed, at once: moving a short one there would read its bytes in larger
// pieces than they were just written in, which processors wait for.
inline void* storage(TextResult* result) {
    static_assert(sizeof(std::string) <= sizeof(result->storage), "std::string is larger than the ABI's room for it");
    return result->storage;
}

// A string in the caller's storage. Short strings lie inside it and need no release.
inline void text(TextResult* result, std::string* own) {
    result->data = own->data();
    result->size = own->size();
    result->object = own;
    const char* storage = reinterpret_cast<const char*>(result->storage);
    const bool inside = own->data() >= storage && own->data() < storage + sizeof(result->storage);
    result->release = inside ? nullptr : reinterpret_cast<const void*>(&release_text);
}

// A string that lives elsewhere.
inline void text(TextResult* result, const std::string& value) {
    result->data = value.data();
    result->size = value.size();
    result->object = const_cast<std::string*>(&value);
    result->release = nullptr;
}

inline void text(TextResult* result, std::string_view value) {
    result->data = value.data();
    result->size = value.size();
    result->object = nullptr;
    result->release = nullptr;
}

} // namespace cppbind

#pragma GCC visibility pop
