"""The sixty petitions of An Bình, written into the product's own template, loaded from the shell, dumped and loaded
into an empty twin of the province: each time exactly the agreed totals.
"""

import json
from collections import Counter
from copy import deepcopy
from dataclasses import replace
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path

import pytest
import yaml
from django.core.management import call_command
from django.db import transaction
from openpyxl import load_workbook

from coordination.audit.models import Event
from coordination.deadlines.models import Obligation
from coordination.exchange import workbook
from coordination.exchange.columns import Place
from coordination.exchange.kinds import kind_of
from coordination.exchange.reading import read as sheet
from coordination.exchange.verdicts import Reading
from coordination.lib.dates import screen
from coordination.operations.demo import council, petitions, places, reference
from coordination.operations.demo.book import BY, Book, read
from coordination.people.models import Body, Concern
from coordination.search.models import Entry
from coordination.workflow.models import StatusChange
from voters.choices import Field, Judgement, JurisdictionLevel, Origin, PetitionStatus, Result
from voters.models import Petition, PetitionTerm, Referral, Reply, ResultChange, Verdict

pytestmark = pytest.mark.xdist_group("exchange-demo")

EXPECTED = yaml.safe_load(
    (Path(__file__).resolve().parents[1] / "data/demo-petitions-expected.yaml").read_text("utf-8")
)
AS_OF = date(2026, 7, 15)


def province(slug: str, suffix: str = "") -> Book:
    """An Bình without its petitions; its communes are called alike under other slugs."""
    data = deepcopy(read("an-binh"))
    book = Book(places.load_locality(data["locality"] | {"slug": slug}))
    places.load_terms(book, data["terms"])
    places.load_bodies(book, data["bodies"])
    for row in data["communes"]:
        commune = places.load_locality(row | {"slug": row["slug"] + suffix}, parent=book.locality)
        book.keep("place", row["slug"], commune)
        places.load_bodies(Book(commune), data["commune_bodies"])
        for body in Body.objects.filter(locality=commune):
            book.keep("body", f"{row['slug']}/{body.code}", body)
    for row in data["constituencies"]:
        row["covers"] = [code + suffix for code in row["covers"]]
    places.load_constituencies(book, data["constituencies"])
    places.load_persons(book, data["persons"])
    reference.load_documents(book, data["documents"])
    reference.load_coverage(book, data["coverage"])
    council.load(book, read("an-binh-sessions"))
    for row in read("an-binh-petitions")["batches"]:
        petitions.load_batch(book, row)
    return book


@pytest.fixture(scope="module")
def an_binh(django_db_setup, django_db_blocker):
    """Both provinces, once for this module."""
    with django_db_blocker.unblock(), transaction.atomic():
        book = province("an-binh")
        province("an-binh-moi", "-moi")
        yield book
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _inside(an_binh, db):
    """Each test works in a savepoint on top of it."""


WORDS = {"field": Field, "level": JurisdictionLevel, "origin": Origin, "result": Result, "status": PetitionStatus}
AS_TYPED = (
    "code", "content", "place_detail", "times_raised", "first_raised", "misdirected_to", "misdirected_right",
    "reply_text", "reply_number", "evidence", "return_reason",
)  # fmt: skip
DAYS = (
    "received_on", "due_on", "forwarded_on", "accepted_on", "replied_on", "resolved_on", "reopened_on", "returned_on",
)  # fmt: skip


def cells(book: Book, row: dict) -> dict:
    """What a clerk would type for a petition, by the keys of the columns: choices in words, bodies by name."""
    said = {key: row[key] for key in AS_TYPED if row.get(key) is not None}
    said |= {key: str(choices(row[key]).label) for key, choices in WORDS.items()}
    said |= {key: row[key] if key == "received_on" else screen(row[key]) for key in DAYS if row.get(key)}
    said |= {
        "place": book.get("place", row["place"]).full_name,
        "session": str(book.get("session", row["session"])),
        "competent_body": book.body(row["competent_body"]).short_name,
        "monitor": book.body(row["monitor"]).short_name,
        "supporting": "; ".join(body.name for body in book.bodies(row.get("supporting"))),
        "urgent": "Có" if row.get("urgent") else None,
    }
    if row.get("meeting"):
        said["meeting"] = str(book.get("contact", row["meeting"]))
    if row.get("batch"):
        said["batch"] = book.get("batch", row["batch"]).name
    if verdict := row.get("verdict"):
        said |= {
            "judged_on": verdict["judged_on"],
            "judgement": str(Judgement(verdict["judgement"]).label),
            "judge": book.body(verdict["body"]).short_name,
            "verdict_text": verdict["text"],
        }
    return said


@pytest.fixture
def filled(an_binh, tmp_path):
    """The template of the province, filled in under its example."""
    kind = kind_of("petitions")
    made = load_workbook(BytesIO(workbook.template(kind, Place(an_binh.locality))))
    sheet = made.worksheets[0]
    places = {column.key: number for number, column in enumerate(kind.columns, 2)}
    for number, row in enumerate(read("an-binh-petitions")["petitions"], 3):
        for key, value in cells(an_binh, row).items():
            sheet.cell(number, places[key], value)
    file = tmp_path / "kien-nghi.xlsx"
    made.save(file)
    return file


def run(*arguments, command="exchange") -> str:
    said = StringIO()
    call_command(command, *map(str, arguments), stdout=said)
    return said.getvalue()


def figures(slug: str) -> dict:
    """The figures of petitions as the command tells them: number and parts."""
    rows = json.loads(run(slug, "--from", "2025-01-01", "--to", AS_OF, "--format", "json", command="figures"))
    return {row["key"]: (row["value"], row["parts"]) for row in rows if row["key"].startswith("petitions.")}


def check(slug: str) -> None:
    """The agreed totals, and the counts beside them."""
    found = figures(slug)
    for key, expected in EXPECTED["figures"].items():
        if isinstance(expected, dict):
            assert {part: found[key][1][part] for part in expected} == expected, key
        else:
            assert found[key][0] == expected, key
    rows = Petition.objects.filter(locality__slug=slug)
    for name in ("status", "origin"):
        assert Counter(rows.values_list(name, flat=True)) == EXPECTED["also"][f"by_{name}"]
    assert Counter(rows.values_list("monitor__code", flat=True)) == EXPECTED["also"]["by_monitor"]


BY_CHANCE = {
    "id",
    "object_id",
    "petition_id",
    "reply_id",
    "subject_id",
    "follow_code",
    "created_at",
    "changed_at",
    "at",
    "term_id",
}
"""Columns that no two loads have alike."""
WRITTEN = (
    Petition, Referral, Reply, Verdict, ResultChange, Obligation, PetitionTerm, StatusChange, Event, Entry, Concern,
)  # fmt: skip


def written() -> dict:
    """Every row that a load has written, by table, in order; rows of others by what they hold."""
    codes = dict(Petition.objects.values_list("pk", "code"))
    kept = {}
    for model in WRITTEN:
        rows = model._base_manager.order_by("pk").values()
        kept[model] = [
            {key: value for key, value in row.items() if key not in BY_CHANCE and not key.endswith("duty_id")}
            | {
                "code of": codes.get(row.get("petition_id")),
                "day": str(row.get("at", ""))[:10],
            }
            for row in rows
        ]
    kept[Event] = sorted(kept[Event], key=str)  # together, what was registered is written down before what was done
    kept[StatusChange] = sorted(kept[StatusChange], key=str)
    kept[PetitionTerm] = sorted(kept[PetitionTerm], key=str)
    kept[Concern] = sorted(kept[Concern], key=str)
    kept[Entry] = sorted(kept[Entry], key=str)
    return kept


def test_written_together_the_sixty_are_what_they_are_one_by_one(filled, an_binh):
    """The same rules and the same traces: every row of every table that a load writes."""
    kind, found = kind_of("petitions"), []
    for way in (kind, replace(kind, save_all=None)):
        with transaction.atomic():
            reading = Reading(way, Place(an_binh.locality), sheet(filled.read_bytes(), "so.xlsx", way.columns), BY)
            reading.load()
            assert [row.faults for row in reading.faulty] == []
            found.append(written())
            transaction.set_rollback(True)
    for model in WRITTEN:
        assert found[0][model] == found[1][model], model
    assert [len(found[0][model]) for model in (Petition, Event)] == [60, len(found[1][Event])]


def test_the_sixty_from_the_template_give_the_agreed_totals_and_so_does_their_dump(filled, tmp_path):
    assert "ghi mới 60, sửa 0, đã đúng sẵn 0, lỗi 0" in run("load", "petitions", filled, "--locality", "an-binh")
    check("an-binh")
    before = list(Petition.objects.order_by("pk").values())
    assert "ghi mới 0, sửa 0, đã đúng sẵn 60, lỗi 0" in run("load", "petitions", filled, "--locality", "an-binh")
    assert list(Petition.objects.order_by("pk").values()) == before
    dump = tmp_path / "so.xlsx"
    assert "60 dòng" in run("dump", "petitions", dump, "--locality", "an-binh")
    assert "ghi mới 60, sửa 0" in run("load", "petitions", dump, "--locality", "an-binh-moi")
    check("an-binh-moi")
    assert figures("an-binh-moi") == figures("an-binh")
