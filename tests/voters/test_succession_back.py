"""What was given to a successor by mistake goes back, while nobody there has done anything with it."""

from datetime import date as D

import pytest
from django.urls import reverse

from coordination.audit.models import Event
from coordination.deadlines.actions import open_obligation
from coordination.deadlines.models import Obligation
from coordination.people.models import Concern
from coordination.records.errors import Forbidden, NotNow, Refused
from coordination.search.models import Entry
from tests.documents.factories import AttachmentFactory
from tests.people.factories import BodyFactory, LineageFactory, LocalityFactory
from tests.voters.factories import LOADER, petition_of
from tests.voters.factories_drafting import assigned_to, draft_of
from voters import actions
from voters.models import Petition, Referral

TODAY = D(2026, 10, 1)


def fresh(record):
    return type(record).objects.get(pk=record.pk)


@pytest.fixture
def old(cast):
    return BodyFactory(locality=cast.locality, code="so-gt", name="Sở Giao thông", parent=cast.committee)


@pytest.fixture
def heir(cast):
    return BodyFactory(locality=cast.locality, code="so-xd", name="Sở Xây dựng", parent=cast.committee)


@pytest.fixture
def given(cast, old, heir) -> Referral:
    """The successor's turn of a petition that the ended body had accepted."""
    petition = petition_of(cast.locality, due_on=D(2026, 12, 1))
    actions.forward(petition, by=LOADER, to=old, on=D(2026, 6, 3), number="203/PC-HĐND")
    actions.accept(petition, by=LOADER, on=D(2026, 6, 10))
    return handed(petition, old, heir, cast)


def handed(petition, old, heir, cast) -> Referral:
    old.valid_to, old.successor = D(2026, 8, 31), heir
    old.save()
    actions.succeed(fresh(petition), by=cast.lan)
    return Referral.objects.get(to=heir)


def standing(petition) -> tuple:
    """Who has it, which turns there are, who owes what is open."""
    petition = fresh(petition)
    turns = [(row.to, row.accepted_on) for row in petition.referrals.order_by("pk")]
    owed = Obligation.objects.about(petition).filter(closed_on=None)
    return petition.competent_body, petition.status, turns, [(row.owner, row.due_on) for row in owed]


def test_it_stands_again_where_it_stood(cast, given, old, heir):
    petition, key = given.petition, given.pk
    before = (old, "in_progress", [(old, D(2026, 6, 10))], [(old, D(2026, 12, 1))])
    moved = standing(petition)
    actions.take_back_succession(given, by=cast.lan, reason="Sai cơ quan.")
    assert (moved, standing(petition)) == (
        (heir, "in_progress", [(old, D(2026, 6, 10)), (heir, None)], [(heir, D(2026, 12, 1))]),
        before,
    )
    note = Event.objects.about(fresh(petition)).order_by("-pk").first().note
    assert note == "Hoàn tác kế thừa: Sở Xây dựng → Sở Giao thông. Sai cơ quan."
    left = [model.objects.filter(content_type__model="referral", object_id=key).count() for model in (Concern, Entry)]
    assert left == [0, 0]
    officer = cast.acting_as(heir, "department_officer", "Phan Thị Mới")
    assert not Petition.objects.visible_to(officer).exists()
    old.successor = None
    old.save()
    with pytest.raises(NotNow, match="Chưa biết cơ quan nào kế thừa"):
        actions.succeed(fresh(petition), by=cast.lan)


def test_what_a_committee_had_assigned_on_goes_back_too(cast, old, heir):
    petition = petition_of(cast.locality, due_on=D(2026, 12, 1))
    inner = assigned_to(petition, cast, old)
    turn = handed(petition, old, heir, cast)
    actions.take_back_succession(turn, by=cast.lan, reason="Sai cơ quan.")
    assert list(petition.referrals.exclude(under=None)) == [inner]
    assert fresh(petition).competent_body == cast.committee


def accepted(cast, turn):
    actions.accept_assigned(turn, by=LOADER)


def drafted(cast, turn):
    officer = cast.acting_as(turn.to, "department_officer", "Phan Thị Mới")
    draft_of(turn.petition, turn.to, by=officer)


def answered(cast, turn):
    actions.reply(fresh(turn.petition), by=LOADER, result="planned", text="Sẽ làm.", roadmap="2027", sent_on=TODAY)


def ended_again(cast, turn):
    later = BodyFactory(locality=cast.locality, code="so-moi", name="Sở mới", parent=cast.committee)
    turn.to.valid_to, turn.to.successor = D(2026, 9, 1), later
    turn.to.save()
    actions.succeed(fresh(turn.petition), by=cast.lan)


@pytest.mark.parametrize(
    ("act", "why"),
    [
        (accepted, "Sở Xây dựng đã nhận việc này."),
        (drafted, "Sở Xây dựng đã soạn trả lời."),
        (answered, "Kiến nghị đã có bước tiếp theo sau khi chuyển cho Sở Xây dựng."),
        (ended_again, "Việc này đã chuyển tiếp cho cơ quan kế thừa Sở Xây dựng."),
    ],
)
def test_it_stays_once_somebody_went_on_with_it(cast, given, act, why):
    act(cast, given)
    before = standing(given.petition)
    with pytest.raises(NotNow) as refused:
        actions.take_back_succession(fresh(given), by=cast.lan, reason="Sai cơ quan.")
    assert (str(refused.value), standing(given.petition)) == (why, before)


def test_a_first_turn_is_not_taken_back(cast, given):
    with pytest.raises(NotNow, match="Đây không phải lần chuyển cho cơ quan kế thừa"):
        actions.take_back_succession(given.continues, by=cast.lan, reason="Sai.")


def test_only_who_keeps_the_register_takes_it_back(client, cast, given, heir):
    officer = cast.acting_as(heir, "department_officer", "Phan Thị Mới")
    url = reverse("voters:referral-move", args=[given.pk, "take_back"])
    for user in (officer, cast.hoa):
        with pytest.raises(Forbidden):
            actions.take_back_succession(fresh(given), by=user, reason="Sai.")
    client.force_login(officer)
    assert url not in client.get(given.petition.get_absolute_url()).content.decode()
    assert client.post(url, {"reason": "Sai."}).status_code == 403
    assert Referral.objects.filter(pk=given.pk).exists()


def test_it_is_taken_back_in_the_browser(client, cast, given, old):
    client.force_login(cast.lan)
    url = reverse("voters:referral-move", args=[given.pk, "take_back"])
    pages = [
        client.get(page).content.decode() for page in (given.petition.get_absolute_url(), given.get_absolute_url())
    ]
    assert [f'href="{url}"' in page for page in pages] == [True, True]
    assert "Hoàn tác việc kế thừa của Sở Xây dựng" in pages[0]
    assert "Việc trở về Sở Giao thông" in client.get(url).content.decode()
    assert client.post(url, {"reason": ""}).status_code == 422
    response = client.post(url, {"reason": "Sai cơ quan."}, follow=True)
    assert response.redirect_chain == [(given.petition.get_absolute_url(), 302)]
    assert "Đã hoàn tác việc kế thừa của Sở Xây dựng." in response.content.decode()
    assert fresh(given.petition).competent_body == old


def refused(turn, cast) -> str:
    with pytest.raises(Refused) as found:
        actions.take_back_succession(turn, by=cast.lan, reason="Sai cơ quan.")
    return str(found.value)


def test_a_file_at_the_turn_keeps_it(cast, given):
    AttachmentFactory(record=given)
    before = standing(given.petition)
    words = "Đã có tệp hoặc việc khác gắn vào lần chuyển cho Sở Xây dựng, không hoàn tác được nữa."
    assert (refused(fresh(given), cast), standing(given.petition)) == (words, before)


def test_who_read_it_before_it_was_changed_is_told(cast, given):
    turn = fresh(given)
    changed = fresh(given)
    changed.number = "204/PC-HĐND"
    actions.edit(changed, by=cast.lan)
    before = standing(given.petition)
    assert refused(turn, cast) == "Người khác đã lưu hồ sơ này sau khi bạn mở."
    assert standing(given.petition) == before


def test_an_acceptance_after_the_turn_was_fetched_is_not_lost(cast, given):
    turn = fresh(given)
    accepted(cast, fresh(given))
    before = standing(given.petition)
    assert refused(turn, cast) == "Người khác đã lưu hồ sơ này sau khi bạn mở."
    assert standing(given.petition) == before


def test_taken_back_twice(cast, given):
    turn = fresh(given)
    actions.take_back_succession(fresh(given), by=cast.lan, reason="Sai cơ quan.")
    assert refused(turn, cast) == "Lần chuyển này đã được hoàn tác."


def of_ended_place(cast, old, heir):
    """The turn of a petition whose place ended with the body, and both places."""
    was = LocalityFactory(full_name="Xã Cũ", valid_to=D(2026, 8, 31))
    now = LocalityFactory(full_name="Xã Mới")
    LineageFactory(predecessor=was, successor=now, on=D(2026, 9, 1))
    petition = petition_of(cast.locality, due_on=D(2026, 12, 1), place=was)
    actions.forward(petition, by=LOADER, to=old, on=D(2026, 6, 3), number="203/PC-HĐND")
    actions.accept(petition, by=LOADER, on=D(2026, 6, 10))
    return handed(petition, old, heir, cast), was, now


def test_the_place_goes_back_with_it(client, cast, old, heir):
    turn, was, now = of_ended_place(cast, old, heir)
    moved = fresh(turn.petition).place
    client.force_login(cast.lan)
    page = client.get(reverse("voters:referral-move", args=[turn.pk, "take_back"])).content.decode()
    assert f"Việc trở về Sở Giao thông, địa bàn trở về {was}; hạn giữ nguyên" in page
    actions.take_back_succession(fresh(turn), by=cast.lan, reason="Sai cơ quan.")
    assert (moved, fresh(turn.petition).place) == (now, was)


def test_a_place_that_was_mended_since_stays(client, cast, old, heir):
    turn, _was, _now = of_ended_place(cast, old, heir)
    other = LocalityFactory(full_name="Xã Khác")
    petition = fresh(turn.petition)
    petition.place = other
    actions.edit(petition, by=cast.lan)
    client.force_login(cast.lan)
    page = client.get(reverse("voters:referral-move", args=[turn.pk, "take_back"])).content.decode()
    assert "Việc trở về Sở Giao thông; địa bàn và hạn giữ nguyên" in page
    actions.take_back_succession(fresh(turn), by=cast.lan, reason="Sai cơ quan.")
    assert fresh(petition).place == other


def owe(petition, body, title):
    return open_obligation(petition, owner=body, title=title, due_on=D(2026, 12, 20), basis="Kết luận", by=LOADER)


def test_what_the_successor_owed_in_another_role_stays_with_it(cast, old, heir):
    petition = petition_of(cast.locality, due_on=D(2026, 12, 1))
    actions.forward(petition, by=LOADER, to=old, on=D(2026, 6, 3), number="203/PC-HĐND")
    actions.accept(petition, by=LOADER, on=D(2026, 6, 10))
    owe(petition, heir, "Phối hợp")
    owe(petition, old, "Lời hẹn")
    turn = handed(petition, old, heir, cast)
    owe(petition, heir, "Việc mới")
    moved = owners(petition)
    actions.take_back_succession(fresh(turn), by=cast.lan, reason="Sai cơ quan.")
    reply = next(title for title in moved if title.startswith("Trả lời"))
    assert (moved, owners(petition)) == (
        {reply: heir, "Phối hợp": heir, "Lời hẹn": heir, "Việc mới": heir},
        {reply: old, "Phối hợp": heir, "Lời hẹn": old, "Việc mới": heir},
    )


def owners(petition) -> dict:
    """Title → who owes it."""
    return {row.title: row.owner for row in Obligation.objects.about(petition).filter(closed_on=None)}
