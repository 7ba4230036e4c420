"""docs/visibility.md row by row: who sees a record, and who must not. Everything else asks this one gate."""

import pytest
from django.contrib.auth.models import AnonymousUser

from coordination.audit.models import Event
from coordination.people.choices import ConcernKind
from coordination.people.models import Body, Locality, Membership, Person, Term, User
from coordination.records.querysets import is_seen
from tests.people.factories import BodyFactory, MembershipFactory, PersonFactory, TermFactory, UserFactory
from tests.testapp.factories import SheetFactory, mark_on
from tests.testapp.models import Mark, Sheet

EVERYBODY = ("lan", "tu", "minh", "ubnd", "hoa", "thu_ky", "dai_bieu", "xa", "stranger", "admin")
OFFICES = {"lan", "tu", "ubnd", "hoa", "thu_ky"}


def seers(cast, sheet) -> set[str]:
    """Who of the cast sees the sheet; a pointer at it must be seen by the same people."""
    mark = mark_on(sheet)
    seen = {name for name in EVERYBODY if Sheet.objects.visible_to(getattr(cast, name)).contains(sheet)}
    pointed = {name for name in EVERYBODY if Mark.objects.visible_to(getattr(cast, name)).contains(mark)}
    told = {name for name in EVERYBODY if is_seen(sheet, getattr(cast, name))}
    assert (pointed, told) == (seen, seen)
    return seen


def plain(cast):
    return {"locality": cast.locality}


ROWS = {
    "an ordinary record: offices, leaders and secretaries of the locality": (plain, OFFICES),
    "a confidential record: nobody by reach": (lambda cast: {"confidential": True}, set()),
    "confidential and addressed to a department: not even there": (
        lambda cast: {"confidential": True, "to": cast.department},
        set(),
    ),
    "a draft of the council: its own side": (lambda cast: {"draft_of": cast.council}, {"lan", "tu", "thu_ky"}),
    "a draft of the committee: its own side": (lambda cast: {"draft_of": cast.committee}, {"ubnd"}),
    "a draft of the Front: its own side": (lambda cast: {"draft_of": cast.front}, {"hoa"}),
    "a draft prepared by a department: its side": (
        lambda cast: {"draft_of": cast.committee, "to": cast.department, "as_what": ConcernKind.PREPARING},
        {"ubnd", "minh"},
    ),
    "another side's draft addressed to a department: not yet": (
        lambda cast: {"draft_of": cast.front, "to": cast.department},
        {"hoa"},
    ),
    "a draft in the delegate's constituency: not the delegate": (
        lambda cast: {"draft_of": cast.council, "constituency": cast.constituency},
        {"lan", "tu", "thu_ky"},
    ),
    "of the delegate's constituency": (
        lambda cast: {"constituency": cast.constituency},
        OFFICES | {"dai_bieu"},
    ),
    "addressed to the council: its delegates too": (lambda cast: {"to": cast.council}, OFFICES | {"dai_bieu"}),
    "the council is invited: its delegates too": (
        lambda cast: {"to": cast.council, "as_what": ConcernKind.INVITED},
        OFFICES | {"dai_bieu"},
    ),
    "the council owes it: no matter of each delegate": (
        lambda cast: {"to": cast.council, "as_what": ConcernKind.OWNER},
        OFFICES,
    ),
    "addressed to another department: not this one": (
        lambda cast: {"to": BodyFactory(locality=cast.locality, parent=cast.committee)},
        OFFICES,
    ),
    "referred to a commune": (
        lambda cast: {"to": cast.commune_council, "as_what": ConcernKind.REFERRAL},
        OFFICES | {"xa"},
    ),
    "from the commune's territory": (
        lambda cast: {"to": cast.commune_council, "as_what": ConcernKind.TERRITORY},
        OFFICES | {"xa"},
    ),
    "referred to another province": (
        lambda cast: {"to": cast.other_council, "as_what": ConcernKind.REFERRAL},
        OFFICES | {"stranger"},
    ),
    "of the commune": (lambda cast: {"locality": cast.commune}, {"xa"}),
    "of the commune, forwarded to the province": (
        lambda cast: {"locality": cast.commune, "to": cast.council, "as_what": ConcernKind.REFERRAL},
        {"xa"} | OFFICES,
    ),
    "of the commune, forwarded to a provincial department": (
        lambda cast: {"locality": cast.commune, "to": cast.department, "as_what": ConcernKind.REFERRAL},
        {"xa", "minh"} | OFFICES,
    ),
    "of the ended predecessor: the successor's offices": (lambda cast: {"locality": cast.ended}, OFFICES),
    "of a stranger": (lambda cast: {"locality": cast.other}, {"stranger"}),
    "naming an officer": (lambda cast: {"names": cast.minh.person}, OFFICES | {"minh"}),
    "confidential, naming an officer": (
        lambda cast: {"confidential": True, "names": cast.minh.person},
        {"minh"},
    ),
    "confidential, naming a clerk of the office": (
        lambda cast: {"confidential": True, "names": cast.lan.person},
        {"lan"},
    ),
    "another side's draft naming an officer: not yet": (
        lambda cast: {"draft_of": cast.front, "names": cast.minh.person},
        {"hoa"},
    ),
}


@pytest.mark.parametrize(("given", "expected"), ROWS.values(), ids=ROWS.keys())
def test_each_row_of_the_table(cast, given, expected):
    sheet = SheetFactory(**{"locality": cast.locality} | given(cast))
    assert seers(cast, sheet) == expected


@pytest.mark.parametrize("as_what", [kind for kind in ConcernKind if kind != ConcernKind.NAMED])
def test_a_department_sees_what_concerns_it_whatever_as(cast, as_what):
    sheet = SheetFactory(locality=cast.locality, to=cast.department, as_what=as_what)
    assert seers(cast, sheet) == OFFICES | {"minh"}


def test_a_joint_office_sees_drafts_of_both_its_sides(cast):
    joint = BodyFactory(locality=cast.locality, parent=cast.council, serves=[cast.council, cast.committee])
    clerk = cast.acting_as(joint, "council_clerk")
    for side, seen in ((cast.council, True), (cast.committee, True), (cast.front, False)):
        sheet = SheetFactory(locality=cast.locality, draft_of=side)
        assert Sheet.objects.visible_to(clerk).contains(sheet) is seen


def test_nobody_signed_in_sees_nothing(cast):
    sheet = SheetFactory(locality=cast.locality)
    assert not Sheet.objects.visible_to(AnonymousUser()).exists()
    assert not Mark.objects.visible_to(AnonymousUser()).contains(mark_on(sheet))
    assert not Body.objects.visible_to(AnonymousUser()).exists()
    assert not User.objects.visible_to(AnonymousUser()).exists()


def test_an_account_without_membership_sees_nothing_even_where_it_is_named(cast):
    user = UserFactory(person=PersonFactory(locality=cast.locality))
    SheetFactory(locality=cast.locality, names=user.person)
    assert not Sheet.objects.visible_to(user).exists()
    assert not Body.objects.visible_to(user).exists()
    assert not User.objects.visible_to(user).exists()


def test_a_membership_that_ended_shows_nothing(cast):
    SheetFactory(locality=cast.locality)
    cast.lan.memberships.update(valid_to="2020-12-31")
    assert not Sheet.objects.visible_to(User.objects.get(pk=cast.lan.pk)).exists()


def test_the_chosen_membership_decides(cast):
    here, there = SheetFactory(locality=cast.locality), SheetFactory(locality=cast.other)
    second = MembershipFactory(user=cast.lan, body=cast.other_council, role="council_clerk")
    assert list(Sheet.objects.visible_to(cast.lan)) == [here]
    cast.lan.act_as(second)
    assert list(Sheet.objects.visible_to(cast.lan)) == [there]


def test_drafts_do_not_count(cast):
    counted = SheetFactory(locality=cast.locality)
    secret = SheetFactory(locality=cast.locality, confidential=True)
    SheetFactory(locality=cast.locality, draft_of=cast.council)
    SheetFactory(locality=cast.commune)
    assert list(Sheet.objects.counted_in(cast.locality).order_by("pk")) == [counted, secret]


def test_places_are_seen_by_their_neighbours(cast):
    def places(user):
        return set(Locality.objects.visible_to(user))

    assert places(cast.lan) == {cast.locality, cast.commune, cast.ended}
    assert places(cast.admin) == {cast.locality, cast.commune, cast.ended}
    assert places(cast.xa) == {cast.commune, cast.locality}
    assert places(cast.stranger) == {cast.other}


def test_bodies_terms_persons_accounts_follow_their_places(cast):
    foreign_term = TermFactory(locality=cast.other)
    assert not Body.objects.visible_to(cast.lan).contains(cast.other_council)
    assert Body.objects.visible_to(cast.lan).contains(cast.commune_council)
    assert Term.objects.visible_to(cast.lan).contains(cast.term)
    assert not Term.objects.visible_to(cast.lan).contains(foreign_term)
    assert not Person.objects.visible_to(cast.lan).contains(cast.stranger.person)
    assert not User.objects.visible_to(cast.lan).contains(cast.stranger)
    assert User.objects.visible_to(cast.admin).contains(cast.minh)
    assert set(Membership.objects.visible_to(cast.stranger)) == set(cast.stranger.memberships.all())


def test_an_account_is_seen_once_however_many_memberships_it_has(cast):
    MembershipFactory(user=cast.lan, body=cast.council, role="council_leader")
    assert User.objects.visible_to(cast.admin).filter(pk=cast.lan.pk).count() == 1


def test_the_administrator_reads_the_trail_of_people_and_of_nothing_else(cast):
    from coordination.audit import log
    from coordination.audit.choices import EventKind

    about_body = log.record(EventKind.CHANGED, cast.department, by=cast.admin)
    about_sheet = log.record(EventKind.CHANGED, SheetFactory(locality=cast.locality), by=cast.lan)
    elsewhere = log.record(EventKind.CHANGED, cast.other_council, by=cast.stranger)
    seen = Event.objects.visible_to(cast.admin)
    assert seen.contains(about_body)
    assert not seen.contains(about_sheet)
    assert not seen.contains(elsewhere)
    assert Event.objects.visible_to(cast.lan).contains(about_body)
