"""The registers, the document, its files."""

import pytest
from django.urls import reverse, reverse_lazy

from coordination.audit.choices import EventKind
from coordination.audit.models import Event
from coordination.documents import rules
from coordination.documents.models import Attachment, OfficialDocument
from coordination.documents.panels import attach_url
from tests.documents.factories import PDF, AttachmentFactory, OfficialDocumentFactory, VersionFactory, upload

LIST = reverse_lazy("documents:officialdocument-list")
CREATE = reverse_lazy("documents:officialdocument-create")

TYPED = {
    "direction": "incoming",
    "kind": "regulation",
    "number": "53/QCPH-HĐND-UBND-UBMTTQ",
    "issued_on": "29/7/2021",
    "abstract": "Quy chế phối hợp công tác",
    "received_on": "2/8/2021",
}


@pytest.fixture
def document(cast):
    return OfficialDocumentFactory(locality=cast.locality, abstract="Tình hình cấp nước sạch", by=cast.lan)


def test_a_clerk_enters_a_document(client, cast):
    client.force_login(cast.lan)
    answer = client.post(CREATE, TYPED | {"issuer": cast.council.pk, "recipients": [cast.department.pk]})
    document = OfficialDocument._base_manager.get()
    assert (answer.status_code, answer.url) == (302, document.get_absolute_url())
    assert str(document) == "Quy chế số 53/QCPH-HĐND-UBND-UBMTTQ ngày 29/7/2021"
    assert list(document.recipients.all()) == [cast.department]
    page = client.get(document.get_absolute_url()).content.decode()
    assert "53/QCPH-HĐND-UBND-UBMTTQ" in page
    assert "Chưa có tệp nào." in page


def test_a_state_secret_is_refused_and_what_was_typed_stays(client, cast):
    client.force_login(cast.lan)
    answer = client.post(CREATE, TYPED | {"is_state_secret": "on"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert rules.CLASSIFIED_REFUSED in page
    assert "Quy chế phối hợp công tác" in page
    assert not OfficialDocument._base_manager.exists()


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("issued_on", "31/6/2021", "Tháng 6 chỉ có 30 ngày."),
        ("received_on", "1/7/2021", "Ngày đến trước ngày ban hành (29/7/2021)."),
        ("abstract", "", "Chưa ghi ô này."),
        ("kind", "other", "Chọn “Loại khác” thì ghi tên loại."),
        ("direction", "outgoing", "Chỉ văn bản đến mới có ngày đến."),
    ],
)
def test_faults_are_told_at_the_field(client, cast, field, typed, words):
    client.force_login(cast.lan)
    answer = client.post(CREATE, TYPED | {field: typed})
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_a_document_is_changed(client, cast, document):
    client.force_login(cast.hoa)
    edit = reverse("documents:officialdocument-edit", args=[document.pk])
    assert client.get(edit).status_code == 200
    answer = client.post(edit, TYPED | {"number": "53", "symbol": "QC-HĐND", "revision": 1})
    document.refresh_from_db()
    assert (answer.status_code, document.reference, document.revision) == (302, "53/QC-HĐND", 2)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_number_of_queries(client, cast, rows, django_assert_num_queries):
    for _ in range(rows):
        OfficialDocumentFactory(locality=cast.locality, issuer=cast.committee)
    client.force_login(cast.lan)
    client.get(LIST)
    with django_assert_num_queries(13):
        assert client.get(LIST).status_code == 200


def test_the_list_is_searched_without_accents_and_filtered(client, cast, document):
    OfficialDocumentFactory(locality=cast.locality, abstract="Thu ngân sách", direction="outgoing", issued_on="2021")
    client.force_login(cast.lan)
    assert "Tình hình cấp" in client.get(LIST).content.decode()
    found = client.get(LIST, {"q": "nuoc sach"}).content.decode()
    assert "Thu ngân sách" not in found
    assert "Thu ngân sách" in client.get(LIST, {"year": "2021"}).content.decode()
    assert "Thu ngân sách" not in client.get(LIST, {"year": "2026"}).content.decode()
    assert "Thu ngân sách" not in client.get(LIST, {"direction": "incoming"}).content.decode()


def test_stranger_cannot_see_or_change(client, cast, document):
    version = VersionFactory(record=document)
    client.force_login(cast.stranger)
    addresses = [
        document.get_absolute_url(),
        reverse("documents:officialdocument-edit", args=[document.pk]),
        version.get_absolute_url(),
        reverse("documents:attachment-replace", args=[version.attachment.pk]),
        attach_url(document),
    ]
    assert [client.get(address).status_code for address in addresses] == [404] * 5
    assert document.abstract not in client.get(LIST).content.decode()


def test_a_department_sees_what_was_sent_to_it_but_may_not_change_it(client, cast):
    hidden = OfficialDocumentFactory(locality=cast.locality)
    sent = OfficialDocumentFactory(locality=cast.locality, related={"recipients": [cast.department]})
    client.force_login(cast.minh)
    assert client.get(hidden.get_absolute_url()).status_code == 404
    assert client.get(sent.get_absolute_url()).status_code == 200
    assert client.get(reverse("documents:officialdocument-edit", args=[sent.pk])).status_code == 403
    assert client.get(CREATE).status_code == 403
    assert client.get(attach_url(sent)).status_code == 403


def test_a_file_is_attached_and_downloaded(client, cast, document):
    client.force_login(cast.lan)
    answer = client.post(attach_url(document), {"file": upload("Báo cáo.pdf"), "title": "Bản ký"})
    assert (answer.status_code, answer.url) == (302, document.get_absolute_url())
    page = client.get(document.get_absolute_url()).content.decode()
    assert "Bản ký" in page
    version = Attachment.objects.about(document).get().latest
    answer = client.get(version.get_absolute_url())
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''B%C3%A1o%20c%C3%A1o.pdf"
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert Event.objects.about(document).first().kind == EventKind.DOWNLOADED


def test_a_newer_version_is_sent(client, cast, document):
    attachment = AttachmentFactory(record=document)
    client.force_login(cast.lan)
    replace = reverse("documents:attachment-replace", args=[attachment.pk])
    assert attachment.title in client.get(replace).content.decode()
    answer = client.post(replace, {"file": upload(content=PDF)})
    assert answer.status_code == 422
    assert "giống hệt" in answer.content.decode()
    assert client.post(replace, {"file": upload(content=PDF + b"2")}).status_code == 302
    assert "Các bản trước" in client.get(document.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (None, "Chưa chọn tệp."),
        (("x.exe", b"MZ"), "Không nhận loại tệp này."),
        (("x.pdf", b""), "Tệp này không có nội dung."),
        (("x.pdf", b"MZ"), "Nội dung tệp không phải dạng .pdf"),
    ],
)
def test_a_file_that_cannot_be_taken_is_told_at_the_field(client, cast, document, file, words):
    client.force_login(cast.lan)
    answer = client.post(attach_url(document), {"file": upload(*file)} if file else {})
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_nothing_is_attached_to_what_is_no_record(client, cast):
    from django.contrib.contenttypes.models import ContentType

    client.force_login(cast.lan)
    users = ContentType.objects.get_for_model(type(cast.lan))
    for content_type in (users.pk, 0):
        address = reverse("documents:attachment-create", args=[content_type, cast.lan.pk])
        assert client.get(address).status_code == 404


def test_a_lost_file_is_no_server_error(client, cast, document):
    version = VersionFactory(record=document)
    version.file.storage.delete(version.file.name)
    client.force_login(cast.lan)
    assert client.get(version.get_absolute_url()).status_code == 404


def test_an_ended_locality_is_read_only(client, cast):
    document = OfficialDocumentFactory(locality=cast.ended)
    client.force_login(cast.lan)
    assert client.get(document.get_absolute_url()).status_code == 200
    assert client.get(reverse("documents:officialdocument-edit", args=[document.pk])).status_code == 403
    assert client.get(attach_url(document)).status_code == 403
