"""Who and where: names, places, validity, the top of a chain."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from coordination.people.models import Body, Locality, Membership, Person, User
from tests.people.factories import (
    AppointmentFactory,
    BodyFactory,
    ConcernFactory,
    DelegateMandateFactory,
    LineageFactory,
    LocalityFactory,
    MembershipFactory,
    PersonFactory,
    TermFactory,
    UserFactory,
)
from tests.testapp.factories import SheetFactory


def test_names(cast):
    assert str(cast.locality) == "Tỉnh An Bình"
    assert str(TermFactory(name="2021-2026", number="XIX")) == "2021-2026, khóa XIX"
    assert str(cast.term) == "2021-2026"
    assert str(AppointmentFactory(person=cast.minh.person)) == "Lê Minh, Giám đốc"
    assert str(cast.lan.acting) == "Văn phòng HĐND tỉnh, Chuyên viên Văn phòng HĐND"
    assert str(UserFactory(username="khong-ten")) == "khong-ten"
    assert str(LineageFactory(successor=None, successor_name="tỉnh Bắc Ninh", predecessor=cast.ended)).endswith(
        "→ tỉnh Bắc Ninh"
    )
    assert str(ConcernFactory(record=SheetFactory(), body=cast.front)) == "MTTQ tỉnh: nơi nhận"
    assert str(cast.dai_bieu.person.mandates.get()) == "Vũ Đại, 2021-2026"


@pytest.mark.parametrize(
    ("valid_to", "today", "ended"),
    [(None, "2026-01-01", False), ("2025-06-30", "2025-06-30", False), ("2025-06-30", "2025-07-01", True)],
)
def test_a_locality_ends_after_its_last_day(valid_to, today, ended):
    place = LocalityFactory.build(valid_to=valid_to and date.fromisoformat(valid_to))
    assert place.ended_on(date.fromisoformat(today)) is ended


def test_the_top_of_a_chain(cast):
    inner = BodyFactory(locality=cast.locality, parent=cast.department)
    assert inner.principal == cast.committee
    assert cast.front.principal == cast.front


@pytest.mark.parametrize(
    "factory", [LocalityFactory, BodyFactory, AppointmentFactory, DelegateMandateFactory, MembershipFactory]
)
def test_the_last_day_is_not_before_the_first(db, factory):
    row = factory(valid_from=date(2025, 2, 1), valid_to=date(2025, 2, 1))
    row.valid_to = date(2025, 1, 31)
    with pytest.raises(ValidationError) as refused:
        row.validate_constraints()
    assert refused.value.messages == ["Ngày kết thúc phải sau ngày bắt đầu."]
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_what_exists_once(cast):
    twice = (
        (BodyFactory.build(locality=cast.locality, code="hdnd"), "Mã này đã dùng cho một cơ quan khác"),
        (TermFactory.build(locality=cast.locality, name="2021-2026"), "Địa phương này đã có nhiệm kỳ ấy."),
        (Membership(user=cast.lan, body=cast.office, role="council_clerk"), "Người này đã có vai ấy trong cơ quan."),
    )
    for row, words in twice:
        with pytest.raises(ValidationError) as refused:
            row.validate_constraints()
        assert refused.value.messages[0].startswith(words)


def test_in_force_counts_both_ends_and_takes_unknown_as_open(cast):
    def bodies(day):
        return set(Body.objects.filter(locality=cast.other).in_force(date.fromisoformat(day)))

    old = BodyFactory(locality=cast.other, valid_to=date(2025, 6, 30))
    new = BodyFactory(locality=cast.other, valid_from=date(2025, 7, 1))
    assert bodies("2025-06-30") == {cast.other_council, old}
    assert bodies("2025-07-01") == {cast.other_council, new}


def test_names_sort_the_vietnamese_way(db):
    place = LocalityFactory()
    for name in ("Ông Út", "Dương", "Đào", "Ân", "Anh", "Ấm"):
        PersonFactory(locality=place, name=name)
    names = [person.name for person in Person.objects.by_name()]
    assert names == ["Anh", "Ấm", "Ân", "Dương", "Đào", "Ông Út"]


def test_accounts_and_memberships_sort_by_the_name_of_the_person(cast):
    names = [str(user) for user in User.objects.filter(pk__in=[cast.hoa.pk, cast.dai_bieu.pk, cast.admin.pk]).by_name()]
    assert names == ["Đinh Quản Trị", "Đỗ Thị Hoa", "Vũ Đại"]
    rows = Membership.objects.filter(user__in=[cast.hoa, cast.admin]).by_name()
    assert [str(row.user) for row in rows] == ["Đinh Quản Trị", "Đỗ Thị Hoa"]
    assert Locality.objects.by_name().first() == cast.locality


def test_names_are_found_without_accents(cast):
    def found(words):
        return set(Body.objects.filter(locality=cast.locality).named(words))

    assert found("so y te") == {cast.department}
    assert found("Y TẾ sở") == {cast.department}
    assert found("van phong hdnd") == {cast.office}
    assert found("khong co") == set()


def test_the_place_of_an_account(cast):
    assert cast.lan.locality == cast.locality
    nameless = UserFactory()
    assert nameless.locality is None
    nameless = UserFactory()
    MembershipFactory(user=nameless, body=cast.other_council)
    assert (nameless.locality, nameless.locality_id) == (cast.other, cast.other.pk)
    appointment = AppointmentFactory(person=cast.minh.person)
    assert (appointment.locality, appointment.locality_id) == (cast.locality, cast.locality.pk)
    assert (cast.locality.locality, cast.locality.locality_id) == (cast.locality, cast.locality.pk)
