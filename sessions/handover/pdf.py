"""The minutes of a handover (biên bản bàn giao) as a PDF in the layout of official papers: numbers, then every row with
who took it over. What whoever asks may not see is only counted."""

from django.utils import timezone

from coordination.documents import pdf
from coordination.documents.paper import Paper, Signature
from coordination.lib.dates import official_long
from sessions import handover
from sessions.dossier_pdf import issuer_in
from sessions.handover.numbers import minutes_of
from sessions.models import HandoverRow
from sessions.queries import handover as queries
from sessions.tables.handover import HandoverRowTable

KIND = "handover-minutes"
"""Kind of the job that makes it."""
A_TABLE = 400
"""Rows of one table: longer ones take the layout too long."""


def as_pdf(record, user, progress=None) -> bytes:
    """The paper, with a place to sign for those who hand over and those who take over."""
    rows = queries.with_standing(HandoverRow.objects.visible_to(user).filter(handover=record))
    tables = []
    for kind in handover.kinds():
        of_kind = HandoverRowTable.fetched(queries.of_kind(rows, kind.name))
        found = list(of_kind)
        tables += [(kind.label, found[at : at + A_TABLE]) for at in range(0, len(found), A_TABLE)]
    context = {
        "paper": Paper(
            type_name="Biên bản",
            abstract=f"bàn giao nhiệm kỳ {record.from_term.name} sang nhiệm kỳ {record.to_term.name}",
            issuer=issuer_in(record.locality),
            issued_on=record.closed_on,
            is_draft=record.closed_on is None,
            signatures=(Signature(("ĐẠI DIỆN BÊN GIAO",)), Signature(("ĐẠI DIỆN BÊN NHẬN",))),
        ),
        "record": record,
        "on_words": official_long(timezone.localdate()),
        "numbers": minutes_of(record, user),
        "tables": tables,
    }
    return pdf.render("pdf/handover_minutes.html", context, progress)
