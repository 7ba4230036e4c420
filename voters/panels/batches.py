"""What batches, splitting, carrying over and telling voters add to the pages of petitions, meetings and opinions."""

from django.db.models import Q
from django.urls import reverse

from coordination.people.permissions import Permission
from coordination.records.ties import has
from coordination.ui.picks import Picks
from coordination.ui.registry import Button, Panel
from coordination.ui.show import linked
from coordination.workflow import buttons, panels
from sessions.models import CouncilSession
from voters import queries
from voters.actions.splitting import why_not_joinable, why_not_split
from voters.choices import BatchStatus, MeetingStatus
from voters.models import Batch, BatchOpinion, ContactMeeting, Petition, Reply
from voters.rules import gives_opinion, keeps_batch

SHOWN = 50
"""Replies that a meeting's page offers to tick at once."""


def relatives_panel(petition, user) -> Panel | None:
    """What a petition was split into or from, and the register of the level above or below that knows it too."""
    is_tied = petition.split_from_id or petition.came_from_id
    if not (is_tied or petition.unsplit_content or has(petition, "split_parts") or has(petition, "arrivals")):
        return None
    seen = Petition.objects.visible_to(user)
    parts = []
    if has(petition, "split_parts"):
        parts += [("Tách thành", row) for row in seen.filter(split_from=petition).order_by("pk")]
    if petition.split_from_id:
        parts += [("Tách từ", row) for row in seen.filter(pk=petition.split_from_id)]
    if petition.came_from_id:
        parts += [("Cấp dưới gửi lên", row) for row in seen.filter(pk=petition.came_from_id)]
    if has(petition, "arrivals"):
        above = seen.filter(came_from=petition).select_related("locality").prefetch_related("replies__body")
        parts += [(f"Ở sổ {row.locality.full_name}", row) for row in above.order_by("pk")]
    whole = petition.unsplit_content if user.can(Permission.PETITION_REGISTER, petition) else ""
    if not parts and not whole:
        return None
    context = {"parts": parts, "whole": whole}
    return Panel("Tách và chuyển cấp", "voters/panel_relatives.html", context, wide=True)


def petition_buttons(petition, user) -> list[Button]:
    """Split a statement, or take a split back while nothing has happened with its parts."""
    if not user.can(Permission.PETITION_REGISTER, petition):
        return []
    if petition.unsplit_content:
        url = reverse("voters:petition-join", args=[petition.pk])
        return [] if why_not_joinable(petition) else [Button("Hợp lại", url)]
    url = reverse("voters:petition-split", args=[petition.pk])
    return [] if why_not_split(petition) else [Button("Tách thành nhiều kiến nghị", url)]


def opinion_buttons(opinion, user) -> list[Button]:
    """Give the opinion; answer an objection."""
    found = []
    if gives_opinion(user, opinion):
        words = "Sửa ý kiến" if opinion.answered_on else "Cho ý kiến"
        url = reverse("voters:batchopinion-edit", args=[opinion.pk])
        found.append(Button(words, url, primary=opinion.answered_on is None))
    if may_explain(opinion, user):
        found.append(Button("Giải trình ý kiến khác", _explain_url(opinion), primary=not opinion.is_settled))
    return found


def may_explain(opinion, user) -> bool:
    """Whether one answers the objection, while opinions are open."""
    is_open = opinion.batch.status == BatchStatus.ASKED and not opinion.is_past
    return is_open and opinion.agrees is False and user.can(Permission.PETITION_FORWARD, opinion)


def _explain_url(opinion) -> str:
    return reverse("voters:batchopinion-answer", args=[opinion.pk])


def batch_buttons(batch, user) -> list[Button]:
    """One's own opinion on a batch, for each body one speaks for that is still asked, or whose objection was answered;
    for the office the objections that nobody has met.

    For those who are only asked the opinion is the first thing to do; whoever keeps the batch has other work there.
    """
    if batch.status != BatchStatus.ASKED:
        return []
    found = []
    is_asked_only = not keeps_batch(user.acting, batch)
    for opinion in queries.opinions_now(batch):
        waits = opinion.answered_on is None
        was_answered = opinion.agrees is False and opinion.reply and not opinion.is_met
        if (waits or was_answered) and gives_opinion(user, opinion):
            url = reverse("voters:batchopinion-edit", args=[opinion.pk])
            words = f"Ghi ý kiến của {opinion.body}" if waits else f"Xem giải trình, {opinion.body} cho ý kiến lại"
            found.append(Button(words, url, primary=is_asked_only and not any(other.primary for other in found)))
        if not (waits or opinion.is_settled) and may_explain(opinion, user):
            is_first = not any(other.primary for other in found)
            found.append(Button(f"Giải trình ý kiến của {opinion.body}", _explain_url(opinion), primary=is_first))
    return found


def untold_panel(meeting, user) -> Panel | None:
    """Replies to petitions of the place that voters have not been told of: to be told at this meeting."""
    if not user.can(Permission.PETITION_VIEW):
        return None
    rows = queries.untold(Reply.objects.visible_to(user), meeting).select_related("petition__place", "body")
    shown = list(rows.order_by("petition__received_on", "pk")[: SHOWN + 1])
    if not shown:
        return None
    picks = None
    if user.can(Permission.CONTACT_EDIT, meeting) and meeting.status == MeetingStatus.HELD:
        tell = Button("Ghi đã báo cử tri", reverse("voters:contactmeeting-tell", args=[meeting.pk]))
        picks = Picks([tell], "trả lời", meeting.get_absolute_url())
    context = {"rows": shown[:SHOWN], "more": len(shown) > SHOWN, "picks": picks}
    count = f"hơn {SHOWN}" if len(shown) > SHOWN else len(shown)
    return Panel("Cần báo cử tri tại cuộc này", "voters/panel_untold.html", context, wide=True, count=count)


def told_panel(meeting, user) -> Panel | None:
    """What voters were told at the meeting."""
    told_too = Reply.also_told_at.through.objects.filter(contactmeeting=meeting)  # ungated: keys only
    told = Q(told_at=meeting) | Q(pk__in=told_too.values("reply"))
    rows = Reply.objects.visible_to(user).filter(told).select_related("petition")
    lines = [linked(row.petition, user) or row.petition.case_code for row in rows.order_by("pk")]
    if not lines:
        return None
    return Panel("Đã báo cử tri tại cuộc này", "voters/panel_told.html", {"lines": lines}, wide=True, count=len(lines))


def carry_button(session, user) -> list[Button]:
    """From a session that is over to its petitions that are still open."""
    if session.closed_on is None or not user.can(Permission.PETITION_FORWARD, session):
        return []
    if not queries.still_open(Petition.objects.visible_to(user).filter(session=session)).exists():
        return []
    return [Button("Chuyển tiếp kiến nghị còn mở", f"{reverse('voters:petition-carry')}?session={session.pk}")]


panels.add(Petition, relatives_panel)
panels.add(ContactMeeting, untold_panel)
panels.add(ContactMeeting, told_panel)
buttons.add(Petition, petition_buttons)
buttons.add(Batch, batch_buttons)
buttons.add(BatchOpinion, opinion_buttons)
buttons.add(CouncilSession, carry_button)
