"""Permissions are a closed vocabulary; roles are lists of them with words for people."""

import pytest
from django.contrib.auth.models import AnonymousUser

from coordination.people.choices import ConcernKind
from coordination.people.models import Membership
from coordination.people.permissions import Permission
from coordination.people.roles import ROLE_CHOICES, ROLES, Reach
from tests.people.factories import UserFactory
from tests.testapp.factories import SheetFactory


@pytest.mark.parametrize("permission", Permission)
def test_every_permission_has_words_of_its_own(permission):
    assert permission.label
    assert permission.label != permission.name.replace("_", " ").title()
    assert [other for other in Permission if other.label == permission.label] == [permission]


@pytest.mark.parametrize("permission", Permission)
def test_every_permission_belongs_to_some_role(permission):
    assert [role.code for role in ROLES.values() if permission in role.permissions]


def test_reading_is_what_is_called_view():
    assert {permission for permission in Permission if permission.endswith(".view")} == set(Permission.READING)


@pytest.mark.parametrize("role", ROLES.values(), ids=ROLES)
def test_every_role_has_a_label_a_sentence_and_permissions_it_can_use(role):
    assert role.label
    assert role.description.endswith(".")
    assert role.permissions <= set(Permission)
    views = {permission.split(".")[0] for permission in role.permissions if permission in Permission.READING}
    # read with regulations and oversight; the calendar, the rules and how people are reminded are read by everybody
    can_be_seen = views | {"meeting", "recommendation", "calendar", "rule", "reminder", "operate"}
    assert {permission.split(".")[0] for permission in role.permissions} <= can_be_seen


def test_codes_are_keys_and_fit_the_column():
    assert [role.code for role in ROLES.values()] == list(ROLES)
    assert max(map(len, ROLES)) <= Membership._meta.get_field("role").max_length
    assert [(role.code, role.label) for role in ROLES.values()] == ROLE_CHOICES


def test_only_the_administrator_manages_and_sees_no_business():
    managers = [role.code for role in ROLES.values() if Permission.PEOPLE_MANAGE in role.permissions]
    assert managers == ["locality_admin"]
    assert ROLES["locality_admin"].reach is Reach.NOTHING


def test_who_operates_the_installation_does_nothing_else():
    assert [role.code for role in ROLES.values() if Permission.OPERATE in role.permissions] == ["operator"]
    assert ROLES["operator"].permissions == {Permission.OPERATE}
    assert ROLES["operator"].reach is Reach.NOTHING


def test_leaders_of_the_three_sides_and_nobody_else_approve_reviews():
    approving = {role.code for role in ROLES.values() if Permission.REVIEW_APPROVE in role.permissions}
    leaders = {role.code for role in ROLES.values() if role.is_leader}
    assert approving == leaders - {"department_leader"}


def test_can_asks_the_acting_role(cast):
    assert cast.lan.can(Permission.PETITION_FORWARD) is True
    assert cast.minh.can(Permission.PETITION_FORWARD) is False
    assert UserFactory().can(Permission.PETITION_VIEW) is False
    assert AnonymousUser().has_perm(Permission.PETITION_VIEW) is False


def test_can_on_a_record_asks_the_place(cast):
    own = SheetFactory(locality=cast.locality)
    foreign = SheetFactory(locality=cast.other)
    referred = SheetFactory(locality=cast.other, to=cast.department)
    ended = SheetFactory(locality=cast.ended)
    assert cast.ubnd.can(Permission.PETITION_ANSWER, own) is True
    assert cast.ubnd.can(Permission.PETITION_ANSWER, foreign) is False
    assert cast.ubnd.can(Permission.PETITION_ANSWER, referred) is True
    assert cast.minh.can(Permission.PETITION_ANSWER, referred) is True
    assert cast.ubnd.can(Permission.PETITION_ANSWER, ended) is False
    assert cast.ubnd.can(Permission.PETITION_VIEW, ended) is True


ALL_BUT_ASKED = set(Permission) - {Permission(value) for value in (*Permission.READING, *Permission.FOR_CONCERNED)}


@pytest.mark.parametrize("who", ["lan", "ubnd", "hoa", "minh"])
def test_whom_a_foreign_record_concerns_does_what_is_asked_of_them_and_nothing_else(cast, who):
    user = getattr(cast, who)
    asked = SheetFactory(locality=cast.other, to=cast.department, as_what=ConcernKind.OWNER)
    held = user.acting.role_class.permissions

    assert {p for p in held if p in Permission.FOR_CONCERNED and not user.can(p, asked)} == set()
    assert {p for p in held & ALL_BUT_ASKED if user.can(p, asked)} == set()


@pytest.mark.parametrize("kind", [ConcernKind.TERRITORY, ConcernKind.INVITED])
def test_territory_and_guests_only_read_a_foreign_record(cast, kind):
    sheet = SheetFactory(locality=cast.locality, to=cast.commune_council, as_what=kind)

    assert cast.xa.can(Permission.PETITION_VIEW, sheet) is True
    assert [
        p for p in cast.xa.acting.role_class.permissions if p not in Permission.READING and cast.xa.can(p, sheet)
    ] == []


def test_places_are_managed_by_their_own_administrators(cast):
    assert cast.admin.can(Permission.PEOPLE_MANAGE, cast.locality) is True
    assert cast.admin.can(Permission.PEOPLE_MANAGE, cast.department) is True
    assert cast.admin.can(Permission.PEOPLE_MANAGE, cast.minh) is True
    assert cast.admin.can(Permission.PEOPLE_MANAGE, cast.minh.acting) is True
    assert cast.admin.can(Permission.PEOPLE_MANAGE, cast.commune) is False
    assert cast.admin.can(Permission.PEOPLE_MANAGE, cast.commune_council) is False
    assert cast.admin.can(Permission.PEOPLE_MANAGE, cast.ended) is False
    assert cast.admin.can(Permission.PEOPLE_MANAGE, UserFactory()) is False
