"""Every status × step × role of the table of sessions, against a grid written by hand."""

from datetime import date

import pytest
import time_machine
from django.db import transaction

from coordination.records.errors import AlreadyDone, Forbidden, NotNow
from coordination.workflow import door
from coordination.workflow.buttons import offered
from sessions.choices import SessionStatus
from sessions.models import CouncilSession
from sessions.workflow import SESSION
from tests.sessions.factories import CouncilSessionFactory

pytestmark = pytest.mark.django_db

OFFICE = ("lan", "tu")
OTHERS = ("minh", "giam_doc", "ubnd", "hoa", "thu_ky", "dai_bieu", "xa", "stranger", "admin", "operator")
LEADS = {
    ("preparing", "convene"): "convened",
    ("preparing", "postpone"): "postponed",
    ("preparing", "cancel"): "cancelled",
    ("convened", "open"): "open",
    ("convened", "postpone"): "postponed",
    ("convened", "cancel"): "cancelled",
    ("open", "close"): "closed",
    ("closed", "send_up"): "closed",
    ("postponed", "resume"): "preparing",
    ("postponed", "cancel"): "cancelled",
}
DONE = {"convene": "convened", "open": "open", "close": "closed", "postpone": "postponed"} | {
    "resume": "preparing",
    "cancel": "cancelled",
}
"""The status that says a step was taken already."""
FIELDS = {"open": {"opened_on": date(2026, 7, 15)}, "close": {"closed_on": date(2026, 7, 15)}}
STEPS = ("convene", "open", "close", "send_up", "postpone", "resume", "cancel")


@pytest.fixture(autouse=True)
def mid_july():
    with time_machine.travel("2026-07-15 02:00", tick=False):
        yield


@pytest.fixture
def cast(cast):
    """With the head of a department, who decides no more than its officer."""
    cast.giam_doc = cast.acting_as(cast.department, "department_leader", "Giám đốc Sở Y tế")
    return cast


def answer(session, name: str, user) -> str:
    """The status that the door leads to, or the name of its refusal; what it moved is taken back."""
    stored = CouncilSession.objects.get(pk=session.pk)
    with transaction.atomic():
        try:
            door.move(stored, name, by=user, **FIELDS.get(name, {}))
        except (Forbidden, NotNow, AlreadyDone) as refused:
            return type(refused).__name__
        transaction.set_rollback(True)
    return stored.status


def test_the_grid_names_every_step():
    assert sorted(STEPS) == sorted(step.name for step in SESSION if not step.is_creation)


@pytest.mark.parametrize("status", SessionStatus.values)
def test_every_step_for_everybody(cast, status):
    session = CouncilSessionFactory(locality=cast.locality, status=status)
    found = {(name, who): answer(session, name, getattr(cast, who)) for name in STEPS for who in (*OFFICE, *OTHERS)}
    refused = {name: "AlreadyDone" if DONE.get(name) == status else "NotNow" for name in STEPS}
    assert found == {
        (name, who): LEADS.get((status, name), refused[name]) if who in OFFICE else "Forbidden"
        for name in STEPS
        for who in (*OFFICE, *OTHERS)
    }


@pytest.mark.parametrize("status", SessionStatus.values)
def test_a_commune_runs_its_own_session_and_nobody_of_the_province_does(cast, status):
    session = CouncilSessionFactory(locality=cast.commune, status=status)
    people = ("xa", *OFFICE, *(who for who in OTHERS if who != "xa"))
    found = {(name, who): answer(session, name, getattr(cast, who)) for name in STEPS for who in people}
    refused = {name: "AlreadyDone" if DONE.get(name) == status else "NotNow" for name in STEPS}
    assert found == {
        (name, who): LEADS.get((status, name), refused[name]) if who == "xa" else "Forbidden"
        for name in STEPS
        for who in people
    }


@pytest.mark.parametrize("status", SessionStatus.values)
def test_enabled_buttons_are_what_the_door_lets(cast, status):
    session = CouncilSessionFactory(locality=cast.locality, status=status)
    labels = {step.label: step.name for step in SESSION}
    enabled = {
        labels[button.label] for button in offered(session, cast.lan) if button.enabled and button.label in labels
    }
    assert enabled == {name for there, name in LEADS if there == status}
    for who in (cast.thu_ky, cast.giam_doc, cast.xa):
        assert [button for button in offered(session, who) if button.label in labels] == []


@pytest.mark.parametrize("status", SessionStatus.values)
@pytest.mark.parametrize("who", ["stranger", "minh", "giam_doc", "xa", "admin", "operator"])
def test_who_is_not_concerned_sees_nothing(client, cast, status, who):
    session = CouncilSessionFactory(locality=cast.locality, status=status)
    client.force_login(getattr(cast, who))
    assert not CouncilSession.objects.visible_to(getattr(cast, who)).filter(pk=session.pk).exists()
    assert client.get(session.get_absolute_url()).status_code == 404
