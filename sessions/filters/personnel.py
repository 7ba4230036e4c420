"""How lists of personnel matters are narrowed."""

from coordination.people.models import DelegateMandate
from coordination.ui.filters import RecordFilter
from sessions.choices import PersonnelKind, PersonnelStatus
from sessions.filters.common import choice
from sessions.models import PersonnelMatter


class PersonnelMatterFilter(RecordFilter):
    kind = choice(PersonnelKind.choices, "Việc")
    status = choice(PersonnelStatus.choices, "Trạng thái")
    period_field = "decided_on"

    class Meta:
        model = PersonnelMatter
        fields = ("session", "kind", "status")


class DelegateFilter(RecordFilter):
    class Meta:
        model = DelegateMandate
        fields = ("constituency", "group", "is_full_time")

    def find(self, rows, name, value):
        """Seats of those whose name holds the words; delegates are no record that the search index knows."""
        return rows.named(value)
