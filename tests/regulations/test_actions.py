from datetime import date

import pytest
from django.core.exceptions import ValidationError

from coordination.audit.models import Event
from coordination.deadlines.models import Obligation
from coordination.lib.dates import PartialDate
from coordination.people.models import Concern
from coordination.records.errors import Forbidden
from coordination.regulations import actions
from coordination.regulations.models import Meeting, Regulation
from tests.people.factories import AppointmentFactory, PersonFactory
from tests.regulations.factories import ClauseFactory, InvitationFactory, MeetingFactory, RegulationFactory

pytestmark = pytest.mark.django_db


def test_a_regulation_has_two_parties_at_least(cast):
    regulation = Regulation(locality=cast.locality, title="Quy chế")

    with pytest.raises(ValidationError) as caught:
        actions.create_regulation(regulation, by=cast.lan, related={"parties": [cast.council]})

    assert caught.value.messages == ["Quy chế phối hợp có ít nhất hai bên."]
    assert Regulation.objects.count() == 0


def test_editing_replaces_parties_and_whom_clauses_concern(cast):
    regulation = RegulationFactory(locality=cast.locality, parties=[cast.standing, cast.committee])
    clause = ClauseFactory(regulation=regulation)

    actions.edit_regulation(regulation, by=cast.lan, related={"parties": [cast.standing, cast.committee, cast.front]})

    assert regulation.bodies == [cast.standing, cast.committee, cast.front]
    assert Concern.objects.filter(object_id=clause.pk, content_type__model="clause").count() == 3
    assert Event.objects.first().note == "Các bên: Thường trực HĐND tỉnh, UBND tỉnh, MTTQ tỉnh"


def test_editing_without_parties_keeps_them(cast):
    regulation = RegulationFactory(locality=cast.locality, parties=[cast.standing, cast.committee])
    regulation.title = "Quy chế mới"

    actions.edit_regulation(regulation, by=cast.lan)

    assert regulation.bodies == [cast.standing, cast.committee]


def test_a_clause_is_where_its_regulation_is(cast):
    clause = ClauseFactory(regulation=RegulationFactory(locality=cast.locality), locality=cast.other)

    assert clause.locality == cast.locality


def test_chairs_keep_their_order_and_their_posts_of_that_day(cast):
    person, other = PersonFactory(locality=cast.locality), PersonFactory(locality=cast.locality)
    AppointmentFactory(person=person, post="Phó Bí thư Huyện ủy", order=1)
    AppointmentFactory(person=person, post="Chủ tịch HĐND huyện", order=2)
    AppointmentFactory(person=person, post="Chánh Văn phòng", valid_to=date(2023, 12, 31), order=3)

    meeting = MeetingFactory(
        locality=cast.locality, held_on=PartialDate(2024, 3, 13), chairs=[(other, "Chủ tịch UBND"), person]
    )

    assert [(row.person, row.posts) for row in meeting.chair_rows.all()] == [
        (other, "Chủ tịch UBND"),
        (person, "Phó Bí thư Huyện ủy, Chủ tịch HĐND huyện"),
    ]


def test_editing_replaces_chairs_only_when_told(cast):
    meeting = MeetingFactory(locality=cast.locality, chairs=[cast.tu.person])

    actions.edit_meeting(meeting, by=cast.lan)
    assert list(meeting.chairs.all()) == [cast.tu.person]

    actions.edit_meeting(meeting, by=cast.lan, related={"chairs": []})
    assert list(meeting.chairs.all()) == []


def test_conclusions_become_obligations(cast):
    meeting = MeetingFactory(locality=cast.locality, title="Họp giao ban quý II", held_on=PartialDate(2026, 7, 2))

    obligation = actions.assign(
        meeting,
        by=cast.lan,
        owner=cast.department,
        title="Báo cáo tiến độ",
        due_on=date(2026, 8, 14),
        beneficiary=cast.standing,
    )

    assert (obligation.subject, obligation.owner, obligation.beneficiary) == (meeting, cast.department, cast.standing)
    assert obligation.basis_kind == "conclusion"
    assert obligation.basis == "Kết luận Họp giao ban quý II ngày 02/7/2026"


@pytest.mark.parametrize("who", ["minh", "dai_bieu", "thu_ky", "stranger"])
def test_who_may_not_give_out_work(cast, who):
    meeting = MeetingFactory(locality=cast.locality)

    with pytest.raises(Forbidden):
        actions.assign(meeting, by=getattr(cast, who), owner=cast.department, title="Báo cáo", due_on=date(2026, 8, 1))

    assert Obligation.objects.count() == 0


def test_a_meeting_of_an_ended_locality_is_read_only(cast):
    meeting = MeetingFactory(locality=cast.ended)
    meeting.venue = "Hội trường"

    with pytest.raises(Forbidden):
        actions.edit_meeting(meeting, by=cast.lan)
    with pytest.raises(Forbidden):
        actions.create_meeting(Meeting(locality=cast.ended, kind="review", title="Họp"), by=cast.lan)


def test_an_invitation_takes_over_the_day_of_its_meeting(cast):
    meeting = MeetingFactory(locality=cast.locality, held_on=PartialDate(2026, 7, 20))

    taken = InvitationFactory(host=cast.standing, guest=cast.committee, meeting=meeting, occasion="")
    own = InvitationFactory(host=cast.standing, guest=cast.committee, meeting=meeting, held_on=PartialDate(2026, 7, 21))

    assert (taken.held_on, own.held_on) == (PartialDate(2026, 7, 20), PartialDate(2026, 7, 21))
    assert str(taken) == f"Thường trực HĐND tỉnh mời UBND tỉnh: {meeting.title}"
