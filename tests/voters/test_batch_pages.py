from datetime import date

import pytest
from django.urls import reverse

from coordination.people.choices import BodyKind
from tests.people.factories import BodyFactory
from tests.voters.factories import LOADER, brought_to, petition_of
from tests.voters.factories_batches import (
    agreed_batch,
    asked,
    batch_of,
    petitions_in,
    said,
)
from voters import actions
from voters.models import Batch, BatchOpinion, Petition

D = date


def page(name, record, *args):
    return reverse(f"voters:{name}", args=[record.pk, *args])


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def batch(cast):
    return batch_of(cast.locality, name="Đợt trước kỳ họp")


def fresh(record):
    """The record as the database holds it."""
    return type(record).objects.get(pk=record.pk)


# --- Pages -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def clerk(client, cast):
    client.force_login(cast.lan)
    return client


def test_a_batch_goes_its_way_on_the_pages(client, cast):
    petition = petition_of(cast.locality, competent_body=cast.department, place=cast.commune)
    client.force_login(cast.lan)
    assert client.post(reverse("voters:batch-create"), {"name": "Đợt trước kỳ họp thứ 2"}).status_code == 302
    batch = Batch.objects.get()
    listed = client.get(page("batch-add", batch))
    assert [row.record for row in listed.context["page"].object_list] == [petition]
    put_in = page("batch-put-in", batch)
    assert petition.title in text_of(client.get(f"{put_in}?chon={petition.pk}"))
    assert client.post(put_in, {"chon": petition.pk}).url == batch.get_absolute_url()
    asking = {"bodies": [cast.front.pk], "on": "30/09/2026", "due_on": "05/10/2026"}
    assert client.post(page("batch-move", batch, "ask"), asking).status_code == 302
    opinion = BatchOpinion.objects.get()
    assert client.get(page("batchopinion-edit", opinion)).status_code == 403
    given = {"agrees": "true", "answered_on": "30/09/2026", "revision": opinion.revision}
    assert client.post(page("batchopinion-edit", opinion), given).status_code == 403
    client.force_login(cast.hoa)
    assert client.post(page("batchopinion-edit", opinion), given).status_code == 302
    client.force_login(cast.lan)
    assert client.post(page("batch-move", batch, "agree"), {"on": "01/10/2026"}).status_code == 302
    preview = client.get(page("batch-move", batch, "dispatch"))
    assert ("Sở Y tế" in text_of(preview), preview.context["submit"]) == (True, "Gửi 1 kiến nghị")
    sending = {"dispatch_number": "88/PC-HĐND", "dispatched_on": "01/10/2026"}
    response = client.post(page("batch-move", batch, "dispatch"), sending)
    words = "Có kiến nghị chưa có hạn hoặc đã hết hạn: ghi hạn trả lời chung."  # its own day, 18/7, is over
    assert (response.status_code, response.context["form"].errors) == (422, {"due_on": [words]})
    sending["due_on"] = "30/11/2026"
    assert client.post(page("batch-move", batch, "dispatch"), sending).status_code == 302
    assert fresh(petition).due_on == D(2026, 11, 30)
    assert (fresh(batch).status, fresh(petition).status) == ("sent", "forwarded")


def test_petitions_are_taken_out_on_a_page(clerk, cast, batch):
    first, second = petitions_in(batch, 2)
    out = page("batch-take-out", batch)
    assert clerk.get(f"{out}?chon={first.pk}").status_code == 200
    clerk.post(out, {"chon": first.pk, "reason": "Trùng"})
    assert (fresh(first).batch, fresh(second).batch) == (None, batch)


def test_what_is_not_of_the_batch_is_not_taken_out_of_it(clerk, cast, batch):
    other = batch_of(cast.locality)
    (inside,) = petitions_in(other)
    clerk.post(page("batch-take-out", batch), {"chon": inside.pk})
    assert fresh(inside).batch == other


def test_the_adding_page_filters_and_offers_only_what_waits(clerk, cast, batch):
    front = petition_of(cast.locality, origin="front")
    petition_of(cast.locality, origin="hotline")
    petitions_in(batch)
    brought_to(petition_of(cast.locality, origin="front"), "forwarded", cast.department)
    rows = clerk.get(f"{page('batch-add', batch)}?origin=front").context["page"].object_list
    assert [row.record for row in rows] == [front]


def test_a_batch_that_takes_nothing_more_says_so(clerk, cast):
    batch = agreed_batch(cast)
    response = clerk.get(page("batch-add", batch), follow=True)
    assert "không nhận thêm kiến nghị" in text_of(response)


PAGES = ("batch-add", "batch-put-in", "batch-take-out")


@pytest.mark.parametrize("name", PAGES)
def test_strangers_and_departments_stay_out(client, cast, batch, name):
    codes = []
    for user in (cast.stranger, cast.minh, cast.admin):
        client.force_login(user)
        codes.append(client.get(f"{page(name, batch)}?chon=1").status_code)
    assert codes == [404, 403, 403]


def test_an_opinion_is_hidden_with_its_batch(client, cast, batch):
    petitions_in(batch)
    (opinion,) = asked(batch, cast.front)
    client.force_login(cast.stranger)
    assert [client.get(page(name, opinion)).status_code for name in ("batchopinion-detail", "batchopinion-edit")] == [
        404,
        404,
    ]


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({}, "agrees", "Chưa chọn."),
        ({"agrees": "false"}, "text", "Không thống nhất thì ghi rõ vì sao."),
        ({"agrees": "true", "answered_on": "31/02/2026"}, "answered_on", "Tháng 2 năm 2026 chỉ có 28 ngày."),
        ({"agrees": "true", "answered_on": "01/01/2027"}, "answered_on", "Ngày này chưa tới."),
    ],
)
def test_a_wrong_opinion_is_told_at_its_field(client, cast, batch, typed, field, words):
    petitions_in(batch)
    (opinion,) = asked(batch, cast.front)
    client.force_login(cast.hoa)
    response = client.post(page("batchopinion-edit", opinion), typed | {"revision": opinion.revision})
    assert (response.status_code, response.context["form"].errors) == (422, {field: [words]})


def test_the_office_answers_an_objection_on_a_page(clerk, cast, batch):
    petitions_in(batch)
    (opinion,) = asked(batch, cast.front)
    said(opinion, agrees=False, text="Chưa rõ.")
    assert "Giải trình ý kiến khác" in text_of(clerk.get(opinion.get_absolute_url()))
    blank = clerk.post(page("batchopinion-answer", opinion), {"reply": "", "revision": opinion.revision})
    assert blank.status_code == 422
    typed = {"reply": "Đã rà lại với cử tri.", "revision": opinion.revision}
    assert clerk.post(page("batchopinion-answer", opinion), typed).status_code == 302
    assert fresh(opinion).reply == "Đã rà lại với cử tri."


@pytest.mark.parametrize("rows", [1, 3])
def test_a_batch_page_asks_the_same_number_of_queries(clerk, cast, batch, rows, django_assert_num_queries):
    petitions_in(batch, rows, competent_body=cast.department, place=cast.commune)
    asked(batch, cast.front)
    clerk.get(batch.get_absolute_url())
    with django_assert_num_queries(QUERIES):
        clerk.get(batch.get_absolute_url())


QUERIES = 30


# --- Where petitions come from ---------------------------------------------------------------------------------------


def test_a_delegate_as_source_is_named(clerk, cast):
    typed = {"content": "Đèn đường hỏng.", "received_on": "28/09/2026", "origin": "delegate", "kind": "petition"}
    typed |= {"times_raised": "1"}
    refused = clerk.post(reverse("voters:petition-create"), typed)
    assert refused.context["form"].errors == {"raised_by": ["Kiến nghị của đại biểu: chọn đại biểu nào chuyển."]}
    typed["raised_by"] = cast.dai_bieu.person_id
    assert clerk.post(reverse("voters:petition-create"), typed).status_code == 302
    petition = Petition.objects.get()
    assert "Vũ Đại" in text_of(clerk.get(petition.get_absolute_url()))


def test_the_national_assembly_says_through_whom(clerk, cast):
    delegation = BodyFactory(locality=cast.locality, kind=BodyKind.NA_DELEGATION, name="Đoàn ĐBQH tỉnh")
    petition = petition_of(cast.locality, origin="national_assembly", sent_through=delegation)
    assert "Đoàn ĐBQH tỉnh" in text_of(clerk.get(petition.get_absolute_url()))


def test_the_voter_is_named_to_those_who_keep_the_register_only(client, cast):
    petition = petition_of(cast.locality, voter="Cử Tri Giả Định")
    brought_to(petition, "forwarded", cast.department)
    shown = {}
    for user in (cast.lan, cast.hoa, cast.minh, cast.ubnd):
        client.force_login(user)
        shown[user.username] = "Cử Tri Giả Định" in text_of(client.get(petition.get_absolute_url()))
    assert shown == {"lan": True, "hoa": True, "minh": False, "ubnd": False}


# --- An objection that was only answered -----------------------------------------------------------------------------


def test_an_answered_objection_is_no_agreement(clerk, cast, batch):
    petitions_in(batch, competent_body=cast.department)
    (opinion,) = asked(batch, cast.front)
    said(opinion, agrees=False, text="Chưa rõ.")
    opinion.reply = "Đã rà lại với cử tri."
    actions.answer_objection(opinion, by=LOADER)
    assert "MTTQ tỉnh chưa thống nhất: đợt ghi là đã giải trình" in text_of(
        clerk.get(page("batch-move", batch, "settle"))
    )
    labels = [button.label for button in clerk.get(batch.get_absolute_url()).context["buttons"]]
    assert ("Chốt ý kiến" in labels, "Ghi đã thống nhất" in labels) == (True, False)
    assert clerk.get(page("batch-move", batch, "agree")).status_code == 403
    done = clerk.post(page("batch-move", batch, "settle"), {"on": "10/06/2026"}, follow=True)
    assert "Đã chốt ý kiến." in text_of(done)
    batch = fresh(batch)
    assert (batch.state, fresh(opinion).state) == (
        ("unsure", "Đã giải trình; MTTQ chưa thống nhất"),
        ("unsure", "Ý kiến khác, đã giải trình"),
    )
    shown = text_of(clerk.get(batch.get_absolute_url()))
    listed = text_of(clerk.get(reverse("voters:batch-list")))
    assert ["Đã giải trình; MTTQ chưa thống nhất" in text for text in (shown, listed)] == [True, True]
    assert "Đã thống nhất</span>" not in shown + listed
    assert ("Ngày chốt ý kiến" in shown, "Ngày thống nhất" in shown) == (True, False)


def test_an_objection_that_was_met_is_agreement(cast, batch):
    petition, _other = petitions_in(batch, 2, competent_body=cast.department)
    (opinion,) = asked(batch, cast.front)
    said(opinion, agrees=False, text="Không đúng thẩm quyền.", petitions=[petition])
    actions.take_out(fresh(petition), by=LOADER)
    actions.agree_batch(fresh(batch), by=LOADER, on=date(2026, 6, 10))
    assert fresh(batch).state == ("wait", "Đã thống nhất")


def test_the_front_sees_its_opinion_first(client, cast, batch):
    petitions_in(batch, competent_body=cast.department)
    (opinion,) = asked(batch, cast.front)
    own = page("batchopinion-edit", opinion)
    client.force_login(cast.hoa)
    assert client.get(batch.get_absolute_url()).context["first_button"].url == own
    said(opinion, agrees=False, text="Chưa rõ.")
    assert client.get(batch.get_absolute_url()).context["first_button"] is None
    opinion.reply = "Đã rà lại với cử tri."
    actions.answer_objection(opinion, by=LOADER)
    first = client.get(batch.get_absolute_url()).context["first_button"]
    assert (first.label, first.url) == ("Xem giải trình, MTTQ tỉnh cho ý kiến lại", own)


def test_on_a_phone_no_step_back_is_the_main_one(clerk, cast, batch):
    petitions_in(batch, competent_body=cast.department)
    asked(batch, cast.front)
    response = clerk.get(batch.get_absolute_url())
    labels = [button.label for button in response.context["buttons"] if button.enabled]
    assert (response.context["first_button"], "Tổng hợp lại" in labels) == (None, True)
    assert '<div class="phonebar only-phone"><a class="btn btn-plain" href="#lam-tiep">Làm tiếp' in text_of(response)


def test_only_those_whose_batch_it_is_open_its_edit_page(client, cast, batch):
    url = reverse("voters:batch-edit", args=[batch.pk])
    for user, status in ((cast.lan, 200), (cast.hoa, 403), (cast.minh, 404), (cast.stranger, 404)):
        client.force_login(user)
        assert client.get(url).status_code == status, user
    own = batch_of(cast.locality, name="Đợt của MTTQ")
    own.prepared_by.add(cast.front)
    client.force_login(cast.hoa)
    assert client.get(reverse("voters:batch-edit", args=[own.pk])).status_code == 200
