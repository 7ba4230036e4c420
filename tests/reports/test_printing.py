"""A review on paper: parts, groups, conference, frame, annexes."""

from datetime import date

import pytest

from coordination.documents.models import OfficialDocument
from coordination.people.choices import BodyKind
from reports import printing, snapshots
from reports.content import Content
from reports.models import Direction, Limitation, Review, ReviewParty, ReviewSection
from tests.documents.factories import OfficialDocumentFactory
from tests.people.factories import BodyFactory, LocalityFactory, PersonFactory
from tests.regulations.factories import MeetingFactory, RegulationFactory
from tests.reports.factories import (
    CoverageFactory,
    IndicatorFactory,
    ReportedFigureFactory,
    ReviewFactory,
    SourceFactory,
)

D = date


@pytest.fixture
def place(db):
    return LocalityFactory(slug="noi-thu", full_name="tỉnh Thử")


@pytest.fixture
def lead(place):
    return BodyFactory(
        locality=place, kind=BodyKind.COUNCIL, name="Hội đồng nhân dân tỉnh Thử", short_name="HĐND tỉnh", symbol="HĐND"
    )


@pytest.fixture
def front(place):
    return BodyFactory(locality=place, kind=BodyKind.FRONT, name="Ủy ban MTTQ tỉnh Thử", short_name="MTTQ tỉnh")


@pytest.fixture
def review(place, lead):
    """Not saved, of the year 2022."""
    return Review(locality=place, lead_party=lead, title="Kết quả năm 2022", start=D(2022, 1, 1), end=D(2022, 12, 31))


def content(*sections, limitations=(), directions=(), parties=()):
    rows = [ReviewSection(key=key, heading=key.capitalize(), text=text) for key, text in sections]
    return Content(list(parties), rows, list(limitations), list(directions))


def part(review, number, told):
    return printing.parts(review, told)[number - 1]


# --- Parts -------------------------------------------------------------------------------------------------------


def test_parts_stand_in_the_usual_order(review):
    assert [row.heading for row in printing.parts(review, content())] == [
        "I. Đặc điểm tình hình, triển khai Quy chế",
        "II. Kết quả phối hợp",
        "III. Đánh giá chung: ưu điểm, nguyên nhân",
        "IV. Tồn tại, hạn chế",
        "V. Hội nghị đánh giá",
        "VI. Phương hướng, nhiệm vụ",
        "VII. Kiến nghị, đề xuất",
    ]


def test_sections_are_numbered_within_their_part(review):
    told = content(("results_general", "Tốt.\n\nRất tốt."), ("results_sessions", ""))
    sections = part(review, 2, told).sections
    assert [(row.heading, row.paragraphs) for row in sections] == [
        ("1. Results_general", ["Tốt.", "Rất tốt."]),
        ("2. Results_sessions", []),
    ]


def test_a_part_of_one_section_has_no_heading_inside(review):
    sections = part(review, 7, content(("proposals", "Đề nghị."))).sections
    assert [(row.heading, row.paragraphs) for row in sections] == [("", ["Đề nghị."])]


def test_what_a_source_does_not_say_is_named_in_one_line(review):
    review.status = "stored"
    told = content(("results_general", "Tốt."), ("results_sessions", ""), ("results_letters", "Đủ."))
    results = part(review, 2, told)
    assert [row.heading for row in results.sections] == ["1. Results_general", "2. Results_letters"]
    assert results.note == "Nguồn không nêu: results_sessions."


@pytest.mark.parametrize(("status", "words"), [("stored", "Nguồn không nêu."), ("drafting", "Chưa có nội dung.")])
def test_an_empty_part_says_whose_silence_it_is(review, status, words):
    review.status = status
    assert part(review, 4, content()).note == words


# --- Shortcomings and directions ---------------------------------------------------------------------------------


def lines_of(groups) -> list[tuple[str, list[str]]]:
    return [(group.heading, [line.text for line in group.lines]) for group in groups]


def test_shortcomings_are_grouped_by_party_then_field_then_nothing(lead, front):
    rows = [
        Limitation(text="Việc chung."),
        Limitation(field="oversight", text="Giám sát kéo dài."),
        Limitation(party=lead, text="Đôn đốc chưa đều."),
        Limitation(party=front, text="Nắm bắt chậm."),
        Limitation(party=lead, text="Ít tiếp xúc."),
    ]
    assert lines_of(printing.limitation_groups(rows)) == [
        ("1. Đối với Hội đồng nhân dân tỉnh Thử", ["Đôn đốc chưa đều.", "Ít tiếp xúc."]),
        ("2. Đối với Ủy ban MTTQ tỉnh Thử", ["Nắm bắt chậm."]),
        ("3. Giám sát", ["Giám sát kéo dài."]),
        ("", ["Việc chung."]),
    ]


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"responsible": "front"}, "Trả lời chậm (trách nhiệm: MTTQ tỉnh)."),
        ({"responsible": "lead"}, "Trả lời chậm."),
        ({"responsible_words": "các cơ quan liên quan"}, "Trả lời chậm (trách nhiệm: các cơ quan liên quan)."),
        ({}, "Trả lời chậm."),
    ],
)
def test_who_was_responsible_is_said_where_it_is_not_the_party_itself(lead, front, fields, line):
    bodies = {"lead": lead, "front": front}
    fields = {name: bodies.get(value, value) for name, value in fields.items()}
    row = Limitation(party=lead, text="Trả lời chậm.", **fields)
    assert lines_of(printing.limitation_groups([row]))[0][1] == [line]


def test_directions_are_grouped_by_whose_they_are_and_say_the_year():
    rows = [
        Direction(party_words="Ba bên", year=2024, text="Khắc phục hạn chế."),
        Direction(party_words="Ba bên", text="Trao đổi thông tin."),
        Direction(text="Dự họp đủ."),
    ]
    assert lines_of(printing.direction_groups(rows)) == [
        ("1. Ba bên", ["Năm 2024: Khắc phục hạn chế.", "Trao đổi thông tin."]),
        ("", ["Dự họp đủ."]),
    ]


# --- Conference --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"held_on": "2018-04-12", "part_of_day": "afternoon"}, "Chiều ngày 12/4/2018, các bên tổ chức hội nghị."),
        ({"held_on": "2018-04-12", "part_of_day": "whole_day"}, "Cả ngày 12/4/2018, các bên tổ chức hội nghị."),
        ({"held_on": "2018-04-12", "venue": "phòng số 2"}, "Ngày 12/4/2018, tại phòng số 2, các bên tổ chức hội nghị."),
        ({"held_on": "2018-04"}, "Tháng 4 năm 2018, các bên tổ chức hội nghị."),
    ],
)
def test_when_and_where_the_conference_was(place, fields, line):
    meeting = MeetingFactory(locality=place, **fields)
    meeting.refresh_from_db()
    assert printing.conference_lines(meeting) == [line]


def test_who_was_in_the_chair_and_who_took_part(place):
    people = [PersonFactory(locality=place, name=name) for name in ("Bùi Văn Hạnh", "Lại Thanh Sơn")]
    meeting = MeetingFactory(locality=place, chairs=people[:1], participants="lãnh đạo ba bên")
    meeting.chair_rows.update(posts="Phó Chủ tịch HĐND")
    assert printing.conference_lines(meeting) == [
        "Chủ trì: Bùi Văn Hạnh (Phó Chủ tịch HĐND).",
        "Tham dự: lãnh đạo ba bên.",
    ]
    both = MeetingFactory(locality=place, chairs=people)
    assert printing.conference_lines(both) == ["Đồng chủ trì: Bùi Văn Hạnh; Lại Thanh Sơn."]


def test_no_conference_no_lines():
    assert printing.conference_lines(None) == []


def test_what_the_conference_concluded_ends_the_part(review, place):
    review.conference = MeetingFactory(locality=place, conclusions="Thống nhất.")
    sections = part(review, 5, content(("opinions", "Có ý kiến."), ("conclusion", "Ghi nhận."))).sections
    assert [(row.heading, row.paragraphs) for row in sections] == [
        ("1. Hội nghị", []),
        ("2. Ý kiến tại hội nghị", ["Có ý kiến."]),
        ("3. Kết luận", ["Ghi nhận.", "Thống nhất."]),
    ]


# --- Frame -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Thường trực Hội đồng nhân dân tỉnh Bắc Kạn", ("Thường trực", "Hội đồng nhân dân", "tỉnh Bắc Kạn")),
        ("Hội đồng nhân dân thị xã", ("Hội đồng nhân dân", "thị xã")),
        ("TM. Ủy ban nhân dân huyện Hàm Tân", ("TM. Ủy ban nhân dân", "huyện Hàm Tân")),
        (
            "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh An Bình",
            ("Ủy ban Mặt trận", "Tổ quốc Việt Nam", "tỉnh An Bình"),
        ),
        ("Văn phòng", ("Văn phòng",)),
    ],
)
def test_names_are_broken_between_phrases(name, lines):
    assert printing.name_lines(name) == lines


def test_the_frame_of_a_draft_leaves_places_empty(review, lead, front):
    parties = [
        ReviewParty(body=lead, order=1),
        ReviewParty(body=front, order=2, signer="Vũ Thị A", signer_post="Chủ tịch"),
    ]
    paper = printing.paper(review, parties)
    assert (paper.type_name, paper.abstract, paper.issuer) == (
        "Báo cáo",
        "Kết quả năm 2022",
        ("Hội đồng nhân dân", "tỉnh Thử"),
    )
    assert (paper.number, paper.symbol, paper.place, paper.issued_on, paper.is_draft) == ("", "BC-HĐND", "", None, True)
    assert [(row.capacity, row.title, row.name) for row in paper.signatures] == [
        (("TM. Hội đồng nhân dân", "tỉnh Thử"), "", ""),
        (("TM. Ủy ban MTTQ", "tỉnh Thử"), "Chủ tịch", "Vũ Thị A"),
    ]
    assert paper.recipients == ("Hội đồng nhân dân tỉnh Thử", "Ủy ban MTTQ tỉnh Thử")


def test_number_symbol_and_recipients_as_written(review):
    review.number, review.symbol, review.recipients = "12", "BC-TTHĐND", "Tỉnh ủy\n\n Ba bên \n"
    paper = printing.paper(review, [])
    assert (paper.number, paper.symbol, paper.recipients) == ("12", "BC-TTHĐND", ("Tỉnh ủy", "Ba bên"))


@pytest.mark.parametrize(
    ("status", "is_draft"),
    [("drafting", True), ("consulting", True), ("agreed", False), ("signed", False), ("stored", False)],
)
def test_a_text_that_may_still_change_is_marked_as_a_draft(review, status, is_draft):
    review.status = status
    assert printing.paper(review, []).is_draft is is_draft


def test_legal_bases_come_before_the_regulation(place, lead, front):
    regulation = RegulationFactory(
        locality=place, parties=[lead, front], title="Quy chế phối hợp", number="5", symbol="QC"
    )
    law = OfficialDocumentFactory(locality=place, kind="law", number="", symbol="", abstract="Ban hành văn bản")
    OfficialDocument.objects.update(issued_on=None, issuer=None, issuer_name="")
    review = ReviewFactory(locality=place, lead_party=lead, regulation=regulation, related={"legal_bases": [law]})
    assert printing.paper(review, []).bases == ("Căn cứ Luật Ban hành văn bản", "Căn cứ Quy chế số 5/QC phối hợp")


def test_a_document_is_named_as_far_as_it_is_known(place):
    document = OfficialDocumentFactory(
        locality=place,
        kind="resolution",
        number="69",
        symbol="NQ-HĐND",
        issued_on="2021-07-29",
        issuer=None,
        issuer_name="HĐND tỉnh",
        abstract="về hỗ trợ sản xuất",
    )
    document.refresh_from_db()
    assert printing.document_words(document) == (
        "Nghị quyết số 69/NQ-HĐND ngày 29/7/2021 của HĐND tỉnh về hỗ trợ sản xuất"
    )


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (
            {"title": "Bài A", "publisher": "Báo B", "author": "C", "published_on": "2024-03-22"},
            "Bài A, Báo B, C, ngày đăng 22/3/2024",
        ),
        ({"title": ""}, "Bài không có tiêu đề, không ghi ngày đăng"),
    ],
)
def test_a_source_in_one_line(place, fields, words):
    source = SourceFactory(locality=place, **fields)
    source.refresh_from_db()
    assert printing.source_words(source) == words


# --- Annexes -----------------------------------------------------------------------------------------------------


def row_of(row) -> tuple:
    return row.label, row.words, row.period, row.scope, row.note


def test_the_annex_holds_every_number_whose_own_period_lies_within(review, place, lead, front):
    ReportedFigureFactory(locality=place, note="Lũy kế.")
    ReportedFigureFactory(
        locality=place,
        key="oversight.targets",
        part="commune",
        value=14,
        unit="xã, phường",
        start=D(2022, 3, 1),
        end=D(2022, 5, 31),
        bodies=[front, lead],
    )
    ReportedFigureFactory(locality=place, key="sessions.held", start=D(2021, 12, 31), end=D(2022, 12, 31))
    ReportedFigureFactory(locality=place, key="sessions.held", start=D(2022, 1, 1), end=None)
    ReportedFigureFactory()
    assert [row_of(row) for row in printing.reported_rows(review)] == [
        ("Kiến nghị cử tri đã tiếp nhận", "76 ý kiến, kiến nghị", "năm 2022", "toàn địa phương", "Lũy kế"),
        (
            "Đơn vị được giám sát, xã, phường",
            "14 xã, phường",
            "từ 01/3/2022 đến 31/5/2022",
            "HĐND tỉnh, MTTQ tỉnh",
            "",
        ),
    ]


def test_a_stored_review_to_a_day_left_open_holds_numbers_left_open_too(place, lead):
    review = Review(locality=place, lead_party=lead, term="2021-2026", status="stored")
    ReportedFigureFactory(locality=place, term="2021-2026", start=None, end=None, value=8, unit="kỳ họp")
    ReportedFigureFactory(locality=place)
    assert [row.words for row in printing.reported_rows(review)] == ["8 kỳ họp", "76 ý kiến, kiến nghị"]


def test_indicators_say_their_period_in_their_own_words(review, place):
    IndicatorFactory(locality=place, name="Tăng trưởng", period_words="3 năm qua", note="Không nêu mốc.")
    IndicatorFactory(locality=place, name="Xã đạt chuẩn", numerator=197, denominator=204, unit="xã")
    assert [row_of(row) for row in printing.indicator_rows(review)] == [
        ("Tăng trưởng", "ước 8,8%/năm", "3 năm qua", "", "Không nêu mốc"),
        ("Xã đạt chuẩn", "197/204 xã", "năm 2022", "", ""),
    ]


def test_figures_of_a_draft_are_listed_with_their_ground_and_the_unknown_ones_named(review, place, front):
    CoverageFactory(locality=place, valid_from=D(2022, 1, 1))
    ReportedFigureFactory(locality=place, key="oversight.topics", value=12, bodies=[front])
    rows = {row.label: row for row in printing.figure_rows(snapshots.values(review))}
    assert row_of(rows["Kiến nghị cử tri đã tiếp nhận"]) == (
        "Kiến nghị cử tri đã tiếp nhận",
        "0",
        "đếm từ hồ sơ",
        "",
        "",
    )
    assert row_of(rows["Chuyên đề giám sát"])[1:4] == ("12", "số mang vào, có nguồn", "Ủy ban MTTQ tỉnh Thử")
    unknown = printing.unknown_figures(snapshots.values(review))
    assert ("cuộc giám sát" in unknown, "chuyên đề giám sát" in unknown) == (True, False)


@pytest.mark.parametrize(
    ("status", "reported", "numbers"),
    [("drafting", True, ("I", "II")), ("drafting", False, ("", "")), ("stored", True, ("", ""))],
)
def test_annexes_are_numbered_when_there_are_two(place, lead, status, reported, numbers):
    review = Review(locality=place, lead_party=lead, title="X", start=D(2022, 1, 1), end=D(2022, 12, 31))
    review.status = status
    CoverageFactory(locality=place, valid_from=D(2022, 1, 1))
    if reported:
        ReportedFigureFactory(locality=place)
    context = printing.context(review, content())
    assert (context["first"], context["second"]) == numbers
    assert bool(context["figures"]) is (status == "drafting")


def test_the_last_line_and_the_file_name(review):
    assert printing.context(review, content())["last_line"] == "Trên đây là báo cáo kết quả năm 2022./."
    assert printing.file_name(review) == "bao-cao-phoi-hop-noi-thu-du-thao.pdf"
