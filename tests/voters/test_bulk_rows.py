"""Verbs for many petitions ask about each of them."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coordination.records.errors import Forbidden
from tests.voters.factories import LOADER, petition_of
from voters import actions

BULK = reverse("voters:petition-bulk", args=["monitor"])


def below(cast):
    """A petition of the commune that the province sees and does not keep."""
    petition = petition_of(cast.commune, title="Của xã", due_on=date(2026, 12, 1))
    return actions.forward(petition, by=LOADER, to=cast.standing, on=date(2026, 5, 20))


def test_a_row_that_is_not_ones_own_to_handle_is_left_out(client, cast):
    own, foreign = petition_of(cast.locality), below(cast)
    client.force_login(cast.lan)
    picked = {"chon": [own.pk, foreign.pk]}
    page = client.get(BULK, picked)
    assert [row for row, _words in page.context["ready"]] == [own]
    assert page.context["left_out"] == [(foreign, Forbidden.sentence)]
    client.post(BULK, picked | {"monitor": cast.board.pk})
    for row in (own, foreign):
        row.refresh_from_db()
    assert (own.monitor, foreign.monitor) == (cast.board, None)


def test_the_action_is_not_even_asked(client, cast, monkeypatch):
    """A verb whose action forgets to ask does no harm."""
    from voters.views.bulk import BULK as VERBS

    foreign, done = below(cast), []
    verb = next(verb for verb in VERBS if verb.name == "monitor")
    monkeypatch.setitem(verb.__dict__, "action", lambda row, **_typed: done.append(row))
    client.force_login(cast.lan)
    client.post(BULK, {"chon": [foreign.pk], "monitor": cast.board.pk})
    assert done == []


@pytest.mark.parametrize("name", ["monitor", "forward", "classify"])
def test_as_many_questions_for_many_rows(client, cast, name):
    client.force_login(cast.lan)
    rows = [petition_of(cast.locality, competent_body=cast.department) for _ in range(4)]
    counts = []
    for number in (1, 1, 4):  # the first time kinds of records are looked up, too
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("voters:petition-bulk", args=[name]), {"chon": [row.pk for row in rows[:number]]})
        counts.append(len(asked))
    assert counts[1] == counts[2]
