"""What watching over petitions asks: how often a body was urged, and the numbers of a report."""

from collections import defaultdict
from dataclasses import asdict, dataclass
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from coordination.documents import drafting
from coordination.documents.models import LetterDraft
from coordination.lib.period import Period
from coordination.people.choices import BodyKind
from coordination.people.models import Body
from coordination.workflow.models import StatusChange
from voters.choices import FollowUpStatus, PetitionStatus
from voters.models import FollowUp, Petition
from voters.queries import figures


def why_not_urged(petition) -> str:
    """Why nobody can be urged about it now, or nothing."""
    if petition.status not in PetitionStatus.UNDER_WAY:
        return f"Đang ở trạng thái “{petition.get_status_display()}”, không có cơ quan nào đang nợ trả lời."
    return "" if petition.competent_body_id else "Chưa có cơ quan giải quyết."


@dataclass(frozen=True)
class Urging:
    """The reminder into which a petition goes when it is urged now: its round, the one that is being written where
    there is one, or why nothing comes of it."""

    round: int
    draft: FollowUp | None = None
    why_not: str = ""


def urgings(petitions) -> dict[int, Urging]:
    """For each petition, in as many statements for many as for one. The preview and the act both ask here."""
    rounds, inside, drafts = urged_by_now(petitions), being_urged(petitions), _open_drafts(petitions)
    written = _with_letter(drafts.values())
    found = {}
    for row in petitions:
        number = rounds.get(row.pk, 0) + 1
        draft = drafts.get((row.locality_id, row.competent_body_id, number))
        why_not = why_not_urged(row)
        if not why_not and row.pk in inside:
            why_not = "Đã có trong một văn bản đôn đốc đang soạn."
        elif not why_not and draft and draft.pk in written:
            why_not = f"{draft} đã soạn thành công văn; ban hành hoặc thôi gửi, rồi đôn đốc tiếp."
        found[row.pk] = Urging(number, draft, why_not)
    return found


def urged_by_now(petitions) -> dict[int, int]:
    """Petition → how many written reminders about it went to the body that is to answer it now."""
    sent = FollowUp.objects.filter(status=FollowUpStatus.SENT, petitions__in=petitions)  # ungated: counted only
    rows = sent.order_by().values_list("petitions", "to").annotate(n=Count("pk"))
    now = {petition.pk: petition.competent_body_id for petition in petitions}
    return {pk: number for pk, to, number in rows if now.get(pk) == to}


def being_urged(petitions) -> set[int]:
    """Petitions that stand in a reminder that is being written."""
    drafts = FollowUp.objects.filter(status=FollowUpStatus.DRAFT, petitions__in=petitions)  # ungated: keys only
    return set(drafts.values_list("petitions", flat=True))


def _open_drafts(petitions) -> dict[tuple[int, int, int], FollowUp]:
    """(locality, body, round) → the reminder that is being written, among those that may take these petitions in."""
    rows = FollowUp.objects.filter(  # ungated: the office's own drafts, one for each body and round
        locality__in={row.locality_id for row in petitions},
        to__in={row.competent_body_id for row in petitions} - {None},
        status=FollowUpStatus.DRAFT,
    )
    return {(row.locality_id, row.to_id, row.round): row for row in rows.select_related("to", "locality")}


def _with_letter(follow_ups) -> set[int]:
    """Reminders of which a letter was written."""
    kind = ContentType.objects.get_for_model(FollowUp)
    rows = LetterDraft.objects.filter(content_type=kind, object_id__in=[row.pk for row in follow_ups])  # ungated: keys
    return set(rows.values_list("object_id", flat=True))


LETTER = "petition-follow-up"
"""The kind of letter that a written reminder becomes."""


def why_not_issued(follow_ups, by) -> dict[int, str]:
    """Reminders that cannot be issued now, with the reason; in as many statements for many as for one."""
    kind, gone = ContentType.objects.get_for_model(FollowUp), no_longer_waiting(follow_ups)
    own = LetterDraft.objects.visible_to(by).filter(content_type=kind, object_id__in=[row.pk for row in follow_ups])
    letters = {row.object_id: row for row in own.filter(kind=LETTER, document=None).order_by("-pk")}
    found = {}
    for row in follow_ups:
        if row.status != FollowUpStatus.DRAFT:
            found[row.pk] = "Văn bản đôn đốc này không còn là bản đang soạn."
        elif row.pk in gone:
            found[row.pk] = gone[row.pk]
        elif row.pk in letters and (gaps := drafting.gaps_in(letters[row.pk])):
            found[row.pk] = gaps
    return found


def no_longer_waiting(follow_ups) -> dict[int, str]:
    """A reminder says that nobody answered: what was answered, or went elsewhere, since it was written is taken out."""
    inside = FollowUp.petitions.through.objects.filter(followup__in=follow_ups).order_by("petition")
    gone = defaultdict(list)
    to = {row.pk: row.to_id for row in follow_ups}
    for pair in inside.select_related("petition"):
        petition = pair.petition
        if why_not_urged(petition) or petition.competent_body_id != to[pair.followup_id]:
            gone[pair.followup_id].append(petition.code)
    return {
        row.pk: f"{', '.join(gone[row.pk])} không còn chờ {row.to} trả lời; bỏ ra khỏi văn bản rồi gửi."
        for row in follow_ups
        if row.pk in gone
    }


def with_petitions(follow_ups: QuerySet, petitions: QuerySet) -> QuerySet:
    """Reminders with `size`: how many of the given petitions each is about."""
    inside = petitions.filter(follow_ups=OuterRef("pk")).order_by().values("follow_ups")
    return follow_ups.annotate(size=Coalesce(Subquery(inside.annotate(n=Count("pk")).values("n")), 0))


def reminders_per_body(follow_ups: QuerySet) -> list[tuple[Body, int]]:
    """Bodies with the number of reminders sent to each, the most urged first; takes the reminders to count."""
    sent = follow_ups.filter(status=FollowUpStatus.SENT)
    counted = dict(sent.order_by().values_list("to").annotate(n=Count("pk")))
    bodies = Body.objects.filter(pk__in=counted).in_bulk()
    return sorted(((bodies[pk], number) for pk, number in counted.items()), key=lambda row: (-row[1], str(row[0])))


@dataclass(frozen=True)
class Numbers:
    """A register's numbers for a period, read at the end of a day. Parts add up to the total: what nobody classified
    stands under `unknown`.
    """

    total: int
    answered: int
    resolved: int
    finished: int
    overdue: int
    repeated: int
    bounced: int
    by_level: dict[str, int]
    by_field: dict[str, int]
    by_result: dict[str, int]
    by_body: list[tuple[str, int]]

    def stored(self) -> dict:
        """As JSON keeps it."""
        return asdict(self)


def numbers(petitions: QuerySet, period: Period, on: date) -> Numbers:
    """The numbers of the given petitions that were received in the period."""
    rows = figures.received(petitions, period)
    return Numbers(
        total=rows.count(),
        answered=figures.answered(rows, on).count(),
        resolved=figures.resolved(rows, on).count(),
        finished=figures.finished(rows, on).count(),
        overdue=figures.overdue(rows, on).count(),
        repeated=figures.repeated(rows).count(),
        bounced=figures.bounced(rows, on).count(),
        by_level=figures.by_level(rows),
        by_field=figures.by_field(rows),
        by_result=figures.by_result(rows, on),
        by_body=by_body(rows, on),
    )


def by_body(petitions: QuerySet, on: date) -> list[tuple[str, int]]:
    """Number of petitions under each body that had them at the end of a day, the most first; those without one come
    last, with no name."""
    rows = figures.with_body(petitions, on)
    counted = dict(rows.order_by().values_list("body_then").annotate(n=Count("pk")))
    nobody = counted.pop(None, 0)
    bodies = Body.objects.filter(pk__in=counted).in_bulk()
    rows = sorted(((bodies[pk].name, n) for pk, n in counted.items()), key=lambda row: (-row[1], row[0]))
    return [*rows, ("", nobody)] if nobody else rows


def stored_numbers(report, on: date) -> dict:
    """What the register of its locality holds now for the period of a report, read at the end of a day."""
    return numbers(in_register(report.locality), report.period, on).stored()


def numbers_of_body(report) -> dict:
    """What the register holds now of the petitions that a settlement report speaks of, at the end of its last day."""
    rows, on = in_register(report.locality), report.period_to
    if not speaks_of_all(report):
        rows = figures.had_by(rows, author_of(report), on)
    return numbers(rows, report.period, on).stored()


def speaks_of_all(report) -> bool:
    """Whether a settlement report speaks of the whole register: the committee of its locality reports of all its side
    settles (its office writes for it), any other body of its own."""
    body = report.body
    return body.locality_id == report.locality_id and body.kind in (BodyKind.COMMITTEE, BodyKind.OFFICE)


def author_of(report):
    """Whose report it is: an office writes for the body it serves."""
    return report.body.principal if report.body.kind == BodyKind.OFFICE else report.body


def says_kept_numbers(letter, report) -> bool:
    """Whether a letter was begun from the figures that its supervision report keeps now."""
    steps = StatusChange.objects.about(report).filter(transition__in=("settle", "settle_anew"))  # ungated: a moment
    last = steps.order_by("-at").values_list("at", flat=True).first()
    return bool(report.numbers) and (last is None or last <= letter.created_at)


def in_register(locality) -> QuerySet:
    """The petitions of a locality's register that its reports count."""
    return Petition.objects.counted_in(locality)
