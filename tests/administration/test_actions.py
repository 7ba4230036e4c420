"""Changing who and where: permission, conflict, trail."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError

from coordination.administration import actions
from coordination.administration.forms import MembershipForm
from coordination.audit.actors import System
from coordination.audit.models import Event
from coordination.people.models import Body, Membership, Person, User
from coordination.records.errors import Conflict, Forbidden, NotNow
from tests.people.factories import PersonFactory, UserFactory


def trail(row):
    return [(event.kind, event.actor_name, event.data, event.note) for event in Event.objects.about(row).order_by("id")]


def body(cast, **fields):
    return Body(
        **{"locality": cast.locality, "kind": "department", "name": "Sở Nội vụ", "short_name": "Sở Nội vụ"} | fields
    )


def test_creating_writes_row_related_and_trail(cast):
    row = actions.create(body(cast, code="so-noi-vu"), by=cast.admin, related={"serves": [cast.committee]})
    assert list(row.serves.all()) == [cast.committee]
    assert trail(row) == [("created", "Đinh Quản Trị", {}, "")]
    assert Event.objects.about(row).get().locality == cast.locality


@pytest.mark.parametrize("who", ["lan", "tu", "xa", "stranger"])
def test_only_the_administrator_of_the_place_writes(cast, who):
    by = getattr(cast, who)
    with pytest.raises(Forbidden):
        actions.create(body(cast, code="so-noi-vu"), by=by)
    cast.department.name = "Sở khác"
    with pytest.raises(Forbidden):
        actions.edit(cast.department, by=by)
    with pytest.raises(Forbidden):
        actions.set_password(cast.minh, by=by, password="x")
    assert Body.objects.get(pk=cast.department.pk).name == "Sở Y tế"


def test_nor_does_one_of_another_place(cast):
    foreign = cast.acting_as(cast.other_council, "locality_admin")
    with pytest.raises(Forbidden):
        actions.edit(cast.department, by=foreign)
    cast.department.locality = cast.other
    with pytest.raises(Forbidden):
        actions.edit(cast.department, by=foreign)
    with pytest.raises(Forbidden):
        actions.edit(cast.department, by=cast.admin)


def test_an_ended_place_is_read_only_but_not_for_loading(cast):
    keeper = cast.acting_as(cast.ended_council, "locality_admin")
    with pytest.raises(Forbidden):
        actions.create(Person(locality=cast.ended, name="Ông A"), by=keeper)
    assert actions.create(Person(locality=cast.ended, name="Ông A"), by=System("demo")).pk


def test_editing_says_what_changed(cast):
    cast.department.short_name = "SYT"
    actions.edit(cast.department, by=cast.admin)
    assert trail(cast.department) == [("changed", "Đinh Quản Trị", {"short_name": ["Sở Y tế", "SYT"]}, "")]
    assert Body.objects.get(pk=cast.department.pk).revision == 2


def test_somebody_else_saved_in_between(cast):
    mine, theirs = (Body.objects.get(pk=cast.department.pk) for _ in range(2))
    other_admin = cast.acting_as(cast.council, "locality_admin", "Mai Thị Hai")
    theirs.symbol = "SYT"
    actions.edit(theirs, by=other_admin)
    mine.symbol = "YT"
    with pytest.raises(Conflict) as refused:
        actions.edit(mine, by=cast.admin)
    assert refused.value.message.startswith("Mai Thị Hai đã lưu hồ sơ này lúc ")
    assert Body.objects.get(pk=cast.department.pk).symbol == "SYT"


def test_a_conflict_without_history_is_one_too(cast):
    Body.objects.filter(pk=cast.department.pk).update(revision=9)
    with pytest.raises(Conflict):
        actions.edit(cast.department, by=cast.admin)


def test_bad_fields_change_nothing(cast):
    cast.department.name = ""
    with pytest.raises(ValidationError):
        actions.edit(cast.department, by=cast.admin)
    assert Body.objects.get(pk=cast.department.pk).revision == 1


def test_a_new_account_cannot_sign_in_until_it_has_a_password(cast):
    person = PersonFactory(locality=cast.locality, name="Cao Mới")
    user = actions.create_account(User(username="cao.moi", person=person), by=cast.admin)
    assert user.has_usable_password() is False
    assert user.state == ("wait", "Chưa có mật khẩu")
    actions.set_password(user, by=cast.admin, password="trang-tron-2026")
    stored = User.objects.get(pk=user.pk)
    assert stored.check_password("trang-tron-2026")
    assert stored.state == ("done", "Đang mở")
    assert trail(user) == [
        ("created", "Đinh Quản Trị", {}, ""),
        ("changed", "Đinh Quản Trị", {}, "Đặt lại mật khẩu"),
    ]


def test_the_trail_holds_no_password(cast):
    actions.set_password(cast.minh, by=cast.admin, password="trang-tron-2026")
    stored = User.objects.get(pk=cast.minh.pk)
    stored.email = "minh@soyte.vn"
    actions.edit(stored, by=cast.admin)
    assert trail(cast.minh)[-1][2] == {"email": ["", "minh@soyte.vn"]}


def test_closing_and_opening_an_account(cast):
    actions.lock(cast.minh, by=cast.admin)
    assert User.objects.get(pk=cast.minh.pk).state == ("pause", "Đã khóa")
    with pytest.raises(NotNow):
        actions.lock(cast.minh, by=cast.admin)
    actions.unlock(cast.minh, by=cast.admin)
    with pytest.raises(NotNow):
        actions.unlock(cast.minh, by=cast.admin)
    assert [note for *_rest, note in trail(cast.minh)] == ["Khóa tài khoản", "Mở tài khoản"]


def test_nobody_closes_their_own_account(cast):
    with pytest.raises(NotNow):
        actions.lock(cast.admin, by=cast.admin)


def test_nobody_gives_themselves_a_role(cast):
    with pytest.raises(Forbidden) as refused:
        actions.create_membership(Membership(user=cast.admin, body=cast.office, role="council_clerk"), by=cast.admin)
    assert refused.value.message == "Không ai tự giao hay sửa vai của chính mình."
    own = cast.admin.acting
    own.role = "council_leader"
    with pytest.raises(Forbidden):
        actions.edit_membership(own, by=cast.admin)


def test_giving_and_ending_a_role(cast):
    user = UserFactory(person=PersonFactory(locality=cast.locality))
    row = actions.create_membership(Membership(user=user, body=cast.front, role="front_clerk"), by=cast.admin)
    assert user.acting == row
    row.valid_to = "2020-12-31"
    actions.edit_membership(row, by=cast.admin)
    assert User.objects.get(pk=user.pk).acting is None


def test_no_administrator_touches_what_is_over_the_whole_installation(cast):
    given = Membership(user=cast.minh, body=cast.department, role="operator")
    ordinary = cast.minh.memberships.get()
    ordinary.role = "operator"
    held = cast.operator.memberships.get()
    for attempt in (
        lambda: actions.create_membership(given, by=cast.admin),
        lambda: actions.edit_membership(ordinary, by=cast.admin),
        lambda: actions.edit_membership(held, by=cast.admin),
        lambda: actions.set_password(cast.operator, by=cast.admin, password="trang-tron-2026"),
        lambda: actions.lock(cast.operator, by=cast.admin),
        lambda: actions.edit(cast.operator, by=cast.admin),
    ):
        with pytest.raises(Forbidden, match="chỉ giao, sửa bằng lệnh trên máy chủ"):
            attempt()
    form = MembershipForm(user=cast.admin, instance=Membership())
    assert "operator" not in dict(form.fields["role"].choices)


def test_no_role_in_a_body_of_another_place(cast):
    with pytest.raises(Forbidden):
        actions.create_membership(
            Membership(user=cast.minh, body=cast.other_council, role="council_clerk"), by=cast.admin
        )


def test_the_conflict_names_the_last_save(cast):
    with time_machine.travel("2026-07-15T02:02:00Z", tick=False) as clock:
        row = Body.objects.get(pk=cast.department.pk)
        actions.edit(Body.objects.get(pk=cast.department.pk), by=System("demo"))
        clock.shift(timedelta(minutes=5))
        with pytest.raises(Conflict) as refused:
            actions.edit(row, by=cast.admin)
    assert refused.value.message == "Hệ thống (demo) đã lưu hồ sơ này lúc 09:02, sau khi bạn mở."
