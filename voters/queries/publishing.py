"""What the public room shows, and what the office asks about publications."""

from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Count, Max, Q, Sum
from django.utils import timezone

from coordination.people.models import Locality
from coordination.search.lookups import parse
from coordination.search.queries import matching
from voters.choices import PublicationStatus
from voters.models import Petition, Publication, PublicRoom, Reply, ResultChange

MOST_TERMS = 8
"""Words of one public search that are looked for."""


class Progress(NamedTuple):
    """One thing that happened to a petition, as its voter may know it."""

    on: date
    words: str
    note: str = ""
    kind: str = ""


def newest_reply(petition) -> Reply | None:
    """The last answer that was sent."""
    return petition.replies.filter(draft_of=None).select_related("body").order_by("-sent_on", "-id").first()


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
    """The petition that a follow code stands for; of a merged one that into which it was merged.

    None for an unknown code, and just so for what may not be followed: confidential, an unsent draft, a place without
    an open room or one that has ended.
    """
    petition = Petition.objects.filter(follow_code=code).select_related("locality").first() if code else None
    if petition is None or not _may_be_followed(petition):
        return None
    lead, seen = petition, {petition.pk}
    while lead.merged_into_id and lead.merged_into_id not in seen:
        seen.add(lead.merged_into_id)
        lead = Petition.objects.select_related("locality").get(pk=lead.merged_into_id)
    same_place = lead.locality_id == petition.locality_id
    return lead if same_place and _may_be_followed(lead) else None


def _may_be_followed(petition) -> bool:
    if petition.confidential or petition.draft_of_id:
        return False
    return open_rooms().filter(locality=petition.locality_id).exists()


def progress_of(petition) -> list[Progress]:
    """What happened to a petition, in order: which body had it and when. No words of a petition, reply or refusal."""
    steps = [Progress(petition.received_on, "Đã tiếp nhận", "vào sổ kiến nghị của cử tri", "done")]
    for referral in petition.referrals.filter(confidential=False, draft_of=None).select_related("to"):
        steps.append(Progress(referral.sent_on, "Đã chuyển giải quyết", referral.to.name, "done"))
        if referral.accepted_on:
            steps.append(Progress(referral.accepted_on, "Đã nhận giải quyết", referral.to.name, "done"))
        if referral.refused_on:
            steps.append(Progress(referral.refused_on, "Trả lại nơi chuyển", referral.to.name, "wait"))
    for reply in petition.replies.filter(confidential=False, draft_of=None).select_related("body"):
        steps.append(Progress(reply.sent_on, "Đã trả lời", reply.body.name, "done"))
    for verdict in petition.verdicts.filter(confidential=False, draft_of=None).select_related("body"):
        words = f"Trả lời được đánh giá: {verdict.get_judgement_display().lower()}"
        steps.append(Progress(verdict.on, words, verdict.body.name, "done"))
    for change in ResultChange.objects.filter(petition=petition, step="reopen"):
        steps.append(Progress(change.on, "Mở lại để giải quyết tiếp", "", "wait"))
    if petition.resolved_on:
        steps.append(Progress(petition.resolved_on, "Đã giải quyết xong", "", "done"))
    elif petition.finished_on:
        steps.append(Progress(petition.finished_on, "Không còn việc phải làm", "", "done"))
    return sorted(steps, key=lambda step: step.on)


def shown_publication(petition) -> Publication | None:
    """The public version of a petition, where everybody may read it."""
    return Publication.objects.shown().filter(petition=petition).select_related("locality").first()


def published_of(petition_id: int):
    """The public version of a petition, where it is up."""
    return Publication.objects.filter(petition=petition_id, status=PublicationStatus.PUBLISHED)


def office_words(rows, query: str):
    """Publications, drafts too, whose petition the office's own search finds."""
    return rows.filter(petition__in=matching(Petition.objects.all(), query).values("pk"))
