"""What a spreadsheet would reckon, what is not kept: one meaning for every file that leaves or comes in."""

import pytest

from coordination.lib.cells import is_reckoned, kept


@pytest.mark.parametrize(
    ("text", "reckoned"),
    [
        ("=1+1", True),
        ("+84 912", True),
        ("-5", True),
        ("@SUM(A1)", True),
        ("\t=1", True),
        ("\r=1", True),
        ("\n=1", True),
        ("   =1", True),
        (" \t=1", True),
        ("", False),
        ("   ", False),
        ("Đường 5 = đường 6", False),
        ("'=1", False),
        ("12-5", False),
    ],
)
def test_what_is_reckoned(text, reckoned):
    assert is_reckoned(text) is reckoned


def test_what_is_not_kept():
    controls = "".join(map(chr, (*range(0x20), 0x7F, 0xFFFE, 0xFFFF)))
    assert kept(f"Đ{controls}ường") == "Đ\t\n\rường"
    assert kept("a\x00b\x7fc", instead=" ") == "a b c"
