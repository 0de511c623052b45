#pragma once

#include <map>
#include <string>

namespace inventory {

/// How many there are of each article.
class Stock {
public:
    /// Puts some into the store.
    void put(const std::string& article, int count);
    /// Takes some out of it.
    /// Throws std::out_of_range where there are fewer.
    void take(const std::string& article, int count);

    const std::map<std::string, int>& articles() const { return m_articles; }

private:
    std::map<std::string, int> m_articles;
};

}  // namespace inventory
