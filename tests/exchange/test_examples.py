"""The example line of each template: it would be accepted as it stands, and is never loaded."""

from datetime import date, datetime

import pytest

from coordination.exchange import workbook
from coordination.exchange.columns import Place
from coordination.exchange.kinds import kind_of, kinds
from coordination.exchange.reading import EXAMPLE, read
from coordination.exchange.verdicts import Reading
from tests.exchange.books import book, grid, opened
from tests.sessions.factories import CouncilSessionFactory, ResolutionFactory
from tests.voters.factories_routing import rule_of


@pytest.fixture
def place(cast):
    CouncilSessionFactory(locality=cast.locality, number="9", term=cast.term)
    CouncilSessionFactory(
        locality=cast.locality,
        number="8",
        term=cast.term,
        status="closed",
        opened_on=date(2026, 3, 3),
        closed_on=date(2026, 3, 4),
    )
    ResolutionFactory(locality=cast.locality, adopted_on=date(2026, 3, 4))
    rule_of(cast.locality, field="giao_thong", body=cast.department)
    return Place(cast.locality, cast.lan)


def example(kind, place) -> tuple[list, list]:
    """Headings and the line, with the mark that keeps it from being loaded."""
    return tuple(grid(workbook.template(kind, place))[:2])


def tried(kind, place) -> Reading:
    """What the line would do if somebody filled it in."""
    head, line = example(kind, place)
    assert line[0] == EXAMPLE
    sheet = read(book(head, [1, *line[1:]]), "mau.xlsx", kind.columns)
    reading = Reading(kind, Place(place.locality, place.user), sheet, place.user)
    reading.judge()
    return reading


@pytest.mark.parametrize("code", ["agenda", "petitions", "resolutions", "tasks"])
def test_the_example_would_be_accepted_as_it_stands(place, code):
    reading = tried(kind_of(code), place)
    assert [(row.verdict, [(f.heading, f.words) for f in row.faults]) for row in reading.rows] == [("create", [])]


def test_every_kind_has_an_example():
    assert sorted(kind.code for kind in kinds()) == ["agenda", "petitions", "resolutions", "tasks"]


def test_the_example_of_a_petition_fits_together(cast, place):
    head, line = example(kind_of("petitions"), place)
    said = {name.removesuffix(" *"): value for name, value in zip(head, line, strict=True) if value is not None}
    said |= {name: value.date() for name, value in said.items() if isinstance(value, datetime)}
    assert {name: said[name] for name in said if name not in ("Nội dung kiến nghị", "Nội dung trả lời")} == {
        "STT": "Ví dụ",
        "Loại": "kiến nghị",
        "Cử tri": "Nguyễn Văn Ví Dụ",
        "Địa chỉ (thôn, tổ)": "thôn Mẫu",
        "Xã, phường": cast.commune.full_name,
        "Nguồn": "TXCT trước kỳ họp",
        "Ngày nhận": date(2026, 5, 18),
        "Lĩnh vực": "Giao thông",
        "Thẩm quyền": "cấp tỉnh",
        "Cơ quan chủ trì": "Sở Y tế",
        "Thời hạn": date(2026, 6, 20),
        "Kiến nghị lần thứ": 1,
        "Ngày chuyển": date(2026, 5, 20),
        "Số phiếu chuyển": "Số mẫu 01",
        "Ngày nhận giải quyết": date(2026, 5, 22),
        "Kết quả": "Giải trình, cung cấp thông tin",
        "Số văn bản": "Số mẫu 02",
        "Ngày trả lời": date(2026, 6, 5),
        "Cơ quan trả lời": "Sở Y tế",
        "Trạng thái": "Đã trả lời",
    }


def test_who_does_not_keep_the_register_sees_an_example_without_steps(cast, place):
    head, line = example(kind_of("petitions"), Place(cast.locality, cast.hoa))
    assert "Cử tri" not in head
    assert line[head.index("Ngày chuyển")] is None


def test_in_an_empty_place_the_example_names_nothing_that_is_not_there(cast):
    head, line = example(kind_of("tasks"), Place(cast.locality))
    assert [value for value in line if value] == [
        "Ví dụ",
        "Ban hành kế hoạch mẫu để triển khai nghị quyết",
        "UBND tỉnh",
    ]
    assert opened(workbook.template(kind_of("agenda"), Place(cast.locality))).worksheets[0]["B2"].value is None
