#include "documented.hpp"

#include <stdexcept>

namespace documented {

double rate = 1.5;

long Account::withdraw(long cents) {
    if (cents > m_balance) throw std::runtime_error("too little money");
    return m_balance -= cents;
}

double interest(long balance, Kind kind) { return static_cast<double>(balance) * (kind == Kind::Savings ? rate : 0.) / 100.; }

}  // namespace documented
