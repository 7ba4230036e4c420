"""What every record carries, and how rows that point at one follow its gate."""

from datetime import UTC, datetime

import pytest
import time_machine

from coordination.audit.models import Event
from coordination.people.models import Body
from coordination.records.errors import AlreadyDone, Conflict, Forbidden, NotNow, Refused
from coordination.records.pointers import pointing_models
from coordination.search.models import Entry
from coordination.workflow import door
from coordination.workflow.models import StatusChange
from tests.testapp.factories import SheetFactory, SlipFactory, mark_on
from tests.testapp.models import Mark, Sheet

GATE = ("locality_id", "confidential", "draft_of_id", "constituency_id")


def test_the_public_title_of_a_confidential_record_is_its_case_code(cast):
    open_one, secret = SheetFactory(title="Về ông A"), SheetFactory(title="Về ông A", confidential=True)
    assert open_one.public_title == "Về ông A"
    assert secret.public_title == f"TG-{secret.pk}"


def test_a_record_without_a_code_of_its_own_is_numbered(db):
    slip = SlipFactory(confidential=True)
    assert slip.public_title == f"Mẩu giấy số {slip.pk}"


def test_pointers_copy_the_gate(cast):
    sheet = SheetFactory(
        locality=cast.locality, confidential=True, draft_of=cast.council, constituency=cast.constituency
    )
    mark = mark_on(sheet)
    assert mark.target == sheet
    assert [getattr(mark, column) for column in GATE] == [getattr(sheet, column) for column in GATE]
    assert list(Mark.objects.about(sheet)) == [mark]


def test_which_models_point(db):
    models = pointing_models()
    assert {Event, Entry, StatusChange, Mark} <= set(models)
    assert Sheet not in models
    assert Body not in models


def test_when_the_gate_moves_everything_that_points_follows(cast):
    sheet = SheetFactory(locality=cast.locality, draft_of=cast.committee)
    mark_on(sheet)
    sheet.draft_of = None
    sheet.confidential = True
    door.change(sheet, by=cast.ubnd)
    for model in (Event, Entry, StatusChange, Mark):
        rows = list(model.objects.about(sheet))
        assert rows
        assert {tuple(getattr(row, column) for column in GATE) for row in rows} == {
            (cast.locality.pk, True, None, None)
        }


def test_other_records_pointers_stay(cast):
    sheet, other = SheetFactory(locality=cast.locality), SheetFactory(locality=cast.locality)
    mark = mark_on(other)
    sheet.confidential = True
    door.change(sheet, by=cast.lan)
    mark.refresh_from_db()
    assert mark.confidential is False


@pytest.mark.parametrize("refusal", [Forbidden, NotNow, AlreadyDone, Conflict])
def test_every_refusal_has_a_sentence(refusal):
    assert issubclass(refusal, Refused)
    assert refusal().message.endswith(".")
    assert refusal("Chưa đến lượt.").message == "Chưa đến lượt."


@time_machine.travel(datetime(2026, 7, 15, 3, 0, tzinfo=UTC), tick=False)
@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime(2026, 7, 15, 2, 2, tzinfo=UTC), "09:02"),
        (datetime(2026, 7, 14, 2, 2, tzinfo=UTC), "09:02 ngày 14/07/2026"),
    ],
)
def test_a_conflict_says_who_and_when(at, words):
    assert Conflict.saved_by("chị Lan", at).message == f"chị Lan đã lưu hồ sơ này lúc {words}, sau khi bạn mở."
