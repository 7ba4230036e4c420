"""Verbs that ask of each petition who answers it ask the database as often for eight as for two."""

from datetime import date as D

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coordination.records.errors import NotNow
from tests.people.factories import BodyFactory
from tests.voters.factories import LOADER, brought_to, petition_of
from tests.voters.factories_drafting import template_of
from voters import actions
from voters.actions.batches import arrive
from voters.models import Petition


def under_way(cast, to, status="in_progress", **fields):
    petition = petition_of(cast.locality, competent_body=to, due_on=D(2026, 12, 1), **fields)
    return brought_to(petition, status, to)


def counts(client, name, rows) -> list[int]:
    """Questions for the first two of the rows, for all; after what is asked once in a process."""
    url, asked = reverse("voters:petition-bulk", args=[name]), []
    for number in (1, 2, len(rows)):
        with CaptureQueriesContext(connection) as statements:
            page = client.get(url, {"chon": [row.pk for row in rows[:number]]})
        assert len(page.context["ready"]) + len(page.context["left_out"]) == number
        asked.append(len(statements))
    return asked[1:]


@pytest.mark.parametrize(
    ("who", "name", "status", "number"),
    [("ubnd", "assign", "in_progress", 18), ("ubnd", "draft_from_template", "in_progress", 18)]
    + [("minh", "draft_from_template", "answered", 17)],
)
def test_single_petitions(client, cast, who, name, status, number):
    to = cast.department if who == "minh" else cast.committee
    rows = [under_way(cast, to, status) for _ in range(8)]
    client.force_login(getattr(cast, who))
    assert counts(client, name, rows) == [number, number]


def test_merged_petitions(client, cast):
    lead = under_way(cast, cast.department)
    rows = [under_way(cast, cast.department) for _ in range(8)]
    actions.merge_many(lead, rows, by=LOADER)
    client.force_login(cast.minh)
    assert counts(client, "draft_from_template", rows) == [20, 20]


def test_petitions_that_went_up(client, cast):
    """Of a record in another locality the gate asks once each whether one is concerned; nothing else grows."""
    rows = []
    for _ in range(8):
        petition = petition_of(cast.commune, level="province", due_on=D(2026, 12, 1))
        actions.forward(petition, by=LOADER, to=cast.standing, on=D(2026, 6, 1))
        actions.accept(petition, by=LOADER, on=D(2026, 6, 2))
        arrive(Petition.objects.get(pk=petition.pk), to=cast.standing, on=D(2026, 6, 2), by=LOADER)
        rows.append(petition)
    client.force_login(cast.tu)
    page = client.get(reverse("voters:petition-bulk", args=["draft_from_template"]), {"chon": [row.pk for row in rows]})
    assert [words.split(":")[0] for _row, words in page.context["left_out"]] == [f"Đã vào sổ {cast.locality}"] * 8
    assert counts(client, "draft_from_template", rows) == [19, 19 + 6]


def test_what_the_preview_says_is_what_the_row_itself_says(client, cast):
    """Followers of a group, one that another body has, and one that opened again by itself."""
    other = BodyFactory(locality=cast.locality, parent=cast.committee, short_name="Sở Y tế")
    lead = under_way(cast, cast.department)
    follower, foreign = under_way(cast, cast.department), under_way(cast, other)
    actions.merge_many(lead, [follower, foreign], by=LOADER)
    client.force_login(cast.ubnd)
    page = client.get(
        reverse("voters:petition-bulk", args=["draft_from_template"]),
        {"chon": [row.pk for row in (lead, follower, foreign)]},
    )
    assert [row for row, _words in page.context["ready"]] == [lead, foreign]
    assert page.context["left_out"] == [(follower, "Không phải kiến nghị do cơ quan bạn trả lời.")]


def test_what_is_done_is_left_aside(client, cast):
    done = under_way(cast, cast.department, "answered")
    actions.resolve(Petition.objects.get(pk=done.pk), by=LOADER, evidence="Biên bản nghiệm thu")
    client.force_login(cast.minh)
    page = client.get(reverse("voters:petition-bulk", args=["draft_from_template"]), {"chon": done.pk})
    assert page.context["left_out"] == [(done, "Đã ghi giải quyết xong.")]
    done.refresh_from_db()
    with pytest.raises(NotNow, match="Đã ghi giải quyết xong"):
        actions.draft_from_template(done, by=cast.minh, template=template_of(cast.department, by=cast.minh))
