"""What the law makes a session owe: convening, documents to the delegates, reports on promises, sending up."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from coordination.deadlines.actions import reopen_obligation
from coordination.deadlines.actions.timing import basis_of
from coordination.deadlines.calendars import calendar_of
from coordination.deadlines.choices import ObligationStatus, Verification
from coordination.deadlines.clocks import due_of, replay
from coordination.deadlines.law import NoRule, rule_of, version_on
from coordination.deadlines.queries import about
from coordination.deadlines.words import in_words
from coordination.lib.dates import screen
from coordination.ui.show import lowfirst
from sessions import queries
from sessions.choices import ItemKind, ItemStatus, SessionKind, SessionStatus
from sessions.deadlines.common import LawDuty, Moved, fulfil, keep_law

FIRST, CONVENE, CONVENE_EXTRA, DOCUMENTS, PROMISES, SENT_UP = "SES-05", "SES-06", "SES-07", "SES-09", "QST-03", "SES-16"
CONVENING = (CONVENE, CONVENE_EXTRA)
BEFORE_OPENING = (FIRST, *CONVENING, DOCUMENTS, PROMISES)
FOLLOWS = "Theo kỳ họp: "
"""How the reason begins where a duty was dropped with its session, so that it comes back with it too."""


def of_session(session) -> list[LawDuty]:
    """What the law asks before the session opens, by its planned day; nothing once it is off, or was held."""
    standing = queries.standing_of(session.locality)
    if standing is None:
        return []
    council, name = queries.council_of(session.locality), lowfirst(str(session))
    duties = []
    if session.kind == SessionKind.FIRST and session.elected_on and session.status in _WAITING:
        duties.append(LawDuty(FIRST, standing, session.elected_on, f"Khai mạc {name}", beneficiary=council))
    if session.status not in SessionStatus.COMING or session.opening is None:
        return duties
    day = session.opening
    titles = {convening_rule(session): "Quyết định triệu tập", DOCUMENTS: "Gửi đại biểu tài liệu"}
    duties += [LawDuty(rule, standing, day, f"{title} {name}", (), council) for rule, title in titles.items()]
    return [*duties, *_promises(session, day, standing)]


_WAITING = (*SessionStatus.COMING, SessionStatus.POSTPONED)
"""A session put off is owed still: the days since the election run on."""


def convening_rule(session) -> str:
    """The rule on the day of the convening decision: regular and first sessions have another than the rest."""
    return CONVENE if session.kind in (SessionKind.REGULAR, SessionKind.FIRST) else CONVENE_EXTRA


def _promises(session, day: date, standing) -> list[LawDuty]:
    """Each body reports, before the session, on what it promised at the one before and had not done by its close."""
    before = queries.session_before(session)
    if before is None:
        return []
    bodies = {row.addressee_id: row.addressee for row in queries.promises_left(before)}
    title = f"Báo cáo việc thực hiện lời hứa tại {lowfirst(str(before))}"
    return [LawDuty(PROMISES, body, day, title, beneficiary=standing) for body in bodies.values()]


def follow_session(session, *, by, why: str = "ngày khai mạc đã đổi.") -> list[Moved]:
    """Make what the law asks before the opening equal to the session; what was dropped with it comes back with it."""
    reason = f"{FOLLOWS}{why}"
    duties = of_session(session)
    _bring_back(session, duties, by=by)
    return keep_law(session, duties, by=by, reason=reason, rules=BEFORE_OPENING)


def _bring_back(session, duties: list[LawDuty], *, by) -> None:
    """Duties that were dropped because the session was put off or had no day are owed again."""
    dropped = about(session).filter(status=ObligationStatus.WAIVED, outcome__startswith=FOLLOWS)
    for row in dropped.exclude(version=None).select_related("version__rule"):
        if any(duty.is_kept_by(row) for duty in duties):
            reopen_obligation(row, by=by, reason=f"{FOLLOWS}lại chuẩn bị.")


def convene_again(session, *, by) -> None:
    """A session that was put off needs another convening decision: the old one was for the old day."""
    done = about(session).filter(status=ObligationStatus.DONE, version__rule__code__in=CONVENING)
    for row in done:
        reopen_obligation(row, by=by, reason=f"{FOLLOWS}chuẩn bị lại.")


def fulfil_convening(session, *, on: date, by) -> None:
    """The convening decision was issued; why it was late, if it was, may be noted afterwards."""
    for rule in CONVENING:
        fulfil(session, on=on, by=by, rule=rule)


def follow_sending(session, *, by) -> None:
    """Once every document of a convened session was sent to the delegates, that is done, on the day of the last one."""
    if session is None or session.status not in (SessionStatus.CONVENED, SessionStatus.OPEN):
        return
    items = session.items.exclude(status__in=ItemStatus.STOPPED).exclude(kind__in=ItemKind.WITHOUT_DOCUMENTS)
    days = list(items.values_list("sent_on", flat=True))
    if days and all(days):
        fulfil(session, on=max(days), by=by, rule=DOCUMENTS)


def owe_sending_up(session, *, by) -> None:
    """After the close, resolutions and minutes are owed to the bodies above."""
    standing = queries.standing_of(session.locality)
    if standing is None or session.closed_on is None:
        return
    title = f"Gửi cấp trên nghị quyết và biên bản {lowfirst(str(session))}"
    duty = LawDuty(SENT_UP, standing, session.closed_on, title, beneficiary=queries.council_of(session.locality))
    keep_law(session, [duty], by=by, rules=(SENT_UP,))


def moved_words(moved: list[Moved]) -> str:
    """What followed the session: "Quyết định triệu tập … 08/07/2026 → 18/07/2026"; nothing where nothing moved."""
    rows = [f"{row.obligation.title}: {screen(row.before)} → {screen(row.after)}" for row in moved]
    return f"Hạn đổi theo: {'; '.join(rows)}." if rows else ""


@dataclass(frozen=True)
class Convening:
    """By when the law wants the convening decision for an opening day, and how sure that is."""

    last_on: date
    article: str
    words: str
    verification: str

    def fault(self, convened_on: date) -> str:
        """Why a decision of that day comes too late, with the article; nothing when it is in time."""
        if convened_on <= self.last_on:
            return ""
        mark = Verification(self.verification).label.lower()
        return (
            f"Quyết định triệu tập ngày {screen(convened_on)} muộn hơn {screen(self.last_on)}: "
            f"{self.words} ({self.article}; {mark})."
        )

    @property
    def blocks(self) -> bool:
        """Only what was read in the article may stop anybody."""
        return self.verification == Verification.VERIFIED


def convening_of(session, opening: date | None = None) -> Convening | None:
    """What the law says of convening the session for that day (its own, unless another is given); None: nothing."""
    day = opening or session.opening
    if day is None:
        return None
    try:
        rule = rule_of(convening_rule(session), session.locality)
        version = version_on(rule, day, locality=session.locality)
    except NoRule:
        return None
    due = due_of(replay(version, []), day, calendar_of(session.locality_id))
    return Convening(due, basis_of(version), in_words(version), version.verification)


def convening_fault(session, *, opening: date | None = None, convened_on: date | None = None) -> tuple[str, bool]:
    """(why the convening decision is too late for the opening, whether that stops it); ("", False) when it is not."""
    found, day = convening_of(session, opening), convened_on or session.convened_on or timezone.localdate()
    fault = found.fault(day) if found else ""
    return fault, bool(fault and found and found.blocks)
