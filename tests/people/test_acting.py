"""Who belongs to several bodies chooses the acting one; the choice lives in the session."""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from coordination.people.middleware import SESSION_KEY, acting_membership
from coordination.people.models import User
from tests.people.factories import MembershipFactory, UserFactory


def acting_for(user, **session):
    """Who the user acts as, once the middleware has seen the request."""
    request = HttpRequest()
    request.user, request.session = user, session
    return acting_membership(lambda request: getattr(request.user, "acting", None))(request)


def fresh(user):
    return User.objects.get(pk=user.pk)


def test_without_a_choice_the_first_membership_acts(cast):
    MembershipFactory(user=cast.lan, body=cast.front, role="front_clerk", order=1)
    assert acting_for(fresh(cast.lan)).body == cast.office


def test_the_chosen_membership_acts(cast):
    chosen = MembershipFactory(user=cast.lan, body=cast.front, role="front_clerk", order=1)
    assert acting_for(fresh(cast.lan), **{SESSION_KEY: chosen.pk}) == chosen


def test_a_choice_that_is_over_or_anothers_falls_back(cast):
    over = MembershipFactory(user=cast.lan, body=cast.front, role="front_clerk", valid_to="2020-01-01")
    for wrong in (over.pk, cast.hoa.acting.pk, 10**9):
        assert acting_for(fresh(cast.lan), **{SESSION_KEY: wrong}).body == cast.office


def test_visitors_and_accounts_without_membership_act_as_nobody(db):
    assert acting_for(AnonymousUser(), **{SESSION_KEY: 1}) is None
    assert acting_for(UserFactory(), **{SESSION_KEY: 1}) is None


def test_future_memberships_wait(cast):
    MembershipFactory(user=cast.lan, body=cast.front, role="front_clerk", valid_from="2999-01-01")
    assert [row.body for row in cast.lan.active_memberships()] == [cast.office]
