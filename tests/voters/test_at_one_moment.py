"""Two people at one moment: the second waits for the first, and then meets what the first did (PostgreSQL)."""

import threading
import time
from datetime import date

import pytest
from django.db import connection, connections
from django.test import Client
from django.urls import reverse

from coordination.exchange import actions as exchange
from coordination.exchange import undo
from coordination.exchange.choices import ImportState
from coordination.exchange.models import Import
from coordination.exchange.verdicts import Reading
from coordination.jobs.models import Job
from coordination.records.errors import NotNow, Refused
from coordination.workflow.models import StatusChange
from tests.cast import build
from tests.exchange.books import book
from tests.voters.factories import LOADER, petition_of
from tests.voters.test_exchange import HEAD, ROW, loaded, sent
from voters import actions
from voters.actions import splitting
from voters.models import Petition, Referral

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

PATIENCE = 60
"""Seconds after which what was expected will not come."""


class Act:
    """Something that somebody does in a thread, with a connection of its own."""

    def __init__(self, act):
        self.said, self._act = None, act
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self):
        try:
            self.said = self._act()
        except Refused as refusal:
            self.said = refusal
        finally:
            connections.close_all()

    def ended(self):
        """What came of it."""
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive()
        return self.said

    def ends_or_waits(self) -> None:
        """Until it is through, or waits for a row that somebody else holds."""
        end, pause = time.monotonic() + PATIENCE, threading.Event()
        while self._thread.is_alive() and not _somebody_waits():
            assert time.monotonic() < end
            pause.wait(0.05)


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return cursor.fetchone()[0] > 0


@pytest.fixture
def halfway(monkeypatch):
    """Stop whoever first calls a function, until the second act ended or waits: `halfway(module, name, first, second)`
    does both and gives what came of each.
    """

    def arm(owner, name, first, second):
        real, here, go = getattr(owner, name), threading.Event(), threading.Event()

        def stop(*args, **kwargs):
            if not here.is_set():
                here.set()
                assert go.wait(PATIENCE)
            return real(*args, **kwargs)

        monkeypatch.setattr(owner, name, stop)
        one = Act(first)
        assert here.wait(PATIENCE)
        other = Act(second)
        other.ends_or_waits()
        go.set()
        return one.ended(), other.ended()

    return arm


def classified(petition, cast):
    mine = Petition.objects.get(pk=petition.pk)
    return lambda: (
        actions.classify(mine, by=cast.lan, field="dien", level="province", competent_body=cast.department).status
    )


def test_a_file_that_is_sent_twice_is_loaded_once(halfway):
    cast = build()
    one, two = (sent(cast, book(HEAD, ROW)) for _ in range(2))

    def press(entry):
        mine = Import.objects.get(pk=entry.pk)
        return lambda: exchange.load(mine, by=cast.lan).state

    Import.objects.update(state=ImportState.LOADING)
    first, second = halfway(exchange, "_remember", press(one), press(two))
    assert (first, type(second)) == ("loaded", exchange.Changed)
    assert list(Import.objects.order_by("pk").values_list("state", "creates", "sames")) == [
        ("loaded", 1, 0), ("ready", 0, 1),
    ]  # fmt: skip
    assert list(Petition.objects.values_list("code", flat=True)) == ["KN-2026-0001"]


def test_whoever_presses_while_another_file_is_loaded_waits_for_the_worker_not_for_the_page(halfway):
    cast = build()
    one, two = (sent(cast, book(HEAD, ROW)) for _ in range(2))

    def press(entry):
        mine = Import.objects.get(pk=entry.pk)
        return lambda: getattr(exchange.begin_load(mine, by=cast.lan), "kind", None)

    assert halfway(Reading, "load", press(one), press(two)) == (None, exchange.LOAD_JOB)
    job = Job.objects.get()
    with pytest.raises(exchange.Changed):
        exchange.load(Import.objects.get(pk=job.params["import"]), by=cast.lan)
    assert Petition.objects.count() == 1


def test_who_classifies_what_is_being_taken_back_is_told_that_it_is_gone(halfway):
    cast = build()
    entry = loaded(cast, book(HEAD, ROW))
    petition = Petition.objects.get()
    done, late = halfway(undo, "_take_back", lambda: undo.undo(entry, by=cast.lan).state, classified(petition, cast))
    assert (done, type(late), Petition.objects.count()) == ("undone", NotNow, 0)
    assert not StatusChange.objects.filter(object_id=petition.pk).exists()


def test_what_is_forwarded_while_the_load_is_taken_back_leaves_no_referral(halfway):
    cast = build()
    entry = loaded(cast, book(HEAD, ROW))
    petition = Petition.objects.get()
    mine = Petition.objects.get()
    done, late = halfway(
        undo,
        "_take_back",
        lambda: undo.undo(entry, by=cast.lan).state,
        lambda: actions.forward(mine, by=LOADER, to=cast.department, on=petition.received_on),
    )
    assert (done, type(late), Petition.objects.count(), Referral.objects.count()) == ("undone", NotNow, 0, 0)


def test_the_page_of_whoever_came_late_says_so(halfway):
    cast = build()
    entry = loaded(cast, book(HEAD, ROW))
    petition = Petition.objects.get()
    client = Client()
    client.force_login(cast.lan)
    url = reverse("voters:petition-move", args=[petition.pk, "classify"])
    form = {"field": "dien", "level": "province", "competent_body": cast.department.pk, "opened_at": petition.revision}
    done, status = halfway(
        undo, "_take_back", lambda: undo.undo(entry, by=cast.lan).state, lambda: client.post(url, form).status_code
    )
    assert (done, status) == ("undone", 302)


def test_a_part_that_somebody_classifies_is_not_joined_away_under_their_hands(halfway):
    cast = build()
    petition = petition_of(cast.locality)
    words = petition.content
    (part,) = actions.split(petition, by=cast.lan, parts=["Đường hỏng.", "Điện yếu."])
    mine = Petition.objects.get(pk=petition.pk)
    done, late = halfway(splitting, "forget", lambda: actions.join(mine, by=cast.lan).content, classified(part, cast))
    assert (done, type(late), Petition.objects.count()) == (words, NotNow, 1)
    assert not StatusChange.objects.filter(object_id=part.pk).exists()


def test_a_part_that_was_classified_first_is_not_joined_away(halfway):
    cast = build()
    petition = petition_of(cast.locality)
    (part,) = actions.split(petition, by=cast.lan, parts=["Đường hỏng.", "Điện yếu."])
    mine = Petition.objects.get(pk=petition.pk)
    done, late = halfway(
        actions.petitions.door, "_finish", classified(part, cast), lambda: actions.join(mine, by=cast.lan)
    )
    assert (done, type(late), Petition.objects.count()) == ("new", NotNow, 2)


def test_a_look_that_ends_while_a_petition_leaves_the_register_tells_nothing_of_it(halfway):
    cast = build()
    petition = petition_of(cast.locality, place=cast.commune, content=ROW[2], received_on=date(2026, 5, 18))
    entry = sent(cast, book(HEAD, ROW))
    Import.objects.update(state="checking", report=[])
    entry, mine = Import.objects.get(pk=entry.pk), Petition.objects.get(pk=petition.pk)
    left, looked = halfway(
        actions.leaving,
        "return_petition",
        lambda: actions.leave_for_letters(mine, by=LOADER).confidential,
        lambda: exchange.check(entry, by=cast.lan).state,
    )
    (row,) = Import.objects.get().report
    assert (left, looked, row["gone"], "Đường hỏng" in str(row)) == (True, "ready", True, False)


def test_what_leaves_the_register_while_a_file_is_loaded_is_told_to_wait_and_does_not(halfway):
    cast = build()
    entry = sent(cast, book(HEAD, ROW))
    Import.objects.update(state=ImportState.LOADING)
    petition = petition_of(cast.locality, place=cast.commune, received_on=date(2026, 5, 18))
    entry, mine = Import.objects.get(pk=entry.pk), Petition.objects.get(pk=petition.pk)
    loaded, left = halfway(
        exchange,
        "_remember",
        lambda: exchange.load(entry, by=cast.lan).state,
        lambda: actions.leave_for_letters(mine, by=cast.lan).confidential,
    )
    assert (loaded, type(left), Petition.objects.get(pk=petition.pk).confidential) == ("loaded", NotNow, False)
    assert left.message == "Sổ của địa phương này đang nạp tệp hoặc chuyển hồ sơ khác; chờ ít phút rồi làm lại."
