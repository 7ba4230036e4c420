"""What this room adds to pages of lower ones: a petition that is a complaint or denunciation is taken over."""

from django.urls import reverse

from complaints import delegates  # noqa: F401 - draws its part of a delegate's year
from coordination.people.permissions import Permission
from coordination.ui.registry import Button
from coordination.workflow import buttons
from voters.choices import PetitionStatus
from voters.models import Petition
from voters.workflow.petitions import not_to_be_returned

LEAVING = (PetitionStatus.NEW, PetitionStatus.FORWARDED, PetitionStatus.IN_PROGRESS)
"""Statuses in which a petition can still be given back, and so leave for the letters."""


def may_take_over(petition, user) -> bool:
    """Whether one keeps both registers of the place, and the petition is still open enough to leave its own."""
    keeps_both = user.can(Permission.LETTER_EDIT, petition) and user.can(Permission.PETITION_FORWARD, petition)
    return keeps_both and petition.status in LEAVING and not petition.confidential


def letter_button(petition, user) -> list[Button]:
    """For those who keep both registers."""
    if not may_take_over(petition, user):
        return []
    url, why = reverse("complaints:letter-from-petition", args=[petition.pk]), not_to_be_returned(petition)
    return [Button("Chuyển sang đơn thư", url, enabled=not why, reason=why or "")]


buttons.add(Petition, letter_button)
