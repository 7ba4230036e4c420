"""Sessions, agenda, questions, drafts and resolutions made up for tests, saved through their actions by a system job.

A status other than the first is set on creation, as the loader of past records does it; dates that a constraint pairs
with it come along.
"""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from coordination.audit.actors import System
from sessions import actions
from sessions.choices import ItemKind, ItemStatus, QuestionStatus, SessionKind, SessionStatus, TaskStatus
from sessions.models import (
    AgendaItem,
    Attendance,
    CouncilSession,
    DraftComment,
    DraftResolution,
    Question,
    Resolution,
    ResolutionTask,
    SessionDocument,
    Sitting,
    Verification,
)
from tests.people.factories import BodyFactory, LocalityFactory, PersonFactory

OPENED = date(2026, 6, 23)
DUE = date(2026, 6, 10)


class ThroughAction(DjangoModelFactory):
    """Saved by `save_with`, the action that creates such a record."""

    save_with = staticmethod(actions.create)

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class, *args, by=None, related=None, **kwargs):
        return cls.save_with(model_class(*args, **kwargs), by=by or System("test"), related=related)


class CouncilSessionFactory(ThroughAction):
    """A regular session in preparation; give `status="closed"` for one that was held."""

    class Meta:
        model = CouncilSession

    locality = factory.SubFactory(LocalityFactory)
    number = factory.Sequence(lambda n: str(n + 1002))
    kind = SessionKind.REGULAR
    planned_opening = "2026-07-28"
    opened_on = factory.LazyAttribute(lambda row: OPENED if row.status in SessionStatus.HELD else None)
    status = SessionStatus.PREPARING


class SittingFactory(ThroughAction):
    class Meta:
        model = Sitting

    locality = factory.SubFactory(LocalityFactory)
    held_on = date(2026, 7, 1)
    topic = factory.Sequence(lambda n: f"Chủ trương đầu tư tuyến đường số {n}")


class AgendaItemFactory(ThroughAction):
    """A report to come, due on DUE, of no body unless one is given."""

    save_with = staticmethod(actions.create_item)

    class Meta:
        model = AgendaItem

    locality = factory.SubFactory(LocalityFactory)
    session = factory.SubFactory(CouncilSessionFactory, locality=factory.SelfAttribute("..locality"))
    kind = ItemKind.REPORT
    title = factory.Sequence(lambda n: f"Báo cáo kinh tế - xã hội số {n}")
    due_on = DUE
    status = ItemStatus.EXPECTED
    received_on = factory.LazyAttribute(lambda row: row.due_on if row.status in ItemStatus.RECEIVED_AND_ON else None)
    sent_on = factory.LazyAttribute(lambda row: row.due_on if row.status == ItemStatus.SENT else None)
    stopped_on = factory.LazyAttribute(lambda row: row.due_on if row.status in ItemStatus.STOPPED else None)
    reason = factory.LazyAttribute(lambda row: "Chờ ý kiến" if row.status in ItemStatus.STOPPED else "")


class SessionDocumentFactory(ThroughAction):
    class Meta:
        model = SessionDocument

    locality = factory.SubFactory(LocalityFactory)
    item = factory.SubFactory(AgendaItemFactory, locality=factory.SelfAttribute("..locality"))
    title = "Tờ trình"


class AttendanceFactory(ThroughAction):
    class Meta:
        model = Attendance

    locality = factory.SubFactory(LocalityFactory)
    session = factory.SubFactory(CouncilSessionFactory, locality=factory.SelfAttribute("..locality"))
    person = factory.SubFactory(PersonFactory, locality=factory.SelfAttribute("..locality"))


class QuestionFactory(ThroughAction):
    save_with = staticmethod(actions.create_question)

    class Meta:
        model = Question

    locality = factory.SubFactory(LocalityFactory)
    session = factory.SubFactory(
        CouncilSessionFactory, locality=factory.SelfAttribute("..locality"), status=SessionStatus.OPEN
    )
    delegate = factory.SubFactory(PersonFactory, locality=factory.SelfAttribute("..locality"))
    addressee = factory.SubFactory(BodyFactory, locality=factory.SelfAttribute("..locality"))
    text = factory.Sequence(lambda n: f"Vì sao công trình số {n} chậm tiến độ")
    put_on = OPENED
    status = QuestionStatus.PUT
    promise = factory.LazyAttribute(lambda row: "Làm xong cầu" if row.status == QuestionStatus.PROMISED else "")
    promise_due_on = factory.LazyAttribute(lambda row: date(2026, 9, 1) if row.promise else None)


class DraftResolutionFactory(ThroughAction):
    """An individual resolution, registered for a session."""

    save_with = staticmethod(actions.create_draft)

    class Meta:
        model = DraftResolution

    locality = factory.SubFactory(LocalityFactory)
    session = factory.SubFactory(CouncilSessionFactory, locality=factory.SelfAttribute("..locality"))
    title = factory.Sequence(lambda n: f"Nghị quyết về quy hoạch khu số {n}")


class DraftCommentFactory(ThroughAction):
    class Meta:
        model = DraftComment

    locality = factory.SubFactory(LocalityFactory)
    draft = factory.SubFactory(DraftResolutionFactory, locality=factory.SelfAttribute("..locality"))
    from_body = factory.SubFactory(BodyFactory, locality=factory.SelfAttribute("..locality"))
    text = "Bổ sung đối tượng hộ cận nghèo"


class VerificationFactory(ThroughAction):
    """Of a draft; give `draft=None, item=…` for another content."""

    class Meta:
        model = Verification

    locality = factory.SubFactory(LocalityFactory)
    board = factory.SubFactory(BodyFactory, locality=factory.SelfAttribute("..locality"), kind="council_board")
    draft = factory.SubFactory(DraftResolutionFactory, locality=factory.SelfAttribute("..locality"))
    held_on = date(2026, 6, 12)


class ResolutionFactory(ThroughAction):
    """Adopted on the day OPENED."""

    class Meta:
        model = Resolution

    locality = factory.SubFactory(LocalityFactory)
    number = factory.Sequence(lambda n: str(n + 1001))
    title = factory.Sequence(lambda n: f"Về kế hoạch đầu tư công đợt {n}")
    adopted_on = OPENED


class ResolutionTaskFactory(ThroughAction):
    save_with = staticmethod(actions.create_task)

    class Meta:
        model = ResolutionTask

    locality = factory.SubFactory(LocalityFactory)
    resolution = factory.SubFactory(ResolutionFactory, locality=factory.SelfAttribute("..locality"))
    title = factory.Sequence(lambda n: f"Ban hành kế hoạch thực hiện số {n}")
    owner = factory.SubFactory(BodyFactory, locality=factory.SelfAttribute("..locality"))
    due_on = date(2026, 9, 30)
    status = TaskStatus.OPEN
    done_on = factory.LazyAttribute(lambda row: date(2026, 9, 1) if row.status == TaskStatus.DONE else None)
