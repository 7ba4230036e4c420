"""Excel at scale: a register of ten thousand petitions loaded and written, each beside openpyxl alone doing the same.

Loading is what the shell does: read, compare, write through the app's own actions with history and audit.
"""

from io import BytesIO

from django.db import transaction
from openpyxl import Workbook, load_workbook

from benchmarks.measuring import Row, seconds
from coordination.audit.actors import System
from coordination.exchange import workbook
from coordination.exchange.columns import Place
from coordination.exchange.kinds import kind_of
from coordination.exchange.layouts import for_place
from coordination.exchange.reading import read
from coordination.exchange.verdicts import Reading
from coordination.lib.numbers import vi
from coordination.people.choices import BodyKind, Level, LocalityKind
from coordination.people.models import Body, Locality
from voters.models import Petition

BY = System("đo tốc độ")
MANY = 10_000
HEAD = (
    "STT", "Nội dung", "Xã", "Thôn", "Ngày nhận", "Nguồn", "Lĩnh vực", "Thẩm quyền", "Cơ quan chủ trì", "Thời hạn",
    "Kiến nghị lần thứ",
)  # fmt: skip


def rows(count: int = MANY):
    """The rows of the table, one after the other as they are measured."""
    with transaction.atomic():
        place = _place()
        yield from _measured(place, count)
        transaction.set_rollback(True)


def _measured(place: Place, count: int):
    kind = for_place(kind_of("petitions"), place)
    content = _book(_lines(count))
    floor = seconds(lambda: _values(content))
    taken = seconds(lambda: _load(kind, place, content, count))
    per_second = f"{vi(round(count / taken))} dòng mỗi giây"
    yield Row(f"nạp {vi(count)} kiến nghị từ Excel, {per_second}", taken, "openpyxl đọc đúng tệp ấy", floor, 10)
    written: list[bytes] = []
    taken = seconds(lambda: written.append(workbook.register(kind, place)))
    values = _values(written[0])
    floor = seconds(lambda: _book(values))
    per_second = f"{vi(round(count / taken))} dòng mỗi giây"
    yield Row(f"xuất {vi(count)} kiến nghị ra Excel, {per_second}", taken, "openpyxl ghi đúng các ô ấy", floor, 2)


def _place() -> Place:
    province = Locality.objects.create(
        slug="do-excel", name="Đo Excel", full_name="Tỉnh Đo Excel", level=Level.PROVINCE, kind=LocalityKind.PROVINCE
    )
    for code, body_kind, name in (("ubnd", BodyKind.COMMITTEE, "UBND tỉnh"), ("so", BodyKind.DEPARTMENT, "Sở Y tế")):
        Body.objects.create(locality=province, code=code, kind=body_kind, name=name, short_name=name)
    Locality.objects.create(
        slug="do-excel-xa", name="Phú Hòa", full_name="Xã Phú Hòa", level=Level.COMMUNE, kind=LocalityKind.COMMUNE,
        parent=province,
    )  # fmt: skip
    return Place(province)


def _lines(count: int):
    yield HEAD
    for number in range(1, count + 1):
        yield (
            number,
            f"Mặt đường liên xã đoạn số {number} hư hỏng, nhiều ổ gà; đề nghị sửa trước mùa mưa",
            "Phú Hòa",
            f"thôn {number % 40 + 1}",
            "18/05/2026",
            "TXCT trước kỳ họp",
            "Giao thông",
            "tỉnh",
            "Sở Y tế",
            "18/07/2026",
            number % 5 + 1,
        )


def _load(kind, place: Place, content: bytes, count: int) -> None:
    reading = Reading(kind, place, read(content, "so.xlsx", kind.columns), BY)
    reading.load()
    assert not reading.faulty, reading.faulty[0].faults
    assert Petition.objects.filter(locality=place.locality).count() == count


def _values(content: bytes) -> list[tuple]:
    book = load_workbook(BytesIO(content), read_only=True)
    return list(book.worksheets[0].iter_rows(values_only=True))


def _book(lines) -> bytes:
    book = Workbook()
    for line in lines:
        book.active.append(line)
    content = BytesIO()
    book.save(content)
    return content.getvalue()
