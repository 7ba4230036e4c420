"""The calendar: a year at a glance, and changes of it, which are reckoned before they hold."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from coordination.audit.choices import EventKind
from coordination.deadlines import almanac, exchange
from coordination.deadlines.actions import calendar as actions
from coordination.deadlines.choices import ChangeState
from coordination.deadlines.forms.calendar import ChangeForm, DayForm, FileForm
from coordination.deadlines.models import CalendarChange, CalendarDay, ChangedDay
from coordination.deadlines.tables import ChangeTable
from coordination.exchange.sheets import XLSX
from coordination.jobs.models import Job
from coordination.lib.dates import FIRST_YEAR, LAST_YEAR, DateError, parse, screen
from coordination.lib.keys import key_of
from coordination.records.errors import Forbidden, Refused
from coordination.ui.crud import ListPage
from coordination.ui.policy import SIGNED_IN, record_or_404, requires
from coordination.ui.registry import Button

SHOWN = 50
"""Duties on a page of the list of a change."""
LATEST = 8
"""Changes named beside a year."""
RECKONED = (ChangeState.PREVIEWED, ChangeState.APPLYING, ChangeState.APPLIED)
LIST = ("Lịch năm", "deadlines:calendar")


@requires(SIGNED_IN)
def year_page(request, year=None):
    """Which days of a year are not what their weekday says, how sure that is, and by which document."""
    today = timezone.localdate()
    year = today.year if year is None else year
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    months, calendar = almanac.year_of(year, request.user), almanac.calendar_for(request.user)
    context = {
        "year": year,
        "months": months,
        "is_empty": not any(month.rows for month in months),
        "is_provisional": calendar.is_provisional_year(year),
        "asked": almanac.year_to_ask(today, calendar),
        "totals": almanac.totals(year, calendar),
        "years": almanac.years_known(today),
        "may_change": bool(actions.places_of(request.user)),
        "changes": CalendarChange.objects.visible_to(request.user).select_related("locality")[:LATEST],
    }
    return render(request, "deadlines/calendar_year.html", context)


class ChangeList(ListPage):
    """Every change of the common calendar and of the own place's, the latest first."""

    model = CalendarChange
    permission = SIGNED_IN
    table_class = ChangeTable
    title = "Thay đổi lịch"
    lead = "Mỗi lần đổi lịch được tính ảnh hưởng trước, rồi mới áp dụng."

    def create_button(self):
        if not actions.places_of(self.request.user):
            return None
        return Button("Thay đổi lịch", reverse("deadlines:calendarchange-create"), primary=True)


@requires(SIGNED_IN)  # whoever may change neither calendar is refused below
def change_create(request):
    """Begin a change: title, document, place."""
    if not actions.places_of(request.user):
        raise PermissionDenied(Forbidden.sentence)
    form = ChangeForm(_sent(request), user=request.user)
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("title", "source")}
        change = CalendarChange(locality=form.locality(), created_by=request.user, **said)
        actions.begin(change, by=request.user)
        return redirect(change)
    return _form(request, form, "Thay đổi lịch", "Bắt đầu thay đổi", reverse("deadlines:calendar"))


@requires(SIGNED_IN)
def change_page(request, pk):
    """A change: its days against the table as it is, and once reckoned the list "hạn cũ → hạn mới"."""
    change = _change(request, pk)
    jobs = Job.objects.visible_to(request.user).filter(
        kind__in=(actions.RECKON_JOB, actions.APPLY_JOB), params__change=change.pk
    )
    may_edit = actions.may_edit(change, request.user)
    context = {
        "change": change,
        "title": change.title,
        "chip": _chip(change),
        "edits": almanac.edits_of(change),
        "may_edit": may_edit,
        "is_open": may_edit and change.state in actions.OPEN,
        "is_reckoned": change.state in RECKONED,
        "job": jobs.order_by("-pk").first(),
        "crumbs": [_list_crumb()],
    }
    if context["is_open"]:
        years = CalendarDay.objects.visible_to(request.user).filter(locality=change.locality, status="provisional")
        days = years.order_by("day").values_list("day", flat=True)
        context["provisional_years"] = sorted(Counter(day.year for day in days).items())
    if context["is_reckoned"]:
        context |= _effect(request, change)
    return render(request, "deadlines/calendar_change.html", context)


@requires(SIGNED_IN)
def change_day(request, pk):
    """Add a day to a change, or correct one ("?ngay=18/05/2026" fills the form with what is known of it)."""
    change = _own_change(request, pk)
    form = DayForm(_sent(request), user=request.user, record=change, initial=_known(request, change))
    if request.method == "POST" and form.is_valid():
        try:
            count = actions.put_days(change, form.rows(), by=request.user)
        except ValidationError as error:
            form.add_error("day", error.messages)
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, f"Đã ghi {count} ngày vào thay đổi này.")
            return redirect(change)
    return _form(request, form, "Ghi ngày vào thay đổi", "Ghi vào thay đổi", change.get_absolute_url(), change)


@requires(SIGNED_IN)
def change_import(request, pk):
    """Days from an Excel file: all of them or, with a single fault, none; the page tells the verdict of each line."""
    change = _own_change(request, pk)
    form = FileForm(_sent(request), request.FILES or None, user=request.user, record=change)
    lines: list[exchange.Line] = []
    if request.method == "POST" and form.is_valid():
        try:
            lines = exchange.read_days(form.content(), form.cleaned_data["file"].name)
            done = None if any(line.faults for line in lines) else _taken(request, change, lines)
        except Refused as refusal:
            form.add_error("file", refusal.message)
        except ValidationError as error:
            form.add_error("file", error.messages)
        else:
            if done is not None:
                return done
            bad = sum(bool(line.faults) for line in lines)
            form.add_error("file", f"{bad} dòng trong {len(lines)} dòng có lỗi nên chưa nạp dòng nào.")
    context = {"lines": lines, "template_url": reverse("deadlines:calendar-template")}
    words = ("Nạp ngày từ Excel", "Nạp tệp")
    return _form(request, form, *words, change.get_absolute_url(), change, "deadlines/calendar_import.html", **context)


@requires(SIGNED_IN)
def template_file(request):
    """The Excel template; with "?nam=2027" it holds the common days of that year."""
    year = _year(request.GET.get("nam", ""))
    days = CalendarDay.objects.none()
    if year:
        days = CalendarDay.objects.visible_to(request.user).filter(locality=None, day__year=year).order_by("day")
    name = f"lich-nghi-{year}.xlsx" if days else "mau-lich-nghi.xlsx"
    response = HttpResponse(exchange.workbook(days), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_POST
@requires(SIGNED_IN)
def change_step(request, pk, name):
    """One press: reckon, apply, discard, confirm a year, take a day back."""
    change = _own_change(request, pk)
    step = STEPS.get(name)
    if step is None:
        raise Http404
    try:
        words = step(request, change)
    except Refused as refusal:
        messages.warning(request, refusal.message)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, words)
    return redirect(change)


def _reckon(request, change) -> str:
    actions.reckon(change, by=request.user)
    return "Đang tính ảnh hưởng."


def _apply(request, change) -> str:
    actions.apply(change, by=request.user)
    return "Đang áp dụng lịch mới."


def _discard(request, change) -> str:
    actions.discard(change, by=request.user)
    return "Đã bỏ thay đổi này; lịch giữ như cũ."


def _confirm(request, change) -> str:
    year = _year(request.POST.get("year", ""))
    if year is None:
        raise Http404
    count = actions.confirm_year(change, year, by=request.user)
    return f"Đã ghi {count} ngày của năm {year} là chính thức."


def _take_back(request, change) -> str:
    day = _day(request.POST.get("day", ""))
    if day is None:
        raise Http404
    actions.take_back(change, day, by=request.user)
    return f"Ngày {screen(day)} giữ như lịch đang có."


STEPS = {"tinh": _reckon, "ap-dung": _apply, "bo": _discard, "xac-nhan": _confirm, "thoi": _take_back}


def _taken(request, change, lines):
    """Write the lines that say something new; the answer."""
    edits: list[Any] = [ChangedDay(change=change, **line.fields) for line in lines]
    almanac.compare(edits, change)
    rows = [line.fields for line, edit in zip(lines, edits, strict=True) if edit.verdict != "không đổi"]
    if not rows:
        raise Refused(f"Cả {len(lines)} dòng đều đã có đúng như vậy trong lịch.")
    name = request.FILES["file"].name
    actions.put_days(change, rows, by=request.user, kind=EventKind.IMPORTED, note=f"Tệp {name}: {len(rows)} ngày")
    same = len(lines) - len(rows)
    messages.success(request, f"Đã nạp {len(rows)} ngày{f'; {same} ngày đã đúng sẵn' if same else ''}.")
    return redirect(change)


def _effect(request, change) -> dict:
    """What a reckoned change does, as far as one may see it; for the operator the numbers of all."""
    moves = almanac.day_moves(change, request.user)
    seen = almanac.shifts_seen(change, request.user)
    chosen = key_of(request.GET.get("co-quan"))
    rows = seen.filter(obligation__owner=chosen) if chosen else seen
    hit = almanac.set_dates_hit(change, request.user) if change.state != ChangeState.APPLIED else []
    return {
        "moved": sum(count for *_, count in moves),
        "moves": moves,
        "counts_all": almanac.counts_all(request.user),
        "bodies": almanac.bodies_of(seen),
        "body": chosen,
        "page": Paginator(rows, SHOWN).get_page(request.GET.get("page")),
        "set_dates": list(hit[: SHOWN + 1]),
        "limit": SHOWN,
    }


def _change(request, pk) -> CalendarChange:
    related = ("locality", "created_by__person", "applied_by__person")
    return record_or_404(CalendarChange, pk, request.user, related)


def _own_change(request, pk) -> CalendarChange:
    change = _change(request, pk)
    if not actions.may_edit(change, request.user):
        raise PermissionDenied(Forbidden.sentence)
    return change


def _known(request, change) -> dict:
    """What the change, else the table, says of the day named in the address."""
    day = _day(request.GET.get("ngay", ""))
    if day is None:
        return {}
    rows = CalendarDay.objects.visible_to(request.user).filter(locality=change.locality, day=day)
    row = change.days.filter(day=day).first() or rows.first()
    if row is None:
        return {"day": day}
    return {"kind": row.kind or "drop"} | {name: getattr(row, name) for name in ("day", "name", "source", "status")}


def _day(text: str):
    try:
        return parse(text)
    except DateError:
        return None


def _sent(request):
    """What was sent, also when every field was left empty."""
    return request.POST if request.method == "POST" else None


def _year(text: str) -> int | None:
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else 0
    return year if FIRST_YEAR <= year <= LAST_YEAR else None


def _chip(change) -> tuple[str, str]:
    kinds = {ChangeState.APPLIED: "done", ChangeState.DISCARDED: "pause", ChangeState.PREVIEWED: "today"}
    waiting = change.state in (ChangeState.RECKONING, ChangeState.APPLYING)
    return kinds.get(change.state, "wait" if waiting else "none"), change.get_state_display()


def _list_crumb() -> tuple[str, str]:
    words, name = LIST
    return words, reverse(name)


def _form(request, form, title, submit, cancel, change=None, template="ui/form.html", **context):
    crumbs = [_list_crumb(), *([(change.title, change.get_absolute_url())] if change else [])]
    context |= {"form": form, "title": title, "submit": submit, "cancel": cancel, "crumbs": crumbs, "change": change}
    return render(request, template, context, status=422 if form.errors else 200)
