"""The leader's cards: a number, what it is out of, and the same stretch a year before."""

from datetime import date

import pytest

from coordination.lib.period import Period
from reports.cards import CARDS, before, cards_of
from reports.queries import Ledger
from tests.people.factories import LocalityFactory
from tests.reports.factories import TODAY, CoverageFactory, ReportedFigureFactory
from tests.voters.factories import PetitionFactory

D = date
HALF = Period(D(2026, 1, 1), D(2026, 6, 30))


@pytest.fixture
def place(db):
    return LocalityFactory()


def card(place, label, period=HALF):
    return next(card for card in cards_of(Ledger(place, TODAY), period) if card.label == label)


def petitions(place, *days, **fields):
    for day in days:
        PetitionFactory(locality=place, received_on=day, **fields)


def test_eight_cards_in_their_order(place):
    assert [card.label for card in cards_of(Ledger(place, TODAY), HALF)] == [label for _key, label, _whole in CARDS]
    assert len(CARDS) == 8


@pytest.mark.parametrize(
    ("period", "earlier"),
    [
        (HALF, Period(D(2025, 1, 1), D(2025, 6, 30))),
        (Period(D(2024, 2, 29), D(2024, 12, 31)), Period(D(2023, 2, 28), D(2023, 12, 31))),
        (Period(D(2024, 1, 1), D(2025, 12, 31)), None),
        (Period(None, D(2025, 12, 31), "2021-2026"), None),
    ],
)
def test_the_stretch_compared_with(period, earlier):
    assert before(period) == earlier


def test_a_card_says_the_number_the_whole_and_the_change(place):
    CoverageFactory(locality=place, valid_from=D(2024, 1, 1))
    petitions(place, D(2025, 2, 1), due_on=D(2025, 3, 1))
    petitions(place, D(2026, 2, 1), D(2026, 3, 1), due_on=D(2026, 4, 1))
    found = card(place, "Kiến nghị quá hạn")
    assert (found.value, found.out_of, found.change, found.better, found.compared, found.late) == (
        "2",
        2,
        "tăng 1",
        False,
        "cùng kỳ 1",
        True,
    )
    assert found.url == "/bao-cao/so-lieu/petitions.overdue/?tu=01/01/2026&den=30/06/2026"


def test_no_change_is_not_called_one(place):
    CoverageFactory(locality=place, valid_from=D(2024, 1, 1))
    found = card(place, "Kiến nghị quá hạn")
    assert (found.value, found.change, found.better, found.compared, found.late) == ("0", "", None, "cùng kỳ 0", False)


def test_without_an_earlier_number_the_share_is_said(place):
    CoverageFactory(locality=place, valid_from=D(2026, 1, 1))
    petitions(place, D(2026, 2, 1), answered_on=D(2026, 3, 1), result="planned", status="answered")
    petitions(place, D(2026, 2, 1))
    found = card(place, "Kiến nghị đã trả lời")
    assert (found.value, found.out_of, found.compared) == ("1", 2, "đạt 50\u00a0%")


def test_a_number_brought_in_is_marked(place):
    ReportedFigureFactory(locality=place, key="resolutions.adopted", start=HALF.start, end=HALF.end, value=1144)
    found = card(place, "Nghị quyết thông qua")
    assert (found.value, found.kind) == ("1.144", "brought")


def test_an_unknown_number_hints_at_the_nearest_or_at_examples(place):
    petitions(place, D(2026, 2, 1), due_on=D(2026, 3, 1))
    ReportedFigureFactory(locality=place, key="resolutions.adopted", unit="nghị quyết")
    assert (card(place, "Kiến nghị quá hạn").value, card(place, "Kiến nghị quá hạn").compared) == (
        "",
        "1 hồ sơ dẫn chứng",
    )
    assert card(place, "Nghị quyết thông qua").compared == "số gần nhất: 76 nghị quyết, năm 2022"
