"""What each act does: status, dates, history, obligations; and who may not."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from coordination.audit.actors import System
from coordination.deadlines.models import Obligation
from coordination.people.concerning import Concern
from coordination.people.permissions import Permission
from coordination.people.roles import ROLES
from coordination.records.errors import AlreadyDone, Forbidden, NotNow
from coordination.workflow import door
from coordination.workflow.models import StatusChange
from sessions import actions, workflow
from sessions.choices import ItemStatus
from sessions.models import AgendaItem, CouncilSession, DraftResolution, Question, ResolutionTask
from tests.sessions.factories import (
    AgendaItemFactory,
    CouncilSessionFactory,
    DraftCommentFactory,
    DraftResolutionFactory,
    QuestionFactory,
    ResolutionTaskFactory,
    SessionDocumentFactory,
    VerificationFactory,
)

TODAY = date(2026, 7, 15)
DUE = date(2026, 7, 20)

TABLES = {
    CouncilSession: (workflow.SESSION, CouncilSessionFactory),
    AgendaItem: (workflow.ITEM, AgendaItemFactory),
    Question: (workflow.QUESTION, QuestionFactory),
    ResolutionTask: (workflow.TASK, ResolutionTaskFactory),
}
# What a step must set for the database to accept its target; what it must empty is None.
FIELDS = {
    (CouncilSession, "open"): {"opened_on": TODAY},
    (AgendaItem, "receive"): {"received_on": TODAY},
    (AgendaItem, "send"): {"sent_on": TODAY},
    (AgendaItem, "withdraw"): {"stopped_on": TODAY, "reason": "Chờ ý kiến"},
    (AgendaItem, "postpone"): {"stopped_on": TODAY, "reason": "Chờ ý kiến"},
    (AgendaItem, "restore"): {"received_on": None, "stopped_on": None, "reason": ""},
    (Question, "promise"): {"promise": "Làm xong", "promise_due_on": DUE},
    (ResolutionTask, "finish"): {"done_on": TODAY},
    (ResolutionTask, "reopen"): {"done_on": None},
}
STEPS = [
    pytest.param(model, step, id=f"{model.__name__}-{step.name}")
    for model, (table, _factory) in TABLES.items()
    for step in table
    if not step.is_creation
]


@pytest.fixture(autouse=True)
def mid_july():
    """Wednesday 15/7/2026, after everybody was registered."""
    with time_machine.travel("2026-07-15 02:00", tick=False):
        yield


def owed(record):
    """Who owes what about the record by when, and how it ended."""
    rows = Obligation.objects.about(record).order_by("id")
    return [(row.owner.short_name, row.due_on, row.status, row.closed_on) for row in rows]


def steps_of(record):
    return [row.transition for row in StatusChange.objects.about(record)]


def concerns(record, body) -> bool:
    return any(
        row.record == record and row.body == body for row in Concern.objects.filter(object_id=record.pk, body=body)
    )


@pytest.fixture
def session(cast):
    return CouncilSessionFactory(locality=cast.locality, number="2")


@pytest.fixture
def item(cast, session):
    """A report that Sở Y tế owes by 20/7/2026."""
    return AgendaItemFactory(
        locality=cast.locality, session=session, title="Báo cáo y tế", preparing_body=cast.department, due_on=DUE
    )


@pytest.mark.parametrize(("model", "step"), STEPS)
def test_every_step_from_every_status(cast, model, step):
    table, factory = TABLES[model]
    for status in model._meta.get_field("status").choices:
        record = factory(locality=cast.locality, status=status[0])
        fields = FIELDS.get((model, step.name), {})
        if status[0] in step.sources:
            door.move(record, step.name, by=System("test"), **fields)
            assert model.objects.get(pk=record.pk).status == step.target
            continue
        with pytest.raises(AlreadyDone if status[0] == step.target else NotNow):
            door.move(record, step.name, by=System("test"), **fields)
        assert model.objects.get(pk=record.pk).status == status[0]


@pytest.mark.parametrize(("model", "step"), STEPS)
def test_every_step_asks_for_its_permission(cast, model, step):
    table, factory = TABLES[model]
    record = factory(locality=cast.locality, status=step.sources[0])
    allowed = {code for code, role in ROLES.items() if step.permission in role.permissions}
    for code in (
        "council_clerk",
        "committee_clerk",
        "front_clerk",
        "board_secretary",
        "department_officer",
        "delegate",
    ):
        person = cast.acting_as(cast.department, code)
        if code not in allowed:
            with pytest.raises(Forbidden):
                door.move(record, step.name, by=person)
    assert "council_clerk" in allowed or step.permission == Permission.QUESTION_ANSWER


class TestSession:
    def test_from_planning_to_closing(self, cast, session):
        actions.convene(session, by=cast.lan, convened_on=date(2026, 6, 3))
        actions.open_session(session, by=cast.lan, opened_on=date(2026, 7, 13))
        actions.close_session(session, by=cast.lan, lessons_learned="Gửi tài liệu sớm hơn")
        stored = CouncilSession.objects.get(pk=session.pk)
        assert (stored.status, stored.convened_on, stored.opened_on, stored.closed_on) == (
            "closed",
            date(2026, 6, 3),
            date(2026, 7, 13),
            TODAY,
        )
        assert stored.lessons_learned == "Gửi tài liệu sớm hơn"
        assert steps_of(session) == ["plan", "convene", "open", "close"]

    def test_convening_shows_it_to_the_delegates(self, cast, session):
        visible = CouncilSession.objects.visible_to(cast.dai_bieu)
        assert list(visible) == []
        actions.convene(session, by=cast.lan)
        assert list(visible.all()) == [session]

    def test_what_a_job_loads_stands_on_its_day(self, cast):
        session = CouncilSessionFactory(locality=cast.locality)
        actions.convene(session, by=System("demo"), convened_on=date(2026, 6, 3))
        change = StatusChange.objects.about(session).get(transition="convene")
        assert timezone.localtime(change.at).date() == date(2026, 6, 3)

    def test_what_a_person_records_stands_on_the_day_of_recording(self, cast, session):
        actions.convene(session, by=cast.lan, convened_on=date(2026, 6, 3))
        change = StatusChange.objects.about(session).get(transition="convene")
        assert timezone.localtime(change.at).date() == TODAY

    def test_postponed_and_prepared_again(self, cast, session):
        actions.postpone_session(session, by=cast.lan, reason="Bão")
        actions.resume_session(session, by=cast.lan, planned_opening=date(2026, 8, 4))
        stored = CouncilSession.objects.get(pk=session.pk)
        assert (stored.status, stored.planned_opening.iso) == ("preparing", "2026-08-04")

    def test_closing_before_the_opening_is_refused(self, cast, session):
        actions.convene(session, by=cast.lan)
        actions.open_session(session, by=cast.lan)
        with pytest.raises(ValidationError):
            actions.close_session(session, by=cast.lan, closed_on=date(2026, 7, 1))
        assert CouncilSession.objects.get(pk=session.pk).status == "open"

    def test_a_cancelled_session_is_owed_nothing(self, cast, session, item):
        received = AgendaItemFactory(locality=cast.locality, session=session, status="received", received_on=TODAY)
        actions.cancel_session(session, by=cast.lan, reason="không đủ nội dung")
        stored = AgendaItem.objects.get(pk=item.pk)
        assert (stored.status, stored.reason) == ("withdrawn", "Không tổ chức kỳ họp: không đủ nội dung")
        assert AgendaItem.objects.get(pk=received.pk).status == "received"
        assert owed(item) == [("Sở Y tế", DUE, "waived", TODAY)]


class TestItem:
    def test_a_due_day_is_an_obligation_towards_the_standing_committee(self, cast, item):
        obligation = Obligation.objects.about(item).get()
        assert (obligation.owner, obligation.beneficiary) == (cast.department, cast.standing)
        assert (obligation.title, obligation.due_on) == ("Gửi tài liệu: Báo cáo y tế", DUE)
        assert obligation.basis == "Ấn định cho Kỳ họp thứ 2, thường lệ năm 2026"

    @pytest.mark.parametrize("fields", [{"due_on": None}, {"preparing_body": None}])
    def test_without_day_or_body_nobody_owes(self, cast, fields):
        item = AgendaItemFactory(locality=cast.locality, **{"preparing_body": cast.department} | fields)
        assert owed(item) == []

    def test_an_ended_locality_owes_nothing(self, cast):
        item = AgendaItemFactory(locality=cast.ended, preparing_body=cast.ended_council)
        actions.receive_item(item, by=System("demo"), received_on=date(2025, 6, 1))
        assert owed(item) == []

    def test_who_prepares_sees_the_session_too(self, cast, session, item):
        assert list(CouncilSession.objects.visible_to(cast.minh)) == [session]

    def test_another_day_moves_the_obligation(self, cast, item):
        item.due_on = date(2026, 7, 22)
        actions.edit_item(item, by=cast.lan)
        assert owed(item) == [("Sở Y tế", date(2026, 7, 22), "open", None)]

    def test_another_body_takes_it_over(self, cast, item):
        item.preparing_body = cast.front
        actions.edit_item(item, by=cast.lan)
        assert owed(item) == [("Sở Y tế", DUE, "waived", TODAY), ("MTTQ tỉnh", DUE, "open", None)]

    def test_its_parts_follow_the_preparing_body(self, cast, session, item):
        document = SessionDocumentFactory(locality=cast.locality, item=item)
        verification = VerificationFactory(locality=cast.locality, draft=None, item=item, board=cast.board)
        item.preparing_body = cast.front
        actions.edit_item(item, by=cast.lan)
        for part in (session, document, verification):
            assert (concerns(part, cast.front), concerns(part, cast.department)) == (True, False)

    def test_without_a_day_the_obligation_is_dropped(self, cast, item):
        item.due_on = None
        actions.edit_item(item, by=cast.lan)
        assert owed(item) == [("Sở Y tế", DUE, "waived", TODAY)]

    @pytest.mark.parametrize(
        ("received", "closed"), [(date(2026, 7, 15), date(2026, 7, 15)), (date(2026, 7, 10), date(2026, 7, 15))]
    )
    def test_receiving_closes_the_obligation(self, cast, item, received, closed):
        actions.receive_item(item, by=cast.lan, received_on=received, late_reason="không trễ nên bỏ")
        assert AgendaItem.objects.get(pk=item.pk).received_on == received
        assert owed(item) == [("Sở Y tế", DUE, "done", closed)]
        assert Obligation.objects.about(item).get().late_reason == ""

    def test_receiving_late_keeps_the_reason_and_who(self, cast, session):
        item = AgendaItemFactory(
            locality=cast.locality, session=session, preparing_body=cast.department, due_on=date(2026, 7, 7)
        )
        actions.receive_item(item, by=cast.lan, received_on=date(2026, 7, 9), late_reason="Chờ số liệu")
        obligation = Obligation.objects.about(item).get()
        assert (obligation.closed_on, obligation.late_reason, obligation.late_body) == (
            date(2026, 7, 9),
            "Chờ số liệu",
            cast.department,
        )

    @pytest.mark.parametrize("who", ["minh", "ubnd"])
    def test_the_own_side_hands_in_today(self, cast, item, who):
        actions.receive_item(item, by=getattr(cast, who), received_on=date(2026, 7, 1))
        assert AgendaItem.objects.get(pk=item.pk).received_on == TODAY

    def test_another_side_does_not_hand_it_in(self, cast, item):
        with pytest.raises(Forbidden) as refused:
            actions.receive_item(item, by=cast.hoa)
        assert refused.value.message == "Tài liệu này do Sở Y tế chuẩn bị và nộp."
        assert AgendaItem.objects.get(pk=item.pk).status == "expected"

    def test_verified_and_sent_to_the_delegates(self, cast, item):
        actions.receive_item(item, by=cast.minh)
        actions.verify_item(item, by=cast.thu_ky)
        assert list(AgendaItem.objects.visible_to(cast.dai_bieu)) == []
        actions.send_item(item, by=cast.lan)
        stored = AgendaItem.objects.visible_to(cast.dai_bieu).get()
        assert (stored.verified_on, stored.sent_on) == (TODAY, TODAY)

    @pytest.mark.parametrize(("act", "status"), [("withdraw_item", "withdrawn"), ("postpone_item", "postponed")])
    def test_withdrawn_and_restored(self, cast, item, act, status):
        getattr(actions, act)(item, by=cast.lan, reason="Chờ ý kiến")
        assert AgendaItem.objects.get(pk=item.pk).status == status
        assert owed(item) == [("Sở Y tế", DUE, "waived", TODAY)]
        actions.restore_item(item, by=cast.lan)
        stored = AgendaItem.objects.get(pk=item.pk)
        assert (stored.status, stored.stopped_on, stored.reason) == (ItemStatus.EXPECTED, None, "")
        assert owed(item) == [("Sở Y tế", DUE, "open", None)]


class TestQuestion:
    @pytest.fixture
    def question(self, cast):
        return QuestionFactory(locality=cast.locality, addressee=cast.department, delegate=cast.dai_bieu.person)

    def test_answered_in_writing_by_the_body_asked(self, cast, question):
        actions.answer_question(question, by=cast.minh, answer="Do giải phóng mặt bằng")
        stored = Question.objects.get(pk=question.pk)
        assert (stored.status, stored.answered_on, stored.answered_in) == ("answered", TODAY, "written")
        actions.finish_question(question, by=cast.lan)
        assert Question.objects.get(pk=question.pk).status == "done"

    def test_an_answer_in_the_hall_is_recorded_by_the_office(self, cast, question):
        actions.hear_answer(question, by=cast.lan, answer="Đang làm", answered_on=date(2026, 6, 24))
        stored = Question.objects.get(pk=question.pk)
        assert (stored.status, stored.answered_on, stored.answered_in) == ("answered", date(2026, 6, 24), "spoken")

    def test_a_promise_is_an_obligation_until_it_is_kept(self, cast, question):
        actions.promise(question, by=cast.lan, promise="Xong cầu", promise_due_on=DUE)
        obligation = Obligation.objects.about(question).get()
        assert (obligation.title, obligation.basis_kind) == ("Thực hiện lời hứa: Xong cầu", "promise")
        assert owed(question) == [("Sở Y tế", DUE, "open", None)]
        actions.keep_promise(question, by=cast.lan, evidence="Biên bản bàn giao")
        assert owed(question) == [("Sở Y tế", DUE, "done", TODAY)]
        assert Question.objects.get(pk=question.pk).status == "done"
        assert Obligation.objects.about(question).get().evidence == "Biên bản bàn giao"

    def test_a_promise_of_the_past_is_opened_on_its_day(self, cast, question):
        actions.promise(
            question,
            by=System("demo"),
            promise="Xong cầu",
            promise_due_on=date(2026, 7, 1),
            promised_on=date(2026, 6, 24),
        )
        assert Obligation.objects.about(question).get().opened_on == date(2026, 6, 24)

    def test_delegates_ask_for_themselves_others_do_not(self, cast, question):
        own = QuestionFactory(
            locality=cast.locality,
            session=question.session,
            addressee=cast.department,
            delegate=cast.dai_bieu.person,
            by=cast.dai_bieu,
        )
        assert own in Question.objects.visible_to(cast.dai_bieu)
        with pytest.raises(Forbidden):
            QuestionFactory(locality=cast.locality, session=question.session, addressee=cast.department, by=cast.minh)


class TestDraft:
    def test_the_whole_way(self, cast):
        """The short names of the steps, without bodies and days; all of it stands in test_draft_steps."""
        draft = DraftResolutionFactory(locality=cast.locality, is_normative=True, by=cast.lan)
        for act in (
            actions.start_drafting,
            actions.consult,
            actions.appraise,
            actions.verify_draft,
            actions.lay_draft,
            actions.adopt_draft,
        ):
            act(draft, by=cast.lan)
        assert steps_of(draft) == ["register", "draft", "consult", "appraise", "verify", "lay", "adopt"]
        assert list(DraftResolution.objects.visible_to(cast.dai_bieu)) == [draft]

    def test_each_return_is_a_round_more(self, cast):
        draft = DraftResolutionFactory(locality=cast.locality, status="verification")
        actions.return_draft(draft, by=cast.lan, reason="Thiếu đánh giá tác động")
        stored = DraftResolution.objects.get(pk=draft.pk)
        assert (stored.status, stored.rounds) == ("drafting", 2)
        assert StatusChange.objects.about(draft).last().note == "Thiếu đánh giá tác động"

    def test_without_a_session_it_is_not_laid(self, cast):
        draft = DraftResolutionFactory(locality=cast.locality, session=None, status="verification")
        with pytest.raises(NotNow) as refused:
            actions.lay_draft(draft, by=cast.lan)
        assert refused.value.message == "Chưa chọn kỳ họp dự kiến trình."

    def test_rejected_and_withdrawn(self, cast):
        laid = DraftResolutionFactory(locality=cast.locality, status="to_session")
        actions.reject_draft(laid, by=cast.lan)
        fresh = DraftResolutionFactory(locality=cast.locality)
        actions.withdraw_draft(fresh, by=cast.lan, reason="Chưa chín")
        assert (laid.status, fresh.status) == ("rejected", "withdrawn")

    def test_parts_follow_the_drafting_body(self, cast):
        draft = DraftResolutionFactory(locality=cast.locality, drafting_body=cast.department)
        comment = DraftCommentFactory(locality=cast.locality, draft=draft, from_body=cast.front)
        draft.drafting_body = cast.committee
        actions.edit_draft(draft, by=cast.lan)
        assert (concerns(comment, cast.committee), concerns(comment, cast.department)) == (True, False)


class TestTask:
    @pytest.fixture
    def task(self, cast):
        return ResolutionTaskFactory(locality=cast.locality, owner=cast.department, due_on=DUE)

    def test_finished_and_reopened(self, cast, task):
        assert owed(task) == [("Sở Y tế", DUE, "open", None)]
        actions.finish_task(task, by=cast.minh, result="Kế hoạch 15/KH-SYT")
        assert owed(task) == [("Sở Y tế", DUE, "done", TODAY)]
        actions.reopen_task(task, by=cast.lan, note="Thiếu phụ lục")
        assert owed(task) == [("Sở Y tế", DUE, "open", None)]
        assert ResolutionTask.objects.get(pk=task.pk).done_on is None

    def test_changing_the_day_moves_the_obligation(self, cast, task):
        task.due_on = date(2026, 8, 1)
        actions.edit_task(task, by=cast.lan)
        assert owed(task) == [("Sở Y tế", date(2026, 8, 1), "open", None)]
        assert concerns(task.resolution, cast.department)

    def test_a_done_task_keeps_its_obligation_closed(self, cast, task):
        actions.finish_task(task, by=cast.lan, result="Xong")
        task.title = "Ban hành kế hoạch"
        actions.edit_task(task, by=cast.lan)
        assert owed(task) == [("Sở Y tế", DUE, "done", TODAY)]
