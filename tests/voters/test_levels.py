"""A petition that a commune sent up is answered above: the commune's register has the answer, and what it was owed."""

from datetime import date

import pytest

from coordination.audit.actors import System
from coordination.deadlines.queries import about
from coordination.notices.models import Notice
from coordination.people.choices import BodyKind
from tests.people.factories import BodyFactory
from tests.voters.factories import LOADER, brought_to, petition_of
from tests.voters.factories_batches import AGREED, SENT, asked, batch_of, petitions_in, said
from voters import actions
from voters.models import Petition
from voters.replaying import steps_of

D = date
TODAY = D(2026, 10, 1)


def fresh(record):
    return type(record).objects.get(pk=record.pk)


@pytest.fixture
def source(cast):
    """A petition of the commune, sent up with a batch; it is owed a reply by the province."""
    front = BodyFactory(locality=cast.commune, kind=BodyKind.FRONT, name="MTTQ xã Phú Hòa")
    batch = batch_of(cast.commune, addressee=cast.standing)
    (petition,) = petitions_in(batch, level="province", title="Đường tỉnh hỏng", due_on=D(2026, 12, 1))
    said(*asked(batch, front), by=cast.xa)
    actions.agree_batch(fresh(batch), by=cast.xa, on=AGREED)
    actions.dispatch(fresh(batch), by=cast.xa, dispatch_number="5/MTTQ", dispatched_on=SENT, answer_by=D(2026, 11, 1))
    return fresh(petition)


@pytest.fixture
def above(cast, source):
    """The same in the register of the province, with a department."""
    petition = Petition.objects.get(came_from=source)
    actions.forward(petition, by=cast.lan, to=cast.department, on=D(2026, 6, 12), due_on=D(2026, 11, 12))
    return actions.accept(petition, by=LOADER, on=D(2026, 6, 15))


def answer(above, by, result="explained", **fields):
    return actions.reply(fresh(above), by=by, result=result, text="Đã bố trí sửa.", number="9/SYT", **fields)


def told(user) -> list[str]:
    return list(Notice.objects.filter(recipient=user).order_by("pk").values_list("text", flat=True))


def test_the_answer_above_answers_below_and_meets_what_was_owed(cast, source, above):
    assert [row.status for row in about(source)] == ["open", "open"]
    answer(above, cast.chief)
    source = fresh(source)
    reply = source.replies.get()
    assert (source.status, source.result, source.answered_on, source.finished_on) == (
        "answered",
        "explained",
        TODAY,
        TODAY,
    )
    assert (reply.body, reply.number, reply.text, reply.locality) == (
        cast.department,
        "9/SYT",
        "Đã bố trí sửa.",
        cast.commune,
    )
    assert {(row.owner, row.status, row.closed_on) for row in about(source)} == {(cast.standing, "done", TODAY)}
    assert "Trả lời 9/SYT ngày 01/10/2026" in {row.evidence for row in about(source)}
    assert source.referrals.get().accepted_on == TODAY
    assert told(cast.xa)[-1] == "Đường tỉnh hỏng: Sở Y tế trả lời: Giải trình, cung cấp thông tin"


def test_a_promise_is_owed_once_and_its_end_is_known_below(cast, source, above):
    answer(above, cast.chief, result="planned", promised_on=D(2026, 12, 20))
    assert (fresh(source).result, fresh(source).replies.get().promised_on) == ("planned", D(2026, 12, 20))
    assert [row.owner for row in about(source).filter(closed_on=None)] == []
    actions.resolve(fresh(above), by=cast.lan, evidence="Biên bản nghiệm thu 3/BB.")
    source = fresh(source)
    assert (source.result, source.resolved_on, source.evidence) == ("resolved", TODAY, "Biên bản nghiệm thu 3/BB.")


def test_a_second_answer_is_a_second_one_below(cast, source, above):
    answer(above, cast.chief, result="planned", roadmap="Năm 2027.")
    answer(above, cast.chief)
    assert list(fresh(source).replies.order_by("pk").values_list("result", flat=True)) == ["planned", "explained"]


def test_what_is_answered_with_its_group_is_answered_below(cast, source, above):
    lead = brought_to(petition_of(cast.locality), "in_progress", cast.department)
    actions.merge_many(lead, [fresh(above)], by=cast.lan)
    answer(lead, cast.chief)
    assert (fresh(above).status, fresh(source).status) == ("answered", "answered")


def test_what_the_level_below_gave_elsewhere_is_its_own(cast, source, above):
    actions.refuse(source, by=LOADER, reason="Xã tự làm.", on=D(2026, 6, 20))
    committee = BodyFactory(locality=cast.commune, kind=BodyKind.COMMITTEE, name="UBND xã Phú Hòa")
    actions.forward(fresh(source), by=LOADER, to=committee, on=D(2026, 6, 22))
    answer(above, cast.chief)
    assert (fresh(source).status, fresh(source).replies.count()) == ("forwarded", 0)


def test_a_register_that_was_closed_is_left_alone(cast, source, above):
    cast.commune.valid_to = D(2026, 9, 30)
    cast.commune.save()
    answer(above, cast.chief)
    assert (fresh(above).status, fresh(source).status) == ("answered", "forwarded")


def test_a_loader_tells_nobody_and_the_steps_can_be_taken_again(cast, source, above):
    before = told(cast.xa)
    answer(above, System("nạp dữ liệu"), sent_on=D(2026, 7, 1))
    assert told(cast.xa) == before
    assert [(step.name, step.on) for step in steps_of(fresh(source))] == [
        ("forward", SENT),
        ("accept", D(2026, 7, 1)),
        ("reply", D(2026, 7, 1)),
    ]
