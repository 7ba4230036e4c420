"""What is different since a step was opened is told before it is pressed again: fields of the record, and of a
batch also its petitions and the opinions about it."""

from datetime import date as D

import pytest
from django.urls import reverse

from coordination.audit.actors import name_of
from coordination.ui.facts import due_fact
from tests.voters.factories import LOADER, brought_to, petition_of
from tests.voters.factories_batches import asked, batch_of, petitions_in, said
from tests.voters.factories_drafting import draft_in
from voters import actions
from voters.actions import publishing
from voters.models import Batch, Petition

ASK = {"on": "10/06/2026", "due_on": "20/06/2026"}


def opened(client, user, url) -> dict:
    """What a form that is open in the browser sends besides what is typed."""
    client.force_login(user)
    context = client.get(url).context
    return {"opened_at": context["opened_at"], "opened_as": context["opened_as"]}


def told(response) -> list[tuple[str, str]]:
    assert response.status_code == 409
    changes = response.context["changed"]
    page = response.content.decode()
    assert all(label in page for label, _value in changes)
    return changes


def again(response) -> dict:
    return {name: response.context[name] for name in ("opened_at", "opened_as")}


@pytest.fixture
def petition(cast):
    return petition_of(cast.locality, place=cast.commune, field="dien", voter="Trần Thị Mận")


def test_of_a_petition_the_changed_fields_are_told_with_what_they_hold_now(client, cast, petition):
    url = reverse("voters:petition-move", args=[petition.pk, "classify"])
    form = opened(client, cast.lan, url)
    petition.content, petition.due_on, petition.voter = "Cầu gãy\nrồi.", D(2026, 12, 1), "Trần Thị Mơ"
    petition.monitor = cast.front
    actions.edit_petition(petition, by=LOADER)
    typed = {"field": "y_te", "level": "province", "competent_body": cast.department.pk}

    response = client.post(url, typed | form)

    assert [(label, str(value)) for label, value in told(response)] == [
        ("Nội dung", "Cầu gãy\nrồi."),
        ("Hạn trả lời", due_fact(petition, "due_on")),
        ("Ban, Tổ đại biểu theo dõi", str(cast.front)),
    ]
    page = response.content.decode()
    assert ("Cầu gãy<br>rồi." in page, "Trần Thị M" in page) == (True, False)
    assert client.post(url, typed | again(response)).status_code == 302


def test_what_a_step_of_another_set_is_told_too(client, cast, petition):
    url = reverse("voters:petition-move", args=[petition.pk, "classify"])
    form = opened(client, cast.lan, url)
    actions.classify(petition, by=LOADER, field="y_te", level="province", competent_body=cast.department)

    changes = told(client.post(url, {"field": "dien", "level": "commune"} | form))

    assert changes == [
        ("Lĩnh vực", "Y tế"),
        ("Cơ quan giải quyết", str(cast.department)),
    ]


def test_the_words_to_be_cleared_are_read_before_they_are(client, cast):
    petition = brought_to(petition_of(cast.locality), "in_progress", cast.department)
    draft = draft_in("clearing", petition, cast.department, by=cast.minh)
    url = reverse("voters:replydraft-move", args=[draft.pk, "clear"])
    form = opened(client, cast.chief, url)
    draft.text = "Xin rút lại điều đã hứa."
    actions.edit_draft(draft, by=cast.chief, related={"copied_to": [cast.front]})

    changes = told(client.post(url, form))

    assert changes == [
        ("Nội dung trả lời", "Xin rút lại điều đã hứa."),
        ("Đồng gửi", str(cast.front)),
    ]


def test_the_words_to_be_published_are_told(client, cast, petition):
    version = publishing.proposed(petition)
    publishing.prepare(version, by=LOADER)
    url = reverse("voters:publication-move", args=[version.pk, "publish"])
    form = opened(client, cast.tu, url)
    version.content, version.show_voter = "Đồng nghiệp vừa viết lại.", True
    publishing.edit_publication(version, by=cast.lan)

    changes = told(client.post(url, {"checked": "on"} | form))

    assert changes == [
        ("Nội dung công khai", "Đồng nghiệp vừa viết lại."),
        (version._meta.get_field("show_voter").verbose_name.capitalize(), "Có"),
    ]


@pytest.mark.parametrize("marks", ["", "mới", "[]", '{"fields": 1, "also": {}}', '{"fields": {}}', '"'])
def test_marks_that_are_none_are_not_read(client, cast, petition, marks):
    url = reverse("voters:petition-move", args=[petition.pk, "classify"])
    form = opened(client, cast.lan, url) | {"opened_as": marks}
    typed = {"field": "y_te", "level": "province", "competent_body": cast.department.pk}
    petition.content = "Khác."
    actions.edit_petition(petition, by=LOADER)
    assert told(response := client.post(url, typed | form)) == []
    assert client.post(url, typed | {"opened_at": response.context["opened_at"], "opened_as": marks}).status_code == 302


# --- A batch ----------------------------------------------------------------------------------------------------------


def named(petition) -> str:
    return f'<a href="{petition.get_absolute_url()}">{petition.case_code} · {petition.public_title}</a>'


def edited(batch, petitions, cast):
    petitions[0].content = "Viết lại."
    actions.edit_petition(petitions[0], by=LOADER)
    return [(named(petitions[0]), f"01/10/2026 09:30 · {name_of(LOADER)} · Sửa: nội dung")]


def added(batch, petitions, cast):
    more = actions.put_in(petition_of(cast.locality, title="Chợ dột"), by=LOADER, batch=batch)
    return [(named(more), f"mới thêm\n01/10/2026 09:30 · {name_of(LOADER)} · Sửa: đợt tổng hợp")]


def removed(batch, petitions, cast):
    actions.take_out(petitions[0], by=LOADER)
    return [("Đã bỏ ra", '<span class="num">1</span>')]


CHANGES = {"edited": edited, "added": added, "removed": removed}


@pytest.mark.parametrize("name", CHANGES)
def test_nobody_asks_about_a_batch_that_they_did_not_read(client, cast, name):
    batch = batch_of(cast.locality)
    petitions = petitions_in(batch, 2, competent_body=cast.department)
    url = reverse("voters:batch-move", args=[batch.pk, "ask"])
    form = opened(client, cast.lan, url)
    expected = CHANGES[name](batch, petitions, cast)

    response = client.post(url, ASK | {"bodies": [cast.front.pk]} | form)

    assert ([(label, str(value)) for label, value in told(response)], fresh(batch).status) == (expected, "synthesising")
    assert client.post(url, ASK | {"bodies": [cast.front.pk]} | again(response)).status_code == 302
    assert fresh(batch).status == "asked"


def test_nobody_agrees_to_a_batch_that_they_did_not_read(client, cast):
    batch = batch_of(cast.locality)
    petitions = petitions_in(batch, 2, competent_body=cast.department)
    (opinion,) = asked(batch, cast.front)
    said(opinion)
    url = reverse("voters:batch-move", args=[batch.pk, "agree"])
    form = opened(client, cast.lan, url)
    Petition.objects.filter(pk=petitions[1].pk).update(revision=7)  # as any act does that changes it
    opinion.text = "Thống nhất, có lưu ý."
    actions.give_opinion(opinion, by=LOADER)

    response = client.post(url, {"on": "10/06/2026"} | form)

    opinion_line = f"01/10/2026 09:30 · {name_of(LOADER)} · Sửa: ý kiến"
    assert told(response) == [
        (named(petitions[1]), "đã sửa"),  # by no act that is on record
        (f'<a href="{opinion.get_absolute_url()}">Ý kiến của {cast.front}</a>', opinion_line),
    ]
    assert client.post(url, {"on": "10/06/2026"} | again(response)).status_code == 302


def test_nobody_sends_a_batch_that_they_did_not_read(client, cast):
    batch = batch_of(cast.locality)
    (petition,) = petitions_in(batch, competent_body=cast.department, due_on=D(2027, 1, 1))
    said(*asked(batch, cast.front))
    actions.agree_batch(batch, by=LOADER, on=D(2026, 6, 8))
    url = reverse("voters:batch-move", args=[batch.pk, "dispatch"])
    form = opened(client, cast.lan, url)
    typed = {"dispatch_number": "12/HĐND", "dispatched_on": "10/06/2026"}
    Petition.objects.filter(pk=petition.pk).update(revision=9)

    response = client.post(url, typed | form)

    assert told(response) == [(named(petition), "đã sửa")]
    assert client.post(url, typed | again(response)).status_code == 302
    assert fresh(batch).status == "sent"


def test_who_comes_second_with_a_step_that_was_taken_is_told_by_whom(client, cast):
    batch = batch_of(cast.locality)
    (petition,) = petitions_in(batch, competent_body=cast.department)
    said(*asked(batch, cast.front))
    url = reverse("voters:batch-move", args=[batch.pk, "agree"])
    form = opened(client, cast.lan, url)
    actions.agree_batch(fresh(batch), by=cast.tu, on=D(2026, 6, 10))
    Petition.objects.filter(pk=petition.pk).update(revision=9)
    late = client.post(url, {"on": "10/06/2026"} | form, follow=True)
    assert [str(message) for message in late.context["messages"]] == [
        f"Việc này đã được {cast.tu} làm lúc 09:30 ngày 01/10/2026."
    ]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_number_of_petitions_costs_nothing(client, cast, django_assert_num_queries, rows):
    batch = batch_of(cast.locality)
    petitions_in(batch, rows, competent_body=cast.department)
    url = reverse("voters:batch-move", args=[batch.pk, "ask"])
    opened(client, cast.lan, url)
    with django_assert_num_queries(23):
        client.get(url)


def fresh(batch) -> Batch:
    return Batch.objects.get(pk=batch.pk)
