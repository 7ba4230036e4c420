"""How lists of draft resolutions are narrowed."""

import django_filters

from coordination.ui.filters import RecordFilter
from sessions.choices import DraftStatus, Procedure, ShortenedGround
from sessions.filters.common import body_in, choice
from sessions.models import CouncilSession, DraftResolution


class DraftResolutionFilter(RecordFilter):
    status = choice(DraftStatus.choices, "Trạng thái")
    procedure = choice(Procedure.choices, "Trình tự")
    drafting_body = body_in(DraftResolution, "drafting_body", "Cơ quan soạn thảo")

    class Meta:
        model = DraftResolution
        fields = ("session", "drafting_body", "status", "procedure", "is_normative")


class DraftLoopFilter(RecordFilter):
    """By session, or by the year of registration."""

    period_field = "registered_on"

    session = django_filters.ModelChoiceFilter(
        queryset=lambda request: CouncilSession.objects.visible_to(request.user), label="Kỳ họp"
    )
    shortened_ground = choice(ShortenedGround.choices, "Trường hợp rút gọn")
    drafting_body = body_in(DraftResolution, "drafting_body", "Cơ quan soạn thảo")

    class Meta:
        model = DraftResolution
        fields = ("session", "drafting_body", "shortened_ground", "is_normative")
