"""Phối hợp: the regulation, and the latest of everything that happens under it."""

from dataclasses import dataclass
from typing import Any

from django.shortcuts import render
from django.urls import reverse

from coordination.people.permissions import Permission
from coordination.regulations.models import Dialogue, InformationExchange, Invitation, Meeting, Regulation
from coordination.regulations.tables import DialogueTable, ExchangeTable, InvitationTable, MeetingTable
from coordination.ui.policy import requires
from coordination.ui.registry import Button

LATEST = 5
"""Rows of each kind on the page; the list has the rest."""


@dataclass(frozen=True)
class Block:
    """The latest rows of one kind."""

    title: str
    url: str
    table: Any
    empty: str


@requires(Permission.REGULATION_VIEW)
def overview(request):
    """The landing page of "Phối hợp"."""
    user = request.user
    regulations = Regulation.objects.visible_to(user).select_related("term", "locality")
    context = {
        "regulations": regulations.prefetch_related("party_rows")[:LATEST],
        "blocks": [
            _latest("Cuộc họp", Meeting, MeetingTable, user, "Chưa ghi cuộc họp nào."),
            _latest("Giấy mời", Invitation, InvitationTable, user, "Chưa ghi giấy mời nào."),
            _latest("Trao đổi thông tin", InformationExchange, ExchangeTable, user, "Chưa ghi lần trao đổi nào."),
            _latest("Đối thoại", Dialogue, DialogueTable, user, "Chưa ghi cuộc đối thoại nào."),
        ],
        "create": _create(user),
    }
    return render(request, "regulations/overview.html", context)


def _latest(title, model, table_class, user, empty) -> Block:
    rows = list(table_class.fetched(model.objects.visible_to(user))[:LATEST])
    table = table_class(rows)
    return Block(title, reverse(f"regulations:{model._meta.model_name}-list"), table, empty)


def _create(user) -> list[Button]:
    """What may be written down from here."""
    if not user.can(Permission.MEETING_EDIT) or user.acting.locality.is_ended:
        return []
    return [
        Button("Ghi giấy mời", reverse("regulations:invitation-create")),
        Button("Ghi cuộc họp", reverse("regulations:meeting-create"), primary=True),
    ]
