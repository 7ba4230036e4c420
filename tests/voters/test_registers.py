"""What the province does with a petition that a commune sent up, and what the register of the commune has of it."""

from datetime import date as D

import pytest

from coordination.audit.actors import System
from coordination.deadlines.queries import open_about
from coordination.documents import actions as documents
from coordination.documents.models import Attachment
from coordination.notices.models import Notice
from coordination.people.choices import BodyKind
from coordination.workflow.models import StatusChange
from tests.documents.factories import upload
from tests.people.factories import BodyFactory
from tests.voters.factories import LOADER, petition_of
from tests.voters.factories_drafting import draft_of
from voters import actions
from voters.kept import due_words
from voters.models import Petition
from voters.replaying import replay, steps_of
from voters.taken import line_of

SENT, TODAY = D(2026, 6, 11), D(2026, 10, 1)


def fresh(record):
    return type(record).objects.get(pk=record.pk)


@pytest.fixture
def source(cast):
    """A petition of the commune that went up to the province, whose Standing owes a reply."""
    petition = petition_of(cast.commune, level="province", title="Đường tỉnh hỏng", due_on=D(2026, 12, 1))
    actions.forward(petition, by=cast.xa, to=cast.standing, on=SENT, answer_by=D(2026, 11, 1))
    return petition


@pytest.fixture
def above(cast, source):
    """The same in the register of the province, with a department."""
    petition = petition_of(cast.locality, title=source.title, came_from=source, received_on=SENT, due_on=None)
    actions.forward(petition, by=cast.lan, to=cast.department, on=D(2026, 6, 12), due_on=D(2026, 11, 12))
    return actions.accept(petition, by=LOADER, on=D(2026, 6, 15))


@pytest.fixture
def answered(cast, above):
    """Answered above, and so below; the Front is not content."""
    actions.reply(fresh(above), by=cast.chief, result="explained", text="Đã giải trình.", number="9/SYT")
    return actions.judge(fresh(above), by=cast.hoa, judgement="unsatisfied", text="Chưa nói khi nào xong.")


def told(user) -> list[str]:
    return list(Notice.objects.filter(recipient=user).order_by("pk").values_list("text", flat=True))


def last_step(petition) -> tuple[str, str]:
    change = StatusChange.objects.about(petition).last()
    return change.transition, change.note


# --- Given back ------------------------------------------------------------------------------------------------------


def test_given_back_above_it_waits_below_to_be_forwarded_again(cast, source, above):
    actions.return_petition(above, by=cast.lan, reason="Việc của xã.")
    source = fresh(source)
    words = f"Tỉnh An Bình trả lại {above.code}: Việc của xã."
    assert (source.status, source.result, source.competent_body, source.finished_on) == ("new", "none", None, None)
    assert last_step(source) == ("refuse", words)
    assert last_step(above) == ("return", "Việc của xã.")
    referral = source.referrals.get()
    assert (referral.refused_on, referral.refusal) == (TODAY, words)
    assert list(open_about(source)) == []
    assert told(cast.xa)[-1] == "Thường trực HĐND tỉnh từ chối, chờ chuyển lại: Đường tỉnh hỏng"
    assert list(Petition.objects.refused_and_waiting()) == [source]
    committee = BodyFactory(locality=cast.commune, kind=BodyKind.COMMITTEE, name="UBND xã Phú Hòa")
    actions.forward(source, by=cast.xa, to=committee, due_on=D(2026, 12, 1))
    assert (fresh(source).status, list(Petition.objects.refused_and_waiting())) == ("forwarded", [])


def test_also_when_it_had_been_taken_on(cast, source, above):
    actions.accept(fresh(source), by=LOADER, on=D(2026, 6, 13))
    actions.return_petition(above, by=cast.lan, reason="Việc của xã.")
    source = fresh(source)
    assert (source.status, source.result, last_step(source)[0]) == ("new", "none", "given_back")
    assert list(source.result_changes.order_by("id").values_list("step", "result")) == [
        ("accept", "in_progress"),
        ("given_back", "none"),
    ]
    assert list(Petition.objects.refused_and_waiting()) == [source]


def test_what_the_commune_gave_elsewhere_or_answered_is_its_own(cast, source, above):
    actions.refuse(source, by=LOADER, reason="Xã tự làm.", on=D(2026, 6, 20))
    committee = BodyFactory(locality=cast.commune, kind=BodyKind.COMMITTEE, name="UBND xã Phú Hòa")
    actions.forward(fresh(source), by=LOADER, to=committee, on=D(2026, 6, 22))
    actions.return_petition(above, by=cast.lan, reason="Việc của xã.")
    assert (fresh(source).status, fresh(source).competent_body) == ("forwarded", committee)


def test_a_register_that_was_closed_is_left_alone(cast, source, above):
    cast.commune.valid_to = D(2026, 9, 30)
    cast.commune.save()
    actions.return_petition(above, by=cast.lan, reason="Việc của xã.")
    assert fresh(source).status == "forwarded"


# --- Opened again ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("closed", [False, True])
def test_opened_again_above_it_is_open_below_with_the_new_day(cast, source, answered, closed):
    if closed:
        actions.finish(fresh(source), by=cast.xa)
    actions.reopen(answered, by=cast.lan, due_on=D(2026, 10, 20), note="Nói rõ ngày xong.")
    source = fresh(source)
    words = f"Tỉnh An Bình mở lại {answered.code}: Nói rõ ngày xong."
    assert (source.status, source.result, source.answered_on, source.finished_on, source.due_on) == (
        "reopened",
        "in_progress",
        TODAY,
        None,
        D(2026, 10, 20),
    )
    assert last_step(source) == ("reopened_above", words)
    assert told(cast.xa)[-1] == "Đường tỉnh hỏng: Tỉnh An Bình mở lại, chờ trả lời lại."
    assert [row.owner for row in open_about(answered)] == [cast.department]
    assert list(open_about(source)) == []  # the clearer answer is owed above only


def test_without_a_new_day_it_is_not_late_below(cast, source, answered):
    Petition.objects.filter(pk=source.pk).update(due_on=D(2026, 9, 1))
    actions.reopen(answered, by=cast.lan, due_on=None)
    assert due_words(fresh(source)) == ("wait", "đã trả lời 01/10; mở lại, chưa xong")
    assert list(Petition.objects.late_answers(TODAY)) == []


def test_the_next_answer_above_is_the_next_one_below(cast, source, answered):
    actions.reopen(answered, by=cast.lan, due_on=D(2026, 10, 20))
    actions.reply(
        fresh(answered), by=cast.chief, result="planned", text="Xong quý I.", roadmap="Quý I", number="11/SYT"
    )
    source = fresh(source)
    assert (source.status, source.result) == ("answered", "planned")
    assert list(source.replies.order_by("pk").values_list("number", flat=True)) == ["9/SYT", "11/SYT"]


def test_nobody_takes_these_steps_by_hand(client, cast, source, answered):
    for user in (cast.xa, cast.lan, cast.tu):
        client.force_login(user)
        labels = [button.label for button in client.get(fresh(source).get_absolute_url()).context["buttons"]]
        assert {"Mở lại ở sổ cấp trên", "Cấp trên trả lại"} & set(labels) == set()
        for name in ("given_back", "reopened_above"):
            assert client.post(f"{source.get_absolute_url()}{name}/").status_code == 404


def test_its_life_tells_them_and_a_loader_can_take_the_steps_again(client, cast, source, above):
    actions.accept(fresh(source), by=LOADER, on=D(2026, 6, 13))
    actions.return_petition(above, by=LOADER, reason="Việc của xã.", on=D(2026, 6, 20))
    other = petition_of(cast.locality, came_from=source, received_on=D(2026, 6, 21), due_on=None)
    actions.forward(fresh(source), by=LOADER, to=cast.standing, on=D(2026, 6, 21))
    actions.forward(other, by=LOADER, to=cast.department, on=D(2026, 6, 22))
    actions.accept(other, by=LOADER, on=D(2026, 6, 23))
    loader = System("nạp dữ liệu")
    actions.reply(other, by=loader, result="explained", text="Đã nói rõ.", sent_on=D(2026, 7, 1))
    actions.judge(other, by=loader, judgement="unsatisfied", body=cast.front, on=D(2026, 7, 3), text="Chưa rõ.")
    actions.reopen(other, by=loader, on=D(2026, 7, 5))
    source = fresh(source)
    steps = steps_of(source)
    lines = [line_of(step) for step in steps]
    assert [step.name for step in steps] == [
        "forward",
        "accept",
        "given_back",
        "forward",
        "accept",
        "reply",
        "reopened_above",
    ]
    assert lines[2] == f"20/06/2026 | cấp trên trả lại |  |  |  | Tỉnh An Bình trả lại {above.code}: Việc của xã."
    copy = replay(petition_of(cast.commune, level="province", due_on=D(2026, 12, 1)), steps, by=LOADER)
    assert [line_of(step) for step in steps_of(fresh(copy))] == lines
    assert (copy.status, copy.result, copy.answered_on) == (source.status, source.result, source.answered_on)
    client.force_login(cast.xa)
    life = [step.words for step in client.get(source.get_absolute_url()).context["life"]]
    assert life[-2:] == ["Cấp trên mở lại", "Kết thúc"]


# --- Files -----------------------------------------------------------------------------------------------------------


def test_files_of_a_draft_stand_at_the_answer_below_as_well(cast, source, above):
    draft = draft_of(fresh(above), cast.department, by=cast.minh)
    attachment = documents.attach(draft, upload("Biên bản.pdf"), by=cast.minh, title="Biên bản họp")
    for step in (actions.submit_draft, actions.pass_draft, actions.clear_draft):
        step(draft, by=LOADER)
    actions.send_draft(draft, by=cast.minh, number="9/SYT")
    below, up = fresh(source).replies.get(), fresh(above).replies.get()
    (copy,) = Attachment.objects.visible_to(cast.xa).about(below)
    assert (copy.title, copy.locality, copy.latest.number) == ("Biên bản họp", cast.commune, 1)
    assert (copy.latest.sha256, copy.latest.original_name) == (attachment.latest.sha256, "Biên bản.pdf")
    assert [row.pk for row in Attachment.objects.about(up)] == [attachment.pk]
    assert Attachment.objects.visible_to(cast.stranger).about(below).count() == 0
    documents.replace(copy, upload("Biên bản sửa.pdf", b"%PDF-1.4 two"), by=cast.xa)
    assert (fresh(copy).latest.number, fresh(attachment).latest.number) == (2, 1)
