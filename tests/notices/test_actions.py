"""Who is told, and what reaches nobody who may not see it."""

import pytest

from coordination.audit.actors import System
from coordination.notices.actions import mark_read, tell
from coordination.notices.choices import NoticeKind
from coordination.notices.models import Notice
from coordination.notices.queries import unread_count
from coordination.ui import registry
from coordination.workflow import door
from tests.notices.factories import NoticeFactory
from tests.people.factories import MembershipFactory
from tests.testapp.factories import SheetFactory

pytestmark = pytest.mark.urls("tests.testapp.urls")


def told(notices):
    return {notice.recipient.username for notice in notices}


def test_a_person_a_membership_a_body_or_several(cast):
    assert told(tell(cast.minh, "A", by=cast.lan)) == {"minh"}
    assert told(tell(cast.minh.acting, "A", by=cast.lan)) == {"minh"}
    assert told(tell(cast.department, "A", by=cast.lan)) == {"minh"}
    assert told(tell([cast.department, cast.hoa, cast.hoa], "A", by=cast.lan)) == {"minh", "hoa"}
    assert told(tell([], "A", by=cast.lan)) == set()


def test_an_office_hears_for_the_body_it_serves(cast):
    assert told(tell(cast.standing, "A", by=cast.ubnd)) == {"tu", "lan"}


def test_who_did_it_is_not_told(cast):
    assert told(tell([cast.lan, cast.tu], "A", by=cast.lan)) == {"tu"}


def test_who_left_or_is_locked_out_is_not_told(cast):
    cast.minh.memberships.update(valid_to="2020-01-01")
    cast.hoa.is_active = False
    cast.hoa.save()
    assert told(tell([cast.department, cast.front], "A", by=cast.lan)) == set()


def test_what_a_notice_holds(cast):
    sheet = SheetFactory(locality=cast.locality, to=cast.department)
    (notice,) = tell(cast.minh, "Sở Y tế được giao việc", by=System("demo"), about=sheet, kind=NoticeKind.TASK)
    assert (notice.text, notice.by_name, notice.url) == (
        "Sở Y tế được giao việc",
        "Hệ thống (demo)",
        f"/to-giay/{sheet.pk}/",
    )
    assert (notice.object_id, notice.locality, notice.read_at) == (sheet.pk, cast.locality, None)


def test_notices_are_seen_by_their_recipient_only(cast):
    notice = NoticeFactory(recipient=cast.minh)
    assert list(Notice.objects.visible_to(cast.minh)) == [notice]
    assert list(Notice.objects.visible_to(cast.lan)) == []


def test_the_gate_is_asked_when_a_notice_is_read(cast):
    sheet = SheetFactory(locality=cast.locality)
    tell([cast.lan, cast.minh, cast.stranger], "A", by=cast.tu, about=sheet)
    assert [unread_count(user) for user in (cast.lan, cast.minh, cast.stranger)] == [1, 0, 0]
    sheet.confidential = True
    door.change(sheet, by=cast.tu)
    assert unread_count(cast.lan) == 0


def test_another_role_of_the_same_person_sees_its_own(cast):
    tell(cast.lan, "A", by=cast.tu, about=SheetFactory(locality=cast.locality))
    cast.lan.act_as(MembershipFactory(user=cast.lan, body=cast.other_council))
    assert unread_count(cast.lan) == 0


def test_reading(cast):
    NoticeFactory.create_batch(3, recipient=cast.lan)
    other = NoticeFactory(recipient=cast.tu)
    assert mark_read(Notice.objects.visible_to(cast.lan)) == 3
    assert mark_read(Notice.objects.visible_to(cast.lan)) == 0
    assert (unread_count(cast.lan), unread_count(cast.tu)) == (0, 1)
    assert Notice.objects.get(pk=other.pk).read_at is None


def test_the_bell_asks_here():
    assert registry.unread_count.answer is unread_count


@pytest.mark.parametrize(
    ("kind", "read", "state"),
    [
        (NoticeKind.CHANGE, None, ("none", "Mới")),
        (NoticeKind.FAILURE, None, ("late", "Mới, có lỗi")),
        (NoticeKind.FAILURE, "2026-07-15T00:00Z", ("done", "Đã đọc")),
    ],
)
def test_its_state_in_the_list(kind, read, state):
    assert NoticeFactory.build(kind=kind, read_at=read, recipient=None).state == state
