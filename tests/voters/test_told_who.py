"""Pages over many petitions tell, as the page of one does, who changed one of them since they were opened, when and
what: in as many questions for three as for one, and to nobody who may not know."""

import json
from datetime import date as D
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from coordination.audit.actors import name_of
from coordination.ui import registry
from tests.voters.factories import LOADER, brought_to, petition_of
from tests.voters.factories_batches import asked, batch_of, petitions_in, said
from tests.voters.test_changed_meanwhile import ASK, opened
from voters import actions
from voters.models import Petition

NOON = "01/10/2026 09:30"
TU = f"{NOON} · Trần Văn Tú (Thường trực HĐND tỉnh)"


def monitored(client, cast, rows, act="get", **sent):
    url = reverse("voters:petition-bulk", args=["monitor"])
    return getattr(client, act)(url, {"chon": [row.pk for row in rows]} | sent)


def carried(page) -> dict:
    return {"phien-ban": page.context["versions"]}


def rewritten(petition, by, content="Cầu gãy rồi."):
    row = Petition.objects.get(pk=petition.pk)
    row.content = content
    actions.edit_petition(row, by=by)


def marked(response) -> list[tuple]:
    """The rows of the page with what is said at each."""
    assert response.status_code == 409
    page = response.content.decode()
    rows = [row for row, _words in (*response.context["ready"], *response.context["left_out"])]
    assert page.count("Vừa sửa") == sum(len(row.meanwhile) for row in rows)
    assert all(words in page for row in rows for words in row.meanwhile)
    return [(row.pk, row.meanwhile) for row in rows]


# --- Ticked rows ------------------------------------------------------------------------------------------------------


def test_a_ticked_row_says_who_changed_it_when_and_what(client, cast):
    rows = [petition_of(cast.locality, field="dien", title=f"Việc {number}") for number in range(3)]
    client.force_login(cast.lan)
    seen = carried(monitored(client, cast, rows))
    rewritten(rows[1], cast.tu)
    actions.classify(Petition.objects.get(pk=rows[2].pk), by=cast.tu, field="y_te", level="province",
                     competent_body=cast.department)  # fmt: skip
    rewritten(rows[2], cast.lan)
    actions.edit_petition(rows[0], by=cast.tu)  # nothing changed

    late = monitored(client, cast, rows, "post", monitor=cast.front.pk, **seen)

    lan = f"{NOON} · Nguyễn Thị Lan (Văn phòng HĐND tỉnh)"
    assert marked(late) == [
        (rows[0].pk, []),
        (rows[1].pk, [f"{TU} · Sửa: nội dung"]),
        (rows[2].pk, [f"{lan} · Sửa: nội dung", f"{TU} · Phân loại"]),
    ]
    again = monitored(client, cast, rows, "post", monitor=cast.front.pk, **carried(late))
    assert (again.status_code, set(Petition.objects.values_list("monitor", flat=True))) == (302, {cast.front.pk})


def test_what_was_done_before_the_page_was_shown_is_not_told(client, cast):
    petition = petition_of(cast.locality)
    rewritten(petition, cast.tu, "Trước khi mở.")
    client.force_login(cast.lan)
    seen = carried(monitored(client, cast, [petition]))
    Petition.objects.filter(pk=petition.pk).update(revision=9)
    late = monitored(client, cast, [petition], "post", monitor=cast.front.pk, **seen)
    assert marked(late) == [(petition.pk, ["người khác"])]


@pytest.mark.parametrize("moment", ["", "x-", "0-", "9" * 13 + "-", "9" * 40 + "-"])
def test_a_moment_that_no_page_sent_tells_no_more_than_the_row(client, cast, moment):
    petition = petition_of(cast.locality)
    client.force_login(cast.lan)
    rewritten(petition, cast.tu)
    late = monitored(
        client, cast, [petition], "post", monitor=cast.front.pk, **{"phien-ban": f"{moment}{petition.pk}.1"}
    )
    assert marked(late) == [(petition.pk, ["người khác"])]


def test_a_row_that_left_the_readers_sight_is_not_told(client, cast):
    rows = [petition_of(cast.locality, title=title) for title in ("Chợ dột", "Cầu gãy")]
    client.force_login(cast.lan)
    seen = carried(monitored(client, cast, rows))
    for row in rows:
        rewritten(row, cast.tu)
    Petition.objects.filter(pk=rows[1].pk).update(locality=cast.other)
    late = monitored(client, cast, rows, "post", monitor=cast.front.pk, **seen)
    assert (marked(late), late.context["unseen"]) == ([(rows[0].pk, [f"{TU} · Sửa: nội dung"])], 1)
    assert "Cầu gãy" not in late.content.decode()


def test_of_a_confidential_petition_the_names_of_its_fields_are_told(cast):
    petition = petition_of(cast.locality, confidential=True, raised_by=cast.lan.person)
    begun = timezone.now()
    rewritten(petition, cast.tu)
    who = "Trần Văn Tú (Thường trực HĐND tỉnh)"
    told = {user: registry.saved_since([petition], begun, user) for user in (cast.lan, cast.minh, cast.stranger)}
    lines = {user: [(line.who, line.what) for line in found.get(petition, [])] for user, found in told.items()}
    assert lines == {cast.lan: [(who, "Sửa: nội dung")], cast.minh: [], cast.stranger: []}


def test_a_fault_in_between_makes_nobody_forget_what_was_shown(client, cast):
    petition = petition_of(cast.locality)
    client.force_login(cast.lan)
    seen = carried(monitored(client, cast, [petition]))
    rewritten(petition, cast.tu)
    fault = monitored(client, cast, [petition], "post", **seen)
    assert (fault.status_code, carried(fault)) == (422, seen)
    late = monitored(client, cast, [petition], "post", monitor=cast.front.pk, **carried(fault))
    assert marked(late) == [(petition.pk, [f"{TU} · Sửa: nội dung"])]


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_changed_rows_costs_nothing(client, cast, django_assert_num_queries, count):
    rows = [petition_of(cast.locality) for _ in range(count)]
    client.force_login(cast.lan)
    seen = carried(monitored(client, cast, rows))
    for row in rows:
        rewritten(row, cast.tu)
        rewritten(row, cast.lan, "Lần nữa.")
    with django_assert_num_queries(16):
        late = monitored(client, cast, rows, "post", monitor=cast.front.pk, **seen)
    assert [len(words) for _pk, words in marked(late)] == [2] * count


# --- A batch ----------------------------------------------------------------------------------------------------------


def link(row, words) -> str:
    return f'<a href="{row.get_absolute_url()}">{words}</a>'


def test_a_batch_says_who_changed_its_petitions(client, cast):
    batch = batch_of(cast.locality)
    petitions = petitions_in(batch, 2, competent_body=cast.department)
    url = reverse("voters:batch-move", args=[batch.pk, "ask"])
    form = opened(client, cast.lan, url)
    rewritten(petitions[1], cast.tu)

    late = client.post(url, ASK | {"bodies": [cast.front.pk]} | form)

    row = Petition.objects.get(pk=petitions[1].pk)
    title = link(row, f"{row.case_code} · {row.public_title}")
    assert (late.status_code, late.context["changed"]) == (409, [(title, f"{TU} · Sửa: nội dung")])
    assert f"<dt>{title}</dt><dd>{TU} · Sửa: nội dung</dd>" in late.content.decode()


def test_a_batch_says_who_changed_an_opinion(client, cast):
    batch = batch_of(cast.locality)
    petitions_in(batch, competent_body=cast.department)
    (opinion,) = asked(batch, cast.front)
    said(opinion)
    url = reverse("voters:batch-move", args=[batch.pk, "agree"])
    form = opened(client, cast.lan, url)
    opinion.text = "Thống nhất, có lưu ý."
    actions.give_opinion(opinion, by=LOADER)

    late = client.post(url, {"on": "10/06/2026"} | form)

    assert late.context["changed"] == [
        (link(opinion, f"Ý kiến của {cast.front}"), f"{NOON} · {name_of(LOADER)} · Sửa: ý kiến")
    ]


def test_who_put_a_petition_into_a_batch_is_told(client, cast):
    batch = batch_of(cast.locality)
    petitions_in(batch, competent_body=cast.department)
    url = reverse("voters:batch-move", args=[batch.pk, "ask"])
    form = opened(client, cast.lan, url)
    more = actions.put_in(petition_of(cast.locality, title="Chợ <dột>"), by=cast.tu, batch=batch)

    late = client.post(url, ASK | {"bodies": [cast.front.pk]} | form)

    title = link(more, f"{more.case_code} · Chợ &lt;dột&gt;")
    assert late.context["changed"] == [(title, f"mới thêm\n{TU} · Sửa: đợt tổng hợp")]


@pytest.mark.parametrize(
    "sent", [{"at": "mới"}, {"at": -1}, {"at": 10**40}, {"at": True}, {"at": None}, {"at": [1]}, {}]
)
def test_a_batch_without_a_moment_says_that_something_changed(client, cast, sent):
    batch = batch_of(cast.locality)
    (petition,) = petitions_in(batch, competent_body=cast.department)
    url = reverse("voters:batch-move", args=[batch.pk, "ask"])
    form = opened(client, cast.lan, url)
    marks = {key: value for key, value in json.loads(form["opened_as"]).items() if key != "at"}
    rewritten(petition, cast.tu)
    late = client.post(url, ASK | {"bodies": [cast.front.pk]} | form | {"opened_as": json.dumps(marks | sent)})
    assert [value for _label, value in late.context["changed"]] == ["đã sửa"]


def test_a_fault_in_between_keeps_the_moment_of_opening(client, cast):
    batch = batch_of(cast.locality)
    (petition,) = petitions_in(batch, competent_body=cast.department)
    url = reverse("voters:batch-move", args=[batch.pk, "ask"])
    form = opened(client, cast.lan, url)
    rewritten(petition, cast.tu)
    fault = client.post(url, ASK | {"on": "không rõ"} | form)
    assert (fault.status_code, json.loads(fault.context["opened_as"])) == (422, json.loads(form["opened_as"]))


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_changed_petitions_costs_nothing(client, cast, django_assert_num_queries, count):
    batch = batch_of(cast.locality)
    petitions = petitions_in(batch, count, competent_body=cast.department, due_on=D(2027, 1, 1))
    url = reverse("voters:batch-move", args=[batch.pk, "ask"])
    form = opened(client, cast.lan, url)
    for petition in petitions:
        rewritten(petition, cast.tu)
    with django_assert_num_queries(34):
        late = client.post(url, ASK | {"bodies": [cast.front.pk]} | form)
    assert [value for _label, value in late.context["changed"]] == [f"{TU} · Sửa: nội dung"] * count


def test_steps_before_the_moment_are_not_told(cast):
    petition = brought_to(petition_of(cast.locality), "in_progress", cast.department)
    begun = timezone.now() + timedelta(milliseconds=1)
    assert registry.saved_since([petition], begun, cast.lan) == {}
