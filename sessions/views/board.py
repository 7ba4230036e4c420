"""What is done with the readiness board as a whole: remind, print, take along as a workbook."""

from io import BytesIO

from django.contrib import messages
from django.http import FileResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from coordination.deadlines.actions.urging import named_words
from coordination.exchange.sheets import XLSX
from coordination.lib.numbers import vi
from coordination.people.permissions import Permission
from coordination.ui.policy import allow, record_or_404, requires
from coordination.ui.show import lowfirst
from sessions import actions, board_sheet, queries, reminding
from sessions.models import DraftComment, DraftStep
from sessions.views.parts.board import board_of

NAMED = 3
"""Documents whose titles a message gives; of the others only how many they are."""


@require_POST
@requires(Permission.SESSION_VIEW)
def urge(request, pk, model):
    """One press: remind one body ("co-quan") of what it owes the session or sitting, and say who was told."""
    record = record_or_404(model, pk, request.user, ("locality",))
    allow(request.user, Permission.OBLIGATION_EDIT, record)
    asked = request.POST.get("co-quan", "")
    groups = [group for group in board_of(record, request.user).debtors if str(group.body_id) == asked]
    if not groups:
        messages.warning(request, "Cơ quan này không còn nợ tài liệu nào.")
    for group in groups:
        _urge(request, group)
    return HttpResponseRedirect(record.get_absolute_url())


@require_safe
@requires(Permission.SESSION_VIEW)
def printed(request, pk, model):
    """The board as a page for A4 landscape."""
    record, rows = _sheet_of(request, pk, model)
    headings = [name for name, _ in board_sheet.HEADINGS]
    context = {
        "record": record,
        "title": record.public_title,
        "headings": headings,
        "lines": [list(zip(headings, row.words, strict=True)) for row in rows],
        "totals": board_sheet.totals(rows),
        "today": timezone.localdate(),
        "crumbs": [(record.public_title, record.get_absolute_url())],
    }
    return render(request, "council_sessions/board_print.html", context)


@require_safe
@requires(Permission.SESSION_VIEW)
def sheet(request, pk, model):
    """The same as a workbook."""
    record, rows = _sheet_of(request, pk, model)
    content = board_sheet.workbook(record.public_title, rows, timezone.localdate())
    name = f"Biểu tiến độ chuẩn bị - {_file_words(record.public_title)}.xlsx"
    return FileResponse(BytesIO(content), as_attachment=True, filename=name, content_type=XLSX)


def _sheet_of(request, pk, model):
    record = record_or_404(model, pk, request.user, ("locality",))
    board = board_of(record, request.user)
    drafts = {row.item.draft_id for row in board.rows} - {None}
    appraisers = queries.appraisers(
        DraftStep.objects.visible_to(request.user), DraftComment.objects.visible_to(request.user), drafts
    )
    return record, board_sheet.lines(board, timezone.localdate(), appraisers)


def _urge(request, group) -> None:
    """Remind one body, and say in one message each what was sent and what was not."""
    duties = reminding.duties_to_urge(group.to_urge, request.user)
    if not duties:
        messages.warning(request, f"Chưa đôn đốc {group.body}: tài liệu còn nợ chưa có hạn nộp.")
        return
    outcome = actions.urge_duties(duties, by=request.user)
    if outcome.done:
        told = named_words(sorted(outcome.told, key=str))
        messages.success(request, f"Đã đôn đốc {group.body} {vi(len(outcome.done))} tài liệu, gửi {told}.")
    for reason, left in outcome.refused.items():
        messages.warning(request, f"Không đôn đốc {group.body} ({_titles(left)}): {lowfirst(reason)}")


def _titles(duties) -> str:
    words = "; ".join(duty.public_title for duty in duties[:NAMED])
    return f"{words}; và {vi(len(duties) - NAMED)} nữa" if len(duties) > NAMED else words


def _file_words(title: str) -> str:
    """A title without what a file's name cannot hold."""
    kept = "".join(" " if letter in '\\/:*?"<>|\r\n' else letter for letter in title)
    return " ".join(kept.split())[:120].strip()
