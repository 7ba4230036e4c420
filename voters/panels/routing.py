"""What competence adds to pages: proposals on a new petition, a rule out of a refusal, the way to a successor."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from coordination.lib.dates import screen
from coordination.people.permissions import Permission
from coordination.ui.picks import PICKED
from coordination.ui.registry import Button, Panel
from coordination.workflow import buttons, panels
from voters import routing
from voters.choices import PetitionStatus
from voters.models import CompetenceRule, Petition, Referral
from voters.queries import routing as queries
from voters.queries.petitions import turns_of
from voters.queries.succession import assigned_body, has_ended, why_not_taken_back


def proposals_panel(petition, user) -> Panel | None:
    """Who may be competent, while nobody has the petition yet, for those who classify it."""
    is_new = petition.status == PetitionStatus.NEW and petition.merged_into_id is None
    if not is_new or not user.can(Permission.PETITION_REGISTER, petition):
        return None
    context = {
        "proposals": routing.propose(petition, reader=user),
        "refusers": routing.refusers(petition),
        "petition": petition,
        "pick_url": reverse("voters:petition-move", args=[petition.pk, "classify"]),
    }
    return Panel("Đề xuất thẩm quyền", "voters/routing_panel_detail.html", context)


def rule_button(petition, user) -> list[Button]:
    """A refused petition teaches a rule, where none says the same yet."""
    if not user.can(Permission.PETITION_FORWARD, petition):
        return []
    refusal = queries.last_refusal(petition)
    return [rule_from(refusal)] if refusal and petition.field else []


def rule_button_of_referral(referral, user) -> list[Button]:
    """The same on the page of the refused referral."""
    if not referral.refused_on or not referral.petition.field or not user.can(Permission.PETITION_FORWARD, referral):
        return []
    return [rule_from(referral)]


def rule_from(referral) -> Button:
    """The form of a new rule filled in from a refusal: the body named by the refuser, else the one that has it now."""
    petition = referral.petition
    known = {
        "field": petition.field,
        "level": petition.level,
        "place": petition.place_id if petition.place_id != petition.locality_id else None,
        "body": referral.right_body_id or _taken_by(petition, referral),
        "ground": f"{referral.to} từ chối {petition.code} ngày {screen(referral.refused_on)}",
    }
    query = urlencode({name: value for name, value in known.items() if value})
    return Button("Ghi thành quy tắc", f"{reverse('voters:competencerule-create')}?{query}")


def _taken_by(petition, referral) -> int | None:
    """The body that has the petition, unless it is the refuser."""
    return petition.competent_body_id if petition.competent_body_id != referral.to_id else None


def succession_button(petition, user) -> list[Button]:
    """An open petition at an ended body, or from an ended place, goes on to the successor; where somebody else is to
    act on it, that comes first."""
    if petition.finished_on or not user.can(Permission.PETITION_FORWARD, petition):
        return []
    today, place = timezone.localdate(), petition.place
    bodies = [body for body in (petition.competent_body, assigned_body(petition)) if body]
    at_ended = any(has_ended(body, today) for body in bodies)
    if not at_ended and not (place and place.ended_on(today)):
        return []
    url = f"{reverse('voters:ended-bulk', args=['ke-thua'])}?{PICKED}={petition.pk}"
    primary = at_ended and petition.status in PetitionStatus.UNDER_WAY
    return [Button("Chuyển cho cơ quan kế thừa", f"{url}&ve={petition.get_absolute_url()}", primary=primary)]


def take_back_button(referral, user) -> list[Button]:
    """A turn that was given to a successor by mistake goes back, while nobody there went on with it."""
    if referral.continues_id is None or not user.can(Permission.PETITION_FORWARD, referral):
        return []
    if why_not_taken_back(referral):
        return []
    url = reverse("voters:referral-move", args=[referral.pk, "take_back"])
    return [Button(f"Hoàn tác việc kế thừa của {referral.to}", url)]


def take_back_buttons(petition, user) -> list[Button]:
    """The same on the page where people look for it."""
    turns = [row for row in turns_of(petition) if row.continues_id]
    for turn in turns:
        turn.petition = petition
    return [button for turn in turns for button in take_back_button(turn, user)]


def close_button(rule, user) -> list[Button]:
    """Those who keep the table end a rule that holds."""
    ended = rule.valid_to and rule.valid_to < timezone.localdate()
    if ended or not user.can(Permission.PETITION_FORWARD, rule):
        return []
    return [Button("Thôi áp dụng", reverse("voters:competencerule-move", args=[rule.pk, "close"]))]


panels.add(Petition, proposals_panel)
buttons.add(Petition, rule_button)
buttons.add(Petition, succession_button)
buttons.add(Petition, take_back_buttons)
buttons.add(Referral, rule_button_of_referral)
buttons.add(Referral, take_back_button)
buttons.add(CompetenceRule, close_button)
