""" "Vì sao ngày này?": the reason of a due date, beside it or as a page of its own."""

from datetime import date

from django.db import models
from django.db.models import F
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from coordination.deadlines.calendars import calendar_of
from coordination.deadlines.explanation import Explanation, explain_obligation, set_date
from coordination.deadlines.models import Obligation
from coordination.deadlines.views.obligations import named_record
from coordination.lib.dates import DateError, parse, screen
from coordination.records.models import Record
from coordination.ui.policy import SIGNED_IN, record_or_404, requires
from coordination.ui.show import lowfirst

RELATED = ("version__rule", "version__locality", "locality__reminder_policy")


@requires(SIGNED_IN)  # whoever sees the duty may know why it is due on its day
def why(request, pk):
    """Why an obligation is due on its day; what the clock would come to, while it stands still."""
    obligation = record_or_404(Obligation, pk, request.user, RELATED)
    return _answer(request, obligation)


@requires(SIGNED_IN)
def why_of_record(request):
    """Why a record says this day ("?ho-so=voters.petition:12&ngay=2026-07-31"): by its duty, or as a set date."""
    model, pk = named_record(request.GET.get("ho-so", ""))
    record = record_or_404(model, pk, request.user)
    try:
        day = parse(request.GET.get("ngay", ""))
    except DateError:
        raise Http404 from None
    duties = Obligation.objects.visible_to(request.user).about(record).filter(due_on=day).select_related(*RELATED)
    obligation = duties.order_by(F("closed_on").desc(nulls_first=True), "id").first()
    if obligation is not None:
        return _answer(request, obligation, record)
    reason = set_date(day, "", calendar_of(record.locality_id), origin=_origin(record, day))
    return _page(request, reason, record=record, due=day)


def _answer(request, obligation: Obligation, record=None):
    today = timezone.localdate()
    reason = explain_obligation(obligation, today)
    is_paused = obligation.is_paused(today)
    return _page(
        request, reason, record=record or obligation, due=obligation.due_on, state=obligation.state, is_paused=is_paused
    )


def _page(request, reason, **context):
    context |= {
        "reason": reason,
        "rule": reason.version.rule if isinstance(reason, Explanation) else None,
        "title": f"Vì sao hạn là {screen(context['due'])}?",
    }
    name = "deadlines/why_box.html" if request.headers.get("HX-Request") else "deadlines/why.html"
    response = render(request, name, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _origin(record: Record, day: date) -> str:
    """Which date of the record it is: "Ngày ấn định, ghi ở mục “hạn trả lời” của KN-2026-0012."."""
    fields = [field for field in record._meta.fields if type(field) is models.DateField]
    name = next((str(field.verbose_name) for field in fields if getattr(record, field.name) == day), "")
    if not name:
        return f"Hồ sơ không còn ghi ngày {screen(day)}: hạn đã được sửa sau khi bạn mở trang."
    return f"Hạn ấn định, ghi ở mục “{lowfirst(name)}” của hồ sơ {record.public_title}."
