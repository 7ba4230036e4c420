"""Two officers at one petition: the second is told of what the first did, and saves over it only knowingly."""

from django.urls import reverse

from tests.voters.factories import LOADER, brought_to, petition_of
from tests.voters.factories_drafting import draft_in
from voters import actions
from voters.actions import publishing
from voters.models import Petition, Publication, ReplyDraft


def test_the_second_to_classify_is_told_before_the_first_is_overwritten(client, cast):
    petition = petition_of(cast.locality, place=cast.commune)
    url = reverse("voters:petition-move", args=[petition.pk, "classify"])
    client.force_login(cast.lan)
    opened = client.get(url).context["opened_at"]
    first = {"field": "y_te", "level": "province", "competent_body": cast.department.pk}
    second = {"field": "dien", "level": "province", "competent_body": cast.committee.pk}

    taken = client.post(url, first | {"opened_at": opened})
    told = client.post(url, second | {"opened_at": opened})

    assert (taken.status_code, told.status_code) == (302, 409)
    assert (petition := Petition.objects.get(pk=petition.pk)).field == "y_te"
    (message,) = told.context["form"].non_field_errors()
    assert message.startswith(f"{cast.lan} đã lưu hồ sơ này lúc")
    assert (told.context["form"]["field"].value(), told.context["opened_at"]) == ("dien", petition.revision)

    over = client.post(url, second | {"opened_at": told.context["opened_at"]})

    assert (over.status_code, Petition.objects.get(pk=petition.pk).field) == (302, "dien")


def test_a_fault_in_between_makes_nobody_forget_which_version_was_opened(client, cast):
    petition = petition_of(cast.locality, place=cast.commune)
    url = reverse("voters:petition-move", args=[petition.pk, "classify"])
    client.force_login(cast.lan)
    opened = client.get(url).context["opened_at"]
    sent = {"field": "dien", "level": "province", "competent_body": cast.department.pk}

    client.post(url, sent | {"field": "y_te", "opened_at": opened})
    faulty = client.post(url, sent | {"level": "", "opened_at": opened})

    assert (faulty.status_code, faulty.context["opened_at"]) == (422, opened)
    assert client.post(url, sent | {"opened_at": faulty.context["opened_at"]}).status_code == 409


def test_a_version_that_is_none_is_not_read(client, cast):
    petition = petition_of(cast.locality, place=cast.commune)
    url = reverse("voters:petition-move", args=[petition.pk, "classify"])
    client.force_login(cast.lan)
    sent = {"field": "y_te", "level": "province", "competent_body": cast.department.pk}

    for number, opened in enumerate(("", "mới", "-1")):
        assert client.post(url, sent | {"opened_at": opened}).status_code == 302, number
    assert client.post(url, sent | {"opened_at": "9" * 40}).status_code == 409


def test_words_put_in_meanwhile_are_not_published_unread(client, cast):
    version = publishing.proposed(petition_of(cast.locality))
    publishing.prepare(version, by=LOADER)
    url = reverse("voters:publication-move", args=[version.pk, "publish"])
    client.force_login(cast.tu)
    opened = client.get(url).context["opened_at"]
    version.content = "Bà Trần Thị Mận, 0912345678, đề nghị sửa đường."
    publishing.edit_publication(version, by=cast.lan)

    told = client.post(url, {"checked": "on", "opened_at": opened})

    assert (told.status_code, Publication.objects.get().status) == (409, "draft")
    assert client.post(url, {"checked": "on", "opened_at": told.context["opened_at"]}).status_code == 302


def test_words_put_in_meanwhile_are_not_cleared_unread(client, cast):
    petition = petition_of(cast.locality)
    brought_to(petition, "in_progress", cast.department)
    draft = draft_in("clearing", petition, cast.department, by=cast.minh)
    url = reverse("voters:replydraft-move", args=[draft.pk, "clear"])
    client.force_login(cast.chief)
    opened = client.get(url).context["opened_at"]
    draft.text = "Xin rút lại điều đã hứa."
    actions.edit_draft(draft, by=cast.chief)

    told = client.post(url, {"opened_at": opened})

    assert (told.status_code, ReplyDraft.objects.get().status) == (409, "clearing")
    assert client.post(url, {"opened_at": told.context["opened_at"]}).status_code == 302


def test_who_comes_second_with_a_step_that_was_taken_is_told_by_whom(client, cast):
    petition = petition_of(cast.locality)
    brought_to(petition, "forwarded", cast.department)
    url = reverse("voters:petition-move", args=[petition.pk, "accept"])
    client.force_login(cast.chief)
    opened = client.get(url).context["opened_at"]
    actions.accept(petition, by=cast.minh)

    late = client.post(url, {"on": "01/10/2026", "opened_at": opened}, follow=True)

    assert [str(message) for message in late.context["messages"]] == [
        "Việc này đã được Lê Minh làm lúc 09:30 ngày 01/10/2026."
    ]
