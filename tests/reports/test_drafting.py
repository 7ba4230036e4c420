"""A first draft: sentences from figures, and plain words where a figure is unknown."""

from datetime import date

import pytest

from coordination.people.choices import BodyKind
from reports.choices import LimitationField, Register, SectionKey
from reports.drafting import drafted, regulation_words
from reports.models import Review
from tests.people.factories import BodyFactory, LocalityFactory
from tests.regulations.factories import RegulationFactory
from tests.reports.factories import CoverageFactory, IndicatorFactory, ReportedFigureFactory
from tests.sessions.factories import CouncilSessionFactory
from tests.voters.factories import PetitionFactory

D = date


@pytest.fixture
def place(db):
    return LocalityFactory(slug="noi-thu")


@pytest.fixture
def regulation(place):
    parties = [
        BodyFactory(locality=place, kind=BodyKind.COMMITTEE, name="Ủy ban nhân dân"),
        BodyFactory(locality=place, kind=BodyKind.COUNCIL, name="Hội đồng nhân dân"),
    ]
    return RegulationFactory(
        locality=place,
        parties=parties,
        title="Quy chế phối hợp công tác",
        number="53",
        symbol="QCPH",
        signed_on="2021-07-29",
    )


def review_of(place, year=2025, regulation=None, **fields):
    lead = regulation.bodies[0] if regulation else BodyFactory(locality=place, kind=BodyKind.COUNCIL)
    return Review(
        locality=place,
        lead_party=lead,
        regulation=regulation,
        start=D(year, 1, 1),
        end=D(year, 12, 31),
        **fields,
    )


def text_of(place, key, **more) -> str:
    content = drafted(review_of(place, **more))
    return next(section.text for section in content.sections if section.key == key)


def test_every_section_is_there_in_printing_order(place):
    sections = drafted(review_of(place)).sections
    assert [section.key for section in sections] == list(SectionKey)
    assert [section.heading for section in sections] == [key.label for key in SectionKey]
    assert [section.order for section in sections] == list(range(1, len(SectionKey) + 1))


def test_parties_stand_in_the_order_of_the_regulation(place, regulation):
    parties = drafted(review_of(place, regulation=regulation)).parties
    assert [(row.order, row.body.name) for row in parties] == [(1, "Ủy ban nhân dân"), (2, "Hội đồng nhân dân")]


def test_without_a_regulation_the_lead_stands_alone(place):
    review = review_of(place)
    assert [row.body for row in drafted(review).parties] == [review.lead_party]


def test_known_figures_make_a_sentence(place):
    CoverageFactory(locality=place, register=Register.SESSIONS)
    CouncilSessionFactory(locality=place, status="closed", opened_on=D(2025, 7, 1))
    CouncilSessionFactory(locality=place, status="closed", opened_on=D(2025, 9, 1), kind="thematic")
    text = text_of(place, "results_sessions")
    assert text == (
        "HĐND đã tổ chức 2 kỳ họp, trong đó có 1 kỳ họp thường lệ.\n\n"
        "Chưa có số liệu: tài liệu phải gửi cho kỳ họp; tài liệu gửi chậm."
    )


def test_unknown_figures_are_named_once_and_known_ones_stand_by_themselves(place):
    ReportedFigureFactory(locality=place, qualifier="over")
    text = text_of(place, "results_petitions", year=2022)
    assert text == (
        "Kiến nghị cử tri đã tiếp nhận: hơn 76 kiến nghị.\n\n"
        "Chưa có số liệu: hội nghị tiếp xúc cử tri; tiếp xúc cử tri theo chuyên đề; lượt cử tri tham dự; "
        "kiến nghị nêu nhiều lần; kiến nghị theo cấp thẩm quyền; kiến nghị đã được trả lời; "
        "kiến nghị đã giải quyết xong; kiến nghị quá hạn."
    )


def test_numbers_of_some_bodies_name_them(place):
    boards = BodyFactory(locality=place, kind=BodyKind.COUNCIL_BOARD, name="Các Ban")
    for part, number in (("commune", 14), ("school", 6)):
        ReportedFigureFactory(locality=place, key="oversight.targets", part=part, value=number, bodies=[boards])
    text = text_of(place, "results_oversight", year=2022)
    assert text.split("\n\n")[0] == "Riêng Các Ban: 20 đơn vị (xã, phường 14, trường học 6)."


def test_a_sentence_about_parts_is_silent_where_there_are_none(place):
    CoverageFactory(locality=place, register=Register.LETTERS)
    CoverageFactory(locality=place, register=Register.RECEPTIONS)
    text = text_of(place, "results_letters")
    assert text == "Đã tổ chức 0 buổi tiếp công dân.\n\nĐã tiếp nhận 0 đơn."


def test_the_overview_names_the_regulation_and_the_period(place, regulation):
    text = text_of(place, "overview", regulation=regulation)
    assert text == (
        "Các bên phối hợp theo Quy chế số 53/QCPH ngày 29/7/2021 phối hợp công tác. "
        "Báo cáo này nói về kết quả năm 2025."
    )
    assert text_of(place, "overview") == ""


def test_what_is_unknown_of_a_regulation_is_left_out(place):
    assert regulation_words(RegulationFactory(locality=place, title="Quy chế phối hợp")) == "Quy chế phối hợp"


def test_the_context_quotes_indicators_of_the_period(place):
    IndicatorFactory(locality=place, name="Tốc độ tăng trưởng")
    IndicatorFactory(locality=place, name="Năm khác", start=D(2023, 1, 1), end=D(2023, 12, 31))
    assert text_of(place, "context", year=2022) == "Tốc độ tăng trưởng: ước 8,8%/năm."


def test_shortcomings_come_from_figures_and_name_no_party(place):
    CoverageFactory(locality=place)
    PetitionFactory(locality=place, received_on=D(2025, 3, 1), due_on=D(2025, 4, 1))
    rows = drafted(review_of(place)).limitations
    assert [(row.order, row.party, row.field, row.text) for row in rows] == [
        (1, None, LimitationField.PETITIONS, "Còn 1 kiến nghị quá hạn mà chưa kết thúc.")
    ]


def test_without_figures_there_are_no_shortcomings_and_directions_are_for_people(place):
    content = drafted(review_of(place))
    assert (content.limitations, content.directions) == ([], [])


def test_drafting_saves_nothing(place):
    drafted(review_of(place))
    assert Review.objects.count() == 0
