"""A petition of another place's register is told from one of the own: every register has its own KN-2026-0001."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coordination.ui.show import capfirst
from tests.voters.factories import LOADER, petition_of
from voters import actions
from voters.models import Petition
from voters.tables.petitions import register_words

LIST = reverse("voters:petition-list")


def sent_up(cast):
    """A petition of the commune's register, and the one it became in the province's."""
    below = petition_of(cast.commune, due_on=date(2026, 12, 1))
    actions.forward(below, by=LOADER, to=cast.standing, on=date(2026, 5, 20))
    above = petition_of(cast.locality)
    Petition.objects.filter(pk=above.pk).update(came_from=below)
    return below, Petition.objects.get(pk=above.pk)


def test_the_register_is_named_where_it_is_not_the_own_one(cast):
    below, above = sent_up(cast)
    own = petition_of(cast.locality)
    said = {who: [register_words(row, getattr(cast, who)) for row in (own, above, below)] for who in ("lan", "xa")}
    province, commune = "sổ tỉnh An Bình", f"sổ {cast.commune.full_name[:1].lower()}{cast.commune.full_name[1:]}"
    assert said == {
        "lan": ["", f"từ {below.code}, {commune}", commune],
        "xa": [province, f"{province}, từ {below.code}", ""],
    }


def lines_of(table):
    """Each record of the page with its cells."""
    return zip((row.record for row in table.paginated_rows), table.lines(), strict=True)


def test_the_list_says_it_in_the_row(client, cast):
    below, above = sent_up(cast)
    own = petition_of(cast.locality)
    client.force_login(cast.lan)
    rows = list(lines_of(client.get(LIST).context["table"]))
    assert {row.pk: capfirst(register_words(row, cast.lan)) in cells for row, cells in rows} == {
        below.pk: True,
        above.pk: True,
        own.pk: True,
    }
    assert {row.pk: "sổ " in cells.lower() for row, cells in rows} == {
        below.pk: True,
        above.pk: True,
        own.pk: False,
    }


@pytest.mark.parametrize("count", [1, 3])
def test_as_many_statements_whosever_they_are(client, cast, count):
    for _ in range(count):
        sent_up(cast)
    client.force_login(cast.lan)
    client.get(LIST)
    with CaptureQueriesContext(connection) as asked:
        client.get(LIST)
    assert len(asked) == 14
