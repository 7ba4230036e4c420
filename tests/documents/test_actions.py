"""Entering, changing, attaching: effects, refusals, nothing half-written."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage

from coordination.audit.choices import EventKind
from coordination.audit.models import Event
from coordination.documents import actions
from coordination.documents.models import Attachment, OfficialDocument, Version
from coordination.people.models import Concern
from coordination.people.permissions import Permission
from coordination.records.errors import Conflict, Forbidden
from coordination.search.models import Entry
from tests.documents.factories import PDF, AttachmentFactory, OfficialDocumentFactory, upload


@pytest.fixture
def document(cast):
    return OfficialDocumentFactory(locality=cast.locality, by=cast.lan)


def events(record) -> list[tuple[str, str]]:
    return [(event.kind, event.actor_name) for event in Event.objects.about(record).order_by("id")]


def content_of(version) -> bytes:
    with version.file.open("rb") as stream:
        return stream.read()


def stored_files() -> list[str]:
    def walk(folder):
        folders, files = default_storage.listdir(folder)
        return [f"{folder}/{name}" for name in files] + [
            name for inner in folders for name in walk(f"{folder}/{inner}")
        ]

    return walk("dinh-kem") if default_storage.exists("dinh-kem") else []


def test_create_writes_row_concern_search_entry_and_audit(cast):
    document = OfficialDocumentFactory(
        locality=cast.locality, issuer=cast.committee, by=cast.lan, related={"recipients": [cast.department]}
    )
    assert document.created_by == cast.lan
    assert Concern.objects.filter(object_id=document.pk).count() == 2
    assert Entry.objects.about(document).count() == 1
    assert events(document) == [(EventKind.CREATED, "Nguyễn Thị Lan")]


def test_who_may_not_create(cast):
    for user in (cast.minh, cast.dai_bieu, cast.admin):
        with pytest.raises(Forbidden):
            OfficialDocumentFactory(locality=cast.locality, by=user)
    with pytest.raises(Forbidden):
        OfficialDocumentFactory(locality=cast.locality, by=cast.stranger)
    with pytest.raises(Forbidden):
        OfficialDocumentFactory(locality=cast.ended, by=cast.lan)
    assert not OfficialDocument._base_manager.exists()


def test_change_counts_revisions_and_notes_the_difference(cast, document):
    document.abstract = "Trích yếu mới"
    actions.change(document, by=cast.hoa)
    document.refresh_from_db()
    assert (document.abstract, document.revision) == ("Trích yếu mới", 2)
    last = Event.objects.about(document).first()
    assert (last.kind, list(last.data)) == (EventKind.CHANGED, ["abstract"])


def test_a_save_in_between_is_told(cast, document):
    opened_by_hoa = OfficialDocument._base_manager.get(pk=document.pk)
    document.abstract = "Lan viết"
    actions.change(document, by=cast.lan)
    opened_by_hoa.abstract = "Hoa viết"
    with pytest.raises(Conflict, match="Nguyễn Thị Lan đã lưu hồ sơ này lúc"):
        actions.change(opened_by_hoa, by=cast.hoa)
    document.refresh_from_db()
    assert document.abstract == "Lan viết"


def test_a_refused_change_leaves_everything_as_it_was(cast, document):
    document.is_state_secret = True
    with pytest.raises(ValidationError):
        actions.change(document, by=cast.lan)
    document.refresh_from_db()
    assert (document.is_state_secret, document.revision) == (False, 1)


def test_attach(cast, document):
    attachment = actions.attach(document, upload("Biên bản.pdf"), by=cast.lan, title=" Biên bản ký số ")
    version = attachment.latest
    assert (attachment.title, version.number, version.original_name) == ("Biên bản ký số", 1, "Biên bản.pdf")
    assert content_of(version) == PDF
    assert "Bi" not in version.file.name
    assert events(document)[-1] == (EventKind.ATTACHED, "Nguyễn Thị Lan")


def test_attach_needs_the_permission_that_the_step_names(cast):
    document = OfficialDocumentFactory(locality=cast.locality, by=cast.lan, related={"recipients": [cast.department]})
    with pytest.raises(Forbidden):
        actions.attach(document, upload(), by=cast.minh)
    actions.attach(document, upload(), by=cast.minh, permission=Permission.PETITION_ANSWER)
    assert Attachment.objects.about(document).count() == 1


def test_an_ended_locality_takes_no_files(cast):
    document = OfficialDocumentFactory(locality=cast.ended)
    with pytest.raises(Forbidden, match="đã kết thúc"):
        actions.attach(document, upload(), by=cast.lan)


def test_replace_keeps_the_older_version(cast, document):
    attachment = actions.attach(document, upload(), by=cast.lan)
    actions.replace(attachment, upload(content=PDF + b"2"), by=cast.hoa)
    versions = attachment.versions.order_by("number")
    assert [(row.number, row.added_by_name) for row in versions] == [(1, "Nguyễn Thị Lan"), (2, "Đỗ Thị Hoa")]
    assert [content_of(row) for row in versions] == [PDF, PDF + b"2"]


def test_the_same_file_again_is_refused(cast, document):
    attachment = actions.attach(document, upload(), by=cast.lan)
    with pytest.raises(ValidationError, match="giống hệt"):
        actions.replace(attachment, upload(), by=cast.lan)


def test_a_faulty_file_leaves_no_row_and_no_bytes(cast, document, monkeypatch):
    before = stored_files()
    with pytest.raises(ValidationError):
        actions.attach(document, upload("x.exe"), by=cast.lan)

    def fail(*args, **kwargs):
        raise RuntimeError("disk full")

    monkeypatch.setattr("coordination.documents.actions.log.record", fail)
    with pytest.raises(RuntimeError):
        actions.attach(document, upload(), by=cast.lan)
    assert not Attachment._base_manager.exists()
    assert not Version._base_manager.exists()
    assert stored_files() == before


def test_attachments_follow_the_gate_of_their_document(cast, document):
    attachment = AttachmentFactory(record=document)
    document.draft_of = cast.committee
    actions.change(document, by=cast.ubnd)
    assert not Attachment.objects.visible_to(cast.lan).filter(pk=attachment.pk).exists()
    assert Attachment.objects.visible_to(cast.ubnd).filter(pk=attachment.pk).exists()
