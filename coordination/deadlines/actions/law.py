"""What changes the rules: the common law by who operates the installation, a locality's own by its council's office.

A version on which a duty rests is never rewritten, only ended and succeeded. Of one case only one version holds a day.
"""

import hashlib
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from coordination.audit import log
from coordination.audit.actors import System
from coordination.audit.choices import EventKind
from coordination.audit.models import Event
from coordination.deadlines.law import is_used, next_of
from coordination.deadlines.models import Rule, RuleVersion
from coordination.deadlines.models.law import key_of
from coordination.deadlines.words import interval
from coordination.lib.dates import screen
from coordination.people.permissions import Permission
from coordination.records.changes import differences
from coordination.records.errors import AlreadyDone, Conflict, Forbidden, NotNow

USED = "Đã có việc dùng phiên bản này nên không sửa được nữa: kết thúc nó và thêm phiên bản mới."
CODE_STEM, KEY_PLACE = 20, 20
"""Letters of a locality's slug in codes and keys."""
SAME_CASE = (
    "rule",
    "variant",
    "variant_label",
    "level",
    "locality",
    "kind",
    "sense",
    "value",
    "denominator",
    "is_strict",
    "unit",
    "direction",
    "anchor",
    "day",
    "month",
    "year_offset",
    "year",
    "extension_limit",
    "extension_value",
    "extension_by",
)


def may_write(user, locality) -> bool:
    """Whether rules of this locality (none: the common ones) are the user's to write."""
    if locality is None:
        return user.can(Permission.OPERATE)
    acts_there = user.acting is not None and user.acting.locality_id == locality.pk
    return acts_there and not locality.is_ended and user.can(Permission.RULE_EDIT)


def owner_of(version):
    """The locality whose version it is; none for the common law."""
    return version.locality or version.rule.locality


def seen_of(row) -> str:
    """A mark of what a form showed, so that a save in between is noticed: rules and versions have no revision."""
    values = [str(getattr(row, one.attname)) for one in row._meta.concrete_fields]
    return hashlib.sha256("\0".join(values).encode()).hexdigest()[:20]


@transaction.atomic
def create_rule(rule: Rule, version: RuleVersion, *, by) -> Rule:
    """A new rule with its first version; a locality's own has its locality on both."""
    _check_may(by, rule.locality)
    rule.code = rule.code.strip().upper() or new_code(rule.locality)
    rule.full_clean()
    try:
        with transaction.atomic():
            rule.save()
    except IntegrityError:  # the code was free a moment ago
        raise Conflict(f"Mã {rule.code} vừa có người dùng cho quy định khác; bấm lưu lần nữa.") from None
    log.record(EventKind.CREATED, rule, by=by)
    version.rule, version.locality = rule, rule.locality
    _add(version, by)
    return rule


@transaction.atomic
def edit_rule(rule: Rule, *, by, seen: str) -> Rule:
    """Save title, section and note; the code stays, others quote it. Raises Conflict when it was changed."""
    before = Rule.objects.select_for_update(of=("self",)).select_related("locality").get(pk=rule.pk)
    _check_may(by, before.locality)
    _check_seen(before, seen)
    rule.code, rule.locality = before.code, before.locality
    rule.is_shipped = False  # from now on the data file leaves the words alone
    rule.full_clean()
    changed = differences(before, rule)
    rule.save()
    log.record(EventKind.CHANGED, rule, by=by, data=changed)
    return rule


@transaction.atomic
def add_override(version: RuleVersion, *, by) -> RuleVersion:
    """A locality's own version of a common rule, by its own document, beside the law's."""
    if version.locality is None:
        raise ValidationError("Quy định riêng phải có địa phương.")
    _check_may(by, version.locality)
    _lock(version.rule)
    return _add(version, by)


@transaction.atomic
def edit_version(version: RuleVersion, *, by, seen: str) -> RuleVersion:
    """Correct a version on which nothing rests yet. Raises NotNow when something does, Conflict when it was changed."""
    before = _claimed(version, seen)
    _check_may(by, owner_of(before))
    if is_used(before):
        raise NotNow(USED)
    version.rule, version.locality, version.key = before.rule, before.locality, before.key
    version.is_shipped = False  # from now on the data file of the program leaves it alone
    version.full_clean()  # also that no other version of the case holds on one of its days
    changed = differences(before, version)
    version.save()
    log.record(EventKind.CHANGED, version, by=by, data=changed)
    return version


@transaction.atomic
def end_version(version: RuleVersion, *, by, last_day: date, successor: RuleVersion | None = None) -> RuleVersion:
    """Let a version hold until `last_day`, and its successor from the day after: no gap, no overlap.

    One whose end is known already (`last_day` is that day) only gets its successor. Raises AlreadyDone when somebody
    else ended it, or gave it a successor, a moment ago; ValidationError when a case of a later day rests on it.
    """
    _check_may(by, owner_of(version))
    if last_day < version.effective_from:
        raise ValidationError(
            {"last_day": f"Không được trước ngày bắt đầu áp dụng ({screen(version.effective_from)})."}
        )
    _lock(version.rule)
    if version.effective_to is None and RuleVersion.objects.filter(pk=version.pk).used_after(last_day).exists():
        words = f"Đã có việc có mốc sau ngày {screen(last_day)} theo phiên bản này; chọn ngày muộn hơn."
        raise ValidationError({"last_day": words})
    ended = RuleVersion.objects.filter(pk=version.pk, effective_to=None).update(effective_to=last_day, is_shipped=False)
    only_succeeds = version.effective_to == last_day and successor is not None
    if next_of(version) or not (ended or only_succeeds):
        raise AlreadyDone(_who_ended(version))
    version.effective_to = last_day
    if ended:
        note = f"Kết thúc ngày {screen(last_day)}"
        log.record(EventKind.CHANGED, version, by=by, data={"effective_to": ["None", str(last_day)]}, note=note)
    if successor is not None:
        successor.rule, successor.locality = version.rule, version.locality
        successor.effective_from = last_day + timedelta(days=1)
        _add(successor, by)
    return version


def copy_of(version: RuleVersion, **changed) -> RuleVersion:
    """A new version of the same case that says the same, except for what is given and for its days and its source."""
    return RuleVersion(**{name: getattr(version, name) for name in SAME_CASE} | changed)


def new_code(locality) -> str:
    """The next free code of a locality's own rules: "AN-BINH-03"."""
    start = f"{locality.slug[:CODE_STEM].upper() if locality else 'CHUNG'}-"
    taken = set(Rule.objects.filter(code__startswith=start).values_list("code", flat=True))
    return next(code for n in range(1, len(taken) + 2) if (code := f"{start}{n:02}") not in taken)


def _add(version: RuleVersion, by) -> RuleVersion:
    """Save a new version, made by hand, under a key of its own."""
    version.key = _free_key(version)
    version.is_shipped = False
    version.full_clean()  # also that no other version of the case holds on one of its days
    version.save()
    note = f"Phiên bản áp dụng {interval(version.effective_from, version.effective_to)}"
    log.record(EventKind.CREATED, version, by=by, note=note)
    return version


def _free_key(version: RuleVersion) -> str:
    """What it is called; with a number behind where a corrected version keeps that name."""
    place = version.locality.slug[:KEY_PLACE] if version.locality else ""
    case = {"variant": version.variant, "level": version.level, "locality": place}
    key = key_of(version.rule.code, version.effective_from, **case)
    taken = set(RuleVersion.objects.filter(key__startswith=key).values_list("key", flat=True))
    return next(name for name in (key, *(f"{key}-{n}" for n in range(2, len(taken) + 3))) if name not in taken)


def _check_may(by, locality) -> None:
    if not isinstance(by, System) and not may_write(by, locality):
        whose = f"của {locality.name}" if locality else "chung của cả nước"
        raise Forbidden(f"Quy định {whose} không thuộc quyền ghi của vai bạn đang dùng.")


def _lock(rule: Rule) -> None:
    """One writer at a time in the versions of a rule."""
    Rule.objects.select_for_update().get(pk=rule.pk)


def _claimed(version: RuleVersion, seen: str) -> RuleVersion:
    """The version as stored, held until the end; told when somebody saved after the form was opened."""
    _lock(version.rule)
    before = RuleVersion.objects.select_for_update(of=("self",)).select_related("rule", "locality").get(pk=version.pk)
    _check_seen(before, seen)
    return before


def _check_seen(before, seen: str) -> None:
    """Raise Conflict unless the row still says what the form showed."""
    if seen_of(before) != seen:
        last = _last_event(before)
        raise Conflict.saved_by(last.actor_name, last.at) if last else Conflict


def _who_ended(version: RuleVersion) -> str:
    last = _last_event(version)
    if last is None:
        return "Phiên bản này đã được kết thúc rồi."
    at = timezone.localtime(last.at)
    return f"Phiên bản này đã được {last.actor_name} kết thúc lúc {at:%H:%M ngày %d/%m/%Y}."


def _last_event(row: Rule | RuleVersion):
    return Event.objects.about(row).order_by("-id").first()
