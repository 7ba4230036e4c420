import argparse
import json
from datetime import date

from django.core.management.base import CommandError

from coordination.deadlines.calendar import Pause
from coordination.deadlines.calendars import calendar_of
from coordination.deadlines.explanation import Explanation, explain, pause_of
from coordination.deadlines.law import rule_of, version_on
from coordination.deadlines.strip import day_words, folded, spoken
from coordination.lib.dates import parse, screen
from coordination.people.choices import Level
from coordination.people.models import Locality
from coordination.records.errors import Refused
from coordination.ui.commands import Command as Base


class Command(Base):
    help = "Vì sao hạn là ngày này: tính một quy định từ một ngày mốc, từng ngày một, kèm căn cứ."

    def add_arguments(self, parser):
        parser.add_argument("rule", metavar="QUY-ĐỊNH", help="mã quy định, ví dụ KN-02")
        parser.add_argument("--anchor", required=True, type=day, metavar="NGÀY", help="ngày mốc (2026-07-01)")
        parser.add_argument(
            "--locality", metavar="ĐỊA-PHƯƠNG", help="mã địa phương: lịch, cấp và quy định riêng của nó"
        )
        parser.add_argument("--level", choices=Level.values, metavar="CẤP", help="province, district hoặc commune")
        parser.add_argument("--variant", default="", metavar="V,V", help="trường hợp, ví dụ complex,remote")
        parser.add_argument(
            "--pause",
            action="append",
            default=[],
            type=span,
            metavar="NGÀY..NGÀY",
            help="một đợt tạm dừng, tính cả hai ngày; ghi được nhiều lần",
        )
        parser.add_argument(
            "--extend", nargs="?", type=int, const=1, default=0, metavar="N", help="số lần gia hạn (mặc định 1)"
        )
        parser.add_argument("--format", choices=("text", "json"), default="text", help="dạng in ra")

    def handle(self, **options):
        try:
            explanation = _explained(options)
        except Refused as refusal:
            raise CommandError(refusal.message) from None
        except OverflowError:
            raise CommandError("Ngày tính ra nằm ngoài những năm mà lịch biết.") from None
        if options["format"] == "json":
            self.stdout.write(json.dumps(explanation.as_json(), ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(_lines(explanation)))


def day(text: str) -> date:
    """A day as 2026-07-01 or 01/07/2026."""
    try:
        return parse(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text}: {error}") from None


def span(text: str) -> Pause:
    """A pause as 2026-02-25..2026-07-06, both days included."""
    first, dots, last = text.partition("..")
    if not dots:
        raise argparse.ArgumentTypeError(f"{text}: ghi ngày đầu..ngày cuối, ví dụ 2026-02-25..2026-07-06.")
    try:
        return pause_of(day(first), day(last))
    except Refused as refusal:
        raise argparse.ArgumentTypeError(f"{text}: {refusal.message}") from None


def _explained(options) -> Explanation:
    locality = _locality(options["locality"])
    version = version_on(
        rule_of(options["rule"], locality),
        options["anchor"],
        locality=locality,
        level=options["level"] or "",
        variants=options["variant"].split(","),
    )
    return explain(
        version,
        options["anchor"],
        calendar=calendar_of(locality.pk if locality else None),
        pauses=options["pause"],
        extensions=options["extend"],
    )


def _locality(slug: str | None) -> Locality | None:
    """The named place, or an error that lists the known ones."""
    if slug is None:
        return None
    locality = Locality.objects.filter(slug=slug).first()
    if locality is None:
        known = ", ".join(Locality.objects.order_by("slug").values_list("slug", flat=True)) or "chưa có địa phương nào"
        raise CommandError(f"Không có địa phương “{slug}”. Các mã đang có: {known}.")
    return locality


def _lines(explanation: Explanation):
    version = explanation.version
    case = f" · {version.variant_label or version.variant}" if version.variant else ""
    yield f"{version.rule.code} {version.rule.title}{case}"
    yield f"Hạn: {day_words(explanation.due)}"
    yield " ".join(f"{part.sign} {part.text}".strip() for part in explanation.formula)
    yield ""
    for step in folded(explanation.steps):
        if isinstance(step, tuple):
            first, last = step
            days = (last.day - first.day).days + 1
            yield f"  {screen(first.day)} – {screen(last.day)}: tạm dừng {days} ngày, không tính"
        else:
            yield f"  {spoken(step)}"
    yield ""
    yield f"Căn cứ: {explanation.citation} ({explanation.chip[1]}; phiên bản {version.key}: {explanation.provision})"
    yield f"Cách tính ngày: {explanation.how}"
    for warning in explanation.warnings:
        yield f"Lưu ý: {warning}"
    for note in explanation.notes:
        yield f"Ghi chú: {note}"
    yield f"Câu cho công văn: {explanation.sentence}"
