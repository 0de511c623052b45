// Specialisations whose members mention others: what a container of one's own classes drags in.
#pragma once

#include <cstddef>

namespace mentioned {

struct Part {
    int number = 0;
    double weight = 1.5;

    Part() { ++alive; }
    explicit Part(int number) : number(number) { ++alive; }
    Part(int number, double weight) : number(number), weight(weight) { ++alive; }
    Part(const Part& other) : number(other.number), weight(other.weight) { ++alive; }
    Part& operator=(const Part&) = default;
    ~Part() { --alive; }

    bool operator==(const Part& other) const { return number == other.number; }
    bool operator<(const Part& other) const { return number < other.number; }

    static inline int alive = 0;
};

template <class T>
struct Label {
    Label() = default;
    explicit Label(int text) : text(text) {}
    // From another specialisation, as iterators convert to those of constant elements.
    template <class U>
    Label(const Label<U>& other) : text(other.text + 100) {}
    int text = 0;
};

// Mentions `Label<T>` and `Label<const T>`, and names neither as an argument.
template <class T>
struct Box {
    Label<T> label() const { return Label<T>(content.number); }
    const Label<T>& kept() const { return own; }
    const Label<T>* pointer() const { return &own; }
    int take(const Label<T>& label) const { return label.text; }
    int take_constant(Label<const T> label) const { return label.text; }
    static int of_nothing(const Label<T>* label) { return label == nullptr ? 0 : label->text; }
    T content{7};

private:
    Label<T> own{3};
};

// What a specialisation has inside: a class, enumerators of no type that has a name, types of a base.
template <class T, int N>
struct Sized {
    enum { size = N, twice = 2 * N };
    typedef T element;
    struct Inner {
        T value{N};
        T get() const { return value; }
    };
    Inner inner() const { return Inner{}; }
};

template <class T, int N>
struct Resized : Sized<T, N> {
    using Base = Sized<T, N>;
    using Base::size;
    using typename Base::element;
    typedef typename Base::element same_element;
};

template <class T>
struct Numbers {
    const T* begin() const { return content; }
    const T* end() const { return content + count; }
    T content[3] = {1, 2, 3};
    std::size_t count = 3;
};

// Whether two iterators of a container are at different places: a comparison that Python code may give a class.
template <class C>
bool differ(const typename C::iterator& one, const typename C::iterator& other) {
    return one != other;
}

}  // namespace mentioned
