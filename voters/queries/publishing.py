"""What the public room shows, and what the office asks about publications."""

from datetime import UTC, date, datetime
from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Max, Prefetch, Q, Sum, prefetch_related_objects
from django.utils import timezone

from coordination.people.models import Locality
from coordination.records.ties import note_ties
from coordination.search.lookups import parse
from coordination.search.queries import matching
from coordination.workflow.models import StatusChange
from voters.choices import PetitionStatus, PublicationStatus
from voters.models import Petition, Publication, PublicRoom, Reply, ResultChange
from voters.models.publishing import is_same_reply, source_mark
from voters.queries.merging import standing_merge
from voters.rules import FINISHING, FOLLOW

MOST_TERMS = 8
"""Words of one public search that are looked for."""


LATEST = datetime.max.replace(tzinfo=UTC)
"""What is known by its day alone stands last on it."""
ANSWERS = ("reply", "reply_again", "answer_on_spot", FOLLOW[PetitionStatus.ANSWERED])
"""Steps by which an answer is written down, just before the answer itself."""


class Progress(NamedTuple):
    """One thing that happened to a petition, as its voter may know it; `at` and `rank` order what is of one day."""

    on: date
    words: str
    note: str = ""
    kind: str = ""
    at: datetime = LATEST
    rank: int = 0


ANSWERS_READ = "answers_read"


def with_answers(petitions) -> None:
    """Read for many petitions at once what `newest_reply` and the search for their public versions ask of each."""
    sent = Reply._base_manager.filter(draft_of=None).select_related("body").order_by("-sent_on", "-id")
    prefetch_related_objects(petitions, Prefetch("replies", sent, to_attr=ANSWERS_READ))
    note_ties(petitions, "publication")


def newest_reply(petition) -> Reply | None:
    """The last answer that was sent; of petitions read together (`with_answers`) as it was then."""
    if hasattr(petition, ANSWERS_READ):
        return next(iter(getattr(petition, ANSWERS_READ)), None)
    return petition.replies.filter(draft_of=None).select_related("body").order_by("-sent_on", "-id").first()


def source_of(petition) -> str:
    """The mark of what the petition and its newest answer say now."""
    return source_mark(petition, newest_reply(petition))


def replies_around(petition, mark: str) -> tuple[Reply | None, Reply | None]:
    """The newest answer, and the one that words with this mark were made from, where it still stands as it was."""
    rows = list(petition.replies.filter(draft_of=None).select_related("body").order_by("-sent_on", "-id"))
    before = (reply for reply in rows if is_same_reply(source_mark(petition, reply), mark))
    return next(iter(rows), None), next(before, None)


def room_of(locality) -> PublicRoom:
    """The room of a locality, a closed one where nothing was set."""
    return PublicRoom.objects.filter(locality=locality).first() or PublicRoom(locality=locality)


def open_rooms():
    """The rooms that everybody may enter."""
    today = timezone.localdate()
    alive = Q(locality__valid_to=None) | Q(locality__valid_to__gte=today)
    return PublicRoom.objects.filter(alive, is_open=True).select_related("locality").order_by("locality__full_name")


def shown_in(room: PublicRoom):
    """What everybody may read in one room, newest first."""
    return Publication.objects.shown().filter(locality=room.locality_id).order_by("-published_on", "-id")


def worded(rows, query: str):
    """Publications whose published words hold all words of the query; accents and case ignored, phrases, prefix*."""
    terms = parse(query.replace("\0", " "))[:MOST_TERMS]
    if query.strip() and not terms:
        return rows.none()
    for term in terms:
        rows = rows.filter(words__contains=f" {' '.join(term.words)}{'' if term.prefix else ' '}")
    return rows


def places_shown(room: PublicRoom):
    """Places of published petitions, for the filter."""
    return Locality.objects.filter(pk__in=shown_in(room).order_by().values("place")).order_by("full_name")


def stamp_of(room: PublicRoom) -> str:
    """Another one whenever what the room shows may have changed: the key under which a made page is remembered.

    It is asked from the rows themselves on each visit, so that what was withdrawn is gone at once in every process.
    """
    told = shown_in(room).aggregate(Count("pk"), Sum("pk"), Sum("revision"), Max("changed_at"))
    return ":".join(str(part) for part in (room.pk, room.changed_at, *told.values()))


def last_change(room: PublicRoom) -> datetime:
    """When the published part changed last: something was put up, taken down, or the room itself was set."""
    rows = Publication.objects.filter(locality=room.locality_id)
    newest = rows.aggregate(newest=Max("shown_at"))["newest"]
    return max(filter(None, (newest, room.changed_at)))


def behind_code(code: str) -> Petition | None:
    """The petition that a follow code stands for; where the place has no open room, as what it was sent up.

    None for an unknown code, and just so for what may not be followed: confidential, an unsent draft, a place without
    an open room or one that has ended; of a merged one also where this holds of the one that leads its group.
    """
    petition = Petition.objects.select_related(*FOLLOWED).filter(follow_code=code).first() if code else None
    if petition is None or _is_hidden(petition):
        return None
    if _has_open_room(petition):
        return petition if _is_shown_with_lead(petition) else None
    return followed_above(petition)


FOLLOWED = ("locality", "merged_into__competent_body")


def followed_above(petition) -> Petition | None:
    """What a petition is followed as in the register of the level that has it now; none where nobody may follow it
    there, or where it has ended there and goes on below."""
    if _is_hidden(petition) or petition.competent_body_id is None:
        return None
    rows = petition.arrivals.filter(locality=petition.competent_body.locality_id).select_related(*FOLLOWED)
    above = rows.order_by("-pk").first()
    if above is None or (above.finished_on and petition.finished_on is None) or not _may_be_followed(above):
        return None
    return above if _is_shown_with_lead(above) else None


def _is_shown_with_lead(petition) -> bool:
    lead = petition.merged_into
    return lead is None or (lead.locality_id == petition.locality_id and _may_be_followed(lead))


def _may_be_followed(petition) -> bool:
    return not _is_hidden(petition) and _has_open_room(petition)


def _is_hidden(petition) -> bool:
    return petition.confidential or petition.draft_of_id is not None


def _has_open_room(petition) -> bool:
    return open_rooms().filter(locality=petition.locality_id).exists()


def progress_of(petition) -> list[Progress]:
    """What happened to a petition, in order: which body had it and when. No words of a petition, reply or refusal.

    Of a merged one what it went through itself, and from the day of the merge on what its group did.
    """
    received = ("Đã tiếp nhận", "vào sổ kiến nghị của cử tri", "done")
    steps = [Progress(petition.received_on, *received, petition.created_at)]
    steps += _referred(petition)
    steps += [_answered(reply, reply.sent_on) for reply in _sent(petition)]
    steps += _judged(petition)
    changes = list(petition.result_changes.order_by("on", "id"))
    steps += [Progress(row.on, *REOPENED, row.created_at) for row in changes if row.step == "reopen"]
    if petition.merged_into_id:
        steps += _in_group(petition, petition.merged_into)
    steps += _ended(petition, changes)
    return sorted(steps, key=lambda step: (step.on, step.at, step.rank))


def _ended(petition, changes) -> list[Progress]:
    """That it is over; on its day after the answer which said so."""
    day = petition.resolved_on or petition.finished_on
    if day is None:
        return []
    words = "Đã giải quyết xong" if petition.resolved_on else "Không còn việc phải làm"
    return [Progress(day, words, "", "done", _end_of(petition, changes), 3)]


def _end_of(petition, changes) -> datetime:
    """When the end that holds now was written down."""
    first = None
    for row in changes:
        first = (first or row) if row.result in FINISHING else None
    if first is None:
        return LATEST
    answers = [row.created_at for row in _sent(petition)]
    if petition.merged_into_id:
        answers += [row.created_at for row in _sent(petition.merged_into)]
    said = [at for at in answers if at >= first.created_at] if first.step in ANSWERS else []
    return min(said, default=first.created_at)


REOPENED = ("Mở lại để giải quyết tiếp", "", "wait")


def _referred(petition) -> list[Progress]:
    """Who had it, who refused it."""
    steps = []
    for referral in petition.referrals.filter(confidential=False, draft_of=None).select_related("to"):
        name, at = referral.to.name, referral.created_at
        words = "Cơ quan kế thừa giải quyết tiếp" if referral.continues_id else "Đã chuyển giải quyết"
        steps.append(Progress(referral.sent_on, words, name, "done", at))
        if referral.accepted_on:
            steps.append(Progress(referral.accepted_on, "Đã nhận giải quyết", name, "done", at, 1))
        if referral.refused_on:
            steps.append(Progress(referral.refused_on, "Trả lại nơi chuyển", name, "wait", at, 2))
    return steps


def _judged(petition) -> list[Progress]:
    """What was thought of the answer."""
    steps = []
    for verdict in petition.verdicts.filter(confidential=False, draft_of=None).select_related("body"):
        words = f"Trả lời được đánh giá: {verdict.get_judgement_display().lower()}"
        whose = "cử tri" if verdict.by_voters else verdict.body.name
        steps.append(Progress(verdict.on, words, whose, "done", verdict.created_at))
    return steps


def _sent(petition) -> list[Reply]:
    rows = petition.replies.filter(confidential=False, draft_of=None).select_related("body")
    return list(rows.order_by("sent_on", "id"))


def _answered(reply, on: date) -> Progress:
    return Progress(on, "Đã trả lời", reply.body.name, "done", reply.created_at)


def _in_group(petition, lead) -> list[Progress]:
    """From the merge on: who has the group now, what became of it, and the answers that the petition took over.

    What was answered before the merge answers it on the day on which it followed.
    """
    merge = standing_merge(petition)
    since = timezone.localdate(merge.at) if merge else petition.received_on
    body = lead.competent_body.name if lead.competent_body and lead.status != PetitionStatus.NEW else ""
    begun = merge.at if merge else petition.created_at
    steps = _referred(lead)
    changes = ResultChange.objects.filter(petition=petition, step__in=FOLLOW.values(), on__gte=since)
    followed = list(changes.order_by("on", "id"))
    if followed:
        first, replies = followed[0].on, _sent(lead)
        earlier = [reply for reply in replies if reply.sent_on < first]
        steps += [_answered(reply, first) for reply in earlier[-1:]]
        steps += [_answered(reply, reply.sent_on) for reply in replies if reply.sent_on >= first]
    steps += _judged(lead)
    reopened = FOLLOW[PetitionStatus.REOPENED]
    steps += [Progress(row.on, *REOPENED, row.created_at) for row in followed if row.step == reopened]
    together = Progress(since, "Xem xét cùng kiến nghị có cùng nội dung", body, "done", begun, -1)
    return [together, *(step._replace(at=max(step.at, begun)) for step in steps if step.on >= since)]


def promised_day(petition) -> date | None:
    """The day that the newest answer promises, of a merged petition that of its group, while something is owed. An
    answer that missed the point promises nothing any more."""
    if petition.finished_on or petition.status == PetitionStatus.REOPENED:
        return None
    answers = [*_sent(petition), *(_sent(petition.merged_into) if petition.merged_into_id else [])]
    newest = max(answers, key=lambda reply: (reply.sent_on, reply.pk), default=None)
    return newest.promised_on if newest else None


def day_owed_again(petition) -> date | None:
    """The day set for another answer when the petition was opened again; none while the answer stands."""
    return petition.due_on if petition.status == PetitionStatus.REOPENED else None


def shown_publication(petition) -> Publication | None:
    """The public version of a petition, where everybody may read it."""
    return Publication.objects.shown().filter(petition=petition).select_related("locality").first()


def put_up_at(publications) -> dict[int, datetime]:
    """When each was put up, for the last time, as its history says; by key."""
    rows = StatusChange.objects.filter(
        content_type=ContentType.objects.get_for_model(Publication),
        object_id__in=[publication.pk for publication in publications],
        to_status=PublicationStatus.PUBLISHED,
    )
    return dict(rows.order_by("at", "id").values_list("object_id", "at"))


def published_of(petition_id: int):
    """The public version of a petition, where it is up."""
    return Publication.objects.filter(petition=petition_id, status=PublicationStatus.PUBLISHED)


def office_words(rows, query: str):
    """Publications, drafts too, whose petition the office's own search finds."""
    return rows.filter(petition__in=matching(Petition.objects.all(), query).values("pk"))
