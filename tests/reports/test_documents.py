"""Which review a period has, and a draft where it has none."""

from datetime import date

import pytest

from coordination.lib.period import Period
from coordination.people.choices import BodyKind
from reports import documents
from reports.content import Content
from reports.documents import NoReview
from tests.people.factories import BodyFactory, LocalityFactory
from tests.regulations.factories import RegulationFactory
from tests.reports.factories import (
    CoverageFactory,
    DirectionFactory,
    IndicatorFactory,
    LimitationFactory,
    ReportedFigureFactory,
    ReviewFactory,
)
from tests.voters.factories import PetitionFactory

D = date
YEAR = Period.from_year(2025)


@pytest.fixture
def place(db):
    return LocalityFactory(slug="noi-thu", full_name="tỉnh Thử")


@pytest.fixture
def council(place):
    return BodyFactory(locality=place, kind=BodyKind.COUNCIL, name="HĐND tỉnh", short_name="HĐND")


def review_of(place, council, **fields):
    return ReviewFactory(locality=place, lead_party=council, **fields)


# --- Stored ------------------------------------------------------------------------------------------------------


def test_the_stored_review_is_the_one_brought_in_else_the_latest(place, council):
    review_of(place, council)
    latest = review_of(place, council)
    assert documents.saved(place) == latest
    source = review_of(place, council, status="stored")
    review_of(place, council)
    assert documents.saved(place) == source


def test_no_stored_review_is_said(place):
    with pytest.raises(NoReview, match="Tỉnh Thử chưa có báo cáo đã lưu."):
        documents.saved(place)


def test_an_unsent_draft_is_nobody_elses(place, council):
    review = review_of(place, council)
    review.draft_of = council
    review.save()
    with pytest.raises(NoReview):
        documents.saved(place)


def test_of_exactly_this_period_the_stored_review_is_taken(place, council):
    review_of(place, council, start=D(2024, 1, 1), end=D(2024, 12, 31))
    review = review_of(place, council)
    found, content = documents.for_period(place, YEAR)
    assert (found, content.sections) == (review, list(review.sections.all()))


def test_a_review_to_a_day_left_open_is_of_no_period(place, council):
    review_of(place, council, start=None, end=None, term="2021-2026", status="stored")
    with pytest.raises(NoReview):
        documents.for_period(place, Period(None, None, "2021-2026"))


# --- Drafted -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fill",
    [
        lambda place: CoverageFactory(locality=place),
        lambda place: PetitionFactory(locality=place, received_on=D(2025, 6, 1)),
        lambda place: ReportedFigureFactory(locality=place, start=D(2025, 1, 1), end=D(2025, 3, 31)),
        lambda place: IndicatorFactory(locality=place, start=D(2025, 1, 1), end=D(2025, 12, 31)),
    ],
    ids=["a register", "a single record", "a reported number", "an indicator"],
)
def test_whatever_is_known_of_a_period_makes_a_draft(place, council, fill):
    fill(place)
    review, _content = documents.for_period(place, YEAR)
    assert (review.pk, review.title, review.period) == (None, "Kết quả thực hiện Quy chế phối hợp năm 2025", YEAR)


def test_a_period_of_which_nothing_is_known_has_no_review(place, council):
    ReportedFigureFactory(locality=place)
    with pytest.raises(NoReview) as refusal:
        documents.for_period(place, YEAR)
    assert str(refusal.value) == "Tỉnh Thử chưa có số liệu nào cho kỳ năm 2025."


def test_without_regulation_and_council_nobody_leads(place):
    CoverageFactory(locality=place)
    with pytest.raises(NoReview, match="Tỉnh Thử chưa có quy chế và cơ quan nào để lập báo cáo."):
        documents.for_period(place, YEAR)


def test_the_regulation_in_force_at_the_end_of_the_period_leads(place, council):
    committee = BodyFactory(locality=place, kind=BodyKind.COMMITTEE)
    old = RegulationFactory(
        locality=place, parties=[committee, council], signed_on="2016-07-01", valid_to=D(2025, 12, 31)
    )
    new = RegulationFactory(
        locality=place, parties=[council, committee], signed_on="2026-01-05", valid_from=D(2026, 1, 1)
    )
    CoverageFactory(locality=place)
    assert documents.for_period(place, YEAR)[0].regulation == old
    review, content = documents.for_period(place, Period.from_year(2026))
    assert (review.regulation, review.lead_party) == (new, council)
    assert [row.body for row in content.parties] == [council, committee]


# --- JSON --------------------------------------------------------------------------------------------------------


def test_json_of_a_stored_review(place, council):
    front = BodyFactory(locality=place, kind=BodyKind.FRONT, name="MTTQ tỉnh")
    review = review_of(place, council, title="Kết quả năm 2022", start=D(2022, 1, 1), end=D(2022, 12, 31))
    review.sections.update(text="")
    review.sections.filter(key="overview").update(text="Một.\n\nHai.")
    LimitationFactory(review=review, party=council, responsible=front, field="petitions", text="Trả lời chậm.")
    LimitationFactory(review=review, responsible_words="các cơ quan")
    DirectionFactory(review=review, party_words="Ba bên", year=2023)
    ReportedFigureFactory(locality=place, bodies=[front], source__title="Bài A")
    told = documents.as_json(review, Content.of(review))
    figures, sections = told.pop("figures"), told.pop("sections")
    assert told == {
        "locality": "noi-thu",
        "title": "Kết quả năm 2022",
        "period": {"term": None, "from": "2022-01-01", "to": "2022-12-31", "words": "năm 2022"},
        "stored": False,
        "parties": ["HĐND tỉnh"],
        "limitations": [
            {"party": "HĐND tỉnh", "responsible": "MTTQ tỉnh", "field": "petitions", "text": "Trả lời chậm."},
            {"party": None, "responsible": "các cơ quan", "field": None, "text": "Tài liệu gửi chậm."},
        ],
        "directions": [{"party": "Ba bên", "year": 2023, "text": "Gửi tài liệu đúng hạn."}],
        "reported": [
            {
                "key": "petitions.total",
                "part": None,
                "value": 76,
                "unit": "ý kiến, kiến nghị",
                "qualifier": "exact",
                "bodies": ["MTTQ tỉnh"],
                "term": None,
                "from": "2022-01-01",
                "to": "2022-12-31",
                "source": "Bài A",
            }
        ],
    }
    assert sections[0] == {"key": "overview", "heading": "Triển khai Quy chế", "paragraphs": ["Một.", "Hai."]}
    assert [(row["value"], row["scope"]["bodies"]) for row in figures if row["key"] == "petitions.total"] == [
        (None, None),
        (76, ["MTTQ tỉnh"]),
    ]
