// Who deletes what: every class counts its live objects.
#ifndef TESTLIBS_OWNERSHIP_HPP
#define TESTLIBS_OWNERSHIP_HPP

#include <memory>
#include <string>

namespace ownership {

class Counted {
    // Tests construct objects in several threads at once, with the interpreter's lock released.
    static void count(int& counter, int by) { __atomic_fetch_add(&counter, by, __ATOMIC_RELAXED); }

public:
    Counted(int value = 0) : value(value) { count(alive, 1); }
    Counted(const Counted& other) : value(other.value) { count(alive, 1); count(copies, 1); }
    Counted(Counted&& other) noexcept : value(other.value) { other.value = -1; count(alive, 1); count(moves, 1); }
    Counted& operator=(const Counted&) = default;
    virtual ~Counted() { count(alive, -1); }

    int value;
    static int alive, copies, moves;
};

class Derived : public Counted {
public:
    explicit Derived(int value = 0) : Counted(value) {}
};

// Results.
Counted* create(int value);          ///< to be deleted by the caller
Counted* create_derived(int value);  ///< a Derived, to be deleted by the caller
Counted& shared();                   ///< the library's own
const Counted* shared_pointer();     ///< the same object
Counted by_value(int value);         ///< a fresh copy
Counted* nothing();                  ///< null

// Arguments.
void consume(Counted* counted);             ///< deletes it
void borrow(const Counted& counted);        ///< looks only
int value_of(Counted counted);              ///< takes a copy
Counted* pass_through(Counted* counted);    ///< the same address back
Counted& chain(Counted& counted, int add);  ///< changes it and returns it

/// Keeps what it is given until it dies.
class Keeper {
public:
    Keeper() = default;
    Keeper(const Keeper&) = delete;
    Keeper& operator=(const Keeper&) = delete;
    ~Keeper() { delete m_kept; }

    void keep(Counted* counted) { m_kept = counted; }
    Counted* kept() const { return m_kept; }
    Counted* release();

private:
    Counted* m_kept = nullptr;
};

/// Its parts live as long as the whole.
class Whole {
public:
    Counted& part() { return m_part; }
    Counted* part_pointer() { return &m_part; }
    Counted m_part = Counted(71);
};
Whole make_whole();

/// Neither copied nor moved.
class Unique {
public:
    Unique() = default;
    Unique(const Unique&) = delete;
    int value = 5;
};
Unique& the_unique();

/// Destroyed by its friends only.
class Indestructible {
public:
    static Indestructible* get();
    int value = 6;

private:
    Indestructible() = default;
    ~Indestructible() = default;
};

// Smart pointers.
std::shared_ptr<Counted> make_shared(int value);
std::unique_ptr<Counted> make_unique(int value);
long use_count(const std::shared_ptr<Counted>& pointer);

}  // namespace ownership

#endif
