"""From October on: next year's days off are asked for, once a week, until they are official."""

from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from coordination.audit.actors import System
from coordination.deadlines.almanac import year_to_ask
from coordination.deadlines.calendars import calendar_of
from coordination.jobs.models import Heartbeat
from coordination.notices.actions import tell
from coordination.notices.choices import NoticeKind
from coordination.people.models import Membership
from coordination.people.models.querysets import in_force
from coordination.people.permissions import Permission
from coordination.people.roles import ROLES

NAME = "calendar-question"
"""The heartbeat that remembers for which year and week people were asked last."""
KEEPERS = {Permission.OPERATE, Permission.CALENDAR_EDIT}


def ask(today: date | None = None) -> int:
    """Tell those who keep a calendar that next year's is not official; how many were told. Two runs tell once."""
    today = today or timezone.localdate()
    year = year_to_ask(today, calendar_of(fresh=True))
    if year is None or not _claim(year, today):
        return 0
    text = f"Lịch năm {year} chưa chính thức: ghi vào lịch khi có thông báo nghỉ lễ, Tết."
    url = reverse("deadlines:calendar-year", args=[year])
    return len(tell(keepers(today), text, by=System("hỏi lịch năm sau"), url=url, kind=NoticeKind.TASK))


def keepers(today: date) -> list[Membership]:
    """Memberships in force whose role may change a calendar, in places that still exist."""
    roles = [code for code, role in ROLES.items() if role.permissions & KEEPERS]
    rows = Membership.objects.filter(in_force(today), role__in=roles).select_related("user__person", "body__locality")
    return [row for row in rows if not row.body.locality.is_ended]


@transaction.atomic
def _claim(year: int, today: date) -> bool:
    """Whether this run is the first of the week for that year: one conditional update decides."""
    week = f"{today.isocalendar().year}-{today.isocalendar().week:02}"
    asked = {"asked": f"{year}/{week}"}
    row, _ = Heartbeat.objects.get_or_create(name=NAME)
    return Heartbeat.objects.filter(pk=row.pk).exclude(detail=asked).update(detail=asked, at=timezone.now()) == 1
