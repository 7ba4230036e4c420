"""What a trial found at batches: one truth about the Front, opinions of others, a number that was used that day."""

from datetime import date

import pytest
from django.urls import reverse

from coordination.people.choices import BodyKind
from tests.people.factories import BodyFactory
from tests.voters.factories import LOADER
from tests.voters.factories_batches import AGREED, SENT, agreed_batch, asked, batch_of, group_of, petitions_in, said
from voters import actions
from voters.models import Batch

D = date


def fresh(record):
    return type(record).objects.get(pk=record.pk)


@pytest.fixture
def clerk(client, cast):
    client.force_login(cast.lan)
    return client


@pytest.mark.parametrize("how", ["explained", "taken up"])
def test_of_two_bodies_of_the_front_the_less_holds(clerk, cast, how):
    batch = batch_of(cast.locality)
    named, _kept = petitions_in(batch, 2, competent_body=cast.department)
    standing = BodyFactory(locality=cast.locality, kind=BodyKind.FRONT_STANDING, name="Ban Thường trực MTTQ")
    agrees, objects = asked(batch, cast.front, standing)
    said(agrees)
    said(objects, agrees=False, text="Chưa rõ nơi.", petitions=[named])
    if how == "taken up":
        actions.take_out(fresh(named), by=cast.lan)
    else:
        objects = fresh(objects)
        objects.reply = "Giữ nguyên."
        actions.answer_objection(objects, by=cast.lan)
    actions.agree_batch(fresh(batch), by=LOADER, on=AGREED)
    actions.dispatch(fresh(batch), by=LOADER, dispatch_number="12", dispatched_on=SENT, due_on=D(2026, 12, 1))
    context = clerk.get(batch.get_absolute_url()).context
    said_of_it = dict(context["facts"])["Thống nhất với MTTQ"]
    assert (fresh(batch).state[1], said_of_it) == {
        "explained": ("Đã gửi; MTTQ chưa thống nhất", "MTTQ chưa thống nhất"),
        "taken up": ("Đã gửi", "MTTQ đã thống nhất"),
    }[how]


def test_the_form_of_an_opinion_is_for_those_who_give_it(client, cast):
    batch = batch_of(cast.locality)
    petitions_in(batch, competent_body=cast.department)
    front, group = asked(batch, cast.front, group_of(cast))
    found = {}
    for name in ("hoa", "lan", "ubnd"):
        client.force_login(getattr(cast, name))
        pages = [reverse("voters:batchopinion-edit", args=[row.pk]) for row in (front, group)]
        found[name] = [client.get(page).status_code for page in pages]
    assert found == {"hoa": [200, 403], "lan": [403, 200], "ubnd": [403, 403]}


NUMBER = "Đã dùng ngày 10/06/2026: 250/PC-HĐND (Đợt trước)."


@pytest.fixture
def dispatches(cast):
    """One batch that was sent on a day, the address of another one's dispatch, and what is typed there."""
    first, batch = agreed_batch(cast), agreed_batch(cast)
    Batch.objects.filter(pk=first.pk).update(name="Đợt trước")
    actions.dispatch(fresh(first), by=LOADER, dispatch_number="250/PC-HĐND", dispatched_on=SENT, due_on=D(2026, 12, 1))
    return batch, reverse("voters:batch-move", args=[batch.pk, "dispatch"])


@pytest.mark.parametrize(
    ("number", "day", "warned"),
    [
        ("250/pc-hđnd ", "10/06/2026", ["Số 250/pc-hđnd đã dùng ngày 10/06/2026 cho đợt “Đợt trước”."]),
        ("251/PC-HĐND", "10/06/2026", []),
        ("250/PC-HĐND", "11/06/2026", []),
    ],
)
def test_a_number_that_was_used_that_day_is_told_and_taken(clerk, cast, dispatches, number, day, warned):
    batch, url = dispatches
    typed = {"dispatch_number": number, "dispatched_on": day, "due_on": "01/12/2026"}
    response = clerk.post(url, typed, follow=True)
    told = [str(message) for message in response.context["messages"] if message.level_tag == "warning"]
    assert (fresh(batch).status, told) == ("sent", warned)


def test_the_form_names_the_numbers_of_the_day(clerk, cast, dispatches):
    _batch, url = dispatches
    today = clerk.get(url).context["form"].fields["dispatch_number"].help_text
    typed = {"dispatch_number": "", "dispatched_on": "10/06/2026", "due_on": "01/12/2026"}
    that_day = clerk.post(url, typed).context["form"].fields["dispatch_number"].help_text
    assert (today, that_day) == ("", NUMBER)


def test_a_number_of_another_register_is_its_own(clerk, cast, dispatches):
    batch, url = dispatches
    Batch.objects.exclude(pk=batch.pk).update(locality=cast.other)
    typed = {"dispatch_number": "", "dispatched_on": "10/06/2026", "due_on": "01/12/2026"}
    assert clerk.post(url, typed).context["form"].fields["dispatch_number"].help_text == ""
