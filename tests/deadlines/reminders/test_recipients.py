"""Whom an audience means, through which membership, and who stands in."""

from datetime import date

import pytest

from coordination.deadlines.models import Absence
from coordination.deadlines.reminders.recipients import People
from coordination.people.models import Membership
from tests.deadlines.reminders.factories import TODAY, duty
from tests.people.factories import BodyFactory, MembershipFactory

pytestmark = pytest.mark.django_db


def told(one, *audiences):
    people = People(TODAY)
    people.look_at([one.pk])
    return sorted(membership.user.username for membership in people.told_of(one, audiences).values())


def absent(cast, user, substitute, first=TODAY, last=TODAY):
    Absence.objects.create(user=user, substitute=substitute, first=first, last=last, created_by=cast.lan)


def test_an_assignee_without_an_account_leaves_it_to_the_body(office):
    from tests.people.factories import PersonFactory

    assert told(duty(office, assignee=PersonFactory(locality=office.locality)), "assignee") == ["minh"]


def test_a_closed_account_is_nobody(office):
    office.minh.is_active = False
    office.minh.save()
    assert told(duty(office), "assignee") == []


def test_a_role_that_has_ended_is_nobody(office):
    Membership.objects.filter(user=office.minh).update(valid_to=date(2026, 7, 14))
    assert told(duty(office), "assignee") == []


def test_the_office_that_serves_a_body_works_for_it(office):
    assert told(duty(office, owner=office.standing, assignee=None), "assignee") == ["lan", "tu"]


def test_a_delegate_is_no_worker_of_the_council(office):
    assert told(duty(office, owner=office.council, beneficiary=None, assignee=None), "assignee") == ["lan"]


def test_the_head_is_the_nearest_leader_above(office):
    chair = office.acting_as(office.committee, "committee_leader", "Cao Chủ Tịch")
    assert told(duty(office), "head") == [chair.username]
    own = office.acting_as(office.department, "committee_leader", "Giám đốc Sở")
    assert told(duty(office), "head") == [own.username]


def test_the_head_of_a_department_is_told_of_its_own_work_and_leads_no_side(office):
    director = office.acting_as(office.department, "department_leader", "Giám đốc Sở")
    assert told(duty(office), "head") == [director.username]
    assert told(duty(office, owner=office.committee, beneficiary=None), "head") == []


def test_the_head_of_an_office_of_the_council_sits_in_the_standing_committee(office):
    assert told(duty(office, owner=office.office, beneficiary=None), "head") == ["tu"]


def test_the_office_of_the_council_of_the_place(office):
    assert told(duty(office), "office") == ["lan"]


def test_a_commune_without_an_office_has_its_officials(office):
    one = duty(office, owner=office.commune_council, locality=office.commune, beneficiary=None, assignee=None)
    assert told(one, "office") == ["xa"]


def test_the_standing_committee_is_its_leaders(office):
    office.acting_as(office.standing, "council_clerk", "Thư ký")
    assert told(duty(office), "standing") == ["tu"]


def test_who_may_not_see_it_is_not_told(office):
    one = duty(office, confidential=True)
    assert told(one, "assignee", "head", "office", "standing") == ["minh"]


def test_another_membership_of_the_same_account_may_see_it(office):
    admin_too = MembershipFactory(user=office.minh, body=office.department, role="locality_admin", order=0)
    Membership.objects.filter(user=office.minh, role="department_officer").update(order=1)
    people, one = People(TODAY), duty(office)
    people.look_at([one.pk])
    assert people.told_of(one, ["assignee"])[office.minh.pk] != admin_too


def test_a_substitute_is_told_instead(office):
    colleague = office.acting_as(office.department, "department_officer", "Trịnh Thu")
    absent(office, office.minh, colleague)
    assert told(duty(office), "assignee") == [colleague.username]
    assert told(duty(office, due_on=TODAY, assignee=None), "assignee") == [colleague.username]


def test_a_substitute_who_may_not_see_it_replaces_nobody(office):
    absent(office, office.minh, office.stranger)
    assert told(duty(office), "assignee") == ["minh"]


def test_an_absence_that_is_over_counts_no_more(office):
    colleague = office.acting_as(office.department, "department_officer", "Trịnh Thu")
    absent(office, office.minh, colleague, date(2026, 7, 1), date(2026, 7, 14))
    assert told(duty(office), "assignee") == ["minh"]


def test_what_everybody_sees_is_asked_once_per_membership(office, django_assert_num_queries):
    duties = [duty(office) for _ in range(5)]
    people = People(TODAY)
    people.look_at([one.pk for one in duties])
    people.told_of(duties[0], ["assignee", "office"])
    with django_assert_num_queries(0):
        for one in duties:
            people.told_of(one, ["assignee", "office"])


def test_a_side_without_any_leader_has_no_head(office):
    lonely = BodyFactory(locality=office.locality)
    assert told(duty(office, owner=lonely, assignee=None), "head") == []
