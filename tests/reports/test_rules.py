"""What a value looks like to scripts and to people. No database."""

from dataclasses import replace

import pytest

from coordination.lib.period import Period
from reports.catalogue import BY_KEY
from reports.choices import Provenance, Qualifier
from reports.rules import Value

LEVELS = BY_KEY["petitions.by_level"]
VALUE = Value(
    LEVELS,
    "an-binh",
    Period.from_year(2025),
    52,
    {"province": 30, "commune": 22, "vertical": 0},
    provenance=Provenance.RECORDS,
)
UNKNOWN = Value(LEVELS, "an-binh", Period(None, None, "2021-2026"))


def test_json_is_the_contract_of_scripts():
    assert VALUE.as_json() == {
        "key": "petitions.by_level",
        "label": "Kiến nghị theo cấp thẩm quyền",
        "unit": "kiến nghị",
        "value": 52,
        "parts": {"province": 30, "commune": 22, "vertical": 0},
        "scope": {"locality": "an-binh", "bodies": None},
        "qualifier": "exact",
        "provenance": "records",
        "definition": "Kiến nghị nhận trong kỳ, chia theo cấp có thẩm quyền giải quyết.",
        "from": "2025-01-01",
        "to": "2025-12-31",
    }


def test_json_of_an_unknown_value_has_null_for_the_value_and_for_unknown_days():
    row = UNKNOWN.as_json()
    assert (row["value"], row["from"], row["to"], row["provenance"]) == (None, None, None, "none")


def test_json_names_the_bodies_of_a_narrower_scope():
    assert replace(VALUE, bodies=("Các Ban",)).as_json()["scope"] == {"locality": "an-binh", "bodies": ["Các Ban"]}


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (VALUE, "52 kiến nghị"),
        (replace(VALUE, number=3150, qualifier=Qualifier.OVER), "hơn 3.150 kiến nghị"),
        (replace(VALUE, number=8.5), "8,5 kiến nghị"),
        (replace(VALUE, number=0), "0 kiến nghị"),
        (UNKNOWN, "chưa có số liệu"),
    ],
)
def test_a_value_in_words(value, words):
    assert value.words == words


def test_empty_parts_are_not_named_and_the_rest_is_called_unknown():
    assert VALUE.part_words == "cấp tỉnh 30, cấp xã 22"
    assert replace(VALUE, parts={"province": 30, "unknown": 2}).part_words == "cấp tỉnh 30, chưa rõ 2"


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({}, "đếm từ hồ sơ"),
        ({"reported": 50}, "đếm từ hồ sơ; nguồn nêu 50, lệch 2"),
        ({"reported": 52}, "đếm từ hồ sơ"),
        ({"provenance": Provenance.REPORTED, "source": "Báo cáo 1"}, "số mang vào, có nguồn: Báo cáo 1"),
    ],
)
def test_where_a_number_comes_from(more, words):
    assert replace(VALUE, **more).ground == words


def test_only_a_counted_number_differs_from_a_reported_one():
    assert replace(VALUE, provenance=Provenance.MIXED, reported=50).difference is None
