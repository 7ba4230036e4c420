"""Why a day is the day it is: every step, the formula in words, the article of law, a sentence ready for a letter."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from coordination.deadlines.calendar import (
    SATURDAY,
    Calendar,
    Direction,
    Pause,
    Reckoning,
    Sense,
    Step,
    StepKind,
    Unit,
    due_day,
)
from coordination.deadlines.calendars import calendar_of
from coordination.deadlines.choices import ClockKind, RuleKind, Verification
from coordination.deadlines.clocks import Clock, reckoning_of, replay, why_no_pause
from coordination.deadlines.models import ClockEvent, Obligation, RuleVersion
from coordination.deadlines.strip import Band, Week, legend_of, said, weeks_of
from coordination.deadlines.words import amount, case_words, citation, day_of_year, in_words
from coordination.lib.dates import DateError, official, parse, screen
from coordination.lib.numbers import vi
from coordination.lib.text import fold
from coordination.records.errors import Refused
from coordination.ui.show import capfirst, lowfirst

CIVIL_CODE = "Bộ luật Dân sự số 91/2015/QH13"
LABOUR_CODE = "Bộ luật Lao động số 45/2019/QH14"
NEW_YEAR = "Nguyên đán"
SCREEN_DAY = re.compile(r"\b(0[1-9]|[12]\d|3[01])/(0[1-9]|1[0-2])/\d{4}\b(?!/)")
"""A day as screens write it; a letter writes it its own way."""
CHIPS = {Verification.VERIFIED: "done", Verification.SECONDARY: "wait", Verification.UNVERIFIED: "unsure"}


@dataclass(frozen=True)
class Part:
    """A term of the formula with its sign; none before the first."""

    sign: str
    text: str
    is_strong: bool = False


@dataclass(frozen=True)
class Explanation:
    """A reckoned due day. While the clock stands still, `due` is what it would be if it ran again from tomorrow on."""

    version: RuleVersion
    anchor: date
    due: date
    steps: tuple[Step, ...] = field(repr=False)
    formula: tuple[Part, ...]
    sentence: str
    how: str
    pauses: tuple[Pause, ...] = ()
    paused_on: date | None = None
    events: tuple[str, ...] = ()
    """Extensions and changes of law of an obligation's clock, in words."""
    warnings: tuple[str, ...] = ()
    """What may be wrong with the day: the calendar, an unverified rule."""

    @property
    def notes(self) -> tuple[str, ...]:
        """What is noted at a rule that is sure enough; an unverified one's note is part of its warning."""
        return (self.version.note,) if self.version.note and not self.version.is_unverified else ()

    @property
    def citation(self) -> str:
        """Law and article."""
        return citation(self.version)

    @property
    def provision(self) -> str:
        """What the version says, in words."""
        return in_words(self.version)

    @property
    def case(self) -> str:
        """Which case of the rule it is: variant and level."""
        return case_words(self.version)

    @property
    def verification(self) -> str:
        """How sure we are of the rule's value."""
        return self.version.verification

    @property
    def chip(self) -> tuple[str, str]:
        """The same as kind and words of a state."""
        return CHIPS[Verification(self.verification)], self.version.get_verification_display()

    @property
    def weeks(self) -> list[Week | Band]:
        """The strip; a fixed date and a frequency have no days to count."""
        return weeks_of(self.steps, self.pauses) if self.version.kind == RuleKind.DURATION else []

    @property
    def legend(self) -> list[tuple[str, str]]:
        """Style and words of the kinds of days on the strip."""
        return legend_of(self.weeks)

    @property
    def plain_pauses(self) -> list[Pause]:
        """Pauses that no band on the strip tells about."""
        banded = [row.pause for row in self.weeks if isinstance(row, Band)]
        return [pause for pause in self.pauses if pause not in banded]

    def as_json(self) -> dict:
        """What scripts read: dates as ISO text, the key of the version's row."""
        return {
            "due": self.due.isoformat(),
            "rule": self.version.rule.code,
            "version": self.version.pk,
            "variant": self.version.variant,
            "unit": self.version.unit or None,
            "anchor": self.anchor.isoformat(),
            "steps": [_step_as_json(step) for step in self.steps],
            "citation": self.citation,
            "verification": self.verification,
            "warnings": [*self.warnings, *self.notes],
        }


@dataclass(frozen=True)
class SetDate:
    """A due day that somebody set (ấn định): kept as written, neither rolled nor moved by the calendar."""

    due: date
    origin: str
    """Where it comes from, as a sentence."""
    sentence: str
    warnings: tuple[str, ...] = ()
    how = "Ngày ấn định được giữ đúng như đã viết: không đếm ngày, không dời khi lịch nghỉ thay đổi."


def explain(
    version: RuleVersion,
    anchor: date,
    *,
    calendar: Calendar,
    pauses: Iterable[Pause] = (),
    extensions: int = 0,
    clock: Clock | None = None,
    on: date | None = None,
) -> Explanation:
    """Why the version gives the day it gives for this anchor.

    Pauses and the number of extension decisions are checked against the rule (raises Refused). An obligation hands in
    the `clock` that its events come to instead; if that stands still, `on` is the last day counted as paused.
    """
    clock = clock or checked_clock(version, anchor, calendar, pauses, extensions)
    running = _as_if_resumed(clock, on)
    reckoning = reckoning_of(running, anchor, calendar)
    told = _Told(running, anchor, reckoning, clock.paused_on, on)
    return Explanation(
        version=clock.version,
        anchor=anchor,
        due=reckoning.due,
        steps=reckoning.steps,
        formula=tuple(_formula(told)),
        sentence=_sentence(told),
        how=_how(told),
        pauses=running.pauses,
        paused_on=clock.paused_on,
        warnings=tuple(_warnings(told, calendar)),
    )


def explain_obligation(obligation: Obligation, on: date) -> Explanation | SetDate:
    """Why the obligation is due on its day, seen on the day `on`."""
    if obligation.version is None or obligation.anchor_on is None:
        return set_date(obligation.due_on, _basis_of(obligation), calendar_of(obligation.locality_id))
    events = list(obligation.clock_events.valid().select_related("version__rule", "version__locality"))
    clock = replay(obligation.version, events)
    until = min(on, obligation.closed_on) if obligation.closed_on else on
    explanation = explain(
        clock.version, obligation.anchor_on, calendar=calendar_of(obligation.locality_id), clock=clock, on=until
    )
    warnings = explanation.warnings
    if clock.open_pause is None and explanation.due != obligation.due_on:
        words = f"Sổ ghi hạn là {screen(obligation.due_on)}; tính theo lịch hiện nay thì đến {screen(explanation.due)}."
        warnings = (words, *warnings)
    return replace(explanation, warnings=warnings, events=tuple(_event_words(events, obligation.version)))


def set_date(due: date, basis: str, calendar: Calendar, origin: str = "") -> SetDate:
    """A day that stands as somebody wrote it; warns when it is a day off. `basis` says where it was written."""
    basis = basis.rstrip(". ")
    is_said = fold(basis).startswith("an dinh")  # "Ấn định cho cả tổ" needs no "ấn định theo" before it
    by = "" if not basis else f" {lowfirst(basis)}" if is_said else f" theo {basis}"
    in_letters = SCREEN_DAY.sub(_officially, by)
    warnings = () if calendar.is_working(due) else (_on_a_day_off(due, calendar),)
    return SetDate(
        due=due,
        origin=origin or f"Hạn{'' if is_said else ' ấn định'}{by}.",
        sentence=f"Thời hạn hoàn thành là hết ngày {official(due)}{',' if is_said else ''}{in_letters}.",
        warnings=warnings,
    )


def checked_clock(
    version: RuleVersion, anchor: date, calendar: Calendar, pauses: Iterable[Pause] = (), extensions: int = 0
) -> Clock:
    """The clock with these pauses and so many extensions, if the rule knows such a thing. Raises Refused."""
    ordered = tuple(sorted(pauses, key=lambda pause: pause.first))
    if (ordered or extensions) and not version.has_clock:
        raise Refused(_no_clock_words(version))
    extra = _extra(version, extensions)
    for number, pause in enumerate(ordered):
        _check_pause(pause, ordered[:number], version, anchor, calendar, extra)
    return Clock(version, ordered, None, extra, extensions)


def pause_of(first: date, last: date, note: str = "") -> Pause:
    """A pause with both its days. Raises Refused when they are the wrong way round."""
    if last < first:
        raise Refused(f"Đợt tạm dừng kết thúc ({screen(last)}) trước khi bắt đầu ({screen(first)}).")
    return Pause(first, last, note)


@dataclass(frozen=True)
class _Told:
    """What the sentences are made of."""

    clock: Clock
    anchor: date
    reckoning: Reckoning
    paused_on: date | None
    on: date | None

    @property
    def version(self) -> RuleVersion:
        return self.clock.version

    @property
    def is_backward(self) -> bool:
        return self.version.kind == RuleKind.DURATION and self.version.direction == Direction.BEFORE

    @property
    def is_wait(self) -> bool:
        return self.version.sense == Sense.AT_LEAST

    @property
    def is_rolled(self) -> bool:
        return self.reckoning.due != self.reckoning.last_counted

    def days(self, *kinds: StepKind) -> list[Step]:
        """Steps of these kinds."""
        return [step for step in self.reckoning.steps if step.kind in kinds]


def _extra(version: RuleVersion, extensions: int) -> int:
    """How much so many decisions add, in the rule's unit."""
    code, limit = version.rule.code, version.extension_limit
    if extensions < 0:
        raise Refused("Số lần gia hạn không được âm.")
    if extensions > limit:
        allowed = f"chỉ được gia hạn nhiều nhất {limit} lần" if limit else "không được gia hạn"
        raise Refused(f"{code} {allowed}; đang tính với {vi(extensions)} lần.")
    return extensions * (version.extension_value or 0)


def _check_pause(
    pause: Pause, earlier: Sequence[Pause], version: RuleVersion, anchor: date, calendar: Calendar, extra: int
) -> None:
    if pause.last is None:
        raise Refused(f"Đợt tạm dừng từ {screen(pause.first)} chưa có ngày kết thúc.")
    due = due_day(anchor, version.length, calendar, pauses=earlier, extra=extra)
    if wrong := why_no_pause(pause.first, anchor=anchor, due=due, earlier=earlier):
        raise Refused(wrong)


def _no_clock_words(version: RuleVersion) -> str:
    why = "tính lùi từ ngày mốc"
    if version.kind == RuleKind.FIXED_DATE:
        why = "là ngày cố định"
    elif version.kind == RuleKind.FREQUENCY:
        why = "là việc định kỳ"
    elif version.sense == Sense.AT_LEAST:
        why = "là thời gian chờ tối thiểu"
    return f"{version.rule.code} {why} nên không tạm dừng, không gia hạn được."


def _as_if_resumed(clock: Clock, on: date | None) -> Clock:
    """The clock as if the pause that still lasts ended with the day `on`."""
    pause = clock.open_pause
    if pause is None or not clock.version.has_clock:
        return clock
    last = max(pause.first, on or pause.first)
    return replace(clock, pauses=(*clock.pauses, Pause(pause.first, last, pause.note)), open_pause=None)


# --- The formula ------------------------------------------------------------------------------------------------------


def _formula(told: _Told) -> list[Part]:
    """Anchor, what is counted, what is skipped, and the day they come to; its days always add up."""
    version, anchor, due = told.version, told.anchor, told.reckoning.due
    end = Part("=", screen(due), is_strong=True)
    if version.kind == RuleKind.FREQUENCY:
        return [
            Part("", f"Mốc {screen(anchor)}"),
            Part("→", f"Hết {_period_name(version)} có ngày mốc", is_strong=True),
            end,
        ]
    if version.kind == RuleKind.FIXED_DATE:
        return [Part("", f"Mốc {screen(anchor)}"), Part("→", capfirst(day_of_year(version)), is_strong=True), end]
    sign = "−" if told.is_backward else "+"
    parts = [Part("", f"Mốc {screen(anchor)}"), Part(sign, amount(version.value, version.unit), is_strong=True)]
    if told.clock.extra:
        parts.append(Part(sign, f"{amount(told.clock.extra, version.unit)} gia hạn", is_strong=True))
    parts += [Part(sign, words) for words in _skipped(told)]
    return [*parts, end]


def _skipped(told: _Told) -> list[str]:
    """What was not counted, in words."""
    words = []
    if holidays := told.days(StepKind.HOLIDAY):
        words.append(f"{len(holidays)} {_holiday_words(holidays)}")
    if weekends := told.days(StepKind.WEEKEND):
        words.append(f"{len(weekends)} ngày cuối tuần")
    if paused := told.days(StepKind.PAUSED):
        words.append(f"{len(paused)} ngày tạm dừng")
    if rolled := _rolled_days(told):
        side = "lùi về ngày làm việc trước" if told.is_backward else "dời sang ngày làm việc"
        words.append(f"{rolled} ngày {side}")
    return words


def _rolled_days(told: _Told) -> int:
    """Days between the last counted one and the due day, the due day included, paused ones apart."""
    if not told.is_rolled:
        return 0
    last, due = told.reckoning.last_counted, told.reckoning.due
    first, end = min(last, due), max(last, due)
    paused = sum(first < step.day < end for step in told.days(StepKind.PAUSED))
    return (end - first).days - paused


def _holiday_words(steps: list[Step]) -> str:
    """ "ngày nghỉ Tết" where all of them belong to it."""
    of_new_year = [NEW_YEAR in step.name for step in steps]
    if all(of_new_year):
        return "ngày nghỉ Tết"
    return "ngày nghỉ lễ, Tết" if any(of_new_year) else "ngày nghỉ lễ"


def _period_name(version: RuleVersion) -> str:
    unit = Unit(version.unit)
    return "ngày" if unit in (Unit.CALENDAR_DAY, Unit.WORKING_DAY) else version.get_unit_display()


# --- The sentence for a letter ----------------------------------------------------------------------------------------


def _sentence(told: _Told) -> str:
    """As an official letter says it: basis, period, what was added or not counted, the day."""
    version = told.version
    basis = " ".join(part for part in (version.article, version.law) if part)
    case = f" ({words})" if (words := case_words(version)) else ""
    first = f"Căn cứ {basis} về việc {lowfirst(version.rule.title)}{case}, {_period_words(told)}"
    doubt = " [Căn cứ chưa kiểm chứng, cần đối chiếu văn bản trước khi phát hành.]" if version.is_unverified else ""
    return f"{'; '.join([first, *_circumstances(told)])}. {_conclusion(told)}{doubt}"


def _period_words(told: _Told) -> str:
    version = told.version
    if version.kind == RuleKind.FREQUENCY:
        return f"phải thực hiện {'ít nhất ' if told.is_wait else ''}{version.value:02} lần mỗi {_period_name(version)}"
    if version.kind == RuleKind.FIXED_DATE:
        return f"thời hạn là {'từ' if told.is_wait else 'chậm nhất'} ngày {official(told.reckoning.due)}"
    period, anchor = _padded(version.value or 0, version.unit), f"{version.anchor} ({official(told.anchor)})"
    if told.is_backward:
        return f"thời hạn là chậm nhất {period} trước {anchor}"
    return f"{'thời gian tối thiểu' if told.is_wait else 'thời hạn'} là {period} kể từ {anchor}"


def _circumstances(told: _Told) -> list[str]:
    """Extensions, pauses, and the roll to another day."""
    version, words = told.version, []
    if told.clock.extra:
        times = f"{told.clock.extensions:02} lần, " if told.clock.extensions > 1 else ""
        words.append(f"được gia hạn {times}tổng cộng thêm {_padded(told.clock.extra, version.unit)}")
    if told.clock.pauses:
        spans = ", ".join(
            f"từ ngày {official(pause.first)} đến hết ngày {official(pause.last)}" for pause in told.clock.pauses
        )
        words.append(f"không tính thời gian tạm dừng {spans}")
    if told.is_rolled and told.is_backward:
        words.append(f"ngày {official(told.reckoning.last_counted)} là ngày nghỉ nên lấy ngày làm việc liền trước")
    elif told.is_rolled:
        words.append(
            f"ngày cuối cùng của thời hạn ({official(told.reckoning.last_counted)}) không phải là ngày làm việc nên "
            f"thời hạn kết thúc vào ngày làm việc tiếp theo, theo khoản 5 Điều 148 {CIVIL_CODE}"
        )
    return words


def _conclusion(told: _Told) -> str:
    due = official(told.reckoning.due)
    if told.paused_on is not None:
        return (
            f"Thời hạn đang tạm dừng từ ngày {official(told.paused_on)}; nếu tính tiếp ngay sau ngày "
            f"{official(told.on or told.paused_on)} thì kết thúc vào hết ngày {due}."
        )
    if told.is_wait and told.version.kind == RuleKind.DURATION:
        return f"Như vậy, bước tiếp theo được thực hiện sớm nhất vào ngày {due}."
    if told.version.kind == RuleKind.FIXED_DATE:
        return f"Mốc là {told.version.anchor} ({official(told.anchor)})."
    if told.version.kind == RuleKind.FREQUENCY:
        return f"Kỳ có ngày {official(told.anchor)} kết thúc vào hết ngày {due}."
    if told.is_backward:
        return f"Như vậy, hạn cuối là hết ngày {due}."
    return f"Như vậy, thời hạn kết thúc vào hết ngày {due}."


def _padded(value: int, unit: str) -> str:
    """ "07 ngày làm việc", as laws write small numbers."""
    return amount(value, unit).replace(str(value), f"{value:02}", 1)


# --- How days are counted, and what may be wrong ----------------------------------------------------------------------


def _how(told: _Told) -> str:
    version = told.version
    if version.kind == RuleKind.FIXED_DATE:
        return "Ngày cố định trong năm, giữ đúng như quy định; không dời khi rơi vào ngày nghỉ."
    if version.kind == RuleKind.FREQUENCY:
        return "Việc định kỳ: tính đến hết ngày cuối cùng của kỳ có ngày mốc."
    rules = ["không tính ngày mốc"]
    if version.unit == Unit.MONTH:
        rules.append("tháng không có ngày tương ứng thì lấy ngày cuối tháng")
    if told.is_wait:
        rules.append("thời gian chờ tối thiểu nên không dời khi rơi vào ngày nghỉ")
    else:
        rules.append("hạn rơi vào ngày nghỉ thì sang ngày làm việc kế tiếp")
    if told.clock.pauses:
        rules.append("những ngày tạm dừng không tính")
    words = f"{CIVIL_CODE}, Điều 147, 148: {'; '.join(rules)}."
    if told.is_backward:  # no text was found: nothing is cited for it
        words = (
            "Đếm lùi, không tính ngày mốc; rơi vào ngày nghỉ thì lùi về ngày làm việc liền trước, là cách thận trọng."
        )
    if version.unit == Unit.WORKING_DAY:
        words += f" {LABOUR_CODE}, Điều 111, 112: ngày nghỉ hằng tuần và nghỉ lễ, Tết không là ngày làm việc."
    return words


def _warnings(told: _Told, calendar: Calendar) -> Iterable[str]:
    version, due = told.version, told.reckoning.due
    if version.is_unverified:
        yield "Quy định này chưa kiểm chứng: vẫn dùng được, nhưng cần đối chiếu văn bản trước khi viện dẫn."
    if version.kind == RuleKind.DURATION:
        yield from _doubts(told, calendar)
    if version.kind == RuleKind.FIXED_DATE and not calendar.is_working(due):
        yield _on_a_day_off(due, calendar)
    if version.note and version.is_unverified:
        yield version.note


def _doubts(told: _Told, calendar: Calendar) -> Iterable[str]:
    """Years that the period touches, and single days of it, that the calendar is not sure of."""
    if told.is_wait and told.version.unit != Unit.WORKING_DAY:
        return  # neither counted nor rolled by the calendar
    doubt = calendar.doubt(told.anchor, told.reckoning.due)
    for year in doubt.years:
        if calendar.knows(year):
            yield f"Lịch nghỉ năm {year} mới là dự kiến: ngày này có thể đổi khi có lịch chính thức."
        else:
            yield f"Chưa có lịch nghỉ năm {year}: mới chỉ trừ thứ Bảy, Chủ nhật."
    days = [day for day in doubt.days if _matters(day, told)]
    if days:
        yield f"Lịch của {', '.join(screen(day) for day in days)} mới là dự kiến: ngày này có thể đổi."


def _matters(day: date, told: _Told) -> bool:
    """Of a period in calendar days only the days at its end decide, those over which it may roll."""
    if told.version.unit == Unit.WORKING_DAY:
        return True
    last, due = told.reckoning.last_counted, told.reckoning.due
    return min(last, due) <= day <= max(last, due)


def _on_a_day_off(day: date, calendar: Calendar) -> str:
    name = calendar.name_of(day) or ("cuối tuần" if day.weekday() >= SATURDAY else "nghỉ lễ")
    return f"Ngày {screen(day)} là ngày nghỉ ({name}); hạn vẫn giữ như đã viết."


def _step_as_json(step: Step) -> dict:
    return {
        "day": step.day.isoformat(),
        "kind": str(step.kind),
        "ordinal": step.ordinal,
        "name": step.name,
        "words": said(step),
    }


def _event_words(events: Iterable[ClockEvent], version: RuleVersion) -> Iterable[str]:
    """What the formula says only as a sum: each extension with its decision, each change of law."""
    for event in sorted(events, key=lambda event: event.on):
        if event.kind == ClockKind.EXTENSION:
            more = amount(event.amount, version.unit)
            yield f"Gia hạn {more} ngày {screen(event.on)}, {event.document}"
        elif event.kind == ClockKind.TRANSITION and event.version:
            version = event.version
            yield f"Từ {screen(event.on)} áp dụng {citation(version)}: {in_words(version)}"


def _officially(found: re.Match) -> str:
    """A day that was written as on screens as letters write it; what is no day stays."""
    try:
        return official(parse(found[0]))
    except DateError:
        return found[0]


def _basis_of(obligation: Obligation) -> str:
    return obligation.basis or (obligation.get_basis_kind_display() if obligation.basis_kind != "other" else "")
