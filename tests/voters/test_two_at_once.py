"""Somebody else was a little faster: what both were to write is written once, and the second is told in words."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from tests.voters.factories import brought_to, petition_of
from tests.voters.factories_drafting import draft_of
from voters import actions, queries
from voters.actions import publishing
from voters.models import FollowUp, Publication, PublicRoom, ReplyDraft, ReplySettings
from voters.queries import supervision


@pytest.fixture
def faster(monkeypatch):
    """Somebody else has acted, and nothing that is asked before the save of a row knows of it yet: `questions` are
    (place, name of the function, what it says until then)."""

    def between(model, act, *questions):
        act()
        tried, save, check = [], model.save, model.full_clean

        def saved(self, *args, **kwargs):
            tried.append(self)
            save(self, *args, **kwargs)

        monkeypatch.setattr(model, "save", saved)
        monkeypatch.setattr(model, "full_clean", lambda self, *args, **kw: check(self, *args, **kw) if tried else None)
        for place, name, blind in questions:
            real = getattr(place, name)
            monkeypatch.setattr(place, name, lambda *args, r=real, b=blind: r(*args) if tried else b)

    return between


def told(answer) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


def in_progress(cast):
    return brought_to(petition_of(cast.locality, competent_body=cast.department), "in_progress", cast.department)


def test_two_urge_the_same_body(client, cast, faster):
    mine, theirs = in_progress(cast), in_progress(cast)
    faster(FollowUp, lambda: actions.urge(theirs, by=cast.tu), (supervision, "_open_drafts", {}))
    client.force_login(cast.lan)
    posted = {"chon": [mine.pk], "answer_by": ""}
    answer = client.post(reverse("voters:petition-bulk", args=["urge"]), posted, follow=True)
    assert told(answer) == ["Đã đưa vào văn bản đôn đốc 1 kiến nghị."]
    assert [set(row.petitions.all()) for row in FollowUp.objects.all()] == [{mine, theirs}]


def test_two_prepare_one_public_version(client, cast, faster):
    petition, other = petition_of(cast.locality), petition_of(cast.locality)
    faster(Publication, lambda: publishing.prepare_proposed(petition, by=cast.tu), (publishing, "has", False))
    client.force_login(cast.lan)
    url = reverse("voters:petition-bulk", args=["prepare_public"])
    answer = client.post(url, {"chon": [petition.pk, other.pk]}, follow=True)
    assert answer.status_code == 200
    assert len(told(answer)) == 2
    assert [told(answer)[0], Publication.objects.count()] == ["Đã soạn bản công khai cho 1 kiến nghị.", 2]


def test_two_draft_one_answer(client, cast, faster):
    petition = in_progress(cast)
    faster(ReplyDraft, lambda: draft_of(petition, cast.department, by=cast.chief))
    client.force_login(cast.minh)
    typed = {"petition": petition.pk, "result": "explained", "text": "Đã rõ."}
    answer = client.post(reverse("voters:replydraft-create"), typed)
    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors() == ["Cơ quan này đang có một dự thảo trả lời cho kiến nghị ấy."]
    assert ReplyDraft.objects.count() == 1


def test_two_set_what_is_asked_of_answers(client, cast, faster):
    def set_too():
        actions.save_settings(ReplySettings(locality=cast.locality), by=cast.tu)

    faster(ReplySettings, set_too, (queries, "settings_of", ReplySettings(locality=cast.locality)))
    client.force_login(cast.lan)
    answer = client.post(reverse("voters:replysettings-edit"), {"accepted_within": 3})
    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors() == ["Địa phương này đã có một bản cài đặt."]
    assert queries.settings_of(cast.locality).accepted_within is None


def test_two_set_the_public_room(client, cast, monkeypatch):
    publishing.set_room(PublicRoom(locality=cast.locality, is_open=True), by=cast.tu)
    monkeypatch.setattr(publishing, "PublicRoom", SimpleNamespace(objects=PublicRoom.objects.none()))
    client.force_login(cast.lan)
    answer = client.post(reverse("voters:publication-room"), {"welcome": "Chào"})
    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors() == ["Người khác vừa cài đặt trang công khai; xem lại rồi lưu."]
    assert PublicRoom.objects.get().is_open is True
