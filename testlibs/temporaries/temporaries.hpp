// Temporaries that C++ makes of arguments, and what they refer to: all live until the call has ended.
#pragma once

#include <memory>
#include <string>
#include <vector>

namespace temporaries {

/// A text that is somebody else's, as re2's and leveldb's: it can only be made of a string.
class Piece {
  public:
    Piece(const std::string& text) : data(text.data()), size(text.size()) {}
    std::string text() const { return std::string(data, size); }

  private:
    const char* data;
    std::size_t size;
};

/// A text on the heap; how many there are is counted.
struct Text {
    Text(const std::string& text) : text(text) { ++alive; }
    Text(const Text&) = delete;
    ~Text() { --alive; }
    std::string text;
    inline static int alive = 0;
};

/// Owns a text that lies elsewhere.
class Holder {
  public:
    Holder(const std::string& text) : held(std::make_shared<Text>(text)) {}
    std::shared_ptr<Text> held;
};

/// What the holder holds.
inline const Text& held(const Holder& holder) { return *holder.held; }

std::string text(const Piece& piece);
std::string copied(Piece piece);
std::string joined(const std::vector<Piece>& pieces);

} // namespace temporaries
