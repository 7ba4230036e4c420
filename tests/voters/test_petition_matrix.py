"""Who may do what, when: every status × step × role, written by hand, of a petition and of the draft of its answer."""

import pytest

from coordination.people.choices import BodyKind
from coordination.records.errors import AlreadyDone, Forbidden, NotNow
from coordination.workflow.table import table_of
from tests.people.factories import BodyFactory
from tests.voters.factories import brought_to, petition_of
from tests.voters.factories_drafting import DRAFT_ACTS, assigned_to, draft_in
from voters.choices import DraftStatus, PetitionStatus
from voters.models import Petition, ReplyDraft

ROLES = (
    "council_clerk",
    "council_leader",
    "committee_clerk",
    "committee_leader",
    "officer",
    "leader",
    "front_clerk",
    "front_leader",
    "secretary",
    "delegate",
    "commune",
    "rival",
    "rival_leader",
    "stranger",
    "admin",
)
"""`officer` and `leader` are of the department that was asked, `rival` of another; it comes from `commune`."""


@pytest.fixture
def people(cast):
    other = BodyFactory(locality=cast.locality, kind=BodyKind.DEPARTMENT, parent=cast.committee)
    return {
        "council_clerk": cast.lan,
        "council_leader": cast.tu,
        "committee_clerk": cast.ubnd,
        "committee_leader": cast.acting_as(cast.committee, "committee_leader"),
        "officer": cast.minh,
        "leader": cast.acting_as(cast.department, "department_leader"),
        "front_clerk": cast.hoa,
        "front_leader": cast.acting_as(cast.front, "front_leader"),
        "secretary": cast.thu_ky,
        "delegate": cast.dai_bieu,
        "commune": cast.xa,
        "rival": cast.acting_as(other, "department_officer"),
        "rival_leader": cast.acting_as(other, "department_leader"),
        "stranger": cast.stranger,
        "admin": cast.admin,
    }


COUNCIL = {"council_clerk", "council_leader"}
COMMITTEE = {"committee_clerk", "committee_leader"}
DEPARTMENT = {"officer", "leader"}
FRONT = {"front_clerk", "front_leader"}
ASKED = COUNCIL | COMMITTEE | DEPARTMENT
RECORDING = COUNCIL | {"committee_leader", "leader"}  # the others of the side that answers write a draft
JUDGES = COUNCIL | FRONT | {"secretary"}

# Status -> step -> who. A step that does not stand here is nobody's in that status.
PETITION = {
    "new": {
        "forward": COUNCIL,
        "classify": COUNCIL | FRONT,
        "answer_on_spot": COUNCIL | FRONT,
        "return": COUNCIL,
    },
    "forwarded": {"accept": ASKED, "refuse": ASKED, "return": COUNCIL},
    "in_progress": {"reply": RECORDING, "return": COUNCIL},
    "answered": {
        "reply_again": RECORDING,
        "judge": JUDGES,
        "reopen": COUNCIL,
        "resolve": COUNCIL,
        "finish": COUNCIL,
    },
    "reopened": {"reply": RECORDING, "resolve": COUNCIL},
    "returned": {},
    "finished": {"judge_again": JUDGES, "reopen": COUNCIL},
}

# The same of a petition that the committee itself was asked about, and of one it assigned to the department.
WITH_THE_COMMITTEE = {
    "in_progress": {"assign": COMMITTEE, "reply": COUNCIL | {"committee_leader"}, "return": COUNCIL},
    "reopened": {"assign_again": COMMITTEE, "reply": COUNCIL | {"committee_leader"}, "resolve": COUNCIL},
}
ASSIGNED = {"assign": COMMITTEE, "reply": RECORDING, "return": COUNCIL}

SEEING = set(ROLES) - {"rival", "rival_leader", "stranger", "admin"}

WRITERS = COMMITTEE | DEPARTMENT
LEADERS = {"committee_leader", "leader"}
CHECKERS = WRITERS - {"officer"}  # the officer wrote it
DRAFT = {
    "drafting": {"submit": WRITERS, "clear_at_once": LEADERS, "drop": WRITERS},
    "checking": {"pass": CHECKERS, "return_checked": CHECKERS, "clear_at_once": LEADERS, "drop": WRITERS},
    "clearing": {"clear": LEADERS, "return_cleared": LEADERS, "drop": WRITERS},
    "cleared": {"send": WRITERS, "return_cleared": LEADERS, "drop": WRITERS},
    "returned": {"submit": WRITERS, "clear_at_once": LEADERS, "drop": WRITERS},
    "sent": {},
    "dropped": {},
}


GROUPING = ("follow_", "ungroup_", "given_back", "reopened_above")
"""Steps by which a petition follows its group, or the register above: nobody takes them by hand (their own tests)."""


def steps_of(model) -> list:
    """The steps that people take."""
    return [step for step in table_of(model) if not step.is_creation and not step.name.startswith(GROUPING)]


def offered(record, people) -> dict[str, set[str]]:
    """Step -> who may take it now, as the table says."""
    found = {}
    for step in steps_of(type(record)):
        if record.status in step.sources and (
            who := {name for name, user in people.items() if step.is_for(record, user)}
        ):
            found[step.name] = who
    return found


@pytest.mark.parametrize("status", PetitionStatus.values)
def test_a_petition(cast, people, status):
    petition = brought_to(petition_of(cast.locality, place=cast.commune), status, cast.department)
    assert offered(petition, people) == PETITION[status]


@pytest.mark.parametrize("status", WITH_THE_COMMITTEE)
def test_a_petition_with_the_committee(cast, people, status):
    petition = brought_to(petition_of(cast.locality, place=cast.commune), status, cast.committee)
    assert offered(petition, people) == WITH_THE_COMMITTEE[status]


def test_a_petition_assigned_on(cast, people):
    petition = petition_of(cast.locality, place=cast.commune)
    assigned_to(petition, cast, cast.department)
    assert offered(petition, people) == ASSIGNED


def test_who_sees_a_petition(cast, people):
    petition = brought_to(petition_of(cast.locality, place=cast.commune), "in_progress", cast.department)
    seen = {name for name, user in people.items() if Petition.objects.visible_to(user).filter(pk=petition.pk).exists()}
    assert seen == SEEING


def test_the_grid_names_every_step():
    named = {step for row in (*PETITION.values(), *WITH_THE_COMMITTEE.values()) for step in row}
    assert named == {step.name for step in steps_of(Petition)}
    assert {step for row in DRAFT.values() for step in row} == {step.name for step in steps_of(ReplyDraft)}


@pytest.mark.parametrize("status", DraftStatus.values)
def test_a_draft(cast, people, status):
    petition = brought_to(petition_of(cast.locality, place=cast.commune), "in_progress", cast.department)
    draft = draft_in(status, petition, cast.department, by=cast.minh)
    assert offered(draft, people) == DRAFT[status]
    seen = {name for name, user in people.items() if ReplyDraft.objects.visible_to(user).exists()}
    assert seen == WRITERS


@pytest.mark.parametrize("status", DraftStatus.values)
def test_the_door_keeps_to_the_grid(cast, people, status):
    """Every act by everybody: what the grid does not name is refused and leaves the draft as it was."""
    petition = brought_to(petition_of(cast.locality, place=cast.commune), "in_progress", cast.department)
    draft = draft_in(status, petition, cast.department, by=cast.minh)
    for name, act in DRAFT_ACTS.items():
        steps = {"return": {"return_checked", "return_cleared"}}.get(name, {name})
        allowed = set().union(*(DRAFT[status].get(step, set()) for step in steps))
        for role in set(ROLES) - allowed:
            with pytest.raises((Forbidden, NotNow, AlreadyDone)):
                act(ReplyDraft.objects.get(pk=draft.pk), people[role])
            assert ReplyDraft.objects.get(pk=draft.pk).status == status, (name, role)
