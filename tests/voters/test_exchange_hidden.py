"""A register file that somebody takes out and loads again leaves the links alone whose names they may not know."""

from io import BytesIO

import pytest
from openpyxl.utils import get_column_letter

from coordination.exchange import workbook
from coordination.exchange.choices import Verdict
from coordination.exchange.columns import Place
from coordination.exchange.reading import read
from coordination.exchange.verdicts import Reading
from tests.exchange.books import opened
from tests.sessions.factories import CouncilSessionFactory
from tests.voters.factories import BatchFactory, ContactMeetingFactory, petition_of
from voters.exchange import PETITIONS
from voters.models import Petition

LINKED = ("session", "meeting", "batch", "original_session")


@pytest.fixture
def links(cast):
    """(those that the officer may not know, those that they may) by the name of the link."""
    return [
        {
            "session": CouncilSessionFactory(locality=cast.locality, term=cast.term, number=22 + at, **secret),
            "meeting": ContactMeetingFactory(locality=cast.locality, topic=f"Điểm {at}", **secret),
            "batch": BatchFactory(locality=cast.locality, **secret),
            "original_session": CouncilSessionFactory(locality=cast.locality, term=cast.term, number=12 + at, **secret),
        }
        for at, secret in enumerate(({"confidential": True}, {}))
    ]


def loaded_again(cast, user, **cells) -> list[tuple]:
    """What a load of the officer's own file does, some cells of it written anew: (verdict, changes, faults)."""
    file = opened(workbook.register(PETITIONS, Place(cast.locality, user)))
    sheet = file.worksheets[0]
    columns = {cell.value: cell.column for cell in sheet[1]}
    for key, words in cells.items():
        for row in range(2, sheet.max_row + 1):
            sheet.cell(row, columns[PETITIONS.column(key).name]).value = words
    content = BytesIO()
    file.save(content)
    lines = read(content.getvalue(), "so.xlsx", PETITIONS.columns)
    reading = Reading(PETITIONS, Place(cast.locality, user), lines, cast.lan)
    reading.load()
    told = [row.as_json() for row in reading.rows]
    return [(row["verdict"], [change[1:] for change in row["changes"]], row["faults"]) for row in told]


def linked_to(petition) -> dict:
    return Petition.objects.values(*LINKED, "earlier_history").get(pk=petition.pk)


@pytest.mark.parametrize("name", LINKED)
def test_a_link_that_the_reader_may_not_know_stays(cast, links, name):
    hidden, _ = links
    petition = petition_of(cast.locality, **{name: hidden[name]})
    told = loaded_again(cast, cast.lan, earlier_history="Ghi thêm")
    assert (told, linked_to(petition)) == (
        [(Verdict.UPDATE, [["Ghi chú", "", "Ghi thêm"]], [])],
        dict.fromkeys(LINKED) | {name: hidden[name].pk, "earlier_history": "Ghi thêm"},
    )


def test_all_hidden_links_of_many_rows_stay_and_alone_change_nothing(cast, links):
    hidden, _ = links
    petitions = [petition_of(cast.locality, content=f"Việc {n}", **hidden) for n in range(3)]
    same = loaded_again(cast, cast.lan)
    told = loaded_again(cast, cast.lan, earlier_history="Ghi thêm")
    kept = {name: row.pk for name, row in hidden.items()} | {"earlier_history": "Ghi thêm"}
    assert (same, told, [linked_to(petition) for petition in petitions]) == (
        [(Verdict.SAME, [], [])] * 3,
        [(Verdict.UPDATE, [["Ghi chú", "", "Ghi thêm"]], [])] * 3,
        [kept] * 3,
    )


@pytest.mark.parametrize("name", ["session", "meeting", "batch"])
def test_a_link_that_the_reader_knows_ends_with_its_cell(cast, links, name):
    _, known = links
    petition = petition_of(cast.locality, **{name: known[name]})
    column = PETITIONS.column(name)
    words = column.words(known[name], Place(cast.locality, cast.lan))
    told = loaded_again(cast, cast.lan, **{name: None})
    assert (told, linked_to(petition)) == (
        [(Verdict.UPDATE, [[column.name, words, ""]], [])],
        dict.fromkeys(LINKED) | {"earlier_history": ""},
    )


def test_the_server_knows_every_link_and_takes_a_blank_cell_at_its_word(cast, links):
    hidden, _ = links
    petition = petition_of(cast.locality, session=hidden["session"])
    told = loaded_again(cast, None, session=None)
    assert ([verdict for verdict, *_ in told], linked_to(petition)["session"]) == ([Verdict.UPDATE], None)


@pytest.mark.parametrize(
    ("name", "noun"), [("session", "kỳ họp"), ("meeting", "cuộc tiếp xúc"), ("batch", "đợt tổng hợp")]
)
def test_a_link_that_the_reader_may_not_know_is_not_written_over(cast, links, name, noun):
    hidden, known = links
    petition = petition_of(cast.locality, **{name: hidden[name]})
    column = PETITIONS.column(name)
    words = column.words(known[name], Place(cast.locality, cast.lan))
    told = loaded_again(cast, cast.lan, **{name: words})
    sentence = f"ở đây đã có {noun} mà bạn không xem được; để trống ô này thì giữ nguyên."
    faults = [[letter_of(column), column.name, sentence]]
    assert (told, linked_to(petition)) == (
        [(Verdict.FAULT, [[column.name, "", words]], faults)],
        dict.fromkeys(LINKED) | {name: hidden[name].pk, "earlier_history": ""},
    )


def letter_of(column) -> str:
    """Its letter in the register file, whose first column is the number of the line."""
    return get_column_letter(PETITIONS.columns.index(column) + 2)
