"""The made-up province shows the ledger: duties by rule, with pauses and an extension, and nothing left to reckon."""

from datetime import date, timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from coordination.audit.actors import System
from coordination.deadlines import recompute
from coordination.deadlines.actions import apply_transitions
from coordination.deadlines.models import ClockEvent, Obligation
from coordination.deadlines.standins import absences_covered
from coordination.notices.models import Letter, Notice
from coordination.operations.demo.book import read
from coordination.people.models import User

pytestmark = pytest.mark.xdist_group("demo")

BY_RULE = Obligation.objects.filter(version__isnull=False)

BY_HAND = BY_RULE.filter(title__in=[row["title"] for row in read("an-binh-work")["obligations"]])
"""Those of the file; sessions and drafts open their own."""

DATED = [row["title"] for row in read("an-binh-work")["obligations"] if isinstance(row.get("anchor_on"), date)]
"""Those whose anchor is a day of the calendar; of others it is counted from the day of loading."""


def of(title: str) -> Obligation:
    return Obligation.objects.get(title__startswith=title)


def test_days_that_do_not_depend_on_loading():
    found = {
        (row.version.article, row.anchor_on): (row.due_on, row.closed_on)
        for row in BY_RULE.select_related("version").filter(title__in=DATED)
    }
    assert found == {
        ("Điều 9 khoản 3", date(2026, 2, 12)): (date(2026, 7, 15), None),
        ("Điều 8 khoản 3", date(2026, 4, 22)): (date(2026, 5, 22), date(2026, 5, 29)),
        ("Điều 12 khoản 1", date(2026, 4, 28)): (date(2026, 5, 14), date(2026, 5, 8)),
        ("Điều 8 khoản 1", date(2026, 5, 26)): (date(2026, 6, 2), date(2026, 5, 27)),
        ("Điều 5 khoản 1", date(2026, 6, 16)): (date(2026, 6, 11), date(2026, 6, 15)),
        ("Điều 9 khoản 3", date(2026, 7, 9)): (date(2026, 7, 23), None),
    }


def test_one_stood_still_over_tet_and_one_stands_still():
    events = ClockEvent.objects.order_by("obligation", "on")
    assert [(event.kind, event.on) for event in events.filter(obligation=of("Thông báo tiến độ cho cử tri"))] == [
        ("pause", date(2026, 2, 25)),
        ("resume", date(2026, 7, 7)),
    ]
    assert list(Obligation.objects.exclude(paused_on=None)) == [of("Thông báo kết quả cho cử tri: tu bổ")]


def test_one_was_extended_by_thirty_days():
    obligation = Obligation.objects.get(version__rule__code="TC-05")
    assert [event.amount for event in obligation.clock_events.filter(kind="extension")] == [30]
    assert obligation.due_on >= obligation.anchor_on + timedelta(days=60)
    assert obligation.confidential


def test_two_rest_on_values_that_nobody_has_verified():
    rows = BY_HAND.filter(version__verification="unverified").values_list("version__rule__code", flat=True)
    assert sorted(rows) == ["SES-06", "SES-09"]


def test_late_ones_say_why():
    rows = BY_RULE.exclude(closed_on=None).exclude(late_cause="").order_by("due_on")
    assert [(row.late_cause, row.late_body.short_name) for row in rows] == [
        ("unclear_competence", "Sở Nội vụ"),
        ("oversight", "Văn phòng UBND tỉnh"),
    ]


def test_somebody_is_away_today():
    stands_in = User.objects.get(username="hdnd-chuyenvien")
    covered = absences_covered(stands_in, timezone.localdate())
    assert [absence.user for absence in covered] == [User.objects.get(username="vanphong")]


def test_nothing_is_left_to_reckon_or_to_lead_over():
    """What the nightly jobs look for."""
    running = recompute.running(Obligation.objects.all())
    assert list(recompute.changes(running, recompute.Replay(recompute.table.read()))) == []
    assert apply_transitions(timezone.localdate(), by=System("kiểm tra")) == 0


def test_the_past_is_no_news():
    """Neither letters, nor notices about a duty written by hand or about who is away."""
    assert Letter.objects.count() == 0
    duties = ContentType.objects.get_for_model(Obligation)
    told = Notice.objects.filter(content_type=duties, object_id__in=BY_HAND.values("pk"))
    assert list(told) == []
    assert Notice.objects.exclude(text__startswith="Việc mới").count() == 0
