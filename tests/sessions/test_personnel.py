"""Elections, reliefs and dismissals: what the council decides changes posts and seats, at once or when confirmed."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from coordination.people.models import Appointment, DelegateMandate
from coordination.records.errors import Forbidden, NotNow
from sessions import actions
from sessions.choices import PersonnelKind, PersonnelStatus, SessionStatus
from sessions.models import PersonnelMatter
from tests.people.factories import AppointmentFactory, DelegateMandateFactory, PersonFactory, TermFactory
from tests.sessions.factories import CouncilSessionFactory
from tests.sessions.factories_personnel import PersonnelMatterFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 7, 10)


@pytest.fixture
def matter(cast):
    return PersonnelMatterFactory(locality=cast.locality, body=cast.committee)


def posts(person) -> list:
    """(body, post, first day, last day) of all posts of a person."""
    rows = Appointment.objects.filter(person=person).order_by("pk")
    return [(row.body, row.post, row.valid_from, row.valid_to) for row in rows]


class TestDecisions:
    def test_an_election_begins_the_post(self, cast, matter):
        actions.approve_personnel(matter, by=cast.lan, decided_on=DAY)
        assert matter.state == ("done", "được thông qua")
        assert posts(matter.person) == [(cast.committee, "Ủy viên Thử nghiệm", DAY, None)]
        assert matter.appointment == Appointment.objects.get(person=matter.person)

    def test_what_must_be_confirmed_waits_for_it(self, cast):
        matter = PersonnelMatterFactory(locality=cast.locality, body=cast.committee, needs_confirmation=True)
        actions.approve_personnel(matter, by=cast.lan, decided_on=DAY)
        assert (matter.state, posts(matter.person)) == (("soon", "được thông qua"), [])
        actions.confirm_personnel(matter, by=cast.lan, confirmed_on=date(2026, 7, 14))
        assert matter.status == PersonnelStatus.CONFIRMED
        assert posts(matter.person) == [(cast.committee, "Ủy viên Thử nghiệm", date(2026, 7, 14), None)]

    def test_what_needs_no_confirmation_gets_none(self, cast, matter):
        actions.approve_personnel(matter, by=cast.lan, decided_on=DAY)
        with pytest.raises(NotNow, match="^Việc này không phải được phê chuẩn.$"):
            actions.confirm_personnel(matter, by=cast.lan)

    def test_a_confirmation_before_the_decision_is_refused(self, cast):
        matter = PersonnelMatterFactory(locality=cast.locality, body=cast.committee, needs_confirmation=True)
        actions.approve_personnel(matter, by=cast.lan, decided_on=DAY)
        with pytest.raises(ValidationError) as refused:
            actions.confirm_personnel(matter, by=cast.lan, confirmed_on=date(2026, 7, 9))
        assert refused.value.message_dict == {"confirmed_on": ["HĐND quyết định ngày 10/07/2026, phê chuẩn sau đó."]}
        matter.refresh_from_db()
        assert (matter.status, posts(matter.person)) == (PersonnelStatus.APPROVED, [])

    @pytest.mark.parametrize("kind", [PersonnelKind.RELIEVE, PersonnelKind.DISMISS])
    def test_a_relief_ends_the_post_the_day_before(self, cast, kind):
        post = AppointmentFactory(
            person=PersonFactory(locality=cast.locality),
            body=cast.committee,
            post="Phó Chủ tịch",
            valid_from="2024-01-01",
        )
        matter = PersonnelMatterFactory(
            locality=cast.locality, kind=kind, person=post.person, body=cast.committee, post="phó chủ tịch"
        )
        actions.approve_personnel(matter, by=cast.lan, decided_on=DAY)
        assert posts(post.person) == [(cast.committee, "Phó Chủ tịch", date(2024, 1, 1), date(2026, 7, 9))]

    def test_a_relief_from_a_post_nobody_wrote_down_changes_nothing(self, cast):
        matter = PersonnelMatterFactory(locality=cast.locality, kind=PersonnelKind.RELIEVE, body=cast.committee)
        with pytest.raises(NotNow, match="^Chưa ghi .* đang giữ chức vụ Ủy viên Thử nghiệm tại "):
            actions.approve_personnel(matter, by=cast.lan, decided_on=DAY)
        matter.refresh_from_db()
        assert (matter.status, matter.decided_on) == (PersonnelStatus.PROPOSED, None)

    def test_a_removal_ends_the_seat_with_its_reason(self, cast):
        seat = DelegateMandateFactory(
            person=PersonFactory(locality=cast.locality), term=cast.term, constituency=cast.constituency
        )
        matter = PersonnelMatterFactory(
            locality=cast.locality,
            kind=PersonnelKind.REMOVE,
            person=seat.person,
            body=cast.council,
            post="Đại biểu HĐND",
        )
        actions.approve_personnel(matter, by=cast.lan, decided_on=DAY)
        seat = DelegateMandate.objects.get(pk=seat.pk)
        reason = f"Cho thôi làm nhiệm vụ đại biểu ({matter.session})"
        assert (seat.valid_to, seat.ended_reason) == (date(2026, 7, 9), reason)

    def test_a_removal_leaves_the_seat_in_another_council(self, cast):
        person = PersonFactory(locality=cast.locality)
        term = TermFactory(locality=cast.commune, name="2021-2026")
        elsewhere = DelegateMandateFactory(person=person, term=term, constituency=cast.constituency)
        matter = PersonnelMatterFactory(
            locality=cast.locality, kind=PersonnelKind.REMOVE, person=person, body=cast.council, post="Đại biểu HĐND"
        )
        actions.approve_personnel(matter, by=cast.lan, decided_on=DAY)
        assert DelegateMandate.objects.get(pk=elsewhere.pk).valid_to is None

    def test_a_refusal_changes_no_post(self, cast, matter):
        actions.reject_personnel(matter, by=cast.lan, decided_on=DAY)
        assert (matter.state, posts(matter.person)) == (("none", "không được thông qua"), [])

    def test_what_was_decided_is_no_longer_of_another_person(self, cast, matter):
        actions.approve_personnel(matter, by=cast.lan, decided_on=DAY)
        matter.person = PersonFactory(locality=cast.locality)
        with pytest.raises(ValidationError) as refused:
            actions.edit_personnel(matter, by=cast.lan)
        assert refused.value.message_dict == {"person": ["Người không đổi được sau khi đã quyết định."]}

    def test_a_cancelled_session_decides_nothing(self, cast):
        session = CouncilSessionFactory(locality=cast.locality, status=SessionStatus.CANCELLED)
        with pytest.raises(ValidationError, match="Kỳ họp này không tổ chức"):
            PersonnelMatterFactory(locality=cast.locality, session=session)

    @pytest.mark.parametrize("who", ["minh", "hoa", "ubnd", "thu_ky", "dai_bieu", "stranger", "admin"])
    def test_others_decide_nothing(self, cast, matter, who):
        with pytest.raises(Forbidden):
            actions.approve_personnel(matter, by=getattr(cast, who), decided_on=DAY)
        assert posts(matter.person) == []


class TestPages:
    def url(self, name, *args):
        return reverse(f"council_sessions:personnelmatter-{name}", args=args)

    @pytest.mark.parametrize(
        ("who", "status"), [("lan", 200), ("ubnd", 200), ("dai_bieu", 404), ("minh", 404), ("stranger", 404)]
    )
    def test_who_sees_a_proposal(self, client, cast, matter, who, status):
        client.force_login(getattr(cast, who))
        assert client.get(matter.get_absolute_url()).status_code == status

    def test_delegates_see_it_once_it_was_decided(self, client, cast, matter):
        actions.approve_personnel(matter, by=cast.lan, decided_on=DAY)
        client.force_login(cast.dai_bieu)
        assert client.get(matter.get_absolute_url()).status_code == 200

    @pytest.mark.parametrize("rows", [1, 3])
    def test_list(self, client, cast, django_assert_num_queries, rows):
        PersonnelMatterFactory.create_batch(rows, locality=cast.locality, body=cast.committee)
        client.force_login(cast.lan)
        with django_assert_num_queries(13):
            answer = client.get(self.url("list"))
        assert len(answer.context["table"].rows) == rows

    def test_the_office_writes_and_decides(self, client, cast):
        session = CouncilSessionFactory(locality=cast.locality)
        person = PersonFactory(locality=cast.locality)
        client.force_login(cast.lan)
        typed = {
            "session": session.pk,
            "kind": "elect",
            "person": person.pk,
            "post": "Trưởng Ban",
            "body": cast.board.pk,
            "proposed_by": cast.standing.pk,
        }
        answer = client.post(self.url("create"), typed)
        matter = PersonnelMatter.objects.get()
        assert (answer.status_code, answer["Location"]) == (302, matter.get_absolute_url())
        answer = client.post(self.url("move", matter.pk, "approve"), {"decided_on": "10/7/2026"})
        assert (answer.status_code, posts(person)) == (302, [(cast.board, "Trưởng Ban", DAY, None)])

    def test_a_future_decision_is_refused(self, client, cast, matter):
        client.force_login(cast.lan)
        answer = client.post(self.url("move", matter.pk, "approve"), {"decided_on": "1/1/2099"})
        message = "Ngày này còn ở phía trước; việc đã xảy ra thì ghi ngày đến hôm nay."
        assert (answer.status_code, answer.context["form"].errors) == (422, {"decided_on": [message]})
        assert posts(matter.person) == []
