"""Filters over the ledger."""

import django_filters
from django.utils import timezone

from coordination.deadlines.choices import Scope, Standing
from coordination.deadlines.models import Obligation
from coordination.deadlines.queries import in_scope
from coordination.people.models import Body
from coordination.ui.filters import RecordFilter


def visible_bodies(request):
    """Bodies of the places that the user works with."""
    return Body.objects.visible_to(request.user)


class ObligationFilter(RecordFilter):
    """How it stands today, whose work it is, who owes and who waits, when it is due."""

    period_field = "due_on"

    owner = django_filters.ModelChoiceFilter(label="Bên thực hiện", queryset=visible_bodies)
    beneficiary = django_filters.ModelChoiceFilter(label="Bên chờ", queryset=visible_bodies)
    tinh_trang = django_filters.ChoiceFilter(label="Tình trạng", choices=Standing, method="stands")
    pham_vi = django_filters.ChoiceFilter(label="Phạm vi", choices=Scope, method="within")

    class Meta:
        model = Obligation
        fields = ("owner", "beneficiary")

    def stands(self, rows, name, value):
        """Those that stand so today."""
        return rows.standing(value, timezone.localdate())

    def within(self, rows, name, value):
        """Those of the asked scope."""
        return in_scope(rows, self.user, value)
