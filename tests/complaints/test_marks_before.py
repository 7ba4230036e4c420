"""The migration that keeps digests of petitions that became letters before digests were kept."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps

from complaints import actions as letters
from complaints.models import Letter
from coordination.exchange.models import Withdrawn
from tests.complaints.factories import LetterFactory
from tests.voters.factories import petition_of
from voters.models import Petition

step = import_module("complaints.migrations.0002_marks_of_petitions")


def moved(cast, text: str, summary: str = "") -> Petition:
    petition = petition_of(cast.locality, content=text, received_on=date(2026, 5, 18), due_on=None)
    letter = Letter(
        kind="denunciation", received_on=petition.received_on, summary=summary or text, handler=cast.lan.person
    )
    letters.take_over(letter, by=cast.lan, petition=petition)
    return petition


def kept() -> set[tuple]:
    return set(Withdrawn.objects.values_list("locality", "kind", "mark"))


@pytest.mark.parametrize("text", ["Trưởng thôn Thượng nhận tiền", "Dòng một\nDòng hai, Đ\r\n  dòng ba"])
def test_the_digest_is_that_which_leaving_writes(cast, text):
    moved(cast, text)
    written = kept()
    assert len(written) == 1
    Withdrawn.objects.all().delete()
    for _ in range(2):
        step.keep_marks(apps, None)
        assert kept() == written


def test_of_other_words_nothing_more_is_known(cast):
    moved(cast, "Trưởng thôn Thượng nhận tiền", "Tố cáo trưởng thôn")
    (written,) = kept()
    Withdrawn.objects.all().delete()
    step.keep_marks(apps, None)
    assert written not in kept()


def test_a_petition_that_stays_and_other_letters_have_none(cast):
    petition = petition_of(cast.locality, content="Đường hỏng", due_on=None)
    for summary in ("Đường hỏng", f"Đường hỏng\n(Chuyển từ kiến nghị {petition.code}.)", "(Chuyển từ kiến nghị KN-1.)"):
        LetterFactory(locality=cast.locality, summary=summary)
    step.keep_marks(apps, None)
    assert kept() == set()
