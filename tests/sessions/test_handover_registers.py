"""What taking over does in each register: whose it is afterwards, what is owed about it, and who may not write it."""

from datetime import date

import pytest
import time_machine

from coordination.audit.models import Event
from coordination.deadlines.models import Obligation
from coordination.documents.models import OfficialDocument
from coordination.records.errors import Forbidden, NotNow
from oversight import actions as oversight
from oversight.models import Recommendation
from sessions import actions
from sessions.models import HandoverRow, Question, ResolutionTask
from tests.oversight.factories import MissionFactory, RecommendationFactory
from tests.people.factories import BodyFactory
from tests.sessions.factories import QuestionFactory, ResolutionFactory, ResolutionTaskFactory
from tests.sessions.factories_handover import ENDED, LOADER, TODAY, handover_of, row_of

D = date
PUT = D(2026, 6, 23)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def merged(cast):
    """A department that ended, its successor, and an officer there."""
    old = BodyFactory(locality=cast.locality, name="Sở cũ", parent=cast.committee)
    heir = BodyFactory(locality=cast.locality, name="Sở mới", parent=cast.committee)
    return old, heir, cast.acting_as(heir, "department_officer", "Cán bộ Mới")


def end(old, heir) -> None:
    old.valid_to, old.successor = ENDED, heir
    old.save()


def paper(cast) -> OfficialDocument:
    return OfficialDocument.objects.create(
        locality=cast.locality, issuer=cast.department, abstract="Biên bản nhận việc", issued_on=D(2026, 9, 30)
    )


def asked(cast, old, **fields) -> Question:
    return QuestionFactory(locality=cast.locality, addressee=old, put_on=PUT, **fields)


LATER = D(2026, 11, 30)


def promised(cast, old, due_on=LATER) -> Question:
    question = asked(cast, old)
    return actions.promise(question, by=LOADER, promise="Làm xong cầu", promise_due_on=due_on, promised_on=PUT)


def duties_of(record) -> list[tuple]:
    """(owner, status, begun, due) of everything that is or was owed about it."""
    rows = Obligation.objects.about(record).order_by("pk")
    return [(row.owner, row.status, row.opened_on, row.due_on) for row in rows]


def fresh(row) -> HandoverRow:
    return HandoverRow.objects.get(pk=row.pk)


# --- Questions -------------------------------------------------------------------------------------------------------


def test_a_question_to_an_ended_body_goes_to_the_one_that_takes_over(cast, merged):
    old, heir, _officer = merged
    question = asked(cast, old)
    end(old, heir)
    row = row_of(handover_of(cast), question)
    actions.accept_handover(row, by=cast.lan, document=paper(cast))
    assert (Question.objects.get(pk=question.pk).addressee, fresh(row).status) == (heir, "accepted")
    notes = list(Event.objects.about(question).order_by("id").values_list("note", flat=True))
    assert notes[-1] == "Bàn giao nhiệm kỳ 2021-2026 sang 2026-2031: Sở mới nhận."


@pytest.mark.parametrize("due_on", [LATER, D(2026, 8, 31)], ids=["to come", "overdue"])
def test_the_promise_passes_on_with_its_day(cast, merged, due_on):
    old, heir, _officer = merged
    question = promised(cast, old, due_on)
    assert duties_of(question) == [(old, "open", PUT, due_on)]
    end(old, heir)
    actions.accept_handover(row_of(handover_of(cast), question), by=cast.lan, document=paper(cast))
    assert duties_of(question) == [(heir, "open", PUT, due_on)]
    assert Question.objects.get(pk=question.pk).status == "promised"


def test_the_written_answer_passes_on_with_its_day(cast, merged):
    old, heir, _officer = merged
    question = asked(cast, old)
    actions.leave_to_writing(question, by=LOADER, left_on=D(2026, 6, 25))
    (_owner, _status, begun, due_on) = duties_of(question)[0]
    end(old, heir)
    actions.accept_handover(row_of(handover_of(cast), question), by=cast.lan, document=paper(cast))
    assert duties_of(question) == [(heir, "open", begun, due_on)]


def test_the_body_itself_does_not_write_whom_a_delegate_asked(cast, merged):
    old, heir, officer = merged
    question = promised(cast, old)
    end(old, heir)
    row = row_of(handover_of(cast), question)
    with pytest.raises(NotNow, match="Chất vấn còn ghi ở Sở cũ: văn phòng HĐND ghi Sở mới rồi mới nhận"):
        actions.accept_handover(row, by=officer)
    assert (Question.objects.get(pk=question.pk).addressee, fresh(row).status) == (old, "waiting")
    assert [owner for owner, *_ in duties_of(question)] == [old]


def test_a_question_of_a_body_that_stands_is_taken_over_by_itself(cast):
    question = asked(cast, cast.department)
    row = row_of(handover_of(cast), question)
    with pytest.raises(Forbidden):
        actions.accept_handover(row, by=cast.hoa)
    actions.accept_handover(row, by=cast.minh)
    assert (fresh(row).by, Question.objects.get(pk=question.pk).addressee) == (cast.minh, cast.department)


# --- Tasks -----------------------------------------------------------------------------------------------------------


def test_a_task_passes_on_with_its_duty(cast, merged):
    old, heir, officer = merged
    resolution = ResolutionFactory(locality=cast.locality, adopted_on=PUT)
    task = ResolutionTaskFactory(locality=cast.locality, resolution=resolution, owner=old, due_on=D(2026, 8, 31))
    before = duties_of(task)
    end(old, heir)
    row = row_of(handover_of(cast), task)
    with pytest.raises(NotNow, match="văn phòng HĐND ghi Sở mới rồi mới nhận"):
        actions.accept_handover(row, by=officer)
    actions.accept_handover(fresh(row), by=cast.lan, document=paper(cast))
    assert ResolutionTask.objects.get(pk=task.pk).owner == heir
    assert duties_of(task) == [(heir, *rest) for _owner, *rest in before]


# --- Recommendations -------------------------------------------------------------------------------------------------


def of_the_front(cast, addressee) -> Recommendation:
    mission = MissionFactory(locality=cast.locality, lead_body=cast.front, status="concluded")
    return RecommendationFactory(locality=cast.locality, mission=mission, addressee=addressee)


def test_a_recommendation_in_the_book_of_the_front_is_not_rewritten_by_the_councils_office(cast, merged):
    old, heir, officer = merged
    recommendation = of_the_front(cast, old)
    end(old, heir)
    row = row_of(handover_of(cast), recommendation)
    for who, document in ((cast.lan, paper(cast)), (officer, None)):
        with pytest.raises(NotNow, match="Kiến nghị còn gửi Sở cũ: MTTQ tỉnh ghi Sở mới rồi mới nhận"):
            actions.accept_handover(fresh(row), by=who, document=document)
    recommendation.refresh_from_db()
    assert (recommendation.addressee, fresh(row).status) == (old, "waiting")


def test_once_the_front_has_written_it_the_body_takes_it_over(cast, merged):
    old, heir, officer = merged
    recommendation = of_the_front(cast, old)
    end(old, heir)
    row = row_of(handover_of(cast), recommendation)
    recommendation.refresh_from_db()
    recommendation.addressee = heir
    oversight.edit_recommendation(recommendation, by=cast.hoa)
    actions.accept_handover(fresh(row), by=officer)
    assert (fresh(row).status, fresh(row).by) == ("accepted", officer)


def test_who_keeps_no_book_of_that_side_has_no_say(cast, merged):
    """A board's secretary may edit oversight, and is neither the body nor the office that writes for it."""
    old, heir, _officer = merged
    recommendation = of_the_front(cast, old)
    end(old, heir)
    row = row_of(handover_of(cast), recommendation)
    with pytest.raises(Forbidden):
        actions.accept_handover(row, by=cast.thu_ky, document=paper(cast))
    assert fresh(row).status == "waiting"
