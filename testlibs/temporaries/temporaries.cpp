#include "temporaries.hpp"

#include <sstream>

namespace temporaries {

std::string text(const Piece& piece) { return piece.text(); }
std::string copied(Piece piece) { return piece.text(); }
std::string joined(const std::vector<Piece>& pieces) {
    std::string all;
    for (const Piece& piece : pieces)
        all += piece.text();
    return all;
}


std::string spot_there(const Spot& spot) {
    std::ostringstream out;
    out << spot.of << ' ' << spot.x << ' ' << spot.y;
    return out.str();
}
std::string spot(Spot spot) { return spot_there(spot); }
std::string spots(const std::vector<Spot>& spots) {
    std::string all;
    for (const Spot& spot : spots)
        all += spot_there(spot) + ";";
    return all;
}
int sum(const std::vector<Small>& values) {
    int sum = 0;
    for (const Small& value : values)
        sum += value.value;
    return sum;
}

} // namespace temporaries
