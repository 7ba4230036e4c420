"""The handover of a term: what is on the list, who takes it over, what is refused, and numbers that close."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coordination.audit.models import Event
from coordination.deadlines.actions import close_obligation
from coordination.deadlines.models import Obligation
from coordination.documents.models import OfficialDocument
from coordination.exchange import actions as exchange
from coordination.exchange import undo
from coordination.exchange.kinds import kind_of
from coordination.exchange.models import Import
from coordination.people.models import Membership
from coordination.records.errors import AlreadyDone, Forbidden, NotNow
from coordination.workflow import door
from oversight import actions as oversight
from sessions import actions
from sessions.handover_numbers import minutes_of
from sessions.models import Handover, HandoverRow
from sessions.queries import handover as queries
from tests.exchange.books import book
from tests.people.factories import BodyFactory, PersonFactory, TermFactory
from tests.sessions.factories import QuestionFactory, ResolutionFactory, ResolutionTaskFactory
from tests.sessions.factories_handover import (
    ENDED,
    LOADER,
    OPENED,
    TODAY,
    duty_of,
    ended_term,
    handover_of,
    new_term,
    petition_at,
    recommendation_to,
    row_of,
)
from tests.voters.factories import petition_of
from voters.models import Petition

D = date
HEAD = ["Nội dung", "Xã", "Ngày nhận", "Nguồn", "Lĩnh vực", "Thẩm quyền", "Cơ quan chủ trì", "Ngày chuyển"]
FORWARDED = ["Đường hỏng", "Phú Hòa", "18/5/2026", "TXCT trước kỳ họp", "Giao thông", "tỉnh", "Sở Y tế", "20/5/2026"]


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(TODAY, tick=False):
        yield


def things(record) -> set:
    """What stands on the list."""
    return {row.target for row in record.rows.all()}


def fresh(row) -> HandoverRow:
    return HandoverRow.objects.get(pk=row.pk)


def standing(record) -> dict:
    """How many rows stand how, those not at all left out."""
    counts = queries.counted(record.rows.all(), "handover").get(record.pk, {})
    return {name: number for name, number in counts.items() if number}


def paper(cast) -> OfficialDocument:
    return OfficialDocument.objects.create(
        locality=cast.locality, issuer=cast.department, abstract="Biên bản nhận việc", issued_on=D(2026, 9, 30)
    )


# --- The list --------------------------------------------------------------------------------------------------------


def test_the_list_holds_what_every_register_left_open(cast):
    duty, petition, recommendation = duty_of(cast), petition_at(cast), recommendation_to(cast)
    question = QuestionFactory(locality=cast.locality, addressee=cast.department, put_on=D(2026, 6, 23))
    resolution = ResolutionFactory(locality=cast.locality, adopted_on=D(2026, 6, 23))
    task = ResolutionTaskFactory(locality=cast.locality, resolution=resolution, owner=cast.department, due_on=None)
    record = handover_of(cast)
    assert things(record) == {duty, petition, recommendation, question, task}
    assert {row.to_body for row in record.rows.all()} == {cast.department}


def test_what_is_finished_or_began_later_stays_away(cast):
    duty_of(cast, done="2026-06-20")
    duty_of(cast, opened_on=D(2026, 7, 1))
    recommendation_to(cast, status="done")
    last = duty_of(cast, opened_on=ENDED)
    assert things(handover_of(cast)) == {last}


def test_another_place_is_not_touched(cast):
    duty_of(cast, owner=cast.other_council, locality=cast.other)
    petition_of(cast.other)
    assert things(handover_of(cast)) == set()


def test_a_duty_goes_along_with_its_record_unless_somebody_is_named(cast):
    recommendation = recommendation_to(cast, due_on=D(2026, 8, 1))
    duty = Obligation.objects.about(recommendation).get()
    others = duty_of(cast, owner=cast.committee, subject=recommendation)
    named = duty_of(cast, subject=recommendation, assignee=cast.minh.person)
    assert duty.owner == cast.department
    assert things(handover_of(cast)) == {recommendation, others, named}


def test_an_ended_body_is_proposed_by_its_successor_and_a_person_by_nobody(cast):
    heir = BodyFactory(locality=cast.locality, name="Sở mới", parent=cast.committee)
    old = BodyFactory(locality=cast.locality, name="Sở cũ", parent=cast.committee)
    gone = BodyFactory(locality=cast.locality, name="Sở không ai kế thừa", parent=cast.committee)
    person = PersonFactory(locality=cast.locality)
    first = duty_of(cast, owner=old, assignee=person)
    second = duty_of(cast, owner=gone)
    for body, successor in ((old, heir), (gone, None)):
        body.valid_to, body.successor = ENDED, successor
        body.save()
    record = handover_of(cast)
    row = row_of(record, first)
    assert (row.from_body, row.from_person, row.to_body) == (old, person, heir)
    assert row_of(record, second).to_body is None


def test_a_petition_that_nobody_has_yet_is_with_whoever_keeps_the_register(cast):
    petition = petition_of(cast.locality)
    assert row_of(handover_of(cast), petition).from_body == cast.standing


def test_looking_again_adds_what_came_later_and_nothing_twice(cast):
    first = duty_of(cast)
    record = handover_of(cast)
    later = duty_of(cast)
    actions.collect_handover(record, by=cast.lan)
    actions.collect_handover(record, by=cast.lan)
    assert record.rows.count() == 2
    assert things(record) == {first, later}


def test_the_open_work_of_an_ended_place_goes_to_its_successor(cast):
    thing = duty_of(cast, owner=cast.ended_council, locality=cast.ended, opened_on=D(2025, 6, 1))
    old = ended_term(cast.ended)
    record = handover_of(cast, from_term=old)
    row = row_of(record, thing)
    assert (row.locality, row.to_body) == (cast.ended, cast.council)
    actions.accept_handover(row, by=cast.lan)
    assert Obligation.objects.get(pk=thing.pk).owner == cast.ended_council  # its register is only read
    assert fresh(row).status == "accepted"


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_is_gathered_without_long_texts(cast, count):
    for _ in range(count):
        duty_of(cast)
        petition_at(cast)
    record = handover_of(cast)
    record.rows.all().delete()
    with CaptureQueriesContext(connection) as asked:
        found = list(queries.gathered(record, OPENED))
    texts = [query["sql"] for query in asked if '"voters_petition"."content"' in query["sql"]]
    assert (len(found), texts, len(asked)) == (2 * count, [], 7)


def test_a_row_that_waits_hinders_the_undo_of_an_older_load(cast):
    entry = exchange.receive(kind_of("petitions"), book(HEAD, FORWARDED), "so.xlsx", by=cast.lan)
    exchange.begin_load(entry, by=cast.lan)
    with time_machine.travel("2026-10-02 02:00", tick=False):
        record = handover_of(cast)
        with pytest.raises(undo.Hindered, match="đã có việc bàn giao gắn vào"):
            undo.undo(Import.objects.get(pk=entry.pk), by=cast.lan)
    assert things(record) == {Petition.objects.get()}


# --- What may be opened ----------------------------------------------------------------------------------------------


def fault(cast, **fields) -> dict:
    with pytest.raises(ValidationError) as caught:
        handover_of(cast, by=cast.lan, **fields)
    assert Handover.objects.count() == 0
    return caught.value.message_dict


def test_a_term_that_goes_on_is_not_handed_over(cast):
    running = new_term(cast.locality, "2020-2025", "2020-01-01")
    assert fault(cast, from_term=running) == {
        "from_term": ["Chưa ghi ngày kết thúc của nhiệm kỳ này: ghi ở trang nhiệm kỳ rồi mới bàn giao."]
    }


def test_a_term_that_ends_later_is_not_handed_over(cast):
    assert fault(cast, opened_on=ENDED) == {"from_term": ["Nhiệm kỳ này chưa kết thúc (đến hết 30/06/2026)."]}


def test_terms_of_another_place_are_refused(cast):
    foreign = ended_term(cast.other)
    assert fault(cast, from_term=foreign) == {"from_term": ["Nhiệm kỳ này của địa phương khác."]}
    assert fault(cast, to_term=foreign) == {"to_term": ["Nhiệm kỳ nhận phải là của HĐND địa phương mình."]}


def test_the_term_that_takes_over_follows(cast):
    before = TermFactory(locality=cast.locality, name="2016-2021", start="2016-07-01")
    before = type(before).objects.get(pk=before.pk)
    assert fault(cast, to_term=before) == {"to_term": ["Nhiệm kỳ nhận phải bắt đầu sau ngày 30/06/2026."]}


def test_a_term_is_handed_over_once(cast):
    record = handover_of(cast)
    with pytest.raises(ValidationError, match="đã có bàn giao"):
        actions.open_handover(
            Handover(locality=cast.locality, from_term=record.from_term, to_term=record.to_term), by=cast.lan
        )


@pytest.mark.parametrize("who", ["minh", "ubnd", "hoa", "thu_ky", "dai_bieu", "admin", "stranger"])
def test_only_the_councils_office_opens_it(cast, who):
    with pytest.raises(Forbidden):
        handover_of(cast, by=getattr(cast, who))


# --- Taking over -----------------------------------------------------------------------------------------------------


def test_its_own_body_takes_over_and_the_history_says_so(cast):
    duty = duty_of(cast)
    record = handover_of(cast)
    row = row_of(record, duty)
    actions.accept_handover(row, by=cast.minh, note="Đủ hồ sơ")
    row = fresh(row)
    assert (row.status, row.by, row.by_name, row.acting_body) == ("accepted", cast.minh, "Lê Minh", cast.department)
    note = Event.objects.about(duty).order_by("-id").first().note
    assert note == "Bàn giao nhiệm kỳ 2021-2026 sang 2026-2031: Sở Y tế nhận. Đủ hồ sơ"


@pytest.mark.parametrize(("who", "refusal"), [("ubnd", None), ("lan", NotNow), ("hoa", Forbidden), ("xa", Forbidden)])
def test_who_takes_over_for_a_department(cast, who, refusal):
    duty = duty_of(cast)
    row = row_of(handover_of(cast), duty)
    if refusal is None:
        actions.accept_handover(row, by=getattr(cast, who))
        assert fresh(row).status == "accepted"
        return
    with pytest.raises(refusal):
        actions.accept_handover(row, by=getattr(cast, who))
    assert fresh(row).status == "waiting"


def test_the_committees_office_takes_over_for_bodies_without_a_side(cast):
    company = BodyFactory(locality=cast.locality, name="Công ty Điện lực", kind="enterprise", parent=None)
    duty = duty_of(cast, owner=company)
    row = row_of(handover_of(cast), duty)
    for other in (cast.hoa, cast.minh):
        with pytest.raises(Forbidden):
            actions.accept_handover(row, by=other)
    actions.accept_handover(row, by=cast.ubnd)
    assert (fresh(row).status, fresh(row).by) == ("accepted", cast.ubnd)


def test_the_office_writes_down_what_a_body_accepted_on_paper(cast):
    duty = duty_of(cast)
    row = row_of(handover_of(cast), duty)
    document = paper(cast)
    actions.accept_handover(row, by=cast.lan, document=document)
    assert (fresh(row).document, fresh(row).by) == (document, cast.lan)


def test_nobody_takes_over_twice_or_what_was_closed_meanwhile(cast):
    first, second = duty_of(cast), duty_of(cast)
    record = handover_of(cast)
    row, other = row_of(record, first), row_of(record, second)
    actions.accept_handover(row, by=cast.minh)
    with pytest.raises(AlreadyDone, match="được Lê Minh nhận lúc 02:00 ngày 01/10/2026"):
        actions.accept_handover(row, by=cast.minh)
    close_obligation(second, by=LOADER, evidence="Báo cáo 1")
    with pytest.raises(NotNow, match="Đã xong từ khi lập danh sách"):
        actions.accept_handover(other, by=cast.minh)
    assert standing(record) == {"accepted": 1, "finished": 1}


def test_of_two_officers_at_once_the_second_is_told(cast):
    duty = duty_of(cast)
    row = row_of(handover_of(cast), duty)
    same = fresh(row)
    actions.accept_handover(row, by=cast.minh)
    with pytest.raises(AlreadyDone, match="được Lê Minh nhận"):
        actions.accept_handover(same, by=cast.ubnd)
    assert fresh(row).by == cast.minh
    assert Event.objects.about(duty).filter(note__contains="nhận").count() == 1


def test_a_person_who_is_gone_has_it_no_more(cast):
    person = cast.minh.person
    duty = duty_of(cast, assignee=person)
    staying = duty_of(cast, assignee=person)
    record = handover_of(cast)
    new = cast.acting_as(cast.department, "department_officer", "Người Mới")
    actions.accept_handover(row_of(record, staying), by=new)
    Membership.objects.filter(user=cast.minh).update(valid_to=D(2026, 9, 1))
    actions.accept_handover(row_of(record, duty), by=new)
    assert Obligation.objects.get(pk=staying.pk).assignee == person
    assert Obligation.objects.get(pk=duty.pk).assignee is None


def test_the_body_names_who_has_it_now(cast):
    duty = duty_of(cast, assignee=cast.minh.person)
    record = handover_of(cast)
    new = cast.acting_as(cast.department, "department_officer", "Người Mới")
    actions.accept_handover(row_of(record, duty), by=new, assignee=new.person)
    assert Obligation.objects.get(pk=duty.pk).assignee == new.person


def test_somebody_from_elsewhere_is_not_named(cast):
    duty = duty_of(cast)
    row = row_of(handover_of(cast), duty)
    with pytest.raises(ValidationError, match="không làm việc ở Sở Y tế"):
        actions.accept_handover(row, by=cast.minh, assignee=cast.lan.person)
    assert fresh(row).status == "waiting"  # nothing half-written


@pytest.fixture
def merged(cast):
    """A department that ended, its successor with an officer, and one who works there."""
    old = BodyFactory(locality=cast.locality, name="Sở cũ", parent=cast.committee)
    heir = BodyFactory(locality=cast.locality, name="Sở mới", parent=cast.committee)
    return old, heir, cast.acting_as(heir, "department_officer", "Cán bộ Mới")


def end(old, heir) -> None:
    old.valid_to, old.successor = ENDED, heir
    old.save()


def test_a_duty_of_an_ended_body_passes_on(cast, merged):
    old, heir, officer = merged
    duty = duty_of(cast, owner=old)
    end(old, heir)
    actions.accept_handover(row_of(handover_of(cast), duty), by=officer)
    assert Obligation.objects.get(pk=duty.pk).owner == heir


def test_a_petition_of_an_ended_body_is_forwarded_as_everywhere(cast, merged):
    old, heir, officer = merged
    petition = petition_at(cast, old)
    end(old, heir)
    row = row_of(handover_of(cast), petition)
    with pytest.raises(NotNow, match="văn phòng HĐND chuyển"):
        actions.accept_handover(row, by=officer)
    assert fresh(row).status == "waiting"
    actions.accept_handover(fresh(row), by=cast.lan, document=paper(cast))
    assert Petition.objects.get(pk=petition.pk).competent_body == heir


def test_a_recommendation_to_an_ended_body_goes_to_its_successor(cast, merged):
    old, heir, officer = merged
    recommendation = recommendation_to(cast, old)
    end(old, heir)
    row = row_of(handover_of(cast), recommendation)
    with pytest.raises(NotNow, match="Thường trực HĐND tỉnh ghi Sở mới"):
        actions.accept_handover(row, by=officer)
    actions.accept_handover(fresh(row), by=cast.lan, document=paper(cast))
    recommendation.refresh_from_db()
    assert recommendation.addressee == heir


# --- Returning, proposing, closing -----------------------------------------------------------------------------------


def test_what_is_returned_is_proposed_to_somebody_else(cast):
    duty = duty_of(cast)
    record = handover_of(cast)
    row = row_of(record, duty)
    actions.give_back(row, by=cast.minh, reason="Không thuộc Sở Y tế.")
    assert (fresh(row).status, fresh(row).note) == ("returned", "Không thuộc Sở Y tế.")
    with pytest.raises(NotNow, match="Đã trả lại"):
        actions.accept_handover(fresh(row), by=cast.minh)
    actions.propose_taker(fresh(row), by=cast.lan, to_body=cast.committee)
    row = fresh(row)
    assert (row.status, row.to_body, row.at, row.by) == ("waiting", cast.committee, None, None)
    actions.accept_handover(row, by=cast.ubnd)
    assert Obligation.objects.get(pk=duty.pk).owner == cast.committee


@pytest.mark.parametrize("reason", ["", "  "])
def test_nothing_is_returned_without_a_reason(cast, reason):
    duty = duty_of(cast)
    row = row_of(handover_of(cast), duty)
    with pytest.raises(ValidationError, match="ghi lý do"):
        actions.give_back(row, by=cast.minh, reason=reason)
    assert fresh(row).status == "waiting"


def test_only_the_office_proposes_and_only_a_body_that_stands(cast, merged):
    old, heir, _officer = merged
    duty = duty_of(cast)
    row = row_of(handover_of(cast), duty)
    with pytest.raises(Forbidden):
        actions.propose_taker(row, by=cast.minh, to_body=heir)
    end(old, None)
    with pytest.raises(ValidationError, match="Sở cũ đã kết thúc"):
        actions.propose_taker(row, by=cast.lan, to_body=old)


def test_the_minutes_close_when_nothing_waits(cast):
    first, second = duty_of(cast), duty_of(cast)
    record = handover_of(cast)
    actions.accept_handover(row_of(record, first), by=cast.minh)
    with pytest.raises(NotNow, match="Còn 1 việc chờ nhận"):
        actions.close_handover(record, by=cast.lan)
    close_obligation(second, by=LOADER, evidence="Báo cáo 1")
    actions.close_handover(record, by=cast.lan, closed_on=D(2026, 10, 1))
    assert (record.status, record.closed_on) == ("closed", D(2026, 10, 1))
    with pytest.raises(NotNow, match="đã chốt"):
        actions.give_back(row_of(record, second), by=cast.minh, reason="Muộn")
    actions.reopen_handover(record, by=cast.lan, reason="Sót việc")
    assert (record.status, record.closed_on) == ("open", None)


def test_the_minutes_are_not_closed_before_the_list_was_made(cast):
    record = handover_of(cast)
    with pytest.raises(ValidationError, match="không được trước ngày lập"):
        actions.close_handover(record, by=cast.lan, closed_on=OPENED - timedelta(days=1))
    record.refresh_from_db()
    assert (record.status, record.closed_on) == ("open", None)
    actions.close_handover(record, by=cast.lan, closed_on=OPENED)
    record.opened_on = OPENED + timedelta(days=1)
    with pytest.raises(ValidationError, match="không được trước ngày lập"):
        actions.edit_handover(record, by=cast.lan)


@pytest.mark.parametrize("name", ["from_term", "to_term"])
def test_both_terms_stay(cast, name):
    record = handover_of(cast)
    other = {"from_term": ended_term(cast.locality, "2016-2021"), "to_term": new_term(cast.locality, "2031-2036")}
    setattr(record, name, other[name])
    with pytest.raises(ValidationError) as caught:
        actions.edit_handover(record, by=cast.lan)
    assert list(caught.value.message_dict) == [name]


def test_what_is_opened_again_waits_again(cast):
    recommendation = recommendation_to(cast)
    record = handover_of(cast)
    oversight.finish(recommendation, by=LOADER, outcome="Xong", on=D(2026, 9, 1))
    assert standing(record) == {"finished": 1}
    oversight.reopen(recommendation, by=LOADER, note="Chưa đạt", on=D(2026, 9, 2))
    assert standing(record) == {"waiting": 1}


# --- Numbers and the gate --------------------------------------------------------------------------------------------


def test_the_numbers_close(cast):
    duties = [duty_of(cast) for _ in range(4)]
    petition_at(cast)
    record = handover_of(cast)
    rows = [row_of(record, duty) for duty in duties]
    actions.accept_handover(rows[0], by=cast.minh)
    actions.give_back(rows[1], by=cast.minh, reason="Không thuộc Sở.")
    close_obligation(duties[2], by=LOADER, evidence="Báo cáo 1")
    numbers = minutes_of(record, cast.lan)
    lines = {line.words: [number for _label, number, _url in line.cells] for line in numbers["lines"]}
    assert lines == {"Kiến nghị cử tri": [0, 0, 0, 1], "Nghĩa vụ": [1, 1, 1, 1]}
    assert [number for _label, number, _url in numbers["total"].cells] == [1, 1, 1, 2]
    assert numbers["total"].total == record.rows.count() == sum(line.total for line in numbers["bodies"])


def test_a_secret_row_is_counted_without_title_for_who_sees_the_place(cast):
    duty_of(cast, confidential=True, title="Việc mật")
    duty_of(cast)
    record = handover_of(cast)
    seen = HandoverRow.objects.visible_to(cast.lan)
    assert seen.count() == 1
    numbers = minutes_of(record, cast.lan)
    assert [(line.words, line.total) for line in numbers["lines"]] == [
        ("Nghĩa vụ", 1),
        ("Chưa được xem (mật, bản nháp): chỉ đếm", 1),
    ]
    assert numbers["total"].total == 2
    assert [line.total for line in minutes_of(record, cast.minh)["lines"]] == [1]


def test_a_row_is_seen_by_who_sees_the_thing(cast):
    mine, theirs = duty_of(cast), duty_of(cast, owner=cast.committee)
    record = handover_of(cast)
    assert [row.target for row in HandoverRow.objects.visible_to(cast.minh)] == [mine]
    assert {row.target for row in HandoverRow.objects.visible_to(cast.ubnd)} == {mine, theirs}
    assert list(Handover.objects.visible_to(cast.minh)) == [record]
    assert list(HandoverRow.objects.visible_to(cast.stranger)) == []
    assert list(Handover.objects.visible_to(cast.stranger)) == []
    assert list(Handover.objects.visible_to(cast.dai_bieu)) == []


def test_when_a_thing_becomes_secret_its_row_does(cast):
    petition = petition_at(cast)
    record = handover_of(cast)
    petition.confidential = True
    door.change(petition, by=LOADER)
    assert row_of(record, petition).confidential is True
