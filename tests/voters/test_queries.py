"""A small register whose every life is replayed through the actions, then asked about on several days."""

from datetime import date

import pytest

from coordination.lib.period import Period
from tests.voters.factories import LOADER, ContactMeetingFactory, petition_of
from voters import actions, queries, similar
from voters.choices import Field, MeetingKind, Result
from voters.models import ContactMeeting, Petition

D = date
DAY, JUNE = D(2026, 7, 15), D(2026, 6, 10)
PERIOD = Period(D(2025, 1, 1), DAY)


def forwarded(petition, cast):
    actions.forward(petition, by=LOADER, to=cast.department, on=D(2026, 5, 25))


def under_way(petition, cast):
    forwarded(petition, cast)
    actions.accept(petition, by=LOADER, on=D(2026, 5, 28))


def replied(result, sent_on=JUNE):
    def life(petition, cast):
        under_way(petition, cast)
        actions.reply(petition, by=LOADER, result=result, text="Trả lời.", sent_on=sent_on)

    return life


def resolved_later(petition, cast):
    replied(Result.PLANNED)(petition, cast)
    actions.resolve(petition, by=LOADER, evidence="Biên bản nghiệm thu.", on=D(2026, 7, 10))


def reopened(petition, cast):
    replied(Result.EXPLAINED, D(2026, 7, 8))(petition, cast)
    actions.judge(petition, by=LOADER, judgement="unsatisfied", body=cast.front, on=D(2026, 7, 10), text="Chưa rõ.")
    actions.reopen(petition, by=LOADER, on=D(2026, 7, 13))


def returned(petition, cast):
    actions.return_petition(petition, by=LOADER, reason="Việc riêng.", on=D(2026, 6, 20))


def refused(petition, cast):
    forwarded(petition, cast)
    actions.refuse(petition, by=LOADER, reason="Không đúng thẩm quyền.", on=D(2026, 5, 30))


def nothing(petition, cast):
    """It stays new."""


# name: (life, due on, times raised, level, field)
REGISTER = {
    "mới, quá hạn": (nothing, D(2026, 6, 30), 1, "commune", Field.CLEAN_WATER),
    "mới, còn hạn": (refused, D(2026, 9, 9), 1, "commune", Field.LAND_TITLES),
    "đã chuyển": (forwarded, D(2026, 7, 12), 2, "central", Field.ROAD_SAFETY),
    "đang làm": (under_way, D(2026, 7, 15), 3, "province", Field.ROADS),
    "giải trình": (replied(Result.EXPLAINED), D(2026, 6, 1), 1, "province", Field.CLEAN_WATER),
    "chờ nguồn lực": (replied(Result.WAITING_FOR_FUNDS), D(2026, 6, 20), 4, "province", Field.ROADS),
    "xong": (resolved_later, D(2026, 7, 1), 1, "commune", Field.LIGHTING),
    "trả lời sau": (replied(Result.RESOLVED, D(2026, 7, 20)), D(2026, 7, 18), 1, "commune", Field.LIGHTING),
    "mở lại": (reopened, D(2026, 8, 11), 3, "province", Field.COMPENSATION),
    "trả lại": (returned, D(2026, 7, 10), 2, "vertical", Field.JUSTICE),
}


@pytest.fixture
def register(cast):
    for title, (life, due_on, times, level, field) in REGISTER.items():
        petition = petition_of(cast.locality, title=title, due_on=due_on, times_raised=times, level=level, field=field)
        life(petition, cast)
    petition_of(cast.locality, title="trước kỳ", received_on=D(2024, 12, 31), due_on=None)
    petition_of(cast.other, title="nơi khác")
    return queries.received(Petition.objects.counted_in(cast.locality), PERIOD)


def titles(petitions):
    return sorted(petitions.values_list("title", flat=True))


def nonzero(parts):
    return {name: number for name, number in parts.items() if number}


def test_received_counts_the_locality_and_the_period(register):
    assert titles(register) == sorted(REGISTER)


def test_a_period_with_an_open_start_reaches_as_far_as_its_term(cast, register):
    rows = Petition.objects.counted_in(cast.locality)
    assert queries.received(rows, Period(None, DAY)).count() == 11
    assert queries.received(rows, Period(None, DAY, term="2026-2031")).count() == 10


@pytest.mark.parametrize(
    ("on", "parts"),
    [
        (D(2026, 5, 18), {"none": 10}),
        (D(2026, 5, 28), {"none": 4, "in_progress": 6}),
        (D(2026, 6, 10), {"none": 4, "in_progress": 3, "explained": 1, "waiting_for_funds": 1, "planned": 1}),
        (
            D(2026, 7, 8),
            {"none": 3, "returned": 1, "in_progress": 2, "explained": 2, "waiting_for_funds": 1, "planned": 1},
        ),
        (DAY, {"none": 3, "returned": 1, "in_progress": 3, "explained": 1, "waiting_for_funds": 1, "resolved": 1}),
        (
            D(2026, 7, 31),
            {"none": 3, "returned": 1, "in_progress": 2, "explained": 1, "waiting_for_funds": 1, "resolved": 2},
        ),
    ],
)
def test_results_are_those_at_the_end_of_a_day(register, on, parts):
    assert nonzero(queries.by_result(register, on)) == parts


def test_every_result_class_is_named(register):
    assert list(queries.by_result(register, DAY)) == Result.values


def test_answered_counts_replies_sent_by_the_day(register):
    assert titles(queries.answered(register, DAY)) == ["chờ nguồn lực", "giải trình", "mở lại", "xong"]
    assert titles(queries.answered(register, D(2026, 6, 30))) == ["chờ nguồn lực", "giải trình", "xong"]


def test_resolved_counts_what_was_done_by_the_day(register):
    assert titles(queries.resolved(register, DAY)) == ["xong"]
    assert titles(queries.resolved(register, D(2026, 7, 9))) == []


def test_finished_by_the_day(register):
    assert titles(queries.finished(register, DAY)) == ["giải trình", "trả lại", "xong"]


def test_overdue_is_due_before_the_day_and_not_finished(register):
    assert titles(queries.overdue(register, DAY)) == ["chờ nguồn lực", "mới, quá hạn", "đã chuyển"]
    assert titles(queries.overdue(register, D(2026, 7, 9))) == ["chờ nguồn lực", "mới, quá hạn", "xong"]


def test_the_columns_of_today_agree_with_the_history(register):
    today = D(2026, 10, 1)
    assert titles(register.overdue_now(today)) == titles(queries.overdue(register, today))
    assert {row.title: row.result for row in register} == {
        row.title: row.result_then for row in queries.with_result(register, today)
    }


def test_by_level_names_every_level_and_what_is_unclassified(cast, register):
    petition_of(cast.locality, level="", field="")
    rows = queries.received(Petition.objects.counted_in(cast.locality), PERIOD)
    assert queries.by_level(rows) == {
        "central": 1,
        "province": 4,
        "district": 0,
        "commune": 4,
        "vertical": 1,
        "unknown": 1,
    }


def test_by_field_names_the_32_fields_and_the_remainder_only_where_there_is_one(cast, register):
    fields = queries.by_field(register)
    assert (len(fields), sum(fields.values()), fields["nuoc_sach"], fields["y_te"]) == (32, 10, 2, 0)
    petition_of(cast.locality, field=Field.OTHER)
    rows = queries.received(Petition.objects.counted_in(cast.locality), PERIOD)
    assert len(queries.by_field(rows)) == 33


def test_repeated_and_bounced(register):
    Petition.objects.filter(title="trả lại").update(misdirected_to="UBND xã", misdirected_right="Thi hành án dân sự")
    assert titles(queries.repeated(register)) == ["chờ nguồn lực", "mở lại", "trả lại", "đang làm", "đã chuyển"]
    assert titles(queries.bounced(register, D(2026, 10, 1))) == ["mới, còn hạn", "trả lại"]


def test_merging_changes_no_total(cast, register):
    lead, copy = register.order_by("pk")[:2]
    before = (register.count(), queries.by_result(register, DAY))
    actions.merge(copy, by=LOADER, lead=lead)
    assert (register.count(), queries.by_result(register, DAY)) == before


# --- Meetings --------------------------------------------------------------------------------------------------------


@pytest.fixture
def meetings(cast):
    ContactMeetingFactory(locality=cast.locality, held=True)
    ContactMeetingFactory(locality=cast.locality, held=True, kind=MeetingKind.THEMATIC, held_on=D(2026, 7, 15))
    ContactMeetingFactory(locality=cast.locality, held=True, held_on=None)
    ContactMeetingFactory(locality=cast.locality, held=True, held_on=D(2026, 7, 16))
    ContactMeetingFactory(locality=cast.locality)
    return ContactMeeting.objects.counted_in(cast.locality)


def test_meetings_count_when_held_on_a_known_day_of_the_period(meetings):
    assert (queries.held(meetings, PERIOD).count(), queries.thematic(meetings, PERIOD).count()) == (2, 1)


def test_attendance_is_unknown_when_one_meeting_did_not_count(cast, meetings):
    known = queries.voters_attending(queries.held(meetings, PERIOD))
    ContactMeetingFactory(locality=cast.locality, held=True, attending=None)
    assert (known, queries.voters_attending(queries.held(meetings, PERIOD))) == (240, None)
    assert queries.voters_attending(meetings.none()) == 0


# --- One petition ----------------------------------------------------------------------------------------------------


def test_the_last_verdict_is_about_the_newest_reply(cast):
    petition = petition_of(cast.locality)
    replied(Result.EXPLAINED)(petition, cast)
    actions.judge(petition, by=LOADER, judgement="unsatisfied", body=cast.front, on=D(2026, 6, 12), text="Chưa rõ.")
    first = queries.last_verdict(petition)
    actions.reply(petition, by=LOADER, result=Result.EXPLAINED, text="Rõ hơn.", sent_on=D(2026, 6, 20))
    assert (first.judgement, queries.last_verdict(petition)) == ("unsatisfied", None)


def test_earlier_times_follow_the_predecessors_and_stop_in_a_ring(cast):
    first, second, third = (petition_of(cast.locality) for _ in range(3))
    Petition.objects.filter(pk=third.pk).update(predecessor=second)
    Petition.objects.filter(pk=second.pk).update(predecessor=first)
    Petition.objects.filter(pk=first.pk).update(predecessor=second)
    third.refresh_from_db()
    assert queries.earlier_times(third) == [second, first]


def test_similar_shares_words_field_and_place_accents_ignored(cast):
    asked = petition_of(cast.locality, title="Đơn giá đền bù đất ruộng làm đường vành đai", field=Field.COMPENSATION)
    alike = petition_of(cast.locality, title="GIÁ BỒI THƯỜNG ĐẤT lúa khi làm đường vành đai", field=Field.COMPENSATION)
    petition_of(cast.locality, title="Thiếu giáo viên tiếng Anh", field=Field.EDUCATION)
    petition_of(cast.other, title=asked.title, field=Field.COMPENSATION)
    found = similar.similar(Petition.objects.all(), asked)
    said = "cùng nói: đơn giá đền bù ~ giá bồi thường, đất ruộng ~ đất lúa, làm đường, vành đai"
    assert found == [(alike, f"{said}; cùng lĩnh vực")]
