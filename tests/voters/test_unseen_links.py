"""Whoever mends a record keeps the links that they may not see: their form could not show them."""

from datetime import date

import pytest
from django.urls import reverse

from tests.sessions.factories import CouncilSessionFactory
from tests.voters.factories import LOADER, BatchFactory, ContactMeetingFactory, brought_to, petition_of
from tests.voters.factories_batches import asked, batch_of, petitions_in, said
from voters import actions
from voters.models import BatchOpinion, FollowUp, Petition


def opened(client, url) -> dict:
    """What a browser sends back of a form: of a choice only what is among its options."""
    sent = {box.html_name: _sent(box) for box in client.get(url).context["form"]}
    return {name: value for name, value in sent.items() if value is not None and value is not False}


def _sent(box):
    value = box.value()
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if not hasattr(box.field, "queryset"):
        return value
    offered = {row.serializable_value(box.field.to_field_name or "pk") for row in box.field.queryset}
    if isinstance(value, list):
        return [key for key in (getattr(row, "pk", row) for row in value) if key in offered]
    return value if value in offered else ""


def hide(petition):
    petition = Petition.objects.get(pk=petition.pk)
    petition.confidential = True
    actions.edit_petition(petition, by=LOADER)


def test_a_petition_keeps_its_links(client, cast):
    links = {
        "session": CouncilSessionFactory(locality=cast.locality, term=cast.term, number=22, confidential=True),
        "meeting": ContactMeetingFactory(locality=cast.locality, confidential=True),
        "batch": BatchFactory(locality=cast.locality, confidential=True),
        "predecessor": petition_of(cast.locality, confidential=True),
    }
    petition = petition_of(cast.locality, **links)
    client.force_login(cast.lan)
    url = reverse("voters:petition-edit", args=[petition.pk])
    sent = opened(client, url)
    assert [sent.get(name, "") for name in links] == ["", "", "", ""]
    assert client.post(url, sent | {"title": "Tên mới"}).status_code == 302
    stored = Petition.objects.get(pk=petition.pk)
    assert ({name: getattr(stored, name) for name in links}, stored.title) == (links, "Tên mới")


def test_the_time_before_stays_when_it_left_for_the_letters(client, cast):
    before = petition_of(cast.locality)
    petition = petition_of(cast.locality, predecessor=before)
    actions.leave_for_letters(Petition.objects.get(pk=before.pk), by=LOADER)
    client.force_login(cast.lan)
    url = reverse("voters:petition-edit", args=[petition.pk])
    assert client.post(url, opened(client, url) | {"title": "Tên mới"}).status_code == 302
    stored = Petition.objects.get(pk=petition.pk)
    assert (stored.predecessor_id, stored.title) == (before.pk, "Tên mới")


def test_what_the_editor_sees_can_be_cleared_and_the_unseen_replaced(client, cast):
    seen = CouncilSessionFactory(locality=cast.locality, term=cast.term, number=21)
    secret = CouncilSessionFactory(locality=cast.locality, term=cast.term, number=22, confidential=True)
    petition = petition_of(cast.locality, session=secret)
    client.force_login(cast.lan)
    url = reverse("voters:petition-edit", args=[petition.pk])
    for chosen, stored in ((seen.pk, seen.pk), ("", None)):
        assert client.post(url, opened(client, url) | {"session": chosen}).status_code == 302
        assert Petition.objects.get(pk=petition.pk).session_id == stored


def test_an_agreed_petition_in_a_secret_batch_can_be_saved(client, cast):
    """The batch is locked and no choice of the editor."""
    batch = batch_of(cast.locality)
    (petition,) = petitions_in(batch, 1)
    asked(batch, cast.front)
    batch.confidential = True
    actions.edit_batch(batch, by=LOADER)
    client.force_login(cast.lan)
    url = reverse("voters:petition-edit", args=[petition.pk])
    assert client.post(url, opened(client, url) | {"voter": "Tổ 5"}).status_code == 302
    stored = Petition.objects.get(pk=petition.pk)
    assert (stored.batch_id, stored.voter) == (batch.pk, "Tổ 5")


def test_a_reminder_keeps_the_petition_that_became_secret(client, cast):
    make = {"competent_body": cast.department}
    rows = [brought_to(petition_of(cast.locality, **make), "in_progress", cast.department) for _ in range(3)]
    for row in rows:
        actions.urge(row, by=cast.lan)
    follow_up = FollowUp.objects.get()
    hide(rows[0])
    client.force_login(cast.lan)
    url = reverse("voters:followup-edit", args=[follow_up.pk])
    sent = opened(client, url)
    assert sorted(sent["petitions"]) == [rows[1].pk, rows[2].pk]
    assert client.post(url, sent | {"petitions": [rows[2].pk], "note": "Ghi thêm"}).status_code == 302
    assert set(follow_up.petitions.values_list("pk", flat=True)) == {rows[0].pk, rows[2].pk}
    sent = opened(client, url)
    del sent["petitions"]
    client.post(url, sent)
    assert list(follow_up.petitions.values_list("pk", flat=True)) == [rows[0].pk]


@pytest.mark.parametrize("taken_out", [False, True])
def test_an_objection_keeps_the_petition_that_became_secret(client, cast, taken_out):
    """Unless it left the batch meanwhile: then the objection is no longer about it."""
    batch = batch_of(cast.locality)
    one, other = petitions_in(batch, 2)
    (opinion,) = asked(batch, cast.front)
    said(opinion, agrees=False, text="Không", petitions=[one, other])
    hide(one)
    if taken_out:
        actions.take_out(Petition.objects.get(pk=one.pk), by=LOADER)
    client.force_login(cast.hoa)
    url = reverse("voters:batchopinion-edit", args=[opinion.pk])
    answer = client.post(url, opened(client, url) | {"text": "Không, vì", "petitions": [other.pk]})
    assert answer.status_code == 302
    named = set(BatchOpinion.objects.get().petitions.all())
    assert named == ({other} if taken_out else {one, other})
