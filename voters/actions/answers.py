"""An answer as it is written into one register: its facts, the reply made of them, and what the reply closes."""

from dataclasses import dataclass, replace
from datetime import date

from coordination.documents.models import OfficialDocument
from coordination.people.models import Body
from coordination.workflow import door
from voters import deadlines
from voters.actions.common import check_day, set_result
from voters.choices import PetitionStatus
from voters.models import ContactMeeting, Reply
from voters.rules import MEANING


@dataclass(frozen=True)
class Answer:
    """What a body answered on a day, before it stands in a register.

    `number` is that of a paper, `document` one of the book; `evidence` shows what is done, `promised_on` and `roadmap`
    say what is still to be done.
    """

    body: Body | None
    sent_on: date
    result: str
    text: str
    number: str = ""
    document: OfficialDocument | None = None
    evidence: str = ""
    promised_on: date | None = None
    roadmap: str = ""
    told_on: date | None = None
    told_through: str = ""
    told_at: ContactMeeting | None = None
    also_told_at: tuple[ContactMeeting, ...] = ()
    copied_to: tuple[Body, ...] = ()
    on_spot: bool = False

    @property
    def columns(self) -> dict:
        """What stands in the row of the reply; the evidence stands at the petition."""
        return {name: value for name, value in vars(self).items() if name not in ("evidence", *self.related)}

    @property
    def related(self) -> dict:
        """What stands beside the row."""
        return {"copied_to": self.copied_to, "also_told_at": self.also_told_at}

    def as_known_below(self, on: date, evidence: str) -> "Answer":
        """The same in the register below, on the first day on which something may be written there. Who got a copy, and
        how voters were told, is said in each register by itself; a promise that was over by then is none there."""
        kept = self.promised_on if self.promised_on and self.promised_on >= on else None
        own = {"told_on": None, "told_through": "", "told_at": None, "also_told_at": ()}
        own |= {"copied_to": (), "on_spot": False}
        return replace(self, sent_on=on, evidence=evidence, promised_on=kept, **own)


def reply_step(petition) -> str:
    """The first answer, or one more."""
    return "reply_again" if petition.status == PetitionStatus.ANSWERED else "reply"


def write(petition, step: str, answer: Answer, *, by, is_checked=False, note="") -> Reply:
    """Take the step, write the reply down and close what was owed for it. `is_checked`: it follows from an act that was
    checked already; `note` is added to the words of the history."""
    check_day(petition, answer.sent_on, "sent_on", by)
    row = Reply(locality=petition.locality, petition=petition, **answer.columns)
    proof = {"evidence": answer.evidence or str(row)} if MEANING[answer.result].resolved else {}
    words = f"{row}{note}"
    set_result(petition, step, answer.result, answer.sent_on, by=by, note=words, consequence=is_checked, **proof)
    door.create(row, by=by, related=answer.related, consequence=True)
    deadlines.replied(row, by=by)
    return row
