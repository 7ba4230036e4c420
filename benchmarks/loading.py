"""A made-up province with many petitions, loaded in bulk: past the door, but with everything that the door writes.

Search entries, terms of similarity and concerned bodies included; the state of each petition fits its age. The work is
spread over the processors; one process writes. The same number gives the same rows.
"""

import csv
import io
import os
import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from multiprocessing import get_context
from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db import connection, connections, transaction

from benchmarks.petitions import petitions
from coordination.people.choices import BodyKind, ConcernKind, Level, LocalityKind
from coordination.people.models import Body, Concern, Locality, Membership, Person, User
from coordination.search.lookups import tokens
from coordination.search.models import Entry
from sessions.models import CouncilSession
from voters.choices import JurisdictionLevel, Origin, PetitionStatus, Result
from voters.models import Batch, ContactMeeting, Petition, PetitionTerm
from voters.models.petitions import summary_of
from voters.rules import MEANING
from voters.search import PetitionIndex
from voters.similarity.index import count_terms, keys_of

COMMUNES, DEPARTMENTS, BOARDS, SESSIONS, MEETINGS, BATCHES = 120, 24, 4, 24, 600, 60
AT_ONCE = 5_000
FIRST, LAST = date(2012, 1, 5), date(2026, 11, 20)
SOON = 150
"""Days within which most petitions are still open; of the older ones few."""
OLD = ((Result.RESOLVED, 45), (Result.EXPLAINED, 38), (Result.CANNOT_RESOLVE, 4), (Result.RETURNED, 4),
       (Result.PLANNED, 4), (Result.WAITING_FOR_FUNDS, 3), (Result.NONE, 2))  # fmt: skip
NEW = ((Result.NONE, 75), (Result.EXPLAINED, 12), (Result.RESOLVED, 6), (Result.PLANNED, 5), (Result.RETURNED, 2))


class Province(NamedTuple):
    """Keys of what petitions point at, and the accounts that look at them."""

    locality: Locality
    places: list[Locality]
    committees: list[int]
    departments: list[Body]
    boards: list[int]
    sessions: list[int]
    meetings: list[int]
    batches: list[int]
    kind: int
    clerk: User
    official: User


NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


class Rows(NamedTuple):
    """Rows of the four tables for some petitions, columns as in `COLUMNS`."""

    petitions: list[tuple]
    entries: list[tuple]
    concerns: list[tuple]
    terms: list[tuple]


COLUMNS = {
    model: [field for field in model._meta.concrete_fields if not (field.primary_key and model is not Petition)]
    for model in (Petition, Entry, Concern, PetitionTerm)
}


@transaction.atomic
def province() -> Province:
    """The locality, its communes and bodies, sessions, meetings and batches, a clerk and a department's official."""
    locality = Locality.objects.create(
        slug="do-tim", name="Đo Tìm", full_name="Tỉnh Đo Tìm", level=Level.PROVINCE, kind=LocalityKind.PROVINCE
    )
    places = Locality.objects.bulk_create(
        Locality(slug=f"do-tim-{at}", name=f"Số {at}", full_name=f"Xã Số {at}", level=Level.COMMUNE,
                 kind=LocalityKind.COMMUNE, parent=locality)
        for at in range(COMMUNES)
    )  # fmt: skip
    council = _body(locality, BodyKind.COUNCIL, "HĐND tỉnh")
    departments = [_body(locality, BodyKind.DEPARTMENT, f"Sở Số {at}") for at in range(DEPARTMENTS)]
    boards = [_body(locality, BodyKind.COUNCIL_BOARD, f"Ban Số {at}").pk for at in range(BOARDS)]
    committees = [_body(place, BodyKind.COMMITTEE, f"UBND {place.full_name.lower()}").pk for place in places]
    sessions = CouncilSession.objects.bulk_create(
        CouncilSession(
            locality=locality,
            kind="regular",
            number=str(at + 1),
            status="closed",
            opened_on=_day(at, SESSIONS),
            planned_opening=None,
        )
        for at in range(SESSIONS)
    )
    meetings = ContactMeeting.objects.bulk_create(
        ContactMeeting(locality=locality, kind="before", status="held", held_on=_day(at, MEETINGS),
                       place=places[at % COMMUNES])
        for at in range(MEETINGS)
    )  # fmt: skip
    batches = Batch.objects.bulk_create(
        Batch(locality=locality, name=f"Đợt {at + 1}", session=sessions[at * SESSIONS // BATCHES])
        for at in range(BATCHES)
    )
    return Province(
        locality, places, committees, departments, boards,
        [row.pk for row in sessions], [row.pk for row in meetings], [row.pk for row in batches],
        ContentType.objects.get_for_model(Petition).pk,
        _account("do-tim", locality, council, "council_clerk"),
        _account("do-so", locality, departments[0], "department_officer"),
    )  # fmt: skip


def fill(where: Province, first: int, last: int) -> None:
    """Petitions `first` to `last` (keys from 1 on), then what the database's own housekeeping does."""
    number = last - first + 1
    pieces = [(at, min(at + AT_ONCE - 1, last), first, number) for at in range(first, last + 1, AT_ONCE)]
    connections.close_all()  # a connection does not survive the fork
    with get_context("fork").Pool(os.cpu_count(), _start, (where,)) as pool, _in_bulk():
        for rows in pool.imap_unordered(_made, pieces):
            with transaction.atomic():
                _write(Petition, rows.petitions)
                _write(Entry, rows.entries)
                _write(Concern, rows.concerns)
                _write(PetitionTerm, rows.terms)
    count_terms()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT setval(pg_get_serial_sequence('voters_petition', 'id'), %s)", [last])
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _body(locality, kind, name: str) -> Body:
    return Body.objects.create(locality=locality, kind=kind, name=name, short_name=name, code=name)


def _account(name: str, locality, body: Body, role: str) -> User:
    person = Person.objects.create(locality=locality, name="Nguyễn Thử Nghiệm")
    user = User.objects.create(username=name, person=person, email=f"{name}@example.org")
    Membership.objects.create(user=user, body=body, role=role, valid_from=date(2012, 1, 1))
    return user


def _day(at: int, of: int) -> date:
    """The `at`-th of so many days spread over all years."""
    return FIRST + timedelta(days=(LAST - FIRST).days * at // of)


_where: Province | None = None


def _start(where: Province) -> None:
    global _where  # noqa: PLW0603 - what a process of the pool keeps from its start
    _where = where


def _made(piece: tuple[int, int, int, int]) -> Rows:
    """The rows of petitions with these first and last keys; the wording differs from piece to piece."""
    first, last, begin, number = piece
    rows, chance = Rows([], [], [], []), random.Random(first)  # noqa: S311 - repeatable, not secret
    for key, wording in enumerate(petitions(last - first + 1, places=COMMUNES, with_same=True, seed=first), first):
        petition = _petition(_where, key, _day(key - begin, number), wording, chance)
        rows.petitions.append(_values(petition))
        rows.entries.append(_values(_entry(petition)))
        rows.concerns.extend(map(_values, _concerns(_where, petition, wording.place)))
        rows.terms.extend((key, petition.locality_id, term) for term in sorted(keys_of(petition)))
    return rows


def _petition(where: Province, key: int, day: date, wording, chance: random.Random) -> Petition:
    """One petition as the door would have left it: state and dates fit each other and its age."""
    results, weights = zip(*(NEW if (LAST - day).days < SOON else OLD), strict=True)
    result = chance.choices(results, weights)[0]
    meaning = MEANING[result]
    status = _status(result, chance)
    forwarded = status != PetitionStatus.NEW
    done = min(day + timedelta(days=chance.randrange(10, 200)), LAST)
    wrong = chance.random() < 0.01
    session = chance.randrange(SESSIONS)
    return Petition(
        id=key, locality=where.locality, code=f"KN-{day.year}-{key:07}", year=day.year, number=key,
        origin=chance.choice(Origin.values), title=summary_of(wording.text), content=f"{wording.text}.",
        received_on=day, due_on=day + timedelta(days=chance.choice((30, 45, 60, 90))) if forwarded else None,
        place=where.places[wording.place], place_detail=wording.village, session_id=where.sessions[session],
        original_session_id=where.sessions[session - 1] if session and chance.random() < 0.05 else None,
        meeting_id=chance.choice(where.meetings), batch_id=chance.choice(where.batches) if forwarded else None,
        field=wording.field, level=chance.choice(JurisdictionLevel.values),
        competent_body=where.departments[chance.randrange(DEPARTMENTS)] if forwarded else None,
        monitor_id=chance.choice(where.boards), urgent=chance.random() < 0.02,
        times_raised=chance.choices((1, 2, 3, 4, 5), (88, 8, 3, 0.7, 0.3))[0],
        misdirected_to="UBND tỉnh" if wrong else "", misdirected_right="UBND xã" if wrong else "",
        status=status, result=result, answered_on=done if meaning.answered else None,
        resolved_on=done if meaning.resolved else None, finished_on=done if meaning.finished else None,
        confidential=chance.random() < 0.002, created_at=NOW, changed_at=NOW,
    )  # fmt: skip


def _status(result: str, chance: random.Random) -> str:
    if result == Result.NONE:
        return chance.choices(("new", "forwarded", "in_progress"), (20, 30, 50))[0]
    if result == Result.RETURNED:
        return PetitionStatus.RETURNED
    return PetitionStatus.FINISHED if MEANING[result].finished else PetitionStatus.ANSWERED


def _entry(petition: Petition) -> Entry:
    """What `search.indexing.index` writes."""
    text = PetitionIndex.text(petition)
    words = {"folded": " ".join(tokens(text)), "exact": " ".join(text.lower().split())}
    return Entry(**Entry.gate_of(petition), **words, title=PetitionIndex.title(petition)[:300])


def _concerns(where: Province, petition: Petition, place: int) -> Iterator[Concern]:
    """What `Petition.concerned` says, as the door writes it."""
    about = {"content_type_id": where.kind, "object_id": petition.pk}
    yield Concern(**about, body_id=where.committees[place], as_what=ConcernKind.TERRITORY)
    yield Concern(**about, body_id=petition.monitor_id, as_what=ConcernKind.ADDRESSEE)
    if petition.competent_body_id:
        yield Concern(**about, body_id=petition.competent_body_id, as_what=ConcernKind.REFERRAL)


def _values(row) -> tuple:
    return tuple(getattr(row, field.attname) for field in COLUMNS[type(row)])


@contextmanager
def _in_bulk() -> Iterator[None]:
    """PostgreSQL: without asking for each foreign key, the other indexes and the search column at the end."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # no triggers: the keys are right
        cursor.execute(PLAIN_INDEXES, [[model._meta.db_table for model in COLUMNS]])
        indexes = cursor.fetchall()
        for name, _definition in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        yield
        cursor.execute("SET maintenance_work_mem = '512MB'")
        for _name, definition in indexes:
            cursor.execute(definition)
        cursor.execute("SET session_replication_role = DEFAULT")


PLAIN_INDEXES = """SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s)
    AND indexname NOT IN (SELECT conname FROM pg_constraint)"""


def _write(model, rows: list[tuple]) -> None:
    """Rows of one table: COPY on PostgreSQL, one prepared statement on SQLite."""
    table = model._meta.db_table
    names = ", ".join(f'"{field.column}"' for field in COLUMNS[model])
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            text = io.StringIO()
            csv.writer(text).writerows([NULL if cell is None else cell for cell in row] for row in rows)
            text.seek(0)
            cursor.copy_expert(f"COPY \"{table}\" ({names}) FROM STDIN WITH (FORMAT csv, NULL '{NULL}')", text)
        else:
            marks = ", ".join(["%s"] * len(COLUMNS[model]))
            cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', rows)  # noqa: S608 - own names


NULL = r"\N"
