"""A merged petition offers what is truly done at it; what belongs to its group is done at the one that leads it."""

from datetime import date as D

import pytest
from django.urls import reverse

from coordination.records.errors import NotNow
from tests.people.factories import BodyFactory
from tests.voters.factories import LOADER, brought_to, petition_of
from tests.voters.factories_drafting import draft_in
from voters import actions
from voters.models import ReplyDraft

ENDING = ("Ghi đã giải quyết xong", "Kết thúc")
ANSWERING = ("Ghi trả lời", "Ghi trả lời mới", "Soạn trả lời", "Mở dự thảo trả lời")


@pytest.fixture
def lead(cast):
    return brought_to(petition_of(cast.locality, due_on=None), "in_progress", cast.department)


@pytest.fixture
def part(cast):
    return brought_to(petition_of(cast.locality, due_on=None), "in_progress", cast.department)


def merged(part, lead):
    actions.merge(part, by=LOADER, lead=lead)
    return part


def labels(client, user, petition):
    client.force_login(user)
    return [button.label for button in client.get(petition.get_absolute_url()).context["buttons"]]


def refused(client, user, petition, *names) -> list[int]:
    client.force_login(user)
    return [client.get(reverse("voters:petition-move", args=[petition.pk, name])).status_code for name in names]


def test_the_answer_is_written_at_the_lead(client, cast, lead, part):
    merged(part, lead)
    for user in (cast.lan, cast.chief, cast.minh):
        assert [label for label in labels(client, user, part) if label in ANSWERING] == [], user
    assert refused(client, cast.chief, part, "reply") == [403]
    assert [label for label in labels(client, cast.chief, lead) if label in ANSWERING] == [
        "Ghi trả lời",
        "Soạn trả lời",
    ]
    why = f"Đã gộp vào {lead.code}: trả lời ở kiến nghị ấy."
    with pytest.raises(NotNow) as refusal:
        actions.reply(part, by=cast.chief, result="explained", text="Giải trình.")
    assert refusal.value.message == why
    with pytest.raises(NotNow):
        actions.write_draft(ReplyDraft(petition=part, result="explained", text="Giải trình."), by=cast.minh)
    assert part.replies.count() == 0
    actions.reply(lead, by=cast.chief, result="explained", text="Giải trình.")
    part.refresh_from_db()
    assert part.status == "answered"


def test_a_draft_of_before_the_merge_is_not_sent(client, cast, lead, part):
    draft = draft_in("cleared", part, cast.department, by=cast.minh)
    merged(part, lead)
    draft = type(draft).objects.get(pk=draft.pk)
    with pytest.raises(NotNow) as refusal:
        actions.send_draft(draft, by=cast.minh, number="9/SYT")
    assert refusal.value.message == f"Đã gộp vào {lead.code}: trả lời ở kiến nghị ấy."
    assert labels(client, cast.minh, draft) == ["Thôi, không gửi", "Gửi trả lời"]


def test_what_another_body_has_it_answers_by_itself(client, cast, lead, part):
    other = BodyFactory(locality=cast.locality, parent=cast.committee)
    own = brought_to(petition_of(cast.locality, due_on=None), "in_progress", other)
    merged(own, lead)
    chief = cast.acting_as(other, "department_leader")
    assert [label for label in labels(client, chief, own) if label in ANSWERING] == ["Ghi trả lời", "Soạn trả lời"]
    actions.reply(own, by=chief, result="explained", text="Giải trình riêng.")
    assert own.replies.count() == 1


def test_a_shared_answer_is_judged_and_opened_again_at_the_lead(client, cast, lead, part):
    merged(part, lead)
    actions.reply(lead, by=LOADER, result="planned", text="Sẽ làm.", roadmap="2027", sent_on=D(2026, 6, 1))
    part.refresh_from_db()
    assert {"Đánh giá trả lời", "Mở lại"} & set(labels(client, cast.lan, part)) == set()
    assert {"Đánh giá trả lời", "Mở lại"} & set(labels(client, cast.lan, lead)) == {"Đánh giá trả lời", "Mở lại"}
    assert refused(client, cast.lan, part, "judge", "reopen", "resolve") == [403] * 3
    assert [label for label in labels(client, cast.lan, part) if label in ENDING] == [
        *reversed(ENDING)
    ]  # one is closed


def test_its_own_answer_of_before_is_judged_where_it_is(client, cast, lead):
    own = merged(brought_to(petition_of(cast.locality, due_on=None), "answered", cast.department), lead)
    assert labels(client, cast.hoa, own) == [f"Mở {lead.code}, đứng đầu nhóm", "Đánh giá trả lời"]


def test_taken_out_it_is_answered_by_itself_again(client, cast, lead, part):
    merge = actions.merge_many(lead, [part], by=cast.lan)
    actions.undo_merge(merge, by=cast.lan)
    part.refresh_from_db()
    assert [label for label in labels(client, cast.chief, part) if label in ANSWERING] == [
        "Ghi trả lời",
        "Soạn trả lời",
    ]
