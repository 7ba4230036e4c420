"""Every status × step × role of the table of drafts, generated from the table and from a grid of whose each step is."""

import pytest
import time_machine

from coordination.audit.actors import System
from coordination.records.errors import AlreadyDone, Forbidden, NotNow
from coordination.workflow import door
from coordination.workflow.buttons import offered
from sessions import actions
from sessions.choices import DraftStatus, StepKind
from sessions.models import DraftComment, DraftResolution
from sessions.workflow import DRAFT
from tests.people.factories import BodyFactory
from tests.sessions.factories import CouncilSessionFactory
from tests.sessions.factories_drafts import (
    DraftRevisionFactory,
    DraftStepFactory,
    NormativeDraftFactory,
    PaperRequestFactory,
)

# Who is asked in each status that waits for somebody: the kind of the open step and the body in the cast.
ASKED = {
    "consultation": (StepKind.CONSULTATION, "consulted"),
    "criticism": (StepKind.CRITICISM, "front"),
    "appraisal": (StepKind.APPRAISAL, "justice"),
    "approval": (StepKind.APPROVAL, "committee"),
    "verification": (StepKind.VERIFICATION, "board"),
}
OFFICE = {"lan", "tu"}
DRAFTERS = OFFICE | {"minh", "giam_doc", "ubnd"}
# Whose each step is; everybody else is refused in every status.
WHOSE = {
    "draft": OFFICE,
    "drafted": DRAFTERS,
    "post": DRAFTERS,
    "consult": DRAFTERS,
    "opinion": OFFICE | {"ubnd", "gop_y"},
    "criticise": DRAFTERS,
    "criticised": OFFICE | {"hoa"},
    "appraise": DRAFTERS,
    "appraised": OFFICE | {"ubnd", "phap"},
    "approve": DRAFTERS,
    "approved": OFFICE | {"ubnd"},
    "verify": OFFICE,
    "verified": OFFICE | {"thu_ky"},
    "lay": OFFICE,
    "revise": OFFICE,
    "revised": OFFICE | {"thu_ky"},
    "return": OFFICE,
    "adopt": OFFICE,
    "reject": OFFICE,
    "withdraw": OFFICE,
}
EVERYBODY = (
    *("lan", "tu", "minh", "giam_doc", "ubnd", "hoa", "thu_ky", "other_board", "gop_y", "phap", "khac"),
    *("dai_bieu", "xa", "stranger", "admin", "operator"),
)
STEPS = [step for step in DRAFT if not step.is_creation]
STATUSES = list(DraftStatus.values)


@pytest.fixture(autouse=True)
def mid_july():
    with time_machine.travel("2026-07-15 02:00", tick=False):
        yield


@pytest.fixture
def people(cast):
    """The cast, with a consulted department, the justice body, a department that is not concerned, a second board."""
    for code, kind, name, parent, role, who in (
        ("so-gop-y", "department", "Sở Tài chính", cast.committee, "department_officer", "gop_y"),
        ("so-tu-phap", "department", "Sở Tư pháp", cast.committee, "department_officer", "phap"),
        ("so-khac", "department", "Sở Công Thương", cast.committee, "department_officer", "khac"),
        ("ban-pc", "council_board", "Ban Pháp chế", cast.council, "board_secretary", "other_board"),
    ):
        body = BodyFactory(locality=cast.locality, code=code, kind=kind, name=name, parent=parent)
        setattr(cast, who, cast.acting_as(body, role, f"Người của {name}"))
        setattr(cast, f"body_of_{who}", body)
    cast.consulted, cast.justice = cast.body_of_gop_y, cast.body_of_phap
    cast.giam_doc = cast.acting_as(cast.department, "department_leader", "Giám đốc Sở Y tế")
    return cast


def standing_at(people, status) -> DraftResolution:
    """A draft of Sở Y tế in a status, with an open step of whoever is asked in it."""
    draft = NormativeDraftFactory(
        locality=people.locality,
        session=CouncilSessionFactory(locality=people.locality),
        drafting_body=people.department,
        submitting_body=people.committee,
        needs_criticism=True,
        status=status,
        related={"verifying_boards": [people.board]},
    )
    if status in ASKED:
        kind, body = ASKED[status]
        DraftStepFactory(locality=people.locality, draft=draft, kind=kind, body=getattr(people, body))
    return draft


def test_the_grid_names_every_step():
    assert set(WHOSE) == {step.name for step in STEPS}


@pytest.mark.parametrize("status", STATUSES)
def test_every_step_for_everybody(people, status):
    """Forbidden or not is a matter of role and body alone; possible or not one of the status alone."""
    draft = standing_at(people, status)
    wrong = {}
    for step in STEPS:
        waits = step.name in ("opinion", "criticised", "appraised", "approved", "verified")
        nobody_asked = waits and status not in step.sources
        for name in EVERYBODY:
            told = told_by(draft, step, getattr(people, name))
            expected = expected_of(step, status, name, nobody_asked)
            if told != expected:
                wrong[step.name, name] = (told, expected)
    assert wrong == {}


@pytest.fixture
def commune(people):
    """The bodies of the commune, whose few officials work for all sides."""
    place = people.commune
    people.commune_committee = BodyFactory(locality=place, code="ubnd", kind="committee", name="UBND xã Phú Hòa")
    people.commune_front = BodyFactory(locality=place, code="mttq", kind="front", name="MTTQ xã Phú Hòa")
    people.commune_board = BodyFactory(
        locality=place, code="ban", kind="council_board", name="Ban KT-XH xã", parent=people.commune_council
    )
    people.can_bo = people.acting_as(people.commune_committee, "commune_official", "Cán bộ UBND xã")
    return people


@pytest.mark.parametrize("status", STATUSES)
def test_a_commune_takes_its_own_draft_all_the_way_and_nobody_of_the_province_does(commune, status):
    draft = NormativeDraftFactory(
        locality=commune.commune,
        session=CouncilSessionFactory(locality=commune.commune),
        drafting_body=commune.commune_committee,
        submitting_body=commune.commune_committee,
        needs_criticism=True,
        status=status,
        related={"verifying_boards": [commune.commune_board]},
    )
    asked = {"front": commune.commune_front, "committee": commune.commune_committee, "board": commune.commune_board}
    if status in ASKED:
        kind, body = ASKED[status]
        body = asked.get(body, commune.commune_council)
        DraftStepFactory(locality=commune.commune, draft=draft, kind=kind, body=body)
    wrong = {}
    for step in STEPS:
        for name in ("xa", "can_bo", *(name for name in EVERYBODY if name != "xa")):
            told = told_by(draft, step, getattr(commune, name))
            is_theirs = name in ("xa", "can_bo")
            goes = status in step.sources and step.name != "appraise"  # drafts of a commune have no appraisal
            if is_theirs == (told == "Forbidden") or (is_theirs and goes != (told == "moved")):
                wrong[step.name, name] = told
    assert wrong == {}


def expected_of(step, status, name, nobody_asked) -> str:
    allowed = WHOSE[step.name] & OFFICE if nobody_asked else WHOSE[step.name]
    if step.name == "return" and status == "verification":
        allowed = allowed | {"thu_ky"}  # the board that has it
    if name not in allowed:
        return "Forbidden"
    if status in step.sources:
        return "moved"
    return "AlreadyDone" if status == step.target else "NotNow"


def told_by(draft, step, user) -> str:
    """What the door answers; what it moved is taken back."""
    from django.db import transaction

    stored = DraftResolution.objects.get(pk=draft.pk)
    with transaction.atomic():
        try:
            door.move(stored, step.name, by=user)
        except (Forbidden, AlreadyDone, NotNow) as refusal:
            return type(refusal).__name__
        transaction.set_rollback(True)
    return "moved" if stored.status == step.target else stored.status


@pytest.mark.parametrize("status", STATUSES)
def test_the_buttons_are_those_of_the_door(people, status):
    draft = standing_at(people, status)
    for name in EVERYBODY:
        user = getattr(people, name)
        enabled = {button.url.rstrip("/").rsplit("/", 1)[-1] for button in offered(draft, user) if button.enabled}
        possible = {step.name for step in STEPS if told_by(draft, step, user) == "moved"}
        assert (name, enabled & set(WHOSE)) == (name, possible)


# Steps that the path of a kind of draft does not have: never offered as possible, with the reason.
WITHOUT = {
    "individual": (
        {"is_normative": False, "needs_criticism": False},
        {"post", "criticise", "appraise"},
    ),
    "shortened": (
        {"procedure": "shortened", "shortened_ground": "new_law", "needs_criticism": False},
        {"post", "criticise"},
    ),
    "not the committee's": ({"needs_criticism": False, "by_council": True}, {"criticise", "approve"}),
    "with everything": ({}, set()),
}


@pytest.mark.parametrize("kind", WITHOUT)
def test_steps_that_the_path_has_not_are_refused_with_a_reason(people, kind):
    more, refused = WITHOUT[kind]
    more = {"needs_criticism": True} | more
    by_council = more.pop("by_council", False)
    draft = NormativeDraftFactory(
        locality=people.locality,
        session=None,
        drafting_body=people.board if by_council else people.department,
        submitting_body=people.standing if by_council else people.committee,
        status="drafting",
        **more,
    )
    buttons = {button.url.rstrip("/").rsplit("/", 1)[-1]: button for button in offered(draft, people.lan)}
    on_the_way = ("post", "consult", "criticise", "appraise", "approve", "verify")
    assert {name for name in on_the_way if not buttons[name].enabled} == refused
    assert all(buttons[name].reason for name in refused)
    for name in refused:
        with pytest.raises(NotNow):
            door.move(draft, name, by=System("test"))


@pytest.mark.parametrize("who", ["stranger", "khac", "admin", "operator"])
@pytest.mark.parametrize("status", STATUSES)
def test_who_is_not_concerned_sees_nothing(people, status, who):
    draft = standing_at(people, status)
    parts = [
        DraftRevisionFactory(locality=people.locality, draft=draft),
        PaperRequestFactory(locality=people.locality, draft=draft, from_body=people.board, to_body=people.department),
        *draft.steps.all(),
    ]
    comment = DraftComment(locality=people.locality, draft=draft, from_body=people.front, text="Bổ sung")
    parts.append(actions.create(comment, by=System("test")))
    user = getattr(people, who)
    assert [row for row in (draft, *parts) if type(row).objects.visible_to(user).filter(pk=row.pk).exists()] == []


@pytest.mark.parametrize("status", STATUSES)
def test_a_delegate_sees_it_from_the_session_on(people, status):
    draft = standing_at(people, status)
    seen = DraftResolution.objects.visible_to(people.dai_bieu).filter(pk=draft.pk).exists()
    assert seen == (status in DraftStatus.WITH_DELEGATES)
