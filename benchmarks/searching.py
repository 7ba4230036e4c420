"""Petitions at scale: the list with any filter at any depth, the search without accents, similar ones while somebody
types, the page of one petition; at 10,000 petitions and at 1,000,000.

Each is a ratio to an authenticated page of the product without data, asked in the same rounds of the same server over
four connections: `deploy/bench.py benchmarks.searching [--number 1000000] [--sqlite]`.
"""

import argparse
import os
import sys
import tempfile
import time

import django

from benchmarks.measuring import Row

FEW = 10_000
ROUNDS, EACH = 4, 4
"""So many rounds of so many requests on each connection for every page; one round more warms up."""
LIST, SEARCH, SLOW_SEARCH, SIMILAR, DETAIL, GROWTH = 2.5, 3.0, 6.0, 3.0, 1.5, 1.3
"""Ratios that may not be passed on PostgreSQL; on SQLite they are for information."""
ASKED = (
    "Mặt đường liên xã nhiều ổ gà, đề nghị vá sửa trước mùa mưa",
    "Kênh cấp hai bồi lắng, cuối kênh thiếu nước, đề nghị nạo vét",
    "Trạm y tế thiếu thuốc bảo hiểm cho người cao huyết áp",
    "Cử tri phản ánh trại lợn xả thải gây mùi hôi",
    "Đề nghị tăng phụ cấp trưởng thôn",
    "Điện yếu vào buổi tối, xin thêm trạm biến áp",
    "Hồ sơ cấp đổi sổ đỏ kéo dài chưa có kết quả",
)
WORDS = ("duong lien xa", "thieu thuoc", "nao vet kenh", "so do", "trai lon mui hoi", "phu cap", "tram bien ap")
FLOOR = "trang không có dữ liệu"


def pages_of(where, begin: int, number: int) -> tuple[list, list]:
    """The pages to ask, the floor first, and the ratio that each may reach."""
    from django.urls import reverse  # noqa: PLC0415 - needs the settings

    from benchmarks.serving import Asked  # noqa: PLC0415
    from voters.models import Petition  # noqa: PLC0415

    clerk, official = _session(where.clerk), _session(where.official)
    listed = reverse("voters:petition-list")
    own = Petition.objects.filter(locality=where.locality, confidential=False)
    deep, deep_in_field = (
        rows.order_by("-received_on", "-id").values_list("pk", flat=True)
        for rows in (own, own.filter(field="giao_thong"))
    )
    half, half_in_field = number // 2, deep_in_field.count() // 2
    filters = {
        "không lọc": "",
        "lĩnh vực": "field=giao_thong",
        "trạng thái": "status=new",
        "trạng thái không có kiến nghị nào": "status=reopened",
        "kết quả": "result=waiting_for_funds",
        "cơ quan giải quyết": f"competent_body={where.departments[1].pk}",
        "kỳ họp": f"session={where.sessions[3]}",
        "cấp thẩm quyền": "level=province",
        "nguồn": "origin=reception",
        "địa bàn": f"place={where.places[5].pk}",
        "địa bàn và lĩnh vực": f"place={where.places[5].pk}&field=dien",
        "Ban theo dõi": f"monitor={where.boards[1]}",
        "cuộc tiếp xúc": f"meeting={where.meetings[7]}",
        "đợt tổng hợp": f"batch={where.batches[7]}",
        "quá hạn": "overdue=true",
        "từ 4 lần": "often=true",
        "gửi nhầm": "misdirected=true",
        "cấp bách": "urgent=true",
        "chuyển tiếp": "carried=true",
        "một năm": "tu=01/01/2016&den=31/12/2016",
        "trang 10": "page=10",
        f"trang {half // 25 + 1}": f"page={half // 25 + 1}.{deep[half]}",
        f"lĩnh vực, trang {half_in_field // 25 + 1}": f"field=giao_thong&page={half_in_field // 25 + 1}."
        f"{deep_in_field[half_in_field]}",
    }
    searched = [f"{listed}?q={words.replace(' ', '+')}" for words in WORDS]
    similar = [
        {"content": f"{text}, lần {at}", "place": where.places[at].pk, "field": "giao_thong"}
        for at, text in enumerate(ASKED * 7)
    ]
    details = [reverse("voters:petition-detail", args=[begin + at * number // 40]) for at in range(40)]
    alike = [reverse("voters:petition-alike", args=[begin + at * number // 40]) for at in range(40)]
    tabs = reverse("voters:petition-tabs")
    pages = [
        *((Asked(f"danh sách, {name}", [f"{listed}?{query}"], clerk), LIST) for name, query in filters.items()),
        (Asked("danh sách của một sở", [f"{listed}?field=giao_thong"], official), LIST),
        (Asked("tìm không dấu", searched, clerk), SEARCH),
        (Asked("tìm không dấu, của một sở", searched, official), SEARCH),
        (Asked("kiến nghị giống khi đang gõ", [reverse("voters:petition-similar")], clerk, similar), SIMILAR),
        (Asked("trang một kiến nghị", details, clerk), DETAIL),
        # What these pages ask for once they stand.
        (Asked("số của các cách xem", [tabs], clerk), LIST),
        (Asked("số của các cách xem, của một sở", [tabs], official), LIST),
        (Asked("khối kiến nghị tương tự", alike, clerk), SIMILAR),
    ]
    floor = Asked(FLOOR, [reverse("saved:view-list")], clerk)
    return [floor, *(page for page, _target in pages)], [target for _page, target in pages]


def measured(where, begin: int, number: int, name: str):
    """Rows of the table, and the ratio of each page by name."""
    from benchmarks.serving import ask, served  # noqa: PLC0415

    pages, targets = pages_of(where, begin, number)
    with served() as port:
        ask(pages, port, rounds=ROUNDS, each=EACH)
    floor, *others = pages
    rows = [
        Row(f"{page.name}, {name}", page.middle, FLOOR, floor.middle, target)
        for page, target in zip(others, targets, strict=True)
    ]
    rows += [
        Row(f"{page.name}, chậm nhất trong 20 lần, {name}", page.slow, FLOOR, floor.middle, SLOW_SEARCH)
        for page in others
        if page.name.startswith("tìm")
    ]
    return rows, {page.name: page.middle / floor.middle for page in others}


def rows(number: int = 1_000_000):
    """The rows of the table on the database at hand."""
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415
    from django.db.models import Max  # noqa: PLC0415

    from benchmarks.loading import fill, province  # noqa: PLC0415
    from coordination.lib.numbers import vi  # noqa: PLC0415
    from voters.models import Petition  # noqa: PLC0415

    call_command("collectstatic", interactive=False, verbosity=0)  # pages name their files by the manifest
    where = province()
    begin = 1 + (Petition.objects.aggregate(last=Max("pk"))["last"] or 0)
    fill(where, begin, begin + FEW - 1)
    _, before = measured(where, begin, FEW, vi(FEW))
    started = time.monotonic()
    fill(where, begin + FEW, begin + number - 1)
    print(f"nạp {vi(number - FEW)} kiến nghị: {time.monotonic() - started:.0f} s", flush=True)  # noqa: T201
    found, after = measured(where, begin, number, f"{vi(number)} kiến nghị, {connection.vendor}")
    yield from found
    for name in sorted(before.keys() & after.keys()):
        words = f"{name}: lớn lên từ {vi(FEW)} đến {vi(number)}, tính theo {FLOOR}"
        yield Row(words, after[name], f"khi có {vi(FEW)}", before[name], GROWTH, unit="lần")


def _session(user) -> str:
    """The key of a session of the account."""
    from django.test import Client  # noqa: PLC0415

    client = Client()
    client.force_login(user)
    return client.cookies["sessionid"].value


def main() -> int:
    parser = argparse.ArgumentParser(description="Đo tìm kiếm trên nhiều kiến nghị.")
    parser.add_argument("--number", type=int, default=1_000_000, help="số kiến nghị")
    parser.add_argument("--sqlite", action="store_true", help="đo trên SQLite thay vì PostgreSQL")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="phoihop-bench-") as folder:
        if asked.sqlite:
            os.environ.pop("DATABASE_URL", None)
            os.environ.update(DATA_DIR=folder, ENV_FILE=os.devnull)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coordination.settings")
        django.setup()
        from django.core.management import call_command  # noqa: PLC0415
        from django.db import connection  # noqa: PLC0415

        if connection.introspection.table_names():
            sys.exit("Chỉ đo trên một cơ sở dữ liệu trống: deploy/bench.py benchmarks.searching")
        call_command("migrate", verbosity=0)
        missed = 0
        for row in rows(asked.number):
            print(row, flush=True)  # noqa: T201
            missed += not row.is_reached
    return 1 if missed and not asked.sqlite else 0


if __name__ == "__main__":
    sys.exit(main())
