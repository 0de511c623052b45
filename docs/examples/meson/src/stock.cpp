#include "inventory/stock.hpp"

#include <stdexcept>

namespace inventory {

void Stock::put(const std::string& article, int count) { m_articles[article] += count; }

void Stock::take(const std::string& article, int count) {
    auto found = m_articles.find(article);
    if (found == m_articles.end() || found->second < count) {
        throw std::out_of_range("there are fewer of " + article);
    }
    found->second -= count;
}

}  // namespace inventory
