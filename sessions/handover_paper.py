"""The minutes of a handover (biên bản bàn giao) in the layout of official papers, as PDF and as DOCX with the same
words: numbers, then every row with who took it over. What whoever asks may not see is only counted."""

from dataclasses import dataclass

from django.utils import timezone

from coordination.documents import pdf
from coordination.documents.annexes import Table, minutes
from coordination.documents.layout import Block, LetterPaper, lines
from coordination.documents.paper import Signature, name_lines
from coordination.lib.dates import official, official_long, screen
from coordination.lib.numbers import vi
from coordination.ui import show
from sessions import registers
from sessions.dossier_pdf import issuer_in
from sessions.handover_numbers import Line, minutes_of
from sessions.models import HandoverRow
from sessions.queries import handover as queries
from sessions.tables.handover import HandoverRowTable

JOBS = {"pdf": "handover-minutes", "docx": "handover-minutes-docx"}
"""Form → kind of the job that makes it."""
NAME = "bien-ban-ban-giao-nhiem-ky"
A_TABLE = 400
"""Rows of one table of the PDF: longer ones take the layout too long."""
HEADINGS = (("Việc", 35), ("Đang giữ", 20), ("Hạn", 15), ("Bàn giao", 30))
"""Over the rows: words and width, of which the PDF takes its own."""
NOTHING = "Nhiệm kỳ đã kết thúc không để lại việc nào."


@dataclass(frozen=True)
class Content:
    """What stands on the paper: who hands over to whom, the numbers, each register with the cells of its rows."""

    paper: LetterPaper
    opening: tuple[str, ...]
    numbers: dict
    registers: list[tuple[str, list[tuple[str, ...]]]]


def as_pdf(record, user, progress=None) -> bytes:
    """The paper, with a place to sign for those who hand over and those who take over."""
    found = content_of(record, user)
    tables = [
        (label, rows[at : at + A_TABLE]) for label, rows in found.registers for at in range(0, len(rows), A_TABLE)
    ]
    context = {"paper": found.paper, "opening": found.opening, "numbers": found.numbers, "tables": tables}
    headings = [words for words, _width in HEADINGS]
    return pdf.render("pdf/handover_minutes.html", context | {"headings": headings, "nothing": NOTHING}, progress)


def as_docx(record, user, progress=None) -> bytes:
    """The same paper to be edited."""
    found = content_of(record, user)
    parts: list[Block | Table] = [Block("text", line) for line in found.opening]
    parts.append(Block("part", "I. SỐ LIỆU"))
    if not found.numbers["lines"]:
        return minutes(found.paper, [*parts, Block("text", NOTHING)])
    total = found.numbers["total"]
    parts += [_figures("Loại", [*found.numbers["lines"], total], found), Block("text", "Theo cơ quan đang giữ:")]
    parts += [_figures("Cơ quan đang giữ", found.numbers["bodies"], found), Block("part", "II. TỪNG VIỆC")]
    for place, (label, rows) in enumerate(found.registers, 1):
        parts += [Block("part", f"{place}. {label}"), Table(HEADINGS, rows)]
    return minutes(found.paper, parts)


def content_of(record, user) -> Content:
    """What this reader's paper says."""
    rows = queries.with_standing(HandoverRow.objects.visible_to(user).filter(handover=record))
    found = []
    for kind in registers.kinds():
        cells = [_cells(row) for row in HandoverRowTable.fetched(queries.of_kind(rows, kind.name))]
        if cells:
            found.append((kind.label, cells))
    paper = LetterPaper(
        type_name="Biên bản",
        abstract=f"bàn giao nhiệm kỳ {record.from_term.name} sang nhiệm kỳ {record.to_term.name}",
        issuer=name_lines(issuer_in(record.locality)[0]),
        issued_on=record.closed_on,
        is_draft=record.closed_on is None,
        signatures=(Signature(("ĐẠI DIỆN BÊN GIAO",)), Signature(("ĐẠI DIỆN BÊN NHẬN",))),
    )
    return Content(paper, _opening(record), minutes_of(record, user), found)


def _opening(record) -> tuple[str, ...]:
    """From whom to whom, when, by what document; then the note."""
    old = record.from_term
    place = f" ({old.locality})" if old.locality_id != record.locality_id else ""
    by_what = f" theo {record.document.public_title}" if record.document else ""
    return (
        f"Bên giao: nhiệm kỳ {old}{place}. Bên nhận: nhiệm kỳ {record.to_term}.",
        f"Danh sách lập ngày {official(record.opened_on)}{by_what}.",
        f"Số liệu tính đến {official_long(timezone.localdate())}.",
        *lines(record.note),
    )


def _cells(row) -> tuple[str, ...]:
    """A row on paper: what it is, who has it, by when, who took it over, when, with what document and words."""
    holder = "; ".join(filter(None, (str(row.from_body or ""), row.person_words)))
    done = show.capfirst(row.state[1]) + (f": {row.to_body}" if row.to_body else "")
    done += f" ({row.who_and_when})" if row.who_and_when else ""
    paper = row.document.public_title if row.document else ""
    note = "" if row.confidential else row.note
    due = screen(row.due_on) if row.due_on else "không ấn định"
    return row.public_title, holder, due, ". ".join(filter(None, (done, paper, note)))


def _figures(heading: str, rows: list[Line], found: Content) -> Table:
    """The numbers: a line of words, then how many rows stand how, then all."""
    labels = [(show.capfirst(label), 14) for label in found.numbers["labels"]]
    cells = [(row.words, *(vi(number) for _label, number, _url in row.cells), vi(row.total)) for row in rows]
    return Table([(heading, 30), *labels, ("Tất cả", 14)], cells, range(1, len(labels) + 2))
