from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError

from coordination.lib.dates import PartialDate
from coordination.lib.period import Period
from coordination.people.models import Concern
from coordination.regulations.choices import Precision
from coordination.regulations.models import Meeting, Regulation
from tests.people.factories import BodyFactory
from tests.regulations.factories import (
    ClauseFactory,
    DialogueFactory,
    InformationExchangeFactory,
    InvitationFactory,
    MeetingFactory,
    RegulationFactory,
)

pytestmark = pytest.mark.django_db


def concerns(record) -> list[tuple]:
    """(as what, body) as stored."""
    rows = Concern.objects.filter(object_id=record.pk, content_type__model=record._meta.model_name).order_by("id")
    return sorted((row.as_what, str(row.body)) for row in rows)


@pytest.mark.parametrize(
    ("number", "symbol", "full"),
    [
        ("53", "QCPH-HĐND-UBND-UBMTTQ", "53/QCPH-HĐND-UBND-UBMTTQ"),
        ("", "QCPH-HĐND-UBND", "QCPH-HĐND-UBND"),
        ("53", "", "53"),
        ("", "", ""),
    ],
)
def test_number_and_symbol_may_be_missing(number, symbol, full):
    assert RegulationFactory(number=number, symbol=symbol).full_number == full


def test_parties_keep_their_order():
    names = ["Thường trực HĐND", "UBND", "Ban Thường trực MTTQ", "Đoàn ĐBQH"]
    bodies = [BodyFactory(name=name) for name in names]

    regulation = RegulationFactory(parties=list(reversed(bodies)))

    assert regulation.bodies == list(reversed(bodies))
    assert concerns(regulation) == sorted(("party", name) for name in names)


@time_machine.travel("2026-07-15T09:00+07:00", tick=False)
@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({}, ("done", "đang có hiệu lực")),
        ({"valid_from": date(2026, 7, 15), "valid_to": date(2026, 7, 15)}, ("done", "đang có hiệu lực")),
        ({"valid_from": date(2026, 7, 16)}, ("wait", "có hiệu lực từ 16/07/2026")),
        ({"valid_to": date(2026, 7, 14)}, ("none", "hết hiệu lực 14/07/2026")),
    ],
)
def test_state_of_a_regulation(fields, state):
    regulation = RegulationFactory(**fields)

    assert regulation.state == state
    assert Regulation.objects.in_force(date(2026, 7, 15)).exists() == (state[0] == "done")


def test_state_of_a_regulation_of_an_ended_locality(cast):
    assert RegulationFactory(locality=cast.ended).state == ("none", "địa phương đã kết thúc")


def test_a_regulation_ends_after_it_begins():
    with pytest.raises(ValidationError) as caught:
        RegulationFactory(valid_from=date(2026, 7, 2), valid_to=date(2026, 7, 1))

    assert caught.value.messages == ["Ngày hết hiệu lực không được trước ngày có hiệu lực."]


def test_a_clause_concerns_its_keeper_and_the_parties():
    owner, first, second = (BodyFactory(name=name) for name in ("UBND", "Bên A", "Bên B"))
    clause = ClauseFactory(regulation=RegulationFactory(parties=[first, second]), owner=owner)

    assert concerns(clause) == [("owner", "UBND"), ("party", "Bên A"), ("party", "Bên B")]


@time_machine.travel("2026-07-15T09:00+07:00", tick=False)
@pytest.mark.parametrize(
    ("held_on", "state"),
    [
        (None, ("none", "chưa rõ ngày")),
        (PartialDate(2026, 7, 14), ("done", "đã họp")),
        (PartialDate(2026, 7, 15), ("today", "hôm nay")),
        (PartialDate(2026, 7, 17), ("soon", "còn 2 ngày làm việc")),
        (PartialDate(2026, 7), ("wait", "07/2026")),
        (PartialDate(2026, 6), ("done", "đã họp")),
        (PartialDate(2025), ("done", "đã họp")),
    ],
)
def test_state_of_a_meeting_with_a_day_known_in_part(held_on, state):
    assert MeetingFactory(held_on=held_on).state == state
    if state != ("done", "đã họp"):
        assert DialogueFactory(held_on=held_on).state == state


def test_a_dialogue_took_place():
    assert DialogueFactory(held_on=PartialDate(2025)).state == ("done", "đã diễn ra")


@pytest.mark.parametrize(
    ("held_on", "start", "end", "inside"),
    [
        (PartialDate(2023, 5, 10), date(2023, 5, 10), date(2023, 5, 10), True),
        (PartialDate(2023, 5, 9), date(2023, 5, 10), None, False),
        (PartialDate(2023, 5, 11), None, date(2023, 5, 10), False),
        (PartialDate(2023, 5), date(2023, 5, 1), date(2023, 5, 31), True),
        (PartialDate(2023, 5), date(2023, 5, 1), date(2023, 5, 30), False),
        (PartialDate(2023, 5), date(2023, 5, 2), date(2023, 5, 31), False),
        (PartialDate(2023, 5), date(2023, 1, 1), date(2023, 12, 31), True),
        (PartialDate(2023), date(2023, 1, 1), date(2023, 12, 31), True),
        (PartialDate(2023), date(2023, 1, 1), date(2023, 12, 30), False),
        (PartialDate(2023), date(2022, 6, 15), date(2024, 1, 1), True),
        (PartialDate(2023), date(2023, 2, 1), None, False),
        (None, None, None, False),
    ],
)
def test_a_day_known_in_part_counts_only_when_it_surely_lies_in_the_period(held_on, start, end, inside):
    MeetingFactory(held_on=held_on)

    assert Meeting.objects.held(Period(start, end)).exists() == inside


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({}, ("none", "chưa gửi")),
        ({"sent_on": date(2026, 7, 1)}, ("wait", "chờ trả lời")),
        ({"answered_on": date(2026, 7, 2)}, ("wait", "đã trả lời, chưa ghi dự hay không")),
        ({"attended": True}, ("done", "có dự")),
        ({"attended": False}, ("none", "không dự")),
    ],
)
def test_state_of_an_invitation(fields, state):
    assert InvitationFactory(**fields).state == state


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"occasion": ""}, "Ghi mời dự việc gì, hoặc chọn cuộc họp."),
        (
            {"sent_on": date(2026, 7, 2), "answered_on": date(2026, 7, 1)},
            "Ngày trả lời không được trước ngày gửi.",
        ),
        ({"attended_by": "Ông Bình"}, "Có tên người dự thì phải chọn “Có dự”."),
        ({"attended_by": "Ông Bình", "attended": False}, "Có tên người dự thì phải chọn “Có dự”."),
    ],
)
def test_what_an_invitation_cannot_be(fields, message):
    with pytest.raises(ValidationError) as caught:
        InvitationFactory(**fields)

    assert caught.value.messages == [message]


def test_nobody_invites_or_informs_itself():
    body = BodyFactory()

    with pytest.raises(ValidationError) as caught:
        InvitationFactory(host=body, guest=body)
    assert caught.value.messages == ["Cơ quan mời và cơ quan được mời phải khác nhau."]
    with pytest.raises(ValidationError) as caught:
        InformationExchangeFactory(sender=body, recipient=body)
    assert caught.value.messages == ["Cơ quan gửi và cơ quan nhận phải khác nhau."]


def test_whom_contacts_concern():
    host, guest = BodyFactory(name="UBND"), BodyFactory(name="Ban Pháp chế")

    assert concerns(InvitationFactory(host=host, guest=guest)) == [("invited", "Ban Pháp chế"), ("party", "UBND")]
    exchange = InformationExchangeFactory(sender=host, recipient=guest)
    assert concerns(exchange) == [("addressee", "Ban Pháp chế"), ("party", "UBND")]
    assert concerns(DialogueFactory(chair=host)) == [("party", "UBND")]
    assert concerns(DialogueFactory()) == []


@pytest.mark.parametrize(
    ("participants", "precision", "words"),
    [(1200, Precision.OVER, "hơn 1.200 người"), (30, Precision.EXACT, "30 người"), (None, Precision.EXACT, "")],
)
def test_number_of_participants_keeps_its_word(participants, precision, words):
    assert DialogueFactory(participants=participants, precision=precision).participant_words == words
