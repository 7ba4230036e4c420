"""What a petition, batch, meeting or report is linked to is named only to those who may know of it."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.urls import reverse

from coordination.exchange import workbook
from coordination.exchange.kinds import Place
from tests.sessions.factories import CouncilSessionFactory
from tests.voters.factories import BatchFactory, ContactMeetingFactory, petition_of
from tests.voters.factories_supervision import SettlementReportFactory, SupervisionReportFactory
from voters import appendices
from voters.exchange import PETITIONS
from voters.models import Petition
from voters.side_by_side import side_by_side

D = date


@pytest.fixture
def sessions(cast):
    """An ordinary session; a secret one; one that another side still drafts."""
    make = {"locality": cast.locality, "term": cast.term}
    return SimpleNamespace(
        open=CouncilSessionFactory(**make, number=21),
        secret=CouncilSessionFactory(**make, number=22, confidential=True),
        draft=CouncilSessionFactory(**make, number=23, draft_of=cast.committee),
    )


def all_of(sessions):
    return [sessions.open, sessions.secret, sessions.draft]


@pytest.mark.parametrize(
    "name", ["batch-list", "contactmeeting-list", "settlementreport-list", "supervisionreport-list", "petition-carry"]
)
def test_lists_name_no_hidden_session(client, cast, sessions, name):
    for session in all_of(sessions):
        fields = {"locality": cast.locality, "session": session}
        make = {
            "batch-list": BatchFactory,
            "contactmeeting-list": ContactMeetingFactory,
            "settlementreport-list": lambda **given: SettlementReportFactory(**given, body=cast.committee),
            "supervisionreport-list": SupervisionReportFactory,
            "petition-carry": lambda locality, session: petition_of(locality, session=session),
        }[name]
        make(**fields)
    client.force_login(cast.lan)
    page = client.get(reverse(f"voters:{name}"))
    assert (len(page.context["page"].object_list), in_cells(sessions, page)) == (3, ["21"])


def in_cells(sessions, page) -> list:
    """Which of the sessions stand in the rows; the filter above knows those of its own."""
    cells = "".join(page.context["table"].lines())
    return [session.number for session in all_of(sessions) if str(session) in cells]


def test_a_meeting_names_no_hidden_session(client, cast, sessions):
    client.force_login(cast.lan)
    found = []
    for session in all_of(sessions):
        meeting = ContactMeetingFactory(locality=cast.locality, session=session)
        facts = dict(client.get(meeting.get_absolute_url()).context["facts"])
        found.append("Gắn với" in facts and str(session) in facts["Gắn với"])
    assert found == [True, False, False]


def test_cards_side_by_side_name_no_hidden_meeting(cast):
    held = [
        ContactMeetingFactory(locality=cast.locality, topic="Chuyện mở"),
        ContactMeetingFactory(locality=cast.locality, confidential=True, held_on=D(2026, 5, 11)),
    ]
    rows = [petition_of(cast.locality, meeting=meeting) for meeting in held]
    said = [{fact.label: fact.value for fact in card.facts}["Nguồn"] for card in side_by_side(rows, cast.lan)]
    assert said == ["TXCT trước kỳ họp, TXCT trước kỳ họp, 18/05/2026", "TXCT trước kỳ họp"]


def test_an_appendix_names_no_hidden_session(cast, sessions):
    rows = [petition_of(cast.locality, session=session) for session in all_of(sessions)]
    found = appendices.fetched(Petition.objects.filter(pk__in=[row.pk for row in rows]), cast.lan)
    made = appendices.made(appendices.SUMMARY, found, locality=cast.locality, scope="", by=cast.lan)
    at = [heading.name for heading in made.headings].index("Đợt TXCT, kỳ họp") + 1
    assert [line.cells[at] for line in made.lines if line.kind == "row"] == [
        str(sessions.open),
        "TXCT trước kỳ họp",
        "TXCT trước kỳ họp",
    ]


def test_the_register_as_a_file_names_nothing_hidden(cast, sessions):
    secret_meeting = ContactMeetingFactory(locality=cast.locality, confidential=True)
    secret_batch = BatchFactory(locality=cast.locality, confidential=True, name="Đợt kín")
    petition_of(cast.locality, session=sessions.open)
    petition_of(cast.locality, session=sessions.secret, meeting=secret_meeting, batch=secret_batch)
    told = {
        who: [
            [bool(row[key]) for key in ("session", "meeting", "batch")]
            for row in workbook.dumped(PETITIONS, Place(cast.locality, user))
        ]
        for who, user in (("lan", cast.lan), ("server", None))
    }
    assert told == {
        "lan": [[True, False, False], [False, False, False]],
        "server": [[True, False, False], [True, True, True]],
    }
