// Doxygen comments in all their styles: they become docstrings and the .pyi's.
#ifndef TESTLIBS_DOCUMENTED_HPP
#define TESTLIBS_DOCUMENTED_HPP

#include <string>

/// Everything here has a comment.
namespace documented {

/**
 * A bank account.
 *
 * Holds a balance in cents, and never lets it
 * fall below zero.
 */
class Account {
public:
    /// Opens an account.
    /// @param owner    who it belongs to
    /// @param balance  the first deposit, in cents
    explicit Account(const std::string& owner, long balance = 0) : owner(owner), m_balance(balance) {}

    /*!
     * \brief Takes money out.
     * \param cents how much
     * \return the balance left
     * \throw std::runtime_error where there is too little
     */
    long withdraw(long cents);

    //! The balance in cents.
    long balance() const { return m_balance; }

    /// Puts money in, in cents.
    void deposit(long cents) { m_balance += cents; }
    /// Puts money in, in units and cents.
    void deposit(long units, long cents) { m_balance += 100 * units + cents; }

    std::string owner;  ///< Who it belongs to.

    // An ordinary comment: no documentation.
    int plain() const { return 0; }

private:
    long m_balance;
};

/// Kinds of accounts.
enum class Kind {
    Current,  ///< For every day.
    Savings   ///< For the future.
};

/** The rate of interest, in percent. */
extern double rate;

/// Interest on a balance.
/// @param balance in cents
/// @param kind    which rate to use
double interest(long balance, Kind kind = Kind::Savings);

}  // namespace documented

#endif
