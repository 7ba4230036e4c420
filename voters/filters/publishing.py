"""Filters over the office's list of publications."""

from coordination.ui.filters import RecordFilter
from voters.choices import Field, PublicationStatus
from voters.filters.common import choice, hidden_flag
from voters.models import Publication
from voters.queries.publishing import office_words


class PublicationFilter(RecordFilter):
    status = choice(PublicationStatus.choices, "Trạng thái")
    field = choice(Field.choices, "Lĩnh vực", field_name="petition__field")
    outdated = hidden_flag("Khác bản đã đăng")
    period_field = "published_on"

    class Meta:
        model = Publication
        fields = ("status", "field")

    def find(self, rows, name, value):
        """Drafts too: the words of the petition, which the office's index knows."""
        return office_words(rows, value)
