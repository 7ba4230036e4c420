"""History is appended, never rewritten, and has an actor."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from coordination.audit import log
from coordination.audit.actors import System
from coordination.audit.choices import EventKind
from coordination.audit.models import AppendOnly, Event
from tests.people.factories import UserFactory
from tests.testapp.factories import SheetFactory


@pytest.fixture
def event(cast):
    return log.record(EventKind.DOWNLOADED, SheetFactory(locality=cast.locality, title="Tờ trình 5"), by=cast.lan)


def test_an_event_keeps_who_as_what_and_about_what(cast, event):
    assert (event.actor, event.actor_name, event.acting_body) == (cast.lan, "Nguyễn Thị Lan", cast.office)
    assert (event.subject_label, event.locality, event.system_job) == ("Tờ trình 5", cast.locality, "")
    assert str(event) == "Tải về: Tờ trình 5"


def test_a_system_job_is_named(cast):
    event = log.record(EventKind.IMPORTED, by=System("demo"), note="5 địa phương")
    assert (event.actor, event.system_job, event.actor_name) == (None, "demo", "Hệ thống (demo)")


def test_a_system_job_without_a_name_does_not_exist():
    with pytest.raises(ValueError, match="name"):
        System("")


def test_somebody_without_membership_acts_for_no_body(db):
    event = log.record(EventKind.SIGNED_IN, by=UserFactory())
    assert event.acting_body is None


@pytest.mark.parametrize("by", [None])
def test_nothing_happens_without_an_actor(db, by):
    with pytest.raises(ValueError, match="actor"):
        log.record(EventKind.CHANGED, by=by)


def test_the_database_too_asks_for_an_actor(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        Event(kind=EventKind.CHANGED, actor_name="ai đó").save()


def test_history_is_not_rewritten(event):
    event.note = "khác"
    for rewrite in (
        event.save,
        event.delete,
        Event.objects.all().delete,
        lambda: Event.objects.update(note="khác"),
        lambda: Event.objects.bulk_update([event], ["note"]),
        lambda: Event.objects.update_or_create(pk=event.pk, defaults={"note": "khác"}),
    ):
        with pytest.raises(AppendOnly), transaction.atomic():
            rewrite()
    assert Event.objects.get(pk=event.pk).note == ""


def test_an_account_with_history_cannot_be_deleted(cast, event):
    cast.lan.memberships.all().delete()
    with pytest.raises(ProtectedError):
        cast.lan.delete()


def test_of_a_confidential_record_only_code_and_field_names_are_kept(cast):
    sheet = SheetFactory(locality=cast.locality, title="Tố cáo ông B", confidential=True)
    data = {"title": ["Tố cáo ông A", "Tố cáo ông B"]}
    event = log.record(EventKind.CHANGED, sheet, by=cast.lan, data=data, note="Thêm tên ông B")
    assert event.subject_label == f"TG-{sheet.pk}"
    assert (event.data, event.note) == ({"fields": ["title"]}, "")


def test_a_long_note_is_cut_to_the_column(cast):
    assert log.record(EventKind.CHANGED, cast.department, by=cast.admin, note="x" * 501).note == "x" * 500


def test_things_of_who_and_where_have_a_place(cast):
    event = log.record(EventKind.CHANGED, cast.department, by=cast.admin)
    assert (event.locality, event.object_id, event.subject_label) == (cast.locality, cast.department.pk, "Sở Y tế")
