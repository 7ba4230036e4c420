"""What is taken back, answered or done is so in one place: at the copy above, until it is reopened, in one word."""

import re
from datetime import date as D

import pytest
from django.urls import reverse

from coordination.records.errors import Forbidden, NotNow
from tests.voters.factories import LOADER, brought_to, petition_of
from tests.voters.factories_drafting import DRAFT_ACTS, draft_in, draft_of
from voters import actions, queries
from voters.actions.batches import arrive
from voters.models import ReplyDraft

RESOLVED = "Đã ghi giải quyết xong."


def fresh(record):
    return type(record).objects.get(pk=record.pk)


def buttons(client, user, petition) -> dict:
    client.force_login(user)
    shown = client.get(petition.get_absolute_url()).context["buttons"]
    return {button.label: (button.enabled, button.reason) for button in shown}


@pytest.fixture
def sent(cast):
    """A petition of the commune, forwarded to the province's Standing Committee and arrived there."""
    petition = petition_of(cast.commune, level="province", title="Cầu treo", due_on=D(2026, 12, 1))
    petition = fresh(actions.forward(petition, by=LOADER, to=cast.standing, on=D(2026, 6, 1)))
    petition.above = arrive(petition, to=cast.standing, on=D(2026, 6, 1), by=LOADER)
    return petition


def words_of(cast, sent) -> str:
    return f"Đã vào sổ {cast.locality}: {sent.above.code}; làm ở đó."


def test_what_lives_above_is_refused_there(client, cast, sent):
    label, words = "Từ chối, trả lại nơi chuyển", words_of(cast, sent)
    assert buttons(client, cast.tu, sent)[label] == (False, words)
    with pytest.raises(Forbidden):
        actions.refuse(fresh(sent), by=cast.tu, reason="Việc của xã.", on=D(2026, 6, 9))
    assert (fresh(sent).status, fresh(sent.above).status) == ("forwarded", "new")
    actions.return_petition(fresh(sent.above), by=cast.lan, reason="Việc của xã.", on=D(2026, 6, 9))
    assert (fresh(sent).status, fresh(sent.above).status) == ("new", "returned")


def test_what_has_no_copy_above_is_refused_as_before(cast):
    petition = petition_of(cast.commune, level="province", due_on=D(2026, 12, 1))
    actions.forward(petition, by=LOADER, to=cast.standing, on=D(2026, 6, 1))
    actions.refuse(fresh(petition), by=cast.tu, reason="Việc của xã.", on=D(2026, 6, 9))
    assert fresh(petition).status == "new"


def test_what_lives_above_is_answered_there(client, cast, sent):
    actions.accept(sent, by=cast.tu, on=D(2026, 6, 2))
    words, shown = words_of(cast, sent), buttons(client, cast.tu, sent)
    assert (shown["Soạn trả lời"], "Ghi trả lời" in shown) == ((False, words), False)
    with pytest.raises(NotNow) as refusal:
        draft_of(fresh(sent), cast.standing, by=cast.tu)
    assert (refusal.value.message, sent.reply_drafts.count(), sent.replies.count()) == (words, 0, 0)
    client.force_login(cast.tu)
    codes = [client.get(reverse("voters:petition-move", args=[sent.pk, "reply"])).status_code]
    assert codes == [403]
    actions.forward(sent.above, by=LOADER, to=cast.department, on=D(2026, 6, 2))
    actions.accept(fresh(sent.above), by=LOADER, on=D(2026, 6, 3))
    answer = {"result": "explained", "text": "Rõ.", "body": cast.department, "sent_on": D(2026, 6, 4)}
    actions.reply(fresh(sent.above), by=LOADER, **answer)
    assert (fresh(sent).status, sent.replies.count()) == ("answered", 1)
    assert buttons(client, cast.tu, sent)["Soạn trả lời"] == (False, words)
    actions.finish(fresh(sent.above), by=LOADER, on=D(2026, 6, 9))
    assert buttons(client, cast.tu, sent)["Soạn trả lời"] == (True, "")


def test_a_draft_begun_before_the_copy_is_not_sent_past_it(cast):
    sent = petition_of(cast.commune, level="province", due_on=D(2026, 12, 1))
    actions.forward(sent, by=LOADER, to=cast.standing, on=D(2026, 6, 1))
    actions.accept(sent, by=LOADER, on=D(2026, 6, 1))
    draft = draft_in("cleared", sent, cast.standing, by=cast.tu)
    sent.above = arrive(fresh(sent), to=cast.standing, on=D(2026, 6, 2), by=LOADER)
    with pytest.raises(NotNow) as refusal:
        actions.send_draft(fresh(draft), by=cast.tu, number="12/HĐND")
    assert (refusal.value.message, fresh(draft).status) == (words_of(cast, sent), "cleared")


@pytest.mark.parametrize(
    ("status", "step"),
    [
        ("drafting", "submit"),
        ("checking", "pass"),
        ("clearing", "clear"),
        ("checking", "clear_at_once"),
        ("cleared", "send"),
    ],
)
def test_what_is_done_is_not_answered_until_it_is_reopened(cast, status, step):
    petition = brought_to(petition_of(cast.locality, due_on=D(2026, 12, 1)), "answered", cast.department)
    draft = draft_in(status, fresh(petition), cast.department, by=cast.chief)
    actions.resolve(fresh(petition), by=LOADER, evidence="Biên bản.", on=D(2026, 8, 1))
    with pytest.raises(NotNow) as refusal:
        DRAFT_ACTS[step](fresh(draft), cast.chief)
    assert (refusal.value.message, fresh(draft).status, fresh(petition).result) == (RESOLVED, status, "resolved")
    words = {"judgement": "unsatisfied", "text": "Lại hỏng.", "on": D(2026, 8, 2)}
    actions.judge(fresh(petition), by=LOADER, body=cast.front, **words)
    actions.reopen(fresh(petition), by=LOADER, on=D(2026, 8, 2))
    DRAFT_ACTS[step](fresh(draft), cast.chief)
    assert fresh(draft).status != status


def test_what_is_done_takes_no_new_draft(client, cast):
    petition = brought_to(petition_of(cast.locality, due_on=D(2026, 12, 1)), "answered", cast.department)
    assert buttons(client, cast.chief, petition)["Soạn trả lời"] == (True, "")
    actions.resolve(fresh(petition), by=LOADER, evidence="Biên bản.", on=D(2026, 8, 1))
    assert buttons(client, cast.chief, petition)["Soạn trả lời"] == (False, RESOLVED)
    with pytest.raises(NotNow) as refusal:
        draft_of(fresh(petition), cast.department, by=cast.chief)
    assert (refusal.value.message, petition.reply_drafts.count()) == (RESOLVED, 0)


def test_what_is_done_takes_no_answer_noted_at_once(client, cast):
    petition = brought_to(petition_of(cast.locality, due_on=D(2026, 12, 1)), "answered", cast.department)
    assert buttons(client, cast.lan, petition)["Ghi trả lời mới"] == (True, "")
    actions.resolve(fresh(petition), by=LOADER, evidence="Biên bản.", on=D(2026, 8, 1))
    assert "Ghi trả lời mới" not in buttons(client, cast.lan, petition)
    for by in (cast.lan, cast.chief):
        with pytest.raises(NotNow) as refusal:
            actions.reply(fresh(petition), by=by, result="explained", text="Không làm.", body=cast.department)
        assert (refusal.value.message, fresh(petition).result) == (RESOLVED, "resolved")


@pytest.mark.parametrize("status", ["checking", "clearing", "cleared"])
def test_a_draft_of_what_is_done_waits_for_nobody(cast, status):
    petition = brought_to(petition_of(cast.locality, due_on=D(2026, 12, 1)), "answered", cast.department)
    draft = draft_in(status, fresh(petition), cast.department, by=cast.minh)
    drafts = ReplyDraft.objects.visible_to(cast.chief)
    assert list(queries.drafts_awaiting(drafts, cast.chief)) == [draft]
    actions.resolve(fresh(petition), by=LOADER, evidence="Biên bản.", on=D(2026, 8, 1))
    assert list(queries.drafts_awaiting(drafts, cast.chief)) == []


@pytest.mark.parametrize("again", [False, True])
def test_a_promise_that_stands_no_longer_is_not_shown_as_kept(client, cast, again):
    petition = brought_to(petition_of(cast.locality, due_on=D(2026, 12, 1)), "in_progress", cast.department)
    promise = {"result": "planned", "text": "Sẽ làm.", "promised_on": D(2027, 6, 30), "body": cast.department}
    actions.reply(fresh(petition), by=LOADER, sent_on=D(2026, 7, 1), **promise)
    if again:
        answer = {"result": "explained", "text": "Không làm.", "body": cast.department, "sent_on": D(2026, 8, 1)}
        actions.reply(fresh(petition), by=LOADER, **answer)
    else:
        actions.resolve(fresh(petition), by=LOADER, evidence="Biên bản.", on=D(2026, 8, 1))
    client.force_login(cast.lan)
    page = " ".join(re.sub("<[^>]*>", "", client.get(petition.get_absolute_url()).content.decode()).split())
    said = re.search(r"hẹn xong 30/06/2027: vì sao ngày này\? (.*?01/08/2026(?:, đúng hạn)?)", page)
    assert said.group(1) == ("được miễn 01/08/2026" if again else "xong 01/08/2026, đúng hạn")
