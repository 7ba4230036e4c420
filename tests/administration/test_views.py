"""The pages over who and where: each list, page and form, with someone who must not."""

import pytest
from django.urls import reverse

from coordination.audit import log
from coordination.audit.choices import EventKind
from coordination.people.models import Appointment, Body, Constituency, DelegateMandate, Person, Term, User
from tests.people.factories import (
    AppointmentFactory,
    BodyFactory,
    ConstituencyFactory,
    LocalityFactory,
    MembershipFactory,
    PersonFactory,
    TermFactory,
    UserFactory,
)


@pytest.fixture
def as_(client, cast):
    """The client of one of the cast."""

    def sign_in(who):
        client.force_login(getattr(cast, who))
        return client

    return sign_in


def text(answer) -> str:
    return answer.content.decode()


# model name → what to make so that the list of the administrator has one row more
MORE = {
    "body": lambda cast: BodyFactory(locality=cast.locality, parent=cast.committee, name="Sở Thêm"),
    "person": lambda cast: AppointmentFactory(
        person=PersonFactory(locality=cast.locality, name="Người Thêm"), body=cast.department
    ),
    "locality": lambda cast: LocalityFactory(parent=cast.locality, full_name="Xã Thêm"),
    "term": lambda cast: TermFactory(locality=cast.locality),
    "constituency": lambda cast: ConstituencyFactory(locality=cast.locality),
    "user": lambda cast: MembershipFactory(
        user=UserFactory(person=PersonFactory(locality=cast.locality, name="Tài Khoản Thêm")), body=cast.department
    ),
}
QUERIES = {"body": 10, "person": 13, "locality": 9, "term": 10, "constituency": 10, "user": 11}


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("name", MORE)
def test_lists_ask_a_fixed_number_of_questions(as_, cast, name, rows, django_assert_num_queries):
    client = as_("admin")
    for _ in range(rows):
        MORE[name](cast)
    url = reverse(f"administration:{name}-list")
    client.get(url)
    with django_assert_num_queries(QUERIES[name]):
        assert client.get(url).status_code == 200


@pytest.mark.parametrize(("who", "status"), [("lan", 200), ("dai_bieu", 200), ("admin", 200)])
@pytest.mark.parametrize("name", ["body", "person", "locality", "term", "constituency"])
def test_everybody_with_a_role_reads_who_and_where(as_, name, who, status):
    assert as_(who).get(reverse(f"administration:{name}-list")).status_code == status


def test_accounts_are_for_the_administrator(as_, cast):
    assert as_("lan").get(reverse("administration:user-list")).status_code == 403
    page = text(as_("admin").get(reverse("administration:user-list")))
    assert ("Lê Minh" in page, "Bùi Văn Lạ" in page, "Hồ Thị Xá" in page) == (True, False, False)


def test_a_list_sorts_and_finds_the_vietnamese_way(as_, cast):
    for name in ("Sở Ươm", "Sở Ấm", "Sở Đẹp"):
        BodyFactory(locality=cast.locality, name=name)
    client = as_("lan")
    url = reverse("administration:body-list")
    names = ("Sở Ấm", "Sở Đẹp", "Sở Ươm")
    for query, order in (({}, names), ({"sort": "name"}, names), ({"sort": "-name"}, names[::-1])):
        page = text(client.get(url, query))
        assert sorted(order, key=page.index) == list(order)
    page = text(client.get(url, {"q": "so uom"}))
    assert ("Sở <mark>Ươm</mark>" in page or "<mark>Sở</mark> <mark>Ươm</mark>" in page, "Sở Đẹp" in page) == (
        True,
        False,
    )


def test_the_neighbour_is_not_there(as_, cast):
    rows = {
        "body": cast.department,
        "person": cast.minh.person,
        "locality": cast.locality,
        "term": cast.term,
        "constituency": cast.constituency,
        "user": cast.minh,
    }
    client = as_("stranger")
    for name, row in rows.items():
        assert client.get(reverse(f"administration:{name}-detail", args=[row.pk])).status_code == 404
        assert client.get(reverse(f"administration:{name}-edit", args=[row.pk])).status_code == 404


def test_a_clerk_reads_but_does_not_write(as_, cast):
    client = as_("lan")
    for name, row in {"body": cast.department, "term": cast.term, "person": cast.minh.person}.items():
        page = client.get(reverse(f"administration:{name}-detail", args=[row.pk]))
        assert (page.status_code, reverse(f"administration:{name}-edit", args=[row.pk]) in text(page)) == (200, False)
        assert client.get(reverse(f"administration:{name}-edit", args=[row.pk])).status_code == 403
        assert client.get(reverse(f"administration:{name}-create")).status_code == 403
    for name in ("appointment", "delegatemandate", "membership", "user"):
        assert client.get(reverse(f"administration:{name}-create")).status_code == 403
    assert client.get(reverse("administration:user-detail", args=[cast.minh.pk])).status_code == 403


def test_an_administrator_does_not_manage_the_commune(as_, cast):
    client = as_("admin")
    assert client.get(reverse("administration:body-detail", args=[cast.commune_council.pk])).status_code == 200
    assert client.get(reverse("administration:body-edit", args=[cast.commune_council.pk])).status_code == 403
    assert client.get(reverse("administration:user-detail", args=[cast.xa.pk])).status_code == 403


def test_the_page_of_a_locality_tells_lineage_terms_and_bodies(as_, cast):
    page = text(as_("lan").get(reverse("administration:locality-detail", args=[cast.locality.pk])))
    for words in ("Tỉnh An Bình cũ", "2021-2026", "Văn phòng HĐND tỉnh", "01/07/2025"):
        assert words in page


def test_the_page_of_a_person_tells_posts_seats_and_for_the_administrator_the_account(as_, cast):
    AppointmentFactory(person=cast.dai_bieu.person, body=cast.council, post="Phó Trưởng ban")
    url = reverse("administration:person-detail", args=[cast.dai_bieu.person.pk])
    page = text(as_("lan").get(url))
    assert ("Phó Trưởng ban" in page, "Đơn vị bầu cử số 1" in page) == (True, True)
    assert ("dai-bieu" in page, "Sửa" in page) == (False, False)
    page = text(as_("admin").get(url))
    assert ("Đại biểu HĐND" in page, "Ghi chức vụ" in page, "Mở tài khoản" in page) == (True, True, False)


@pytest.mark.parametrize("name", ["mat-khau", "khoa", "mo"])
def test_steps_of_an_account_are_refused_before_the_form_is_read(as_, cast, name):
    url = reverse("administration:user-move", args=[cast.minh.pk, name])

    assert (as_("lan").get(url).status_code, as_("lan").post(url, {}).status_code) == (403, 403)


def test_a_body_is_written(as_, cast):
    fields = {"kind": "department", "name": "Sở Nội vụ", "short_name": "Sở Nội vụ", "code": "so-noi-vu"}
    answer = as_("admin").post(
        reverse("administration:body-create"), fields | {"parent": cast.committee.pk, "serves": [cast.council.pk]}
    )
    row = Body.objects.get(code="so-noi-vu")
    assert (answer.status_code, answer.url) == (302, row.get_absolute_url())
    assert (row.locality, row.parent, list(row.serves.all())) == (cast.locality, cast.committee, [cast.council])


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"code": "Sở Nội vụ"}, "Chỉ dùng chữ thường không dấu, số và gạch nối"),
        ({"code": "hdnd"}, "Mã này đã dùng cho một cơ quan khác trong địa phương."),
        ({"name": ""}, "Chưa ghi ô này."),
        ({"valid_from": "31/06/2026"}, "Tháng 6 chỉ có 30 ngày."),
        ({"valid_from": "02/01/2026", "valid_to": "01/01/2026"}, "Ngày kết thúc phải sau ngày bắt đầu."),
        ({"parent": "999999"}, "Không có lựa chọn này trong danh sách."),
    ],
)
def test_a_form_with_errors_says_so_and_keeps_what_was_typed(as_, cast, fields, words):
    good = {"kind": "department", "name": "Sở Nội vụ", "short_name": "Nội vụ thử", "code": "so-noi-vu"}
    answer = as_("admin").post(reverse("administration:body-create"), good | fields)
    assert answer.status_code == 422
    assert (words in text(answer), "Nội vụ thử" in text(answer)) == (True, True)
    assert not Body.objects.filter(short_name="Nội vụ thử").exists()


def test_choices_stay_in_the_own_place(as_, cast):
    good = {"kind": "department", "name": "Sở X", "short_name": "Sở X", "code": "so-x"}
    for foreign in (cast.other_council, cast.commune_council):
        answer = as_("admin").post(reverse("administration:body-create"), good | {"parent": foreign.pk})
        assert answer.status_code == 422


def test_a_chain_of_bodies_has_a_top(as_, cast):
    fields = {"kind": "committee", "name": "UBND tỉnh", "short_name": "UBND tỉnh", "code": "ubnd", "revision": 1}
    answer = as_("admin").post(
        reverse("administration:body-edit", args=[cast.committee.pk]), fields | {"parent": cast.department.pk}
    )
    assert (answer.status_code, "đang trực thuộc chính cơ quan này" in text(answer)) == (422, True)


def test_two_administrators_at_once(as_, cast):
    client = as_("admin")
    url = reverse("administration:body-edit", args=[cast.department.pk])
    fields = {"kind": "department", "name": "Sở Y tế", "short_name": "SYT", "code": "so-y-te"}
    assert client.post(url, fields | {"revision": 1}).status_code == 302
    late = client.post(url, fields | {"short_name": "YT", "revision": 1})
    assert (late.status_code, "đã lưu hồ sơ này lúc" in text(late), "YT" in text(late)) == (409, True, True)
    assert Body.objects.get(pk=cast.department.pk).short_name == "SYT"


def test_a_person_a_post_and_a_seat_are_written(as_, cast):
    client = as_("admin")
    client.post(reverse("administration:person-create"), {"name": "Cao Thị Mới"})
    person = Person.objects.get(name="Cao Thị Mới")
    assert person.locality == cast.locality
    client.post(
        reverse("administration:appointment-create"),
        {"person": person.pk, "post": "Giám đốc", "body": cast.department.pk, "valid_from": "01/07/2025", "order": 0},
    )
    post = Appointment.objects.get(person=person)
    assert (post.post, str(post.valid_from)) == ("Giám đốc", "2025-07-01")
    answer = client.post(
        reverse("administration:appointment-edit", args=[post.pk]),
        {"person": person.pk, "post": "Phó Giám đốc", "body": cast.department.pk, "order": 0, "revision": 1},
    )
    assert answer.url == person.get_absolute_url()
    client.post(
        reverse("administration:delegatemandate-create"),
        {"person": person.pk, "term": cast.term.pk, "constituency": cast.constituency.pk},
    )
    assert DelegateMandate.objects.filter(person=person).count() == 1


def test_a_term_a_constituency_and_a_locality_are_written(as_, cast):
    client = as_("admin")
    client.post(reverse("administration:term-create"), {"name": "2026-2031", "number": "XX", "start": "4/2026"})
    term = Term.objects.get(name="2026-2031")
    assert (term.locality, str(term.start)) == (cast.locality, "4/2026")
    wrong = client.post(reverse("administration:term-create"), {"name": "khóa XX"})
    assert (wrong.status_code, "ví dụ 2021-2026" in text(wrong)) == (422, True)
    client.post(reverse("administration:constituency-create"), {"name": "Đơn vị 9", "covers": [cast.commune.pk]})
    assert list(Constituency.objects.get(name="Đơn vị 9").covers.all()) == [cast.commune]
    fields = {"name": "An Bình", "full_name": "Tỉnh An Bình", "note": "Thành lập năm 1997.", "revision": 1}
    client.post(reverse("administration:locality-edit", args=[cast.locality.pk]), fields)
    cast.locality.refresh_from_db()
    assert cast.locality.note == "Thành lập năm 1997."


class TestAccounts:
    def test_opening_one_leads_to_its_first_password(self, as_, cast):
        client = as_("admin")
        person = PersonFactory(locality=cast.locality, name="Cao Mới")
        create = reverse("administration:user-create")
        assert f'<option value="{person.pk}" selected>' in text(client.get(create, {"person": person.pk}))
        answer = client.post(create, {"person": person.pk, "username": "cao.moi", "email": ""})
        user = User.objects.get(username="cao.moi")
        password = reverse("administration:user-move", args=[user.pk, "mat-khau"])
        assert answer.url == password
        assert "đăng nhập bằng mật khẩu này" in text(client.get(password))
        client.post(password, {"password": "trang-tron-2026", "again": "trang-tron-2026"})
        assert client.login(username="cao.moi", password="trang-tron-2026")

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"username": "Cao Mới"}, "Chỉ dùng chữ thường không dấu"),
            ({"username": "lan"}, "Tên này đã có người dùng."),
            ({"person": ""}, "Chưa chọn."),
        ],
    )
    def test_what_is_wrong_is_said(self, as_, cast, fields, words):
        person = PersonFactory(locality=cast.locality)
        good = {"person": person.pk, "username": "cao.moi"}
        answer = as_("admin").post(reverse("administration:user-create"), good | fields)
        assert (answer.status_code, words in text(answer)) == (422, True)

    def test_one_account_for_one_person(self, as_, cast):
        fields = {"person": cast.minh.person.pk, "username": "minh2"}
        assert as_("admin").post(reverse("administration:user-create"), fields).status_code == 422

    @pytest.mark.parametrize(
        ("password", "again", "words"),
        [
            ("trang-tron-2026", "trang-tron-2027", "Hai lần gõ không giống nhau."),
            ("1234567890123", "1234567890123", "toàn"),
            ("ngan", "ngan", "10"),
            ("", "", "Chưa ghi ô này."),
        ],
    )
    def test_a_weak_or_mistyped_password_is_refused(self, as_, cast, password, again, words):
        url = reverse("administration:user-move", args=[cast.minh.pk, "mat-khau"])
        answer = as_("admin").post(url, {"password": password, "again": again})
        assert (answer.status_code, words in text(answer)) == (422, True)
        assert f'value="{password}"' not in text(answer)

    def test_a_new_password_signs_the_person_out(self, as_, cast, client):
        from django.test import Client

        minh = Client()
        minh.force_login(cast.minh)
        url = reverse("administration:user-move", args=[cast.minh.pk, "mat-khau"])
        as_("admin").post(url, {"password": "trang-tron-2026", "again": "trang-tron-2026"})
        assert minh.get(reverse("account-memberships")).status_code == 302

    def test_closing_asks_first_and_opening_undoes_it(self, as_, cast):
        client = as_("admin")
        page = text(client.get(reverse("administration:user-detail", args=[cast.minh.pk])))
        for label in ("Đặt mật khẩu", "Khóa tài khoản", "Giao vai", "Chuyên viên sở, ngành"):
            assert label in page
        lock = reverse("administration:user-move", args=[cast.minh.pk, "khoa"])
        assert "sẽ không đăng nhập được nữa" in text(client.get(lock))
        client.post(lock)
        assert User.objects.get(pk=cast.minh.pk).is_active is False
        assert client.login(username="minh", password="trong-dong-1975") is False
        client = as_("admin")
        client.post(reverse("administration:user-move", args=[cast.minh.pk, "mo"]))
        assert User.objects.get(pk=cast.minh.pk).is_active is True

    def test_ones_own_account_is_not_closed(self, as_, cast):
        client = as_("admin")
        page = text(client.get(reverse("administration:user-detail", args=[cast.admin.pk])))
        assert "Bạn không tự khóa tài khoản của mình được." in page
        client.post(reverse("administration:user-move", args=[cast.admin.pk, "khoa"]))
        assert User.objects.get(pk=cast.admin.pk).is_active is True

    @pytest.mark.parametrize("step", ["mat-khau", "khoa", "mo"])
    @pytest.mark.parametrize(("who", "status"), [("lan", 403), ("stranger", 404), ("xa", 403)])
    def test_nobody_else_touches_accounts(self, as_, cast, step, who, status):
        url = reverse("administration:user-move", args=[cast.minh.pk, step])
        fields = {"password": "trang-tron-2026", "again": "trang-tron-2026"}
        client = as_(who)
        assert (client.get(url).status_code, client.post(url, fields).status_code) == (status, status)
        assert User.objects.get(pk=cast.minh.pk).check_password("trong-dong-1975")

    def test_a_role_is_given_and_ended(self, as_, cast):
        client = as_("admin")
        user = UserFactory(person=PersonFactory(locality=cast.locality))
        fields = {"user": user.pk, "body": cast.front.pk, "role": "front_clerk", "order": 0}
        assert client.post(reverse("administration:membership-create"), fields).url == user.get_absolute_url()
        row = user.memberships.get()
        url = reverse("administration:membership-edit", args=[row.pk])
        assert url in text(client.get(user.get_absolute_url()))
        client.post(url, fields | {"valid_to": "31/12/2020", "revision": 1})
        assert user.active_memberships().count() == 0

    def test_no_role_for_oneself(self, as_, cast):
        fields = {"user": cast.admin.pk, "body": cast.office.pk, "role": "council_clerk", "order": 0}
        assert as_("admin").post(reverse("administration:membership-create"), fields).status_code == 403


def test_the_page_of_roles_is_made_from_the_roles(as_):
    from coordination.people.roles import ROLES

    page = text(as_("dai_bieu").get(reverse("administration:roles")))
    for role in ROLES.values():
        assert role.label in page
        assert role.description in page
    assert "chuyển kiến nghị" in page


def test_tabs_show_what_one_may_open(as_):
    def tabs(who):
        page = text(as_(who).get(reverse("administration:body-list")))
        return ["nguoi-dung/" in page, "nhat-ky/" in page]

    assert (tabs("admin"), tabs("lan"), tabs("minh")) == ([True, True], [False, True], [False, False])


@pytest.mark.parametrize(("who", "is_link"), [("admin", True), ("lan", False)])
def test_an_account_in_the_trail_is_a_link_for_whoever_manages_accounts(cast, as_, who, is_link):
    """The council's office reads the trail too; the page of an account would refuse it."""
    event = log.record(EventKind.SIGNED_IN, cast.minh, by=cast.minh)
    table = as_(who).get(reverse("administration:audit")).context["table"]
    shown = str(table.render_subject_label(event.subject_label, event))
    assert (str(cast.minh) in shown, reverse("administration:user-detail", args=[cast.minh.pk]) in shown) == (
        True,
        is_link,
    )
