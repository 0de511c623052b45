#include "temporaries.hpp"

namespace temporaries {

std::string text(const Piece& piece) { return piece.text(); }
std::string copied(Piece piece) { return piece.text(); }
std::string joined(const std::vector<Piece>& pieces) {
    std::string all;
    for (const Piece& piece : pieces)
        all += piece.text();
    return all;
}

} // namespace temporaries
