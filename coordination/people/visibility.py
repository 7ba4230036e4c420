"""The one gate in SQL: docs/visibility.md as a condition. Used through `Model.objects.visible_to(user)` only."""

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q

from coordination.people.choices import ConcernKind
from coordination.people.roles import Reach
from coordination.records.models import Record

NONE = Q(pk__in=())


def condition(user, model) -> Q:
    """Rows of a gated model that the user's acting membership may see.

    Named persons see everything that names them. Offices, leaders and secretaries see what is not confidential in their
    locality, and what concerns one of its bodies elsewhere; departments what concerns their body; delegates what was
    addressed to their body and what belongs to their constituency. Nobody sees another body's unsent draft.
    """
    membership = user.acting
    if membership is None:
        return NONE
    reach = membership.role_class.reach
    if reach is Reach.NOTHING:
        return _about_places(membership, model)
    open_to_all = Q(confidential=False) & _sent(membership, reach)
    seen = open_to_all & _within_reach(membership, reach, model)
    if user.person_id:
        seen |= Q(Exists(_concerns(model).filter(person_id=user.person_id))) & _sent(membership, reach)
    return seen


def is_own(user, record) -> bool:
    """Whether the gate says yes to a record in hand by its own columns; a no says nothing, the database is asked."""
    membership = user.acting
    if membership is None or membership.role_class.reach is not Reach.LOCALITY or record.confidential:
        return False
    is_sent = record.draft_of_id is None or record.draft_of_id in membership.principal_ids
    return is_sent and record.locality_id in membership.locality_ids


def _about_places(membership, model) -> Q:
    """Of rows that point at things (audit events), those about bodies, persons and accounts of the own locality."""
    if not _points(model):
        return NONE
    who = Q(content_type__app_label="people") | Q(content_type__isnull=True)
    return who & Q(locality__in=membership.locality_ids)


def _sent(membership, reach) -> Q:
    """Not a draft, or a draft of one's own side; delegates read no drafts."""
    if reach is Reach.DELEGATE:
        return Q(draft_of=None)
    return Q(draft_of=None) | Q(draft_of__in=membership.principal_ids)


def _within_reach(membership, reach, model) -> Q:
    concerns = _concerns(model)
    if reach is Reach.LOCALITY:
        own = membership.locality_ids
        return Q(locality__in=own) | Q(Exists(concerns.filter(body__locality__in=own)))
    # Said of the row once more: else PostgreSQL gathers all that concerns the body before it looks at the first row.
    hidden = ExpressionWrapper(OuterRef("confidential"), BooleanField())
    mine = concerns.alias(hidden=hidden).filter(hidden=False, body__in=membership.body_ids)
    if reach is Reach.BODY:
        return Q(Exists(mine))
    addressed = mine.filter(as_what__in=ConcernKind.FOR_DELEGATES)
    return Q(constituency__in=membership.constituency_ids) | Q(Exists(addressed))


def _concerns(model):
    """Concerns of the outer row: of the record itself, or of the record that a pointer row points at."""
    concern = apps.get_model("people", "Concern")
    if _points(model):
        return concern.objects.filter(content_type=OuterRef("content_type"), object_id=OuterRef("object_id"))
    return concern.objects.filter(
        content_type=ContentType.objects.get_for_model(model, for_concrete_model=True), object_id=OuterRef("pk")
    )


def _points(model) -> bool:
    """Whether rows of the model point at a record; a record is concerned itself, even one that has a subject."""
    return not issubclass(model, Record)


def is_concerned(membership, record) -> bool:
    """Whether something is asked of one of the bodies (or, for a department, the body) the membership acts for.

    Who is invited, and where a record comes from, only read it.
    """
    concerns = (
        apps.get_model("people", "Concern")
        .objects.filter(content_type=ContentType.objects.get_for_model(record), object_id=record.pk)
        .exclude(as_what__in=ConcernKind.ONLY_READING)
    )
    if membership.role_class.reach is Reach.LOCALITY:
        return concerns.filter(body__locality__in=membership.locality_ids).exists()
    return concerns.filter(body__in=membership.body_ids).exists()


def with_predecessors(locality_id: int) -> frozenset[int]:
    """A locality and all localities that it succeeded, however far back."""
    lineage = apps.get_model("people", "Lineage").objects
    found, frontier = {locality_id}, {locality_id}
    while frontier:
        before = set(lineage.filter(successor__in=frontier).values_list("predecessor_id", flat=True))
        frontier = before - found
        found |= frontier
    return frozenset(found)
