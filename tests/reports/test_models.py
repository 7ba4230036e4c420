"""Reviews and what figures rest on, as rows."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from coordination.lib.period import Period
from coordination.people.choices import BodyKind
from reports.choices import ReviewStatus
from reports.models import Indicator, ReportedFigure, Review, ReviewSection
from tests.people.factories import BodyFactory, LocalityFactory
from tests.reports.factories import (
    CoverageFactory,
    IndicatorFactory,
    ReportedFigureFactory,
    ReviewFactory,
    ReviewPartyFactory,
    ReviewSectionFactory,
    SourceFactory,
)

D = date


def test_a_register_is_not_complete_backwards(db):
    with pytest.raises(ValidationError, match="Ngày cuối phải sau ngày đầu."):
        CoverageFactory(valid_from=D(2025, 2, 1), valid_to=D(2025, 1, 31))


def test_the_ends_of_a_period_are_in_order(db):
    with pytest.raises(ValidationError) as refusal:
        ReportedFigureFactory(start=D(2022, 12, 31), end=D(2022, 1, 1))
    assert refusal.value.message_dict == {"end": ["Ngày đầu kỳ (31/12/2022) sau ngày cuối kỳ (01/01/2022)."]}


@pytest.mark.parametrize(
    ("fields", "period"),
    [
        ({"start": D(2022, 1, 1), "end": D(2022, 12, 31)}, Period.from_year(2022)),
        ({"term": "2021-2026", "end": D(2022, 11, 17)}, Period(None, D(2022, 11, 17), "2021-2026")),
        ({}, Period(None, None)),
    ],
)
def test_a_stored_period_is_a_value(fields, period):
    assert ReportedFigure(**fields).period == period


@pytest.mark.parametrize(
    ("value", "qualifier", "words", "number"),
    [
        ("76.00", "exact", "76 kiến nghị", 76),
        ("3150.00", "over", "hơn 3.150 kiến nghị", 3150),
        ("8.50", "about", "khoảng 8,5 kiến nghị", 8.5),
        ("99.00", "nearly", "gần 99 kiến nghị", 99),
    ],
)
def test_a_number_is_said_as_its_source_says_it(value, qualifier, words, number):
    row = ReportedFigure(value=Decimal(value), qualifier=qualifier, unit="kiến nghị")
    assert (row.words, row.number, type(row.number)) == (words, number, type(number))


def test_a_reported_number_names_its_figure_part_and_scope(db):
    place = LocalityFactory()
    boards = BodyFactory(locality=place, kind=BodyKind.COUNCIL_BOARD, short_name="Các Ban")
    standing = BodyFactory(locality=place, kind=BodyKind.COUNCIL_STANDING, short_name="Thường trực")
    row = ReportedFigureFactory(locality=place, key="oversight.targets", part="commune", bodies=[boards, standing])
    assert (row.label, row.part_label, row.scope_words) == (
        "Đơn vị được giám sát",
        "xã, phường",
        "Thường trực, Các Ban",
    )
    whole = ReportedFigureFactory(locality=place, key="x.bo-di")
    assert (whole.label, whole.part_label, whole.scope_words) == ("x.bo-di", "", "toàn địa phương")
    assert str(ReportedFigureFactory(locality=place)) == "76 ý kiến, kiến nghị, năm 2022"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"value": Decimal("8.80"), "unit": "%/năm", "is_estimate": True}, "ước 8,8%/năm"),
        ({"value": Decimal("1.60"), "unit": "lần"}, "1,6 lần"),
        ({"numerator": Decimal(197), "denominator": Decimal(204), "unit": "xã, thị trấn"}, "197/204 xã, thị trấn"),
    ],
)
def test_an_indicator_in_words(fields, words):
    assert Indicator(**fields).words == words


@pytest.mark.parametrize("fields", [{"value": None}, {"value": None, "numerator": 3}])
def test_an_indicator_has_a_number_or_a_whole_ratio(db, fields):
    with pytest.raises(ValidationError, match="Cần một giá trị, hoặc cả tử số và mẫu số."):
        IndicatorFactory(**fields)


def test_a_source_without_a_title_says_so(db):
    assert str(SourceFactory(title="")) == "Bài không có tiêu đề"


def test_each_party_and_section_stands_once(db):
    party = ReviewPartyFactory()
    with pytest.raises(IntegrityError):
        ReviewPartyFactory(review=party.review, body=party.body)


def test_each_section_stands_once(db):
    with pytest.raises(IntegrityError):
        ReviewSectionFactory(review=ReviewFactory())


def test_paragraphs_are_cut_at_empty_lines():
    section = ReviewSection(text="Một\nhai.\n\n\n  Ba. \n\n")
    assert section.paragraphs == ["Một hai.", "Ba."]


@pytest.mark.parametrize(
    ("status", "editable", "final"),
    [
        ("drafting", True, False),
        ("consulting", True, False),
        ("agreed", False, False),
        ("signed", False, True),
        ("stored", False, True),
    ],
)
def test_until_when_a_review_may_change(status, editable, final):
    review = Review(status=status, locality=LocalityFactory.build())
    assert (review.is_editable, review.is_final) == (editable, final)


def test_every_status_has_its_chip():
    assert [Review(status=status).state for status in ReviewStatus] == [
        ("none", "Đang soạn"),
        ("wait", "Đang lấy ý kiến các bên"),
        ("soon", "Các bên đã thống nhất"),
        ("done", "Đã ký ban hành"),
        ("done", "Lập lại từ nguồn"),
    ]


def test_the_period_of_a_source_is_said_in_its_own_words():
    assert Review(period_words="từ đầu nhiệm kỳ").period_label == "từ đầu nhiệm kỳ"
    assert Review(start=D(2023, 1, 1), end=D(2023, 12, 31)).period_label == "năm 2023"
