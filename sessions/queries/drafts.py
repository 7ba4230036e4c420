"""What is asked of draft resolutions: which path they take, what is still open, and how often they went in circles."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from coordination.lib.text import fold
from coordination.people.choices import BodyKind
from coordination.people.models import Body
from coordination.people.permissions import Permission
from coordination.people.roles import Reach
from sessions.choices import DocumentRole, DraftStatus, ItemStatus, Procedure, ShortenedGround, StepKind
from sessions.models import AgendaItem, Ballot, DraftComment, DraftStep, PaperRequest, Verification
from sessions.path import Case, Doer, path_of


def case_of(draft) -> Case:
    """What decides the path of a draft; the law of the day is that of its registration."""
    made = timezone.localdate(draft.created_at) if draft.created_at else timezone.localdate()
    return Case(
        is_normative=draft.is_normative,
        is_shortened=draft.procedure == Procedure.SHORTENED,
        is_complex=draft.is_complex,
        level=draft.locality.level,
        on=draft.registered_on or made,
        is_posted=draft.needs_posting,
        is_criticised=draft.needs_criticism,
        by_committee=_is_of_committee(draft),
    )


def bodies_for(draft, doer: Doer) -> list[Body]:
    """The bodies that do the steps of such a doer; none where the draft does not say."""
    if doer == Doer.BOARD:
        return list(draft.verifying_boards.all())
    if doer == Doer.DRAFTER:
        return [draft.drafting_body] if draft.drafting_body else []
    if doer == Doer.SUBMITTER:
        body = draft.submitting_body or draft.drafting_body
        return [body] if body else []
    kinds = {
        Doer.STANDING: (BodyKind.COUNCIL_STANDING, BodyKind.COUNCIL),
        Doer.COUNCIL: (BodyKind.COUNCIL,),
        Doer.COMMITTEE: (BodyKind.COMMITTEE,),
        Doer.FRONT: (BodyKind.FRONT,),
    }.get(doer, ())
    found = list(Body.objects.filter(locality=draft.locality, kind__in=kinds, valid_to=None).order_by("pk"))
    return sorted(found, key=lambda body: kinds.index(body.kind))[:1]


def planned_steps(draft):
    """Steps not done yet, begun or still to come: what has a day in the ledger. One with a result but without an end
    was left behind by the draft."""
    return DraftStep.objects.filter(draft=draft, done_on=None, result="")


def open_steps(draft, kind: str | None = None):
    """Steps that somebody began and has not done yet."""
    rows = planned_steps(draft).filter(started_on__isnull=False)
    return rows.filter(kind=kind) if kind else rows


def contents_of(draft):
    """The draft's contents on the programme of the session it is laid before; none of what was withdrawn there."""
    if draft.session_id is None:
        return AgendaItem.objects.none()
    return AgendaItem.objects.filter(draft=draft, session=draft.session_id).exclude(status__in=ItemStatus.STOPPED)


def voted_on(draft) -> bool:
    """Whether a ballot about the draft, or about its content, is written down."""
    return Ballot.objects.filter(Q(draft=draft) | Q(item__draft=draft)).exists()


@dataclass(frozen=True)
class Dossier:
    """What the steps of a draft say that its dossier has: the papers, the boards that verified, the last day of it, and
    the day on which the committee agreed to submit it."""

    papers: frozenset[str]
    boards: tuple[Body, ...] = ()
    verified_on: date | None = None
    approved_on: date | None = None


def dossiers(steps, drafts) -> dict[int, Dossier]:
    """Draft → what its finished steps brought, of the steps given; while a board still verifies, that is not done."""
    rows = steps.filter(draft__in=set(drafts), kind__in=(*PAPERS, StepKind.APPROVAL), started_on__isnull=False)
    found = defaultdict(list)
    for row in rows.select_related("body").order_by("done_on", "id"):
        found[row.draft_id].append(row)
    return {draft: _dossier(rows) for draft, rows in found.items()}


PAPERS: dict[str, DocumentRole] = {
    StepKind.APPRAISAL: DocumentRole.APPRAISAL,
    StepKind.CRITICISM: DocumentRole.CRITICISM,
    StepKind.VERIFICATION: DocumentRole.VERIFICATION,
}
"""Steps that end with a paper of the dossier."""


def _dossier(rows) -> Dossier:
    last: dict[tuple[str, int | None], DraftStep] = {}
    for row in sorted(rows, key=lambda row: (row.round, row.pk)):
        last[row.kind, row.body_id] = row
    done = {kind for kind in PAPERS if (own := [row for row in last.values() if row.kind == kind]) and _all_done(own)}
    boards = [row for row in last.values() if row.kind == StepKind.VERIFICATION]
    return Dossier(
        frozenset(PAPERS[kind] for kind in done),
        tuple(row.body for row in boards if row.body),
        max(row.done_on for row in boards if row.done_on) if StepKind.VERIFICATION in done else None,
        max((row.done_on for row in last.values() if row.kind == StepKind.APPROVAL and row.done_on), default=None),
    )


def _all_done(rows) -> bool:
    return all(row.done_on for row in rows)


def unanswered(draft):
    """Comments that the drafter has neither accepted nor refused nor explained."""
    return DraftComment.objects.filter(draft=draft, answer="")


def keeps_drafts(membership, draft) -> bool:
    """The council's office writes down what reaches it on paper, whoever did it."""
    return Permission.SESSION_EDIT in membership.role_class.permissions and membership.locality_id == draft.locality_id


def acts_for(membership, body) -> bool:
    """Whether one may act for a body: one's own, one that is served; the office of a side for every body of it."""
    if body is None:
        return False
    if body.pk in membership.body_ids:
        return True
    is_office = membership.role_class.reach is Reach.LOCALITY and body.locality_id == membership.locality_id
    return is_office and body.kind != BodyKind.COUNCIL_BOARD and body.principal.pk in membership.principal_ids


def left_out(draft, kind: str, steps) -> list[str]:
    """Names of the steps before `kind` that the path wants and nobody has written down, in any round."""
    path = path_of(case_of(draft))
    kinds: list[str] = [step.kind for step in path]
    if kind not in kinds:
        return []
    begun = {step.kind for step in steps if step.started_on}
    begun |= {StepKind.ASSIGNMENT, StepKind.DRAFTING}  # every draft was assigned and drafted before it can go on
    return [step.kind.label for step in path[: kinds.index(kind)] if step.kind not in begun and not step.is_skippable]


def asked_of(draft, membership, kind: str) -> list[Body]:
    """The bodies with an open step of that kind that the membership may speak for, in the order of asking."""
    rows = open_steps(draft, kind).filter(~Q(body=None)).select_related("body").order_by("id")
    keeps = keeps_drafts(membership, draft)
    return [row.body for row in rows if keeps or acts_for(membership, row.body)]


AFTER_CONSULTATION = (
    DraftStatus.CRITICISM, DraftStatus.APPRAISAL, DraftStatus.APPROVAL, DraftStatus.VERIFICATION,
    DraftStatus.TO_SESSION, DraftStatus.REVISION,
)  # fmt: skip
"""Statuses in which an opinion comes after the draft has moved on."""


def late_steps(draft):
    """Consultations that nobody has answered although the draft has moved on, those that it left behind included."""
    rows = DraftStep.objects.filter(draft=draft, kind=StepKind.CONSULTATION, started_on__isnull=False, done_on=None)
    return rows if draft.status in AFTER_CONSULTATION else rows.none()


def late_bodies(draft, membership) -> list[Body]:
    """The bodies that may still be heard late and for which the membership may speak, in the order of asking."""
    if membership is None or draft.status not in AFTER_CONSULTATION:
        return []
    rows = late_steps(draft).filter(~Q(body=None)).select_related("body").order_by("id")
    keeps = keeps_drafts(membership, draft)
    return list(dict.fromkeys(row.body for row in rows if keeps or acts_for(membership, row.body)))


# --- The loop meter ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class RepeatedPaper:
    """The same paper, whatever its accents and capitals, asked for by more than one body."""

    paper: str
    bodies: tuple[str, ...]
    count: int


@dataclass(frozen=True)
class Meter:
    """How often drafts went in circles. `returns` is rounds beyond the first; `again` are verifications of the same
    draft by the same board beyond its first; `boards` are drafts verified by several boards."""

    drafts: int = 0
    rounds: int = 0
    returns: int = 0
    again: int = 0
    boards: int = 0
    papers: int = 0
    shortened: int = 0
    grounds: tuple[tuple[str, int], ...] = ()
    repeated: tuple[RepeatedPaper, ...] = field(default=(), repr=False)

    @property
    def share(self) -> float | None:
        """Percent of the drafts by the shortened procedure; unknown of none."""
        return 100 * self.shortened / self.drafts if self.drafts else None

    @property
    def has_loops(self) -> bool:
        """Whether anything was done more than once."""
        return bool(self.returns or self.again or self.papers)


def with_counts(drafts, user):
    """Drafts with `returns` (rounds beyond the first), and how many `verifications_held` and `papers_asked` the user
    may see."""
    return drafts.annotate(
        returns=F("rounds") - 1,
        verifications_held=_per_draft(Verification.objects.visible_to(user)),
        papers_asked=_per_draft(PaperRequest.objects.visible_to(user)),
    )


def _per_draft(rows):
    own = rows.filter(draft=OuterRef("pk")).order_by().values("draft")
    return Coalesce(Subquery(own.annotate(number=Count("pk")).values("number")), 0)


def repeated_papers(requests) -> tuple[RepeatedPaper, ...]:
    """Of paper requests (of one draft or of several), those papers that several bodies asked for; the most first."""
    asked = defaultdict(list)
    for row in requests.select_related("from_body"):
        asked[(row.draft_id, fold(row.paper))].append(row)
    found = [
        RepeatedPaper(rows[0].paper, tuple(dict.fromkeys(str(row.from_body) for row in rows)), len(rows))
        for rows in asked.values()
        if len({row.from_body_id for row in rows}) > 1
    ]
    return tuple(sorted(found, key=lambda one: (-one.count, fold(one.paper))))


def meter_of(drafts, user=None) -> Meter:
    """The meter over some drafts: of one, of a session, of a year. Three queries, however many drafts.

    For a page the `user` counts only the verifications and requests that they may see.
    """
    rows = list(drafts.order_by().values_list("pk", "rounds", "procedure", "shortened_ground"))
    keys = [pk for pk, *_ in rows]
    boards, again = _verifications(_seen(Verification, user).filter(draft__in=keys))
    repeated = repeated_papers(_seen(PaperRequest, user).filter(draft__in=keys))
    grounds = Counter(ground for _, _, procedure, ground in rows if procedure == Procedure.SHORTENED)
    return Meter(
        drafts=len(rows),
        rounds=sum(rounds for _, rounds, *_ in rows),
        returns=sum(rounds - 1 for _, rounds, *_ in rows),
        again=again,
        boards=boards,
        papers=len(repeated),
        shortened=sum(grounds.values()),
        grounds=tuple((ShortenedGround(key).label, count) for key, count in grounds.most_common() if key),
        repeated=repeated,
    )


def _seen(model, user):
    return model.objects.visible_to(user) if user else model.objects.all()


def _verifications(held) -> tuple[int, int]:
    """(drafts verified by several boards, verifications beyond the first of a board).

    A second time may be a second row or a row that says `rounds` 2; whichever says more counts.
    """
    counted: dict[tuple[int, int], int] = Counter()
    said: dict[tuple[int, int], int] = Counter()
    for draft, board, rounds in held.values_list("draft", "board", "rounds"):
        counted[draft, board] += 1
        said[draft, board] = max(said[draft, board], rounds)
    boards = Counter(draft for draft, _board in counted)
    again = sum(max(number, said[key]) - 1 for key, number in counted.items())
    return sum(1 for number in boards.values() if number > 1), again


def _is_of_committee(draft) -> bool:
    """Whether the committee submits it; where nobody is named, it does."""
    body = draft.submitting_body or draft.drafting_body
    return body is None or body.principal.kind == BodyKind.COMMITTEE
