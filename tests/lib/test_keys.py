"""A key in an address: digits alone, as many as a database holds."""

import pytest

from coordination.lib.keys import key_of


@pytest.mark.parametrize(
    ("value", "key"),
    [
        ("12", 12),
        (12, 12),
        ("007", 7),
        ("0", 0),
        ("9" * 18, 10**18 - 1),
        ("9" * 19, None),
        ("9" * 5000, None),
        ("", None),
        (None, None),
        (True, None),
        (" 12", None),
        ("-1", None),
        ("+1", None),
        ("1_0", None),
        ("1.0", None),
        ("²", None),
        ("١٢", None),
        ("12'", None),
    ],
)
def test_key_of(value, key):
    assert key_of(value) == key
