from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError

from coordination.audit.actors import System
from coordination.audit.models import Event
from coordination.deadlines import actions
from coordination.deadlines.choices import BasisKind
from coordination.deadlines.models import Obligation
from coordination.notices.models import Notice
from coordination.records.errors import AlreadyDone, Conflict, Forbidden, NotNow
from coordination.search.models import Entry
from coordination.workflow import door
from coordination.workflow.models import StatusChange
from tests.deadlines.factories import ObligationFactory
from tests.documents.factories import OfficialDocumentFactory
from tests.people.factories import BodyFactory
from tests.testapp.factories import SheetFactory

pytestmark = pytest.mark.django_db

DEMO = System("demo")


def opened(subject, owner, **fields):
    """An obligation as another app opens it."""
    fields = {"title": "Trả lời", "due_on": date(2026, 7, 31), "basis": "Công văn 12/HĐND", "by": DEMO} | fields
    return actions.open_obligation(subject, owner=owner, **fields)


@time_machine.travel("2026-07-15T09:00+07:00", tick=False)
def test_opening_copies_the_gate_of_the_subject(cast):
    sheet = SheetFactory(
        locality=cast.locality, confidential=True, draft_of=cast.council, constituency=cast.constituency
    )

    obligation = opened(sheet, cast.department, beneficiary=cast.standing, basis_kind=BasisKind.DISPATCH)

    gate = (obligation.locality, obligation.confidential, obligation.draft_of, obligation.constituency)
    assert gate == (cast.locality, True, cast.council, cast.constituency)
    assert obligation.subject == sheet
    assert (obligation.opened_on, obligation.due_on) == (date(2026, 7, 15), date(2026, 7, 31))
    assert StatusChange.objects.about(obligation).get().transition == "open"


@time_machine.travel("2026-07-15T09:00+07:00", tick=False)
def test_a_duty_of_the_past_was_not_opened_after_its_day(cast):
    obligation = opened(SheetFactory(locality=cast.locality), cast.department, due_on=date(2025, 3, 1))

    assert obligation.opened_on == date(2025, 3, 1)


def test_an_ended_locality_opens_none(cast):
    sheet = SheetFactory(locality=cast.ended)

    assert opened(sheet, cast.ended_council) is None
    assert Obligation.objects.count() == 0


@pytest.mark.parametrize("who", ["dai_bieu", "thu_ky", "xa"])
def test_what_follows_from_a_permitted_act_needs_no_permission_of_its_own(cast, who):
    by = getattr(cast, who)
    obligation = opened(SheetFactory(locality=cast.locality), cast.department, by=by)

    actions.close_obligation(obligation, by=by, closed_on=obligation.opened_on)
    actions.reopen_obligation(obligation, by=by, reason="Trả lời chưa đạt")
    actions.waive_obligation(obligation, by=by, reason="Đã gộp", on=obligation.opened_on)

    changes = StatusChange.objects.about(obligation)
    assert [change.to_status for change in changes] == ["open", "done", "open", "waived"]
    assert {change.by for change in changes} == {by}


def test_nobody_opens_one_by_hand_without_permission(cast):
    obligation = Obligation(
        locality=cast.locality,
        owner=cast.department,
        title="Trả lời",
        opened_on=date(2026, 7, 1),
        due_on=date(2026, 7, 31),
    )

    with pytest.raises(Forbidden):
        actions.create_obligation(obligation, by=cast.minh)


def test_closing_in_time_drops_words_about_lateness(cast):
    obligation = ObligationFactory(owner=cast.department)

    actions.close(
        obligation,
        by=cast.minh,
        closed_on=date(2026, 7, 31),
        evidence="Công văn 45/SYT",
        late_cause="force_majeure",
        late_reason="Mưa bão",
        late_body=cast.committee,
    )

    obligation.refresh_from_db()
    assert (obligation.status, obligation.closed_on) == ("done", date(2026, 7, 31))
    assert (obligation.late_cause, obligation.late_reason, obligation.late_body) == ("", "", None)


NO_CAUSE = {"late_cause": ["Việc xong sau hạn: chọn nguyên nhân trễ."]}
NO_REASON = {"late_reason": ["Ghi lý do cụ thể."]}
NO_BODY = {"late_body": ["Chọn cơ quan làm trễ."]}


@pytest.mark.parametrize(
    ("late", "wrong"),
    [
        ({}, NO_CAUSE | NO_REASON | NO_BODY),
        ({"late_cause": "complex"}, NO_REASON | NO_BODY),
        ({"late_cause": "other", "late_reason": "Bão"}, NO_BODY),
    ],
)
def test_people_say_why_it_was_late(cast, late, wrong):
    obligation = ObligationFactory(owner=cast.department)

    with pytest.raises(ValidationError) as refused:
        actions.close(obligation, by=cast.minh, closed_on=date(2026, 8, 1), evidence="Công văn 45/SYT", **late)

    assert refused.value.message_dict == wrong
    assert Obligation.objects.get().status == "open"


def test_a_consequence_leaves_the_cause_open_until_somebody_says_it(cast):
    obligation = ObligationFactory(owner=cast.department)
    actions.close_obligation(obligation, by=cast.minh, closed_on=date(2026, 8, 1))

    actions.note_lateness(obligation, by=cast.minh, late_cause="complex", late_reason="Chờ số liệu")

    row = Obligation.objects.get()
    assert (row.late_cause, row.late_body, row.status) == ("complex", cast.department, "done")
    assert StatusChange.objects.about(obligation).last().transition == "note_lateness"
    for again in (cast.minh, cast.lan):
        with pytest.raises(Forbidden):
            actions.note_lateness(row, by=again, late_cause="law", late_reason="Chờ số liệu")


@pytest.mark.parametrize(("who", "may"), [("lan", True), ("ubnd", True), ("hoa", False), ("stranger", False)])
def test_who_says_why_it_was_late(cast, who, may):
    obligation = ObligationFactory(owner=cast.department, done="2026-08-03")
    try:
        actions.note_lateness(obligation, by=getattr(cast, who), late_cause="complex", late_reason="Chờ số liệu")
    except Forbidden:
        assert not may

    assert Obligation.objects.get().late_cause == ("complex" if may else "")


def test_closing_late_keeps_reason_and_body(cast):
    obligation = ObligationFactory(owner=cast.department)

    actions.close_obligation(
        obligation,
        by=cast.minh,
        closed_on=date(2026, 8, 1),
        evidence="Công văn 45/SYT",
        late_reason="Chờ số liệu",
        late_body=cast.committee,
    )

    obligation.refresh_from_db()
    assert (obligation.evidence, obligation.late_reason, obligation.late_body) == (
        "Công văn 45/SYT",
        "Chờ số liệu",
        cast.committee,
    )


@time_machine.travel("2026-07-15T09:00+07:00", tick=False)
@pytest.mark.parametrize(
    ("closed_on", "words"),
    [
        (date(2026, 6, 1), "Ngày làm xong không được trước ngày giao (01/07/2026)."),
        (date(2026, 7, 16), "Ngày làm xong không thể ở sau hôm nay."),
    ],
)
def test_people_close_between_the_day_it_was_given_and_today(cast, closed_on, words):
    obligation = ObligationFactory(owner=cast.department)

    with pytest.raises(ValidationError) as caught:
        actions.close(obligation, by=cast.minh, closed_on=closed_on)

    assert caught.value.message_dict == {"closed_on": [words]}
    assert Obligation.objects.get().status == "open"


def test_waiving_keeps_the_reason(cast):
    obligation = ObligationFactory(owner=cast.department)

    actions.waive(obligation, by=cast.lan, reason="Kiến nghị đã gộp", on=date(2026, 7, 20))

    obligation.refresh_from_db()
    assert (obligation.status, obligation.outcome) == ("waived", "Kiến nghị đã gộp")
    assert StatusChange.objects.about(obligation).last().note == "Kiến nghị đã gộp"


def test_reopening_empties_what_was_said_about_the_end_and_keeps_it_in_history(cast):
    obligation = ObligationFactory(
        owner=cast.department, done="2026-08-03", late_reason="Chờ số liệu", outcome="Đã gửi", evidence="Công văn 45"
    )

    actions.reopen(obligation, by=cast.lan, reason="Gửi thiếu phụ lục")

    obligation.refresh_from_db()
    assert (obligation.status, obligation.closed_on, obligation.late_reason, obligation.outcome) == (
        "open",
        None,
        "",
        "",
    )
    assert obligation.evidence == ""
    assert StatusChange.objects.about(obligation).last().note == (
        "Gửi thiếu phụ lục. Lần trước: xong ngày 03/08/2026. Kết quả: Đã gửi. Minh chứng: Công văn 45. "
        "Lý do trễ: Chờ số liệu."
    )


MOVES = {
    "close": lambda obligation, by: actions.close(obligation, by=by, closed_on=date(2026, 7, 20), evidence="Tờ trình"),
    "waive": lambda obligation, by: actions.waive(obligation, by=by, reason="Đã gộp", on=date(2026, 7, 20)),
    "reopen": lambda obligation, by: actions.reopen(obligation, by=by),
}
ENDED = {
    "done": {"done": "2026-07-19"},
    "waived": {"status": "waived", "closed_on": date(2026, 7, 19), "outcome": "Gộp"},
}


@pytest.mark.parametrize(
    ("name", "status", "outcome"),
    [
        ("close", "open", "done"),
        ("close", "done", AlreadyDone),
        ("close", "waived", NotNow),
        ("waive", "open", "waived"),
        ("waive", "done", NotNow),
        ("waive", "waived", AlreadyDone),
        ("reopen", "open", AlreadyDone),
        ("reopen", "done", "open"),
        ("reopen", "waived", "open"),
    ],
)
def test_every_transition_from_every_status(cast, name, status, outcome):
    obligation = ObligationFactory(owner=cast.department, **ENDED.get(status, {}))

    if isinstance(outcome, str):
        MOVES[name](obligation, cast.lan)
        assert Obligation.objects.get().status == outcome
    else:
        with pytest.raises(outcome):
            MOVES[name](obligation, cast.lan)
        assert Obligation.objects.get().status == status


ALL = {"close", "waive", "reopen", "edit"}


def edit(obligation, by):
    obligation.due_on = date(2027, 1, 31)
    actions.edit_obligation(obligation, by=by)


def done_by(user, **fields) -> set[str]:
    """What the user gets through, each on a fresh obligation."""
    done = set()
    for name, move in (MOVES | {"edit": edit}).items():
        obligation = ObligationFactory(**fields, **({"done": "2026-07-19"} if name == "reopen" else {}))
        try:
            move(obligation, user)
        except Forbidden:
            continue
        done.add(name)
    return done


@pytest.mark.parametrize(
    ("who", "owner", "beneficiary", "allowed"),
    [
        ("lan", "department", None, ALL),  # nobody awaits it: the council's office keeps the ledger
        ("tu", "department", None, ALL),
        ("hoa", "department", None, set()),
        ("ubnd", "department", None, {"close"}),
        ("minh", "department", None, {"close"}),
        ("thu_ky", "department", None, {"close"}),
        ("dai_bieu", "department", None, set()),
        ("admin", "department", None, set()),
        ("lan", "committee", "standing", ALL),
        ("ubnd", "committee", "standing", {"close"}),
        ("hoa", "committee", "standing", set()),
        ("hoa", "committee", "front", ALL),
        ("lan", "committee", "front", set()),
        ("ubnd", "standing", "committee", ALL),
        ("lan", "standing", "committee", {"close"}),
        ("xa", "commune_council", "standing", {"close"}),
        ("lan", "committee", "other_council", ALL),  # those who await it keep no ledger here
        ("lan", "standing", "other_council", {"close"}),
    ],
)
def test_who_may_do_what(cast, who, owner, beneficiary, allowed):
    awaited_by = getattr(cast, beneficiary) if beneficiary else None

    done = done_by(getattr(cast, who), owner=getattr(cast, owner), beneficiary=awaited_by, locality=cast.locality)

    assert done == allowed


def test_a_joint_office_keeps_the_ledger_of_its_sides(cast):
    joint = BodyFactory(locality=cast.locality, kind="office", serves=[cast.council, cast.front])
    clerk = cast.acting_as(joint, "council_clerk")

    assert done_by(clerk, owner=cast.committee) == ALL
    assert done_by(clerk, owner=cast.committee, beneficiary=cast.front) == ALL


def test_in_a_commune_a_few_officials_work_for_all_sides(cast):
    committee = BodyFactory(locality=cast.commune, kind="committee")

    assert done_by(cast.xa, owner=committee, beneficiary=cast.standing, locality=cast.locality) == {"close"}


@pytest.mark.parametrize(
    ("who", "allowed"),
    [("minh", True), ("ubnd", True), ("lan", True), ("hoa", False), ("dai_bieu", False), ("stranger", False)],
)
def test_who_gives_it_to_a_colleague(cast, who, allowed):
    colleague = cast.acting_as(cast.department, "department_officer", "Phan Thị Nga")
    obligation = ObligationFactory(owner=cast.department, assignee=cast.minh.person)
    try:
        actions.reassign(obligation, by=getattr(cast, who), assignee=colleague.person, note="Đi học")
    except Forbidden:
        assert not allowed

    assert Obligation.objects.get().assignee == (colleague.person if allowed else cast.minh.person)
    told = [colleague] if allowed else []
    assert [notice.recipient for notice in Notice.objects.all()] == told
    if allowed:
        assert StatusChange.objects.about(obligation).last().note == "Lê Minh → Phan Thị Nga. Đi học"


@pytest.mark.parametrize(
    ("to", "words"),
    [("minh", "Việc này đang giao cho người ấy."), ("tu", "Người này không làm việc ở Sở Y tế.")],
)
def test_only_to_somebody_else_of_the_body_that_owes_it(cast, to, words):
    obligation = ObligationFactory(owner=cast.department, assignee=cast.minh.person)

    with pytest.raises(ValidationError) as refused:
        actions.reassign(obligation, by=cast.lan, assignee=getattr(cast, to).person)

    assert refused.value.message_dict == {"assignee": [words]}
    assert Obligation.objects.get().assignee == cast.minh.person


def test_a_secret_duty_is_given_to_others_at_its_record(cast):
    obligation = ObligationFactory(owner=cast.department, assignee=cast.minh.person, confidential=True)
    colleague = cast.acting_as(cast.department, "department_officer", "Phan Thị Nga")

    with pytest.raises(NotNow) as refused:
        actions.reassign(obligation, by=cast.minh, assignee=colleague.person)

    assert refused.value.message == "Việc mật chỉ đổi người ở chính hồ sơ của nó."


def test_an_office_that_serves_the_owner_works_for_it(cast):
    obligation = ObligationFactory(owner=cast.standing)

    actions.reassign(obligation, by=cast.tu, assignee=cast.lan.person)

    assert Obligation.objects.get().assignee == cast.lan.person


@time_machine.travel("2026-07-15T09:00+07:00", tick=False)
@pytest.mark.parametrize(("opened_on", "told"), [(date(2026, 7, 15), ["minh"]), (date(2026, 7, 14), [])])
def test_a_new_duty_is_told_to_those_who_owe_it(cast, opened_on, told):
    opened(SheetFactory(locality=cast.locality), cast.department, opened_on=opened_on, by=cast.lan)

    assert [notice.recipient.username for notice in Notice.objects.all()] == told


def test_another_assignee_written_by_hand_is_told(cast):
    obligation = ObligationFactory(owner=cast.department)
    obligation.assignee = cast.minh.person
    actions.edit_obligation(obligation, by=cast.lan)
    obligation.title = "Gửi báo cáo năm"
    actions.edit_obligation(obligation, by=cast.lan)

    assert [notice.recipient.username for notice in Notice.objects.all()] == ["minh"]


def test_the_debtor_does_not_become_the_one_it_is_owed_to(cast):
    obligation = ObligationFactory(owner=cast.committee, beneficiary=cast.front)
    obligation.beneficiary = cast.committee

    with pytest.raises(Forbidden):
        actions.edit_obligation(obligation, by=cast.ubnd)

    assert Obligation.objects.get().beneficiary == cast.front


def test_a_moved_date_is_audited_with_both_days(cast):
    obligation = opened(SheetFactory(locality=cast.locality), cast.department)

    actions.move_due(obligation, by=cast.lan, due_on=date(2026, 8, 15), reason="Sở xin lùi")

    obligation.refresh_from_db()
    assert obligation.due_on == date(2026, 8, 15)
    event = Event.objects.first()
    assert (event.data["due_on"], event.note) == (["2026-07-31", "2026-08-15"], "Sở xin lùi")


@pytest.mark.parametrize("done", [None, "2026-07-20"])
def test_a_closed_duty_and_the_same_day_move_nothing(cast, done):
    obligation = ObligationFactory(owner=cast.department, done=done)
    before = Event.objects.count()

    actions.move_due(obligation, by=cast.lan, due_on=date(2026, 9, 1) if done else obligation.due_on)

    assert (Obligation.objects.get().due_on, Event.objects.count()) == (date(2026, 7, 31), before)


def test_editing_is_told_when_somebody_else_saved(cast):
    ObligationFactory(owner=cast.department)
    mine, theirs = Obligation.objects.get(), Obligation.objects.get()
    theirs.title = "Gửi báo cáo quý"
    actions.edit_obligation(theirs, by=cast.tu)

    mine.title = "Gửi báo cáo năm"
    with pytest.raises(Conflict):
        actions.edit_obligation(mine, by=cast.lan)

    assert Obligation.objects.get().title == "Gửi báo cáo quý"


def test_secrecy_of_the_subject_reaches_its_obligations(cast):
    sheet = SheetFactory(locality=cast.locality)
    obligation = opened(sheet, cast.department, assignee=cast.minh.person, title="Xác minh đơn của ông Bình")
    assert list(Obligation.objects.visible_to(cast.hoa)) == [obligation]

    sheet.confidential = True
    door.change(sheet, by=cast.lan)

    assert list(Obligation.objects.visible_to(cast.hoa)) == []
    assert list(Obligation.objects.visible_to(cast.minh)) == [obligation]
    assert (
        Entry.objects.get(object_id=obligation.pk, title__startswith="Nghĩa vụ").folded
        == f"nghia vu so {obligation.pk}"
    )


def test_secrecy_of_the_subject_reaches_what_points_at_its_obligations(cast):
    sheet = SheetFactory(locality=cast.locality)
    obligation = opened(sheet, cast.department)
    told = [model.objects.visible_to(cast.hoa).about(obligation) for model in (Event, StatusChange)]
    assert [rows.count() for rows in told] == [1, 1]

    sheet.confidential = True
    door.change(sheet, by=cast.lan)

    assert [rows.count() for rows in told] == [0, 0]


def test_a_sent_draft_opens_its_obligations_to_others(cast):
    sheet = SheetFactory(locality=cast.locality, draft_of=cast.council)
    obligation = opened(sheet, cast.department)
    assert list(Obligation.objects.visible_to(cast.minh)) == []

    sheet.draft_of = None
    door.change(sheet, by=cast.lan)

    assert list(Obligation.objects.visible_to(cast.minh)) == [obligation]


# What people say of the end, and who hears of it


def test_people_show_with_what_it_was_done(cast):
    obligation = ObligationFactory(owner=cast.department)

    with pytest.raises(ValidationError) as refused:
        actions.close(obligation, by=cast.minh, closed_on=date(2026, 7, 20), outcome="Đã gửi")

    assert refused.value.message_dict == {
        "evidence": ["Ghi số, ký hiệu, ngày văn bản đã gửi, hoặc chọn văn bản minh chứng."]
    }
    assert Obligation.objects.get().status == "open"


def test_a_document_is_evidence_enough_and_history_names_it_by_number(cast):
    obligation = ObligationFactory(owner=cast.department)
    document = OfficialDocumentFactory(locality=cast.locality)

    actions.close(obligation, by=cast.minh, closed_on=date(2026, 7, 20), evidence_document=document)

    note = StatusChange.objects.about(obligation).last().note
    assert note == f"Xong ngày 20/07/2026. Văn bản minh chứng: hồ sơ văn bản số {document.pk}."


def test_the_first_end_stays_in_history(cast):
    obligation = ObligationFactory(owner=cast.department)
    late = {"late_cause": "complex", "late_reason": "Chờ số liệu", "late_body": cast.committee}
    actions.close(obligation, by=cast.minh, closed_on=date(2026, 8, 3), outcome="Đã gửi", evidence="CV 45", **late)
    said = (
        "ngày 03/08/2026. Kết quả: Đã gửi. Minh chứng: CV 45. Nguyên nhân trễ: vụ việc phức tạp. "
        f"Lý do trễ: Chờ số liệu. Cơ quan làm trễ: {cast.committee}."
    )

    actions.reopen(obligation, by=cast.lan, reason="Thiếu phụ lục")

    notes = [change.note for change in StatusChange.objects.about(obligation)][-2:]
    assert notes == [f"Xong {said}", f"Thiếu phụ lục. Lần trước: xong {said}"]
    row = Obligation.objects.get()
    assert (row.outcome, row.evidence, row.evidence_document, row.late_cause) == ("", "", None, "")


@pytest.mark.parametrize(("who", "names"), [("minh", ["lan", "tu"]), ("lan", [])])
def test_whoever_awaits_it_hears_that_the_debtor_calls_it_done(cast, who, names):
    obligation = ObligationFactory(owner=cast.department, beneficiary=cast.standing)

    actions.close(obligation, by=getattr(cast, who), closed_on=date(2026, 7, 20), evidence="Công văn 45")

    notices = Notice.objects.order_by("recipient__username")
    assert {notice.recipient.username for notice in notices} >= set(names)
    words = f"Sở Y tế đã ghi làm xong ngày 20/07/2026: {obligation.title}"
    assert {notice.text for notice in notices} == ({words} if names else set())


def test_a_waived_duty_says_that_it_was_waived(cast):
    obligation = ObligationFactory(owner=cast.department, **ENDED["waived"])

    with pytest.raises(NotNow) as refused:
        actions.close(obligation, by=cast.minh, evidence="Công văn 45")

    assert refused.value.message == "Việc này đã được miễn ngày 19/07/2026: mở lại rồi mới ghi đã làm."


@pytest.mark.parametrize(
    ("taken", "wrong"),
    [
        ({"evidence": ""}, {"evidence": ["Ghi số, ký hiệu, ngày văn bản đã gửi, hoặc chọn văn bản minh chứng."]}),
        ({"late_reason": ""}, NO_REASON),
        ({"late_cause": "", "late_body": None}, NO_CAUSE | NO_BODY),
    ],
)
def test_editing_takes_nothing_of_the_end_away(cast, taken, wrong):
    obligation = ObligationFactory(
        owner=cast.department,
        done="2026-08-03",
        evidence="Công văn 45",
        late_cause="complex",
        late_reason="Chờ số liệu",
        late_body=cast.department,
    )
    for name, value in taken.items():
        setattr(obligation, name, value)

    with pytest.raises(ValidationError) as refused:
        actions.edit_obligation(obligation, by=cast.lan)

    assert refused.value.message_dict == wrong


# Who has it


@pytest.mark.parametrize("act", ["create", "edit"])
def test_nobody_else_gets_it_by_hand(cast, act):
    words = {"assignee": ["Người này không làm việc ở Sở Y tế."]}
    obligation = ObligationFactory.build(
        owner=cast.department, locality=cast.locality, created_by=None, assignee=cast.hoa.person
    )
    if act == "edit":
        obligation = ObligationFactory(owner=cast.department)
        obligation.assignee = cast.hoa.person
    save = actions.edit_obligation if act == "edit" else actions.create_obligation

    with pytest.raises(ValidationError) as refused:
        save(obligation, by=cast.lan)

    assert refused.value.message_dict == words


def test_who_has_it_already_may_have_left(cast):
    obligation = ObligationFactory(owner=cast.department, assignee=cast.hoa.person)
    obligation.title = "Gửi báo cáo năm"

    actions.edit_obligation(obligation, by=cast.lan)

    assert Obligation.objects.get().title == "Gửi báo cáo năm"


# Whose day moved
