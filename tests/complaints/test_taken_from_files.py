"""A petition that a file brought in becomes a letter: no report, no file and no further load tells its words again."""

import json
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from complaints import actions as letters
from complaints.models import Letter
from coordination.exchange import actions as loading
from coordination.exchange import withdrawing
from coordination.exchange.kinds import kind_of
from coordination.exchange.models import Import, ImportedRow, Withdrawn
from coordination.records.errors import Refused
from tests.exchange.books import book
from tests.voters.factories import petition_of
from voters import actions
from voters.models import Petition

SECRET = "Trưởng thôn Thượng nhận tiền của dân khi cấp giấy"
LONG = f"{SECRET}. " + "Đề nghị làm rõ. " * 20
OPEN = "Đường liên xã hỏng"
HEAD = ["Nội dung", "Địa chỉ (thôn, tổ)", "Ngày nhận", "Nguồn"]
ORIGIN = "TXCT trước kỳ họp"
GONE = ("(không hiện)", "same", [], [], [])


def file_of(*texts: str) -> bytes:
    return book(HEAD, *([text, "thôn Thượng", "18/5/2026", ORIGIN] for text in texts))


def sent(cast, *texts: str) -> Import:
    return loading.receive(kind_of("petitions"), file_of(*texts), "so.xlsx", by=cast.lan)


def loaded(cast, *texts: str) -> Import:
    entry = sent(cast, *texts)
    loading.begin_load(entry, by=cast.lan)
    entry.refresh_from_db()
    return entry


def moved(cast, text: str) -> None:
    petition = Petition.objects.get(content=text.strip())
    letter = Letter(
        kind="denunciation", received_on=petition.received_on, summary=petition.content, handler=cast.lan.person
    )
    letters.take_over(letter, by=cast.lan, petition=petition)


def told(entry: Import) -> list[tuple]:
    entry.refresh_from_db()
    return [tuple(row[key] for key in ("title", "verdict", "faults", "changes", "reads")) for row in entry.report]


def pages(client, entry: Import) -> str:
    return "".join(
        client.get(url).content.decode()
        for url in (
            f"{entry.get_absolute_url()}?xem=tat-ca",
            reverse("exchange:import-undo", args=[entry.pk]),
        )
    )


def file_status(client, entry: Import) -> int:
    answer = client.get(reverse("exchange:import-file", args=[entry.pk]))
    if answer.streaming:
        b"".join(answer.streaming_content)  # closes the file
    return answer.status_code


@pytest.mark.parametrize("text", [SECRET, LONG])
def test_its_row_is_blank_and_the_file_is_given_to_nobody(cast, client, text):
    entry = loaded(cast, OPEN, text)
    colleague = cast.acting_as(cast.office, "council_clerk", "Hai")
    client.force_login(colleague)
    assert (SECRET in pages(client, entry), file_status(client, entry)) == (True, 200)
    moved(cast, text)
    rows = told(entry)
    assert [row[0] for row in rows] == [OPEN, "(không hiện)"]
    assert rows[1] == ("(không hiện)", "create", [], [], [])
    assert SECRET not in json.dumps(entry.report, ensure_ascii=False)
    for user in (colleague, cast.lan):
        client.force_login(user)
        assert (SECRET in pages(client, entry), "thôn Thượng" in pages(client, entry)) == (False, True)
        assert file_status(client, entry) == 404
        assert OPEN in pages(client, entry)


def test_every_report_that_told_it_is_blanked(cast):
    """A preview that waits, one that found it stored already, a correction: not only the load that wrote it."""
    first = loaded(cast, OPEN, SECRET)
    again, waiting = sent(cast, OPEN, SECRET), sent(cast, SECRET, "Trạm y tế dột")
    code = Petition.objects.get(content=SECRET).code
    head = ["Mã kiến nghị", *HEAD]
    changed = loading.receive(
        kind_of("petitions"), book(head, [code, "Chữ khác", "", "18/5/2026", ORIGIN]), "sua.xlsx", by=cast.lan
    )
    moved(cast, SECRET)
    assert [row[0] for row in told(first)] == [OPEN, "(không hiện)"]
    assert [row[0] for row in told(again)] == [OPEN, "(không hiện)"]
    assert [row[0] for row in told(waiting)] == ["(không hiện)", "Trạm y tế dột"]
    assert [row[0] for row in told(changed)] == ["(không hiện)"]
    assert SECRET not in json.dumps([row.report for row in Import.objects.all()], ensure_ascii=False)


def test_a_report_of_before_knows_it_by_its_words(cast):
    """Reports that were kept before rows carried a mark."""
    entry = sent(cast, OPEN, LONG)
    report = [{key: value for key, value in row.items() if key not in ("mark", "about")} for row in entry.report]
    Import.objects.filter(pk=entry.pk).update(report=report)
    actions.register(petition_of_words(cast, LONG.strip()), by=cast.lan)
    moved(cast, LONG)
    assert [row[0] for row in told(entry)] == [OPEN, "(không hiện)"]


def petition_of_words(cast, words: str) -> Petition:
    return Petition(
        locality=cast.locality,
        content=words,
        title=words[:100],
        origin="before",
        kind="petition",
        received_on=date(2026, 5, 18),
    )


@pytest.mark.parametrize("day", ["31/2/2026", "8/5/2026", None])
def test_a_first_attempt_with_a_slip_tells_it_no_more(cast, client, day):
    slip = book(HEAD, [SECRET, "thôn Thượng", day, ORIGIN], [OPEN, "", "hôm nào", ORIGIN])
    entry = loading.receive(kind_of("petitions"), slip, "so.xlsx", by=cast.lan)
    assert [row[0] for row in told(entry)] == [SECRET, OPEN]
    loaded(cast, OPEN, SECRET)
    moved(cast, SECRET)
    assert [row[0] for row in told(entry)] == ["(không hiện)", OPEN]
    client.force_login(cast.lan)
    assert (SECRET in pages(client, entry), file_status(client, entry)) == (False, 404)


def test_what_a_correction_replaced_is_forgotten_too(cast):
    petition = petition_of(cast.locality, content=SECRET, received_on=date(2026, 5, 18), due_on=None)
    content = book(["Mã kiến nghị", *HEAD], [petition.code, "Chữ khác", "", "18/5/2026", ORIGIN])
    entry = loading.receive(kind_of("petitions"), content, "sua.xlsx", by=cast.lan)
    loading.begin_load(entry, by=cast.lan)
    assert ImportedRow.objects.get().before["content"] == SECRET
    moved(cast, "Chữ khác")
    assert (ImportedRow.objects.get().before, told(entry)) == ({}, [("(không hiện)", "update", [], [], [])])


def test_the_same_file_again_does_not_bring_it_back(cast, client):
    loaded(cast, OPEN, SECRET)
    moved(cast, SECRET)
    again = sent(cast, OPEN, SECRET, "Trạm y tế dột")
    assert (again.creates, again.sames, again.faults) == (1, 2, 0)
    assert told(again)[1] == GONE
    assert SECRET not in json.dumps(again.report, ensure_ascii=False)
    client.force_login(cast.lan)
    assert (SECRET in pages(client, again), file_status(client, again)) == (False, 404)
    loading.begin_load(again, by=cast.lan)
    words = Petition._base_manager.values_list("content", flat=True)
    assert sorted(words) == sorted(["Đã chuyển sang quy trình đơn thư.", OPEN, "Trạm y tế dột"])


def test_one_that_was_typed_is_known_too(cast):
    actions.register(petition_of_words(cast, SECRET), by=cast.lan)
    moved(cast, SECRET)
    entry = sent(cast, OPEN, f"  {SECRET.upper()} ")
    assert (entry.creates, entry.sames, told(entry)[1]) == (1, 1, GONE)


def test_words_of_the_file_that_were_mended_since_are_known(cast):
    loaded(cast, OPEN, SECRET)
    petition = Petition.objects.get(content=SECRET)
    petition.content = "Chữ đã sửa"
    actions.edit_petition(petition, by=cast.lan)
    moved(cast, "Chữ đã sửa")
    again = sent(cast, OPEN, SECRET)
    assert (again.creates, again.sames, told(again)[1]) == (0, 2, GONE)


def test_a_preview_that_waited_does_not_load_it(cast):
    waiting = sent(cast, OPEN, SECRET)
    actions.register(petition_of_words(cast, SECRET), by=cast.lan)
    moved(cast, SECRET)
    with pytest.raises(Refused):
        loading.begin_load(waiting, by=cast.lan)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.creates, told(waiting)[1]) == ("ready", 1, GONE)
    loading.begin_load(waiting, by=cast.lan)
    assert Petition._base_manager.filter(content=SECRET).count() == 0


def test_other_words_and_other_places_are_not_touched(cast):
    entry = loaded(cast, OPEN, SECRET)
    moved(cast, SECRET)
    other = sent(cast, f"{SECRET} năm 2025")
    assert (other.creates, told(other)[0][0]) == (1, f"{SECRET} năm 2025")
    elsewhere = loading.receive(kind_of("petitions"), file_of(SECRET), "so.xlsx", by=cast.xa)
    assert (elsewhere.locality, elsewhere.creates) == (cast.commune, 1)
    assert told(entry)[0][0] == OPEN


def test_words_that_only_a_later_report_knows_are_asked_of_earlier_ones(cast):
    """An old preview with other words is the record's only since a later file said that its code has them."""
    petition = petition_of(cast.locality, content=SECRET, received_on=date(2026, 5, 18), due_on=None)
    earlier = sent(cast, "Chữ khác", OPEN)
    content = book(["Mã kiến nghị", *HEAD], [petition.code, "Chữ khác", "", "18/5/2026", ORIGIN])
    loading.receive(kind_of("petitions"), content, "sua.xlsx", by=cast.lan)
    moved(cast, SECRET)
    assert [row[0] for row in told(earlier)] == ["(không hiện)", OPEN]
    again = sent(cast, "Chữ khác")
    assert ((again.creates, again.sames), told(again)) == ((0, 1), [GONE])


def test_a_twin_that_stays_is_told_and_loaded_as_before(cast):
    """Another petition of the same words and day: what means it says nothing that the register does not say."""
    head = ["Xã, phường", *HEAD]
    twins = book(head, *([place, SECRET, "", "18/5/2026", ORIGIN] for place in (cast.commune.name, cast.locality.name)))
    entry = loading.receive(kind_of("petitions"), twins, "so.xlsx", by=cast.lan)
    loading.begin_load(entry, by=cast.lan)
    leaving, staying = (Petition.objects.get(place=place) for place in (cast.commune, cast.locality))
    number = ImportedRow.objects.get(object_id=staying.pk).number
    letter = Letter(kind="denunciation", received_on=leaving.received_on, summary=SECRET, handler=cast.lan.person)
    letters.take_over(letter, by=cast.lan, petition=leaving)
    entry.refresh_from_db()
    assert {row["row"]: row["title"] for row in entry.report} == {number: SECRET, 5 - number: "(không hiện)"}
    rows = ([place.name, SECRET, "", "18/5/2026", ORIGIN, "Ghi thêm"] for place in (cast.commune, cast.locality))
    content = book([*head, "Ghi chú"], *rows)
    again = loading.receive(kind_of("petitions"), content, "so2.xlsx", by=cast.lan)
    assert (again.creates, again.updates, again.sames, again.faults) == (0, 1, 1, 0)
    assert [row["title"] for row in again.report] == ["(không hiện)", SECRET]


def test_a_mark_that_is_there_already_is_passed_over_and_no_other_fault(cast, monkeypatch):
    for _ in range(2):
        actions.register(petition_of_words(cast, SECRET), by=cast.lan)
        moved(cast, SECRET)
    assert Withdrawn.objects.count() == 1
    actions.register(petition_of_words(cast, OPEN), by=cast.lan)
    monkeypatch.setattr(withdrawing, "_marks", lambda *_: {None})
    with pytest.raises(IntegrityError), transaction.atomic():
        moved(cast, OPEN)
