"""Drafts out of step: opinions that come late, a laid draft whose content leaves the programme, who returns a draft."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from coordination.deadlines.models import Obligation
from coordination.lib.dates import PartialDate
from coordination.people.choices import BodyKind
from coordination.records.errors import Forbidden, NotNow
from coordination.workflow.buttons import offered
from sessions import actions
from sessions.models import AgendaItem, DraftComment, DraftResolution, DraftStep
from tests.people.factories import BodyFactory
from tests.sessions.factories import AgendaItemFactory, CouncilSessionFactory
from tests.sessions.factories_drafts import NormativeDraftFactory

D = date
LATE = "Ghi góp ý gửi muộn"


@pytest.fixture(autouse=True)
def mid_july():
    """Wednesday 15/7/2026."""
    with time_machine.travel("2026-07-15 02:00", tick=False):
        yield


@pytest.fixture
def finance(cast):
    body = BodyFactory(
        locality=cast.locality, code="so-tc", kind=BodyKind.DEPARTMENT, name="Sở Tài chính", parent=cast.committee
    )
    cast.tc = cast.acting_as(body, "department_officer", "Trịnh Tài Chính")
    return body


@pytest.fixture
def session(cast):
    """Opens on Thursday 20/8/2026."""
    return CouncilSessionFactory(locality=cast.locality, number="2", planned_opening="2026-08-20")


@pytest.fixture
def draft(cast, session):
    return NormativeDraftFactory(
        locality=cast.locality,
        session=session,
        drafting_body=cast.department,
        submitting_body=cast.committee,
        related={"verifying_boards": [cast.board]},
    )


@pytest.fixture
def passed_by(cast, draft, finance):
    """Sở Tài chính was consulted and said nothing; the boards have the draft."""
    actions.start_drafting(draft, by=cast.lan, on=D(2026, 4, 3))
    actions.consult(draft, by=cast.minh, on=D(2026, 5, 21), bodies=[finance, cast.front])
    actions.verify_draft(draft, by=cast.lan, on=D(2026, 7, 10))
    return draft


def page(draft, name):
    return reverse("council_sessions:draftresolution-move", args=[draft.pk, name])


def labels(draft, user):
    return [button.label for button in offered(draft, user)]


class TestLateOpinion:
    def test_is_written_down_by_the_body_and_moves_nothing(self, client, cast, passed_by, finance):
        client.force_login(cast.tc)
        assert client.get(page(passed_by, "late-opinion")).status_code == 200
        posted = {"body": finance.pk, "text": "Bỏ Điều 3.\n\nGhi nguồn.", "on": "14/07/2026"}
        assert client.post(page(passed_by, "late-opinion"), posted).status_code == 302
        said = DraftComment.objects.filter(draft=passed_by).order_by("id")
        assert [(row.text, row.from_body, row.given_on, row.is_late) for row in said] == [
            ("Bỏ Điều 3.", finance, D(2026, 7, 14), True),
            ("Ghi nguồn.", finance, D(2026, 7, 14), True),
        ]
        assert DraftResolution.objects.get(pk=passed_by.pk).status == "verification"
        step = DraftStep.objects.get(draft=passed_by, body=finance)
        assert (step.done_on, step.result) == (D(2026, 7, 14), "Bỏ Điều 3.\n\nGhi nguồn.")
        html = client.get(said[0].get_absolute_url()).content.decode()
        assert "Gửi sau khi dự thảo đã chuyển bước" in html

    def test_while_it_is_still_owed_it_ends_the_duty(self, cast, draft, finance):
        actions.start_drafting(draft, by=cast.lan, on=D(2026, 4, 3))
        actions.consult(draft, by=cast.minh, on=D(2026, 7, 1), bodies=[finance])
        actions.approve(draft, by=cast.ubnd, on=D(2026, 7, 8))
        actions.give_late_opinion(draft, by=cast.tc, text="Thống nhất.")
        duty = Obligation.objects.about(DraftStep.objects.get(draft=draft, body=finance)).get()
        assert (duty.status, duty.closed_on) == ("done", D(2026, 7, 15))

    def test_in_time_is_not_late(self, cast, draft, finance):
        actions.start_drafting(draft, by=cast.lan, on=D(2026, 4, 3))
        actions.consult(draft, by=cast.minh, on=D(2026, 7, 1), bodies=[finance])
        assert LATE not in labels(draft, cast.tc)
        with pytest.raises(NotNow):
            actions.give_late_opinion(draft, by=cast.tc, text="Muộn")
        actions.give_opinion(draft, by=cast.tc, text="Kịp")
        assert [row.is_late for row in draft.comments.all()] == [False]

    def test_is_for_the_body_and_the_councils_office(self, client, cast, passed_by, finance):
        who = ("lan", "tc", "hoa", "minh", "thu_ky", "dai_bieu")
        assert [name for name in who if LATE in labels(passed_by, getattr(cast, name))] == ["lan", "tc", "hoa"]
        for name, status in (("minh", 403), ("thu_ky", 403), ("stranger", 404), ("dai_bieu", 404)):
            client.force_login(getattr(cast, name))
            posted = {"body": finance.pk, "text": "Không phải của tôi"}
            assert (name, client.post(page(passed_by, "late-opinion"), posted).status_code) in (
                (name, status),
                (name, 422),
            )
        with pytest.raises(Forbidden):
            actions.give_late_opinion(passed_by, by=cast.hoa, body=finance, text="Thay người khác")
        assert DraftComment.objects.count() == 0

    def test_once_is_enough(self, cast, passed_by, finance):
        actions.give_late_opinion(passed_by, by=cast.tc, text="Một lần")
        assert LATE not in labels(passed_by, cast.tc)
        with pytest.raises(Forbidden):
            actions.give_late_opinion(passed_by, by=cast.tc, text="Lần nữa")


class TestContentOfALaidDraft:
    @pytest.fixture
    def item(self, cast, session, passed_by):
        item = AgendaItemFactory(
            locality=cast.locality,
            session=session,
            kind="draft",
            draft=passed_by,
            preparing_body=cast.department,
            due_on="2026-08-05",
        )
        actions.lay_draft(passed_by, by=cast.lan, on=D(2026, 7, 14))
        return AgendaItem.objects.get(pk=item.pk)

    @pytest.fixture
    def later(self, cast):
        return CouncilSessionFactory(locality=cast.locality, number="3", planned_opening="2026-11-19")

    def step(self, draft):
        return DraftStep.objects.get(draft=draft, kind="delegates")

    def duty(self, draft):
        rows = Obligation.objects.about(self.step(draft)).order_by("pk")
        return [(row.due_on, row.status) for row in rows]

    def test_postponed_it_did_not_reach_the_delegates(self, cast, passed_by, item):
        assert (self.step(passed_by).done_on, self.duty(passed_by)) == (D(2026, 7, 14), [(D(2026, 8, 13), "done")])
        actions.postpone_item(item, by=cast.lan, reason="Chờ trung ương")
        assert (self.step(passed_by).done_on, self.duty(passed_by)) == (None, [(D(2026, 8, 13), "waived")])

    def test_back_on_the_programme_it_is_owed_again_and_done_when_it_is_sent(self, cast, passed_by, item):
        actions.postpone_item(item, by=cast.lan, reason="Chờ trung ương")
        actions.restore_item(AgendaItem.objects.get(pk=item.pk), by=cast.lan)
        assert (self.step(passed_by).done_on, self.duty(passed_by)) == (None, [(D(2026, 8, 13), "open")])
        stored = AgendaItem.objects.get(pk=item.pk)
        actions.receive_item(stored, by=cast.lan)
        actions.send_item(stored, by=cast.lan)
        assert (self.step(passed_by).done_on, self.duty(passed_by)) == (D(2026, 7, 15), [(D(2026, 8, 13), "done")])

    def test_in_a_later_session_it_is_owed_by_that_opening(self, cast, passed_by, item, later):
        actions.postpone_item(item, by=cast.lan, reason="Chờ", to_session=later, due_on=D(2026, 11, 4))
        assert (self.step(passed_by).done_on, self.duty(passed_by)) == (None, [(D(2026, 11, 12), "open")])
        actions.edit_session(_moved(later, PartialDate(2026, 11, 26)), by=cast.lan)
        assert self.duty(passed_by) == [(D(2026, 11, 19), "open")]

    def test_what_was_sent_stays_sent(self, cast, passed_by, item):
        second = AgendaItemFactory(
            locality=cast.locality, session=item.session, kind="draft", draft=passed_by, status="sent_to_delegates"
        )
        actions.postpone_item(item, by=cast.lan, reason="Trùng")
        assert second.draft_id == passed_by.pk
        assert self.step(passed_by).done_on == D(2026, 7, 14)


def _moved(session, day):
    session.planned_opening = day
    return session


class TestReturn:
    def test_a_board_that_verifies_it_returns_it(self, client, cast, passed_by):
        client.force_login(cast.thu_ky)
        posted = {"reason": "Thiếu đánh giá tác động"}
        assert client.post(page(passed_by, "return"), posted).status_code == 302
        stored = DraftResolution.objects.get(pk=passed_by.pk)
        assert (stored.status, stored.rounds) == ("drafting", 2)

    def test_not_another_board_and_not_before_or_after(self, cast, draft, passed_by):
        other = BodyFactory(
            locality=cast.locality, code="ban-pc", kind="council_board", name="Ban Pháp chế", parent=cast.council
        )
        stranger = cast.acting_as(other, "board_secretary")
        with pytest.raises(Forbidden):
            actions.return_draft(passed_by, by=stranger, reason="Không phải của tôi")
        approval = NormativeDraftFactory(
            locality=cast.locality,
            session=None,
            drafting_body=cast.department,
            status="approval",
            related={"verifying_boards": [cast.board]},
        )
        with pytest.raises(Forbidden):
            actions.return_draft(approval, by=cast.thu_ky, reason="Chưa đến")

    @pytest.mark.parametrize(("who", "status"), [("lan", 200), ("thu_ky", 200), ("hoa", 403), ("stranger", 404)])
    def test_the_page_to_correct_a_step_opens_for_whoever_may_save_it(self, client, cast, passed_by, who, status):
        own = DraftStep.objects.get(draft=passed_by, kind="verification")
        client.force_login(getattr(cast, who))
        edit = reverse("council_sessions:draftstep-edit", args=[own.pk])
        assert client.get(edit).status_code == status

    def test_of_the_step_of_another_body_it_is_refused(self, client, cast, passed_by, finance):
        foreign = DraftStep.objects.get(draft=passed_by, body=finance)
        client.force_login(cast.thu_ky)
        edit = reverse("council_sessions:draftstep-edit", args=[foreign.pk])
        assert (client.get(edit).status_code, client.post(edit, {}).status_code) == (403, 403)
