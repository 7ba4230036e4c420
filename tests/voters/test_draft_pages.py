"""Pages of a draft answer: nobody fills in a form that can only fail, and where a draft stands is said once."""

import re

import pytest
from django.urls import reverse

from tests.voters.factories import brought_to, petition_of
from tests.voters.factories_drafting import DRAFT_STEPS, draft_in, template_of
from voters.models import ReplyDraft


@pytest.fixture
def petition(cast):
    return brought_to(petition_of(cast.locality, due_on=None), "in_progress", cast.department)


def new(client, petition, **more):
    return client.get(reverse("voters:replydraft-create"), {"petition": petition.pk} | more, follow=True)


def led(response) -> tuple:
    return response.redirect_chain[-1][0], [str(message) for message in response.context["messages"]]


@pytest.mark.parametrize("status", ["drafting", "checking", "cleared", "returned"])
def test_who_writes_a_second_draft_is_led_to_the_first(client, cast, petition, status):
    draft = draft_in(status, petition, cast.department, by=cast.minh)
    client.force_login(cast.minh)
    said = "Đang có một dự thảo cho kiến nghị này; mỗi lúc chỉ một dự thảo."
    assert led(new(client, petition)) == (draft.get_absolute_url(), [said])


def test_a_draft_that_one_may_not_see_leads_back_to_the_petition(client, cast, petition):
    draft = draft_in("drafting", petition, cast.department, by=cast.minh)
    ReplyDraft.objects.filter(pk=draft.pk).update(draft_of=cast.front)
    client.force_login(cast.minh)
    said = "Đang có một dự thảo cho kiến nghị này; mỗi lúc chỉ một dự thảo."
    assert led(new(client, petition)) == (petition.get_absolute_url(), [said])


@pytest.mark.parametrize("status", ["sent", "dropped"])
def test_a_draft_that_is_done_stands_in_nobodys_way(client, cast, petition, status):
    draft_in(status, petition, cast.department, by=cast.minh)
    client.force_login(cast.minh)
    response = new(client, petition)
    assert (response.status_code, response.redirect_chain, response.context["running"]) == (200, [], None)


def test_words_typed_before_the_other_draft_was_begun_are_kept(client, cast, petition):
    draft = draft_in("drafting", petition, cast.department, by=cast.minh)
    template = template_of(cast.department)
    client.force_login(cast.minh)
    typed = {"petition": petition.pk, "result": "explained", "text": "Đã gõ rồi."}
    saved = client.post(reverse("voters:replydraft-create"), typed)
    filled = client.post(reverse("voters:replydraft-create"), typed | {"mau": template.pk})
    assert (saved.status_code, saved.context["form"]["text"].value()) == (422, "Đã gõ rồi.")
    assert (filled.status_code, filled.context["running"]) == (200, draft)


WORDS = {
    "drafting": "Đang soạn",
    "checking": "Chờ kiểm tra",
    "clearing": "Chờ duyệt",
    "cleared": "Đã duyệt, chờ gửi",
    "returned": "Trả lại để sửa",
    "sent": "Đã gửi",
    "dropped": "Thôi, không gửi",
}


@pytest.mark.parametrize("status", DRAFT_STEPS)
def test_a_draft_says_once_where_it_stands(client, cast, petition, status):
    draft = draft_in(status, petition, cast.department, by=cast.minh)
    client.force_login(cast.minh)
    page = client.get(draft.get_absolute_url()).content.decode()
    meta = re.search('<p class="meta mt-1">(.*?)</p>', page, re.DOTALL)[1]
    assert re.findall('<span class="chip[^>]*>(?:<svg.*?</svg>)?([^<]+)<', meta) == [WORDS[status]]
