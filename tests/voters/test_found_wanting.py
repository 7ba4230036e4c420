"""An answer that was judged not enough comes back: a view with its number, and a work item, until it is taken up."""

from datetime import date as D

import pytest
from django.urls import reverse

from tests.voters.factories import LOADER, brought_to, petition_of
from tests.voters.test_waiting import shown
from voters import actions, queries
from voters.choices import Judgement
from voters.models import Petition

TITLE = "Đánh giá chưa đạt, chờ mở lại"
LIST = reverse("voters:petition-list")
TABS = reverse("voters:petition-tabs")


def judged(cast, judgement="unsatisfied", **fields):
    petition = brought_to(petition_of(cast.locality, **fields), "answered", cast.department)
    actions.judge(petition, by=cast.hoa, judgement=judgement, body=cast.front, text="Lạc đề.", on=D(2026, 6, 10))
    return Petition.objects.get(pk=petition.pk)


def view(client, user) -> tuple:
    """The number at the view, and the titles behind it."""
    client.force_login(user)
    tab = {tab["words"]: tab for tab in client.get(TABS).context["tabs"]}["Đánh giá chưa đạt"]
    rows = client.get(f"{LIST}?{tab['query']}").context["page"].object_list
    return tab["count"], [row.record.title for row in rows]


@pytest.mark.parametrize("judgement", Judgement.NOT_ENOUGH)
def test_it_stands_in_a_view_and_as_a_work_item(client, cast, judgement):
    petition = judged(cast, judgement, title="Cầu yếu")
    judged(cast, "satisfied")
    brought_to(petition_of(cast.locality), "answered", cast.department)
    assert view(client, cast.lan) == ("1", ["Cầu yếu"])
    assert shown(client, cast.lan) == {TITLE: (1, ["Cầu yếu"])}
    (block,) = client.get(reverse("deadlines:my-work")).context["without_day"]
    (item,) = block.items
    assert (item.words, item.act) == (f"{petition.code} · đánh giá ngày 10/06/2026", "Mở lại")
    assert client.get(item.act_url).status_code == 200
    for user in (cast.minh, cast.ubnd, cast.hoa, cast.xa, cast.stranger):
        assert TITLE not in shown(client, user), user


STEPS = {
    "reopened": lambda petition, cast: actions.reopen(petition, by=cast.lan, due_on=D(2026, 12, 1)),
    "answered anew": lambda petition, cast: actions.reply(
        petition, by=cast.chief, result="explained", text="Rõ hơn.", number="2"
    ),
    "satisfied now": lambda petition, cast: actions.judge(
        petition, by=cast.hoa, judgement="satisfied", body=cast.front, on=D(2026, 7, 1)
    ),
}


@pytest.mark.parametrize("name", STEPS)
def test_it_is_gone_once_it_is_taken_up(client, cast, name):
    petition = judged(cast)
    assert view(client, cast.lan)[0] == "1"
    STEPS[name](petition, cast)
    assert (view(client, cast.lan), shown(client, cast.lan)) == (("", []), {})


def test_judged_after_its_end_it_comes_back_too(client, cast):
    petition = brought_to(petition_of(cast.locality, title="Chợ"), "finished", cast.department)
    actions.judge(petition, by=cast.hoa, judgement="unsatisfied", body=cast.front, text="Sai.", on=D(2026, 7, 1))
    assert view(client, cast.lan) == ("1", ["Chợ"])


def test_what_shares_the_answer_of_its_group_is_opened_there(client, cast):
    lead, part = judged(cast, title="Đứng đầu"), judged(cast, title="Được gộp")
    actions.merge_many(lead, [part], by=cast.lan)
    actions.reply(Petition.objects.get(pk=lead.pk), by=LOADER, result="planned", text="Sẽ làm.", roadmap="2027")
    lead.refresh_from_db()
    actions.judge(lead, by=cast.hoa, judgement="unsatisfied", body=cast.front, text="Sai.")
    assert view(client, cast.lan) == ("1", ["Đứng đầu"])


def test_the_view_says_the_same_as_the_step_that_opens_again(cast):
    """Verdicts on older answers, without an answer, of the same day: the newest on the newest answer holds."""
    rows = [judged(cast), judged(cast, "satisfied"), judged(cast, "partly")]
    actions.reply(rows[0], by=LOADER, result="explained", text="Rõ.", sent_on=D(2026, 7, 1))
    actions.judge(rows[0], by=cast.hoa, judgement="satisfied", body=cast.front, on=D(2026, 7, 2))
    actions.judge(rows[0], by=cast.lan, judgement="partly", body=cast.office, text="Còn.", on=D(2026, 7, 2))
    actions.judge(rows[1], by=cast.hoa, judgement="unsatisfied", body=cast.front, text="Sai.", on=D(2026, 6, 10))
    rows[2].verdicts.update(reply=None, on=D(2026, 5, 30))  # before the answer: it says nothing of it
    rows.append(judged(cast))
    rows[3].verdicts.update(reply=None)
    said = {row.pk for row in rows if (last := queries.last_verdict(row)) and last.judgement in Judgement.NOT_ENOUGH}
    assert set(Petition.objects.found_wanting().values_list("pk", flat=True)) == said
    assert said == {rows[0].pk, rows[1].pk, rows[3].pk}


def test_the_day_is_that_of_the_verdict_that_counts(client, cast):
    """One on an older answer, written down later, and one that names no answer from before the newest count no more."""
    petition = judged(cast)
    actions.reply(petition, by=LOADER, result="explained", text="Rõ.", sent_on=D(2026, 7, 1))
    for day in (D(2026, 7, 3), D(2026, 7, 4), D(2026, 8, 2)):
        actions.judge(petition, by=cast.hoa, judgement="unsatisfied", body=cast.front, text="Sai.", on=day)
    late = petition.verdicts.order_by("-on").first()
    late.reply = petition.replies.order_by("sent_on").first()
    late.save()
    client.force_login(cast.lan)
    (item,) = client.get(reverse("deadlines:waiting", args=["chua-dat"])).context["items"]
    assert (item.words, queries.last_verdict(petition).on) == (
        f"{petition.code} · đánh giá ngày 04/07/2026",
        D(2026, 7, 4),
    )


@pytest.mark.parametrize("rows", [1, 3])
def test_the_number_of_rows_costs_nothing(client, cast, django_assert_num_queries, rows):
    for _ in range(rows):
        judged(cast)
    client.force_login(cast.lan)
    url = reverse("deadlines:waiting", args=["chua-dat"])
    client.get(url)
    with django_assert_num_queries(12):
        page = client.get(url)
    assert len(page.context["items"]) == rows
