"""What this room hands over when a term ends: recommendations after oversight that somebody still owes."""

from django.db.models import Q

from coordination.audit.actors import System
from coordination.people.permissions import Permission
from coordination.records.errors import NotNow
from oversight import actions
from oversight.choices import RecommendationStatus
from oversight.models import Recommendation
from oversight.rules import keeps
from sessions import registers
from sessions.registers import Kind


def take(recommendation, *, by, body, assignee=None, note="") -> None:
    """The body is the addressee, and its duty follows; another one is written down by the side that keeps the book."""
    now = recommendation.addressee
    if now.pk == body.pk:
        return
    may = isinstance(by, System) or (
        by.can(Permission.OVERSIGHT_EDIT, recommendation) and keeps(by.acting, recommendation.keeper)
    )
    if not may:
        raise NotNow(f"Kiến nghị còn gửi {now}: {recommendation.keeper} ghi {body} rồi mới nhận.")
    recommendation.addressee = body
    actions.edit_recommendation(recommendation, by=by)


registers.add(
    Kind(
        Recommendation,
        "Kiến nghị sau giám sát",
        Permission.RECOMMENDATION_REPORT,
        still_open=Q(status__in=RecommendationStatus.OPEN),
        began="sent_on",
        holder=lambda recommendation, keeper: recommendation.addressee,
        due=lambda recommendation: recommendation.due_on,
        select_related=("addressee__locality", "mission"),
        take=take,
    )
)
