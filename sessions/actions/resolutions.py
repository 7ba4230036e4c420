"""What people do with resolutions after adoption: number, sign, publish, correct, and what later changes them.

A resolution has no status: each step writes its official day once. Once it is signed, what stands on the paper changes
by a correction alone, whose reason stays in history.
"""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from coordination.audit.actors import System
from coordination.deadlines.actions import copy_gate
from coordination.deadlines.queries import about
from coordination.lib.dates import screen
from coordination.records.errors import AlreadyDone, NotNow
from coordination.workflow import door
from sessions import deadlines, numbering, queries
from sessions.models import Resolution

ON_PAPER = ("number", "symbol", "year", "title", "adopted_on", "is_normative", "signed_on", "signed_by")
"""What a signed resolution keeps unless it is corrected."""
NOT_NUMBERED = "Nghị quyết chưa có số: cấp số rồi mới ghi ký chứng thực."
SIGNED = "Nghị quyết đã ký chứng thực: số, ký hiệu, trích yếu, loại và các ngày trên văn bản chỉ sửa bằng đính chính."

SUCCEEDED = System("nghị quyết của địa phương kế tục")
"""Writes the last day into a resolution of an ended locality."""


@transaction.atomic
def create_resolution(resolution, *, by, related=None):
    """Write down an adopted resolution; one draft may yield several. Raises ValidationError at a number in use."""
    _check_numbered(resolution, by)
    numbering.hold(resolution)
    _check_effect(resolution, by)
    door.create(resolution, by=by, related=related)
    if not resolution.published_on and not isinstance(by, System):  # a past that is loaded owes nothing any more
        _owe_publication(resolution, by=by)
    return resolution


@transaction.atomic
def edit_resolution(resolution, *, by, related=None):
    """Save anything before it was signed; then only what is not on the paper, or was left open on it."""
    stored = Resolution.objects.get(pk=resolution.pk)
    written = [name for name in ON_PAPER if getattr(stored, name) not in (None, "")]
    if stored.signed_on and not isinstance(by, System) and _differ(stored, resolution, written):
        raise NotNow(SIGNED)
    numbering.hold(resolution)
    if _differ(stored, resolution, ("effective_from", "adopted_on", "procedure", "is_normative")):
        _check_effect(resolution, by)
    door.change(resolution, by=by, related=related)
    _follow_paper(resolution, stored, by=by)
    return resolution


@transaction.atomic
def correct_resolution(resolution, *, by, reason: str, related=None):
    """Correct what stands on the signed paper; history keeps who, when and why."""
    stored = Resolution.objects.get(pk=resolution.pk)
    if not stored.signed_on:
        raise NotNow("Nghị quyết chưa ký chứng thực: sửa như thường, chưa cần đính chính.")
    if not reason.strip():
        raise ValidationError({"reason": "Ghi lý do đính chính."})
    if not resolution.signed_on:
        raise ValidationError({"signed_on": "Nghị quyết đã ký thì có ngày ký."})
    if not _differ(stored, resolution, ON_PAPER):
        raise ValidationError("Chưa sửa ô nào.")
    if stored.number:
        _check_numbered(resolution, by)
    numbering.hold(resolution)
    _check_effect(resolution, by)
    door.change(resolution, by=by, related=related, note=f"Đính chính: {reason}")
    _follow_paper(resolution, stored, by=by)
    return resolution


# --- Steps, each once ---------------------------------------------------------------------------------------------


@transaction.atomic
def number_resolution(resolution, *, by, number: str, year: int):
    """Give it its number. Raises ValidationError at a number in use."""
    return _note(resolution, "Cấp số", by=by, number=number, year=year)


@transaction.atomic
def authenticate(resolution, *, by, signed_on, signed_by=None):
    """Signed by the chair (or whoever presided), with its number: a normative one is now owed to the gazette."""
    _check_after(signed_on, "signed_on", resolution.adopted_on, "ngày thông qua")
    if not resolution.number and not isinstance(by, System):
        raise NotNow(NOT_NUMBERED)
    _note(resolution, "Ký chứng thực", by=by, signed_on=signed_on, signed_by=signed_by)
    _owe_publication(resolution, by=by)
    return resolution


@transaction.atomic
def send_resolution_up(resolution, *, by, sent_up_on):
    """Sent to the superior bodies; the duty itself is the session's."""
    _check_signed(resolution, sent_up_on, "sent_up_on")
    return _note(resolution, "Gửi cấp trên", by=by, sent_up_on=sent_up_on)


@transaction.atomic
def send_to_gazette(resolution, *, by, sent_to_gazette_on):
    """Closes the duty to send, opens the gazette's to publish."""
    _check_signed(resolution, sent_to_gazette_on, "sent_to_gazette_on")
    _note(resolution, "Gửi đăng Công báo", by=by, sent_to_gazette_on=sent_to_gazette_on)
    deadlines.fulfil(resolution, on=sent_to_gazette_on, by=by, rule=deadlines.GAZETTE)
    _owe_publication(resolution, by=by)
    return resolution


@transaction.atomic
def publish_resolution(resolution, *, by, published_on, published_in: str):
    """Published, with the place as its proof: closes what was still owed for it."""
    _check_signed(resolution, published_on, "published_on")
    _check_after(published_on, "published_on", resolution.sent_to_gazette_on, "ngày gửi đăng Công báo")
    _note(resolution, "Đăng Công báo", by=by, published_on=published_on, published_in=published_in)
    deadlines.fulfil(resolution, on=published_on, by=by, rule=deadlines.GAZETTE, evidence=published_in)
    return resolution


@transaction.atomic
def post_resolution(resolution, *, by, posted_on):
    """Posted where people read it."""
    _check_signed(resolution, posted_on, "posted_on")
    return _note(resolution, "Niêm yết, công khai", by=by, posted_on=posted_on)


@transaction.atomic
def set_effect(resolution, *, by, effective_from):
    """The day from which it holds. A verified wait blocks an earlier one, an unverified wait only warns."""
    _check_after(effective_from, "effective_from", resolution.adopted_on, "ngày thông qua")
    _check_effect(resolution, by, effective_from)
    return _note(resolution, "Ngày có hiệu lực", by=by, effective_from=effective_from)


@transaction.atomic
def hold_rollout(resolution, *, by, rollout_conference_on, rollout_meeting=None):
    """The conference at which it is explained to those who carry it out; the meeting that it was, if written down."""
    _check_after(rollout_conference_on, "rollout_conference_on", resolution.adopted_on, "ngày thông qua")
    fields = {"rollout_conference_on": rollout_conference_on, "rollout_meeting": rollout_meeting}
    return _note(resolution, "Hội nghị triển khai", by=by, **fields)


# --- What later changes it ----------------------------------------------------------------------------------------


@transaction.atomic
def create_change(change, *, by, related=None):
    """A later document changes a resolution; what ends it gives it its last day."""
    _share_gate(change)
    door.create(change, by=by, related=related)
    _follow_changes(change.resolution_id, by=by)
    return change


@transaction.atomic
def edit_change(change, *, by, related=None):
    """Correct such a change; the end of the resolution follows."""
    before = type(change).objects.get(pk=change.pk).resolution_id
    _share_gate(change)
    door.change(change, by=by, related=related)
    for pk in sorted({before, change.resolution_id}):
        _follow_changes(pk, by=by)
    return change


def _share_gate(change) -> None:
    """It is as open as what it changes; it is registered by the place that writes it down, the successor of an ended
    one."""
    place = change.locality
    copy_gate(change, change.resolution)
    change.locality = place


def _follow_changes(pk: int, *, by) -> None:
    resolution = Resolution.objects.select_related("locality").get(pk=pk)
    end = queries.end_of(resolution)
    if resolution.ended_on != end:
        resolution.ended_on = end
        note = f"Hết hiệu lực từ {screen(end)}" if end else "Không còn ngày hết hiệu lực"
        if resolution.locality.is_ended and not isinstance(by, System):
            note, by = f"{note} ({by})", SUCCEEDED  # nobody writes in an ended locality any more
        door.change(resolution, by=by, note=note)


# --- Checks --------------------------------------------------------------------------------------------------------


def _note(resolution, words: str, *, by, **fields):
    """Write the day of a step for the first time. Raises AlreadyDone when it stands there."""
    first = next(iter(fields))
    if written := getattr(resolution, first):
        when = f": {screen(written)}" if isinstance(written, date) else f": {written}"
        raise AlreadyDone(f"{words} đã ghi rồi{when}.")
    for name, value in fields.items():
        setattr(resolution, name, value)
    numbering.hold(resolution)
    return door.change(resolution, by=by, note=words)


def _owe_publication(resolution, *, by) -> None:
    deadlines.keep_law(resolution, deadlines.of_publication(resolution), by=by, rules=(deadlines.GAZETTE,))


def _follow_paper(resolution, stored, *, by) -> None:
    """What is owed to the gazette follows type and days; a past that owed nothing goes on owing nothing."""
    owed = about(resolution).filter(version__rule__code=deadlines.GAZETTE).exists()
    if owed or resolution.is_normative != stored.is_normative:
        _owe_publication(resolution, by=by)


def _check_numbered(resolution, by) -> None:
    """What a person writes down as signed has its number; of an old paper that a job loads it may be unknown."""
    if resolution.signed_on and not resolution.number and not isinstance(by, System):
        raise ValidationError({"number": NOT_NUMBERED})


def _check_signed(resolution, day: date, field: str) -> None:
    if not resolution.signed_on:
        raise NotNow("Nghị quyết chưa ký chứng thực.")
    _check_after(day, field, resolution.signed_on, "ngày ký chứng thực")


def _check_after(day: date, field: str, first: date | None, words: str) -> None:
    if first and day < first:
        raise ValidationError({field: f"Ngày này trước {words} ({screen(first)})."})


def _check_effect(resolution, by, day: date | None = None) -> None:
    """Only a wait read in the text of the law blocks; others are told beside the day."""
    early = deadlines.early_effect(resolution, day)
    if early and early.is_verified and not isinstance(by, System):
        raise ValidationError({"effective_from": early.words})


def _differ(stored, resolution, names) -> bool:
    keys = [f"{name}_id" if name == "signed_by" else name for name in names]
    return any(getattr(stored, key) != getattr(resolution, key) for key in keys)
