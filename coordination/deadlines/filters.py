"""Filters over the ledger."""

import django_filters
from django import forms
from django.db.models import Q
from django.utils import timezone

from coordination.deadlines.choices import BasisKind, Scope, Standing, Verification
from coordination.deadlines.models import Obligation, Rule, RuleVersion
from coordination.deadlines.queries import in_scope
from coordination.deadlines.rulebook import ending, found, resting_on
from coordination.people.choices import Level
from coordination.people.models import Body
from coordination.ui.filters import DayFilter, RecordFilter


def visible_bodies(request):
    """Bodies of the places that the user works with."""
    return Body.objects.visible_to(request.user)


def visible_rules(request):
    """The common rules and those of the own locality."""
    return Rule.objects.visible_to(request.user)


def visible_versions(request):
    """Versions of the common rules and of the own locality's."""
    return RuleVersion.objects.visible_to(request.user)


class ObligationFilter(RecordFilter):
    """How it stands today, whose work it is, who owes and who waits, when it is due, and on what ground."""

    period_field = "due_on"

    owner = django_filters.ModelChoiceFilter(label="Bên thực hiện", queryset=visible_bodies)
    beneficiary = django_filters.ModelChoiceFilter(label="Bên chờ", queryset=visible_bodies)
    tinh_trang = django_filters.ChoiceFilter(label="Tình trạng", choices=Standing, method="stands")
    pham_vi = django_filters.ChoiceFilter(label="Phạm vi", choices=Scope, method="within")
    can_cu = django_filters.ChoiceFilter(label="Căn cứ", choices=BasisKind, field_name="basis_kind")
    luat = django_filters.ModelChoiceFilter(
        label="Theo quy định", queryset=visible_rules, field_name="version__rule", distinct=False
    )
    quy_dinh = django_filters.ModelChoiceFilter(
        label="Quy định", queryset=visible_versions, method="resting", widget=forms.HiddenInput
    )

    class Meta:
        model = Obligation
        fields = ("owner", "beneficiary")

    def stands(self, rows, name, value):
        """Those that stand so today."""
        return rows.standing(value, timezone.localdate())

    def within(self, rows, name, value):
        """Those of the asked scope."""
        return in_scope(rows, self.user, value)

    def resting(self, rows, name, value):
        """Those whose period is the version's."""
        return resting_on(rows, value)


class RuleFilter(RecordFilter):
    """What of the work it belongs to; and of its versions: how sure, which level, in force when, whose."""

    kiem_chung = django_filters.ChoiceFilter(label="Kiểm chứng", choices=Verification, method="together")
    cap = django_filters.ChoiceFilter(label="Cấp", choices=Level, method="together")
    hieu_luc = DayFilter(label="Có hiệu lực ngày", method="together")
    cua_dia_phuong = django_filters.BooleanFilter(label="Của địa phương", method="together")
    het_hieu_luc = django_filters.BooleanFilter(label="Sắp hết, đã hết hiệu lực", method="ends")

    class Meta:
        model = Rule
        fields = ("section",)

    def find(self, rows, name, value):
        """Rules that hold the words, typed without accents."""
        return rows.filter(pk__in=found(self.user, value))

    def together(self, rows, name, value):
        """What is asked of a version is asked of one and the same version, in `filter_queryset`."""
        return rows

    def ends(self, rows, name, value):
        """A version has ended or soon ends, and none follows it."""
        return rows.filter(
            ending(self.user, timezone.localdate()) if value else ~ending(self.user, timezone.localdate())
        )

    def filter_queryset(self, queryset):
        rows = super().filter_queryset(queryset)
        asked = self._of_versions(self.form.cleaned_data)
        return (
            rows.filter(pk__in=RuleVersion.objects.visible_to(self.user).filter(asked).values("rule"))
            if asked
            else rows
        )

    def _of_versions(self, data) -> Q:
        asked = Q()
        if data.get("kiem_chung"):
            asked &= Q(verification=data["kiem_chung"])
        if data.get("cap"):
            asked &= Q(level__in=("", data["cap"]))
        if on := data.get("hieu_luc"):
            asked &= Q(effective_to=None, effective_from__lte=on) | Q(effective_from__lte=on, effective_to__gte=on)
        if (local := data.get("cua_dia_phuong")) is not None:
            own = Q(locality__isnull=False) | Q(rule__locality__isnull=False)
            asked &= own if local else ~own
        return asked
