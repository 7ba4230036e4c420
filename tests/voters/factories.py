"""Petitions and meetings, made up for tests: written as rows; tests of actions go through the actions."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from coordination.audit.actors import System
from tests.people.factories import BodyFactory, LocalityFactory
from voters import actions
from voters.choices import BatchStatus, Field, JurisdictionLevel, MeetingKind, MeetingStatus, Origin, Result
from voters.models import Batch, ContactMeeting, Petition, Referral, Reply, ResultChange, Verdict

RECEIVED = date(2026, 5, 18)


class ContactMeetingFactory(DjangoModelFactory):
    """A planned meeting before a session; `held=True` makes it one that took place."""

    class Meta:
        model = ContactMeeting

    locality = factory.SubFactory(LocalityFactory)
    kind = MeetingKind.BEFORE
    topic = factory.Sequence(lambda n: f"Cuộc {n}")
    held_on = date(2026, 5, 18)

    class Params:
        held = factory.Trait(status=MeetingStatus.HELD, attending=120)


class BatchFactory(DjangoModelFactory):
    class Meta:
        model = Batch

    locality = factory.SubFactory(LocalityFactory)
    name = factory.Sequence(lambda n: f"Đợt tổng hợp {n}")
    status = factory.LazyAttribute(lambda b: BatchStatus.of_dates(b.agreed_on, b.dispatched_on))
    agreed_on = None
    dispatched_on = None


class PetitionFactory(DjangoModelFactory):
    """A classified petition, just registered."""

    class Meta:
        model = Petition

    locality = factory.SubFactory(LocalityFactory)
    code = factory.Sequence(lambda n: f"KN-2026-{n + 1:04}")
    year = 2026
    number = factory.Sequence(lambda n: n + 1)
    origin = Origin.BEFORE
    title = factory.Sequence(lambda n: f"Đường liên xã đoạn {n} hư hỏng")
    content = factory.LazyAttribute(lambda petition: f"{petition.title}; đề nghị sửa trước mùa mưa.")
    received_on = RECEIVED
    due_on = date(2026, 7, 18)
    field = Field.ROADS
    level = JurisdictionLevel.PROVINCE


class PartFactory(DjangoModelFactory):
    class Meta:
        abstract = True

    petition = factory.SubFactory(PetitionFactory)
    locality = factory.SelfAttribute("petition.locality")


class ReferralFactory(PartFactory):
    class Meta:
        model = Referral

    to = factory.SubFactory(BodyFactory, locality=factory.SelfAttribute("..locality"))
    sent_on = date(2026, 5, 20)


class ReplyFactory(PartFactory):
    class Meta:
        model = Reply

    body = factory.SubFactory(BodyFactory, locality=factory.SelfAttribute("..locality"))
    sent_on = date(2026, 6, 1)
    result = Result.EXPLAINED
    text = "Đã xem xét, giải trình như sau."


class VerdictFactory(PartFactory):
    class Meta:
        model = Verdict

    body = factory.SubFactory(BodyFactory, locality=factory.SelfAttribute("..locality"))
    on = date(2026, 6, 10)
    judgement = "unsatisfied"
    text = "Chưa đúng trọng tâm."


class ResultChangeFactory(DjangoModelFactory):
    class Meta:
        model = ResultChange

    petition = factory.SubFactory(PetitionFactory)
    on = date(2026, 6, 1)
    result = Result.IN_PROGRESS


LOADER = System("test")


def petition_of(locality, /, **fields) -> Petition:
    """A petition registered through the door, so that it has concerns, history and a search entry."""
    fields.setdefault("code", "")
    return actions.register(PetitionFactory.build(locality=locality, **fields), by=LOADER)


def brought_to(petition: Petition, status: str, to) -> Petition:
    """The petition taken by its actions to a status; `to` is the body that answers it."""
    steps = {
        "new": (),
        "forwarded": ("forward",),
        "in_progress": ("forward", "accept"),
        "answered": ("forward", "accept", "reply"),
        "reopened": ("forward", "accept", "reply", "judge", "reopen"),
        "returned": ("return_petition",),
        "finished": ("forward", "accept", "reply", "finish"),
    }
    for step in steps[status]:
        STEPS[step](petition, to)
    return petition


STEPS = {
    "forward": lambda petition, to: actions.forward(petition, by=LOADER, to=to, on=date(2026, 5, 20)),
    "accept": lambda petition, to: actions.accept(petition, by=LOADER, on=date(2026, 5, 22)),
    "reply": lambda petition, to: actions.reply(
        petition, by=LOADER, result=Result.EXPLAINED, text="Giải trình như sau.", sent_on=date(2026, 6, 1)
    ),
    "judge": lambda petition, to: actions.judge(
        petition, by=LOADER, judgement="unsatisfied", body=to, on=date(2026, 6, 3), text="Chưa đúng trọng tâm."
    ),
    "reopen": lambda petition, to: actions.reopen(petition, by=LOADER, on=date(2026, 6, 5)),
    "finish": lambda petition, to: actions.finish(petition, by=LOADER, on=date(2026, 6, 8)),
    "return_petition": lambda petition, to: actions.return_petition(
        petition, by=LOADER, reason="Việc riêng.", on=date(2026, 5, 20)
    ),
}
