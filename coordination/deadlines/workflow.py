"""What may be done with an obligation, whose step that is, and why it is not possible now.

Steps from open to open do not end it: they move its clock or give it to somebody else.
"""

from coordination.deadlines.choices import ClockKind
from coordination.deadlines.choices import ObligationStatus as S
from coordination.deadlines.clocks import replay
from coordination.deadlines.closing import why_not_close, words_there
from coordination.deadlines.models import Obligation
from coordination.deadlines.queries import mark_reachable
from coordination.deadlines.rules import explains_lateness, keeps_clock, keeps_ledger, may_close, may_urge, nobody, owes
from coordination.lib.dates import screen
from coordination.people.permissions import Permission
from coordination.ui.registry import Button
from coordination.workflow import buttons
from coordination.workflow.table import Transition, transitions

CLOCK_STEPS = ("pause", "resume", "extend", "annul_event")


def why_no_clock(obligation) -> str:
    """Why its day can be neither stopped nor extended, or nothing."""
    if obligation.version_id is None:
        return "Hạn ấn định giữ đúng như đã viết: không tạm dừng, không gia hạn."
    if not obligation.version.has_clock:
        return "Hạn này tính ngược từ ngày mốc hoặc là ngày cố định: không tạm dừng, không gia hạn."
    return ""


def why_waived(obligation) -> str:
    """Why a duty that nobody owes any more is not done either, or nothing."""
    if obligation.status != S.WAIVED:
        return ""
    return f"Việc này đã được miễn ngày {screen(obligation.closed_on)}: mở lại rồi mới ghi đã làm."


def clock_now(obligation):
    """What its events come to, prefetched ones as they are."""
    return replay(obligation.version, obligation.clock_events.all())


def why_not_pause(obligation) -> str | None:
    """One pause at a time."""
    paused_on = clock_now(obligation).paused_on
    return f"Đang tạm dừng từ ngày {screen(paused_on)}: ghi tính tiếp trước đã." if paused_on else None


def why_not_resume(obligation) -> str | None:
    """Only what stands still runs again."""
    return None if clock_now(obligation).paused_on else "Thời hạn đang chạy, chưa tạm dừng."


def why_not_extend(obligation) -> str | None:
    """As often as the rule in force allows."""
    clock = clock_now(obligation)
    limit, code = clock.version.extension_limit, clock.version.rule.code
    if not limit:
        return f"{code} không cho gia hạn."
    return f"Đã gia hạn đủ {limit} lần mà {code} cho phép." if clock.extensions >= limit else None


def last_by_hand(events):
    """The event that people wrote last and that still counts; what the law did is not among them."""
    written = [event for event in events if event.annulled_at is None and event.kind != ClockKind.TRANSITION]
    return max(written, key=lambda event: event.pk, default=None)


def why_not_annul(obligation) -> str | None:
    """There must be something to take back."""
    return None if last_by_hand(obligation.clock_events.all()) else "Chưa có lần ghi nào để hủy."


def why_not_reassign(obligation) -> str | None:
    """Whom a secret duty names may see it: that is decided at the record it is about."""
    return "Việc mật chỉ đổi người ở chính hồ sơ của nó." if obligation.confidential else None


def why_not_urge(obligation) -> str | None:
    """Nobody is pressed for what is allowed to wait, and where nobody has an account there is nobody to press."""
    if obligation.paused_on:
        return "Thời hạn đang tạm dừng nên chưa đôn đốc."
    if not hasattr(obligation, "is_reachable"):
        mark_reachable([obligation])
    return None if obligation.is_reachable else why_nobody(obligation)


def why_nobody(obligation) -> str:
    """Why there is nobody to remind."""
    if obligation.confidential:
        return "Việc mật chưa giao cho người có tài khoản nên không ai nhận được."
    return f"Chưa có ai khác ở {obligation.owner} có tài khoản để nhận: đôn đốc bằng văn bản."


def clock_step(name, label, unless) -> Transition:
    """A step of those who keep the ledger, for duties whose clock can be stopped."""
    return Transition(name, label, (S.OPEN,), S.OPEN, Permission.OBLIGATION_EDIT, unless=unless, whose=keeps_clock)


OBLIGATION = transitions(
    Obligation,
    Transition(name="open", label="Giao việc", sources=(), target=S.OPEN, permission=Permission.OBLIGATION_EDIT),
    Transition(
        name="close",
        label="Ghi đã làm",
        sources=(S.OPEN,),
        target=S.DONE,
        permission=Permission.OBLIGATION_CLOSE,
        primary=True,
        unless=why_not_close,
        whose=may_close,
    ),
    clock_step("pause", "Tạm dừng thời hạn", why_not_pause),
    clock_step("resume", "Tính tiếp thời hạn", why_not_resume),
    clock_step("extend", "Gia hạn", why_not_extend),
    clock_step("annul_event", "Hủy lần ghi cuối", why_not_annul),
    Transition(
        name="reassign",
        label="Giao lại",
        sources=(S.OPEN,),
        target=S.OPEN,
        permission=Permission.OBLIGATION_CLOSE,
        unless=why_not_reassign,
        whose=may_close,
    ),
    Transition(
        name="urge",
        label="Đôn đốc",
        sources=(S.OPEN,),
        target=S.OPEN,
        permission=Permission.OBLIGATION_EDIT,
        whose=may_urge,
        unless=why_not_urge,
    ),
    Transition(
        name="note",
        label="Ghi chú",
        sources=(S.OPEN,),
        target=S.OPEN,
        permission=Permission.OBLIGATION_CLOSE,
        whose=may_close,
    ),
    Transition(
        name="waive",
        label="Miễn việc này",
        sources=(S.OPEN,),
        target=S.WAIVED,
        permission=Permission.OBLIGATION_EDIT,
        whose=keeps_ledger,
    ),
    Transition(
        name="reopen",
        label="Mở lại việc",
        sources=S.FINISHED,
        target=S.OPEN,
        permission=Permission.OBLIGATION_EDIT,
        whose=keeps_ledger,
    ),
    Transition(
        name="note_lateness",
        label="Ghi nguyên nhân trễ",
        sources=(S.DONE,),
        target=S.DONE,
        permission=Permission.OBLIGATION_CLOSE,
        whose=explains_lateness,
    ),
    Transition(
        name="follow_law",
        label="Chuyển sang quy định mới",
        sources=(S.OPEN,),
        target=S.OPEN,
        permission=Permission.OBLIGATION_EDIT,
        whose=nobody,
    ),
)


def there_button(obligation, user) -> list[Button]:
    """To the record where the duty is done, for those who owe it."""
    record = obligation.subject
    words = words_there(obligation, record)
    if not words or not user.can(Permission.OBLIGATION_CLOSE, obligation) or not owes(obligation, user.acting):
        return []
    seen = type(record).objects.visible_to(user).filter(pk=record.pk).exists()
    return [Button(f"{words} ở hồ sơ", record.get_absolute_url(), primary=True)] if seen else []


buttons.add(Obligation, there_button)
