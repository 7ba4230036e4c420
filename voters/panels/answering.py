"""What the answering side finds on the page of a petition, and the steps of a referral."""

from django.urls import reverse

from coordination.documents import attaching
from coordination.people.permissions import Permission
from coordination.records.ties import has
from coordination.ui.registry import Button, Panel
from coordination.workflow import buttons, panels
from voters import queries
from voters.actions.drafting import may_edit, why_not_edit
from voters.choices import DraftStatus, PetitionStatus
from voters.models import Contribution, Petition, Referral, Reply, ReplyDraft
from voters.rules import may_correct, speaks_for
from voters.workflow.assigning import (
    inherits,
    is_first,
    is_inherited,
    may_contribute,
    may_recall,
    may_settle,
    why_not_contribute,
    why_not_recall,
    why_not_settle,
)
from voters.workflow.drafting import ANSWERABLE, closed_to_answers, may_write
from voters.workflow.petitions import PETITION, done_above


def drafts_panel(petition, user) -> Panel | None:
    """Where the drafts of an answer stand, for the side that writes them."""
    if not user.can(Permission.PETITION_ANSWER) or not has(petition, "reply_drafts"):
        return None
    rows = ReplyDraft.objects.visible_to(user).filter(petition=petition).select_related("body", "written_by__person")
    drafts = list(rows)
    if not drafts:
        return None
    return Panel("Dự thảo trả lời", "voters/panel_drafts.html", {"drafts": drafts}, count=len(drafts))


def draft_button(petition, user) -> list[Button]:
    """Begin an answer, for whoever is to answer; or go on with the one under way."""
    if petition.status not in ANSWERABLE or not user.can(Permission.PETITION_ANSWER, petition):
        return []
    if not may_write(petition, user.acting):
        return []
    records = any(PETITION[name].is_for(petition, user) for name in ("reply", "reply_again"))
    primary = not records and petition.status != PetitionStatus.ANSWERED and not inherits(user.acting, petition)
    own = ReplyDraft.objects.visible_to(user).filter(petition=petition, body__in=user.acting.body_ids)
    if draft := own.filter(status__in=DraftStatus.ON_THE_WAY).first():
        return [Button("Mở dự thảo trả lời", draft.get_absolute_url(), primary=primary)]
    url, why = f"{reverse('voters:replydraft-create')}?petition={petition.pk}", closed_to_answers(petition)
    return [Button("Soạn trả lời", url, enabled=not why, reason=why or "", primary=primary and not why)]


def refuse_button(petition, user) -> list[Button]:
    """Where to give back what lives on in the register of whoever was asked."""
    if petition.status != PetitionStatus.FORWARDED or not user.can(Permission.PETITION_ANSWER, petition):
        return []
    if not speaks_for(user.acting, petition.competent_body) or not (why := done_above(petition)):
        return []
    url = reverse("voters:petition-move", args=[petition.pk, "refuse"])
    return [Button(PETITION["refuse"].label, url, enabled=False, reason=why)]


def assigned_buttons(petition, user) -> list[Button]:
    """The steps of what was assigned on, on the page where people look for them."""
    if petition.status not in PetitionStatus.UNDER_WAY or not user.can(Permission.PETITION_ANSWER, petition):
        return []
    found = []
    for referral in reversed(queries.turns_of(petition)):
        if not (referral.refused_on or referral.recalled_on):
            referral.petition = petition
            found += referral_buttons(referral, user, only_open=True)
    return found


def referral_buttons(referral, user, only_open: bool = False) -> list[Button]:
    """Accept, refuse and take back what was assigned on; hand in what supports."""
    steps = []
    if may_settle(user, referral):
        reason = why_not_settle(referral)
        inherited = is_inherited(referral)
        words = "Nhận việc kế thừa" if inherited else "Nhận việc được giao"
        own = bool(reason) or is_first(user.acting, referral.to)
        at_once = inherited and PETITION["reply"].is_for(referral.petition, user)  # who notes an answer needs no draft
        steps.append(("accept", words, reason, own and not at_once, not own))
        steps += [] if inherited else [("refuse", "Từ chối việc được giao", reason, False, not own)]
    if may_recall(user, referral):
        steps.append(("recall", f"Thu hồi việc giao {referral.to}", why_not_recall(referral), False, False))
    if may_contribute(user, referral):
        steps.append(("contribute", "Gửi ý kiến phối hợp", why_not_contribute(referral), False, False))
    return [
        Button(
            words,
            reverse("voters:referral-move", args=[referral.pk, name]),
            enabled=not reason,
            reason=reason or "",
            primary=primary and not reason,
            instead=instead,
        )
        for name, words, reason, primary, instead in steps
        if not (only_open and reason)
    ]


def drafts_links(user) -> list[Button]:
    """Over the list of petitions, for leaders: drafts that wait for them, to be checked, cleared, sent or mended."""
    if not user.can(Permission.PETITION_CLEAR):
        return []
    waiting = queries.drafts_awaiting(ReplyDraft.objects.visible_to(user), user).count()
    url = reverse("voters:replydraft-list")
    return [Button(f"Dự thảo chờ tôi: {waiting}", f"{url}?waiting=true")] if waiting else []


def settings_links(user) -> list[Button]:
    """Over the list of petitions, for those who keep the register: what the locality asks of answers."""
    if not user.can(Permission.PETITION_FORWARD):
        return []
    return [Button("Cài đặt trả lời", reverse("voters:replysettings-edit"))]


def may_put_with_draft(draft, user) -> bool:
    """Files go out with the answer: they stand fast when its text does."""
    return may_edit(user, draft) and not why_not_edit(draft, user)


ANSWER = Permission.PETITION_ANSWER
attaching.only(ReplyDraft, may_put_with_draft, ANSWER)
attaching.only(Reply, lambda reply, user: may_correct(user.acting, reply), ANSWER)
attaching.only(Contribution, lambda part, user: speaks_for(user.acting, part.body), ANSWER)
panels.add(Petition, drafts_panel)
buttons.add(Petition, assigned_buttons)
buttons.add(Petition, draft_button)
buttons.add(Petition, refuse_button)
buttons.add(Referral, referral_buttons)
