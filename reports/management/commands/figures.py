import json

from django.core.management.base import CommandError

from coordination.people.models import Locality
from coordination.ui.commands import Command as Base
from reports import cli
from reports.catalogue import FIGURES
from reports.queries import Ledger


class Command(Base):
    help = "Mọi số liệu của một địa phương trong một kỳ: giá trị, đơn vị, số lấy từ đâu."

    def add_arguments(self, parser):
        cli.add_locality(parser)
        cli.add_period(parser)
        parser.add_argument("--with-communes", action="store_true", help="thêm số liệu của từng xã, phường trực thuộc")
        parser.add_argument("--format", choices=("table", "json"), default="table", help="dạng in ra")

    def handle(self, **options):
        locality = cli.locality_of(options)
        period = cli.period_of(locality, options)
        if period is None:
            raise CommandError("Thiếu kỳ: ghi --year, --term hoặc --from và --to.")
        places = [locality]
        if options["with_communes"]:
            places += Locality.objects.filter(parent=locality).order_by("slug")
        values = []
        for place in places:
            ledger = Ledger(place)
            values += [value for figure in FIGURES for value in ledger.values(figure, period)]
        if options["format"] == "json":
            rows = [value.as_json() for value in values]
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2))
            return
        for value in values:
            self.stdout.write(_line(value))


def _line(value) -> str:
    scope = f" [{', '.join(value.bodies)}]" if value.bodies else ""
    split = f" ({value.part_words})" if value.part_words else ""
    ground = f"  · {value.ground}" if value.ground else ""
    return f"{value.locality}  {value.figure.key:24}{scope}  {value.words}{split}{ground}"
