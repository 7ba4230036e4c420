"""Vắng mặt: one's own absences, whom one stands in for, who of the colleagues is away."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from coordination.deadlines.actions.absences import end_absence, record_absence
from coordination.deadlines.forms.absences import AbsenceForm
from coordination.deadlines.models import Absence
from coordination.deadlines.standins import substitutes_on
from coordination.lib.dates import screen
from coordination.people.models import User
from coordination.records.errors import Refused
from coordination.ui.policy import SIGNED_IN, requires

SHOWN = 20


@requires(SIGNED_IN)
def absences(request):
    """The page and its form; a saved absence says who will do the work on its first day."""
    form = AbsenceForm(
        request.POST or None, user=request.user, instance=Absence(user=request.user, created_by=request.user)
    )
    if request.method == "POST" and form.is_valid():
        try:
            absence = record_absence(form.instance, by=request.user)
        except ValidationError as error:
            for name, words in error.message_dict.items():
                form.add_error(name if name in form.fields else None, words)
        else:
            _say_who(request, absence)
            return redirect("deadlines:absences")
    return render(request, "deadlines/absences.html", _context(request.user, form), status=422 if form.errors else 200)


@requires(SIGNED_IN)
@require_POST
def absence_end(request, pk):
    """Back early, or not going."""
    absence = get_object_or_404(Absence.objects.visible_to(request.user), pk=pk, user=request.user)
    try:
        end_absence(absence, by=request.user)
    except Refused as refusal:
        messages.warning(request, refusal.message)
    else:
        messages.success(request, "Đã bỏ lần vắng; việc lại về bạn từ hôm nay.")
    return redirect("deadlines:absences")


def _context(user, form) -> dict:
    today = timezone.localdate()
    seen = Absence.objects.visible_to(user).select_related("user__person", "substitute__person")
    live = seen.filter(cancelled_at=None, last__gte=today).order_by("first", "id")
    return {
        "title": "Vắng mặt",
        "form": form,
        "submit": "Ghi thời gian vắng",
        "own": list(live.filter(user=user)),
        "covering": list(live.filter(substitute=user)),
        "others": list(live.exclude(Q(user=user) | Q(substitute=user))[:SHOWN]),
        "past": list(seen.filter(Q(last__lt=today) | Q(cancelled_at__isnull=False), user=user)[:SHOWN]),
        "today": today,
    }


def _say_who(request, absence) -> None:
    """In a chain the work goes further than to whom it was given."""
    end = substitutes_on(absence.first).get(absence.user_id)
    last = User.objects.visible_to(request.user).filter(pk=end).first() or "người làm thay của họ"
    messages.success(request, f"Đã ghi thời gian vắng; {last} đã được báo.")
    if end != absence.substitute_id:
        also = f"Ngày {screen(absence.first)} {absence.substitute} cũng vắng"
        messages.warning(request, f"{also}: việc sẽ chuyển tiếp cho {last}.")
