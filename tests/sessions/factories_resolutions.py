"""What follows a resolution, made up for tests and saved through its action by a system job."""

from datetime import date

import factory

from sessions import actions
from sessions.choices import ResolutionChangeKind
from sessions.models import ResolutionChange, TaskReport
from tests.people.factories import LocalityFactory
from tests.sessions.factories import ResolutionFactory, ResolutionTaskFactory, ThroughAction


class ResolutionChangeFactory(ThroughAction):
    """Repealed from 1/7/2026 on by another resolution of the same place."""

    save_with = staticmethod(actions.create_change)

    class Meta:
        model = ResolutionChange

    locality = factory.SubFactory(LocalityFactory)
    resolution = factory.SubFactory(ResolutionFactory, locality=factory.SelfAttribute("..locality"))
    by_resolution = factory.SubFactory(ResolutionFactory, locality=factory.SelfAttribute("..locality"))
    kind = ResolutionChangeKind.REPEALED
    effective_on = date(2026, 7, 1)


class TaskReportFactory(ThroughAction):
    """Forty per cent on 10/7/2026."""

    save_with = staticmethod(actions.create_report)

    class Meta:
        model = TaskReport

    locality = factory.SubFactory(LocalityFactory)
    task = factory.SubFactory(ResolutionTaskFactory, locality=factory.SelfAttribute("..locality"))
    reported_on = date(2026, 7, 10)
    percent = 40
    text = "Đã lấy ý kiến các xã"
