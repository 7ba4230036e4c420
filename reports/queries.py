"""Working out figures: counted where the register is complete, brought in where a source states it, else unknown."""

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta

from django.db.models import Count
from django.utils import timezone

from coordination.lib.period import Period
from reports.choices import Provenance, Qualifier
from reports.models import RegisterCoverage, ReportedFigure
from reports.rules import Figure, Value

ONE_DAY = timedelta(days=1)


def as_of(period: Period, today: date | None = None) -> date:
    """The day whose states a figure shows: the earlier of the period's end and today."""
    today = today or timezone.localdate()
    return min(period.end, today) if period.end else today


def records(figure: Figure, locality, period: Period, today: date | None = None):
    """The rows behind a figure: the drill-down list, `len()` of which is the value where provenance is *records*."""
    rows = figure.model.objects.counted_in(locality)
    return figure.records(rows, period, as_of(period, today))


def of_part(figure: Figure, rows, part: str):
    """The rows behind one part of a figure; those that fit none of its parts are behind "unknown"."""
    if part == figure.UNKNOWN:
        fitting = rows.filter(**{f"{figure.part_of}__in": [name for name, _label in figure.parts]})
        return rows.exclude(pk__in=fitting.values("pk"))
    return rows.filter(**{figure.part_of: part})


def count(figure: Figure, rows) -> tuple[int | float | None, dict]:
    """Number and parts of the rows behind a figure; a part without records is 0, what fits no part is "unknown"."""
    if figure.total:
        whole = figure.total(rows)
        parts = {name: figure.total(of_part(figure, rows, name)) for name, _label in figure.parts}
        return whole, parts if whole is None else {name: part or 0 for name, part in parts.items()}
    if not figure.parts:
        return rows.count(), {}
    counted = dict(rows.order_by().values_list(figure.part_of).annotate(total=Count("pk")))
    parts = {name: counted.pop(name, 0) for name, _label in figure.parts}
    if counted:
        parts[figure.UNKNOWN] = sum(counted.values())
    return sum(parts.values()), parts


def part_counts(figure: Figure, locality, period: Period, column: str, today: date | None = None) -> dict[str, int]:
    """How many of a figure's rows hold each value of a column."""
    rows = records(figure, locality, period, today).order_by()
    return dict(rows.values_list(column).annotate(total=Count("pk")))


class Ledger:
    """What a locality's figures rest on, read once: coverage of registers and reported numbers."""

    def __init__(self, locality, today: date | None = None):
        self.locality = locality
        self.today = today or timezone.localdate()
        self._coverage = defaultdict(list)
        for row in RegisterCoverage.objects.counted_in(locality).order_by("valid_from"):
            self._coverage[row.register].append(row)
        self._reported = defaultdict(list)
        rows = ReportedFigure.objects.counted_in(locality).select_related("source").prefetch_related("bodies")
        # One whose last day nobody knows stands in the review of its source and nowhere else.
        for row in rows.filter(end__isnull=False):
            self._reported[row.key].append(row)

    def values(self, figure: Figure, period: Period) -> list[Value]:
        """The figure for the whole locality, then one row for each narrower scope that a source reports on."""
        return [self.value(figure, period), *self._scoped(figure, period)]

    def value(self, figure: Figure, period: Period) -> Value:
        """The figure for the whole locality. Records win over a number reported for the same period."""
        reported = [row for row in self._of_all(figure) if row.period.same_as(period)]
        if self._keeps(figure, period) and (counted := self._counted(figure, period)):
            return replace(counted, reported=_sum(reported))
        if reported:
            return self._brought_in(figure, period, reported)
        return self._mixed(figure, period) or self._unknown(figure, period)

    # --- Counted ---

    def _keeps(self, figure: Figure, period: Period) -> bool:
        """Whether the register is complete on every day of the period; one that has not begun is kept by nobody."""
        if not period.is_complete:
            return False
        until = self._kept_until(figure, period.start)
        return until is not None and until >= period.end

    def _kept_until(self, figure: Figure, day: date) -> date | None:
        """The last day up to which the register is complete from `day` on, over adjoining rows of coverage."""
        if day > self.today:
            return None
        last = None
        for row in self._coverage[figure.register]:
            end = row.valid_to or date.max
            if row.valid_from <= day <= end:
                last = end
                if end == date.max:
                    break
                day = end + ONE_DAY
        return last

    def _counted(self, figure: Figure, period: Period) -> Value | None:
        """The number of records; nothing where they cannot tell (somebody left out what is to be added up)."""
        number, parts = count(figure, records(figure, self.locality, period, self.today))
        if number is None:
            return None
        return self._make(figure, period, number, parts, provenance=Provenance.RECORDS)

    # --- Brought in ---

    def _of_all(self, figure: Figure) -> list[ReportedFigure]:
        """Numbers reported for the whole locality."""
        return [row for row in self._reported[figure.key] if not row.bodies.all()]

    def _scoped(self, figure: Figure, period: Period) -> list[Value]:
        """One row for each set of bodies with reported numbers of exactly this period."""
        by_bodies = defaultdict(list)
        for row in self._reported[figure.key]:
            if row.bodies.all() and row.period.same_as(period):
                by_bodies[tuple(body.name for body in row.scope)].append(row)
        return [self._brought_in(figure, period, rows, bodies) for bodies, rows in by_bodies.items()]

    def _brought_in(self, figure: Figure, period: Period, rows: list[ReportedFigure], bodies=None) -> Value:
        return self._make(
            figure,
            period,
            _sum(rows),
            {row.part: row.number for row in rows if row.part},
            bodies=bodies,
            qualifier=_loosest(rows),
            provenance=Provenance.REPORTED,
            source=str(rows[0].source),
        )

    # --- Both, and neither ---

    def _mixed(self, figure: Figure, period: Period) -> Value | None:
        """Adjoining stretches that fill the period without overlap, each counted or reported; nothing with a gap."""
        if not (figure.adds and not figure.parts and period.is_complete):
            return None
        total, day, used = 0, period.start, []
        while day <= period.end:
            stretch = self._stretch(figure, day, period.end)
            if stretch is None:
                return None
            number, last, row = stretch
            total, day, used = total + number, last + ONE_DAY, [*used, row]
        rows = [row for row in used if row]
        more = {"qualifier": _loosest(rows), "source": "; ".join(dict.fromkeys(str(row.source) for row in rows))}
        return self._make(figure, period, total, {}, provenance=Provenance.MIXED, **more)

    def _stretch(self, figure: Figure, day: date, end: date) -> tuple | None:
        """From `day` on, as far as records reach, else the longest reported stretch: number, last day, reported row."""
        until = self._kept_until(figure, day)
        if until and (counted := self._counted(figure, Period(day, min(until, end)))):
            return counted.number, counted.period.end, None
        rows = [row for row in self._of_all(figure) if row.start == day and row.end <= end]
        row = max(rows, key=lambda row: row.end, default=None)
        return (row.number, row.end, row) if row else None

    def _unknown(self, figure: Figure, period: Period) -> Value:
        """No number; single records that happen to be known are shown as examples, a neighbouring number as a hint."""
        whole = [row for row in self._of_all(figure) if not row.part]
        near = min(whole, key=lambda row: _distance(row.period, period), default="")
        return self._make(
            figure,
            period,
            None,
            dict.fromkeys((name for name, _label in figure.parts), None),
            examples=records(figure, self.locality, period, self.today).count(),
            nearest=str(near),
        )

    def _make(self, figure: Figure, period: Period, number, parts, **more) -> Value:
        return Value(figure, self.locality.slug, period, number, parts, **more)


def _sum(rows: list[ReportedFigure]):
    """The reported total, or the sum of the reported parts when no total is stated; nothing when nothing is."""
    whole = [row.number for row in rows if not row.part]
    if whole:
        return whole[0]
    return sum(row.number for row in rows) if rows else None


def _loosest(rows: list[ReportedFigure]) -> str:
    """How exact a sum is: as its parts where they agree, "about" where some are more and others less."""
    loose = {row.qualifier for row in rows} - {Qualifier.EXACT}
    if not loose:
        return Qualifier.EXACT
    return loose.pop() if len(loose) == 1 else Qualifier.ABOUT


def _distance(one: Period, other: Period) -> tuple[int, int]:
    """Days between two periods, 0 when they overlap; of equally near ones the later comes first."""
    gap = max(one.earliest, other.earliest).toordinal() - min(one.latest, other.latest).toordinal()
    return max(gap, 0), -one.latest.toordinal()
