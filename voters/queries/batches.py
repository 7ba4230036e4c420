"""What is asked of batches."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from coordination.lib.dates import screen
from coordination.lib.text import sort_key
from coordination.people.choices import BodyKind
from coordination.people.models import Body
from voters.choices import BatchStatus, Field, JurisdictionLevel, PetitionStatus
from voters.models import Batch, Petition
from voters.queries.bodies import bodies_in_force
from voters.queries.succession import why_ended
from voters.rules import held_by_batch

ASKED_KINDS = (BodyKind.FRONT, BodyKind.FRONT_STANDING, BodyKind.DELEGATE_GROUP)
UNCLASSIFIED = "Chưa phân loại"
OWN_LEVEL = (JurisdictionLevel.COMMUNE,)
"""Competences that stay below when a commune's batch goes up."""


def batches() -> QuerySet:
    """All batches."""
    return Batch.objects.all()


def open_batches(also: int | None = None) -> QuerySet:
    """Batches still being put together, and the one already chosen."""
    return Batch.objects.filter(Q(status=BatchStatus.SYNTHESISING) | Q(pk=also))


def with_size(batches: QuerySet, petitions: QuerySet) -> QuerySet:
    """Batches with `size`: how many of the given petitions each holds."""
    inside = petitions.filter(batch=OuterRef("pk")).order_by().values("batch").annotate(n=Count("pk")).values("n")
    return batches.annotate(size=Coalesce(Subquery(inside), 0))


def consulted_bodies(locality) -> QuerySet:
    """The Front and the delegate groups of a locality: whose opinion on a batch is asked."""
    return bodies_in_force().filter(locality=locality, kind__in=ASKED_KINDS)


def opinions_now(batch: Batch) -> list:
    """What those asked say in this round."""
    rows = batch.opinions.filter(is_past=False).select_related("body").prefetch_related("petitions")
    for row in rows:
        row.batch = batch
    return list(rows)


def unbatched(petitions: QuerySet, locality) -> QuerySet:
    """Petitions of a register that may be put into a batch: not forwarded yet, not merged away, in no batch."""
    return petitions.filter(locality=locality, status=PetitionStatus.NEW, batch=None, merged_into=None)


def why_not_taken_out(petition: Petition) -> str:
    """Why a petition stays in its batch, or nothing."""
    batch = petition.batch
    if batch is None:
        return "Kiến nghị không ở trong đợt nào."
    if batch.status == BatchStatus.SENT:
        return f"Đợt “{batch}” đã gửi: không bỏ kiến nghị ra được nữa."
    is_named = batch.status == BatchStatus.ASKED and named_by_objections(batch).filter(pk=petition.pk).exists()
    return "" if is_named else held_by_batch(petition) or ""


def named_by_objections(batch: Batch) -> QuerySet:
    """Petitions that an objection of this round names."""
    objections = batch.opinions.filter(is_past=False, agrees=False)
    return Petition.objects.filter(batch_opinions__in=objections).distinct()


# --- The synthesis: level, field, place ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Group:
    """Petitions of one level and one field, by place."""

    level: str
    field: str
    rows: list[Petition]


def by_competence(petitions: Iterable[Petition]) -> list[tuple[str, int, list[Group]]]:
    """Petitions as offices list them: (level, how many, its fields), the rows of a field in the order of places."""
    ordered = sorted(petitions, key=_place_in_list)
    levels = []
    for level, of_level in groupby(ordered, key=lambda petition: petition.level):
        fields = [
            Group(level, Field(code).label if code else UNCLASSIFIED, list(rows))
            for code, rows in groupby(of_level, key=lambda petition: petition.field)
        ]
        words = f"Thẩm quyền {JurisdictionLevel(level).label}" if level else "Chưa rõ cấp thẩm quyền"
        levels.append((words, sum(len(group.rows) for group in fields), fields))
    return levels


def _place_in_list(petition: Petition) -> tuple:
    level, field_ = _rank(JurisdictionLevel, petition.level), _rank(Field, petition.field)
    return (level, field_, sort_key(petition.where), petition.pk)


def _rank(vocabulary, code: str) -> tuple[int, str]:
    """Known values in the order of their vocabulary, what is empty last."""
    values = vocabulary.values
    return (values.index(code), code) if code in values else (len(values), code)


# --- The dispatch ----------------------------------------------------------------------------------------------------


@dataclass
class DispatchPlan:
    """What sending a batch will do: to which body which petitions go, which cannot go and why, which went before."""

    on: date
    to: list[tuple[Body, list[Petition]]] = field(default_factory=list)
    up: list[Petition] = field(default_factory=list)
    blocked: list[tuple[Petition, str]] = field(default_factory=list)
    gone: list[Petition] = field(default_factory=list)

    @property
    def ready(self) -> list[Petition]:
        """All that will be forwarded."""
        return [petition for _body, rows in self.to for petition in rows]

    @property
    def without_day(self) -> list[Petition]:
        """Those of them that have no day to be answered by, or one that will be over."""
        return [petition for petition in self.ready if petition.due_on is None or petition.due_on < self.on]


def dispatch_plan(batch: Batch, on: date) -> DispatchPlan:
    """What would happen to every petition of a batch sent on a day."""
    plan, groups = DispatchPlan(on), {}
    related = ("competent_body__locality", "competent_body__successor", "merged_into", "place", "locality")
    for petition in Petition.objects.filter(batch=batch).select_related(*related).order_by("received_on", "pk"):
        petition.batch = batch
        if petition.status != PetitionStatus.NEW:
            plan.gone.append(petition)
            continue
        upward = batch.goes_up and petition.level not in ("", *OWN_LEVEL)
        to = batch.addressee if upward else petition.competent_body
        if reason := why_not_sent(petition, to, on):
            plan.blocked.append((petition, reason))
            continue
        groups.setdefault(to.pk, (to, []))[1].append(petition)
        if upward:
            plan.up.append(petition)
    plan.to = sorted(groups.values(), key=lambda group: sort_key(str(group[0])))
    return plan


def sent_that_day(batches: QuerySet, batch: Batch, on: date) -> list[Batch]:
    """Of the given batches those that the same register sent on a day, each with its number."""
    rows = batches.filter(locality=batch.locality_id, dispatched_on=on).exclude(pk=batch.pk)
    return list(rows.exclude(dispatch_number="").order_by("pk"))


def why_not_sent(petition: Petition, to: Body | None, on: date) -> str:
    """Why a petition cannot go with its batch on a day, or nothing."""
    if petition.merged_into_id:
        return f"Đã gộp vào {petition.merged_into.code}: kiến nghị ấy đi thay."
    words = (
        ("lĩnh vực", petition.field),
        ("cấp thẩm quyền", petition.level),
        ("cơ quan giải quyết", to),
    )
    if missing := [word for word, value in words if not value]:
        return f"Chưa phân loại xong: thiếu {', '.join(missing)}."
    if petition.received_on > on:
        return f"Nhận ngày {screen(petition.received_on)}, sau ngày gửi."
    return why_ended(to, on)
