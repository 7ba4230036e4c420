"""Keeping the terms of each petition: one as it is saved, all of them by `manage.py rebuild_similar`."""

import zlib
from collections.abc import Iterable, Iterator
from itertools import islice

from django.db import connection, transaction
from django.db.models import Count

from voters.models import Petition, PetitionTerm, TermCount
from voters.similarity.words import terms_of

AT_ONCE = 2_000
"""Petitions whose terms are written together when all are rebuilt."""
TEXT = ("id", "locality_id", "title", "content", "place_detail", "confidential")


def key_of(term: str) -> int:
    """A term as a number of four bytes, never 0 (all petitions). Two terms may share one, which costs a candidate."""
    return (zlib.crc32(term.encode()) - 2**31) or 1


def text_of(petition) -> str:
    """What is compared: the content, and the summary where it says something else."""
    summary = petition.title.rstrip("…. ")
    return petition.content if summary in petition.content else f"{petition.title}. {petition.content}"


def keys_of(petition) -> set[int]:
    """The numbers under which a petition is found; a confidential one under none."""
    if petition.confidential:
        return set()
    return {key_of(term) for term in terms_of(text_of(petition), places=(petition.place_detail,)).strong}


def index(petition) -> None:
    """Bring the rows of one petition up to date: called after every save by the door."""
    rows = PetitionTerm.objects.filter(petition=petition)
    stored = {row.term: row for row in rows}
    wanted = keys_of(petition)
    moved = any(row.locality_id != petition.locality_id for row in stored.values())
    gone = set(stored) if moved else set(stored) - wanted
    if gone:
        rows.filter(term__in=gone).delete()
    _write([(petition, wanted - (set(stored) - gone))])


def index_new(petitions) -> None:
    """Write the rows of petitions that have none yet."""
    _write((petition, keys_of(petition)) for petition in petitions)


def rebuild(say=lambda done: None) -> int:
    """Write the terms of all petitions anew and count them; gives the number of petitions."""
    done, rows = 0, iter(Petition._base_manager.only(*TEXT).order_by("pk").iterator(AT_ONCE))
    while batch := list(islice(rows, AT_ONCE)):
        with transaction.atomic():
            PetitionTerm.objects.filter(petition__gte=batch[0].pk, petition__lte=batch[-1].pk).delete()
            _write((petition, keys_of(petition)) for petition in batch)
        done += len(batch)
        say(done)
    count_terms()
    return done


def refresh() -> None:
    """Count again; where petitions were loaded without their terms (a restored copy, an update), write these first."""
    if not PetitionTerm.objects.exists() and Petition._base_manager.exists():
        rebuild()
    else:
        count_terms()


@transaction.atomic
def count_terms() -> None:
    """How often each term occurs in its locality: what makes a word rare. Every night, and after a rebuild."""
    TermCount.objects.all().delete()
    _keep_counts(PetitionTerm.objects.values_list("locality_id", "term").annotate(Count("id")).order_by())
    totals = Petition._base_manager.values_list("locality_id").annotate(Count("id")).order_by()
    _keep_counts((locality, TermCount.ALL, number) for locality, number in totals)


def _keep_counts(rows: Iterable[tuple[int, int, int]]) -> None:
    found: Iterator = iter(rows)
    while batch := list(islice(found, AT_ONCE)):
        TermCount.objects.bulk_create(
            TermCount(locality_id=one, term=two, petitions=three) for one, two, three in batch
        )


def _write(pairs) -> None:
    rows = ((petition.pk, petition.locality_id, key) for petition, keys in pairs for key in sorted(keys))
    while batch := list(islice(rows, AT_ONCE * 5)):
        _insert(batch)


def _insert(rows: list[tuple[int, int, int]]) -> None:
    """(petition, locality, term), those that are there already left alone; past the ORM, whose objects cost more than
    the three numbers in them, and there are many for each petition.
    """
    into = f"INSERT INTO {PetitionTerm._meta.db_table} (petition_id, locality_id, term)"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            columns = ["{" + ",".join(map(str, column)) + "}" for column in zip(*rows, strict=True)]
            values = "SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::integer[])"
            cursor.execute(f"{into} {values} ON CONFLICT DO NOTHING", columns)
        else:
            cursor.executemany(f"{into} VALUES (%s, %s, %s) ON CONFLICT DO NOTHING", rows)
