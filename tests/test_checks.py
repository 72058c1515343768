"""What may come in at a door, and in which words the rest is refused."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.checks import check_kind, check_number, check_whole, check_word, is_number

NO_NUMBERS = [True, False, np.True_, "1", None, [1], (), {}, 1j, np.array(1.0), np.ones(2), object]
NOT_FINITE = [float("nan"), float("inf"), -float("inf"), np.float32("nan")]
HUGE = [10**30, -(10**30), 10**400, 1e300]


@pytest.mark.parametrize("wrong", [*NO_NUMBERS, *NOT_FINITE, *HUGE], ids=repr)
@pytest.mark.parametrize("check", [check_number, check_whole])
def test_what_is_no_number_of_the_range_is_refused_with_a_value_error(check, wrong):
    """And never with a TypeError or an OverflowError."""
    with pytest.raises(ValueError, match=r"^x is .*; it must "):
        check("x", wrong, 0, 24)


@pytest.mark.parametrize("wrong", [*NO_NUMBERS, *NOT_FINITE], ids=repr)
def test_no_number_is_none_without_a_limit_either(wrong):
    assert not is_number(wrong)
    with pytest.raises(ValueError, match="it must be at least 0"):
        check_number("x", wrong, 0)


@pytest.mark.parametrize("kind", [int, float, np.int8, np.uint64, np.float32, np.float64, Fraction])
def test_numbers_of_every_make_are_numbers(kind):
    assert check_number("x", kind(3), 0, 3) == 3
    whole = check_whole("x", kind(3), 0, 3)
    assert (whole, type(whole)) == (3, int)


@pytest.mark.parametrize("number", [2.5, np.float32(0.1), Fraction(1, 3)])
def test_a_broken_number_is_not_whole(number):
    with pytest.raises(ValueError, match=r"^x is .*; it must be a whole number 0 to 24$"):
        check_whole("x", number, 0, 24)


@given(number=st.floats(0, 1))
def test_a_number_comes_back_as_it_was(number):
    assert check_number("x", number, 0, 1) is number


def test_the_limits_belong_to_the_range():
    assert [check_whole("x", n, 1, 24) for n in (1, 24)] == [1, 24]
    for outside in (0, 25):
        with pytest.raises(ValueError, match="it must be a whole number 1 to 24"):
            check_whole("x", outside, 1, 24)


def test_a_thing_of_another_kind_is_refused_by_name():
    check_kind("skin", "a word", str)
    with pytest.raises(ValueError, match=r"^skin is \{\}; it must be a str$"):
        check_kind("skin", {}, str)


@pytest.mark.parametrize("wrong", [["depth"], None, 3, "", "DEPTH", ("depth",)])
def test_a_word_must_be_one_of_those_known(wrong):
    with pytest.raises(ValueError, match=r"it must be one of \('depth', 'area'\)"):
        check_word("quantity", wrong, ("depth", "area"))


def test_a_misspelt_word_is_refused_with_the_nearest():
    with pytest.raises(ValueError, match=r"quantity is 'depht'; did you mean 'depth'\? it must"):
        check_word("quantity", "depht", ("depth", "area"))


def test_a_word_like_no_other_is_refused_without_a_guess():
    with pytest.raises(ValueError, match="quantity is 'colour'; it must be one of"):
        check_word("quantity", "colour", ("depth", "volume"))
