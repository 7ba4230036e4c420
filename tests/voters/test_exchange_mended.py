"""Petitions from Excel where a file says something awkward: confidential rows, links in circles, links to what was
stored before, one fact told twice, faults that only the whole file has.
"""

import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coordination.exchange import actions as loading
from coordination.exchange import undo, workbook
from coordination.exchange.columns import Place
from coordination.exchange.kinds import kind_of
from coordination.exchange.models import Import
from coordination.exchange.reading import read
from coordination.exchange.verdicts import Reading
from coordination.records.errors import Refused
from tests.exchange.books import book
from tests.voters.factories import LOADER, ReplyFactory, brought_to, petition_of
from tests.voters.test_exchange_whole import twin
from voters import actions
from voters.models import Merge, MergedPetition, Petition

ASKED_BEFORE_UNDO = 18
"""Questions of the page that asks before a load is taken back, however many rows it has."""
ROW = {
    "content": "Đường hỏng; đề nghị sửa",
    "received_on": "18/5/2026",
    "origin": "TXCT trước kỳ họp",
    "field": "Giao thông",
    "level": "tỉnh",
}
DONE = {
    "competent_body": "Sở Y tế",
    "forwarded_on": "20/5/2026",
    "accepted_on": "22/5/2026",
    "replied_on": "1/6/2026",
    "reply_text": "Đã sửa xong.",
    "reply_says": "Đã giải quyết xong",
    "result": "Đã giải quyết xong",
}


def file_of(*lines: dict) -> bytes:
    kind = kind_of("petitions")
    lines = [ROW | line for line in lines]
    keys = list(dict.fromkeys(key for line in lines for key in line))
    return book([kind.column(key).name for key in keys], *([line.get(key) for key in keys] for line in lines))


def reading_of(cast, *lines: dict) -> Reading:
    """As from the server's shell, which sees every petition and knows own codes."""
    kind = kind_of("petitions")
    return Reading(kind, Place(cast.locality), read(file_of(*lines), "so.xlsx", kind.columns), LOADER)


def sent(cast, *lines: dict) -> Import:
    return loading.receive(kind_of("petitions"), file_of(*lines), "so.xlsx", by=cast.lan)


def loaded(cast, *lines: dict) -> Import:
    entry = sent(cast, *lines)
    assert faults(entry) == []
    loading.begin_load(entry, by=cast.lan)
    entry.refresh_from_db()
    return entry


def faults(entry: Import) -> list[tuple]:
    return [(row["row"], heading, words) for row in entry.report for _, heading, words in row["faults"]]


def coded(number: int, **more) -> dict:
    return {"code": f"KN-2026-00{number}", "content": f"Việc {number}"} | more


# --- Confidential rows -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("cell", ["Có", "Không biết"])
def test_a_preview_tells_nothing_of_a_confidential_row(cast, cell):
    entry = sent(cast, {"content": "Tố cáo ông X", "place_detail": "thôn Kín", "confidential": cell})
    kept = json.dumps(entry.report, ensure_ascii=False)
    assert [row["title"] for row in entry.report] == ["hồ sơ mật"]
    assert [words for words in ("ông X", "thôn Kín", "Không biết", "18/05/2026") if words in kept] == []


def test_a_correction_of_a_confidential_petition_is_not_told_either(cast):
    stored = petition_of(cast.locality, confidential=True, content="Tố cáo ông X", received_on=date(2026, 5, 18))
    line = {"code": stored.code, "content": "Tố cáo ông X", "place_detail": "thôn Kín"}
    for more, verdict in (({}, "update"), ({"due_on": "hôm nào"}, "fault")):
        reading = reading_of(cast, line | more)
        reading.judge()
        kept = json.dumps(reading.report(), ensure_ascii=False)
        assert [row["verdict"] for row in reading.report()] == [verdict]
        assert [words for words in ("ông X", "thôn Kín", "hôm nào") if words in kept] == []


def test_the_file_with_a_confidential_row_is_for_who_sent_it(cast, client):
    entry = sent(cast, {"confidential": "Có"})
    address = reverse("exchange:import-file", args=[entry.pk])
    client.force_login(cast.lan)
    page = client.get(address)
    assert (page.status_code, bool(b"".join(page.streaming_content))) == (200, True)
    Import.objects.filter(pk=entry.pk).update(created_by=cast.minh)
    assert client.get(address).status_code == 404
    assert address not in client.get(entry.get_absolute_url()).content.decode()


# --- Many rows ------------------------------------------------------------------------------------------------------


def test_only_the_row_that_names_another_of_its_part_is_written_alone(cast, monkeypatch):
    written = []
    register_all = actions.register_all

    def counting(petitions, *, by):
        written.append([petition.code for petition in petitions])
        return register_all(petitions, by=by)

    monkeypatch.setattr(actions, "register_all", counting)
    reading = reading_of(cast, coded(11), coded(12), coded(13, predecessor="KN-2026-0011"), coded(14), coded(15))
    reading.load()
    assert reading.faulty == []
    assert written == [
        ["KN-2026-0011", "KN-2026-0012"],
        ["KN-2026-0013"],
        ["KN-2026-0014", "KN-2026-0015"],
    ]
    assert Petition.objects.get(code="KN-2026-0013").predecessor.code == "KN-2026-0011"


def test_what_a_column_says_again_is_read_alike_and_only_alike(cast):
    """TRUE is no 1, a word that is unknown is unknown in each row, an empty cell is empty in each."""
    often = [{"times_raised": value} for value in (1, True, 1.0)]
    says = [*often, {"level": "sao Hỏa"}, {"level": "sao Hỏa"}, {"level": None}, {"level": None}]
    reading = reading_of(cast, *({"content": f"Việc {number}"} | line for number, line in enumerate(says)))
    reading.judge()
    found = [(row.values.get("times_raised"), row.values.get("level"), len(row.faults)) for row in reading.rows]
    assert found == [
        (1, "province", 0),
        (None, "province", 1),
        (1, "province", 0),
        (None, None, 1),
        (None, None, 1),
        (None, "", 0),
        (None, "", 0),
    ]


# --- Undo ----------------------------------------------------------------------------------------------------------


def test_what_stood_before_a_load_is_never_deleted_with_it(cast):
    stored = brought_to(petition_of(cast.locality, content="Đã có", received_on=date(2026, 5, 18)), "answered",
                        cast.department)  # fmt: skip
    entry = loaded(cast, {"content": "Lần trước"})
    made = Petition.objects.get(content="Lần trước")
    Petition.objects.filter(pk=stored.pk).update(predecessor=made)
    with pytest.raises(undo.Hindered):
        undo.undo(entry, by=cast.lan)
    assert (Petition.objects.count(), stored.replies.count()) == (2, 1)


def test_what_the_same_file_changed_lets_go_and_stays(cast):
    stored = brought_to(petition_of(cast.locality, content="Đã có", received_on=date(2026, 5, 18)), "answered",
                        cast.department)  # fmt: skip
    reading = reading_of(
        cast, {"code": stored.code, "content": "Đã có", "predecessor": "KN-2026-0090"}, coded(90, predecessor=None)
    )
    reading.load()
    assert [row.verdict for row in reading.rows] == ["update", "create"]
    entry = loading.note_load(reading.kind, cast.locality, "so.xlsx", reading, by=LOADER)
    stored.refresh_from_db()
    assert stored.predecessor.code == "KN-2026-0090"
    undo.undo(entry, by=LOADER)
    stored.refresh_from_db()
    assert (list(Petition.objects.all()), stored.predecessor, stored.replies.count()) == ([stored], None, 1)


def test_to_ask_before_undo_costs_the_same_for_two_and_for_twelve(cast, client):
    client.force_login(cast.lan)
    counts = []
    for size in (2, 12):
        entry = loaded(cast, *({"content": f"Việc {size}.{number}"} | DONE for number in range(size)))
        address = reverse("exchange:import-undo", args=[entry.pk])
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        counts.append(len(queries))
    assert counts == [ASKED_BEFORE_UNDO, ASKED_BEFORE_UNDO]


def test_before_undo_a_later_answer_is_not_told_to_go_and_hinders(cast, client):
    """What points at a record is looked up when somebody presses; the page counts only what came with the load."""
    client.force_login(cast.lan)
    entry = loaded(cast, {"content": "Việc một"} | DONE)
    petition = Petition.objects.get()
    ReplyFactory(petition=petition, body=cast.department)
    address = reverse("exchange:import-undo", args=[entry.pk])
    page = " ".join(client.get(address).content.decode().split())
    assert "cùng mọi bước và việc phải làm của chúng: 1 lần chuyển, 1 trả lời." in page
    client.post(address)
    assert (Petition.objects.count(), petition.replies.count()) == (1, 2)


def test_before_undo_more_than_a_thousand_are_told_as_more(cast, client, monkeypatch):
    monkeypatch.setattr("coordination.ui.counting.COUNT_LIMIT", 1)
    client.force_login(cast.lan)
    entry = loaded(cast, *({"content": f"Việc {number}"} | DONE for number in range(3)))
    page = " ".join(client.get(reverse("exchange:import-undo", args=[entry.pk])).content.decode().split())
    assert "của chúng: hơn 1 lần chuyển, hơn 1 trả lời." in page


# --- Done is done once -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("more", [{}, {"evidence": "Biên bản"}])
def test_an_answer_that_says_done_beside_the_day_it_was_done(cast, more):
    line = DONE | {"resolved_on": "1/6/2026"} | more
    loaded(cast, line)
    petition = Petition.objects.get()
    assert (petition.result, petition.resolved_on, petition.status) == ("resolved", date(2026, 6, 1), "answered")
    assert petition.evidence == more.get("evidence", petition.evidence)
    assert [row["verdict"] for row in sent(cast, line).report] == ["same"]


def test_done_on_another_day_than_the_answer_says_is_a_fault_of_its_cell(cast):
    assert faults(sent(cast, DONE | {"resolved_on": "28/5/2026"})) == [
        (2, "Ngày giải quyết xong", "trả lời ngày 01/06/2026 mới nêu giải quyết xong; ghi ngày ấy, ngày làm xong ghi "
         "ở bằng chứng."),
    ]  # fmt: skip
    assert faults(sent(cast, DONE | {"resolved_on": "10/6/2026"})) == [
        (2, "Ngày giải quyết xong", "trả lời ngày 01/06/2026 đã nêu giải quyết xong; ghi ngày ấy, hoặc ghi "
         "“Kết quả nêu trong trả lời” là “Sẽ giải quyết, có lộ trình”."),
    ]  # fmt: skip
    loaded(cast, DONE | {"resolved_on": "10/6/2026", "reply_says": None})


# --- Links -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "codes", "wrong"),
    [
        ("merged_into", ("KN-2026-0011", "KN-2026-0010", None), [3]),
        ("merged_into", ("KN-2026-0011", "KN-2026-0012", None), [3]),
        ("split_from", ("KN-2026-0011", "KN-2026-0010", None), [2]),
        ("split_from", ("KN-2026-0011", "KN-2026-0012", "KN-2026-0010"), [3]),
        ("split_from", ("KN-2026-0011", "KN-2026-0012", None), []),
    ],
)
def test_links_in_circles_and_chains_of_groups_are_refused(cast, name, codes, wrong):
    entry = sent(cast, *(coded(10 + number, **{name: code}) for number, code in enumerate(codes)))
    heading = kind_of("petitions").column(name).name
    assert [(row, where) for row, where, _ in faults(entry)] == [(row, heading) for row in wrong]


def test_who_is_confidential_is_in_no_open_group(cast):
    reading = reading_of(cast, coded(10, merged_into="KN-2026-0011"), coded(11, confidential="Có"))
    reading.judge()
    assert [fault.words for row in reading.rows for fault in row.faults] == [
        "KN-2026-0011 và KN-2026-0010: chỉ một bên là hồ sơ mật nên không gộp."
    ]


def test_what_came_in_with_its_group_is_taken_out_as_if_merged_here(cast):
    """Answered with its group before it came in: without the group it is new again and owes nothing away."""
    parts = [petition_of(cast.locality, content=f"Việc {number}") for number in range(2)]
    lead = brought_to(petition_of(cast.locality, content="Đứng đầu"), "in_progress", cast.department)
    actions.merge_many(lead, parts, by=LOADER)
    lead.refresh_from_db()
    actions.reply(lead, by=LOADER, result="explained", text="Xem như sau.", sent_on=date(2026, 6, 1))
    place = twin(cast)
    kind = kind_of("petitions")
    content = workbook.register(kind, Place(cast.locality))
    reading = Reading(kind, Place(place), read(content, "so.xlsx", kind.columns), LOADER)
    reading.load()
    one, two = Petition.objects.filter(locality=place, merged_into__isnull=False)
    assert (one.status, one.result, Merge.objects.filter(lead__locality=place).count()) == ("answered", "explained", 2)
    actions.unmerge(one, by=LOADER)
    actions.undo_merge(Merge.objects.get(lead__locality=place, parts__petition=two), by=LOADER)
    for part in (one, two):
        part.refresh_from_db()
        assert (part.merged_into, part.status, part.result, part.answered_on) == (None, "new", "none", None)


def test_a_load_with_a_group_is_taken_back(cast):
    entry = loaded(cast, coded(10, merged_into="KN-2026-0011"), coded(11))
    assert MergedPetition.objects.count() == 1
    undo.undo(entry, by=cast.lan)
    assert (Petition.objects.count(), Merge.objects.count()) == (0, 0)


# --- Faults of the whole file ----------------------------------------------------------------------------------------


def test_rows_that_contradict_each_other_in_two_turns_are_told_with_their_cells(cast, monkeypatch):
    monkeypatch.setattr("coordination.exchange.verdicts.TRIED", 1)
    entry = sent(cast, coded(10, predecessor="KN-2026-0011"), coded(11, predecessor="KN-2026-0010"))
    assert (entry.state, faults(entry)) == ("ready", [])
    with pytest.raises(Refused):
        loading.begin_load(entry, by=cast.lan)
    entry = Import.objects.get(pk=entry.pk)
    assert (entry.state, Petition.objects.count()) == ("faulty", 0)
    assert [(row, heading) for row, heading, _ in faults(entry)] == [(2, "Mã lần trước")]


def test_only_rows_that_belong_to_each_other_are_written_singly(cast, monkeypatch):
    parts = []
    real = actions.register_all
    monkeypatch.setattr(actions, "register_all", lambda rows, by: parts.append(len(rows)) or real(rows, by=by))
    lines = [coded(number) for number in range(10, 16)]
    lines[3]["predecessor"] = "KN-2026-0010"
    loaded(cast, *lines)
    assert parts == [3, 1, 2] * 2
    assert list(Petition.objects.order_by("pk").values_list("number", flat=True)) == [*range(10, 16)]
    assert Petition.objects.get(number=13).predecessor.number == 10
