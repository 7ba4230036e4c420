"""What a handover proposes to a body stands in "Việc của tôi" of its people until it is accepted or returned."""

import pytest
import time_machine
from django.urls import reverse

from sessions.actions import handover as actions
from tests.sessions.factories_handover import LOADER, TODAY, handover_of, petition_at, recommendation_to, row_of

WORK = reverse("deadlines:my-work")


def waits(client, user) -> list[tuple]:
    """Title, words and act of each row that waits of a handover."""
    client.force_login(user)
    blocks = [block for block in client.get(WORK).context["without_day"] if block.kind.key == "ban-giao"]
    return [(item.title, item.words, item.act) for block in blocks for item in block.items]


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def left(cast):
    """A petition and a recommendation at the department."""
    return petition_at(cast, title="Đường hỏng"), recommendation_to(cast)


def test_it_waits_with_the_body_it_is_proposed_to(client, cast, left):
    record = handover_of(cast)
    for row in record.rows.all():
        actions.propose(row, by=LOADER, to_body=cast.department)
    told = sorted(title for title, _words, _act in waits(client, cast.minh))
    assert told == sorted(thing.public_title for thing in left)
    for user in (cast.lan, cast.hoa, cast.xa, cast.stranger):
        assert waits(client, user) == [], user
    actions.accept(row_of(record, left[0]), by=LOADER)
    actions.give_back(row_of(record, left[1]), by=LOADER, reason="Không thuộc việc của sở.")
    assert waits(client, cast.minh) == []


def test_its_button_leads_to_the_page_that_accepts(client, cast, left):
    record = handover_of(cast)
    actions.propose(row_of(record, left[0]), by=LOADER, to_body=cast.department)
    client.force_login(cast.minh)
    (block,) = [block for block in client.get(WORK).context["without_day"] if block.kind.key == "ban-giao"]
    page = client.get(block.items[0].act_url)
    assert [row.target for row, _words in page.context["ready"]] == [left[0]]
