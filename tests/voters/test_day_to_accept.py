"""By when a body accepts or refuses what is sent to it: working days that the locality sets, proposed on every form."""

from datetime import date

import pytest
from django.urls import reverse

from tests.voters.factories import petition_of
from voters import actions, queries

SENT = date(2026, 10, 1)  # a Thursday, the day of these tests


@pytest.fixture
def clerk(client, cast):
    client.force_login(cast.lan)
    return client


def within(cast, days: int | None):
    settings = queries.settings_of(cast.locality)
    settings.accepted_within = days
    return actions.save_settings(settings, by=cast.lan)


def proposed(client, url: str):
    return client.get(url).context["form"]["answer_by"].initial


@pytest.mark.parametrize(("days", "day"), [(None, None), (1, date(2026, 10, 2)), (3, date(2026, 10, 6))])
def test_the_day_is_reckoned_in_working_days(cast, days, day):
    within(cast, days)
    assert queries.day_to_accept(cast.locality, SENT) == day
    assert queries.day_to_accept(cast.other, SENT) is None


def test_it_is_proposed_each_time_it_is_forwarded_also_many_at_once(clerk, cast):
    within(cast, 3)
    petition = petition_of(cast.locality, competent_body=cast.department, due_on=date(2026, 12, 1))
    urls = [
        reverse("voters:petition-move", args=[petition.pk, "forward"]),
        f"{reverse('voters:petition-bulk', args=['forward'])}?chon={petition.pk}",
    ]
    assert [proposed(clerk, url) for url in urls] == [date(2026, 10, 6)] * 2
    sent = {"chon": petition.pk, "answer_by": "06/10/2026", "due_on": "", "on": "01/10/2026"}
    assert clerk.post(urls[1], sent).status_code == 302
    referral = petition.referrals.get()
    assert (referral.answer_by, referral.answer_duty.due_on) == (date(2026, 10, 6), date(2026, 10, 6))


def test_a_day_after_that_of_the_reply_is_not_proposed(clerk, cast):
    within(cast, 3)
    petition = petition_of(cast.locality, competent_body=cast.department, due_on=date(2026, 10, 5))
    assert proposed(clerk, reverse("voters:petition-move", args=[petition.pk, "forward"])) is None


@pytest.mark.parametrize("typed", ["0", "-1", "251", "ba"])
def test_what_is_no_number_of_days_is_told_at_the_field(clerk, cast, typed):
    answer = clerk.post(reverse("voters:replysettings-edit"), {"accepted_within": typed})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["accepted_within"])
    assert queries.settings_of(cast.locality).accepted_within is None
