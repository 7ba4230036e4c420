"""Who hears that a due day has moved."""

from datetime import date

import pytest

from coordination.audit.actors import System
from coordination.deadlines import actions, told
from coordination.notices.models import Notice
from tests.deadlines.factories import ObligationFactory

pytestmark = pytest.mark.django_db

DEMO = System("demo")


@pytest.mark.parametrize("is_named", [True, False])
def test_a_moved_day_is_told_to_who_has_it(cast, is_named):
    colleague = cast.acting_as(cast.department, "department_officer", "Phan Thị Nga")
    obligation = ObligationFactory(owner=cast.department, assignee=cast.minh.person if is_named else None)

    actions.move_due(obligation, by=cast.lan, due_on=date(2026, 8, 14))

    notices = Notice.objects.all()
    assert {notice.recipient for notice in notices} == ({cast.minh} if is_named else {cast.minh, colleague})
    assert {notice.text for notice in notices} == {f"Hạn 31/07/2026 → 14/08/2026: {obligation.title}"}


@pytest.mark.parametrize("by", ["minh", "demo"])
def test_neither_the_actor_nor_a_loaded_past_is_told(cast, by):
    obligation = ObligationFactory(owner=cast.department, assignee=cast.minh.person)

    actions.move_due(obligation, by=DEMO if by == "demo" else cast.minh, due_on=date(2026, 8, 14))

    assert Notice.objects.count() == 0


def test_a_day_corrected_by_hand_is_told(cast):
    obligation = ObligationFactory(owner=cast.department, assignee=cast.minh.person)
    obligation.due_on = date(2026, 8, 14)

    actions.edit_obligation(obligation, by=cast.lan)

    assert [(notice.recipient.username, notice.kind) for notice in Notice.objects.all()] == [("minh", "change")]


def test_a_new_calendar_is_told_once_to_each(cast):
    mine = [ObligationFactory(owner=cast.department, assignee=cast.minh.person) for _ in range(3)]
    ours = ObligationFactory(owner=cast.department)
    secret = ObligationFactory(owner=cast.department, confidential=True)

    told.many_moved([row.pk for row in [*mine, ours, secret]], by=cast.lan, why="Lịch thay đổi: Nghỉ bão.")

    notices = [(notice.recipient.username, notice.text, notice.url) for notice in Notice.objects.all()]
    assert notices == [("minh", "4 việc có hạn mới. Lịch thay đổi: Nghỉ bão.", "/viec/")]
