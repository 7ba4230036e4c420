from datetime import date

import pytest

from coordination.lib.dates import PartialDate
from coordination.lib.period import Period
from coordination.regulations import queries
from coordination.regulations.models import Dialogue, Invitation, Meeting
from tests.regulations.factories import DialogueFactory, InvitationFactory, MeetingFactory

pytestmark = pytest.mark.django_db

YEAR = Period.from_year(2026)


def test_invitations_count_by_the_day_they_were_sent():
    first = InvitationFactory(sent_on=date(2026, 1, 1), attended=True)
    last = InvitationFactory(sent_on=date(2026, 12, 31), attended=False)
    open_ = InvitationFactory(sent_on=date(2026, 5, 5))
    InvitationFactory(sent_on=date(2025, 12, 31), attended=True)
    InvitationFactory(sent_on=date(2027, 1, 1), attended=True)
    InvitationFactory(held_on=PartialDate(2026, 5, 5), attended=True)
    rows = Invitation.objects.order_by("id")

    assert list(queries.invitations_sent(rows, YEAR)) == [first, last, open_]
    assert list(queries.invitations_attended(rows, YEAR)) == [first]


def test_an_open_period_counts_whatever_was_sent():
    sent = InvitationFactory(sent_on=date(2020, 1, 1))
    InvitationFactory()

    assert list(queries.invitations_sent(Invitation.objects.all(), Period(None, None))) == [sent]


def test_meetings_and_dialogues_count_by_their_day():
    meeting, dialogue = MeetingFactory(held_on=PartialDate(2026, 3)), DialogueFactory(held_on=PartialDate(2026))
    MeetingFactory()
    DialogueFactory(held_on=PartialDate(2025, 12, 31))

    assert list(Meeting.objects.held(YEAR)) == [meeting]
    assert list(Dialogue.objects.held(YEAR)) == [dialogue]
