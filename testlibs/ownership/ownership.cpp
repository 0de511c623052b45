#include "ownership.hpp"

namespace ownership {

int Counted::alive = 0;
int Counted::copies = 0;
int Counted::moves = 0;

Counted* create(int value) { return new Counted(value); }
Counted* create_derived(int value) { return new Derived(value); }

Counted& shared() {
    static Counted counted(100);
    return counted;
}

const Counted* shared_pointer() { return &shared(); }
Counted by_value(int value) { return Counted(value); }
Counted* nothing() { return nullptr; }

void consume(Counted* counted) { delete counted; }
void borrow(const Counted&) {}
int value_of(Counted counted) { return counted.value; }
Counted* pass_through(Counted* counted) { return counted; }

Counted& chain(Counted& counted, int add) {
    counted.value += add;
    return counted;
}

Counted* Keeper::release() {
    Counted* kept = m_kept;
    m_kept = nullptr;
    return kept;
}

Whole make_whole() { return Whole(); }

Unique& the_unique() {
    static Unique unique;
    return unique;
}

Indestructible* Indestructible::get() {
    static Indestructible* only = new Indestructible;
    return only;
}

std::shared_ptr<Counted> make_shared(int value) { return std::make_shared<Counted>(value); }
std::unique_ptr<Counted> make_unique(int value) { return std::make_unique<Counted>(value); }
long use_count(const std::shared_ptr<Counted>& pointer) { return pointer.use_count(); }

}  // namespace ownership
