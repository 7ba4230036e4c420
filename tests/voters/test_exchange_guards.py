"""Petitions from Excel: who gets the file, edits that a load must not lose, own codes, all faults of a row at once, and
the same verdict in the shell.
"""

from datetime import date, timedelta
from unittest.mock import patch

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from coordination.exchange import actions as loading
from coordination.exchange import workbook
from coordination.exchange.choices import ImportState
from coordination.exchange.columns import Place
from coordination.exchange.kinds import kind_of
from coordination.exchange.models import Import
from tests.exchange.books import book, grid
from tests.voters.factories import LOADER, petition_of
from tests.voters.test_exchange_mended import faults, file_of, loaded, reading_of, sent
from voters import actions
from voters.models import Petition

AHEAD = "1/10/2030"


def file_status(client, entry) -> int:
    answer = client.get(reverse("exchange:import-file", args=[entry.pk]))
    if answer.streaming:
        b"".join(answer.streaming_content)
    return answer.status_code


# --- Who gets the file -------------------------------------------------------------------------------------------


def test_a_file_that_nobody_judged_is_for_who_sent_it(cast, client):
    """More than 200 rows wait for the worker: nobody knows yet whether one is confidential."""
    entry = sent(cast, *({"content": f"Điều kín {number}", "confidential": "Có"} for number in range(201)))
    colleague = cast.acting_as(cast.office, "council_clerk", "Hai")
    seen = []
    for state in (ImportState.CHECKING, ImportState.FAULTY):
        Import.objects.filter(pk=entry.pk).update(state=state, report=[])
        for user in (colleague, cast.lan):
            client.force_login(user)
            seen.append((state, file_status(client, entry)))
    assert seen == [("checking", 404), ("checking", 200), ("faulty", 404), ("faulty", 200)]


def test_a_petition_that_became_confidential_is_not_told_by_its_report(cast, client):
    entry = loaded(cast, {"content": "Việc kín", "place_detail": "thôn Kín"}, {"content": "Việc chung"})
    petition = Petition.objects.get(content="Việc kín")
    colleague = cast.acting_as(cast.office, "council_clerk", "Hai")
    client.force_login(colleague)
    page = client.get(f"{entry.get_absolute_url()}?xem=tat-ca").content.decode()
    assert ("Việc kín" in page, "thôn Kín" in page, file_status(client, entry)) == (True, True, 200)
    petition.confidential = True
    actions.edit_petition(petition, by=LOADER)
    page = client.get(f"{entry.get_absolute_url()}?xem=tat-ca").content.decode()
    assert ("Việc kín" in page, "thôn Kín" in page, "Việc chung" in page) == (False, False, True)
    assert file_status(client, entry) == 404


# --- What a colleague wrote meanwhile ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["content", "voter"])
def test_an_edit_behind_what_the_preview_shows_is_not_loaded_over(cast, name):
    long = "Đường hỏng. " * 30
    petition = petition_of(cast.locality, content=f"{long}A", voter="Ông A", due_on=None)
    line = {"code": petition.code, "received_on": f"{petition.received_on:%d/%m/%Y}", "content": f"{long}B"}
    entry = sent(cast, line | {"voter": "Ông B"})
    assert (faults(entry), entry.updates) == ([], 1)
    petition.refresh_from_db()
    setattr(petition, name, f"{getattr(petition, name)} sửa thêm")
    actions.edit_petition(petition, by=cast.acting_as(cast.office, "council_clerk", "Hai"))
    with pytest.raises(loading.Changed):
        loading.begin_load(entry, by=cast.lan)
    stored = Petition.objects.get()
    assert (stored.content[-1:], stored.voter) == (("m", "Ông A") if name == "content" else ("A", "Ông A sửa thêm"))


# --- Own codes ---------------------------------------------------------------------------------------------------


def test_an_own_code_of_another_year_is_a_fault_of_its_cell(cast):
    entry = sent(cast, {"code": "KN-2026-0001", "received_on": "30/12/2025"})
    words = "mã “KN-2026-0001” thuộc năm 2026, ngày nhận ở năm 2025."
    assert faults(entry) == [(2, "Mã kiến nghị", words)]


@pytest.mark.parametrize("code", ["KN-2026-0001", "KN-2026-0007"])
def test_numbering_goes_on_beyond_codes_brought_in(cast, code):
    """From the server's shell, and where the day of receipt was mended afterwards, code and year may differ."""
    reading = reading_of(cast, {"code": code, "received_on": "30/12/2025"})
    reading.load()
    assert reading.faulty == []
    made = [petition_of(cast.locality, received_on=date(2026, 5, 18)) for _ in range(8)]
    taken = int(code[-4:])
    free = [number for number in range(1, taken)] + list(range(taken + 1, taken + 9))
    assert [petition.code for petition in made] == [f"KN-2026-{number:04}" for number in free[:8]]


# --- All faults of a row at once ---------------------------------------------------------------------------------


def test_all_faults_of_a_row_are_told_together(cast):
    petition_of(cast.locality)
    entry = sent(
        cast,
        {"code": "KN-1999-9999", "origin": "", "received_on": AHEAD, "field": "Lĩnh vực lạ"},
        {"content": "Việc 2", "received_on": "31/2/2026", "origin": ""},
        {"content": "Việc 3", "received_on": AHEAD, "origin": ""},
    )
    told = {}
    for row, heading, _ in faults(entry):
        told.setdefault(row, []).append(heading)
    assert told == {
        2: ["Lĩnh vực", "Mã kiến nghị", "Ngày nhận", "Nguồn"],
        3: ["Ngày nhận", "Nguồn"],
        4: ["Ngày nhận", "Nguồn"],
    }


def test_a_correction_with_a_fault_is_not_asked_for_what_only_new_ones_need(cast):
    petition = petition_of(cast.locality)
    entry = sent(cast, {"code": petition.code, "origin": "", "field": "Lĩnh vực lạ"})
    assert [heading for _, heading, _ in faults(entry)] == ["Lĩnh vực"]


def test_the_template_marks_what_a_new_petition_cannot_do_without(cast):
    head = grid(workbook.template(kind_of("petitions"), Place(cast.locality, cast.lan)))[0]
    assert [name for name in head if name.endswith("*")] == ["Nội dung kiến nghị *", "Nguồn *", "Ngày nhận *"]


def test_a_heading_that_offices_shorten_is_known(cast):
    content = book(
        ["Nội dung", "Ngày nhận", "Nguồn", "KN lần thứ"], ["Đường hỏng", "18/5/2026", "TXCT trước kỳ họp", 2]
    )
    entry = loading.receive(kind_of("petitions"), content, "so.xlsx", by=cast.lan)
    loading.begin_load(entry, by=cast.lan)
    assert (entry.notes, Petition.objects.get().times_raised) == ([], 2)


# --- The shell ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("line", [{"received_on": AHEAD}, {"competent_body": "Sở Y tế", "forwarded_on": AHEAD}])
def test_the_shell_refuses_days_to_come_as_the_page_does(cast, line):
    reading = reading_of(cast, line)
    reading.judge()
    told = [[fault.heading, fault.words] for row in reading.rows for fault in row.faults]
    assert told == [[heading, words] for _, heading, words in faults(sent(cast, line))]
    assert len(told) == 1


def test_the_shell_moves_no_day_of_receipt_ahead(cast):
    petition = petition_of(cast.locality, content="Đường hỏng", due_on=None)
    reading = reading_of(cast, {"code": petition.code, "content": "Đường hỏng", "received_on": AHEAD})
    reading.judge()
    assert [[fault.heading, fault.words] for row in reading.rows for fault in row.faults] == [
        ["Ngày nhận", "ngày này chưa tới."]
    ]


def test_the_command_names_the_cell(cast, tmp_path):
    path = tmp_path / "so.xlsx"
    path.write_bytes(file_of({"received_on": AHEAD}))
    with pytest.raises(CommandError) as fault:
        call_command("exchange", "preview", "petitions", str(path), locality=cast.locality.slug)
    assert str(fault.value) == "Trang “Trang 1”, dòng 2, cột B (Ngày nhận): ngày này chưa tới. Chưa ghi gì."


# --- A load that was killed --------------------------------------------------------------------------------------


def test_a_load_that_was_killed_is_free_again_after_a_while(cast, client):
    entry = sent(cast, {"content": "Việc"})

    class Killed(BaseException):
        pass

    with patch.object(loading, "load", side_effect=Killed), pytest.raises(Killed):
        loading.begin_load(entry, by=cast.lan)
    client.force_login(cast.lan)
    seen = []
    for later in (1, 11):
        now = timezone.now() + timedelta(minutes=later)
        with patch("coordination.exchange.actions.timezone.now", return_value=now):
            page = client.get(entry.get_absolute_url()).content.decode()
        entry.refresh_from_db()
        seen.append((str(entry.state), entry.loaded_at is None, "Lúc nạp" in page))
    assert seen == [("loading", False, False), ("ready", True, False)]
    loading.begin_load(entry, by=cast.lan)
    assert (entry.state, Petition.objects.count()) == ("loaded", 1)
