"""Files of an answer: its own side attaches them while it is written and after it was sent; nobody else does."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from coordination.documents import actions as documents
from coordination.documents.models import Attachment
from coordination.documents.panels import attach_url, attachments_panel
from coordination.records.errors import Forbidden
from tests.documents.factories import upload
from tests.people.factories import BodyFactory
from tests.voters.factories import LOADER, brought_to, petition_of
from tests.voters.factories_drafting import draft_in
from voters import actions


@pytest.fixture
def petition(cast):
    return brought_to(petition_of(cast.locality), "in_progress", cast.department)


@pytest.fixture
def reply(petition):
    actions.reply(petition, by=LOADER, result="explained", text="Giải trình.", sent_on=date(2026, 10, 1))
    return petition.replies.get()


@pytest.fixture
def other(cast):
    """Somebody of a department that is not asked."""
    return cast.acting_as(BodyFactory(locality=cast.locality, kind="department"), "department_officer")


def offered(record, user):
    return attachments_panel(record, user).link


class TestDraft:
    def test_who_writes_attaches(self, cast, petition, client):
        draft = draft_in("drafting", petition, cast.department, by=cast.minh)
        client.force_login(cast.minh)
        assert offered(draft, cast.minh) == ("Đính kèm tệp", attach_url(draft))
        assert client.get(attach_url(draft)).status_code == 200
        sent = client.post(attach_url(draft), {"title": "Ảnh hiện trường", "file": upload("anh.pdf")})
        assert (sent.status_code, sent["Location"]) == (302, draft.get_absolute_url())
        attachment = Attachment.objects.visible_to(cast.minh).about(draft).get()
        assert attachment.title == "Ảnh hiện trường"
        again = reverse("documents:attachment-replace", args=[attachment.pk])
        assert client.get(again).status_code == 200

    @pytest.mark.parametrize("status", ["checking", "clearing", "cleared", "sent"])
    def test_files_stand_fast_when_the_text_does(self, cast, petition, status):
        draft = draft_in(status, petition, cast.department, by=cast.minh)
        assert offered(draft, cast.minh) is None
        with pytest.raises(Forbidden):
            documents.attach(draft, upload(), by=cast.minh)

    def test_no_other_department_reaches_it(self, cast, petition, client, other):
        draft = draft_in("drafting", petition, cast.department, by=cast.minh)
        client.force_login(other)
        assert client.get(attach_url(draft)).status_code == 404
        with pytest.raises(Forbidden):
            documents.attach(draft, upload(), by=other)

    def test_they_go_out_with_the_answer(self, cast, petition):
        draft = draft_in("drafting", petition, cast.department, by=cast.minh)
        attachment = documents.attach(draft, upload("Biên bản.pdf"), by=cast.minh)
        assert not Attachment.objects.visible_to(cast.lan).filter(pk=attachment.pk).exists()
        actions.submit_draft(draft, by=LOADER)
        actions.pass_draft(draft, by=LOADER)
        actions.clear_draft(draft, by=LOADER)
        actions.send_draft(draft, by=cast.minh, number="9/SYT")
        seen = Attachment.objects.visible_to(cast.lan).about(petition.replies.get())
        assert [(row.pk, row.title, row.latest.number) for row in seen] == [(attachment.pk, "Biên bản.pdf", 1)]
        assert Attachment.objects.about(draft).count() == 0


class TestReply:
    def test_the_body_that_answered_attaches(self, cast, reply, client):
        client.force_login(cast.minh)
        assert offered(reply, cast.minh) == ("Đính kèm tệp", attach_url(reply))
        assert client.post(attach_url(reply), {"title": "", "file": upload("Nghiệm thu.pdf")}).status_code == 302
        assert [row.title for row in Attachment.objects.visible_to(cast.lan).about(reply)] == ["Nghiệm thu.pdf"]

    def test_who_keeps_the_register_attaches(self, cast, reply):
        documents.attach(reply, upload(), by=cast.lan)
        assert Attachment.objects.about(reply).count() == 1

    def test_the_front_reads_and_attaches_nothing(self, cast, reply, client):
        client.force_login(cast.hoa)
        assert offered(reply, cast.hoa) is None
        assert client.get(attach_url(reply)).status_code == 403
        with pytest.raises(Forbidden):
            documents.attach(reply, upload(), by=cast.hoa)

    def test_nor_does_another_department(self, reply, other):
        with pytest.raises(Forbidden):
            documents.attach(reply, upload(), by=other)

    def test_the_petition_itself_stays_closed_to_departments(self, cast, petition):
        assert offered(petition, cast.minh) is None
        with pytest.raises((Forbidden, PermissionDenied)):
            documents.attach(petition, upload(), by=cast.minh)
