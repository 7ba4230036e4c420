"""The day to accept or refuse never stands after the day of the reply, and binds no body beyond the locality."""

from datetime import date as D

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from coordination.people.choices import BodyKind
from coordination.records.errors import NotNow
from tests.people.factories import BodyFactory
from tests.voters.factories import LOADER, brought_to, petition_of
from tests.voters.factories_batches import AGREED, asked, batch_of, petitions_in, said
from voters import actions, queries
from voters.models import Petition

TERM = D(2026, 10, 6)  # three working days
EARLY, LATER = D(2026, 10, 2), D(2026, 12, 1)
WHY = "Hạn nhận hoặc từ chối (06/10/2026) sau hạn trả lời (02/10/2026)."


@pytest.fixture
def clerk(client, cast):
    settings = queries.settings_of(cast.locality)
    settings.accepted_within = 3
    actions.save_settings(settings, by=cast.lan)
    client.force_login(cast.lan)
    return client


def bulk(name, *rows) -> str:
    return f"{reverse('voters:petition-bulk', args=[name])}?{'&'.join(f'chon={row.pk}' for row in rows)}"


def proposed(client, url: str):
    return client.get(url).context["form"]["answer_by"].initial


def classified(cast, due_on):
    return petition_of(cast.locality, competent_body=cast.department, due_on=due_on)


def for_the_committee(cast, due_on):
    petition = petition_of(cast.locality, competent_body=cast.committee, due_on=due_on)
    return brought_to(petition, "in_progress", cast.committee)


@pytest.mark.parametrize(("days", "day"), [([LATER, LATER], TERM), ([LATER, EARLY], None), ([None, LATER], TERM)])
def test_many_at_once_are_proposed_what_fits_all(clerk, cast, days, day):
    assert proposed(clerk, bulk("forward", *(classified(cast, due_on) for due_on in days))) == day
    clerk.force_login(cast.ubnd)
    url = bulk("assign", *(for_the_committee(cast, due_on) for due_on in days))
    assert proposed(clerk, url) == day


@pytest.mark.parametrize("name", ["forward", "assign"])
def test_one_that_would_be_answered_first_is_left_out_and_named(clerk, cast, name):
    make = classified if name == "forward" else for_the_committee
    rows = [make(cast, due_on) for due_on in (EARLY, LATER)]
    clerk.force_login(cast.lan if name == "forward" else cast.ubnd)
    typed = {"chon": [row.pk for row in rows], "answer_by": "06/10/2026", "due_on": "", "on": "01/10/2026"}
    typed |= {"to": cast.department.pk} if name == "assign" else {}
    url = reverse("voters:petition-bulk", args=[name])
    page = clerk.post(url, typed)
    assert (page.status_code, page.context["left_out"]) == (200, [(rows[0], WHY)])
    assert clerk.post(url, typed | {"da-xem": page.context["seen"]}).status_code == 302
    later = rows[1].referrals.order_by("-pk").first()
    assert (later.answer_by, later.due_on) == (TERM, LATER)
    assert rows[0].referrals.filter(answer_by__isnull=False).exists() is False


def test_the_acts_refuse_it_too(cast):
    on = {"on": D(2026, 10, 1), "answer_by": TERM}
    with pytest.raises(NotNow, match=r"sau hạn trả lời \(02/10/2026\)"):
        actions.forward_as_classified(classified(cast, EARLY), by=cast.lan, **on)
    with pytest.raises(ValidationError) as told:
        actions.forward(classified(cast, EARLY), by=cast.lan, to=cast.department, **on)
    assert told.value.message_dict == {"answer_by": [WHY]}
    with pytest.raises(ValidationError) as told:
        actions.assign(for_the_committee(cast, EARLY), by=cast.ubnd, to=cast.department, **on)
    assert told.value.message_dict == {"answer_by": [WHY]}


def test_a_batch_goes_whole_or_not_at_all(clerk, cast):
    batch = batch_of(cast.locality)
    (early,) = petitions_in(batch, competent_body=cast.department, due_on=EARLY)
    petitions_in(batch, competent_body=cast.department, due_on=LATER)
    said(*asked(batch, cast.front))
    actions.agree_batch(batch, by=LOADER, on=AGREED)
    url = reverse("voters:batch-move", args=[batch.pk, "dispatch"])
    assert proposed(clerk, url) is None
    typed = {"dispatch_number": "1", "dispatched_on": "01/10/2026", "answer_by": "06/10/2026"}
    answer = clerk.post(url, typed)
    words = [f"Sau hạn trả lời của 1 kiến nghị: {early.case_code} 02/10/2026."]
    assert (answer.status_code, answer.context["form"].errors.get("answer_by")) == (422, words)
    assert clerk.post(url, typed | {"answer_by": "02/10/2026"}).status_code == 302
    assert Petition.objects.get(pk=early.pk).referrals.get().answer_by == EARLY


def test_nothing_is_proposed_for_a_body_beyond_the_locality(clerk, cast):
    ministry = BodyFactory(locality=cast.locality, kind=BodyKind.CENTRAL, name="Bộ Xây dựng")
    foreign = BodyFactory(locality=cast.other, name="Sở của tỉnh khác")
    below = BodyFactory(locality=cast.commune, kind=BodyKind.COMMITTEE, name="UBND xã Phú Hòa")
    for body, level, day in (
        (ministry, "central", None),
        (foreign, "province", None),
        (None, "central", None),
        (None, "province", TERM),
        (below, "commune", TERM),
        (cast.department, "province", TERM),
    ):
        petition = petition_of(cast.locality, competent_body=body, level=level, due_on=LATER)
        assert proposed(clerk, reverse("voters:petition-move", args=[petition.pk, "forward"])) == day, body
        assert proposed(clerk, bulk("forward", petition)) == day, body
