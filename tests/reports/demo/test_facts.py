"""Every fact of the five articles is held somewhere; its words stand in the review of its locality, in no other."""

from functools import cache
from pathlib import Path

import pytest
import yaml
from django.apps import apps

from reports.catalogue import FIGURES
from reports.printing import conference_lines
from reports.queries import Ledger
from tests.reports.demo.conftest import digit_runs, folded

pytestmark = pytest.mark.xdist_group("demo")

DATA = Path(__file__).resolve().parents[2] / "data"
# How a row of each model leads to the locality that keeps it; the others have it themselves.
PATHS = {"people.Appointment": "person__locality"}
PAGE_VIEWS = {"465", "1402", "92"}


@cache
def facts() -> list[dict]:
    return yaml.safe_load((DATA / "seed-facts.yaml").read_text(encoding="utf-8"))["facts"]


def holdings(fact) -> list[dict]:
    return fact["held"] if isinstance(fact["held"], list) else [fact["held"]]


def test_there_are_156_facts():
    assert len({fact["id"] for fact in facts()}) == 156


@pytest.mark.parametrize("fact", facts(), ids=lambda fact: fact["id"])
def test_where_each_fact_is_held(demo, stored, fact):
    place = demo.places[fact["locality"]]
    review, content = stored[fact["locality"]]
    for held in holdings(fact):
        if "model" in held:
            path = PATHS.get(held["model"], "locality")
            rows = apps.get_model(held["model"])._base_manager.filter(**{path: place}, **held["where"])
            assert rows.count() == 1, held
        elif "review_section" in held:
            assert lines_that_hold(review, content, held) != [], held
        else:
            assert held["ignored"].endswith("."), held


def lines_that_hold(review, content, held) -> list:
    """What holds these words: the section, a line of the conference, or rows of the fact's party, field and year."""
    key, text = held["review_section"], held["text"]
    if key == "conference":
        return [line for line in conference_lines(review.conference) if text in line]
    if key == "limitations":
        rows = [row for row in content.limitations if text in folded(row.text)]
        return [row for row in rows if all(told(row, name) == held[name] for name in held if name in LIMITATION)]
    if key == "directions":
        rows = [row for row in content.directions if text in folded(row.text)]
        return [row for row in rows if row.year == held.get("year", row.year)]
    return [row for row in content.sections if row.key == key and text in folded(row.text)]


LIMITATION = ("party", "responsible", "field")


def told(row, name: str):
    """A limitation's party or body by its code, its field as it is."""
    value = getattr(row, name)
    return value.code if hasattr(value, "code") else value


@pytest.mark.pdf
@pytest.mark.parametrize("fact", [fact for fact in facts() if fact["phrases"]], ids=lambda fact: fact["id"])
def test_words_of_the_article_stand_in_its_own_review_alone(texts, fact):
    for phrase in fact["phrases"]:
        where = {slug for slug, text in texts.items() if phrase.casefold() in text.casefold()}
        assert where == {fact["locality"]}, phrase


@pytest.mark.pdf
def test_page_views_stand_in_no_review(texts):
    absent = {run for fact in facts() for run in fact.get("absent", ())} | PAGE_VIEWS
    assert {slug: digit_runs(text) & absent for slug, text in texts.items()} == {slug: set() for slug in texts}


@pytest.mark.pdf
def test_bac_giang_shows_only_digits_that_are_accounted_for(texts):
    listed = yaml.safe_load((DATA / "bac-giang-digits.yaml").read_text(encoding="utf-8"))["allowed_digits"]
    assert digit_runs(texts["bac-giang"]) - {row["run"] for row in listed} == set()


def test_bac_giang_has_no_figure_at_all(demo, stored):
    ledger = Ledger(demo.places["bac-giang"])
    period = stored["bac-giang"][0].period
    values = [value for figure in FIGURES for value in ledger.values(figure, period)]
    assert [value.number for value in values] == [None] * len(FIGURES)


def test_the_town_without_a_name_keeps_none(demo):
    assert demo.places["thi-xa"].name == "Thị xã (bài không nêu tên)"


def test_the_five_are_ended_and_the_lively_one_is_not(demo):
    assert {slug: place.is_ended for slug, place in demo.places.items()} == dict.fromkeys(demo.real, True) | {
        demo.lively: False
    }
