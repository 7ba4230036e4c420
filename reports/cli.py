"""What the commands of this app share: naming a locality and a period."""

import argparse
from datetime import date

from django.core.management.base import CommandError

from coordination.lib.dates import parse
from coordination.lib.period import Period, PeriodError
from coordination.people.models import Locality
from reports import periods


def day(text: str) -> date:
    """A day as 2022-11-17 or 17/11/2022."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    try:
        return parse(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text}: {error}") from None


def add_locality(parser) -> None:
    """The positional LOCALITY."""
    parser.add_argument("locality", metavar="ĐỊA-PHƯƠNG", help="mã địa phương, ví dụ an-binh")


def add_period(parser) -> None:
    """--year Y, --term T [--to D], or --from D --to D; ends are included."""
    parser.add_argument("--year", type=int, metavar="NĂM", help="cả năm")
    parser.add_argument("--term", metavar="NHIỆM-KỲ", help="từ đầu nhiệm kỳ, ví dụ 2021-2026")
    parser.add_argument("--from", dest="start", type=day, metavar="NGÀY", help="từ ngày (2023-01-01 hoặc 01/01/2023)")
    parser.add_argument("--to", dest="end", type=day, metavar="NGÀY", help="đến hết ngày")


def locality_of(options) -> Locality:
    """The named locality, or an error that lists the known ones."""
    try:
        return Locality.objects.get(slug=options["locality"])
    except Locality.DoesNotExist:
        known = ", ".join(Locality.objects.order_by("slug").values_list("slug", flat=True)) or "chưa có địa phương nào"
        raise CommandError(f"Không có địa phương “{options['locality']}”. Các mã đang có: {known}.") from None


def period_of(locality, options) -> Period | None:
    """The period that the options name; None when they name none."""
    year, term, start, end = (options[name] for name in ("year", "term", "start", "end"))
    given = [name for name, value in (("--year", year), ("--term", term), ("--from", start)) if value is not None]
    if len(given) > 1:
        raise CommandError(f"Chỉ chọn một trong --year, --term, --from (đang có {' và '.join(given)}).")
    if year is not None and end is not None:
        raise CommandError("--to không đi cùng --year.")
    if start and not end:
        raise CommandError("Thiếu --to: ghi cả ngày đầu và ngày cuối của kỳ.")
    if end and not given:
        raise CommandError("Thiếu --from hoặc --term: ghi cả ngày đầu và ngày cuối của kỳ.")
    try:
        if year is not None:
            return periods.of_year(year)
        if term is not None:
            return periods.of_term(locality, term, end)
        return Period(start, end) if start else None
    except PeriodError as error:
        raise CommandError(str(error)) from None
