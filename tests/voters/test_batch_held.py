"""What others are asked about, or have agreed to, stays as it is until they are asked anew."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from coordination.records.errors import NotNow
from tests.voters.factories import LOADER, brought_to, petition_of
from tests.voters.factories_batches import AGREED, SAID, agreed_batch, asked, batch_of, petitions_in, said
from voters import actions, queries
from voters.actions.splitting import why_not_join
from voters.models import Petition
from voters.rules import AGREED_ON

D = date


def fresh(record):
    """The record as the database holds it."""
    return type(record).objects.get(pk=record.pk)


def words_of(batch, status: str) -> str:
    return f"Đang ở đợt “{batch}”, đợt {status}: bấm “Tổng hợp lại” ở đợt ấy rồi mới thay đổi kiến nghị."


@pytest.fixture(params=["đang lấy ý kiến", "đã thống nhất"])
def held(request, cast):
    """(petition, why it stands fast) in a batch that others are asked about, or have agreed to."""
    if request.param == "đã thống nhất":
        batch = agreed_batch(cast)
    else:
        batch = batch_of(cast.locality)
        petitions_in(batch, competent_body=cast.department)
        asked(batch, cast.front)
    return batch.petitions.get(), words_of(batch, request.param)


ACTS = {
    "classify": lambda cast, row: actions.classify(row, by=cast.lan, field="dien", level="commune"),
    "classify many": lambda cast, row: actions.classify_in_part(row, by=cast.lan, field="dien"),
    "forward": lambda cast, row: actions.forward(row, by=cast.lan, to=cast.department, due_on=D(2026, 12, 1)),
    "forward many": lambda cast, row: actions.forward_as_classified(row, by=cast.lan, due_on=D(2026, 12, 1)),
    "answer on the spot": lambda cast, row: actions.answer_on_spot(
        row, by=cast.lan, result="explained", text="Đã nói rõ.", body=cast.department
    ),
    "return": lambda cast, row: actions.return_petition(row, by=cast.lan, reason="Việc riêng."),
    "leave for letters": lambda cast, row: actions.leave_for_letters(row, by=cast.lan),
    "split": lambda cast, row: actions.split(row, by=cast.lan, parts=["Sửa đường.", "Lắp đèn."]),
    "take out": lambda cast, row: actions.take_out(row, by=cast.lan),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_it_is_not_changed_by_itself(cast, held, act):
    petition, words = held
    with pytest.raises(NotNow) as refused:
        act(cast, petition)
    assert (refused.value.message, fresh(petition).revision) == (words, petition.revision)


@pytest.mark.parametrize("leads", [True, False])
def test_it_joins_no_group(cast, held, leads):
    petition, words = held
    other = petition_of(cast.locality)
    lead, part = (petition, other) if leads else (other, petition)
    with pytest.raises(ValidationError) as refused:
        actions.merge_many(lead, [part], by=cast.lan)
    assert refused.value.message_dict == {"merged_into": [words]}


@pytest.mark.parametrize(
    ("name", "value"),
    [("content", "Việc khác hẳn."), ("title", "Khác"), ("level", "commune"), ("due_on", D(2026, 12, 1))],
)
def test_what_is_agreed_to_is_not_edited(cast, held, name, value):
    petition, words = held
    setattr(petition, name, value)
    with pytest.raises(ValidationError) as refused:
        actions.edit_petition(petition, by=cast.lan)
    assert refused.value.message_dict == {name: [words]}


def test_who_watches_and_what_is_noted_stays_open(cast, held):
    petition, _words = held
    actions.assign_monitor(petition, by=cast.lan, monitor=cast.board)
    petition.earlier_history = "Năm 2024 đã kiến nghị."
    actions.edit_petition(petition, by=cast.lan)
    assert (fresh(petition).monitor, fresh(petition).earlier_history) == (cast.board, "Năm 2024 đã kiến nghị.")


def test_split_before_it_is_not_joined_meanwhile(cast):
    batch = batch_of(cast.locality)
    (whole,) = petitions_in(batch)
    actions.split(whole, by=cast.lan, parts=["Sửa đường.", "Lắp đèn."])
    asked(batch, cast.front)
    assert why_not_join(fresh(whole)) == words_of(batch, "đang lấy ý kiến")


def test_a_group_stands_fast_with_its_lead(cast):
    batch = batch_of(cast.locality)
    (lead,) = petitions_in(batch)
    part = petition_of(cast.locality)
    actions.merge(part, by=cast.lan, lead=lead)
    asked(batch, cast.front)
    with pytest.raises(NotNow) as refused:
        actions.unmerge(fresh(part), by=cast.lan)
    assert refused.value.message == words_of(batch, "đang lấy ý kiến")
    assert fresh(part).merged_into == lead
    actions.rework(fresh(lead).batch, by=cast.lan, reason="Sửa nội dung")
    actions.unmerge(fresh(part), by=cast.lan)
    assert fresh(part).merged_into is None


def test_put_together_anew_it_is_free(cast, held):
    petition, _words = held
    actions.rework(petition.batch, by=cast.lan, reason="Sửa nội dung")
    actions.classify(fresh(petition), by=cast.lan, field="dien", level="commune")
    assert fresh(petition).field == "dien"


def test_the_page_says_what_stands_fast(client, cast, held):
    petition, words = held
    client.force_login(cast.lan)
    url = reverse("voters:petition-edit", args=[petition.pk])
    form = client.get(url).context["form"]
    disabled = {name for name, field in form.fields.items() if field.disabled}
    assert disabled == {*AGREED_ON, "batch"}
    assert form.fields["content"].help_text == words
    typed = {
        "content": "Lén sửa.",
        "received_on": "18/05/2026",
        "origin": "before",
        "times_raised": 1,
        "kind": "petition",
        "monitor": cast.board.pk,
        "revision": petition.revision,
    }
    assert client.post(url, typed).status_code == 302
    assert (fresh(petition).content, fresh(petition).monitor) == (petition.content, cast.board)


# --- Out of a batch that is asked about -----------------------------------------------------------------------------


def test_only_what_an_objection_names_goes(cast):
    batch = batch_of(cast.locality)
    named, other = petitions_in(batch, 2)
    (opinion,) = asked(batch, cast.front)
    said(opinion, agrees=False, text="Việc này đã xong.", petitions=[named])
    assert list(queries.named_by_objections(batch)) == [named]
    with pytest.raises(NotNow, match="Tổng hợp lại"):
        actions.take_out(fresh(other), by=cast.lan)
    actions.take_out(fresh(named), by=cast.lan)
    assert list(batch.petitions.all()) == [other]


def test_the_page_leaves_out_what_stays(client, cast, held):
    petition, words = held
    client.force_login(cast.lan)
    url = reverse("voters:batch-take-out", args=[petition.batch_id])
    assert client.get(f"{url}?chon={petition.pk}").context["left_out"] == [(petition, words)]
    assert client.get(petition.batch.get_absolute_url()).context["sections"][0].context["picks"] is None


def test_what_came_back_out_of_a_sent_batch_is_split_by_itself(cast):
    batch = agreed_batch(cast)
    actions.dispatch(batch, by=cast.lan, dispatch_number="1/PC", dispatched_on=D(2026, 6, 10))
    petition = batch.petitions.get()
    actions.refuse(petition, by=LOADER, reason="Không phải việc của Sở.", on=D(2026, 6, 12))
    (part,) = actions.split(fresh(petition), by=cast.lan, parts=["Sửa đường.", "Lắp đèn."])
    assert (part.batch, fresh(petition).batch) == (None, batch)


# --- Whom it goes to -------------------------------------------------------------------------------------------------


def test_whom_it_goes_to_is_part_of_what_is_agreed(client, cast, held):
    petition, _words = held
    batch = petition.batch
    batch.addressee = cast.committee
    with pytest.raises(ValidationError) as refused:
        actions.edit_batch(batch, by=cast.lan)
    assert list(refused.value.message_dict) == ["addressee"]
    client.force_login(cast.lan)
    form = client.get(reverse("voters:batch-edit", args=[batch.pk])).context["form"]
    assert ("addressee" in form.fields, "note" in form.fields) == (False, True)


# --- Two at once -----------------------------------------------------------------------------------------------------


def test_an_objection_after_the_agreement_comes_too_late(cast):
    batch = batch_of(cast.locality)
    petitions_in(batch)
    (opinion,) = asked(batch, cast.front)
    said(opinion)
    opened = fresh(opinion)
    assert opened.batch.status == "asked"  # the Front has its form open
    actions.agree_batch(fresh(batch), by=cast.lan, on=AGREED)
    with pytest.raises(NotNow, match="khép lại"):
        said(opened, agrees=False, text="Nghĩ lại.", by=cast.hoa)
    assert (fresh(batch).status, fresh(opinion).agrees) == ("agreed", True)


def test_an_agreement_after_the_objection_comes_too_late(cast):
    batch = batch_of(cast.locality)
    petitions_in(batch)
    (opinion,) = asked(batch, cast.front)
    said(opinion)
    opened = fresh(batch)
    said(fresh(opinion), agrees=False, text="Nghĩ lại.", by=cast.hoa)
    with pytest.raises(NotNow, match="chưa được giải trình hoặc tiếp thu: MTTQ tỉnh"):
        actions.agree_batch(opened, by=cast.lan, on=AGREED)
    assert fresh(batch).status == "asked"


INTERLEAVED = {
    "agree": lambda batch, by: actions.agree_batch(batch, by=by, on=AGREED),
    "rework": lambda batch, by: actions.rework(batch, by=by, reason="Sửa"),
    "ask": lambda batch, by: actions.ask_batch(batch, by=by, bodies=[], on=SAID),
}


@pytest.mark.parametrize("act", INTERLEAVED.values(), ids=INTERLEAVED)
def test_opinions_are_counted_once_the_batch_is_held(cast, monkeypatch, act):
    """What is read before the row is locked may be over when it is written."""
    batch = batch_of(cast.locality)
    petitions_in(batch)
    said(*asked(batch, cast.front))
    order = []
    hold, count = actions.batches.hold_batch, queries.opinions_now
    monkeypatch.setattr(actions.batches, "hold_batch", lambda key: order.append("held") or hold(key))
    monkeypatch.setattr(queries, "opinions_now", lambda batch: order.append("counted") or count(batch))
    act(fresh(batch), cast.lan)
    assert order[:2] == ["held", "counted"]


def test_classified_from_an_old_page_it_is_read_again(cast):
    batch = batch_of(cast.locality)
    (petition,) = petitions_in(batch)
    opened = Petition.objects.select_related("batch").get(pk=petition.pk)
    asked(batch, cast.front)
    with pytest.raises(NotNow, match="Tổng hợp lại"):
        actions.classify(opened, by=cast.lan, field="dien", level="commune")


def test_a_sent_petition_goes_its_own_way(cast):
    batch = agreed_batch(cast)
    actions.dispatch(batch, by=cast.lan, dispatch_number="1/PC", dispatched_on=D(2026, 6, 10))
    petition = brought_to(petition_of(cast.locality), "forwarded", cast.department)
    merge = actions.merge_many(batch.petitions.get(), [petition], by=cast.lan)
    assert merge.parts.count() == 1
