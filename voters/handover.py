"""What this room hands over when a term ends: petitions that something is still owed of."""

from django.db.models import Q
from django.utils import timezone

from coordination.audit.actors import System
from coordination.people.permissions import Permission
from coordination.people.succession import has_ended
from coordination.records.errors import NotNow
from sessions import registers
from sessions.registers import Kind
from voters import actions
from voters.choices import PetitionStatus
from voters.models import Petition


def holder(petition, keeper):
    """The competent body; before the petition was forwarded, whoever keeps its register."""
    return keeper if petition.status == PetitionStatus.NEW else petition.competent_body or keeper


def take(petition, *, by, body, assignee=None, note="") -> None:
    """What an ended body had goes on to its successor as everywhere (`actions.succeed`), by whoever forwards."""
    now = petition.competent_body
    if petition.status == PetitionStatus.NEW or now is None or now.pk == body.pk:
        return
    if not has_ended(now, timezone.localdate()):
        raise NotNow(f"Kiến nghị đang ở {now}: chuyển cho {body} ở trang kiến nghị rồi mới nhận.")
    if not isinstance(by, System) and not by.can(Permission.PETITION_FORWARD, petition):
        raise NotNow(f"Kiến nghị còn ở {now} đã kết thúc: văn phòng HĐND chuyển cho cơ quan kế thừa rồi mới nhận.")
    actions.succeed(petition, by=by, note=note)
    if petition.competent_body_id != body.pk:
        raise NotNow(f"Kiến nghị của {now} chuyển cho {petition.competent_body}: cơ quan ấy nhận bàn giao.")


registers.add(
    Kind(
        Petition,
        "Kiến nghị cử tri",
        Permission.PETITION_ANSWER,
        still_open=Q(finished_on=None),
        began="received_on",
        holder=holder,
        due=lambda petition: petition.due_on,
        select_related=("competent_body__locality", "raised_by"),
        person=lambda petition: petition.raised_by,
        as_what="đại biểu chuyển",
        take=take,
    )
)
