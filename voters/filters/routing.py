"""How lists of rules, of petitions that bounce and of petitions left at ended bodies are narrowed."""

import django_filters

from coordination.ui.filters import RecordFilter
from voters import queries
from voters.choices import Field, JurisdictionLevel, PetitionStatus
from voters.filters.common import choice, hidden_flag
from voters.models import CompetenceRule, Petition
from voters.queries import routing


class RuleFilter(RecordFilter):
    field = choice(Field.choices, "Lĩnh vực")
    level = choice(JurisdictionLevel.choices, "Cấp thẩm quyền")
    in_force = hidden_flag("Đang áp dụng", method="by_force")

    class Meta:
        model = CompetenceRule
        fields = ("field", "body", "place", "level")

    def by_force(self, rows, name, value):
        """In force today, or not."""
        current = routing.rules_in_force_today(rows)
        return current if value else rows.exclude(pk__in=current.values("pk"))


class BounceFilter(RecordFilter):
    refuser = django_filters.ModelChoiceFilter(
        queryset=routing.refusing_bodies(), label="Cơ quan từ chối", method="by_refuser"
    )
    field = choice(Field.choices, "Lĩnh vực")
    period_field = "received_on"

    class Meta:
        model = Petition
        fields = ("refuser", "field", "place")

    def by_refuser(self, rows, name, value):
        """Refused by a body at least once."""
        return routing.refused_by(rows, value)


class EndedFilter(RecordFilter):
    competent_body = django_filters.ModelChoiceFilter(queryset=queries.answering_bodies(), label="Cơ quan")
    status = choice(PetitionStatus.choices, "Trạng thái")

    class Meta:
        model = Petition
        fields = ("competent_body", "place", "status")


class ThenAndNowFilter(RecordFilter):
    q = None
    field = choice(Field.choices, "Lĩnh vực")
    period_field = "received_on"

    class Meta:
        model = Petition
        fields = ("field", "place")
