"""The pages of merging: what was previewed is what is done; what differs is said; the way back from the petition."""

import re

import pytest
from django.urls import reverse

from tests.voters.factories import LOADER, brought_to, petition_of
from voters import actions
from voters.models import Merge
from voters.side_by_side import only_here, side_by_side

ROAD = "Mặt đường liên xã đoạn qua cầu Trắng nhiều ổ gà, đề nghị vá sửa trước mùa mưa."
SAME = "Tuyến đường nối hai xã hư hỏng nặng, đoạn qua cầu Đen; xin sửa sớm."


@pytest.fixture
def lead(cast):
    return petition_of(cast.locality, title="", content=ROAD, place=cast.commune, place_detail="thôn Đông")


@pytest.fixture
def part(cast):
    return petition_of(cast.locality, title="", content=SAME, place=cast.commune, place_detail="thôn Tây", due_on=None)


@pytest.fixture
def clerk(client, cast):
    client.force_login(cast.lan)
    return client


def group_url(*petitions):
    return f"{reverse('voters:merge-group')}?{'&'.join(f'kn={petition.pk}' for petition in petitions)}"


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def said(lead, *parts):
    return {"lead": lead.pk, "parts": [part.pk for part in parts], "note": ""}


def previewed(clerk, lead, *parts) -> dict:
    """The form as the preview gives it back."""
    page = clerk.post(group_url(lead, *parts), said(lead, *parts) | {"xem": "1"}).content.decode()
    (seen,) = re.findall(r'name="da-xem" value="([^"]*)"', page)
    return said(lead, *parts) | {"da-xem": seen, "gop": "1"}


# --- the preview binds


def test_what_was_previewed_is_merged(clerk, lead, part):
    response = clerk.post(group_url(lead, part), previewed(clerk, lead, part))
    part.refresh_from_db()
    assert (response.status_code, part.merged_into) == (302, lead)


@pytest.mark.parametrize("change", ["lead answered", "part forwarded", "duty", "another ticked", "never seen"])
def test_what_changed_since_the_preview_is_shown_again_and_nothing_is_done(clerk, cast, lead, part, change):
    third = petition_of(cast.locality)
    brought_to(lead, "in_progress", cast.department)
    typed = previewed(clerk, lead, part)
    if change == "lead answered":
        actions.reply(lead, by=LOADER, result="explained", text="Đã rõ.")
    elif change == "part forwarded":
        actions.forward(part, by=LOADER, to=cast.department)
    elif change == "duty":
        actions.forward(part, by=LOADER, to=cast.department, due_on=part.received_on.replace(year=2027))
        typed = previewed(clerk, lead, part)
        part.refresh_from_db()
        duty = part.referrals.get().duty
        type(duty).objects.filter(pk=duty.pk).update(due_on=part.received_on.replace(year=2028))
    elif change == "another ticked":
        typed |= {"parts": [part.pk, third.pk]}
    else:
        typed["da-xem"] = ""
    response = clerk.post(group_url(lead, part, third), typed)
    assert (response.status_code, Merge.objects.count()) == (409, 0)
    assert "Chưa gộp: dưới đây là việc sẽ làm bây giờ" in text_of(response)
    (seen,) = re.findall(r'name="da-xem" value="([^"]*)"', response.content.decode())
    assert clerk.post(group_url(lead, part, third), typed | {"da-xem": seen}).status_code == 302


def test_a_lead_saved_by_somebody_else_in_the_same_moment_stops_the_merge(cast, lead, part):
    actions.classify(type(lead).objects.get(pk=lead.pk), by=LOADER, field="y_te", level="province", note="Sửa")
    with pytest.raises(actions.merging.Conflict):
        actions.merge_many(lead, [part], by=cast.lan)
    assert Merge.objects.count() == 0


# --- side by side


def test_words_that_only_one_says_without_what_means_the_same():
    assert only_here(ROAD, [SAME]) == ["cầu Trắng nhiều", "trước mùa mưa"]
    assert only_here(SAME, [ROAD]) == ["nặng", "cầu Đen"]
    assert only_here(ROAD, [ROAD]) == []


def test_facts_that_differ_are_marked(cast, lead, part):
    cards = side_by_side([lead, part], cast.lan)
    different = [fact.label for fact in cards[0].facts if fact.is_different]
    assert different == ["Nơi kiến nghị", "Hạn trả lời"]


def test_the_page_names_what_differs(clerk, lead, part):
    page = text_of(clerk.get(group_url(lead, part)))
    assert "Chỉ ở đây" in page
    assert "cầu Trắng" in page
    assert page.count("(<mark>khác nhau</mark>)") == 4


# --- among the lists, and the way back


def test_the_board_stands_among_the_lists_of_the_room(clerk, lead, part):
    page = text_of(clerk.get(reverse("voters:merge-board")))
    lists = page.split('aria-label="Các sổ của phần này"')[1].split("</ul>")[0]
    assert 'aria-current="page">Có thể trùng' in lists
    assert reverse("voters:batch-list") in lists


def test_the_lead_leads_to_each_merge_that_can_be_taken_back(client, cast, lead, part):
    merge = actions.merge_many(lead, [part], by=cast.lan)
    undo = reverse("voters:merge-undo", args=[merge.pk])
    for who, shown in (("lan", True), ("hoa", False), ("ubnd", False)):
        client.force_login(getattr(cast, who))
        assert (undo in text_of(client.get(lead.get_absolute_url()))) is shown
    actions.undo_merge(merge, by=cast.lan)
    client.force_login(cast.lan)
    assert undo not in text_of(client.get(lead.get_absolute_url()))
