"""What C++ makes of an argument, and what that refers to, live until the call has ended."""

import gc

import pytest

import cppyy_rs


@pytest.fixture(scope="module")
def temporaries(dictionary):
    dictionary("temporaries")
    return cppyy_rs.gbl.temporaries


# Too long for the place that a std::string has in itself, where what was there might be found by luck.
LONG = "a text of more characters than a string holds in place, number %d"


def test_a_view_of_a_text_is_good_as_long_as_the_call(temporaries):
    for number in range(100):
        text = LONG % number
        assert temporaries.text(text) == text
        assert temporaries.copied(text) == text


def test_so_are_those_of_a_containers_elements(temporaries):
    texts = [LONG % number for number in range(10)]
    assert temporaries.joined(texts) == "".join(texts)


def test_what_a_temporary_alone_owns_lives_as_long_as_the_result_that_is_a_part_of_it(temporaries):
    text = temporaries.held(LONG % 1)
    other = temporaries.held(LONG % 2)
    assert temporaries.Text.alive == 2
    assert (text.text, other.text) == (LONG % 1, LONG % 2)
    del text, other
    gc.collect()
    assert temporaries.Text.alive == 0
