"""The migration that takes the number of reminders sent before there was a column for it from their history."""

from datetime import date as D
from importlib import import_module

import pytest
from django.apps import apps

from coordination.search.models import Entry
from coordination.workflow.models import StatusChange
from tests.voters.factories import brought_to, petition_of
from voters import actions
from voters.models import FollowUp

step = import_module("voters.migrations.0010_reminder_numbers")


def sent_before(cast, note: str, **fields) -> FollowUp:
    """As it was stored before the column: the number stands in the history alone."""
    petition = brought_to(petition_of(cast.locality), "in_progress", cast.department)
    reminder = actions.urge(petition, by=cast.lan)
    actions.send_follow_up(reminder, by=cast.lan, sent_on=D(2026, 9, 30), number="9999/XYZ")
    FollowUp.objects.filter(pk=reminder.pk).update(number="", **fields)
    StatusChange.objects.about(reminder).filter(transition="send").update(note=note)
    Entry.objects.about(reminder).update(folded="don doc", exact="đôn đốc")
    return reminder


def found(reminder) -> tuple[str, str, str]:
    reminder.refresh_from_db()
    return reminder.number, *Entry.objects.about(reminder).values_list("folded", "exact").get()


@pytest.mark.parametrize(
    "note", ["", "Gửi qua bưu điện", "Số liệu đến hết tháng 9", "Số 12/HĐND-VP kèm danh sách", "Số"]
)
def test_only_a_number_is_taken(cast, note):
    reminder = sent_before(cast, note)
    step.take_numbers(apps, None)
    assert found(reminder) == ("", "don doc", "đôn đốc")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_number_stands_where_it_would_stand_now(cast, rows):
    reminders = [sent_before(cast, f"Số {at}/HĐND-VP") for at in range(rows)]
    for _ in range(2):
        step.take_numbers(apps, None)
        said = [(f"{at}/HĐND-VP", f"don doc {at} hdnd vp", f"đôn đốc {at}/hđnd-vp") for at in range(rows)]
        assert [found(reminder) for reminder in reminders] == said


def test_what_has_a_number_or_is_secret_is_not_told(cast):
    numbered, secret = sent_before(cast, "Số 12/HĐND-VP"), sent_before(cast, "Số 13/HĐND-VP", confidential=True)
    FollowUp.objects.filter(pk=numbered.pk).update(number="5/HĐND")
    step.take_numbers(apps, None)
    assert found(numbered) == ("5/HĐND", "don doc", "đôn đốc")
    assert found(secret) == ("13/HĐND-VP", "don doc", "đôn đốc")
