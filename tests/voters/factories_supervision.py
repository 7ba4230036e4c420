"""Written reminders and reports on petitions, made up for tests."""

from datetime import date

import factory

from tests.people.factories import BodyFactory, LocalityFactory
from tests.sessions.factories import ThroughAction
from tests.voters.factories import LOADER, brought_to, petition_of
from voters import actions
from voters.models import SettlementReport, SupervisionReport


class SettlementReportFactory(ThroughAction):
    """A report on half a year that came in and that nobody verifies yet."""

    save_with = staticmethod(actions.receive_report)

    class Meta:
        model = SettlementReport

    locality = factory.SubFactory(LocalityFactory)
    body = factory.SubFactory(BodyFactory, locality=factory.SelfAttribute("..locality"))
    period_from = date(2026, 1, 1)
    period_to = date(2026, 6, 30)
    received_on = date(2026, 7, 5)


class SupervisionReportFactory(ThroughAction):
    """A report to the session that is being drafted."""

    save_with = staticmethod(actions.draft_supervision)

    class Meta:
        model = SupervisionReport

    locality = factory.SubFactory(LocalityFactory)
    title = factory.Sequence(lambda n: f"Báo cáo giám sát giải quyết kiến nghị đợt {n}")
    period_from = date(2026, 1, 1)
    period_to = date(2026, 6, 30)
    counted_on = date(2026, 7, 31)


def waiting(cast, to=None, **fields):
    """A petition that a body was asked for and has not answered."""
    return brought_to(petition_of(cast.locality, **fields), "in_progress", to or cast.department)


def reminder(cast, *petitions, by=None):
    """The reminder that is being written to the body of these petitions, which were urged equally often."""
    for petition in petitions:
        draft = actions.urge(petition, by=by or LOADER)
    return draft
