"""A look at a file takes minutes: what happened to the file, or to the register, meanwhile is not written over."""

from datetime import date

import pytest
from django.urls import reverse

from coordination.exchange import actions as exchange
from coordination.exchange.models import Import
from coordination.exchange.verdicts import Reading
from tests.exchange.books import book
from tests.voters.factories import LOADER, petition_of
from tests.voters.test_exchange import HEAD, ROW, loaded, sent
from voters import actions
from voters.models import Petition


@pytest.fixture
def meanwhile(monkeypatch):
    """Do something at the end of the next look at a file, before it is written down: `meanwhile(act)`."""

    def arm(act):
        real, left = Reading.judge, [act]

        def judge(self, progress=None):
            real(self, progress)
            if left:
                left.pop()()

        monkeypatch.setattr(Reading, "judge", judge)

    return arm


def looked_at(cast) -> Import:
    """A file that the worker is at."""
    entry = sent(cast, book(HEAD, ROW))
    Import.objects.filter(pk=entry.pk).update(state="checking", report=[], digest="")
    return Import.objects.get(pk=entry.pk)


def test_a_file_that_was_discarded_meanwhile_stays_so(cast, client, meanwhile):
    entry = looked_at(cast)
    client.force_login(cast.lan)
    meanwhile(lambda: client.post(reverse("exchange:import-step", args=[entry.pk, "bo"])))
    exchange.check(entry, by=cast.lan)
    stored = Import.objects.get(pk=entry.pk)
    assert (entry.state, stored.state, stored.report, stored.file.name) == ("discarded", "discarded", [], "")
    answer = client.post(reverse("exchange:import-step", args=[entry.pk, "nap"]))
    assert (answer.status_code, Petition.objects.count()) == (302, 0)


def test_a_file_that_was_discarded_before_it_was_opened_is_no_failure(cast):
    entry = looked_at(cast)
    exchange.discard(Import.objects.get(pk=entry.pk), by=cast.lan)
    assert exchange.check(entry, by=cast.lan).state == "discarded"


def test_a_file_that_is_being_loaded_is_not_made_ready_under_the_load(cast, meanwhile):
    entry = looked_at(cast)
    meanwhile(lambda: Import.objects.filter(pk=entry.pk).update(state="loading"))
    exchange.check(entry, by=cast.lan)
    assert Import.objects.get(pk=entry.pk).state == "loading"


def test_what_left_the_register_meanwhile_is_told_in_no_preview(cast, meanwhile):
    petition = petition_of(cast.locality, place=cast.commune, content=ROW[2], received_on=date(2026, 5, 18))
    entry = looked_at(cast)
    meanwhile(lambda: actions.leave_for_letters(Petition.objects.get(pk=petition.pk), by=LOADER))
    exchange.check(entry, by=cast.lan)
    (row,) = Import.objects.get(pk=entry.pk).report
    assert (row["gone"], "Đường hỏng" in str(row)) == (True, False)


def test_a_second_look_after_the_register_moved_on_still_says_so(cast):
    entry = sent(cast, book(HEAD, ROW))
    loaded(cast, book(HEAD, ROW))
    with pytest.raises(exchange.Changed):
        exchange.begin_load(entry, by=cast.lan)
    stored = Import.objects.get(pk=entry.pk)
    assert (stored.state, stored.loaded_at, stored.creates, stored.sames) == ("ready", None, 0, 1)
