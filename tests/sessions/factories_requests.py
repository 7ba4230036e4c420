"""Requests for contents, proposals and requests for opinions made up for tests, saved through their actions."""

from datetime import date

import factory

from sessions import actions
from sessions.choices import ContentRequestStatus, ItemKind
from sessions.models import BoardOpinion, ContentProposal, ContentRequest, CouncilSession, OpinionRequest
from tests.people.factories import BodyFactory, LocalityFactory
from tests.sessions.factories import CouncilSessionFactory, ThroughAction

ASKED = date(2026, 7, 1)


class PlannedSessionFactory(CouncilSessionFactory):
    """A session planned through its own action, so that the law's dates open with it."""

    save_with = staticmethod(actions.create_session)

    class Meta:
        model = CouncilSession


class ContentRequestFactory(ThroughAction):
    """Asked on ASKED, to propose by 20/7/2026."""

    save_with = staticmethod(actions.create_request)

    class Meta:
        model = ContentRequest

    locality = factory.SubFactory(LocalityFactory)
    session = factory.SubFactory(CouncilSessionFactory, locality=factory.SelfAttribute("..locality"))
    body = factory.SubFactory(BodyFactory, locality=factory.SelfAttribute("..locality"))
    asked_on = ASKED
    due_on = date(2026, 7, 20)
    status = ContentRequestStatus.OPEN
    answered_on = factory.LazyAttribute(lambda row: ASKED if row.status == ContentRequestStatus.ANSWERED else None)


class ContentProposalFactory(ThroughAction):
    save_with = staticmethod(actions.propose)

    class Meta:
        model = ContentProposal

    locality = factory.SubFactory(LocalityFactory)
    session = factory.SubFactory(CouncilSessionFactory, locality=factory.SelfAttribute("..locality"))
    from_body = factory.SubFactory(BodyFactory, locality=factory.SelfAttribute("..locality"))
    kind = ItemKind.REPORT
    title = factory.Sequence(lambda n: f"Báo cáo phòng, chống thiên tai số {n}")
    proposed_on = ASKED


class OpinionRequestFactory(ThroughAction):
    """Received on ASKED, to be answered by 20/7/2026."""

    save_with = staticmethod(actions.receive_opinion_request)

    class Meta:
        model = OpinionRequest

    locality = factory.SubFactory(LocalityFactory)
    from_body = factory.SubFactory(BodyFactory, locality=factory.SelfAttribute("..locality"))
    title = factory.Sequence(lambda n: f"Phân bổ dự phòng ngân sách đợt {n}")
    received_on = ASKED
    due_on = date(2026, 7, 20)


class BoardOpinionFactory(ThroughAction):
    class Meta:
        model = BoardOpinion

    locality = factory.SubFactory(LocalityFactory)
    request = factory.SubFactory(OpinionRequestFactory, locality=factory.SelfAttribute("..locality"))
    board = factory.SubFactory(BodyFactory, locality=factory.SelfAttribute("..locality"), kind="council_board")
    due_on = date(2026, 7, 18)
