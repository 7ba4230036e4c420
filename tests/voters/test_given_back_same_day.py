"""What was taken on before it was given back is told of each time by itself, also of two times on one day."""

from datetime import date as D

import pytest

from tests.voters.factories import LOADER, petition_of
from tests.voters.test_ways_out import fresh, lost
from voters import actions, queries
from voters.actions.batches import arrive
from voters.models import Petition


@pytest.fixture
def petition(cast):
    return petition_of(cast.commune, level="province", received_on=D(2026, 5, 20), due_on=D(2026, 12, 1))


@pytest.fixture
def turn(cast, petition):
    """Sent up on a day, taken on, given back."""

    def through(sent, accepted, back):
        actions.forward(fresh(petition), by=LOADER, to=cast.standing, on=sent)
        above = arrive(fresh(petition), to=cast.standing, on=sent, by=LOADER)
        Petition.objects.filter(pk=above.pk).update(received_on=D(2025, 12, 1))
        if accepted:
            actions.accept(fresh(petition), by=LOADER, on=accepted)
            actions.return_petition(fresh(above), by=LOADER, reason="Không thuộc thẩm quyền", on=back)
        else:
            actions.refuse(fresh(petition), by=LOADER, reason="Không thuộc thẩm quyền", on=back)

    return through


SEPTEMBER = D(2026, 9, 5)
LONG = (D(2026, 6, 1), D(2026, 6, 10), SEPTEMBER)
AT_ONCE = (SEPTEMBER, SEPTEMBER, SEPTEMBER)


@pytest.mark.parametrize(
    ("turns", "days"),
    [
        ([LONG, AT_ONCE], [D(2026, 6, 10), SEPTEMBER]),
        ([AT_ONCE, (SEPTEMBER, D(2026, 9, 20), D(2026, 9, 25))], [SEPTEMBER, D(2026, 9, 20)]),
        ([AT_ONCE, AT_ONCE], [SEPTEMBER, SEPTEMBER]),
        ([LONG, (SEPTEMBER, None, SEPTEMBER)], [D(2026, 6, 10), None]),
    ],
)
def test_each_time_has_its_own_day(petition, turn, turns, days):
    for one in turns:
        turn(*one)
    rows = list(petition.referrals.order_by("pk"))
    assert [row.taken_on for row in queries.with_days_taken(rows)] == days


def test_the_figure_of_a_past_day_stays(turn):
    turn(*LONG)
    assert lost(D(2026, 7, 1)) == [9]
    turn(*AT_ONCE)
    assert lost(D(2026, 7, 1)) == [9]
