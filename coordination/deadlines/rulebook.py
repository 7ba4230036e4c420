"""The rules of law as people read them: what holds on a day, what rests on a version, where two differ."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, F, Q

from coordination.audit.models import Event
from coordination.deadlines.calendar import Calendar, Sense
from coordination.deadlines.choices import RuleKind
from coordination.deadlines.clocks import Clock, due_of
from coordination.deadlines.models import ClockEvent, Obligation, Rule, RuleVersion
from coordination.deadlines.words import case_words, extension_words, in_words
from coordination.lib.dates import screen
from coordination.lib.text import fold
from coordination.ui.registry import Entry
from coordination.ui.show import words_of

ENDING = 90
"""How many days ahead an end without a successor is announced."""
SAMPLE = 120
"""So many anchor days are tried to see whether a local period is laxer than the law's."""


@dataclass
class Case:
    """One variant at one level: its versions through time, a locality's own beside the law's."""

    words: str
    versions: list[RuleVersion] = field(default_factory=list)


def show_on(rules, user, on: date, level: str = "") -> None:
    """Give each rule `shown`: its versions that hold on the day, else the nearest one. One query."""
    rows = defaultdict(list)
    for version in RuleVersion.objects.visible_to(user).filter(rule__in=rules).select_related("locality"):
        rows[version.rule_id].append(version)
    for rule in rules:
        rule.shown = holding(rows[rule.pk], on, level)


def holding(versions, on: date, level: str = "") -> list[RuleVersion]:
    """Those in force on the day, a locality's own in place of the law's; else the nearest in time."""
    rows = [row for row in versions if not level or row.level in ("", level)]
    in_force = [row for row in rows if row.holds_on(on)]
    if not in_force:
        past = [row for row in rows if row.effective_from < on]
        nearest = max(past, key=lambda row: row.effective_to) if past else min(rows, key=_begin, default=None)
        return [nearest] if nearest else []
    best = {}
    for row in sorted(in_force, key=lambda row: (row.locality_id is not None, row.effective_from, row.pk)):
        best[row.variant, row.level] = row
    return [best[case] for case in sorted(best)]


def ending(user, today: date) -> Q:
    """Rules of which a version has ended, or ends soon, and none holds afterwards."""
    later = today + timedelta(days=ENDING)
    versions = RuleVersion.objects.visible_to(user)
    ended = versions.filter(effective_to__lt=later).values("rule")
    return Q(pk__in=ended) & ~Q(pk__in=versions.in_force(later).values("rule"))


def found(user, text: str) -> list[int]:
    """Keys of the rules that hold all the words, typed without accents: some 150 rows, read and folded here."""
    words = words_of(_as_code(text))
    texts: dict[int, list[str]] = defaultdict(list)
    for pk, *parts in Rule.objects.visible_to(user).values_list("pk", "code", "title", "note"):
        texts[pk] += parts
    about = RuleVersion.objects.visible_to(user).values_list("rule", "law", "article", "anchor", "variant_label")
    for pk, *parts in about:
        texts[pk] += parts
    return [pk for pk, parts in texts.items() if _holds_all(fold(" ".join(parts)), words)]


def cases_of(rule, user) -> list[Case]:
    """All versions of a rule that the user may see, by case and time, with `used` and `used_open` counted."""
    versions = RuleVersion.objects.visible_to(user).with_used().filter(rule=rule)
    versions = versions.select_related("locality", "document", "rule")
    rows = sorted(versions, key=lambda row: (row.variant, row.level, row.effective_from, row.locality_id or 0))
    count_uses(rows, user)
    grouped = groupby(rows, key=lambda row: (row.variant, row.level))
    return [Case(case_words(found[0]), found) for found in (list(group) for _, group in grouped)]


def count_uses(versions, user) -> None:
    """Give each version `used` and `used_open`: duties the user may see that rest on it, or were led to it."""
    opened: Counter[int] = Counter()
    total: Counter[int] = Counter()
    led = ClockEvent.objects.visible_to(user).valid().exclude(obligation__version=F("version"))
    for rows, duty, closed in (
        (Obligation.objects.visible_to(user), "pk", "closed_on"),
        (led, "obligation", "obligation__closed_on"),
    ):
        every, still = Count(duty, distinct=True), Count(duty, filter=Q(**{closed: None}), distinct=True)
        counted = rows.filter(version__in=versions).order_by().values("version").annotate(every=every, still=still)
        for row in counted:
            total[row["version"]] += row["every"]
            opened[row["version"]] += row["still"]
    for version in versions:
        version.used, version.used_open = total[version.pk], opened[version.pk]


def resting_on(obligations, version):
    """Of duties those whose period is the version's, or was led to it by a change of law."""
    led = ClockEvent.objects.valid().filter(version=version).values("obligation")  # ungated: it narrows what is given
    return obligations.filter(Q(version=version) | Q(pk__in=led))


def compared(versions) -> list[tuple[str, list[str], bool]]:
    """(label, one text each, whether they differ) of what a jurist compares."""
    rows = [
        ("Trường hợp", [case_words(one) or "mọi trường hợp" for one in versions]),
        ("Thời hạn", [in_words(one) for one in versions]),
        ("Mốc", [one.anchor for one in versions]),
        ("Gia hạn", [extension_words(one) or "không nêu" for one in versions]),
        ("Áp dụng từ ngày", [screen(one.effective_from) for one in versions]),
        ("Đến hết ngày", [screen(one.effective_to) or "chưa định" for one in versions]),
        ("Văn bản", [one.law for one in versions]),
        ("Điều, khoản", [one.article or "không nêu" for one in versions]),
        ("Của", [one.locality.name if one.locality else "cả nước" for one in versions]),
        ("Kiểm chứng", [one.get_verification_display() for one in versions]),
        ("Ghi chú", [one.note or "không có" for one in versions]),
    ]
    return [(label, texts, len(set(texts)) > 1) for label, texts in rows]


def is_laxer(own, common, calendar: Calendar) -> bool:
    """Whether a locality's own version gives more time than the law on some day, or asks for something less often."""
    if own.kind != common.kind or own.sense != common.sense:
        return False
    if own.kind == RuleKind.THRESHOLD:
        return False  # a majority gives nobody time
    if own.kind == RuleKind.FREQUENCY:
        return own.unit == common.unit and own.value < common.value
    first = max(own.effective_from, common.effective_from)
    days = [first + timedelta(days=n) for n in range(1 if own.kind == RuleKind.FIXED_DATE else SAMPLE)]
    pairs = [(due_of(Clock(own), day, calendar), due_of(Clock(common), day, calendar)) for day in days]
    if own.sense == Sense.AT_LEAST:
        return any(mine < theirs for mine, theirs in pairs)
    return any(mine > theirs for mine, theirs in pairs)


def beside(version):
    """The common version that holds where a locality's own begins, in the same case; the last known one else."""
    rows = RuleVersion.objects.filter(  # ungated: the common law, which everybody sees
        rule_id=version.rule_id, variant=version.variant, level__in=("", version.level), locality=None
    )
    there = holding(list(rows), version.effective_from)
    return there[-1] if there else None


def history_of(rule, versions) -> list[Entry]:
    """What was done to a rule and to the versions shown of it; whoever may read these may read that."""
    about = Q(content_type=ContentType.objects.get_for_model(Rule), object_id=rule.pk) | Q(
        content_type=ContentType.objects.get_for_model(RuleVersion), object_id__in=[one.pk for one in versions]
    )
    events = Event.objects.filter(about)  # ungated: of a rule and versions that came through the gate
    events = events.select_related("acting_body").order_by("-at", "-id")
    return [Entry(event.at, _who(event), _what(event), event.note) for event in events]


def _who(event) -> str:
    return f"{event.actor_name} ({event.acting_body})" if event.acting_body_id else event.actor_name


def _what(event) -> str:
    names = {one.name: str(one.verbose_name) for model in (Rule, RuleVersion) for one in model._meta.concrete_fields}
    changed = ", ".join(names[name] for name in event.data if name in names)
    return f"{event.get_kind_display()}: {changed}" if changed else event.get_kind_display()


def _begin(version) -> date:
    return version.effective_from


def _as_code(text: str) -> str:
    """ "kn02", "KN-2", "kn 02" → "kn-02"; anything else as it is."""
    code = re.fullmatch(r"([a-z]{2,4})[ -]?0*(\d{1,2})", fold(text))
    return f"{code[1]}-{int(code[2]):02}" if code else text


def _holds_all(text: str, words) -> bool:
    """Whether each word begins a word of the text."""
    return all(re.search(rf"(?<![a-z0-9]){re.escape(word)}", text) for word in words)
