"""How lists of drafts and templates are narrowed."""

from coordination.ui.filters import RecordFilter
from voters import queries
from voters.choices import DraftStatus, Field
from voters.filters.common import choice, hidden_flag
from voters.models import ReplyDraft, ReplyTemplate


class ReplyDraftFilter(RecordFilter):
    status = choice(DraftStatus.choices, "Trạng thái")
    under_way = hidden_flag("Chưa gửi", method="by_under_way")
    mine = hidden_flag("Tôi soạn", method="by_mine")

    waiting = hidden_flag("Chờ tôi", method="by_waiting")

    class Meta:
        model = ReplyDraft
        fields = ("status", "body", "result")

    def by_under_way(self, rows, name, value):
        """Neither sent nor given up."""
        on_the_way = {"status__in": DraftStatus.ON_THE_WAY}
        return rows.filter(**on_the_way) if value else rows.exclude(**on_the_way)

    def by_mine(self, rows, name, value):
        """Written by the reader."""
        return rows.filter(written_by=self.request.user) if value else rows.exclude(written_by=self.request.user)

    def by_waiting(self, rows, name, value):
        """To be checked, cleared, sent or mended by the reader; the number over the list of petitions is theirs."""
        found = queries.drafts_awaiting(rows, self.request.user)
        return found if value else rows.exclude(pk__in=found.values("pk"))


class ReplyTemplateFilter(RecordFilter):
    field = choice(Field.choices, "Lĩnh vực")
    retired = hidden_flag("Thôi dùng")

    class Meta:
        model = ReplyTemplate
        fields = ("body", "field", "result", "retired")
