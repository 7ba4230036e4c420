"""What decides who answers, read for many petitions at once."""

from copy import copy

from django.contrib.contenttypes.models import ContentType
from django.db.models import Prefetch, prefetch_related_objects

from coordination.deadlines.models import Obligation
from coordination.records.ties import note_ties
from voters.choices import DraftStatus
from voters.models import Petition, ReplyDraft, ResultChange
from voters.queries.merging import CLOSING
from voters.queries.petitions import TURNS, open_arrivals


def read_for_answering(petitions) -> list[Petition]:
    """The same petitions with all that is asked about who answers them. Copies: an act on one of them may change what
    was read of another."""
    rows = [copy(petition) for petition in petitions]
    leads = [row.merged_into for row in rows if row.merged_into_id]
    related = ("competent_body__locality", "competent_body__parent__parent")
    prefetch_related_objects([*rows, *leads], TURNS, *related)
    note_ties(rows, "replies")
    merged = [row for row in rows if row.merged_into_id]
    if merged:
        owners, steps = _owners(merged), _last_steps(merged)
        for row in merged:
            row.owners_read, row.last_step_read = owners.get(row.pk, set()), steps.get(row.pk, "")
    return rows


def _owners(petitions) -> dict[int, set[int]]:
    """Petition → bodies that owe something for it by a set day."""
    found: dict[int, set[int]] = {}
    rows = Obligation.objects.filter(  # ungated: keys
        subject_type=ContentType.objects.get_for_model(Petition),
        subject_id__in=[row.pk for row in petitions],
        closed_on=None,
        version=None,
    )
    for key, owner in rows.values_list("subject_id", "owner"):
        found.setdefault(key, set()).add(owner)
    return found


def _last_steps(petitions) -> dict[int, str]:
    """Petition → the last step that stated something of it."""
    rows = ResultChange.objects.filter(petition__in=petitions).exclude(step=CLOSING).order_by("id")
    return dict(rows.values_list("petition", "step"))


def read_above(petitions) -> None:
    """Tell petitions, for `entry_above`, their copies in registers above."""
    prefetch_related_objects(petitions, Prefetch("arrivals", open_arrivals(), to_attr="arrivals_read"))


def being_drafted(petitions) -> set[tuple[int, int]]:
    """(petition, body) of the drafts that are on the way."""
    rows = ReplyDraft.objects.filter(petition__in=petitions, status__in=DraftStatus.ON_THE_WAY)  # ungated: keys
    return set(rows.values_list("petition", "body"))
