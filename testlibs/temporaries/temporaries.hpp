// Temporaries that C++ makes of arguments, and what they refer to: all live until the call has ended.
#pragma once

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

std::string text(const Piece& piece);
std::string copied(Piece piece);
std::string joined(const std::vector<Piece>& pieces);

} // namespace temporaries
