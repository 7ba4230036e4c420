"""On the page of a petition: its public version, its follow code, and the ways to them."""

from django.urls import reverse

from coordination.people.permissions import Permission
from coordination.records.ties import has
from coordination.ui.registry import Button, Panel
from coordination.workflow import buttons, panels
from voters import codes
from voters.actions.publishing import unpreparable
from voters.models import Petition, Publication


def public_panel(petition, user) -> Panel | None:
    """For those who keep the register or publish."""
    may_follow = user.can(Permission.PETITION_REGISTER, petition) and not petition.confidential
    may_publish = user.can(Permission.PETITION_PUBLISH, petition)
    if not (may_follow or may_publish):
        return None
    context = {
        "publication": _publication(petition, user) if may_publish and has(petition, "publication") else None,
        "may_follow": may_follow,
        "code": codes.grouped(petition.follow_code or ""),
        "slip_url": reverse("voters:petition-follow", args=[petition.pk]),
    }
    if not (may_follow or context["publication"]):
        return None
    return Panel("Công khai, theo dõi", "voters/_public_panel.html", context)


def prepare_button(petition, user) -> list[Button]:
    """Prepare the public version, where there is none and there may be one."""
    if not user.can(Permission.PETITION_PUBLISH, petition) or unpreparable(petition):
        return []
    return [Button("Soạn bản công khai", reverse("voters:publication-prepare", args=[petition.pk]))]


def _publication(petition, user):
    return Publication.objects.visible_to(user).filter(petition=petition).first()


panels.add(Petition, public_panel)
buttons.add(Petition, prepare_button)
