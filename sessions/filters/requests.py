"""How lists of requests, proposals and opinions are narrowed."""

import django_filters

from coordination.ui.filters import RecordFilter
from sessions.choices import ContentRequestStatus, ItemKind, OpinionStatus, ProposalStatus
from sessions.filters.common import body_in, choice
from sessions.models import ContentProposal, ContentRequest, OpinionRequest


class ContentRequestFilter(RecordFilter):
    status = choice(ContentRequestStatus.choices, "Trạng thái")
    body = body_in(ContentRequest, "body", "Cơ quan")
    period_field = "asked_on"

    class Meta:
        model = ContentRequest
        fields = ("session", "body", "status")


class ContentProposalFilter(RecordFilter):
    status = choice(ProposalStatus.choices, "Trạng thái")
    kind = choice(ItemKind.choices, "Loại")
    from_body = body_in(ContentProposal, "from_body", "Cơ quan đề xuất")
    period_field = "proposed_on"

    class Meta:
        model = ContentProposal
        fields = ("session", "from_body", "kind", "status")


class OpinionRequestFilter(RecordFilter):
    status = choice(OpinionStatus.choices, "Trạng thái")
    from_body = body_in(OpinionRequest, "from_body", "Cơ quan xin ý kiến")
    is_urgent = django_filters.BooleanFilter(label="Việc cấp bách")
    period_field = "received_on"

    class Meta:
        model = OpinionRequest
        fields = ("status", "is_urgent", "from_body", "sitting")
