// Friends of class templates with members of their names, nested classes of class templates.
#pragma once

namespace ns {

template <class T>
struct Swapped {
    T value;
    void swap(Swapped& other);
    friend void swap(Swapped& a, Swapped& b) { a.swap(b); }
    friend T plus(const Swapped& a, int n) { return a.value + n; }
    friend bool operator==(const Swapped& a, const Swapped& b) { return a.value == b.value; }
};
using SwappedInt = Swapped<int>;

template <class T>
class Shared {
public:
    class __Counted;
    class __Counted {
    public:
        T* get() const { return pointer; }

    private:
        T* pointer = nullptr;
    };
    __Counted* counted() const { return nullptr; }

protected:
    struct Protected {
        T* get() { return nullptr; }
    };

private:
    struct Private {
        T* get() { return nullptr; }
    };
};
using SharedInt = Shared<int>;

} // namespace ns
