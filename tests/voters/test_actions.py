from datetime import date

import pytest
from django.core.exceptions import ValidationError

from coordination.audit.actors import System
from coordination.deadlines.queries import about, open_about
from coordination.people.choices import BodyKind, ConcernKind
from coordination.people.models import Concern
from coordination.records.errors import AlreadyDone, Forbidden, NotNow
from coordination.workflow.models import StatusChange
from coordination.workflow.table import table_of
from tests.people.factories import BodyFactory
from tests.voters.factories import (
    LOADER,
    ContactMeetingFactory,
    PetitionFactory,
    ReplyFactory,
    brought_to,
    petition_of,
)
from voters import actions
from voters.actions import petitions
from voters.actions.answers import Answer, write
from voters.choices import Field, PetitionStatus, Result
from voters.models import ContactMeeting, Petition
from voters.rules import MEANING
from voters.workflow.petitions import FOLLOWING, WITH_ABOVE

D = date


@pytest.fixture
def petition(cast):
    return petition_of(cast.locality, place=cast.commune, place_detail="thôn Thượng")


# --- The table -----------------------------------------------------------------------------------------------------


ACTS = {
    "classify": lambda p, cast: actions.classify(p, by=LOADER, field=Field.ROADS, level="province"),
    "forward": lambda p, cast: actions.forward(p, by=LOADER, to=cast.department, on=D(2026, 6, 20)),
    "answer_on_spot": lambda p, cast: actions.answer_on_spot(
        p, by=LOADER, result=Result.EXPLAINED, text="Đã nói rõ.", body=cast.committee, sent_on=D(2026, 6, 20)
    ),
    "accept": lambda p, cast: actions.accept(p, by=LOADER, on=D(2026, 6, 20)),
    "assign": lambda p, cast: actions.assign(p, by=LOADER, to=cast.committee, on=D(2026, 6, 20)),
    "assign_again": lambda p, cast: actions.assign(p, by=LOADER, to=cast.committee, on=D(2026, 6, 20)),
    "refuse": lambda p, cast: actions.refuse(p, by=LOADER, reason="Không đúng thẩm quyền.", on=D(2026, 6, 20)),
    "reply": lambda p, cast: write(p, "reply", Answer(cast.department, D(2026, 6, 20), "planned", "Có."), by=LOADER),
    "reply_again": lambda p, cast: write(
        p, "reply_again", Answer(cast.department, D(2026, 6, 20), "planned", "Sẽ làm."), by=LOADER
    ),
    "judge": lambda p, cast: actions.judge(p, by=LOADER, judgement="satisfied", body=cast.front, on=D(2026, 6, 20)),
    "judge_again": lambda p, cast: actions.judge(
        p, by=LOADER, judgement="satisfied", body=cast.front, on=D(2026, 6, 20)
    ),
    "reopen": lambda p, cast: actions.reopen(p, by=LOADER, on=D(2026, 6, 20)),
    "resolve": lambda p, cast: actions.resolve(p, by=LOADER, evidence="Biên bản nghiệm thu.", on=D(2026, 6, 20)),
    "return": lambda p, cast: actions.return_petition(p, by=LOADER, reason="Việc riêng.", on=D(2026, 6, 20)),
    "finish": lambda p, cast: actions.finish(p, by=LOADER, on=D(2026, 6, 20)),
}
STATUSES = [status.value for status in PetitionStatus]


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("name", ACTS)
def test_every_step_from_every_status(cast, petition, name, status):
    step = table_of(Petition)[name]
    brought_to(petition, status, cast.department)
    if name == "reopen" and status in ("answered", "finished"):
        actions.judge(petition, by=LOADER, judgement="unsatisfied", body=cast.front, on=D(2026, 6, 10), text="Chưa rõ.")
    if name in ("assign", "assign_again") and status in ("in_progress", "reopened"):
        name, step = (n := "assign_again" if status == "reopened" else "assign"), table_of(Petition)[n]
    if name in ("judge", "judge_again") and status in ("answered", "finished"):
        name, step = (n := "judge_again" if status == "finished" else "judge"), table_of(Petition)[n]
    if status in step.sources:
        ACTS[name](petition, cast)
        petition.refresh_from_db()
        assert petition.status == step.target
        assert StatusChange.objects.about(petition).last().transition == name
        return
    with pytest.raises((NotNow, AlreadyDone, ValidationError)):
        ACTS[name](petition, cast)
    petition.refresh_from_db()
    assert petition.status == status


def test_the_table_names_a_test_for_every_step():
    by_itself = {step.name for step in (*FOLLOWING, *WITH_ABOVE)}  # test_merging.py, test_registers.py
    assert {step.name for step in table_of(Petition) if not step.is_creation} - by_itself == set(ACTS)


# --- Register and classify -------------------------------------------------------------------------------------------


def test_register_numbers_by_locality_and_year(cast):
    codes = [petition_of(cast.locality).code for _ in range(2)]
    codes.append(petition_of(cast.locality, received_on=D(2025, 11, 20), due_on=None).code)
    codes.append(petition_of(cast.other).code)
    assert codes == ["KN-2026-0001", "KN-2026-0002", "KN-2025-0001", "KN-2026-0001"]


def test_register_keeps_a_given_code(cast):
    petition = petition_of(cast.locality, code="KN-2026-0126", number=126)
    assert (petition.code, petition.year, petition.number) == ("KN-2026-0126", 2026, 126)
    assert petition_of(cast.locality).code == "KN-2026-0127"


def test_register_takes_the_next_number_when_another_clerk_was_faster(cast, monkeypatch):
    petition_of(cast.locality)
    answers = iter([1, 2])
    monkeypatch.setattr(petitions.queries, "next_number", lambda *_: next(answers))
    monkeypatch.setattr(Petition, "validate_constraints", lambda self, exclude=None: None)
    assert petition_of(cast.locality).code == "KN-2026-0002"


def test_register_takes_the_next_number_when_the_check_meets_the_faster_clerk(cast, monkeypatch):
    petition_of(cast.locality)
    answers = iter([1, 2])
    monkeypatch.setattr(petitions.queries, "next_number", lambda *_: next(answers))
    assert petition_of(cast.locality).code == "KN-2026-0002"


def test_register_never_exchanges_a_given_code(cast):
    petition_of(cast.locality, code="KN-2026-0126", number=126)
    with pytest.raises(ValidationError) as error:
        petition_of(cast.locality, code="KN-2026-0126", number=126)
    assert error.value.messages == ["Mã kiến nghị này đã có trong sổ."]


def test_register_tries_again_only_for_a_taken_number(cast, monkeypatch):
    asked = []
    monkeypatch.setattr(petitions.queries, "next_number", lambda *_: asked.append(1) or 1)
    with pytest.raises(ValidationError):
        petition_of(cast.locality, origin="không có nguồn này")
    assert len(asked) == 1


def test_register_by_a_clerk_gives_constituency_and_first_sentence(cast):
    petition = actions.register(
        PetitionFactory.build(
            locality=cast.locality, code="", title="", content="Cầu hỏng. Xin sửa sớm.", place=cast.commune
        ),
        by=cast.lan,
    )
    assert (petition.title, petition.constituency, petition.created_by) == ("Cầu hỏng", cast.constituency, cast.lan)


def test_register_refuses_a_day_ahead_and_a_due_day_before_receipt(cast):
    with pytest.raises(ValidationError) as error:
        actions.register(PetitionFactory.build(locality=cast.locality, received_on=D(2199, 1, 1)), by=cast.lan)
    assert error.value.message_dict == {"received_on": ["Ngày này chưa tới."]}
    with pytest.raises(ValidationError) as error:
        petition_of(cast.locality, due_on=D(2026, 5, 1))
    assert error.value.message_dict["due_on"] == ["Hạn trả lời phải từ ngày nhận trở đi."]


def test_a_department_officer_registers_nothing(cast):
    with pytest.raises(Forbidden):
        actions.register(PetitionFactory.build(locality=cast.locality), by=cast.minh)
    assert Petition.objects.count() == 0


def test_a_proposed_body_sees_it_only_when_it_is_forwarded(cast, petition):
    actions.classify(petition, by=cast.lan, field=Field.HEALTH, level="province", competent_body=cast.department)
    seen = [Petition.objects.visible_to(cast.minh).count()]
    actions.forward(petition, by=cast.lan, to=cast.department, due_on=D(2026, 11, 18))
    seen.append(Petition.objects.visible_to(cast.minh).count())
    assert seen == [0, 1]


def test_place_and_monitor_are_concerned(cast, petition):
    actions.classify(petition, by=LOADER, field=Field.HEALTH, level="province", monitor=cast.board)
    rows = Concern.objects.filter(object_id=petition.pk, body__isnull=False, content_type__model="petition")
    assert set(rows.values_list("as_what", "body")) == {
        (ConcernKind.TERRITORY, cast.commune_council.pk),
        (ConcernKind.ADDRESSEE, cast.board.pk),
    }


def test_edit_moves_the_open_duty_and_takes_the_parts_along(cast, petition):
    brought_to(petition, "in_progress", cast.department)
    petition.due_on, petition.place = D(2026, 8, 1), None
    actions.edit_petition(petition, by=cast.lan)
    obligation = open_about(petition).get()
    referral = petition.referrals.get()
    assert (obligation.due_on, obligation.constituency, referral.constituency) == (D(2026, 8, 1), None, None)


# --- Forward, accept, refuse -----------------------------------------------------------------------------------------


def test_forward_opens_the_duty_to_reply(cast, petition):
    support = BodyFactory(locality=cast.locality, short_name="Sở Xây dựng")
    actions.forward(
        petition, by=cast.lan, to=cast.department, supporting=[support], number="214/PC-HĐND", on=D(2026, 5, 20)
    )
    obligation = open_about(petition).get()
    assert (obligation.owner, obligation.beneficiary, obligation.due_on, obligation.opened_on, obligation.basis) == (
        cast.department,
        cast.standing,
        D(2026, 7, 18),
        D(2026, 5, 20),
        "Phiếu chuyển 214/PC-HĐND ngày 20/05/2026",
    )
    assert (petition.status, petition.result, petition.competent_body) == ("forwarded", "none", cast.department)
    assert list(petition.referrals.get().supporting.all()) == [support]
    referred = Concern.objects.filter(as_what="referral", content_type__model="petition")
    assert set(referred.values_list("body", flat=True)) == {cast.department.pk, support.pk}


def test_forward_to_a_body_that_has_ended_names_its_heir(cast, petition):
    heir = BodyFactory(locality=cast.locality, short_name="Sở Nông nghiệp và Môi trường")
    gone = BodyFactory(locality=cast.locality, short_name="Sở TNMT", valid_to=D(2025, 6, 30), successor=heir)
    with pytest.raises(ValidationError) as error:
        actions.forward(petition, by=cast.lan, to=gone)
    assert error.value.message_dict == {
        "to": ["Sở TNMT đã kết thúc ngày 30/06/2025. Cơ quan kế thừa: Sở Nông nghiệp và Môi trường."]
    }


def test_forward_needs_a_classification(cast):
    petition = petition_of(cast.locality, field="", level="")
    with pytest.raises(NotNow) as refusal:
        actions.forward(petition, by=cast.lan, to=cast.department, on=D(2026, 6, 1))
    assert refusal.value.message == "Chưa phân loại: thiếu lĩnh vực và cấp thẩm quyền."


def test_refuse_gives_it_back_and_owes_nothing(cast, petition):
    brought_to(petition, "forwarded", cast.department)
    actions.refuse(petition, by=cast.minh, reason="UBND tỉnh mới có thẩm quyền.", on=D(2026, 5, 25))
    referral = petition.referrals.get()
    assert (petition.status, petition.competent_body, petition.result) == ("new", None, "none")
    assert (referral.refused_on, referral.refusal) == (D(2026, 5, 25), "UBND tỉnh mới có thẩm quyền.")
    assert [row.status for row in about(petition)] == ["waived"]
    assert Petition.objects.visible_to(cast.minh).count() == 1  # who refused goes on seeing what became of it


def test_only_the_body_asked_or_the_keeper_of_the_register_answers(cast, petition):
    other = BodyFactory(locality=cast.locality, kind=BodyKind.DEPARTMENT, parent=cast.committee)
    officer = cast.acting_as(other, "department_officer")
    actions.forward(petition, by=LOADER, to=cast.department, supporting=[other], on=D(2026, 5, 20))
    refused = []
    for user in (officer, cast.xa, cast.hoa):
        with pytest.raises(Forbidden):
            actions.accept(petition, by=user)
        refused.append(user)
    petition.refresh_from_db()
    assert (len(refused), petition.status) == (3, "forwarded")
    actions.accept(petition, by=cast.minh, on=D(2026, 5, 22))
    assert (petition.status, petition.result, petition.referrals.get().accepted_on) == (
        "in_progress",
        "in_progress",
        D(2026, 5, 22),
    )


@pytest.mark.parametrize(("kind", "user", "allowed"), [
    (BodyKind.VERTICAL, "ubnd", True),
    (BodyKind.VERTICAL, "minh", False),
    (BodyKind.COUNCIL_BOARD, "ubnd", False),
    (BodyKind.COUNCIL_BOARD, "lan", True),
])  # fmt: skip
def test_offices_answer_for_their_side(cast, petition, kind, user, allowed):
    body = BodyFactory(locality=cast.locality, kind=kind, parent=cast.council if kind == "council_board" else None)
    brought_to(petition, "forwarded", body)
    step = table_of(Petition)["accept"]
    assert step.is_for(petition, getattr(cast, user)) == allowed


def test_a_commune_answers_for_its_committee(cast, petition):
    committee = BodyFactory(locality=cast.commune, kind=BodyKind.COMMITTEE, short_name="UBND xã Phú Hòa")
    brought_to(petition, "in_progress", committee)
    actions.reply(petition, by=cast.xa, result=Result.EXPLAINED, text="Đã làm rõ.")
    reply = petition.replies.get()
    assert (petition.status, reply.body, reply.locality) == ("answered", committee, cast.locality)


def test_nobody_replies_in_another_name_but_the_keeper_of_the_register(cast, petition):
    brought_to(petition, "in_progress", cast.department)
    with pytest.raises(ValidationError) as error:
        actions.reply(petition, by=cast.chief, result=Result.EXPLAINED, text="Giải trình.", body=cast.committee)
    assert list(error.value.message_dict) == ["body"]
    said = {"result": Result.EXPLAINED, "text": "Giải trình.", "body": cast.committee}
    with pytest.raises(ValidationError) as error:
        actions.reply(petition, by=cast.lan, **said)
    assert error.value.message_dict == {
        "number": ["Ghi giúp UBND tỉnh: ghi số, ký hiệu văn bản trả lời hoặc chọn văn bản đã vào sổ."]
    }
    actions.reply(petition, by=cast.lan, **said, number="15/UBND")
    assert petition.replies.get().body == cast.committee


# --- Reply and what follows ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("result", Result.BY_REPLY)
def test_the_facts_of_every_result_class(cast, petition, result):
    brought_to(petition, "in_progress", cast.department)
    actions.reply(
        petition,
        by=cast.chief,
        result=result,
        text="Trả lời.",
        sent_on=D(2026, 6, 1),
        roadmap="Năm 2027 bố trí vốn.",
        evidence="Biên bản nghiệm thu.",
    )
    facts = (petition.answered_on, petition.resolved_on, petition.finished_on)
    assert tuple(day == D(2026, 6, 1) for day in facts) == tuple(MEANING[result])
    assert petition.result == result


@pytest.mark.parametrize(
    ("act", "facts"),
    [("accept", (False, False, False)), ("return", (False, False, True)), ("reopen", (True, False, False))],
)
def test_the_facts_of_the_other_results(cast, petition, act, facts):
    start = {"accept": "forwarded", "return": "new", "reopen": "answered"}[act]
    brought_to(petition, start, cast.department)
    if act == "reopen":
        actions.judge(petition, by=LOADER, judgement="unsatisfied", body=cast.front, on=D(2026, 6, 3), text="Chưa rõ.")
    ACTS[act](petition, cast)
    stated = (petition.answered_on, petition.resolved_on, petition.finished_on)
    assert tuple(day is not None for day in stated) == facts


def test_reply_closes_the_duty_and_opens_the_promise(cast, petition):
    brought_to(petition, "in_progress", cast.department)
    actions.reply(
        petition,
        by=cast.chief,
        result=Result.PLANNED,
        text="Sẽ sửa trong quý III.",
        number="1245/SYT",
        sent_on=D(2026, 6, 1),
        promised_on=D(2026, 9, 30),
        copied_to=[cast.front],
    )
    answered, promised = about(petition)
    reply = petition.replies.get()
    assert (answered.status, answered.closed_on, answered.evidence) == (
        "done",
        D(2026, 6, 1),
        "Trả lời 1245/SYT ngày 01/06/2026",
    )
    assert (promised.status, promised.due_on, promised.owner, promised.basis_kind) == (
        "open",
        D(2026, 9, 30),
        cast.department,
        "promise",
    )
    assert (reply.promise, list(reply.copied_to.all())) == (promised, [cast.front])


def test_a_late_reply_names_the_late_body(cast, petition):
    brought_to(petition, "in_progress", cast.department)
    actions.reply(petition, by=cast.chief, result=Result.EXPLAINED, text="Giải trình.", sent_on=D(2026, 7, 30))
    obligation = about(petition).get()
    assert (obligation.status, obligation.late_body, obligation.closed_on) == ("done", cast.department, D(2026, 7, 30))


def test_a_new_reply_replaces_the_promise_and_resolving_keeps_it(cast, petition):
    brought_to(petition, "in_progress", cast.department)
    for day, promised in ((D(2026, 6, 1), D(2026, 7, 1)), (D(2026, 6, 20), D(2026, 9, 1))):
        actions.reply(petition, by=cast.chief, result=Result.PLANNED, text="Sẽ làm.", sent_on=day, promised_on=promised)
    actions.resolve(petition, by=cast.lan, evidence="Biên bản nghiệm thu 30/8.", on=D(2026, 8, 31))
    assert [(row.status, row.closed_on) for row in about(petition)] == [
        ("waived", D(2026, 6, 20)),
        ("done", D(2026, 6, 1)),
        ("done", D(2026, 8, 31)),
    ]
    assert (petition.resolved_on, petition.answered_on, petition.evidence) == (
        D(2026, 8, 31),
        D(2026, 6, 1),
        "Biên bản nghiệm thu 30/8.",
    )


def test_a_promise_on_a_finishing_result_is_refused(cast, petition):
    brought_to(petition, "in_progress", cast.department)
    with pytest.raises(ValidationError) as error:
        actions.reply(
            petition,
            by=cast.chief,
            result=Result.EXPLAINED,
            text="Giải trình.",
            sent_on=D(2026, 6, 1),
            promised_on=D(2026, 9, 1),
        )
    assert error.value.messages == ["Kết quả này không còn việc phải làm nên không có ngày hẹn."]
    petition.refresh_from_db()
    assert (petition.status, petition.answered_on, petition.replies.count()) == ("in_progress", None, 0)


@pytest.mark.parametrize(
    ("day", "message"),
    [
        (D(2026, 5, 1), "Trước ngày nhận kiến nghị (18/05/2026)."),
        (D(2026, 5, 21), "Trước lần ghi kết quả gần nhất (đang giải quyết, 22/05/2026)."),
        (D(2199, 1, 1), "Ngày này chưa tới."),
    ],
)
def test_a_reply_has_a_day_that_can_be(cast, petition, day, message):
    brought_to(petition, "in_progress", cast.department)
    with pytest.raises(ValidationError) as error:
        actions.reply(petition, by=cast.chief, result=Result.EXPLAINED, text="Giải trình.", sent_on=day)
    assert error.value.message_dict == {"sent_on": [message]}


def test_an_unsatisfied_verdict_reopens_and_stays_answered(cast, petition):
    brought_to(petition, "answered", cast.department)
    with pytest.raises(NotNow):
        actions.reopen(petition, by=cast.lan)
    actions.judge(petition, by=cast.hoa, judgement="unsatisfied", on=D(2026, 6, 10), text="Không nói rõ giá.")
    with pytest.raises(NotNow):
        actions.finish(petition, by=cast.lan)
    actions.reopen(petition, by=cast.lan, on=D(2026, 6, 13), due_on=D(2026, 8, 11))
    duty = open_about(petition).get()
    assert (petition.status, petition.result, petition.answered_on, petition.finished_on) == (
        "reopened",
        "in_progress",
        D(2026, 6, 1),
        None,
    )
    assert (duty.title, duty.due_on, petition.due_on) == (
        f"Làm rõ trả lời: {petition.title}",
        D(2026, 8, 11),
        D(2026, 8, 11),
    )
    assert petition.verdicts.get().body == cast.front


@pytest.mark.parametrize(
    ("user", "body", "allowed"),
    [
        ("hoa", "front", True),
        ("hoa", "committee", False),
        ("hoa", "council", False),
        ("lan", "office", True),
        ("lan", "standing", True),
        ("lan", "board", True),
        ("lan", "front", False),
        ("thu_ky", "board", True),
        ("thu_ky", "department", False),
    ],
)
def test_one_judges_in_the_name_of_ones_own_side(cast, petition, user, body, allowed):
    brought_to(petition, "answered", cast.department)
    judged = {"by": getattr(cast, user), "judgement": "satisfied", "body": getattr(cast, body)}
    if not allowed:
        with pytest.raises(ValidationError) as error:
            actions.judge(petition, **judged)
        assert list(error.value.message_dict) == ["body"]
    else:
        actions.judge(petition, **judged)
    assert petition.verdicts.count() == int(allowed)


def test_a_bad_verdict_gives_its_reason(cast, petition):
    brought_to(petition, "answered", cast.department)
    with pytest.raises(ValidationError) as error:
        actions.judge(petition, by=cast.hoa, judgement="partly")
    assert error.value.messages == ["Ghi rõ vì sao trả lời chưa thỏa đáng."]


def test_answered_on_the_spot(cast, petition):
    actions.answer_on_spot(
        petition, by=cast.lan, result=Result.EXPLAINED, text="Chủ tịch xã trả lời ngay.", body=cast.committee
    )
    assert (petition.status, petition.replies.get().on_spot, about(petition).count()) == ("answered", True, 0)


def test_history_carries_the_days_of_the_past(cast, petition):
    brought_to(petition, "reopened", cast.department)
    days = [(row.transition, row.at.date()) for row in StatusChange.objects.about(petition)][1:]
    assert days == [
        ("forward", D(2026, 5, 20)),
        ("accept", D(2026, 5, 22)),
        ("reply", D(2026, 6, 1)),
        ("judge", D(2026, 6, 3)),
        ("reopen", D(2026, 6, 5)),
    ]
    assert [(row.on, row.result) for row in petition.result_changes.all()] == [
        (D(2026, 5, 22), "in_progress"),
        (D(2026, 6, 1), "explained"),
        (D(2026, 6, 5), "in_progress"),
    ]


# --- Merging ---------------------------------------------------------------------------------------------------------


def test_merge_and_unmerge(cast):
    lead, copy = petition_of(cast.locality), petition_of(cast.locality)
    actions.merge(copy, by=cast.lan, lead=lead)
    assert list(lead.merged.all()) == [copy]
    actions.unmerge(copy, by=cast.lan)
    assert list(lead.merged.all()) == []


def test_merge_refuses_itself_its_copy_and_foreigners(cast):
    lead, copy, foreign = petition_of(cast.locality), petition_of(cast.locality), petition_of(cast.other)
    actions.merge(copy, by=LOADER, lead=lead)
    messages = []
    for petition, target in ((lead, lead), (lead, copy), (lead, foreign)):
        with pytest.raises(ValidationError) as error:
            actions.merge(petition, by=LOADER, lead=target)
        messages.append(error.value.messages[0])
    assert messages == [
        "Không gộp một kiến nghị vào chính nó.",
        f"{copy.code} đã gộp vào kiến nghị khác; chọn kiến nghị đứng đầu nhóm.",
        "Chỉ gộp kiến nghị trong cùng một địa phương.",
    ]


# --- Meetings --------------------------------------------------------------------------------------------------------


def meeting_of(cast, **fields):
    return actions.create(ContactMeetingFactory.build(locality=cast.locality, **fields), by=cast.lan)


MEETING_ACTS = {
    "hold": lambda meeting: actions.hold_meeting(meeting, by=LOADER, attending=90, opinions=7),
    "cancel": lambda meeting: actions.cancel_meeting(meeting, by=LOADER, reason="Mưa bão."),
    "replan": lambda meeting: actions.replan_meeting(meeting, by=LOADER),
}


@pytest.mark.parametrize("status", ["planned", "held", "cancelled"])
@pytest.mark.parametrize("name", MEETING_ACTS)
def test_every_step_of_a_meeting_from_every_status(cast, name, status):
    meeting = meeting_of(cast, status=status)
    step = table_of(ContactMeeting)[name]
    if status in step.sources:
        MEETING_ACTS[name](meeting)
    else:
        with pytest.raises((NotNow, AlreadyDone)):
            MEETING_ACTS[name](meeting)
    meeting.refresh_from_db()
    assert meeting.status == (step.target if status in step.sources else status)


def test_a_meeting_is_reported_on_its_day(cast):
    meeting = meeting_of(cast, held_on=D(2199, 1, 1))
    with pytest.raises(NotNow) as refusal:
        actions.hold_meeting(meeting, by=cast.lan, attending=5)
    assert refusal.value.message == "Cuộc tiếp xúc chưa tới ngày."


def test_a_meeting_concerns_place_chair_preparers_and_guests(cast):
    meeting = actions.create(
        ContactMeetingFactory.build(locality=cast.locality, place=cast.commune, chaired_by=cast.front),
        by=cast.hoa,
        related={"prepared_by": [cast.board, cast.front], "invited": [cast.department]},
    )
    concerns = Concern.objects.filter(object_id=meeting.pk, content_type__model="contactmeeting")
    assert set(concerns.values_list("as_what", "body__code", "body__locality")) == {
        ("territory", "hdnd", cast.commune.pk),
        ("party", "mttq", cast.locality.pk),
        ("preparing", "mttq", cast.locality.pk),
        ("preparing", "ban-kt-ns", cast.locality.pk),
        ("invited", "so-y-te", cast.locality.pk),
    }
    assert meeting.constituency == cast.constituency


def test_ended_localities_take_nothing_from_people_but_from_the_loader(cast):
    clerk = cast.acting_as(cast.ended_council, "council_clerk")
    with pytest.raises(Forbidden):
        actions.register(PetitionFactory.build(locality=cast.ended), by=clerk)
    assert petition_of(cast.ended).pk is not None
    assert actions.create(ContactMeetingFactory.build(locality=cast.ended), by=System("demo")).pk is not None


def test_correcting_a_reply_changes_no_fact(cast, petition):
    brought_to(petition, "answered", cast.department)
    reply = petition.replies.get()
    reply.told_on, reply.told_through = D(2026, 6, 2), "MTTQ xã Phú Hòa"
    actions.correct_reply(reply, by=cast.lan)
    petition.refresh_from_db()
    assert (petition.answered_on, petition.result) == (D(2026, 6, 1), "explained")
    assert ReplyFactory._meta.model.objects.get().told_through == "MTTQ xã Phú Hòa"


def test_a_reply_is_corrected_by_its_body_or_the_keeper_of_the_register(cast, petition):
    brought_to(petition, "answered", cast.department)
    reply = petition.replies.get()
    before = reply.revision
    other = cast.acting_as(BodyFactory(locality=cast.locality, kind=BodyKind.DEPARTMENT), "department_officer")
    for user in (other, cast.xa, cast.hoa):
        with pytest.raises(Forbidden):
            actions.correct_reply(reply, by=user)
    for user in (cast.minh, cast.ubnd, cast.lan):
        reply.text = f"Chữ của {user}"
        actions.correct_reply(reply, by=user)
    assert reply.revision == before + 3
