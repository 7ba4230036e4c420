"""The audit trail on the screen, and what signing in and changing roles leaves there."""

import pytest
from django.urls import reverse

from coordination.audit import log
from coordination.audit.choices import EventKind
from coordination.audit.models import Event
from tests.people.factories import PASSWORD, UserFactory
from tests.testapp.factories import SheetFactory

QUERIES = 13


@pytest.fixture
def lan(client, cast):
    client.force_login(cast.lan)
    return client


def page(client, **query):
    return client.get(reverse("administration:audit"), query).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_a_fixed_number_of_questions(lan, cast, rows, django_assert_num_queries):
    for _ in range(rows):
        log.record(EventKind.CHANGED, cast.department, by=cast.admin)
    page(lan)
    with django_assert_num_queries(QUERIES):
        assert page(lan).count(cast.department.get_absolute_url()) == rows


def test_only_what_the_reader_may_see(client, cast):
    SheetFactory(locality=cast.locality, title="Việc của tỉnh")
    SheetFactory(locality=cast.locality, title="Việc mật", confidential=True)
    SheetFactory(locality=cast.other, title="Việc nơi khác")
    log.record(EventKind.CHANGED, cast.department, by=cast.admin, note="đổi tên")
    client.force_login(cast.lan)
    shown = page(client)
    assert [words in shown for words in ("Việc của tỉnh", "Việc mật", "Việc nơi khác", "đổi tên")] == [
        True,
        False,
        False,
        True,
    ]
    client.force_login(cast.admin)
    shown = page(client)
    assert [words in shown for words in ("Việc của tỉnh", "đổi tên")] == [False, True]


@pytest.mark.parametrize("who", ["minh", "dai_bieu", "xa"])
def test_not_for_everybody(client, cast, who):
    client.force_login(getattr(cast, who))
    assert client.get(reverse("administration:audit")).status_code == 403


def test_filters_by_kind_person_and_day(lan, cast):
    log.record(EventKind.CHANGED, cast.department, by=cast.admin, note="sửa-một")
    log.record(EventKind.CREATED, cast.board, by=cast.tu, note="ghi-hai")

    def found(**query):
        shown = page(lan, **query)
        return ["sửa-một" in shown, "ghi-hai" in shown]

    assert found() == [True, True]
    assert found(kind="changed") == [True, False]
    assert found(actor=cast.tu.pk) == [False, True]
    assert found(den="01/01/2020") == [False, False]
    assert found(tu="01/01/2020") == [True, True]


def test_signing_in_and_out(client, cast):
    client.post(reverse("account_login"), {"login": "lan", "password": PASSWORD})
    client.post(reverse("account_logout"))
    rows = Event.objects.filter(actor=cast.lan).order_by("id")
    assert [(row.kind, row.subject_label, row.locality) for row in rows] == [
        ("signed_in", "Nguyễn Thị Lan", cast.locality),
        ("signed_out", "Nguyễn Thị Lan", cast.locality),
    ]


def test_a_failed_sign_in_signs_nobody_in(client, cast):
    client.post(reverse("account_login"), {"login": "lan", "password": "sai"})
    assert not Event.objects.filter(kind="signed_in").exists()


def test_an_account_without_a_place_signs_in_too(client, db):
    UserFactory(username="khong-noi")
    client.post(reverse("account_login"), {"login": "khong-noi", "password": PASSWORD})
    assert Event.objects.get(kind="signed_in").locality is None
