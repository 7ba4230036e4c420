"""Found without accents, only by those who may see it."""

import pytest

from coordination.search.queries import everywhere, matching
from sessions.models import Resolution
from tests.sessions.factories import (
    AgendaItemFactory,
    CouncilSessionFactory,
    DraftResolutionFactory,
    QuestionFactory,
    ResolutionFactory,
)


@pytest.fixture
def records(cast):
    place = {"locality": cast.locality}
    session = CouncilSessionFactory(**place, number="12", part="mid_year")
    return {
        "ky hop thu 12": session,
        "bao hiem y te": AgendaItemFactory(**place, title="Mức hỗ trợ bảo hiểm y tế", preparing_body=cast.department),
        "cau qua suoi": QuestionFactory(**place, text="Bao giờ xong cầu qua suối", addressee=cast.department),
        "rung go lon": DraftResolutionFactory(**place, title="Hỗ trợ trồng rừng gỗ lớn"),
        '"7/NQ-HĐND"': ResolutionFactory(**place, number="7", title="Bảng giá đất"),
    }


def found_by(user, words) -> list:
    """What of this room is found; obligations about it are found as well."""
    targets = [entry.target for entry in everywhere(user, words)]
    return [target for target in targets if target._meta.app_label == "council_sessions"]


def test_each_is_found_by_its_words(cast, records):
    found = {words: found_by(cast.lan, words) for words in records}
    assert found == {words: [record] for words, record in records.items()}


def test_a_stranger_finds_nothing_and_a_department_its_own(cast, records):
    assert [list(everywhere(cast.stranger, words)) for words in records] == [[]] * 5
    seen = [found_by(cast.minh, words) for words in records]
    assert seen == [[], [records["bao hiem y te"]], [records["cau qua suoi"]], [], []]


def test_lists_search_without_accents(cast, records):
    assert list(matching(Resolution.objects.all(), "bang gia")) == [records['"7/NQ-HĐND"']]
