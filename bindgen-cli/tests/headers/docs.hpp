// Documentation comments in every style.
#pragma once

/// \brief One line.
void one_line();

/**
 * Several paragraphs.
 *
 * The second, with @p a and \c code.
 *
 * @param[in] a the first
 * @param b   the second
 * @return their sum
 * @throws nothing
 */
int paragraphs(int a, int b);

/*! Qt style. */
enum Style {
    Plain, ///< Behind it.
    Fancy  /**< Also behind. */
};

//! Exclamation.
struct Documented {
    int member; ///< A member.
    // Not documentation.
    int other;
    /// A method.
    /// \note Two lines.
    void method();
};

/**
  Indented without stars.
    Further in.
*/
extern int variable;
