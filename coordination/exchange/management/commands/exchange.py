import json
from pathlib import Path

from django.core.management.base import CommandError
from django.db import transaction

from coordination.audit.actors import System
from coordination.exchange import actions, workbook
from coordination.exchange.choices import Verdict
from coordination.exchange.columns import Place
from coordination.exchange.kinds import Kind, kind_of, kinds
from coordination.exchange.layouts import for_place
from coordination.exchange.reading import read
from coordination.exchange.verdicts import Reading, Stop, place_of
from coordination.people.models import Locality
from coordination.records.errors import Refused
from coordination.ui.commands import Command as Base

BY = System("exchange")
COUNTED = {Verdict.CREATE: "ghi mới", Verdict.UPDATE: "sửa", Verdict.SAME: "đã đúng sẵn", Verdict.FAULT: "lỗi"}


class Command(Base):
    help = "Nạp, xuất Excel: tải mẫu, xem trước, nạp, đổ ra tệp. Có một ô sai thì không ghi gì và thoát với mã 1."

    def add_arguments(self, parser):
        parser.add_argument(
            "act",
            choices=("template", "preview", "load", "dump"),
            metavar="VIỆC",
            help="template: mẫu để điền; preview: xem trước; load: nạp; dump: đổ sổ đang có ra tệp",
        )
        codes = [kind.code for kind in kinds()]
        parser.add_argument("kind", choices=codes, metavar="LOẠI", help=f"một trong: {', '.join(codes)}")
        parser.add_argument("file", nargs="?", metavar="TỆP", help="tệp .xlsx đọc vào hoặc ghi ra")
        parser.add_argument("--locality", required=True, metavar="ĐỊA-PHƯƠNG", help="mã địa phương")
        parser.add_argument("--sheet", default="", metavar="TRANG", help="trang cần đọc, khi tệp có nhiều trang")
        parser.add_argument("--format", choices=("text", "json"), default="text", help="dạng in ra")

    def handle(self, **options):
        kind = kind_of(options["kind"])
        place = Place(self._locality(options["locality"]))
        self.is_json, self.sheet = options["format"] == "json", options["sheet"]
        act = {"template": self._template, "preview": self._preview, "load": self._load, "dump": self._dump}
        try:
            act[options["act"]](kind, place, options["file"])
        except Refused as refusal:
            raise CommandError(refusal.message) from None

    def _locality(self, slug: str) -> Locality:
        place = Locality.objects.filter(slug=slug).first()  # ungated: a command on the server
        if place is None:
            raise CommandError(f"Không có địa phương mang mã “{slug}”.")
        return place

    def _template(self, kind: Kind, place: Place, file) -> None:
        self._write(file or f"mau-{kind.code}.xlsx", workbook.template(kind, place), 0)

    def _dump(self, kind: Kind, place: Place, file) -> None:
        if self.is_json and not file:
            self.stdout.write(json.dumps(workbook.dumped(kind, place), ensure_ascii=False, indent=2))
            return
        self._write(file or f"{kind.code}.xlsx", workbook.register(kind, place), kind.rows(place).count())

    def _preview(self, kind: Kind, place: Place, file) -> None:
        reading = self._reading(kind, place, file)
        reading.judge()
        self._tell(reading, kind, place, loaded=False)

    def _load(self, kind: Kind, place: Place, file) -> None:
        reading = self._reading(kind, place, file)
        try:
            with transaction.atomic():
                actions.hold(place.locality)
                reading.load()
                if reading.faulty:
                    raise Stop
                actions.note_load(kind, place.locality, file, reading, by=BY)
        except Stop:
            pass
        self._tell(reading, kind, place, loaded=not reading.faulty)

    def _reading(self, kind: Kind, place: Place, file) -> Reading:
        if not file:
            raise CommandError("Thiếu tệp .xlsx để đọc.")
        try:
            content = Path(file).read_bytes()
        except OSError as error:
            raise CommandError(f"Không đọc được tệp {file} ({error.strerror}).") from None
        kind = for_place(kind, place)
        return Reading(kind, place, read(content, file, kind.columns, self.sheet), BY)

    def _write(self, file: str, content: bytes, count: int) -> None:
        try:
            Path(file).write_bytes(content)
        except OSError as error:
            raise CommandError(f"Không ghi được tệp {file} ({error.strerror}).") from None
        if self.is_json:
            self.stdout.write(json.dumps({"file": file, "rows": count}, ensure_ascii=False))
        else:
            self.stdout.write(f"Đã ghi {file}{f': {count} dòng' if count else ''}.")

    def _tell(self, reading: Reading, kind: Kind, place: Place, loaded: bool) -> None:
        counts = {str(key): reading.counts[key] for key in COUNTED}
        if self.is_json:
            said = {"kind": kind.code, "locality": place.locality.slug, "sheet": reading.sheet.name, "loaded": loaded}
            said |= {
                "counts": counts,
                "warnings": reading.sheet.warnings,
                "notes": reading.sheet.notes,
                "rows": reading.report(),
            }
            self.stdout.write(json.dumps(said, ensure_ascii=False, indent=2))
        else:
            self._lines(reading, counts, loaded)
        if reading.faulty:
            row = reading.faulty[0]
            fault = row.faults[0]
            where = place_of(reading.sheet.name, row.number, fault.letter, fault.heading)
            more = len(reading.faulty) - 1
            rest = f" Còn {more} dòng có lỗi nữa." if more else ""
            raise CommandError(f"{where}: {fault.words} Chưa ghi gì.{rest}")

    def _lines(self, reading: Reading, counts, loaded: bool) -> None:
        for note in (*reading.sheet.warnings, *reading.sheet.notes):
            self.stdout.write(note)
        for row in reading.rows:
            for fault in row.faults:
                where = place_of(reading.sheet.name, row.number, fault.letter, fault.heading)
                self.stdout.write(f"{where}: {fault.words}")
            for change in row.changes:
                where = place_of(reading.sheet.name, row.number, change.letter, change.heading)
                self.stdout.write(f"{where}: {change.before or 'để trống'} → {change.after or 'để trống'}")
        words = ", ".join(f"{COUNTED[Verdict(key)]} {count}" for key, count in counts.items())
        self.stdout.write(f"{'Đã nạp' if loaded else 'Xem trước'}: {words}.")
