"""What a draft owes after a correction, who may correct it, and what laying it before the session hands over."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError

from coordination.deadlines.models import Obligation
from coordination.people.choices import BodyKind
from coordination.records.errors import Forbidden
from sessions import actions
from sessions.models import AgendaItem, DraftComment, DraftResolution, DraftStep, Verification
from tests.people.factories import BodyFactory
from tests.sessions.factories import AgendaItemFactory, CouncilSessionFactory, SessionDocumentFactory
from tests.sessions.factories_drafts import NormativeDraftFactory

TODAY = date(2026, 7, 15)
D = date


@pytest.fixture(autouse=True)
def mid_july():
    """Wednesday 15/7/2026."""
    with time_machine.travel("2026-07-15 02:00", tick=False):
        yield


@pytest.fixture
def justice(cast):
    body = BodyFactory(
        locality=cast.locality, code="so-tu-phap", kind=BodyKind.DEPARTMENT, name="Sở Tư pháp", parent=cast.committee
    )
    cast.phap = cast.acting_as(body, "department_officer", "Trịnh Văn Pháp")
    return body


@pytest.fixture
def session(cast):
    """Opens on Thursday 20/8/2026."""
    return CouncilSessionFactory(locality=cast.locality, number="2", planned_opening="2026-08-20")


@pytest.fixture
def draft(cast, session):
    """Sở Y tế drafts, the committee submits, one board verifies, the Front criticises."""
    return NormativeDraftFactory(
        locality=cast.locality,
        session=session,
        drafting_body=cast.department,
        submitting_body=cast.committee,
        needs_criticism=True,
        related={"verifying_boards": [cast.board]},
    )


def owed(draft):
    """Of each step: rule, who owes, by when, how it stands."""
    steps = list(draft.steps.values_list("pk", flat=True))
    rows = Obligation.objects.filter(subject_type__model="draftstep", subject_id__in=steps, version__isnull=False)
    return sorted((row.version.rule.code, row.owner.short_name, row.due_on, row.status) for row in rows)


def fresh(draft):
    return DraftResolution.objects.get(pk=draft.pk)


class TestLaying:
    @pytest.fixture
    def item(self, cast, draft, session):
        """The content, received on 10/7, with a text and a file still empty."""
        item = AgendaItemFactory(
            locality=cast.locality,
            session=session,
            kind="draft",
            draft=draft,
            status="received",
            received_on=D(2026, 7, 10),
        )
        SessionDocumentFactory(locality=cast.locality, item=item, title="Tờ trình", text="Kính trình")
        SessionDocumentFactory(locality=cast.locality, item=item, title="Phụ lục")
        return item

    def lay(self, cast, draft, **said):
        actions.start_drafting(draft, by=cast.lan, on=D(2026, 7, 1))
        actions.verify_draft(draft, by=cast.lan, on=D(2026, 7, 2))
        actions.lay_draft(draft, by=cast.lan, **said)

    def test_sends_the_content_with_its_papers(self, cast, draft, item):
        self.lay(cast, draft, on=D(2026, 7, 14))
        stored = AgendaItem.objects.get(pk=item.pk)
        assert (stored.status, stored.sent_on) == ("sent_to_delegates", D(2026, 7, 14))
        papers = item.documents.order_by("title").values_list("title", "audience")
        assert list(papers) == [("Phụ lục", "inside"), ("Tờ trình", "delegates")]
        assert draft.steps.get(kind="delegates").done_on == D(2026, 7, 14)

    def test_what_came_after_the_day_is_sent_when_it_came(self, cast, draft, item):
        self.lay(cast, draft, on=D(2026, 7, 9))
        assert AgendaItem.objects.get(pk=item.pk).sent_on == D(2026, 7, 10)

    def test_what_did_not_come_stays_owed(self, cast, draft, item):
        AgendaItem.objects.filter(pk=item.pk).update(status="expected", received_on=None)
        self.lay(cast, draft)
        assert (AgendaItem.objects.get(pk=item.pk).status, draft.status) == ("expected", "to_session")


def appraising(cast, draft, justice):
    """The open step of the justice body."""
    actions.start_drafting(draft, by=cast.lan, on=D(2026, 7, 1))
    actions.appraise(draft, by=cast.lan, body=justice, on=D(2026, 7, 10))
    return draft.steps.get(kind="appraisal")


def test_a_board_does_not_end_what_another_body_owes(cast, draft, justice):
    step = appraising(cast, draft, justice)
    step.done_on = D(2026, 7, 14)
    with pytest.raises(Forbidden):
        actions.edit_step(step, by=cast.thu_ky)
    comment = DraftComment(
        locality=cast.locality, draft=draft, kind="appraisal", from_body=justice, given_on=D(2026, 7, 14), text="Đủ"
    )
    with pytest.raises(Forbidden):
        actions.create_comment(comment, by=cast.thu_ky)
    with pytest.raises(Forbidden):
        actions.withdraw_draft(fresh(draft), by=cast.thu_ky, reason="Chưa chín")
    assert (step.draft.comments.count(), Obligation.objects.about(step).get().status) == (0, "open")


def test_a_board_corrects_its_own_step(cast, draft):
    actions.start_drafting(draft, by=cast.lan, on=D(2026, 7, 1))
    actions.verify_draft(draft, by=cast.lan, on=D(2026, 7, 10))
    step = draft.steps.get(kind="verification")
    step.done_on = D(2026, 7, 14)
    actions.edit_step(step, by=cast.thu_ky)
    assert Obligation.objects.about(step).get().status == "done"


def test_a_board_does_not_write_down_what_another_verified(cast, draft):
    other = BodyFactory(
        locality=cast.locality, code="ban-pc", kind="council_board", name="Ban Pháp chế", parent=cast.council
    )
    actions.start_drafting(draft, by=cast.lan)
    actions.verify_draft(draft, by=cast.lan)
    meeting = Verification(locality=cast.locality, draft=draft, board=cast.board, held_on=TODAY)
    with pytest.raises(Forbidden):
        actions.create_verification(meeting, by=cast.acting_as(other, "board_secretary", "Vi Thị Ban"))


def test_without_its_last_day_a_step_is_owed_again(cast, draft, justice):
    step = appraising(cast, draft, justice)
    actions.record_appraisal(draft, by=cast.phap, on=D(2026, 7, 14), text="Đủ")
    step = DraftStep.objects.get(pk=step.pk)
    step.done_on = None
    with pytest.raises(ValidationError) as wrong:
        actions.edit_step(step, by=cast.lan)
    assert wrong.value.message_dict == {"result": ["Chưa xong thì để trống kết quả."]}
    step.result = ""
    actions.edit_step(step, by=cast.lan)
    duty = Obligation.objects.about(step).get()
    assert (duty.status, duty.closed_on, duty.due_on) == ("open", None, D(2026, 7, 27))


def test_the_drafter_does_not_owe_the_sending_again(cast, draft):
    actions.start_drafting(draft, by=cast.lan, on=D(2026, 7, 1))
    actions.criticise(draft, by=cast.lan, on=D(2026, 7, 10))
    actions.record_criticism(draft, by=cast.hoa, on=D(2026, 7, 14))
    step = draft.steps.get(kind="criticism")
    step.done_on = None
    actions.edit_step(step, by=cast.lan)
    assert [row for row in owed(draft) if row[0] == "DR-06"] == [("DR-06", "Sở Y tế", D(2026, 7, 21), "done")]
