"""Bringing Excel files in: kinds and their templates, the preview with a verdict for each row, load, undo."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from coordination.audit import log
from coordination.audit.choices import EventKind
from coordination.exchange import actions, layouts, listing, undo, workbook
from coordination.exchange.choices import ImportState, Verdict
from coordination.exchange.columns import Place
from coordination.exchange.forms import FileForm, LayoutForm
from coordination.exchange.kinds import Kind, kind_of, kinds_for
from coordination.exchange.models import Import
from coordination.exchange.sheets import XLSX
from coordination.exchange.tables import ImportTable
from coordination.exchange.verdicts import HIDDEN
from coordination.jobs.models import Job
from coordination.jobs.queue import enqueue
from coordination.lib.numbers import vi
from coordination.records.errors import Forbidden, Refused
from coordination.ui import counting
from coordination.ui.crud import ListPage
from coordination.ui.policy import SIGNED_IN, allow, record_or_404, requires
from coordination.ui.registry import Button

SHOWN = 50
"""Rows of a preview on one page."""
CHIPS = {Verdict.CREATE: "soon", Verdict.UPDATE: "today", Verdict.SAME: "none", Verdict.FAULT: "late"}
LIST = "Nạp Excel"


class ImportList(ListPage):
    """What one's own body brought in."""

    model = Import
    permission = SIGNED_IN
    table_class = ImportTable
    title = LIST
    lead = "Tệp được đọc và cho xem trước từng dòng; nạp rồi vẫn hoàn tác được khi chưa ai dùng tiếp."
    empty = "Chưa nạp tệp nào"

    def get_queryset(self):
        return super().get_queryset().defer("report", "notes")

    def acts(self):
        return [
            Button(f"Nạp {kind.label}", reverse("exchange:kind", args=[kind.code]))
            for kind in kinds_for(self.request.user)
        ]


@requires(SIGNED_IN)  # the permission of the kind is asked in `_kind`
def kind_page(request, code):
    """One kind: its template, what is stored as a file, and the form to send one in."""
    kind = _kind(code, request.user)
    form = FileForm(
        request.POST if request.method == "POST" else None, request.FILES or None, user=request.user, record=None
    )
    if request.method == "POST" and form.is_valid():
        try:
            entry = actions.receive(
                kind,
                form.content(),
                form.cleaned_data["file"].name,
                by=request.user,
                sheet=form.cleaned_data["sheet"],
            )
        except Forbidden as refusal:
            raise PermissionDenied(refusal.message) from refusal
        except Refused as refusal:
            form.add_error("file", refusal.message)
        else:
            return redirect(entry)
    context = {
        "form": form,
        "kind": kind,
        "title": f"Nạp {kind.label} từ Excel",
        "submit": "Xem trước",
        "cancel": reverse("exchange:import-list"),
        "crumbs": [(LIST, reverse("exchange:import-list"))],
    }
    return render(request, "exchange/kind.html", context, status=422 if form.errors else 200)


@requires(SIGNED_IN)
def layout_page(request, code):
    """The columns of a kind as the office wants them: headings, order, which ones its files have."""
    kind = _kind(code, request.user)
    locality = request.user.acting.locality
    try:
        actions.check_may(kind, request.user)
    except Forbidden as refusal:
        raise PermissionDenied(refusal.message) from refusal
    data = request.POST if request.method == "POST" else None
    form = LayoutForm(data, user=request.user, kind=kind, layout=layouts.layout_of(kind, locality))
    if request.method == "POST" and "chung" in request.POST:
        entries = [{"key": column.key, "name": column.name, "hidden": False} for column in kind.columns]
        layouts.arrange(kind, locality, entries, by=request.user)
        messages.success(request, "Đã trở về các cột chung.")
        return redirect("exchange:layout", code)
    if request.method == "POST" and form.is_valid():
        try:
            layouts.arrange(kind, locality, form.entries(), by=request.user)
        except ValidationError as error:
            for key, words in error.message_dict.items():
                form.add_error(f"name_{key}", words)
        else:
            messages.success(request, "Đã lưu. Mẫu, sổ và việc đọc tệp theo các cột này.")
            return redirect("exchange:layout", code)
    context = {
        "form": form,
        "kind": kind,
        "title": f"Cột của mẫu {kind.label}",
        "submit": "Lưu các cột",
        "cancel": reverse("exchange:kind", args=[code]),
        "crumbs": [
            (LIST, reverse("exchange:import-list")),
            (f"Nạp {kind.label} từ Excel", reverse("exchange:kind", args=[code])),
        ],
    }
    return render(request, "exchange/layout.html", context, status=422 if form.errors else 200)


@requires(SIGNED_IN)
def template_file(request, code):
    """The template, with the bodies and choices of the place acted for."""
    kind = _kind(code, request.user)
    content = workbook.template(kind, _place(request))
    return _file(f"Mẫu {kind.label}.xlsx", content)


@requires(SIGNED_IN)
def register_file(request, code):
    """What is stored of a kind, as a file to correct and bring in again; a large one is made by the worker."""
    kind, place = _kind(code, request.user), _place(request)
    count = kind.rows(place).order_by()[: listing.MOST + 1].count()
    if count > listing.MOST:
        messages.warning(request, f"Sổ có hơn {vi(listing.MOST)} dòng; nhờ người vận hành máy chủ đổ ra tệp.")
        return redirect("exchange:kind", code)
    if count > listing.DIRECT:
        job = enqueue(
            actions.REGISTER_JOB,
            by=request.user,
            params={"kind": code},
            locality=place.locality,
            title=f"Xuất sổ {kind.label}",
        )
        messages.info(request, f"Sổ có {vi(count)} dòng nên máy chủ dựng tệp; xong sẽ có trong hộp thông báo.")
        return redirect(job)
    name, content, _ = actions.take_out(kind, place, count)
    return _file(name, content)


@requires(SIGNED_IN)
def import_page(request, pk):
    """A file: what each row will do or did."""
    entry = _entry(request, pk)
    actions.release(entry)
    kind = kind_of(entry.kind)
    asked = request.GET.get("xem", "")
    chosen = asked if asked in Verdict.values else (Verdict.FAULT.value if entry.faults else "")
    rows = [row for row in entry.report if not chosen or row["verdict"] == chosen]
    page = Paginator(rows, SHOWN).get_page(request.GET.get("page"))
    made = _made(request, entry, kind, [row["row"] for row in page.object_list])
    context = {
        "entry": entry,
        "title": entry.file_name,
        "chip": entry.state_chip,
        "job": _job(request, entry),
        "page": page,
        "rows": [_row(row, made) for row in page.object_list],
        "verdicts": [
            (Verdict(key).label.capitalize(), count, f"?xem={key}", key == chosen)
            for key, count in entry.counts.items()
            if count
        ],
        "all_shown": not chosen,
        "all_count": sum(entry.counts.values()),
        "chosen": chosen,
        "nothing_new": entry.state == ImportState.READY and not (entry.creates or entry.updates),
        "may_load": entry.state == ImportState.READY and bool(entry.creates or entry.updates),
        "may_have_file": _may_have_file(request, entry),
        "may_discard": entry.state in ImportState.OPEN,
        "may_undo": entry.state == ImportState.LOADED and bool(entry.creates or entry.updates),
        "again_url": reverse("exchange:kind", args=[entry.kind]) if kind else "",
        "crumbs": [(LIST, reverse("exchange:import-list"))],
    }
    return render(request, "exchange/import_detail.html", context)


@requires(SIGNED_IN)
def source_file(request, pk):
    """The file as it was sent."""
    entry = _entry(request, pk)
    if not _may_have_file(request, entry) or not entry.file.storage.exists(entry.file.name):
        raise Http404
    log.record(EventKind.DOWNLOADED, entry, by=request.user, note=entry.file_name)
    return FileResponse(entry.file.open(), as_attachment=True, filename=entry.file_name, content_type=XLSX)


def _may_have_file(request, entry) -> bool:
    """Who sent it; colleagues too once every row was judged and none is confidential, at first or by now. Nobody, where
    the record of a row left the register for a procedure with secrets of its own.
    """
    if not entry.file or any(row.get("gone") for row in entry.report):
        return False
    if entry.created_by_id == request.user.pk:
        return True
    if not entry.report or any(row.get("secret") for row in entry.report):
        return False
    return not entry.rows.filter(confidential=True).exists()  # ungated: rows of a file fetched through the gate


@requires(SIGNED_IN)
def undo_page(request, pk):
    """Asks before a whole load is taken back: what goes, what changes back, what stands in the way."""
    entry = _entry(request, pk)
    if request.method == "POST":
        return _pressed(request, entry, _undo)
    if entry.state != ImportState.LOADED or not (entry.creates or entry.updates):
        return redirect(entry)
    written = [row for row in entry.report if row["verdict"] in (Verdict.CREATE, Verdict.UPDATE)]
    page = Paginator(written, SHOWN).get_page(request.GET.get("page"))
    kind = kind_of(entry.kind)
    made = _made(request, entry, kind, [row["row"] for row in page.object_list])
    context = {
        "entry": entry,
        "noun": kind.noun,
        "title": "Hoàn tác lần nạp",
        "page": page,
        "rows": [_row(row, made) for row in page.object_list],
        "with_them": [f"{counting.words(count)} {name}" for name, count in undo.with_them(entry, kind.model).items()],
        "hindrances": undo.used_since(entry, kind.model),
        "crumbs": [(LIST, reverse("exchange:import-list")), (entry.file_name, entry.get_absolute_url())],
    }
    return render(request, "exchange/undo.html", context)


@require_POST
@requires(SIGNED_IN)
def import_step(request, pk, name):
    """One press: load, discard."""
    entry = _entry(request, pk)
    step = STEPS.get(name)
    if step is None:
        raise Http404
    return _pressed(request, entry, step)


def _pressed(request, entry, step):
    try:
        words = step(request, entry)
    except Forbidden as refusal:
        raise PermissionDenied(refusal.message) from refusal
    except Refused as refusal:
        messages.warning(request, refusal.message)
    else:
        messages.success(request, words)
    return redirect(entry)


def _load(request, entry) -> str:
    if actions.begin_load(entry, by=request.user):
        return "Máy chủ đang nạp; xong sẽ có trong hộp thông báo."
    return f"Đã nạp: ghi mới {entry.creates}, sửa {entry.updates}, đã đúng sẵn {entry.sames}."


def _discard(request, entry) -> str:
    actions.discard(entry, by=request.user)
    return "Đã bỏ tệp này; chưa ghi gì."


def _undo(request, entry) -> str:
    undo.undo(entry, by=request.user)
    return "Đã hoàn tác lần nạp này."


STEPS = {"nap": _load, "bo": _discard}


def _kind(code: str, user) -> Kind:
    kind = kind_of(code)
    if kind is None:
        raise Http404
    allow(user, kind.permission)
    return kind


def _entry(request, pk) -> Import:
    related = ("locality", "created_by__person", "undone_by__person")
    entry = record_or_404(Import, pk, request.user, related)
    _kind(entry.kind, request.user)
    return entry


def _place(request) -> Place:
    return Place(request.user.acting.locality, request.user)


def _job(request, entry):
    """The work that the file waits for."""
    if entry.state not in ImportState.WORKING:
        return None
    jobs = Job.objects.visible_to(request.user).filter(
        kind__in=(actions.CHECK_JOB, actions.LOAD_JOB), params__import=entry.pk
    )
    return jobs.order_by("-pk").first()


def _made(request, entry, kind, numbers: list[int]) -> dict:
    """Row → the record that it wrote, of those that the reader may see; None where that is confidential by now."""
    if kind is None or entry.state not in (ImportState.LOADED, ImportState.UNDONE):
        return {}
    written = entry.rows.filter(number__in=numbers)  # ungated: rows of a file fetched through the gate
    rows = list(written.values_list("number", "object_id", "confidential"))
    found = kind.model.objects.visible_to(request.user).in_bulk([key for _, key, _ in rows])
    return {number: found.get(key) for number, key, is_secret in rows if key in found or is_secret}


def _row(row: dict, made: dict) -> dict:
    """A row of the report with its chip and the record that it wrote; blank where that became confidential."""
    verdict = Verdict(row["verdict"])
    if row["row"] in made and made[row["row"]] is None and not row.get("gone"):
        row = row | {"title": HIDDEN, "faults": [], "changes": [], "reads": []}
    return row | {"chip": (CHIPS[verdict], verdict.label), "record": made.get(row["row"])}


def _file(name: str, content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Cache-Control"] = "private, no-store"
    return response
