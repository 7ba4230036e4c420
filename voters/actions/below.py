"""The register of the level below: whoever sent a petition up learns there what became of it above.

What was owed below is met, what was promised stays owed above only. A register that was closed, and what the level
below gave elsewhere meanwhile, are left alone (`queries.answered_with`).
"""

from datetime import date

from coordination.audit.actors import System
from coordination.notices.actions import tell
from coordination.workflow import door
from sessions.queries import standing_of
from voters import deadlines, queries
from voters.actions.answers import Answer, reply_step, write
from voters.actions.common import moment, set_result
from voters.actions.referrals import accept, given_back
from voters.choices import PetitionStatus, Result
from voters.models import Reply
from voters.workflow.above import GIVEN_BACK, REOPENED_ABOVE

ANSWERED_ONCE = (PetitionStatus.ANSWERED, PetitionStatus.FINISHED)


def answer_below(above, answer: Answer, *, by) -> list[Reply]:
    """The answer is that of the registers below as well; gives what was written there."""
    written = []
    for source in queries.answered_with(above):
        on = queries.first_day_for(source, answer.sent_on)
        if source.status == PetitionStatus.FORWARDED:
            accept(source, by=by, on=on, note=f"{above.locality} giải quyết: {above.code}", consequence=True)
        same = answer.as_known_below(on, above.evidence)
        note = f", trong sổ {above.locality}: {above.code}"
        row = write(source, reply_step(source), same, by=by, is_checked=True, note=note)
        _tell(source, f"{row.body} trả lời: {row.get_result_display()}", by=by)
        written += [row, *answer_below(source, same, by=by)]
    return written


def resolve_below(above, on: date, *, by) -> None:
    """What was done is done for the register below as well."""
    for source in queries.answered_with(above, (PetitionStatus.ANSWERED,)):
        if source.result == Result.RESOLVED:
            continue
        day = queries.first_day_for(source, on)
        set_result(
            source, "resolve", Result.RESOLVED, day, by=by, note=above.code, consequence=True, evidence=above.evidence
        )
        deadlines.fulfil(source, on=day, by=by, evidence=above.evidence)
        _tell(source, "Đã giải quyết xong.", by=by)
        resolve_below(source, day, by=by)


def reopen_below(above, on: date, *, by, due_on: date | None, note: str) -> None:
    """The answer misses the point: it is looked for again, also where the file was closed. The clearer answer is owed
    above only; a new day is the day of both."""
    for source in queries.answered_with(above, ANSWERED_ONCE):
        day = queries.first_day_for(source, on)
        fields = {"due_on": due_on} if due_on and due_on >= day else {}
        fields |= {"by": by, "note": _words(above, "mở lại", note), "consequence": True, "evidence": ""}
        set_result(source, REOPENED_ABOVE, Result.IN_PROGRESS, day, **fields)
        _tell(source, f"{above.locality} mở lại, chờ trả lời lại.", by=by)
        reopen_below(source, day, by=by, due_on=due_on, note=note)


def give_back_below(above, on: date, *, by, reason: str) -> None:
    """Nobody above is competent: it is back with whoever sent it up, who forwards it elsewhere, keeps it or returns it.
    It does not end there by itself."""
    for source in queries.answered_with(above, (PetitionStatus.FORWARDED, PetitionStatus.IN_PROGRESS)):
        day = queries.first_day_for(source, on)
        words = _words(above, "trả lại", reason)
        fields = {"by": by, "note": words, "consequence": True, "competent_body": None}
        if source.status == PetitionStatus.FORWARDED:
            door.move(source, "refuse", at=moment(day, by), **fields)
        else:
            set_result(source, GIVEN_BACK, Result.NONE, day, **fields)
        given_back(source, by=by, reason=words, on=day)


def _words(above, what: str, why: str) -> str:
    """What the history below says: "Tỉnh An Bình trả lại KN-2026-0001: Việc của xã"."""
    said = f"{above.locality} {what} {above.code}"
    return f"{said}: {why}" if why else said


def _tell(source, words: str, *, by) -> None:
    """Those who keep the register below; a loader tells nobody."""
    keeper = standing_of(source.locality)
    if keeper and not isinstance(by, System):
        tell(keeper, f"{source.public_title}: {words}", by=by, about=source)
