// Function templates over containers of the library's own classes.
#pragma once

#include <list>
#include <string>
#include <vector>

namespace deduced {

struct Item {
    int value = 0;
};

// No member of `Sum` compiles for it: what it lacks must not cost the others.
struct Other {
    std::string name;
};

// What these name is what the templates below may be meant for.
std::vector<Item> items(int count);
std::vector<std::vector<Item>> rows();
std::list<Item*> pointers();
std::vector<Other> others();
std::vector<int> numbers();

// As in fastjet: the only constructor that takes anything is a template, defined outside of the class.
class Sum {
  public:
    template <class T>
    explicit Sum(const std::vector<T>& all, const int& factor = 1);

    template <class T>
    int operator()(const std::vector<T>& all) const {
        return all.at(0).value + value;
    }
    template <class T>
    static int count(const std::vector<std::vector<T>>& all) {
        return static_cast<int>(all.size());
    }
    // No container tells what U is.
    template <class T, class U>
    U converted(const std::vector<T>& all) const {
        return U(all.size());
    }
    int value = 0;

  private:
    template <class T>
    void add(const std::vector<T>& all, int factor) {
        for (const auto& each : all)
            value += factor * each.value;
    }
};

template <class T>
Sum::Sum(const std::vector<T>& all, const int& factor) {
    add(all, factor);
}

// The reference is the argument: what is appended is there afterwards.
template <class T>
int append(std::vector<T>& all, int value) {
    all.push_back(T{value});
    return static_cast<int>(all.size());
}
template <class T>
int length(const std::list<T*>& all) {
    return static_cast<int>(all.size());
}
template <class T>
int anything(const T&) {
    return 0;
}

} // namespace deduced
