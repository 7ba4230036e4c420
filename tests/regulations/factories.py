"""The coordination, made up for tests."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from coordination.audit.actors import System
from coordination.regulations import actions
from coordination.regulations.choices import ExchangeKind, MeetingKind
from coordination.regulations.models import (
    Clause,
    Dialogue,
    InformationExchange,
    Invitation,
    Meeting,
    MeetingChair,
    Regulation,
    RegulationParty,
)
from tests.people.factories import BodyFactory, LocalityFactory, PersonFactory


class ThroughAction(DjangoModelFactory):
    """Saved by the app's own action, by a system job unless `by` is given."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class, *args, by=None, related=None, **kwargs):
        return cls.made(model_class(*args, **kwargs), by=by or System("test"), related=related)


class RegulationFactory(ThroughAction):
    """Without number and date; `parties=[…]` in their order, two new bodies unless given."""

    class Meta:
        model = Regulation

    made = staticmethod(actions.create_regulation)
    locality = factory.SubFactory(LocalityFactory)
    title = factory.Sequence(lambda n: f"Quy chế phối hợp {n}")

    @classmethod
    def _create(cls, model_class, *args, parties=None, **kwargs):
        parties = parties or [BodyFactory(locality=kwargs["locality"]) for _ in range(2)]
        return super()._create(model_class, *args, related={"parties": parties}, **kwargs)


class RegulationPartyFactory(DjangoModelFactory):
    """One more party."""

    class Meta:
        model = RegulationParty

    regulation = factory.SubFactory(RegulationFactory)
    body = factory.SubFactory(BodyFactory)
    order = 9


class ClauseFactory(ThroughAction):
    class Meta:
        model = Clause

    made = staticmethod(actions.create_clause)
    regulation = factory.SubFactory(RegulationFactory)
    locality = factory.SelfAttribute("regulation.locality")
    number = factory.Sequence(lambda n: f"Điều {n}")
    text = "Gửi tài liệu kỳ họp đúng hạn."


class MeetingFactory(ThroughAction):
    """A review conference on an unknown day; `chairs`, `parties` as rows."""

    class Meta:
        model = Meeting

    made = staticmethod(actions.create_meeting)
    locality = factory.SubFactory(LocalityFactory)
    kind = MeetingKind.REVIEW
    title = factory.Sequence(lambda n: f"Hội nghị tổng kết {n}")

    @classmethod
    def _create(cls, model_class, *args, chairs=(), parties=(), **kwargs):
        return super()._create(model_class, *args, related={"chairs": chairs, "parties": parties}, **kwargs)


class MeetingChairFactory(DjangoModelFactory):
    class Meta:
        model = MeetingChair

    meeting = factory.SubFactory(MeetingFactory)
    person = factory.SubFactory(PersonFactory)
    order = 9


class InvitationFactory(ThroughAction):
    """Not sent yet."""

    class Meta:
        model = Invitation

    made = staticmethod(actions.create_invitation)
    host = factory.SubFactory(BodyFactory)
    guest = factory.SubFactory(BodyFactory)
    locality = factory.SelfAttribute("host.locality")
    occasion = factory.Sequence(lambda n: f"Họp duyệt báo cáo {n}")


class InformationExchangeFactory(ThroughAction):
    class Meta:
        model = InformationExchange

    made = staticmethod(actions.create_exchange)
    sender = factory.SubFactory(BodyFactory)
    recipient = factory.SubFactory(BodyFactory)
    locality = factory.SelfAttribute("sender.locality")
    kind = ExchangeKind.PLAN
    title = factory.Sequence(lambda n: f"Kế hoạch công tác {n}")
    sent_on = date(2026, 7, 1)


class DialogueFactory(ThroughAction):
    class Meta:
        model = Dialogue

    made = staticmethod(actions.create_dialogue)
    locality = factory.SubFactory(LocalityFactory)
    title = factory.Sequence(lambda n: f"Đối thoại với thanh niên {n}")
