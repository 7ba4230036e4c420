"""What people do with groups of petitions that ask for the same. Nothing here is ever done by the program itself.

A merged petition keeps its source, goes on being counted, and keeps what is owed for it; it is answered with the one
that leads the group. A whole merge can be taken back: what came from the group goes, what each did by itself stays.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from coordination.audit import log
from coordination.audit.actors import System, name_of
from coordination.audit.choices import EventKind
from coordination.deadlines.queries import open_about
from coordination.records.errors import Conflict, Forbidden, NotNow
from coordination.records.ties import has
from coordination.workflow import door
from voters import deadlines, queries
from voters.actions.common import hold_batch_of
from voters.actions.following import by_itself, follow
from voters.choices import PetitionStatus
from voters.models import Merge, MergedPetition, NotSame, Petition, ResultChange
from voters.queries.merging import followed
from voters.rules import FOLLOW, held_by_batch, keeps_register
from voters.workflow.merging import back_to

BEFORE = ("status", "result", "answered_on", "resolved_on", "finished_on", "evidence")


@transaction.atomic
def merge_many(lead, parts, *, by, note="") -> Merge:
    """Put petitions under the one that leads their group; those that were answered already share the lead's answer.

    Raises ValidationError with every reason why one of them cannot be merged; then nothing is merged.
    """
    parts = sorted(parts, key=lambda part: part.pk)
    keys = {lead.pk, *(part.pk for part in parts)}
    hold_batch_of(lead, *parts)  # before the petitions, as every act does
    stored = {row.pk: row for row in Petition._base_manager.select_for_update().filter(pk__in=keys).order_by("pk")}
    _check_may(stored[lead.pk], by)
    if lead.revision != stored[lead.pk].revision:
        raise Conflict(f"{lead.code} vừa được người khác lưu; xem lại rồi gộp.")
    if not parts:
        raise ValidationError({"parts": "Chọn ít nhất một kiến nghị để gộp."})
    if faults := [words for part in parts for words in why_not(part, stored[lead.pk], stored[part.pk])]:
        raise ValidationError({"merged_into": faults})
    person = None if isinstance(by, System) else by
    merge = Merge.objects.create(lead=lead, by=person, by_name=name_of(by), note=note)
    for part in parts:
        _check_may(part, by)
        before = {name: getattr(part, name) for name in BEFORE}
        MergedPetition.objects.create(merge=merge, petition=part, **before)
        part.merged_into = lead
        door.change(part, by=by, note=f"Gộp vào {lead.code}{f': {note}' if note else ''}")
        follow(part, stored[lead.pk], timezone.localdate(), by=by)
    codes = ", ".join(part.code or part.case_code for part in parts)
    log.record(EventKind.CHANGED, lead, by=by, note=f"Gộp vào đây: {codes}")
    return merge


@transaction.atomic
def merge_as_told(part, lead, own=None, *, by):
    """Put a petition that came from another register into the group in which it stood there; what it followed was
    replayed already. `own` is how it stood before it followed, so that it can be taken out as one merged here."""
    if faults := why_never(part, lead):
        raise ValidationError({"merged_into": faults})
    merge = Merge.objects.create(lead=lead, by_name=name_of(by))
    MergedPetition.objects.create(merge=merge, petition=part, **(own or {name: getattr(part, name) for name in BEFORE}))
    if own:  # it followed because it was merged
        left = part.result_changes.filter(step__in=map(back_to, PetitionStatus.OPEN)).aggregate(last=Max("id"))["last"]
        first = part.result_changes.filter(step__in=FOLLOW.values(), id__gt=left or 0).order_by("id").first()
        Merge.objects.filter(pk=merge.pk).update(at=first.created_at)
    part.merged_into = lead
    door.change(part, by=by, note=f"Gộp vào {lead.code}")
    log.record(EventKind.CHANGED, lead, by=by, note=f"Gộp vào đây: {part.code}")
    return part


def why_not(part, lead, stored=None) -> list[str]:
    """Why a petition cannot be put under another one, in words; `stored` is how the database holds it now."""
    stored = stored or part
    if part.pk == lead.pk:
        return ["Không gộp một kiến nghị vào chính nó."]
    name = part.code or part.case_code
    ended = {
        f"{name} đã kết thúc; ghi kiến nghị mới là kiến nghị lần sau của nó.": stored.status not in PetitionStatus.OPEN,
        f"{lead.code} đã kết thúc; ghi {name} là kiến nghị lần sau của nó.": lead.status not in PetitionStatus.OPEN,
    }
    held = [words for petition in (lead, stored) if (words := held_by_batch(petition))]
    return [*why_never(stored, lead), *(words for words, holds in ended.items() if holds), *dict.fromkeys(held)]


def why_never(part, lead) -> list[str]:
    """Why two petitions cannot stand in one group, whatever was done with them."""
    name = part.code or part.case_code
    if part.pk == lead.pk:
        return ["Không gộp một kiến nghị vào chính nó."]
    reasons = {
        "Chỉ gộp kiến nghị trong cùng một địa phương.": lead.locality_id != part.locality_id,
        f"{lead.code} đã gộp vào kiến nghị khác; chọn kiến nghị đứng đầu nhóm.": lead.merged_into_id is not None,
        f"{name} đã gộp vào một kiến nghị rồi.": part.merged_into_id is not None,
        f"{name} đang đứng đầu một nhóm; hãy gỡ nhóm trước.": has(part, "merged"),
        f"{lead.code} và {name}: chỉ một bên là hồ sơ mật nên không gộp.": lead.confidential != part.confidential,
    }
    return [words for words, holds in reasons.items() if holds]


def duties_of(petition):
    """What is owed for a petition now; it stays owed after a merge until the group is answered."""
    return open_about(petition).select_related("owner")


def merge(petition, *, by, lead):
    """Put one petition under the one that leads its group."""
    merge_many(lead, [petition], by=by)
    return petition


@transaction.atomic
def undo_merge(merge, *, by) -> Merge:
    """Take a whole merge back. Petitions that were taken out of the group since then stay as they are."""
    rows = merge.parts.select_related("petition__locality", "merge").order_by("-petition")
    inside = [row for row in rows if queries.standing_part(row.petition) == row]
    hold_batch_of(merge.lead, *(row.petition for row in inside))
    claimed = Merge.objects.filter(pk=merge.pk, undone_at=None)
    if not claimed.update(undone_at=timezone.now(), undone_by_name=name_of(by)):
        raise NotNow("Lần gộp này đã được gỡ rồi.")
    _check_may(merge.lead, by)
    for row in inside:
        _take_out(row.petition, row, by=by)
    merge.refresh_from_db()
    return merge


@transaction.atomic
def unmerge(petition, *, by):
    """Take one petition out of its group."""
    _check_may(petition, by)
    hold_batch_of(*(row for row in (petition, petition.merged_into) if row))
    return _take_out(petition, queries.standing_part(petition), by=by)


def _take_out(petition, row: MergedPetition | None, *, by):
    """Out of the group, without what it took over from it: the answer was given to the lead and never was its own.

    What it did by itself stays. Where following was the last that happened, it is back where it stood before.
    """
    lead = petition.merged_into
    held = held_by_batch(petition) or (lead and held_by_batch(lead))
    if held and not isinstance(by, System):
        raise NotNow(held)
    is_back = row is not None and followed(petition, row.merge.at)
    facts = by_itself(petition, row) if row else {}
    if not is_back:
        for name, value in facts.items():
            setattr(petition, name, value)
    petition.merged_into = None
    door.change(petition, by=by, note="Gỡ khỏi nhóm")
    if is_back:
        step, note = back_to(row.status), f"Không còn theo {lead.code}"
        door.move(petition, step, by=by, note=note, consequence=True, evidence=row.evidence, **facts)
        ResultChange.objects.create(petition=petition, on=timezone.localdate(), result=petition.result, step=step)
        deadlines.owed_again(petition, row.duties, by=by, reason=note)
    return petition


@transaction.atomic
def not_same(one, other, *, by, reason) -> NotSame:
    """Two look alike and are not: remembered with the reason, so that they are not proposed as a group again."""
    if one.pk == other.pk:
        raise ValidationError({"reason": "Hai kiến nghị phải khác nhau."})
    if one.locality_id != other.locality_id:
        raise ValidationError({"reason": "Chỉ so kiến nghị trong cùng một địa phương."})
    for petition in (one, other):
        _check_may(petition, by)
    first, second = sorted((one, other), key=lambda petition: petition.pk)
    person = None if isinstance(by, System) else by
    pair, made = NotSame.objects.get_or_create(first=first, second=second, defaults={"reason": reason, "by": person})
    if made:
        for petition, twin in ((first, second), (second, first)):
            log.record(EventKind.CHANGED, petition, by=by, note=f"Không trùng với {twin.code}: {reason}")
    return pair


def may_merge(user, petition) -> bool:
    """Whether one keeps the register in which the petition stands."""
    return user.acting is not None and keeps_register(user.acting, petition.locality_id)


def _check_may(petition, by) -> None:
    if not isinstance(by, System) and not may_merge(by, petition):
        raise Forbidden("Chỉ nơi giữ sổ kiến nghị mới gộp hoặc gỡ kiến nghị trong sổ ấy.")
