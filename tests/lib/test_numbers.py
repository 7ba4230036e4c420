"""Numbers as officials write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.lib.numbers import percent, ratio, share, vi


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (409, "409"),
        (1234567, "1.234.567"),
        (1234.5, "1.234,5"),
        (8.8, "8,8"),
        (8.0, "8"),
        (1e6, "1.000.000"),
        (100, "100"),
        (-0.0, "0"),
        (-1234.5, "-1.234,5"),
        (Decimal("1.60"), "1,6"),
    ],
)
def test_vi(number, text):
    assert vi(number) == text


@pytest.mark.parametrize(
    ("number", "places", "text"), [(2.5, 0, "3"), (8.8, 2, "8,80"), (-0.04, 1, "0,0"), (1999.999, 2, "2.000,00")]
)
def test_vi_with_fixed_places_rounds_half_up(number, places, text):
    assert vi(number, places) == text


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_vi_refuses_what_is_no_number(number):
    with pytest.raises(ValueError, match="hữu hạn"):
        vi(number)


def test_percent_has_a_no_break_space_and_no_idle_zero():
    assert percent(31.46) == "31,5\u00a0%"
    assert percent(60.0) == "60\u00a0%"


def test_share():
    assert share(197, 204) == "96,6\u00a0%"
    assert share(1, 3, places=2) == "33,33\u00a0%"
    assert share(0, 0) == ""


def test_ratio():
    assert ratio(197, 204) == "197/204"
    assert ratio(1402, 20000) == "1.402/20.000"


@given(st.integers())
def test_every_whole_number_can_be_read_back(number):
    assert int(vi(number).replace(".", "")) == number


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=3))
def test_every_decimal_can_be_read_back(number):
    assert Decimal(vi(number).replace(".", "").replace(",", ".")) == number
