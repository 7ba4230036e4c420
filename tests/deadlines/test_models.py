from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError

from coordination.deadlines.choices import Standing
from coordination.deadlines.models import Obligation, ReminderPolicy
from coordination.people.choices import ConcernKind
from coordination.people.models import Concern
from tests.deadlines.factories import ObligationFactory, RuleVersionFactory
from tests.people.factories import BodyFactory, LocalityFactory, PersonFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 7, 15)


def test_concerns_are_the_two_bodies():
    beneficiary = BodyFactory()
    obligation = ObligationFactory(beneficiary=beneficiary, assignee=PersonFactory())

    assert list(obligation.concerned()) == [("owner", obligation.owner), ("beneficiary", beneficiary)]


def test_the_assignee_of_a_confidential_duty_is_named():
    person = PersonFactory()
    obligation = ObligationFactory(confidential=True, assignee=person)

    named = Concern.objects.filter(object_id=obligation.pk, as_what=ConcernKind.NAMED)
    assert [row.person for row in named] == [person]
    assert obligation.public_title == f"Nghĩa vụ số {obligation.pk}"


@time_machine.travel("2026-07-15T09:00+07:00", tick=False)
@pytest.mark.parametrize(
    ("due_on", "closed_on", "state"),
    [
        ("2026-07-14", None, ("late", "quá hạn 1 ngày")),
        ("2026-07-15", None, ("today", "hôm nay")),
        ("2026-07-17", None, ("soon", "còn 2 ngày làm việc")),
        ("2026-12-31", None, ("wait", "còn 169 ngày")),
        ("2026-07-08", "2026-07-08", ("done", "xong 08/07/2026, đúng hạn")),
        ("2026-07-08", "2026-07-10", ("done", "xong, trễ 2 ngày")),
    ],
)
def test_state_says_how_far_the_day_is(due_on, closed_on, state):
    due = date.fromisoformat(due_on)
    obligation = ObligationFactory(due_on=due, done=closed_on)

    assert obligation.state == state


def test_state_of_a_waived_duty():
    obligation = ObligationFactory(status="waived", closed_on=date(2026, 7, 8), outcome="Đã gộp.")

    assert obligation.state == ("none", "được miễn 08/07/2026")


@pytest.mark.parametrize(
    ("due_on", "closed_on", "days"),
    [
        ("2026-07-10", None, 5),
        ("2026-07-20", None, 0),
        ("2026-07-10", "2026-07-12", 2),
        ("2026-07-10", "2026-07-09", 0),
    ],
)
def test_days_late(due_on, closed_on, days):
    obligation = ObligationFactory(due_on=date.fromisoformat(due_on), done=closed_on)

    assert obligation.days_late(TODAY) == days


@pytest.mark.parametrize(("due_on", "day_off"), [(date(2026, 7, 18), True), (date(2026, 7, 20), False)])
def test_a_set_date_on_a_day_off_is_known_but_kept(due_on, day_off):
    obligation = ObligationFactory(due_on=due_on)

    assert (obligation.due_on, obligation.is_day_off) == (due_on, day_off)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"status": "done"}, "Việc chưa làm thì không có ngày làm xong; việc đã xong phải có."),
        ({"closed_on": date(2026, 7, 8)}, "Việc chưa làm thì không có ngày làm xong; việc đã xong phải có."),
        ({"status": "done", "closed_on": date(2026, 6, 30)}, "Ngày làm xong không được trước ngày giao."),
        ({"status": "waived", "closed_on": date(2026, 7, 8)}, "Miễn việc thì phải ghi lý do."),
        ({"subject_id": 5}, "Hồ sơ của nghĩa vụ thiếu loại hoặc số."),
    ],
)
def test_the_database_states_what_cannot_be(fields, message):
    with pytest.raises(ValidationError) as caught:
        ObligationFactory(**fields)

    assert caught.value.messages == [message]


def test_how_obligations_stand_on_a_day():
    """One obligation of each kind, asked on 15/7/2026."""
    made = {
        Standing.OVERDUE: ObligationFactory(due_on=date(2026, 7, 14)),
        Standing.TODAY: ObligationFactory(due_on=TODAY),
        Standing.SOON: ObligationFactory(due_on=date(2026, 7, 24)),
        Standing.LATER: ObligationFactory(due_on=date(2026, 7, 25)),
        Standing.MET: ObligationFactory(due_on=date(2026, 7, 10), done="2026-07-10"),
        Standing.DONE_LATE: ObligationFactory(due_on=date(2026, 7, 10), done="2026-07-11"),
        Standing.WAIVED: ObligationFactory(status="waived", closed_on=date(2026, 7, 8), outcome="Đã gộp."),
    }

    found = {standing: list(Obligation.objects.standing(standing, TODAY)) for standing in made}

    assert found == {standing: [obligation] for standing, obligation in made.items()}
    still_open = [made[s] for s in (Standing.OVERDUE, Standing.TODAY, Standing.SOON, Standing.LATER)]
    assert list(Obligation.objects.standing(Standing.OPEN, TODAY)) == still_open


def test_what_was_closed_later_was_open_before():
    obligation = ObligationFactory(due_on=date(2026, 7, 10), done="2026-07-12")

    assert list(Obligation.objects.overdue(date(2026, 7, 11))) == [obligation]
    assert list(Obligation.objects.overdue(date(2026, 7, 12))) == []
    assert list(Obligation.objects.late(date(2026, 7, 11))) == [obligation]
    assert list(Obligation.objects.done_late(date(2026, 7, 11))) == []


def paused(**fields):
    """A duty whose clock has stood still since 8 July."""
    fields = {"version": RuleVersionFactory(), "basis_kind": "rule", "anchor_on": date(2026, 7, 1)} | fields
    return ObligationFactory(paused_on=date(2026, 7, 8), **fields)


def test_what_stands_still_is_open_and_nothing_else():
    obligation = paused(due_on=date(2026, 7, 10))

    found = {standing for standing in Standing if Obligation.objects.standing(standing, TODAY).exists()}

    assert found == {Standing.OPEN, Standing.PAUSED}
    assert obligation.state_on(TODAY) == ("pause", "tạm dừng từ 08/07/2026")
    assert (obligation.days_late(TODAY), obligation.is_serious(TODAY)) == (0, False)


def test_before_its_pause_it_was_due_like_others():
    obligation = paused(due_on=date(2026, 7, 7))

    assert obligation.state_on(date(2026, 7, 7)) == ("today", "hôm nay")
    assert list(Obligation.objects.due_today(date(2026, 7, 7))) == [obligation]


@pytest.mark.parametrize(
    ("due_on", "after", "words"),
    [
        ("2026-07-01", None, "quá hạn 14 ngày"),  # ten working days ago: not more
        ("2026-06-30", None, "quá hạn nghiêm trọng, 15 ngày"),
        ("2026-06-30", 12, "quá hạn 15 ngày"),
        ("2026-07-10", 2, "quá hạn nghiêm trọng, 5 ngày"),
        ("2026-07-14", 0, "quá hạn nghiêm trọng, 1 ngày"),
    ],
)
def test_how_late_is_serious_is_for_the_office_to_say(due_on, after, words):
    obligation = ObligationFactory(due_on=date.fromisoformat(due_on))
    ReminderPolicy.objects.create(locality=LocalityFactory(), serious_after=1)  # another office's
    if after is not None:
        ReminderPolicy.objects.create(locality=obligation.locality, serious_after=after)
    stored = Obligation.objects.get()

    assert stored.state_on(TODAY) == ("late", words)
    assert list(Obligation.objects.standing(Standing.SERIOUS, TODAY)) == ([stored] if "nghiêm trọng" in words else [])
    assert list(Obligation.objects.standing(Standing.OVERDUE, TODAY)) == [stored]


def test_what_is_done_is_late_but_no_longer_serious():
    obligation = ObligationFactory(due_on=date(2026, 6, 1), done="2026-07-14")

    assert obligation.state_on(TODAY) == ("done", "xong, trễ 43 ngày")
    assert not Obligation.objects.standing(Standing.SERIOUS, TODAY).exists()
