"""What a body refuses that a committee assigned to it waits for the committee: in its work and in the view of refusals,
until it is assigned again or answered."""

from datetime import date as D

import pytest
from django.urls import reverse

from tests.voters.factories import LOADER, brought_to, petition_of
from tests.voters.factories_drafting import assigned_to, department_of
from tests.voters.test_waiting import shown
from voters import actions
from voters.choices import Result
from voters.models import Petition

WORK = reverse("deadlines:my-work")
LIST, TABS = reverse("voters:petition-list"), reverse("voters:petition-tabs")
AGAIN = "Bị từ chối, chờ giao lại"
VIEW = "Bị từ chối, chờ chuyển lại"


def fresh(record):
    return type(record).objects.get(pk=record.pk)


def in_vain(cast, on=D(2026, 5, 26), **fields):
    """The committee assigned it to the department, which said that it is not theirs."""
    petition = petition_of(cast.locality, due_on=D(2026, 12, 1), **fields)
    inner = assigned_to(petition, cast, cast.department, accepted=False)
    actions.refuse_assigned(inner, by=LOADER, reason="Không phải.", on=on)
    return fresh(petition)


def viewed(client, user) -> tuple[str, list[int]]:
    """The number on the view of refusals, and the keys of the rows behind it."""
    client.force_login(user)
    (tab,) = (tab for tab in client.get(TABS).context["tabs"] if tab["words"] == VIEW)
    rows = client.get(LIST, {"refused": "true"}).context["table"].data.data
    return tab["count"], sorted(row.pk for row in rows)


def test_after_a_refusal_the_assigner_has_a_work_item(client, cast):
    petition = in_vain(cast, title="Đường hỏng")
    leader = cast.acting_as(cast.committee, "committee_leader")
    for user in (cast.ubnd, leader):
        assert shown(client, user) == {AGAIN: (1, ["Đường hỏng"])}, user
        assert viewed(client, user) == ("1", [petition.pk])
    client.force_login(cast.ubnd)
    (block,) = client.get(WORK).context["without_day"]
    (item,) = block.items
    assert (item.words, item.act) == (f"{petition.code} · Sở Y tế từ chối ngày 26/05/2026", "Giao lại")
    assert (item.act_url, client.get(item.act_url).status_code) == (
        reverse("voters:petition-move", args=[petition.pk, "assign"]),
        200,
    )
    for user in (cast.lan, cast.tu, cast.minh, cast.hoa, cast.thu_ky, cast.dai_bieu, cast.xa, cast.stranger):
        assert shown(client, user) == {}, user


def test_reopened_it_is_assigned_again_by_the_step_of_that_status(client, cast):
    petition = brought_to(petition_of(cast.locality), "reopened", cast.committee)
    actions.assign(petition, by=LOADER, to=cast.department, on=D(2026, 6, 20))
    actions.refuse_assigned(petition.referrals.get(under__isnull=False), by=LOADER, reason="Không.", on=D(2026, 6, 21))
    client.force_login(cast.ubnd)
    blocks = {block.kind.title: block.items for block in client.get(WORK).context["without_day"]}
    assert [item.act_url for item in blocks[AGAIN]] == [
        reverse("voters:petition-move", args=[petition.pk, "assign_again"])
    ]


def answered(petition, cast):
    fields = {"result": Result.EXPLAINED, "text": "Rõ.", "body": cast.committee}
    actions.reply(petition, by=LOADER, sent_on=D(2026, 5, 26), **fields)
    return fresh(petition)


def reopened(petition, cast):
    now = answered(petition, cast)
    actions.judge(now, by=LOADER, judgement="unsatisfied", body=cast.front, text="Chưa.", on=D(2026, 5, 27))
    return actions.reopen(fresh(now), by=LOADER, on=D(2026, 5, 28))


def recalled(petition, cast):
    actions.assign(petition, by=LOADER, to=department_of(cast), on=D(2026, 5, 27))
    inner = petition.referrals.order_by("-pk").first()
    actions.recall_assigned(inner, by=LOADER, reason="Tự làm.", on=D(2026, 5, 28))


@pytest.mark.parametrize(
    "step",
    [
        lambda petition, cast: actions.assign(petition, by=LOADER, to=department_of(cast), on=D(2026, 5, 27)),
        recalled,
        answered,
        reopened,
        lambda petition, cast: actions.return_petition(petition, by=LOADER, reason="Việc riêng.", on=D(2026, 5, 27)),
    ],
)
def test_it_is_gone_once_it_is_assigned_again_answered_or_returned(client, cast, step):
    petition = in_vain(cast)
    step(petition, cast)
    assert AGAIN not in shown(client, cast.ubnd)
    assert viewed(client, cast.ubnd) == ("", [])


def test_a_secret_one_is_not_for_everybody(client, cast):
    in_vain(cast, confidential=True)
    assert shown(client, cast.ubnd) == {}
    client.force_login(cast.minh)
    page = client.get(reverse("deadlines:waiting", args=["giao-lai"]))
    assert (page.status_code, page.context["items"]) == (200, [])
    client.force_login(cast.hoa)
    assert client.get(reverse("deadlines:waiting", args=["giao-lai"])).status_code == 403


def test_the_view_shows_both_sorts_of_refusals(client, cast):
    back = petition_of(cast.locality, due_on=D(2026, 12, 1))
    actions.forward(back, by=LOADER, to=cast.department, on=D(2026, 6, 1))
    actions.refuse(back, by=LOADER, reason="Không phải.", on=D(2026, 6, 12))
    petition, quiet = in_vain(cast), brought_to(petition_of(cast.locality), "in_progress", cast.committee)
    assert viewed(client, cast.lan) == ("2", sorted([back.pk, petition.pk]))
    rest = client.get(LIST, {"refused": "false"}).context["table"].data.data
    assert [row.pk for row in rest] == [quiet.pk]
    assert shown(client, cast.lan)[VIEW] == (1, [back.title])


@pytest.mark.parametrize("rows", [1, 3])
def test_the_number_of_rows_costs_nothing(client, cast, django_assert_num_queries, rows):
    for _ in range(rows):
        in_vain(cast)
    client.force_login(cast.ubnd)
    client.get(WORK)
    with django_assert_num_queries(12):
        page = client.get(reverse("deadlines:waiting", args=["giao-lai"]))
    assert len(page.context["items"]) == rows == Petition.objects.count()
