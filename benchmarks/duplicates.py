"""How many known duplicates are proposed: the sixty of the demonstration among thousands of generated petitions.

`deploy/bench.py benchmarks.duplicates [--number 20000]`. The later one of each pair is asked with, as in an office
where the earlier one already stands in the register. Exit code 1 when a goal is missed.

The words that mean the same (`voters/data/synonyms.yaml`) were written before this was measured first, by somebody who
had read the sixty. So that one sees what they do, the same is measured without them.
"""

import argparse
import os
import sys
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import django
import yaml

from benchmarks.petitions import petitions

DEMO = Path(__file__).parent.parent / "coordination" / "operations" / "demo_data" / "an-binh-petitions.yaml"
FIRST = 5
WITH_FIELDS, WITHOUT_FIELDS, LOOKALIKES = 12, 9, 2
"""Groups to be found with and without fields, and look-alikes that may stand first at most."""
START = date(2022, 1, 1)
COUNTED = 20_000


@dataclass
class Report:
    """`ranks`: group → place of the earlier petition among the proposals when the later one is asked with."""

    ranks: dict[str, int | None] = field(default_factory=dict)
    back: dict[str, int | None] = field(default_factory=dict)
    blank: dict[str, int | None] = field(default_factory=dict)
    blank_back: dict[str, int | None] = field(default_factory=dict)
    first: list[tuple[str, str]] = field(default_factory=list)

    @property
    def found(self) -> int:
        return _within(self.ranks)

    @property
    def found_blank(self) -> int:
        return _within(self.blank)

    @property
    def lookalikes(self) -> int:
        """Pairs that are not the same of which one is the first proposal for the other."""
        return len({frozenset(pair) for pair in self.first})

    @property
    def is_reached(self) -> bool:
        return self.found >= WITH_FIELDS and self.found_blank >= WITHOUT_FIELDS and self.lookalikes <= LOOKALIKES

    def __str__(self) -> str:
        number = len(self.ranks)
        lines = [
            f"có lĩnh vực: {self.found}/{number} nhóm trong {FIRST} đề xuất đầu, cần {WITH_FIELDS} "
            f"(hỏi ngược lại: {_within(self.back)})",
            f"bỏ lĩnh vực: {self.found_blank}/{number}, cần {WITHOUT_FIELDS} "
            f"(hỏi ngược lại: {_within(self.blank_back)})",
            f"cặp dễ nhầm đứng đầu: {self.lookalikes}/7, không quá {LOOKALIKES} {self.first or ''}",
            f"thứ hạng có lĩnh vực: {_places(self.ranks)}",
            f"thứ hạng bỏ lĩnh vực: {_places(self.blank)}",
        ]
        return "\n".join(lines)


def _within(ranks) -> int:
    return sum(rank is not None and rank <= FIRST for rank in ranks.values())


def _places(ranks) -> str:
    return ", ".join(f"{code} {rank or '–'}" for code, rank in ranks.items())


class Register:
    """A made-up province with five communes, the sixty petitions and so many generated ones."""

    def __init__(self, number: int, *, with_same: bool = False):
        from coordination.people.choices import BodyKind, Level, LocalityKind  # noqa: PLC0415 - needs the settings
        from coordination.people.models import Body, Locality, Membership, Person, User  # noqa: PLC0415

        self.data = yaml.safe_load(DEMO.read_text())
        self.locality = Locality.objects.create(
            slug="do-trung", name="Đo Trùng", full_name="Tỉnh Đo Trùng", level=Level.PROVINCE,
            kind=LocalityKind.PROVINCE,
        )  # fmt: skip
        self.places = {
            code: Locality.objects.create(
                slug=f"do-trung-{code}", name=code, full_name=f"Xã {code}", level=Level.COMMUNE,
                kind=LocalityKind.COMMUNE, parent=self.locality,
            )
            for code in sorted({row["place"] for row in self.data["petitions"]})
        }  # fmt: skip
        council = Body.objects.create(
            locality=self.locality, kind=BodyKind.COUNCIL, name="HĐND tỉnh Đo Trùng", short_name="HĐND tỉnh"
        )
        person = Person.objects.create(locality=self.locality, name="Nguyễn Thử Nghiệm")
        self.user = User.objects.create(username="do-trung", person=person, email="do-trung@example.org")
        Membership.objects.create(user=self.user, body=council, role="council_clerk", valid_from=date(2020, 1, 1))
        self.rows = self._demo() | {}
        self._generated(number, with_same)

    def _demo(self) -> dict:
        return {
            row["id"]: self._petition(
                row["code"], row["content"], row["field"], self.places[row["place"]], row["place_detail"],
                date.fromisoformat(str(row["received_on"])),
            )
            for row in self.data["petitions"]
        }  # fmt: skip

    def _petition(self, code, content, field_code, place, village, received_on):
        from voters.models import Petition  # noqa: PLC0415

        return Petition(
            locality=self.locality, code=code, title=content[:160], content=content, field=field_code, place=place,
            place_detail=village, received_on=received_on, origin="before",
        )  # fmt: skip

    def _generated(self, number, with_same) -> None:
        """The sixty stand in the middle of the others."""
        from voters.models import Petition  # noqa: PLC0415

        places = list(self.places.values())
        others = [
            self._petition(
                f"SINH-{at:06}", row.text, row.field, places[row.place], row.village, START + timedelta(days=at % 1600)
            )
            for at, row in enumerate(petitions(number, places=len(places), with_same=with_same))
        ]
        half = number // 2
        Petition.objects.bulk_create([*others[:half], *self.rows.values(), *others[half:]], batch_size=1000)

    def measure(self) -> Report:
        """Ask for each group and each look-alike, in both directions."""
        report = Report()
        for group in self.data["duplicate_groups"]:
            earlier, later = sorted(
                (self.rows[code] for code in group["members"]), key=lambda row: (row.received_on, row.code)
            )
            code = group["code"]
            report.ranks[code] = self._rank(later, earlier)
            report.back[code] = self._rank(earlier, later)
            report.blank[code] = self._rank(later, earlier, blank=True)
            report.blank_back[code] = self._rank(earlier, later, blank=True)
        for row in self.data["petitions"]:
            for other in row.get("not_duplicate_of", ()):
                pairs = ((row["id"], other), (other, row["id"]))
                report.first += [
                    (one, two) for one, two in pairs if self._rank(self.rows[one], self.rows[two], limit=1) == 1
                ]
        return report

    def _rank(self, asked, wanted, *, blank=False, limit=50) -> int | None:
        from voters import similar  # noqa: PLC0415

        found = similar.propose(
            text=asked.content, field="" if blank else asked.field, place=asked.place, village=asked.place_detail,
            locality=self.locality, user=self.user, exclude=(asked.pk,), limit=limit,
        )  # fmt: skip
        keys = [row.petition.pk for row in found]
        return keys.index(wanted.pk) + 1 if wanted.pk in keys else None


def measured(number: int, *, with_same: bool = False) -> Report:
    """Write the register in an empty or a rolled-back database, index it, ask."""
    from voters.similarity.index import rebuild  # noqa: PLC0415

    register = Register(number, with_same=with_same)
    rebuild()
    return register.measure()


def without_synonyms(number: int) -> Report:
    """The same by words and pairs of words alone."""
    from voters.similarity import words  # noqa: PLC0415

    known = words.phrases, words.openings
    words.phrases = words.openings = dict
    try:
        return measured(number)
    finally:
        words.phrases, words.openings = known


def main() -> int:
    parser = argparse.ArgumentParser(description="Đo việc tìm kiến nghị trùng.")
    parser.add_argument("--number", type=int, default=COUNTED, help="số kiến nghị sinh ra")
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coordination.settings")
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    return 0 if told(asked.number) else 1


def told(number: int) -> bool:
    """Measure with and without the words that mean the same, print both, leave nothing; whether the goals hold."""
    from django.db import connection, transaction  # noqa: PLC0415

    reached = False
    for words, act in (("", measured), ("không dùng nhóm từ đồng nghĩa, để so", without_synonyms)):
        with transaction.atomic():
            report = act(number)
            transaction.set_rollback(True)
        title = f"60 kiến nghị lẫn trong {number} ({connection.vendor}){': ' if words else ''}{words}"
        print(f"{title}\n{report}\n", flush=True)  # noqa: T201
        reached = reached or (not words and report.is_reached)
    return reached


if __name__ == "__main__":
    sys.exit(main())
