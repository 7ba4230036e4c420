"""Where voters were told goes out with the register and comes in again: the first meeting and those of other places."""

from datetime import date as D

import pytest

from coordination.exchange.columns import Place
from coordination.exchange.kinds import kind_of
from coordination.exchange.reading import read
from coordination.exchange.verdicts import Reading
from tests.exchange.books import book
from tests.people.factories import LocalityFactory
from tests.voters.factories import ContactMeetingFactory, brought_to, petition_of
from tests.voters.test_exchange_whole import answered, carried_over, shown, twin
from voters import actions
from voters.models import Petition, Reply

HELD = {"held_on": D(2026, 9, 28), "status": "held"}


def meetings_in(locality, *communes) -> list:
    """One meeting in each of the communes, all on one day."""
    return [ContactMeetingFactory(locality=locality, place=place, **HELD) for place in communes]


@pytest.fixture
def second(cast):
    return LocalityFactory(commune=True, name="Xã Hai", parent=cast.locality)


@pytest.fixture
def other(cast, second):
    """Another register with the same communes and meetings, and no petitions."""
    place = twin(cast)
    twins = (place.__class__.objects.get(slug="xa-trong"), LocalityFactory(commune=True, name="Xã Hai", parent=place))
    meetings_in(place, *twins)
    return place


def told_of(locality) -> list[tuple]:
    rows = Reply.objects.filter(petition__locality=locality).order_by("sent_on", "pk")
    return [
        (row.told_on, row.told_through, row.told_at and row.told_at.place.name,
         [meeting.place.name for meeting in row.also_told_at.order_by("pk")])
        for row in rows
    ]  # fmt: skip


def test_places_told_of_a_group_come_back(cast, second, other):
    first, there = meetings_in(cast.locality, cast.commune, second)
    lead, part = petition_of(cast.locality, place=cast.commune), petition_of(cast.locality, place=second)
    actions.merge_many(lead, [part], by=cast.lan)
    lead = brought_to(Petition.objects.get(pk=lead.pk), "answered", cast.department)
    actions.tell_voters(lead.replies.get(), by=cast.lan, meeting=first)
    actions.tell_voters(lead.replies.get(), by=cast.lan, meeting=there)
    carried_over(cast, other)
    assert told_of(cast.locality) == told_of(other) == [(D(2026, 9, 28), str(first), cast.commune.name, ["Xã Hai"])]
    assert [(row["told_at"], row["also_told_at"]) for row in shown(other) if row["told_at"]] == [
        (str(first), str(there))
    ]


def test_those_of_an_answer_before_the_last_stand_in_its_line(cast, second, other):
    first, there = meetings_in(cast.locality, cast.commune, second)
    petition = brought_to(petition_of(cast.locality, place=cast.commune), "answered", cast.department)
    reply = petition.replies.get()
    reply.told_on, reply.told_at, reply.told_through = D(2026, 9, 28), first, str(first)
    reply.save()
    reply.also_told_at.set([there])
    answered(petition, D(2026, 9, 29), told_on=D(2026, 9, 30))
    carried_over(cast, other)
    expected = [(D(2026, 9, 28), str(first), cast.commune.name, ["Xã Hai"]), (D(2026, 9, 30), "", None, [])]
    assert told_of(cast.locality) == told_of(other) == expected


HEAD = (
    "content",
    "received_on",
    "origin",
    "field",
    "level",
    "competent_body",
    "replied_on",
    "reply_text",
    "reply_says",
)
LINE = (
    "Đường hỏng",
    "18/5/2026",
    "TXCT trước kỳ họp",
    "Giao thông",
    "tỉnh",
    "Sở Y tế",
    "1/6/2026",
    "Sẽ sửa.",
    "Giải trình, cung cấp thông tin",
)
TOLD = "28/9/2026"


@pytest.mark.parametrize(
    ("keys", "cells", "faults"),
    [
        (("told_on", "told_at", "also_told_at"), (TOLD, "{0}", "{1}"), []),
        (("told_on", "also_told_at"), (TOLD, "{0}; {1}"), []),
        (("told_at",), ("{0}",), [("", "Ngày báo cử tri", "còn trống; đã ghi báo ở đâu.")]),
        (("also_told_at",), ("{0}",), [("", "Ngày báo cử tri", "còn trống; đã ghi báo ở đâu.")]),
        (("told_on", "also_told_at"), (TOLD, "{0}; đâu đó"),
         [("K", "Báo cả tại", "không có cuộc tiếp xúc “đâu đó”.")]),
    ],
)  # fmt: skip
def test_a_row_says_where_voters_were_told(cast, second, keys, cells, faults):
    meetings = meetings_in(cast.locality, cast.commune, second)
    names = [f"{meeting.where}, 28/09/2026" for meeting in meetings]
    kind = kind_of("petitions")
    head = [kind.column(key).name for key in (*HEAD, *keys)]
    content = book(head, (*LINE, *(cell.format(*names) for cell in cells)))
    reading = Reading(kind, Place(cast.locality, cast.lan), read(content, "so.xlsx", kind.columns), cast.lan)
    reading.load()
    assert [(fault.letter, fault.heading, fault.words) for fault in reading.rows[0].faults] == faults
    if not faults:
        said = dict(zip(keys, cells, strict=True))
        reply = Reply.objects.get()
        assert [reply.told_at, list(reply.also_told_at.order_by("pk"))] == [
            meetings[0] if "told_at" in said else None,
            [meeting for meeting, mark in zip(meetings, ("{0}", "{1}"), strict=True) if mark in said["also_told_at"]],
        ]


@pytest.mark.parametrize("rows", [1, 3])
def test_a_meeting_that_the_reader_may_not_know_is_not_named(cast, second, rows):
    for _ in range(rows):
        first, there = meetings_in(cast.locality, cast.commune, second)
        type(there).objects.filter(pk=there.pk).update(confidential=True)
        petition = brought_to(petition_of(cast.locality, place=cast.commune), "answered", cast.department)
        reply = petition.replies.get()
        Reply.objects.filter(pk=reply.pk).update(told_on=D(2026, 9, 28), told_at=there)
        reply.also_told_at.set([first, there])
    kind = kind_of("petitions")
    records = kind.rows(Place(cast.locality, cast.lan))
    said = [(kind.column("told_at").of(row), kind.column("also_told_at").of(row)) for row in records]
    known = [tuple(row.also_told_at.exclude(confidential=True)) for row in Reply.objects.order_by("pk")]
    assert said == [(None, one) for one in known]
