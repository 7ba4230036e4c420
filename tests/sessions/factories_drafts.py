"""Drafts and their parts made up for tests of the path, the steps and the loop meter."""

from datetime import date

import factory

from sessions import actions
from sessions.models import DraftRevision, DraftStep, PaperRequest
from tests.people.factories import BodyFactory
from tests.sessions.factories import DraftResolutionFactory, ThroughAction

REGISTERED = date(2026, 4, 1)


class NormativeDraftFactory(DraftResolutionFactory):
    """A legal document by the ordinary procedure, registered on 1/4/2026."""

    is_normative = True
    registered_on = REGISTERED


class DraftStepFactory(ThroughAction):
    """A step under way; the record alone, without what it owes."""

    class Meta:
        model = DraftStep

    locality = factory.SubFactory("tests.people.factories.LocalityFactory")
    draft = factory.SubFactory(DraftResolutionFactory, locality=factory.SelfAttribute("..locality"))
    kind = "consultation"
    body = factory.SubFactory(BodyFactory, locality=factory.SelfAttribute("..locality"))
    started_on = date(2026, 6, 1)


class DraftRevisionFactory(ThroughAction):
    class Meta:
        model = DraftRevision

    locality = factory.SubFactory("tests.people.factories.LocalityFactory")
    draft = factory.SubFactory(DraftResolutionFactory, locality=factory.SelfAttribute("..locality"))
    made_on = date(2026, 6, 23)
    summary = "Bổ sung hộ cận nghèo vào đối tượng hỗ trợ"


class PaperRequestFactory(ThroughAction):
    save_with = staticmethod(actions.create_paper_request)

    class Meta:
        model = PaperRequest

    locality = factory.SubFactory("tests.people.factories.LocalityFactory")
    draft = factory.SubFactory(DraftResolutionFactory, locality=factory.SelfAttribute("..locality"))
    from_body = factory.SubFactory(BodyFactory, locality=factory.SelfAttribute("..locality"))
    to_body = factory.SubFactory(BodyFactory, locality=factory.SelfAttribute("..locality"))
    paper = "Báo cáo đánh giá tác động"
    asked_on = date(2026, 6, 1)
