"""Petitions at scale: a filtered list, the search without accents, similar ones while somebody types.

Each is a ratio to an authenticated page of the product without data, asked in the same run through the same client:
`deploy/bench.py benchmarks.searching [--number 1000000] [--sqlite]`. The middle of several requests, other words each.
"""

import argparse
import os
import sys
import tempfile
from datetime import date, timedelta
from itertools import islice

import django

from benchmarks.measuring import Row, median
from benchmarks.petitions import petitions

COMMUNES = 120
REQUESTS = 21
TARGETS = {"list": 2.5, "search": 3.0, "similar": 3.0}
"""Ratios to the page without data that may not be passed, on PostgreSQL; on SQLite they are for information."""
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


class Register:
    """A made-up province with many communes and so many petitions, written in bulk with their search entries."""

    def __init__(self, number: int):
        from django.contrib.contenttypes.models import ContentType  # noqa: PLC0415 - needs the settings

        from coordination.people.choices import BodyKind, Level, LocalityKind  # noqa: PLC0415
        from coordination.people.models import Body, Locality, Membership, Person, User  # noqa: PLC0415
        from voters.models import Petition  # noqa: PLC0415

        self.locality = Locality.objects.create(
            slug="do-tim", name="Đo Tìm", full_name="Tỉnh Đo Tìm", level=Level.PROVINCE, kind=LocalityKind.PROVINCE
        )
        self.places = [
            Locality.objects.create(
                slug=f"do-tim-{at}", name=f"Xã {at}", full_name=f"Xã số {at}", level=Level.COMMUNE,
                kind=LocalityKind.COMMUNE, parent=self.locality,
            )
            for at in range(COMMUNES)
        ]  # fmt: skip
        council = Body.objects.create(
            locality=self.locality, kind=BodyKind.COUNCIL, name="HĐND tỉnh Đo Tìm", short_name="HĐND tỉnh"
        )
        person = Person.objects.create(locality=self.locality, name="Nguyễn Thử Nghiệm")
        self.user = User.objects.create(username="do-tim", person=person, email="do-tim@example.org")
        Membership.objects.create(user=self.user, body=council, role="council_clerk", valid_from=date(2020, 1, 1))
        self.kind = ContentType.objects.get_for_model(Petition)
        self._fill(number)

    def _fill(self, number: int) -> None:
        from django.db import connection, transaction  # noqa: PLC0415

        from coordination.search.lookups import tokens  # noqa: PLC0415
        from coordination.search.models import Entry  # noqa: PLC0415
        from voters.models import Petition  # noqa: PLC0415
        from voters.similarity.index import rebuild  # noqa: PLC0415

        rows, done = petitions(number, places=COMMUNES, with_same=True), 0
        statuses = ("new", "forwarded", "in_progress")
        while batch := list(islice(rows, 5_000)):
            made = [
                Petition(
                    locality=self.locality, code=f"KN-{done + at:07}", title=row.text[:160], content=row.text,
                    field=row.field, place=self.places[row.place], place_detail=row.village, origin="before",
                    received_on=date(2018, 1, 1) + timedelta(days=(done + at) % 3100), level="province",
                    due_on=date(2026, 12, 1), status=statuses[(done + at) % 3],
                )
                for at, row in enumerate(batch)
            ]  # fmt: skip
            with transaction.atomic():
                Petition.objects.bulk_create(made, batch_size=1_000)
                entries = (
                    Entry(
                        content_type=self.kind, object_id=row.pk, locality=self.locality, title=row.title,
                        folded=" ".join(tokens(f"{row.code} {row.title}")), exact=row.title.lower(),
                    )
                    for row in made
                )  # fmt: skip
                Entry.objects.bulk_create(entries, batch_size=1_000)
            done += len(batch)
        rebuild()
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")

    def rows(self, name: str):
        """The rows of the table, one after the other as they are measured."""
        from django.test import Client  # noqa: PLC0415
        from django.urls import reverse  # noqa: PLC0415

        client = Client(HTTP_HOST="localhost")
        client.force_login(self.user)
        shell = self._median(client, lambda at: client.get(reverse("saved:view-list")))
        listed = reverse("voters:petition-list")
        acts = {
            "list": lambda at: client.get(listed, {"status": "new", "field": "giao_thong", "page": 1 + at % 5}),
            "search": lambda at: client.get(listed, {"q": WORDS[at % len(WORDS)]}),
            "similar": lambda at: client.post(
                reverse("voters:petition-similar"),
                {"content": f"{ASKED[at % len(ASKED)]}, lần {at}", "place": self.places[at].pk, "field": "giao_thong"},
            ),
        }
        words = {
            "list": "danh sách có lọc",
            "search": "tìm không dấu trong danh sách",
            "similar": "kiến nghị giống khi đang gõ",
        }
        for key, act in acts.items():
            yield Row(f"{words[key]}, {name}", self._median(client, act), "trang không có dữ liệu", shell, TARGETS[key])

    def _median(self, client, act) -> float:
        """The middle of several requests after two that warm up; every answer has to be a page."""
        asked = iter(range(10_000))

        def once():
            answer = act(next(asked))
            assert answer.status_code == 200, answer.status_code

        once()
        once()
        return median(once, before=lambda: None, times=REQUESTS)


def rows(number: int = 1_000_000):
    """The rows of the table on the database at hand."""
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    from coordination.lib.numbers import vi  # noqa: PLC0415

    call_command("collectstatic", interactive=False, verbosity=0)  # pages name their files by the manifest
    register = Register(number)
    yield from register.rows(f"{vi(number)} kiến nghị, {connection.vendor}")


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
