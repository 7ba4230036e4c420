"""The demonstration data says what the five articles say: every fact is held, nothing is invented. Reads YAML only."""

import re
from functools import cache
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "coordination/operations/demo_data"
DATA = ROOT / "tests/data"

SLUGS = ("bac-giang", "bac-kan", "nam-dinh", "ham-tan", "thi-xa")
FACTS_PER_LOCALITY = {"bac-giang": 39, "bac-kan": 22, "nam-dinh": 29, "ham-tan": 29, "thi-xa": 37}
WITH_PHRASES = {"number", "date", "person", "document", "limitation", "direction"}
SECTIONS = [
    "overview",
    "context",
    "results_general",
    "results_propaganda",
    "results_sessions",
    "results_resolutions",
    "results_petitions",
    "results_oversight",
    "results_letters",
    "results_exchange",
    "strengths",
    "causes",
    "opinions",
    "proposals",
    "conclusion",
]
PAGE_VIEWS = {"465", "1402", "92"}
FIGURES_PER_LOCALITY = {
    "bac-giang": set(),
    "ham-tan": set(),
    "bac-kan": {("resolutions.adopted", None, 144), ("oversight.missions", None, 18), ("oversight.surveys", None, 8)},
    "nam-dinh": {("sessions.held", None, 16), ("resolutions.adopted", None, 409)},
    "thi-xa": {
        ("sessions.held", None, 8),
        ("sessions.regular", None, 4),
        ("petitions.total", None, 76),
        ("petitions.total", None, 17),
        ("oversight.topics", None, 12),
        ("oversight.topics", None, 9),
        ("oversight.targets", "commune", 14),
        ("oversight.targets", "association", 2),
        ("oversight.targets", "department", 4),
        ("oversight.targets", "school", 6),
    },
}


@cache
def read(path: Path) -> dict:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def locality(slug: str) -> dict:
    return read(DEMO / f"{slug}.yaml")


def facts() -> list[dict]:
    return read(DATA / "seed-facts.yaml")["facts"]


def folded(text: str) -> str:
    """White space runs as one blank, as PDF text is compared too."""
    return " ".join(text.split())


def number(value) -> str:
    """As Vietnamese text writes a number."""
    return str(value).replace(".", ",")


def sections(slug: str) -> dict[str, str]:
    """The text of each part of the stored review, as the document prints it."""
    review = locality(slug)["review"]
    texts = {section["key"]: " ".join(section["paragraphs"]) for section in review["sections"]}
    texts["limitations"] = " ".join(row["text"] for row in review["limitations"])
    texts["directions"] = " ".join(f"{row['party_words']}: {row['text']}" for row in review["directions"])
    texts["conference"] = conference(slug)
    texts["annex"] = annex(slug)
    texts["frame"] = frame(slug)
    return {key: folded(text) for key, text in texts.items()}


def conference(slug: str) -> str:
    held = locality(slug)["review"]["conference"]
    if held is None:
        return ""
    names = {person["code"]: person["name"] for person in locality(slug)["persons"]}
    chairs = [f"{names[chair['person']]} ({', '.join(chair['posts'])})" for chair in held["chairs"]]
    year, month, day = held["held_on"].split("-")
    when = f"Chiều ngày {int(day)}/{int(month)}/{year}"
    return " ".join(filter(None, [when, held["venue"], *chairs, held["participants"]]))


def frame(slug: str) -> str:
    """What the document prints around the text: names of review, regulation, bodies and source; notes of numbers."""
    data = locality(slug)
    source = data["source"]
    lines = [data["review"]["title"], data["regulation"]["title"], data["review"]["period"]["words"]]
    lines += [source["title"], source["publisher"], source["author"] or ""]
    lines += [f"{body['name']} {body['short_name']}" for body in data["bodies"]]
    lines += [row["note"] or "" for row in data["reported_figures"] + data["indicators"]]
    lines += [document["title"] for document in data["documents"]]
    return " ".join(lines)


def annex(slug: str) -> str:
    data = locality(slug)
    figures = [f"{number(row['value'])} {row['unit']}" for row in data["reported_figures"]]
    indicators = [
        f"{row['name']} {number(row['value'] or '')} {row['numerator']}/{row['denominator']} {row['unit']}"
        for row in data["indicators"]
    ]
    return " ".join([*figures, *indicators])


def review_text(slug: str) -> str:
    return " ".join(sections(slug).values())


def holdings(fact: dict) -> list[dict]:
    held = fact["held"]
    return held if isinstance(held, list) else [held]


def test_every_fact_once():
    ids = [fact["id"] for fact in facts()]
    assert len(ids) == len(set(ids)) == 156
    counts = {slug: sum(fact["locality"] == slug for fact in facts()) for slug in SLUGS}
    assert counts == FACTS_PER_LOCALITY
    expected = [
        f"S{index}-{position:02}"
        for index, slug in enumerate(SLUGS)
        for position in range(1, FACTS_PER_LOCALITY[slug] + 1)
    ]
    assert ids == expected


def test_kinds_that_need_words_of_the_article_have_them():
    for fact in facts():
        if fact["kind"] in WITH_PHRASES and "ignored" not in fact["held"]:
            assert fact["phrases"], fact["id"]
        for phrase in fact["phrases"]:
            assert 2 <= len(phrase.split()) <= 6, (fact["id"], phrase)


@pytest.mark.parametrize("fact", facts(), ids=lambda fact: fact["id"])
def test_phrases_stand_in_their_review_and_in_no_other(fact):
    for phrase in fact["phrases"]:
        assert phrase in review_text(fact["locality"])
        for other in set(SLUGS) - {fact["locality"]}:
            assert phrase.casefold() not in review_text(other).casefold(), (phrase, other)


@pytest.mark.parametrize("fact", facts(), ids=lambda fact: fact["id"])
def test_what_the_narrative_holds_stands_there(fact):
    for held in holdings(fact):
        if "review_section" in held:
            assert held["text"] in sections(fact["locality"])[held["review_section"]]


def rows(slug: str, model: str) -> list[dict]:
    """The rows of a demo file that become rows of a model, under the model's field names."""
    data, records = locality(slug), locality(slug)["records"]
    source = {**data["source"], **{f"image_{key}": value for key, value in data["source"]["images"].items()}}
    by_model = {
        "people.Body": data["bodies"],
        "people.Person": data["persons"],
        "people.Appointment": [post for person in data["persons"] for post in person["appointments"]],
        "documents.OfficialDocument": data["documents"],
        "regulations.Regulation": [data["regulation"]],
        "regulations.Meeting": records.get("meetings", []),
        "oversight.Mission": records.get("missions", []),
        "oversight.Topic": records.get("topics", []),
        "voters.ContactMeeting": records.get("contact_meetings", []),
        "council_sessions.CouncilSession": records.get("sessions", []),
        "reports.ReportedFigure": data["reported_figures"],
        "reports.Indicator": data["indicators"],
        "reports.Source": [source],
    }
    return by_model[model]


@pytest.mark.parametrize("fact", facts(), ids=lambda fact: fact["id"])
def test_what_a_row_holds_has_its_row(fact):
    for held in holdings(fact):
        if "model" in held:
            found = [
                row
                for row in rows(fact["locality"], held["model"])
                if all(row[field] == value for field, value in held["where"].items())
            ]
            assert len(found) == 1, held


def test_limitations_name_party_field_and_body_as_the_facts_do():
    for fact in facts():
        for held in holdings(fact):
            if held.get("review_section") == "limitations" and fact["kind"] == "limitation":
                (row,) = [
                    row
                    for row in locality(fact["locality"])["review"]["limitations"]
                    if held["text"] in folded(row["text"])
                ]
                assert {key: row[key] for key in ("party", "field", "responsible") if key in held} == {
                    key: held[key] for key in ("party", "field", "responsible") if key in held
                }


def test_counts_of_limitations_and_directions():
    counted = {
        slug: (len(locality(slug)["review"]["limitations"]), len(locality(slug)["review"]["directions"]))
        for slug in SLUGS
    }
    assert counted == {
        "bac-giang": (10, 4),
        "bac-kan": (0, 4),
        "nam-dinh": (0, 5),
        "ham-tan": (7, 3),
        "thi-xa": (0, 0),
    }


@pytest.mark.parametrize("slug", SLUGS)
def test_sections_in_order(slug):
    assert [section["key"] for section in locality(slug)["review"]["sections"]] == SECTIONS


@pytest.mark.parametrize("slug", SLUGS)
def test_reported_figures(slug):
    found = {(row["key"], row["part"], row["value"]) for row in locality(slug)["reported_figures"]}
    assert found == FIGURES_PER_LOCALITY[slug]
    assert len(found) == len(locality(slug)["reported_figures"])


def test_scopes_of_reported_figures():
    scopes = {
        (slug, row["value"]): row["bodies"]
        for slug in SLUGS
        for row in locality(slug)["reported_figures"]
        if row["bodies"]
    }
    shared = ["thuong-truc-hdnd", "cac-ban-hdnd"]
    assert scopes == {
        ("bac-kan", 18): ["cac-ban-hdnd"],
        ("bac-kan", 8): ["cac-ban-hdnd"],
        **{("thi-xa", value): shared for value in (12, 14, 2, 4, 6)},
    }


@pytest.mark.parametrize("slug", SLUGS)
def test_codes_lead_somewhere(slug):
    data = locality(slug)
    bodies = {body["code"] for body in data["bodies"]}
    people = {person["code"] for person in data["persons"]}
    documents = {document["code"] for document in data["documents"]} | {data["regulation"]["code"]}
    review = data["review"]
    named = [
        *data["regulation"]["parties"],
        *review["parties"],
        review["lead"],
        data["accounts_office"],
        *(code for body in data["bodies"] for code in [*body["serves"], body["parent"]]),
        *(post["body"] for person in data["persons"] for post in person["appointments"]),
        *(code for row in review["limitations"] for code in (row["party"], row["responsible"])),
        *(code for row in data["reported_figures"] for code in row["bodies"] or []),
    ]
    assert {code for code in named if code} <= bodies
    assert set(review["legal_bases"]) <= documents
    chairs = [chair["person"] for chair in (review["conference"] or {}).get("chairs", [])]
    assert set(chairs) <= people
    assert review["parties"] == data["regulation"]["parties"]


@pytest.mark.parametrize("slug", SLUGS)
def test_page_views_stand_nowhere(slug):
    text = (DEMO / f"{slug}.yaml").read_text(encoding="utf-8")
    assert not PAGE_VIEWS & set(re.findall(r"\d+", text))


def test_bac_giang_shows_only_digits_that_are_accounted_for():
    allowed = {row["run"] for row in read(DATA / "bac-giang-digits.yaml")["allowed_digits"]}
    data = locality("bac-giang")
    assert set(re.findall(r"\d+", review_text("bac-giang"))) <= allowed
    assert data["reported_figures"] == data["indicators"] == []
