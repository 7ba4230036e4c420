"""A load is not taken back where others rest on it, by whom it is kept from, or half; its numbers stay used."""

from datetime import date

import pytest
from django.core.management import call_command
from django.urls import reverse

from coordination.exchange import undo
from coordination.exchange.models import Import
from coordination.people.models import Concern
from coordination.records.errors import NotNow
from tests.exchange.books import book
from tests.people.factories import PersonFactory
from tests.voters.factories import LOADER, petition_of
from tests.voters.factories_batches import AGREED, asked, batch_of, said
from tests.voters.test_exchange import HEAD, ROW, faults, loaded, sent
from voters import actions
from voters.models import FollowUp, Petition, UsedNumber

ROUND = [*HEAD, "Đợt tổng hợp"]
SECOND = [2, None, "Điện yếu", *ROW[3:]]
HELD = "Đang ở đợt “Đợt Một”, đợt {}: bấm “Tổng hợp lại” ở đợt ấy rồi mới thay đổi kiến nghị"


@pytest.fixture
def batch(cast):
    return batch_of(cast.locality, name="Đợt Một")


def refusal(entry: Import, by) -> str:
    """Why the load stays, which it then does as a whole."""
    before = list(Petition.objects.order_by("pk").values())
    with pytest.raises(undo.Hindered) as refused:
        undo.undo(entry, by=by)
    entry.refresh_from_db()
    assert (entry.state, list(Petition.objects.order_by("pk").values())) == ("loaded", before)
    return refused.value.message


def told(client, user, entry: Import) -> tuple[int, list[str]]:
    """What somebody is told who presses."""
    client.force_login(user)
    answer = client.post(reverse("exchange:import-undo", args=[entry.pk]), follow=True)
    return answer.status_code, [str(message) for message in answer.context["messages"]]


# --- What others rest on ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("agree", "words"), [(False, "đang lấy ý kiến"), (True, "đã thống nhất")])
def test_petitions_that_others_are_asked_about_or_agreed_to_stay(cast, batch, agree, words):
    entry = loaded(cast, book(ROUND, [*ROW, "Đợt Một"], [*SECOND, "Đợt Một"]))
    opinions = asked(batch, cast.front)
    if agree:
        said(*opinions)
        actions.agree_batch(batch, by=LOADER, on=AGREED)
    held = HELD.format(words)
    assert refusal(entry, cast.lan) == f"Không hoàn tác được vì dòng 3: {held}; dòng 2: {held}."


def test_former_words_do_not_come_back_under_those_who_are_asked(cast, client, batch):
    loaded(cast, book(ROUND, [*ROW, "Đợt Một"]))
    code = Petition.objects.get().code
    entry = loaded(cast, book(["Mã kiến nghị", "Nội dung", "Ngày nhận"], [code, "Đường hỏng nặng", "18/5/2026"]))
    asked(batch, cast.front)
    expected = f"Không hoàn tác được vì dòng 2: {HELD.format('đang lấy ý kiến')}."
    assert told(client, cast.lan, entry) == (200, [expected])
    assert Petition.objects.get().content == "Đường hỏng nặng"


def test_a_petition_that_an_objection_names_stays_also_when_the_batch_is_open_again(cast, batch):
    entry = loaded(cast, book(ROUND, [*ROW, "Đợt Một"]))
    (opinion,) = asked(batch, cast.front)
    said(opinion, agrees=False, text="Chưa rõ.", petitions=[Petition.objects.get()])
    actions.rework(batch, by=LOADER, reason="Xem lại.")
    words = "đã có ý kiến về đợt tổng hợp gắn vào “Đường hỏng”"
    assert refusal(entry, cast.lan) == f"Không hoàn tác được vì dòng 2: {words}."
    assert opinion.petitions.count() == 1


def test_a_petition_that_a_reminder_is_written_about_stays(cast):
    entry = loaded(cast, book([*HEAD, "Ngày chuyển", "Thời hạn"], [*ROW, "20/5/2026", "1/6/2026"]))
    actions.urge(Petition.objects.get(), by=cast.lan)
    noun = FollowUp._meta.verbose_name
    assert refusal(entry, cast.lan) == f"Không hoàn tác được vì dòng 2: đã có {noun} gắn vào “Đường hỏng”."


def test_a_batch_still_put_together_hinders_nothing(cast, batch):
    entry = loaded(cast, book(ROUND, [*ROW, "Đợt Một"], [*SECOND, "Đợt Một"]))
    undo.undo(entry, by=cast.lan)
    assert (entry.state, Petition.objects.count(), batch.petitions.count()) == ("undone", 0, 0)


@pytest.mark.parametrize("size", [1, 3])
def test_to_refuse_costs_the_same_for_one_row_and_for_three(cast, batch, size, django_assert_num_queries):
    entry = loaded(cast, book(ROUND, *([n, None, f"Việc {n}", *ROW[3:], "Đợt Một"] for n in range(size))))
    asked(batch, cast.front)
    with django_assert_num_queries(55), pytest.raises(undo.Hindered):
        undo.undo(entry, by=cast.lan)


# --- Who may not see it -------------------------------------------------------------------------------------------


def test_a_colleague_takes_back_no_petition_that_is_kept_from_them(cast, client):
    colleague = cast.acting_as(cast.office, "council_clerk", "Đỗ Văn Hai")
    entry = loaded(cast, book(HEAD, ROW, SECOND))
    secret = Petition.objects.get(content="Điện yếu")
    Petition.objects.filter(pk=secret.pk).update(confidential=True)
    client.force_login(colleague)
    assert client.get(secret.get_absolute_url()).status_code == 404

    assert told(client, colleague, entry) == (
        200,
        ["Không hoàn tác được vì dòng 3: có hồ sơ mật mà bạn không xem được: người đã nạp mới hoàn tác được."],
    )
    assert Petition.objects.count() == 2
    assert told(client, cast.lan, entry) == (200, ["Đã hoàn tác lần nạp này."])
    assert Petition.objects.count() == 0


def test_a_colleague_who_is_named_in_it_may(cast):
    colleague = cast.acting_as(cast.office, "council_clerk", "Đỗ Văn Hai")
    entry = loaded(cast, book(HEAD, ROW))
    petition = Petition.objects.get()
    Petition.objects.update(confidential=True)
    Concern.objects.create(record=petition, person=colleague.person, as_what="named")
    undo.undo(entry, by=colleague)
    assert Petition.objects.count() == 0


# --- What cannot be brought back ----------------------------------------------------------------------------------


def test_a_former_value_that_is_no_more_is_told_with_its_row(cast, client):
    person = PersonFactory(locality=cast.locality, name="Hà Văn Sáu")
    PersonFactory(locality=cast.locality, name="Hà Văn Bảy")
    petition_of(cast.locality, content="Cầu", received_on=date(2026, 5, 18), raised_by=person)
    code = Petition.objects.get().code
    head = ["Mã kiến nghị", "Nội dung", "Ngày nhận", "Đại biểu chuyển"]
    entry = loaded(cast, book(head, [code, "Cầu", "18/5/2026", "Hà Văn Bảy"]))
    person.name = "Hà Văn Tám"
    person.save()
    why = "không có người “Hà Văn Sáu”; có phải “Hà Văn Tám” hay “Hà Văn Bảy”?"
    assert told(client, cast.lan, entry) == (200, [f"Không hoàn tác được vì dòng 2: {why}"])
    assert Petition.objects.get().raised_by.name == "Hà Văn Bảy"


# --- Numbers ------------------------------------------------------------------------------------------------------


def codes() -> list[str]:
    return list(Petition.objects.order_by("pk").values_list("code", flat=True))


def test_numbers_of_a_load_that_was_taken_back_are_not_given_again(cast):
    petition_of(cast.locality, received_on=date(2026, 5, 1))
    entry = loaded(cast, book(HEAD, ROW, SECOND))
    assert codes() == ["KN-2026-0001", "KN-2026-0002", "KN-2026-0003"]
    undo.undo(entry, by=cast.lan)
    petition_of(cast.locality, received_on=date(2026, 6, 1))
    petition_of(cast.locality, received_on=date(2025, 6, 1))
    petition_of(cast.other, received_on=date(2026, 6, 1))
    assert codes() == ["KN-2026-0001", "KN-2026-0004", "KN-2025-0001", "KN-2026-0001"]

    undo.undo(again := loaded(cast, book(HEAD, ROW)), by=cast.lan)
    assert (again.state, list(UsedNumber.objects.values_list("locality", "year", "last"))) == (
        "undone", [(cast.locality.pk, 2026, 5)],
    )  # fmt: skip
    loaded(cast, book(HEAD, SECOND))
    assert codes()[-1] == "KN-2026-0006"


def test_the_highest_number_stays_though_lower_ones_are_taken_back_later(cast):
    first = loaded(cast, book(HEAD, ROW))
    undo.undo(loaded(cast, book(HEAD, SECOND)), by=cast.lan)
    undo.undo(first, by=cast.lan)
    assert UsedNumber.objects.get().last == 2


def coded(code: str | None, words: str) -> list:
    return [1, code, words, *ROW[3:]]


def test_a_code_that_somebody_typed_burns_no_number_when_the_load_is_taken_back(cast):
    undo.undo(loaded(cast, book(HEAD, coded("kn-2026-99999", "Cầu"), coded("12/KN", "Đường"))), by=cast.lan)
    assert (Petition.objects.count(), UsedNumber.objects.count()) == (0, 0)
    undo.undo(loaded(cast, book(HEAD, coded("KN-2026-99999", "Cầu"))), by=cast.lan)
    petition_of(cast.locality, received_on=date(2026, 6, 1))
    assert codes() == ["KN-2026-0001"]


def test_numbers_that_were_given_beside_typed_ones_stay_used(cast):
    entry = loaded(cast, book(HEAD, coded(None, "Cầu"), coded("KN-2026-0007", "Đường"), coded(None, "Chợ")))
    assert codes() == ["KN-2026-0001", "KN-2026-0007", "KN-2026-0008"]
    undo.undo(entry, by=cast.lan)
    assert list(UsedNumber.objects.values_list("locality", "year", "last")) == [(cast.locality.pk, 2026, 8)]


def test_a_code_typed_on_the_server_burns_no_number_either(cast, tmp_path):
    petition_of(cast.locality, received_on=date(2026, 5, 1))
    file = tmp_path / "so.xlsx"
    file.write_bytes(book(HEAD, coded("KN-2026-99999", "Cầu"), coded(None, "Đường")))
    call_command("exchange", "load", "petitions", str(file), "--locality", cast.locality.slug)
    assert codes() == ["KN-2026-0001", "KN-2026-99999", "KN-2026-100000"]
    undo.undo(Import.objects.get(), by=LOADER)
    assert (codes(), UsedNumber.objects.get().last) == (["KN-2026-0001"], 100000)


def test_after_the_last_number_of_a_year_none_is_given_and_it_is_said_what_to_do(cast):
    entry = loaded(cast, book(HEAD, coded("KN-2026-999999998", "Cầu")))
    petition_of(cast.locality, received_on=date(2026, 6, 1))
    assert codes() == ["KN-2026-999999998", "KN-2026-999999999"]
    words = "Sổ năm 2026 hết số (mã cuối là KN-2026-999999999): hoàn tác lần nạp đã ghi mã lớn như vậy, hoặc báo "
    words += "quản trị viên."
    with pytest.raises(NotNow) as refused:
        petition_of(cast.locality, received_on=date(2026, 6, 1))
    assert (refused.value.message, faults(sent(cast, book(HEAD, SECOND)))) == (words, [f"2 : {words}"])
    petition_of(cast.locality, received_on=date(2025, 6, 1))
    undo.undo(entry, by=cast.lan)
    assert codes() == ["KN-2026-999999999", "KN-2025-0001"]
