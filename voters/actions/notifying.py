"""Who hears of what happened to a petition, to the draft of an answer, to a batch.

The words name records and bodies, never what somebody wrote: reasons and remarks are read on the record, behind its
gate. A loader (`System`) tells nobody.
"""

from coordination.audit.actors import System
from coordination.notices.actions import tell, workers_of
from coordination.people.models import User
from sessions.queries import standing_of


def refused(referral, *, by) -> None:
    """Whoever forwarded it, and who keeps the register: it waits to be forwarded again."""
    petition = referral.petition
    words = f"{referral.to} từ chối, chờ chuyển lại: {petition.public_title}"
    _hear([referral.created_by, standing_of(petition.locality)], words, by=by, about=petition)


def handed_in(draft, *, by) -> None:
    """Those of the answering body: one of them checks it."""
    _hear(_answering(draft), f"Chờ kiểm tra: {draft}", by=by, about=draft)


def cleared(draft, *, by) -> None:
    """Whoever wrote it, and those of the answering body: one of them sends it."""
    _hear([draft.written_by, *_answering(draft)], f"Đã duyệt, chờ gửi: {draft}", by=by, about=draft)


def answered(answer, copied_to, *, by) -> None:
    """Who keeps the register, who watches the petition, who gets a copy, and the delegate who brought it."""
    petition = answer.petition
    words = f"{answer.body} trả lời, {answer.get_result_display().lower()}: {petition.public_title}"
    watching = [standing_of(petition.locality), petition.monitor, *copied_to, *_delegate(petition)]
    _hear(watching, words, by=by, about=petition)


def found_wanting(verdict, *, by) -> None:
    """Whose answer it was, and who keeps the register: it may be reopened."""
    petition, answer = verdict.petition, verdict.reply
    who = "Cử tri" if verdict.by_voters else verdict.body
    words = f"{who} đánh giá {verdict.get_judgement_display().lower()}: {petition.public_title}"
    _hear([answer and answer.body, standing_of(petition.locality)], words, by=by, about=petition)


def reopened(petition, *, by) -> None:
    """Whoever answered, and whoever was asked: an answer is looked for again."""
    newest = petition.replies.order_by("-sent_on", "-id").select_related("body").first()
    bodies = [petition.competent_body, newest and newest.body]
    _hear(bodies, f"Mở lại, cần trả lời lại: {petition.public_title}", by=by, about=petition)


def opinion_given(opinion, *, by) -> None:
    """The office that keeps the batch: it answers an objection, or goes on."""
    words = f"{opinion.body}: {opinion.state[1].lower()} về {opinion.batch.public_title}"
    _hear([standing_of(opinion.batch.locality)], words, by=by, about=opinion.batch)


def objection_answered(opinion, *, by) -> None:
    """The body that objected."""
    words = f"Đã giải trình ý kiến của {opinion.body} về {opinion.batch.public_title}"
    _hear([opinion.body], words, by=by, about=opinion)


def batch_moved(batch, bodies, *, by) -> None:
    """Those who were asked about a batch: what became of it."""
    _hear(bodies, f"{batch.state[1]}: {batch.public_title}", by=by, about=batch)


def _hear(recipients, words: str, *, by, about) -> None:
    if not isinstance(by, System):
        tell([one for one in recipients if one is not None], words, by=by, about=about)


def _answering(draft) -> list:
    """Those of the body that answers; where nobody works in it, of the side that writes for it."""
    return list(workers_of(draft.body)) or [draft.draft_of]


def _delegate(petition) -> list[User]:
    """The account of the delegate through whom it came."""
    return list(User.objects.filter(person=petition.raised_by_id)) if petition.raised_by_id else []
