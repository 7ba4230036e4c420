"""Figures of the demonstration: a count is as long as the list behind it, and totals are the agreed ones."""

import json
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
import yaml
from django.core.management import call_command
from django.utils import timezone

from coordination.lib.period import Period
from coordination.operations.demo.book import read
from reports.catalogue import BY_KEY, FIGURES
from reports.choices import Provenance
from reports.queries import Ledger, of_part, records

pytestmark = pytest.mark.xdist_group("demo")

EXPECTED = yaml.safe_load(
    (Path(__file__).resolve().parents[2] / "data/demo-petitions-expected.yaml").read_text("utf-8")
)
AGREED = Period(EXPECTED["period"]["from"], EXPECTED["period"]["to"])
STANDING_AND_BOARDS = ["Thường trực Hội đồng nhân dân thị xã", "Các Ban Hội đồng nhân dân thị xã"]


def figures(*arguments) -> list[dict]:
    """What the command prints as JSON."""
    out = StringIO()
    call_command("figures", *arguments, "--format", "json", stdout=out)
    return json.loads(out.getvalue())


def by_scope(rows) -> dict:
    """(key, bodies) → (value, provenance)."""
    return {(row["key"], tuple(row["scope"]["bodies"] or ())): (row["value"], row["provenance"]) for row in rows}


# --- Counted -----------------------------------------------------------------------------------------------------


SUMMED = {"contact.voters": "attending", "sessions.minutes": "minutes"}
"""Figures that are sums over their rows, and the column that they add up; others ask each row by itself."""


def size(figure, rows) -> int:
    """What the rows of a sum come to, one after the other."""
    if figure.key in SUMMED:
        return sum(getattr(row, SUMMED[figure.key]) for row in rows)
    return sum(figure.total(rows.filter(pk=row.pk)) for row in rows)


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.key)
@pytest.mark.parametrize("end", [date(2026, 6, 30), None], ids=["half a year", "to this day"])
def test_a_counted_value_is_the_length_of_the_list_behind_it(demo, figure, end):
    place, period = demo.places["an-binh"], Period(date(2026, 1, 1), end or timezone.localdate())
    value = Ledger(place).value(figure, period)
    rows = records(figure, place, period)
    assert value.provenance == Provenance.RECORDS
    if figure.total:
        assert value.number == size(figure, rows)
    else:
        assert value.number == len(rows)
    assert not value.parts or sum(value.parts.values()) == value.number
    for part, number in value.parts.items():
        behind = of_part(figure, rows, part)
        assert number == (size(figure, behind) if figure.total else len(behind))


def test_the_made_up_province_is_alive(demo):
    """No figure since 2026 is nought."""
    ledger = Ledger(demo.places["an-binh"])
    period = Period(date(2026, 1, 1), timezone.localdate())
    assert [figure.key for figure in FIGURES if not ledger.value(figure, period).number] == []


@pytest.mark.parametrize("key", EXPECTED["figures"])
def test_the_sixty_petitions_give_the_agreed_totals(key):
    found = {row["key"]: row for row in figures("an-binh", "--from", "2025-01-01", "--to", "2026-07-15")}[key]
    expected = EXPECTED["figures"][key]
    if isinstance(expected, dict):
        assert {part: found["parts"][part] for part in expected} == expected
        assert sum(found["parts"].values()) == found["value"] == 60
    else:
        assert found["value"] == expected


def test_overdue_petitions_are_the_agreed_ones(demo):
    rows = records(BY_KEY["petitions.overdue"], demo.places["an-binh"], AGREED)
    content = {row["code"]: row["id"] for row in read("an-binh-petitions")["petitions"]}
    assert sorted(content[row.code] for row in rows) == EXPECTED["also"]["overdue"]


# --- Brought in --------------------------------------------------------------------------------------------------


def test_the_town_in_2022():
    rows = figures("thi-xa", "--year", "2022")
    found = by_scope(rows)
    scope = tuple(STANDING_AND_BOARDS)
    assert found["petitions.total", ()] == (76, "reported")
    assert found["petitions.resolved", ()] == (None, "none")
    assert (found["oversight.topics", ()], found["oversight.targets", ()]) == ((None, "none"), (None, "none"))
    assert found["oversight.topics", scope] == (12, "reported")
    assert found["oversight.targets", scope] == (26, "reported")
    (targets,) = [row for row in rows if row["key"] == "oversight.targets" and row["scope"]["bodies"]]
    assert targets["parts"] == {"commune": 14, "association": 2, "department": 4, "school": 6}
    assert {row["value"] for row in rows} == {None, 76, 12, 26}


def test_the_town_in_five_months_of_2023():
    rows = figures("thi-xa", "--from", "2023-01-01", "--to", "2023-05-31")
    assert {row["key"]: row["value"] for row in rows if row["value"] is not None} == {"petitions.total": 17}


def test_numbers_to_a_day_left_open_stand_in_no_period(demo):
    rows = figures("thi-xa", "--term", "2021-2026")
    assert {row["value"] for row in rows} == {None}


def test_the_boards_of_bac_kan_keep_their_numbers():
    found = by_scope(figures("bac-kan", "--term", "2021-2026", "--to", "2022-11-17"))
    boards = ("Các Ban Hội đồng nhân dân tỉnh Bắc Kạn",)
    assert found["oversight.missions", ()] == (None, "none")
    assert found["oversight.missions", boards] == (18, "reported")
    assert found["oversight.surveys", boards] == (8, "reported")
    assert found["resolutions.adopted", ()] == (144, "reported")


def test_nam_dinh_has_two_numbers():
    rows = figures("nam-dinh", "--term", "2021-2026", "--to", "2024-03-22")
    assert {row["key"]: row["value"] for row in rows if row["value"] is not None} == {
        "sessions.held": 16,
        "resolutions.adopted": 409,
    }
    assert {(row["from"], row["to"]) for row in rows} == {(None, "2024-03-22")}


# --- The command -------------------------------------------------------------------------------------------------


def test_every_row_keeps_the_contract():
    rows = figures("an-binh", "--year", "2026")
    assert [row["key"] for row in rows] == list(BY_KEY)
    keys = {"key", "label", "unit", "value", "parts", "scope", "qualifier", "provenance", "definition", "from", "to"}
    assert {frozenset(row) for row in rows} == {frozenset(keys)}


def test_with_communes_each_commune_follows_with_its_own_figures(demo):
    places = [row["scope"]["locality"] for row in figures("an-binh", "--year", "2026", "--with-communes")]
    assert list(dict.fromkeys(places)) == ["an-binh", "an-thuong", "binh-khe", "cam-tan", "dong-tam", "hung-lac"]
    assert len(places) == 6 * len(FIGURES)


def test_the_table_says_it_in_words():
    out = StringIO()
    call_command("figures", "bac-kan", "--term", "2021-2026", "--to", "2022-11-17", stdout=out)
    lines = [" ".join(line.split()) for line in out.getvalue().splitlines()]
    article = "Các Ban HĐND tỉnh tích cực, chủ động trong công tác phối hợp để nâng cao chất lượng hoạt động"
    assert f"bac-kan resolutions.adopted 144 nghị quyết · số mang vào, có nguồn: {article}" in lines
    assert "bac-kan petitions.total chưa có số liệu" in lines
