"""The petition's place in the chain petition → draft → resolution → task, on its own page and on the others."""

from django.urls import reverse

from coordination.people.permissions import Permission
from coordination.records.ties import has
from coordination.ui.registry import Button, Panel
from coordination.workflow import buttons, panels
from sessions import chain
from sessions.models import DraftResolution, Resolution
from voters.models import Batch, Petition
from voters.rules import links_drafts

LABEL = "Kiến nghị cử tri"


def source_petitions(drafts, user) -> chain.Stage:
    """The petitions that drafts answer to, as far as the reader may see them."""
    linked = Petition.objects.filter(drafts__in=drafts.order_by().values("pk"))  # ungated: counted; named through stage
    return chain.stage(LABEL, linked.distinct(), user, Permission.PETITION_VIEW)


def chain_panel(petition, user) -> Panel | None:
    """What came of a petition in the council."""
    if not has(petition, "drafts"):
        return None
    own = Petition.objects.filter(pk=petition.pk)  # ungated: the page one stands on
    drafts = DraftResolution.objects.filter(source_petitions=petition)  # ungated: counted; named through stage
    resolutions = Resolution.objects.filter(draft__source_petitions=petition)  # ungated: counted; named through stage
    return chain.panel(
        [
            chain.stage(LABEL, own, user, Permission.PETITION_VIEW, petition),
            chain.stage("Dự thảo nghị quyết", drafts, user, Permission.RESOLUTION_VIEW),
            *chain.after(resolutions, user),
        ]
    )


def link_button(petition, user) -> list[Button]:
    """For those who forward petitions, or keep the drafts of the same place."""
    if not links_drafts(user, petition):
        return []
    return [Button("Gắn dự thảo nghị quyết", reverse("voters:petition-drafts", args=[petition.pk]))]


def appendix_button(batch, user) -> list[Button]:
    """The official appendices of a batch, for those who may see petitions."""
    if not user.can(Permission.PETITION_VIEW):
        return []
    return [Button("Phụ lục", f"{reverse('voters:petition-appendix')}?batch={batch.pk}")]


chain.add_origin(source_petitions)
panels.add(Petition, chain_panel)
buttons.add(Petition, link_button)
buttons.add(Batch, appendix_button)
