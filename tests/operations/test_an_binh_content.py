"""The made-up province is whole: every code leads somewhere, and the sixty petitions give the expected totals."""

import re
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "coordination/operations/demo_data"
TEST_DATA = ROOT / "tests/data"
LAW = ROOT / "coordination/deadlines/data/rules.yaml"

FINISHED = {"resolved", "explained", "cannot_resolve", "returned"}
RELATIVE = re.compile(r"[+-]\d+")


@cache
def read(path: Path) -> dict:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def place() -> dict:
    return read(DEMO / "an-binh.yaml")


def sessions() -> dict:
    return read(DEMO / "an-binh-sessions.yaml")


def work() -> dict:
    return read(DEMO / "an-binh-work.yaml")


def petitions() -> list[dict]:
    return read(DEMO / "an-binh-petitions.yaml")["petitions"]


def expected() -> dict:
    return read(TEST_DATA / "demo-petitions-expected.yaml")


def bodies() -> set[str]:
    communes = [commune["slug"] for commune in place()["communes"]]
    own = {body["code"] for body in place()["bodies"]}
    return own | {f"{slug}/{body['code']}" for slug in communes for body in place()["commune_bodies"]}


def persons() -> set[str]:
    return {person["code"] for person in place()["persons"]}


def codes(rows: list[dict]) -> set[str]:
    return {row["code"] for row in rows}


def everything(value):
    """All mappings inside a file."""
    if isinstance(value, dict):
        yield value
        for part in value.values():
            yield from everything(part)
    elif isinstance(value, list):
        for part in value:
            yield from everything(part)


def named(files, *keys: str) -> set[str]:
    """Every value, or member of a list, that stands under one of the keys."""
    found = set()
    for file in files:
        for row in everything(file):
            for key in keys:
                value = row.get(key)
                found |= {part for part in (value if isinstance(value, list) else [value]) if isinstance(part, str)}
    return found


@pytest.mark.parametrize(
    "path", sorted(DEMO.glob("*.yaml")) + sorted(TEST_DATA.glob("*.yaml")), ids=lambda path: path.name
)
def test_keys_are_names(path):
    """A forgotten quotation mark turns a comma, or the word *on*, into a key of its own."""
    for row in everything(read(path)):
        for key in row:
            assert isinstance(key, str), key
            assert re.fullmatch(r"[A-Za-z][\w.-]*", key), key


def test_bodies_exist():
    files = (place(), sessions(), work(), petitions())
    keys = (
        "body",
        "owner",
        "beneficiary",
        "lead_body",
        "bodies",
        "invited",
        "copied_to",
        "agreed_with",
        "addressee",
        "chair",
        "participants",
        "preparing_body",
        "verifying_board",
        "verifying_boards",
        "submitting_body",
        "drafting_body",
        "from_body",
        "board",
        "host",
        "guest",
        "sender",
        "recipient",
        "parties",
        "serves",
        "issuer",
        "recipients",
        "late_body",
        "competent_body",
        "supporting",
        "monitor",
        "chaired_by",
        "requested_by",
        "group",
    )
    groups = {"commune", "association", "department", "school", "other"}
    citizens = {letter["sender"] for letter in work()["letters"]}
    assert named(files, *keys) - bodies() - persons() - groups - citizens == set()


def test_parents_exist():
    own = {body["code"] for body in place()["bodies"]}
    assert {body.get("parent") for body in place()["bodies"]} - {None} <= own
    commune = {body["code"] for body in place()["commune_bodies"]}
    assert {body.get("parent") for body in place()["commune_bodies"]} - {None} <= commune


def test_persons_exist():
    files = (place(), sessions(), work())
    assert named(files, "person", "substitute", "assignee", "delegate", "handler", "readers") <= persons()


def test_records_exist():
    made = sessions()
    assert named((made, petitions()), "session") <= codes(made["sessions"])
    assert named((made, work()), "draft") <= codes(made["drafts"])
    assert named((made,), "resolution") <= codes(made["resolutions"])
    assert named((made, work()), "petitions") <= {row["id"] for row in petitions()}
    done = work()
    assert named((done["missions"],), "topic") <= codes(done["topics"])
    assert named((done["topics"],), "programme") <= codes(done["programmes"])
    assert named((done["conclusions"], done["recommendations"]), "mission") <= codes(done["missions"])
    assert named((done["invitations"],), "meeting") <= codes(done["meetings"])
    assert named((done["letters"],), "reception") <= codes(done["receptions"])
    subjects = {
        "meeting": codes(done["meetings"]),
        "mission": codes(done["missions"]),
        "letter": codes(done["letters"]),
        "session": codes(made["sessions"]),
        "draft": codes(made["drafts"]),
        "petition": {row["id"] for row in petitions()},
        "batch": codes(read(DEMO / "an-binh-petitions.yaml")["batches"]),
    }
    for kind, code in (row["subject"] for row in done["obligations"] if row["subject"]):
        assert code in subjects[kind], (kind, code)


def test_what_is_handed_over_exists():
    subjects = {"petition": {row["id"] for row in petitions()}, "recommendation": codes(work()["recommendations"])}
    for row in read(DEMO / "an-binh-handover.yaml")["handovers"]:
        assert {row["from_term"], row["to_term"]} <= {term["name"] for term in place()["terms"]}
        for kind, code in (step["subject"] for step in row["steps"]):
            assert code in subjects[kind], (kind, code)


def test_a_duty_has_a_set_day_or_a_rule_that_exists():
    clauses = {row["number"] for row in place()["regulation"]["clauses"] if row["rule"]}
    law = {code for section in read(LAW)["rules"].values() for code in section}
    by_rule = [row for row in work()["obligations"] if row["basis_kind"] == "rule"]
    for row in by_rule:
        assert row["rule"] in clauses | law
        assert row["subject"]
        assert "due_on" not in row
    keys = {frozenset(row) & {"rule", "anchor_on", "due_on"} for row in work()["obligations"]}
    assert keys == {frozenset({"rule", "anchor_on"}), frozenset({"due_on"})}
    assert [row["rule"] for row in by_rule if row["rule"] not in clauses] == ["SES-06", "SES-09", "TC-05"]


def test_accounts():
    accounts = {row["username"]: row for row in place()["accounts"]}
    assert set(accounts) == {
        "vanphong",
        "hdnd-chuyenvien",
        "hdnd-lanhdao",
        "ubnd-chuyenvien",
        "ubnd-lanhdao",
        "mttq-chuyenvien",
        "mttq-lanhdao",
        "thuky-ban",
        "so-xaydung",
        "so-xaydung-ld",
        "daibieu",
        "xa-canbo",
        "quantri",
        "vanhanh",
    }
    assert accounts["vanphong"]["offices_of"] == ["bac-giang", "bac-kan", "nam-dinh", "ham-tan", "thi-xa"]
    assert len({row["person"] for row in accounts.values()}) == len(accounts)
    roles = {membership["role"] for row in accounts.values() for membership in row["memberships"]}
    assert len(roles) == 13


def test_every_day_is_a_day_or_an_offset():
    for file in (sessions(), work()):
        for row in everything(file):
            for key, value in row.items():
                if value is not None and (key.endswith("_on") or key in ("planned_start", "planned_end")):
                    assert isinstance(value, date) or RELATIVE.fullmatch(value), (key, value)


def test_what_is_alive_is_late_in_places():
    opened = [row for row in work()["obligations"] if row["closed_on"] is None and isinstance(row.get("due_on"), str)]
    assert sum(int(row["due_on"]) < 0 for row in opened) == 4
    owed = [row for row in sessions()["agenda_items"] if row["session"] == "KH3m" and row["status"] == "expected"]
    assert sum(int(row["due_on"]) < 0 for row in owed) == 4


def test_meetings_of_petitions_were_held_there_on_that_day():
    meetings = {row["code"]: row for row in sessions()["contact_meetings"]}
    for petition in petitions():
        if "meeting" in petition:
            meeting = meetings[petition["meeting"]]
            assert (meeting["held_on"], meeting["place"], meeting["kind"]) == (
                petition["received_on"],
                petition["place"],
                petition["origin"],
            )


def test_totals_of_the_petitions():
    figures = expected()["figures"]
    rows = petitions()
    day = expected()["period"]["to"]
    assert len(rows) == figures["petitions.total"]
    assert dict(Counter(row["level"] for row in rows)) == {
        part: number for part, number in figures["petitions.by_level"].items() if number
    }
    assert dict(Counter(row["result"] for row in rows)) == figures["petitions.by_result"]
    assert sum("replied_on" in row for row in rows) == figures["petitions.answered"]
    assert sum("resolved_on" in row for row in rows) == figures["petitions.resolved"]
    assert sum(row["times_raised"] > 1 for row in rows) == figures["petitions.repeated"]
    late = [row["id"] for row in rows if row["due_on"] < day and row["result"] not in FINISHED]
    assert late == expected()["also"]["overdue"]
    assert len(late) == figures["petitions.overdue"]


def test_counts_without_a_figure():
    also = expected()["also"]
    rows = petitions()
    groups = read(DEMO / "an-binh-petitions.yaml")["duplicate_groups"]
    assert Counter(row["monitor"] for row in rows) == also["by_monitor"]
    assert Counter(row["status"] for row in rows) == also["by_status"]
    assert Counter(row["origin"] for row in rows) == also["by_origin"]
    assert Counter(row["session"] for row in rows) == also["by_session"]
    assert len(groups) == also["duplicate_groups"]
    assert sum(len(group["members"]) for group in groups) == also["duplicate_members"]
    assert sum("not_duplicate_of" in row for row in rows) == also["not_duplicate_traps"]
    assert sum("misdirected_to" in row for row in rows) == also["wrong_jurisdiction"]
    assert sum(row["times_raised"] > 3 for row in rows) == also["repeated_4_or_more"]
    assert sum(row.get("urgent", False) for row in rows) == also["urgent"]
    assert len({row["field"] for row in rows}) == also["fields"]


@pytest.mark.parametrize("petition", petitions(), ids=lambda row: row["id"])
def test_the_days_of_a_petition_are_in_order(petition):
    order = ("received_on", "forwarded_on", "accepted_on", "replied_on", "resolved_on")
    days = [petition[key] for key in order if key in petition]
    assert days == sorted(days)
    assert days[-1] <= date(2026, 7, 15)
    assert petition["received_on"] <= petition["due_on"]
