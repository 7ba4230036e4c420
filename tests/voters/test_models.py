from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from coordination.people.concerning import write_concerns
from tests.voters.factories import (
    BatchFactory,
    ContactMeetingFactory,
    PetitionFactory,
    ReferralFactory,
    ReplyFactory,
    VerdictFactory,
    petition_of,
)
from voters.choices import Field, PetitionStatus, Result
from voters.models import ContactMeeting, Petition, Reply
from voters.models.petitions import summary_of
from voters.rules import ANSWERING, FINISHING, MEANING

D = date


def faults(record) -> dict:
    """What `full_clean` says."""
    with pytest.raises(ValidationError) as error:
        record.full_clean()
    return error.value.message_dict


# --- What result classes mean ----------------------------------------------------------------------------------------


def test_every_result_class_has_a_meaning():
    assert set(MEANING) == set(Result)
    assert {result.value: tuple(meaning) for result, meaning in MEANING.items()} == {
        "resolved": (True, True, True),
        "explained": (True, False, True),
        "planned": (True, False, False),
        "waiting_for_funds": (True, False, False),
        "in_progress": (False, False, False),
        "accepted_for_study": (True, False, False),
        "cannot_resolve": (True, False, True),
        "returned": (False, False, True),
        "none": (False, False, False),
    }


def test_replies_state_exactly_the_answering_classes():
    assert set(Result.BY_REPLY) == set(ANSWERING)
    assert set(FINISHING) == {"resolved", "explained", "cannot_resolve", "returned"}


def test_there_are_32_fields_and_a_remainder():
    assert (len(Field), Field.values[-1]) == (33, "khac")


# --- Petition --------------------------------------------------------------------------------------------------------

CONTRADICTIONS = {
    "voters_petition_answered_with_reply": {"result": Result.PLANNED},
    "voters_petition_resolved_with_date": {"resolved_on": D(2026, 6, 1)},
    "voters_petition_finished_with_date": {"finished_on": D(2026, 6, 1)},
    "voters_petition_due_after_received": {"due_on": D(2026, 5, 1)},
    "voters_petition_raised_at_least_once": {"times_raised": 0},
    "voters_petition_misdirected_pair": {"misdirected_to": "UBND xã"},
}


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_the_database_refuses_contradictions(cast, name):
    petition = petition_of(cast.locality)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Petition.objects.filter(pk=petition.pk).update(**CONTRADICTIONS[name])


def test_faults_are_said_in_vietnamese(cast):
    petition = PetitionFactory.build(locality=cast.locality, due_on=D(2026, 5, 1), times_raised=0)
    assert faults(petition) == {
        "due_on": ["Hạn trả lời phải từ ngày nhận trở đi."],
        "__all__": ["Số lần kiến nghị kể cả lần này nên ít nhất là 1."],
    }


def test_a_code_stands_once_in_a_register(cast):
    petition = petition_of(cast.locality)
    twin = PetitionFactory.build(locality=cast.locality, code=petition.code)
    assert faults(twin)["__all__"] == ["Mã kiến nghị này đã có trong sổ."]
    assert petition_of(cast.other, code=petition.code).pk is not None


@pytest.mark.parametrize(
    ("content", "summary"),
    [
        ("Cầu hỏng. Xin sửa sớm.", "Cầu hỏng"),
        ("Cầu  hỏng;\nxin sửa", "Cầu hỏng"),
        ("Đơn giá 1.200 đồng là thấp", "Đơn giá 1.200 đồng là thấp"),
        ("dài " * 60, ("dài " * 40).strip() + "…"),
    ],
)
def test_the_first_sentence_is_the_summary(content, summary):
    assert summary_of(content) == summary


@pytest.mark.parametrize(
    ("status", "result", "state"),
    [
        ("new", "none", ("none", "Mới")),
        ("forwarded", "none", ("wait", "Đã chuyển")),
        ("in_progress", "in_progress", ("wait", "Đang giải quyết")),
        ("answered", "explained", ("done", "Giải trình")),
        ("answered", "waiting_for_funds", ("pause", "Chờ nguồn lực")),
        ("answered", "planned", ("wait", "Sẽ giải quyết")),
        ("answered", "accepted_for_study", ("wait", "Tiếp thu, nghiên cứu")),
        ("answered", "cannot_resolve", ("done", "Không có cơ sở giải quyết")),
        ("finished", "resolved", ("done", "Đã giải quyết xong")),
        ("reopened", "in_progress", ("today", "Mở lại, đang giải quyết")),
        ("returned", "returned", ("pause", "Trả lại")),
    ],
)
def test_state_says_what_came_of_it(status, result, state):
    assert Petition(status=status, result=result).state == state


def test_every_status_has_a_state():
    assert all(Petition(status=status).state for status in PetitionStatus)


@pytest.mark.parametrize(
    ("due_on", "finished_on", "overdue"),
    [
        (D(2026, 9, 30), None, True),
        (D(2026, 10, 1), None, False),
        (D(2026, 9, 30), D(2026, 9, 29), False),
        (None, None, False),
    ],
)
def test_overdue_is_computed(due_on, finished_on, overdue):
    assert Petition(due_on=due_on, finished_on=finished_on).is_overdue() == overdue


def test_a_confidential_petition_is_named_by_its_code(cast):
    petition = petition_of(cast.locality, confidential=True, title="Tên người trong đơn")
    assert petition.public_title == petition.code


def test_where_and_constituency_come_from_the_place(cast):
    petition = petition_of(cast.locality, place=cast.commune, place_detail="thôn Thượng")
    assert (petition.where, petition.constituency) == ("thôn Thượng, xã Phú Hòa", cast.constituency)
    assert petition_of(cast.locality).where == ""


# --- Who sees it -----------------------------------------------------------------------------------------------------


def test_who_sees_a_petition_of_a_commune_before_it_is_forwarded(cast):
    petition_of(cast.locality, place=cast.commune)
    names = ("lan", "tu", "hoa", "ubnd", "thu_ky", "xa", "dai_bieu", "minh", "stranger", "admin")
    assert [name for name in names if Petition.objects.visible_to(getattr(cast, name)).exists()] == [
        "lan",
        "tu",
        "hoa",
        "ubnd",
        "thu_ky",
        "xa",
        "dai_bieu",
    ]


def test_a_confidential_petition_is_seen_by_nobody_who_is_not_named(cast):
    petition_of(cast.locality, confidential=True, place=cast.commune)
    assert [name for name in ("lan", "xa", "dai_bieu") if Petition.objects.visible_to(getattr(cast, name))] == []


# --- Parts -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        (
            {"accepted_on": D(2026, 5, 21), "refused_on": D(2026, 5, 21), "refusal": "Không."},
            "Một lần chuyển hoặc được nhận, hoặc bị từ chối.",
        ),
        ({"refused_on": D(2026, 5, 21)}, "Từ chối phải có ngày và lý do."),
        ({"accepted_on": D(2026, 5, 1)}, "Ngày nhận hoặc từ chối phải từ ngày chuyển trở đi."),
    ],
)
def test_a_referral_is_settled_one_way(cast, fields, message):
    referral = ReferralFactory.build(petition=petition_of(cast.locality), to=cast.department, **fields)
    assert faults(referral) == {"__all__": [message]}


@pytest.mark.parametrize(
    ("fields", "state", "days"),
    [
        ({}, ("none", "Chờ nhận"), None),
        ({"accepted_on": D(2026, 5, 21)}, ("wait", "Đã nhận"), 1),
        ({"refused_on": D(2026, 5, 25), "refusal": "Không."}, ("late", "Từ chối"), 5),
    ],
)
def test_the_state_of_a_referral(fields, state, days):
    referral = ReferralFactory.build(petition=None, locality=None, to=None, **fields)
    assert (referral.state, referral.days_until_settled) == (state, days)


def test_parts_are_named(cast):
    petition = petition_of(cast.locality)
    reply = ReplyFactory(petition=petition, body=cast.department, number="12/SYT")
    verdict = VerdictFactory(petition=petition, body=cast.front)
    referral = ReferralFactory(petition=petition, to=cast.department)
    assert [str(part) for part in (reply, verdict, referral)] == [
        "Trả lời 12/SYT ngày 01/06/2026",
        "Chưa thỏa đáng, MTTQ tỉnh, 10/06/2026",
        "Chuyển Sở Y tế ngày 20/05/2026",
    ]


def test_a_reply_is_seen_by_those_who_get_a_copy(cast):
    reply = ReplyFactory(petition=petition_of(cast.locality), body=cast.committee)
    assert list(Reply.objects.visible_to(cast.minh)) == []
    reply.copied_to.set([cast.department])
    write_concerns(reply)
    assert list(Reply.objects.visible_to(cast.minh)) == [reply]


def test_a_batch_is_confirmed_by_the_front_only(cast):
    batch = BatchFactory(locality=cast.locality, agreed_on=D(2026, 6, 1))
    batch.agreed_with.set([cast.board])
    by_board = batch.confirmed_by_front
    batch.agreed_with.add(cast.front)
    assert (by_board, batch.confirmed_by_front, batch.state) == (False, True, ("wait", "Đã thống nhất"))


# --- Meetings --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"attending": 10, "speaking": 11}, {"speaking": ["Nhiều hơn 10 lượt cử tri dự."]}),
        (
            {"attending": 10, "attendees_by_group": {"farmer": 11}},
            {"attending": ["Ít hơn tổng các thành phần cử tri (11)."]},
        ),
        (
            {"opinions": 3, "petitions_raised": 1, "answered_on_spot": 5},
            {"answered_on_spot": ["Nhiều hơn 4 ý kiến, kiến nghị đã ghi."]},
        ),
        (
            {"attendees_by_group": {"nobody": 1}},
            {"attendees_by_group": ["Thành phần cử tri là các số không âm theo nhóm."]},
        ),
        (
            {"delegate_levels": ["moon"]},
            {"delegate_levels": ["Có cấp đại biểu không nằm trong danh sách."]},
        ),
    ],
)
def test_numbers_of_a_meeting_fit_together(cast, fields, message):
    assert faults(ContactMeetingFactory.build(locality=cast.locality, **fields)) == message


def test_an_estimate_may_be_passed(cast):
    meeting = ContactMeetingFactory.build(
        locality=cast.locality, attending=100, attending_qualifier="over", speaking=110
    )
    meeting.full_clean()
    assert meeting.attending_words == "hơn 100"


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"held_on": D(2026, 5, 18)}, "TXCT trước kỳ họp, 18/05/2026"),
        (
            {"held_on": None, "place_detail": "xã Nam Tiến (huyện Nam Trực)"},
            "TXCT trước kỳ họp tại xã Nam Tiến (huyện Nam Trực)",
        ),
        ({"held_on": None, "kind": "thematic"}, "TXCT chuyên đề"),
    ],
)
def test_a_meeting_is_named_by_what_is_known(fields, name):
    assert str(ContactMeetingFactory.build(locality=None, **fields)) == name


def test_what_nobody_counted_stays_empty():
    meeting = ContactMeeting()
    assert (meeting.attending_words, meeting.direct_labour, meeting.levels_words) == ("", None, "")


def test_direct_labour_is_the_sum_of_its_groups():
    meeting = ContactMeeting(attendees_by_group={"farmer": 70, "worker": 5, "cadre": 20})
    assert meeting.direct_labour == 75
