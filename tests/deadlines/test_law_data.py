"""The shipped rules of law: no row of the catalogue forgotten, no gap in time, the values lawyers look for."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import pairwise

import pytest

from coordination.deadlines.choices import RuleKind, Verification
from coordination.deadlines.lawfile import read

BOOK = read()

# Every row of the catalogue of law, by group.
ROWS = {
    "SES": "01 02 03a 03b 04 05 06 07 08 09 10 11 12 13 14 15 16 17a 17b 17c 17d",
    "QST": "01 02 03 04 05 06 07",
    "DR": "01 02 03 04a 04b 04c 05a 05b 06 07a 07b 07c 08 09 09b 10 11 12 13a 13b 14 20 21 22 23 24 30 30b 31 32 33 34 "
    "35 36",
    "VC": "01 02 03 04 05 06 07 08 09 10 11 12 13 14 15",
    "OV": "01 02 03 04 05 06 07 10 11 12 13 14 15 16 17 18 19 20 21 30 31 32 33",
    "CV": "01 02 03 04 05 06 07 08",
    "MT": "01 02 03 04 05 06 07 08 09 10",
    "KN": "01 02a 02b 03 04 05 06 07 08 09 10 11 12 13 14 15",
    "TC": "01 02 03 04 05 06 07 08 09 10 11 12 13",
    "RC": "01 02 03a 03b 04 05 06 07 08 09 10 11 12 13 14 15 16",
    "TM": "01 02 03 04 05 06 07 08",
}

# Rows whose value ended without a known successor: an unverified one keeps it from the next day on.
KEPT = {
    "SES-06": ("2025-03-01", 20),
    "SES-07": ("2025-03-01", 7),
    "SES-16": ("2025-03-01", 10),
    "QST-02": ("2026-03-01", 20),
    "QST-03": ("2026-03-01", 10),
    "DR-09": ("2025-04-01", 15),
    "DR-10": ("2025-04-01", 10),
    "DR-11": ("2025-04-01", 7),
    "DR-24": ("2025-04-01", 20),
    "OV-02": ("2026-03-01", 10),
    "OV-03": ("2026-03-01", 1),
    "OV-04": ("2026-03-01", 5),
    "OV-05": ("2026-03-01", 15),
    "OV-07": ("2026-03-01", 1),
    "OV-10": ("2026-03-01", 15),
    "OV-11": ("2026-03-01", 10),
    "OV-13": ("2026-03-01", 15),
    "OV-14": ("2026-03-01", 10),
    "OV-15": ("2026-03-01", 7),
    "OV-17": ("2026-03-01", 30),
    "OV-20": ("2026-03-01", 10),
}

# key: (value, unit, side, sense, verification)
DAYS, WORKING = "calendar_day", "working_day"
SAID = {
    "SES-05/2025-06-16": (45, DAYS, "after", "at_most", "secondary"),
    "SES-06/2016-01-01": (20, DAYS, "before", "at_most", "unverified"),
    "SES-09/2016-01-01": (5, DAYS, "before", "at_most", "unverified"),
    "SES-09/2025-03-01": (5, WORKING, "before", "at_most", "unverified"),
    "SES-17/2016-07-01": (3, DAYS, "after", "at_most", "secondary"),
    "SES-17/publish/2016-07-01": (7, DAYS, "after", "at_most", "secondary"),
    "DR-04/2016-07-01": (30, DAYS, "after", "at_least", "unverified"),
    "DR-04/2025-04-01": (20, DAYS, "after", "at_least", "unverified"),
    "DR-06/2016-01-01": (15, DAYS, "before", "at_most", "verified"),
    "DR-07/2016-07-01": (10, DAYS, "after", "at_most", "unverified"),
    "DR-07/2021-01-01": (15, DAYS, "after", "at_most", "secondary"),
    "DR-13/province/2016-07-01": (10, DAYS, "after", "at_least", "unverified"),
    "DR-13/commune/2016-07-01": (7, DAYS, "after", "at_least", "unverified"),
    "DR-13/2025-04-01": (10, DAYS, "after", "at_least", "secondary"),
    "DR-22/2025-07-01": (7, DAYS, "after", "at_most", "secondary"),
    "DR-22/complex/2025-07-01": (15, DAYS, "after", "at_most", "secondary"),
    "DR-34/commune/2023-07-01": (30, DAYS, "after", "at_least", "verified"),
    "VC-05/2025-02-20": (5, WORKING, "after", "at_most", "secondary"),
    "VC-11/complex/2017-01-01": (50, DAYS, "after", "at_most", "secondary"),
    "VC-12/2025-02-20": (30, DAYS, "after", "at_most", "unverified"),
    "OV-10/2016-07-01": (15, DAYS, "after", "at_most", "verified"),
    "OV-11/2016-07-01": (10, DAYS, "before", "at_most", "verified"),
    "OV-18/to_standing/2016-07-01": (7, DAYS, "after", "at_most", "verified"),
    "OV-18/to_board/2026-03-01": (10, DAYS, "after", "at_most", "unverified"),
    "OV-19/notice/2016-07-01": (7, DAYS, "before", "at_most", "verified"),
    "OV-30/complex/2026-03-01": (30, DAYS, "after", "at_most", "secondary"),
    "MT-02/2017-06-15": (15, DAYS, "before", "at_most", "verified"),
    "MT-05/2016-01-01": (1, "half_year", "after", "at_least", "verified"),
    "KN-02/2012-07-01": (10, DAYS, "after", "at_most", "verified"),
    "KN-02/2026-07-01": (7, WORKING, "after", "at_most", "verified"),
    "KN-03/2012-07-01": (30, DAYS, "after", "at_most", "verified"),
    "KN-03/complex/2012-07-01": (45, DAYS, "after", "at_most", "verified"),
    "KN-03/remote/2012-07-01": (45, DAYS, "after", "at_most", "verified"),
    "KN-03/complex,remote/2012-07-01": (60, DAYS, "after", "at_most", "verified"),
    "KN-06/2012-07-01": (45, DAYS, "after", "at_most", "verified"),
    "KN-06/complex/2012-07-01": (60, DAYS, "after", "at_most", "verified"),
    "KN-06/remote/2012-07-01": (60, DAYS, "after", "at_most", "verified"),
    "KN-06/complex,remote/2012-07-01": (70, DAYS, "after", "at_most", "verified"),
    "TC-01/several_places/2019-01-01": (10, WORKING, "after", "at_most", "verified"),
    "TC-05/2019-01-01": (30, DAYS, "after", "at_most", "verified"),
    "RC-01/province/2014-07-01": (1, "month", "after", "at_least", "secondary"),
    "RC-02/district/2014-07-01": (2, "month", "after", "at_least", "secondary"),
    "RC-03/commune/2014-07-01": (1, "week", "after", "at_least", "verified"),
    "RC-03/commune/2026-07-01": (2, "month", "after", "at_least", "secondary"),
    "RC-06/notice/2014-07-01": (10, WORKING, "before", "at_most", "verified"),
    "RC-08/2014-07-01": (10, WORKING, "after", "at_most", "verified"),
    "RC-12/test/2026-07-01": (1, WORKING, "before", "at_most", "verified"),
    "RC-14/2026-07-01": (45, DAYS, "after", "at_most", "verified"),
}


def test_every_row_of_the_catalogue_is_mapped():
    rows = {f"{group}-{number}" for group, numbers in ROWS.items() for number in numbers.split()}

    assert len(rows) == 172
    assert set(BOOK.mapping) == rows


def test_what_became_of_the_rows():
    fates = Counter("versions" if isinstance(fate, list) else next(iter(fate)) for fate in BOOK.mapping.values())

    assert fates == {"versions": 95, "none": 72, "local_example": 3, "transition": 2}
    assert (len(BOOK.rules), len(BOOK.versions), len(BOOK.transitions)) == (86, 163, 9)


def test_every_version_comes_from_a_row_and_every_named_one_exists():
    named = {key for fate in BOOK.mapping.values() if isinstance(fate, list) for key in fate}

    assert named == set(BOOK.versions)


def test_letters_of_rows_are_versions_of_one_rule():
    assert BOOK.mapping["KN-02a"] == ["KN-02/2012-07-01"]
    assert BOOK.mapping["KN-02b"] == ["KN-02/2026-07-01"]
    assert BOOK.mapping["SES-17b"] == ["SES-17/publish/2016-07-01", "SES-17/publish/2025-04-01"]
    assert not [code for code in BOOK.rules if code[-1].isalpha()]


@pytest.mark.parametrize("key", SAID)
def test_values(key):
    version = BOOK.versions[key]

    said = tuple(version[name] for name in ("value", "unit", "direction", "sense", "verification"))
    assert said == SAID[key]


@pytest.mark.parametrize("code", KEPT)
def test_a_value_whose_successor_is_unknown_is_kept_unverified(code):
    begins, value = KEPT[code]

    before, after = [row for row in BOOK.versions.values() if row["rule"] == code and not row["variant"]]
    assert after["effective_from"] == before["effective_to"] + timedelta(days=1) == date.fromisoformat(begins)
    assert after["verification"] == Verification.UNVERIFIED
    assert after["effective_to"] is None
    same = ("value", "unit", "direction", "sense", "anchor", "kind")
    assert [after[name] for name in same] == [before[name] for name in same]
    assert after["value"] == value


def test_only_what_ended_with_its_level_or_became_common_has_no_version_today():
    ended = [key for key, rows in _cases().items() if rows[-1]["effective_to"] is not None]

    assert sorted(ended) == [
        ("DR-13", "commune", ""),
        ("DR-13", "district", ""),
        ("DR-13", "province", ""),
        ("RC-02", "district", ""),
    ]


def test_versions_of_a_case_follow_each_other_without_gap_or_overlap():
    for rows in _cases().values():
        for one, two in pairwise(rows):
            assert two["effective_from"] == one["effective_to"] + timedelta(days=1)


def test_fixed_dates():
    fixed = {
        key: (row["day"], row["month"], row["year_offset"], row["year"])
        for key, row in BOOK.versions.items()
        if row["kind"] == RuleKind.FIXED_DATE
    }

    assert fixed == {
        "DR-32/2025-07-01": (28, 2, 0, 2027),
        "OV-01/2016-07-01": (1, 3, -1, None),
        "OV-01/2026-03-01": (1, 3, -1, None),
        "OV-06/2016-07-01": (31, 12, -1, None),
        "OV-06/2026-03-01": (31, 12, -1, None),
        "CV-04/2014-01-01": (31, 12, 0, None),
        "CV-04/2023-07-01": (31, 12, 0, None),
        "MT-01/2017-06-15": (31, 12, -1, None),
    }


def test_majorities():
    shares = {
        key: (row["value"], row["denominator"], row["is_strict"], row["anchor"], row["verification"])
        for key, row in BOOK.versions.items()
        if row["kind"] == RuleKind.THRESHOLD
    }

    half, delegates = (1, 2, True), "tổng số đại biểu HĐND"
    standing = "tổng số thành viên Thường trực HĐND"
    assert shares == {
        "SES-14/2016-01-01": (*half, delegates, "unverified"),
        "SES-14/2025-03-01": (*half, delegates, "unverified"),
        "SES-14/2025-06-16": (*half, delegates, "unverified"),
        "SES-14/removal/2016-01-01": (2, 3, False, delegates, "unverified"),
        "SES-14/removal/2025-03-01": (2, 3, False, delegates, "unverified"),
        "SES-14/removal/2025-06-16": (2, 3, False, delegates, "unverified"),
        "DR-12/2016-07-01": (*half, delegates, "unverified"),
        "DR-12/2025-04-01": (*half, delegates, "unverified"),
        "OV-20/conclusion/2016-07-01": (*half, standing, "verified"),
        "OV-20/conclusion/2026-03-01": (*half, standing, "unverified"),
    }
    assert {row["unit"] for row in BOOK.versions.values() if row["kind"] == RuleKind.THRESHOLD} == {""}


def test_waits_are_the_only_durations_that_say_at_least():
    waits = {
        row["rule"] for row in BOOK.versions.values() if row["kind"] == RuleKind.DURATION and row["sense"] == "at_least"
    }

    assert waits == {"DR-04", "DR-13", "DR-34"}


def test_settlement_of_a_denunciation_may_be_extended_twice():
    version = BOOK.versions["TC-05/2019-01-01"]

    assert (version["extension_limit"], version["extension_value"]) == (2, 30)
    assert sum(1 for row in BOOK.versions.values() if row["extension_limit"]) == 1


def test_transitions():
    assert {code for code, _rule in BOOK.transitions} == {"KN-14", "TC-13"}
    assert {fields["on"] for fields in BOOK.transitions.values()} == {date(2026, 7, 1)}
    assert ("KN-14", "KN-11") in BOOK.transitions
    assert ("TC-13", "TC-05") in BOOK.transitions


def test_practices_of_single_places_are_no_common_rules():
    assert [row for row, fate in BOOK.mapping.items() if "local_example" in fate] == ["VC-10", "VC-15", "RC-16"]
    assert not {"VC-10", "VC-15", "RC-16"} & set(BOOK.rules)


def test_every_unverified_successor_says_why():
    silent = [
        key
        for key, row in BOOK.versions.items()
        if row["verification"] == Verification.UNVERIFIED and row["effective_to"] is None and not row["note"]
    ]

    assert silent == []


def _cases():
    """Versions by rule, level and variant, in the order of time."""
    cases = defaultdict(list)
    for row in BOOK.versions.values():
        cases[row["rule"], row["level"], row["variant"]].append(row)
    return {case: sorted(rows, key=lambda row: row["effective_from"]) for case, rows in cases.items()}
