"""Nothing of a file is lost without a word: what is accepted is stored as the row says it, a second load finds it so,
and a dump brings back groups, parts, sessions and every later step.
"""

import random
from datetime import date

import pytest

from coordination.exchange import actions as loading
from coordination.exchange import undo, workbook
from coordination.exchange.columns import Place
from coordination.exchange.kinds import kind_of
from coordination.exchange.models import Import
from coordination.exchange.reading import read
from coordination.exchange.verdicts import Reading
from coordination.lib.period import Period
from tests.exchange.books import book
from tests.people.factories import BodyFactory, LocalityFactory, PersonFactory, TermFactory
from tests.sessions.factories import CouncilSessionFactory
from tests.voters.factories import LOADER, BatchFactory, ContactMeetingFactory, brought_to, petition_of
from voters import actions, queries
from voters.models import Petition

D = date
FULL = {
    "content": "Đường hỏng; đề nghị sửa trước mùa mưa",
    "title": "Đường hỏng",
    "kind": "phản ánh",
    "voter": "Nguyễn Thử Cử Tri",
    "place_detail": "thôn Đông",
    "place": "Phú Hòa",
    "session": "Trước kỳ họp thứ 9",
    "origin": "TXCT trước kỳ họp",
    "raised_by": "Đại Biểu Thử",
    "sent_through": "MTTQ tỉnh",
    "received_on": "18/5/2026",
    "field": "Giao thông",
    "level": "tỉnh",
    "competent_body": "Sở Y tế",
    "supporting": "UBND tỉnh",
    "monitor": "Ban Kinh tế - Ngân sách",
    "due_on": "18/7/2026",
    "times_raised": 2,
    "first_raised": "Kỳ họp thứ 5",
    "earlier_history": "Đã hỏi năm ngoái",
    "urgent": "Có",
    "misdirected_to": "Phòng A",
    "misdirected_right": "Phòng B",
    "batch": "Đợt một",
    "predecessor": "kn-2026-0001",
    "confidential": "Có",
    "original_session": "8",
    "forwarded_on": "20/5/2026",
    "forward_number": "5/PC",
    "accepted_on": "22/5/2026",
    "result": "Đã giải quyết xong",
    "reply_text": "Sẽ sửa trong năm.",
    "reply_number": "12/SYT",
    "replied_on": "1/6/2026",
    "reply_body": "UBND tỉnh",
    "reply_says": "Sẽ giải quyết, có lộ trình",
    "on_spot": "Có",
    "copied_to": "MTTQ tỉnh",
    "promised_on": "1/12/2026",
    "roadmap": "Quý III bố trí vốn",
    "told_on": "2/6/2026",
    "resolved_on": "10/6/2026",
    "evidence": "Biên bản nghiệm thu",
    "judged_on": "12/6/2026",
    "judgement": "Chưa thỏa đáng",
    "judge": "MTTQ tỉnh",
    "verdict_text": "Chưa rõ.",
    "reopened_on": "14/6/2026",
    "returned_on": "20/5/2026",
    "return_reason": "Việc riêng.",
    "ended_on": "16/6/2026",
    "earlier_steps": "19/5/2026 | chuyển | UBND tỉnh | 1/PC\n19/5/2026 | từ chối | | | | Không phải việc của mình.",
    "status": "Đã trả lời",
}
"""What may stand in each cell."""
ALWAYS = ("content", "received_on", "origin", "field", "level")
DONE_WELL = (
    "competent_body", "forwarded_on", "accepted_on", "replied_on", "reply_text", "reply_says", "resolved_on", "result",
)  # fmt: skip
"""Cells of a row that can be loaded whole; others are added and taken away."""


@pytest.fixture
def empty(cast):
    """The register of the office before its first petition, with what the cells name."""
    for number in ("8", "9"):
        CouncilSessionFactory(locality=cast.locality, number=number, term=cast.term)
    BatchFactory(locality=cast.locality, name="Đợt một")
    PersonFactory(locality=cast.locality, name="Đại Biểu Thử")
    return Place(cast.locality, cast.lan)


@pytest.fixture
def place(cast, empty):
    """The same with one petition."""
    petition_of(cast.locality)
    return empty


def reading_of(place, lines, keys) -> Reading:
    kind = kind_of("petitions")
    head = [kind.column(key).name for key in keys]
    content = book(head, *([line.get(key) for key in keys] for line in lines))
    return Reading(kind, Place(place.locality, place.user), read(content, "so.xlsx", kind.columns), place.user)


def loaded_whole(place, lines, keys) -> tuple[list[dict], list]:
    """Leave out the rows that the preview refuses, load the others, find everything as it was written, load again."""
    tried = reading_of(place, lines, keys)
    tried.judge()
    faults = [(row.values, row.faults) for row in tried.faulty]
    assert [fault.letter for _, some in faults for fault in some if not fault.letter] == []
    refused = {row.number for row in tried.faulty}
    lines = [line for number, line in enumerate(lines, 2) if number not in refused]
    reading = reading_of(place, lines, keys)
    reading.load()
    assert [row.faults for row in reading.faulty] == []
    for row in reading.rows:
        record = Petition.objects.get(pk=row.record.pk)
        for key, value in row.values.items():
            column = reading.kind.column(key)
            kept = value == column.blank or column.is_same(record, value, reading.place)
            assert kept, (key, value, column.of(record), row.values)
    again = reading_of(place, lines, keys)
    again.judge()
    odd = [(row.verdict, row.faults, row.changes) for row in again.rows if row.verdict != "same"]
    assert odd == []
    return lines, faults


def test_each_cell_alone_is_kept_or_refused_by_name(place):
    keys = ["content", *(key for key in FULL if key != "content")]
    lines = []
    for number, key in enumerate((*FULL, "content")):
        for base in (ALWAYS, (*ALWAYS, *DONE_WELL)):
            line = {name: FULL[name] for name in base} | {key: FULL[key]}
            line["content"] = f"Việc {number}.{len(base)}"
            lines.append(line)
    kept, faults = loaded_whole(place, lines, keys)
    assert (len(kept), len(faults)) == (2 * (len(FULL) + 1) - len(faults), len(faults))
    assert len(kept) > len(FULL)


def test_any_cells_filled_or_empty_are_kept_or_refused_by_name(place):
    """Sixty rows of cells filled by lot, the same every time."""
    lot = random.Random(7)  # noqa: S311 - no secret
    keys, lines = list(FULL), []
    for number in range(60):
        line = {key: FULL[key] for key in ALWAYS}
        some = DONE_WELL[: lot.randint(0, len(DONE_WELL))]
        line |= {key: FULL[key] for key in some}
        line |= {key: FULL[key] for key in lot.sample(keys, lot.randint(0, 5))}
        lines.append(line | {"content": f"Việc {number}"})
    kept, faults = loaded_whole(place, lines, keys)
    assert len(kept) + len(faults) == 60
    assert len(kept) > 12


@pytest.mark.parametrize(
    ("key", "needs"),
    [
        ("supporting", "Ngày chuyển"),
        ("forward_number", "Ngày chuyển"),
        ("reply_body", "Ngày trả lời"),
        ("reply_says", "Ngày trả lời"),
        ("on_spot", "Ngày trả lời"),
        ("copied_to", "Ngày trả lời"),
        ("promised_on", "Ngày trả lời"),
        ("roadmap", "Ngày trả lời"),
        ("told_on", "Ngày trả lời"),
        ("evidence", "Ngày giải quyết xong"),
        ("judge", "Ngày đánh giá"),
        ("verdict_text", "Ngày đánh giá"),
    ],
)
def test_what_belongs_to_a_step_needs_its_day(place, key, needs):
    keys = [*ALWAYS, key]
    reading = reading_of(place, [FULL], keys)
    reading.judge()
    name = reading.kind.column(key).name
    assert [(fault.letter, fault.heading, fault.words) for fault in reading.rows[0].faults] == [
        ("F", name, f"chỉ ghi được cùng “{needs}”; cột ấy còn trống.")
    ]


def test_rows_with_and_without_a_place_are_told_apart_on_the_second_load(place):
    line = {key: FULL[key] for key in ALWAYS}
    loaded_whole(place, [line | {"place": "Phú Hòa"}, line], [*ALWAYS, "place"])
    assert Petition.objects.count() == 3


def test_an_earlier_petition_may_stand_anywhere_in_the_file(empty, monkeypatch):
    """Also where the preview tries the rows in several turns."""
    monkeypatch.setattr("coordination.exchange.verdicts.TRIED", 1)
    line = {key: FULL[key] for key in ALWAYS}
    rows = [("KN-2026-0010", "KN-2026-0011"), ("KN-2026-0011", "KN-2026-0012"), ("KN-2026-0012", None)]
    lines = [line | {"content": code, "code": code, "predecessor": other} for code, other in rows]
    loaded_whole(empty, lines, ["code", *ALWAYS, "predecessor"])
    found = Petition.objects.filter(number__gte=10).order_by("number").values_list("code", "predecessor__code")
    assert list(found) == rows


def test_a_load_whose_rows_name_later_ones_is_taken_back(cast, empty):
    line = {key: FULL[key] for key in ALWAYS}
    rows = [("KN-2026-0010", "KN-2026-0011"), ("KN-2026-0011", None)]
    lines = [line | {"content": code, "code": code, "predecessor": other} for code, other in rows]
    keys = ["code", *ALWAYS, "predecessor"]
    kind = kind_of("petitions")
    content = book([kind.column(key).name for key in keys], *([line.get(key) for key in keys] for line in lines))
    entry = loading.receive(kind, content, "so.xlsx", by=cast.lan)
    loading.begin_load(entry, by=cast.lan)
    assert Petition.objects.filter(number__gte=10).count() == 2
    undo.undo(Import.objects.get(pk=entry.pk), by=cast.lan)
    assert Petition.objects.filter(number__gte=10).count() == 0


def test_an_earlier_petition_that_is_nowhere_is_a_fault(place):
    line = {key: FULL[key] for key in ALWAYS} | {"predecessor": "KN-1999-0001"}
    reading = reading_of(place, [line], [*ALWAYS, "predecessor"])
    reading.judge()
    assert [(fault.letter, fault.words) for fault in reading.rows[0].faults] == [
        ("F", "không có kiến nghị mang mã “KN-1999-0001” trong sổ và trong tệp.")
    ]


# --- Dump and load ------------------------------------------------------------------------------------------------


def twin(cast):
    """A place with the same bodies, commune and sessions under the same names, and no petitions."""
    other = LocalityFactory(slug="tinh-trong")
    for body in (cast.council, cast.standing, cast.board, cast.committee, cast.department, cast.front):
        BodyFactory(locality=other, kind=body.kind, name=body.name, code=body.code)
    commune = LocalityFactory(commune=True, slug="xa-trong", name=cast.commune.name, parent=other)
    commune.full_name = cast.commune.full_name
    commune.save()
    term = TermFactory(locality=other, name=cast.term.name)
    for number in ("8", "9"):
        CouncilSessionFactory(locality=other, number=number, term=term)
    ContactMeetingFactory(locality=other, topic="Cuộc một", place=commune)
    BatchFactory(locality=other, name="Đợt một")
    return other


def figures(locality) -> dict:
    """What the reports ask of a register, on several days."""
    rows = Petition.objects.counted_in(locality)
    found = {"level": queries.by_level(rows), "field": queries.by_field(rows)}
    found["repeated"] = queries.repeated(rows).count()
    for on in (D(2026, 5, 31), D(2026, 6, 2), D(2026, 6, 12), D(2026, 6, 25), D(2026, 12, 31)):
        found[on] = [
            queries.by_result(rows, on),
            *(ask(rows, on).count() for ask in (queries.answered, queries.resolved, queries.finished, queries.overdue)),
        ]
    found["received"] = queries.received(rows, Period(D(2026, 1, 1), D(2026, 12, 31))).count()
    found["bounced"] = queries.bounced(rows).count()
    found["by_session"] = sorted(str(row.session) for row in rows)
    return found


def shown(place) -> list[dict]:
    return workbook.dumped(kind_of("petitions"), Place(place))


def carried_over(cast, place) -> None:
    """Load the dump of the register into another place, and a second time."""
    content = workbook.register(kind_of("petitions"), Place(cast.locality))
    for verdict in ("create", "same"):
        kind = kind_of("petitions")
        reading = Reading(kind, Place(place), read(content, "so.xlsx", kind.columns), LOADER)
        reading.judge()
        assert [row.faults for row in reading.faulty] == []
        reading = Reading(kind, Place(place), read(content, "so.xlsx", kind.columns), LOADER)
        reading.load()
        odd = [(row.faults, row.changes) for row in reading.rows if row.verdict != verdict]
        assert odd == []
    assert shown(place) == shown(cast.locality)
    assert figures(place) == figures(cast.locality)


@pytest.fixture
def sessions(cast):
    return [CouncilSessionFactory(locality=cast.locality, number=number, term=cast.term) for number in ("8", "9")]


def answered(petition, on, result="explained", **more):
    petition.refresh_from_db()
    actions.reply(petition, by=LOADER, result=result, text="Xem như sau.", sent_on=on, **more)


def test_what_a_committee_assigned_on(cast, sessions):
    petition = petition_of(cast.locality)
    day = D(2026, 5, 20)
    actions.forward(petition, by=LOADER, to=cast.committee, on=day, number="5/PC", supporting=[cast.front, cast.board])
    actions.accept(petition, by=LOADER, on=D(2026, 5, 21))
    actions.assign(petition, by=LOADER, to=cast.department, on=D(2026, 5, 22))
    answered(petition, D(2026, 6, 1), body=cast.department, told_on=D(2026, 6, 3))
    carried_over(cast, twin(cast))


def test_verdicts_after_the_end_and_a_second_answer(cast, sessions):
    petition = brought_to(petition_of(cast.locality), "finished", cast.department)
    actions.judge(petition, by=LOADER, judgement="unsatisfied", body=cast.front, on=D(2026, 6, 10), text="Chưa rõ.")
    actions.reopen(petition, by=LOADER, on=D(2026, 6, 11))
    answered(petition, D(2026, 6, 20), "resolved", number="9/SYT")
    again = brought_to(petition_of(cast.locality), "answered", cast.department)
    actions.judge(again, by=LOADER, judgement="satisfied", body=cast.board, on=D(2026, 6, 10), text="")
    answered(again, D(2026, 6, 20), "planned", promised_on=D(2026, 12, 1))
    actions.resolve(again, by=LOADER, evidence="Biên bản\nDòng hai", on=D(2026, 6, 22))
    carried_over(cast, twin(cast))


def test_done_reopened_and_done_again(cast, sessions):
    petition = brought_to(petition_of(cast.locality), "in_progress", cast.department)
    answered(petition, D(2026, 6, 1), "resolved")
    actions.judge(petition, by=LOADER, judgement="partly", body=cast.front, on=D(2026, 6, 3), text="Còn một đoạn.")
    actions.reopen(petition, by=LOADER, on=D(2026, 6, 4))
    actions.resolve(petition, by=LOADER, evidence="Biên bản", on=D(2026, 6, 10))
    carried_over(cast, twin(cast))


def test_evidence_of_what_was_reopened_later(cast, sessions):
    petition = brought_to(petition_of(cast.locality), "answered", cast.department)
    actions.resolve(petition, by=LOADER, evidence="Biên bản", on=D(2026, 6, 2))
    actions.judge(petition, by=LOADER, judgement="partly", body=cast.front, on=D(2026, 6, 3), text="Còn một đoạn.")
    actions.reopen(petition, by=LOADER, on=D(2026, 6, 4))
    carried_over(cast, twin(cast))


def test_refused_and_newly_proposed(cast, sessions):
    petition = brought_to(petition_of(cast.locality), "forwarded", cast.department)
    actions.refuse(petition, by=LOADER, reason="Không phải việc của mình.", on=D(2026, 5, 22))
    actions.classify(petition, by=LOADER, field=petition.field, level=petition.level, competent_body=cast.committee)
    carried_over(cast, twin(cast))
    assert shown(cast.locality)[0]["competent_body"] == "UBND tỉnh"


def test_parts_of_a_statement(cast, sessions):
    petition = petition_of(cast.locality, title="", content="Đề nghị: 1. Sửa đường; 2. Lắp đèn.")
    second = actions.split(petition, by=LOADER, parts=["Sửa đường.", "Lắp đèn."])[0]
    actions.classify(second, by=LOADER, field="giao_thong", level="province")
    brought_to(second, "answered", cast.department)
    other = twin(cast)
    carried_over(cast, other)
    part = Petition.objects.get(locality=other, content="Lắp đèn.")
    assert part.split_from.unsplit_content == "Đề nghị: 1. Sửa đường; 2. Lắp đèn."


def test_carried_over_to_the_next_session(cast, sessions):
    petition = petition_of(cast.locality, session=sessions[0])
    actions.carry(petition, by=LOADER, to=sessions[1])
    other = twin(cast)
    carried_over(cast, other)
    found = Petition.objects.get(locality=other)
    assert (found.session.number, found.original_session.number) == ("9", "8")


def test_groups_whose_parts_follow_their_lead(cast, sessions):
    """Parts that are older than their lead, answered, reopened and answered again with it; one on its own."""
    parts = [petition_of(cast.locality, content=f"Việc {number}") for number in range(3)]
    lead = brought_to(petition_of(cast.locality, content="Việc đứng đầu"), "in_progress", cast.department)
    brought_to(parts[1], "in_progress", cast.department)
    actions.merge_many(lead, parts[:2], by=LOADER)
    answered(lead, D(2026, 6, 1))
    actions.judge(lead, by=LOADER, judgement="unsatisfied", body=cast.front, on=D(2026, 6, 3), text="Chưa rõ.")
    actions.reopen(lead, by=LOADER, on=D(2026, 6, 5))
    answered(lead, D(2026, 6, 20), "planned", promised_on=D(2026, 12, 1))
    actions.resolve(lead, by=LOADER, evidence="Biên bản", on=D(2026, 6, 24))
    other = twin(cast)
    carried_over(cast, other)
    found = Petition.objects.get(locality=other, content="Việc 0")
    assert (found.merged_into.content, found.status, found.result, found.evidence) == (
        "Việc đứng đầu", "answered", "resolved", "Biên bản",
    )  # fmt: skip
    assert Petition.objects.get(locality=other, content="Việc 2").merged_into is None


def test_taken_out_of_a_group_after_its_answer(cast, sessions):
    part = petition_of(cast.locality, content="Việc một")
    lead = brought_to(petition_of(cast.locality, content="Việc đứng đầu"), "in_progress", cast.department)
    actions.merge_many(lead, [part], by=LOADER)
    answered(lead, D(2026, 6, 1))
    part.refresh_from_db()
    actions.unmerge(part, by=LOADER)
    other = twin(cast)
    carried_over(cast, other)
    found = Petition.objects.get(locality=other, content="Việc một")
    assert (found.status, found.result, found.answered_on, found.merged_into) == ("new", "none", None, None)


def test_a_confidential_petition_stays_so_and_a_draft_is_in_no_file(cast, sessions):
    petition_of(cast.locality, confidential=True, content="Việc mật")
    petition_of(cast.locality, draft_of=cast.office, content="Chưa gửi")
    other = twin(cast)
    carried_over(cast, other)
    assert [(row.content, row.confidential) for row in Petition.objects.filter(locality=other)] == [("Việc mật", True)]
