"""Reminding a body of the documents it owes: the urging of the ledger, for several duties in one press."""

from dataclasses import dataclass, field

from coordination.deadlines.actions import urging
from coordination.deadlines.models import Obligation
from coordination.people.models import User
from coordination.records.errors import NotNow, Refused
from sessions import reminding

NOTHING_DUE = "Không còn nợ, hoặc chưa có hạn nộp và cơ quan chuẩn bị."


@dataclass
class Urged:
    """What was sent, to whom, and what was refused (reason → duties)."""

    done: list[Obligation] = field(default_factory=list)
    told: list[User] = field(default_factory=list)
    refused: dict[str, list[Obligation]] = field(default_factory=dict)


def urge_duties(duties, *, by, text="") -> Urged:
    """Remind those who have to do each of the duties; each in a transaction of its own, so one refusal hinders none."""
    outcome, recipients = Urged(), urging.recipients_of(duties, by)
    for duty in duties:
        try:
            urging.urge(duty, by=by, text=text)
        except Refused as refusal:
            outcome.refused.setdefault(refusal.message, []).append(duty)
        else:
            outcome.done.append(duty)
            outcome.told += [user for user in recipients[duty.pk] if user not in outcome.told]
    return outcome


def urge_item(item, *, by, text=""):
    """Remind whoever prepares one document. Raises Forbidden, NotNow, AlreadyDone."""
    duties = reminding.duties_to_urge([item], by)
    if not duties:
        raise NotNow(NOTHING_DUE)
    for duty in duties:
        urging.urge(duty, by=by, text=text)
    return item
