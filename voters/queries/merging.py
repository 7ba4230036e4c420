"""What is asked of groups of petitions that ask for the same, and of the same petition over the years."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from coordination.deadlines.queries import set_about
from coordination.records.ties import has
from voters.choices import PetitionStatus
from voters.models import Merge, MergedPetition, NotSame, Petition, Reply
from voters.queries.naming import with_known
from voters.queries.petitions import answering_bodies_of, in_hand, standing_turns
from voters.rules import FOLLOW


def open_leads(petitions: QuerySet) -> QuerySet:
    """Petitions that may stand in a group: open, merged into none. Newest first."""
    return petitions.filter(merged_into=None, status__in=PetitionStatus.OPEN).order_by("-id")


def ruled_out(keys) -> set[frozenset[int]]:
    """Pairs among these petitions that somebody said are not the same."""
    pairs = NotSame.objects.filter(first__in=keys, second__in=keys).values_list("first", "second")
    return {frozenset(pair) for pair in pairs}


def not_same_as(petition: Petition) -> set[int]:
    """Petitions of which somebody said that they are not the same as this one."""
    pairs = NotSame.objects.filter(Q(first=petition) | Q(second=petition)).values_list("first", "second")
    return {key for pair in pairs for key in pair} - {petition.pk}


def standing_merges(locality, user, limit: int = 10) -> list[Merge]:
    """The newest merges that were not taken back, of petitions the user may see."""
    seen = Petition.objects.visible_to(user).filter(locality=locality)
    rows = Merge.objects.filter(lead__in=seen, undone_at=None, parts__isnull=False).distinct().select_related("lead")
    return list(rows.prefetch_related("parts__petition")[:limit])


def merges_into(lead: Petition) -> list[Merge]:
    """The merges into a petition that can be taken back, newest first."""
    rows = Merge.objects.filter(lead=lead, undone_at=None, parts__petition__merged_into=lead).distinct()
    return list(rows.select_related("lead").prefetch_related("parts").order_by("-id"))


def standing_merge(petition: Petition) -> Merge | None:
    """The merge by which a petition stands in its group; none where it was put there by a loader."""
    rows = Merge.objects.filter(parts__petition=petition, lead=petition.merged_into_id, undone_at=None)
    return rows.order_by("-id").first()


def standing_part(petition: Petition) -> MergedPetition | None:
    """The petition in the merge by which it stands in its group, with how it stood before it followed."""
    rows = MergedPetition.objects.filter(
        petition=petition, merge__lead=petition.merged_into_id, merge__undone_at=None
    ).select_related("merge")
    return rows.order_by("-id").first()


CLOSING = "finish"
"""The step that closes whatever answer there is; it states nothing new."""


def followed(part: Petition, since=None) -> bool:
    """Whether the last thing that happened to a petition (since a moment) is that it followed its group.

    To close it by itself without an answer of its own closes the answer of the group.
    """
    if since is None and hasattr(part, "last_step_read"):
        return part.last_step_read in FOLLOW.values()
    last = part.result_changes.exclude(step=CLOSING).order_by("-id").first()
    return last is not None and last.step in FOLLOW.values() and (since is None or last.created_at >= since)


def held_by_others(part: Petition, bodies) -> bool:
    """Whether another body than those that answer for the group owes the part something, or has it without a day."""
    if hasattr(part, "owners_read"):
        owners = part.owners_read
        if part.status in PetitionStatus.UNDER_WAY:
            owners = owners | {row.to_id for row in standing_turns(part)}
        return bool(owners - {body.pk for body in bodies})
    if set_about(part).exclude(owner__in=bodies).exists():
        return True
    return part.status in PetitionStatus.UNDER_WAY and in_hand(part).exclude(to__in=bodies).exists()


def answered_with_lead(part: Petition) -> bool:
    """Whether a merged petition is answered where its group is: nobody else has it, nothing opened it by itself, and it
    has no answer of its own that the group's did not follow."""
    lead = part.merged_into
    if lead is None or (_stands_alone(part) and not followed(part)):
        return False
    return not held_by_others(part, answering_bodies_of(lead))


def _stands_alone(part: Petition) -> bool:
    """Whether it was reopened or has an answer of its own, unless it followed its group in that."""
    if part.status == PetitionStatus.ANSWERED:
        return has(part, "replies")
    return part.status == PetitionStatus.REOPENED


def shares_answer(part: Petition) -> bool:
    """Whether the answer of a merged petition is that of its group: it is judged, and opened again, there."""
    return part.merged_into_id is not None and followed(part)


def sources_of(lead: Petition, user) -> list[Petition]:
    """Everybody who asked: the lead and what was merged into it, as far as the user may see it; all are told."""
    rows = Petition.objects.visible_to(user).filter(Q(pk=lead.pk) | Q(merged_into=lead.pk))
    return list(with_known(rows, user, "meeting").select_related("place").order_by("received_on", "id"))


def common_replies(petition: Petition) -> list[Reply]:
    """The answers that a merged petition shares: those of the one that leads its group, newest first."""
    if petition.merged_into_id is None:
        return []
    rows = Reply.objects.filter(petition=petition.merged_into_id).select_related("body", "promise")
    return list(rows.order_by("-sent_on", "-id"))


@dataclass(frozen=True)
class Time:
    """One time a petition was raised: the petition, what was answered and promised then, and whether it was kept."""

    petition: Petition
    reply: Reply | None
    is_this: bool = False

    def kept(self, today: date) -> tuple[str, str] | None:
        """Chip of the promise: kept, late, broken or still to come; none without a promise."""
        if self.reply is None or self.reply.promised_on is None:
            return None
        promised, done = self.reply.promised_on, self.petition.resolved_on
        if done is not None:
            return ("done", "Đã làm đúng hẹn") if done <= promised else ("late", "Đã làm, trễ hẹn")
        return ("late", "Chưa làm, quá hẹn") if promised < today else ("wait", "Chưa tới hẹn")


def times_of(petition: Petition, user, limit: int = 12) -> list[Time]:
    """The same petition through the years, oldest first: predecessors, itself, and those that followed it.

    Of what the user may not see nothing stands there.
    """
    keys = list(dict.fromkeys((*_predecessors(petition, limit), petition.pk, *_followers(petition, limit))))
    if len(keys) == 1:
        return []
    rows = Petition.objects.visible_to(user).select_related("competent_body")
    seen = with_known(rows, user, "session").in_bulk(keys)
    replies = Reply.objects.visible_to(user).filter(petition__in=keys).select_related("body").order_by("sent_on", "id")
    newest = {reply.petition_id: reply for reply in replies}
    rows = [Time(seen[key], newest.get(key), key == petition.pk) for key in keys if key in seen]
    return sorted(rows, key=lambda row: (row.petition.received_on, row.petition.pk))


def _predecessors(petition: Petition, limit: int) -> list[int]:
    found: list[int] = []
    key = petition.predecessor_id
    while key is not None and key not in found and key != petition.pk and len(found) < limit:
        found.append(key)
        key = Petition.objects.values_list("predecessor", flat=True).get(pk=key)
    return found


def _followers(petition: Petition, limit: int) -> list[int]:
    """Those that name it, or one of its followers, as the time before; each once."""
    found: list[int] = []
    newest = [petition.pk]
    while newest and len(found) < limit:
        rows = Petition.objects.filter(predecessor__in=newest).exclude(pk__in=[*found, petition.pk])
        newest = list(rows.order_by("pk").values_list("pk", flat=True)[:limit])
        found += newest
    return found
