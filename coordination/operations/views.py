"""The operator's page: how every part is, and the letters that did not arrive. It names no content."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from coordination.notices.letters import retry
from coordination.notices.models import Letter
from coordination.operations.health import checks
from coordination.operations.queries import faults, in_trouble
from coordination.people.permissions import Permission
from coordination.ui.policy import record_or_404, requires

SHOWN = 50
"""Rows of a list on the page; the oldest trouble stands first."""


@requires(Permission.OPERATE)
def state(request):
    """Every part with its state, letters and duties in trouble."""
    letters = in_trouble(Letter.objects.visible_to(request.user), timezone.now()).select_related("recipient__person")
    context = {
        "checks": checks(),
        "year": timezone.localdate().year,
        "letters": letters[:SHOWN],
        "letters_hidden": max(letters.count() - SHOWN, 0),
        "faults": faults()[:SHOWN],
    }
    return render(request, "operations/state.html", context)


@requires(Permission.OPERATE)
@require_POST
def retry_letter(request, pk):
    """Put one failed letter back into the queue."""
    letter = record_or_404(Letter, pk, request.user)
    if retry(letter, by=request.user):
        messages.success(request, f"Thư số {letter.pk} đã vào lại hàng đợi.")
    else:
        messages.info(request, f"Thư số {letter.pk} đã gửi rồi hoặc đang được gửi.")
    return redirect("operations:state")
