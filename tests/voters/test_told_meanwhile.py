"""Whoever comes second with a step is told what changed, and nothing that the record's page keeps from them. The marks
come back from the browser, so they may say anything."""

import json
from datetime import date

import pytest
from django.urls import reverse

from coordination.ui.opened import changed, marks_of
from tests.sessions.factories import DraftResolutionFactory
from tests.voters.factories import LOADER, brought_to, petition_of
from tests.voters.factories_supervision import SettlementReportFactory, SupervisionReportFactory
from tests.voters.test_changed_meanwhile import opened, told
from voters import actions
from voters.models import Petition

WHOLE = "Đường hỏng. Ông Bảy lấn đất."


def forged(*names) -> str:
    return json.dumps({"fields": dict.fromkeys(names, "x"), "also": {}})


def test_what_was_said_before_a_split_is_not_told_to_the_body_asked(client, cast):
    petition = brought_to(petition_of(cast.locality, content="Đường hỏng."), "forwarded", cast.department)
    Petition.objects.filter(pk=petition.pk).update(unsplit_content=WHOLE)
    client.force_login(cast.minh)
    sent = {"opened_at": 0, "opened_as": forged("unsplit_content", "voter", "came_from", "content")}

    response = client.post(reverse("voters:petition-move", args=[petition.pk, "accept"]), {"on": "25/05/2026"} | sent)

    assert told(response) == [("Nội dung", "Đường hỏng.")]
    assert "Ông Bảy" not in response.content.decode()


@pytest.mark.parametrize("brackets", ["[" * 50_000, '{"fields":{"a":' + "[" * 200 + "]" * 200 + '},"also":{}}'])
def test_nested_brackets_are_no_marks(client, cast, brackets):
    petition = petition_of(cast.locality)
    url = reverse("voters:petition-move", args=[petition.pk, "classify"])
    form = opened(client, cast.lan, url)
    fresh = client.post(url, form | {"level": "không có", "opened_as": brackets})
    late = client.post(url, {"field": "dien", "level": "commune", "opened_at": 0, "opened_as": brackets})
    marks = [json.loads(text) | {"at": 0} for text in (fresh.context["opened_as"], form["opened_as"])]
    assert (fresh.status_code, marks[0], told(late)) == (422, marks[1], [])


@pytest.mark.parametrize("factory", [SettlementReportFactory, SupervisionReportFactory])
def test_figures_that_were_kept_are_no_words_for_a_page(cast, factory):
    report = factory(locality=cast.locality)
    report.numbers = {"total": 5, "by_level": {"province": 3}}
    assert changed(report, {"numbers": "x", "period_from": "x"}, cast.lan) == [
        ("Từ ngày", '<time datetime="2026-01-01">01/01/2026</time>')
    ]


def test_a_link_that_the_reader_may_not_see_marks_nothing(cast):
    petition = petition_of(cast.locality)
    hidden = DraftResolutionFactory(locality=cast.locality, draft_of=cast.committee)
    before = marks_of(petition, cast.lan)
    petition.drafts.add(hidden)
    assert (marks_of(petition, cast.lan), changed(petition, before, cast.lan)) == (before, [])
    petition.drafts.add(seen := DraftResolutionFactory(locality=cast.locality))
    assert changed(petition, before, cast.lan) == [("Dự thảo nghị quyết từ kiến nghị này", seen.public_title)]


def test_what_a_step_wrote_is_told_as_choice_and_day(cast):
    petition = brought_to(petition_of(cast.locality), "in_progress", cast.department)
    before = marks_of(petition, cast.lan)
    actions.reply(petition, by=LOADER, result="explained", text="Như sau.", sent_on=date(2026, 6, 1))
    names = [label for label, _value in changed(petition, before, cast.lan)]
    assert names == ["Kết quả", "Ngày trả lời", "Ngày hết việc phải làm"]


@pytest.mark.parametrize(
    ("title", "expected"),
    [("", ["Nội dung"]), ("Cầu gãy", ["Tóm tắt", "Nội dung"])],
)
def test_a_title_made_from_the_content_is_not_told_beside_it(cast, title, expected):
    petition = petition_of(cast.locality)
    before = marks_of(petition, cast.lan)
    petition.title, petition.content = title, "Đường trục thôn\nĐông " + "lún sụt " * 40 + ". Đề nghị sửa."
    actions.edit_petition(petition, by=LOADER)
    assert [label for label, _value in changed(petition, before, cast.lan)] == expected
