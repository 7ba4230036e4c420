"""The board of possible groups asks the database as often for many petitions as for two."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.voters.factories import petition_of

ROAD = "Đường bê tông thôn Thượng hư hỏng nhiều ổ gà, đề nghị sửa mặt đường trước mùa mưa lũ"


@pytest.mark.parametrize("count", [2, 8])
def test_as_many_statements_for_two_petitions_as_for_eight(client, cast, count):
    client.force_login(cast.lan)
    rows = [petition_of(cast.locality, title="", content=ROAD, place=cast.commune, due_on=None) for _ in range(count)]
    board = reverse("voters:merge-board")
    client.get(board)  # kinds of records are looked up the first time
    with CaptureQueriesContext(connection) as asked:
        page = client.get(board)
    pairs = [(group.seed.pk, sorted(row.pk for row, _why in group.others)) for group in page.context["groups"]]
    keys = [row.pk for row in rows]
    assert pairs == [(key, keys[:at]) for at, key in reversed(list(enumerate(keys))) if at]
    assert len(asked) == 22
